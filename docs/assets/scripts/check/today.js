// The device's day, where the page prints one or asks for one. A page may stay open for days.

import { all } from "../shared/dom.js";

/** Fill it in now. A date that the person has set stays. */
function fillToday() {
  const today = dayOf(new Date());
  for (const place of all("[data-today]")) place.textContent = today;
  for (const input of /** @type {HTMLInputElement[]} */ (all("[data-clock] input"))) {
    if ("filled" in input.dataset && input.value !== input.dataset.filled) continue;
    input.value = today;
    input.dataset.filled = today;
  }
}

/** Forget the dates that the person has set. */
export function resetDays() {
  for (const input of all("[data-clock] input")) delete input.dataset.filled;
  fillToday();
}

/** Fill it in whenever somebody comes back to the page or uses it, and at midnight. @param {(listener: () => void) => () => void} guarded */
export function followToday(guarded) {
  const fill = guarded(fillToday);
  for (const type of ["click", "visibilitychange"]) document.addEventListener(type, fill, true);
  for (const type of ["pageshow", "focus", "beforeprint"]) window.addEventListener(type, fill);
  const onMidnight = () => {
    fill();
    waitForMidnight();
  };
  const waitForMidnight = () => setTimeout(onMidnight, new Date().setHours(24, 0, 1, 0) - Date.now());
  fill();
  waitForMidnight();
}

/** Its local date, as RFC 3339 writes it. @param {Date} time */
const dayOf = (time) =>
  [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
