"""The pocket card: as large as a bank card, to be cut from one page: eight flat ones, or four that fold in the middle.

The same words either way. A flat card has the signs and whom to call in front and what to do on its back; a folded one has whom
to call on its cover and two faces inside. One copy is in the tree, all others are artifacts. Words are as large as the fullest
face allows, never below 9 points. Left out on purpose: pictures of the steps, which nobody could make out at this size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from kit.document import Block, Bullets, Contact, Document, Options, Steps, Text, brief, fill, plain, versioned
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import in_line
from kit.formats.print.flow import measured, placed
from kit.formats.print.furniture import FOOT, foot_rows, set_foot
from kit.formats.print.panels import CARD, block_of, closed_up, cut_marks, fitted, flat_cards, folded_cards, lay_on
from kit.formats.print.sheet import Anchor, Drawing, Layout, Page, Placed, Row, lower, spaced
from kit.formats.print.small_numbers import banner, box_width, boxed_number, number_line
from kit.formats.print.theme import DEEP, INK, MM, PAPER, Style, Theme, theme
from kit.locale import isolate, isolate_first_strong
from kit.pdf.structure import Element, StructureTree

_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
_SAFE, _HEAD = 4 * MM, 3.5 * MM  # from a cut to the nearest word: at the sides, and above and below
_LEAST = 7.0  # points of the line with status and code
_PICTURE = 14 * MM


def fit_pocket_card(document: Document, options: Options) -> Document:
    """The card without the last blocks of its faces, as far as they have no room and carry no safety fact; each face keeps one.

    KitError if that is too much.
    """
    chosen = fitted(document, lambda tried: _chosen(tried, options) is not None, lambda block: not block.meta.safety)
    if chosen is None:
        raise _too_long(document, options)
    return chosen


def lay_out_pocket_card(document: Document, options: Options) -> Layout:
    """The page of cards and the page of their backs. KitError says by how many lines a face is too long at the smallest size."""
    card = _chosen(document, options)
    if card is None:
        raise _too_long(document, options)
    return _imposed(card, options)


def _chosen(document: Document, options: Options) -> _Card | None:
    """The card in the largest words that fit, with the whole notices if it can be; or None."""
    for notices, close in ((True, False), (False, False), (False, True)):
        smallest = _Card(document, options, _SIZES[-1], notices=notices, close=close)
        if smallest.over <= 0:
            larger = (_Card(document, options, size, notices=notices, close=close) for size in _SIZES[:-1])
            return next((card for card in larger if card.over <= 0), smallest)
    return None


def _too_long(document: Document, options: Options) -> KitError:
    """By how many lines the fullest face is too long at the smallest size, and what could go, the least important first."""
    card = _Card(document, options, _SIZES[-1], notices=False, close=True)
    lines = math.ceil(card.over / card.composer.leading(card.composer.theme.body))
    name = document.selection.name if document.selection else document.topic
    blocks = [block.meta.id for section in document.sections for block in section.blocks]
    return KitError(
        f"the pocket card '{name}' is about {lines} lines too long in {document.locale.name}",
        f"Say it in fewer words, or take an item or a block off it: {', '.join(reversed(blocks))}.",
    )


class _Card:
    """A card set in one size: its faces in reading order, and by how many points the fullest is too tall.

    With `close` lines that don't touch stand as close as the letters allow.
    """

    def __init__(self, document: Document, options: Options, size: float, *, notices: bool, close: bool) -> None:
        self.composer = Composer(document, _look(options, size), StructureTree(document.locale.tag, options.pdfua))
        self.composer.chunk_tag = "H2"
        self.close = close
        faces = _folded(self.composer) if options.edition == "folded" else _flat(self.composer)
        imprint = _imprint(self.composer, notices=notices)
        made = [self._face(rows, imprint if number == len(faces) else ()) for number, rows in enumerate(faces, start=1)]
        self.faces = [page for page, _ in made]
        self.over = max(over for _, over in made)

    def _face(self, rows: list[Row], foot: Sequence[Row]) -> tuple[Page, float]:
        """The rows between the safe edges, gaps grown to fill the face, with the foot's at the lower one; by how much it is too tall."""
        look = self.composer.theme
        if self.close:
            rows = [closed_up(row, look.body.leading) for row in rows]
        low = look.page[1] - look.bottom - sum(row.height for row in foot)
        height = low - look.top - (0.5 * MM if foot else 0.0)
        tall, gaps = measured(rows)
        page = placed(rows, look.top, height, grow=True) if rows else Page()
        for row in foot:
            page.rows.append(Placed(row, low))
            low += row.height
        return page, tall - 0.3 * gaps - height


