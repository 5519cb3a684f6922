/** What the modules of the check page hand to each other. */

/** Answers as an answers file holds them: a question's id → an option's id, or several where several may be ticked. */
export type Answers = Record<string, string | string[]>;

/** A question as the form prints it; `options` in the form's order. */
export interface Question {
  id: string;
  many: boolean;
  options: string[];
  /** Those of the options that exclude all others. */
  alone: string[];
}

/** Ids of older versions: old question → new, and question → old option → new. */
export interface Renamed {
  questions: Record<string, string>;
  options: Record<string, Record<string, string>>;
  /** Questions that are no longer asked; an answer to them no longer counts. */
  retired: string[];
}

/** The engine's report, `checker/report.py`; ids only. */
export interface Report {
  findings: { id: string; kind: string; because: { question: string; answers: string[] }[] }[];
  /** The findings that are told in full. */
  told: string[];
  /** Whether somebody must stop first; then nothing else is shown. */
  halts: boolean;
  ruled_out: string[];
  open: { id: string; missing: string[] }[];
  /** What leads; null where nothing is found. */
  outcome: { lead: string; kind: string; steps: string[]; because: { question: string; answers: string[] }[] } | null;
  /** The question to ask now; null exactly when enough has been asked. */
  next: string | null;
  enough: boolean;
  /** What can be asked on request. */
  more: string[];
  progress: { asked: number; left: number };
  visible: string[];
  changes: { answers: Record<string, string | null>; settles: string[] }[];
  unchangeable: string[];
  plan: { id: string; stage: string; reasons: string[] }[];
}

/** The reports that the build worked out for the first questions, `macros/check.py:instant_table`. */
export interface InstantTable {
  questions: string[];
  /** The answers to each of them, "" for none. */
  choices: string[][];
  scam: string;
  /** The answers to the scam question that stop everything else, and their cells. */
  stops: Record<string, number>;
  columns: Record<keyof Report, InstantColumn>;
}

/** What the cells say under one key: each names an item, or a row of items. */
export interface InstantColumn {
  items: unknown[];
  rows?: number[][];
  cells: number[];
}

/** What the engine understood of a message, `checker ask --json`. */
export interface Reply {
  scope: string;
  /** False where it hesitates: the matches are then choices. */
  sure?: boolean;
  matches?: { id: string; because: string[] }[];
  answers?: Answers;
  /** Where each answer is said. */
  said?: { question: string; answers: string[]; clause: string }[];
  /** What is likely but was not said. */
  offered?: { question: string; answer: string }[];
  /** Pages that answer it, the best first. */
  guides?: { id: string }[];
}

/** Days of a legal period, for the calendar; `checker/browser.py:calendar` writes the file. */
export interface CalendarRequest {
  id: string | undefined;
  title: string | null;
  days: number;
  unit: string | undefined;
  note: string | null;
  start: string;
  stamp: string;
}

/** What the build printed into the page and nothing changes. */
export interface Printed {
  /** Ways of putting each reason, for when no engine can read a message. */
  said: { id: string; words: string[] }[];
  /** The same for each guide. */
  asked: { id: string; words: string[] }[];
  table: InstantTable;
  questions: Question[];
  renamed: Renamed;
}

export type Phase = "instant" | "loading" | "ready" | "resting" | "failed";

/** A verdict on the page. */
export interface Shown {
  report: Report;
  /** The answers that it is about. */
  answers: Answers;
  /** The engine's own bytes; empty where the instant table has answered. */
  json: string;
  /** The question whose answer led to it, "form" where a whole sheet was taken over, "message" after a sentence; else empty. */
  cause: string;
}

