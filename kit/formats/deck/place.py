"""From pieces to panes: a slide's worth of shapes each, placed, measured and split so that nothing overflows.

One idea throughout: what stands on a slide takes the largest size of the scale that its place allows and shares the height;
what fits at no size is split. Left out on purpose: titles, notes and order (`plan`), pictures and lists of pictures (`grids`),
tables and charts (`exhibits`).
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from kit.document import Diagram, Figure, Level, Table, Timeline
from kit.formats.deck import cards, exhibits, grids, theme
from kit.formats.deck.fit import CELL_MARGIN, pages
from kit.formats.deck.pieces import Cards, Flow, Headed, Opening, Pictures, Piece, Talk
from kit.formats.deck.room import Pane, Room, bar
from kit.formats.deck.shapes import EMU_POINT, Frame, Grid, Para, Shape, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import BAR_WIDTH, GAP, PANEL, TALK

_ART = inch(2.2)
_ICON, _SMALL_ICON = inch(0.9), inch(0.5)
_TALKS = ((32, 48, 28), (28, 48, 24), (32, 40, 28), (28, 40, 24), (24, 40, 24), (24, 28, 24), (18, 18, 18))
"""Sizes tried for what kind of exercise, its minutes (in one line, where one of these allows it), and that it may be left out."""
_APART, _NEAR = inch(0.15), inch(0.05)
_BOXES = (
    *((sizes, icon, _APART) for sizes in ((36, 32), (28,)) for icon in (_ICON, _SMALL_ICON, 0)),
    ((28,), 0, _NEAR),
    *(((24,), icon, _APART) for icon in (_ICON, _SMALL_ICON, 0)),
)
"""How the words and the pictogram of a callout, and the space under its band, are tried, the best first."""
_INSET = inch(0.18)
_ABOVE_FOOT = inch(0.25)  # under a content note, so that it is not taken for a line of the foot
_MOST_GAP = 43.0
"""Points between two items at most: further apart they are no list any more."""


def panes(room: Room, pieces: Sequence[Piece]) -> list[Pane]:
    """Slides' worth of shapes for pieces that stand under one title, in order."""
    out: list[Pane] = []
    for piece in _joined(pieces):
        both = _under(room, out[-1], piece) if isinstance(piece, Flow) and piece.level and out else None
        if both:
            out[-1] = both
        else:
            out += _place(room, piece)
    return [dataclasses.replace(pane, shapes=tuple(_settled(room, shape) for shape in pane.shapes)) for pane in out]


def _place(room: Room, piece: Piece) -> list[Pane]:
    match piece:
        case Opening():
            return [_opening(room, piece)]
        case Talk():
            return list(_talk(room, piece))
        case Flow():
            return list(_box(room, piece, piece.level) if piece.level else _flow(room, piece))
        case Pictures():
            return list(grids.pictures(room, piece))
        case Cards():
            return list(cards.cards(room, piece))
        case Table():
            return list(exhibits.table(room, piece))
        case Headed():
            return _led(room, piece)
        case Timeline():
            return exhibits.timeline(room, piece)
        case Figure():
            return [exhibits.figure(room, piece)]
        case Diagram():
            found = exhibits.diagram(room, piece)
            return [found] if found else [*exhibits.undrawn(room, piece), *_flow(room, exhibits.spots(piece))]


def _settled(room: Room, shape: Shape) -> Shape:
    """The shape with its lines ended by hand where a number would be parted otherwise."""
    if isinstance(shape, SlideWords) and shape.frame:
        width = shape.frame.width - 2 * shape.inset
        return dataclasses.replace(shape, paras=tuple(room.ruler.settled(para, width) for para in shape.paras))
    if isinstance(shape, Grid):
        inner = [width - 2 * CELL_MARGIN for width in shape.widths]
        rows = (tuple(map(room.ruler.settled, row, inner)) for row in shape.rows)
        return dataclasses.replace(shape, rows=tuple(rows))
    return shape


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring runs of text as one, so that they share a slide."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if isinstance(piece, Flow) and isinstance(last, Flow) and piece.level is None and last.level is None and not piece.fresh:
            out[-1] = dataclasses.replace(last, paras=last.paras + piece.paras)
        else:
            out.append(piece)
    return out


# --- words that fill their place ------------------------------------------------------------------------------------


def resized(paras: Sequence[Para], size: int, before: float | None = None) -> tuple[Para, ...]:
    """Paragraphs at a size, but those of a fixed one; `before` points above each."""
    space = size * 0.35 if before is None else before
    return tuple(dataclasses.replace(para, size=para.size if para.fixed else size, before=space) for para in paras)


