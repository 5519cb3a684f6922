// What a person does with the page, turned into events.

import { all, byId } from "../shared/dom.js";
import { excludeOthers, readForm } from "./form.js";
import { showPicture } from "./picture.js";
import { fromFragment, toFile, toFragment } from "./sheet.js";
import { calendarRequest, copyText, download, loadFile, resultText } from "./takeaway.js";

/** @import { Engine } from "./engine.js" */
/** @import { Store } from "./store.js" */
/** @import { StateEvent, Printed, State } from "./types.d.ts" */

// WebKit empties a form without autocompletion just after its page has come back from the back/forward cache; on a
// busy machine later than the next task.
const EMPTIED_MS = [0, 100, 500];

/**
 * @param {Printed} printed @param {Store<State, StateEvent>} store @param {Engine} engine
 * @param {<T extends unknown[]>(listener: (...given: T) => void) => (...given: T) => void} guarded wraps every listener
 */
export function listen(printed, store, engine, guarded) {
  const { dispatch } = store;
  const form = /** @type {HTMLFormElement} */ (byId("check"));
  const box = /** @type {HTMLInputElement} */ (byId("say"));
  const keep = /** @type {HTMLInputElement} */ (byId("keep"));
  const file = /** @type {HTMLInputElement} */ (byId("file"));

  /** What the buttons do, each called as its `data-` attribute. @type {Record<string, (value: string, button: HTMLElement) => void>} */
  const buttons = {
    print: () => window.print(),
    copy: () => void copyText(resultText(), dispatch),
    link: () => void copyText(`${location.href.split("#")[0]}#${toFragment(store.current().answers)}`, dispatch),
    letter: (id) => void copyText(/** @type {HTMLTextAreaElement} */ (byId(id)).value, dispatch),
    save() {
      download("answers.json", "application/json", toFile(store.current().answers));
      dispatch({ type: "noted", note: "saved" });
    },
    load: () => file.click(),
    calendar: (_, button) =>
      dispatch({
        type: "calendar-wanted",
        request: calendarRequest(/** @type {HTMLElement} */ (button.closest("[data-clock]"))),
      }),
    open: (question) => dispatch({ type: "question-opened", question }),
    more: () => dispatch({ type: "more-wanted" }),
    picture: () => void showPicture(dispatch),
    onward: () => dispatch({ type: "went-on" }),
    undo: () => dispatch({ type: "changed-back" }),
    unsay: () => dispatch({ type: "message-withdrawn" }),
    takeOff: (question) => dispatch({ type: "message-answer-withdrawn", question }),
    offer(value) {
      const [question, answer] = value.split("=");
      dispatch({ type: "offer-taken", question, answer });
    },
    retry: () => engine.start(true),
    erase: () => dispatch({ type: "erased" }),
    leave() {
      dispatch({ type: "erased" });
      location.replace("about:blank");
    },
  };

  on(document, "click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    if (!button) return;
    for (const [name, value] of Object.entries(button.dataset)) if (name in buttons) buttons[name](value ?? "", button);
  });
  on(form, "change", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.name) dispatch(answerEvent(input));
  });
  on(form, "submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) dispatch({ type: "message-sent", text: box.value });
  });
  on(box, "input", () => dispatch({ type: "typed", text: box.value }));
  on(keep, "change", () => dispatch({ type: "keeping", isKept: keep.checked }));
  on(file, "change", () => {
    const [chosen] = Array.from(file.files ?? []);
    file.value = "";
    void loadFile(chosen, dispatch);
  });
  on(document, "dragover", (event) => event.preventDefault());
  on(document, "drop", (event) => {
    event.preventDefault();
    const { dataTransfer } = /** @type {DragEvent} */ (event);
    void loadFile(dataTransfer?.files[0], dispatch);
  });
  on(window, "hashchange", takeAddress);
  on(window, "beforeprint", () => unfoldPlan(true));
  on(window, "afterprint", () => unfoldPlan(false));
  on(window, "pageshow", (event) => {
    if (!(/** @type {PageTransitionEvent} */ (event).persisted)) return;
    dispatch({ type: "page-returned" });
    for (const ms of EMPTIED_MS) setTimeout(guarded(refill), ms);
  });

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} listener */
  function on(target, type, listener) {
    target.addEventListener(type, guarded(listener));
  }

  /** @param {HTMLInputElement} input has just been changed @returns {StateEvent} */
  function answerEvent(input) {
    excludeOthers(input);
    const isSeveral = input.type === "checkbox";
    // A tap on one of several options settles the question; arrow keys and several ticks do not.
    const isSettled = (!isSeveral || "exclusive" in input.dataset) && !hasKeyboardFocus(input);
    const isInCard = byId("card").contains(input);
    return {
      type: "answered",
      question: input.name,
      answers: readForm(printed.questions),
      isSeveral,
      isInCard,
      isSettled,
    };
  }

  function refill() {
    const isEmptied = !Object.keys(readForm(printed.questions)).length && Object.keys(store.current().answers).length;
    if (isEmptied) dispatch({ type: "page-returned" });
  }

  /** Answers or a sentence in the address; they do not stay there. */
  function takeAddress() {
    const { given, message } = fromFragment(location.hash);
    if (given === null && message === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (given !== null) dispatch({ type: "sheet-loaded", given });
    const text = (message ?? "").slice(0, box.maxLength);
    if (text.trim()) dispatch({ type: "message-sent", text });
    else if (text) dispatch({ type: "typed", text });
  }

  takeAddress();
}

/** @param {HTMLElement} element */
function hasKeyboardFocus(element) {
  try {
    return element.matches(":focus-visible");
  } catch {
    return false; // Chromium before 86 does not know
  }
}

/** A folded plan would print as its title alone. @param {boolean} isPrinting */
function unfoldPlan(isPrinting) {
  const plan = /** @type {HTMLDetailsElement} */ (byId("plan"));
  if (isPrinting) plan.dataset.open = String(plan.open);
  plan.open = isPrinting || plan.dataset.open === "true";
}

/** The device's day, where the page prints one or asks for one. */
export function fillToday() {
  const today = new Date().toLocaleDateString("sv");
  for (const place of all("[data-today]")) place.textContent = today;
  for (const input of all("[data-clock] input")) /** @type {HTMLInputElement} */ (input).value = today;
}