def _look(options: Options, size: float) -> Theme:
    look, folded = theme(replace(options, edition="standard")), options.edition == "folded"
    body = Style(size=size, leading=1.22, after=0.8 * MM)
    bold = replace(body, bold=True, after=0.0)
    return replace(
        look, page=CARD, start=_SAFE, end=_SAFE, top=_HEAD, bottom=_HEAD, body=body, key=bold, label=bold,
        title=Style(size=size + 4, leading=1.15, bold=True, color=DEEP),
        chunk=replace(bold, color=DEEP, size=size + 1, after=(1.0 if folded else 0.3) * MM),
        small=Style(size=9, leading=1.2), foot=Style(size=_LEAST, leading=1.15), emergency=30.0 if folded else 24.0,
        unit=(2.5 if folded else 1.2) * MM, pairs=not folded,
    )  # fmt: skip


# --- faces ------------------------------------------------------------------------------------------------------------


def _flat(composer: Composer) -> list[list[Row]]:
    """Front: title, whom to call, and the first face of the selection. Back: the rest, and the clinic."""
    first, *rest = composer.document.sections
    front, back = composer.tree.root.add("Sect"), composer.tree.root.add("Sect")
    rows = [*_head(composer, front), *_blocks(composer, front, first.blocks)]
    behind = _blocks(composer, back, [block for section in rest for block in section.blocks])
    return [rows, [*behind, *_clinic(composer, back)]]


def _folded(composer: Composer) -> list[list[Row]]:
    """Cover: title and whom to call. Inside: the two faces of the selection. Back: the clinic."""
    first, *rest = composer.document.sections
    groups = [composer.tree.root.add("Sect") for _ in range(3)]
    cover = _cover(composer, groups[0])
    inner = _blocks(composer, groups[1], first.blocks)
    beside = _blocks(composer, groups[2], [block for section in rest for block in section.blocks])
    back = Element("Sect")
    clinic = _clinic(composer, back, whole=True)
    if back.kids:
        composer.tree.root.kids.append(back)
    return [cover, inner, beside, clinic]


def _head(composer: Composer, parent: Element) -> list[Row]:
    """Title and message with the emergency number in a frame beside them, and the crisis line below."""
    look, calls = composer.theme, _calls(composer.document)
    wide = max((box_width(composer, contact) + 3 * MM for contact in calls if contact.kind == "emergency"), default=0.0)
    head = Row(height=0.0)
    for row in _title(composer, parent, look.width - wide):
        lower(row.marks, head.height + row.before)
        head.marks += row.marks
        head.height += row.before + row.height
    rows = [head]
    group = _list(parent)
    for contact in calls:
        body = group.add("LI").add("LBody")
        if contact.kind == "emergency":
            marks, tall = boxed_number(composer, contact, body)
            head.marks += marks
            head.height = max(head.height, tall)
        else:
            rows += spaced([number_line(composer, contact, body)], 1.2 * MM)
    return rows


def _cover(composer: Composer, parent: Element) -> list[Row]:
    """Title and message with the card's picture at the end side, and below them whom to call."""
    document, look = composer.document, composer.theme
    sheet = document.selection.sheet if document.selection else None
    picture = composer.picture(sheet.art) if sheet else None
    rows = _title(composer, parent, look.width - (_PICTURE + 3 * MM if picture else 0.0))
    if picture:
        x = composer.left(look.width - _PICTURE, _PICTURE)
        mirrored = composer.rtl and picture.mirror
        drawing = Drawing(art=picture, x=x, y=0, width=_PICTURE, height=_PICTURE, color=INK, mirrored=mirrored)
        rows[0].marks.append(drawing)
    group = _list(parent)
    for contact in _calls(document):
        body = group.add("LI").add("LBody")
        row = banner(composer, contact, body) if contact.kind == "emergency" else number_line(composer, contact, body)
        rows += spaced([row], 2 * MM)
    return rows


def _title(composer: Composer, parent: Element, width: float) -> list[Row]:
    document, look = composer.document, composer.theme
    title = parent.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, width=width)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    return rows + spaced(composer.rows(composer.leaf(parent.add("P"), document.main_message), look.key, width=width), 0.5 * MM)


def _calls(document: Document) -> list[Contact]:
    return [contact for contact in brief(document.help) if contact.kind in ("emergency", "crisis")]


