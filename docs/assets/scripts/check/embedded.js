// The check inside a page of another site: it keeps nothing, and tells that page how tall it is and nothing else.

import { one } from "../shared/dom.js";
import { startCheck } from "./start.js";

startCheck(false);
if (parent !== window && window.ResizeObserver) new ResizeObserver(tellHeight).observe(one(".md-container"));

/** To whoever holds the frame: the header names the sites that may (`embed_on` in site.toml). */
function tellHeight() {
  parent.postMessage({ height: Math.ceil(one(".md-container").getBoundingClientRect().height) }, "*");
}
