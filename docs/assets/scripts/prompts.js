// A sentence of the app goes to the check as an answer of this tab: no address holds it, and none remembers it.

import { all } from "./shared/dom.js";
import { TAB_KEY } from "./shared/tab.js";

for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[data-answers]"))) {
  link.addEventListener("click", (event) => {
    const answers = JSON.parse(link.dataset.answers ?? "{}");
    try {
      const earlier = JSON.parse(sessionStorage.getItem(TAB_KEY) ?? "{}");
      sessionStorage.setItem(TAB_KEY, JSON.stringify({ ...earlier, ...answers }));
    } catch {
      event.preventDefault(); // a browser that keeps nothing: the address has to carry it, and the check takes it out
      const pairs = Object.entries(answers).map(([question, option]) => `${question}:${option}`);
      location.assign(`${link.href}#v=1&a=${pairs.join(",")}`);
    }
  });
}
