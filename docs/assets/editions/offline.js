// @ts-check
// The copy for a double click. On file:// there is no fetch and no worker file, so both workers are
// made of text that came with the page, and the engine's bytes stand in scripts, as gzip in base 64.
// Nothing else on any page knows that it is offline.
// The build writes `offlineCopy` above this text.
"use strict";

(() => {
  /** @typedef {{ search: Record<string, string>, engine: { folder: string, files: string[], packed: Record<string, number> } }} Copy */
  /** @type {Copy} */
  const { search, engine } = /** @type {any} */ (globalThis).offlineCopy;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const NativeWorker = globalThis.Worker;

  /** @param {BlobPart[]} text */
  const workerOf = (text) => new NativeWorker(URL.createObjectURL(new Blob(text, { type: "text/javascript" })));

  /** Looks like a worker; turns into one when it is told to boot. */
  class EngineWorker extends EventTarget {
    /** @type {((event: any) => void) | null} */ onmessage = null;
    /** @type {((event: any) => void) | null} */ onerror = null;
    /** @type {Promise<Worker>} */ #worker = new Promise(() => {});
    #over = false;

    /** @param {any} message */
    postMessage(message) {
      if (message.type === "boot") this.#worker = this.#boot(message);
      else this.#worker.then((worker) => worker.postMessage(message));
    }

    terminate() {
      this.#over = true;
      this.#worker.then((worker) => worker.terminate());
    }

    /** @param {any} message */
    async #boot(message) {
      const total = engine.files.length;
      const parts = await load((loaded) => this.#tell("message", { type: "progress", loaded, total }));
      const { glue, loader, worker: own, ...bytes } = parts;
      // One script for all: WebKit refuses importScripts of a blob.
      const worker = workerOf([glue, "\n", loader, "\n", own]);
      if (this.#over) worker.terminate();
      worker.onmessage = ({ data }) => this.#tell("message", data);
      worker.onerror = (event) => this.#tell("error", null, event.message);
      worker.postMessage({ ...message, bytes }, Object.values(bytes));
      return worker;
    }

    /** @param {"message" | "error"} type @param {any} data @param {string} [message] */
    #tell(type, data, message) {
      if (this.#over) return;
      const event = Object.assign(type === "message" ? new MessageEvent(type, { data }) : new Event(type), message ? { message } : {});
      this[`on${type}`]?.(event);
      this.dispatchEvent(event);
    }
  }

  /** Every part of the engine, unpacked. @param {(files: number) => void} progress */
  async function load(progress) {
    /** @type {Record<string, Uint8Array<ArrayBuffer>>} */
    const packed = {};
    for (const [name, size] of Object.entries(engine.packed)) packed[name] = new Uint8Array(size);
    /** @type {any} */ (globalThis).enginePart = (/** @type {string} */ name, /** @type {number} */ at, /** @type {string} */ text) =>
      packed[name].set(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)), at);
    let loaded = 0;
    await Promise.all(engine.files.map((file) => script(file).then(() => progress((loaded += 1)))));
    const unpacked = Object.entries(packed).map(async ([name, bytes]) => {
      // In the page and through a Response: WebKit cannot read a Blob as a stream in a worker.
      const whole = new Response(bytes).body;
      const stream = /** @type {ReadableStream} */ (whole).pipeThrough(new DecompressionStream("gzip"));
      return [name, await new Response(stream).arrayBuffer()];
    });
    return Object.fromEntries(await Promise.all(unpacked));
  }

  /** @param {string} file */
  function script(file) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = new URL(engine.folder + file, here).href;
      element.onload = () => (element.remove(), done(undefined));
      element.onerror = () => failed(new Error(file));
      document.head.append(element);
    });
  }

  /** @type {any} */ (globalThis).Worker = function Worker(/** @type {string | URL} */ url) {
    const name = new URL(url, location.href).pathname.split("/").pop() ?? "";
    return name in search ? workerOf([search[name]]) : new EngineWorker();
  };
})();
