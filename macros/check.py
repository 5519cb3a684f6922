"""The check page: the form, every reason, and what the build worked out in advance."""

from __future__ import annotations

from itertools import product

from markupsafe import Markup

from checker.conditions import UNKNOWN
from checker.diagnose import diagnose
from checker.model import STATIONS, Knowledge
from checker.plan import plan
from checker.report import to_data

from .site import Site, script_json

FIRST = ("product", "status", "prompt")
"""The questions whose every combination is worked out at build time."""


def check_page(site: Site) -> Markup:
    """Everything on the check page below its title."""
    questions = list(site.knowledge.questions.values())
    groups = list(dict.fromkeys(question.group for question in questions))
    return site.render(
        "check.html",
        groups=[(group, [question for question in questions if question.group == group]) for group in groups],
        unknown=UNKNOWN,
        stations=STATIONS,
        lit="",
        instant=script_json(instant_table(site.knowledge)),
        manifest=script_json(site.manifest()),
    )


def instant_table(knowledge: Knowledge) -> dict[str, object]:
    """What the engine says to every combination of the first questions, each said once.

    `cells` maps ``"product|status|prompt"`` (empty for unanswered) to a place in `reports`.
    """
    questions = [knowledge.questions[id_] for id_ in FIRST if id_ in knowledge.questions]
    choices = [("", *(option.id for option in question.options)) for question in questions]
    reports: dict[str, int] = {}
    unique: list[dict[str, object]] = []
    cells: dict[str, int] = {}
    for cell in product(*choices):
        answers = {question.id: (chosen,) for question, chosen in zip(questions, cell, strict=True) if chosen}
        diagnosis = diagnose(knowledge, answers)
        report = to_data(knowledge, diagnosis, plan(knowledge, diagnosis))
        place = reports.setdefault(repr(report), len(unique))
        if place == len(unique):
            unique.append(report)
        cells["|".join(cell)] = place
    return {"questions": [question.id for question in questions], "cells": cells, "reports": unique}
