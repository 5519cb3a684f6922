// Copies a letter; where the browser does not allow that, selects it, to be copied by hand.

import { copyToClipboard } from "./shared/clipboard.js";
import { all, byId, showOnly } from "./shared/dom.js";

/** @param {HTMLElement} button */
async function copyLetter(button) {
  const letter = byId(button.dataset.letter ?? "");
  const said = (await copyToClipboard(letter.innerText)) ? "copied" : "selected";
  const selection = getSelection();
  if (said === "selected" && selection) selection.selectAllChildren(letter);
  showOnly("said", said, /** @type {HTMLElement} */ (button.parentElement));
}

for (const button of all("button[data-letter]")) {
  button.addEventListener("click", () => void copyLetter(button));
  button.dataset.works = ""; // seen from now on
}
