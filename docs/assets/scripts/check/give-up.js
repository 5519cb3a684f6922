// After an error of ours: the page is the readable list that it would be without scripts, and says so.

import { all, byId, showOnly } from "../shared/dom.js";

const LATER = [
  ...["#told", "#enough", "#found", "#plan", "#changed", "#understood", "#alarm", "#picture"],
  ...["#go", "#onward", "[data-prompt]", "[data-list]"],
];

/** Show every question and every reason again, and nothing that would have to be worked out. */
export function showWholeList() {
  const page = document.documentElement;
  page.dataset.engine = "static";
  page.dataset.first = "";
  showOnly("engine-note", "static");
  showOnly("headline", "start");
  showOnly("ask", "start");
  for (const part of all(LATER.join())) part.hidden = true;
  for (const part of all("[data-question], [data-home], .group, #next, article[data-reason]")) part.hidden = false;
  byId("all").setAttribute("open", "");
  const reasons = all("article[data-reason]").sort((one, other) => one.id.localeCompare(other.id));
  byId("reasons").append(...reasons);
}
