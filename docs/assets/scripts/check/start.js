// The check: reads what the build printed, shows the state, listens, starts the engine.

import { byId } from "../shared/dom.js";
import { shared } from "../shared/global.js";
import { fillToday, listen } from "./actions.js";
import { answersOfTab, askEngine, keepAnswers, keepForTab, keptAnswers } from "./effects.js";
import { createEngine } from "./engine.js";
import { readForm } from "./form.js";
import { showWholeList } from "./give-up.js";
import { readPrinted } from "./printed.js";
import { createReducer } from "./reduce.js";
import { render } from "./render/index.js";
import { settle } from "./sheet.js";
import { openingState } from "./state.js";
import { createStore } from "./store.js";
import { download } from "./takeaway.js";

/** @import { Engine } from "./engine.js" */

/** @type {Engine | null} */
let engine = null;
let isOver = false;

/** The function, which after an error of ours does nothing any more: the page is then a list to read.
 * @template {unknown[]} T @param {(...given: T) => void} action @returns {(...given: T) => void} */
function guarded(action) {
  return (...given) => {
    if (isOver) return;
    try {
      action(...given);
    } catch (error) {
      isOver = true;
      console.error(error);
      stopEngine();
      showWholeList();
    }
  };
}

function stopEngine() {
  const { early } = shared();
  if (early?.worker) early.worker.terminate();
  if (engine) engine.stop();
}

/** @param {boolean} isRemembering keep answers for this tab, and on the device where the person wants it */
function start(isRemembering) {
  const printed = readPrinted();
  const kept = isRemembering ? keptAnswers() : null;
  const known = kept ?? (isRemembering ? answersOfTab() : null);
  const answers = known ? settle(known, printed.questions, printed.renamed).answers : readForm(printed.questions);
  const draft = /** @type {HTMLInputElement} */ (byId("say")).value;
  const first = openingState(printed, answers, { draft, isKept: kept !== null });
  const store = createStore(createReducer(printed), first);
  const dispatch = guarded(store.dispatch);
  const started = createEngine(dispatch, (text) => download("huabei-check.ics", "text/calendar;charset=utf-8", text));
  engine = started;
  store.subscribe((state, previous) => render(printed, state, previous));
  store.subscribe(askEngine(started));
  if (isRemembering) {
    store.subscribe(keepAnswers(dispatch));
    store.subscribe(keepForTab);
  }
  fillToday();
  /** @type {HTMLDetailsElement} */ (byId("all")).open = false; // read as a list without scripts; here one by one
  render(printed, first, {});
  listen(printed, { ...store, dispatch }, started, guarded);
  const startEngine = guarded(() => started.start());
  const { early } = shared();
  if (early?.worker) startEngine();
  else document.addEventListener("DOMContentLoaded", startEngine, { once: true }); // the offline copy's own worker comes after this
}

export const startCheck = guarded(start);
