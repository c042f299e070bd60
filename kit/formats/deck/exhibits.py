"""Tables, charts and pictures placed on slides.

Left out on purpose: running text (`texts`), items with pictograms and lines of help (`cells`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.document import Figure, Table, Timeline
from kit.formats.deck import theme
from kit.formats.deck.fit import cells, split
from kit.formats.deck.geometry import GAP, SIDE_COLUMN
from kit.formats.deck.pieces import Flow
from kit.formats.deck.room import Pane, Room
from kit.formats.deck.shapes import Drawing, Frame, Grid, Para, Plot, Words, inch
from kit.formats.deck.texts import flow


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
