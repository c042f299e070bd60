"""Where each text stands on paper, from its layout: for people who translate it and want to see the place, or the room it has.

Left out on purpose: drawing. The file does not carry this; the same layout step that the writer uses tells it.
"""

from __future__ import annotations

from kit.formats.print.sheet import Layout, Words
from kit.formats.record import Box
from kit.pdf.structure import Content


def places(layout: Layout) -> dict[str, list[tuple[int, Box]]]:
    """By the id of a text the lines it takes, each as (page from 1, box in points from the page's top left).

    What a voice does not read, such as further copies of a card, is left out.
    """
    found: dict[str, list[tuple[int, Box]]] = {}
    for number, page in enumerate(layout.pages, start=1):
        for placed in page.rows:
            for mark in placed.row.marks:
                if isinstance(mark, Words) and mark.text and not placed.again and _is_read(mark):
                    box = (mark.x, placed.y + mark.y - mark.size, mark.line.width, mark.size * 1.3)
                    found.setdefault(mark.text, []).append((number, box))
    return found


def _is_read(words: Words) -> bool:
    return any(isinstance(place, Content) for place in words.places)
