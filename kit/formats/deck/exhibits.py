"""Tables, charts and pictures placed on slides.

Left out on purpose: running text (`texts`), items with pictograms and lines of help (`cells`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.document import Diagram, Figure, Table, Timeline
from kit.formats.deck import theme
from kit.formats.deck.fit import cells, split
from kit.formats.deck.geometry import GAP, SIDE_COLUMN
from kit.formats.deck.pieces import Flow
from kit.formats.deck.room import Pane, Room, headed
from kit.formats.deck.shapes import Drawing, Frame, Grid, Para, Plot, Words, inch
from kit.formats.deck.strokes import Point, strokes
from kit.formats.deck.texts import flow

_LINES = inch(1.3)
"""Between the drawing of a diagram and its words."""


def table(room: Room, table: Table) -> Iterator[Pane]:
    """A table, over as many slides as it takes, each with its column heads."""
    body = room.body
    found = cells(room.ruler, table, body.width, body.height)
    head, *rest = found.heights
    for row, height in zip(found.rows[1:], rest, strict=True):
        if head + height > body.height:
            raise room.too_long(max(row, key=lambda para: len(para.text.text)))
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


def timeline(room: Room, timeline: Timeline) -> list[Pane]:
    """The sentence to take away beside the chart, or on a slide before it where it is too long for the column."""
    body = room.body
    wide = body.width - SIDE_COLUMN - GAP
    side = Frame(body.x + wide + GAP, body.y, SIDE_COLUMN, body.height)
    takeaway = Para(text=timeline.takeaway, bold=True, color="tx2")
    beside = _fits_beside(room, takeaway, side)
    width = wide if beside else body.width
    caption = Para(text=timeline.caption, size=theme.SMALL_SIZE)
    under = room.ruler.heights([caption], width)
    chart = Frame(body.x, body.y, width, body.height - under - inch(0.05))
    shapes = (
        Plot(slot="chart", frame=chart, timeline=timeline),
        Words(slot="caption", paras=(caption,), frame=Frame(body.x, chart.bottom + inch(0.05), width, under)),
    )
    if beside:
        words = Words(slot="body", paras=(takeaway,), frame=side)
        return [Pane(layout="figure", shapes=(words, *shapes))]
    return [*flow(room, Flow(paras=(takeaway,))), Pane(layout="figure", shapes=shapes)]


def _fits_beside(room: Room, para: Para, side: Frame) -> bool:
    return room.ruler.widest_token(para) <= side.width and room.ruler.heights([para], side.width) <= side.height


def figure(room: Room, figure: Figure) -> Pane:
    """A picture as large as its caption leaves room for."""
    body = room.body
    caption = Para(text=figure.caption, size=theme.LABEL_SIZE)
    under = room.ruler.heights([caption], body.width)
    art = room.document.art(figure.art)
    left = body.height - under - inch(0.1)
    scale = min(body.width / art.width, left / art.height)
    width, height = round(art.width * scale), round(art.height * scale)
    place = Frame(body.x + (body.width - width) // 2, body.y, width, height)
    return Pane(
        layout="figure",
        shapes=(
            Drawing(frame=place, art=art, color="accent1", alt=figure.alt),
            Words(slot="caption", paras=(caption,), frame=body.with_rows(body.bottom - under, under)),
        ),
    )


def diagram(room: Room, diagram: Diagram) -> list[Pane]:
    """A drawing with a line from each text to its place, at the largest size at which all fit; else the texts on slides of their own."""
    art = room.document.art(diagram.art)
    lead, rest = headed(room, None if diagram.lead is None else Para(text=diagram.lead))
    drawn = Frame(rest.x, rest.y, round(art.width * rest.height / art.height), rest.height)
    picture = Drawing(frame=drawn, art=art, color="accent1", alt=diagram.alt)
    start = drawn.width + _LINES
    step = rest.height // len(diagram.spots)
    cells = [Frame(rest.x + start, rest.y + at * step, rest.width - start, step) for at in range(len(diagram.spots))]
    for size in (theme.BODY_SIZE, theme.LABEL_SIZE, theme.CELL_SIZE):
        paras = [Para(text=spot.text, size=size, before=0) for spot in diagram.spots]
        if all(_holds(room, cell, para) for cell, para in zip(cells, paras, strict=True)):
            words = [Words(slot=f"cell{n}", paras=(para,), frame=cells[n - 1]) for n, para in enumerate(paras, start=1)]
            return [
                Pane(
                    layout="pictures",
                    shapes=(*lead, picture, _ways(diagram, drawn, drawn.height / art.height, start, step), *words),
                )
            ]
    items = tuple(Para(text=spot.text, mark="bullet") for spot in diagram.spots)
    return [Pane(layout="pictures", shapes=(*lead, picture)), *flow(room, Flow(paras=items))]


def _holds(room: Room, cell: Frame, para: Para) -> bool:
    return room.ruler.widest_token(para) <= cell.width and room.ruler.heights([para], cell.width) <= cell.height


def _ways(diagram: Diagram, drawn: Frame, scale: float, start: int, step: int) -> Drawing:
    """The lines from the words to their places in the drawing, which is `scale` EMU to the unit."""
    frame = Frame(drawn.x, drawn.y, start - GAP // 2, drawn.height)
    ways: list[tuple[Point, ...]] = []
    for at, spot in enumerate(diagram.spots):
        middle = step * (at + 0.5)
        ways.append(((frame.width, middle), (start - _LINES * 0.4, middle), (spot.at[0] * scale, spot.at[1] * scale)))
    return Drawing(frame=frame, art=strokes(frame, ways, dots=[way[-1] for way in ways]), color="tx2")
