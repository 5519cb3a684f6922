// The one name of ours on `window`: `huabeiCheck`. What scripts of one page must hand to each other stands in it.

/**
 * @typedef {object} Shared
 * @property {EarlyWorker} [early] the engine's thread, started in the head of the check page
 * @property {OfflineCopy} [offlineCopy] where the offline copy keeps the engine and the search
 * @property {(name: string, at: number, text: string) => void} [enginePart] called by the engine's scripts in the offline copy
 */

/** @typedef {{ worker: Worker | null, errors: Event[] }} EarlyWorker */

/** @typedef {{ search: Record<string, string>, engine: { folder: string, files: string[], packed: Record<string, number> } }} OfflineCopy */

/** What is shared on this page; made by whoever comes first. @returns {Shared} */
export function shared() {
  const scope = /** @type {{ huabeiCheck?: Shared }} */ (self);
  scope.huabeiCheck = scope.huabeiCheck || {};
  return scope.huabeiCheck;
}
