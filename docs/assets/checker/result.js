// @ts-check
// The result: reveals what the build already printed, for what the engine names.
"use strict";

/** @typedef {{ id: string, kind: string, because: { question: string, answers: string[] }[] }} Finding */
/** @typedef {{ findings: Finding[], ruled_out: string[], open: { id: string, missing: string[] }[], next: string | null,
 *   visible: string[], changes: { answers: Record<string, string | null>, settles: string[] }[], unchangeable: string[],
 *   plan: { id: string, stage: string, reasons: string[] }[] }} Verdict */

const UNFOLDED = 4; // more reasons than four at once help nobody (Regulation B, official commentary)

/** @type {{ questions: string[], scam: string, keys: string[], cells: Record<string, number>, reports: number[][], rows: number[][], items: any[] }} */
const table = data("instant");
const card = byId("card");
/** @type {Verdict} */
let shown; // what the page shows now
/** @type {Sheet} */
let last = {}; // the answers that it is about
/** @type {HTMLElement | null} */
let touched = null; // the question answered last
/** @type {{ sheet: Sheet, found: string[] } | null} */
let before = null; // how things stood before the last answer was changed
let pinned = ""; // the question that stays in the card until the person goes on
let inCard = true; // one question at a time, until somebody answers in the list

/** What the build worked out for the first questions. @param {Sheet} sheet @returns {Verdict} */
function instant(sheet) {
  const key = table.questions.map((question) => sheet[question] ?? "").join("|");
  const stop = [sheet[table.scam] ?? []].flat().find((answer) => answer in table.cells);
  const values = table.reports[table.cells[stop ?? key] ?? 0].map((row) => table.rows[row].map((item) => table.items[item]));
  const report = Object.fromEntries(table.keys.map((name, place) => [name, values[place]]));
  const [next] = report.next;
  return /** @type {any} */ ({ ...report, next: next in sheet ? null : next }); // more than this is for the engine
}

/** Reveal what `report` names. @param {Verdict} report @param {Sheet} sheet @param {string} [json] the engine's own bytes */
function show(report, sheet, json = "") {
  performance.mark("first-verdict"); // read by bench, which takes the first
  Object.assign(byId("diagnosis"), { textContent: json }).dataset.tier = json ? "engine" : "instant";
  const anchor = touched && (card.contains(touched) ? byId("next") : touched);
  const top = anchor?.getBoundingClientRect().top ?? 0;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const within = byId("next").contains(focused);
  const [first, was] = [shown?.findings[0]?.id, card.firstElementChild];
  [shown, last] = [report, sheet];
  for (const field of fields) field.hidden = !report.visible.includes(field.id);
  const start = table.questions.find((id) => report.visible.includes(id) && !(id in sheet));
  showHeadline(report, start);
  showStations(report);
  showFindings(report, start);
  showChanged(report);
  showNext(report, start);
  showLists(report);
  const moved = was !== card.firstElementChild && within;
  if (moved) /** @type {HTMLElement} */ (card.firstElementChild)?.focus({ preventScroll: true });
  else if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  const turned = first !== report.findings[0]?.id && (page.dataset.first === "stop" || (inCard && !start));
  if (touched && turned) byId("result-title").scrollIntoView();
  else if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - (moved ? Math.max(top, 64) : top), behavior: "instant" });
  touched = null;
}

/** Of what the build printed under one name show what is meant. @param {string} name @param {string} value @param {ParentNode} [root] */
function only(name, value, root) {
  for (const one of all(`[data-${name}]`, root)) one.hidden = one.getAttribute(`data-${name}`) !== value;
}

/** @param {Verdict} report @param {string} [start] */
function showHeadline({ findings }, start) {
  const wanted = findings[0]?.id ?? (start ? "start" : "none");
  page.dataset.first = findings[0]?.kind ?? "";
  only("headline", wanted);
  only("prompt", page.dataset.first === "stop" ? "" : String(last.prompt));
  const words = all(`[data-headline="${wanted}"]`)[0].textContent ?? "";
  if (touched && byId("spoken").textContent !== words) byId("spoken").textContent = words; // said once, and only when it is new
  byId("result").toggleAttribute("data-start", wanted === "start");
  byId("stop").hidden = page.dataset.first !== "stop";
}

/** The line: where something was found, what the answers rule out whole, and what nobody knows yet. @param {Verdict} report */
function showStations({ findings, ruled_out }) {
  const first = findings[0] && byId(findings[0].id).dataset.station;
  for (const stop of all("[data-station-stop]")) {
    const name = stop.dataset.stationStop;
    const reasons = all(`article[data-station="${name}"]`);
    const found = reasons.some(({ id }) => findings.some((finding) => finding.id === id));
    stop.dataset.state = found ? "found" : reasons.every(({ id }) => ruled_out.includes(id)) ? "passed" : "unknown";
    stop.classList.toggle("here", name === first);
    stop.ariaCurrent = name === first ? "step" : null;
  }
}

