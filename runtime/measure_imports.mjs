// Boot the whole runtime in node, run the whole checker, and print which files of the standard
// library were read, one a line. `stdlib.txt` is made from this; see stdlib.py.
// usage: node measure_imports.mjs RUNTIME_FOLDER STDLIB_ZIP CHECKER_WHL KNOWLEDGE_JSON VOCABULARY_JSON
import { readFileSync } from "node:fs";
// Only the error, not the glue's one line of 700 KB that node would print around it.
process.on("uncaughtException", (error) => (console.error(String(error)), process.exit(1)));
const [folder, library, wheel, knowledge, vocabulary] = process.argv.slice(2);
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: `${folder}/`, stdLibURL: library });
python.FS.writeFile("/checker.whl", readFileSync(wheel));
const sys = python.pyimport("sys");
sys.path.insert(0, "/checker.whl");
const checker = python.pyimport("checker.browser");
checker.start(readFileSync(knowledge, "utf8"));
const sheets = ["{}", "[", '{"version": 1, "answers": {"prompt": "other", "environment": ["vpn"]}}'];
for (const sheet of sheets) checker.run(sheet);
checker.start_vocabulary(readFileSync(vocabulary, "utf8"));
checker.ask("花呗打不开");
const names = python.pyimport("builtins").sorted(sys.modules.keys()).toJs();
for (const name of names) {
  const file = sys.modules.get(name)?.__file__;
  const inside = file?.match(/^\/lib\/python\d+\.zip\/(.+)$/);
  if (inside) console.log(inside[1]);
}
