// The sentence goes to the check page within this tab: no address holds it, and none remembers it.
// Without this the link leads to the check page all the same, and the sentence is said there.

import { byId, one } from "./shared/dom.js";
import { handOver, onErased } from "./shared/tab.js";

const form = byId("ask");
const link = /** @type {HTMLAnchorElement} */ (one("a", form));
const box = /** @type {HTMLInputElement} */ (byId("ask-text"));

/** @param {Event} event */
function go(event) {
  event.preventDefault();
  const say = box.value.trim();
  if (say) handOver({ say });
  location.assign(link.href);
}

/** Nothing said here waits behind the back button. */
function forget() {
  box.value = "";
}

form.addEventListener("submit", go);
link.addEventListener("click", go);
addEventListener("pagehide", forget);
onErased(forget);
