"""The engine of an open check page, and random answer sheets for it: for comparing and for measuring."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping

from playwright.sync_api import Page, Worker

from checker import report
from checker.answers import exclusive_of, options_of, parse, to_data
from checker.diagnosis import diagnose
from checker.facts import Answers
from checker.model import Knowledge, Question
from checker.planning import plan


def engine_worker(page: Page) -> Worker | None:
    """The thread in which the page's Python runs, if it has been started; the site's search has one, too."""
    return next((worker for worker in page.workers if worker.url.endswith("/assets/worker.js")), None)


REPLIES = """async ([type, texts]) => {
  const post = self.postMessage, replies = [];
  self.postMessage = (reply) => replies.push(reply.text);
  for (const text of texts) await self.onmessage({ data: { type, id: 0, text } });
  self.postMessage = post;
  return replies;
}"""
"""In the worker, by its own messages: what it replies to each text that it is sent as a call of one type."""


def engine_says(knowledge: Knowledge, answers: Mapping[str, object]) -> str:
    """The report on these answers, as the command line prints it and the page keeps it: the same bytes."""
    given = parse(knowledge, json.dumps({"version": 1, "answers": answers}).encode(), "test")
    diagnosis = diagnose(knowledge, given)
    return report.to_json(report.to_data(knowledge, diagnosis, plan(knowledge, diagnosis)))


def random_sheets(knowledge: Knowledge, number: int, seed: int = 1) -> list[str]:
    """So many answers files, from nearly empty to full; the same ones every time."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    return [json.dumps(to_data(knowledge, _sheet(knowledge, chance))) for _ in range(number)]


def _sheet(knowledge: Knowledge, chance: random.Random) -> Answers:
    share = chance.random()
    asked = [question for question in knowledge.questions.values() if chance.random() < share]
    return {question.id: _answer(question, chance) for question in asked}


def _answer(question: Question, chance: random.Random) -> tuple[str, ...]:
    known, alone = options_of(question), exclusive_of(question)
    chosen = chance.sample(known, 1 if question.choice == "one" else chance.randint(1, len(known)))
    if len(chosen) > 1:
        chosen = [id_ for id_ in chosen if id_ not in alone] or chosen[:1]
    return tuple(id_ for id_ in known if id_ in chosen)
