"""The pocket card: as large as a bank card, to be cut from one page: eight flat ones, or four that fold in the middle.

The same words either way, and on each the whole status: what stands around it is cut away. A flat card has the signs and whom to call in front and what to do on its back; a folded one has whom
to call on its cover and two faces inside. With a second language the folded card has a cover and the selection's first
face in one language, and from its back the same in the other. One copy is in the tree, all others are artifacts. Words are as large as the fullest face allows, never below
9 points. Left out on purpose: what stands on the faces (`card_faces`), and pictures of the steps, which nobody could make out at this size.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.document import Document, Options, first_face, plain, without
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.bound import deepened, hang
from kit.formats.print.card_faces import CLOSE, flat_faces, folded_faces, half_faces, imprint_rows
from kit.formats.print.columns import side_by_side
from kit.formats.print.flow import measured, placed
from kit.formats.print.furniture import foot_rows, set_foot
from kit.formats.print.leaves import SetSheet
from kit.formats.print.overlong import overlong
from kit.formats.print.panels import CARD, block_of, cut_marks, fitted, flat_cards, folded_cards, lay_on, rows_closed_up
from kit.formats.print.sheet import Layout, Page, Placed, Row
from kit.formats.print.theme import DEEP, MM, PAPER, Style, Theme, theme
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import Element, StructureTree

_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
_SAFE = (4 * MM, 3.5 * MM, 3 * MM)  # from a cut to the nearest word; the nearer, the less room the words leave
_LEAST = (8.0, 7.5, 7.0)  # points of the lines with status and code
_GUTTER = 6 * MM  # between the two columns of the page's notices


class _Setting(NamedTuple):
    """How near to a cut words stand; whether lines stand as close as their letters allow; the part of their distance that items keep."""

    safe: float
    close: bool
    air: float


_SETTINGS = tuple(_Setting(safe, close, air) for safe in _SAFE for close, air in ((False, 1.0), (True, 1.0), (True, 0.4)))


class _Imprint(NamedTuple):
    """On which face the status stands, and on which the code; the last face is 0."""

    status: int
    code: int


_IMPRINTS = (_Imprint(0, 0), _Imprint(1, 0), _Imprint(1, 1))


def fit_pocket_card(document: Document, options: Options) -> Document:
    """The card without the last blocks of its faces, as far as they have no room and carry no safety fact; each face keeps one.

    With a second language what one side has no room for goes from both, so that both say the same. KitError if that is too much.
    """
    if document.bound:
        sides = [_fit_side(first_face(side), options) for side in (replace(document, bound=()), *document.bound)]
        kept = [{block.meta.id for section in side.sections for block in section.blocks} for side in sides]
        first, *others = (_only(side, set.intersection(*kept)) for side in sides)
        return replace(first, bound=tuple(others))
    chosen = fitted(document, lambda tried: _chosen(tried, options) is not None, lambda block: not block.meta.safety)
    if chosen is None:
        raise _too_long(document, options)
    return chosen


def lay_out_pocket_card(document: Document, options: Options) -> Layout:
    """The page of cards and the page of their backs. KitError says by how many lines a face is too long at the smallest size."""
    if document.bound:
        return _turned([_set_side(side, options) for side in (replace(document, bound=()), *document.bound)], options)
    card = _chosen(document, options)
    if card is None:
        raise _too_long(document, options)
    return _imposed(card, options)


def _fit_side(side: Document, options: Options) -> Document:
    """One language's side of a card without the last blocks that have no room and carry no safety fact."""
    chosen = fitted(side, lambda tried: _side(tried, options) is not None, lambda block: not block.meta.safety)
    if chosen is None:
        raise _too_long(side, options)
    return chosen


def _only(side: Document, kept: set[str]) -> Document:
    for block in [block for section in side.sections for block in section.blocks if block.meta.id not in kept]:
        side = without(side, block)
    return side


def _set_side(side: Document, options: Options) -> _Card:
    card = _side(side, options)
    if card is None:
        raise _too_long(side, options)
    return card


def _side(document: Document, options: Options) -> _Card | None:
    """A cover and one face, in the largest words that fit; or None."""
    tries = (_largest(functools.partial(_Card, document, options, setting, half=True)) for setting in _SETTINGS)
    return next(filter(None, tries), None)


