// Run by every build on the runtime that it has made (see `runtime.Application`): the checker starts as the page's
// worker starts it, and answers a few sheets, a sentence and a date.
const SHEET = { version: 1, answers: { prompt: "other", environment: ["vpn"] } };
const PERIOD = {
  id: "objection-20d", title: "期限", note: "", start: "2026-11-20", stamp: "2026-11-20T08:00:00+00:00",
};

export default function probe(python, read) {
  const checker = python.pyimport("checker.browser");
  checker.start(read("knowledge"));
  for (const text of ["{}", "[", JSON.stringify(SHEET)]) checker.run(text);
  const report = JSON.parse(checker.run('{"version": 1, "answers": {"age": "under_18"}}'));
  if (!report.findings.some((finding) => finding.id === "R01")) throw new Error("no R01");
  if (!JSON.parse(checker.run("not json")).problems.length) throw new Error("no problems");
  checker.start_vocabulary(read("vocabulary"));
  if (!JSON.parse(checker.ask("花呗打不开")).scope) throw new Error("no scope");
  if (!checker.calendar(JSON.stringify(PERIOD)).startsWith("BEGIN:VCALENDAR")) throw new Error("no calendar");
}
