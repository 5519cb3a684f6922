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
  let timer = wait();
  return () => clearTimeout(timer);

  function wait() {
    const [due, dueByCalendar] = [performance.now() + TICK_MS, Date.now() + TICK_MS]; // some clocks sleep, too
    return setTimeout(() => {
      const isAwoken = Math.max(performance.now() - due, Date.now() - dueByCalendar) > ASLEEP_MS;
      left = isAwoken ? ms : left - TICK_MS;
      if (isAwoken && onWake) onWake();
      if (left > 0) timer = wait();
      else action();
    }, TICK_MS);
  }
}
