"""Our verifier for any PDF, ours or another's: findings with the clause, the page and a sentence that a non-expert understands.

It complements veraPDF: it also follows the parent tree, the meaning of characters, replacement texts, scripts against
languages, contrast and print sizes. What no program can judge is asked of people (`checks.receipt`). See also kit/pdf/PDF_UA.md.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit.budget import Budget
from kit.checks.pdf import (
    file,
    fonts,
    interactive,
    languages,
    links,
    nesting,
    notes,
    objects,
    print,  # noqa: A004 - a module about printing
    standard,
    structure,
    tables,
    tags,
    text,
    white,
)
from kit.checks.pdf.print import PROFILES, PrintRule
from kit.checks.record import UNREAD, Check, judge, patiently, ranked, unread
from kit.errors import Finding, KitError, Severity
from kit.tagged.homes import elements_of
from kit.tagged.source import PdfSource, read
from kit.tagged.tree import TagElement

__all__ = ["CHECKS", "PROFILES", "Inspected", "check"]


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """A PDF to judge. `floor` is the least type size in points; only with a `profile` are sizes, margins and tints judged.

    A file of `strangers` is judged patiently: what can't be read there is told, and the rest goes on.
    """

    source: PdfSource
    profile: PrintRule | None = None
    floor: float | None = None
    strangers: bool = False

    @functools.cached_property
    def part(self) -> str:
        """The part of ISO 14289 by which the file is judged."""
        return next(iter(self.source.unpainted("part", lambda: [standard.part(self.source)])))

    @functools.cached_property
    def elements(self) -> Sequence[TagElement]:
        """All structure elements, in reading order."""
        return self.source.tree.once(elements_of) if self.source.tree else ()

    @functools.cached_property
    def found(self) -> tuple[Finding, ...]:
        """What one walk through the file finds, of which each check takes its part."""
        source, part = self.source, self.part
        walks: dict[str, Callable[[], Iterable[Finding]]] = {
            "what the file says of itself": lambda: source.unpainted(
                ("file", part), lambda: (*file.check(source), *standard.check(source, part))
            ),
            "how content and tags hang together": lambda: structure.check(source, part),
            "which tags hold which": lambda: tags.check(source, part),
            "which tags PDF 2.0 lets lie in which": lambda: nesting.check(source, self.elements) if part == "2" else (),
            "tables and contents": lambda: source.unpainted(("tables", part), lambda: tables.check(source, self.elements, part)),
            "notes and roles": lambda: source.unpainted(("notes", part), lambda: notes.check(source, self.elements, part)),
            "letters that no voice can say": lambda: notes.private(source, self.elements) if part == "2" else (),
            "links and fields": lambda: links.check(source),
            "annotations": lambda: source.unpainted(
                ("annotations", part), lambda: interactive.check(source, self.elements, part)
            ),
            "layers, attached files and drawings": lambda: objects.check(source, part),
            "letters and languages": lambda: text.check(source),
            "languages of other words": lambda: languages.check(source, self.elements, part),
            "fonts": lambda: fonts.check(source, text.seen(source), part),
            "how it looks in print": lambda: print.check(self.source, self.profile, self.floor),
            "how full its pages are": lambda: white.check(self.source) if self.profile else (),
        }
        if not self.strangers:
            return tuple(finding for walk in walks.values() for finding in walk())
        seen = (unread(*line.split(": ", 1)) for line in self.source.unread)
        return (*seen, *(finding for what, walk in walks.items() for finding in patiently(self._timed(walk), what)))

    def _timed(self, walk: Callable[[], Iterable[Finding]]) -> Callable[[], Iterator[Finding]]:
        """A walk that asks the clock before it begins and at each finding, so that no mass of findings outruns the file's time."""

        def walked() -> Iterator[Finding]:
            self.source.budget.spend("nodes", 0)
            for finding in walk():
                self.source.budget.spend("nodes", 0)
                yield finding

        return walked


def _check(
    *,
    name: str,
    question: str,
    why: str,
    clause: str,
    advice: str,
    finds: tuple[str, ...],
    strangers: Severity = "error",
    doubtful: tuple[str, ...] = (),
    taste: tuple[str, ...] = (),
) -> Check[Inspected]:
    def find(inspected: Inspected) -> Iterator[Finding]:
        return (finding for finding in inspected.found if finding.id in finds)

    return Check(
        id=name,
        question=question,
        why=why,
        clause=clause,
        advice=advice,
        finds=finds,
        strangers=strangers,
        doubtful=doubtful,
        taste=taste,
        find=find,
    )


