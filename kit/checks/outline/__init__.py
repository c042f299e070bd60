"""Checks that every file of ours goes through, whatever its format: the round trip, and what no file may lack.

They look at outlines, never at bytes: what the document asks for beside what the format's reader heard. Left out on purpose:
the rules of a kind of file, which are the other families'.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kit.checks.outline import presence, roundtrip
from kit.checks.record import Check
from kit.document import CARD_FACTS, FACTS, ContactKind, Document, Surface
from kit.errors import Finding
from kit.outline import Outline, Unit

Tier = Literal["full", "strip", "card"]
"""Which safety facts a file must carry: all nine in full, all nine with a printed strip for what its blocks lack, or the card's few."""


@dataclass(frozen=True, kw_only=True)
class HeardFile:
    """A file of ours: the document it was made from, what it should say, what was heard, and what its format shows.

    `tier` says which safety facts and help lines it has room for. `unit` is what its numbered pieces are called; with `foot` each of them carries code, version and date.
    """

    document: Document
    wanted: Outline
    heard: Outline
    surface: Surface
    unit: Unit
    foot: bool
    tier: Tier = "full"

    @functools.cached_property
    def differences(self) -> tuple[Finding, ...]:
        """What differs between the two outlines: one comparison, of which each check takes its part."""
        return roundtrip.compare(self.wanted, self.heard)


def _among(*ids: str) -> Callable[[HeardFile], Iterator[Finding]]:
    return lambda asked: (finding for finding in asked.differences if finding.id in ids)


def _safety(asked: HeardFile) -> Iterator[Finding]:
    for document in (asked.document, *asked.document.bound):
        kind = document.selection.kind if document.selection else ""
        wanted = CARD_FACTS if asked.tier == "card" else FACTS if asked.tier == "strip" and kind == "sheet" else ()
        every = tuple(dict.fromkeys(entry.kind for entry in document.help.entries)) if kind in ("sheet", "packet") else ()
        kinds: tuple[ContactKind, ...] = ("emergency", "crisis") if asked.tier == "card" else every
        if kind != "packet":  # the front of a packet leads to sheets, each of which carries them all
            yield from presence.facts(document, asked.surface, asked.heard, wanted)
        yield from presence.lines(document, asked.surface, asked.heard, kinds)


def _status(asked: HeardFile) -> Iterator[Finding]:
    for document in (asked.document, *asked.document.bound):
        yield from presence.notices(document, asked.heard)
    if asked.unit:
        yield from presence.feet(asked.document, asked.heard, asked.unit, full=asked.foot)


_WORDS = ("roundtrip-lost", "roundtrip-added", "roundtrip-words", "roundtrip-order", "roundtrip-more")
_ROLES = ("roundtrip-role", "roundtrip-level", "roundtrip-title")
_LANGUAGES = ("roundtrip-lang", "roundtrip-item-lang", "roundtrip-foreign")

CHECKS: tuple[Check[HeardFile], ...] = (
    Check(
        id="words",
        question="Read back from the finished file, every text of the document is there once, in order, and nothing else is.",
        why="A line lost between the source and the sheet is a line that nobody gets; no eye finds it in forty files.",
        clause="ISO 14289-1 7.1; WCAG 2.2 SC 1.3.1, 1.3.2",
        advice="The writer drops, repeats or moves a text: mend the writer, or what its reader hears.",
        finds=_WORDS,
        find=_among(*_WORDS),
    ),
    Check(
        id="roles",
        question="Each text is what it should be: title, heading and its level, list item, table cell, link.",
        why="A screen reader leads by headings, lists and tables; a title that is only large letters leads nobody.",
        clause="WCAG 2.2 SC 1.3.1",
        advice="Give the text the tag, placeholder or element of its role in the writer.",
        finds=_ROLES,
        find=_among(*_ROLES),
    ),
    Check(
        id="pictures",
        question="Each picture and table is described by the words that the document gives it.",
        why="Who can't see the picture has only its words.",
        clause="WCAG 2.2 SC 1.1.1",
        advice="Hand the block's `alt` or `summary` to the picture or table in the writer.",
        finds=("roundtrip-alt",),
        find=_among("roundtrip-alt"),
    ),
    Check(
        id="languages",
        question="The file, each text and each word in another language is marked with its language.",
        why="A voice reads words by the rules of the language it is told.",
        clause="WCAG 2.2 SC 3.1.1, 3.1.2",
        advice="Mark the file, the text or the run with its language in the writer.",
        finds=_LANGUAGES,
        find=_among(*_LANGUAGES),
    ),
    Check(
        id="safety",
        question="The safety facts and the help lines are in the file.",
        why="These facts save lives, and a reader may see one file only.",
        clause="kit: safety facts in every format",
        advice="Let a block that states the fact show on this surface (`shows`), or mark the one that does (`safety`).",
        finds=("safety-fact", "help-line"),
        find=_safety,
    ),
    Check(
        id="status",
        question="The file says whether it was reviewed, and so does each page or slide.",
        why="A page taken from the pile must still say that nobody has vouched for it, and how old it is.",
        clause="kit: no output without its review status",
        advice="Print the notices, and on each page or slide the status, in the writer.",
        finds=("notice", "status-on-page", "foot"),
        find=_status,
    ),
)
