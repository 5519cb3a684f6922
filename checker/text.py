"""Diagnosis, plan and audit results as Chinese text for a terminal.

All sentences come from entries of the knowledge or from its labels, so that the page and the terminal
say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from .changes import NO_LONGER_SEEN, Change
from .conditions import Evidence, Facts
from .diagnosis import Diagnosis, Finding
from .evidence import claims_in_use, sources_in_use
from .facts import Answers, facts_of
from .folding import fold
from .message.understanding import Match, Understood
from .model import Knowledge, Question, Reason, Remedy
from .outcome import MAX_STEPS, Outcome, outcome
from .planning import Step, first_step, steps_now
from .terminal import Terminal, printable, wrap

MAX_QUOTE = 120
"""Characters of a person's own sentence that are shown to them again."""

INDENT = "  "


class Page:
    """Collects the lines of the output."""

    def __init__(self, knowledge: Knowledge, terminal: Terminal) -> None:
        self.knowledge = knowledge
        self.terminal = terminal
        self.lines: list[str] = []

    def say(self, key: str) -> str:
        """A sentence that page and terminal share."""
        return self.knowledge.labels["say"][key]

    def cli(self, key: str) -> str:
        """A sentence that only the terminal needs."""
        return self.knowledge.labels["cli"][key]

    def heading(self, text: str) -> None:
        """A bold line, with an empty line before it."""
        if self.lines:
            self.lines.append("")
        self.lines += map(self.terminal.bold, wrap(text, self.terminal.columns))

    def line(self, text: str, depth: int = 0, mark: str = "") -> None:
        """`text` behind `mark`, set in by `depth`; nothing where there is no text."""
        if text:
            self.lines += wrap(text, self.terminal.columns, INDENT * depth + mark)

    def aside(self, text: str) -> None:
        """What must be said but not stand out."""
        self.lines += map(self.terminal.faint, wrap(text, self.terminal.columns))

    def named(self, name: str, text: str, depth: int = 0) -> None:
        """``name：text``; nothing where there is no text."""
        if text:
            self.line(f"{name}：{text}", depth)

    def listed(self, name: str, items: Iterable[str], depth: int = 0) -> None:
        """``name：`` and each item on its own line; nothing where there are no items."""
        for position, item in enumerate(items):
            if position == 0:
                self.line(f"{name}：", depth)
            self.line(item, depth + 1, "- ")

    def text(self) -> str:
        """The whole page, each line ended."""
        return "".join(f"{line}\n" for line in self.lines)


def report(knowledge: Knowledge, diagnosis: Diagnosis, steps: Sequence[Step], terminal: Terminal) -> str:
    """The whole report on one set of answers."""
    page = Page(knowledge, terminal)
    folding = fold(diagnosis.findings)
    shown = folding.told
    taken = _serving(steps, shown) if folding.halts else steps
    _write_outcome(page, outcome(knowledge, diagnosis, steps))
    if not any(finding.kind in ("stop", "scope") for finding in shown):
        _write_prompt(page, diagnosis.answers)
    if not diagnosis.findings:
        page.heading(page.say("none_found"))
    for kind, findings in groupby(shown, key=lambda finding: finding.kind):
        page.heading(f"━━ {knowledge.labels['kind'][kind]}")
        for finding in findings:
            _write_finding(page, finding, taken)
    if folding.folded:
        page.heading(page.say("folded") if folding.halts else page.cli("also"))
        for finding in folding.folded:
            page.line(_name(knowledge, finding.id), 1, "- ")
    _write_steps(page, taken)
    if not folding.halts:  # nor, there, a word about support: it may be a swindler who says to be it
        _write_changes(page, diagnosis)
        _write_rest(page, diagnosis)
    page.lines.append("")
    if diagnosis.findings and not folding.halts:
        page.aside(page.say("support_first"))
    page.aside(page.say("disclaimer"))
    return page.text()


