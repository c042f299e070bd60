"""One slide as what its part's template is given: each shape with its id, name, placeholder, frame and alternative text.

Names are neutral ("Text 3") and unique on the slide, because screen readers and the selection pane read them out.
Left out on purpose: the deck around the slide (`writer`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from kit.art import Art
from kit.document import Document, Text, plain
from kit.formats.deck import theme
from kit.formats.deck.chart import chart, workbook
from kit.formats.deck.geometry import SLOTS, WIDTH
from kit.formats.deck.ooxml import Language
from kit.formats.deck.outlines import colors, outline
from kit.formats.deck.package import Package
from kit.formats.deck.shapes import BEFORE, Drawing, Frame, Grid, Para, Photo, Plot, Shape, Slide, Words
from kit.formats.deck.template import TABLE_STYLE, Names, place

Values = dict[str, Any]

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(slots=True)
class Sheet:
    """A slide being written to the part `part`, the deck's `number`th."""

    document: Document
    names: Names
    package: Package
    part: str
    number: int
    slide: Slide
    foot: Para
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(2))

    @property
    def language(self) -> Language:
        """The deck's language."""
        return Language(self.document.locale)

    def shapes(self) -> list[Values]:
        """In reading order: title, content, section number, foot, slide number."""
        slide = self.slide
        cover = slide.layout == "title"
        size = theme.COVER_SIZE if cover else theme.TITLE_SIZE
        kind = "ctrTitle" if cover else "title"
        out = [
            self._words(
                kind, None, slide.title_frame, (slide.title,), size=size, bold=True, before=0, plain=True, name=self.names.title
            )
        ]
        out += map(self._shape, slide.shapes)
        if slide.marker:
            label = Text(id="marker", source=slide.marker, text=slide.marker, lang=self.document.locale.tag)
            marker = Para(text=label, bold=True, before=0, centered=True)
            out.append(self._words("dt", 20, None, (marker,), size=theme.BODY_SIZE, bold=True, before=0, plain=True))
        out.append(self._words("ftr", 21, None, (self.foot,), size=theme.SMALL_SIZE, before=0))
        out.append({"what": "number", "value": self.number} | self._named(self.names.text))
        return out

    def _named(self, word: str) -> Values:
        number = next(self.ids)
        return {"id": number, "name": f"{word} {number}", "alt": ""}

    def _shape(self, shape: Shape) -> Values:
        match shape:
            case Words():
                look = place(self.slide.layout, shape.slot)
                kind, idx = self._slot(shape.slot)
                return self._words(kind, idx, shape.frame, shape.paras, size=look.size, bold=look.bold, plain=look.plain)
            case Drawing():
                return self._drawing(shape)
            case Photo():
                return self._photo(shape)
            case Grid():
                return self._grid(shape)
            case Plot():
                return self._plot(shape)

    def _slot(self, name: str) -> tuple[str, int]:
        return {slot: (kind, idx) for slot, kind, idx in SLOTS[self.slide.layout]}[name]

    def _words(
        self,
        kind: str,
        idx: int | None,
        frame: Frame | None,
        paras: tuple[Para, ...],
        *,
        size: int,
        bold: bool = False,
        before: float = BEFORE,
        plain: bool = False,
        name: str = "",
    ) -> Values:
        written = []
        for para in paras:
            link = self.package.relate(self.part, "hyperlink", para.link, outside=True) if para.link else ""
            written.append(self.language.paragraph(para, size=size, bold=bold, before=before, plain=plain, link=link))
        return {"what": "words", "kind": kind, "idx": idx, "frame": frame, "paras": Markup("").join(written)} | self._named(
            name or self.names.text
        )

    def _drawing(self, drawing: Drawing) -> Values:
        """One shape; a logo of several colours becomes a group, described as one."""
        art = drawing.art
        flip = art.mirror and self.language.rtl
        parts = colors(art.paths)
        alt = plain(drawing.alt.text) if drawing.alt else ""
        common: Values = {"frame": drawing.frame, "flip": flip, "color": drawing.color}
        head = self._named(self.names.picture) | {"alt": alt}
        if len(parts) == 1:
            return {"what": "outline", "paths": outline(art), "rgb": next(iter(parts))} | common | head
        children = [
            {"what": "outline", "rgb": rgb, "paths": outline(Art(id=art.id, width=art.width, height=art.height, paths=paths))}
            | common
            | self._named(self.names.picture)
            for rgb, paths in parts.items()
        ]
        frame = drawing.frame
        left = WIDTH - frame.x - frame.width if self.language.rtl else frame.x
        return {"what": "group", "parts": children, "left": left} | common | head

    def _photo(self, photo: Photo) -> Values:
        name = self.package.add(f"ppt/media/image{self.number}.png", "image/png", photo.png)
        self.package.defaults["png"] = "image/png"
        rel = self.package.relate(self.part, "image", name)
        return (
            {"what": "photo", "frame": photo.frame, "rel": rel} | self._named(self.names.picture) | {"alt": plain(photo.alt.text)}
        )

    def _grid(self, grid: Grid) -> Values:
        kind, idx = self._slot(grid.slot)
        rows = [[self.language.paragraph(para, size=0, before=0, plain=True) for para in row] for row in grid.rows]
        return (
            {"what": "table", "kind": kind, "idx": idx, "frame": grid.frame, "rows": rows, "style": TABLE_STYLE}
            | {"widths": grid.widths, "heights": grid.heights}
            | self._named(self.names.table)
            | {"alt": plain(grid.alt.text)}
        )

    def _plot(self, plot: Plot) -> Values:
        kind, idx = self._slot(plot.slot)
        name = f"ppt/charts/chart{self.number}.xml"
        book = f"ppt/embeddings/workbook{self.number}.xlsx"
        self.package.add(name, _CHART, chart(plot.timeline, self.language))
        self.package.add(book, _XLSX, workbook(plot.timeline, self.language, self.document.date))
        self.package.defaults["xlsx"] = _XLSX
        self.package.relate(name, "package", book)
        rel = self.package.relate(self.part, "chart", name)
        return (
            {"what": "chart", "kind": kind, "idx": idx, "frame": plot.frame, "rel": rel}
            | self._named(self.names.picture)
            | {"alt": plain(plot.timeline.alt.text)}
        )
