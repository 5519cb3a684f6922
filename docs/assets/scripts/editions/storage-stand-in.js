// Where the browser refuses storage or has none, the theme's scripts break off in their first line: no search, no
// colours, no menus. They get a memory that lasts as long as the page. `shared/storage.js` is not taken in by it.

/** @import { Kind } from "../shared/storage.js" */

function memory() {
  /** @type {Map<string, string>} */
  const values = new Map();
  return {
    get length() {
      return values.size;
    },
    /** @param {number} place */
    key: (place) => Array.from(values.keys())[place] ?? null,
    /** @param {string} key */
    getItem: (key) => values.get(String(key)) ?? null,
    /** @param {string} key @param {string} value */
    setItem: (key, value) => void values.set(String(key), String(value)),
    /** @param {string} key */
    removeItem: (key) => void values.delete(String(key)),
    clear: () => values.clear(),
  };
}

/** @param {Kind} kind */
function isThere(kind) {
  try {
    window[kind].getItem("");
    return true;
  } catch {
    return false; // refused, or null
  }
}

for (const kind of /** @type {Kind[]} */ (["localStorage", "sessionStorage"])) {
  if (isThere(kind)) continue;
  try {
    Object.defineProperty(window, kind, { value: memory(), configurable: true });
  } catch (error) {
    console.info(kind, error);
  }
}
