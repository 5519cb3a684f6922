// Larger letters by one tap, on every page. Runs in the head, so that a page opens as the reader left the last one.

import { keep, kept } from "../shared/storage.js";

const KEY = "huabei-type-size";
const root = document.documentElement;

/** @param {boolean} isLarge */
function show(isLarge) {
  if (isLarge) root.dataset.type = "large";
  else delete root.dataset.type;
  for (const button of Array.from(document.querySelectorAll("[data-type-size]")))
    button.setAttribute("aria-pressed", String(isLarge));
}

show(kept("localStorage", KEY) !== null);
document.addEventListener("DOMContentLoaded", () => show(root.dataset.type === "large"));
document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element) || !target.closest("[data-type-size]")) return;
  const isLarge = root.dataset.type !== "large";
  show(isLarge);
  keep("localStorage", KEY, isLarge ? "large" : null); // where nothing is kept, it holds for this page alone
});
