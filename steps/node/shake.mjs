// Cut the runtime's wasm and glue to what the checker can reach.
//
// Pyodide exports all of its 9,708 symbols so that packages with C code may link to them at run time.
// The checker has none. First the glue loses what this wasm never asks of it (see glue.mjs); then the wasm keeps
// the symbols that the rest of the glue takes from it, those behind the GOT imports, and the runtime's
// own; what nothing reaches any more is removed with binaryen.
// The build boots the result before it uses it (stdlib.prove).
// usage: node shake.mjs RUNTIME_FOLDER OUTPUT_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { prune, shorten } from "./glue.mjs";

const [folder, output] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`);
const OF_THE_RUNTIME = /^(__wasm_|__indirect|__stack_pointer|_initialize|emscripten_stack|setThrew|stack|__main_argc_argv$)/;

const wasm = read("pyodide.asm.wasm");
const compiled = new WebAssembly.Module(wasm);
const imports = WebAssembly.Module.imports(compiled);
const loader = read("pyodide.js").toString();
const glue = await prune(read("pyodide.asm.js").toString(), loader, imports.map((item) => item.name));

const named = new Set([...glue.matchAll(/wasmExports\.([\w$]+)/g)].map(([, name]) => name));
const linked = new Set(imports.filter((item) => item.module.startsWith("GOT.")).map((item) => item.name));
const stays = (name) => named.has(name) || linked.has(name) || OF_THE_RUNTIME.test(name);

const module = binaryen.readBinary(wasm);
const names = WebAssembly.Module.exports(compiled).map((item) => item.name);
const removed = names.filter((name) => !stays(name));
for (const name of removed) module.removeExport(name);
module.runPasses(["remove-unused-module-elements"]);
writeFileSync(`${output}/pyodide.asm.wasm`, module.emitBinary());
writeFileSync(`${output}/pyodide.asm.js`, await shorten(glue));
console.log(`${names.length} exports, ${names.length - removed.length} kept`);