def asked(knowledge: Knowledge, understood: Understood, following: str | None, terminal: Terminal) -> str:
    """What was understood of one sentence; `following` is the question that would help most."""
    page = Page(knowledge, terminal)
    page.named(page.cli("quoted"), f"“{_start(printable(understood.text))}”")
    page.line(page.cli(_about(knowledge, understood)))
    if understood.scope == "in":
        _write_prompt(page, understood.answers)
    for match in understood.matches:
        _write_match(page, match, facts_of(knowledge, understood.answers), in_the_way=understood.scope != "out")
    if not understood.matches and not understood.guides:
        page.line(page.cli("no_match"))
    if understood.answers:
        page.heading(page.cli("understood"))
        for given in _answers_in_words(knowledge, understood.answers):
            page.line(given, 1, "- ")
    if understood.offered:
        page.heading(page.cli("offered"))
        for question, option in understood.offered:
            page.line(f"{knowledge.questions[question].text}{option_label(knowledge, question, option)}", 1, "- ")
    _write_guides(page, understood)
    page.lines.append("")
    if following is not None:
        page.named(page.say("next"), knowledge.questions[following].text)
    page.line(page.cli("go_on"))
    page.aside(page.say("disclaimer"))
    return page.text()


def _about(knowledge: Knowledge, understood: Understood) -> str:
    """The label that says what kind of sentence it is."""
    first = knowledge.reasons.get(understood.matches[0].id) if understood.matches else None
    if first is not None and first.kind == "stop":
        return "scope_danger"
    return f"scope_{understood.scope}" if understood.sure or not understood.matches else "unsure"


def question(knowledge: Knowledge, entry: Question, number: int, terminal: Terminal) -> str:
    """One question with numbered options, and the keys that may be pressed."""
    page = Page(knowledge, terminal)
    page.lines.append("")
    page.lines += map(terminal.bold, wrap(entry.text, terminal.columns, f"{number}. "))
    if entry.hint:
        page.aside(entry.hint)
    for position, option in enumerate(entry.options, 1):
        page.line(option.label, 1, f"{position:>2}  ")
    page.aside(f"{page.cli(f'choose_{entry.choice}')}。{page.cli('keys')}")
    return page.text()


def why(knowledge: Knowledge, entry: Question, terminal: Terminal) -> str:
    """Why `entry` is asked."""
    page = Page(knowledge, terminal)
    page.named(page.cli("why"), entry.why)
    return page.text()


def numbers(knowledge: Knowledge, counts: Mapping[str, int | Mapping[str, int]], terminal: Terminal) -> str:
    """The number of entries of each kind, one line each."""
    page = Page(knowledge, terminal)
    for name, count in counts.items():
        if isinstance(count, int):
            page.lines.append(f"{page.cli(name)}：{count}")
        else:
            parts = "、".join(f"{part} {times}" for part, times in count.items())
            page.lines.append(f"{page.cli(name)}：{sum(count.values())}" + (f"（{parts}）" if parts else ""))
    return page.text()


