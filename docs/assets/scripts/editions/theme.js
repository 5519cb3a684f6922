// Stands where the theme's script stood on the hosted check page. That one moves menus, search and colours, and lays
// the page out six times to get ready; here it comes when one of them is first wanted, not while the engine starts.
// Until then the page looks as the theme would have made it: buttons there, the device's colours.

import { all } from "../shared/dom.js";

const source = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.late ?? "";

const SIGNS = ["pointerover", "pointerdown", "focusin", "click", "keydown"];
const OPENS_SEARCH = ["f", "s", "/"];
const NEEDS_THEME = 'label[for="__search"], label[for^="__palette"], input'; // menus open without it

/** Done again once the theme listens. @type {Event | null} */
let missed = null;
let isAsked = false;

for (const sign of SIGNS) addEventListener(sign, onSign);
try {
  showPalette();
} catch (error) {
  console.error(error);
  loadTheme(); // it does better
}

function showPalette() {
  document.documentElement.classList.replace("no-js", "js");
  const palettes = all("input[data-md-color-media]");
  const scope = /** @type {{ __md_get?: (key: string) => { index: number } | null }} */ (
    /** @type {unknown} */ (window)
  );
  const chosen = scope.__md_get?.("__palette"); // the theme's own memory and its own name
  const fitting = palettes.find(({ dataset }) => matchMedia(dataset.mdColorMedia ?? "").matches) ?? palettes[0];
  const palette = (chosen && palettes[chosen.index]) || fitting;
  if (!palette) return;
  if (!chosen) document.body.dataset.mdColorScheme = palette.dataset.mdColorScheme;
  /** @type {HTMLElement} */ (palette.nextElementSibling).hidden = false;
}

/** @param {Event} event */
function onSign(event) {
  const target = /** @type {Element} */ (event.target);
  const isTheirs = target instanceof Element && target.closest(".md-header, .md-sidebar") !== null;
  if (!isTheirs && !isShortcut(event, target)) return;
  if (!isTheirs || (event.type === "click" && target.closest(NEEDS_THEME))) {
    event.preventDefault();
    missed = event;
  }
  loadTheme();
}

/** As the theme has it: "Ctrl" with a letter is the browser's. @param {Event} event @param {Element} target */
function isShortcut(event, target) {
  if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return false;
  return OPENS_SEARCH.includes(event.key) && !(target instanceof Element && target.matches("input, textarea"));
}

function loadTheme() {
  if (isAsked) return;
  isAsked = true;
  const script = document.createElement("script");
  script.src = source;
  script.onload = script.onerror = onLoaded;
  document.body.append(script);
}

function onLoaded() {
  for (const sign of SIGNS) removeEventListener(sign, onSign);
  document.dispatchEvent(new Event("DOMContentLoaded")); // what the theme waits for
  if (!missed?.target || isOpenAlready(missed.target)) return;
  const again = /** @type {new (type: string, given: Event) => Event} */ (missed.constructor);
  missed.target.dispatchEvent(new again(missed.type, missed));
}

/** Whether the search that was tapped is open: who writes in it at once opens it, and a second tap would close it.
 * @param {EventTarget} target */
function isOpenAlready(target) {
  const label = target instanceof Element ? target.closest('label[for="__search"]') : null;
  return label instanceof HTMLLabelElement && label.control instanceof HTMLInputElement && label.control.checked;
}