/** The findings in order, and among them the card with the next question. @param {Verdict} report @param {string} [start] */
function showFindings({ findings, plan }, start) {
  const stop = page.dataset.first === "stop";
  const steps = plan.map(({ id }) => id);
  const found = findings.map(({ id }) => byId(id));
  for (const article of all("article[data-reason]")) article.hidden = !found.includes(article);
  byId("reasons").append(...all("#findings > article[hidden]"));
  findings.forEach(({ kind, because }, position) => {
    const article = found[position];
    article.dataset.kind = kind;
    only("of", kind, article);
    all("[data-because]", article)[0].replaceChildren(...because.map(({ question, answers }) => chip(question, answers)));
    for (const step of all("[data-remedy]", article)) step.hidden = !steps.includes(step.dataset.remedy ?? "");
    sayOnce(article);
    const body = /** @type {HTMLDetailsElement} */ (all("details[data-body]", article)[0]);
    const fold = String(position >= UNFOLDED || (stop && kind !== "stop"));
    if (body.dataset.fold !== fold) Object.assign(body, { open: fold === "false" }).dataset.fold = fold;
  });
  found.splice(stop ? found.length : start ? 0 : 1, 0, byId("next"));
  found.forEach((part, place) => {
    const there = byId("findings").children[place];
    if (there !== part) byId("findings").insertBefore(part, there ?? null);
  });
}

/** What the last change did, marked. @param {Verdict} report */
function showChanged({ findings }) {
  const now = findings.map(({ id }) => id);
  const was = before?.found ?? now;
  const added = now.filter((id) => !was.includes(id));
  const gone = was.filter((id) => !now.includes(id));
  byId("changed").hidden = !before;
  byId("same").hidden = added.length + gone.length > 0;
  byId("added").replaceChildren(...added.map(guide));
  byId("gone").replaceChildren(...gone.map(guide));
  for (const line of all("[data-some]")) line.hidden = !all("a", line).length;
  for (const article of all("article[data-reason]")) article.classList.toggle("is-new", added.includes(article.id));
}

/** The card with one question, near the result. @param {Verdict} report @param {string} [start] */
function showNext({ next, visible }, start) {
  if (!visible.includes(pinned)) pinned = "";
  const wanted = start ?? next ?? "";
  const asked = pinned || (inCard ? wanted : "");
  const field = /** @type {HTMLElement | null} */ (card.firstElementChild);
  if (field?.id !== asked) {
    if (field) all(`[data-home="${field.id}"]`)[0].append(field);
    if (asked) card.append(byId(asked));
  }
  only("ask", asked && asked in last && ![wanted, ticked].includes(pinned) ? "change" : start ? "start" : "next");
  byId("onward").hidden = !pinned || !(pinned in last);
  byId("go").hidden = Boolean(asked) || !wanted;
  if (wanted) byId("go").replaceChildren(chip(wanted));
  byId("next").hidden = !asked && !wanted;
}

/** @param {Verdict} report */
function showLists(report) {
  const { findings, ruled_out, open, changes, unchangeable, plan } = report;
  const busy = findings.length > 0 || table.questions.every((id) => id in last);
  list("ruled-out", ruled_out.map((id) => [guide(id)]));
  list("open", busy ? open.map(({ id, missing }) => [guide(id), ...missing.slice(0, 1).map((one) => slots("missing", { question: chip(one) }))]) : []);
  list("changes", changes.map(({ answers }) => Object.entries(answers).map(change)));
  list("unchangeable", unchangeable.map((id) => [guide(id), ` ${fixed(report, id)}`]));
  for (const stage of all("[data-stage]")) {
    const steps = plan.filter((step) => step.stage === stage.dataset.stage);
    all("ol", stage)[0].replaceChildren(...steps.map(({ id }) => all(`article [data-remedy="${id}"]`)[0].cloneNode(true)));
    sayOnce(stage);
  }
  const clocks = findings.flatMap(({ id }) => byId(id).dataset.clocks?.split(" "));
  for (const clock of all("[data-clock]")) clock.hidden = !clocks.includes(clock.dataset.clock);
  for (const block of all("[data-list]")) {
    const items = all("li:not([hidden])", block).length;
    block.hidden = !items;
    for (const size of all("[data-size]", block)) size.textContent = String(items);
  }
  byId("plan").hidden = !plan.length;
  byId("plan").classList.toggle("once", findings.length < 2 || findings[0].kind === "stop"); // its finding has them all
}

/** A channel is said once in a row of steps, and again where it changes. @param {HTMLElement} block */
function sayOnce(block) {
  let told = "";
  for (const channel of all("li:not([hidden]) .channel", block)) {
    channel.hidden = channel.textContent === told;
    told = channel.textContent ?? "";
  }
}

/** @param {string} id @param {(Node | string)[][]} items */
function list(id, items) {
  byId(id).replaceChildren(...items.map((parts) => slots("item", { parts })));
}

/** The link to a reason's own guide. @param {string} id */
const guide = (id) => all(".guide a", byId(id))[0].cloneNode(true);

/** A question, or an answer to it, as something to tap. @param {string} question @param {string[]} [values] */
function chip(question, values) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: said(question, values) });
  button.dataset.jump = question;
  return button;
}

/** A printed sentence with its gaps filled. @param {string} id @param {Record<string, Node | string | (Node | string)[]>} gaps */
function slots(id, gaps) {
  const copy = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (byId(id)).content.cloneNode(true));
  for (const [name, value] of Object.entries(gaps)) all(`[data-slot="${name}"]`, copy)[0].replaceChildren(...[value].flat());
  return copy;
}

/** @param {[string, string | null]} answer what it would have to be; null where the sentence is no longer seen */
function change([question, to]) {
  const from = said(question, [last[question] ?? []].flat());
  return slots("change", { question: said(question), from, to: to === null ? slots("no-longer", {}) : said(question, [to]) });
}

/** Why the answers behind a reason stay as they are. @param {Verdict} report @param {string} id */
function fixed({ findings }, id) {
  const because = findings.find((finding) => finding.id === id)?.because ?? [];
  const chosen = because.flatMap(({ question, answers }) => inputs(byId(question)).filter((input) => answers.includes(input.value)));
  return chosen.map((input) => input.dataset.fixed ?? "").join("");
}
