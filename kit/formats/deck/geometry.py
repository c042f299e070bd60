"""Where things stand: the frames of each layout, once, as for left-to-right text. The writer mirrors them.

The title box holds two lines and the foot as many as it needs, at the line height of the script; what is between is the body.
Left out on purpose: colours and sizes (`theme`), and which layout a slide takes (`slides`).
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.formats.deck import theme
from kit.formats.deck.shapes import EMU_POINT, Frame, Layout, inch

WIDTH, HEIGHT = 12192000, 6858000  # 16:9, 13.333 x 7.5 in
START = inch(1.0)  # where words start: right of the bar and of the section's number
FULL = WIDTH - START - inch(0.6)
GAP = inch(0.25)
COLUMN_GAP = inch(0.45)
BAR_WIDTH = inch(0.22)
MARKER = (inch(0.72), inch(0.62))
ART_SIDE = inch(2.4)
ICON_SIDE = inch(0.95)
ICON_LARGE = inch(1.4)
QR_SIDE = inch(3.4)
SIDE_COLUMN = inch(3.9)
NUMBER_COLUMN = inch(1.0)
BOX_INSET = inch(0.35)

Slot = tuple[str, str, int]
"""A placeholder: the name of its slot, its type (ECMA-376 Part 1, 19.7.10) and its idx."""

SLOTS: dict[Layout, tuple[Slot, ...]] = {
    "title": (("under", "subTitle", 1), ("clinic", "body", 2)),
    "message": (("body", "body", 1),),
    "text": (("body", "body", 1),),
    "callout": (("body", "body", 1), ("box", "body", 2)),
    "pictures": (("body", "body", 1), *((f"cell{n}", "body", 10 + n) for n in range(1, 9))),
    "contacts": (("body", "body", 1), *((f"cell{n}", "body", 10 + n) for n in range(1, 7))),
    "figure": (("body", "body", 1), ("chart", "chart", 2), ("caption", "body", 3)),
    "table": (("table", "tbl", 2),),
}


@dataclass(frozen=True, slots=True)
class Geometry:
    """The frames of a deck in a script of line height `line` (of the size) whose foot takes `foot_lines` lines."""

    line: float
    foot_lines: int = 1

    @property
    def title(self) -> Frame:
        """The title's place, two lines high."""
        return Frame(START, inch(0.35), FULL, self.rows(theme.TITLE_SIZE, 2))

    @property
    def foot(self) -> Frame:
        """The footer's place."""
        height = self.rows(theme.SMALL_SIZE, self.foot_lines)
        return Frame(START, HEIGHT - inch(0.2) - height, FULL - NUMBER_COLUMN - GAP, height)

    @property
    def number(self) -> Frame:
        """The slide number's place."""
        return Frame(START + FULL - NUMBER_COLUMN, self.foot.y, NUMBER_COLUMN, self.foot.height)

    @property
    def marker(self) -> Frame:
        """The place of the section's number, level with the middle of the title."""
        middle = self.title.y + self.title.height // 2
        return Frame(0, middle - MARKER[1] // 2, *MARKER)

    @property
    def body(self) -> Frame:
        """All that is between title and foot."""
        top = self.title.bottom + inch(0.12)
        return Frame(START, top, FULL, self.foot.y - inch(0.1) - top)

    def rows(self, size: float, lines: int) -> int:
        """Height in EMU of so many lines at a size."""
        return round(lines * size * self.line * EMU_POINT)

    def slots(self, layout: Layout) -> dict[str, Frame]:
        """The frame of each placeholder of a layout, title and furniture left out."""
        body = self.body
        match layout:
            case "title":
                cover = self.cover
                clinic = Frame(cover.x, self.foot.y - inch(1.35), cover.width, inch(1.25))
                return {"under": Frame(cover.x, inch(3.55), cover.width, clinic.y - inch(3.6)), "clinic": clinic}
            case "message" | "text":
                return {"body": body}
            case "callout":
                third = body.height // 3
                upper, lower = body.with_rows(body.y, third), body.with_rows(body.y + third, body.height - third)
                return {"body": upper, "box": boxed(lower)}
            case "pictures":
                return self._cells(2, 4, ICON_SIDE + GAP)
            case "contacts":
                return self._cells(3, 2, 0)
            case "figure":
                return self._figure()
            case "table":
                return {"table": body}

    def _cells(self, columns: int, rows: int, lead: int) -> dict[str, Frame]:
        body = self.body
        head = self.rows(theme.BODY_SIZE, 1) + inch(0.1)
        rest = body.with_rows(body.y + head, body.height - head)
        cells = grid(rest, columns, rows, lead)
        return {"body": body.with_rows(body.y, head)} | {f"cell{n}": frame for n, frame in enumerate(cells, start=1)}

    def _figure(self) -> dict[str, Frame]:
        body = self.body
        under = self.rows(theme.SMALL_SIZE, 2)
        wide = body.width - SIDE_COLUMN - GAP
        return {
            "body": Frame(body.x + wide + GAP, body.y, SIDE_COLUMN, body.height),
            "chart": Frame(body.x, body.y, wide, body.height - under - inch(0.1)),
            "caption": Frame(body.x, body.bottom - under, wide, under),
        }

    @property
    def cover(self) -> Frame:
        """The title's place on the title slide."""
        return Frame(START, inch(0.9), FULL, inch(2.4))


def boxed(frame: Frame) -> Frame:
    """The place of a callout's words, with room for its bar at the start side."""
    return Frame(frame.x + BOX_INSET, frame.y, frame.width - BOX_INSET, frame.height)


def grid(frame: Frame, columns: int, rows: int, lead: int) -> list[Frame]:
    """Cells of a frame, row by row, each without `lead` EMU at its start side (the place of its pictogram)."""
    width = (frame.width - (columns - 1) * COLUMN_GAP) // columns
    height = (frame.height - (rows - 1) * GAP // 2) // rows
    return [
        Frame(frame.x + column * (width + COLUMN_GAP) + lead, frame.y + row * (height + GAP // 2), width - lead, height)
        for row in range(rows)
        for column in range(columns)
    ]
