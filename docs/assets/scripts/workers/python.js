// Python, from checked bytes.

/** What of Python is used here: `checker/browser.py` and the way to it. @typedef {object} Python
 * @property {{ writeFile(path: string, bytes: Uint8Array): void }} FS
 * @property {(module: string) => any} pyimport */

/** @typedef {{ fetch: unknown, loadPyodide(options: object): Promise<Python> }} LoaderScope what the loader reads and sets */

/**
 * The loader asks by `fetch` and, where the wasm cannot be had, never settles; so both of its questions are answered
 * here, with what is already in hand.
 * @param {WebAssembly.Module} module @param {ArrayBuffer} stdlib
 * @param {object} lock stands for the lock file, which would cost 120 KB
 */
export async function startPython(module, stdlib, lock) {
  const scope = /** @type {LoaderScope} */ (/** @type {unknown} */ (self));
  scope.fetch = async (/** @type {string | URL} */ url) =>
    new Response(String(url).endsWith("stdlib.zip") ? stdlib : new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  const nowhere = "https://engine.invalid/"; // never asked: fetch is answered above
  return scope.loadPyodide({ indexURL: nowhere, stdLibURL: `${nowhere}stdlib.zip`, lockFileContents: lock });
}
