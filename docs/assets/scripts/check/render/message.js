// What was understood of the sentence.

import { all, byId, replaceChildren, showOnly } from "../../shared/dom.js";
import { asList } from "../../shared/lists.js";
import { fillList, guideLink, questionButton } from "./parts.js";

/** @import { Message } from "../types.d.ts" */

const MAX_MATCHES = 3;

/** @param {Message} message */
export function renderMessage({ scope, matches, prefilled }) {
  byId("understood").hidden = !scope;
  showOnly("scope", scope);
  const first = matches.length ? matches[0].id : "";
  showOnly("before-all", first);
  const isDanger = all("[data-before-all]").some((card) => card.dataset.beforeAll === first);
  byId("understood").classList.toggle("danger", isDanger);
  fillList(
    "matches",
    matches.slice(0, MAX_MATCHES).map(({ id, because }) => [guideLink(id), ` “${longest(because).join("”“")}”`]),
  );
  const answers = Object.entries(prefilled);
  byId("prefilled").hidden = !answers.length;
  replaceChildren(
    byId("prefilled-answers"),
    answers.map(([question, values]) => questionButton(question, asList(values))),
  );
}

/** Without phrases that stand inside another. @param {string[]} phrases */
const longest = (phrases) =>
  phrases.filter((phrase) => !phrases.some((other) => other !== phrase && other.includes(phrase)));
