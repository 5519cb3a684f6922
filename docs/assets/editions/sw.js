// @ts-check
// The hosted site without a network. One cache per version, filled wholly or not used; a page is only
// ever given files of the version whose worker it runs under. The build writes VERSION and FILES
// (path below the site → SHA-256) above this text, so that any change of any file makes a new version.
"use strict";

/** @typedef {Record<string, string>} Files */
const { VERSION, FILES } = /** @type {{ VERSION: string, FILES: Files }} */ (/** @type {any} */ (self).SITE);
const scope = /** @type {any} */ (self);
const ROOT = new URL("./", scope.location.href).href;
const OWN = `huabei-check ${new URL(ROOT).pathname} `; // the host may keep other sites, each with caches of its own
const CACHE = OWN + VERSION;
const CHECKED_BY_THE_ENGINE = /^(runtime|engine)\//; // its worker compares the hashes before it runs anything
let retired = false;

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(sweep(CACHE)));
scope.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(update(event)));
scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const path = pathOf(event.request);
  if (path !== null && !retired) event.respondWith(answer(event.request, path));
});

/** All files of this version, or a failed install; what came is kept for the next try. */
async function fill() {
  const cache = await caches.open(CACHE);
  try {
    // A few at a time: the person is still using the page.
    const waiting = Object.keys(FILES);
    await Promise.all([1, 2, 3, 4].map(async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await add(cache, path);
    }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") await caches.delete(CACHE);
    throw error;
  }
}

/** @param {Cache} cache @param {string} path */
async function add(cache, path) {
  const key = ROOT + path;
  const kept = await caches.match(`${key}?${FILES[path]}`);
  if (kept && (await hash(kept.clone())) === FILES[path]) return cache.put(`${key}?${FILES[path]}`, kept);
  // Hashed folders never change, and the engine has just fetched them: they come from the browser's own cache.
  const response = await fetch(addressOf(path), { cache: CHECKED_BY_THE_ENGINE.test(path) ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  if ((await hash(response.clone())) !== FILES[path]) throw new Error(`${path}: of another version`);
  return cache.put(`${key}?${FILES[path]}`, unredirected(response));
}

/** @param {string} keep */
async function sweep(keep) {
  for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== keep) await caches.delete(name);
}

/** A page asks for the new version: granted when no other page would be changed under its reader. @param {any} event */
async function update(event) {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > 1) return event.source.postMessage("close-others");
  return scope.skipWaiting();
}

/** The file that a request means, or null where it is none of ours. @param {Request} request */
function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(ROOT) || request.headers.has("range")) return null;
  const path = decodeURIComponent((url.origin + url.pathname).slice(ROOT.length));
  return [path, `${path}index.html`, `${path}/index.html`].find((name) => name in FILES) ?? null;
}

/** What a host answers without a redirect. @param {string} path */
function addressOf(path) {
  return ROOT + path.replace(/(^|\/)index\.html$/, "$1");
}

/** @param {Request} request @param {string} path */
async function answer(request, path) {
  const address = new URL(request.url);
  if (path.endsWith("/index.html") && !/\/(index\.html)?$/.test(address.pathname))
    return Response.redirect(`${address.origin}${address.pathname}/${address.search}`);
  if (request.cache === "reload") return again(request, path);
  const response = await kept(path);
  if (!response) return again(request, path);
  if (CHECKED_BY_THE_ENGINE.test(path) || (await hash(response.clone())) === FILES[path]) return response;
  return again(request, path, response);
}

/** @param {string} path */
async function kept(path) {
  return (await caches.open(CACHE)).match(`${ROOT}${path}?${FILES[path]}`);
}

/**
 * The kept file is damaged or gone. The same bytes from the network mend it. Other bytes mean that the
 * host has moved on: this worker then steps aside for good, rather than mix two versions.
 * @param {Request} request @param {string} path @param {Response} [damaged] better than nothing
 */
async function again(request, path, damaged) {
  let response;
  try {
    response = await fetch(request.mode === "navigate" ? request : addressOf(path), { cache: "reload" });
  } catch (error) {
    return damaged ?? (await kept(path)) ?? Response.error();
  }
  if (response.ok && (await hash(response.clone())) === FILES[path])
    await (await caches.open(CACHE)).put(`${ROOT}${path}?${FILES[path]}`, unredirected(response.clone())).catch(() => {});
  else await retire();
  return response;
}

async function retire() {
  retired = true;
  await scope.registration.unregister();
  await sweep("");
}

/** A redirected answer may not be given to a navigation. @param {Response} response */
function unredirected(response) {
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

/** @param {Response} response */
async function hash(response) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return btoa(String.fromCharCode(...digest));
}
