// The kill switch: put in the place of sw.js, it removes every kept file and then itself. Pages that are open stay as
// they are; the next one comes from the network.

import { scope } from "./service-scope.js";

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(removeEverything()));

async function removeEverything() {
  const own = `huabei-check ${new URL("./", scope.location.href).pathname} `;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await scope.registration.unregister();
}
