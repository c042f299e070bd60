"""The sheet in two languages: its first side in one, and on the other side of the paper the same in the other.

Each side has its own numbers to call and its own strip, and says in the other's language that this is overleaf. What one side has
no room for goes from both, so that both say the same. Where one side can't hold what the sheet is for, in either language, each
language has the whole sheet on a leaf of its own. Left out on purpose: how a side is set (`leaves`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kit.document import Document, Options, fill, first_face, without
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.bound import Bound, deepened, hang
from kit.formats.print.furniture import HEAD
from kit.formats.print.leaves import SetSheet, fit_sheet, set_sheet
from kit.formats.print.sheet import Layout, Placed, Row
from kit.locale import isolate_first_strong
from kit.pdf.structure import StructureTree

_FACES = 2


def fit_turned(document: Document, options: Options) -> Document:
    """The sheet with one side for each language or, where that is too little, one leaf. KitError if a leaf is too little."""
    whole = (replace(document, bound=()), *document.bound)
    first, *others = _sides(whole, options) or [fit_sheet(leaf, options) for leaf in whole]
    return replace(first, bound=tuple(others))


def _sides(whole: Sequence[Document], options: Options) -> list[Document]:
    """The first side in each language, all with the same blocks; none where more of it would go than one block.

    The first block always stays, a sheet of more than one leaf is never told on one side, nor one in large print.
    """
    if options.edition == "large-print" or any(len(leaf.sections) > _FACES for leaf in whole):
        return []
    try:
        sides = [fit_sheet(first_face(leaf), options) for leaf in whole]
    except KitError:
        return []
    face = [block.meta.id for block in whole[0].sections[0].blocks]
    gone = {block.meta.id for side in sides for block in (side.selection.left_out if side.selection else ())}
    if face[0] in gone or len(gone.intersection(face)) > 1:
        return []
    return [_less(side, gone) for side in sides]


def _less(side: Document, gone: set[str]) -> Document:
    for block in [block for section in side.sections for block in section.blocks if block.meta.id in gone]:
        side = without(side, block)
    return side


def lay_out_turned(document: Document, options: Options) -> Layout:
    """All sides. KitError if one of them is too long, as for a sheet."""
    front = set_sheet(replace(document, bound=()), options)
    others = [deepened(set_sheet(other, options), f"o{number}.") for number, other in enumerate(document.bound, start=1)]
    tree = StructureTree(document.locale.tag, options.pdfua)
    tree.root.kids += front.elements
    for other, made in zip(document.bound, others, strict=True):
        hang(tree, other, made, document.locale.tag)
    file = Bound()
    file.sides(front)
    for made in others:
        one_leaf = len(file.pages) + len(made.pages) == 2
        (file.sides if one_leaf else file.leaf)(made)
        if one_leaf:
            _point(front, made.composer)
            _point(made, front.composer)
    return Layout(tree=tree, pages=tuple(file.finished()), size=front.composer.theme.page, duplex="DuplexFlipLongEdge")


def _point(side: SetSheet, other: Composer) -> None:
    """Over a side, in the words of the other language, where that is."""
    composer = side.composer
    look = composer.theme
    name = isolate_first_strong(other.locale.name)
    leaf = composer.artifact(fill(other.document.label("sheet.other_side"), language=name), HEAD)
    line = composer.lines(leaf, look.label, look.width)[0]
    words = composer.words(leaf, look.label, line, 0, look.width, align="end")
    side.pages[0].head.append(Placed(Row(height=composer.leading(look.label), marks=[words]), look.head))
