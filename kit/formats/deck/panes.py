"""From pieces to panes: a slide's worth of shapes each, placed, measured and split so that nothing overflows.

What goes beside or under what is decided here and only here. Left out on purpose: titles, notes and order (`slides`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.art import Art, Command, Path, qr
from kit.document import Document, Figure, Level, Table, Timeline, address, fill
from kit.errors import KitError
from kit.formats.deck import theme
from kit.formats.deck.fit import CELL_MARGIN, Ruler, cells, pages, split
from kit.formats.deck.geometry import ART_SIDE, FULL, GAP, ICON_LARGE, ICON_SIDE, QR_SIDE, SIDE_COLUMN, Geometry, boxed, grid
from kit.formats.deck.pieces import Card, Cards, Flow, Pictures, Piece
from kit.formats.deck.shapes import INDENT, Drawing, Frame, Grid, Layout, Para, Plot, Shape, Words, inch

_BAR = inch(0.1)
_GROWN = ((32, 0.6), (28, 0.8))
_WRITE_IN, _LINE = inch(0.55), inch(0.02)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """What stands under a slide's title, in reading order, and the layout that holds it."""

    layout: Layout
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placer:
    """Places the pieces of one document in the `body` that is left under a title."""

    document: Document
    geometry: Geometry
    ruler: Ruler
    body: Frame

    def panes(self, pieces: Sequence[Piece]) -> list[Pane]:
        """Slides' worth of shapes for pieces that stand under one title, in order."""
        out: list[Pane] = []
        for piece in _joined(pieces):
            if isinstance(piece, Flow) and piece.level and out:
                both = self._under(out[-1], piece)
                if both:
                    out[-1] = both
                    continue
            out += self._place(piece)
        return [Pane(layout=pane.layout, shapes=tuple(map(self._settled, pane.shapes))) for pane in out]

    def _settled(self, shape: Shape) -> Shape:
        """The shape with its lines ended by hand where a number would be parted otherwise."""
        if isinstance(shape, Words) and shape.frame:
            width = shape.frame.width
            return dataclasses.replace(shape, paras=tuple(self.ruler.settled(para, width) for para in shape.paras))
        if isinstance(shape, Grid):
            inner = [width - 2 * CELL_MARGIN for width in shape.widths]
            rows = (tuple(map(self.ruler.settled, row, inner)) for row in shape.rows)
            return dataclasses.replace(shape, rows=tuple(rows))
        return shape

    def _place(self, piece: Piece) -> list[Pane]:
        match piece:
            case Flow():
                return list(self._box(piece, piece.level) if piece.level else self._flow(piece))
            case Pictures():
                return list(self._pictures(piece))
            case Cards():
                return list(self._cards(piece))
            case Table():
                return list(self._table(piece))
            case Timeline():
                return self._timeline(piece)
            case Figure():
                return [self._figure(piece)]

    # --- running text ---------------------------------------------------------------------------------------------

    def _flow(self, flow: Flow) -> Iterator[Pane]:
        layout: Layout = "message" if flow.message else "text"
        art = self._art(flow.art)
        frame = self.body
        if art:
            frame = Frame(frame.x, frame.y, frame.width - ART_SIDE - GAP, frame.height)
        paras = flow.paras if flow.message else self._grown(flow.paras, frame, _GROWN)
        if flow.fine and self.ruler.heights(paras, frame.width) > frame.height:
            paras = tuple(dataclasses.replace(para, size=theme.FLOOR, before=4) for para in paras)
        for page in pages(self.ruler, paras, frame.width, frame.height):
            yield Pane(layout=layout, shapes=(*art, Words(slot="body", paras=page, frame=frame)))

    def _grown(self, paras: tuple[Para, ...], frame: Frame, steps: tuple[tuple[int, float], ...]) -> tuple[Para, ...]:
        """Few words stand larger, for the back row: at the first size at which they fill no more than a part of the frame."""
        for size, part in steps:
            tried = tuple(dataclasses.replace(para, size=size) if para.size == theme.BODY_SIZE else para for para in paras)
            widest = max(self.ruler.widest_token(para) + INDENT[para.mark] for para in tried)
            if widest <= frame.width and self.ruler.heights(tried, frame.width) <= frame.height * part:
                return tried
        return paras

    def _art(self, name: str) -> tuple[Shape, ...]:
        """A large pictogram at the end side, if the topic has it."""
        if not name:
            return ()
        body = self.body
        place = Frame(body.x + body.width - ART_SIDE, body.y + inch(0.1), ART_SIDE, ART_SIDE)
        return (Drawing(frame=place, art=self.document.art(name), color="accent1"),)

    # --- callouts -------------------------------------------------------------------------------------------------

    def _box(self, flow: Flow, level: Level) -> Iterator[Pane]:
        icon = self._icon(level)
        inner = boxed(self.body)
        width = inner.width - (ICON_SIDE + GAP if icon else 0)
        frame = Frame(inner.x, inner.y, width, inner.height)
        for page in pages(self.ruler, self._grown(flow.paras, frame, _GROWN[1:]), width, inner.height):
            shapes = self._framed(page, level, frame)
            yield Pane(layout="callout", shapes=shapes)

    def _framed(self, paras: tuple[Para, ...], level: Level, inner: Frame) -> tuple[Shape, ...]:
        """A callout's bar, pictogram and words; the bar is as long as the words."""
        height = min(inner.height, self.ruler.heights(paras, inner.width) + inch(0.1))
        bar = Frame(self.body.x, inner.y, _BAR, height)
        icon = self._icon(level)
        place = Frame(inner.x + inner.width + GAP, inner.y, ICON_SIDE, ICON_SIDE)
        style = theme.LEVEL[level]
        return (
            Drawing(frame=bar, art=_bar(style.bar, height), color=style.color),
            *(dataclasses.replace(drawing, frame=place) for drawing in icon),
            Words(slot="box", paras=paras, frame=inner.with_rows(inner.y, max(height, inch(0.5)))),
        )

    def _icon(self, level: Level) -> tuple[Drawing, ...]:
        style = theme.LEVEL[level]
        known = {art.id: art for art in self.document.arts}
        if style.art not in known:
            return ()
        return (Drawing(frame=self.body, art=known[style.art], color=style.color),)

    def _under(self, above: Pane, flow: Flow) -> Pane | None:
        """A callout under the text of the pane before it, if both fit."""
        words = above.shapes[-1]
        if above.layout != "text" or not isinstance(words, Words) or not flow.level:
            return None
        body = self.body
        upper = self.ruler.heights(words.paras, body.width) + inch(0.25)
        inner = boxed(Frame(body.x, body.y + upper, body.width, max(0, body.height - upper)))
        inner = Frame(inner.x, inner.y, inner.width - (ICON_SIDE + GAP if self._icon(flow.level) else 0), inner.height)
        if self.ruler.heights(flow.paras, inner.width) > inner.height:
            return None
        first = dataclasses.replace(words, frame=body.with_rows(body.y, upper))
        return Pane(layout="callout", shapes=(first, *self._framed(flow.paras, flow.level, inner)))

    # --- items with pictograms, lines of help -----------------------------------------------------------------------

    def _headed(self, lead: Para | None) -> tuple[tuple[Shape, ...], Frame]:
        """A lead-in above cells, and the frame that is left for them."""
        body = self.body
        if lead is None:
            return (), body
        height = self.ruler.heights([lead], body.width) + inch(0.1)
        words = Words(slot="body", paras=(lead,), frame=body.with_rows(body.y, height))
        return (words,), body.with_rows(body.y + height, body.height - height)

    def _pictures(self, piece: Pictures) -> Iterator[Pane]:
        """At most eight a slide, in two columns, or in one where a word needs it; few of them stand larger."""
        lead, rest = self._headed(piece.lead)
        columns = 2 if self._widest(piece) <= _cell(2, ICON_SIDE) else 1
        rows = self._rows(piece, rest, columns)
        for cut in split([1] * len(piece.items), rows * columns):
            items = piece.items[cut]
            used = -(-len(items) // columns)
            large = used < 3 and self._widest(piece) <= _cell(columns, ICON_LARGE)
            large = large and self._tallest(piece, columns, ICON_LARGE) <= rest.height // 2 - GAP
            side = ICON_LARGE if large else ICON_SIDE
            places = grid(rest, columns, max(used, 2), side + GAP)
            shapes: list[Shape] = [*lead]
            for index, ((para, art), place) in enumerate(zip(items, places, strict=False), start=1):
                icon = Frame(place.x - side - GAP, place.y + (place.height - side) // 2, side, side)
                shapes.append(Drawing(frame=icon, art=self.document.art(art), color="accent1"))
                shapes.append(Words(slot=f"cell{index}", paras=(para,), frame=place))
            yield Pane(layout="pictures", shapes=tuple(shapes))
            lead, rest = (), self.body

    def _rows(self, piece: Pictures, rest: Frame, columns: int) -> int:
        """How many rows of pictograms and words fit."""
        tallest = max(self._tallest(piece, columns, ICON_SIDE), ICON_SIDE)
        if tallest > rest.height:
            raise self._too_long(piece.items[0][0])
        return max(1, min(4, (rest.height + GAP // 2) // (tallest + GAP // 2)))

    def _widest(self, piece: Pictures) -> int:
        return max(self.ruler.widest_token(para) + INDENT[para.mark] for para, _ in piece.items)

    def _tallest(self, piece: Pictures, columns: int, side: int) -> int:
        return max(self.ruler.heights([para], _cell(columns, side)) for para, _ in piece.items)

    def _cards(self, piece: Cards) -> Iterator[Pane]:
        """At most six a slide, in up to three columns; a code stands at the end side."""
        lead, rest = self._headed(piece.lead)
        todo = list(piece.cards)
        if not todo and lead:
            yield Pane(layout="contacts", shapes=lead)
        while todo:
            taken, columns = self._cards_that_fit(todo, rest)
            batch, todo = todo[:taken], todo[taken:]
            yield Pane(layout="contacts", shapes=(*lead, *self._set_cards(batch, columns, rest)))
            lead, rest = (), self.body

    def _cards_that_fit(self, cards: Sequence[Card], rest: Frame) -> tuple[int, list[Frame]]:
        """How many of the next cards fit one slide, and their columns: as many as can be, as wide as can be."""
        for count in range(min(6, len(cards)), 0, -1):
            for columns in range(min(2, count), 4):
                places = self._columns(cards[:count], rest, columns)
                if self._fits(cards[:count], places, rest):
                    return count, places
        raise self._too_long(cards[0].paras[0])

    def _fits(self, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> bool:
        width = columns[0].width
        if any(self.ruler.widest_token(para) > width for card in cards for para in card.paras):
            return False
        heights = [self._card_height(card, width) for card in cards]
        count = len(columns)
        total = sum(max(heights[at : at + count]) + GAP for at in range(0, len(cards), count)) - GAP
        return total <= rest.height

    def _card_height(self, card: Card, width: int) -> int:
        return self.ruler.heights(card.paras, width) + (_WRITE_IN if card.blank else 0)

    def _columns(self, cards: Sequence[Card], rest: Frame, count: int) -> list[Frame]:
        side = QR_SIDE + GAP if any(card.qr for card in cards) else 0
        return grid(Frame(rest.x, rest.y, rest.width - side, rest.height), count, 1, 0)

    def _set_cards(self, cards: Sequence[Card], columns: list[Frame], rest: Frame) -> Iterator[Shape]:
        y = rest.y
        count = len(columns)
        for at in range(0, len(cards), count):
            row = cards[at : at + count]
            for index, card in enumerate(row):
                place = columns[index].with_rows(y, self.ruler.heights(card.paras, columns[index].width))
                yield Words(slot=f"cell{at + index + 1}", paras=card.paras, frame=place)
                yield from self._beside(card, place, rest)
            y += max(self._card_height(card, columns[0].width) for card in row) + GAP

    def _beside(self, card: Card, place: Frame, rest: Frame) -> Iterator[Shape]:
        """The line to write a number on, or the code of the address."""
        if card.blank:
            line = place.with_rows(place.bottom + _WRITE_IN - _LINE, _LINE)
            yield Drawing(frame=line, art=_bar("solid", line.height, line.width), color="accent5")
        if card.qr:
            top = min(place.y, rest.bottom - QR_SIDE)
            square = Frame(rest.x + rest.width - QR_SIDE, top, QR_SIDE, QR_SIDE)
            alt = fill(self.document.label("qr.alt"), address=address(card.qr))
            yield Drawing(frame=square, art=qr(card.qr), color="tx1", alt=alt)

    # --- tables, charts, pictures -----------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[Pane]:
        body = self.body
        found = cells(self.ruler, table, body.width, body.height)
        head, *rest = found.heights
        for row, height in zip(found.rows[1:], rest, strict=True):
            if head + height > body.height:
                raise self._too_long(max(row, key=lambda para: len(para.text.text)))
        for cut in split(rest, body.height - head):
            heights = (head, *rest[cut])
            yield Pane(
                layout="table",
                shapes=(
                    Grid(
                        slot="table",
                        frame=body.with_rows(body.y, sum(heights)),
                        widths=found.widths,
                        heights=heights,
                        rows=(found.rows[0], *found.rows[1:][cut]),
                        alt=table.summary,
                    ),
                ),
            )

    def _timeline(self, timeline: Timeline) -> list[Pane]:
        """The sentence to take away beside the chart, or on a slide before it where it is too long for the column."""
        body = self.body
        wide = body.width - SIDE_COLUMN - GAP
        side = Frame(body.x + wide + GAP, body.y, SIDE_COLUMN, body.height)
        takeaway = Para(text=timeline.takeaway, bold=True, color="tx2")
        beside = self._fits_beside(takeaway, side)
        width = wide if beside else body.width
        caption = Para(text=timeline.caption, size=theme.SMALL_SIZE)
        under = self.ruler.heights([caption], width)
        chart = Frame(body.x, body.y, width, body.height - under - inch(0.05))
        shapes = (
            Plot(slot="chart", frame=chart, timeline=timeline),
            Words(slot="caption", paras=(caption,), frame=Frame(body.x, chart.bottom + inch(0.05), width, under)),
        )
        if beside:
            words = Words(slot="body", paras=(takeaway,), frame=side)
            return [Pane(layout="figure", shapes=(words, *shapes))]
        return [*self._flow(Flow(paras=(takeaway,))), Pane(layout="figure", shapes=shapes)]

    def _fits_beside(self, para: Para, side: Frame) -> bool:
        return self.ruler.widest_token(para) <= side.width and self.ruler.heights([para], side.width) <= side.height

    def _figure(self, figure: Figure) -> Pane:
        body = self.body
        caption = Para(text=figure.caption, size=theme.LABEL_SIZE)
        under = self.ruler.heights([caption], body.width)
        art = self.document.art(figure.art)
        room = body.height - under - inch(0.1)
        scale = min(body.width / art.width, room / art.height)
        width, height = round(art.width * scale), round(art.height * scale)
        place = Frame(body.x + (body.width - width) // 2, body.y, width, height)
        return Pane(
            layout="figure",
            shapes=(
                Drawing(frame=place, art=art, color="accent1", alt=figure.alt),
                Words(slot="caption", paras=(caption,), frame=body.with_rows(body.bottom - under, under)),
            ),
        )

    def _too_long(self, para: Para) -> KitError:
        return KitError(
            f"{para.text.id} ({self.document.locale.tag}): the text is too long for its place on a slide",
            "Split it into shorter texts: slides never shrink a text.",
        )


def _cell(columns: int, side: int) -> int:
    """The width that is left for words beside a pictogram of this side."""
    return (FULL - (columns - 1) * GAP) // columns - side - GAP


def _bar(style: str, height: int, across: int = _BAR) -> Art:
    """The rule at the start side of a callout: solid, double or thick dashes, so that grey copies still tell levels apart."""
    width, length = 10.0, height / across * 10
    match style:
        case "solid":
            boxes = [(0.0, 0.0, width, length)]
        case "double":
            boxes = [(0.0, 0.0, 3.5, length), (6.5, 0.0, width, length)]
        case _:
            count = max(2, round(length / 60))
            step = length / count
            boxes = [(0.0, n * step, width, (n + 0.65) * step) for n in range(count)]
    commands: list[Command] = []
    for left, top, right, bottom in boxes:
        commands += [("M", (left, top)), ("L", (right, top)), ("L", (right, bottom)), ("L", (left, bottom)), ("Z", ())]
    return Art(id="bar", width=width, height=length, paths=(Path(commands=tuple(commands)),))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring runs of text as one, so that they share a slide."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if isinstance(piece, Flow) and isinstance(last, Flow) and piece.level is None and last.level is None:
            out[-1] = dataclasses.replace(last, paras=last.paras + piece.paras)
        else:
            out.append(piece)
    return out
