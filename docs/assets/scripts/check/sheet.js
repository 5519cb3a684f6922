// Answers on their way in and out: as a link's fragment, as a file, as the form can hold them. Pure.

import { asList } from "../shared/lists.js";

/** @import { Answers, Question, Renamed } from "./types.d.ts" */

const MAX_FRAGMENT = 20000; // characters; longer is no link of ours

/** What of `given` the form can hold, under the names of today, and whether that was all of it.
 * @param {Iterable<[string, unknown]>} given @param {Question[]} questions @param {Renamed} renamed
 * @returns {{ answers: Answers, isWhole: boolean }} */
export function settle(given, questions, renamed) {
  const newQuestions = new Map(Object.entries(renamed.questions));
  const values = new Map(Array.from(given, ([question, value]) => [newQuestions.get(question) ?? question, value]));
  /** @type {Answers} */
  const answers = {};
  let isWhole = Array.from(values.keys()).every((name) => questions.some(({ id }) => id === name));
  for (const { id, many, options } of questions) {
    const newOptions = new Map(Object.entries(renamed.options[id] ?? {}));
    const wanted = asList(values.get(id)).map((value) => newOptions.get(String(value)) ?? value);
    const chosen = options.filter((option) => wanted.includes(option));
    if (chosen.length) answers[id] = many ? chosen : chosen[chosen.length - 1];
    isWhole = isWhole && wanted.every((value) => options.includes(/** @type {string} */ (value)));
  }
  return { answers, isWhole };
}

/** The fragment of a link that holds `answers`. @param {Answers} answers */
export function toFragment(answers) {
  const pairs = Object.entries(answers).map(([question, chosen]) => `${question}:${asList(chosen).join("+")}`);
  return `v=1&a=${pairs.join(",")}`;
}

/** The answers and the message in the fragment of a link; null for what is not in it. @param {string} hash with its "#" */
export function fromFragment(hash) {
  const parameters = new URLSearchParams(hash.slice(1, MAX_FRAGMENT));
  const sheet = parameters.get("a");
  return { given: sheet === null ? null : sheet.split(",").map(toPair), message: parameters.get("say") };
}

/** @param {string} text such as "environment:vpn+root" @returns {[string, string[]]} */
function toPair(text) {
  const [question, chosen = ""] = text.split(":");
  return [question, chosen.split(/[ +]/).filter(Boolean)];
}

/** The content of an answers file. @param {Answers} answers */
export const toFile = (answers) => JSON.stringify({ version: 1, answers });

/** What an answers file gives. Throws for anything else. @param {string} text @returns {[string, unknown][]} */
export function fromFile(text) {
  const { answers } = JSON.parse(text);
  if (Object.prototype.toString.call(answers) !== "[object Object]") throw new Error("no answers file");
  return Object.entries(answers);
}
