"""Set aside the clause that somebody adds by the way: where they work, how long they have waited, who else asked.

Such a clause has words that speak for some reason, and makes a short message less clear. The ranking has learned what
they look like (`ranking.ASIDE`, from ``tests/messages/asides.txt``). Set aside is the first or the last clause, one
at most, that says nothing, does not name the product, and sounds like one; the less so, the clearer the rest must be
without it.

The numbers below were chosen on 822 messages that nothing was learned from. On 300 more, each with 40 clauses before
and behind it, 975 of 1,000 stay right, not 946.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .clauses import ASKED, Clause, Marker, names_ours
from .ranking import ASIDE, Weights, features, totals
from .reading import Reading
from .vocabulary import SCOPES

LEAST = -600
"""Score from which on a clause may be one, in parts of `ranking.PRECISION`."""

CLEARER = 200
"""How much clearer the rest must be where the score is `LEAST`; more than that counts no more."""

SPEAKS = 20
"""So many hundredths of the score of the reason that it speaks for most count against that."""

SHARE = 3
"""So much for each point of the score above `LEAST`."""


def aside(
    weights: Weights, how: Marker, reading: Reading, whole: int, clearness: Callable[[list[str]], int]
) -> Clause | None:
    """The clause to set aside, if any; `clearness` of features, `whole` of all, in parts of `ranking.PRECISION`."""
    best, found = CLEARER, None
    for clause, score in _scored(weights, how, reading):
        if score <= LEAST:
            continue
        gain = min(clearness(reading.features(without=clause)) - whole, CLEARER) + SHARE * (score - LEAST)
        if gain > best:
            best, found = gain, clause
    return found


def _scored(weights: Weights, how: Marker, reading: Reading) -> list[tuple[Clause, int]]:
    """The clauses at both ends that might be one, with their scores; none where there is no other clause."""
    calm = reading.calm()
    left = [clause for clause in reading.clauses if clause not in calm]
    ends = [left[0], left[-1]] if len(left) > 1 else []
    return [
        (clause, _score(totals(weights, heard(reading, clause))))
        for clause in untelling(how, reading)
        if clause in ends
    ]


def _score(total: Mapping[str, int]) -> int:
    """That of a clause by the way, less where the clause alone speaks for a reason."""
    best = max((score for label, score in total.items() if label not in (*SCOPES, ASIDE)), default=0)
    return total[ASIDE] - max(0, best) * SPEAKS // 100


def untelling(how: Marker, reading: Reading) -> list[Clause]:
    """The clauses that say nothing, ask nothing and do not name the product."""
    telling = {seen.clause.start for seen in reading.seen if not (seen.fact.calm or seen.fact.loose)}
    return [
        clause
        for clause in reading.clauses
        if clause.start not in telling and ASKED not in clause.marks and not names_ours(clause.text, how)
    ]


def heard(reading: Reading, clause: Clause) -> list[str]:
    """The features of a clause alone: its characters and words."""
    return features(clause.text, reading.groups_in(clause), ())
