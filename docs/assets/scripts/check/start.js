// The check: reads what the build printed, shows the state, listens, starts the engine.

import { byId } from "../shared/dom.js";
import { shared } from "../shared/global.js";
import { makeValid, readTab, takeHanded } from "../shared/tab.js";
import { listen } from "./actions.js";
import { askEngine, keepAnswers, keepForTab, keptAnswers } from "./effects.js";
import { createEngine } from "./engine.js";
import { readForm } from "./form.js";
import { showWholeList } from "./give-up.js";
import { readPrinted } from "./printed.js";
import { createReducer } from "./reduce.js";
import { render } from "./render/index.js";
import { settle } from "./sheet.js";
import { openingState } from "./state.js";
import { createStore } from "./store.js";
import { saveCalendar } from "./takeaway.js";
import { followToday } from "./today.js";

/** @import { Engine } from "./engine.js" */
/** @import { Printed, State, StateEvent } from "./types.d.ts" */

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
  const first = openingState(printed, isRemembering ? known(printed) : nothingKnown(printed));
  const store = createStore(createReducer(printed), first);
  const dispatch = guarded(store.dispatch);
  const started = createEngine(dispatch, (file) => saveCalendar(file, dispatch));
  engine = started;
  store.subscribe((state, previous) => render(printed, state, previous));
  store.subscribe(askEngine(started));
  if (isRemembering) {
    store.subscribe(keepAnswers(dispatch));
    store.subscribe(keepForTab);
  }
  followToday(guarded);
  /** @type {HTMLDetailsElement} */ (byId("all")).open = false; // read as a list without scripts; here one by one
  render(printed, first, {});
  listen(printed, { ...store, dispatch }, started, guarded, isRemembering);
  if (isRemembering) takeOver(dispatch);
  const startEngine = guarded(() => started.start());
  const { early } = shared();
  if (early?.worker) startEngine();
  else document.addEventListener("DOMContentLoaded", startEngine, { once: true }); // the offline copy's own worker comes after this
}

/** @typedef {Pick<State, "answers" | "draft" | "isKept" | "own">} Known */

/** What the form itself holds. @param {Printed} printed @returns {Known} */
function nothingKnown({ questions }) {
  const draft = /** @type {HTMLInputElement} */ (byId("say")).value;
  return { answers: readForm(questions), draft, isKept: false, own: null };
}

/** What this device or this tab holds, else the form. @param {Printed} printed @returns {Known} */
function known(printed) {
  const settled = (/** @type {[string, unknown][]} */ given) =>
    settle(given, printed.questions, printed.renamed).answers;
  const kept = keptAnswers();
  const tab = readTab();
  makeValid();
  const isKept = kept !== null;
  const own = tab?.own ? { answers: settled(Object.entries(tab.own)), isKept } : null;
  const given = (own || !kept) && tab ? Object.entries(tab.answers) : kept;
  const found = nothingKnown(printed);
  return { ...found, answers: given ? settled(given) : found.answers, isKept, own };
}

/** What another page of this tab has handed over. @param {(event: StateEvent) => void} dispatch */
function takeOver(dispatch) {
  const { given, say } = takeHanded();
  if (Object.keys(given).length) dispatch({ type: "handed-over", given: Object.entries(given) });
  if (say) dispatch({ type: "message-sent", text: say });
}

export const startCheck = guarded(start);
