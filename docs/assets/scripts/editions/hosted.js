// The hosted site keeps itself for later: once the engine has started on the check page, so that reading alone
// costs nobody the megabytes. A new version waits until the person asks for it.

import { all, one, showOnly } from "../shared/dom.js";

const page = document.documentElement;
const root = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.root ?? "./";
const line = /** @type {HTMLElement | null} */ (document.getElementById("new-version"));
const KEY = "answers-through-update"; // for one reload, in this tab only

carryAnswers();
void keepSite();

async function keepSite() {
  try {
    const keeper = navigator.serviceWorker; // not there over plain http; refused in some windows
    if (!keeper) throw new Error("no service workers here");
    const known = await keeper.getRegistration(root);
    if (known && line) watchVersions(known, line);
    if (!("engine" in page.dataset)) {
      const own = `huabei-check ${new URL(root, location.href).pathname} `; // as sw.js calls its caches
      if (known?.active && (await caches.keys()).some((name) => name.indexOf(own) === 0)) tell("yes");
      return;
    }
    await engineReady();
    const registration = await keeper.register(`${root}sw.js`, { scope: root, updateViaCache: "none" });
    if (!known && line) watchVersions(registration, line);
    await everythingKept(registration);
    tell("yes");
  } catch (error) {
    tell("no");
    console.info("not kept for offline use:", error); // storage full or forbidden, no sw.js: the site works without
  }
}

/** Say what is true of this browser. @param {"yes" | "no"} isKept */
function tell(isKept) {
  page.dataset.kept = isKept;
  showOnly("kept-note", isKept);
}

/** Settles when the engine answers. @returns {Promise<void>} */
function engineReady() {
  return new Promise((resolve) => {
    const watcher = new MutationObserver(look);
    watcher.observe(page, { attributes: true, attributeFilter: ["data-engine"] });
    look();
    function look() {
      if (page.dataset.engine !== "ready") return;
      watcher.disconnect();
      resolve();
    }
  });
}

/** Settles when everything is kept, or cannot be. @param {ServiceWorkerRegistration} registration @returns {Promise<void>} */
function everythingKept(registration) {
  return new Promise((resolve, reject) => {
    const worker = registration.active || registration.waiting || registration.installing;
    if (!worker) return;
    worker.addEventListener("statechange", look);
    look();
    function look() {
      if (!worker) return;
      if (worker.state === "activated") resolve();
      else if (worker.state === "redundant") reject(new Error("not all files could be kept"));
    }
  });
}

/** Show the line when a version waits behind the one in use. @param {ServiceWorkerRegistration} registration @param {HTMLElement} line */
function watchVersions(registration, line) {
  const look = () => {
    if (registration.waiting && registration.active) line.hidden = false;
  };
  registration.addEventListener("updatefound", () => {
    if (registration.installing) registration.installing.addEventListener("statechange", look);
  });
  one("button", line).addEventListener("click", () => {
    if (registration.waiting) registration.waiting.postMessage("update");
  });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data === "close-others") one("span", line).hidden = false;
  });
  // Granted only to the one page that asked; this is its reload.
  let hadController = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadController) location.reload();
    hadController = Boolean(navigator.serviceWorker.controller);
  });
  look();
}

/** The check page's answers outlive the reload that the person asked for. */
function carryAnswers() {
  const form = document.getElementById("check");
  if (!form) return;
  const options = () => /** @type {HTMLInputElement[]} */ (all("input[name][value]", form));
  const nameOf = (/** @type {HTMLInputElement} */ input) => `${input.name}=${input.value}`;
  try {
    const chosen = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    sessionStorage.removeItem(KEY);
    const carried = options().filter((input) => chosen.includes(nameOf(input)));
    for (const input of carried) input.checked = true;
    if (carried.length) carried[carried.length - 1].dispatchEvent(new Event("change", { bubbles: true }));
    if (!line) return;
    one("button", line).addEventListener("click", () => {
      sessionStorage.setItem(
        KEY,
        JSON.stringify(
          options()
            .filter((input) => input.checked)
            .map(nameOf),
        ),
      );
    });
  } catch (error) {
    console.info("answers not carried over:", error);
  }
}
