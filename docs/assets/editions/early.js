// @ts-check
// Written into the head of the hosted check page: the engine's thread starts while the page is still
// being read. What it says before the page listens is kept for it (see checker/engine.js). The list of all
// reasons, for readers without scripts, is then never laid out; it comes back if the page's scripts do not.
"use strict";

(() => {
  if (!window.Worker || !window.WebAssembly) return;
  const element = /** @type {HTMLElement} */ (document.getElementById("engine-manifest"));
  const { lock, parts } = JSON.parse(element.textContent || "");
  const worker = new Worker(new URL(element.dataset.worker || "", location.href));
  /** @type {Event[]} */
  const said = [];
  worker.onmessage = worker.onerror = (/** @type {Event} */ event) => said.push(event);
  worker.postMessage({ type: "boot", root: new URL(element.dataset.root || ".", location.href).href, lock, parts, again: false });
  /** @type {any} */ (window).early = { worker, said };
  const page = document.documentElement;
  page.dataset.engine = "instant";
  addEventListener("load", () => void ("early" in window && (page.dataset.engine = "static")));
})();
