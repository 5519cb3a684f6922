// The verdict as a whole: everything in its order, and the page stays under the finger that tapped.

import { byId } from "../../shared/dom.js";
import { openingQuestion } from "../state.js";
import { renderChanged, renderFindings, renderQuestions } from "./findings.js";
import { renderHeadline, renderStations } from "./headline.js";
import { renderLists } from "./lists.js";
import { renderMessage } from "./message.js";
import { renderOutcome, renderProgress } from "./outcome.js";

/** @import { Printed, Shown, State } from "../types.d.ts" */

const HEADER_PX = 64; // what the site's own header covers

/** @param {Printed} printed @param {State} state @param {Shown | undefined} earlier the verdict before this one */
export function renderVerdict(printed, state, earlier) {
  performance.mark("first-verdict"); // read by bench, which takes the first
  const { shown } = state;
  renderRecord(shown);
  const settle = holdStill(shown.cause);
  renderQuestionsAndResult(printed, state);
  settle(isTurned(printed, state, earlier));
}

/** @param {Printed} printed @param {State} state */
function renderQuestionsAndResult(printed, state) {
  renderHeadline(printed, state.shown);
  renderOutcome(state.shown.report);
  renderMessage(state);
  renderStations(state.shown);
  renderFindings(state);
  renderChanged(state);
  renderQuestions(printed, state);
  renderProgress(printed, state);
  renderLists(printed, state.shown);
}

/** The engine's own bytes, and the answers that the verdict is about. @param {Shown} shown */
function renderRecord({ json, answers }) {
  const record = byId("diagnosis");
  record.textContent = json;
  record.dataset.tier = json ? "engine" : "instant";
  record.dataset.answers = JSON.stringify(answers);
}

/** Whether the headline is now about something else, so that it should be read first.
 * @param {Printed} printed @param {State} state @param {Shown | undefined} earlier */
function isTurned(printed, { shown, isInCard }, earlier) {
  const [now, before] = [shown.report.outcome, earlier?.report.outcome];
  if (!now || now.lead === before?.lead) return false;
  return now.kind === "stop" || (isInCard && !openingQuestion(printed, shown));
}

/** Remember where things stand; the function returned puts them there again, and the focus where it belongs.
 * @param {string} cause */
function holdStill(cause) {
  const [card, next] = [byId("card"), byId("next")];
  const touched = cause === "form" ? byId("check") : cause ? document.getElementById(cause) : null;
  const anchor = touched && (card.contains(touched) ? next : touched);
  const top = anchor ? anchor.getBoundingClientRect().top : 0;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const wasWithin = next.contains(focused);
  const asked = card.firstElementChild;

  /** @param {boolean} isHeadlineFirst */
  return (isHeadlineFirst) => {
    const asks = /** @type {HTMLElement | null} */ (card.firstElementChild);
    const isMoved = asks !== asked && wasWithin;
    if (isMoved) asks?.focus({ preventScroll: true });
    else if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    if (anchor && isHeadlineFirst) byId("result-title").scrollIntoView();
    else if (anchor) scrollTopTo(anchor, isMoved ? Math.max(top, HEADER_PX) : top);
  };
}

/** Scroll until the element stands so far below the window's top. @param {HTMLElement} element @param {number} top */
function scrollTopTo(element, top) {
  scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}
