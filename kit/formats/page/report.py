"""What `kit check` found in files, as one page to read, keep and send: a part for each file, its findings by check.

In English, as the checks are. It takes verdicts as plain values, because a format knows no judging. Left out on purpose:
deciding what is a barrier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kit.errors import Finding
from kit.formats.page import theme, writer
from kit.locale import SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """What one check found: its question and clause ("" for what no check owns), findings, and (program, how to mend it there)."""

    question: str
    clause: str
    findings: tuple[Finding, ...]
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file with its verdict in one line, and its parts, the worst first."""

    file: str
    verdict: str
    parts: tuple[ReportPart, ...] = ()


def write(files: Sequence[Judged], words: dict[str, str]) -> bytes:
    """The page as UTF-8; `words` say what each severity is called."""
    css = theme.stylesheet(SOURCE, paper="a4", foot="kit check", layouts=("base.css", "sheet.css"))
    return writer.environment().get_template("report.html.j2").render(files=files, words=words, css=css).encode()
