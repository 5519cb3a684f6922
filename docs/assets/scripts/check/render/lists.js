// Below the findings: what is ruled out, what is open, what would change it, the plan, legal periods.

import { all, byId, one, replaceChildren } from "../../shared/dom.js";
import { asList, flatMap } from "../../shared/lists.js";
import { answerText, inputsOf, questionText } from "../form.js";
import { fillList, fillTemplate, guideLink, questionButton, sayChannelsOnce } from "./parts.js";

/** @import { Answers, Printed, Report, Shown } from "../types.d.ts" */

/** @param {Printed} printed @param {Shown} shown */
export function renderLists({ table }, { report, answers }) {
  const { findings, ruled_out, open, changes, unchangeable } = report;
  const isBegun = findings.length > 0 || table.questions.every((id) => id in answers);
  fillList(
    "ruled-out",
    ruled_out.map((id) => [guideLink(id)]),
  );
  fillList(
    "open",
    isBegun ? open.map(({ id, missing }) => [guideLink(id), ...missing.slice(0, 1).map(missingQuestion)]) : [],
  );
  fillList(
    "changes",
    changes.map((change) => Object.entries(change.answers).map((answer) => changedAnswer(answer, answers))),
  );
  fillList(
    "unchangeable",
    unchangeable.map((id) => [guideLink(id), ` ${whyFixed(report, id)}`]),
  );
  renderPlan(report);
  const clocks = flatMap(findings, ({ id }) => (byId(id).dataset.clocks ?? "").split(" "));
  for (const clock of all("[data-clock]")) clock.hidden = !clocks.includes(clock.dataset.clock ?? "");
  for (const block of all("[data-list]")) {
    const items = all("li:not([hidden])", block).length;
    block.hidden = !items;
    for (const size of all("[data-size]", block)) size.textContent = String(items);
  }
}

/** @param {Report} report */
function renderPlan({ plan: whole, outcome, findings, halts }) {
  const inCard = outcome ? outcome.steps : [];
  const stops = findings.filter(({ kind }) => kind === "stop").map(({ id }) => id);
  const plan = halts ? whole.filter(({ reasons }) => reasons.some((id) => stops.includes(id))) : whole;
  for (const stage of all("[data-stage]")) {
    const steps = plan.filter((step) => step.stage === stage.dataset.stage);
    replaceChildren(
      one("ol", stage),
      steps.map(({ id }) => {
        const step = /** @type {HTMLElement} */ (one(`article [data-remedy="${id}"]`).cloneNode(true));
        if (inCard.includes(id)) step.dataset.inCard = ""; // paper holds both: once is enough
        return step;
      }),
    );
    sayChannelsOnce(stage);
  }
  byId("plan").hidden = !plan.length;
  one("[data-steps]").textContent = String(plan.length);
}

/** @param {string} question */
const missingQuestion = (question) => fillTemplate("missing", { question: questionButton(question) });

/** @param {[question: string, to: string | null]} change what it would have to be; null where the sentence is no longer seen
 * @param {Answers} answers */
function changedAnswer([question, to], answers) {
  const from = answerText(question, asList(answers[question]));
  return fillTemplate("change", {
    question: questionText(question),
    from,
    to: to === null ? fillTemplate("no-longer", {}) : answerText(question, [to]),
  });
}

/** Why the answers behind a reason stay as they are. @param {Report} report @param {string} reason */
function whyFixed({ findings }, reason) {
  const finding = findings.find(({ id }) => id === reason);
  const chosen = flatMap(finding ? finding.because : [], ({ question, answers }) => inputsOf(question, answers));
  return chosen.map((input) => input.dataset.fixed ?? "").join("");
}
