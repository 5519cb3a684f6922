"""Guides that answer what a message asks, found by how people ask for them.

The title and every way of asking (`Guide.said`) are cut into the same features as the messages that the ranking reads,
in the same spelling: runs of characters, and the groups of words that mean the same, those that the ranking weighs. The
name of 花呗 and the words that only make a question are left out of the runs: nearly everybody uses them. A feature is
worth the less the more guides are asked for with it. A guide's points are
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
from .clauses import ASKED, ELSEWHERE, LENDERS, PRODUCT, Clause, Marker, names_ours
from .fold import Folded, Spelling, fold_word
from .ranking import EDGE, GROUP, Weights, runs
from .terms import Span, Terms

MOST = 3
"""Guides named at most."""

WORTH = 300
"""What a run is worth that one guide alone is asked for with; of several guides each gets its part."""

WORTH_OF_GROUP = 3 * WORTH
"""The same for a group of words: about what a word of two characters is worth with its runs."""

ENOUGH = 70
"""Points from which on a guide is named to somebody who asks in general about 花呗."""

PLAIN = 50
"""Points times share (in whole parts of the message) from which on it plainly fits another message about 花呗."""

PLAIN_ALONE = 300
"""The same for a message of another scope that does not name 花呗: most of those are about nothing of ours.

The three were chosen on the messages in the repository: higher ones leave general questions without a guide, lower ones
name a wrong one beside a reason, or any at all in chatter (`tests/test_guides.py`).
"""

BESIDE = 2
"""A guide with less than one part in so many of the first one's points is not named beside it."""

