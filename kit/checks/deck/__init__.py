"""The rules on a presentation, for any .pptx: what a screen reader hears of it, and what eyes must be able to see.

The checks read XML parts, never a writing library or our writer. A finding names the slide and what to do, and the clause. Left
out on purpose: whether descriptions, notes and reading order make sense, which only a person can judge.
"""

from __future__ import annotations

from kit.budget import Budget
from kit.checks.deck import contrast, file, fit, links, look, slides, text
from kit.checks.record import Check, judge
from kit.errors import Finding
from kit.opc import Package, open_presentation

CHECKS: tuple[Check[Package], ...] = (
    Check(
        id="deck-titles",
        doubtful=("deck-title-first", "deck-title-unique"),
        question="Each slide has a title of its own, read first.",
        why="People who can't see the slides find their way by the list of titles.",
        clause="WCAG 2.2 SC 2.4.2, 2.4.6; Microsoft Accessibility Checker",
        advice="Give the slide a title in its title placeholder, unlike the others', and put it first in the selection pane.",
        finds=("deck-title", "deck-title-first", "deck-title-unique"),
        find=slides.titles,
    ),
    Check(
        id="deck-order",
        doubtful=("deck-order", "deck-layout-order", "deck-ids", "deck-order-seen"),
        taste=("deck-free-text", "deck-empty-placeholder", "deck-names"),
        question="What stands on a slide is read in the order of its layout, stands where Outline view shows it, "
        "and none of it is empty.",
        why="A screen reader reads shapes in the order they lie, not where they stand.",
        clause="WCAG 2.2 SC 1.3.2; HHS PowerPoint checklist",
        advice="Put words into the layout's placeholders, delete empty ones, and order the shapes in the selection pane.",
        finds=(
            *("deck-order", "deck-layout-order", "deck-order-seen", "deck-free-text", "deck-empty-placeholder", "deck-ids"),
            "deck-names",
        ),
        find=lambda package: (
            *slides.ids(package),
            *slides.order(package),
            *slides.as_laid_out(package),
            *slides.as_seen(package),
        ),
    ),
    Check(
        id="deck-pictures",
        doubtful=("deck-alt-words", "deck-alt-automatic", "deck-alt-other"),
        taste=("deck-alt-long",),
        question="Each picture, chart and table has a description in words, or is marked as decoration.",
        why="Who can't see the picture has only its words.",
        clause="WCAG 2.2 SC 1.1.1; Microsoft Accessibility Checker",
        advice="Write alternative text that says what the picture is there for, or mark it as decorative.",
        finds=("deck-alt", "deck-alt-other", "deck-alt-words", "deck-alt-automatic", "deck-alt-long"),
        find=slides.descriptions,
    ),
    Check(
        id="deck-tables",
        doubtful=("deck-table-merged",),
        taste=("deck-table-empty",),
        question="Tables have a head row, plain cells, and no empty ones.",
        why="A cell is understood by the heads that are read with it.",
        clause="WCAG 2.2 SC 1.3.1; Microsoft Accessibility Checker",
        advice="Turn on Header Row in Table Design, split merged cells, and fill or remove empty ones.",
        finds=("deck-table-header", "deck-table-merged", "deck-table-empty"),
        find=slides.tables,
    ),
    Check(
        id="deck-charts",
        doubtful=("deck-chart-axes", "deck-chart-colour"),
        taste=("deck-chart-data", "deck-chart-legend", "deck-chart-lang"),
        question="Charts keep their data, name their axes and lines, differ by more than colour, and say their language.",
        why="A chart told by colour alone says nothing to many, and nothing on a black-and-white copy.",
        clause="WCAG 2.2 SC 1.4.1, 3.1.1; HHS PowerPoint checklist",
        advice="Keep the chart's data in the file, title its axes, label its lines, and give them different marks.",
        finds=("deck-chart-data", "deck-chart-axes", "deck-chart-legend", "deck-chart-colour", "deck-chart-lang"),
        find=slides.chart_parts,
    ),
    Check(
        id="deck-notes",
        taste=("deck-notes", "deck-notes-facts"),
        question="Each slide has speaker notes that fit their printed page and tell in words what charts and tables show.",
        why="Who leads a group may not be a clinician, and who reads alone may not see the chart.",
        clause="Section 508 guide; HHS PowerPoint checklist",
        advice="Write what to say in the notes, with the facts of each chart and table, and no more than a page holds.",
        finds=("deck-notes", "deck-notes-facts", "deck-notes-fit"),
        strangers="warning",
        find=lambda package: (*slides.speaker_notes(package), *fit.notes_room(package)),
    ),
    Check(
        id="deck-links",
        doubtful=("deck-link-words", "deck-link-target"),
        taste=("deck-link-runs", "deck-link-tooltip", "deck-link-address", "deck-link-mixed"),
        question="Links say where they lead, are one piece and safe, and their addresses stand on the slide.",
        why="Links are read as a list, out of their sentence; on a printed slide they can't be followed.",
        clause="WCAG 2.2 SC 2.4.4",
        advice="Let the link's words name its goal, lead to an https address, and print the address.",
        finds=(
            *("deck-link-runs", "deck-link-words", "deck-link-target"),
            *("deck-link-tooltip", "deck-link-address", "deck-link-mixed"),
        ),
        find=links.links,
    ),
    Check(
        id="deck-languages",
        doubtful=("deck-lang", "deck-lang-other"),
        taste=("deck-lang-default",),
        question="Each piece of text on slides, in notes and charts says its language; new text gets the deck's.",
        why="A voice reads words by the rules of the language it is told.",
        clause="WCAG 2.2 SC 3.1.1, 3.1.2",
        advice="Mark the text and set its proofing language (Review, Language).",
        finds=("deck-lang", "deck-lang-other", "deck-lang-default"),
        find=lambda package: (*text.tagged(package), *text.defaults(package)),
    ),
    Check(
        id="deck-direction",
        doubtful=("deck-rtl-paragraph", "deck-rtl-table"),
        taste=("deck-rtl-deck", "deck-rtl-chart", "deck-rtl-master"),
        question="Text, tables, charts and the template run in the direction of the language.",
        why="Text that runs the wrong way puts full stops, lists and columns on the wrong side.",
        clause="ISO/IEC 29500-1 21.1.2.2.7, 21.1.3.13",
        advice="Set right-to-left on the paragraph, table or chart axis, and in the slide master.",
        finds=("deck-rtl-deck", "deck-rtl-paragraph", "deck-rtl-table", "deck-rtl-chart", "deck-rtl-master"),
        find=text.direction,
    ),
    Check(
        id="deck-type",
        doubtful=("deck-size",),
        taste=("deck-body-size", "deck-shrunk", "deck-fonts", "deck-font-scripts", "deck-font-rare"),
        question="Nothing is smaller than 18 points or shrunk to fit, and the fonts are ones that a plain computer has.",
        why="A slide is read from the last row, often on a computer that has no special fonts.",
        clause="WCAG 2.2 SC 1.4.4; Microsoft: accessible presentations",
        advice="Use 18 points or more, split what does not fit over two slides, and name fonts that come with the system.",
        finds=("deck-size", "deck-body-size", "deck-shrunk", "deck-fonts", "deck-font-scripts", "deck-font-rare"),
        strangers="warning",
        find=lambda package: (*look.sizes(package), *look.shrinking(package), *look.fonts(package)),
    ),
    Check(
        id="deck-contrast",
        doubtful=("deck-contrast-large", "deck-contrast-none", "deck-contrast-graphic", "deck-contrast-unknown"),
        taste=("deck-contrast-theme", "deck-contrast-text", "deck-fixed-colour"),
        question="Words, drawings and chart lines stand out from what lies behind them.",
        why="Weak projectors, bright rooms and weak eyes all take contrast away.",
        clause="WCAG 2.2 SC 1.4.3, 1.4.6, 1.4.11",
        advice="Darken the words or lighten their ground until they differ by 4.5:1, drawings by 3:1.",
        finds=(
            *("deck-contrast-text", "deck-contrast-theme", "deck-contrast-run", "deck-contrast-cell"),
            *("deck-contrast-large", "deck-contrast-none"),
            *("deck-contrast-graphic", "deck-fixed-colour", "deck-contrast-unknown"),
        ),
        find=lambda package: (*contrast.theme(package), *contrast.seen(package)),
    ),
    Check(
        id="deck-room",
        doubtful=("deck-overflow", "deck-wide-word", "deck-off-slide", "deck-overlap"),
        question="Words fit their places, nothing reaches over the edge of the slide, and no words lie over others.",
        why="What is cut off or covered is not read.",
        clause="WCAG 2.2 SC 1.4.4",
        advice="Shorten the words, enlarge their place, or go on on another slide.",
        finds=("deck-overflow", "deck-wide-word", "deck-off-slide", "deck-overlap"),
        find=fit.room,
    ),
    Check(
        id="deck-calm",
        doubtful=("deck-hidden", "deck-media", "deck-locked", "deck-advance"),
        taste=("deck-motion", "deck-comments"),
        question="Nothing moves, plays, hides, waits in a comment or keeps people out.",
        why="Movement distracts and can harm; what is hidden is still read out by some programs.",
        clause="WCAG 2.2 SC 2.2.2, 1.2.2; Microsoft Accessibility Checker",
        advice="Remove transitions, animations, media without captions, hidden slides, comments and passwords.",
        finds=("deck-motion", "deck-advance", "deck-hidden", "deck-media", "deck-comments", "deck-locked"),
        find=lambda package: (*file.locks(package), *file.motion(package)),
    ),
    Check(
        id="deck-file",
        doubtful=("deck-title-property", "deck-relation"),
        taste=(
            "deck-language-property",
            "deck-properties",
            "deck-sections",
            "deck-section-name",
            "deck-section-slides",
            "deck-section-id",
            "deck-ratio",
            "deck-layouts",
        ),
        question="The file says its title, language, author and subject, its slides are in named sections, "
        "and all its parts are there.",
        why="A file is found and told from others by its properties; a missing part makes PowerPoint repair it.",
        clause="WCAG 2.2 SC 2.4.2, 3.1.1; ISO/IEC 29500-2",
        advice="Fill in File, Info, Properties; group the slides into sections with names of their own.",
        finds=(
            *("deck-title-property", "deck-language-property", "deck-properties", "deck-sections", "deck-section-name"),
            *("deck-section-slides", "deck-section-id", "deck-relation", "deck-part-names", "deck-ratio", "deck-layouts"),
        ),
        find=lambda package: (
            *file.properties(package),
            *file.sections(package),
            *file.names(package),
            *file.targets(package),
            *file.shape(package),
        ),
    ),
    Check(
        id="deck-traces",
        taste=("deck-private", "deck-stamps", "deck-weight"),
        question="The file holds no trace of the computer that made it, comes out the same each time, "
        "and is small enough to mail.",
        why="Folder names tell who made a file; a file that differs each time can't be compared with the one reviewed.",
        clause="kit: no private data",
        advice="Inspect the document for personal information, and compress its pictures.",
        finds=("deck-private", "deck-stamps", "deck-weight"),
        strangers="warning",
        find=lambda package: (*file.traces(package), *file.weight(package)),
    ),
)


def check(data: bytes, *, strangers: bool = False, budget: Budget | None = None) -> tuple[Finding, ...]:
    """All findings on a deck, each once, errors first. KitError where the bytes are no presentation."""
    return judge(CHECKS, open_presentation(data, budget), strangers=strangers)
