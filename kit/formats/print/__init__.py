"""What is printed, as tagged PDF: one row for each layout, all on one writer and one reader.

A new layout is a function that writes it, what a reader must hear of it (`checks.outline.expected`), and a row in `LAYOUTS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kit.budget import Budget
from kit.document import HANDOUT, Document, Options
from kit.errors import Finding
from kit.formats.record import Box, Format, Labels, Rules
from kit.outline import Outline


def _write(document: Document, options: Options) -> bytes:
    from kit.formats.print.writer import write

    return write(document, options)


def _read(data: bytes) -> Outline:
    from kit.formats.print.reader import read

    return read(data)


def _expected(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.body(document, HANDOUT)


def _places(document: Document, options: Options) -> Mapping[str, Sequence[tuple[int, Box]]]:
    from kit.formats.print.places import places

    return places(document, options)


def _rules() -> Rules:
    from kit.checks import pdf

    def audit(data: bytes, profile: str, ours: bool, budget: Budget | None = None) -> tuple[Finding, ...]:
        return pdf.check(data, profile=profile or None, strangers=not ours, budget=budget)

    return Rules(checks=pdf.CHECKS, audit=audit)


LAYOUTS = (
    Format(
        name="handout",
        called=("pdf", "print"),
        surface="handout",
        suffix="pdf",
        endings=(".pdf",),
        editions=("standard", "large-print"),
        papers=("a4", "letter"),
        unit="page",
        foot=True,
        fillable=True,
        proof=True,
        takes=("topic", "parts"),
        labels=Labels(
            names={"standard": "index.handout", "large-print": "index.handout_large"},
            use="index.handout_use",
            count="index.pages",
            counted="index.page_count",
        ),
        write=_write,
        read=_read,
        expected=_expected,
        rules=_rules,
        places=_places,
    ),
)
