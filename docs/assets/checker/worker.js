// @ts-check
// The engine's own thread. It fetches the parts, checks their bytes, boots Python and answers.
// Hosted, it is a file of its own; in the offline copy its text is joined to glue and loader and
// the bytes come with the first message. Nothing is fetched after "ready".
"use strict";

/** @typedef {{ path: string, sha256: string, size: number }} Part */
/** @typedef {{ type: "boot", root: string, lock: object, parts: Record<string, Part>, bytes?: Record<string, ArrayBuffer>, again: boolean }} Boot */
/** @typedef {{ type: "run" | "ask" | "calendar", id: number, text: string }} Call */

const LATER = "vocabulary";
const TELL_MS = 100; // between two words of progress: each wakes the page while it draws
const LATER_MS = 4000; // less than the page waits for an answer: a sentence whose words are not there is told so
const network = self.fetch; // the loader of Python is given another one (see start)

/** @type {Promise<any>} */
let engine;

/** What the page is told when a call has been answered. */
const ANSWERED = { run: "report", ask: "asked", calendar: "calendar" };

self.onmessage = async (/** @type {MessageEvent<Boot | Call>} */ { data }) => {
  try {
    if (data.type === "boot") {
      engine = boot(data);
      self.postMessage({ type: "ready", knowledge: (await engine).knowledge });
    } else {
      const { checker, vocabulary } = await engine;
      if (data.type === "ask") await Promise.race([vocabulary, new Promise((late) => setTimeout(late, LATER_MS))]);
      self.postMessage({ type: ANSWERED[data.type], id: data.id, text: checker[data.type](data.text) });
    }
  } catch (error) {
    self.postMessage({ type: "failed", message: String(error) });
  }
};

/** Everything from bytes to a checker that answers. @param {Boot} message */
async function boot(message) {
  const total = Object.entries(message.parts).reduce((sum, [name, part]) => sum + (name === LATER ? 0 : part.size), 0);
  let [loaded, told] = [0, -TELL_MS];
  const progress = (/** @type {number} */ bytes) => {
    loaded += bytes;
    if (loaded < total && performance.now() - told < TELL_MS) return;
    told = performance.now();
    self.postMessage({ type: "progress", loaded, total });
  };
  const get = (/** @type {string} */ name) => {
    const got = part(message, name, progress);
    got.catch(() => {}); // noticed where it is waited for; another may fail before that
    return got;
  };
  // All at once: the slowest part decides, not their sum. The scripts first: they can run while the rest is on its way.
  const scripts = ["glue", "loader"].filter((name) => message.parts[name] && !message.bytes).map(get);
  const [wasm, stdlib, checker, knowledge] = ["wasm", "stdlib", "checker", "knowledge"].map(get);
  for (const script of await Promise.all(scripts)) importScripts(script.url);
  const python = await start(await wasm, (await stdlib).bytes, message.lock);
  python.FS.writeFile("/checker.whl", new Uint8Array((await checker).bytes));
  python.pyimport("sys").path.insert(0, "/checker.whl");
  const module = python.pyimport("checker.browser");
  const text = async (/** @type {Promise<{ bytes: ArrayBuffer }>} */ part) => new TextDecoder().decode((await part).bytes);
  const version = module.start(await text(knowledge));
  // Needed for a sentence only, so it holds up nothing; asked for now, as nothing is fetched after "ready".
  // While it is under way a sentence is not understood, and everything else works; tried twice, as every part is.
  const words = (/** @type {boolean} */ again) => text(part({ ...message, again }, LATER, () => {}));
  const later = message.parts[LATER] ? words(message.again).catch(() => words(true)).then(module.start_vocabulary) : null;
  later?.catch(() => {}); // said to the one who asks
  return { checker: module, knowledge: version, vocabulary: later };
}

/**
 * One part, its bytes checked against the build's hash before anything runs them.
 * @param {Boot} message @param {string} name @param {(bytes: number) => void} progress
 */
async function part(message, name, progress) {
  const { path, sha256, size } = message.parts[name];
  const given = message.bytes?.[name];
  const url = new URL(path, message.root).href;
  const response = given ? null : await network(url, { cache: message.again ? "reload" : "default" });
  if (response && !response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  // The second reader of the same response compiles while the bytes still arrive. Its type is wrong
  // on some hosts; then the checked bytes are compiled instead (see start).
  const compiled = name === "wasm" && response ? WebAssembly.compileStreaming(response.clone()) : null;
  compiled?.catch(() => {});
  const bytes = given ?? (await read(/** @type {Response} */ (response), size, progress));
  if (bytes.byteLength !== size) throw new Error(`${path}: ${bytes.byteLength} bytes, expected ${size}`);
  if (crypto.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (btoa(String.fromCharCode(...digest)) !== sha256) throw new Error(`${path}: SHA-256 differs`);
  }
  return { bytes, compiled, url };
}

/** @param {Response} response @param {number} size @param {(bytes: number) => void} progress */
async function read(response, size, progress) {
  const bytes = new Uint8Array(size);
  let at = 0;
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (at + step.value.length > size) throw new Error(`${response.url}: longer than ${size} bytes`);
    bytes.set(step.value, at);
    at += step.value.length;
    progress(step.value.length);
  }
  return at === size ? bytes.buffer : bytes.buffer.slice(0, at);
}

/**
 * Python, from checked bytes. The loader asks by `fetch` and, where the wasm cannot be had, never
 * settles; so both of its questions are answered here, with what is already in hand.
 * @param {{ bytes: ArrayBuffer, compiled: Promise<WebAssembly.Module> | null }} wasm
 * @param {ArrayBuffer} stdlib @param {object} lock stands for the lock file, which would cost 120 KB
 */
async function start(wasm, stdlib, lock) {
  const compile = () => WebAssembly.compile(wasm.bytes);
  const module = await (wasm.compiled ? wasm.compiled.catch(compile) : compile());
  const scope = /** @type {any} */ (self);
  scope.fetch = async (/** @type {string | URL} */ url) =>
    new Response(String(url).endsWith("stdlib.zip") ? stdlib : new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  /** @type {any} */ (WebAssembly).instantiateStreaming = async (/** @type {any} */ _, /** @type {any} */ imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  const nowhere = "https://engine.invalid/"; // never asked: fetch is answered above
  return scope.loadPyodide({ indexURL: nowhere, stdLibURL: `${nowhere}stdlib.zip`, lockFileContents: lock });
}
