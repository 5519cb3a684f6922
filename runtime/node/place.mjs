// The addresses that Pyodide's wasm is told when it starts, written into it. It is built as one of several
// modules that share a memory, so its code adds a base to every address, and every pointer in its data is set
// when it starts. There is only one module here, and the glue always gives it the same base.
import binaryen from "binaryen";

const RELOCATE = "__wasm_apply_data_relocs";

/** What Emscripten lets the wasm use; `optimize` writes nothing that is newer. */
const { Features } = binaryen;
const FEATURES =
  Features.MutableGlobals | Features.SignExt | Features.NontrappingFPToInt | Features.BulkMemory | Features.BulkMemoryOpt |
  Features.ReferenceTypes | Features.ExceptionHandling | Features.Multivalue | Features.CallIndirectOverlong;

/** Where the glue puts the module: the first byte of its data in the memory, its first function in the table. */
export function bases(glue) {
  const found = (name) => {
    const match = new RegExp(`var _${name}=new WebAssembly\\.Global\\(\\{value:"i32",mutable:false\\},(\\d+)\\)`).exec(glue);
    if (!match) throw new Error(`the glue does not say where ${name} is any more`);
    return Number(match[1]);
  };
  return { __memory_base: found("__memory_base"), __table_base: found("__table_base") };
}

/** The memory, from address 0 to its last byte that is not 0, as it is when every pointer is set. */
export function memory(compiled, bases) {
  const memory = new WebAssembly.Memory({ initial: 320, maximum: 65536 });
  const standIns = {
    function: (name) => () => {
      throw new Error(`setting pointers called ${name}`);
    },
    global: (name) => new WebAssembly.Global({ value: "i32", mutable: !(name in bases) }, bases[name] ?? 0),
    memory: () => memory,
    table: () => new WebAssembly.Table({ element: "anyfunc", initial: 65536 }),
    tag: () => new WebAssembly.Tag({ parameters: ["i32"] }),
  };
  const imports = {};
  for (const { module, name, kind } of WebAssembly.Module.imports(compiled))
    (imports[module] ??= {})[name] = standIns[kind](name);
  const { exports } = new WebAssembly.Instance(compiled, imports);
  exports[RELOCATE]();
  const bytes = new Uint8Array(memory.buffer);
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

/** The module's code with those addresses in place of what it was told; nothing is left to do about pointers. */
export function place(module, bases) {
  module.setFeatures(FEATURES);
  const relocate = binaryen.getExportInfo(module.getExport(RELOCATE)).value;
  module.removeFunction(relocate); // the glue calls it
  module.addFunction(relocate, binaryen.none, binaryen.none, [], module.nop());
  const globals = Array.from({ length: module.getNumGlobals() }, (_, index) =>
    binaryen.getGlobalInfo(module.getGlobalByIndex(index)),
  );
  const told = globals.filter(({ module: from, base }) => from === "env" && base in bases);
  if (told.length !== Object.keys(bases).length) throw new Error("the wasm is no longer told where it is");
  for (const { name, base } of told) {
    module.removeGlobal(name);
    module.addGlobal(name, binaryen.i32, false, module.i32.const(bases[base]));
  }
}
