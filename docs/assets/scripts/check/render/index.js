// The page as the state says: each part is touched only where its share of the state has changed.

import { all, byId, inputs, showOnly } from "../../shared/dom.js";
import { writeForm } from "../form.js";
import { renderMessage } from "./message.js";
import { renderVerdict } from "./verdict.js";

/** @import { Printed, State } from "../types.d.ts" */

/** @param {Printed} printed @param {State} state @param {Partial<State>} previous empty the first time */
export function render(printed, state, previous) {
  if (state.engine !== previous.engine) renderEngine(state);
  if (state.progress !== previous.progress) renderProgress(state.progress);
  if (state.answers !== previous.answers) writeForm(printed.questions, state.answers);
  if (state.draft !== previous.draft) renderDraft(state.draft);
  if (state.isKept !== previous.isKept) /** @type {HTMLInputElement} */ (byId("keep")).checked = state.isKept;
  if (state.note !== previous.note) showOnly("note", state.note);
  if (state.own !== previous.own) byId("over-own").hidden = !state.own;
  if (state.copied !== previous.copied) renderCopied(state.copied);
  if (state.shown !== previous.shown || state.isFurther !== previous.isFurther)
    renderVerdict(printed, state, previous.shown);
  else if (state.message !== previous.message) renderMessage(state);
  if (state.focus && state.focus !== previous.focus) moveFocus(state.focus.at);
}

/** Set `data-engine` and show the matching note; at rest the engine looks ready. @param {State} state */
function renderEngine({ engine, isUnsupported }) {
  document.documentElement.dataset.engine = engine;
  showOnly("engine-note", engine === "resting" ? "ready" : engine);
  showOnly("failed", isUnsupported ? "old" : "now");
}

/** @param {number} progress */
function renderProgress(progress) {
  for (const bar of all("progress[data-engine-progress]")) /** @type {HTMLProgressElement} */ (bar).value = progress;
}

/** @param {string} draft */
function renderDraft(draft) {
  const box = /** @type {HTMLInputElement} */ (byId("say"));
  if (box.value !== draft) box.value = draft;
}

/** Where the browser does not copy, the text stands ready to be copied by hand. @param {State["copied"]} copied */
function renderCopied(copied) {
  const out = /** @type {HTMLTextAreaElement} */ (byId("out"));
  out.hidden = !copied?.isByHand;
  out.value = copied ? copied.text : "";
  if (!out.hidden) out.select();
}

/** @param {"card" | "message"} at */
function moveFocus(at) {
  if (at === "message") {
    const isBelow = byId("result").contains(byId("understood"));
    byId(isBelow ? "result-title" : "understood-title").focus({ preventScroll: true });
    byId(byId("alarm").hidden ? (isBelow ? "outcome" : "understood") : "alarm").scrollIntoView();
    return;
  }
  byId("next").scrollIntoView();
  const options = inputs(byId("card"));
  (options.find((input) => input.checked) ?? options[0]).focus({ preventScroll: true });
}
