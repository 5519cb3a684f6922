// Boot the cut runtime in node exactly as the worker does, and let the checker answer a sheet, a sentence and a date.
// usage: node prove_runtime.mjs RUNTIME_FOLDER CHECKER_WHL KNOWLEDGE_JSON VOCABULARY_JSON LOCK
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
// Only the error, not the glue's one long line that node would print around it.
process.on("uncaughtException", (error) => (console.error(String(error)), process.exit(1)));
const [folder, wheel, knowledge, vocabulary, lock] = process.argv.slice(2);
const { loadPyodide } = createRequire(import.meta.url)(`${folder}/pyodide.js`);
const python = await loadPyodide({ indexURL: `${folder}/`, stdLibURL: `${folder}/stdlib.zip`, lockFileContents: JSON.parse(lock) });
python.FS.writeFile("/checker.whl", readFileSync(wheel));
python.pyimport("sys").path.insert(0, "/checker.whl");
const checker = python.pyimport("checker.browser");
checker.start(readFileSync(knowledge, "utf8"));
const report = JSON.parse(checker.run('{"version": 1, "answers": {"age": "under_18"}}'));
if (!report.findings.some((finding) => finding.id === "R01")) throw new Error("no R01");
if (!JSON.parse(checker.run("not json")).problems.length) throw new Error("no problems");
checker.start_vocabulary(readFileSync(vocabulary, "utf8"));
if (!JSON.parse(checker.ask("花呗打不开")).scope) throw new Error("no scope");
const period = { id: "K01", title: "期限", note: "", days: 3, unit: "calendar", start: "2026-11-20", stamp: "2026-11-20T08:00:00+00:00" };
if (!checker.calendar(JSON.stringify(period)).startsWith("BEGIN:VCALENDAR")) throw new Error("no calendar");
