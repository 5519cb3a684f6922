// Larger letters by one tap, on every page. Stands in the head, so that a page opens as the reader left the last one.

const KEY = "huabei-type-size";
const root = document.documentElement;

/** @param {(storage: Storage) => unknown} action what cannot be kept holds for this page alone */
function remembering(action) {
  try {
    return action(localStorage);
  } catch {
    return null;
  }
}

/** @param {boolean} isLarge */
function show(isLarge) {
  if (isLarge) root.dataset.type = "large";
  else delete root.dataset.type;
  for (const button of Array.from(document.querySelectorAll("[data-type-size]")))
    button.setAttribute("aria-pressed", String(isLarge));
}

show(remembering((storage) => storage.getItem(KEY)) !== null);
document.addEventListener("DOMContentLoaded", () => show(root.dataset.type === "large"));
document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element) || !target.closest("[data-type-size]")) return;
  const isLarge = root.dataset.type !== "large";
  show(isLarge);
  remembering((storage) => (isLarge ? storage.setItem(KEY, "large") : storage.removeItem(KEY)));
});
