// Cut the runtime's wasm and glue to what the checker can reach.
//
// Pyodide exports all of its 9,708 symbols so that packages with C code may link to them at run time.
// The checker has none. What stays: the symbols that the glue or the loader name outside their own
// wrapper lines, those behind the GOT imports, and the runtime's own. What nothing reaches any more is
// removed with binaryen; the wrapper lines of removed symbols go from the glue, and esbuild minifies it.
// The build boots the result before it uses it (stdlib.prove).
// usage: node shake.mjs RUNTIME_FOLDER OUTPUT_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { transformSync } from "esbuild";

const [folder, output] = process.argv.slice(2);
const read = (name) => readFileSync(`${folder}/${name}`);
const WRAPPER = /var ([\w$]+)=(?:Module\["[\w$]+"\]=)?wasmExports\["([\w$]+)"\];/g;
const OF_THE_RUNTIME = /^(__wasm_|__indirect|__stack_pointer|_initialize|emscripten_stack|setThrew|stack|__main_argc_argv$)/;

const glue = read("pyodide.asm.js").toString();
const rest = glue.replace(WRAPPER, "");
const named = new Set([...`${rest} ${read("pyodide.js")}`.matchAll(/[\w$]+/g)].map(([word]) => word));
const wasm = read("pyodide.asm.wasm");
const compiled = new WebAssembly.Module(wasm);
const linked = new Set(WebAssembly.Module.imports(compiled).filter((item) => item.module.startsWith("GOT.")).map((item) => item.name));
const own = new Set([...rest.matchAll(/wasmExports(?:\["([\w$]+)"\]|\.([\w$]+))/g)].map((match) => match[1] ?? match[2]));
const stays = (name) => named.has(`_${name}`) || linked.has(name) || own.has(name) || OF_THE_RUNTIME.test(name);

const module = binaryen.readBinary(wasm);
const names = WebAssembly.Module.exports(compiled).map((item) => item.name);
const removed = names.filter((name) => !stays(name));
for (const name of removed) module.removeExport(name);
module.runPasses(["remove-unused-module-elements"]);
writeFileSync(`${output}/pyodide.asm.wasm`, module.emitBinary());

const slim = glue.replace(WRAPPER, (line, _, name) => (stays(name) ? line : ""));
const minify = (code) => transformSync(code, { minify: true, legalComments: "none", target: "es2021" }).code;
writeFileSync(`${output}/pyodide.asm.js`, minify(slim));
console.log(`${names.length} exports, ${names.length - removed.length} kept`);
