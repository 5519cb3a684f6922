// What a change of the state has to bring about outside the page: a question to the engine, an entry on the device.

import { TAB_KEY } from "../shared/tab.js";
import { toFile } from "./sheet.js";
import { isUp } from "./state.js";

/** @import { Call, Engine } from "./engine.js" */
/** @import { StateEvent, State } from "./types.d.ts" */

const KEY = "huabei-check-answers";

/** Ask the engine what the state wants to know; wake it where it rests. @param {Engine} engine
 * @returns {(state: State, previous: State) => void} */
export function askEngine(engine) {
  return (state, previous) => {
    const calls = newCalls(state, previous);
    if (state.engine === "ready") {
      for (const call of calls) engine.send(call);
    } else if (calls.some(({ type }) => isUp(state.engine) || type === "ask")) {
      engine.start(state.engine === "failed"); // a message is worth another try
    }
  };
}

/** What is to be asked now that was not before; all that waits, once the engine is ready.
 * @param {State} state @param {State} previous @returns {Call[]} */
function newCalls({ engine, asked, answers, message, calendar }, previous) {
  const isReadyNow = engine === "ready" && previous.engine !== "ready";
  /** @type {Call[]} */
  const calls = [];
  if (asked !== previous.asked) calls.push({ type: "run", id: asked, text: toFile(answers) });
  if (calendar && (isReadyNow || calendar !== previous.calendar))
    calls.push({ type: "calendar", id: 0, text: JSON.stringify(calendar) });
  if (message.isPending && (isReadyNow || message.number !== previous.message.number))
    calls.push({ type: "ask", id: message.number, text: message.text });
  return calls;
}

/** Keep the answers on this device if the person wants it and the browser grants it; else forget them.
 * @param {(event: StateEvent) => void} dispatch @returns {(state: State, previous: State) => void} */
export function keepAnswers(dispatch) {
  return ({ answers, isKept }, previous) => {
    if (answers === previous.answers && isKept === previous.isKept) return;
    try {
      if (isKept) localStorage.setItem(KEY, JSON.stringify(answers));
      else localStorage.removeItem(KEY);
    } catch {
      if (isKept) dispatch({ type: "keeping-refused" });
    }
  };
}

/** Let the answers stay with this tab, so that a guide and back, a reload or another app loses none. The browser
 * forgets them with the tab. @param {State} state @param {State} previous */
export function keepForTab({ answers }, previous) {
  if (answers === previous.answers) return;
  try {
    if (Object.keys(answers).length) sessionStorage.setItem(TAB_KEY, JSON.stringify(answers));
    else sessionStorage.removeItem(TAB_KEY);
  } catch {} // a browser that keeps nothing: then the form's own memory has to do
}

/** What this tab still holds; null for nothing, or nothing that can be read. @returns {[string, unknown][] | null} */
export function answersOfTab() {
  try {
    const kept = sessionStorage.getItem(TAB_KEY);
    return kept ? Object.entries(JSON.parse(kept)) : null;
  } catch {
    return null;
  }
}

/** What was kept on this device; null for nothing, or nothing that can be read. @returns {[string, unknown][] | null} */
export function keptAnswers() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept ? Object.entries(JSON.parse(kept)) : null;
  } catch {
    return null; // a browser that keeps nothing; said when somebody asks it to
  }
}
