// The findings in order, each folded; the card with the next question; what the last change did.

import { all, byId, one, replaceChildren, showOnly } from "../../shared/dom.js";
import { cardOf, foundIn } from "../state.js";
import { guideLink, questionButton, sayChannelsOnce } from "./parts.js";

/** @import { Printed, Report, State } from "../types.d.ts" */

/** @param {State} state */
export function renderFindings({ shown }) {
  const { findings, plan, halts } = shown.report;
  const steps = plan.map(({ id }) => id);
  const found = findings.map(({ id }) => byId(id));
  for (const article of all("article[data-reason]")) article.hidden = !found.includes(article);
  byId("reasons").append(...all("#findings > article[hidden]"));
  byId("found").hidden = !found.length;
  one("[data-found]").textContent = String(findings.filter(({ kind }) => !halts || kind === "stop").length);
  findings.forEach((finding, position) => {
    renderFinding(found[position], finding, steps);
  });
  found.forEach((part, place) => {
    const there = byId("findings").children[place];
    if (there !== part) byId("findings").insertBefore(part, there ?? null);
  });
}

/** @param {HTMLElement} article @param {Report["findings"][number]} finding @param {string[]} steps of the plan */
function renderFinding(article, { kind, because }, steps) {
  article.dataset.kind = kind;
  showOnly("of", kind, article);
  replaceChildren(
    one("[data-because]", article),
    because.map(({ question, answers }) => questionButton(question, answers)),
  );
  for (const step of all("[data-remedy]", article)) step.hidden = !steps.includes(step.dataset.remedy ?? "");
  sayChannelsOnce(article);
  const body = /** @type {HTMLDetailsElement} */ (one("details[data-body]", article));
  if ("fold" in body.dataset) return; // as the person has left it
  body.dataset.fold = "";
  body.open = false;
}

/** @param {State} state */
export function renderChanged({ shown, before }) {
  const now = foundIn(shown);
  const was = before ? before.found : now;
  const added = now.filter((id) => !was.includes(id));
  const gone = was.filter((id) => !now.includes(id));
  byId("changed").hidden = !before;
  byId("same").hidden = added.length + gone.length > 0;
  replaceChildren(byId("added"), added.map(guideLink));
  replaceChildren(byId("gone"), gone.map(guideLink));
  for (const line of all("[data-some]")) line.hidden = !all("a", line).length;
  for (const article of all("article[data-reason]")) article.classList.toggle("is-new", added.includes(article.id));
}

/** One question stands in the card, the others in the list; groups without one that is asked are hidden.
 * @param {Printed} printed @param {State} state */
export function renderQuestions(printed, state) {
  const { visible } = state.shown.report;
  const { wanted, asked, title, isAnswered } = cardOf(printed, state);
  for (const { id } of printed.questions) byId(id).hidden = !visible.includes(id);
  const card = byId("card");
  const field = card.firstElementChild;
  if (!field || field.id !== asked) {
    if (field) one(`[data-home="${field.id}"]`).append(field);
    if (asked) card.append(byId(asked));
  }
  for (const home of all("[data-home]")) home.hidden = !one("[data-question]:not([hidden])", home);
  for (const group of all(".group")) group.hidden = !one("[data-home]:not([hidden])", group);
  showOnly("ask", title);
  byId("onward").hidden = !state.pinned || !isAnswered;
  byId("go").hidden = Boolean(asked) || !wanted;
  if (wanted) replaceChildren(byId("go"), [questionButton(wanted)]);
  byId("next").hidden = !asked && !wanted;
}
