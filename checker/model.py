"""The data model: every kind of entry in the knowledge files.

The type of a field defines which values are valid; a field without a default is required. Types
marked with `READ_BY_PEOPLE` (`Prose`, `Aside` …) are not used by the engine, so the browser's copy of
the knowledge omits them (see `parse.engine_part`). Field names are the keys of the TOML files, which
``checker/knowledge/README.md`` documents for their authors.

Without ``from __future__ import annotations``: `reading` looks at the types of the fields, not at their text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from .conditions import Condition, is_never

if TYPE_CHECKING:
    from .message.vocabulary import Vocabulary

READ_BY_PEOPLE = "read by people only"

REVIEW_DAYS = 180
"""Days after which an entry has to be looked at again, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field whose ids name entries of `table`; ``""`` stands for the field's own table."""

    table: str


Prose: TypeAlias = Annotated[str, READ_BY_PEOPLE]
Aside: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE]
Note: TypeAlias = Annotated[bool, READ_BY_PEOPLE]
Number: TypeAlias = Annotated[int, READ_BY_PEOPLE]
Reviewed: TypeAlias = Annotated[date, READ_BY_PEOPLE]
LifeDate: TypeAlias = Annotated[date | None, READ_BY_PEOPLE]

SourceId: TypeAlias = Annotated[str, READ_BY_PEOPLE, Refers("source")]
ChannelId: TypeAlias = Annotated[str, READ_BY_PEOPLE, Refers("channel")]
Successor: TypeAlias = Annotated[str, READ_BY_PEOPLE, Refers("")]
Sources: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("source")]
Claims: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("claim")]
Clocks: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("clock")]
Channels: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("channel")]
Letters: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("letter")]
Reasons: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("reason")]
Prompts: TypeAlias = Annotated[tuple[str, ...], READ_BY_PEOPLE, Refers("prompt")]
Remedies: TypeAlias = Annotated[tuple[str, ...], Refers("remedy")]

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

Place: TypeAlias = Annotated[
    Literal["self", "phone", "alipay", "support", "call", "counter", "writing"], READ_BY_PEOPLE
]
"""By oneself · on one's phone · on a page of the app · writing to its support · by a call · at a counter · on the web
or by post."""

Explained: TypeAlias = Annotated[Literal["prompt", "scam"], READ_BY_PEOPLE]