def largest(room: Room, paras: Sequence[Para], frame: Frame, sizes: Sequence[int] = theme.SCALE[2:]) -> tuple[Para, ...] | None:
    """Paragraphs at the largest size that stands in a frame, spread over its height; None where none does."""
    found = room.sizes(sizes)
    for size in found:
        for space in (None, 6.0, 2.0, *((1.0,) if size == found[-1] else ())):
            tried = resized(paras, size, space)
            if room.ruler.fits(tried, frame.width, frame.height):
                return _spread(room, tried, frame)
    return None


def _spread(room: Room, paras: tuple[Para, ...], frame: Frame) -> tuple[Para, ...]:
    """Paragraphs as far apart as their place allows; those that belong to the next one stay near it."""
    spare = (frame.height - room.ruler.heights(paras, frame.width)) / EMU_POINT
    free = [index for index in range(1, len(paras)) if not paras[index - 1].keep]
    if not free:
        return paras
    more = spare * 0.7 / (len(free) + 1)
    return tuple(
        dataclasses.replace(para, before=round(min(_MOST_GAP, para.before + more), 1)) if index in free else para
        for index, para in enumerate(paras)
    )


def _split(room: Room, paras: Sequence[Para], frame: Frame, sizes: Sequence[int] = (32, 28, 24)) -> list[tuple[Para, ...]]:
    """Paragraphs over several slides, at the largest size that takes no more slides than the least."""
    least = sizes[-1]
    wanted = pages(room.ruler, resized(paras, least, 6.0), frame.width, frame.height)
    for size in room.sizes(sizes[:-1]):
        tried = resized(paras, size, 6.0)
        if all(room.ruler.fits([para], frame.width, frame.height) for para in tried):
            found = pages(room.ruler, tried, frame.width, frame.height)
            if len(found) == len(wanted):
                wanted = found
                break
    return [_spread(room, page, frame) for page in wanted]


def _halves(room: Room, paras: Sequence[Para], frame: Frame) -> list[tuple[Para, ...]]:
    """Paragraphs over two slides in the largest type in which they take no more; none where they take more in any."""
    for size in room.sizes((40, 36, 32, 28, 24)):
        tried = resized(paras, size, 6.0)
        if all(room.ruler.fits([para], frame.width, frame.height) for para in tried):
            found = pages(room.ruler, tried, frame.width, frame.height)
            if len(found) == 2:
                return [_spread(room, page, frame) for page in found]
    return []


# --- openers, talk, text --------------------------------------------------------------------------------------------


def _opening(room: Room, piece: Opening) -> Pane:
    """A part's number, its content note and its main message in the largest type, its picture on the coloured panel."""
    slots = room.stage.slots("message")
    body = slots["body"]
    shapes: list[Shape] = []
    if piece.number:
        number = dataclasses.replace(piece.number, size=theme.NUMBER_SIZE, bold=True, color="bg1", centered=True, before=0)
        shapes.append(SlideWords(slot="number", paras=(number,), frame=slots["number"], ground="accent6", anchor="ctr"))
    bottom = slots["note"].bottom - (_ABOVE_FOOT if piece.note else 0)
    written = resized([piece.note], theme.BODY_SIZE, 0) if piece.note else ()
    height = room.ruler.heights(written, slots["note"].width)
    frame = body.with_rows(bottom - height, height)
    body = body.with_rows(body.y, (frame.y - inch(0.15) if written else bottom) - body.y)
    message = dataclasses.replace(piece.key, bold=True, color="tx2")
    paras = largest(room, [message], body, theme.SCALE[1:])
    if paras is None:
        raise room.too_long(piece.key)
    if written:
        shapes.append(SlideWords(slot="note", paras=written, frame=frame))
    shapes += _panel_art(room, piece.art)
    shapes.append(SlideWords(slot="body", paras=paras, frame=body))
    return Pane(layout="message", shapes=tuple(shapes))


