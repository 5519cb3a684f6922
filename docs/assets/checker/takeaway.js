// @ts-check
// What a person does with the page: answers, says a sentence, takes the result away, wipes it.
"use strict";

const KEPT = "huabei-check-answers";
const box = /** @type {HTMLInputElement} */ (byId("say"));
const keep = /** @type {HTMLInputElement} */ (byId("keep"));
const file = /** @type {HTMLInputElement} */ (byId("file"));
/** @type {string[]} */
let prefilled = []; // questions that the sentence answered

/** Show one of the printed notes. @param {string} name */
function note(name) {
  for (const text of all("[data-note]")) text.hidden = text.dataset.note !== name;
}

/** The device's own memory, where the browser grants it. @param {(storage: Storage) => void} use */
function remember(use) {
  try {
    use(localStorage);
  } catch {
    keep.checked = false;
    note("no_storage");
  }
}

/** The answers are others now. @param {boolean} [known] whether all of them were understood */
function renew(known = true) {
  if (keep.checked) remember((storage) => storage.setItem(KEPT, JSON.stringify(answers())));
  if (!known) note("skipped");
  boot();
  ask();
}

/** Take over a whole sheet. @param {Record<string, unknown>} sheet */
function replace(sheet) {
  [before, pinned, touched] = [null, "", form];
  note("loaded");
  renew(fill(sheet));
}

/** Put one question into the card. @param {string} question */
function jump(question) {
  [pinned, inCard] = [question, true];
  show(shown, last, byId("diagnosis").textContent ?? "");
  byId("next").scrollIntoView();
  (inputs(card).find((input) => input.checked) ?? inputs(card)[0]).focus({ preventScroll: true });
}

form.addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  if (!input.name) return;
  exclude(input);
  touched = byId(input.name);
  before = input.name in last ? { sheet: last, found: shown.findings.map(({ id }) => id) } : null;
  inCard = card.contains(input);
  // A tap on one of several options settles the question; arrow keys and several ticks do not.
  pinned = inCard && (before || input.type === "checkbox" || !form.dataset.pointer) ? input.name : "";
  renew();
});
form.addEventListener("pointerdown", () => (form.dataset.pointer = "yes"));
form.addEventListener("keydown", () => delete form.dataset.pointer);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!box.value.trim()) return;
  understood({ scope: "waiting", matches: [], answers: {} });
  say(box.value);
});
document.addEventListener("asked", (event) => {
  sentence = "";
  understood(JSON.parse(/** @type {CustomEvent} */ (event).detail.text));
});

/** What was understood of the sentence; only what it really said is filled in, and nothing overwritten.
 * @param {{ scope: string, matches: { id: string, because: string[] }[], answers: Sheet }} reply */
function understood({ scope, matches = [], answers: heard = {} }) {
  byId("understood").hidden = false;
  for (const text of all("[data-scope]")) text.hidden = text.dataset.scope !== scope;
  const whole = (/** @type {string[]} */ phrases) => phrases.filter((one) => !phrases.some((other) => other !== one && other.includes(one)));
  list("matches", matches.slice(0, 3).map(({ id, because }) => [guide(id), ` “${whole(because).join("”“")}”`]));
  const sheet = answers();
  const fresh = Object.entries(heard).filter(([question]) => !(question in sheet));
  prefilled = fresh.map(([question]) => question);
  byId("prefilled").hidden = !fresh.length;
  fill({ ...sheet, ...Object.fromEntries(fresh) });
  byId("prefilled-answers").replaceChildren(...fresh.map(([question, values]) => chip(question, [values].flat())));
  if (fresh.length) [before, pinned] = [null, ""];
  if (fresh.length) renew();
  if (scope !== "waiting") byId("understood-title").focus({ preventScroll: true });
}

/** Go back one step: the last change, or what the sentence filled in. @param {HTMLElement} button */
function undo(button) {
  const sheet = answers();
  for (const question of prefilled) delete sheet[question];
  const back = button.closest("#understood") ? sheet : before?.sheet ?? sheet;
  if (button.closest("#understood")) byId("understood").hidden = true;
  [before, pinned] = [null, ""];
  fill(back);
  renew();
}

/* ---- out of the page ------------------------------------------------------------------------- */

