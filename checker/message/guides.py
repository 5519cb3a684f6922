"""Guides that answer what a message asks, found by how people ask for them.

The title and every way of asking (`Guide.said`) are cut into the same runs of characters as the messages that the
ranking reads (`ranking.runs`), in the same spelling. The name of 花呗 and the words that only make a question are left
out: nearly everybody uses them. A run is worth the less the more guides are asked for with it. A guide's points are
those of its best way of asking: what a clause, or two in a row, share with it, times the square of how much of it that
is, so that a way of asking which stands in the message whole counts in full, and half of it only for an eighth.

How many points are enough depends on the scope, and on how much of the message they are about. Where danger comes
first, only guides that warn are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..model import Guide
from .clauses import ASKED, ELSEWHERE, LENDERS, OURS, PRODUCT, Clause, Marker
from .fold import Folded, Spelling, fold_word
from .ranking import EDGE, runs
from .terms import Span

MOST = 3
"""Guides named at most."""

WORTH = 300
"""What a run is worth that one guide alone is asked for with; of several guides each gets its part."""

ENOUGH = 110
"""Points from which on a guide is named to somebody who asks in general about 花呗."""

PLAIN = 40
"""Points times share (in whole parts of the message) from which on it plainly fits another message about 花呗."""

PLAIN_ALONE = 300
"""The same for a message of another scope that does not name 花呗: most of those are about nothing of ours.

The three were chosen on the messages in the repository: higher ones leave general questions without a guide, lower ones
name a wrong one beside a reason, or any at all in chatter (`tests/test_guides.py`).
"""

BESIDE = 2
"""A guide with less than one part in so many of the first one's points is not named beside it."""

ROW = 60
"""Clauses of a message up to which two in a row are read together; a longer one is a paste, and takes long enough."""

PHRASES = 3
"""Stretches that a guide shows as its reason at most."""

READABLE = 2
"""Characters of a stretch that may be shown."""


@dataclass(frozen=True, slots=True)
class GuideNamed:
    """A guide that the message asks for."""

    id: str
    title: str
    path: str  #: below the site, with a slash at its end
    because: tuple[str, ...]  #: stretches as they stand in the message


@dataclass(frozen=True, slots=True)
class Hit:
    """How near a message comes to a guide."""

    id: str
    points: int
    way: str  #: the way of asking, as it is written
    spans: tuple[Span, ...]  #: what is shared, in the folded message
    share: int  #: of the whole message, in parts of a thousand


@dataclass(frozen=True, slots=True)
class _Near:
    """The best way of asking for one guide so far."""

    points: int
    way: int
    window: Span
    shared: int


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """All ways of asking for all guides, ready for use."""

    written: tuple[tuple[str, str], ...]  #: guide, way of asking
    worth: tuple[int, ...]  #: of each way
    runs: Mapping[str, int]  #: run → its worth
    places: Mapping[str, tuple[int, ...]]  #: run → the ways in which it stands


def find(
    guides: Mapping[str, Guide], folded: Folded, parts: Sequence[Clause], how: Spelling, mark: Marker
) -> list[Hit]:
    """Every guide that the message shares something with, the nearest first; of equals the one that is listed first."""
    asked = tuple((id_, (guide.title, *guide.said)) for id_, guide in guides.items())
    ways = _ways(asked, how, mark)
    text = _bare(folded.text, mark)
    best: dict[str, _Near] = {}
    for window, found in _windows(text, parts):
        for way, shared in sorted(_shared(ways, found).items()):
            points = shared**3 // ways.worth[way] ** 2
            id_ = ways.written[way][0]
            if id_ not in best or points > best[id_].points:
                best[id_] = _Near(points, way, window, shared)
    order = sorted((id_ for id_ in guides if id_ in best and best[id_].points), key=lambda id_: -best[id_].points)
    whole = sum(ways.runs.get(run, WORTH) for run in _runs(text))
    return [_hit(ways, text, whole, id_, best[id_]) for id_ in order]


def name(
    guides: Mapping[str, Guide], hits: Iterable[Hit], folded: Folded, scope: str, mark: Marker
) -> tuple[GuideNamed, ...]:
    """The guides worth naming, at most `MOST`."""
    products = _products(folded.text, mark)
    fit = [hit for hit in hits if _fits(hit, guides[hit.id], scope, products)]
    named = [hit for hit in fit[:MOST] if hit.points * BESIDE >= fit[0].points]
    return tuple(
        GuideNamed(hit.id, guides[hit.id].title, path_of(guides[hit.id]), _because(hit, folded)) for hit in named
    )


