"""Bring together what a message says and what it is about.

* What it says: answers to questions of the form, each with its clause (`facts`). The likely but unsaid is offered.
* What it is about: reasons, best first, and a scope (`ranking`): ``in`` (something stands in the way of opening 花呗),
  ``general`` (whether, how or why in general), ``out`` (something else; it may still name what answers it).
* The two meet in the engine that judges the form: what the answers rule out is never named, what they establish gains.
* Danger comes before all: an alarm among the facts, or a stop reason that is nearly ahead.
* Where the best is not clearly ahead, ``sure`` is false, and the first few are the ones that it hesitates between.

Of a paste longer than a few thousand characters only both ends are read (`fold`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..conditions import leaves
from ..facts import Answers, facts_of
from ..judge import judge
from ..model import Knowledge
from .asides import aside
from .clauses import Clause, names_ours
from .facts import NEGATED, UNCONFIRMED, Pair, Seen
from .guides import GuideNamed, Hit, Ways, find, name, ways_of_asking
from .ranking import ASIDE, EDGE, GROUP, SAID, Scores, Weights, totals, weigh
from .reading import Reading, compiled, read, stated
from .terms import Span
from .vocabulary import SCOPES, Vocabulary

MOST = 5
"""Matches named at most; more would be a list, not an answer."""

CHOICES = 3
"""Matches named where it is not sure; where something stands in the way, no fewer are named."""

SPOKEN_FOR = {"general": -300, "out": 500}
"""Score from which on a reason is named where nothing stands in the way. On fifths of all messages, each kept back, 42
in 100 of those named beside something else answer it."""

FRIGHTENING = {"in": 0, "general": 350, "out": 350}
"""The same for danger that no alarm speaks of, unless it comes first. On fifths of all messages, each kept back, it is
named to 56 of 1,000 that are in no danger, without this to 325, and to 892 of those that are, without this to 946."""

PHRASES = 3
"""Phrases that a match shows as its reason at most."""

READABLE = 3
"""Characters of a run that may be shown: shorter ones are pieces of words."""

WHOLE = 14
"""Characters of a clause that is shown whole at most."""

LEGIBLE = 6
"""Of a longer clause a run, or a word of one character, is shown with its neighbours up to so many characters."""

OFFERS = 3
"""Answers offered at most."""

GAIN = {"stop": 900, "scope": 700, "hard": 700, "strong": 600, "technical": 600, "policy": 300, "weak": 300}
"""What a reason gains that the answers establish, by its kind (in the parts of `ranking.PRECISION`)."""

BACKING = 3
"""Features that must speak for it where no pattern does."""

FAINT = -500
"""And its score must be higher. With this and `LIKELY` two reasons are named for a message on average, not three, and
the right one no more in one of a thousand."""

CONCERN = "concern"
"""The question of the form that asks what somebody wants to know."""

LEAN = {"out": 800, "general": 800}
"""What a scope gains beside ``in``: as much as few enough are sent out wrongly (`tests/triage_report`)."""

SHARE, LEAST, MOST_SHARED = 75, -500, 2500
"""``in`` gains so many hundredths of the score of the first reason, between these bounds: a reason that stands out is
something in the way, whatever the message sounds like, and one that nothing speaks for is none."""

PLAIN, AHEAD = 250, 500
"""A reason with more points than that keeps a message in, unless ``out`` is so far ahead. On fifths of all messages,
each kept back, 45 in 1,000 are sent out wrongly, not 53; of those about something else 788 are known, not 811."""

UNAIDED = -200
"""An answer whose reasons score no more than this without it is offered, not filled in: nothing else in the message is
about that. On three batches that nothing was learned from, one in three of such answers was never said, of the
others one in fourteen."""

ENTRUSTED = "given"
"""The question what somebody handed over: no reason rests on it, but it is only ever said beside a swindle."""

NOTHING = f"{ENTRUSTED}=no"
"""The answer that nothing was."""

LIKELY = -400
"""Score from which on a reason fills a place that is free among the first `CHOICES`, if anything speaks for it."""

CLEARLY = 300
"""A reason that no answer on the form brings must be so far ahead, where no sign of it was read."""

NEAR = 450
"""A stop reason comes first although it is so far behind."""

DANGER = -200
"""But only with at least this score."""

SURELY = 1000
"""With this score it comes first whatever else is said. On fifths of all messages, each kept back, 849 of 1,000
dangers come first in place of 843, and 40 of 1,000 other messages are taken for one in place of 39."""


@dataclass(frozen=True, slots=True)
class Match:
    """A reason that the message points to."""

    id: str
    because: tuple[str, ...]  #: phrases as they stand in the message


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that the message gives, and where."""

    question: str
    answers: tuple[str, ...]
    clause: str  #: as it stands in the message
    many: bool = False  #: whether the question takes several answers


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a message."""

    text: str
    scope: str
    sure: bool
    matches: tuple[Match, ...]
    said: tuple[Said, ...]
    offered: tuple[Pair, ...]
    guides: tuple[GuideNamed, ...] = ()

    @property
    def answers(self) -> Answers:
        """What it says, as the form takes it."""
        return {item.question: item.answers for item in self.said}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands behind the order of the reasons."""

    scores: Scores
    order: tuple[str, ...]
    established: Mapping[str, str]  #: reason → its kind
    ruled_out: tuple[str, ...]
    alarms: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()  #: answers (``question=option``) that nothing else in the message is about
    set_aside: Clause | None = None  #: a clause that was not weighed


