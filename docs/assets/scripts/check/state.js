// The one state of the check page, and what follows from it. Pure.

import { instantReport } from "./instant.js";

/** @import { Message, Phase, Printed, Shown, State } from "./types.d.ts" */

/** @type {Message} */
export const NO_MESSAGE = {
  number: 0,
  text: "",
  scope: "",
  isPending: false,
  isSure: true,
  matches: [],
  prefilled: {},
  clauses: {},
  offered: [],
  guides: [],
};

/** The state of a page that has just been opened. @param {Printed} printed
 * @param {Pick<State, "answers" | "draft" | "isKept" | "own">} known what is known already @returns {State} */
export function openingState({ table }, { answers, draft, isKept, own }) {
  return {
    engine: "instant",
    isUnsupported: false,
    progress: 0,
    answers,
    asked: 0,
    shown: { report: instantReport(table, answers), answers, json: "", cause: "" },
    before: null,
    pinned: "",
    isInCard: true,
    isFurther: false,
    ticking: "",
    touched: "",
    draft,
    message: NO_MESSAGE,
    calendar: null,
    note: "",
    isKept,
    own,
    reading: null,
    copied: null,
    focus: null,
  };
}

/** Whether the engine answers, if need be after it has been woken. @param {Phase} engine */
export const isUp = (engine) => engine === "ready" || engine === "resting";

/** The ids of what was found, first things first. @param {Shown} shown */
export const foundIn = ({ report }) => report.findings.map(({ id }) => id);

/** The first question that is still to be answered before there is a verdict; none after that.
 * @param {Printed} printed @param {Shown} shown */
export const openingQuestion = ({ table }, { report, answers }) =>
  table.questions.find((id) => report.visible.includes(id) && !(id in answers));

/** What the card with one question holds. `wanted` is the question that helps most, `asked` the one that stands there;
 * both may be empty. @param {Printed} printed @param {State} state */
export function cardOf(printed, { shown, pinned, isInCard, ticking, isFurther }) {
  const { next, enough, more } = shown.report;
  // Before the engine is there, the table may want what has been answered already.
  const onRequest = isFurther || !enough ? more.find((id) => !(id in shown.answers)) : "";
  const wanted = next ?? onRequest ?? "";
  const asked = pinned || (isInCard ? wanted : "");
  const isChange = asked in shown.answers && ![wanted, ticking].includes(pinned);
  const isOpening = printed.table.questions.includes(wanted) && wanted === openingQuestion(printed, shown);
  return {
    wanted,
    asked,
    title: asked && isChange ? "change" : isOpening ? "start" : "next",
    isAnswered: pinned in shown.answers,
  };
}
