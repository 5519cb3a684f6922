// Python, from checked bytes.

/** What of Python is used here: `checker/browser.py` and the way to it. @typedef {object} Python
 * @property {{ writeFile(path: string, bytes: Uint8Array): void }} FS
 * @property {(module: string) => any} pyimport */

/** @typedef {{ fetch: unknown, loadPyodide(options: object): Promise<Python> }} LoaderScope what the loader reads and sets */

/**
 * The loader asks by `fetch` and, where the wasm cannot be had, never settles; so both of its questions are answered
 * here, from what comes, and what does not come is thrown here. It begins at once and waits where it has to. Once it
 * is done nothing holds the bytes any more: this thread lives as long as the page.
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<ArrayBuffer>} stdlib @param {object} lock stands for the lock file, which would cost 120 KB
 */
export async function startPython(wasm, stdlib, lock) {
  const scope = /** @type {LoaderScope} */ (/** @type {unknown} */ (self));
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  scope.fetch = async (/** @type {string | URL} */ url) =>
    new Response(
      String(url).endsWith("stdlib.zip") ? await arrived(stdlib) : new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]),
    );
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await arrived(wasm);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  const nowhere = "https://engine.invalid/"; // never asked: fetch is answered above
  const started = scope.loadPyodide({
    indexURL: nowhere,
    stdLibURL: `${nowhere}stdlib.zip`,
    lockFileContents: lock,
  });
  const [python] = await Promise.all([started, wasm, stdlib]);
  scope.fetch = fetch;
  WebAssembly.instantiateStreaming = instantiateStreaming;
  return python;
}

/** The loader waits for what does not come; whoever started it is told, and ends this thread.
 * @template T @param {Promise<T>} part @returns {Promise<T>} */
const arrived = (part) => part.catch(() => new Promise(() => {}));
