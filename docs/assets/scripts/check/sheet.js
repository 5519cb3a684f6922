// Answers on their way in and out: as a link's fragment, as a file, as the form can hold them. Pure.

import { asList } from "../shared/lists.js";

/** @import { Answers, Question, Renamed } from "./types.d.ts" */

const VERSION = 1; // of the format of links and files
const MAX_FRAGMENT = 20000; // characters; longer is no link of ours
const FOREIGN = /[^\w:+,%-]/; // what the answers in a link never hold: there other text begins
const UNKNOWN = ["unknown", "skip"]; // may answer every question, and stand alone

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

/** The answers of a link or a file, if each can be taken as it is; else null: half a sheet says something else. The same
 * sheets are refused by `checker/answers.py`, which decides as soon as it is there.
 * @param {[string, unknown][]} given @param {boolean} isFile where a list and a single option are told apart
 * @param {Question[]} questions @param {Renamed} renamed @returns {Answers | null} */
export function takeWhole(given, isFile, questions, renamed) {
  const asked = given.filter(([name]) => !renamed.retired.includes(name));
  const isOnce = new Set(given.map(([name]) => name)).size === given.length;
  const isFitting = asked.every(([name, value]) => {
    const question = questions.find(({ id }) => id === (renamed.questions[name] ?? name));
    if (!question || (isFile && Array.isArray(value) !== question.many)) return false;
    const newOptions = renamed.options[question.id] ?? {};
    return isFit(
      question,
      asList(value).map((option) => newOptions[String(option)] ?? option),
    );
  });
  return isOnce && isFitting ? settle(asked, questions, renamed).answers : null;
}

/** One option for a question that takes one; several only where none of them stands alone.
 * @param {Question} question @param {unknown[]} chosen */
function isFit({ many, options, alone }, chosen) {
  const known = [...options, ...UNKNOWN];
  const wanted = /** @type {string[]} */ (Array.from(new Set(chosen)));
  if (!wanted.every((option) => known.includes(option))) return false;
  if (!many) return wanted.length === 1;
  return wanted.length < 2 || !wanted.some((option) => alone.includes(option) || UNKNOWN.includes(option));
}

/** The fragment of a link that holds `answers`. @param {Answers} answers */
export function toFragment(answers) {
  const pairs = Object.entries(answers).map(([question, chosen]) => `${question}:${asList(chosen).join("+")}`);
  return `v=${VERSION}&a=${pairs.join(",")}`;
}

/** What is in the fragment of a link, as chat programs and people pass it on: with text after it, with "&amp;", with its
 * signs escaped. `given` is null where it holds no answers, or none of this version; `isSheet` tells which.
 * @param {string} hash with its "#" @returns {{ given: [string, string[]][] | null, isSheet: boolean, message: string | null, text: string }} */
export function fromFragment(hash) {
  const fragment = plain(hash.slice(1));
  const message = new URLSearchParams(fragment.slice(0, MAX_FRAGMENT)).get("say");
  const fields = fragment.split("&").map((field) => field.split("="));
  const [versions, sheets] = ["v", "a"].map((wanted) =>
    fields.filter(([name]) => name === wanted).map(([, text]) => own(text)),
  );
  const isSheet = versions.length + sheets.length > 0;
  const isOurs = versions.join() === String(VERSION) && sheets.length === 1 && hash.length <= MAX_FRAGMENT;
  const given = isOurs ? sheets[0].split(",").filter(Boolean).map(toPair) : null;
  return { given, isSheet, message, text: `#${fragment}` };
}

/** The answers that somebody has pasted as text: a link among other words, or the content of a file. Null for none.
 * @param {string} text @returns {Pasted | null} */
export function fromPasted(text) {
  const link = text.match(/#v(=|%3D)\S*/i);
  if (link) return { ...fromFragment(link[0]), isFile: false };
  if (!/^\s*\{[\s\S]*"answers"/.test(text)) return null;
  try {
    return { given: fromFile(text), isFile: true, text };
  } catch {
    return { given: null, isFile: true, text };
  }
}

/** @typedef {{ given: [string, unknown][] | null, isFile: boolean, text: string }} Pasted */

/** @param {string} fragment */
function plain(fragment) {
  return (fragment.includes("=") ? fragment : unescaped(fragment)).replace(/&(?:amp;|#38;|#x26;)+/gi, "&");
}

/** Byte by byte where a piece of a character is missing. @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([\dA-F]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  }
}

/** A field up to where the text around the link begins. @param {string} [field] */
function own(field = "") {
  const text = unescaped(field.split(FOREIGN)[0]).replace(/ /g, "+");
  return text.split(FOREIGN)[0].replace(/[-_:+,%]+$/, "");
}

/** @param {string} text such as "environment:vpn+root" @returns {[string, string[]]} */
function toPair(text) {
  const [question, ...chosen] = text.split(":");
  return [question, chosen.join(":").split("+").filter(Boolean)];
}

/** The content of an answers file. @param {Answers} answers */
export const toFile = (answers) => JSON.stringify({ version: VERSION, answers });

const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g; // of JSON, a name with its colon

/** How many names stand in JSON; of one that stands twice in an object `JSON.parse` keeps the last in silence. @param {string} text */
const countNames = (text) => (text.match(STRINGS) ?? []).filter((found) => found.endsWith(":")).length;

/** What an answers file gives. Throws for anything else, for another version, and for a name that stands twice. @param {string} text @returns {[string, unknown][]} */
export function fromFile(text) {
  const { version, answers, ...others } = JSON.parse(text);
  const isSheet = Object.prototype.toString.call(answers) === "[object Object]";
  if (version !== VERSION || !isSheet || Object.keys(others).length) throw new Error("no answers file");
  if (countNames(text) !== Object.keys({ version, answers }).length + Object.keys(answers).length)
    throw new Error("a name twice");
  return Object.entries(answers);
}
