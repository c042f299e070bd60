"""Words and outlines as DrawingML: runs with their language, filled paths, and the Jinja2 environment of the parts.

Everything a reader must be told about language, direction and weight is decided here, for slides, notes and charts alike.
Left out on purpose: which parts there are (`template`, `writer`) and their zip (`package`).
"""

from __future__ import annotations

import dataclasses
import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from kit.art import Art
from kit.art import Path as Outline
from kit.document import address
from kit.formats.deck.shapes import BEFORE, INDENT, Para
from kit.locale import LOCALES, LRI, PDI, Locale
from kit.text.span import Span

Point = tuple[float, float]

_LRM = "\u200e"
_HEX = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


@functools.cache
def environment() -> jinja2.Environment:
    """The parts' templates: everything put into them is escaped, a missing value is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "parts"), autoescape=True, undefined=jinja2.StrictUndefined
    )


def render(part: str, **values: object) -> str:
    """A part's XML."""
    return environment().get_template(f"{part}.xml.j2").render(**values)


@dataclass(frozen=True, slots=True)
class Language:
    """What PowerPoint must know of a locale: direction, and tags with a region (without them it picks no voice or speller)."""

    locale: Locale

    @property
    def rtl(self) -> bool:
        """Whether text runs right to left."""
        return self.locale.rtl

    @property
    def office(self) -> str:
        """The deck's own language as PowerPoint names it."""
        return self.locale.office

    def runs(self, para: Para) -> Iterator[tuple[str, str, str, bool]]:
        """A paragraph's runs: words, language, the other language near them, weight.

        Each is in one language and weight; one without words ends the line. English in a right-to-left deck is isolated (UAX 9).
        """
        spans = _cut(para.runs, para.breaks)
        tags = [self.office if span.lang == self.locale.tag else _office(span.lang) for span in spans]
        turned = self.rtl and para.text.lang != self.locale.tag
        for index, span in enumerate(spans):
            text = span.text
            if turned and index == 0:
                text = LRI + text
            if turned and index == len(spans) - 1:
                text += _LRM + PDI
            lang = tags[index]
            others = [tag for tag in tags if tag != lang]
            yield text, lang, others[0] if others else "" if lang == self.office else self.office, span.bold

    def paragraph(
        self, para: Para, *, size: int, bold: bool = False, before: float = BEFORE, plain: bool = False, link: str = ""
    ) -> Markup:
        """An `a:p` (21.1.2.2.6). `link` is a relation's id; the rest is what its place gives it anyway (`plain`: no bullets).

        Written here and not in a template, because these are most of a deck's bytes and templates are ten times slower.
        """
        indent = INDENT[para.mark]
        turned = ' rtl="1"' if self.rtl else ""
        align = ' algn="ctr"' if para.centered else ' algn="r"' if self.rtl else ""
        above = "" if para.before == before else f'<a:spcBef><a:spcPts val="{round(para.before * 100)}"/></a:spcBef>'
        bare = plain and para.mark == "none"
        marked = above if bare else above + _mark(para)
        attributes = ("" if bare else f' marL="{indent}" indent="{-indent}"') + align + turned
        head = f"<a:p><a:pPr{attributes}>{marked}</a:pPr>" if attributes or marked else "<a:p>"
        sized = "" if para.size == size else f' sz="{para.size * 100}"'
        inner = f'<a:solidFill><a:schemeClr val="{para.color}"/></a:solidFill>' if para.color else ""
        if link:
            inner += f'<a:hlinkClick r:id="{link}" tooltip="{escape(address(para.link))}"/>'
        closed = f">{inner}</a:rPr>" if inner else "/>"
        runs = []
        for text, lang, alt, heavy in self.runs(para):
            if not text:
                runs.append(f'<a:br><a:rPr lang="{self.office}"/></a:br>')
                continue
            other = f' altLang="{alt}"' if alt else ""
            weight = "" if heavy == bold else ' b="1"' if heavy else ' b="0"'
            runs.append(f'<a:r><a:rPr lang="{lang}"{other}{sized}{weight}{closed}<a:t>{escape(text)}</a:t></a:r>')
        return Markup(f"{head}{''.join(runs)}</a:p>")  # noqa: S704 - what comes from content is escaped above


