// @ts-check
// Copies a letter; where the browser does not allow that, selects it, to be copied by hand.
"use strict";

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button[data-letter]")))
  button.addEventListener("click", async () => {
    const letter = /** @type {HTMLElement} */ (document.getElementById(button.dataset.letter ?? ""));
    const done = await navigator.clipboard?.writeText(letter.innerText).then(() => true, () => false);
    if (!done) getSelection()?.selectAllChildren(letter);
    for (const said of /** @type {NodeListOf<HTMLElement>} */ (button.parentElement?.querySelectorAll("[data-said]") ?? []))
      said.hidden = said.dataset.said !== (done ? "copied" : "selected");
  });
