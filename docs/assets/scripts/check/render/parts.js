// Copies of what the build printed, and buttons that lead to a question.

import { all, byId, one, replaceChildren } from "../../shared/dom.js";
import { answerText, questionText } from "../form.js";

/** The link to a reason's own guide. @param {string} reason */
export const guideLink = (reason) => one(".guide a", byId(reason)).cloneNode(true);

/** A question, or an answer to it, as something to tap. @param {string} question @param {string[]} [values] */
export function questionButton(question, values) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button link";
  button.textContent = values ? answerText(question, values) : questionText(question);
  button.dataset.open = question;
  return button;
}

/** A printed sentence with its gaps filled. @param {string} template @param {Record<string, Node | string | (Node | string)[]>} gaps */
export function fillTemplate(template, gaps) {
  const copy = /** @type {DocumentFragment} */ (
    /** @type {HTMLTemplateElement} */ (byId(template)).content.cloneNode(true)
  );
  for (const [name, value] of Object.entries(gaps))
    replaceChildren(one(`[data-slot="${name}"]`, copy), Array.isArray(value) ? value : [value]);
  return copy;
}

/** Fill a list with items, each made of parts. @param {string} id @param {(Node | string)[][]} items */
export function fillList(id, items) {
  replaceChildren(
    byId(id),
    items.map((parts) => fillTemplate("item", { parts })),
  );
}

/** In a row of steps a channel is said once, and again where it changes. @param {HTMLElement} block */
export function sayChannelsOnce(block) {
  let said = "";
  for (const channel of all("li:not([hidden]) .channel", block)) {
    channel.hidden = channel.textContent === said;
    said = channel.textContent ?? "";
  }
}