def _cut(spans: tuple[Span, ...], breaks: tuple[int, ...]) -> tuple[Span, ...]:
    """The spans cut at the offsets of `breaks`, where an empty span ends the line."""
    if not breaks:
        return spans
    out: list[Span] = []
    start = 0
    for span in spans:
        at = 0
        for cut in (offset - start for offset in breaks if start <= offset < start + len(span.text)):
            if cut > at:
                out.append(dataclasses.replace(span, text=span.text[at:cut]))
            out.append(dataclasses.replace(span, text=""))
            at = cut
        out.append(dataclasses.replace(span, text=span.text[at:]))
        start += len(span.text)
    return tuple(out)


def _mark(para: Para) -> str:
    match para.mark:
        case "none":
            return "<a:buNone/>"
        case "bullet":
            return '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        case "box":
            return '<a:buFont typeface="Wingdings"/><a:buChar char="o"/>'
        case "number":
            at = f' startAt="{para.number}"' if para.number > 1 else ""
            return f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{at}/>'


@functools.cache
def _office(lang: str) -> str:
    return LOCALES[lang].office if lang in LOCALES else lang


@functools.lru_cache(maxsize=256)
def outline(art: Art) -> Markup:
    """All paths of a picture, each as one `a:path` (20.1.9.15), so that holes stay holes."""
    return Markup("").join(_path(path, art.width, art.height) for path in art.paths)


_TAGS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _path(path: Outline, width: float, height: float) -> Markup:
    """One path on a grid of 960 to the longer side; curves are written as simply as 1/1600 of it allows, for small files."""
    longer = max(width, height)
    scale = 960 / longer if longer > 0 else 1.0
    if all(value == int(value) for _, values in path.commands for value in values):
        scale = 1.0  # a QR code's modules stay exact
    out = [f'<a:path w="{round(width * scale)}" h="{round(height * scale)}">']
    here = (0.0, 0.0)
    for letter, values in path.commands:
        if letter == "Z":
            out.append("<a:close/>")
            continue
        points = list(zip(values[::2], values[1::2], strict=True))
        tag, points = _simplest(here, points, longer / 1600) if letter == "C" else (_TAGS[letter], points)
        here = points[-1]
        written = "".join(f'<a:pt x="{round(x * scale)}" y="{round(y * scale)}"/>' for x, y in points)
        out.append(f"<a:{tag}>{written}</a:{tag}>")
    out.append("</a:path>")
    return Markup("".join(out))  # noqa: S704 - only numbers and the names above


def _simplest(start: Point, points: list[Point], tolerance: float) -> tuple[str, list[Point]]:
    """A cubic curve as a line or a quadratic one, where that stays within the tolerance, else as it is."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *points
    chord = math.hypot(x3 - x0, y3 - y0) or 1.0
    away = max(abs((x - x0) * (y3 - y0) - (y - y0) * (x3 - x0)) / chord for x, y in points[:2])
    if away * 0.75 < tolerance and chord > tolerance:
        return "lnTo", [(x3, y3)]
    if math.hypot(x3 - 3 * x2 + 3 * x1 - x0, y3 - 3 * y2 + 3 * y1 - y0) * math.sqrt(3) / 36 < tolerance:
        return "quadBezTo", [((3 * (x1 + x2) - x0 - x3) / 4, (3 * (y1 + y2) - y0 - y3) / 4), (x3, y3)]
    return "cubicBezTo", points


def colors(paths: Iterable[Outline]) -> Mapping[str, tuple[Outline, ...]]:
    """Paths by their own colour as RRGGBB, "" for those in the deck's colour; order of first use."""
    out: dict[str, tuple[Outline, ...]] = {}
    for path in paths:
        match = _HEX.fullmatch(path.color or "")
        digits = match.group(1) if match else ""
        rgb = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
        out[rgb.upper()] = (*out.get(rgb.upper(), ()), path)
    return out
