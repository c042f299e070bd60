"""Where each text stands on the handout's pages, from its layout: for people who translate it and want to see the place.

Left out on purpose: drawing. The file does not carry this; the same layout step that the writer uses tells it.
"""

from __future__ import annotations

from kit.document import Document, Options
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Words
from kit.formats.record import Box


def places(document: Document, options: Options) -> dict[str, list[tuple[int, Box]]]:
    """By the id of a text the lines it takes, each as (page from 1, box in points from the page's top left)."""
    found: dict[str, list[tuple[int, Box]]] = {}
    for number, page in enumerate(lay_out(document, options).pages, start=1):
        for placed in page.rows:
            for mark in placed.row.marks:
                if isinstance(mark, Words) and mark.text and not placed.again:
                    box = (mark.x, placed.y + mark.y - mark.size, mark.line.width, mark.size * 1.3)
                    found.setdefault(mark.text, []).append((number, box))
    return found
