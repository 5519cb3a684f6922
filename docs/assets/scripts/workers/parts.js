// The parts of the engine: fetched once, their bytes checked against the build's hash before anything runs them.

/** @typedef {{ path: string, sha256: string, size: number }} Part */
/** @typedef {{ type: "boot", root: string, lock: object, parts: Record<string, Part>, guides: string, bytes?: Record<string, ArrayBuffer>, again: boolean }} Boot */
/** @typedef {{ bytes: ArrayBuffer, compiled: Promise<WebAssembly.Module> | null, url: string }} Fetched */

const network = self.fetch; // the loader of Python is given another one (see python.js)

/** @param {Boot} boot @param {string} name @param {(bytes: number) => void} onBytes told of bytes as they come @returns {Promise<Fetched>} */
export async function fetchPart(boot, name, onBytes) {
  const { path, sha256, size } = boot.parts[name];
  const given = boot.bytes?.[name];
  const url = new URL(path, boot.root).href;
  if (given) {
    await check(given, path, sha256, size);
    return { bytes: given, compiled: null, url };
  }
  const response = await network(url, { cache: boot.again ? "reload" : "default" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  // The second reader of the same response compiles while the bytes still arrive. Its type is wrong
  // on some hosts; then the checked bytes are compiled instead (see python.js).
  const compiled = name === "wasm" ? WebAssembly.compileStreaming(response.clone()) : null;
  if (compiled) compiled.catch(() => {});
  const bytes = await read(response, size, onBytes);
  await check(bytes, path, sha256, size);
  return { bytes, compiled, url };
}

/** @param {Response} response @param {number} size @param {(bytes: number) => void} onBytes */
async function read(response, size, onBytes) {
  const bytes = new Uint8Array(size);
  let at = 0;
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (at + step.value.length > size) throw new Error(`${response.url}: longer than ${size} bytes`);
    bytes.set(step.value, at);
    at += step.value.length;
    onBytes(step.value.length);
  }
  return at === size ? bytes.buffer : bytes.buffer.slice(0, at);
}

/** @param {ArrayBuffer} bytes @param {string} path @param {string} sha256 in base 64 @param {number} size */
async function check(bytes, path, sha256, size) {
  if (bytes.byteLength !== size) throw new Error(`${path}: ${bytes.byteLength} bytes, expected ${size}`);
  if (!crypto.subtle) return; // plain http: a browser offers it to secure pages alone
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...digest)) !== sha256) throw new Error(`${path}: SHA-256 differs`);
}
