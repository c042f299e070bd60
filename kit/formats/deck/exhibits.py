"""Tables, charts and pictures placed on slides.

Left out on purpose: running text (`texts`), items with pictograms and lines of help (`cells`).
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from kit.document import Diagram, Figure, Table, Text, Timeline
from kit.errors import KitError
from kit.formats.deck import theme, timing
from kit.formats.deck.fit import CELL_MARGIN, Cells, cells, split
from kit.formats.deck.pieces import Flow
from kit.formats.deck.room import Pane, Room, headed
from kit.formats.deck.shapes import Frame, Grid, Para, Plot, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import GAP
from kit.formats.deck.strokes import Point, strokes

_LINES = inch(1.3)
"""Between the drawing of a diagram and its words."""
_ABOVE_FOOT = inch(0.12)  # under the caption of a chart or picture, so that it is not taken for a line of the foot


def table(room: Room, table: Table) -> Iterator[Pane]:
    """A table, over as many slides as it takes, each with its column heads; of a wide one, one row a slide."""
    body = room.body
    if len(table.columns) > timing.WIDEST:
        yield from _wide(room, table)
        return
    found = cells(room.ruler, table, body.width, body.height)
    head, *rest = found.heights
    for row, height in zip(found.rows[1:], rest, strict=True):
        if head + height > body.height:
            raise room.too_long(max(row, key=lambda para: len(para.text.text)))
    for cut in split(rest, body.height - head):
        heights = _taller((head, *rest[cut]), body.height)
        told = tuple(range(len(rest))[cut])
        yield _grid(found, heights, (found.rows[0], *found.rows[1:][cut]), table, body, told)


def _wide(room: Room, table: Table, lead: Para | None = None) -> Iterator[Pane]:
    """Each row of a wide table on a slide, the first under a lead."""
    above, rest = headed(room, lead)
    for index, cells_ in enumerate(table.rows):
        least = theme.FLOOR if above and lead and lead.size == theme.BODY_SIZE else theme.BODY_SIZE
        found = _pairs(room, tuple(zip(table.columns, cells_, strict=True)), rest, least=least)
        grid = _grid(found, found.heights, found.rows, table, rest, (index,))
        yield dataclasses.replace(grid, shapes=(*above, *grid.shapes))
        above, rest = (), room.body


def led(room: Room, lead: Para, table: Table) -> list[Pane] | None:
    """A wide table with a message above its first row; None if no size leaves room for it.

    Neither is smaller than the items of other slides where that is possible; then the row is as large as can be.
    """
    found: list[tuple[int, int, list[Pane]]] = []
    for size in room.sizes((32, 28, 24)):
        sized = dataclasses.replace(lead, size=size, bold=True, color="tx2", before=0)
        if not room.ruler.stand([sized], room.body.width):
            continue
        with contextlib.suppress(KitError):
            panes = list(_wide(room, table, sized))
            row = _row_size(panes[0])
            found.append((min(size, row, theme.LABEL_SIZE), row, panes))
    return max(found, key=lambda one: one[:2], default=(0, 0, None))[2]


def _row_size(pane: Pane) -> int:
    """The size of the words in a pane's table."""
    return min(para.size for shape in pane.shapes if isinstance(shape, Grid) for row in shape.rows for para in row)