CHECKS: tuple[Check[Inspected], ...] = (
    _check(
        name="pdf-tagging",
        doubtful=("pdf-content", "pdf-font", "pdf-tag-differs", "pdf-nesting"),
        question="All that is printed is tagged as content or marked as decoration, once.",
        why="A screen reader reads tags; what has none is silent or guessed at.",
        clause="ISO 14289-1 7.1; Matterhorn 01",
        advice="Tag what people should hear, and mark the rest as an artifact.",
        finds=(
            *("pdf-no-structure", "pdf-untagged", "pdf-mcid-twice", "pdf-nesting", "pdf-artifact-in-content", "pdf-mark-info"),
            *("pdf-content-in-artifact", "pdf-content", "pdf-font", "pdf-suspects"),
        ),
    ),
    _check(
        name="pdf-tree",
        doubtful=("pdf-tag-differs", "pdf-root", "pdf-missing-content"),
        taste=("pdf-empty",),
        question="The structure tree holds all tagged content, and each piece of content finds its way back to the tree.",
        why="A tree that disagrees with the pages reads words twice, or not at all.",
        clause="ISO 32000-1 14.7",
        advice="Export the file anew from its source with tags on; a broken tree is hard to mend by hand.",
        finds=(
            *("pdf-tree", "pdf-orphan", "pdf-owned-twice", "pdf-missing-content", "pdf-tag-differs", "pdf-parent-tree"),
            *("pdf-root", "pdf-document", "pdf-unknown-tag", "pdf-role-map", "pdf-misplaced", "pdf-empty", "pdf-note"),
        ),
    ),
    _check(
        name="pdf-headings",
        doubtful=("pdf-no-headings",),
        taste=("pdf-many-titles",),
        question="Headings start at level 1 and skip no level.",
        why="Headings are the map that many navigate by.",
        clause="ISO 14289-1 7.4; Matterhorn 14",
        advice="Use heading 1 for the title and go down one level at a time.",
        finds=("pdf-first-heading", "pdf-heading-skipped", "pdf-many-titles", "pdf-heading-kinds", "pdf-no-headings"),
    ),
    _check(
        name="pdf-lists",
        doubtful=("pdf-list-numbering",),
        taste=("pdf-list-body", "pdf-list-order", "pdf-split"),
        question="Lists are whole, have bodies, and their numbers run on.",
        why="A list tells how many items are to come.",
        clause="ISO 14289-1 7.6; Matterhorn 16",
        advice="Make lists with the list tool, and keep each one whole.",
        finds=("pdf-list-numbering", "pdf-list-body", "pdf-list-order", "pdf-split"),
    ),
    _check(
        name="pdf-tables",
        doubtful=("pdf-table-heads", "pdf-table-shape"),
        taste=("pdf-empty-head",),
        question="Tables have heads that say what they head, and rows of equal length.",
        why="A cell is understood by the heads that are read with it.",
        clause="ISO 14289-1 7.5; Matterhorn 15",
        advice="Mark the head cells, say whether they head a row or a column, and keep rows of equal length.",
        finds=(
            *("pdf-table-heads", "pdf-scope", "pdf-table-shape", "pdf-empty-head", "pdf-table-groups", "pdf-table-overlap"),
            *("pdf-table-span", "pdf-table-headers", "pdf-caption", "pdf-contents-ref"),
        ),
    ),
    _check(
        name="pdf-pictures",
        doubtful=("pdf-bad-alt",),
        taste=("pdf-long-alt", "pdf-alt-is-caption", "pdf-figure-box"),
        question="Each picture has an alternative text that is more than a file name.",
        why="Who can't see the picture has only its words.",
        clause="ISO 14289-1 7.3; Matterhorn 13",
        advice="Write alternative text that says what the picture is there for, or mark it as decoration.",
        finds=("pdf-no-alt", "pdf-bad-alt", "pdf-long-alt", "pdf-alt-is-caption", "pdf-figure-box"),
    ),
    _check(
        name="pdf-links",
        doubtful=("pdf-dead-link", "pdf-empty-link", "pdf-link-differs"),
        taste=("pdf-link-place",),
        question="Links and fields are tagged, described, reached by the tab key in reading order, and lead where their words say.",
        why="A keyboard or a voice must reach each link and know where it leads.",
        clause="ISO 14289-1 7.18; Matterhorn 28",
        advice="Tag each link and field, describe it, and let its words name its goal.",
        finds=(
            *("pdf-annotation-untagged", "pdf-annotation-parent", "pdf-annotation-tag", "pdf-annotation-contents"),
            *("pdf-field-name", "pdf-tabs", "pdf-dead-link", "pdf-empty-link", "pdf-link-differs", "pdf-link-place"),
            *("pdf-contents-page", "pdf-annotation-kind", "pdf-annotation-differs", "pdf-media", "pdf-form-tag"),
            *("pdf-destination", "pdf-link-targets"),
        ),
    ),
    _check(
        name="pdf-characters",
        doubtful=("pdf-font-program", "pdf-odd-unicode", "pdf-actual-text"),
        question="Each printed character has an embedded letter form and a meaning that can be read out, searched and copied.",
        why="A letter without meaning is read out as nonsense, and without its font is lost on other computers.",
        clause="ISO 14289-1 7.21; Matterhorn 10, 31",
        advice="Embed every font, with its map to Unicode.",
        finds=(
            *("pdf-font-not-embedded", "pdf-missing-glyph", "pdf-glyph-width", "pdf-no-unicode", "pdf-bad-unicode"),
            *(
                "pdf-odd-unicode",
                "pdf-actual-text",
                "pdf-private-use",
                "pdf-cmap",
                "pdf-cid-system",
                "pdf-cid-map",
                "pdf-encoding",
            ),
            *("pdf-glyph-absent", "pdf-font-set", "pdf-font-program"),
        ),
    ),
    _check(
        name="pdf-languages",
        doubtful=("pdf-wrong-lang",),
        taste=("pdf-writing-mode",),
        question="Languages are named as the standard wants, and no text is in a script, or runs a way, that its language does not.",
        why="A voice reads words by the rules of the language it is told.",
        clause="ISO 14289-1 7.2; Matterhorn 11",
        advice="Set the language of the file, and of each passage in another one.",
        finds=("pdf-no-lang", "pdf-no-lang-part", "pdf-bad-lang", "pdf-wrong-lang", "pdf-writing-mode"),
    ),
    _check(
        name="pdf-file",
        doubtful=("pdf-title-poor", "pdf-layers"),
        taste=("pdf-two-titles", "pdf-bookmarks", "pdf-bookmark-differs", "pdf-page-labels"),
        question="The file names its title and its standard, can be browsed, and locks nobody out.",
        why="A file is told from others by its title; bookmarks and page numbers lead through it.",
        clause="ISO 14289-1 5, 7.1, 7.16; Matterhorn 06, 07, 26",
        advice="Fill in the document properties, show the title, and export bookmarks.",
        finds=(
            *("pdf-display-title", "pdf-xmp", "pdf-ua-identifier", "pdf-title", "pdf-title-poor", "pdf-two-titles"),
            *("pdf-bookmarks", "pdf-bookmark-differs", "pdf-page-labels", "pdf-locked", "pdf-layers", "pdf-version"),
            *("pdf-layer-name", "pdf-layer-auto", "pdf-form-object"),
        ),
    ),
    _check(
        name="pdf-quiet",
        doubtful=("pdf-script", "pdf-xfa"),
        taste=("pdf-attachments", "pdf-private"),
        question="The file holds no script, no form of an outdated kind, no other files, and no trace of the computer that made it.",
        why="A health sheet must neither run programs nor tell who made it.",
        clause="ISO 14289-1 7.11, 7.15, 7.19; kit: no private data",
        advice="Remove scripts, attachments and private data before publishing.",
        finds=("pdf-script", "pdf-xfa", "pdf-xfa-dynamic", "pdf-attachments", "pdf-attachment-name", "pdf-private"),
    ),
    _check(
        name="pdf-contrast",
        doubtful=("pdf-contrast-unknown", "pdf-contrast-none"),
        taste=("pdf-tint", "pdf-reverse-type"),
        question="Text stands out from its ground, also in a black-and-white copy.",
        why="Weak eyes, cheap printers and copies all take contrast away.",
        clause="WCAG 2.2 SC 1.4.3, 1.4.6",
        advice="Darken the words or lighten their ground until they differ by 4.5:1.",
        finds=("pdf-contrast", "pdf-contrast-none", "pdf-contrast-unknown", "pdf-tint", "pdf-reverse-type"),
    ),
    _check(
        name="pdf-print",
        doubtful=("pdf-off-page", "pdf-overlap"),
        taste=(
            "pdf-small-type",
            "pdf-body-size",
            "pdf-margin",
            "pdf-long-line",
            "pdf-tight-lines",
            "pdf-stranded-heading",
            "pdf-white",
        ),
        question="Type size, line length, line spacing and margins keep to the edition's profile, and no text runs off or over other text.",
        why="Type that is small, tight or cut off is not read by those who need it most.",
        clause="kit: print profile",
        advice="Set it larger, with more room, as the edition's profile says.",
        finds=(
            *("pdf-small-type", "pdf-body-size", "pdf-margin", "pdf-long-line", "pdf-tight-lines"),
            *("pdf-off-page", "pdf-overlap", "pdf-stranded-heading", "pdf-white"),
        ),
        strangers="warning",
    ),
)


def check(
    data: bytes,
    *,
    floor: float | None = None,
    profile: str | None = None,
    strangers: bool = False,
    budget: Budget | None = None,
) -> tuple[Finding, ...]:
    """All findings on a PDF, each once, errors first.

    `floor` is the least type size in points; `profile` one of `PROFILES`, whose sizes, margins, lines, contrast and tints are
    then enforced too. KitError where the bytes are no PDF or the profile is unknown.
    """
    if profile is not None and profile not in PROFILES:
        raise KitError(f"unknown print profile '{profile}'", f"Known are: {', '.join(PROFILES)}.")
    source = read(data, budget=budget)
    inspected = Inspected(source=source, profile=PROFILES[profile] if profile else None, floor=floor, strangers=strangers)
    unseen = (finding for finding in inspected.found if finding.id == UNREAD)
    return ranked((*judge(CHECKS, inspected, strangers=strangers), *unseen))
