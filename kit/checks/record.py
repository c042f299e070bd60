"""What a check is: one record with its question, its reason and the function that answers, the same for every kind of subject.

Receipts, `kit checks`, `kit content rules` and the documentation are derived from these records. A check of one family looks
at one kind of subject (a presentation, a PDF, a page, a topic, a translated text); `judge` runs a family. Left out on
purpose: which family a file needs, which its format says.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kit.budget import SpentError
from kit.errors import Finding, KitError, Severity

S = TypeVar("S")
UNREAD = "unread"
"""The kind of a finding that says what was not looked at; no check's own."""
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[S]):
    """A check: what it asks (a sentence that is true of a good file), why, the clause behind it, and how to mend a breach.

    `finds` are the ids of the findings it can give, one for each kind of fault; a check of one kind gives its own id.
    `severity` is the worst they can be on a file of ours, `strangers` on a file that somebody else made. There, kinds in
    `doubtful` are for a person to look at, at the worst, and kinds in `taste` are advice: good practice of ours that no
    standard asks for.
    """

    id: str
    question: str
    why: str
    clause: str
    advice: str
    find: Callable[[S], Iterable[Finding]]
    finds: tuple[str, ...] = ()
    severity: Severity = "error"
    strangers: Severity = "error"
    doubtful: tuple[str, ...] = ()
    taste: tuple[str, ...] = ()

    def worst(self, kind: str, *, strangers: bool) -> Severity:
        """The worst that a finding of this kind can be, on a file of ours or on one that somebody else made."""
        if not strangers:
            return self.severity
        least: Severity = "info" if kind in self.taste else "warning" if kind in self.doubtful else "error"
        return max(least, self.strangers, key=_RANK.__getitem__)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ids of the findings it can give."""
        return self.finds or (self.id,)


AnyCheck = Check[Any]
"""A check of any family: its record, where what it looks at does not matter."""


def judge(checks: Sequence[Check[S]], subject: S, *, strangers: bool = False) -> tuple[Finding, ...]:
    """What the checks find on a subject, each finding once, errors first; on strangers' files no worse than they allow."""
    found: list[Finding] = []
    for check in checks:
        find = functools.partial(check.find, subject)
        given = patiently(find, check.question) if strangers else find()
        found += [_no_worse(finding, check.worst(finding.id, strangers=strangers)) for finding in given]
    return ranked(found)


def patiently(find: Callable[[], Iterable[Finding]], question: str) -> Iterator[Finding]:
    """The findings as far as they can be had; where a file's oddness or its budget ends them, a finding says so.

    For files that somebody else made: whatever one of our checks stumbles on there, the others go on.
    """
    try:
        yield from find()
    except SpentError as error:
        yield unread("file", f"Not looked at to the end: “{question}” ({error})")
    except KitError as error:  # a part that many checks need is told once
        yield unread("file", f"{error.message[:1].upper()}{error.message[1:]}; what needs it was not looked at")
    except Exception as error:  # noqa: BLE001 - a stranger's file may break any assumption; the finding names it
        yield unread("file", f"This part of the file can't be read: “{question}” ({type(error).__name__})")


def unread(where: str, what: str) -> Finding:
    """That something was not looked at, and so is neither right nor wrong."""
    return Finding(id=UNREAD, severity="warning", where=where, message=f"{what}.", clause="kit: nothing passes unseen")


def _no_worse(finding: Finding, worst: Severity) -> Finding:
    return dataclasses.replace(finding, severity=worst) if _RANK[finding.severity] < _RANK[worst] else finding


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each once, errors before warnings before remarks."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: _RANK[finding.severity]))
