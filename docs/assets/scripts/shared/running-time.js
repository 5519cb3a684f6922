// Time that a page or a thread has really run. A phone puts both to sleep while another app is in front; on waking,
// every timer that goes by the clock on the wall is due at once.

const TICK_MS = 500;
const ASLEEP_MS = 3000; // so much later than due: not merely busy

/**
 * Call back after so long, unless the function that is returned is called before. Waking from sleep begins anew.
 * @param {number} ms @param {() => void} action @param {() => void} [onWake]
 */
export function afterRunning(ms, action, onWake) {
  let left = ms;
  let due = 0;
  let dueByCalendar = 0; // some clocks sleep, too
  let timer = wait();
  return () => {
    if (!timer) return;
    if (isAwoken() && onWake) onWake(); // what came first on waking was not the timer
    clearTimeout(timer);
    timer = 0;
  };

  function isAwoken() {
    return Math.max(performance.now() - due, Date.now() - dueByCalendar) > ASLEEP_MS;
  }

  /** @returns {number} */
  function wait() {
    due = performance.now() + TICK_MS;
    dueByCalendar = Date.now() + TICK_MS;
    return self.setTimeout(() => {
      const woke = isAwoken();
      left = woke ? ms : left - TICK_MS;
      timer = left > 0 ? wait() : 0;
      if (woke && onWake) onWake();
      if (!timer) action();
    }, TICK_MS);
  }
}