def make_ready(knowledge: Knowledge, vocabulary: Vocabulary) -> None:
    """Do now what the first message would wait for."""
    _ways_of_asking(knowledge, vocabulary)


def ask(knowledge: Knowledge, text: str, vocabulary: Vocabulary | None = None) -> Understood:
    """Understand a message as far as it goes, and never further."""
    words = vocabulary or knowledge.vocabulary
    if words is None:
        raise ValueError("a message is understood with a vocabulary only")
    reading = read(knowledge, words, text)
    weighed = weigh_up(knowledge, words, reading)
    return conclude(knowledge, words, reading, weighed)


def weigh_up(knowledge: Knowledge, vocabulary: Vocabulary, reading: Reading) -> Weighed:
    """Score every label, and order the reasons with what the answers establish and rule out."""
    alarms = tuple(dict.fromkeys(seen.fact.alarm for seen in reading.seen if seen.fact.alarm and not seen.against))
    scores = weigh(vocabulary.weights, reading.features())
    set_aside = None if alarms else _set_aside(knowledge, vocabulary, reading, scores)
    if set_aside:
        scores = weigh(vocabulary.weights, reading.features(without=set_aside))
    doubtful = frozenset[str]() if alarms else _doubtful(knowledge, reading, scores)
    alarms = alarms or _alarm_of_handing_over(knowledge, reading, scores, doubtful)
    established, ruled_out = _judged(knowledge, _sheet(pair for pair in reading.answers if pair not in doubtful))
    points = {
        label: score + (GAIN.get(established[label], 0) if label in established else 0)
        for label, score in scores.total.items()
        if label in knowledge.reasons and label not in ruled_out
    }
    best = max(points.values(), default=0)
    enough = min(max(best - NEAR, DANGER), SURELY)
    danger = {id_ for id_ in _stops(knowledge) if points.get(id_, enough - 1) >= enough}
    words_only = {id_ for id_ in points if knowledge.reasons[id_].from_words_only}
    for id_ in words_only - set(alarms):
        others = max((score for other, score in points.items() if other != id_), default=0)
        if points[id_] < min(max(others + CLEARLY, 0), SURELY) or not _is_backed(scores, id_):
            danger.discard(id_)
            del points[id_]  # not for guessing: it is named where the words are there, or not at all
    ranks = [fact.alarm for fact in vocabulary.facts if fact.alarm]  # as they are written, the narrower one first
    first = sorted((id_ for id_ in alarms if id_ in points), key=ranks.index)
    order = sorted(
        points,
        key=lambda id_: (id_ not in first, first.index(id_) if id_ in first else 0, id_ not in danger, -points[id_]),
    )
    return Weighed(scores, tuple(order), established, ruled_out, tuple(first), doubtful, set_aside)


