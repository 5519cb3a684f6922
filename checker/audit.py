"""Whether the knowledge fits together: what `parse` cannot see in one entry alone.

A problem stops the build, a warning does not. Each check is a short function that yields what it
finds; `CHECKS` lists them. All of them together look at every entry a fixed number of times, so ten
times the knowledge costs about ten times as much.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from .conditions import UNKNOWN, All, Condition, Either, Is, Not, evaluate, leaves
from .facts import Answers, facts_of, is_visible
from .judge import judge
from .model import KINDS, STAGES, Claim, Knowledge, Level, Question, Reason
from .parse import ENTRIES
from .problems import Problem, quote
from .vocabulary import MANY

GOOD_FOR = timedelta(days=180)
"""After so long an entry has to be looked at again."""

OFFICIAL = ("gov.cn", "pbccrc.org.cn", "chsi.com.cn", "12377.cn", "12321.cn")
"""Domains that may be linked, with everything below them; all else is cited without a link."""

FORBIDDEN = re.compile(
    "通过率|[%％]|百分之|百分百|分数门槛|包过|包开|包下款|一定能|一定会开|强开方法|养号|刷流水"
    "|保证能?(?:开|通过|下款)"
    r"|天[之以]?后(?:就|便)?(?:[能可]以?|会)开"
    r"|分(?:以上|及以上)(?:就|便|才)?[能可会]以?开"
    r"|(?:改善|做到|照做)了?(?:就|便)(?:会)?(?:加分|能开)"
)
"""Words that stand nowhere, not even denied: promises, thresholds, recipes (DESIGN, Words)."""

HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[,;:?!](?=[\u3400-\u9fff])")
SPACING = re.compile(
    r"[\u3400-\u9fff][A-Za-z\d]|[A-Za-z\d][\u3400-\u9fff]|[，。：；？！、“”‘’《》（）] | [，。：；？！、”’》（）]"
)
WAIT_WITH_NUMBER = re.compile(r"[\d一二两三四五六七八九十百]\s*(?:个?(?:工作日|星期|月)|天|日|周(?!岁)|年)")
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE_END = re.compile(r"[。！？]")
LONGEST_SHARED = 12
"""Sentences of fewer 汉字 may well stand in two entries; longer ones are written once."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What there is to mend, in the order of the files."""

    problems: tuple[Problem, ...]  #: the build stops
    warnings: tuple[Problem, ...]  #: it does not


def audit(knowledge: Knowledge, today: date, *, strict_dates: bool = False) -> Audit:
    """Look `knowledge` over as of `today`; with `strict_dates` an overdue review is a problem, too."""
    problems = [problem for check in CHECKS for problem in check(knowledge)]
    problems += _reviews_to_come(knowledge, today)
    warnings = list(_overdue(knowledge, today))
    if strict_dates:
        problems, warnings = [*problems, *warnings], []
    return Audit(tuple(sorted(set(problems))), tuple(sorted(warnings)))


def counts(knowledge: Knowledge, today: date) -> dict[str, int | dict[str, int]]:
    """How much there is of everything; numbers that nobody has to write by hand."""
    grades = Counter[str](claim.grade for claim in knowledge.claims.values())
    kinds = Counter[str](reason.kind for reason in knowledge.reasons.values())
    sizes = {attribute: len(getattr(knowledge, attribute)) for attribute, _ in ENTRIES.values()}
    return {
        **sizes,
        "claims": {grade: grades[grade] for grade in "ABCD"},
        "reasons": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        "overdue": sum(1 for _ in _overdue(knowledge, today)),
    }


# ---------- Going through the knowledge ----------


def _entries(knowledge: Knowledge) -> Iterator[tuple[str, Any]]:
    """Every entry with its path: ``reason.R01`` and the Reason."""
    for table, (attribute, _) in ENTRIES.items():
        for id_, entry in getattr(knowledge, attribute).items():
            yield f"{table}.{id_}", entry


def _wrong(knowledge: Knowledge, entry: str, place: str, found: object, expected: str) -> Problem:
    path = f"{entry}.{place}" if place else entry
    return Problem(knowledge.origin.get(entry, "labels.toml"), path, quote(found), expected)


@dataclass(frozen=True, slots=True)
class _Written:
    """A condition where it stands."""

    entry: str
    place: str
    condition: Condition
    hard: bool = False


