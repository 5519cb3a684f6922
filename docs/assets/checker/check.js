// @ts-check
// The check page: reads the form, asks the engine, and reveals what the build already printed.
// It holds no Chinese and no rule: every sentence is on the page, every decision is Python's.
"use strict";

/** @typedef {{ id: string, kind: string, because: { question: string, answers: string[] }[] }} Finding */
/** @typedef {{ findings: Finding[], ruled_out: string[], open: { id: string, missing: string[] }[], next: string | null,
 *   visible: string[], changes: { answers: Record<string, string | null>, settles: string[] }[], unchangeable: string[],
 *   plan: { id: string, stage: string, reasons: string[] }[] }} Report */

const UNFOLDED = 4; // more reasons than four at once help nobody (Regulation B, official commentary)
const STALLED_MS = 8000; // no byte for so long: the network has stopped
const BOOT_MS = 20000; // from the last byte to ready, on a phone four times slower than measured

const page = document.documentElement;
const form = /** @type {HTMLFormElement} */ (document.getElementById("check"));
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const all = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
const data = (/** @type {string} */ id) => JSON.parse(byId(id).textContent || "null");

/** The answers as an answers file holds them. */
function answers() {
  /** @type {Record<string, string | string[]>} */
  const sheet = {};
  for (const field of all("[data-question]", form)) {
    const chosen = all("input:checked", field).map((input) => /** @type {HTMLInputElement} */ (input).value);
    if (chosen.length) sheet[field.dataset.question || ""] = "many" in field.dataset ? chosen : chosen[0];
  }
  return sheet;
}

/* ---- the engine ------------------------------------------------------------------------------ */

/** @type {Worker | null} */
let worker = null;
let asked = 0; // the newest question to the engine; older answers are dropped
let timer = 0;

/** Tell the truth about the engine. @param {"instant" | "loading" | "ready" | "failed"} state */
function state(state) {
  page.dataset.engine = state;
  for (const note of all("[data-engine-note]")) note.hidden = note.dataset.engineNote !== state;
}

/** Start the engine once. @param {boolean} again skip what an earlier try left in the cache */
function boot(again = false) {
  if (worker || page.dataset.engine === "ready") return;
  if (!window.Worker || !window.WebAssembly) return fail("unsupported");
  state("loading");
  const manifest = data("engine-manifest");
  const root = new URL(byId("engine-manifest").dataset.root || ".", location.href).href;
  try {
    worker = new Worker(new URL(byId("engine-manifest").dataset.worker || "", location.href));
  } catch (error) {
    return fail(String(error));
  }
  wait(STALLED_MS);
  worker.onerror = (event) => over(event.message || "worker", again);
  worker.onmessage = ({ data: message }) => {
    if (message.type === "progress") {
      wait(message.loaded < message.total ? STALLED_MS : BOOT_MS);
      for (const bar of all("progress[data-engine-progress]")) Object.assign(bar, { value: message.loaded / message.total });
    } else if (message.type === "ready") {
      clearTimeout(timer);
      state("ready");
      performance.mark("engine-ready"); // read by bench
      ask();
    } else if (message.type === "report") {
      if (message.id === asked) show(JSON.parse(message.report), message.report);
    } else if (message.type === "failed") over(message.message, again);
  };
  worker.postMessage({ type: "boot", root, lock: manifest.lock, parts: manifest.parts, again });
}

/** Give the engine so long until its next sign of life. @param {number} ms */
function wait(ms) {
  clearTimeout(timer);
  timer = window.setTimeout(() => fail("no sign of life"), ms);
}

/** An error that a second try may mend: a damaged cache, a lost connection. @param {string} why @param {boolean} again */
function over(why, again) {
  const ready = page.dataset.engine === "ready";
  fail(why);
  if (!again && !ready) boot(true);
}

/** The engine is gone; the page says so, keeps every answer and stays useful. @param {string} why */
function fail(why) {
  clearTimeout(timer);
  worker?.terminate();
  worker = null;
  console.warn("engine:", why);
  state("failed");
  ask();
}

/** Ask about the answers as they stand now: the engine if it is there, else the instant table. */
function ask() {
  const sheet = answers();
  asked += 1;
  if (page.dataset.engine === "ready") worker?.postMessage({ type: "run", id: asked, answers: JSON.stringify({ version: 1, answers: sheet }) });
  else show(instant(sheet));
}

