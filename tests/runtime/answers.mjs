// A probe (see `runtime.Application`) that writes down what the checker replies to everything in `asked`.
import { writeFileSync } from "node:fs";

export default function answer(python, read) {
  const checker = python.pyimport("checker.browser");
  checker.start(read("knowledge"));
  checker.start_vocabulary(read("vocabulary"));
  const { out, sheets, messages, periods } = JSON.parse(read("asked"));
  const replies = {
    sheets: sheets.map((text) => checker.run(text)),
    messages: messages.map((text) => checker.ask(text)),
    periods: periods.map((text) => checker.calendar(text)),
  };
  writeFileSync(out, JSON.stringify(replies));
}
