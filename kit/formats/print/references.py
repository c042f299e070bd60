"""Numbers of pages in the text: where a part of the contents begins, and "(page 9)" after words that send the reader to a part.

A place is kept for each (`PageOf`), wide enough for any number, because numbers depend on pages and pages not on numbers. In the
tree a number in running text is a Reference with a Link, which says nothing that the text does not. Left out on purpose: pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kit.document import Text, fill
from kit.formats.print.setting import Typesetter
from kit.formats.print.sheet import Link, PageOf, Row, Words
from kit.formats.print.theme import Style
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import Element

_PART = re.compile(r"\bpart (\d{1,2})\b", re.IGNORECASE)
"""How an English text sends the reader to a part; its translations follow it (`translate.rules` compares the numbers)."""
_WIDEST = 888


def named(setter: Typesetter, text: Text) -> int:
    """The number of the part that a text sends the reader to, or 0."""
    found = None if text.verbatim else _PART.search(text.source)
    if not found:
        return 0
    number = int(found.group(1))
    return number if number in setter.document.part_numbers else 0


def refer(setter: Typesetter, rows: list[Row], part: int, holder: Element, style: Style, start: float, width: float) -> None:
    """Keep a place for the page on which a part begins, after the last line of a text or on one more."""
    label = setter.document.label("page_reference")
    widest = setter.width(setter.measured(_filled(label, _WIDEST)), style) + style.size * 0.3
    last = next(mark for mark in reversed(rows[-1].marks) if isinstance(mark, Words))
    used = last.line.width + style.size * 0.3
    if used + widest > width:
        rows.append(Row(height=setter.leading(style), cost=rows[-1].cost, before=0.0))
        used = 0.0
    y = last.y - setter.ascent(style) if used else 0.0
    reference = holder.add("Reference")
    link = reference.add("Link")
    mark = PageOf(
        target=part, place=link.content(), label=label, style=style, start=start + used, width=widest, y=y,
        align="start", link=link,
    )  # fmt: skip
    rows[-1].marks.append(mark)


def page_number(setter: Typesetter, mark: PageOf, targets: Mapping[int, Element], pages: Mapping[Element, int]) -> Words:
    """The number in the place kept for it. A place is only kept for parts that the document has."""
    target = targets[mark.target] if isinstance(mark.target, int) else mark.target
    text = _filled(mark.label, pages[target])
    leaf = setter.drawn(text, mark.place)
    if setter.rtl:
        mark.place.element.actual_text = CONTROLS.sub("", text.text)
    if mark.link is not None:
        words = CONTROLS.sub("", text.text).strip()
        leaf = leaf._replace(
            links=(Link(mark.link, target, words),) * len(leaf.spans), underlined=frozenset(range(len(leaf.spans)))
        )
    line = setter.lines(leaf, mark.style, mark.width)[0]
    return setter.words(leaf, mark.style, line, mark.start, mark.width, y=mark.y, align=mark.align)


def _filled(label: Text, page: int) -> Text:
    return fill(label, page=str(page))
