"""Where a text stands on the page, as a browser finds it: its section, and in it the words themselves.

Left out on purpose: marking up. The file has an `id` for each section only; the words are found by the text fragment
(WICG Scroll To Text Fragment), which a browser that does not know it leaves out.
"""

from __future__ import annotations

from urllib.parse import quote

from kit.document import Document, plain, texts
from kit.locale.bidi import CONTROLS

_ENOUGH = 60
"""How many letters of a text are asked for: enough to be found, and never past a line of its own."""


def fragment(document: Document, text: str) -> str:
    """What opens the page at the text of that id; "" where the page does not show it."""
    for section in document.sections:
        for found in texts(section):
            if found.id == text:
                return f"s-{section.id}:~:text={quote(_start(plain(found.text)), safe='')}"
    return ""


def _start(words: str) -> str:
    """The first words, as far as nothing stands in them that the page marks up in another way."""
    first = CONTROLS.split(words)[0].strip()
    return first if len(first) <= _ENOUGH else (first[:_ENOUGH].rpartition(" ")[0] or first[:_ENOUGH])
