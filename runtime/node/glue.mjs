// The glue cut to what this wasm imports. Emscripten writes its whole library into Pyodide's glue, for packages
// with C code that link to it at run time: windows, sound, sockets, 1,367 functions. Our wasm imports 260.
import { minify } from "terser";

const LIBRARY = /var wasmImports=\{([^}]*)\}/;
const ALIAS = /var (\w+)=Browser\.\1;/g;

/** What keeps a function alive without anything calling it: where it stands, and what is to stand there, given its name. */
const TIES = [
  // The way out to other modules: `Module["_glClear"]=_glClear;` and `var _free=Module["_free"]=wasmExports["free"];`
  [/Module\["(\w+)"\]=\1;/g, ({ read, drawing }, line, name) => (read.has(name) && !drawing.has(name) ? line : ";")],
  [/(?<=var ([\w$]+)=)Module\["\1"\]=(?=wasmExports\[)/g, ({ read }, line, name) => (read.has(name) ? line : "")],
  // What a side module would be told of its arguments: `_glClear.sig="vi";`
  [/([\w$]+)\.sig="\w*";/g, ({ kept }, line, name) => (kept.has(name) ? line : "")],
  // Aliases of methods, and hooks, of the library's windows and sound
  [ALIAS, () => ""],
  [/if\(typeof Browser!="undefined"\)Browser\.init\(\);/g, () => ""],
  [/register(?:Pre|Post)MainLoop\(\(\)=>[^;]*;/g, () => ""],
  // The table in which side modules look up the functions of this one
  [/(?<=var updateGOT=.{0,80})isInternalSym\(symName\)/g, (_, line) => `${line}||typeof exports[symName]=="function"`],
];

/**
 * The glue without what nothing reaches: names as they are, to be searched for what it needs of the wasm.
 * `loader` is searched too for what it reads of the module.
 */
export async function prune(glue, loader, imports) {
  const literal = LIBRARY.exec(glue);
  if (!literal) throw new Error(`the glue has nothing like ${LIBRARY} any more`);
  const wanted = new Set([...imports, ...names(glue, /wasmImports(?:\.|\[")([\w$]+)/g)]);
  const entries = literal[1].split(",").filter((entry) => wanted.has(entry.split(":")[0].trim()));
  const known = {
    kept: new Set(entries.map((entry) => entry.split(":").at(-1).trim())),
    read: new Set([...names(`${glue} ${loader}`, /\.\s*([\w$]+)/g), ...names(glue, /Module\["(\w+)"\](?!=[^=])/g)]),
    drawing: new Set([...names(glue, ALIAS), "GL", "GLctx"]),
  };
  let code = glue.replace(literal[0], () => `var wasmImports={${entries.join(",")}}`);
  for (const [pattern, instead] of TIES) {
    const before = code;
    code = code.replace(pattern, (line, name) => instead(known, line, name));
    if (code === before) throw new Error(`the glue has nothing like ${pattern} any more`);
  }
  // Where a function could read any name around it, none could be removed; what is left of these is never called.
  code = code.replace(/\beval\(/g, "(0,eval)(");
  return (await minify(code, { compress: { passes: 3, pure_getters: true }, mangle: false })).code;
}

/** The same with short names. */
export async function shorten(glue) {
  return (await minify(glue, { compress: false, mangle: true, format: { comments: false } })).code;
}

function names(text, pattern) {
  return new Set([...text.matchAll(pattern)].map(([, name]) => name));
}
