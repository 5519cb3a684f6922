"""Fourteen people go through the check: what they are asked, in which order, when it ends, and what leads."""

from __future__ import annotations

from statistics import median

import pytest

from checker.followups import MAX_FOLLOW_UPS
from checker.model import Knowledge

from .stories import STORIES, Story, steps


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_a_story_is_asked_what_matters_and_ends(knowledge: Knowledge, story: Story) -> None:
    asked, verdicts = zip(*steps(knowledge, story), strict=True)
    first = tuple(id_ for id_ in asked if knowledge.questions[id_].begins)
    assert asked == (*first, *story.asked)
    assert set(story.answers) <= set(asked), "the story tells what nobody asks"
    assert verdicts[-1].enough
    assert verdicts[-1].lead == story.lead


def test_most_stories_are_short_and_none_is_long() -> None:
    assert len(STORIES) == 14
    numbers = [len(story.asked) for story in STORIES.values()]
    assert 3 <= median(numbers) <= 6
    assert max(numbers) <= MAX_FOLLOW_UPS