def due(knowledge: Knowledge, by_source: Mapping[str, Sequence[tuple[date, str]]], terminal: Terminal) -> str:
    """What to check again and by when, under the source to check it against; "" for what has none."""
    page = Page(knowledge, terminal)
    if not by_source:
        page.line(page.cli("nothing_due"))
    for id_, entries in by_source.items():
        source = knowledge.sources.get(id_)
        page.heading(f"{id_} {source.title}" if source else page.cli("no_source"))
        if source is not None and source.url:
            page.line(source.url, 1)
        for day, same in groupby(sorted(entries, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
            page.named(str(day), "、".join(path for _, path in same), 1)
    return page.text()


def option_label(knowledge: Knowledge, question: str, option: str) -> str:
    """What the form calls an answer; answers that fit every question have a common name."""
    known = knowledge.questions[question].options if question in knowledge.questions else ()
    labels = {item.id: item.label for item in known}
    return labels.get(option) or knowledge.labels["answer"].get(option, printable(option))


def _start(sentence: str) -> str:
    """Enough of a paste to recognise it."""
    return sentence if len(sentence) <= MAX_QUOTE else sentence[:MAX_QUOTE] + "…"


def _serving(steps: Sequence[Step], findings: Sequence[Finding]) -> list[Step]:
    wanted = {finding.id for finding in findings}
    return [step for step in steps if not wanted.isdisjoint(step.reasons)]


def _name(knowledge: Knowledge, reason: str) -> str:
    entry = knowledge.reasons.get(reason)
    return f"{entry.title}（{reason}）" if entry else printable(reason)


def _answers_in_words(knowledge: Knowledge, evidence: Evidence) -> list[str]:
    """Answers in words, in the order of the form."""
    known = [question for question in knowledge.questions if question in evidence]
    return [
        f"{knowledge.questions[question].text}"
        + "、".join(option_label(knowledge, question, option) for option in evidence[question])
        for question in known
    ]


def _write_prompt(page: Page, answers: Answers) -> None:
    """What the sentence that the app shows can and cannot mean."""
    asked = page.knowledge.question_explained_by("prompt")
    if asked is None:
        return
    for option in answers.get(asked.id, ()):
        prompt = page.knowledge.prompts.get(option)
        if prompt is not None:
            page.heading(option_label(page.knowledge, asked.id, option))
            page.named(page.cli("can"), prompt.can, 1)
            page.named(page.cli("cannot"), prompt.cannot, 1)
            page.named(page.cli("first"), prompt.do, 1)


def _write_outcome(page: Page, told: Outcome | None) -> None:
    """What the page shows on its card: what it is, at most three steps, what not to do, and why."""
    if told is None:
        return
    reason = page.knowledge.reasons[told.lead]
    page.heading(reason.headline)
    page.line(reason.gist, 1)
    for number, step in enumerate(told.steps, 1):
        remedy = page.knowledge.remedies[step]
        page.line(remedy.text, 1, f"{number}. ")
        page.line(_where(page, remedy), 2)
    page.named(page.say("never"), reason.never[0] if reason.never else "", 1)
    page.named(page.say("because"), "；".join(_answers_in_words(page.knowledge, told.because)), 1)


def _where(page: Page, remedy: Remedy) -> str:
    """Where a step is done, and whom it turns to."""
    where = f"{page.say('where')}：{page.knowledge.labels['where'][remedy.where]}"
    channel = page.knowledge.channels.get(remedy.channel)
    return f"{where}　{page.say('whom')}：{channel.name}（{channel.contact}）" if channel is not None else where


def _write_finding(page: Page, finding: Finding, steps: Sequence[Step]) -> None:
    reason = page.knowledge.reasons[finding.id]
    page.heading(_name(page.knowledge, finding.id))
    page.line(reason.headline, 1)
    page.line(reason.summary, 1)
    page.listed(page.say("because"), _answers_in_words(page.knowledge, finding.because), 1)
    numbers = [str(number) for number, step in enumerate(steps, 1) if finding.id in step.reasons]
    page.named(page.cli("steps"), "、".join(numbers) or page.cli("no_step"), 1)
    page.named(page.say("wait"), reason.wait, 1)
    for clock in reason.clocks:
        _write_clock(page, clock)
    page.listed(page.say("never"), reason.never, 1)
    if grades := _grades(page.knowledge, reason):
        page.named(page.say("grade"), grades, 1)
    page.listed(page.say("basis"), _basis(page.knowledge, reason), 1)


def _write_clock(page: Page, id_: str) -> None:
    clock = page.knowledge.clocks.get(id_)
    if clock is not None:
        certainty = page.knowledge.labels["certainty"][clock.certainty]
        page.line(f"{clock.title}（{certainty}）", 2, "- ")
        page.line(f"{clock.starts}{clock.basis}", 3)


def _grades(knowledge: Knowledge, reason: Reason) -> str:
    """How good the claims are that the reason stands on, best first."""
    ordered = sorted(claims_in_use(knowledge, reason.claims), key=lambda claim: claim.grade)
    return "；".join(
        f"{grade} {knowledge.labels['grade'][grade]}（{'、'.join(claim.id for claim in same)}）"
        for grade, same in groupby(ordered, key=lambda claim: claim.grade)
    )


def _basis(knowledge: Knowledge, reason: Reason) -> list[str]:
    sources = sources_in_use(knowledge, reason.sources)
    told = [f"{source.title}（{source.id}）{source.url}" for source in sources]
    return told or [text for text in (reason.unsourced,) if text]


def _write_steps(page: Page, steps: Sequence[Step]) -> None:
    if steps:
        page.heading(f"━━ {page.say('plan')}")
    number = 0
    for stage, staged in groupby(steps, key=lambda step: step.stage):
        page.heading(page.knowledge.labels["stage"][stage])
        told = ""  # a channel is named again only where it changes
        for step in staged:
            number += 1
            remedy = page.knowledge.remedies[step.id]
            _write_step(page, number, remedy, told)
            told = remedy.channel or told


def _write_step(page: Page, number: int, remedy: Remedy, told: str) -> None:
    page.line(remedy.text, 1, f"{number}. ")
    channel = page.knowledge.channels.get(remedy.channel)
    if channel is not None and remedy.channel != told:
        certainty = f"；{page.knowledge.labels['certainty'][channel.certainty]}" if channel.certainty else ""
        page.named(page.say("whom"), f"{channel.name}（{channel.contact}{certainty}）", 2)
    page.named(page.say("never"), remedy.never, 2)


def _write_changes(page: Page, diagnosis: Diagnosis) -> None:
    if diagnosis.changes:
        page.heading(page.say("changes"))
    for number, change in enumerate(diagnosis.changes, 1):
        mark = f"{number}. " if len(diagnosis.changes) > 1 else "- "
        page.line("；".join(_changed(page, change)), 1, mark)
    if diagnosis.unchangeable:
        page.heading(page.say("unchangeable"))
    for id_ in diagnosis.unchangeable:
        page.line(_name(page.knowledge, id_), 1, "- ")
        because = next(finding.because for finding in diagnosis.findings if finding.id == id_)
        for text in _fixed(page.knowledge, because):
            page.line(text, 2)


def _changed(page: Page, change: Change) -> list[str]:
    """Each changed answer in words."""
    return [
        page.knowledge.questions[question].text
        + (page.say("no_longer_seen") if answer == NO_LONGER_SEEN else option_label(page.knowledge, question, answer))
        for question, answer in change.answers.items()
    ]


def _fixed(knowledge: Knowledge, because: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Why the answers that decided something cannot be changed."""
    return [
        option.fixed
        for question, chosen in because.items()
        for option in knowledge.questions[question].options
        if option.fixed and option.id in chosen
    ]


def _write_rest(page: Page, diagnosis: Diagnosis) -> None:
    """What is still open, and what no longer is."""
    reasons = page.knowledge.reasons
    if diagnosis.next is not None:
        page.heading(f"{page.say('next')}：{page.knowledge.questions[diagnosis.next].text}")
    for key, ids in (("open", [item.id for item in diagnosis.open]), ("ruled_out", diagnosis.ruled_out)):
        if ids:
            page.heading(page.say(key))
            page.line("、".join(reasons[id_].short for id_ in ids), 1)


def _write_guides(page: Page, understood: Understood) -> None:
    if understood.guides:
        page.heading(page.cli("to_guides"))
    for guide in understood.guides:
        page.line(f"{guide.title}（{guide.path}）", 1, "- ")


def _write_match(page: Page, match: Match, facts: Facts, *, in_the_way: bool) -> None:
    """One reason; its steps only where something stands `in_the_way` of opening."""
    page.heading(_name(page.knowledge, match.id))
    reason = page.knowledge.reasons.get(match.id) if in_the_way else None
    if reason is not None:
        page.line(reason.headline, 1)
    page.named(page.cli("quoted"), "、".join(f"“{printable(phrase)}”" for phrase in match.because), 1)
    if reason is not None:
        _write_first_steps(page, reason, facts)


def _write_first_steps(page: Page, reason: Reason, facts: Facts) -> None:
    """The first step; of danger, what to do today."""
    if reason.kind == "stop":
        for number, step in enumerate(steps_now(page.knowledge, reason, facts)[:MAX_STEPS], 1):
            page.line(step.text, 1, f"{number}. ")
        return
    first = first_step(page.knowledge, reason, facts)
    if first is None:
        page.line(page.cli("no_step_now"), 1)
    elif first.stage == "now":
        page.named(page.cli("first"), first.text, 1)
    else:
        page.named(page.knowledge.labels["stage"][first.stage], first.text, 1)
