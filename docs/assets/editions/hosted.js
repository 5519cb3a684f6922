// @ts-check
// The hosted site keeps itself for later: once the engine has started on the check page, so that
// reading alone costs nobody the megabytes. A new version waits until the person asks for it.
"use strict";

(async () => {
  const page = document.documentElement;
  const line = document.getElementById("new-version");
  const root = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.root ?? "./";
  const KEY = "answers-through-update"; // for one reload, in this tab only
  restore();
  if (!navigator.serviceWorker || !line) return; // private windows of some browsers
  try {
    const known = await navigator.serviceWorker.getRegistration(root);
    if (known) watch(known);
    if (!("engine" in page.dataset)) return;
    await engineReady();
    const options = /** @type {RegistrationOptions} */ ({ scope: root, updateViaCache: "none" });
    const registration = await navigator.serviceWorker.register(`${root}sw.js`, options);
    if (!known) watch(registration);
    await filled(registration);
    page.dataset.kept = "yes";
  } catch (error) {
    page.dataset.kept = "no";
    console.info("not kept for offline use:", error); // storage full or forbidden, no sw.js: the site works without
  }

  function engineReady() {
    return new Promise((ready) => {
      const look = () => page.dataset.engine === "ready" && (watcher.disconnect(), ready(undefined));
      const watcher = new MutationObserver(look);
      watcher.observe(page, { attributeFilter: ["data-engine"] });
      look();
    });
  }

  /** Settled when everything is kept, or cannot be. @param {ServiceWorkerRegistration} registration */
  function filled(registration) {
    return new Promise((done, failed) => {
      const worker = registration.active ?? registration.waiting ?? registration.installing;
      const look = () => {
        if (worker?.state === "activated") done(undefined);
        else if (worker?.state === "redundant") failed(new Error("not all files could be kept"));
      };
      worker?.addEventListener("statechange", look);
      look();
    });
  }

  /** Show the line when a version waits behind the one in use. @param {ServiceWorkerRegistration} registration */
  function watch(registration) {
    const look = () => void (line && registration.waiting && registration.active && (line.hidden = false));
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    line?.querySelector("button")?.addEventListener("click", () => registration.waiting?.postMessage("update"));
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data === "close-others") line?.querySelector("span")?.removeAttribute("hidden");
    });
    // Granted only to the one page that asked; this is its reload.
    let had = navigator.serviceWorker.controller;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (had) location.reload();
      had = navigator.serviceWorker.controller;
    });
    look();
  }

  /** The check page's answers outlive the reload that the person asked for. */
  function restore() {
    const form = /** @type {HTMLFormElement | null} */ (document.getElementById("check"));
    if (!form) return;
    const inputs = () => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name][value]")]);
    const id = (/** @type {HTMLInputElement} */ input) => `${input.name}=${input.value}`;
    try {
      const chosen = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
      sessionStorage.removeItem(KEY);
      const back = inputs().filter((input) => chosen.includes(id(input)));
      for (const input of back) input.checked = true;
      back.at(-1)?.dispatchEvent(new Event("change", { bubbles: true }));
      line?.querySelector("button")?.addEventListener("click", () =>
        sessionStorage.setItem(KEY, JSON.stringify(inputs().filter((input) => input.checked).map(id))));
    } catch (error) {
      console.info("answers not carried over:", error);
    }
  }
})();