def _set_aside(knowledge: Knowledge, vocabulary: Vocabulary, reading: Reading, scores: Scores) -> Clause | None:
    """The clause that was only added by the way; none where danger is near, of which nothing may be lost."""
    if ASIDE not in vocabulary.weights.labels:
        return None
    stops = _stops(knowledge)
    near = max((scores.total.get(id_, UNAIDED) for id_ in stops), default=UNAIDED)
    if near + NEAR >= max((score for id_, score in scores.total.items() if id_ in knowledge.reasons), default=0):
        return None

    def clearness(found: list[str]) -> int:
        return _clearness(knowledge, totals(vocabulary.weights, found))

    whole = _clearness(knowledge, scores.total)
    return aside(vocabulary.weights, compiled(vocabulary).marker, reading, whole, clearness)


def _clearness(knowledge: Knowledge, total: Mapping[str, int]) -> int:
    """How far the best scope is ahead and, where something stands in the way, how high the first reason scores."""
    (first, scope), (second, _), *_ = sorted(((total[name] + LEAN.get(name, 0), name) for name in SCOPES), reverse=True)
    best = max(score for id_, score in total.items() if id_ in knowledge.reasons) if scope == "in" else 0
    return first - second + max(-MOST_SHARED, min(MOST_SHARED, best))


def _doubtful(knowledge: Knowledge, reading: Reading, scores: Scores) -> frozenset[str]:
    """Answers whose reasons score `UNAIDED` at most without what is said: a word of theirs stands there by chance."""
    unaided = dict(scores.total)
    for feature, shares in scores.parts.items():
        for label, share in shares.items() if feature[0] == SAID else ():
            unaided[label] -= share
    found = set()
    for pair, items in reading.answers.items():
        grounds = _grounds(knowledge, pair)
        if grounds and not items[0].fact.calm and max(unaided.get(id_, UNAIDED) for id_ in grounds) <= UNAIDED:
            found.add(pair)
    return frozenset(found)


def _alarm_of_handing_over(
    knowledge: Knowledge, reading: Reading, scores: Scores, doubtful: frozenset[str]
) -> tuple[str, ...]:
    """The danger that speaks most where somebody says what they handed over: nobody says that of anything else."""
    handed = [pair for pair in reading.answers if pair.startswith(f"{ENTRUSTED}=") and pair not in doubtful]
    if all(pair == NOTHING for pair in handed):
        return ()
    stops = sorted(id_ for id_ in _stops(knowledge) if not knowledge.reasons[id_].from_words_only)
    return (max(stops, key=lambda id_: scores.total.get(id_, UNAIDED)),)


def _grounds(knowledge: Knowledge, pair: str) -> set[str]:
    """The reasons that rest on an answer."""
    question, _, option = pair.partition("=")
    if question == ENTRUSTED:
        return _stops(knowledge)
    return {
        reason.id
        for reason in knowledge.reasons.values()
        for level in reason.level
        for leaf in leaves(level.when)
        if leaf.question == question and option in leaf.options
    }


def _is_backed(scores: Scores, id_: str) -> bool:
    """Whether several features speak for a reason, not one word alone."""
    return sum(shares.get(id_, 0) > 0 for shares in scores.parts.values()) >= BACKING


def conclude(knowledge: Knowledge, vocabulary: Vocabulary, reading: Reading, weighed: Weighed) -> Understood:
    """Choose what to say of what was weighed."""
    scope = "out" if reading.elsewhere and not weighed.alarms else _scope(weighed)
    sure = bool(weighed.alarms) or reading.elsewhere or _is_sure(vocabulary.weights, weighed, scope)
    mark = compiled(vocabulary).marker
    if scope == "in" and not sure and not reading.has_known_words and not names_ours(reading.folded.text, mark):
        scope = "out"  # a doubtful guess from characters alone
    named = _named(knowledge, weighed, scope, sure=sure)
    if reading.elsewhere and not weighed.alarms:  # of another product only that it is one
        named = tuple(id_ for id_ in named if knowledge.reasons[id_].kind == "scope")
    matches = tuple(Match(id_, _because(reading, weighed, id_)) for id_ in named)
    answers = _answers(knowledge, reading, weighed, scope, sure=sure)
    said = tuple(item for item in _said(knowledge, reading, answers) if _belongs(item.question, scope))
    offered = _offered(knowledge, reading, weighed, answers) if scope == "in" and not weighed.alarms else ()
    near = _guides_beside(knowledge, vocabulary, reading, named, is_stated=scope == "in" and sure)
    guides = name(knowledge.guides, near, reading.folded, scope, mark)
    return Understood(reading.folded.original, scope, sure, matches, said, offered, guides)


