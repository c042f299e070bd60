"""Slides as SVG, drawn from the pure step: to look at before the file is made, where no office program is there to draw it.

A slide is 960 x 540 points. Words stand where the plan puts them, in lines as the ruler breaks them; the browser shapes them in a
font of its own, so a presenting program may differ a little. Left out on purpose: notes, links, and what a template of others adds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kit.art import Art, path_data
from kit.document import Document, plain
from kit.formats.deck import theme
from kit.formats.deck.fit import CELL_MARGIN, Ruler
from kit.formats.deck.plan import foot, our_stage, plan
from kit.formats.deck.shapes import (
    EMU_POINT,
    Frame,
    Grid,
    Para,
    Photo,
    Plot,
    Shape,
    Slide,
    SlideDrawing,
    SlideWords,
    indent,
)
from kit.formats.deck.stage import BAR_WIDTH, PANEL, TALK, Stage
from kit.formats.deck.template import look
from kit.formats.deck.theme import Color

_SLOTS = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
_MARKS = {"bullet": "\u2022", "box": "\u2610"}
_LINES = ("tx2", "accent3", "accent1", "accent4")


def drawn(document: Document) -> tuple[bytes, ...]:
    """Each slide of the document's deck as an SVG file, in order. KitError as for the deck itself."""
    stage = our_stage(document)
    pen = _Brush(document, stage, Ruler(document.locale, stage.line, stage.wide))
    return tuple(pen.slide(slide) for slide in plan(document, stage))