LITTLE = 8
"""A way of asking of which less than one part in so many stands there is passed over: it comes to a few points."""

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
    share: int  #: of the whole message, in parts of a thousand
    near: Near

    def spans(self) -> tuple[Span, ...]:
        """What is shared, in the folded message."""
        return _spans(self.near)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its features are looked for."""

    text: str  #: bare (see `_bare`)
    groups: Mapping[str, Span]  #: feature → where it stands


@dataclass(frozen=True, slots=True)
class Near:
    """Where a message comes nearest to a guide."""

    message: Message
    window: Span
    shared: frozenset[str]  #: features


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """All ways of asking for all guides, ready for use."""

    written: tuple[tuple[str, str], ...]  #: guide, way of asking
    worth: tuple[int, ...]  #: of each way
    features: Mapping[str, int]  #: feature → its worth
    places: Mapping[str, tuple[int, ...]]  #: feature → the ways in which it stands
    groups: frozenset[str]  #: those that count


@dataclass(frozen=True, slots=True)
class Stretch:
    """One clause, or two in a row, of a message."""

    span: Span
    found: frozenset[str]  #: features that some guide is asked for with
    shared: Mapping[int, int]  #: way of asking → what it shares with them


def find(ways: Ways, folded: Folded, parts: Sequence[Clause], groups: Mapping[str, Span], mark: Marker) -> list[Hit]:
    """Every guide that the message shares something with, the nearest first; of equals the one that is listed first."""
    bare = _bare(folded.text, mark)
    message = Message(bare, _counting(groups, bare, ways.groups))
    best: dict[str, tuple[int, int, int, Stretch]] = {}
    for stretch in _stretches(ways, message, parts):
        for way, shared in stretch.shared.items():
            if shared * LITTLE < ways.worth[way]:
                continue
            points = shared**3 // ways.worth[way] ** 2
            id_ = ways.written[way][0]
            # Of equals the first stretch, and in it the way that is written first.
            if id_ not in best or (points, stretch is best[id_][3], -way) > (best[id_][0], True, -best[id_][1]):
                best[id_] = points, way, shared, stretch
    listed = dict.fromkeys(id_ for id_, _ in ways.written if id_ in best)
    whole = _worth(ways, _runs(message.text) | message.groups.keys()) if best else 0
    hits = []
    for id_ in sorted(listed, key=lambda id_: -best[id_][0]):
        points, way, shared, stretch = best[id_]
        common = frozenset(feature for feature in stretch.found if way in ways.places[feature])
        near = Near(message, stretch.span, common)
        hits.append(Hit(id_, points, ways.written[way][1], 1000 * shared // whole, near))
    return hits


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
    if names_ours(text, mark):
        return None
    lists = [mark.patterns[list_] for list_ in (LENDERS, ELSEWHERE) if list_ in mark.patterns]
    return frozenset(found[0] for pattern in lists for found in pattern.finditer(text))


@lru_cache(maxsize=4)
def ways_of_asking(
    asked: tuple[tuple[str, tuple[str, ...]], ...], how: Spelling, mark: Marker, terms: Terms, weights: Weights
) -> Ways:
    """Guide → its ways of asking, made ready: once, as it takes as long as dozens of messages."""
    weighed = frozenset(name.removeprefix(GROUP) for name in weights.features if name.startswith(GROUP))
    cut = {(id_, way): _features(fold_word(way, how), mark, terms, weighed) for id_, said in asked for way in said}
    owners: dict[str, set[str]] = {}
    for (id_, _), found in cut.items():
        for feature in found:
            owners.setdefault(feature, set()).add(id_)
    worth = {feature: _alone(feature) // len(ids) for feature, ids in owners.items()}
    written = tuple(pair for pair, found in cut.items() if found)
    places: dict[str, list[int]] = {}
    for place, pair in enumerate(written):
        for feature in cut[pair]:
            places.setdefault(feature, []).append(place)
    return Ways(
        written,
        tuple(sum(worth[feature] for feature in cut[pair]) for pair in written),
        worth,
        {feature: tuple(at) for feature, at in places.items()},
        weighed,
    )


def _features(text: str, mark: Marker, terms: Terms, weighed: frozenset[str]) -> frozenset[str]:
    bare = _bare(text, mark)
    return _runs(bare) | _counting(terms.find(text), bare, weighed).keys()


def _counting(groups: Mapping[str, Span], bare: str, weighed: frozenset[str]) -> dict[str, Span]:
    """The groups that are weighed and more than what nearly everybody says, as features."""
    return {
        GROUP + id_: (start, end)
        for id_, (start, end) in groups.items()
        if id_ in weighed and bare[start:end].strip(EDGE)
    }


def _alone(feature: str) -> int:
    return WORTH_OF_GROUP if feature.startswith(GROUP) else WORTH


def _worth(ways: Ways, found: Iterable[str]) -> int:
    return sum(ways.features.get(feature, _alone(feature)) for feature in found)


def _bare(text: str, mark: Marker) -> str:
    """`text` with marks in the place of what nearly everybody says."""
    for list_ in (PRODUCT, ASKED):
        if list_ in mark.patterns:
            text = mark.patterns[list_].sub(lambda found: EDGE * len(found[0]), text)
    return text


def _runs(text: str) -> frozenset[str]:
    return frozenset(run for run in runs(text) if EDGE not in run)


def _stretches(ways: Ways, message: Message, parts: Sequence[Clause]) -> Iterator[Stretch]:
    """Each clause, and unless there are too many each with the one after it."""
    cut = [_stretch(ways, message, (clause.start, clause.end)) for clause in parts]
    yield from cut
    for first, second in pairwise(cut) if len(cut) <= ROW else ():
        yield _together(ways, first, second)


def _stretch(ways: Ways, message: Message, span: Span) -> Stretch:
    start, end = span
    inside = {id_ for id_, (first, _) in message.groups.items() if start <= first < end}
    found = frozenset(ways.places.keys() & (runs(message.text[start:end]) | inside))
    return Stretch(span, found, _shared(ways, found))


def _together(ways: Ways, first: Stretch, second: Stretch) -> Stretch:
    """Two stretches as one: what stands in both counts once."""
    shared = dict(first.shared)
    for way, worth in second.shared.items():
        shared[way] = shared.get(way, 0) + worth
    for way, worth in _shared(ways, first.found & second.found).items():
        shared[way] -= worth
    return Stretch((first.span[0], second.span[1]), first.found | second.found, shared)


def _shared(ways: Ways, found: Iterable[str]) -> dict[int, int]:
    """Way of asking → what it shares with the features found."""
    shared: dict[int, int] = {}
    for feature in found:
        worth = ways.features[feature]
        for place in ways.places[feature]:
            shared[place] = shared.get(place, 0) + worth
    return shared


def _spans(near: Near) -> tuple[Span, ...]:
    """Where the features stand, those that touch each other as one."""
    covered = set[int]()
    for feature in near.shared:
        if feature in near.message.groups:
            covered.update(range(*near.message.groups[feature]))
            continue
        at = near.message.text.find(feature, *near.window)
        while at >= 0:
            covered.update(range(at, at + len(feature)))
            at = near.message.text.find(feature, at + 1, near.window[1])
    spans: list[Span] = []
    for at in sorted(covered):
        if spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return tuple(spans)


def _because(hit: Hit, folded: Folded) -> tuple[str, ...]:
    """The longest stretches, in their order."""
    longest = sorted(hit.spans(), key=lambda span: (span[0] - span[1], span))
    shown = [span for span in longest if span[1] - span[0] >= READABLE][:PHRASES] or longest[:1]
    return tuple(dict.fromkeys(folded.quote(*span) for span in sorted(shown)))
