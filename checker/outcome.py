"""The outcome: what leads, what to do about it, what not to do, and why; ids, for one screen.

The same few things are on the card of the page, at the top of the text, in print and in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .conditions import Evidence
from .diagnosis import Diagnosis
from .model import Knowledge
from .planning import Step

MAX_STEPS = 3
"""Steps on the card: nobody keeps more in mind, and more do not fit on a phone's first screen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a person came for. What not to do is the first `never` of the reason that leads."""

    lead: str  #: the reason that leads
    kind: str  #: the kind of that finding
    steps: tuple[str, ...]  #: at most `MAX_STEPS` remedies, in the order of the plan
    because: Evidence  #: the answers that decided it, in the order of the form


def outcome(knowledge: Knowledge, diagnosis: Diagnosis, steps: Sequence[Step]) -> Outcome | None:
    """The outcome of `diagnosis`, whose plan is `steps`; None where nothing is found."""
    lead = next((finding for finding in diagnosis.findings if finding.id == diagnosis.lead), None)
    if lead is None:
        return None
    return Outcome(lead=lead.id, kind=lead.kind, steps=_first_steps(knowledge, lead.id, steps), because=lead.because)


def _first_steps(knowledge: Knowledge, lead: str, steps: Sequence[Step]) -> tuple[str, ...]:
    """The first steps that serve `lead`: today's, then this week's; later ones where there are no others.

    A remark is no step.
    """
    serving = [step for step in steps if lead in step.reasons and not knowledge.remedies[step.id].remark]
    soon = [step.id for step in serving if step.stage != "changed"]
    return tuple(soon or [step.id for step in serving])[:MAX_STEPS]
