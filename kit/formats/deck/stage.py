"""The stage: where title, words and foot stand on slides of one template, and the frames of each layout within it.

Frames are thought out once, as for left-to-right text; the writer mirrors them. A stage of ours is made here, one of another
template is read from it (`roles`), and everything else asks the stage alone. Left out on purpose: colours (`theme`), and which
layout a slide takes (`place`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from kit.formats.deck import theme
from kit.formats.deck.shapes import EMU_POINT, Frame, Layout, inch

WIDTH, HEIGHT = 12192000, 6858000  # 16:9, 13.333 x 7.5 in
GAP = inch(0.3)
COLUMN_GAP = inch(0.4)
BAR_WIDTH = inch(0.22)
NUMBER_COLUMN = inch(1.0)
DISC = inch(1.25)
TALK = inch(3.3)
"""The tinted column of a slide that is made for talking."""
PANEL = inch(4.3)
"""The coloured panel at the end side of the first slide and of those that open a part."""

Slot = tuple[str, str, int]
"""A placeholder: the name of its slot, its type (ECMA-376 Part 1, 19.7.10) and its idx."""

CELLS = 8
"""Cells of the layout for pictures."""
SLOTS: dict[Layout, tuple[Slot, ...]] = {
    "title": (("under", "subTitle", 1), ("clinic", "body", 2)),
    "message": (("number", "body", 1), ("note", "body", 2), ("body", "body", 3)),
    "text": (("body", "body", 1),),
    "activity": (("kind", "body", 1), ("body", "body", 2)),
    "callout": (("body", "body", 1), ("band", "body", 2), ("box", "body", 3)),
    "pictures": (("body", "body", 1), *((f"cell{n}", "body", 10 + n) for n in range(1, CELLS + 1))),
    "figure": (("body", "body", 1), ("chart", "chart", 2), ("caption", "body", 3)),
    "table": (("body", "body", 3), ("table", "tbl", 2)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The frames of a template in EMU and its sizes in points, for a script of line height `line` (of the size).

    `wide` is how much wider its font runs than the measured one; `largest` the largest size that its words may take; `panel`
    says that its first slide and openers have a coloured panel at their end side, which only ours do. `sunk` is how much lower an
    opener's message stands, in EMU, where its title is longer than its place.
    """

    width: int = WIDTH
    height: int = HEIGHT
    title: Frame
    body: Frame
    foot: Frame
    number: Frame
    line: float
    wide: float = 1.0
    title_size: int = theme.TITLE_SIZE
    largest: int = theme.MESSAGE_SIZE
    panel: bool = True
    sunk: int = 0

    @property
    def full(self) -> Frame:
        """All between the upper edge of the title and the foot."""
        return Frame(self.body.x, self.title.y, self.body.width, self.body.bottom - self.title.y)

    def rows(self, size: float, lines: int) -> int:
        """Height in EMU of so many lines at a size."""
        return round(lines * size * self.line * EMU_POINT)

    def heading(self, layout: Layout) -> Frame:
        """The title's place on a layout."""
        full = self.full
        match layout:
            case "title":
                width = self._beside_panel - full.x
                return Frame(full.x, full.y, width, min(self.rows(theme.COVER_SIZE, 3), full.height * 2 // 5))
            case "message":
                start = full.x + DISC + GAP
                return Frame(start, full.y, self._beside_panel - start, DISC)
            case "activity":
                start = full.x + TALK + inch(0.45)
                return Frame(start, full.y, full.x + full.width - start, self.rows(self.title_size, 2))
            case _:
                return self.title

    @property
    def _beside_panel(self) -> int:
        """Where words end that stand beside the panel."""
        return self.width - PANEL - inch(0.4) if self.panel else self.full.x + self.full.width

    def slots(self, layout: Layout) -> dict[str, Frame]:
        """The frame of each placeholder of a layout, title and furniture left out."""
        body, full = self.body, self.full
        match layout:
            case "title":
                return self._cover()
            case "message":
                note = Frame(
                    full.x,
                    body.bottom - self.rows(theme.BODY_SIZE, 2),
                    self._beside_panel - full.x,
                    self.rows(theme.BODY_SIZE, 2),
                )
                top = full.y + DISC + inch(0.2) + self.sunk
                return {
                    "number": Frame(full.x, full.y, DISC, DISC),
                    "note": note,
                    "body": Frame(full.x, top, note.width, note.y - inch(0.1) - top),
                }
            case "text":
                return {"body": body}
            case "activity":
                head = self.heading("activity")
                top = head.bottom + inch(0.15)
                return {
                    "kind": Frame(full.x + inch(0.2), full.y + inch(2.9), TALK - inch(0.4), full.height - inch(3.0)),
                    "body": Frame(head.x, top, head.width, body.bottom - top),
                }
            case "callout":
                return self._callout()
            case "pictures":
                return self._cells(2, 4, inch(1.0) + GAP)
            case "figure":
                return self._figure()
            case "table":
                lead = self.rows(theme.BODY_SIZE, 1)
                return {"body": body.with_rows(body.y, lead), "table": body.with_rows(body.y + lead, body.height - lead)}

    def _cover(self) -> dict[str, Frame]:
        head = self.heading("title")
        clinic = Frame(head.x, self.body.bottom - inch(1.2), head.width, inch(1.15))
        top = head.bottom + inch(0.15)
        return {"under": Frame(head.x, top, head.width, clinic.y - inch(0.1) - top), "clinic": clinic}

    def _callout(self) -> dict[str, Frame]:
        body = self.body
        upper, band = body.height // 5, body.height // 4
        return {
            "body": body.with_rows(body.y, upper),
            "band": body.with_rows(body.y + upper, band),
            "box": body.with_rows(body.y + upper + band, body.height - upper - band),
        }

    def _cells(self, columns: int, rows: int, lead: int) -> dict[str, Frame]:
        body = self.body
        head = self.rows(theme.BODY_SIZE, 1) + inch(0.1)
        cells = grid(body.with_rows(body.y + head, body.height - head), columns, rows, lead)
        return {"body": body.with_rows(body.y, head)} | {f"cell{n}": frame for n, frame in enumerate(cells, start=1)}

    def _figure(self) -> dict[str, Frame]:
        body = self.body
        under = self.rows(theme.BODY_SIZE, 1)
        side = body.width * 3 // 10
        wide = body.width - side - GAP
        return {
            "body": Frame(body.x + wide + GAP, body.y, side, body.height - under - inch(0.1)),
            "chart": Frame(body.x, body.y, wide, body.height - under - inch(0.1)),
            "caption": Frame(body.x, body.bottom - under, body.width, under),
        }


def own(script: str, foot_lines: int = 1) -> Stage:
    """The stage of our own template in a script (ISO 15924), with a foot of so many lines."""
    start = inch(1.0)  # right of the bar
    width = WIDTH - start - inch(0.6)
    line = theme.line(script)
    small = round(foot_lines * theme.SMALL_SIZE * line * EMU_POINT)
    foot = Frame(start, HEIGHT - inch(0.2) - small, width - NUMBER_COLUMN - GAP, small)
    title = Frame(start, inch(0.35), width, round(theme.TITLE_SIZE * line * EMU_POINT))
    top = title.bottom + inch(0.15)
    return Stage(
        title=title,
        body=Frame(start, top, width, foot.y - inch(0.1) - top),
        foot=foot,
        number=Frame(start + width - NUMBER_COLUMN, foot.y, NUMBER_COLUMN, small),
        line=line,
    )


def lowered(stage: Stage, by: int) -> Stage:
    """The stage with a title that is taller by so many EMU, and less room under it."""
    title, body = stage.title, stage.body
    return dataclasses.replace(
        stage,
        title=title.with_rows(title.y, title.height + by),
        body=body.with_rows(body.y + by, body.height - by),
    )


def grid(frame: Frame, columns: int, rows: int, lead: int) -> list[Frame]:
    """Cells of a frame, row by row, each without `lead` EMU at its start side (the place of its pictogram)."""
    width = (frame.width - (columns - 1) * COLUMN_GAP) // columns
    height = (frame.height - (rows - 1) * GAP // 2) // rows
    return [
        Frame(frame.x + column * (width + COLUMN_GAP) + lead, frame.y + row * (height + GAP // 2), width - lead, height)
        for row in range(rows)
        for column in range(columns)
    ]