def _list(parent: Element) -> Element:
    group = parent.add("L")
    group.attributes["List"] = {"ListNumbering": "None"}
    return group


def _blocks(composer: Composer, parent: Element, blocks: Sequence[Block]) -> list[Row]:
    rows: list[Row] = []
    for block in blocks:
        rows += spaced(composer.whole_block(_unpictured(block), parent.add("Sect")), composer.theme.unit)
    return rows


def _unpictured(block: Block) -> Block:
    if isinstance(block, Bullets | Steps):
        return replace(block, items=tuple(replace(item, art="") for item in block.items))
    return block


def _clinic(composer: Composer, parent: Element, *, whole: bool = False) -> list[Row]:
    """The clinic's name and number in one line, or two; with `whole` also where it is and when it is open."""
    clinic, look = composer.document.clinic, composer.theme
    if clinic is None:
        return []
    bold = replace(look.small, bold=True)
    lines = [[(text, bold) for text in (clinic.name, clinic.phone) if text]]
    lines += [[(text, look.small)] for text in (clinic.address, clinic.hours) if text and whole]
    rows: list[Row] = []
    for line in lines:
        leaves = [(composer.leaf(parent.add("P"), composer.own(text)), style) for text, style in line]
        marks, height = in_line(composer, leaves, 0, look.width, 0)
        rows.append(Row(height=height, marks=marks, before=1.2 * MM))
    return rows


def _imprint(composer: Composer, *, notices: bool) -> list[Row]:
    """The status (the notices, or one word), code, version and date, small and once."""
    document, style = composer.document, composer.theme.foot
    code = fill(document.label("footer.code"), code=isolate(document.code))
    status = document.notices if notices else ()
    said = (*(status or (document.label(f"status.{document.status}"),)), code, versioned(document))
    words = " \u00b7 ".join(isolate_first_strong(plain(text.text)) for text in said)
    leaf = composer.artifact(Text(id="imprint", source=words, text=words, lang=code.lang), FOOT)
    parts = composer.lines(leaf, style, composer.theme.width)
    marks = [composer.words(leaf, style, part, 0, composer.theme.width) for part in parts]
    return [Row(height=composer.leading(style), marks=[mark]) for mark in marks]


# --- the page ---------------------------------------------------------------------------------------------------------


def _imposed(card: _Card, options: Options) -> Layout:
    """All cards on the two sides of a page, with their marks, and below them the page's own foot."""
    composer, size, folded = card.composer, PAPER[options.paper], options.edition == "folded"
    pages = (Page(), Page())
    cards = folded_cards(size, rtl=composer.rtl) if folded else flat_cards(size, rtl=composer.rtl)
    for number, faces in enumerate(cards):
        for face, made in zip(faces, card.faces, strict=True):
            lay_on(pages, face, made, copy=number > 0)
    for page in pages:
        page.head.append(Placed(cut_marks(size, folded=folded), 0.0))
    left, top, right, bottom = block_of(size)
    look = theme(replace(options, edition="standard"))
    look = replace(look, start=left, end=size[0] - right, foot=replace(look.foot, size=9.0), small=composer.theme.small)
    _set_feet(Composer(composer.document, look, composer.tree), pages)
    use = composer.document.label("index.card_folded_use" if folded else "index.card_use")
    trim = (left, size[1] - bottom, right, size[1] - top)
    return Layout(tree=composer.tree, pages=pages, size=size, duplex="DuplexFlipLongEdge", folding=plain(use.text), trim=trim)


def _set_feet(sheet: Composer, pages: Sequence[Page]) -> None:
    """The foot of both pages, with code and page number; the status is said there on the first page, in the text of the last one."""
    look, holder = sheet.theme, sheet.tree.root
    low = look.page[1] - 8 * MM
    feet = [foot_rows(sheet, 8), foot_rows(sheet, 8, status=not sheet.document.notices)]
    for number, (page, foot) in enumerate(zip(pages, feet, strict=True), start=1):
        set_foot(sheet, page, foot, low - sum(row.height for row in foot), number, len(pages))
    if sheet.document.notices:
        leaves = [(sheet.leaf(holder.add("P"), notice), look.small) for notice in sheet.document.notices]
        notes, height = in_line(sheet, leaves, 0, look.width, 0, dots=False)
        top = pages[-1].foot[0].y - height - 1 * MM
        pages[-1].rows.append(Placed(Row(height=height, marks=notes), top))
