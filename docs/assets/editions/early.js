// @ts-check
// Written into the head of the hosted check page: the engine's thread starts while the page is still
// being read. What it says before the page listens is kept for it (see checker/engine.js).
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
})();
