// @ts-check
// The sentence goes to the check page in the fragment: that part of an address never leaves the browser.
"use strict";

const ask = /** @type {HTMLFormElement} */ (document.getElementById("ask"));
ask.addEventListener("submit", (event) => {
  event.preventDefault();
  const said = /** @type {HTMLInputElement} */ (document.getElementById("ask-text")).value.trim();
  location.assign(ask.action.replace(/[?#].*$/, "") + (said ? "#say=" + encodeURIComponent(said) : ""));
});
