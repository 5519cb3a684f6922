// The parts of the engine: fetched once, their bytes checked against the build's hash before anything runs them.

/** @typedef {{ path: string, sha256: string, size: number }} Part */
/** @typedef {{ type: "boot", root: string, lock: object, parts: Record<string, Part>, guides: string, bytes?: Record<string, ArrayBuffer>, again: boolean }} Boot */
/** @typedef {{ bytes: ArrayBuffer, compiled: Promise<WebAssembly.Module> | null, url: string }} Fetched */

const network = self.fetch; // the loader of Python is given another one (see python.js)

const PIECE = 65_536; // bytes, as much as a browser hands over at a time

/** @param {Boot} boot @param {string} name @param {(bytes: number) => void} onBytes told of bytes as they come @returns {Promise<Fetched>} */
export async function fetchPart(boot, name, onBytes) {
  const { path, sha256, size } = boot.parts[name];
  const given = boot.bytes?.[name];
  const url = new URL(path, boot.root).href;
  const bytes = given ?? (await download(url, path, size, boot.again, onBytes));
  // Compiled while they are checked; nothing runs before that. Not while they arrive: the browser then holds them three
  // times, which is 14 MB of the tab's memory for a start that is no faster in most networks (decisions/0002).
  const compiled = name === "wasm" ? WebAssembly.compile(bytes) : null;
  compiled?.catch(() => {}); // noticed where it is waited for
  await check(bytes, path, sha256, size);
  return { bytes, compiled, url };
}

/** @param {string} url @param {string} path @param {number} size @param {boolean} again @param {(bytes: number) => void} onBytes */
async function download(url, path, size, again, onBytes) {
  const response = await network(url, { cache: again ? "reload" : "default" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return read(response, size, onBytes);
}

/** @param {Response} response @param {number} size @param {(bytes: number) => void} onBytes */
async function read(response, size, onBytes) {
  const bytes = new Uint8Array(size);
  let at = 0;
  const reader = readerOf(/** @type {ReadableStream<Uint8Array>} */ (response.body));
  let step = await reader.read(new Uint8Array(PIECE));
  while (!step.done) {
    const end = at + step.value.length;
    if (end > size) throw new Error(`${response.url}: longer than ${size} bytes`);
    bytes.set(step.value, at);
    onBytes(end - at);
    at = end;
    step = await reader.read(new Uint8Array(step.value.buffer));
  }
  return at === size ? bytes.buffer : bytes.buffer.slice(0, at);
}

/** Reads every piece into the same memory, where the browser can: new memory for each lies about until its garbage is
 * collected. Elsewhere what is given to `read` is not looked at. @param {ReadableStream<Uint8Array>} body */
function readerOf(body) {
  try {
    return body.getReader({ mode: "byob" });
  } catch {
    return /** @type {ReadableStreamBYOBReader} */ (/** @type {unknown} */ (body.getReader()));
  }
}

/** @param {ArrayBuffer} bytes @param {string} path @param {string} sha256 in base 64 @param {number} size */
async function check(bytes, path, sha256, size) {
  if (bytes.byteLength !== size) throw new Error(`${path}: ${bytes.byteLength} bytes, expected ${size}`);
  if (!crypto.subtle) return; // plain http: a browser offers it to secure pages alone
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...digest)) !== sha256) throw new Error(`${path}: SHA-256 differs`);
}
