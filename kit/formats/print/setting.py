"""Typesetting: a Text becomes a leaf of the structure tree and rows of lines that belong to it.

Inline structure is decided here, before layout: a run in another language is a Span with Lang, an emphasised run a Span (PDF/UA-1)
or Strong (PDF/UA-2), and right-to-left text, like all text on a right-to-left page, carries its logical words as ActualText on
the element that holds it.
Left out on purpose: blocks, and where on the page anything stands vertically.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from kit.art import Art
from kit.document import Document, Text, plain, spans
from kit.errors import KitError
from kit.formats.print.sheet import DECORATION, LINE, NEVER, Link, Mark, Row, Words
from kit.formats.print.theme import LINK, Style, Theme
from kit.locale import known
from kit.locale.bidi import CONTROLS
from kit.pdf.canvas import Artifact
from kit.pdf.structure import Content, Element, StructureTree
from kit.text.faces import MissingGlyph
from kit.text.lines import Line, ascent, layout, line_height, measure
from kit.text.paragraph import WideToken
from kit.text.span import Span

_WORD = re.compile(r"\w")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


_NONE: frozenset[int] = frozenset()


class Leaf(NamedTuple):
    """A text ready to set: its spans, and for each span its place in the tree (or an artifact) and its link, if any.

    `underlined` are the indexes of spans under which a line is drawn: links, and emphasis where a guideline asks for it.
    """

    id: str
    spans: tuple[Span, ...]
    places: tuple[Content | Artifact, ...]
    lang: str
    script: str
    rtl: bool
    links: tuple[Link | None, ...] = ()
    underlined: frozenset[int] = _NONE


class Typesetter:
    """Sets the texts of one document in one theme onto one tree."""

    def __init__(self, document: Document, theme: Theme, tree: StructureTree) -> None:
        self.document, self.theme, self.tree = document, theme, tree
        self.locale = document.locale
        self.rtl = document.locale.rtl
        self._heights: dict[tuple[float, float], tuple[float, float]] = {}

    # --- the tree ---------------------------------------------------------------------------------------------------

    def leaf(self, element: Element, text: Text, *, prefix: str = "", apart: bool = False) -> Leaf:
        """The text as the content of a new leaf element; `prefix` (a number and a space) is a span of its own before it.

        `apart` says that the element will hold more than this text.
        """
        parts = spans(text.text, text.lang)
        if prefix:
            parts = (Span(text=prefix, lang=text.lang), *parts)
        if text.lang != self._inherited(element):
            element.lang = text.lang
        parts = parts or (Span(text="", lang=text.lang),)
        places = tuple([self._place(element, part, text.lang, len(parts) + apart) for part in parts])
        if self.theme.emphasis == "bold":
            return self._leaf(text, parts, places)
        underlined = frozenset(index for index, part in enumerate(parts) if part.bold)
        return self._leaf(text, tuple(unbold(part) for part in parts), places)._replace(underlined=underlined)

    def link(self, element: Element, text: Text, target: str | Element, *, prefix: str = "", apart: bool = False) -> Leaf:
        """The text as one Link, the only content of a new leaf element."""
        holder = element.add("Link")
        inner = self.leaf(holder, text, prefix=prefix, apart=apart)
        words = CONTROLS.sub("", "".join(part.text for part in inner.spans)).strip()
        link = Link(holder, target, words)
        return inner._replace(links=(link,) * len(inner.spans), underlined=frozenset(range(len(inner.spans))))

    def figure(self, parent: Element, alt: Text) -> Element:
        """A new Figure with its alternative text, in the language of that text."""
        element = parent.add("Figure", alt=plain(alt.text))
        if alt.lang != self.locale.tag:
            element.lang = alt.lang
        return element

    def artifact(self, text: Text, artifact: Artifact) -> Leaf:
        """The text as an artifact: furniture, or a repetition."""
        parts = spans(text.text, text.lang) or (Span(text="", lang=text.lang),)
        return self._leaf(text, parts, (artifact,) * len(parts))

    def drawn(self, text: Text, place: Content) -> Leaf:
        """The text as part of a picture whose place it shares."""
        parts = spans(text.text, text.lang) or (Span(text="", lang=text.lang),)
        return self._leaf(text, parts, (place,) * len(parts))

    def measured(self, text: Text) -> Leaf:
        """The text as a leaf to measure and not to draw."""
        return self.artifact(text, DECORATION)

    def own(self, words: str) -> Text:
        """Words of a clinic or a region, which are no catalog text and carry the document's language."""
        return Text(id="own", source=words, text=words, lang=self.locale.tag, verbatim=True)

    def picture(self, name: str) -> Art | None:
        """The pictogram of this id, or None if there is no id."""
        return self.document.art(name) if name else None

    def _leaf(self, text: Text, parts: tuple[Span, ...], places: tuple[Content | Artifact, ...]) -> Leaf:
        own = self.locale if text.lang == self.locale.tag else known(text.lang) or self.locale
        return Leaf(text.id, parts, places, text.lang, own.script, own.rtl)

    def _inherited(self, element: Element) -> str:
        above: Element | None = element
        while above is not None:
            if above.lang:
                return above.lang
            above = above.parent
        return self.locale.tag  # what the document itself says

    def _place(self, element: Element, part: Span, lang: str, count: int) -> Content:
        # On a right-to-left page also the left-to-right words: beside others, readers may turn their order round.
        right_to_left = bool((_WORD if self.rtl else _RTL).search(part.text))
        holder = element
        if part.bold:
            holder = element.add("Strong" if self.tree.part == 2 else "Span")
            if self.theme.emphasis == "underline":
                holder.attributes["Layout"] = {"TextDecorationType": "Underline"}
        elif part.lang != lang or (right_to_left and count > 1):
            holder = element.add("Span")
        if part.lang != lang:
            holder.lang = part.lang
        if right_to_left:
            holder.actual_text = CONTROLS.sub("", part.text)
        return holder.content()

    # --- lines ------------------------------------------------------------------------------------------------------

    def left(self, start: float, width: float) -> float:
        """The left edge, from the page's left, of something `width` wide whose start side is `start` from the column's start."""
        offset = self.theme.start + start
        return self.theme.page[0] - offset - width if self.rtl else offset

    def leading(self, style: Style) -> float:
        """Baseline to baseline, in points."""
        return self._height(style)[0]

    def ascent(self, style: Style) -> float:
        """From a line's top to its baseline, in points."""
        return self._height(style)[1]

    def _height(self, style: Style) -> tuple[float, float]:
        key = (style.size, style.leading)
        found = self._heights.get(key)
        if found is None:
            script = self.locale.script
            found = self._heights[key] = (line_height(script, *key), ascent(script, *key))
        return found

    def width(self, leaf: Leaf, style: Style) -> float:
        """The width of the text on one line."""
        with _Naming(leaf.id, self.locale.tag):
            return measure(self._spans(leaf, style), script=leaf.script, lang=leaf.lang, rtl=leaf.rtl, size=style.size)

    def whole(self, leaf: Leaf, style: Style, width: float) -> bool:
        """Whether no word of the text is wider than the column."""
        spans = self._spans(leaf, style)
        try:
            with _Naming(leaf.id, self.locale.tag):
                layout(spans, script=leaf.script, lang=leaf.lang, rtl=leaf.rtl, size=style.size, width=width)
        except WideToken:
            return False
        return True

    def lines(self, leaf: Leaf, style: Style, width: float, *, balance: bool = False) -> tuple[Line, ...]:
        """The text's lines; KitError names the text and the locale if a character can't be drawn."""
        with _Naming(leaf.id, self.locale.tag):
            return layout(
                self._spans(leaf, style),
                script=leaf.script,
                lang=leaf.lang,
                rtl=leaf.rtl,
                size=style.size,
                width=width,
                allow_emergency_break=True,
                balance=balance,
            )

    def _spans(self, leaf: Leaf, style: Style) -> Sequence[Span]:
        if not style.bold:
            return leaf.spans
        return tuple([part if part.bold else bold(part) for part in leaf.spans])

    def words(
        self, leaf: Leaf, style: Style, line: Line, start: float, width: float, *, y: float = 0.0, align: str = "start"
    ) -> Words:
        """A line placed in a column `start` from the text column's start; its top is at y in its row."""
        left = self.left(start, width)
        if align == "center":
            left += (width - line.width) / 2
        elif (align == "start") == self.rtl:
            left += width - line.width
        return Words(
            line=line,
            x=left,
            y=y + self.ascent(style),
            size=style.size,
            color=LINK if leaf.links else style.color,
            places=leaf.places,
            links=leaf.links,
            underlined=leaf.underlined,
            text=leaf.id,
        )

    def rows(self, leaf: Leaf, style: Style, *, start: float = 0.0, width: float = 0.0, balance: bool = False) -> list[Row]:
        """The text as rows, one a line, with at least two lines on either side of a page break."""
        width = width or self.theme.width - start
        height = self.leading(style)
        lines = self.lines(leaf, style, width, balance=balance)
        rows = []
        for index, line in enumerate(lines):
            marks: list[Mark] = [self.words(leaf, style, line, start, width)]
            rows.append(Row(height=height, marks=marks, cost=NEVER if index in (1, len(lines) - 1) else LINE))
        if rows:
            rows[0].cost = 0.0
            rows[0].before = style.before
        return rows


@functools.lru_cache(maxsize=4096)
def bold(part: Span) -> Span:
    """The span in bold."""
    return dataclasses.replace(part, bold=True)


@functools.lru_cache(maxsize=4096)
def unbold(part: Span) -> Span:
    """The span in the regular weight."""
    return dataclasses.replace(part, bold=False)


class _Naming:
    """Adds the text's id and the locale to an error about a character."""

    def __init__(self, text: str, tag: str) -> None:
        self.text, self.tag = text, tag

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, MissingGlyph):
            raise KitError(f"{self.text} ({self.tag}): {error.message}", error.advice) from error
