"""The fourteen people of `stories.toml`: what each answers where the check asks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.diagnosis import Diagnosis, diagnose
from checker.facts import Answers
from checker.model import Knowledge


@dataclass(frozen=True, slots=True)
class Story:
    """One person: what they know, what they should be asked after the first questions, what should lead."""

    name: str
    answers: dict[str, str | list[str]]
    asked: tuple[str, ...]
    lead: str

    def answer(self, question: str) -> tuple[str, ...]:
        """What this person answers: nobody offers help, and the rest is not known, unless the story says so."""
        given = self.answers.get(question, "none" if question == "offers" else "unknown")
        return (given,) if isinstance(given, str) else tuple(given)


STORIES = {
    id_: Story(story["name"], story["answers"], tuple(story["asked"]), story["lead"])
    for id_, story in tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8")).items()
}


def steps(knowledge: Knowledge, story: Story) -> Iterator[tuple[str, Diagnosis]]:
    """Every question as it is asked, with the verdict on the answer to it; to the end."""
    answers: Answers = {}
    while question := diagnose(knowledge, answers).next:
        answers = {**answers, question: story.answer(question)}
        yield question, diagnose(knowledge, answers)
