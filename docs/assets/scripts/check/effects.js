// What a change of the state has to bring about outside the page: a question to the engine, an entry on the device.

import { toFile } from "./sheet.js";
import { isUp } from "./state.js";

/** @import { Engine } from "./engine.js" */
/** @import { StateEvent, State } from "./types.d.ts" */

const KEY = "huabei-check-answers";

/** Ask the engine what the state wants to know; wake it where it rests. @param {Engine} engine
 * @returns {(state: State, previous: State) => void} */
export function askEngine(engine) {
  return (state, previous) => {
    const { message, calendar } = state;
    const isWoken = state.engine === "ready" && previous.engine !== "ready";
    const isAsked = state.asked !== previous.asked;
    const isSaid = message.isPending && (isWoken || message.number !== previous.message.number);
    const isDated = calendar && (isWoken || calendar !== previous.calendar);
    if (state.engine === "ready") {
      if (isAsked) engine.send({ type: "run", id: state.asked, text: toFile(state.answers) });
      if (isDated) engine.send({ type: "calendar", id: 0, text: JSON.stringify(calendar) });
      if (isSaid) engine.send({ type: "ask", id: message.number, text: message.text });
    } else if (isSaid || (isUp(state.engine) && (isAsked || isDated))) {
      engine.start(state.engine === "failed");
    }
  };
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

/** What was kept on this device; null for nothing, or nothing that can be read. @returns {[string, unknown][] | null} */
export function keptAnswers() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept ? Object.entries(JSON.parse(kept)) : null;
  } catch {
    return null; // a browser that keeps nothing; said when somebody asks it to
  }
}
