"""The nouns of the project, as they stand in the knowledge files.

A field's type says what may be written there; a field without a default must be written.
`Prose` and `Aside` mark what only people read: the engine never looks at it, so the browser's
copy of the knowledge comes without (see `parse`). Field names are the keys of the TOML files and
are explained to their authors in ``checker/knowledge/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from .conditions import Condition

if TYPE_CHECKING:
    from .vocabulary import Vocabulary

READ_BY_PEOPLE = "read by people only"

Prose: TypeAlias = Annotated[str, READ_BY_PEOPLE]
Aside: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE]
Note: TypeAlias = Annotated[bool, READ_BY_PEOPLE]
Reviewed: TypeAlias = Annotated[date, READ_BY_PEOPLE]

Grade: TypeAlias = Annotated[Literal["A", "B", "C", "D"], READ_BY_PEOPLE]
"""A law or official document · B public practice · C asserted only · D wrong as worded."""

Kind: TypeAlias = Literal[
    "stop", "scope", "hard", "strong", "technical", "policy", "weak", "process", "outcome", "fallback"
]
KINDS: tuple[Kind, ...] = (
    "stop",
    "scope",
    "hard",
    "strong",
    "technical",
    "policy",
    "weak",
    "process",
    "outcome",
    "fallback",
)
"""The kinds of reasons in the order in which findings are shown."""

Family: TypeAlias = Annotated[
    Literal[
        "entry",
        "identity",
        "account",
        "consent",
        "verification",
        "credit",
        "data",
        "policy",
        "evaluation",
        "safety",
    ],
    READ_BY_PEOPLE,
]
Station: TypeAlias = Annotated[
    Literal["entry", "identity", "account", "consent", "verification", "evaluation", "after"], READ_BY_PEOPLE
]
STATIONS = ("entry", "identity", "account", "consent", "verification", "evaluation", "after")
"""The seven stations of the reading aid, in order; ours, not an official process."""

Stage: TypeAlias = Literal["now", "week", "changed"]
STAGES: tuple[Stage, ...] = ("now", "week", "changed")

Certainty: TypeAlias = Annotated[Literal["confirmed", "partly", "unconfirmed"], READ_BY_PEOPLE]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a fact was read, how good that place is, and what was and was not confirmed there."""

    id: str
    title: Prose
    quality: Annotated[
        Literal[
            "law",
            "official",
            "reprint",
            "media",
            "law_firm",
            "third_party",
            "content_farm",
            "corpus",
            "common",
        ],
        READ_BY_PEOPLE,
    ]
    confirmed: Prose
    reviewed: Reviewed
    law: Note = False  #: the cited text is itself a law or a regulation
    url: Prose = ""
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One thing that is said about opening 花呗, graded."""

    id: str
    topic: Prose
    type: Annotated[Literal["fact", "cause", "remedy", "number", "myth", "process"], READ_BY_PEOPLE]
    grade: Grade
    text: Prose
    why: Prose
    reviewed: Reviewed
    correction: Prose = ""
    sources: Aside = ()
    unsourced: Prose = ""
    flags: Aside = ()
    asked: Note = False  #: not from the article: people ask it
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction:
    """A place where the article disagrees with itself."""

    id: str
    claims: Aside
    text: Prose
    reviewed: Reviewed


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One possible answer to a question."""

    id: str
    label: Prose
    becomes: Mapping[str, str] = field(default_factory=dict)
    """What the answers are once this has been put right; ``""`` for a prompt no longer seen."""
    fixed: str = ""  #: why this cannot be changed
    exclusive: bool = False
    no_effect: Note = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Something that a person can answer about themselves."""

    id: str
    options: tuple[Option, ...]
    text: Prose
    why: Prose
    group: Annotated[
        Literal["start", "scam", "identity", "account", "device", "credit", "history", "aim"], READ_BY_PEOPLE
    ]
    reviewed: Reviewed
    choice: Literal["one", "many"] = "one"
    show_if: Condition | None = None
    hint: Prose = ""
    claims: Aside = ()
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """How serious a reason is under which condition."""

    kind: Kind
    when: Condition
    unless: Condition | None = None
    """An exception: it takes effect only when it is known to hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Why 花呗 may not open, with everything a person needs to know about it."""

    id: str
    level: tuple[Level, ...]
    remedies: tuple[str, ...]
    title: Prose
    short: Prose
    headline: Prose
    family: Family
    station: Station
    summary: Prose
    never: Aside
    claims: Aside
    reviewed: Reviewed
    sources: Aside = ()
    unsourced: Prose = ""
    wait: Prose = "官方未公布。"
    clocks: Aside = ()
    corrects: Aside = ()  #: claims that this reason contradicts; they ground nothing
    retired: Prose = ""

    @property
    def kind(self) -> Kind:
        """The most serious kind that this reason can have."""
        return self.level[0].kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """One step that a person can take."""

    id: str
    stage: Stage
    text: Prose
    reviewed: Reviewed
    after: tuple[str, ...] = ()
    when: Condition | None = None
    channel: Prose = ""
    never: Prose = ""
    sources: Aside = ()
    unsourced: Prose = ""
    claims: Aside = ()
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A sentence that the app shows: what it can and what it cannot mean."""

    id: str
    sentences: Aside
    can: Prose
    cannot: Prose
    do: Prose
    reasons: Aside
    reviewed: Reviewed
    option: Note = True  #: whether the form offers it
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scam:
    """A trap that people who cannot open 花呗 are led into."""

    id: str
    title: Prose
    says: Prose
    wants: Aside
    truth: Prose
    do: Aside
    reviewed: Reviewed
    offers: Aside = ()
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Myth:
    """A belief that is widespread and wrong, or that nobody can show."""

    id: str
    title: Prose
    said_by: Prose
    known: Prose
    correct: Prose
    reviewed: Reviewed
    claims: Aside = ()
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """An official place to turn to, and how sure we are of it."""

    id: str
    name: Prose
    contact: Prose
    purpose: Prose
    certainty: Certainty
    note: Prose
    reviewed: Reviewed
    url: Prose = ""
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A period that a law or regulation sets; the only place where a wait carries days."""

    id: str
    title: Prose
    days: Annotated[int, READ_BY_PEOPLE]
    unit: Annotated[Literal["calendar", "working", "year"], READ_BY_PEOPLE]
    starts: Prose
    basis: Prose
    certainty: Certainty
    reviewed: Reviewed
    note: Prose = ""
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A text to copy and send, with 〔…〕 where a person writes their own."""

    id: str
    title: Prose
    to: Prose
    body: Prose
    note: Prose
    reviewed: Reviewed
    sources: Aside = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """Everything that is known, indexed by id, in the order of the files."""

    version: str  #: changes whenever the engine's part of the knowledge changes
    questions: Mapping[str, Question]
    reasons: Mapping[str, Reason]
    remedies: Mapping[str, Remedy]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    contradictions: Mapping[str, Contradiction]
    prompts: Mapping[str, Prompt]
    scams: Mapping[str, Scam]
    myths: Mapping[str, Myth]
    channels: Mapping[str, Channel]
    clocks: Mapping[str, Clock]
    letters: Mapping[str, Letter]
    labels: Mapping[str, Mapping[str, str]]
    """The words for ids that are no entries: kinds, grades, stages, stations, families …"""
    vocabulary: Vocabulary | None  #: what `ask` knows words by; None in a copy that came without it
    origin: Mapping[str, str]  #: ``"reason.R01"`` → the file it stands in
    retired: Mapping[str, Question | Reason | Remedy] = field(default_factory=dict)
    """``"reason.R01"`` → an entry that was taken down: it keeps its id, and nothing uses it any more."""

    def __repr__(self) -> str:
        """Short on purpose: every field printed would be a third of a megabyte."""
        return f"Knowledge(version={self.version!r})"

    @property
    def last_reviewed(self) -> date:
        """The newest review date of all that the pages say."""
        dates = [claim.reviewed for claim in self.claims.values()]
        dates += [reason.reviewed for reason in self.reasons.values()]
        return max(dates + [remedy.reviewed for remedy in self.remedies.values()])
