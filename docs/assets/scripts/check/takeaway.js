// What leaves the page, by the person's own hand: text, files, links; and an answers file on its way in.

import { copyToClipboard } from "../shared/clipboard.js";
import { all, byId, one } from "../shared/dom.js";
import { fromFile } from "./sheet.js";
import { resetDays } from "./today.js";

/** @import { CalendarRequest, StateEvent } from "./types.d.ts" */

const MAX_FILE = 100000; // bytes; longer is no answers file
const REVOKE_MS = 10000; // the browser has taken the file by then

/** The result as lines of text, without what is hidden. */
export function resultText() {
  const result = /** @type {HTMLElement} */ (byId("result").cloneNode(true));
  for (const hidden of all("[hidden]", result)) hidden.remove();
  const steps = all("#steps li", result);
  const lines = all("[data-line], #steps li, #plan li", result).map((line) => {
    const words = (line.textContent ?? "").replace(/\s+/g, " ").trim();
    if (steps.includes(line)) return `${steps.indexOf(line) + 1}. ${words}`;
    return line.tagName === "LI" ? `- ${words}` : words;
  });
  return lines.filter((line) => line.length > 2).join("\n");
}

/** Into the clipboard where the browser allows it; told either way. @param {string} text @param {(event: StateEvent) => void} dispatch */
export async function copyText(text, dispatch) {
  dispatch({ type: "copied", text, isByHand: !(await copyToClipboard(text)) });
}

/** Print the page. Browsers inside chat apps do nothing, and do not say so: then the text is offered.
 * @param {(event: StateEvent) => void} dispatch */
export function print(dispatch) {
  let isPrinting = false;
  const onPrint = () => {
    isPrinting = true;
  };
  addEventListener("beforeprint", onPrint, { once: true });
  try {
    window.print();
  } catch {} // there may be no such function
  removeEventListener("beforeprint", onPrint);
  if (!isPrinting) dispatch({ type: "offered", text: resultText(), note: "unprinted" });
}

/** Hand over a file. Nobody tells whether it arrives: its content is offered too.
 * @param {string} answers @param {(event: StateEvent) => void} dispatch */
export function saveAnswers(answers, dispatch) {
  download("answers.json", "application/json", answers);
  dispatch({ type: "offered", text: answers, note: "saved" });
}

/** The same for a calendar file, with its days in words. @param {string} file @param {(event: StateEvent) => void} dispatch */
export function saveCalendar(file, dispatch) {
  download("huabei-check.ics", "text/calendar;charset=utf-8", file);
  const unfolded = file.replace(/\r\n /g, "");
  const title = (unfolded.match(/^SUMMARY:(.*)$/m) ?? ["", ""])[1].trim().replace(/\\(.)/g, "$1");
  const day = (unfolded.match(/^DTSTART;VALUE=DATE:(\d{8})/m) ?? ["", ""])[1].replace(/^(....)(..)/, "$1-$2-");
  dispatch({ type: "offered", text: `${day} ${title}`, note: "calendar_saved" });
}

/** What of the person stands on the page outside the state. */
export function forgetPage() {
  byId("picture").hidden = true;
  one("img", byId("picture")).removeAttribute("src");
  one("img", byId("picture")).setAttribute("alt", "");
  byId("spoken").textContent = "";
  resetDays();
}

/** @param {string} name @param {string} type @param {string} content */
function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}

/** Take over an answers file, or say that it is none. @param {File | null | undefined} file @param {(event: StateEvent) => void} dispatch */
export async function loadFile(file, dispatch) {
  /** @type {[string, unknown][]} */
  let given;
  let text = "";
  try {
    if (!file || file.size >= MAX_FILE) throw new Error("no answers file");
    text = await new Response(file).text();
    given = fromFile(text); // `File.text` is there from Chromium 76 on
  } catch {
    dispatch({ type: "noted", note: "refused" });
    return;
  }
  dispatch({ type: "sheet-loaded", given, isFile: true, text });
}

/** A legal period for the calendar; Python writes the file. @param {HTMLElement} item @returns {CalendarRequest} */
export function calendarRequest(item) {
  const { clock: id, days, unit } = item.dataset;
  return {
    id,
    title: one("b", item).textContent,
    days: Number(days),
    unit,
    note: one("[data-basis]", item).textContent,
    start: /** @type {HTMLInputElement} */ (one("input", item)).value,
    stamp: new Date().toISOString(),
  };
}