/** A sentence that the person has sent. */
export interface Message {
  /** Counts the messages; 0 before the first. */
  number: number;
  text: string;
  /** What `#understood` says; empty where it is hidden. */
  scope: string;
  /** Whether the engine still owes an answer. */
  isPending: boolean;
  isSure: boolean;
  matches: { id: string; because: string[] }[];
  /** What the message answered on the form, and has not been taken off since. */
  prefilled: Answers;
  /** Question → the clause that answers it. */
  clauses: Record<string, string>;
  offered: { question: string; answer: string }[];
  /** The guides to go to, the best first. */
  guides: string[];
}

/** A link or a file as it came, and the answers that the page made of it. */
export interface Reading {
  type: "read_link" | "read_file";
  number: number;
  text: string;
  answers: Answers;
}

export interface State {
  engine: Phase;
  /** Whether this browser is too old for the engine. */
  isUnsupported: boolean;
  /** 0 to 1, while the engine loads. */
  progress: number;
  /** What the form holds. */
  answers: Answers;
  /** Counts what the engine was to be asked about the answers; a reply to an older number is stale. */
  asked: number;
  shown: Shown;
  /** How things stood before the last answer was changed. */
  before: { answers: Answers; found: string[] } | null;
  /** The question that stays in the card until the person goes on. */
  pinned: string;
  /** One question at a time, until somebody answers in the list. */
  isInCard: boolean;
  /** Whether the person wants to be asked more than is enough. */
  isFurther: boolean;
  /** The question of which several options are being ticked: one more is no change of mind. */
  ticking: string;
  /** The cause of the next verdict: see `Shown.cause`. */
  touched: string;
  /** What stands in the box for a sentence. */
  draft: string;
  message: Message;
  /** Waits for the engine. */
  calendar: CalendarRequest | null;
  /** Which of the printed notes is shown. */
  note: string;
  /** Whether the answers are kept on this device. */
  isKept: boolean;
  /** A sheet that the page has taken and the engine has not read yet. */
  reading: Reading | null;
  /** The person's own answers, while those of a link or a file are looked at; and whether they are what is kept. */
  own: { answers: Answers; isKept: boolean } | null;
  /** What was to be copied, and whether it has to be done by hand. */
  copied: { text: string; isByHand: boolean } | null;
  /** Where the focus is to go; a new object each time. */
  focus: { at: "card" | "message" } | null;
}

export type StateEvent =
  | { type: "answered"; question: string; answers: Answers; isSeveral: boolean; isInCard: boolean; isSettled: boolean }
  | { type: "sheet-loaded"; given: [string, unknown][]; isFile?: boolean; text?: string }
  | { type: "sheet-read"; number: number; reply: { answers?: Answers; problems?: unknown[] } }
  | { type: "own-wanted" }
  | { type: "loaded-wanted" }
  | { type: "handed-over"; given: Iterable<[string, unknown]> }
  | { type: "tab-read"; answers: Iterable<[string, unknown]>; own: Iterable<[string, unknown]> | null }
  | { type: "changed-back" }
  | { type: "question-opened"; question: string }
  | { type: "went-on" }
  | { type: "more-wanted" }
  | { type: "page-returned" }
  | { type: "typed"; text: string }
  | { type: "message-sent"; text: string }
  | { type: "message-answered"; number: number; reply: Reply }
  | { type: "message-withdrawn" }
  | { type: "message-answer-withdrawn"; question: string }
  | { type: "offer-taken"; question: string; answer: string }
  | { type: "calendar-wanted"; request: CalendarRequest }
  | { type: "calendar-made"; file: string }
  | { type: "keeping"; isKept: boolean }
  | { type: "keeping-refused" }
  | { type: "copied"; text: string; isByHand: boolean }
  | { type: "offered"; text: string; note: string }
  | { type: "noted"; note: string }
  | { type: "erased" }
  | { type: "engine-loading" }
  | { type: "engine-progress"; progress: number }
  | { type: "engine-ready" }
  | { type: "engine-resting" }
  | { type: "engine-failed"; isUnsupported?: boolean }
  | { type: "engine-reported"; json: string };
