"""The receipt of one file as a page: what it is, its fingerprint, and what the checks found, for the people who hand it out.

It takes plain values, because checks and formats know nothing of each other. Left out on purpose: deciding what was checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.document import Document
from kit.errors import Finding
from kit.formats.page import theme, writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is known of a file. `href` leads to it from the receipt; `facts` are (label, value) in the source language.

    `rules` are the checks that ran: (id, what each asks for, clause of the standard); () where that is not known.
    """

    path: str
    href: str
    facts: tuple[tuple[str, str], ...]
    sha256: str
    findings: tuple[Finding, ...] = ()
    rules: tuple[tuple[str, str, str], ...] = ()


def write(receipt: Receipt, document: Document) -> bytes:
    """The page as UTF-8, in the language of `document`, which lends it the labels."""
    css = theme.stylesheet(document.locale, paper="a4", foot=receipt.path, layouts=("base.css", "sheet.css"))
    template = writer.environment().get_template("receipt.html.j2")
    html = template.render(d=document, v=writer.View(document), r=receipt, css=css)
    return html.encode()
