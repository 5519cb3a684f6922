// The sentence goes to the check page in the fragment: that part of an address never leaves the browser.

import { byId } from "./shared/dom.js";

const form = /** @type {HTMLFormElement} */ (byId("ask"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = /** @type {HTMLInputElement} */ (byId("ask-text")).value.trim();
  location.assign(form.action.replace(/[?#].*$/, "") + (text ? `#say=${encodeURIComponent(text)}` : ""));
});
