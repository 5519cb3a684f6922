// The copy for a double click. On file:// there is no fetch and no worker file, so both workers are made of text
// that came with the page, and the engine's bytes stand in scripts, as gzip in base 64. Nothing else on any page
// knows that it is offline. The build writes `huabeiCheck.offlineCopy` above this text.

import { shared } from "../shared/global.js";

/** @import { OfflineCopy } from "../shared/global.js" */

const { search, engine } = /** @type {OfflineCopy} */ (shared().offlineCopy);
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const NativeWorker = window.Worker;

/** @typedef {{ type: string, [name: string]: unknown }} Message */

/** @param {BlobPart[]} text */
const workerOf = (text) => new NativeWorker(URL.createObjectURL(new Blob(text, { type: "text/javascript" })));

/** Looks like a worker; turns into one when it is told to boot. */
class EngineWorker {
  constructor() {
    /** @type {((event: { data: unknown }) => void) | null} */
    this.onmessage = null;
    /** @type {((event: { message: string }) => void) | null} */
    this.onerror = null;
    /** @type {Promise<Worker> | null} */
    this.worker = null;
    this.isOver = false;
  }

  /** @param {Message} message */
  postMessage(message) {
    if (message.type === "boot") {
      this.worker = this.boot(message);
      this.worker.catch((error) => this.tellError(String(error)));
    } else if (this.worker) {
      this.worker.then(
        (worker) => worker.postMessage(message),
        () => {},
      ); // that it was never made is said above
    }
  }

  terminate() {
    this.isOver = true;
    if (this.worker)
      this.worker.then(
        (worker) => worker.terminate(),
        () => {},
      ); // one that was never made needs no end
  }

  /** @param {Message} message */
  async boot(message) {
    const total = engine.files.length;
    const {
      glue,
      loader,
      worker: own,
      ...bytes
    } = await loadParts((loaded) => this.tell({ type: "progress", loaded, total }));
    // One script for all: WebKit refuses importScripts of a blob.
    const worker = workerOf([glue, "\n", loader, "\n", own]);
    if (this.isOver) worker.terminate();
    worker.onmessage = ({ data }) => this.tell(data);
    worker.onerror = (event) => this.tellError(event.message);
    worker.postMessage(
      { ...message, bytes },
      Object.keys(bytes).map((name) => bytes[name]),
    );
    return worker;
  }

  /** @param {unknown} data */
  tell(data) {
    if (!this.isOver && this.onmessage) this.onmessage({ data });
  }

  /** @param {string} message */
  tellError(message) {
    if (!this.isOver && this.onerror) this.onerror({ message });
  }
}

/** Every part of the engine, unpacked. @param {(files: number) => void} onProgress @returns {Promise<Record<string, ArrayBuffer>>} */
async function loadParts(onProgress) {
  /** @type {Record<string, Uint8Array<ArrayBuffer>>} */
  const packed = {};
  for (const [name, size] of Object.entries(engine.packed)) packed[name] = new Uint8Array(size);
  shared().enginePart = (name, at, text) =>
    packed[name].set(
      Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
      at,
    );
  let loaded = 0;
  const onLoaded = () => {
    loaded += 1;
    onProgress(loaded);
  };
  await Promise.all(engine.files.map((file) => loadScript(file).then(onLoaded)));
  /** @type {Record<string, ArrayBuffer>} */
  const unpacked = {};
  await Promise.all(
    Object.entries(packed).map(async ([name, bytes]) => {
      unpacked[name] = await unpack(bytes);
    }),
  );
  return unpacked;
}

/** In the page and through a Response: WebKit cannot read a Blob as a stream in a worker. @param {Uint8Array<ArrayBuffer>} bytes */
function unpack(bytes) {
  const whole = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (new Response(bytes).body);
  return new Response(whole.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** @param {string} file @returns {Promise<void>} */
function loadScript(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(engine.folder + file, here).href;
    script.onload = () => {
      script.remove();
      resolve();
    };
    script.onerror = () => reject(new Error(file));
    document.head.append(script);
  });
}

/** @type {{ Worker: unknown }} */ (/** @type {unknown} */ (window)).Worker = function Worker(
  /** @type {string | URL} */ url,
) {
  const name = new URL(url, location.href).pathname.split("/").pop() ?? "";
  return name in search ? workerOf([search[name]]) : new EngineWorker();
};
