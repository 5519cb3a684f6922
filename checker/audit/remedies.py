"""Check remedies: their order, whether a reason uses them, and that waits have a legal basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from ..model import STAGES, Knowledge
from ..problems import Problem
from .walk import Check, problem_at

WAIT_WITH_NUMBER = re.compile(r"[\d一二两三四五六七八九十百]\s*(?:个?(?:工作日|星期|月)|天|日|周(?!岁)|年)")


def order_of_remedies(knowledge: Knowledge) -> Iterator[Problem]:
    """Steps that depend on a step of a later stage, and dependency cycles."""
    for id_, remedy in knowledge.remedies.items():
        for name in remedy.after:
            needed = knowledge.remedies.get(name)
            if needed and STAGES.index(needed.stage) > STAGES.index(remedy.stage):
                yield problem_at(knowledge, f"remedy.{id_}", "after", name, f"不晚于 {remedy.stage} 的一步")
    sorter = TopologicalSorter({id_: remedy.after for id_, remedy in knowledge.remedies.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        yield problem_at(knowledge, f"remedy.{circle[0]}", "after", " → ".join(circle), "不绕回自己")


def unused_remedies(knowledge: Knowledge) -> Iterator[Problem]:
    """Steps that no reason leads to."""
    used = {name for reason in knowledge.reasons.values() for name in reason.remedies}
    for id_ in knowledge.remedies:
        if id_ not in used:
            yield problem_at(knowledge, f"remedy.{id_}", "", id_, "有原因用到它，或写 retired")


def waits(knowledge: Knowledge) -> Iterator[Problem]:
    """Waits with a number of days in reasons without a legal clock."""
    for id_, reason in knowledge.reasons.items():
        if not reason.clocks and WAIT_WITH_NUMBER.search(reason.wait):
            yield problem_at(knowledge, f"reason.{id_}", "wait", reason.wait, "不写天数，或在 clocks 里写明法定期限")


def places(knowledge: Knowledge) -> Iterator[Problem]:
    """Whoever calls or writes is told whom; a step on one's own phone or in the app turns to nobody."""
    for id_, remedy in knowledge.remedies.items():
        if remedy.where in ("phone", "alipay") and remedy.channel:
            yield problem_at(
                knowledge,
                f"remedy.{id_}",
                "channel",
                remedy.channel,
                "自己做的一步不写找谁；要找客服，where 写 support",
            )
        elif remedy.where in ("call", "support") and not remedy.channel:
            yield problem_at(knowledge, f"remedy.{id_}", "channel", None, f"where 是 {remedy.where} 的一步写明找谁")


CHECKS: tuple[Check, ...] = (
    order_of_remedies,
    unused_remedies,
    waits,
    places,
)