def _chosen(document: Document, options: Options) -> _Card | None:
    """The card in the largest words that fit, its status and code on whichever face lets them be larger; or None."""
    folded = options.edition == "folded"
    most = 0 if folded or not document.sections else len(document.sections[0].blocks)
    for setting, over in itertools.product(_SETTINGS, range(most + 1)):
        tries = (
            _largest(functools.partial(_Card, document, options, setting, imprint=imprint, overleaf=over))
            for imprint in (_IMPRINTS[:1] if folded else _IMPRINTS)
        )
        if found := list(filter(None, tries)):
            return max(found, key=lambda card: card.sizes)
    return None


def _largest(made: Callable[[float, float], _Card]) -> _Card | None:
    """The card in the largest words that fit, and then the largest status and code; or None. `made` sets it in two such sizes."""
    if made(_SIZES[-1], _LEAST[-1]).over > 0:
        return None
    size = next(size for size in _SIZES if made(size, _LEAST[-1]).over <= 0)
    return next(card for least in _LEAST if (card := made(size, least)).over <= 0)


def _too_long(document: Document, options: Options) -> KitError:
    """By how many lines the fullest face is too long at the smallest size, and what could go, the least important first."""
    most = 1 if options.edition == "folded" else len(document.sections[0].blocks) + 1
    tried = [_Card(document, options, _SETTINGS[-1], _SIZES[-1], _LEAST[-1], overleaf=over) for over in range(most)]
    card = min(tried, key=lambda card: card.over)
    lines = math.ceil(card.over / card.composer.leading(card.composer.theme.body))
    what = overlong("pocket card", document, lines)
    if document.clinic and _chosen(replace(document, clinic=None), options):
        return KitError(
            f"{what} with the name and number of the clinic '{CONTROLS.sub('', plain(document.clinic.name))}'",
            "Give the clinic a shorter `name` in its file, or take the folded card, which has a face for it: --edition folded.",
        )
    blocks = [block.meta.id for section in document.sections for block in section.blocks]
    return KitError(what, f"Say it in fewer words, or take an item or a block off it: {', '.join(reversed(blocks))}.")


class _Card:
    """A card set in one size: its faces in reading order, and by how many points the fullest is too tall.

    `overleaf` is how many pieces of a flat card's front, from its end, stand at the head of its back; `half` makes it a cover and one face, for one of two languages.
    """

    def __init__(
        self,
        document: Document,
        options: Options,
        setting: _Setting,
        size: float,
        least: float,
        *,
        imprint: _Imprint = _IMPRINTS[0],
        overleaf: int = 0,
        half: bool = False,
    ) -> None:
        look = _look(options, setting, size, least)
        self.composer = Composer(document, look, StructureTree(document.locale.tag, options.pdfua))
        self.composer.chunk_tag = "H2"
        self.setting, self.sizes = setting, (size, least)
        if half:
            faces = half_faces(self.composer)
        else:
            faces = folded_faces(self.composer) if options.edition == "folded" else flat_faces(self.composer, overleaf)
        told = [
            (imprint.status == number % len(faces), imprint.code == number % len(faces)) for number in range(1, len(faces) + 1)
        ]
        made = [
            self._face(rows, imprint_rows(self.composer, status=status, code=code) if status or code else ())
            for rows, (status, code) in zip(faces, told, strict=True)
        ]
        self.faces = [page for page, _ in made]
        self.overs = [over for _, over in made]
        self.over = max(self.overs)

    def _face(self, rows: list[Row], foot: Sequence[Row]) -> tuple[Page, float]:
        """The rows between the safe edges, gaps grown to fill the face, with the foot's at the lower one; by how much it is too tall."""
        look = self.composer.theme
        if self.setting.close:
            rows = rows_closed_up(rows, CLOSE)
            foot = rows_closed_up(foot, CLOSE)
        low = look.page[1] - look.bottom - math.fsum(row.height for row in foot)
        height = low - look.top - ((0.2 if self.setting.close else 1.2) * MM if foot else 0.0)
        tall, gaps = measured(rows)
        page = placed(rows, look.top, height, grow=True) if rows else Page()
        for row in foot:
            page.rows.append(Placed(row, low))
            low += row.height
        return page, tall - 0.3 * gaps - height


