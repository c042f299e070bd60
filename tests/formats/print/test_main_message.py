"""The main message of a card, leaflet or poster: its lines are even, and no word stands alone below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kit.document import Document, Options
from kit.formats.print.leaflets import lay_out_leaflet
from kit.formats.print.placards import lay_out_poster
from kit.formats.print.pocket import lay_out_pocket_card
from kit.formats.print.sheet import Layout, Words
from tests.formats.print.built import built

LAID: dict[str, tuple[str, Callable[[Document, Options], Layout]]] = {
    "leaflet": ("overdose", lay_out_leaflet),
    "poster": ("after-a-break", lay_out_poster),
    "pocket-card": ("overdose", lay_out_pocket_card),
}


@pytest.mark.parametrize("tag", ["bn", "uk", "ur"])
@pytest.mark.parametrize("form", LAID)
def test_no_line_of_the_main_message_is_much_shorter_than_another(form: str, tag: str) -> None:
    """Large words in few lines: a last one of one word looks like a slip."""
    name, lay_out = LAID[form]
    options = Options(paper="letter")
    document = built(form, tag, name, full=True, options=options)
    pages = lay_out(document, options).pages
    message = [
        mark.line.width
        for page in pages
        for placed in page.rows
        for mark in placed.row.marks
        if isinstance(mark, Words) and mark.text == document.main_message.id
    ]
    assert message
    assert min(message) >= max(message) * 0.5
