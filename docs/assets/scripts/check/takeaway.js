// What leaves the page, by the person's own hand: text, files, links; and an answers file on its way in.

import { all, byId, one } from "../shared/dom.js";
import { fromFile } from "./sheet.js";

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
  let isByHand = true;
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      isByHand = false;
    }
  } catch {} // refused: by hand, then
  dispatch({ type: "copied", text, isByHand });
}

/** @param {string} name @param {string} type @param {string} content */
export function download(name, type, content) {
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
  try {
    if (!file || file.size >= MAX_FILE) throw new Error("no answers file");
    given = fromFile(await new Response(file).text()); // `File.text` is there from Chromium 76 on
  } catch {
    dispatch({ type: "noted", note: "unreadable" });
    return;
  }
  dispatch({ type: "sheet-loaded", given });
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
