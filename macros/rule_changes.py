"""What changed lately in the rules: one page, newest first, and from whatever a change touches the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from checker.life import day_of
from checker.model import Dated, RuleChange

from .site import PRINTED, Site


@dataclass(frozen=True)
class Citation:
    """The sources of a change: its rule, then what else was read."""

    sources: tuple[str, ...]
    unsourced: str = ""


def changes_list(site: Site) -> Markup:
    """Every change at the anchor of its id; a sentence where there is none."""
    return site.render(
        "changes.html",
        changes=newest_first(site),
        day=lambda change: site.life(day_only(site, change)),
        touched=lambda change: [tuple(name.split(".", 1)) for name in change.touches if _kind(name) in PRINTED],
        cited=lambda change: site.cited(Citation((change.rule, *change.sources))),
    )


def change_line(site: Site, id_: str) -> Markup:
    """One change in a line: since when, how sure, and where more is said of it."""
    change = site.knowledge.rule_changes[id_]
    return site.render("change_line.html", change=change, day=site.life(day_only(site, change)))


def newest_changes(site: Site, number: int) -> Markup:
    """The last `number` changes as links, each with its day."""
    return site.render(
        "newest_changes.html",
        changes=newest_first(site)[:number],
        day=lambda change: site.life(day_only(site, change)),
    )


def newest_first(site: Site) -> list[RuleChange]:
    """The changes by their day, the latest first."""
    changes = site.knowledge.rule_changes.values()
    return sorted(changes, key=lambda change: day_of(site.knowledge, change) or date.min, reverse=True)


def day_only(site: Site, change: RuleChange) -> Dated:
    """The rule behind `change` with only the one day that the change is about."""
    rule = site.knowledge.sources[change.rule]
    return replace(rule, in_force=None) if change.ends else replace(rule, until=None, replaced_by="")


def _kind(name: str) -> str:
    return name.partition(".")[0]
