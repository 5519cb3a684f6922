// @ts-check
// Stands where the theme's script stood on the hosted check page. That one moves menus, search and colours,
// and lays the page out six times to get ready; here it comes when one of them is first wanted, not while
// the engine starts. Until then the page looks as the theme would have made it: buttons there, the device's colours.
"use strict";

(() => {
  const source = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.late ?? "";
  document.documentElement.classList.replace("no-js", "js");
  const palettes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("input[data-md-color-media]")]);
  const chosen = /** @type {any} */ (window).__md_get?.("__palette"); // the theme's own memory and its own name
  const fits = palettes.find(({ dataset }) => matchMedia(dataset.mdColorMedia ?? "").matches) ?? palettes[0];
  const palette = palettes[chosen?.index] ?? fits;
  if (palette) {
    if (!chosen) document.body.dataset.mdColorScheme = palette.dataset.mdColorScheme;
    /** @type {HTMLElement} */ (palette.nextElementSibling).hidden = false;
  }

  const SIGNS = ["pointerover", "pointerdown", "focusin", "click", "keydown"];
  const OPENS_SEARCH = ["f", "s", "/"];
  const NEEDS_THEME = 'label[for="__search"], label[for^="__palette"], input'; // menus open without it
  /** @type {Event | null} */
  let missed = null; // done again once the theme listens
  for (const sign of SIGNS) addEventListener(sign, wanted);

  /** @param {Event} event */
  function wanted(event) {
    const target = /** @type {Element} */ (event.target);
    const own = target.closest?.(".md-header, .md-sidebar");
    if (!own && !isShortcut(event, target)) return;
    if (!own || (event.type === "click" && target.closest(NEEDS_THEME))) {
      event.preventDefault();
      missed = event;
    }
    if (document.querySelector(`script[src="${source}"]`)) return;
    document.body.append(Object.assign(document.createElement("script"), { src: source, onload: heard, onerror: heard }));
  }

  /** As the theme has it: "Ctrl" with a letter is the browser's. @param {Event} event @param {Element} target */
  function isShortcut(event, target) {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return false;
    return OPENS_SEARCH.includes(event.key) && !target.matches("input, textarea");
  }

  function heard() {
    for (const sign of SIGNS) removeEventListener(sign, wanted);
    document.dispatchEvent(new Event("DOMContentLoaded")); // what the theme waits for
    if (missed) missed.target?.dispatchEvent(new /** @type {any} */ (missed.constructor)(missed.type, missed));
  }
})();
