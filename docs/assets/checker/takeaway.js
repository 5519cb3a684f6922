// @ts-check
// What a person does with the page: answers, says a sentence, takes the result away, wipes it.
"use strict";

const KEPT = "huabei-check-answers";
const box = /** @type {HTMLInputElement} */ (byId("say"));
const keep = /** @type {HTMLInputElement} */ (byId("keep"));
const file = /** @type {HTMLInputElement} */ (byId("file"));
/** @type {string[]} */
let prefilled = []; // questions that the sentence answered
let ticked = ""; // the question of which several are being ticked: one more is no change of mind

/** Keep the answers on this device if the person wants it and the browser grants it; else forget them. */
function store() {
  try {
    if (keep.checked) localStorage.setItem(KEPT, JSON.stringify(answers()));
    else localStorage.removeItem(KEPT);
  } catch {
    if (keep.checked) only("note", "no_storage");
    keep.checked = false;
  }
}

/** The answers are others now. */
function renew() {
  store();
  ask();
}

/** Take over a whole sheet. @param {Record<string, unknown>} sheet @param {string} [note] what is said of it */
function replace(sheet, note = "") {
  [before, pinned, touched] = [null, "", note ? form : null];
  only("note", fill(sheet) ? note : "skipped");
  renew();
}

/** Put one question into the card. @param {string} question */
function jump(question) {
  [pinned, inCard, ticked] = [question, true, ""];
  show(shown, last, byId("diagnosis").textContent ?? "");
  byId("next").scrollIntoView();
  (inputs(card).find((input) => input.checked) ?? inputs(card)[0]).focus({ preventScroll: true });
}

form.addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  if (!input.name) return;
  exclude(input);
  const several = input.type === "checkbox";
  if (!several || ticked !== input.name) before = input.name in last ? { sheet: last, found: shown.findings.map(({ id }) => id) } : null;
  [touched, ticked] = [byId(input.name), several ? input.name : ""];
  inCard = card.contains(input);
  // A tap on one of several options settles the question; arrow keys and several ticks do not.
  const settled = (!several || "exclusive" in input.dataset) && !input.matches(":focus-visible");
  pinned = inCard && (before || !settled) ? input.name : "";
  renew();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!box.value.trim()) return;
  understood({ scope: "waiting" });
  say(box.value);
});
document.addEventListener("asked", (event) => {
  sentence = "";
  understood(JSON.parse(/** @type {CustomEvent} */ (event).detail.text));
  byId("understood-title").focus({ preventScroll: true });
});

/** What was understood of the sentence; only what it really said is filled in, and nothing overwritten.
 * @param {{ scope: string, matches?: { id: string, because: string[] }[], answers?: Sheet }} reply */
function understood({ scope, matches = [], answers: heard = {} }) {
  byId("understood").hidden = false;
  only("scope", scope);
  const whole = (/** @type {string[]} */ phrases) => phrases.filter((one) => !phrases.some((other) => other !== one && other.includes(one)));
  list("matches", matches.slice(0, 3).map(({ id, because }) => [guide(id), ` “${whole(because).join("”“")}”`]));
  const fresh = Object.entries(heard).filter(([question]) => !(question in answers()));
  prefilled = fresh.map(([question]) => question);
  byId("prefilled").hidden = !fresh.length;
  if (fresh.length) replace({ ...answers(), ...Object.fromEntries(fresh) });
  byId("prefilled-answers").replaceChildren(...fresh.map(([question, values]) => chip(question, [values].flat())));
}

/* ---- out of the page ------------------------------------------------------------------------- */

/** The result as lines of text. */
function text() {
  const result = /** @type {HTMLElement} */ (byId("result").cloneNode(true));
  for (const hidden of all("[hidden]", result)) hidden.remove();
  const lines = all("[data-line], #plan li", result).map((line) => (line.tagName === "LI" ? "- " : "") + line.textContent?.replace(/\s+/g, " ").trim());
  return lines.filter((line) => line.length > 2).join("\n");
}

