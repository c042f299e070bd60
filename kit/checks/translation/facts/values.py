"""The values a written number may have, by the marks of its language: 1,500 is 1500 in English and 1.5 in Spanish of Spain."""

from __future__ import annotations

import re

_SPACES = "\u0020\u00a0\u2009\u202f"
_POINT = frozenset(("en", "zh", "ja", "ko", "th", "lo", "km", "my", "hi", "bn", "ta", "te", "he", "am", "ar", "fa", "ur", "ps"))
_COMMA = frozenset(("fr", "pt", "ru", "uk", "vi", "el", "de", "it", "pl", "tr", "ar", "fa", "ur", "ps"))
_PARTED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def joined(text: str, language: str) -> str:
    """Folded text in which a space that parts thousands (1 500) is a no-break space, in the languages that part them so."""
    return _PARTED.sub("\u00a0", text) if language in _COMMA - _POINT else text


def readings(token: str, language: str) -> frozenset[str]:
    """The values a written number may have: a mark before exactly three digits may part thousands, else it is decimal.

    Which of point and comma does what depends on the language; Spanish uses both ways, by country.
    """
    token = re.sub(rf"[{_SPACES}'’\u066c]", "", token).replace("\u066b", "d")
    both = language not in _POINT | _COMMA
    out = set()
    for decimal, group, uses in ((".", ",", language in _POINT or both), (",", ".", language in _COMMA or both)):
        if uses:
            plain = re.sub(rf"{re.escape(group)}(?=\d{{3}}(?:\D|$))", "", token).replace(decimal, "d")
            out.add(plain)
    return frozenset(_canonical(value) for value in out)


def _canonical(value: str) -> str:
    whole, mark, rest = value.partition("d")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if mark and rest else "")
