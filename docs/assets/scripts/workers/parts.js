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
  if (given) {
    await check(given, path, sha256, size);
    return { bytes: given, compiled: null, url };
  }
  const response = await network(url, { cache: boot.again ? "reload" : "default" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  const compiling = name === "wasm" ? startCompiling() : null;
  const bytes = await read(response, size, (piece) => {
    compiling?.take(piece);
    onBytes(piece.length);
  });
  compiling?.end();
  await check(bytes, path, sha256, size);
  return { bytes, compiled: compiling?.module ?? null, url };
}

/** Compiles while the bytes still arrive. Not from a clone of the response: each of its two halves keeps what the other
 * has not read yet, and all of it until the browser collects its garbage. */
function startCompiling() {
  /** @type {ReadableStreamDefaultController<Uint8Array> | null} */
  let pieces = null;
  const stream = new ReadableStream({
    start(controller) {
      pieces = controller;
    },
    cancel() {
      pieces = null; // the compiler wants no more
    },
  });
  const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  const module = WebAssembly.compileStreaming(response);
  module.catch(() => {}); // then the checked bytes are compiled instead (see python.js)
  return {
    module,
    /** @param {Uint8Array} piece */
    take(piece) {
      pieces?.enqueue(piece);
    },
    end() {
      pieces?.close();
    },
  };
}

/** @param {Response} response @param {number} size @param {(piece: Uint8Array) => void} onPiece */
async function read(response, size, onPiece) {
  const bytes = new Uint8Array(size);
  let at = 0;
  const reader = readerOf(/** @type {ReadableStream<Uint8Array>} */ (response.body));
  let step = await reader.read(new Uint8Array(PIECE));
  while (!step.done) {
    const end = at + step.value.length;
    if (end > size) throw new Error(`${response.url}: longer than ${size} bytes`);
    bytes.set(step.value, at);
    onPiece(bytes.subarray(at, end));
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
