// Every change of the state, by the event that brings it. Pure: what follows in the world stands in effects.js and render/.

import { asList } from "../shared/lists.js";
import { instantReport } from "./instant.js";
import { settle, takeWhole } from "./sheet.js";
import { foundIn, isUp, NO_MESSAGE } from "./state.js";

/** @import { Answers, CalendarRequest, StateEvent, Message, Printed, Reading, Reply, Report, State } from "./types.d.ts" */

const MAX_GUIDES = 3;

/** The function from a state and an event to the next state. @param {Printed} printed
 * @returns {(state: State, event: StateEvent) => State} */
export function createReducer(printed) {
  return (state, event) => {
    switch (event.type) {
      case "answered":
        return judged(answered(state, event));
      case "sheet-loaded":
        return sheetLoaded(state, event);
      case "sheet-read":
        return sheetRead(state, event.number, event.reply);
      case "own-wanted":
        return ownBack(state);
      case "loaded-wanted":
        return { ...state, own: null };
      case "handed-over":
        return judged(replaced(state, [...Object.entries(state.answers), ...Array.from(event.given)], ""));
      case "tab-read":
        return judged(tabRead(state, event));
      case "changed-back":
        return changedBack(state);
      case "question-opened":
        return opened(state, event.question);
      case "went-on":
        return judged({ ...state, pinned: "", before: null, touched: state.pinned });
      case "more-wanted":
        return {
          ...state,
          isFurther: true,
          isInCard: true,
          shown: { ...state.shown, cause: "" },
          focus: { at: "card" },
        };
      case "page-returned":
        return judged({ ...state, answers: { ...state.answers } }); // new, so that the form is filled in again
      case "typed":
        return { ...state, draft: event.text };
      case "message-sent":
        return { ...state, draft: event.text, message: sent(state.message, event.text) };
      case "message-answered":
        return isAwaited(state, event.number) ? understood(state, event.reply) : state;
      case "message-withdrawn":
        return withdrawn(state);
      case "message-answer-withdrawn":
        return judged(answerWithdrawn(state, event.question));
      case "offer-taken":
        return judged(offerTaken(state, event));
      case "calendar-wanted":
        return calendarWanted(state, event.request);
      case "calendar-made":
        return calendarMade(state, event.file);
      case "keeping":
        return keeping(state, event.isKept);
      case "keeping-refused":
        return { ...state, isKept: false, note: "no_storage" };
      case "copied":
        return {
          ...state,
          copied: { text: event.text, isByHand: event.isByHand },
          note: event.isByHand ? "by_hand" : "copied",
        };
      case "offered":
        return { ...state, copied: { text: event.text, isByHand: true }, note: event.note };
      case "noted":
        return { ...state, note: event.note };
      case "erased":
        return judged(
          replaced(
            {
              ...state,
              isKept: false,
              own: null,
              reading: null,
              isFurther: false,
              draft: "",
              message: unsaid(state.message),
              calendar: null,
              copied: null,
            },
            [],
            "erased",
          ),
        );
      case "engine-loading":
        return { ...state, engine: state.engine === "resting" ? "resting" : "loading" };
      case "engine-progress":
        return { ...state, progress: event.progress };
      case "engine-ready":
        return judged({ ...state, engine: "ready" });
      case "engine-resting":
        return { ...state, engine: "resting" };
      case "engine-failed":
        return failed({ ...state, isUnsupported: event.isUnsupported === true });
      case "engine-reported":
        return showing(state, JSON.parse(event.json), event.json);
    }
  };

  /** The answers are to be judged: by the engine if it is up, else at once by the table. @param {State} state */
  function judged(state) {
    const next = { ...state, asked: state.asked + 1 };
    return isUp(state.engine) ? next : showing(next, instantReport(printed.table, state.answers), "");
  }

  /** @param {State} state @param {Iterable<[string, unknown]>} given @param {string} note what is said of it @returns {State} */
  function replaced(state, given, note) {
    const { answers, isWhole } = settle(given, printed.questions, printed.renamed);
    return {
      ...state,
      answers,
      before: null,
      pinned: "",
      isInCard: true, // whoever answered in the full list is asked from the card again
      touched: note ? "form" : "",
      note: isWhole ? note : "skipped",
    };
  }

  /** A sheet from outside is looked at; the person's own stays until the person chooses.
   * @param {State} state @param {StateEvent & { type: "sheet-loaded" }} event @returns {State} */
  function sheetLoaded(state, { given, isFile = false, text = "" }) {
    const answers = takeWhole(given, isFile, printed.questions, printed.renamed);
    if (!answers) return { ...state, note: "refused" };
    const isOther = JSON.stringify(answers) !== JSON.stringify(state.answers);
    const isOverOwn = isOther && Object.keys(state.answers).length > 0;
    const own = state.own ?? (isOverOwn ? { answers: state.answers, isKept: state.isKept } : null);
    const next = replaced(state, Object.entries(answers), "loaded");
    /** @type {Reading | null} */
    const reading = text
      ? { type: isFile ? "read_file" : "read_link", number: next.asked + 1, text, answers: next.answers }
      : null;
    return judged({ ...next, own, reading });
  }

  /** What the engine makes of a sheet decides, unless the person has gone on. @param {State} state @param {number} number
   * @param {{ answers?: Answers, problems?: unknown[] }} reply @returns {State} */
  function sheetRead(state, number, { answers = {}, problems }) {
    const { reading, own } = state;
    if (!reading || reading.number !== number) return state;
    const next = { ...state, reading: null };
    if (reading.answers !== state.answers) return next;
    if (problems) {
      const before = Object.entries(own ? own.answers : {});
      return judged({ ...replaced(next, before, ""), own: null, note: "refused" });
    }
    const isSame =
      JSON.stringify(settle(Object.entries(answers), printed.questions, printed.renamed).answers) ===
      JSON.stringify(state.answers);
    return isSame ? next : judged(replaced(next, Object.entries(answers), "loaded"));
  }

  /** @param {State} state @returns {State} */
  function ownBack(state) {
    return state.own ? judged({ ...replaced(state, Object.entries(state.own.answers), ""), own: null }) : state;
  }

  /** The page comes back from behind another one, on which things may have changed.
   * @param {State} state @param {StateEvent & { type: "tab-read" }} tab @returns {State} */
  function tabRead(state, { answers, own }) {
    const mine = own && settle(own, printed.questions, printed.renamed).answers;
    return { ...replaced(state, answers, ""), own: mine && { answers: mine, isKept: state.isKept } };
  }

  /** @param {State} state @returns {State} */
  function changedBack(state) {
    return state.before ? judged(replaced(state, Object.entries(state.before.answers), "")) : state;
  }

  /** Only what the message really said is filled in, and nothing overwritten. @param {State} state @param {Reply} reply @returns {State} */
  function understood(state, reply) {
    const { scope, sure = true, matches = [], answers: heard = {}, said = [], offered = [], guides = [] } = reply;
    const fresh = Object.entries(heard).filter(([question]) => !(question in state.answers));
    /** @type {Answers} */
    const prefilled = {};
    for (const [question, chosen] of fresh) prefilled[question] = chosen;
    const named = scope === "failed" ? byWords(state.message.text) : { matches, guides: guides.map(({ id }) => id) };
    /** @type {Message} */
    const message = {
      ...state.message,
      scope,
      isSure: sure,
      ...named,
      prefilled,
      offered,
      clauses: clausesOf(said),
      isPending: false,
    };
    const next = { ...state, message };
    if (!fresh.length) return { ...next, focus: { at: /** @type {const} */ ("message") } };
    return judged({ ...replaced(next, [...Object.entries(state.answers), ...fresh], ""), touched: "message" });
  }

  /** @param {State} state */
  function withdrawn(state) {
    const { prefilled } = state.message;
    const others = Object.entries(state.answers).filter(([question]) => !(question in prefilled));
    return judged(replaced({ ...state, message: unsaid(state.message) }, others, ""));
  }

  /** @param {State} state @param {string} question @returns {State} */
  function answerWithdrawn(state, question) {
    const others = Object.entries(state.answers).filter(([name]) => name !== question);
    const prefilled = { ...state.message.prefilled };
    delete prefilled[question];
    return { ...replaced(state, others, ""), message: { ...state.message, prefilled } };
  }

  /** @param {State} state @param {{ question: string, answer: string }} offer @returns {State} */
  function offerTaken(state, { question, answer }) {
    const several = printed.questions.find(({ id, many }) => id === question && many);
    const isLeft = (/** @type {string} */ option) => several !== undefined && !several.alone.includes(option);
    const others = isLeft(answer) ? asList(state.answers[question]).filter(isLeft) : [];
    const given = Object.entries({ ...state.answers, [question]: several ? [...others, answer] : answer });
    const offered = state.message.offered.filter(
      (offer) => offer.question !== question || (isLeft(answer) && offer.answer !== answer),
    );
    return { ...replaced(state, given, ""), message: { ...state.message, offered } };
  }

  /** What a message may be about where no engine can read it: reasons and guides of which a printed way of putting them
   * stands in it. @param {string} text */
  function byWords(text) {
    const found = (/** @type {Printed["said"]} */ list) =>
      list
        .map(({ id, words }) => ({ id, because: words.filter((word) => text.includes(word)) }))
        .filter(({ because }) => because.length);
    const guides = found(printed.asked).slice(0, MAX_GUIDES);
    return { matches: found(printed.said), guides: guides.map(({ id }) => id) };
  }

  /** The page keeps every answer and stays useful; what waits for the engine is told so. @param {State} state */
  function failed(state) {
    const { message, calendar } = state;
    const next = judged({ ...state, engine: "failed", calendar: null, note: calendar ? "not_ready" : state.note });
    if (!message.isPending) return next;
    return {
      ...next,
      message: { ...message, scope: "failed", ...byWords(message.text) },
      focus: { at: /** @type {const} */ ("message") },
    };
  }
}

