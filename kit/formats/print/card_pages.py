"""The sides of a card to point to: how large its pictures are, and what stands at their feet.

Pictures are as large as the sides leave room for, and never too small to point to: rather a third side. On the last side the review
status stands once, in the foot, as text. Left out on purpose: what stands on the card (`card`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.document import Document, Options
from kit.formats.print.blocks import Composer
from kit.formats.print.card import card_look, card_rows
from kit.formats.print.card_boxes import CLOSE
from kit.formats.print.flow import paginate_pieces
from kit.formats.print.furniture import closing_foot, foot_rows, set_feet, tall
from kit.formats.print.panels import lines_closed_up
from kit.formats.print.sheet import NEVER, Layout, Page, Piece, Row
from kit.formats.print.theme import MM, Theme, theme
from kit.pdf.structure import StructureTree

SIDES, LARGE = (25.2, 24.0, 23.0, 22.0, 21.0, 20.0), (32.4, 29.7, 27.0, 23.4, 20.7, 18.0)
"""The sides that pictures may have, in mm, in the standard edition and in large print, which has them beside words too.

None is smaller than 20 mm in the standard edition: hands that shake point to them.
"""
_SMALLER = 0.86  # how much smaller than the largest that fit they may be to keep questions whole
_WIDEST = 88  # stands for the page numbers
_GAP, _CLOSE = 4 * MM, 2 * MM  # between the text and the rule above the foot; on a card of one leaf
_AIR = 0.8 * MM  # more than usual between that rule and the review status


def lay_out_card(document: Document, options: Options) -> Layout:
    """The card in an edition, profile and paper. KitError names a text with a character that no font has."""
    look = card_look(theme(options))
    made = _chosen([_set(document, look, options, side * MM) for side in (LARGE if look.large else SIDES)])
    set_feet(made.composer, made.pages, made.foot, look.page[1] - look.bottom, made.last)
    return Layout(tree=made.composer.tree, pages=tuple(made.pages), size=look.page)


class _SetCard(NamedTuple):
    """The card with pictures of one side: its pages, their foot, and that of the last one."""

    side: float
    composer: Composer
    pages: list[Page]
    foot: Sequence[Row]
    last: Sequence[Row]

    @property
    def parted(self) -> int:
        """How many questions go on overleaf."""
        return len([page for page in self.pages if page.rows[0].again])


def _chosen(made: Sequence[_SetCard]) -> _SetCard:
    """The card of the fewest pages, with the largest pictures; somewhat smaller ones, if fewer of its questions then go on overleaf."""
    fewest = min(len(one.pages) for one in made)
    fitting = [one for one in made if len(one.pages) == fewest]
    largest = max(one.side for one in fitting)
    return min((one for one in fitting if one.side >= _SMALLER * largest), key=lambda one: (one.parted, -one.side))


def _set(document: Document, look: Theme, options: Options, side: float) -> _SetCard:
    composer = Composer(document, look, StructureTree(document.locale.tag, options.pdfua))
    root = composer.tree.root
    rows = card_rows(composer, root, side)
    last, notices = closing_foot(composer, _WIDEST)
    root.kids += notices
    foot = foot_rows(composer, _WIDEST)
    if not look.large:
        foot, last = _low(foot, 0), _low(last, _AIR)
    rows.append(Row(height=max(0.0, tall(last) - tall(foot)), marks=[], cost=NEVER))
    height = look.page[1] - look.bottom - tall(foot) - (_GAP if look.large else _CLOSE) - look.top
    pages, _ = paginate_pieces([Piece((tuple(rows),))], top=look.top, height=height, whole=not look.large)
    return _SetCard(side, composer, pages, foot, last)


def _low(foot: Sequence[Row], air: float) -> list[Row]:
    """A foot whose lines are as low as their letters allow: between the rule, with so much air, and the line that gets the page number."""
    rule = replace(foot[0], height=foot[0].height + air)
    return [rule, *(lines_closed_up(row, CLOSE) for row in foot[1:-1]), foot[-1]]
