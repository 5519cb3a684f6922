// Short names for what every script asks of the page, and what Chromium 67 lacks.

/** The element with this id. The build prints every id that is asked for. @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** All elements that match, in the order of the page. @param {string} selector @param {ParentNode} [root] */
export const all = (selector, root = document) =>
  /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(selector)));

/** The first element that matches; the build prints it. @param {string} selector @param {ParentNode} [root] */
export const one = (selector, root = document) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** The named inputs below `root`. @param {ParentNode} root */
export const inputs = (root) => /** @type {HTMLInputElement[]} */ (all("input[name]", root));

/** Put `children` in the place of everything inside `parent`: `replaceChildren` is there from Chromium 86 on.
 * @param {ParentNode & Node} parent @param {(Node | string)[]} children */
export function replaceChildren(parent, children) {
  parent.textContent = "";
  parent.append(...children);
}

/** Of the elements with `data-<name>` show those with this value and hide the others.
 * @param {string} name @param {string} value @param {ParentNode} [root] */
export function showOnly(name, value, root) {
  for (const element of all(`[data-${name}]`, root)) element.hidden = element.getAttribute(`data-${name}`) !== value;
}
