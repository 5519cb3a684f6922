// The sentence goes to the check page in the fragment: that part of an address never leaves the browser.
// Without this the link leads to the check page all the same, and the sentence is said there.

import { byId, one } from "./shared/dom.js";

const form = byId("ask");
const link = /** @type {HTMLAnchorElement} */ (one("a", form));

/** @param {Event} event */
function go(event) {
  event.preventDefault();
  const text = /** @type {HTMLInputElement} */ (byId("ask-text")).value.trim();
  location.assign(link.href + (text ? `#say=${encodeURIComponent(text)}` : ""));
}

form.addEventListener("submit", go);
link.addEventListener("click", go);
