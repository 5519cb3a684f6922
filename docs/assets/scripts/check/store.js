// Holds the one state. Events are taken one after the other, also those that come while one is being shown.

/**
 * @template State, Event
 * @param {(state: State, event: Event) => State} reduce
 * @param {State} first
 */
export function createStore(reduce, first) {
  let state = first;
  /** @type {Event[]} */
  const waiting = [];
  /** @type {((state: State, previous: State) => void)[]} */
  const listeners = [];
  let isBusy = false;

  return {
    current: () => state,
    /** @param {(state: State, previous: State) => void} listener called after every event, in the order of their coming */
    subscribe(listener) {
      listeners.push(listener);
    },
    /** @param {Event} event */
    dispatch(event) {
      waiting.push(event);
      if (isBusy) return;
      isBusy = true;
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const previous = state;
        state = reduce(state, next);
        for (const listener of listeners) listener(state, previous);
      }
      isBusy = false;
    },
  };
}

/** @template State, Event @typedef {ReturnType<typeof createStore<State, Event>>} Store */
