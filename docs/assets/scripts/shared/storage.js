// The browser's two storages, which may be refused, missing, empty of room, or replaced by a stand-in of ours.

/** @typedef {"localStorage" | "sessionStorage"} Kind */

/** The browser's own storage. Throws where there is none. @param {Kind} kind @returns {Storage} */
function storage(kind) {
  const found = window[kind];
  if (!(found instanceof Storage)) throw new Error(`no ${kind}`);
  return found;
}

/** What is kept under this name; null for nothing, and where nothing can be kept. @param {Kind} kind @param {string} key */
export function kept(kind, key) {
  try {
    return storage(kind).getItem(key);
  } catch {
    return null;
  }
}

/** Keep it, or remove it where `text` is null; tells whether it is so now. @param {Kind} kind @param {string} key @param {string | null} text */
export function keep(kind, key, text) {
  try {
    if (text === null) storage(kind).removeItem(key);
    else storage(kind).setItem(key, text);
    return storage(kind).getItem(key) === text;
  } catch {
    return false;
  }
}
