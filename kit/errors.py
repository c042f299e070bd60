"""What can go wrong, in words for the person who has to mend it.

`KitError` is the only exception a user may see: a message, advice and an exit code; `cli` prints it and nothing else does.
`Finding` is the value every check returns. Left out on purpose: logging (findings are values) and error translation
(messages are for the people who build kits; what readers of a kit see comes from `content/labels.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

EXIT_OK = 0
EXIT_CHECKS_FAILED = 1
EXIT_BAD_INPUT = 2
EXIT_OUR_FAULT = 70
"""A crash (sysexits.h, EX_SOFTWARE): never the user's doing."""
EXIT_STOPPED = 130
"""Stopped by the user: 128 and the number of the signal that Ctrl+C sends."""


SHOWN = 200
"""So many faults of a file are printed."""
LONGEST = 2_000
"""So many characters of one."""


class KitError(Exception):
    """A fault the user can mend: what is wrong, what to do, and the exit code it ends the program with."""

    def __init__(self, message: str, advice: str = "", *, exit_code: int = EXIT_BAD_INPUT) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.message}\n  {self.advice}" if self.advice else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from one process to another whatever the arguments of the class are."""
        return _again, (type(self), self.args), dict(self.__dict__)


def _again(kind: type[KitError], arguments: tuple[object, ...]) -> KitError:
    made = kind.__new__(kind, *arguments)
    made.args = arguments
    return made


class OutputError(KitError):
    """Files can't be written where they should be: every further one would fail in the same way."""


class ContentError(KitError):
    """Faults in a text file that people edit, all of one file at once.

    Each fault prints as `file:line:column: path: what is wrong` and, below it, what to do. Lines and columns count from 1. A file can
    have any number of faults of any length: the message holds so many as a person can read, `faults` all.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        shown = [_cut(str(fault)) for fault in faults[:SHOWN]]
        more = [f"... and {len(faults) - SHOWN:,} more"] if len(faults) > SHOWN else []
        super().__init__("\n".join((*shown, *more)))
        self.faults = faults


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} ..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault in an input file; `line` and `column` count from 1 and are 0 where the fault has no place."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""
    what: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        head = f"{place}: {self.path}: {self.what}" if self.path else f"{place}: {self.what}"
        return f"{head}\n  {self.advice}" if self.advice else head


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: a stable id, how bad it is, where (page, slide, block id or file:line:column) and a plain sentence.

    `clause` names the clause of the standard or guideline the rule comes from.
    """

    id: str
    severity: Severity
    where: str
    message: str
    clause: str = ""