def _panel_art(room: Room, name: str) -> Iterator[Shape]:
    """The picture on the panel at the end side, or, where the template has none, nothing."""
    art = room.picture(name)
    if art is None or not room.stage.panel:
        return
    side = inch(3.0)
    x = room.stage.width - PANEL + (PANEL - side) // 2
    yield SlideDrawing(frame=Frame(x, (room.stage.height - side) // 2, side, side), art=art, color="bg1")


def _talk(room: Room, piece: Talk) -> Iterator[Pane]:
    """A slide that is made for talking: what to do and how long at the start side, the question as large as can be."""
    slots = room.stage.slots("activity")
    art = room.picture(*piece.arts)
    full = room.stage.full
    side = inch(2.2)
    beside = Frame(full.x + (TALK - side) // 2, full.y + inch(0.4), side, side)
    kind = slots["kind"]
    label = dataclasses.replace(piece.label, bold=True, color="accent1", centered=True)
    minutes = [dataclasses.replace(para, bold=True, color="tx2", centered=True) for para in piece.minutes]
    for single, sizes in itertools.product((True, False), _TALKS):
        said = tuple(dataclasses.replace(para, size=size) for para, size in zip((label, *minutes), sizes, strict=False))
        if room.ruler.fits(said, kind.width, kind.height) and not (single and room.ruler.lines(said[1], kind.width) > 1):
            break
    else:
        raise room.too_long(label)
    head = [SlideWords(slot="kind", paras=said, frame=kind)]
    drawn = [SlideDrawing(frame=beside, art=art, color="accent1")] if art else []
    body = slots["body"]
    whole = largest(room, piece.items, body)
    for paras in [whole] if whole else _split(room, piece.items, body):
        yield Pane(layout="activity", shapes=(*drawn, *head, SlideWords(slot="body", paras=paras, frame=body)))
        head, drawn = [], []


def _flow(room: Room, flow: Flow) -> Iterator[Pane]:
    """Paragraphs in the largest type that fits, beside the part's picture where that costs no size."""
    body = room.body
    if flow.fine:
        yield from _fine(room, flow.paras)
        return
    narrow = Frame(body.x, body.y, body.width - _ART - GAP, body.height)
    art = room.picture(flow.art or room.art)
    halves = _halves(room, flow.paras, body) if flow.parted else []
    for paras in halves:
        yield Pane(layout="text", shapes=(SlideWords(slot="body", paras=paras, frame=body),))
    if halves:
        return
    alone, beside = largest(room, flow.paras, body), largest(room, flow.paras, narrow) if art else None
    if art and beside and (alone is None or beside[-1].size >= min(theme.TITLE_SIZE, alone[-1].size)):
        place = Frame(narrow.x + narrow.width + GAP, body.y + (body.height - _ART) // 2, _ART, _ART)
        yield Pane(
            layout="text",
            shapes=(SlideDrawing(frame=place, art=art, color="accent6"), SlideWords(slot="body", paras=beside, frame=narrow)),
        )
        return
    for paras in [alone] if alone else _split(room, flow.paras, body):
        yield Pane(layout="text", shapes=(SlideWords(slot="body", paras=paras, frame=body),))


def _fine(room: Room, paras: tuple[Para, ...]) -> Iterator[Pane]:
    """The list of sources: as large as one slide allows, else at the floor, over as many as it takes."""
    whole = largest(room, paras, room.body, (theme.LABEL_SIZE, theme.BODY_SIZE))
    small = tuple(dataclasses.replace(para, size=theme.FLOOR, before=4) for para in paras)
    for page in [whole] if whole else pages(room.ruler, small, room.body.width, room.body.height):
        yield Pane(layout="text", shapes=(SlideWords(slot="body", paras=page, frame=room.body),))


def _led(room: Room, piece: Headed) -> list[Pane]:
    """A message above the first row of its table; else on a slide before it."""
    alone = Flow(paras=(dataclasses.replace(piece.lead, bold=True),))
    return exhibits.led(room, piece.lead, piece.table) or [*_flow(room, alone), *exhibits.table(room, piece.table)]


# --- boxes that must be seen ----------------------------------------------------------------------------------------


def _box(room: Room, flow: Flow, level: Level) -> Iterator[Pane]:
    """A callout: its word and what to do first in a band, in the largest type, then its signs; its bar on every slide.

    Its pictogram is small or gives way where its words are then larger.
    """
    body = room.body
    boxes = [box for box in _BOXES if box[0][-1] <= max(theme.BODY_SIZE, room.stage.largest)]
    for sizes, icon, space in () if flow.parted else boxes:
        for lead in (48, 40, 36, 32, 28, 24):
            band, shapes = _band(room, flow, level, body, lead, icon)
            rest = _items_frame(body, band, space)
            paras = largest(room, flow.paras, rest, sizes) if flow.paras else ()
            if paras is not None and band.height <= body.height // 2:
                yield Pane(layout="callout", shapes=(*shapes, *_listed(room, paras, rest, level)))
                return
    yield from _parted_box(room, flow, level)


def _parted_box(room: Room, flow: Flow, level: Level) -> Iterator[Pane]:
    """A callout over two slides in the largest type that allows it, the second without the band; else over as many as it takes."""
    body, paras = room.body, flow.paras
    whole = Frame(body.x + inch(0.4), body.y, body.width - inch(0.4), body.height)
    for size in room.sizes((36, 32, 28, 24)):
        band, shapes = _band(room, flow, level, body, size)
        rest = _items_frame(body, band)
        for count in sorted(range(1, len(paras)), key=lambda at: abs(2 * at - len(paras))):
            first, second = largest(room, paras[:count], rest, (size,)), largest(room, paras[count:], whole, (size,))
            if first and second and band.height <= body.height // 2:
                yield Pane(layout="callout", shapes=(*shapes, *_listed(room, first, rest, level)))
                yield Pane(layout="callout", shapes=_listed(room, second, whole, level))
                return
    band, shapes = _band(room, flow, level, body, theme.BODY_SIZE)
    if band.height >= body.height:
        band, shapes = _band(room, flow, level, body, theme.FLOOR)
    rest = _items_frame(body, band)
    for page in _split(room, paras, rest):
        yield Pane(layout="callout", shapes=(*shapes, *_listed(room, page, rest, level)))
        shapes = ()


def _items_frame(body: Frame, band: Frame, space: int = _APART) -> Frame:
    top = band.bottom + space
    return Frame(body.x + inch(0.4), top, body.width - inch(0.4), body.bottom - top)


def _band(room: Room, flow: Flow, level: Level, body: Frame, size: int, side: int = _ICON) -> tuple[Frame, tuple[Shape, ...]]:
    """The callout's label word with its sign, `side` wide (0: none), and its lead at a size, on a tinted ground; and the frame they take."""
    style = theme.LEVEL[level]
    icon = room.picture(style.art) if side else None
    paras: list[Para] = []
    if flow.label:
        paras.append(dataclasses.replace(flow.label, size=min(theme.LABEL_SIZE, size), bold=True, color=style.color, before=0))
    if flow.lead:
        paras.append(dataclasses.replace(flow.lead, size=size, bold=True, color=style.color, before=2))
    shift = side + GAP * side // _ICON if icon else 0
    width = body.width - shift - inch(0.4)
    if not room.ruler.stand(paras, width - 2 * _INSET):
        height = body.height  # too wide: whoever asks tries a smaller size
    else:
        height = max(side if icon else 0, room.ruler.heights(paras, width - 2 * _INSET)) + 2 * _INSET // 3
    frame = Frame(body.x + inch(0.4) + shift, body.y, width, height)
    words = SlideWords(slot="band", paras=tuple(paras), frame=frame, ground="bg2", inset=_INSET, anchor="ctr")
    if icon is None:
        return frame, (words,)
    place = Frame(body.x + inch(0.4), body.y + (height - side) // 2, side, side)
    return frame, (SlideDrawing(frame=place, art=icon, color=style.color), words)


def _listed(room: Room, paras: tuple[Para, ...], rest: Frame, level: Level) -> tuple[Shape, ...]:
    """The signs of a callout with the level's bar at their start side."""
    style = theme.LEVEL[level]
    body = room.body
    rule = Frame(body.x, body.y, BAR_WIDTH, body.height)
    drawn = SlideDrawing(frame=rule, art=bar(style.bar, rule.height, rule.width), color=style.color)
    return (drawn, SlideWords(slot="box", paras=paras, frame=rest)) if paras else (drawn,)


def _under(room: Room, above: Pane, flow: Flow) -> Pane | None:
    """A callout under the text of the pane before it, if both fit."""
    if above.layout != "text" or not flow.level or flow.fresh:
        return None
    words = next(shape for shape in above.shapes if isinstance(shape, SlideWords))
    body = room.body
    for size in room.sizes((36, 32, 28, 24)):
        upper = resized(words.paras, size, 6.0)
        height = room.ruler.heights(upper, body.width)
        lower = Frame(body.x, body.y + height + GAP, body.width, body.height - height - GAP)
        if lower.height < inch(1):
            continue
        band, shapes = _band(room, flow, flow.level, lower, size)
        rest = _items_frame(lower, band)
        paras = resized(flow.paras, size, 6.0)
        if band.bottom <= lower.bottom and (not paras or room.ruler.fits(paras, rest.width, rest.height)):
            first = SlideWords(slot="body", paras=upper, frame=body.with_rows(body.y, height))
            boxed = _listed(dataclasses.replace(room, body=lower), paras, rest, flow.level)
            return Pane(layout="callout", shapes=(first, *shapes, *boxed))
    return None
