"""The check page: the form, every reason, and what the build worked out in advance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import Any

from markupsafe import Markup

from checker import migrations
from checker.conditions import UNKNOWN
from checker.diagnosis import diagnose
from checker.facts import Answers
from checker.model import STAGES, STATIONS, Knowledge, Question
from checker.planning import plan
from checker.report import to_data, to_json

from .site import Site, public_address, script_json

STATES = ("found", "passed", "unknown")
"""How a station of the line may stand: a reason found there, every reason there ruled out, or not known."""

KEYS = (
    "findings", "told", "halts", "outcome", "ruled_out", "open", "next", "enough", "more", "progress", "visible",
    "changes", "unchangeable", "plan",
)  # fmt: skip
"""What the page reads of a report."""


LEADS_AWAY = re.compile(r'<a (?=[^>]*href="(?!#|tel:))')
"""The beginning of a link to another page."""


def check_page(site: Site, *, embedded: bool = False) -> Markup:
    """Everything on the check page below its title.

    `embedded` in a page of another site: links open in a tab of their own, and nothing is offered that would keep
    answers on the device or put them into an address.
    """
    html = _check(site, embedded)
    return Markup(LEADS_AWAY.sub('<a target="_blank" rel="noopener" ', html)) if embedded else html  # noqa: S704


def embed_address(site: Site) -> Markup:
    """Where the page for the frames of other sites stands; an example where the site has no address."""
    return Markup(public_address(site.env.conf["site_url"], "embed/") or site.label("check", "embed_example"))  # noqa: S704


def embed_link(site: Site) -> Markup:
    """The way to the page for the frames of other sites, for people only; the offline copy has none."""
    if site.build["edition"] == "offline":
        return Markup("")
    return Markup('<a rel="nofollow" href="{}">{}</a>').format(site.href("embed.md"), site.label("check", "embed_look"))


def _check(site: Site, embedded: bool) -> Markup:
    questions = list(site.knowledge.questions.values())
    groups = list(dict.fromkeys(question.group for question in questions))
    return site.render(
        "check.html",
        embedded=embedded,
        groups=[(group, [question for question in questions if question.group == group]) for group in groups],
        unknown=UNKNOWN,
        stations=STATIONS,
        stages=STAGES,
        lit=(),
        states=STATES,
        letters=site.knowledge.letters,
        link=link_with_answers(site, embedded=embedded),
        ways=_ways_of_saying(site.knowledge),
        instant=_instant_json(site.knowledge),
        renamed=script_json(_renamed(site.knowledge)),
        guides=script_json(guides_said(site.knowledge)),
    )


def link_with_answers(site: Site, *, embedded: bool = False) -> dict[str, str]:
    """What the button for a link copies: ``page``, to which the answers are added, and the keys of its words.

    A copy that is opened from a folder has an address that names this computer's folders and opens on no other one:
    there the link leads to the hosted site, and where that is not known, the answers alone are copied, to be pasted.
    `embedded` in a page of another site there is no link, so that the words are about the file alone.
    """
    if embedded:
        return {"page": "", "label": "", "warning": "file_warning"}
    if site.build["edition"] != "offline":
        return {"page": ".", "label": "link", "warning": "link_warning"}
    if address := site.build["operator"]["address"]:
        return {"page": f"{address}check/", "label": "link", "warning": "link_warning_online"}
    return {"page": "", "label": "link_line", "warning": "link_warning_line"}


def _ways_of_saying(knowledge: Knowledge) -> dict[str, list[str]]:
    """How people put each reason, and what the app says where it comes first: for when no engine can read a message."""
    said = knowledge.vocabulary.said if knowledge.vocabulary else {}
    ways = {id_: list(said.get(id_, ())) for id_ in knowledge.reasons}
    for prompt in knowledge.prompts.values():
        for first in prompt.reasons[:1]:
            ways[first] += prompt.sentences
    return ways


def guides_said(knowledge: Knowledge) -> dict[str, dict[str, object]]:
    """What the guides that a message asks for are found by (`checker.browser.start_vocabulary`).

    Printed, not among the engine's words: the page needs it, too, where no engine can read a message.
    """
    return {
        id_: {"page": guide.page, "title": guide.title, "said": guide.said, **({"warns": True} if guide.warns else {})}
        for id_, guide in knowledge.guides.items()
    }


_INSTANT: dict[str, Markup] = {}
"""By version of the knowledge: a preview prints the same table again and again."""


def _instant_json(knowledge: Knowledge) -> Markup:
    """The instant table as the content of a JSON script element."""
    if knowledge.version not in _INSTANT:
        _INSTANT.clear()
        _INSTANT[knowledge.version] = script_json(instant_table(knowledge))
    return _INSTANT[knowledge.version]


def instant_table(knowledge: Knowledge) -> dict[str, object]:
    """What the engine says to every combination of the first questions, each thing said once.

    The cells are numbered: all combinations of `choices` ("" for unanswered), the last question turning fastest, then
    the answers to the scam question that stop everything else, at `stops`. A column for each key of a report holds by
    cell a place in its `rows`, and a row names its places in `items`; without `rows` the cell names an item.
    """
    questions = first_questions(knowledge)
    scam = knowledge.question_explained_by("scam")
    choices = [["", *_answers_to(question)] for question in questions]
    asked: list[Answers] = [
        {question.id: (chosen,) for question, chosen in zip(questions, cell, strict=True) if chosen}
        for cell in product(*choices)
    ]
    stops = stopping_answers(knowledge)
    reports = [_report(knowledge, answers) for answers in (*asked, *stops.values())]
    return {
        "questions": [question.id for question in questions],
        "choices": choices,
        "scam": scam.id if scam else None,
        "stops": {option: place for place, option in enumerate(stops, len(asked))},
        "columns": {key: _column([report[key] for report in reports]) for key in KEYS},
    }


def _report(knowledge: Knowledge, answers: Answers) -> dict[str, Any]:
    diagnosis = diagnose(knowledge, answers)
    return to_data(knowledge, diagnosis, plan(knowledge, diagnosis))


def _column(values: Sequence[object]) -> dict[str, list[Any]]:
    """What the cells say under one key: one value each, or a list of values each."""
    items, rows = Pool(), Pool()
    lists = [value for value in values if isinstance(value, list)]
    if not lists:
        cells = [items.place(value) for value in values]
        return {"items": items.values, "cells": cells}
    cells = [rows.place([items.place(item) for item in value]) for value in lists]
    return {"items": items.values, "rows": rows.values, "cells": cells}


def first_questions(knowledge: Knowledge) -> list[Question]:
    """The questions that everybody begins with: every combination of their answers is worked out at build time."""
    return [question for question in knowledge.questions.values() if question.begins]


def stopping_answers(knowledge: Knowledge) -> dict[str, Answers]:
    """The answers to the scam question that come before all else: option → the sheet that holds it alone."""
    question = knowledge.question_explained_by("scam")
    sheets = {option.id: {question.id: (option.id,)} for option in question.options} if question else {}
    found = {option: diagnose(knowledge, sheet).findings for option, sheet in sheets.items()}
    return {option: sheets[option] for option, findings in found.items() if findings and findings[0].kind == "stop"}


def _answers_to(question: Question) -> list[str]:
    """Everything that the form lets a person answer: where no option says "unknown", one is added."""
    options = [option.id for option in question.options]
    return options if UNKNOWN.intersection(options) else [*options, "unknown"]


class Pool:
    """Values that are kept once and named by their place."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self._places: dict[str, int] = {}

    def place(self, value: object) -> int:
        """Where `value` stands; it is put at the end if it is new."""
        place = self._places.setdefault(to_json(value), len(self.values))
        if place == len(self.values):
            self.values.append(value)
        return place


def _renamed(knowledge: Knowledge) -> dict[str, object]:
    """Ids of older versions, so that their links and files open without the engine too."""
    options: dict[str, dict[str, str]] = {}
    for (question, old), new in migrations.OPTIONS.items():
        options.setdefault(question, {})[old] = new
    retired = sorted(id_.removeprefix("question.") for id_ in knowledge.retired if id_.startswith("question."))
    return {"questions": dict(migrations.QUESTIONS), "options": options, "retired": retired}
