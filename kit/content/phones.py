"""Phone numbers as clinics write them: digits or a word to dial, an extension, and words such as "press 2 for Spanish".

Left out on purpose: whether anybody answers, and the numbers of a region, which have a source and a date (`helplines`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kit.document import Phone
from kit.locale import isolate, isolate_first_strong

MANY = 4
"""How many numbers a clinic may have."""

NAMES = tuple(f"phone{number}" for number in ("", *range(2, MANY + 1)))
"""The fields of the numbers: phone, phone2, ... Each may have _label, _extension and _words of its own."""

_PHONE = re.compile(r"\+?[0-9(][0-9 ().-]*(?:[A-Z]{2,10}(?:[ -][0-9A-Z]{2,10})*)?")
_EXTENSION = re.compile(r"(.*?)[ ,]*\b(?:ext\.?|x|#)[ ]*([0-9]{1,6})", re.IGNORECASE)
ADVICE = "Use 3 to 15 digits with spaces, + - ( ), or letters to dial as in 1-800-555-HELP; an extension has a field of its own."


def parted(words: str) -> tuple[str, str]:
    """A number and the extension that was written behind it, or "": `202-555-0143 ext. 2` is `202-555-0143` and `2`."""
    found = _EXTENSION.fullmatch(words)
    return (found.group(1).strip(), found.group(2)) if found else (words, "")


def good(number: str) -> bool:
    """Whether it can be dialled: 3 to 15 digits (letters of a word to dial count), brackets in pairs."""
    keys = len(re.sub(r"[^0-9A-Z]", "", number))
    return bool(_PHONE.fullmatch(number)) and 3 <= keys <= 15 and number.count("(") == number.count(")")


def of(values: Mapping[str, str]) -> tuple[Phone, ...]:
    """The numbers among a clinic's checked values, in order, each isolated for bidi (UAX 9)."""
    out = []
    for name in NAMES:
        if values[name]:
            number, behind = parted(values[name])
            extension = values[f"{name}_extension"] or behind
            out.append(
                Phone(
                    number=isolate(number),
                    whole=isolate(f"{number} ext. {extension}" if extension else number),
                    label=_isolated(values[f"{name}_label"]),
                    extension=isolate(extension) if extension else "",
                    words=_isolated(values[f"{name}_words"]),
                )
            )
    return tuple(out)


def _isolated(words: str) -> str:
    return isolate_first_strong(words) if words else ""
