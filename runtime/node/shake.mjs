// Cut the runtime's wasm and glue to what pure Python can reach.
//
// Pyodide exports all of its 9,708 symbols so that packages with C code may link to them at run time.
// Pure Python has none. First the glue loses what this wasm never asks of it (see glue.mjs); then the wasm keeps
// the symbols that the rest of the glue takes from it, those behind the GOT imports, and the runtime's
// own, gets its addresses (see place.mjs); what nothing reaches any more is removed with binaryen.
// The build writes the memory into the wasm (data_section.write) and boots the result before it uses it (node_tools.boot).
// usage: node shake.mjs RUNTIME_FOLDER OUTPUT_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { prune, shorten } from "./glue.mjs";
import { bases, memory, place } from "./place.mjs";

const [folder, output] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`);
const OF_THE_RUNTIME = /^(__wasm_|__indirect|__stack_pointer|_initialize|emscripten_stack|setThrew|stack|__main_argc_argv$)/;

const wasm = read("pyodide.asm.wasm");
const compiled = new WebAssembly.Module(wasm);
const imports = WebAssembly.Module.imports(compiled);
const loader = read("pyodide.js").toString();
const whole = read("pyodide.asm.js").toString();
const glue = await prune(whole, loader, imports.map((item) => item.name));
const given = bases(whole);

const named = new Set([...glue.matchAll(/wasmExports\.([\w$]+)/g)].map(([, name]) => name));
const linked = new Set(imports.filter((item) => item.module.startsWith("GOT.")).map((item) => item.name));
const stays = (name) => named.has(name) || linked.has(name) || OF_THE_RUNTIME.test(name);

const module = binaryen.readBinary(wasm);
const names = WebAssembly.Module.exports(compiled).map((item) => item.name);
const removed = names.filter((name) => !stays(name));
for (const name of removed) module.removeExport(name);
place(module, given);
module.runPasses(["remove-unused-module-elements", "simplify-globals"]);
binaryen.setLowMemoryUnused(given.__memory_base >= 1024); // binaryen's own limit of "low"
module.optimize(); // addresses that are known now, above all
writeFileSync(`${output}/memory.bin`, memory(compiled, given));
writeFileSync(`${output}/pyodide.asm.wasm`, module.emitBinary());
writeFileSync(`${output}/pyodide.asm.js`, await shorten(glue));
console.log(`${names.length} exports, ${names.length - removed.length} kept`);
