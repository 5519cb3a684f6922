// Filters and sorts the claims that the build printed. Without it the page is the whole list, by topic.

import { all, byId, one } from "./shared/dom.js";

const tools = byId("claim-tools");
const filters = /** @type {HTMLSelectElement[]} */ (all("select[data-filter]", tools));
const sort = /** @type {HTMLSelectElement} */ (one("select[data-sort]", tools));
const find = /** @type {HTMLInputElement} */ (one("input[data-find]", tools));
const flatList = one("ul[data-sorted]");
const topicLists = all("ul[data-of-topic]");
const rows = all(".claim").map((row) => ({
  row,
  home: /** @type {HTMLElement} */ (row.parentElement),
  text: "", // read when it is first searched
}));

/** People leave blanks out. @param {string | null} text */
function withoutBlanks(text) {
  return (text ?? "").replace(/\s/g, "").toLowerCase();
}

const isByTopic = () => sort.value === "topic";

function showMatching() {
  const wanted = withoutBlanks(find.value);
  let shown = 0;
  for (const claim of rows) {
    const { row } = claim;
    const isFilteredOut = filters.some(
      (filter) => filter.value && row.dataset[filter.dataset.filter ?? ""] !== filter.value,
    );
    if (wanted && !claim.text) claim.text = withoutBlanks(row.textContent);
    row.hidden = isFilteredOut || !claim.text.includes(wanted);
    if (!row.hidden) shown += 1;
  }
  one("[data-shown]", tools).textContent = String(shown);
  one("[data-none]", tools).hidden = shown > 0;
  for (const list of topicLists) {
    list.hidden = !isByTopic() || !one(".claim:not([hidden])", list);
    /** @type {HTMLElement} */ (list.previousElementSibling).hidden = list.hidden; // its heading
  }
}

function order() {
  const isFlat = !isByTopic();
  const key = (/** @type {HTMLElement} */ row) =>
    (sort.value === "grade" ? (row.dataset.grade ?? "") : "") + row.id.slice(1).padStart(4, "0");
  const ordered = isFlat ? rows.slice().sort((a, b) => key(a.row).localeCompare(key(b.row))) : rows;
  for (const { row, home } of ordered) (isFlat ? flatList : home).append(row);
  flatList.hidden = !isFlat;
  showMatching();
}

/** A link to a claim shows it, whatever the filters say. */
function revealTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target?.classList.contains("claim")) return;
  /** @type {HTMLDetailsElement} */ (one("details.more", target)).open = true;
  if (!target.hidden) return;
  for (const field of [...filters, find]) field.value = "";
  showMatching();
  target.scrollIntoView();
}

for (const filter of filters) filter.addEventListener("change", showMatching);
find.addEventListener("input", showMatching);
sort.addEventListener("change", order);
addEventListener("hashchange", revealTarget);
if (!isByTopic())
  order(); // the browser may have kept what was chosen before
else if ([...filters, find].some((field) => field.value)) showMatching();
revealTarget();
tools.dataset.works = ""; // seen from now on
