"""The receipt of one file as a page: what it is, its fingerprint, what the checks found, and what people must still judge.

For those who hand the file out, in their language where it has the labels; what the checks say is English. It takes the checks as plain values, because checks and formats know nothing of each other.
Left out on purpose: deciding what was checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kit.document import Document
from kit.errors import Finding
from kit.formats.page import theme, writer


class Checked(Protocol):
    """One check as the receipt shows it; `outcome` is "passed", "failed", "look" (warnings only) or "person"."""

    @property
    def id(self) -> str:
        """Its stable id."""

    @property
    def asks(self) -> str:
        """What it asks for, as a sentence; for "person" the question."""

    @property
    def clause(self) -> str:
        """The clause of the standard it comes from."""

    @property
    def outcome(self) -> str:
        """How it went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is known of a file. `href` leads to it from the receipt; `facts` are (label, value) in the receipt's language."""

    path: str
    href: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    findings: tuple[Finding, ...] = ()
    checks: Sequence[Checked] = ()


def write(receipt: Receipt, document: Document) -> bytes:
    """The page as UTF-8, in the language of `document`, which lends it the labels."""
    css = theme.stylesheet(document.locale, paper="a4", foot=receipt.path, layouts=("base.css", "sheet.css"))
    ran = [check for check in receipt.checks if check.outcome != "person"]
    questions = [check for check in receipt.checks if check.outcome == "person"]
    template = writer.environment().get_template("receipt.html.j2")
    return template.render(d=document, v=writer.View(document), r=receipt, ran=ran, questions=questions, css=css).encode()
