// @ts-check
// Written into the head of the hosted check page: the engine's thread starts while the page is still being read,
// and waits. It is told to fetch and start Python once the first verdict stands (see checker/engine.js): before
// that it would take processor and network from the one thing that the person is waiting for. The list of all
// reasons, for readers without scripts, is then never laid out; it comes back if the page's scripts do not.
"use strict";

(() => {
  if (!window.Worker || !window.WebAssembly) return;
  const element = /** @type {HTMLElement} */ (document.getElementById("engine-manifest"));
  const worker = new Worker(new URL(element.dataset.worker || "", location.href));
  /** @type {Event[]} */
  const said = []; // it cannot be had: kept until somebody listens
  worker.onerror = (event) => said.push(event);
  /** @type {any} */ (window).early = { worker, said };
  const page = document.documentElement;
  page.dataset.engine = "instant";
  addEventListener("load", () => void ("early" in window && (page.dataset.engine = "static")));
})();
