"""The accessibility receipt of a file: which checks it went through, which it passed, and what a person must still judge.

Plain values for a page or a machine to show; the receipt page is `formats/page`'s. Left out on purpose: the file's name, size
and status, which the manifest knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kit.errors import Finding

Outcome = Literal["passed", "failed", "look", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One check: what it asks for, its clause, and how it went.

    "look" means only warnings were found; "person" that no program can judge it. `findings` are those that belong here.
    """

    id: str
    asks: str
    clause: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()


_Row = tuple[str, str, str, tuple[str, ...]]

_EVERY_FORMAT: tuple[_Row, ...] = (
    (
        "words",
        "Read back from the finished file, every text of the document is there once, in order, and nothing else is.",
        "ISO 14289-1 7.1; WCAG 2.2 SC 1.3.1, 1.3.2",
        ("roundtrip-lost", "roundtrip-added", "roundtrip-words", "roundtrip-order", "roundtrip-more"),
    ),
    (
        "roles",
        "Each text is what it should be: title, heading and its level, list item, table cell, link.",
        "WCAG 2.2 SC 1.3.1",
        ("roundtrip-role", "roundtrip-level", "roundtrip-title"),
    ),
    (
        "pictures",
        "Each picture and table is described by the words that the document gives it.",
        "WCAG 2.2 SC 1.1.1",
        ("roundtrip-alt",),
    ),
    (
        "languages",
        "The file, each text and each word in another language is marked with its language.",
        "WCAG 2.2 SC 3.1.1, 3.1.2",
        ("roundtrip-lang", "roundtrip-item-lang", "roundtrip-foreign"),
    ),
    (
        "safety",
        "The safety facts and the help lines are in the file.",
        "kit: safety facts in every format",
        ("safety-fact", "help-line"),
    ),
    (
        "status",
        "The file says whether it was reviewed, and so does each page or slide.",
        "kit: no output without its review status",
        ("notice", "status-on-page", "foot"),
    ),
)
_PDF: tuple[_Row, ...] = (
    (
        "pdf-tagging",
        "All that is printed is tagged as content or marked as decoration, once.",
        "ISO 14289-1 7.1; Matterhorn 01",
        (
            *("pdf-no-structure", "pdf-untagged", "pdf-mcid-twice", "pdf-nesting", "pdf-artifact-in-content", "pdf-mark-info"),
            *("pdf-content-in-artifact", "pdf-content", "pdf-font", "pdf-suspects"),
        ),
    ),
    (
        "pdf-tree",
        "The structure tree holds all tagged content, and each piece of content finds its way back to the tree.",
        "ISO 32000-1 14.7",
        (
            *("pdf-tree", "pdf-orphan", "pdf-owned-twice", "pdf-missing-content", "pdf-tag-differs", "pdf-parent-tree"),
            *("pdf-root", "pdf-unknown-tag", "pdf-misplaced", "pdf-empty"),
        ),
    ),
    (
        "pdf-headings",
        "Headings start at level 1 and skip no level.",
        "ISO 14289-1 7.4; Matterhorn 14",
        ("pdf-first-heading", "pdf-heading-skipped", "pdf-many-titles", "pdf-heading-kinds", "pdf-no-headings"),
    ),
    (
        "pdf-lists",
        "Lists are whole, have bodies, and their numbers run on.",
        "ISO 14289-1 7.6; Matterhorn 16",
        ("pdf-list-numbering", "pdf-list-body", "pdf-list-order", "pdf-split"),
    ),
    (
        "pdf-tables",
        "Tables have heads that say what they head, and rows of equal length.",
        "ISO 14289-1 7.5; Matterhorn 15",
        ("pdf-table-heads", "pdf-scope", "pdf-table-shape", "pdf-empty-head"),
    ),
    (
        "pdf-pictures",
        "Each picture has an alternative text that is more than a file name.",
        "ISO 14289-1 7.3; Matterhorn 13",
        ("pdf-no-alt", "pdf-bad-alt", "pdf-long-alt", "pdf-alt-is-caption", "pdf-figure-box"),
    ),
    (
        "pdf-links",
        "Links and fields are tagged, described, reached by the tab key in reading order, and lead where their words say.",
        "ISO 14289-1 7.18; Matterhorn 28",
        (
            *("pdf-annotation-untagged", "pdf-annotation-parent", "pdf-annotation-tag", "pdf-annotation-contents"),
            *("pdf-field-name", "pdf-tabs", "pdf-dead-link", "pdf-empty-link", "pdf-link-differs", "pdf-link-place"),
        ),
    ),
    (
        "pdf-characters",
        "Each printed character has an embedded letter form and a meaning that can be read out, searched and copied.",
        "ISO 14289-1 7.21; Matterhorn 10, 31",
        (
            *("pdf-font-not-embedded", "pdf-missing-glyph", "pdf-glyph-width", "pdf-no-unicode", "pdf-bad-unicode"),
            "pdf-actual-text",
        ),
    ),
    (
        "pdf-languages",
        "Languages are named as the standard wants, and no text is in a script that its language does not have.",
        "ISO 14289-1 7.2; Matterhorn 11",
        ("pdf-no-lang", "pdf-bad-lang", "pdf-wrong-lang"),
    ),
    (
        "pdf-file",
        "The file names its title and its standard, can be browsed, and locks nobody out.",
        "ISO 14289-1 5, 7.1, 7.16; Matterhorn 06, 07, 26",
        (
            *("pdf-display-title", "pdf-xmp", "pdf-ua-identifier", "pdf-title", "pdf-title-poor", "pdf-two-titles"),
            *("pdf-bookmarks", "pdf-bookmark-differs", "pdf-page-labels", "pdf-locked", "pdf-layers"),
        ),
    ),
    (
        "pdf-quiet",
        "The file holds no script, no form of an outdated kind, no other files, and no trace of the computer that made it.",
        "ISO 14289-1 7.11, 7.15, 7.19; kit: no private data",
        ("pdf-script", "pdf-xfa", "pdf-attachments", "pdf-private"),
    ),
    (
        "pdf-contrast",
        "Text stands out from its ground, also in a black-and-white copy.",
        "WCAG 2.2 SC 1.4.3, 1.4.6",
        ("pdf-contrast", "pdf-contrast-unknown", "pdf-tint", "pdf-reverse-type"),
    ),
    (
        "pdf-print",
        "Type size, line length, line spacing and margins keep to the edition's profile, and no text runs off or over other text.",
        "kit: print profile",
        (
            *("pdf-small-type", "pdf-body-size", "pdf-margin", "pdf-long-line", "pdf-tight-lines"),
            *("pdf-off-page", "pdf-overlap", "pdf-stranded-heading"),
        ),
    ),
)
_DECK: tuple[_Row, ...] = (
    (
        "deck-titles",
        "Each slide has a title of its own, read first.",
        "WCAG 2.2 SC 2.4.2, 2.4.6; Microsoft Accessibility Checker",
        ("deck-title", "deck-title-first", "deck-title-unique"),
    ),
    (
        "deck-order",
        "What stands on a slide is read in the order of its layout, stands where Outline view shows it, and none of it is empty.",
        "WCAG 2.2 SC 1.3.2; HHS PowerPoint checklist",
        ("deck-order", "deck-layout-order", "deck-free-text", "deck-empty-placeholder", "deck-ids", "deck-names"),
    ),
    (
        "deck-pictures",
        "Each picture, chart and table has a description in words, or is marked as decoration.",
        "WCAG 2.2 SC 1.1.1; Microsoft Accessibility Checker",
        ("deck-alt", "deck-alt-words", "deck-alt-long"),
    ),
    (
        "deck-tables",
        "Tables have a head row, plain cells, and no empty ones.",
        "WCAG 2.2 SC 1.3.1; Microsoft Accessibility Checker",
        ("deck-table-header", "deck-table-merged", "deck-table-empty"),
    ),
    (
        "deck-charts",
        "Charts keep their data, name their axes and lines, differ by more than colour, and say their language.",
        "WCAG 2.2 SC 1.4.1, 3.1.1; HHS PowerPoint checklist",
        ("deck-chart-data", "deck-chart-axes", "deck-chart-legend", "deck-chart-colour", "deck-chart-lang"),
    ),
    (
        "deck-notes",
        "Each slide has speaker notes, and they tell in words what charts and tables show.",
        "Section 508 guide; HHS PowerPoint checklist",
        ("deck-notes", "deck-notes-facts"),
    ),
    (
        "deck-links",
        "Links say where they lead, are one piece and safe, and their addresses stand on the slide.",
        "WCAG 2.2 SC 2.4.4",
        (
            *("deck-link-runs", "deck-link-words", "deck-link-target"),
            *("deck-link-tooltip", "deck-link-address", "deck-link-mixed"),
        ),
    ),
    (
        "deck-languages",
        "Each piece of text on slides, in notes and charts says its language; new text gets the deck's.",
        "WCAG 2.2 SC 3.1.1, 3.1.2",
        ("deck-lang", "deck-lang-other", "deck-lang-default"),
    ),
    (
        "deck-direction",
        "Text, tables, charts and the template run in the direction of the language.",
        "ISO/IEC 29500-1 21.1.2.2.7, 21.1.3.13",
        ("deck-rtl-deck", "deck-rtl-paragraph", "deck-rtl-table", "deck-rtl-chart", "deck-rtl-master"),
    ),
    (
        "deck-type",
        "Nothing is smaller than 18 points or shrunk to fit, and the fonts are ones that a plain computer has.",
        "WCAG 2.2 SC 1.4.4; Microsoft: accessible presentations",
        ("deck-size", "deck-body-size", "deck-shrunk", "deck-fonts", "deck-font-scripts", "deck-font-rare"),
    ),
    (
        "deck-contrast",
        "Words, drawings and chart lines stand out from what lies behind them.",
        "WCAG 2.2 SC 1.4.3, 1.4.6, 1.4.11",
        (
            *("deck-contrast-text", "deck-contrast-theme", "deck-contrast-run", "deck-contrast-cell"),
            *("deck-contrast-graphic", "deck-fixed-colour"),
        ),
    ),
    (
        "deck-room",
        "Words fit their places, nothing reaches over the edge of the slide, and no words lie over others.",
        "WCAG 2.2 SC 1.4.4",
        ("deck-overflow", "deck-wide-word", "deck-off-slide", "deck-overlap"),
    ),
    (
        "deck-calm",
        "Nothing moves, plays, hides, waits in a comment or keeps people out.",
        "WCAG 2.2 SC 2.2.2, 1.2.2; Microsoft Accessibility Checker",
        ("deck-motion", "deck-hidden", "deck-media", "deck-comments", "deck-locked"),
    ),
    (
        "deck-file",
        "The file says its title, language, author and subject, its slides are in named sections, and all its parts are there.",
        "WCAG 2.2 SC 2.4.2, 3.1.1; ISO/IEC 29500-2",
        (
            *("deck-title-property", "deck-language-property", "deck-properties", "deck-sections", "deck-section-name"),
            *("deck-section-slides", "deck-section-id", "deck-relation", "deck-ratio", "deck-layouts"),
        ),
    ),
    (
        "deck-traces",
        "The file holds no trace of the computer that made it, comes out the same each time, and is small enough to mail.",
        "kit: no private data",
        ("deck-private", "deck-stamps", "deck-weight"),
    ),
)
_PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("person-alt", "Does each alternative text say what the picture is there for?", "Matterhorn 13-004"),
    ("person-title", "Does the title say what the file is about?", "Matterhorn 06-004"),
    ("person-order", "Does it make sense when it is read aloud from start to end?", "Matterhorn 09-001"),
    ("person-language", "Does the translation say the same, in words that its readers use?", "Matterhorn 11-007"),
    ("person-colour", "Is nothing told by colour, place or shape alone?", "Matterhorn 04-001"),
    ("person-words", "Do the people it is for understand it, and is the advice right?", "WCAG 2.2 SC 3.1.5"),
)