/** Into the clipboard where the browser allows it, else into a box to copy from. @param {string} words */
async function copy(words) {
  const out = /** @type {HTMLTextAreaElement} */ (byId("out"));
  const done = Boolean(await navigator.clipboard?.writeText(words).then(() => true, () => false));
  Object.assign(out, { hidden: done, value: words });
  only("note", done ? "copied" : "by_hand");
  if (!done) out.select();
}

/** @param {string} name @param {string} type @param {string} content */
function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** @param {File | null | undefined} file */
async function take(file) {
  try {
    const sheet = file && file.size < 100000 ? JSON.parse(await file.text()).answers : null;
    if (Object.prototype.toString.call(sheet) !== "[object Object]") throw new Error("no answers file");
    replace(sheet, "loaded");
  } catch {
    only("note", "unreadable");
  }
}

/** A legal period for the calendar; Python writes the file. @param {HTMLElement} item */
function calendar(item) {
  const { clock: id, days, unit } = item.dataset;
  const [title, note] = ["b", "[data-basis]"].map((part) => all(part, item)[0].textContent);
  const [start, stamp] = [/** @type {HTMLInputElement} */ (all("input", item)[0]).value, new Date().toISOString()];
  if (!send("calendar", JSON.stringify({ id, title, days: Number(days), unit, note, start, stamp }))) only("note", "not_ready");
}

/** What the buttons do, each called as its `data-` attribute. @type {Record<string, (value: string, button: HTMLElement) => void>} */
const acts = {
  print: () => window.print(),
  copy: () => void copy(text()),
  link: () => void copy(link()),
  letter: (id) => void copy(/** @type {HTMLTextAreaElement} */ (byId(id)).value),
  save: () => (download("answers.json", "application/json", JSON.stringify({ version: 1, answers: answers() })), only("note", "saved")),
  load: () => file.click(),
  calendar: (_, button) => calendar(/** @type {HTMLElement} */ (button.closest("[data-clock]"))),
  jump,
  onward: () => ([pinned, before, touched] = ["", null, byId(pinned)], ask()),
  undo: () => before && replace(before.sheet),
  unsay: () => {
    byId("understood").hidden = true;
    replace(Object.fromEntries(Object.entries(answers()).filter(([question]) => !prefilled.includes(question))));
  },
  retry: () => boot(true),
  erase: () => {
    [keep.checked, box.value, byId("understood").hidden] = [false, "", true];
    replace({}, "erased");
  },
  leave: () => (acts.erase("", form), location.replace("about:blank")),
};

document.addEventListener("calendar", (event) => {
  const { text } = /** @type {CustomEvent} */ (event).detail;
  if (text) download("huabei-check.ics", "text/calendar;charset=utf-8", text);
});
document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest("button");
  for (const [name, value] of Object.entries(button?.dataset ?? {})) acts[name]?.(value ?? "", /** @type {HTMLElement} */ (button));
});
file.addEventListener("change", () => void take(file.files?.[0]).then(() => (file.value = "")));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void take(event.dataTransfer?.files[0]);
});
keep.addEventListener("change", store);

/* ---- start ----------------------------------------------------------------------------------- */

/** Answers or a sentence in the address; they do not stay there. */
function arrive() {
  const given = new URLSearchParams(location.hash.slice(1, 20000));
  const [sheet, said] = [given.get("a"), given.get("say")];
  if (sheet === null && said === null) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (sheet !== null) replace(unlink(sheet), "loaded");
  if (said) {
    box.value = said.slice(0, box.maxLength);
    form.requestSubmit();
  }
}

const today = new Date().toLocaleDateString("sv");
for (const place of all("[data-today], [data-clock] input")) Object.assign(place, { textContent: today, value: today });
state("instant");
try {
  const kept = localStorage.getItem(KEPT);
  if (kept) [keep.checked] = [true, fill(JSON.parse(kept))];
} catch {} // a browser that keeps nothing; said when somebody asks it to
ask();
arrive();
window.addEventListener("hashchange", arrive);
window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
if ("early" in window) boot();
else document.addEventListener("DOMContentLoaded", () => boot(), { once: true }); // the offline copy's own worker comes after this