/** The result as lines of text. */
function text() {
  const lines = all("#result [data-line], #plan li").filter((line) => !line.closest("[hidden]"));
  return lines.map((line) => (line.tagName === "LI" ? "- " : "") + words(line)).filter((line) => line.length > 2).join("\n");
}

/** What an element says, without what is hidden in it. @param {HTMLElement} element */
function words(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  for (const hidden of all("[hidden]", copy)) hidden.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Into the clipboard where the browser allows it, else into a box to copy from. @param {string} words */
async function copy(words) {
  const out = /** @type {HTMLTextAreaElement} */ (byId("out"));
  try {
    await navigator.clipboard.writeText(words);
    out.hidden = true;
    note("copied");
  } catch {
    Object.assign(out, { hidden: false, value: words });
    out.select();
    note("by_hand");
  }
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
    replace(sheet);
  } catch {
    note("unreadable");
  }
}

/** A legal period for the calendar; Python writes the file. @param {HTMLElement} item */
function calendar(item) {
  const { clock: id, days, unit } = item.dataset;
  const [title, note_] = [all("b", item)[0], all("[data-basis]", item)[0]].map((part) => part.textContent ?? "");
  const [start, stamp] = [/** @type {HTMLInputElement} */ (all("input", item)[0]).value, new Date().toISOString()];
  if (!send("calendar", JSON.stringify({ id, title, days: Number(days), unit, note: note_, start, stamp }))) note("not_ready");
}

/** @type {Record<string, () => void>} */
const acts = {
  print: () => window.print(),
  copy: () => void copy(text()),
  link: () => void copy(link()),
  save: () => (download("answers.json", "application/json", JSON.stringify({ version: 1, answers: answers() })), note("saved")),
  load: () => file.click(),
  erase: () => {
    keep.checked = false;
    remember((storage) => storage.removeItem(KEPT));
    [box.value, byId("understood").hidden] = ["", true];
    replace({});
    note("erased");
  },
};

document.addEventListener("calendar", (event) => {
  const { text } = /** @type {CustomEvent} */ (event).detail;
  if (text) download("huabei-check.ics", "text/calendar;charset=utf-8", text);
});
document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest("button");
  if (!button) return;
  const { jump: question, act, copy: letter } = button.dataset;
  if (question) jump(question);
  if (act) acts[act]();
  if (letter) void copy(/** @type {HTMLTextAreaElement} */ (byId(letter)).value);
  if ("onward" in button.dataset) {
    [pinned, before, touched] = ["", null, byId(pinned)];
    ask();
  }
  if ("undo" in button.dataset) undo(button);
  if ("retry" in button.dataset) boot(true);
  if ("calendar" in button.dataset) calendar(/** @type {HTMLElement} */ (button.closest("[data-clock]")));
  if ("leave" in button.dataset) {
    acts.erase();
    location.replace("about:blank");
  }
});
file.addEventListener("change", () => void take(file.files?.[0]).then(() => (file.value = "")));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void take(event.dataTransfer?.files[0]);
});
keep.addEventListener("change", () => remember((storage) => (keep.checked ? storage.setItem(KEPT, JSON.stringify(answers())) : storage.removeItem(KEPT))));

/* ---- start ----------------------------------------------------------------------------------- */

/** Answers or a sentence in the address; they do not stay there. */
function arrive() {
  const given = new URLSearchParams(location.hash.slice(1, 20000));
  const [sheet, said] = [given.get("a"), given.get("say")];
  if (sheet === null && said === null) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (sheet !== null) replace(unlink(sheet));
  if (said) {
    box.value = said.slice(0, box.maxLength);
    form.requestSubmit();
  }
}

for (const today of all("[data-today]")) today.textContent = new Date().toLocaleDateString("sv");
for (const day of /** @type {HTMLInputElement[]} */ (all("[data-clock] input"))) day.value = new Date().toLocaleDateString("sv");
state("instant");
remember((storage) => {
  const kept = storage.getItem(KEPT);
  if (kept) [keep.checked] = [true, fill(JSON.parse(kept))];
});
ask();
arrive();
window.addEventListener("hashchange", arrive);
window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
if ("early" in window) boot();
else document.addEventListener("DOMContentLoaded", () => boot()); // the offline copy's own worker comes after this
