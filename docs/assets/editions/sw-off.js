// @ts-check
// The kill switch: put in the place of sw.js, it removes every kept file and then itself. Pages that are
// open stay as they are; the next one comes from the network.
"use strict";

const worker = /** @type {any} */ (self);
worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(remove()));

async function remove() {
  const own = `huabei-check ${new URL("./", worker.location.href).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await worker.registration.unregister();
}
