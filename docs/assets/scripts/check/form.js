// The form with the questions: what is chosen on it, and its own words.

import { byId, inputs, one } from "../shared/dom.js";
import { asList } from "../shared/lists.js";

/** @import { Answers, Question } from "./types.d.ts" */

/** What is chosen now. @param {Question[]} questions @returns {Answers} */
export function readForm(questions) {
  /** @type {Answers} */
  const answers = {};
  for (const { id, many } of questions) {
    const chosen = inputs(byId(id))
      .filter((input) => input.checked)
      .map((input) => input.value);
    if (chosen.length) answers[id] = many ? chosen : chosen[0];
  }
  return answers;
}

/** Make the form hold exactly these answers. @param {Question[]} questions @param {Answers} answers */
export function writeForm(questions, answers) {
  for (const { id } of questions) {
    const chosen = asList(answers[id]);
    for (const input of inputs(byId(id))) {
      const isChosen = chosen.includes(input.value);
      if (input.checked !== isChosen) input.checked = isChosen;
    }
  }
}

/** A question in the words of the form. @param {string} question */
export const questionText = (question) => one("legend", byId(question)).textContent ?? "";

/** Answers to a question in the words of the form. @param {string} question @param {string[]} values */
export function answerText(question, values) {
  const chosen = inputsOf(question, values);
  return chosen.map((input) => input.nextElementSibling?.textContent).join("、");
}

/** The inputs of a question with these values. @param {string} question @param {string[]} values */
export const inputsOf = (question, values) => inputs(byId(question)).filter((input) => values.includes(input.value));

/** An option that excludes the others leaves alone. @param {HTMLInputElement} input has just been changed */
export function excludeOthers(input) {
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of inputs(byId(input.name)))
    if (other !== input && ("exclusive" in input.dataset || "exclusive" in other.dataset)) other.checked = false;
}
