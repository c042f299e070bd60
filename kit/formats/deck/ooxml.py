"""Words as DrawingML: paragraphs and runs with their language, and the Jinja2 environment of the parts.

Everything a reader must be told about language, direction and weight is decided here, for slides, notes and charts alike.
Left out on purpose: pictures (`outlines`), which parts there are (`template`, `writer`) and their zip (`package`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from kit.document import address
from kit.formats.deck.shapes import BEFORE, INDENT, Para
from kit.locale import LRI, PDI, Locale, known
from kit.text.span import Span

_LRM = "\u200e"


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


def _office(lang: str) -> str:
    found = known(lang)
    return found.office if found else lang
