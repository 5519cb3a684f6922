"""Time that a page has really run: a sleep begins it anew and is noticed, whatever happens first on waking."""

from __future__ import annotations

import pytest

from .modules import run

STORY = """({ afterRunning }, steps) => {
  let now = 0;
  const timers = [];
  const told = [];
  const clock = { now: () => now };
  Object.defineProperty(globalThis, "performance", { value: clock });
  Date.now = clock.now;
  globalThis.self = { setTimeout: (call, ms) => timers.push({ at: now + ms, call }) };
  globalThis.clearTimeout = (number) => { timers[number - 1].at = Infinity; };
  const stop = afterRunning(2000, () => told.push("silence"), () => told.push("woke"));
  const over = (timer) => { timer.at = Infinity; timer.call(); };
  const due = () => timers.filter((timer) => timer.at <= now).forEach(over);
  for (const step of steps)
    if (step === "stop") stop();
    else if (step === "timers") due();
    else now += step;
  return told;
}"""
"""Steps are milliseconds that pass, timers that are called, and a sign of life."""

RUN = [500, "timers"]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (RUN * 3, []),
        (RUN * 4, ["silence"]),
        ([*RUN, 5000, "timers", *(RUN * 3)], ["woke"]),
        ([*RUN, 5000, "timers", *(RUN * 4)], ["woke", "silence"]),
        ([*RUN, 2000, "timers", *(RUN * 2)], ["silence"]),  # busy, not asleep
        ([*RUN, 5000, "stop"], ["woke"]),  # what came first on waking was not the timer
        ([*RUN, 5000, "stop", "timers", 9000, "stop"], ["woke"]),
        ([*RUN, 2000, "stop"], []),
        ([*(RUN * 4), 9000, "stop"], ["silence"]),
    ],
)
def test_what_is_told(steps: list[object], told: list[str]) -> None:
    assert run("shared/running-time.js", STORY, steps) == told
