// The hosted site without a network. One cache per version, filled wholly or not used; a page is only ever given files
// of the version whose worker it runs under. The build writes VERSION and FILES (path below the site → SHA-256) above
// this text, so that any change of any file makes a new version.

import { scope } from "./service-scope.js";

const { VERSION, FILES } = /** @type {{ SITE: { VERSION: string, FILES: Record<string, string> } }} */ (
  /** @type {unknown} */ (self)
).SITE;
const ROOT = new URL("./", scope.location.href).href;
const OWN = `huabei-check ${new URL(ROOT).pathname} `; // the host may keep other sites, each with caches of its own
const CACHE = OWN + VERSION;
// Its worker compares the hashes before it runs anything; to read 7 MB once more here held 26 MB of the tab's memory.
const CHECKED_BY_THE_ENGINE = /^(runtime|engine)\//;
const LANES = 4; // files fetched at a time: the person is still using the page
let isRetired = false;

scope.addEventListener("install", (event) => event.waitUntil(fill()));
scope.addEventListener("activate", (event) => event.waitUntil(removeOthers(CACHE)));
scope.addEventListener("message", (event) => event.waitUntil(update(event)));
scope.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null && !isRetired) event.respondWith(respond(event.request, path));
});

/** All files of this version, or a failed install; what came is kept for the next try. */
async function fill() {
  const cache = await caches.open(CACHE);
  const waiting = Object.keys(FILES);
  const lane = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await add(cache, path);
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") await caches.delete(CACHE);
    throw error;
  }
}

/** @param {Cache} cache @param {string} path */
async function add(cache, path) {
  const key = keyOf(path);
  const kept = await caches.match(key);
  if (kept && (await isOfThisVersion(kept, path))) {
    await cache.put(key, kept);
    return;
  }
  // Hashed folders never change, and the engine has just fetched them: they come from the browser's own cache.
  const response = await fetch(addressOf(path), { cache: CHECKED_BY_THE_ENGINE.test(path) ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  if (!CHECKED_BY_THE_ENGINE.test(path) && !(await isOfThisVersion(response, path)))
    throw new Error(`${path}: of another version`);
  await cache.put(key, withoutRedirect(response));
}

/** Remove the caches of other versions. @param {string} keep */
async function removeOthers(keep) {
  for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== keep) await caches.delete(name);
}

/** A page asks for the new version: granted when no other page would be changed under its reader. @param {ExtendableMessageEvent} event */
async function update(event) {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await scope.skipWaiting();
  else if (event.source) event.source.postMessage("close-others");
}

/** The file that a request means, or null where it is none of ours. @param {Request} request */
function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(ROOT) || request.headers.has("range")) return null;
  const path = decodeURIComponent((url.origin + url.pathname).slice(ROOT.length));
  return [path, `${path}index.html`, `${path}/index.html`].find((name) => name in FILES) ?? null;
}

/** What a host answers without a redirect. @param {string} path */
const addressOf = (path) => ROOT + path.replace(/(^|\/)index\.html$/, "$1");

/** Under what a file stands in the cache. @param {string} path */
const keyOf = (path) => `${ROOT}${path}?${FILES[path]}`;

/** @param {Request} request @param {string} path @returns {Promise<Response>} */
async function respond(request, path) {
  const address = new URL(request.url);
  if (path.endsWith("/index.html") && !/\/(index\.html)?$/.test(address.pathname))
    return Response.redirect(`${address.origin}${address.pathname}/${address.search}`);
  if (request.cache === "reload") return fetchAgain(request, path);
  const kept = await match(path);
  if (!kept) return fetchAgain(request, path);
  if (CHECKED_BY_THE_ENGINE.test(path) || (await isOfThisVersion(kept, path))) return kept;
  return fetchAgain(request, path, kept);
}

/** @param {string} path */
const match = async (path) => (await caches.open(CACHE)).match(keyOf(path));

/**
 * The kept file is damaged or gone. The same bytes from the network mend it. Other bytes mean that the host has moved
 * on: this worker then steps aside for good, rather than mix two versions.
 * @param {Request} request @param {string} path @param {Response} [damaged] better than nothing
 */
async function fetchAgain(request, path, damaged) {
  let response;
  try {
    response = await fetch(request.mode === "navigate" ? request : addressOf(path), { cache: "reload" });
  } catch {
    return damaged ?? (await match(path)) ?? Response.error();
  }
  if (response.ok && (await isOfThisVersion(response, path))) {
    const cache = await caches.open(CACHE);
    await cache.put(keyOf(path), withoutRedirect(response.clone())).catch(() => {});
  } else {
    await retire();
  }
  return response;
}

async function retire() {
  isRetired = true;
  await scope.registration.unregister();
  await removeOthers("");
}

/** A redirected answer may not be given to a navigation. @param {Response} response */
const withoutRedirect = (response) =>
  response.redirected ? new Response(response.body, { headers: response.headers }) : response;

/** Whether the bytes are those that the build has seen; the response can still be read. @param {Response} response @param {string} path */
async function isOfThisVersion(response, path) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  return btoa(String.fromCharCode(...digest)) === FILES[path];
}