def _guides_beside(
    knowledge: Knowledge, vocabulary: Vocabulary, reading: Reading, named: tuple[str, ...], *, is_stated: bool
) -> list[Hit]:
    """The guides that may stand beside the reasons named: beside danger only those that warn, or none at all."""
    first = knowledge.reasons[named[0]] if named and is_stated else None
    if first is None or first.id not in _stops(knowledge):
        return hits(knowledge, vocabulary, reading)
    if first.from_words_only:
        return []
    return [hit for hit in hits(knowledge, vocabulary, reading) if knowledge.guides[hit.id].warns]


def hits(knowledge: Knowledge, vocabulary: Vocabulary, reading: Reading) -> list[Hit]:
    """How near the message comes to each guide."""
    ways = _ways_of_asking(knowledge, vocabulary)
    return find(ways, reading.folded, reading.clauses, reading.groups, compiled(vocabulary).marker)


def _ways_of_asking(knowledge: Knowledge, vocabulary: Vocabulary) -> Ways:
    how = compiled(vocabulary)
    asked = tuple((id_, (guide.title, *guide.said)) for id_, guide in knowledge.guides.items())
    return ways_of_asking(asked, how.spelling, how.marker, how.terms, vocabulary.weights)


def _scope(weighed: Weighed) -> str:
    """The scope with the highest score; danger is always something that stands in the way."""
    if weighed.alarms:
        return "in"
    if not weighed.scores.total:
        return "general"
    scores = _scope_scores(weighed)
    best = max(SCOPES, key=scores.__getitem__)
    plain = any(weighed.scores.total[id_] > PLAIN for id_ in weighed.order[:1])
    return "in" if best == "out" and plain and scores["out"] - scores["in"] < AHEAD else best


def _scope_scores(weighed: Weighed) -> dict[str, int]:
    scores = {name: weighed.scores.total.get(name, 0) + LEAN.get(name, 0) for name in SCOPES}
    for id_ in weighed.order[:1]:
        points = weighed.scores.total.get(id_, 0) + GAIN.get(weighed.established.get(id_, ""), 0)
        scores["in"] += max(LEAST, min(MOST_SHARED, points)) * SHARE // 100
    return scores


def _is_sure(weights: Weights, weighed: Weighed, scope: str) -> bool:
    """Whether the scope is ahead by half of `Weights.doubt` and, where it matters, the first reason by all of it."""
    first, second, *_ = sorted(_scope_scores(weighed).values(), reverse=True)
    if first - second < weights.doubt // 2:
        return False
    ahead = [weighed.scores.total.get(id_, 0) for id_ in weighed.order[:2]]
    if scope != "in" or (weighed.order and weighed.order[0] in weighed.established):
        return True
    return len(ahead) > 1 and ahead[0] >= weights.floor and ahead[0] - ahead[1] >= weights.doubt


def _named(knowledge: Knowledge, weighed: Weighed, scope: str, *, sure: bool) -> tuple[str, ...]:
    """The reasons worth naming: when in doubt the first few, otherwise only those that something speaks for."""
    first = weighed.order[: MOST if sure else CHOICES]
    always = (1 if sure else CHOICES) if scope == "in" else 0
    stops = _stops(knowledge)
    named = [
        id_
        for place, id_ in enumerate(first)
        if (place < always and (place == 0 or id_ not in stops))
        or (weighed.scores.total[id_] > FRIGHTENING[scope] if id_ in stops else _is_spoken_for(weighed, id_, scope))
    ]
    if scope == "in":
        free = CHOICES - len(named)
        likely = [id_ for id_ in first[:CHOICES] if id_ not in {*named, *stops} and _is_likely(weighed, id_)]
        named += likely[: max(free, 0)]
    return tuple(named[:1] if weighed.alarms else named)


def _is_likely(weighed: Weighed, id_: str) -> bool:
    """Whether a reason may fill a place that would stay empty: its score is not low, and something speaks for it."""
    spoken = any(shares.get(id_, 0) > 0 for shares in weighed.scores.parts.values())
    return spoken and weighed.scores.total.get(id_, 0) > LIKELY