Certainty: TypeAlias = Annotated[Literal["confirmed", "partly", "unconfirmed"], READ_BY_PEOPLE]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Base of all entries: an id, and the day on which the entry was last compared with its sources."""

    id: str
    reviewed: Reviewed
    review_days: Number = REVIEW_DAYS  #: it has to be looked at again after so many days


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated(Entry):
    """Base of entries with a period of validity: rules, and statements about them (see `life`)."""

    in_force: LifeDate = None  #: the first day on which it holds
    until: LifeDate = None  #: the last day on which it held
    replaced_by: Successor = ""  #: the entry of the same kind that took its place


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Dated):
    """Where a fact was read, how good that place is, and what was and was not confirmed there."""

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
    law: Note = False  #: the cited text is itself a law or a regulation
    url: Prose = ""
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Dated):
    """One thing that is said about opening 花呗, graded."""

    topic: Prose
    type: Annotated[Literal["fact", "cause", "remedy", "number", "myth", "process"], READ_BY_PEOPLE]
    grade: Grade
    text: Prose
    why: Prose
    correction: Prose = ""
    sources: Sources = ()
    unsourced: Prose = ""
    flags: Aside = ()
    asked: Note = False  #: not from the article: people ask it
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction(Entry):
    """A place where the article disagrees with itself."""

    claims: Claims
    text: Prose


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
    not_known: Note = False
    """Says by itself that one does not know: the form then adds no such answer (see `conditions.UNKNOWN`)."""
    then: tuple[str, ...] = ()  #: the questions that matter after this answer, the most telling first
    leads: str = ""  #: the reason that this answer speaks for above all (see `lead`)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Entry):
    """Something that a person can answer about themselves."""

    options: tuple[Option, ...]
    text: Prose
    why: Prose
    group: Annotated[
        Literal["start", "scam", "identity", "account", "device", "credit", "history", "aim"], READ_BY_PEOPLE
    ]
    choice: Literal["one", "many"] = "one"
    begins: bool = False  #: everybody is asked this before all follow-ups
    show_if: Condition | None = None
    explained_by: Explained | None = None  #: the table whose entries explain its options
    hint: Prose = ""
    claims: Claims = ()
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """How serious a reason is under which condition."""

    kind: Kind
    when: Condition
    unless: Condition | None = None
    """An exception: it takes effect only when it is known to hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason(Entry):
    """Why 花呗 may not open, with everything a person needs to know about it."""

    level: tuple[Level, ...]
    remedies: Remedies
    title: Prose
    short: Prose
    headline: Prose
    family: Family
    station: Station
    summary: Prose
    never: Aside
    claims: Claims
    sources: Sources = ()
    unsourced: Prose = ""
    wait: Prose = "官方未公布。"
    clocks: Clocks = ()
    corrects: Claims = ()  #: claims that this reason contradicts; they ground nothing
    leads: bool = True  #: False for what is never told first while there is anything else
    retired: Prose = ""

    @property
    def gist(self) -> str:
        """The first sentence of the summary: all that the outcome says about the reason."""
        start, stop, _ = self.summary.partition("。")
        return start + stop

    @property
    def kind(self) -> Kind:
        """The most serious kind that this reason can have."""
        return self.level[0].kind

    @property
    def from_words_only(self) -> bool:
        """Whether no answer on the form brings it, only what somebody writes in their own words."""
        return all(is_never(level.when) for level in self.level)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy(Dated):
    """One step that a person can take."""

    stage: Stage
    text: Prose
    after: Remedies = ()
    when: Condition | None = None
    where: Place = "self"  #: where it is done; whom to turn to is said by `channel`
    channel: ChannelId = ""
    remark: bool = False  #: something to know rather than to do; it has no number
    never: Prose = ""
    sources: Sources = ()
    unsourced: Prose = ""
    claims: Claims = ()
    retired: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt(Entry):
    """A sentence that the app shows: what it can and what it cannot mean."""

    sentences: Aside
    can: Prose
    cannot: Prose
    do: Prose
    reasons: Reasons
    option: Note = True  #: whether the form offers it
    listed: Note = True  #: whether the home page lists it among what the app shows
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scam(Entry):
    """A trap that people who cannot open 花呗 are led into."""

    title: Prose
    says: Prose
    wants: Aside
    truth: Prose
    do: Aside
    offers: Aside = ()
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Myth(Entry):
    """A belief that is widespread and wrong, or that nobody can show."""

    title: Prose
    said_by: Prose
    known: Prose
    correct: Prose
    claims: Claims = ()
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel(Entry):
    """An official place to turn to, and how sure we are of it."""

    name: Prose
    contact: Prose
    purpose: Prose
    note: Prose
    short: Prose = ""  #: its name where there is little room
    certainty: Certainty | None = None  #: None where everybody knows the number: 110, 120, a city's 12345
    url: Prose = ""
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock(Dated):
    """A period that a law or regulation sets; the only place where a wait carries days."""

    title: Prose
    days: int  #: how long it is, in units of `unit`
    unit: Literal["calendar", "working", "year"]
    backwards: bool = False  #: it ends on the day that the person names: so many days before a document expires
    starts: Prose
    basis: Prose
    certainty: Certainty
    note: Prose = ""
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter(Entry):
    """A text to copy and send, with 〔…〕 where a person writes their own."""

    title: Prose
    to: Prose
    body: Prose
    note: Prose
    short: Prose = ""  #: its name where there is little room
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung(Entry):
    """One row of the ladder of rights: what happened, whom to ask first, by which law, and whom next."""

    title: Prose
    sign: Prose  #: how a person sees that it is theirs
    first: Channels
    laws: Aside
    demand: Prose  #: what the law lets a person ask for
    next: Channels  #: whom to turn to when the first did not answer, or not well
    court: Prose
    letters: Letters
    reasons: Reasons  #: where the way to this row is shown
    clocks: Clocks = ()  #: how long the first may take, the shortest first
    open_end: Prose = ""  #: said instead where the law names no days
    next_clocks: Clocks = ()
    sources: Sources = ()
    unsourced: Prose = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleChange(Entry):
    """What changed lately in the rules, and what that means for whoever cannot open, see or use 花呗."""

    title: Prose
    rule: SourceId  #: the source whose `in_force` (with `ends`: whose `until`) is the date of the change
    what: Prose
    means: Prose
    not_means: Prose
    touches: Aside  #: ``"reason.R36"``, ``"clock.aml-15d"``: the entries to which it matters
    certainty: Certainty
    ends: Note = False
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide(Entry):
    """A page that answers a question, with the ways in which people ask it."""

    page: Prose  #: path below ``docs``
    title: Prose
    short: Prose
    said: Aside
    prompts: Prompts = ()  #: sentences of the app that the whole page is about
    warns: Note = False  #: about swindles and what to do after one: named even where danger comes first


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """All entries, indexed by id, in the order of the files."""

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
    rungs: Mapping[str, Rung]
    rule_changes: Mapping[str, RuleChange]
    guides: Mapping[str, Guide]
    labels: Mapping[str, Mapping[str, str]]
    """The words for ids that are no entries: kinds, grades, stages, stations, families …"""
    vocabulary: "Vocabulary | None"  #: what `ask` knows words by; None in a copy that came without it
    origin: Mapping[str, str]  #: ``"reason.R01"`` → the file it stands in
    retired: Mapping[str, Question | Reason | Remedy] = field(default_factory=dict)
    """``"reason.R01"`` → an entry that was taken down: it keeps its id, and nothing uses it any more."""
    published: frozenset[str] = frozenset()  #: ``"reason.R01"``, ``"question.age.under_18"``: ids that never vanish

    def __repr__(self) -> str:
        """Only the version: all fields would be a third of a megabyte."""
        return f"Knowledge(version={self.version!r})"

    def question_explained_by(self, table: Literal["prompt", "scam"]) -> Question | None:
        """The question whose options are what the app shows ("prompt"), or what a swindler offers ("scam")."""
        return next((question for question in self.questions.values() if question.explained_by == table), None)

    @property
    def last_reviewed(self) -> date:
        """The newest review date of all that the pages say."""
        dates = [claim.reviewed for claim in self.claims.values()]
        dates += [reason.reviewed for reason in self.reasons.values()]
        return max(dates + [remedy.reviewed for remedy in self.remedies.values()])


ENTRIES: Mapping[str, tuple[str, type[Entry]]] = {
    "question": ("questions", Question),
    "reason": ("reasons", Reason),
    "remedy": ("remedies", Remedy),
    "source": ("sources", Source),
    "claim": ("claims", Claim),
    "contradiction": ("contradictions", Contradiction),
    "prompt": ("prompts", Prompt),
    "scam": ("scams", Scam),
    "myth": ("myths", Myth),
    "channel": ("channels", Channel),
    "clock": ("clocks", Clock),
    "letter": ("letters", Letter),
    "rung": ("rungs", Rung),
    "change": ("rule_changes", RuleChange),
    "guide": ("guides", Guide),
}
"""Every kind of entry: table in a knowledge file → (field of `Knowledge`, class of an entry).

A new kind is a class above, a field of `Knowledge` and a line here; what its ids refer to stands in the types
of its fields (`Refers`). On which page it is printed is said by `macros.site.PRINTED`.
"""
