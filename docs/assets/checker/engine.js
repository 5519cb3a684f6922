// @ts-check
// The engine's life as the page sees it: start it once, ask it, tell the truth about it.
"use strict";

const STALLED_MS = 7000; // no byte for so long: the network has stopped
const BOOT_MS = 20000; // from the last byte to ready, on a phone four times slower than measured
const ANSWER_MS = 5000; // an answer takes milliseconds; after so long the worker is dead
const REST_MS = 600000; // nobody has asked for so long: the phone needs the memory elsewhere

/** @type {Worker | null} */
let worker = null;
let asked = 0; // the newest question to the engine; older answers are dropped
let timer = 0;
let sentence = ""; // said before the engine was there
/** @type {[type: Call, text: string] | null} */
let owed = null; // asked of an engine at rest

/** @typedef {"run" | "ask" | "calendar"} Call */

/** Tell the truth about the engine; at rest it looks ready. @param {"instant" | "loading" | "ready" | "resting" | "failed"} state */
function state(state) {
  page.dataset.engine = state;
  const shown = state === "resting" ? "ready" : state;
  for (const note of all("[data-engine-note]")) note.hidden = note.dataset.engineNote !== shown;
}

/** Start the engine once. @param {boolean} again skip what an earlier try left in the cache */
function boot(again = false) {
  if (worker || page.dataset.engine === "ready" || (page.dataset.engine === "resting" && !owed)) return;
  if (!window.Worker || !window.WebAssembly) return fail("unsupported");
  if (!owed) state("loading");
  const { lock, parts } = data("engine-manifest");
  const { root = ".", worker: script = "" } = byId("engine-manifest").dataset;
  const early = /** @type {any} */ (window).early; // the hosted page's head has made it (editions/early.js)
  delete (/** @type {any} */ (window).early);
  try {
    worker = /** @type {Worker} */ (early?.worker ?? new Worker(new URL(script, location.href)));
  } catch (error) {
    return fail(String(error));
  }
  wait(STALLED_MS);
  worker.onerror = (event) => over(event.message || "worker", again);
  worker.onmessage = ({ data: message }) => {
    if (message.type === "progress") {
      wait(message.loaded < message.total ? STALLED_MS : BOOT_MS);
      for (const bar of all("progress[data-engine-progress]")) Object.assign(bar, { value: message.loaded / message.total });
    } else if (message.type === "failed") over(message.message, again);
    else {
      rest();
      if (message.type === "ready") {
        state("ready");
        performance.mark("engine-ready"); // read by bench
        ask();
        if (owed && owed[0] !== "run") send(...owed);
        owed = null;
        if (sentence) say(sentence);
      } else if (message.type === "report") {
        if (message.id === asked) show(JSON.parse(message.text), answers(), message.text);
        else wait(ANSWER_MS); // a newer question is still under way
      } else document.dispatchEvent(new CustomEvent(message.type, { detail: message }));
    }
  };
  worker.postMessage({ type: "boot", root: new URL(root, location.href).href, lock, parts, again });
  for (const event of early?.said ?? []) worker?.onerror?.(event);
}

/** Give the engine so long until its next sign of life. @param {number} ms */
function wait(ms) {
  clearTimeout(timer);
  timer = window.setTimeout(() => fail("no sign of life"), ms);
}

/** Let the thread go when nobody asks for long; the next question brings it back, and waits for it. */
function rest() {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (!navigator.onLine && page.dataset.kept !== "yes") return rest(); // it might not come back
    worker?.terminate();
    worker = null;
    state("resting");
  }, REST_MS);
}

/** An error that a second try may mend: a damaged cache, a lost connection. @param {string} why @param {boolean} again */
function over(why, again) {
  const ready = page.dataset.engine === "ready";
  fail(why);
  if (!again && !ready) boot(true);
}

/** The engine is gone; the page says so, keeps every answer and stays useful. @param {string} why */
function fail(why) {
  clearTimeout(timer);
  worker?.terminate();
  worker = owed = null;
  console.warn("engine:", why);
  state("failed");
  ask();
  if (sentence) document.dispatchEvent(new CustomEvent("asked", { detail: { text: '{"scope":"failed"}' } }));
}

/** Send text to the engine if it is there. @param {Call} type @param {string} text */
function send(type, text) {
  if (page.dataset.engine === "resting") {
    owed = type === "run" && owed ? owed : [type, text];
    boot();
    return true;
  }
  if (page.dataset.engine !== "ready") return false;
  wait(ANSWER_MS);
  worker?.postMessage({ type, id: asked, text });
  return true;
}

/** Ask about the answers as they stand now: the engine if it is there, else the instant table. */
function ask() {
  const sheet = answers();
  asked += 1;
  if (!send("run", JSON.stringify({ version: 1, answers: sheet }))) show(instant(sheet), sheet);
}

/** Ask about a sentence, now or as soon as the engine is there. @param {string} text */
function say(text) {
  sentence = send("ask", text) ? "" : text;
  if (sentence && page.dataset.engine !== "failed") return boot();
  if (sentence) boot(true);
}

// WebKit empties a form without autocompletion just after its page has come back from the back/forward cache; on a
// busy machine later than the next task.
const EMPTIED_MS = [0, 100, 500];

window.addEventListener("pagehide", () => {
  const kept = answers();
  const refill = () => void (Object.keys(answers()).length || (fill(kept), ask()));
  const back = (/** @type {PageTransitionEvent} */ { persisted }) => {
    for (const ms of persisted ? EMPTIED_MS : []) setTimeout(refill, ms);
  };
  window.addEventListener("pageshow", back, { once: true });
});