def _pairs(room: Room, pairs: tuple[tuple[Text, Text], ...], body: Frame, *, least: int = theme.BODY_SIZE) -> Cells:
    """One row of a wide table as a narrow one: each column's head beside its cell, in the largest type that fits."""
    for size in room.sizes(tuple(size for size in (36, 32, 28, 24, theme.FLOOR) if size >= least)):
        rows = tuple(_pair(pair, size, first=at == 0) for at, pair in enumerate(pairs))
        head = max(room.ruler.widest_token(row[0]) for row in rows) + 2 * CELL_MARGIN
        natural = max(room.ruler.natural(row[0]) for row in rows) + 2 * CELL_MARGIN
        for first in dict.fromkeys((max(head, min(body.width // 3, natural)), max(head, min(body.width // 4, natural)), head)):
            widths = (first, body.width - first)
            inner = [width - 2 * CELL_MARGIN for width in widths]
            if not all(room.ruler.stand([para], width) for row in rows for para, width in zip(row, inner, strict=True)):
                continue
            heights = tuple(
                max(room.ruler.height(para, width) for para, width in zip(row, inner, strict=True)) + 2 * CELL_MARGIN
                for row in rows
            )
            if sum(heights) <= body.height:
                return Cells(widths=widths, heights=_taller(heights, body.height), rows=rows)
    raise room.too_long(Para(text=max((cell for _, cell in pairs), key=lambda text: len(text.text))))


def _pair(pair: tuple[Text, Text], size: int, *, first: bool) -> tuple[Para, Para]:
    head = Para(text=pair[0], size=size, bold=True, color="tx2", before=0)
    return head, Para(text=pair[1], size=size, bold=first, color="tx2" if first else None, before=0)


def _taller(heights: tuple[int, ...], height: int) -> tuple[int, ...]:
    """Row heights that share what is left of the place, each at most half as much again."""
    spare = (height - sum(heights)) // len(heights)
    return tuple(one + max(0, min(spare, one // 2)) for one in heights)


def _grid(
    found: Cells, heights: tuple[int, ...], rows: tuple[tuple[Para, ...], ...], table: Table, body: Frame, told: tuple[int, ...]
) -> Pane:
    frame = body.with_rows(body.y, sum(heights))
    grid = Grid(
        slot="table",
        frame=frame,
        widths=found.widths,
        heights=heights,
        rows=rows,
        alt=table.summary,
        table=table.meta.id,
        told=told,
    )
    return Pane(layout="table", shapes=(grid,))


def timeline(room: Room, timeline: Timeline) -> list[Pane]:
    """The sentence to take away beside the chart, in the largest type that its column allows; else above the chart."""
    body = room.body
    caption = Para(text=timeline.caption, size=theme.BODY_SIZE, before=0)
    under = room.ruler.heights([caption], body.width)
    height = body.height - under - inch(0.1) - _ABOVE_FOOT
    side = body.width * 3 // 10
    wide = body.width - side - GAP
    below = SlideWords(slot="caption", paras=(caption,), frame=body.with_rows(body.bottom - _ABOVE_FOOT - under, under))
    for size in room.sizes((36, 32, 28, 24)):
        words = Para(text=timeline.takeaway, size=size, bold=True, color="tx2", before=0)
        if room.ruler.fits([words], side, height):
            beside = SlideWords(slot="body", paras=(words,), frame=Frame(body.x + wide + GAP, body.y, side, height), anchor="ctr")
            chart = Plot(slot="chart", frame=Frame(body.x, body.y, wide, height), timeline=timeline)
            return [Pane(layout="figure", shapes=(beside, chart, below))]
    return _chart_alone(room, timeline, below, under)


def _chart_alone(room: Room, timeline: Timeline, below: SlideWords, under: int) -> list[Pane]:
    """A sentence that is too long for the column, on a slide before the chart."""
    body = room.body
    words = Para(text=timeline.takeaway, bold=True, color="tx2", before=0)
    for size in room.sizes((36, 32, 28, 24)):
        words = dataclasses.replace(words, size=size)
        if room.ruler.fits([words], body.width, body.height):
            chart = Plot(
                slot="chart", frame=body.with_rows(body.y, body.height - under - inch(0.1) - _ABOVE_FOOT), timeline=timeline
            )
            before = Pane(layout="text", shapes=(SlideWords(slot="body", paras=(words,), frame=body),))
            return [before, Pane(layout="figure", shapes=(chart, below))]
    raise room.too_long(words)


def figure(room: Room, figure: Figure) -> Pane:
    """A picture as large as its caption leaves room for."""
    body = room.body
    caption = Para(text=figure.caption, size=theme.BODY_SIZE, before=0)
    under = room.ruler.heights([caption], body.width)
    art = room.document.art(figure.art)
    left = body.height - under - inch(0.1) - _ABOVE_FOOT
    scale = min(body.width / art.width, left / art.height)
    width, height = round(art.width * scale), round(art.height * scale)
    place = Frame(body.x + (body.width - width) // 2, body.y, width, height)
    return Pane(
        layout="figure",
        shapes=(
            SlideDrawing(frame=place, art=art, color="accent1", alt=figure.alt),
            SlideWords(slot="caption", paras=(caption,), frame=body.with_rows(body.bottom - _ABOVE_FOOT - under, under)),
        ),
    )


def diagram(room: Room, diagram: Diagram) -> Pane | None:
    """A drawing with a line from each text to its place, at the largest size at which all fit; None where none does."""
    art = room.document.art(diagram.art)
    lead, rest = headed(room, None if diagram.lead is None else Para(text=diagram.lead))
    drawn = Frame(rest.x, rest.y, round(art.width * rest.height / art.height), rest.height)
    picture = SlideDrawing(frame=drawn, art=art, color="accent1", alt=diagram.alt)
    start = drawn.width + _LINES
    column = Frame(rest.x + start, rest.y, rest.width - start, rest.height)
    for size in room.sizes((32, 28, 24)):
        paras = [Para(text=spot.text, size=size, before=0) for spot in diagram.spots]
        places = _shares(room, paras, column)
        if places:
            words = [SlideWords(slot=f"cell{n}", paras=(para,), frame=places[n - 1]) for n, para in enumerate(paras, start=1)]
            ways = _ways(diagram, drawn, drawn.height / art.height, start, places)
            return Pane(layout="pictures", shapes=(*lead, picture, ways, *words))
    return None


def _shares(room: Room, paras: list[Para], column: Frame) -> list[Frame] | None:
    """A place for each text, one under the other: equal ones if all fit, else as tall as each needs; None where they don't fit."""
    if not room.ruler.stand(paras, column.width):
        return None
    step = column.height // len(paras)
    heights = [room.ruler.heights([para], column.width) for para in paras]
    spare = (column.height - sum(heights)) // len(paras)
    if spare < 0:
        return None
    shares = [step] * len(paras) if max(heights) <= step else [height + spare for height in heights]
    return [column.with_rows(column.y + sum(shares[:at]), share) for at, share in enumerate(shares)]


def undrawn(room: Room, diagram: Diagram) -> list[Pane]:
    """The drawing of a diagram whose words stand on a slide of their own."""
    art = room.document.art(diagram.art)
    lead, rest = headed(room, None if diagram.lead is None else Para(text=diagram.lead))
    drawn = Frame(rest.x, rest.y, round(art.width * rest.height / art.height), rest.height)
    return [Pane(layout="pictures", shapes=(*lead, SlideDrawing(frame=drawn, art=art, color="accent1", alt=diagram.alt)))]


def spots(diagram: Diagram) -> Flow:
    """The words of a diagram as a list."""
    return Flow(paras=tuple(Para(text=spot.text, mark="bullet") for spot in diagram.spots))


def _ways(diagram: Diagram, drawn: Frame, scale: float, start: int, places: list[Frame]) -> SlideDrawing:
    """The lines from the words to their places in the drawing, which is `scale` EMU to the unit."""
    frame = Frame(drawn.x, drawn.y, start - GAP // 2, drawn.height)
    ways: list[tuple[Point, ...]] = []
    for spot, place in zip(diagram.spots, places, strict=True):
        middle = place.y - drawn.y + place.height / 2
        ways.append(((frame.width, middle), (start - _LINES * 0.4, middle), (spot.at[0] * scale, spot.at[1] * scale)))
    return SlideDrawing(frame=frame, art=strokes(frame, ways, dots=[way[-1] for way in ways]), color="tx2")
