// What the build printed into the check page: the questions, and data that no page shows.

import { all, byId, inputs } from "../shared/dom.js";

/** @import { Printed, Question } from "./types.d.ts" */

/** The data in the script element with this id. @param {string} id */
export const readJson = (id) => JSON.parse(byId(id).textContent ?? "");

/** @returns {Printed} */
export function readPrinted() {
  const said = all("article[data-words]:not([data-words=''])").map(({ id, dataset }) => ({
    id,
    words: (dataset.words ?? "").split("|"),
  }));
  /** @type {[id: string, guide: { said: string[] }][]} */
  const guides = Object.entries(readJson("guides-said"));
  return {
    said,
    asked: guides.map(([id, guide]) => ({ id, words: guide.said })),
    table: readJson("instant"),
    renamed: readJson("renamed"),
    questions: all("[data-question]").map(toQuestion),
  };
}

/** @param {HTMLElement} field @returns {Question} */
const toQuestion = (field) => ({
  id: field.id,
  many: "many" in field.dataset,
  options: inputs(field).map(({ value }) => value),
  alone: inputs(field)
    .filter(({ dataset }) => "exclusive" in dataset)
    .map(({ value }) => value),
});
