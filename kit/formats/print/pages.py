"""The pure step of the handout: a Document becomes pages of placed rows and the structure tree they belong to.

Elements are made first, in reading order; then rows; then pages. Left out on purpose: drawing (`writer`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.caches import KeptOf
from kit.document import Document, Options, Section
from kit.formats.print.blocks import Composer
from kit.formats.print.card_pages import lay_out_card
from kit.formats.print.flow import paginate_pieces
from kit.formats.print.front import front_rows
from kit.formats.print.furniture import run_head, set_feet, standing_foot, tall
from kit.formats.print.panels import all_closed_up
from kit.formats.print.references import page_number
from kit.formats.print.sections import Part, elements_of, lay_out_section
from kit.formats.print.sheet import Anchor, Layout, Mark, Page, PageOf, Piece, Placed, Row
from kit.formats.print.theme import MM, theme
from kit.pdf.structure import Element, StructureTree

_TIGHT = 1.0  # price of a head that is set tight
_GAP = 4 * MM  # between the text and the rule above the foot


def lay_out(document: Document, options: Options) -> Layout:
    """The handout's pages in an edition, profile and paper. KitError names a text with a character that no font has."""
    if document.sheet == "card":
        return lay_out_card(document, options)
    look, tree = theme(options), StructureTree(document.locale.tag, options.pdfua)
    composer = Composer(document, look, tree)
    text, groups, sections = _booklet_parts(composer, tree, options)
    foot, pages, ways = _paginated(composer, [part.piece for part in text], 88)
    if len(pages) > 99:
        foot, pages, ways = _paginated(composer, [part.piece for part in text], 888)
    _hang(text, groups, ways)
    homes = {id(row): section for section, part in zip(sections, text, strict=True) for way in part.piece.ways for row in way}
    set_feet(composer, pages, foot, look.page[1] - look.bottom)
    _finish(composer, pages, homes)
    return Layout(tree=tree, pages=tuple(pages), size=look.page)


def _booklet_parts(
    composer: Composer, tree: StructureTree, options: Options
) -> tuple[list[Part], list[Element], list[Section | None]]:
    """The head of the first page and all sections; and for each part the group that its elements go into, and its section."""
    document = composer.document
    sections = (*document.sections, document.closing)
    laid_out = [lay_out_section(document, section, options) for section in sections]
    composer.targets.update((section.id, made.heading) for section, made in zip(sections, laid_out, strict=True))
    parts, groups = [_front(composer)], [tree.root]
    homes: list[Section | None] = [None]
    for section, made in zip(sections, laid_out, strict=True):
        group = tree.root.add("Sect")
        parts += made.parts
        groups += [group] * len(made.parts)
        homes += [section] * len(made.parts)
    return parts, groups, homes


def _front(composer: Composer) -> Part:
    """The head of the first page in full and tight, so that the list of parts has room below the numbers where it can."""
    made = []
    for look in (composer.theme, composer.theme.tighter()):
        own, holder = Composer(composer.document, look, composer.tree), Element("Document")
        own.targets = composer.targets
        made.append((front_rows(own, holder), elements_of(holder)))
    all_closed_up(made[-1][0], look.body.leading, table=False)
    (full, first), (tight, second) = made
    return Part(Piece((tuple(full), tuple(tight)), (0.0, _TIGHT)), (first, second))


def _finish(composer: Composer, pages: Sequence[Page], homes: Mapping[int, Section | None]) -> None:
    """What is known only when all pages are: their heads, and the numbers of the pages that the text refers to."""
    found: dict[Element, int] = {}
    for number, page in enumerate(pages, start=1):
        noted = _noted(page.text)
        found.update(dict.fromkeys(noted.anchored, number))
        section = homes.get(id(noted.first)) if number > 1 else None
        if section:
            page.head.append(run_head(composer, section))
    known = composer.targets
    targets = {part.number: known[part.id] for part in composer.document.sections if part.number and part.id in known}
    for page in pages:
        for at in _noted(page.text).referring:
            placed = page.rows[at]
            page.rows[at] = placed._replace(row=_referring(composer, placed.row, targets, found))


class _Noted(NamedTuple):
    """What rows of a page say of pages: the elements that begin there, the places of rows that refer to pages; and the first row."""

    anchored: tuple[Element, ...]
    referring: tuple[int, ...]
    first: Row | None


_notes: KeptOf[tuple[Placed, ...], _Noted] = KeptOf(256, turning=True)


def _noted(text: tuple[Placed, ...]) -> _Noted:
    known = _notes.get(text)
    if known is not None:
        return known
    marks = [(at, mark) for at, placed in enumerate(text) for mark in placed.row.marks]
    anchored = tuple(mark.element for _, mark in marks if isinstance(mark, Anchor))
    referring = tuple(dict.fromkeys(at for at, mark in marks if isinstance(mark, PageOf)))
    return _notes.keep(_Noted(anchored, referring, next((one.row for one in text if not one.again), None)), text)


class _Referred(NamedTuple):
    """A row with numbers of pages in it, what they lead to, and the words to read out that its elements have with these numbers."""

    goals: tuple[Element, ...]
    made: Row
    said: tuple[tuple[Element, str], ...]


_referred: KeptOf[Row, _Referred] = KeptOf(1024, turning=True)


def _referring(composer: Composer, row: Row, targets: Mapping[int, Element], found: Mapping[Element, int]) -> Row:
    """The row with page numbers in the places kept for them, made now, or before for the same row, goals and numbers."""
    places = [mark for mark in row.marks if isinstance(mark, PageOf)]
    goals = tuple(targets[mark.target] if isinstance(mark.target, int) else mark.target for mark in places)
    numbers = tuple(found[goal] for goal in goals)
    known = _referred.get(row, numbers)
    if known and all(goal is other for goal, other in zip(goals, known.goals, strict=True)):
        for element, words in known.said:  # the elements are those of other documents too, with other numbers
            element.actual_text = words
        return known.made
    marks: list[Mark] = []
    for mark in row.marks:
        marks += [page_number(composer, mark, targets, found)] if isinstance(mark, PageOf) else [mark]
    said = tuple((mark.place.element, mark.place.element.actual_text) for mark in places)
    return _referred.keep(_Referred(goals, replace(row, marks=marks), said), row, numbers).made


def _hang(parts: Sequence[Part], groups: Sequence[Element], ways: Sequence[int]) -> None:
    """Put the elements of each part, as it was set, into its group: the tree holds what is drawn and nothing else."""
    for part, group, way in zip(parts, groups, ways, strict=False):
        at = len(group.kids) if group.parent else 0  # the head of the first page stands before the sections
        group.kids[at:at] = part.elements[way]


def _paginated(composer: Composer, pieces: Sequence[Piece], widest: int) -> tuple[Sequence[Row], list[Page], tuple[int, ...]]:
    """The foot's rows, the pages above it, and the ways of the pieces.

    `widest` is the number of pages that the foot leaves room for.
    """
    look = composer.theme
    foot = standing_foot(composer, widest)
    top = look.page[1] - look.bottom - tall(foot)
    pages, ways = paginate_pieces(pieces, top=look.top, height=top - _GAP - look.top)
    return foot, pages, ways
