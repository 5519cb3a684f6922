// The first things of the result: headline, what the prompt means, the stop band, the line of stations.

import { all, byId, one, showOnly } from "../../shared/dom.js";
import { openingQuestion } from "../state.js";

/** @import { Printed, Shown } from "../types.d.ts" */

/** @param {Printed} printed @param {Shown} shown */
export function renderHeadline(printed, shown) {
  const { outcome } = shown.report;
  const kind = outcome ? outcome.kind : "";
  const wanted = outcome ? outcome.lead : openingQuestion(printed, shown) ? "start" : "none";
  document.documentElement.dataset.first = kind;
  showOnly("headline", wanted);
  showOnly("prompt", shown.report.halts ? "" : String(shown.answers.prompt));
  if (wanted === "start") byId("result").setAttribute("data-start", "");
  else byId("result").removeAttribute("data-start");
  speak(one(`[data-headline="${wanted}"]`).textContent ?? "", shown.cause !== "");
}

/** Said once, and only when it is new. @param {string} words @param {boolean} isAnswer after an answer, not when the page opens */
function speak(words, isAnswer) {
  if (isAnswer && byId("spoken").textContent !== words) byId("spoken").textContent = words;
}

/** The line: where something was found, what the answers rule out whole, and what nobody knows yet. @param {Shown} shown */
export function renderStations({ report: { findings, ruled_out, outcome } }) {
  const first = outcome ? byId(outcome.lead).dataset.station : undefined;
  for (const stop of all("[data-station-stop]")) {
    const name = stop.dataset.stationStop;
    const reasons = all(`article[data-station="${name}"]`);
    const isFound = reasons.some(({ id }) => findings.some((finding) => finding.id === id));
    const isPassed = reasons.every(({ id }) => ruled_out.includes(id));
    stop.dataset.state = isFound ? "found" : isPassed ? "passed" : "unknown";
    stop.classList.toggle("here", name === first);
    if (name === first) stop.setAttribute("aria-current", "step");
    else stop.removeAttribute("aria-current");
  }
}
