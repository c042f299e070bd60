"""All that stands under one title, as slides: set once, and kept for the next document that asks for the same.

Between the decks of many clinics only the first slides and those with a number differ. What is kept depends on the group, the stage,
the ruler and what was read of the document (`document.reading`) alone. Left out on purpose: which groups there are (`plan`), and
how their content is placed (`place`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.caches import KeptValues
from kit.document import Document, Text, fill
from kit.document.reading import Twin, once
from kit.errors import KitError
from kit.formats.deck import stage
from kit.formats.deck.fit import Ruler
from kit.formats.deck.notes import Note, RowNote
from kit.formats.deck.pieces import Opening, Piece
from kit.formats.deck.place import panes
from kit.formats.deck.room import Pane, Room
from kit.formats.deck.shapes import Frame, Grid, Para, Slide, inch
from kit.formats.deck.stage import Stage

_TITLE_LINES = 5
_TITLE_SIZES = (36, 32)
_MOST = 1024
_TWINS = 8  # of one group: in the whole and each session, there perhaps over two slides, with other words of a clinic


@dataclass(slots=True)
class TitledGroup:
    """All that stands under one title. Nobody may change one that was set."""

    key: str
    title: Text
    section: str
    marker: str
    art: str = ""
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Easel:
    """What every slide of one deck is made with."""

    document: Document
    stage: Stage
    ruler: Ruler


_kept: KeptValues[tuple[str, str, str], tuple[Twin[tuple[TitledGroup, Stage, Ruler], tuple[Slide, ...]], ...]] = KeptValues(_MOST)


def slides_of(group: TitledGroup, desk: Easel) -> tuple[Slide, ...]:
    """A group as one slide, or as many as it takes, set now or before for a document of which the same would be read.

    KitError where a text fits no slide.
    """
    key = (desk.document.locale.tag, group.key, group.title.id)
    ground, ruler = desk.stage, desk.ruler
    return once(
        _kept,
        key,
        desk.document,
        (group, ground, ruler),
        lambda seen: tuple(_set(group, Easel(seen, ground, ruler))),
        twins=_TWINS,
    )


def _set(group: TitledGroup, desk: Easel) -> Iterator[Slide]:
    """A group's slides: their number is known only once they are set."""
    title = Para(text=group.title, size=desk.stage.title_size, bold=True, before=0)
    found = _panes(group, title, desk)
    if len(found) > 1:
        for _ in range(2):  # the longer title of the parts may itself need a line more
            longest = _part(title, len(found), len(found), desk.document)
            found = _panes(group, longest, desk)
    for number, pane in enumerate(found, start=1):
        words = title if len(found) == 1 else _part(title, number, len(found), desk.document)
        words, frame = heading(words, pane.layout, desk)
        yield Slide(
            key=group.key if number == 1 else f"{group.key}/{number}",
            layout=pane.layout,
            title=words,
            title_frame=frame,
            shapes=pane.shapes,
            notes=tuple(_noted(group.notes, pane)),
            section=group.section,
            marker=group.marker,
        )


def _noted(found: list[Note], pane: Pane) -> Iterator[Para]:
    """A slide's notes: those of its title, and of a table the rows that it shows."""
    told = {(shape.table, index) for shape in pane.shapes if isinstance(shape, Grid) for index in shape.told}
    for one in found:
        if not isinstance(one, RowNote):
            yield one
        elif (one.table, one.index) in told:
            yield one.para


def _part(title: Para, number: int, count: int, document: Document) -> Para:
    label = document.label("continued")
    text = fill(label, title=title.text.text, part=str(number), parts=str(count))
    return dataclasses.replace(title, text=dataclasses.replace(title.text, text=text.text))


def _panes(group: TitledGroup, title: Para, desk: Easel) -> list[Pane]:
    _, frame = heading(title, "text", desk)
    lower = frame.height - desk.stage.title.height if frame else 0
    ground = stage.lowered(desk.stage, lower) if lower else desk.stage
    _, frame = heading(title, "message", desk) if isinstance(group.pieces[0], Opening) else (title, None)
    sunk = frame.bottom + inch(0.1) - desk.stage.slots("message")["body"].y if frame else 0
    if sunk > 0:
        ground = dataclasses.replace(ground, sunk=sunk)
    room = Room(document=desk.document, stage=ground, ruler=desk.ruler, body=ground.body, art=group.art)
    return panes(room, group.pieces)


def heading(title: Para, layout: str, desk: Easel) -> tuple[Para, Frame | None]:
    """The title at the largest size at which it stands in its layout's place, or in a place of its own that is taller."""
    place = desk.stage.heading(layout)  # type: ignore[arg-type]  # a layout's name, checked where it is read
    sizes = [size for size in _TITLE_SIZES if size <= title.size] or [title.size]
    for size in sizes:
        sized = dataclasses.replace(title, size=size)
        if desk.ruler.fits([sized], place.width, place.height):
            return sized, None
    sized = dataclasses.replace(title, size=sizes[0])
    lines = desk.ruler.lines(sized, place.width)
    if lines > _TITLE_LINES:
        raise KitError(
            f"{title.text.id} ({title.text.lang}): the slide title takes {lines} lines", "A slide title is one short phrase."
        )
    return sized, place.with_rows(place.y, desk.ruler.heights([sized], place.width))