def _look(options: Options, setting: _Setting, size: float, least: float) -> Theme:
    look, folded = theme(replace(options, edition="standard")), options.edition == "folded"
    safe, close, air = setting
    body = Style(size=size, leading=1.22, after=0.8 * MM)
    bold = replace(body, bold=True, after=0.0)
    return replace(
        look, page=CARD, start=safe, end=safe, top=safe, bottom=safe, body=body, key=bold, label=bold,
        title=Style(size=size + 4, leading=1.15, bold=True, color=DEEP),
        chunk=replace(bold, color=DEEP, size=size + 1, after=(1.0 if folded else 0.3) * MM),
        small=Style(size=9, leading=1.2), foot=Style(size=least, leading=1.15), emergency=30.0 if folded else 21.0 if close else 24.0,
        write_line=(6.3 if close else 8.5) * MM,
        unit=(2.5 if folded else 0.9 if close else 1.2) * MM, pairs=not folded, close=close, air=air,
    )  # fmt: skip


def _imposed(card: _Card, options: Options) -> Layout:
    """All cards on the two sides of a page, with their marks, and below them the page's own foot."""
    folded = options.edition == "folded"
    pages = _cut(card.faces, options, folded=folded, rtl=card.composer.rtl)
    _set_feet([_page_setter(card, options)] * 2, pages)
    return _finished(card, pages, options)


def _turned(sides: Sequence[_Card], options: Options) -> Layout:
    """Folded cards that open from either side, a language from each, and below them a page's foot in each of them."""
    first, second = sides
    pages = _cut([*first.faces, *reversed(second.faces)], options, folded=True, rtl=first.composer.rtl)
    _set_feet([_page_setter(side, options) for side in sides], pages)
    elements = tuple(kid for kid in second.composer.tree.root.kids if isinstance(kid, Element))
    made = deepened(SetSheet(second.composer, elements, tuple(second.faces), (), (), 0.0), "o.")
    hang(first.composer.tree, second.composer.document, made, first.composer.document.locale.tag)
    return _finished(first, pages, options)


def _cut(faces: Sequence[Page], options: Options, *, folded: bool, rtl: bool) -> tuple[Page, Page]:
    """The two sides of a page with all copies of the faces where they lie, and with the marks to cut by."""
    size, pages = PAPER[options.paper], (Page(), Page())
    for number, places in enumerate(folded_cards(size, rtl=rtl) if folded else flat_cards(size, rtl=rtl)):
        for place, made in zip(places, faces, strict=True):
            lay_on(pages, place, made, copy=number > 0)
    for page in pages:
        page.head.append(Placed(cut_marks(size, folded=folded), 0.0))
    return pages


def _page_setter(card: _Card, options: Options) -> Composer:
    """Who sets what stands on the page around the cards, in the card's language and tree."""
    size = PAPER[options.paper]
    left, _top, right, _bottom = block_of(size)
    look = theme(replace(options, edition="standard"))
    small = card.composer.theme.small
    look = replace(look, start=left, end=size[0] - right, foot=replace(look.foot, size=9.0), small=small)
    return Composer(card.composer.document, look, card.composer.tree)


def _finished(card: _Card, pages: tuple[Page, Page], options: Options) -> Layout:
    size = PAPER[options.paper]
    left, top, right, bottom = block_of(size)
    trim = (left, size[1] - bottom, right, size[1] - top)
    use = card.composer.document.label("index.card_folded_use" if options.edition == "folded" else "index.card_use")
    return Layout(
        tree=card.composer.tree, pages=pages, size=size, duplex="DuplexFlipLongEdge", folding=plain(use.text), trim=trim
    )


def _set_feet(setters: Sequence[Composer], pages: Sequence[Page]) -> None:
    """The foot of each page, with code and page number; the status is said there, but on a language's last page in its text."""
    for number, (setter, page) in enumerate(zip(setters, pages, strict=True), start=1):
        look, holder = setter.theme, setter.tree.root
        last = number == len(pages) or setters[number] is not setter
        notices = setter.document.notices if last else ()
        foot = foot_rows(setter, 8, status=not notices)
        set_foot(setter, page, foot, look.page[1] - 8 * MM, number, len(pages))
        if notices:
            wide = (look.width - _GUTTER) / 2
            columns: list[list[list[Row]]] = [[], []]
            for at, notice in enumerate(notices):
                start = (at % 2) * (wide + _GUTTER)
                columns[at % 2].append(setter.rows(setter.leaf(holder.add("P"), notice), look.small, start=start, width=wide))
            row = side_by_side(columns, 0.0)
            page.rows.append(Placed(row, page.foot[0].y - row.height - 1 * MM))
