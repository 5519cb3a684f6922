"""Reasons on the guide pages: one at a time, by family, or only their steps."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from checker.conditions import Condition, Is
from checker.model import Reason

from .corrections import report_line
from .site import Site
from .stations import station_line
from .used import questions_of


def reason_section(site: Site, id_: str) -> Markup:
    """One reason with everything about it; its id is the anchor."""
    reason = site.knowledge.reasons[id_]
    prompts = [prompt for prompt in site.knowledge.prompts.values() if id_ in prompt.reasons and prompt.option]
    return site.render(
        "reason.html",
        reason=reason,
        prompts=prompts,
        questions=questions_of(reason),
        report=partial(report_line, site),
    )


def family_sections(site: Site, family: str) -> Markup:
    """The station line of a family, a list of its reasons, and every reason in the order of the knowledge.

    Those that were taken down come last: their anchors stay, and say where they went.
    """
    reasons = _reasons_of(site, family)
    stations = tuple(dict.fromkeys(reason.station for reason in reasons))
    top = site.render("family.html", reasons=reasons, line=station_line(site, *stations))
    retired = [gone for gone in site.knowledge.retired.values() if isinstance(gone, Reason) and gone.family == family]
    bottom = site.render("retired.html", reasons=retired)
    return Markup("\n").join([top, *(reason_section(site, reason.id) for reason in reasons), bottom])


def families(site: Site) -> Markup:
    """Every family with its reasons, as links; not what only words lead to, for it is no reason of anything."""
    pairs = [
        (family, [reason for reason in _reasons_of(site, family) if not reason.from_words_only])
        for family in site.knowledge.labels["family"]
    ]
    return site.render("families.html", families=[(family, reasons) for family, reasons in pairs if reasons])


def steps(site: Site, id_: str) -> Markup:
    """Only the steps of a reason, each with when it can be taken."""
    reason = site.knowledge.reasons[id_]
    remedies = [site.knowledge.remedies[remedy] for remedy in reason.remedies]
    return site.render("steps.html", remedies=remedies, when=lambda remedy: _when(site, remedy.when))


def limits(site: Site, id_: str) -> Markup:
    """How long a reason takes, what not to do, and what it rests on: the end of a guide about it."""
    return site.render("limits_card.html", reason=site.knowledge.reasons[id_])


def _when(site: Site, condition: Condition | None) -> str:
    """The one answer under which a step is taken, in the words of the form; empty where it is not one."""
    match condition:
        case Is(question, options) if len(options) == 1:
            return next(f"“{o.label}”" for o in site.knowledge.questions[question].options if o.id in options)
        case _:
            return ""


def _reasons_of(site: Site, family: str) -> list[Reason]:
    return [reason for reason in site.knowledge.reasons.values() if reason.family == family]
