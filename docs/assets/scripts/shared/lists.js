// What arrays have had since Chromium 69 and 73, for those before.

/** One value or several as an array; nothing as an empty one. @template T @param {T | T[] | null | undefined} value @returns {T[]} */
export function asList(value) {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** `flatMap`, from Chromium 69 on. @template T, U @param {readonly T[]} items @param {(item: T) => U[]} change @returns {U[]} */
export const flatMap = (items, change) => /** @type {U[]} */ ([]).concat(...items.map(change));