/** @param {State} state @param {CalendarRequest} request @returns {State} */
const calendarWanted = (state, request) =>
  isUp(state.engine) ? { ...state, calendar: request } : { ...state, note: "not_ready" };

/** @param {State} state @param {string} file empty where there is no such day @returns {State} */
const calendarMade = (state, file) => ({ ...state, calendar: null, note: file ? state.note : "no_such_day" });

/** Whoever turns it on over the answers of a link wants those kept. @param {State} state @param {boolean} isKept @returns {State} */
const keeping = (state, isKept) => ({ ...state, isKept, own: state.own && { ...state.own, isKept: false } });

/** Whether a reply to this message is still wanted. @param {State} state @param {number} number */
const isAwaited = ({ message }, number) => message.isPending && message.number === number;

/** @param {State} state @param {StateEvent & { type: "answered" }} event @returns {State} */
function answered(state, { question, answers, isSeveral, isInCard, isSettled }) {
  const isOneMore = isSeveral && state.ticking === question;
  const earlier =
    question in state.shown.answers ? { answers: state.shown.answers, found: foundIn(state.shown) } : null;
  const before = isOneMore ? state.before : earlier;
  return {
    ...state,
    answers,
    before,
    isInCard,
    ticking: isSeveral ? question : "",
    touched: question,
    pinned: isInCard && (before || !isSettled) ? question : "",
  };
}

/** @param {State} state @param {string} question @returns {State} */
function opened(state, question) {
  const shown = { ...state.shown, cause: "" };
  return { ...state, shown, pinned: question, isInCard: true, ticking: "", focus: { at: "card" } };
}

/** @param {State} state @param {Report} report @param {string} json @returns {State} */
function showing(state, report, json) {
  const { answers, touched: cause, pinned } = state;
  return {
    ...state,
    shown: { report, answers, json, cause },
    touched: "",
    focus: cause === "message" ? { at: "message" } : state.focus, // what it means is read first
    pinned: report.visible.includes(pinned) ? pinned : "",
  };
}

/** @param {NonNullable<Reply["said"]>} said */
function clausesOf(said) {
  /** @type {Record<string, string>} */
  const clauses = {};
  for (const { question, clause } of said) clauses[question] = clause;
  return clauses;
}

/** No message; a reply that is still on its way is known by its number. @param {Message} message @returns {Message} */
const unsaid = ({ number }) => ({ ...NO_MESSAGE, number });

/** @param {Message} message @param {string} text @returns {Message} */
const sent = (message, text) => ({
  ...NO_MESSAGE,
  number: message.number + 1,
  text,
  scope: "waiting",
  isPending: true,
});
