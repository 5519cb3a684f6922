// What somebody came for: what it is, at most three steps, what not to do, and why. And, at the end, the answers.

import { all, byId, one, replaceChildren } from "../../shared/dom.js";
import { asList } from "../../shared/lists.js";
import { answerText, questionText } from "../form.js";
import { cardOf, openingQuestion } from "../state.js";
import { fillTemplate, guideLink } from "./parts.js";

/** @import { Printed, Report, State } from "../types.d.ts" */

/** The outcome in the words that the build printed for the reason that leads. @param {Report} report */
export function renderOutcome({ outcome }) {
  byId("told").hidden = !outcome;
  byId("outcome").dataset.lead = outcome ? outcome.lead : "";
  if (!outcome) return;
  const isStop = outcome.kind === "stop";
  const article = byId(outcome.lead);
  const copy = (/** @type {string} */ part) =>
    Array.from(one(part, article).childNodes, (node) => node.cloneNode(true));
  replaceChildren(byId("gist"), copy("[data-gist]"));
  replaceChildren(byId("never"), copy("[data-never]"));
  replaceChildren(
    byId("steps"),
    outcome.steps.map((id) => stepOf(article, id)),
  );
  replaceChildren(
    byId("why-answers"),
    outcome.because.map(({ question, answers }) =>
      fillTemplate("answer", { question: questionText(question), answer: answerText(question, answers) }),
    ),
  );
  replaceChildren(byId("about"), [guideLink(outcome.lead)]);
  byId("stop").hidden = byId("leave").hidden = !isStop;
}

/** A step as its reason has it, with where it is done and whom to turn to. @param {HTMLElement} article @param {string} id */
function stepOf(article, id) {
  const step = /** @type {HTMLElement} */ (one(`[data-remedy="${id}"]`, article).cloneNode(true));
  step.hidden = false;
  delete step.dataset.remedy;
  step.dataset.step = id;
  for (const channel of all(".channel", step)) channel.hidden = false;
  for (const never of all(".never", step)) never.remove();
  return step;
}

/** How far it is: how many are still to come, or that it is enough, with the answers to be changed.
 * @param {Printed} printed @param {State} state */
export function renderProgress(printed, state) {
  const { report, answers } = state.shown;
  const { wanted, asked } = cardOf(printed, state);
  const { questions } = printed.table;
  const begun = questions.indexOf(openingQuestion(printed, state.shown) ?? "");
  one("[data-place-note]").hidden = begun < 0;
  one("[data-place]").textContent = String(begun + 1);
  one("[data-places]").textContent = String(questions.length);
  one("[data-left]").textContent = String(report.progress.left);
  one("[data-left-note]").hidden = report.enough || report.progress.left < 1;
  const isEnough = report.enough && !wanted && !asked;
  byId("enough").hidden = !isEnough;
  byId("more").hidden = !report.more.length;
  one("[data-more-size]").textContent = String(report.more.length);
  if (isEnough)
    replaceChildren(
      byId("rows"),
      Object.entries(answers).map(([question, values]) => rowOf(question, asList(values))),
    );
}

/** @param {string} question @param {string[]} values */
function rowOf(question, values) {
  const row = fillTemplate("row", {
    question: questionText(question),
    answer: answerText(question, values),
    about: questionText(question),
  });
  one("button", row).dataset.open = question;
  return row;
}