def _is_spoken_for(weighed: Weighed, id_: str, scope: str) -> bool:
    """Whether much speaks for a reason; of what this is about, a few features are enough, one word alone is not."""
    score = weighed.scores.total.get(id_, 0)
    if scope != "in":
        return score > SPOKEN_FOR[scope]
    return score > 0 or (score > FAINT and _is_backed(weighed.scores, id_))


def _belongs(question: str, scope: str) -> bool:
    """Whether a fact answers the form: of who asks in general only what they want to know is about themself."""
    return scope == "in" or (scope == "general" and question == CONCERN)


def to_data(understood: Understood) -> dict[str, object]:
    """The public shape, ready for JSON."""
    return {
        "text": understood.text,
        "scope": understood.scope,
        "sure": understood.sure,
        "matches": [{"id": match.id, "because": list(match.because)} for match in understood.matches],
        "answers": {item.question: _given(item) for item in understood.said},
        "said": [
            {"question": item.question, "answers": list(item.answers), "clause": item.clause}
            for item in understood.said
        ],
        "offered": [{"question": question, "answer": option} for question, option in understood.offered],
        "guides": [
            {"id": guide.id, "title": guide.title, "path": guide.path, "because": list(guide.because)}
            for guide in understood.guides
        ],
    }


def _given(said: Said) -> object:
    return list(said.answers) if said.many else said.answers[0]


