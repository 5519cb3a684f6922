// @ts-check
// The copy for a double click. On file:// there is no fetch and no worker file, so both workers are
// made of text that came with the page, and the engine's bytes stand in scripts: gzip, then base 85,
// which costs 25 % where base 64 costs 33 %. Nothing else on any page knows that it is offline.
// The build writes `offlineCopy` above this text.
"use strict";

(() => {
  /** @typedef {{ search: Record<string, string>, engine: { folder: string, files: string[], packed: Record<string, number> } }} Copy */
  /** @type {Copy} */
  const { search, engine } = /** @type {any} */ (globalThis).offlineCopy;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const NativeWorker = globalThis.Worker;
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

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
    /** @type {Record<string, Uint8Array>} */
    const packed = {};
    for (const [name, size] of Object.entries(engine.packed)) packed[name] = new Uint8Array(Math.ceil(size / 4) * 4);
    /** @type {any} */ (globalThis).enginePart = (/** @type {string} */ name, /** @type {number} */ at, /** @type {string} */ text) =>
      decode(text, packed[name], at);
    let loaded = 0;
    await Promise.all(engine.files.map((file) => script(file).then(() => progress((loaded += 1)))));
    const unpacked = Object.entries(packed).map(async ([name, bytes]) => {
      // In the page and through a Response: WebKit cannot read a Blob as a stream in a worker.
      const whole = new Response(bytes.subarray(0, engine.packed[name])).body;
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

  const digits = new Uint8Array(128);
  for (let digit = 0; digit < ALPHABET.length; digit += 1) digits[ALPHABET.charCodeAt(digit)] = digit;

  /** Five digits make four bytes. @param {string} text @param {Uint8Array} bytes @param {number} at */
  function decode(text, bytes, at) {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i += 5, at += 4) {
      let number = 0;
      for (let j = i; j < i + 5; j += 1) number = number * 85 + digits[text.charCodeAt(j)];
      view.setUint32(at, number);
    }
  }

  /** @type {any} */ (globalThis).Worker = function Worker(/** @type {string | URL} */ url) {
    const name = new URL(url, location.href).pathname.split("/").pop() ?? "";
    return name in search ? workerOf([search[name]]) : new EngineWorker();
  };
})();
