"""The slide deck, for a group and whoever leads it, as a .pptx: slides with notes, in sections."""

from __future__ import annotations

from kit.budget import Budget
from kit.document import Document, Options
from kit.errors import Finding
from kit.formats.record import Format, Labels, Rules
from kit.outline import Outline

_NOTES = (
    *("ask", "conflict", "continued", "handout", "how_to_use", "joiner", "minutes", "part", "read", "row", "say", "talk"),
    *("until", "watch"),
)
"""The labels of speaker notes; `notes.blank` stands on paper."""


def _write(document: Document, options: Options) -> bytes:
    from kit.formats.deck.writer import write

    return write(document, options)


def _try(document: Document, _options: Options) -> None:
    from kit.formats.deck.plan import plan

    plan(document)


def _draw(document: Document, _options: Options) -> tuple[bytes, ...]:
    from kit.formats.deck.drawn import drawn

    return drawn(document)


def _read(data: bytes) -> Outline:
    from kit.formats.deck.reader import read

    return read(data)


def _expected(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.deck(document)


def _rules() -> Rules:
    from kit.checks import deck

    def audit(data: bytes, _profile: str, ours: bool, budget: Budget | None = None) -> tuple[Finding, ...]:
        return deck.check(data, strangers=not ours, budget=budget)

    return Rules(checks=deck.CHECKS, audit=audit)


FORMAT = Format(
    name="deck",
    surface="slide",
    suffix="pptx",
    media="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    called=("powerpoint", "pptx", "slides"),
    endings=(".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    unit="slide",
    takes=("topic", "session", "parts"),
    labels=Labels(
        names={"": "index.deck"},
        use="index.deck_use",
        count="index.deck",
        counted="index.slide_count",
        own=(
            "agenda.",
            "continued",
            "exercise.minutes",
            "exercise.optional",
            "figure.label",
            "layout.",
            *(f"notes.{name}" for name in _NOTES),
            "placeholder.",
            "slide",
            "sources.where",
            "table.label",
        ),
    ),
    tries=_try,
    write=_write,
    draw=_draw,
    read=_read,
    expected=_expected,
    rules=_rules,
)
