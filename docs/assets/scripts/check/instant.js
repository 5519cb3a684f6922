// The verdict before Python is there: read from a table that the build worked out for the first questions,
// and for the answers that stop everything else.

import { asList } from "../shared/lists.js";

/** @import { Answers, InstantTable, Report } from "./types.d.ts" */

/** The table's report on these answers; it knows no more than the first questions.
 * @param {InstantTable} table @param {Answers} answers @returns {Report} */
export function instantReport(table, answers) {
  const cell = cellOf(table, answers);
  /** @type {Record<string, unknown>} */
  const report = {};
  for (const [name, { items, rows, cells }] of Object.entries(table.columns)) {
    const place = cells[cell];
    report[name] = rows ? rows[place].map((item) => items[item]) : items[place];
  }
  if (/** @type {string} */ (report.next) in answers) report.next = null; // more than this is for the engine
  return /** @type {Report} */ (/** @type {unknown} */ (report));
}

/** The number of the cell for these answers: a digit for each of the first questions, 0 where it is not answered.
 * @param {InstantTable} table @param {Answers} answers */
function cellOf({ questions, choices, scam, stops }, answers) {
  const stop = asList(answers[scam]).find((answer) => answer in stops);
  if (stop !== undefined) return stops[stop];
  const digits = questions.map((question, place) => choices[place].indexOf(String(answers[question])));
  return digits.reduce((cell, digit, place) => cell * choices[place].length + Math.max(0, digit), 0);
}
