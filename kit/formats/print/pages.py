"""The pure step of the handout: a Document becomes pages of placed rows and the structure tree they belong to.

Elements are made first, in reading order; then rows; then pages. Left out on purpose: drawing (`writer`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.document import Document, Options, Text, fill, plain, versioned
from kit.formats.print.blocks import Composer
from kit.formats.print.card import SIZES, card_rows
from kit.formats.print.flow import paginate_pieces
from kit.formats.print.front import front_rows
from kit.formats.print.sections import Part, lay_out_section
from kit.formats.print.setting import Leaf
from kit.formats.print.shapes import line
from kit.formats.print.sheet import Layout, Page, Piece, Placed, Row, Shape, Words
from kit.formats.print.theme import MM, RULE, Theme, theme
from kit.locale import isolate, isolate_first_strong
from kit.pdf.canvas import Artifact
from kit.pdf.structure import Element, StructureTree

FOOT = Artifact("Pagination", "Footer")
_GAP = 4 * MM  # between the text and the rule above the foot


def lay_out(document: Document, options: Options) -> Layout:
    """The handout's pages in an edition, profile and paper. KitError names a text with a character that no font has."""
    look = theme(options)
    tree = StructureTree(document.locale.tag, options.pdfua)
    composer = Composer(document, look, tree)
    if document.sheet == "card":
        text = [Part(Piece((tuple(card_rows(composer, tree.root, _card_size(document, look, options))),)), ((),))]
        groups: list[Element] = []
    else:
        text, groups = _booklet_parts(composer, tree, options)
    foot, top, pages, ways = _paginated(composer, [part.piece for part in text], 88)
    if len(pages) > 99:
        foot, top, pages, ways = _paginated(composer, [part.piece for part in text], 888)
    _hang(text, groups, ways)
    for number, page in enumerate(pages, start=1):
        y = top
        for row in foot:
            page.foot.append(Placed(row, y))
            y += row.height
        marks = [*foot[-1].marks, *_number(composer, number, len(pages))]
        page.foot[-1] = Placed(Row(height=foot[-1].height, marks=marks), y - foot[-1].height)
    return Layout(tree=tree, pages=tuple(pages), size=look.page)


def _card_size(document: Document, look: Theme, options: Options) -> float:
    """The largest pictures with which the card takes as few pages as with the smallest; it is laid out with each to see."""
    pages: dict[float, int] = {}
    for size in (size for size in SIZES if size >= 1 or not look.large):
        tree = StructureTree(document.locale.tag, options.pdfua)
        composer = Composer(document, look, tree)
        pages[size] = len(_paginated(composer, [Piece((tuple(card_rows(composer, tree.root, size)),))], 8)[2])
    return min(pages, key=lambda size: (pages[size], -size))


def _booklet_parts(composer: Composer, tree: StructureTree, options: Options) -> tuple[list[Part], list[Element]]:
    """The head of the first page and all sections; and for each part the group that its elements go into."""
    document = composer.document
    sections = (*document.sections, document.closing)
    laid_out = [lay_out_section(document, section, options) for section in sections]
    composer.targets.update((section.id, made.heading) for section, made in zip(sections, laid_out, strict=True))
    parts, groups = [Part(Piece((tuple(front_rows(composer, tree.root)),)), ((),))], [tree.root]
    for made in laid_out:
        group = tree.root.add("Sect")
        parts += made.parts
        groups += [group] * len(made.parts)
    return parts, groups


def _hang(parts: Sequence[Part], groups: Sequence[Element], ways: Sequence[int]) -> None:
    """Put the elements of each part, as it was set, into its group: the tree holds what is drawn and nothing else."""
    for part, group, way in zip(parts, groups, ways, strict=False):
        group.kids += part.elements[way]


def _paginated(composer: Composer, pieces: Sequence[Piece], widest: int) -> tuple[list[Row], float, list[Page], tuple[int, ...]]:
    """The foot's rows and the y of its top, the pages above it, and the ways of the pieces.

    `widest` is the number of pages that the foot leaves room for.
    """
    look = composer.theme
    foot = _foot(composer, widest)
    top = look.page[1] - look.bottom - sum(row.height for row in foot)
    pages, ways = paginate_pieces(pieces, top=look.top, height=top - _GAP - look.top)
    return foot, top, pages, ways


def _foot(composer: Composer, widest: int) -> list[Row]:
    """A rule; the review notices; code, version and date. All artifacts, and all said in the body too.

    The last row leaves room for the page number, of which `widest` stands for all.
    """
    document, look = composer.document, composer.theme
    style = look.foot
    left = composer.left(0, look.width)
    rule = Shape(commands=line(left, 0, left + look.width, 0), stroke=RULE, width=0.5, place=FOOT)
    rows = [Row(height=1.5 * MM, marks=[rule])]
    version = versioned(document)
    code = fill(document.label("footer.code"), code=isolate(document.code))
    notices = document.notices or (document.label(f"status.{document.status}"),)
    about = _joined((code, version), "footer", " \u00b7 ")
    status = _joined(notices, "notices", " ")
    room = look.width - composer.width(_page_of(composer, widest, widest), style) - 4 * MM
    leading = composer.leading(style)
    for text, width in ((status, look.width), (about, room)):
        leaf = composer.artifact(text, FOOT)
        start = look.width - width if look.page_number_first else 0.0
        for part in composer.lines(leaf, style, width):
            align = "end" if look.page_number_first and width == room else "start"
            rows.append(Row(height=leading, marks=[composer.words(leaf, style, part, start, width, align=align)]))
    return rows


def _page_of(composer: Composer, number: int, count: int) -> Leaf:
    text = fill(composer.document.label("page_of"), page=str(number), pages=str(count))
    return composer.artifact(text, FOOT)


def _number(composer: Composer, number: int, count: int) -> list[Words]:
    """The page number, at the end side of the foot or, where a guideline asks for it, at the start side."""
    look, leaf = composer.theme, _page_of(composer, number, count)
    align = "start" if look.page_number_first else "end"
    lines = composer.lines(leaf, look.foot, look.width)
    return [composer.words(leaf, look.foot, part, 0, look.width, align=align) for part in lines[:1]]


def _joined(texts: tuple[Text, ...], name: str, joiner: str) -> Text:
    """Texts as one line of the foot, each keeping its own direction."""
    words = joiner.join(isolate_first_strong(plain(text.text)) for text in texts if text.text)
    return Text(id=name, source=words, text=words, lang=texts[0].lang)