def _sheet(answers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """``question=option`` as the form takes them."""
    sheet: dict[str, tuple[str, ...]] = {}
    for pair in answers:
        question, _, option = pair.partition("=")
        sheet[question] = (*sheet.get(question, ()), option)
    return sheet


def _judged(knowledge: Knowledge, answers: Answers) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the engine says of these answers: reason → kind where found, and what is ruled out."""
    known = {question: options for question, options in answers.items() if question in knowledge.questions}
    if not known:
        return {}, ()
    facts = facts_of(knowledge, known)
    found: dict[str, str] = {}
    out: list[str] = []
    for reason in knowledge.reasons.values():
        kind, verdict = judge(reason, facts)
        if verdict.truth:
            found[reason.id] = kind
        elif verdict.truth is False and kind != "stop":  # danger is never argued away
            out.append(reason.id)
    return found, tuple(out)


def _stops(knowledge: Knowledge) -> set[str]:
    return {reason.id for reason in knowledge.reasons.values() if any(level.kind == "stop" for level in reason.level)}


def _answers(
    knowledge: Knowledge, reading: Reading, weighed: Weighed, scope: str, *, sure: bool
) -> Mapping[str, tuple[Seen, ...]]:
    """What is said without doubt, and what is said loosely where the first reason, named without doubt, rests on it.

    Beside danger only what the danger rests on: the rest may be what a swindler says.
    """
    first = weighed.order[0] if scope == "in" and sure else ""
    stops = _stops(knowledge)

    def is_confirmed(seen: Seen) -> bool:
        return seen.against == (UNCONFIRMED,) and any(
            first in _grounds(knowledge, "=".join(pair)) for pair in seen.fact.answers
        )

    def is_sound(seen: Seen) -> bool:
        pairs = ["=".join(pair) for pair in seen.fact.answers]
        about_it = first not in stops or all(_grounds(knowledge, pair) & stops for pair in pairs)
        return about_it and weighed.doubtful.isdisjoint(pairs)

    def is_one(pair: str) -> bool:  # where one answer is taken, a loose one does not contradict
        asked = knowledge.questions.get(pair.partition("=")[0])
        return asked is not None and asked.choice == "one"

    sound = [item for item in reading.seen if is_sound(item)]
    loosely = stated(knowledge, [replace(item, against=()) if is_confirmed(item) else item for item in sound])
    return loosely | {pair: items for pair, items in stated(knowledge, sound).items() if is_one(pair)}


def _said(knowledge: Knowledge, reading: Reading, answers: Mapping[str, tuple[Seen, ...]]) -> Iterable[Said]:
    """Answers in the order of the text; options of one question in that of the form, with the clause of the first."""
    by_question: dict[str, list[tuple[str, Seen]]] = {}
    for pair, items in answers.items():
        question, _, option = pair.partition("=")
        by_question.setdefault(question, []).append((option, items[0]))
    for question, found in by_question.items():
        clause = found[0][1].clause
        asked = knowledge.questions.get(question)
        many = asked is not None and asked.choice == "many"
        form = [option.id for option in asked.options] if asked else []
        options = tuple(sorted((option for option, _ in found), key=lambda id_: form.index(id_) if id_ in form else 0))
        yield Said(question, options, reading.folded.quote(clause.start, clause.end), many)


def _offered(knowledge: Knowledge, reading: Reading, weighed: Weighed, answers: Iterable[str]) -> tuple[Pair, ...]:
    """What is likely but not said: what a clause says but for a mark, then what the first reason rests on."""
    taken = set(_sheet(answers))
    pairs = [(question, option) for question, _, option in (pair.partition("=") for pair in sorted(weighed.doubtful))]
    pairs += [pair for item in reading.seen if _may_be_so(item) for pair in item.fact.answers]
    for id_ in weighed.order[:1]:
        for level in knowledge.reasons[id_].level[:1]:
            pairs += [
                (leaf.question, next(iter(leaf.options))) for leaf in leaves(level.when) if len(leaf.options) == 1
            ]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] not in taken and pair[0] in knowledge.questions))[
        :OFFERS
    ]


def _may_be_so(seen: Seen) -> bool:
    """Whether it is worth asking: it is not said, but neither is the opposite, nor that all is well."""
    return bool(seen.against) and {NEGATED, UNCONFIRMED}.isdisjoint(seen.against) and not seen.fact.calm


def _because(reading: Reading, weighed: Weighed, id_: str) -> tuple[str, ...]:
    """The stretches of the message that spoke most for a reason, in their order: words before mere runs."""
    words: list[tuple[int, Span]] = []
    runs: list[tuple[int, Span]] = []
    for feature, shares in weighed.scores.parts.items():
        if (share := shares.get(id_, 0)) > 0:
            span = _span(feature, reading)
            if span is not None:
                (words if feature[0] in (GROUP, SAID) else runs).append((share, span))
    words += [(0, (item.start, item.end)) for item in reading.seen if item.fact.alarm == id_ and not item.against]
    spans: list[Span] = []
    stretches = _joined(reading, runs)
    if not words and not stretches:
        stretches = sorted(runs, key=lambda item: (-item[0], item[1]))[:1]
    for found in (words, stretches):
        for _, found_at in sorted(found, key=lambda item: (-item[0], item[1])):
            span = _readable(reading, found_at, is_word=found is words)
            if len(spans) < PHRASES and not any(begin < span[1] and span[0] < end for begin, end in spans):
                spans.append(span)
    return tuple(dict.fromkeys(reading.folded.quote(*span) for span in sorted(spans)))


def _readable(reading: Reading, span: Span, *, is_word: bool) -> Span:
    """A short clause is shown whole: a word out of it may be half a word; in a longer one its neighbours help."""
    for clause in reading.clauses:
        if clause.start <= span[0] and span[1] <= clause.end:
            if clause.end - clause.start <= WHOLE:
                return clause.start, clause.end
            length = span[1] - span[0]
            if length >= (2 if is_word else LEGIBLE):
                return span
            start = max(clause.start, min(span[0] - (LEGIBLE - length) // 2, clause.end - LEGIBLE))
            return start, start + LEGIBLE
    return span


def _span(feature: str, reading: Reading) -> Span | None:
    """Where a feature stands."""
    if feature[0] == GROUP and feature[1:] in reading.groups:
        return reading.groups[feature[1:]]
    if feature[0] == SAID:
        seen = (*reading.answers.get(feature[1:], ()), *(item for item in reading.seen if item.fact.id == feature[1:]))
        return (seen[0].start, seen[0].end) if seen else None
    run = feature.strip(EDGE)
    at = reading.folded.text.find(run)
    return (at, at + len(run)) if run and at >= 0 else None


def _joined(reading: Reading, runs: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """Runs that touch each other within a clause, as one stretch; short ones say nothing to a reader."""
    stretches: list[tuple[int, Span]] = []
    ends = {clause.end for clause in reading.clauses}
    for share, (start, end) in sorted(runs, key=lambda item: item[1]):
        if stretches and start <= stretches[-1][1][1] and start not in ends:
            total, (first, last) = stretches[-1]
            stretches[-1] = (total + share, (first, max(last, end)))
        else:
            stretches.append((share, (start, end)))
    return [(share, span) for share, span in stretches if span[1] - span[0] >= READABLE]
