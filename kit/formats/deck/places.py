"""Where words stand in a template, how large they are and how wide they run: its stage.

Places that hold too little are widened, and the report says so. Left out on purpose: which layouts there are (`layouts`).
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from kit.formats.deck import theme
from kit.formats.deck.elements import name
from kit.formats.deck.layouts import BODIES, TITLES, box_of, placed, under
from kit.formats.deck.opening import theme_part
from kit.formats.deck.shapes import EMU_POINT, Frame, inch
from kit.formats.deck.stage import Stage

_WIDER = {
    **dict.fromkeys(("Verdana", "Century Gothic", "Lucida Sans", "Montserrat"), 1.2),
    **dict.fromkeys(("Tahoma", "Segoe UI", "Open Sans", "Georgia", "Poppins", "Raleway"), 1.08),
}
"""How much wider than Arial some fonts run; any other that is not known counts as a little wider."""
_NARROW = frozenset(
    ("Arial", "Calibri", "Calibri Light", "Helvetica", "Times New Roman", "Garamond", "Cambria", "Aptos", "Gill Sans MT")
)
_LEAST_BODY, _LEAST_TITLE = 18, 24
_NUMBER = inch(1.2)  # of the foot's row, for the slide's number


def stage_of(deck: Deck, content: SlideLayout, script: str, rtl: bool, lines: Callable[[int], int], report: list[str]) -> Stage:
    """Where words stand in the template, turned round where its slides are for a language that runs right to left."""
    wide, high = int(deck.slide_width), int(deck.slide_height)
    line = theme.line(script) * _spacing(deck)
    if abs(wide * 9 - high * 16) > wide * 0.02:
        report.append("Your slides are not 16:9; today's screens show bars beside them.")

    def frame(box: tuple[int, int, int, int] | None, default: Frame) -> Frame:
        if box is None or box[2] < wide // 3 or box[3] <= 0:
            return default
        x, y, width, height = box
        x, right = max(edge, x), min(wide - edge, x + width)
        return Frame(wide - right if rtl else x, max(0, y), right - x, min(high, y + height) - max(0, y))

    margin, edge = wide // 16, wide // 32  # words keep off the edges, also where a layout's places don't
    small = round(lines(wide - 2 * margin - inch(1.2)) * theme.SMALL_SIZE * line * EMU_POINT)
    foot = _beside(Frame(margin, high - small - inch(0.15), wide - 2 * margin - inch(1.2), small), content, wide, rtl)
    small = round(lines(foot.width) * theme.SMALL_SIZE * line * EMU_POINT)
    foot = foot.with_rows(high - small - inch(0.15), small)
    sizes = _sizes(deck, report)
    title = frame(placed(content, TITLES), Frame(margin, inch(0.35), wide - 2 * margin, inch(1.0)))
    needed = round(sizes[0] * line * EMU_POINT)
    title = title.with_rows(min(title.y, high // 5), max(needed, min(title.height, high // 5)))
    title, small_place = _wide_enough(title, wide, margin)
    body = frame(placed(content, BODIES), Frame(title.x, title.bottom + inch(0.15), title.width, high))
    top = max(body.y, title.bottom + inch(0.1)) if body.y < high // 2 else title.bottom + inch(0.1)
    body = Frame(body.x, top, body.width, min(max(body.bottom, high * 4 // 5), foot.y - inch(0.1)) - top)
    body, small_body = _wide_enough(body, wide, margin)
    if body.height < high // 2:
        body = body.with_rows(title.bottom + inch(0.1), foot.y - title.bottom - inch(0.2))
        small_body = True
    if small_place or small_body:
        report.append(SMALL)
    return Stage(
        width=wide,
        height=high,
        title=title,
        body=body,
        foot=foot,
        number=Frame(foot.x + foot.width + inch(0.2), foot.y, inch(1.0), small),
        line=line,
        wide=_wide(deck),
        title_size=sizes[0],
        largest=max(32, min(40, sizes[1])),
        panel=False,
    )


def _beside(foot: Frame, content: SlideLayout, wide: int, rtl: bool) -> Frame:
    """The foot's place beside what is drawn small at its start or end side, such as a logo; the slide's number stands after it."""
    for holder in (content._element, content.slide_master._element):
        for shape in holder.iter(name("p:pic"), name("p:sp")):
            box = box_of(shape)
            row = Frame(foot.x, foot.y, foot.width + _NUMBER, foot.height)
            if box and box[2] < wide // 4 and under(shape, row, 0):
                x = wide - box[0] - box[2] if rtl else box[0]
                start, end = foot.x, foot.x + foot.width
                if x < wide // 4:
                    start = max(start, x + box[2] + inch(0.15))
                elif x > wide // 2:
                    end = min(end, x - inch(0.15) - _NUMBER)
                foot = Frame(start, foot.y, end - start, foot.height)
    return foot


SMALL = "Your layout's places are too small for words that can be read from the back row: they are widened, on a plain ground."


def _wide_enough(frame: Frame, wide: int, margin: int) -> tuple[Frame, bool]:
    """A place that takes most of the slide's width; and whether it had to be widened."""
    if frame.width >= wide * 6 // 10:
        return frame, False
    return Frame(margin, frame.y, wide - 2 * margin, frame.height), True


def _sizes(deck: Deck, report: list[str]) -> tuple[int, int]:
    """The sizes of titles and of words in points, as the master gives them, never under what can be read."""
    out = []
    for style, least, default, what in (("titleStyle", _LEAST_TITLE, 36, "Titles"), ("bodyStyle", _LEAST_BODY, 28, "Words")):
        path = f"{name('p:txStyles')}/{name('p:' + style)}/{name('a:lvl1pPr')}/{name('a:defRPr')}"
        found = deck.slide_master._element.find(path)
        size = int(found.get("sz", default * 100)) // 100 if found is not None else default
        if size < least:
            report.append(
                f"{what} are {size} points in your master; from the back row {least} can be read, so they are set larger."
            )
        out.append(max(size, least))
    return max(28, min(44, out[0])), out[1]


def _spacing(deck: Deck) -> float:
    """How far apart the master sets the lines of words, where that is more than is usual."""
    path = f"{name('p:txStyles')}/{name('p:bodyStyle')}/{name('a:lvl1pPr')}/{name('a:lnSpc')}/{name('a:spcPct')}"
    found = deck.slide_master._element.find(path)
    value = found.get("val", "100000") if found is not None else "100000"
    return max(1.0, float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000))


def _wide(deck: Deck) -> float:
    """How wide the template's fonts run, by their names."""
    faces = [node.get("typeface", "") for node in etree.fromstring(theme_part(deck).blob).iter(name("a:latin"))][:2]
    return max((_WIDER.get(face, 1.0 if face in _NARROW or face.startswith("+") else 1.06) for face in faces), default=1.0)