/** What the build worked out for the first three questions. @param {Record<string, string | string[]>} sheet */
function instant(sheet) {
  const table = data("instant");
  const key = table.questions.map((/** @type {string} */ question) => sheet[question] ?? "").join("|");
  return table.reports[table.cells[key] ?? table.cells["||"]];
}

/* ---- the result ------------------------------------------------------------------------------ */

/** Reveal what `report` names. @param {Report} report @param {string} [json] the engine's own bytes */
function show(report, json = "") {
  performance.mark("first-verdict"); // read by bench, which takes the first
  byId("diagnosis").textContent = json;
  byId("diagnosis").dataset.tier = json ? "engine" : "instant";
  showQuestions(report);
  showFindings(report);
  showLists(report);
  document.dispatchEvent(new CustomEvent("diagnosis", { detail: report }));
}

/** @param {Report} report */
function showQuestions(report) {
  for (const field of all("[data-question]", form)) field.hidden = !report.visible.includes(field.dataset.question || "");
  for (const item of all("[data-next]")) item.hidden = item.dataset.next !== report.next;
  byId("next").hidden = !report.next;
  for (const card of all("[data-prompt]")) card.hidden = card.dataset.prompt !== answers().prompt;
}

/** @param {Report} report */
function showFindings(report) {
  const found = report.findings.map((finding) => finding.id);
  for (const card of all("article[data-reason]")) {
    card.hidden = !found.includes(card.id);
    if (card.hidden && card.parentElement?.id === "findings") byId("reasons").append(card);
  }
  const steps = report.plan.map((step) => step.id);
  const stop = report.findings[0]?.kind === "stop";
  report.findings.forEach((finding, position) => {
    const card = byId(finding.id);
    card.dataset.kind = finding.kind;
    all("[data-because]", card)[0].textContent = finding.because.map(said).join("；");
    for (const step of all("[data-remedy]", card)) step.hidden = !steps.includes(step.dataset.remedy || "");
    const body = /** @type {HTMLDetailsElement} */ (all("details[data-body]", card)[0]);
    const fold = position >= UNFOLDED || (stop && finding.kind !== "stop");
    if (body.dataset.fold !== String(fold)) Object.assign(body, { open: !fold }).dataset.fold = String(fold);
    if (byId("findings").children[position] !== card) byId("findings").insertBefore(card, byId("findings").children[position] ?? null);
  });
  byId("none-found").hidden = found.length > 0;
  for (const title of all("[data-headline]")) title.hidden = title.dataset.headline !== (found[0] ?? "");
}

/** The person's own answer, in the words of the form. @param {{ question: string, answers: string[] }} because */
function said({ question, answers }) {
  const labels = answers.map((answer) => all(`input[name="${question}"][value="${answer}"] + span`, form)[0]?.textContent ?? answer);
  return labels.join("、");
}

/** @param {Report} report */
function showLists(report) {
  const open = report.open.map((item) => item.id);
  for (const item of all("[data-ruled-out]")) item.hidden = !report.ruled_out.includes(item.dataset.ruledOut || "");
  for (const item of all("[data-open]")) item.hidden = !open.includes(item.dataset.open || "");
  for (const list of all("[data-list]")) list.hidden = !all("li:not([hidden])", list).length;
  const found = report.findings.map((finding) => byId(finding.id).dataset.station);
  const rank = all("[data-station-stop]").find((stop) => found.includes(stop.dataset.stationStop));
  for (const stop of all("[data-station-stop]")) stop.classList.toggle("here", stop === rank);
}

/* ---- the page -------------------------------------------------------------------------------- */

form.addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  if (input.type === "checkbox" && input.checked)
    for (const other of /** @type {HTMLInputElement[]} */ (all(`input[name="${input.name}"]`, form)))
      if (other !== input && ("exclusive" in input.dataset || "exclusive" in other.dataset)) other.checked = false;
  boot();
  ask();
});
form.addEventListener("submit", (event) => event.preventDefault());
for (const button of all("[data-retry]")) button.addEventListener("click", () => boot(true));

state("instant");
ask();
const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 200));
idle(() => boot());
form.addEventListener("pointerdown", () => boot(), { once: true });
