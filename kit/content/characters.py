"""Characters that have no place in a text that people read, edit and translate.

They can't be seen, but they break lines, turn the order of words round (bidi controls, UAX 9) or end a file early. Joiners
(U+200C, U+200D) are needed in many scripts and stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_MARKS = {0x200E, 0x200F, 0x061C}
_OTHER = {0xFEFF, 0x00AD, 0x2028, 0x2029, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)}
_CATEGORIES = {"Cc", "Cs", "Co", "Cn"}


def refused(text: str, *, line_breaks: bool = False, marks: bool = False) -> Iterator[tuple[int, str]]:
    """The (position, name) of each character that is refused.

    `line_breaks` allows line feeds and tabs (for a whole file); `marks` allows the harmless direction marks LRM, RLM and ALM.
    """
    for at, character in enumerate(text):
        if " " <= character <= "~" or (line_breaks and character in "\n\t"):
            continue
        code = ord(character)
        if code in _BIDI or code in _OTHER or (code in _MARKS and not marks) or unicodedata.category(character) in _CATEGORIES:
            yield at, name(character)


def name(character: str) -> str:
    """A character as people can look it up: U+202E RIGHT-TO-LEFT OVERRIDE."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
