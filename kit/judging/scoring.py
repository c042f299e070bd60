"""`kit content score`: the CDC Clear Communication Index and PEMAT-P, item by item, as far as a machine can go.

Each item is met, not met, or needs a person; a machine never says that a person's item is met. The questions are put in our
own words; the numbers are those of the two instruments. Left out on purpose: a total that hides what nobody has judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kit.checks import source as content_rules
from kit.checks.source import make_up
from kit.checks.source.rules import Subject, numbered
from kit.document import HANDOUT, Bullets, Callout, Diagram, Figure, Steps, Table, Timeline, Worksheet, shown
from kit.errors import Finding

Verdict = Literal["met", "not met", "needs a person"]
Instrument = Literal["CDC Index", "PEMAT-P"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One item of an instrument: its number there, the question, the verdict, and what it rests on or what is to be judged."""

    instrument: Instrument
    number: str
    question: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """A scored sheet, and the version and date of the text it judges."""

    topic: str
    version: str
    date: str
    items: tuple[Scored, ...]

    def count(self, verdict: Verdict, instrument: Instrument | None = None) -> int:
        """How many items have this verdict."""
        return sum(item.verdict == verdict and instrument in (None, item.instrument) for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What items are judged by: the topic, and the findings of its rules."""

    subject: Subject
    findings: tuple[Finding, ...]

    def broken(self, rules: Iterable[str]) -> list[Finding]:
        """Findings of these rules that nobody has judged to be right as they are."""
        return [finding for finding in self.findings if finding.id in rules and finding.severity != "info"]

    def blocks(self, *kinds: type) -> int:
        """How many blocks of these kinds the handout shows."""
        sections = self.subject.document.sections
        return sum(isinstance(block, kinds) for section in sections for block in shown(section, HANDOUT))


Judge = Callable[[_Evidence], tuple[Verdict, str]]


def _rules(*rules: str) -> Judge:
    """Met when none of these rules of `kit content check` is broken."""

    def judge(found: _Evidence) -> tuple[Verdict, str]:
        broken = found.broken(rules)
        if broken:
            return "not met", f"{len(broken)} findings, first: {broken[0].where}: {broken[0].message}"
        return "met", f"No finding of: {', '.join(rules)}."

    return judge


def _person(question: str, *rules: str) -> Judge:
    """Only a person can say; what a machine found against it stands beside the question."""

    def judge(found: _Evidence) -> tuple[Verdict, str]:
        broken = found.broken(rules)
        if broken:
            return "not met", f"{len(broken)} findings, first: {broken[0].where}: {broken[0].message}"
        return "needs a person", question

    return judge


def _front(found: _Evidence) -> tuple[Verdict, str]:
    text = found.subject.document.main_message
    return (
        ("met", "It stands on the first page, before the contents, on its own.") if text.text else ("not met", "There is none.")
    )


def _visual(found: _Evidence) -> tuple[Verdict, str]:
    count = found.blocks(Figure, Timeline, Diagram) + sum(bool(section.art) for section in numbered(found.subject))
    if not count:
        return "not met", "There is no picture at all."
    return "needs a person", f"{count} pictures with captions or words beside them. Do they carry the main message?"


def _summary(found: _Evidence) -> tuple[Verdict, str]:
    last = found.subject.document.sections[-1]
    if any(isinstance(block, Bullets) for block in shown(last, HANDOUT)):
        return "met", f"The last part, “{last.title.text}”, repeats the main points."
    return "not met", "No part repeats the main points at the end."


def _tool(found: _Evidence) -> tuple[Verdict, str]:
    count = found.blocks(Worksheet) + sum(
        isinstance(block, Bullets) and block.checklist
        for section in found.subject.document.sections
        for block in shown(section, HANDOUT)
    )
    return ("met", f"{count} worksheets and checklists.") if count else ("not met", "No worksheet or checklist.")


def _steps(found: _Evidence) -> tuple[Verdict, str]:
    count = found.blocks(Steps)
    return ("met", f"{count} actions are told step by step.") if count else ("not met", "No action is told step by step.")


def _cues(found: _Evidence) -> tuple[Verdict, str]:
    document = found.subject.document
    bold = sum("**" in passage.text.text for passage in found.subject.passages)
    boxes = sum(isinstance(block, Callout) for section in document.sections for block in section.blocks)
    if not boxes and not bold:
        return "not met", "Nothing is set off by a box or in bold."
    return "met", f"{boxes} boxes with a label, {bold} texts with bold words."


def _tables(found: _Evidence) -> tuple[Verdict, str]:
    tables = [
        block
        for section in found.subject.document.sections
        for block in section.blocks
        if isinstance(block, Table) and len(block.columns) > 4
    ]
    if tables:
        return "not met", f"A table has more than 4 columns: {tables[0].meta.id}."
    return "met", "Every table has heads and at most 4 columns."


def _why_and_how(found: _Evidence) -> tuple[Verdict, str]:
    lacking = [section.title.text for section in numbered(found.subject) if not make_up.has_action(section, found.subject)]
    if lacking:
        return "not met", f"No action in: {', '.join(lacking)}."
    return "needs a person", "Each part tells something to do. Is it said how, and when to ask for help?"


def _numbers_familiar(found: _Evidence) -> tuple[Verdict, str]:
    broken = found.broken(("number-words", "sums", "number-source"))
    if broken:
        return "not met", f"{broken[0].where}: {broken[0].message}"
    count = sum(bool(re.search(r"\d", passage.words)) for passage in found.subject.passages if passage.shown)
    return "met", f"Whole numbers in numerals, in {count} texts; none must be worked out."


_CDC: tuple[tuple[str, str, Judge], ...] = (
    ("1", "Is there one main message?", _rules("one-message")),
    ("2", "Does it stand at the beginning?", _front),
    ("3", "Is it set off, so that it stands out?", _cues),
    ("4", "Does a picture carry it, with a caption?", _visual),
    ("5", "Is there a call to action for this audience?", _rules("action-missing")),
    ("6", "Are message and action in the active voice?", _person("Read them aloud: is it clear who does what?", "passive")),
    ("7", "Are the words those of the audience?", _person("Ask people who use or used drugs.", "term-avoid", "reading-ease", "acronym", "first-use")),
    ("8", "Are there lists, and are they short?", _rules("list-length")),
    ("9", "Is the text in chunks with heads?", _rules("heading-missing", "paragraph-length")),
    ("10", "Does the most important come first, in the whole and in each part?", _person("Read only the first line of each part.")),
    ("11", "Is it said what is known and what is not?", _rules("unknowns", "claim-missing")),
    ("12", "Is it said what to do?", _rules("action-missing")),
    ("13", "Is it said why?", _person("Does each action come with its reason?")),
    ("14", "Is it said how?", _why_and_how),
    ("15", "Are numbers of a kind that the audience knows?", _numbers_familiar),
    ("16", "Is it said what each number means?", _person("Does each number say what it is a number of?", "number-source")),
    ("17", "Is the reader spared sums?", _rules("sums")),
    ("18", "Is the risk explained: what it is and for whom?", _person("Are dangers named plainly, without fear for its own sake?", "safety-fact")),
    ("19", "Do risks and benefits stand together?", _person("Is the balance fair?", "risk-benefit")),
    ("20", "Are chances told in words or pictures too?", _person("Are 'often', 'most' and 'some' used fairly?")),
)  # fmt: skip

_PEMAT: tuple[tuple[str, str, Judge], ...] = (
    ("1", "Is its purpose plain?", _front),
    ("2", "Is there nothing that distracts?", _person("Is there anything that could be left out?")),
    ("3", "Are the words everyday words?", _rules("reading-ease", "term-avoid", "number-words")),
    ("4", "Are medical words explained?", _rules("first-use", "acronym")),
    ("5", "Is the voice active?", _person("Read it aloud: is it clear who does what?", "passive")),
    ("6", "Are numbers clear?", _rules("number-source")),
    ("7", "Is the reader spared sums?", _rules("sums")),
    ("8", "Is it in short parts?", _rules("paragraph-length", "sentence-length", "list-length")),
    ("9", "Do the parts have heads?", _rules("heading-missing")),
    ("10", "Is the order right?", _person("Would you tell it in this order?")),
    ("11", "Is there a summary?", _summary),
    ("12", "Do boxes, bold or size point to the main points?", _cues),
    ("15", "Are there pictures where they help?", _visual),
    ("16", "Do pictures repeat the text and not distract?", _person("Look at each picture beside its words.")),
    ("17", "Do pictures have titles or captions?", _rules("alt-quality")),
    ("18", "Are the pictures clear and free of clutter?", _person("Look at each picture in the size in which it is printed.")),
    ("19", "Are tables simple, with short, clear heads?", _tables),
    ("20", "Is there at least one action?", _rules("action-missing")),
    ("21", "Does it speak to the reader?", _rules("audience-voice")),
    ("22", "Are actions told in steps?", _steps),
    ("23", "Is there a tool for acting, such as a checklist?", _tool),
    ("24", "Is there help with sums, if there are any?", _rules("sums")),
    ("25", "Is it said how to use charts and tables?", _person("Is each chart explained in words beside it?")),
    ("26", "Do pictures help to act?", _person("Would the pictures alone show someone what to do?")),
)  # fmt: skip


def score(subject: Subject) -> ScoreSheet:
    """The scored sheet of a topic."""
    evidence = _Evidence(subject=subject, findings=content_rules.run(subject))
    document = subject.document
    items = (*_items("CDC Index", _CDC, evidence), *_items("PEMAT-P", _PEMAT, evidence))
    return ScoreSheet(topic=document.topic, version=document.version, date=document.date, items=items)


def _items(instrument: Instrument, table: tuple[tuple[str, str, Judge], ...], evidence: _Evidence) -> Iterator[Scored]:
    for number, question, judge in table:
        verdict, reason = judge(evidence)
        yield Scored(instrument=instrument, number=number, question=question, verdict=verdict, reason=reason)
