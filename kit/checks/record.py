"""What a check is: one record with its question, its reason and the function that answers, the same for every kind of subject.

Receipts, `kit checks`, `kit content rules` and the documentation are derived from these records. A check of one family looks
at one kind of subject (a presentation, a PDF, a page, a topic, a translated text); `judge` runs a family. Left out on
purpose: which family a file needs, which its format says.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kit.errors import Finding, Severity

S = TypeVar("S")
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[S]):
    """A check: what it asks (a sentence that is true of a good file), why, the clause behind it, and how to mend a breach.

    `finds` are the ids of the findings it can give, one for each kind of fault; a check of one kind gives its own id.
    `severity` is the worst they can be on a file of ours, `strangers` on a file that somebody else made.
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

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ids of the findings it can give."""
        return self.finds or (self.id,)


AnyCheck = Check[Any]
"""A check of any family: its record, where what it looks at does not matter."""


def judge(checks: Sequence[Check[S]], subject: S, *, strangers: bool = False) -> tuple[Finding, ...]:
    """What the checks find on a subject, each finding once, errors first; on strangers' files no worse than they allow."""
    found = []
    for check in checks:
        worst = check.strangers if strangers else check.severity
        found += [_no_worse(finding, worst) for finding in check.find(subject)]
    return ranked(found)


def _no_worse(finding: Finding, worst: Severity) -> Finding:
    return dataclasses.replace(finding, severity=worst) if _RANK[finding.severity] < _RANK[worst] else finding


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each once, errors before warnings before remarks."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: _RANK[finding.severity]))
