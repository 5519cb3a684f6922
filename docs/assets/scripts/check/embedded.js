// The check inside a page of another site: it keeps nothing, and tells that page how tall it is and nothing else.

import { one } from "../shared/dom.js";
import { startCheck } from "./start.js";

const SCHEMES = { light: "default", dark: "slate" }; // as the theme calls them
const dark = matchMedia("(prefers-color-scheme: dark)");
const wanted = new URLSearchParams(location.search).get("theme");

dark.onchange = showScheme;
showScheme();

startCheck(false);
if (parent !== window && window.ResizeObserver) new ResizeObserver(tellHeight).observe(one(".md-container"));

/** The colours that the site around it asks for (`?theme=light`), else those of the device. */
function showScheme() {
  const asked = wanted === "light" || wanted === "dark" ? wanted : "";
  document.body.dataset.mdColorScheme = SCHEMES[asked || (dark.matches ? "dark" : "light")];
}

/** To whoever holds the frame: the header names the sites that may (`embed_on` in site.toml). */
function tellHeight() {
  parent.postMessage({ height: Math.ceil(one(".md-container").getBoundingClientRect().height) }, "*");
}
