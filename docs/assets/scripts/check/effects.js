// What a change of the state has to bring about outside the page: a question to the engine, an entry on the device.

import { keep, kept } from "../shared/storage.js";
import { writeTab } from "../shared/tab.js";
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
      engine.start(state.engine === "failed" ? "fresh" : ""); // a message is worth another try
    }
  };
}

/** What is to be asked now that was not before; all that waits, once the engine is ready.
 * @param {State} state @param {State} previous @returns {Call[]} */
function newCalls({ engine, asked, answers, message, calendar, reading }, previous) {
  const isReadyNow = engine === "ready" && previous.engine !== "ready";
  /** @type {Call[]} */
  const calls = [];
  if (reading && (isReadyNow || reading !== previous.reading))
    calls.push({ type: reading.type, id: reading.number, text: reading.text });
  if (asked !== previous.asked) calls.push({ type: "run", id: asked, text: toFile(answers) });
  if (calendar && (isReadyNow || calendar !== previous.calendar))
    calls.push({ type: "calendar", id: 0, text: JSON.stringify(calendar) });
  if (message.isPending && (isReadyNow || message.number !== previous.message.number))
    calls.push({ type: "ask", id: message.number, text: message.text });
  return calls;
}

/** Keep the answers on this device if the person wants it and the browser grants it; else forget them. What is kept stays
 * while those of a link or a file are looked at.
 * @param {(event: StateEvent) => void} dispatch @returns {(state: State, previous: State) => void} */
export function keepAnswers(dispatch) {
  return ({ answers, isKept, own }, previous) => {
    if (answers === previous.answers && isKept === previous.isKept && own === previous.own) return;
    if (isKept && own?.isKept) return;
    const isDone = keep("localStorage", KEY, isKept ? JSON.stringify(answers) : null);
    if (isKept && !isDone) dispatch({ type: "keeping-refused" });
  };
}

/** Let the answers stay with this tab, so that a guide and back, a reload or another app loses none. The browser
 * forgets them with the tab. @param {State} state @param {State} previous */
export function keepForTab({ answers, own }, previous) {
  if (answers !== previous.answers || own !== previous.own) writeTab({ answers, own: own ? own.answers : null });
}

/** What was kept on this device; null for nothing, or nothing that can be read. @returns {[string, unknown][] | null} */
export function keptAnswers() {
  try {
    return Object.entries(JSON.parse(kept("localStorage", KEY) ?? ""));
  } catch {
    return null;
  }
}