@dataclass(frozen=True, slots=True)
class _Brush:
    """Draws slides of one document on its stage; places are mirrored where words run from right to left."""

    document: Document
    stage: Stage
    ruler: Ruler

    def slide(self, slide: Slide) -> bytes:
        """One slide as a file."""
        width, height = (side / EMU_POINT for side in (self.stage.width, self.stage.height))
        inside = "".join(self._inside(slide))
        tag = self.document.locale.tag
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" xml:lang="{tag}" '
            f'font-family="Noto Sans, Segoe UI, Arial, sans-serif"><rect width="100%" height="100%" fill="#FFFFFF"/>{inside}</svg>'
        ).encode()

    def _inside(self, slide: Slide) -> Iterator[str]:
        stage = self.stage
        yield self._box(Frame(0, 0, BAR_WIDTH, stage.height), "accent6")
        bottom = stage.foot.y
        if slide.layout in ("title", "message"):
            yield self._box(Frame(stage.width - PANEL, 0, PANEL, bottom), "accent6")
        if slide.layout == "activity":
            yield self._box(Frame(BAR_WIDTH, 0, stage.full.x + TALK - BAR_WIDTH, bottom), "bg2")
        yield self._words((slide.title,), slide.title_frame or stage.heading(slide.layout), "ctr", "tx2", bold=True)
        slots = stage.slots(slide.layout)
        for shape in slide.shapes:
            yield from self._shape(slide, shape, slots)
        yield self._words((foot(self.document, slide.marker),), stage.foot, "ctr", "tx1")

    def _shape(self, slide: Slide, shape: Shape, slots: dict[str, Frame]) -> Iterator[str]:
        match shape:
            case SlideWords():
                found, anchor, color = look(slide.layout, shape.slot)
                frame = shape.frame or slots[shape.slot]
                number = (slide.layout, shape.slot) == ("message", "number")
                if shape.ground or number:
                    yield self._box(frame, shape.ground or "accent6", round_=number)
                inner = Frame(frame.x + shape.inset, frame.y, frame.width - 2 * shape.inset, frame.height)
                centered = number or (slide.layout, shape.slot) == ("activity", "kind")
                yield self._words(shape.paras, inner, shape.anchor or anchor, color, bold=found.bold, centered=centered)
            case SlideDrawing():
                yield self._art(shape.frame, shape.art, shape.color)
            case Grid():
                yield from self._grid(shape)
            case Plot():
                yield from self._plot(shape)
            case Photo():
                return  # the clinic's own pixels: the page shows the logo, and an SVG in a page may load nothing

    def _left(self, frame: Frame) -> float:
        """The left edge of a frame, in points."""
        return (self.stage.width - frame.x - frame.width if self.document.locale.rtl else frame.x) / EMU_POINT

    def _box(self, frame: Frame, color: Color, *, round_: bool = False) -> str:
        width, height = frame.width / EMU_POINT, frame.height / EMU_POINT
        corner = f' rx="{height / 2:g}"' if round_ else ""
        return (
            f'<rect x="{self._left(frame):g}" y="{frame.y / EMU_POINT:g}" width="{width:g}" height="{height:g}"{corner} '
            f'fill="{_hex(color)}"/>'
        )

    def _words(
        self,
        paras: Sequence[Para],
        frame: Frame,
        anchor: str,
        color: str,
        *,
        bold: bool = False,
        centered: bool = False,
    ) -> str:
        """Paragraphs one under the other, at the upper edge, in the middle or at the lower edge of their place."""
        line = self.stage.line or theme.line(self.document.locale.script)
        rows: list[tuple[float, Para, str, bool]] = []
        y = 0.0
        for at, para in enumerate(paras):
            y += para.before if at else 0
            for number, words in enumerate(self.ruler.broken(para, frame.width)):
                rows.append((y + para.size * (line / 2 + 0.34), para, words, number == 0))
                y += para.size * line
        spare = frame.height / EMU_POINT - y
        top = frame.y / EMU_POINT + max(0.0, {"t": 0.0, "ctr": spare / 2}.get(anchor, spare))
        return "".join(self._line(frame, top + at, para, words, first, color, bold, centered) for at, para, words, first in rows)

    def _line(self, frame: Frame, y: float, para: Para, words: str, first: bool, color: str, bold: bool, centered: bool) -> str:
        rtl = self.document.locale.rtl
        start = self._left(frame) + (frame.width / EMU_POINT if rtl else 0)
        inwards = -1 if rtl else 1
        middle = centered or para.centered
        x = (
            self._left(frame) + frame.width / EMU_POINT / 2
            if middle
            else start + inwards * indent(para.mark, para.size) / EMU_POINT
        )
        weight = ' font-weight="bold"' if bold or para.bold or (para.runs and all(span.bold for span in para.runs)) else ""
        about = f'fill="{_hex(para.color or color)}" font-size="{para.size}" direction="{"rtl" if rtl else "ltr"}"{weight}'
        said = f'<text x="{x:g}" y="{y:g}" {about}{" text-anchor=" + chr(34) + "middle" + chr(34) if middle else ""}>{escape(words)}</text>'
        sign = f"{para.number}." if para.mark == "number" else _MARKS.get(para.mark, "")
        return (f'<text x="{start:g}" y="{y:g}" {about}>{sign}</text>' if first and sign else "") + said

    def _art(self, frame: Frame, art: Art, color: Color) -> str:
        across, down = frame.width / EMU_POINT / art.width, frame.height / EMU_POINT / art.height
        turned = art.mirror and self.document.locale.rtl
        x = self._left(frame) + (frame.width / EMU_POINT if turned else 0)
        paths = "".join(
            f'<path d="{path_data(path.commands)}"{" fill-rule=" + chr(34) + "evenodd" + chr(34) if path.even_odd else ""}/>'
            for path in art.paths
        )
        scale = f"scale({-across if turned else across:.5g} {down:.5g})"
        return f'<g fill="{_hex(color)}" transform="translate({x:g} {frame.y / EMU_POINT:g}) {scale}">{paths}</g>'

    def _grid(self, shape: Grid) -> Iterator[str]:
        y = shape.frame.y
        for at, (row, height) in enumerate(zip(shape.rows, shape.heights, strict=True)):
            x = shape.frame.x
            for para, width in zip(row, shape.widths, strict=True):
                cell = Frame(x, y, width, height)
                if at == 0:
                    yield self._box(cell, "bg2")
                yield self._box(Frame(x, y + height - EMU_POINT // 2, width, EMU_POINT // 2), "accent5")
                inner = Frame(x + CELL_MARGIN, y + CELL_MARGIN, width - 2 * CELL_MARGIN, height - 2 * CELL_MARGIN)
                yield self._words((para,), inner, "t", "tx1", bold=at == 0)
                x += width
            y += height

    def _plot(self, shape: Plot) -> Iterator[str]:
        """The lines of a timeline with their names: a sketch of the chart that the file holds."""
        line, frame = shape.timeline, shape.frame
        left, top = self._left(frame), frame.y / EMU_POINT
        wide, tall = frame.width / EMU_POINT * 0.8, frame.height / EMU_POINT * 0.9
        days = [day for day, _ in line.points]
        last = max(days) or 1
        yield f'<path d="M{left:g} {top:g}V{top + tall:g}H{left + wide:g}" fill="none" stroke="{_hex("accent5")}" stroke-width="2"/>'
        for series, color in zip(line.series, itertools.cycle(_LINES), strict=False):
            at = [
                (left + wide * day / last, top + tall * (1 - value / line.top))
                for day, value in zip(days, series.values, strict=True)
            ]
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
            yield f'<polyline points="{points}" fill="none" stroke="{_hex(color)}" stroke-width="4"/>'
            x, y = at[-1]
            yield f'<text x="{x + 8:g}" y="{y:g}" font-size="18" fill="{_hex(color)}">{escape(plain(series.name.text))}</text>'


def _hex(color: str) -> str:
    return f"#{theme.PALETTE[_SLOTS.get(color, color)]}"