def path_of(guide: Guide) -> str:
    """Where the guide stands below the site.

    >>> from datetime import date
    >>> path_of(Guide(id="x", reviewed=date(2026, 1, 1), page="howto/x.md", title="", short="", said=()))
    'howto/x/'
    """
    return guide.page.removesuffix(".md") + "/"


def _fits(hit: Hit, guide: Guide, scope: str, products: frozenset[str] | None) -> bool:
    """Whether a guide is worth naming.

    Beside `products` of somebody else only where it is asked for by one of them; None where 花呗 is named.
    """
    if scope == "general":
        return hit.points >= ENOUGH
    plainness = hit.points * hit.share // 1000
    if scope == "in" or products is None:
        return plainness >= PLAIN
    ways = (guide.title, *guide.said)
    speaks_of_it = not products or any(product in way for product in products for way in ways)
    return plainness >= PLAIN_ALONE and speaks_of_it


def _products(text: str, mark: Marker) -> frozenset[str] | None:
    """The products of somebody else that a message names; None where it names 花呗."""
    if OURS in mark.patterns and mark.patterns[OURS].search(text):
        return None
    lists = [mark.patterns[list_] for list_ in (LENDERS, ELSEWHERE) if list_ in mark.patterns]
    return frozenset(found[0] for pattern in lists for found in pattern.finditer(text))


@lru_cache(maxsize=4)
def _ways(asked: tuple[tuple[str, tuple[str, ...]], ...], how: Spelling, mark: Marker) -> Ways:
    """Only when the first message comes, and once."""
    cut = {(id_, way): _runs(_bare(fold_word(way, how), mark)) for id_, said in asked for way in said}
    owners: dict[str, set[str]] = {}
    for (id_, _), found in cut.items():
        for run in found:
            owners.setdefault(run, set()).add(id_)
    worth = {run: WORTH // len(ids) for run, ids in owners.items()}
    written = tuple(pair for pair, found in cut.items() if found)
    places: dict[str, list[int]] = {}
    for place, pair in enumerate(written):
        for run in cut[pair]:
            places.setdefault(run, []).append(place)
    return Ways(
        written,
        tuple(sum(worth[run] for run in cut[pair]) for pair in written),
        worth,
        {run: tuple(at) for run, at in places.items()},
    )


def _bare(text: str, mark: Marker) -> str:
    """`text` with marks in the place of what nearly everybody says."""
    for list_ in (PRODUCT, ASKED):
        if list_ in mark.patterns:
            text = mark.patterns[list_].sub(lambda found: EDGE * len(found[0]), text)
    return text


def _runs(text: str) -> frozenset[str]:
    return frozenset(run for run in runs(text) if EDGE not in run)


def _windows(text: str, parts: Sequence[Clause]) -> Iterator[tuple[Span, frozenset[str]]]:
    """Each clause, and unless there are too many each with the one after it, with their runs."""
    cut = [((clause.start, clause.end), _runs(text[clause.start : clause.end])) for clause in parts]
    yield from cut
    for (before, first), (after, second) in pairwise(cut) if len(cut) <= ROW else ():
        yield (before[0], after[1]), first | second


def _shared(ways: Ways, found: frozenset[str]) -> dict[int, int]:
    """Way of asking → what it shares with the runs found."""
    shared: dict[int, int] = {}
    for run in found:
        for place in ways.places.get(run, ()):
            shared[place] = shared.get(place, 0) + ways.runs[run]
    return shared


def _hit(ways: Ways, text: str, whole: int, id_: str, near: _Near) -> Hit:
    start, end = near.window
    common = [run for run in _runs(text[start:end]) if near.way in ways.places.get(run, ())]
    spans = _spans(text, common, near.window)
    return Hit(id_, near.points, ways.written[near.way][1], spans, 1000 * near.shared // whole)


def _spans(text: str, common: Iterable[str], window: Span) -> tuple[Span, ...]:
    """Where the runs stand, those that touch each other as one."""
    start, end = window
    covered = set[int]()
    for run in common:
        at = text.find(run, start, end)
        while at >= 0:
            covered.update(range(at, at + len(run)))
            at = text.find(run, at + 1, end)
    spans: list[Span] = []
    for at in sorted(covered):
        if spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return tuple(spans)


def _because(hit: Hit, folded: Folded) -> tuple[str, ...]:
    """The longest stretches, in their order."""
    longest = sorted(hit.spans, key=lambda span: (span[0] - span[1], span))
    shown = [span for span in longest if span[1] - span[0] >= READABLE][:PHRASES] or longest[:1]
    return tuple(dict.fromkeys(folded.quote(*span) for span in sorted(shown)))
