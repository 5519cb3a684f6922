// The engine's thread: started, asked, watched, let go. What the page makes of it stands in reduce.js.

import { byId } from "../shared/dom.js";
import { shared } from "../shared/global.js";
import { afterRunning } from "../shared/running-time.js";
import { readJson } from "./printed.js";

/** @import { StateEvent } from "./types.d.ts" */

const STALLED_MS = 7000; // no byte for so long: the network has stopped
const BOOT_MS = 20000; // from the last byte to ready, on a phone four times slower than measured
const ANSWER_MS = 5000; // an answer takes milliseconds; after so long the worker is dead
const REST_MS = 600000; // nobody has asked for so long: the phone needs the memory elsewhere

const EMPTY_MODULE = [0, 97, 115, 109, 1, 0, 0, 0]; // the shortest WebAssembly there is

/** @typedef {{ type: "run" | "ask" | "calendar" | "read_link" | "read_file", id: number, text: string }} Call */
/** @typedef {{ type: string, id: number, text: string, message: string, loaded: number, total: number }} FromWorker */

/**
 * @param {(event: StateEvent) => void} dispatch told of every change in the engine's life
 * @param {(text: string) => void} onCalendar given the calendar file
 */
export function createEngine(dispatch, onCalendar) {
  /** @type {Worker | null} */
  let worker = null;
  let isReady = false;
  let restTimer = 0;
  let stopWatch = () => {};
  let newestRun = 0;
  let isRetry = false;
  // Asleep since its last sign of life: connections end then, and a phone may have ended the thread.
  let wasAway = false;

  document.addEventListener("visibilitychange", () => {
    wasAway = wasAway || document.visibilityState === "hidden";
  });

  /** Start the thread unless there is one.
   * @param {"" | "again" | "fresh"} [retry] "fresh" passes over what an earlier try left in the cache */
  function start(retry = "") {
    if (worker) return;
    isRetry = retry !== "";
    const { early } = shared();
    delete shared().early; // the head's script sees by this that the page has started
    if (!canRun()) {
      fail("unsupported", true);
      return;
    }
    dispatch({ type: "engine-loading" });
    const { root = ".", worker: script = "" } = byId("engine-manifest").dataset;
    try {
      worker = early?.worker || new Worker(new URL(script, location.href));
    } catch (error) {
      fail(String(error));
      return;
    }
    watch(STALLED_MS);
    worker.onerror = (event) => onWorkerError(event.message || "worker");
    worker.onmessage = ({ data }) => onMessage(data);
    const { lock, parts } = readJson("engine-manifest");
    worker.postMessage({
      type: "boot",
      root: new URL(root, location.href).href,
      lock,
      parts,
      guides: byId("guides-said").textContent,
      again: retry === "fresh",
    });
    if (early?.errors.length) onWorkerError("worker");
  }

  /** @param {FromWorker} message */
  function onMessage(message) {
    if (message.type === "progress") {
      watch(message.loaded < message.total ? STALLED_MS : BOOT_MS);
      dispatch({ type: "engine-progress", progress: message.loaded / message.total });
    } else if (message.type === "failed") {
      onWorkerError(message.message);
    } else {
      restLater();
      wasAway = false;
      isRetry = false;
      answer(message);
    }
  }

  /** @param {FromWorker} message */
  function answer({ type, id, text }) {
    if (type === "ready") {
      isReady = true;
      performance.mark("engine-ready"); // read by bench
      dispatch({ type: "engine-ready" });
    } else if (type === "report") {
      if (id === newestRun) dispatch({ type: "engine-reported", json: text });
      else watch(ANSWER_MS); // a newer question is still under way
    } else if (type === "asked") {
      dispatch({ type: "message-answered", number: id, reply: JSON.parse(text) });
    } else if (type === "read") {
      dispatch({ type: "sheet-read", number: id, reply: JSON.parse(text) });
    } else if (type === "calendar") {
      dispatch({ type: "calendar-made", file: text });
      if (text) onCalendar(text);
    }
  }

  /** Give the engine so long until its next sign of life. @param {number} ms */
  function watch(ms) {
    stopTimers();
    stopWatch = afterRunning(ms, onSilence, () => {
      wasAway = true;
    });
  }

  function stopTimers() {
    clearTimeout(restTimer);
    stopWatch();
  }

  /** Whoever was away may try once more; what is kept already is good. */
  function onSilence() {
    if (wasAway && !isRetry) startAgain("no sign of life", "again");
    else fail("no sign of life");
  }

  /** Let the thread go when nobody asks for long; the next question brings it back, and waits for it. */
  function restLater() {
    stopTimers();
    restTimer = window.setTimeout(() => {
      if (!navigator.onLine && document.documentElement.dataset.kept !== "yes") {
        restLater(); // keep the idle worker: it could not be fetched again
        return;
      }
      stop();
      dispatch({ type: "engine-resting" });
    }, REST_MS);
  }

  /** While it starts, a second try may mend a damaged cache or a lost connection. @param {string} why */
  function onWorkerError(why) {
    if (isReady || isRetry) fail(why);
    else startAgain(why, "fresh");
  }

  /** @param {string} why @param {"again" | "fresh"} retry */
  function startAgain(why, retry) {
    console.warn("engine, first try:", why);
    stop();
    start(retry);
  }

  /** @param {string} why @param {boolean} [isUnsupported] where another try is in vain */
  function fail(why, isUnsupported = false) {
    stop();
    console.warn("engine:", why);
    dispatch({ type: "engine-failed", isUnsupported });
  }

  function stop() {
    stopTimers();
    if (worker) worker.terminate();
    worker = null;
    isReady = false;
  }

  /** Ask the thread, which is ready. @param {Call} call */
  function send(call) {
    if (call.type === "run") newestRun = call.id;
    watch(ANSWER_MS);
    if (worker) worker.postMessage(call);
  }

  return { start, send, stop };
}

/** Whether this browser can run the engine at all; if not, nothing of it is fetched. Chromium before 97 does not know
 * `wasm-unsafe-eval` in a policy, and then compiles nothing. */
function canRun() {
  if (!window.Worker || !window.WebAssembly) return false;
  try {
    return Boolean(new WebAssembly.Module(new Uint8Array(EMPTY_MODULE)));
  } catch {
    return false;
  }
}

/** @typedef {ReturnType<typeof createEngine>} Engine */
