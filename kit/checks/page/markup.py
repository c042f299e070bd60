"""An HTML file as lxml has it: what a rule is given, what it answers, and questions in XPath that answer with one kind of thing.

Left out on purpose: what the elements mean, which the rules know.
"""

from __future__ import annotations

from collections.abc import Iterator

import lxml.etree

Element = lxml.etree._Element
Fault = tuple[Element, str]
"""The element at fault (its line is told), and what is wrong and what to do."""


def parse(data: bytes) -> Element | None:
    """The root element of an HTML file (UTF-8), or None where there is none."""
    try:
        return lxml.etree.fromstring(data, lxml.etree.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None


def every(start: Element, path: str) -> list[Element]:
    """The elements on an XPath, in the order of the file."""
    found = start.xpath(path)
    return [one for one in found if isinstance(one, lxml.etree._Element)] if isinstance(found, list) else []


def values(start: Element, path: str) -> list[str]:
    """The attributes on an XPath, in the order of the file."""
    found = start.xpath(path)
    return [str(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []


def letters(element: Element) -> Iterator[str]:
    """The pieces of text in an element and below it."""
    return (str(piece) for piece in element.itertext())
