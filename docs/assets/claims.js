// @ts-check
// Filters and sorts the claims that the build printed. Without it the page is the whole list, by topic.
"use strict";

const tools = /** @type {HTMLElement} */ (document.getElementById("claim-tools"));
const every = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
const filters = /** @type {HTMLSelectElement[]} */ (every("select[data-filter]", tools));
const sort = /** @type {HTMLSelectElement} */ (every("select[data-sort]", tools)[0]);
const find = /** @type {HTMLInputElement} */ (every("input[data-find]", tools)[0]);
const sorted = every("ul[data-sorted]")[0];
const homes = every("ul[data-of-topic]");
const bare = (/** @type {string | null} */ text) => (text ?? "").replace(/\s/g, "").toLowerCase(); // people leave blanks out
const rows = every(".claim").map((row) => ({ row, home: /** @type {HTMLElement} */ (row.parentElement), text: bare(row.textContent) }));

function show() {
  let shown = 0;
  for (const { row, text } of rows) {
    const filtered = filters.some((filter) => filter.value && row.dataset[filter.dataset.filter || ""] !== filter.value);
    row.hidden = filtered || !text.includes(bare(find.value));
    shown += row.hidden ? 0 : 1;
  }
  every("[data-shown]", tools)[0].textContent = String(shown);
  every("[data-none]", tools)[0].hidden = shown > 0;
  const flat = sort.value !== "topic";
  for (const home of homes) {
    const empty = flat || !every(".claim:not([hidden])", home).length;
    home.hidden = empty;
    /** @type {HTMLElement} */ (home.previousElementSibling).hidden = empty; // its heading
  }
}

function order() {
  const flat = sort.value !== "topic";
  const key = (/** @type {HTMLElement} */ row) => (sort.value === "grade" ? row.dataset.grade : "") + row.id.slice(1).padStart(4, "0");
  const list = flat ? [...rows].sort((a, b) => key(a.row).localeCompare(key(b.row))) : rows;
  for (const { row, home } of list) (flat ? sorted : home).append(row);
  sorted.hidden = !flat;
  show();
}

/** A link to a claim shows it, whatever the filters say. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target?.classList.contains("claim") || !target.hidden) return;
  for (const field of [...filters, find]) field.value = "";
  show();
  target.scrollIntoView();
}

for (const filter of filters) filter.addEventListener("change", show);
find.addEventListener("input", show);
sort.addEventListener("change", order);
addEventListener("hashchange", reveal);
if (sort.value !== "topic") order(); // the browser may have kept what was chosen before
else if ([...filters, find].some((field) => field.value)) show();
reveal();
