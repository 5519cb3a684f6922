// The verdict before Python is there: read from a table that the build worked out for the first questions,
// and for the answers that stop everything else.

import { asList } from "../shared/lists.js";

/** @import { Answers, InstantTable, Report } from "./types.d.ts" */

/** The table's report on these answers; it knows no more than the first questions.
 * @param {InstantTable} table @param {Answers} answers @returns {Report} */
export function instantReport(table, answers) {
  const key = table.questions.map((question) => answers[question] ?? "").join("|");
  const stop = asList(answers[table.scam]).find((answer) => answer in table.cells);
  const rows = table.reports[table.cells[stop ?? key] ?? 0].map((row) =>
    table.rows[row].map((item) => table.items[item]),
  );
  /** @type {Record<string, unknown>} */
  const report = {};
  table.keys.forEach((name, place) => {
    report[name] = table.single.includes(name) ? rows[place][0] : rows[place];
  });
  if (/** @type {string} */ (report.next) in answers) report.next = null; // more than this is for the engine
  return /** @type {Report} */ (/** @type {unknown} */ (report));
}
