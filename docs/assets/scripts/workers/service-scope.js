// The service worker's own `self`, with its type: the compiler's library for workers does not know which kind this is.

export const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
