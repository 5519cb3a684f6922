// What a person does with the page, turned into events.

import { byId } from "../shared/dom.js";
import { canHold, eraseTabs, lastErasure, onErased, readTab } from "../shared/tab.js";
import { excludeOthers, readForm } from "./form.js";
import { showPicture } from "./picture.js";
import { fromFragment, fromPasted, toFile, toFragment } from "./sheet.js";
import { calendarRequest, copyText, forgetPage, loadFile, print, resultText, saveAnswers } from "./takeaway.js";

/** @import { Engine } from "./engine.js" */
/** @import { Pasted } from "./sheet.js" */
/** @import { Store } from "./store.js" */
/** @import { StateEvent, Printed, State } from "./types.d.ts" */

// WebKit empties a form without autocompletion just after its page has come back from the back/forward cache; on a
// busy machine later than the next task; and what the tab holds may reach such a page late in others.
const RETURNED_MS = [0, 100, 500, 2000];

/**
 * @param {Printed} printed @param {Store<State, StateEvent>} store @param {Engine} engine
 * @param {<T extends unknown[]>(listener: (...given: T) => void) => (...given: T) => void} guarded wraps every listener
 * @param {boolean} isRemembering whether the tab holds the answers, and other pages are told when they are erased
 */
export function listen(printed, store, engine, guarded, isRemembering) {
  const { dispatch } = store;
  const form = /** @type {HTMLFormElement} */ (byId("check"));
  const box = /** @type {HTMLInputElement} */ (byId("say"));
  const keep = /** @type {HTMLInputElement} */ (byId("keep"));
  const file = /** @type {HTMLInputElement} */ (byId("file"));
  const longest = box.maxLength; // of a sentence: one of megabytes, from wherever it comes, would keep the engine busy

  /** What the buttons do, each called as its `data-` attribute. @type {Record<string, (value: string, button: HTMLElement) => void>} */
  const buttons = {
    print: () => print(dispatch),
    copy: () => void copyText(resultText(), dispatch),
    link(page) {
      const address = page && new URL(page, location.href).href; // for the page itself "."
      void copyText(`${address}#${toFragment(store.current().answers)}`, dispatch);
    },
    letter: (id) => void copyText(/** @type {HTMLTextAreaElement} */ (byId(id)).value, dispatch),
    save: () => saveAnswers(toFile(store.current().answers), dispatch),
    load() {
      dispatch({ type: "noted", note: "choose" });
      file.click();
    },
    own: () => dispatch({ type: "own-wanted" }),
    loaded: () => dispatch({ type: "loaded-wanted" }),
    calendar: (_, button) =>
      dispatch({
        type: "calendar-wanted",
        request: calendarRequest(/** @type {HTMLElement} */ (button.closest("[data-clock]"))),
      }),
    open: (question) => dispatch({ type: "question-opened", question }),
    more: () => dispatch({ type: "more-wanted" }),
    picture: () => showPicture(dispatch, resultText()),
    onward: () => dispatch({ type: "went-on" }),
    undo: () => dispatch({ type: "changed-back" }),
    unsay: () => dispatch({ type: "message-withdrawn" }),
    takeOff: (question) => dispatch({ type: "message-answer-withdrawn", question }),
    offer(value) {
      const [question, answer] = value.split("=");
      dispatch({ type: "offer-taken", question, answer });
    },
    retry: () => engine.start("fresh"),
    erase,
    leave() {
      erase();
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
    if (box.value.trim()) say(box.value);
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
    if (!takeFromTab()) dispatch({ type: "page-returned" });
    for (const ms of RETURNED_MS) setTimeout(guarded(settleAgain), ms);
  });

  if (isRemembering) onErased(guarded(forget));
  let erasure = lastErasure();

  function erase() {
    forget();
    if (!isRemembering) return;
    eraseTabs();
    erasure = lastErasure();
  }

  function forget() {
    if (fromFragment(location.hash).isSheet) cleanAddress();
    dispatch({ type: "erased" });
    forgetPage();
  }

  /** After coming back from behind another page, on which everything may have been erased, or something answered.
   * @returns {boolean} whether anything is new */
  function takeFromTab() {
    if (!isRemembering) return false;
    const { answers } = store.current();
    const tab = readTab();
    const isEmptied = canHold() && !tab && Object.keys(answers).length > 0;
    if (lastErasure() !== erasure || isEmptied) {
      erasure = lastErasure();
      forget();
      return true;
    }
    if (!tab || JSON.stringify(tab.answers) === JSON.stringify(answers)) return false;
    dispatch({ type: "tab-read", answers: Object.entries(tab.answers), own: tab.own && Object.entries(tab.own) });
    return true;
  }

  /** A sentence, or answers that were pasted. @param {string} text */
  function say(text) {
    const pasted = fromPasted(text);
    if (!pasted) {
      dispatch({ type: "message-sent", text: text.slice(0, longest) });
      return;
    }
    dispatch({ type: "typed", text: "" });
    take(pasted);
  }

  /** @param {Pasted} pasted */
  function take({ given, isFile, text }) {
    dispatch(given ? { type: "sheet-loaded", given, isFile, text } : { type: "noted", note: "refused" });
  }

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

  function settleAgain() {
    if (takeFromTab()) return;
    const isEmptied = !Object.keys(readForm(printed.questions)).length && Object.keys(store.current().answers).length;
    if (isEmptied) dispatch({ type: "page-returned" });
  }

  /** Answers or a sentence in the address; they do not stay there. */
  function takeAddress() {
    const { given, isSheet, message, text } = fromFragment(location.hash);
    if (!isSheet && message === null) return;
    cleanAddress();
    if (isSheet) take({ given, isFile: false, text });
    const said = (message ?? "").slice(0, longest);
    if (said.trim()) dispatch({ type: "message-sent", text: said });
    else if (said) dispatch({ type: "typed", text: said });
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

/** The whole address: one that begins with two slashes would be read as that of another host. */
function cleanAddress() {
  history.replaceState(null, "", location.href.split("#")[0]);
}
