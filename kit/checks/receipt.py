"""The accessibility receipt of a file: which checks it went through, which it passed, and what a person must still judge.

Plain values for a page or a machine to show, derived from the records of the checks; the receipt page is `formats/page`'s.
Left out on purpose: the file's name, size and status, which the manifest knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kit.checks.record import AnyCheck
from kit.errors import Finding

Outcome = Literal["passed", "failed", "look", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What no program can judge of a file: an id, the question for a person, and the clause it comes from."""

    id: str
    asks: str
    clause: str


QUESTIONS = (
    Question(id="person-alt", asks="Does each alternative text say what the picture is there for?", clause="Matterhorn 13-004"),
    Question(id="person-title", asks="Does the title say what the file is about?", clause="Matterhorn 06-004"),
    Question(id="person-order", asks="Does it make sense when it is read aloud from start to end?", clause="Matterhorn 09-001"),
    Question(
        id="person-language",
        asks="Does the translation say the same, in words that its readers use?",
        clause="Matterhorn 11-007",
    ),
    Question(id="person-colour", asks="Is nothing told by colour, place or shape alone?", clause="Matterhorn 04-001"),
    Question(
        id="person-words",
        asks="Do the people it is for understand it, and is the advice right?",
        clause="WCAG 2.2 SC 3.1.5",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One check: what it asks for, its clause, and how it went.

    "look" means only warnings were found; "person" that no program can judge it. `findings` are those that belong here.
    """

    id: str
    asks: str
    clause: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()


def lines(checks: Sequence[AnyCheck], findings: Sequence[Finding]) -> tuple[ReceiptLine, ...]:
    """The receipt of a file that went through these checks: each with its outcome, then the questions for people.

    A finding that belongs to none of them gets a line by itself, so that none is ever hidden.
    """
    out = []
    left = list(findings)
    for check in checks:
        mine = tuple(finding for finding in left if finding.id in check.kinds)
        left = [finding for finding in left if finding.id not in check.kinds]
        out.append(ReceiptLine(id=check.id, asks=check.question, clause=check.clause, outcome=_outcome(mine), findings=mine))
    for name in dict.fromkeys(finding.id for finding in left):
        mine = tuple(finding for finding in left if finding.id == name)
        out.append(ReceiptLine(id=name, asks=mine[0].message, clause=mine[0].clause, outcome=_outcome(mine), findings=mine))
    out += (ReceiptLine(id=question.id, asks=question.asks, clause=question.clause, outcome="person") for question in QUESTIONS)
    return tuple(out)


def _outcome(findings: Sequence[Finding]) -> Outcome:
    if any(finding.severity == "error" for finding in findings):
        return "failed"
    return "look" if any(finding.severity == "warning" for finding in findings) else "passed"