def _conditions(knowledge: Knowledge) -> Iterator[_Written]:
    for id_, question in knowledge.questions.items():
        if question.show_if is not None:
            yield _Written(f"question.{id_}", "show_if", question.show_if)
    for id_, reason in knowledge.reasons.items():
        for number, level in enumerate(reason.level):
            place = f"level[{number}]." if len(reason.level) > 1 else ""
            yield _Written(f"reason.{id_}", f"{place}when", level.when, level.kind == "hard")
            if level.unless is not None:
                yield _Written(f"reason.{id_}", f"{place}unless", level.unless, level.kind == "hard")
    for id_, remedy in knowledge.remedies.items():
        if remedy.when is not None:
            yield _Written(f"remedy.{id_}", "when", remedy.when)


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside an entry, with its place: prose and ids alike, addresses left out."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, Is | Not | All | Either):
        for item in fields(value):
            if item.name != "url":
                yield from _texts(getattr(value, item.name), f"{place}.{item.name}".lstrip("."))


def _written_texts(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Entry, place and text of everything that is written for people, labels and plain words too."""
    for entry, value in _entries(knowledge):
        yield from ((entry, place, text) for place, text in _texts(value))
    for group, words in knowledge.labels.items():
        yield from ((f"label.{group}", id_, word) for id_, word in words.items())
    if knowledge.vocabulary is not None:
        yield from ((f"term.{id_}", "name", term.name) for id_, term in knowledge.vocabulary.terms.items())
        yield from ((f"said.{id_}", "", word) for id_, words in knowledge.vocabulary.said.items() for word in words)


# ---------- Ids ----------

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("claim", "sources", "sources"),
    ("contradiction", "claims", "claims"),
    ("question", "claims", "claims"),
    ("reason", "claims", "claims"),
    ("reason", "corrects", "claims"),
    ("reason", "sources", "sources"),
    ("reason", "remedies", "remedies"),
    ("reason", "clocks", "clocks"),
    ("remedy", "after", "remedies"),
    ("remedy", "channel", "channels"),
    ("remedy", "claims", "claims"),
    ("remedy", "sources", "sources"),
    ("prompt", "reasons", "reasons"),
    ("prompt", "sources", "sources"),
    ("scam", "sources", "sources"),
    ("myth", "claims", "claims"),
    ("myth", "sources", "sources"),
    ("channel", "sources", "sources"),
    ("clock", "sources", "sources"),
    ("letter", "sources", "sources"),
)
"""Table, field of its entries, and what the ids in that field name."""


def _dangling_ids(knowledge: Knowledge) -> Iterator[Problem]:
    for table, field, target in REFERENCES:
        known = getattr(knowledge, target)
        for id_, entry in getattr(knowledge, ENTRIES[table][0]).items():
            named = getattr(entry, field)
            for name in (named,) if isinstance(named, str) else named:
                if name and name not in known:
                    yield _wrong(knowledge, f"{table}.{id_}", field, name, f"{target} 里有的 id")


def _dangling_conditions(knowledge: Knowledge) -> Iterator[Problem]:
    for written in _conditions(knowledge):
        for leaf in leaves(written.condition):
            question = knowledge.questions.get(leaf.question)
            if question is None:
                yield _wrong(knowledge, written.entry, written.place, leaf.question, "一个问题的 id")
                continue
            options = {option.id for option in question.options}
            for name in sorted(leaf.options - options - UNKNOWN):
                expected = f"{leaf.question} 的选项：" + "、".join(sorted(options))
                yield _wrong(knowledge, written.entry, written.place, name, expected)
            if written.hard and not UNKNOWN.isdisjoint(leaf.options):
                found = sorted(UNKNOWN & leaf.options)
                yield _wrong(knowledge, written.entry, written.place, found, "hard 原因里不写“不知道”")


def _options(knowledge: Knowledge) -> Iterator[Problem]:
    """Option ids are unique, and `becomes` leads to another answer that exists."""
    for id_, question in knowledge.questions.items():
        entry = f"question.{id_}"
        for name, times in Counter(option.id for option in question.options).items():
            if times > 1:
                yield _wrong(knowledge, entry, "options", name, "每个选项的 id 只用一次")
        for number, option in enumerate(question.options):
            place = f"options[{number}]"
            if option.fixed and option.becomes:
                yield _wrong(knowledge, entry, place, option.id, "fixed 和 becomes 只写一样")
            for target, answer in option.becomes.items():
                other = knowledge.questions.get(target)
                if other is None:
                    yield _wrong(knowledge, entry, f"{place}.becomes", target, "一个问题的 id")
                elif answer and answer not in {item.id for item in other.options}:
                    yield _wrong(knowledge, entry, f"{place}.becomes", answer, f"{target} 的一个选项")
                elif (target, answer) == (id_, option.id):
                    yield _wrong(knowledge, entry, f"{place}.becomes", answer, "和现在不同的回答")


def _scam_offers(knowledge: Knowledge) -> Iterator[Problem]:
    question = knowledge.questions.get("offers")
    options = {option.id for option in question.options} if question else set()
    for id_, scam in knowledge.scams.items():
        for name in scam.offers:
            if name not in options:
                yield _wrong(knowledge, f"scam.{id_}", "offers", name, "问题 offers 的一个选项")


def _prompts(knowledge: Knowledge) -> Iterator[Problem]:
    """Every sentence that the form offers is explained, and the other way round."""
    question = knowledge.questions.get("prompt")
    options = {option.id for option in question.options} if question else set()
    for name in sorted(options - knowledge.prompts.keys() - UNKNOWN):
        yield _wrong(knowledge, "question.prompt", "options", name, f"另有一条 [prompt.{name}]")
    for id_, prompt in knowledge.prompts.items():
        if prompt.option != (id_ in options):
            expected = "问题 prompt 的一个选项，或 option = false" if prompt.option else "不是选项的 id"
            yield _wrong(knowledge, f"prompt.{id_}", "", id_, expected)


def _vocabulary(knowledge: Knowledge) -> Iterator[Problem]:
    """The signs point to reasons, answer with options, and know which questions take several."""
    for sign in knowledge.vocabulary.signs if knowledge.vocabulary else ():
        entry = f"sign.{sign.id}"
        for name in sign.reasons:
            if name not in knowledge.reasons:
                yield _wrong(knowledge, entry, "reasons", name, "一个原因的 id")
        for question, options in sign.answers.items():
            asked = knowledge.questions.get(question)
            known = {option.id for option in asked.options} | UNKNOWN if asked else set[str]()
            for option in options:
                if option not in known:
                    yield _wrong(knowledge, entry, f"answers.{question}", option, "一个问题和它的一个选项")
            if asked and (asked.choice == "many") != (question in MANY):
                yield _wrong(knowledge, entry, f"answers.{question}", asked.choice, "与 vocabulary.MANY 一致")


def _said(knowledge: Knowledge) -> Iterator[Problem]:
    """Where there are ways of putting a reason, every reason has its own, so that a search with them finds it."""
    if knowledge.vocabulary is not None and knowledge.vocabulary.said:
        for name in knowledge.vocabulary.said.keys() - knowledge.reasons.keys():
            yield _wrong(knowledge, f"said.{name}", "", name, "一个原因的 id")
        for name in knowledge.reasons.keys() - knowledge.vocabulary.said.keys():
            yield _wrong(knowledge, f"reason.{name}", "", name, f"vocabulary/said.toml 里有一行 {name}")


# ---------- Labels ----------


def _labelled(cls: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of an entry whose values are words with a label, and all those values."""
    for name, hint in get_type_hints(cls).items():
        if get_origin(hint) is Literal and name not in ("choice", "unit"):
            yield name, get_args(hint)


def _missing_labels(knowledge: Knowledge) -> Iterator[Problem]:
    """Every word that an entry may be described by has its Chinese."""
    wanted = {"kind": set[str](KINDS), "answer": set(UNKNOWN)}
    for _, cls in ENTRIES.values():
        for group, values in _labelled(cls):
            wanted.setdefault(group, set()).update(values)
    for group, value in sorted((group, value) for group, values in wanted.items() for value in values):
        if not knowledge.labels.get(group, {}).get(value):
            yield _wrong(knowledge, f"label.{group}", value, None, "一个中文名字")


def _unlabelled_words(knowledge: Knowledge) -> Iterator[Problem]:
    for id_, claim in knowledge.claims.items():
        yield from _label_each(knowledge, f"claim.{id_}", "topic", (claim.topic,))
        yield from _label_each(knowledge, f"claim.{id_}", "flags", claim.flags)
    for id_, scam in knowledge.scams.items():
        yield from _label_each(knowledge, f"scam.{id_}", "wants", scam.wants)


def _label_each(knowledge: Knowledge, entry: str, field: str, values: Iterable[str]) -> Iterator[Problem]:
    known = knowledge.labels.get("flag" if field == "flags" else field, {})
    for value in values:
        if value not in known:
            yield _wrong(knowledge, entry, field, value, "这些之一：" + "、".join(known))


# ---------- Questions and answers ----------


def _show_if_order(knowledge: Knowledge) -> Iterator[Problem]:
    """A follow-up comes after what it follows; this also rules out circles."""
    earlier: set[str] = set()
    for id_, question in knowledge.questions.items():
        for leaf in leaves(question.show_if) if question.show_if else ():
            if leaf.question in knowledge.questions and leaf.question not in earlier:
                yield _wrong(knowledge, f"question.{id_}", "show_if", leaf.question, "排在它前面的问题")
        earlier.add(id_)


def _useless_questions(knowledge: Knowledge) -> Iterator[Problem]:
    used = {leaf.question for written in _conditions(knowledge) for leaf in leaves(written.condition)}
    for id_ in knowledge.questions:
        if id_ not in used:
            yield _wrong(knowledge, f"question.{id_}", "", id_, "有原因、办法或别的问题用到它")


def _option_effects(knowledge: Knowledge) -> Iterator[Problem]:
    """An answer matters to some condition or says that it does not."""
    matters = {
        (leaf.question, option)
        for written in _conditions(knowledge)
        for leaf in leaves(written.condition)
        for option in leaf.options
    }
    for id_, question in knowledge.questions.items():
        for number, option in enumerate(question.options):
            place = f"options[{number}]"
            if option.no_effect and (id_, option.id) in matters:
                yield _wrong(knowledge, f"question.{id_}", place, option.id, "不写 no_effect：有条件用到它")
            elif not option.no_effect and (id_, option.id) not in matters and option.id not in UNKNOWN:
                yield _wrong(knowledge, f"question.{id_}", place, option.id, "有条件用到它，或写 no_effect = true")


def _hard_answers(knowledge: Knowledge) -> Iterator[Problem]:
    """What makes a reason hard can either be put right or says why it cannot."""
    for written in _conditions(knowledge):
        if written.hard and written.place.endswith("when"):
            for question, option in sorted(_unhandled(knowledge, written.condition, wanted=True)):
                found = f"{question} = {option}"
                yield _wrong(knowledge, written.entry, written.place, found, "这个选项写明 becomes 或 fixed")


def _unhandled(knowledge: Knowledge, condition: Condition, *, wanted: bool) -> set[tuple[str, str]]:
    """The answers that make `condition` come out as `wanted` and lead no way out of it."""
    match condition:
        case Is(name, options):
            question = knowledge.questions.get(name)
            making = [o for o in question.options if (o.id in options) is wanted] if question else []
            return {(name, o.id) for o in making if not o.becomes and not o.fixed and o.id not in UNKNOWN}
        case Not(inner):
            return _unhandled(knowledge, inner, wanted=not wanted)
        case All(parts) | Either(parts):
            each = [_unhandled(knowledge, part, wanted=wanted) for part in parts]
            one_is_enough = isinstance(condition, All) is wanted
            return set() if one_is_enough and not all(each) else set[tuple[str, str]]().union(*each)


# ---------- Whether a reason can be reached ----------


def _order_of_levels(knowledge: Knowledge) -> Iterator[Problem]:
    """The most serious level comes first: the first that holds is the one that is found."""
    for id_, reason in knowledge.reasons.items():
        ranks = [KINDS.index(level.kind) for level in reason.level]
        if ranks != sorted(ranks):
            kinds = [level.kind for level in reason.level]
            yield _wrong(knowledge, f"reason.{id_}", "level", kinds, "从最要紧的一级写起：" + "、".join(KINDS))


def _unreachable(knowledge: Knowledge) -> Iterator[Problem]:
    for id_, reason in knowledge.reasons.items():
        for number, level in enumerate(reason.level):
            levels = reason.level[: number + 1]
            if not _can_be_found(knowledge, replace(reason, level=levels)):
                place = f"level[{number}].when" if len(reason.level) > 1 else "when"
                yield _wrong(knowledge, f"reason.{id_}", place, level.kind, "有一组回答能让它成立")


def _can_be_found(knowledge: Knowledge, reason: Reason) -> bool:
    """Whether a person could answer so that the last level of `reason` is the one that is found."""
    conditions = [condition for level in reason.level for condition in (level.when, level.unless) if condition]
    read: dict[str, set[str]] = {}
    for condition in conditions:
        _note_leaves(condition, read)
    for question in reversed(list(knowledge.questions.values())):
        if question.id in read and question.show_if is not None:
            _note_leaves(question.show_if, read)
    asked = {id_: question for id_, question in knowledge.questions.items() if id_ in read}
    part = replace(knowledge, questions=asked)
    choices = [(question, _different_answers(question, read[id_])) for id_, question in asked.items()]
    return _search(part, reason, choices, {})


def _note_leaves(condition: Condition, read: dict[str, set[str]]) -> None:
    for leaf in leaves(condition):
        read.setdefault(leaf.question, set()).update(leaf.options)


def _different_answers(question: Question, named: set[str]) -> list[tuple[str, ...]]:
    """Answers that conditions can tell apart: each named option, one that is not named, and none."""
    ids = [option.id for option in question.options]
    telling = [id_ for id_ in (*ids, *sorted(UNKNOWN)) if id_ in named]
    other = [id_ for id_ in ids if id_ not in named][:1]
    alone = [(id_,) for id_ in (*telling, *other)]
    pairs = list(combinations(telling, 2)) if question.choice == "many" else []
    return [*alone, *pairs, ()]


def _search(
    knowledge: Knowledge, reason: Reason, choices: list[tuple[Question, list[tuple[str, ...]]]], answers: Answers
) -> bool:
    """Answer question after question, as long as the last level can still come true."""
    facts = facts_of(knowledge, answers)
    level: Level = reason.level[-1]
    kind, verdict = judge(reason, facts)
    if verdict.truth and kind == level.kind:
        return True
    if not choices or evaluate(level.when, facts).truth is False:
        return False
    (question, options), rest = choices[0], choices[1:]
    if not is_visible(question, facts):
        options = [()]
    return any(
        _search(knowledge, reason, rest, {**answers, question.id: chosen} if chosen else answers) for chosen in options
    )


# ---------- Grounds ----------


def _grounds_of_reasons(knowledge: Knowledge) -> Iterator[Problem]:
    """What a serious reason rests on, and what may ground nothing or nothing serious."""
    for id_, reason in knowledge.reasons.items():
        kinds = {level.kind for level in reason.level}
        grades = {name: knowledge.claims[name].grade for name in reason.claims if name in knowledge.claims}
        serious = kinds & {"hard", "strong"}
        legal = any(name in knowledge.sources and knowledge.sources[name].law for name in reason.sources)
        entry = f"reason.{id_}"
        if serious and not legal and set(grades.values()).isdisjoint("AB"):
            yield _wrong(knowledge, entry, "claims", list(grades), "至少一条 A 或 B 级的说法，或一处法律来源")
        unchecked = [name for name, grade in grades.items() if grade == "C"]
        if serious and unchecked:
            yield _wrong(knowledge, entry, "claims", unchecked, "C 级说法不作 hard、strong 的依据；反对的写进 corrects")
        elif kinds - {"weak"} and unchecked and len(unchecked) == len(grades) and not reason.sources:
            yield _wrong(knowledge, entry, "claims", unchecked, "C 级说法只能单独支撑 weak；另写一处来源")


def _wrong_claims(knowledge: Knowledge) -> Iterator[Problem]:
    """A claim of grade D grounds nothing, and comes with what is right."""
    for table, entries in (("reason", knowledge.reasons), ("remedy", knowledge.remedies)):
        for id_, entry in entries.items():
            for name in entry.claims:
                if name in knowledge.claims and knowledge.claims[name].grade == "D":
                    yield _wrong(knowledge, f"{table}.{id_}", "claims", name, "D 级说法不作依据；反对的写进 corrects")
    for id_, claim in knowledge.claims.items():
        if claim.grade == "D" and not claim.correction:
            yield _wrong(knowledge, f"claim.{id_}", "correction", "", "D 级必填：正确的说法")


def _without_source(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, value in _entries(knowledge):
        if not hasattr(value, "unsourced") or value.sources or value.unsourced:
            continue
        if isinstance(value, Reason) and any(_is_good(knowledge.claims.get(name)) for name in value.claims):
            continue
        yield _wrong(knowledge, entry, "sources", [], "一处来源；没有就写 unsourced")


def _is_good(claim: Claim | None) -> bool:
    return claim is not None and claim.grade in ("A", "B")


def _contradictions(knowledge: Knowledge) -> Iterator[Problem]:
    for id_, contradiction in knowledge.contradictions.items():
        if len(contradiction.claims) < 2:
            yield _wrong(knowledge, f"contradiction.{id_}", "claims", list(contradiction.claims), "两条以上")


def _links(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, value in _entries(knowledge):
        url = getattr(value, "url", "")
        if url and not _is_official(url):
            yield _wrong(knowledge, entry, "url", url, "官方域名（" + "、".join(OFFICIAL) + "），否则不写链接")


def _is_official(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(f".{host}".endswith(f".{suffix}") for suffix in OFFICIAL)


# ---------- Remedies ----------


def _order_of_remedies(knowledge: Knowledge) -> Iterator[Problem]:
    """No step waits for a later stage, and none for itself."""
    for id_, remedy in knowledge.remedies.items():
        for name in remedy.after:
            needed = knowledge.remedies.get(name)
            if needed and STAGES.index(needed.stage) > STAGES.index(remedy.stage):
                yield _wrong(knowledge, f"remedy.{id_}", "after", name, f"不晚于 {remedy.stage} 的一步")
    sorter = TopologicalSorter({id_: remedy.after for id_, remedy in knowledge.remedies.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        yield _wrong(knowledge, f"remedy.{circle[0]}", "after", " → ".join(circle), "不绕回自己")


def _unused_remedies(knowledge: Knowledge) -> Iterator[Problem]:
    used = {name for reason in knowledge.reasons.values() for name in reason.remedies}
    for id_, remedy in knowledge.remedies.items():
        if id_ not in used and not remedy.retired:
            yield _wrong(knowledge, f"remedy.{id_}", "", id_, "有原因用到它，或写 retired")


def _waits(knowledge: Knowledge) -> Iterator[Problem]:
    """Only a legal clock carries days."""
    for id_, reason in knowledge.reasons.items():
        if not reason.clocks and WAIT_WITH_NUMBER.search(reason.wait):
            yield _wrong(knowledge, f"reason.{id_}", "wait", reason.wait, "不写天数，或在 clocks 里写明法定期限")


# ---------- Words ----------


def _forbidden_words(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, place, text in _written_texts(knowledge):
        for found in FORBIDDEN.finditer(text):
            yield _wrong(knowledge, entry, place, found[0], "换一种说法：承诺、比例、门槛、窍门都不写")


def _half_width(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, place, text in _written_texts(knowledge):
        for found in HALF_WIDTH.finditer(text):
            around = text[max(0, found.start() - 4) : found.end() + 4]
            yield _wrong(knowledge, entry, place, around, "汉字之间用全角标点")


def _spacing(knowledge: Knowledge) -> Iterator[Problem]:
    for entry, place, text in _written_texts(knowledge):
        for found in SPACING.finditer(text):
            around = text[max(0, found.start() - 4) : found.end() + 4]
            yield _wrong(knowledge, entry, place, around, "汉字和字母数字之间空一格，全角标点旁边不空")


def _repeated_sentences(knowledge: Knowledge) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry, place, text in _written_texts(knowledge):
        for sentence in SENTENCE_END.split(text):
            if len(HAN.findall(sentence)) >= LONGEST_SHARED and first.setdefault(sentence.strip(), entry) != entry:
                expected = f"一句话只写一次；{first[sentence.strip()]} 里已经有它"
                yield _wrong(knowledge, entry, place, sentence.strip(), expected)


CHECKS: tuple[Callable[[Knowledge], Iterator[Problem]], ...] = (
    _dangling_ids,
    _dangling_conditions,
    _options,
    _scam_offers,
    _prompts,
    _vocabulary,
    _said,
    _missing_labels,
    _unlabelled_words,
    _show_if_order,
    _useless_questions,
    _option_effects,
    _hard_answers,
    _order_of_levels,
    _unreachable,
    _grounds_of_reasons,
    _wrong_claims,
    _without_source,
    _contradictions,
    _links,
    _order_of_remedies,
    _unused_remedies,
    _waits,
    _forbidden_words,
    _half_width,
    _spacing,
    _repeated_sentences,
)
"""Every check that needs no calendar."""


# ---------- Dates ----------


def _overdue(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for entry, value in _entries(knowledge):
        if value.reviewed + GOOD_FOR < today:
            yield _wrong(knowledge, entry, "reviewed", value.reviewed, f"{GOOD_FOR.days} 天以内的复核日期")


def _reviews_to_come(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for entry, value in _entries(knowledge):
        if value.reviewed > today:
            yield _wrong(knowledge, entry, "reviewed", value.reviewed, f"不晚于今天（{today}）的日期")
