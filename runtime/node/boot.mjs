// Boot a runtime in node from the files and the settings that a page would give it, and run an application's probe.
// usage: node boot.mjs SETTINGS_JSON, see `node_tools.boot`. Prints the files of the standard library that were read,
// one a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
// Only the error, not the glue's one line of 700 KB that node would print around it.
process.on("uncaughtException", (error) => (console.error(String(error)), process.exit(1)));
const { folder, library, wheel, probe, data, lock } = JSON.parse(process.argv[2]);
const { loadPyodide } = createRequire(import.meta.url)(`${folder}/pyodide.js`);
const python = await loadPyodide({ indexURL: `${folder}/`, stdLibURL: library, lockFileContents: lock });
const sys = python.pyimport("sys");
if (wheel) {
  python.FS.writeFile("/application.whl", readFileSync(wheel));
  sys.path.insert(0, "/application.whl");
}
const { default: run } = await import(pathToFileURL(probe));
await run(python, (name) => readFileSync(data[name], "utf8"));
const names = python.pyimport("builtins").sorted(sys.modules.keys()).toJs();
for (const name of names) {
  const file = sys.modules.get(name)?.__file__;
  const inside = file?.match(/^\/lib\/python\d+\.zip\/(.+)$/);
  if (inside) console.log(inside[1]);
}