def rows(format_name: str) -> tuple[_Row, ...]:
    """The checks that a file of a format goes through: (id, what it asks for, clause, ids of its findings)."""
    match format_name:
        case "handout":
            return (*_EVERY_FORMAT, *_PDF)
        case "deck":
            return (*_EVERY_FORMAT, *_DECK)
        case "page":
            from kit.checks import page as html

            return (*_EVERY_FORMAT, *((rule.id, rule.rationale, rule.clause, (rule.id,)) for rule in html.RULES))
        case _:
            return _EVERY_FORMAT


def lines(format_name: str, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """The receipt of a file with these findings: every check with its outcome, then the questions for people.

    A finding of a check that has no row of its own (a format's own rules) gets a line by itself, so none is ever hidden.
    """
    out = []
    left = list(findings)
    for name, asks, clause, ids in rows(format_name):
        mine = tuple(finding for finding in left if finding.id in ids)
        left = [finding for finding in left if finding.id not in ids]
        out.append(Line(id=name, asks=asks, clause=clause, outcome=_outcome(mine), findings=mine))
    for name in dict.fromkeys(finding.id for finding in left):
        mine = tuple(finding for finding in left if finding.id == name)
        out.append(Line(id=name, asks=mine[0].message, clause=mine[0].clause, outcome=_outcome(mine), findings=mine))
    out += (Line(id=name, asks=asks, clause=clause, outcome="person") for name, asks, clause in _PEOPLE)
    return tuple(out)


def _outcome(findings: Sequence[Finding]) -> Outcome:
    if any(finding.severity == "error" for finding in findings):
        return "failed"
    return "look" if any(finding.severity == "warning" for finding in findings) else "passed"
