// What was understood of the sentence.

import { all, byId, one, replaceChildren, showOnly } from "../../shared/dom.js";
import { asList } from "../../shared/lists.js";
import { answerText, questionText } from "../form.js";
import { fillList, fillTemplate, guideLink, questionButton } from "./parts.js";

/** @import { Message, State } from "../types.d.ts" */

const MAX_MATCHES = 2;
const MAX_CHOICES = 3; // where it hesitates
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const NOT_SEEN = /[\u0000-\u0008\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** @param {State} state */
export function renderMessage({ message, answers, shown }) {
  const { scope, isSure, matches, prefilled, clauses, offered } = message;
  const { outcome } = shown.report;
  byId("understood").hidden = !scope;
  showOnly("scope", scope);
  byId("unsure").hidden = isSure || !matches.length;
  byId("related").hidden = !isSure || scope !== "in";
  const first = matches.length ? matches[0].id : "";
  showOnly("before-all", first);
  const isDanger = all("[data-before-all]").some((card) => card.dataset.beforeAll === first);
  byId("understood").classList.toggle("danger", isDanger);
  place(outcome !== null && !isDanger, isSure);
  // What only may be danger, or is asked in general, is named like any other reason: a false alarm frightens.
  const isStated = isSure && !["general", "out"].includes(scope);
  // The outcome's own card stops, too; until the answers are judged nobody knows whether it will.
  const isTold = outcome?.kind === "stop" || answers !== shown.answers;
  const isAlarm = renderAlarm(isStated && !isDanger && !isTold ? first : "") || isDanger || outcome?.kind === "stop";
  const named = isAlarm ? [] : matches.slice(0, isSure ? MAX_MATCHES : MAX_CHOICES);
  byId("caution").hidden = !named.some(({ id }) => stops(byId(id)));
  fillList(
    "matches",
    named.map(({ id, because }) => [guideLink(id), ...phrases(because)]),
  );
  const filled = Object.entries(prefilled);
  byId("prefilled").hidden = !filled.length;
  replaceChildren(
    byId("prefilled-answers"),
    filled.map(([question, values]) => saidAnswer(question, asList(values), clauses[question])),
  );
  byId("offered").hidden = isAlarm || !offered.length;
  replaceChildren(
    byId("offer-list"),
    byQuestion(offered).map(([question, values]) => offer(question, values)),
  );
  renderGuides(message, isAlarm);
  byId("heard").hidden =
    !named.length && !filled.length && !offered.length && byId("guides").parentNode !== byId("heard");
}

/** The pages to go to, the best first: among what was understood where something stands in the way, else right below the
 * answer; none beside danger, also until the answers are judged. @param {Message} message @param {boolean} isAlarm */
function renderGuides({ scope, isSure, matches, guides }, isAlarm) {
  const isBeside = scope === "in";
  const isStop = isAlarm || (isBeside && isSure && matches.slice(0, 1).some(({ id }) => stops(byId(id))));
  const shown = isStop ? [] : guides;
  const block = byId("guides");
  if (isBeside && shown.length) byId("matches").after(block);
  else byId("heard").before(block);
  block.hidden = !shown.length;
  for (const item of all("[data-guide]", block)) item.hidden = !shown.includes(item.dataset.guide ?? "");
  one("ul", block).append(...shown.map((id) => one(`[data-guide="${id}"]`, block)));
}

/** Above the questions while nothing is known; below the outcome, in one line, as soon as there is one.
 * @param {boolean} isBelow @param {boolean} isSure */
function place(isBelow, isSure) {
  const understood = byId("understood");
  if (isBelow === byId("result").contains(understood)) return;
  if (isBelow) byId("outcome").after(understood);
  else byId("result").before(understood);
  /** @type {HTMLDetailsElement} */ (byId("heard")).open = !isBelow || !isSure;
}

/** @param {string[]} because */
const phrases = (because) => (because.length ? [` “${plainly(longest(because).join("”“"))}”`] : []);

/** The reader's own words without characters that turn the direction of others, or are not seen. @param {string} words */
const plainly = (words) => words.replace(NOT_SEEN, "");

/** Without phrases that stand inside another. @param {string[]} because */
const longest = (because) =>
  because.filter((phrase) => !because.some((other) => other !== phrase && other.includes(phrase)));

/** Whether it is a reason to stop. @param {HTMLElement} article */
const stops = (article) => all('[data-of="stop"]', article).length > 0;

/** Danger stands at the top of the page, whole. @param {string} reason @returns {boolean} whether there is any */
function renderAlarm(reason) {
  const article = reason ? byId(reason) : null;
  const isStop = article !== null && stops(article);
  byId("alarm").hidden = !isStop;
  replaceChildren(byId("alarm"), isStop ? [alarmCard(article)] : []);
  return isStop;
}

/** A copy of what the build printed of a reason, without ids, the calls first and every step in sight. @param {HTMLElement} article */
function alarmCard(article) {
  const copy = /** @type {HTMLElement} */ (article.cloneNode(true));
  copy.hidden = false;
  copy.removeAttribute("id");
  copy.removeAttribute("data-reason");
  copy.setAttribute("data-alarm", article.id);
  for (const part of all("[id]", copy)) part.removeAttribute("id");
  for (const part of all(".because, .new, .kind", copy)) part.remove();
  for (const step of all("[data-remedy]", copy)) step.hidden = false;
  for (const body of all("details", copy)) /** @type {HTMLDetailsElement} */ (body).open = true;
  const calls = /** @type {HTMLElement} */ (byId("stop").cloneNode(true));
  calls.removeAttribute("id");
  calls.hidden = false;
  one("h3", copy).after(calls);
  return copy;
}

/** An answer, where it was said, and a way to take it off. @param {string} question @param {string[]} values @param {string} [clause] */
function saidAnswer(question, values, clause) {
  const row = fillTemplate("said", {
    answer: questionButton(question, values),
    clause: clause ? `“${plainly(clause)}”` : "",
  });
  one("[data-take-off]", row).dataset.takeOff = question;
  return row;
}

/** What is offered, each question once. @param {State["message"]["offered"]} offered @returns {[string, string[]][]} */
function byQuestion(offered) {
  const questions = Array.from(new Set(offered.map(({ question }) => question)));
  return questions.map((id) => [id, offered.filter(({ question }) => question === id).map(({ answer }) => answer)]);
}

/** Something likely, each answer to be taken with one tap. @param {string} question @param {string[]} values */
function offer(question, values) {
  const answers = values.map((value) => {
    const button = fillTemplate("offer-answer", { answer: answerText(question, [value]) });
    one("[data-offer]", button).dataset.offer = `${question}=${value}`;
    return button;
  });
  return fillTemplate("offer", { question: questionText(question), answers });
}
