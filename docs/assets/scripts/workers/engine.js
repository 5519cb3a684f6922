// The engine's own thread. It fetches the parts, checks their bytes, boots Python and answers. Hosted, it is a file
// of its own; in the offline copy its text is joined to glue and loader and the bytes come with the first message.
// Nothing is fetched after "ready".

import { afterRunning } from "../shared/running-time.js";
import { fetchPart } from "./parts.js";
import { startPython } from "./python.js";

/** @import { Boot } from "./parts.js" */

/** @typedef {{ type: "run" | "ask" | "calendar" | "read_link" | "read_file", id: number, text: string }} Call */

/** @typedef {Record<Call["type"], (text: string) => string> & { start(knowledge: string): string, start_vocabulary(text: string, guides: string): void }} Checker
 * `checker/browser.py` */

/** @typedef {{ checker: Checker, knowledge: string, vocabulary: Promise<void> | null }} Engine */

const VOCABULARY = "vocabulary"; // the one part that "ready" does not wait for
const TELL_MS = 100; // between two words of progress: each wakes the page while it draws
const VOCABULARY_MS = 4000; // less than the page waits for an answer: a sentence whose words are not there is told so

/** What the page is told when a call has been answered. */
const ANSWERED = { run: "report", ask: "asked", calendar: "calendar", read_link: "read", read_file: "read" };

/** @type {Promise<Engine>} */
let engine;

self.onmessage = async (/** @type {MessageEvent<Boot | Call>} */ { data }) => {
  try {
    if (data.type === "boot") {
      engine = boot(data);
      self.postMessage({ type: "ready", knowledge: (await engine).knowledge });
    } else {
      const { checker, vocabulary } = await engine;
      if (data.type === "ask")
        await Promise.race([vocabulary, new Promise((late) => afterRunning(VOCABULARY_MS, () => late(null)))]);
      self.postMessage({ type: ANSWERED[data.type], id: data.id, text: checker[data.type](data.text) });
    }
  } catch (error) {
    self.postMessage({ type: "failed", message: String(error) });
  }
};

/** Everything from bytes to a checker that answers. @param {Boot} message @returns {Promise<Engine>} */
async function boot(message) {
  const onBytes = progressTeller(message);
  const get = (/** @type {string} */ name) => {
    const got = fetchPart(message, name, onBytes);
    got.catch(() => {}); // noticed where it is waited for; another may fail before that
    return got;
  };
  // All at once: the slowest part decides, not their sum. The scripts first: they can run while the rest is on its way.
  const scripts = ["glue", "loader"].filter((name) => message.parts[name] && !message.bytes).map(get);
  const [wasm, stdlib, wheel, knowledge] = ["wasm", "stdlib", "checker", "knowledge"].map(get);
  for (const script of await Promise.all(scripts)) importScripts(script.url);
  const module = /** @type {WebAssembly.Module} */ (await (await wasm).compiled);
  const python = await startPython(module, (await stdlib).bytes, message.lock);
  python.FS.writeFile("/checker.whl", new Uint8Array((await wheel).bytes));
  python.pyimport("sys").path.insert(0, "/checker.whl");
  /** @type {Checker} */
  const checker = python.pyimport("checker.browser");
  const version = checker.start(await textOf(knowledge));
  return { checker, knowledge: version, vocabulary: startVocabulary(message, checker) };
}

/** Needed for a sentence only, so it holds up nothing; asked for now, as nothing is fetched after "ready". While it is
 * under way a sentence is not understood, and everything else works; tried twice, as every part is.
 * @param {Boot} message @param {Checker} checker */
function startVocabulary(message, checker) {
  if (!message.parts[VOCABULARY]) return null;
  const words = (/** @type {boolean} */ again) => textOf(fetchPart({ ...message, again }, VOCABULARY, () => {}));
  const started = words(message.again)
    .catch(() => words(true))
    .then((text) => checker.start_vocabulary(text, message.guides));
  started.catch(() => {}); // said to the one who asks
  return started;
}

/** @param {Promise<{ bytes: ArrayBuffer }>} part */
const textOf = async (part) => new TextDecoder().decode((await part).bytes);

/** Tells the page how much has come, not too often. @param {Boot} message */
function progressTeller({ parts }) {
  const total = Object.entries(parts).reduce((sum, [name, { size }]) => sum + (name === VOCABULARY ? 0 : size), 0);
  let loaded = 0;
  let toldAt = -TELL_MS;
  return (/** @type {number} */ bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    self.postMessage({ type: "progress", loaded, total });
  };
}
