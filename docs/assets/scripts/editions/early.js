// Written into the head of the check page: the engine's thread starts while the page is still being read,
// and waits. It is told to fetch and start Python once the first verdict stands (see check/engine.js): before
// that it would take processor and network from the one thing that the person is waiting for. The list of all
// reasons, for readers without scripts, is then never laid out; it comes back if the page's scripts do not.

import { byId } from "../shared/dom.js";
import { shared } from "../shared/global.js";

const page = document.documentElement;

/** @type {import("../shared/global.js").EarlyWorker} */
const early = { worker: null, errors: [] };

if (window.Worker && window.WebAssembly && location.protocol !== "file:") {
  early.worker = new Worker(new URL(byId("engine-manifest").dataset.worker ?? "", location.href));
  early.worker.onerror = (event) => early.errors.push(event); // kept until somebody listens
}
shared().early = early;
page.dataset.engine = "instant";
// Without our script for it, the theme's own comes at once: else search and menus would stay dead.
addEventListener(
  "error",
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || !target.dataset.late) return;
    const theme = document.createElement("script");
    theme.src = target.dataset.late;
    theme.onload = () => document.dispatchEvent(new Event("DOMContentLoaded")); // what the theme waits for
    document.body.append(theme);
  },
  true, // such an error does not rise
);
addEventListener("load", () => {
  if (shared().early) page.dataset.engine = "static";
});
