// What the pages of one tab hand to each other, outside the address: browsers remember addresses.

import { keep, kept } from "./storage.js";

/** @typedef {Record<string, unknown>} Sheet */

/**
 * @typedef {object} Tab
 * @property {Sheet} answers as they stand on the check page
 * @property {Sheet | null} own the person's own, while those of a link or a file are looked at
 */

/** What another page gives to the check page: answers, and a sentence. @typedef {{ given: Sheet, say: string }} Handed */

const TAB_KEY = "huabei-check-tab";
const HANDED_KEY = "huabei-check-handed";
const TRY_KEY = "huabei-check-try";

/** Names whatever tabs hold now. Erasing removes it; with it goes what cannot be reached: tabs that the browser has put
 * to sleep, or brings back after they were closed. */
const VALID_KEY = "huabei-check-valid";

const CHANNEL = "huabei-check";
const HANDED = "handed:"; // in the name of the window, where nothing is kept; it names no site to the next one
const ERASED = "erased:";

/** What this tab holds; null for nothing. @returns {Tab | null} */
export function readTab() {
  const text = kept("sessionStorage", TAB_KEY);
  if (text === null) return null;
  try {
    const { answers, own, valid } = JSON.parse(text);
    if (valid === kept("localStorage", VALID_KEY)) return { answers: answers || {}, own: own || null };
  } catch {} // damaged: as if it had never been
  keep("sessionStorage", TAB_KEY, null);
  return null;
}

/** Hold this in the tab for as long as it is open. @param {Tab} tab */
export function writeTab({ answers, own }) {
  const isEmpty = own === null && !Object.keys(answers).length;
  keep("sessionStorage", TAB_KEY, isEmpty ? null : JSON.stringify({ answers, own, valid: makeValid() }));
}

/** Give the check page answers or a sentence; it takes them when it opens. @param {Partial<Handed>} handed */
export function handOver({ given = {}, say = "" }) {
  const text = JSON.stringify({ given, say });
  if (!keep("sessionStorage", HANDED_KEY, text)) window.name = HANDED + text;
}

/** What another page has handed over, once. @returns {Handed} */
export function takeHanded() {
  let text = kept("sessionStorage", HANDED_KEY);
  keep("sessionStorage", HANDED_KEY, null);
  if (window.name.indexOf(HANDED) === 0) {
    text = window.name.slice(HANDED.length);
    window.name = "";
  }
  try {
    const { given, say } = JSON.parse(text ?? "{}");
    return { given: given || {}, say: String(say || "") };
  } catch {
    return { given: {}, say: "" }; // not what we wrote
  }
}

/** Forget what this tab holds, and let every other page of this browser forget it. */
export function eraseTabs() {
  forgetTab();
  keep("localStorage", VALID_KEY, null);
  window.name = ERASED + Math.random();
  openChannel()?.postMessage("erased");
}

export function forgetTab() {
  keep("sessionStorage", TAB_KEY, null);
  keep("sessionStorage", HANDED_KEY, null);
}

/** Call back when another page erases everything, as long as the browser keeps anything. @param {() => void} listener */
export function onErasedStorage(listener) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === null || (key === VALID_KEY && newValue === null)) listener();
  });
}

/** Call back when another page erases everything. @param {() => void} listener */
export function onErased(listener) {
  onErasedStorage(listener);
  const listen = () => openChannel()?.addEventListener("message", listener);
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  addEventListener("pagehide", () => {
    if (channel) channel.close(); // an open one would keep some browsers from holding the page behind the back button
    channel = null;
  });
  listen();
}

/** Tells of an erasure also where nothing is kept. @type {BroadcastChannel | null} */
let channel = null;

function openChannel() {
  try {
    channel = channel || new BroadcastChannel(CHANNEL);
  } catch {} // too old, or refused
  return channel;
}

/** Whether this tab can hold anything. */
export const canHold = () => keep("sessionStorage", TRY_KEY, "1") && keep("sessionStorage", TRY_KEY, null);

/** Another text after every erasure in this tab. */
export const lastErasure = () => (window.name.indexOf(ERASED) === 0 ? window.name : "");

/** The name of what tabs hold now; a new one where there is none. Made before it is needed: what is written just before
 * a page is left does not reach the next one in every browser. */
export function makeValid() {
  const name = kept("localStorage", VALID_KEY) ?? Math.random().toString(36).slice(2);
  return keep("localStorage", VALID_KEY, name) ? name : null;
}
