"""Check periods of validity: ended entries that others still rely on, and successors (`replaced_by`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..life import day_of, has_ended
from ..model import ENTRIES, Dated, Entry, Knowledge, RuleChange
from ..problems import Problem
from .references import REFERENCES
from .walk import Check, DatedCheck, entries, problem_at

ENDS_SOON = 30
"""Days before the end of an entry from which on there is a warning."""

LONG_AGO = 365
"""Days after the end of a rule from which on no reason and no step may name it at all, however good the rest is."""

GROUNDS = [
    (table, field, target)
    for table, field, target in REFERENCES
    if field in ("sources", "claims", "rule") and table not in ("question", "contradiction")
]
"""Table, field, and what its ids name: what an entry rests on. A question and a contradiction only quote claims."""

OFFERED = (("remedies", "remedy"), ("clocks", "clock"))
"""Fields of a reason, and the tables of what it offers in them."""


def order_of_dates(knowledge: Knowledge) -> Iterator[Problem]:
    """Entries that end before they begin."""
    for entry, value in entries(knowledge):
        if isinstance(value, Dated) and value.in_force and value.until and value.until < value.in_force:
            yield problem_at(knowledge, entry, "until", value.until, f"不早于 in_force（{value.in_force}）的日期")


def replaced_without_end(knowledge: Knowledge) -> Iterator[Problem]:
    """Entries with a successor but without a last day."""
    for entry, value in entries(knowledge):
        if isinstance(value, Dated) and value.replaced_by and value.until is None:
            yield problem_at(knowledge, entry, "until", None, "写了 replaced_by，就要写它还有效的最后一天")


def replaced_in_circles(knowledge: Knowledge) -> Iterator[Problem]:
    """Cycles of `replaced_by`; each is reported once."""
    for table, (attribute, cls) in ENTRIES.items():
        if issubclass(cls, Dated):
            known = getattr(knowledge, attribute)
            seen: set[str] = set()
            for id_ in known:
                way = _successors(known, id_)
                if way[-1] in way[:-1] and seen.isdisjoint(way):
                    circle = way[way.index(way[-1]) :]
                    yield problem_at(knowledge, f"{table}.{circle[0]}", "replaced_by", " → ".join(circle), "不绕回自己")
                seen.update(way)


def _successors(known: dict[str, Dated], id_: str) -> list[str]:
    """`id_`, what replaced it, what replaced that …; ends with the last one, or with the first that comes again."""
    way = [id_]
    while (following := known[way[-1]].replaced_by) in known:
        way.append(following)
        if following in way[:-1]:
            break
    return way


def changes_without_a_day(knowledge: Knowledge) -> Iterator[Problem]:
    """Rule changes whose rule does not say the date."""
    for id_, change in knowledge.rule_changes.items():
        if change.rule in knowledge.sources and day_of(knowledge, change) is None:
            field = "until" if change.ends else "in_force"
            yield problem_at(knowledge, f"change.{id_}", "rule", change.rule, f"一处写明 {field} 的来源")


def resting_on_what_ended(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Entries in use whose claims and sources have all ended."""
    for entry, value in _live(knowledge, today):
        grounds = list(_grounds(knowledge, entry, value))
        if grounds and all(has_ended(ground, today) for _, ground in grounds):
            told = [_told(ground) for _, ground in grounds]
            yield problem_at(knowledge, entry, grounds[0][0], told, "至少一处还有效的依据" + _successor_named(grounds))


def resting_on_what_ended_long_ago(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Reasons and remedies that name a source or claim which ended more than `LONG_AGO` days ago."""
    for entry, value in _live(knowledge, today):
        if entry.startswith(("reason.", "remedy.")):
            for field, ground in _grounds(knowledge, entry, value):
                if ground.until is not None and (today - ground.until).days > LONG_AGO:
                    expected = f"去掉它：失效超过 {LONG_AGO} 天，不再作依据" + _successor_named([(field, ground)])
                    yield problem_at(knowledge, entry, field, _told(ground), expected)


def offering_what_ended(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Reasons that still list an ended remedy or clock."""
    for id_, reason in knowledge.reasons.items():
        for field, table in OFFERED:
            known: dict[str, Dated] = getattr(knowledge, ENTRIES[table][0])
            for name in getattr(reason, field):
                if name in known and has_ended(known[name], today):
                    yield problem_at(knowledge, f"reason.{id_}", field, _told(known[name]), "还有效的条目")


def ending_soon(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Entries that end within `ENDS_SOON` days, with everything that refers to them."""
    for entry, value in entries(knowledge):
        if isinstance(value, Dated) and value.until and 0 <= (value.until - today).days <= ENDS_SOON and _in_use(value):
            users = list(_users(knowledge, *entry.split(".", 1)))
            named = "；在那以前改好 " + "、".join(users) if users else ""
            yield problem_at(knowledge, entry, "until", value.until, f"{ENDS_SOON} 天内不到期{named}")


def _live(knowledge: Knowledge, today: date) -> Iterator[tuple[str, Entry]]:
    """Entries in use on `today`, without rule changes: what changed on a day stays true when the rule ends."""
    for entry, value in entries(knowledge):
        over = isinstance(value, Dated) and has_ended(value, today)
        if _in_use(value) and not over and not isinstance(value, RuleChange):
            yield entry, value


def _in_use(entry: Entry) -> bool:
    return not getattr(entry, "retired", "")


def _grounds(knowledge: Knowledge, entry: str, value: Entry) -> Iterator[tuple[str, Dated]]:
    """What `value` rests on and has not been taken down, each with the field that names it."""
    for table, field, target in GROUNDS:
        if entry.startswith(f"{table}."):
            known = getattr(knowledge, ENTRIES[target][0])
            named = getattr(value, field)
            for name in (named,) if isinstance(named, str) else named:
                if name in known and _in_use(known[name]):
                    yield field, known[name]


def _told(entry: Dated) -> str:
    return f"{entry.id}（{entry.until} 截止）"


def _successor_named(grounds: list[tuple[str, Dated]]) -> str:
    """What took the place of the grounds, where they say so."""
    successors = dict.fromkeys(ground.replaced_by for _, ground in grounds if ground.replaced_by)
    return f"，例如取代它的 {'、'.join(successors)}" if successors else ""


def _users(knowledge: Knowledge, table: str, id_: str) -> Iterator[str]:
    """Every entry that names the entry `id_` of `table`."""
    for using, field, target in REFERENCES:
        if target == table:
            for name, entry in getattr(knowledge, ENTRIES[using][0]).items():
                named = getattr(entry, field)
                if id_ == named or (not isinstance(named, str) and id_ in named):
                    yield f"{using}.{name}"


CHECKS: tuple[Check, ...] = (
    order_of_dates,
    replaced_without_end,
    replaced_in_circles,
    changes_without_a_day,
)

DATED_CHECKS: tuple[DatedCheck, ...] = (
    resting_on_what_ended,
    resting_on_what_ended_long_ago,
    offering_what_ended,
)
