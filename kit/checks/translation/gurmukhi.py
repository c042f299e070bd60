"""The signs of Gurmukhi that slip because two of them sound or look alike: tippi and bindi, addak, vowels on their carriers.

Left out on purpose: spelling, and where a dot below is the writer's choice (ਖ਼ or ਖ).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kit.locale import Locale

_TIPPI, _BINDI, _ADDAK = "\u0a70", "\u0a02", "\u0a71"
_CONSONANT = "\u0a15-\u0a39\u0a59-\u0a5e"
_SIGNS = "\u0a3e-\u0a4c"
_TAKES_BINDI = "\u0a3e\u0a40\u0a47\u0a48\u0a4b\u0a4c\u0a06\u0a08-\u0a14"
"""The signs of aa, ii, ee, ai, oo and au, and the letters aa, ii, u, uu, ee, ai, oo and au."""
_TAKES_TIPPI = f"{_CONSONANT}\u0a3c\u0a3f\u0a41\u0a42\u0a05\u0a07"
"""A consonant without a sign, the signs of i, u and uu, and the letters a and i."""
_WORD = re.compile("[\u0900-\u0963\u0971-\u097f\u0a01-\u0a65\u0a70-\u0a76]+")
_CARRIED = {
    "\u0a05\u0a3e": "\u0a06",
    "\u0a05\u0a48": "\u0a10",
    "\u0a05\u0a4c": "\u0a14",
    "\u0a72\u0a3f": "\u0a07",
    "\u0a72\u0a40": "\u0a08",
    "\u0a72\u0a47": "\u0a0f",
    "\u0a73\u0a41": "\u0a09",
    "\u0a73\u0a42": "\u0a0a",
    "\u0a73\u0a4b": "\u0a13",
}
"""A bare carrier and a sign, and the one letter that they look like."""
_SLIPS = (
    (re.compile(f"[{_TAKES_BINDI}]{_TIPPI}"), f"tippi ({_TIPPI}) after a vowel that takes bindi ({_BINDI})"),
    (re.compile(f"[{_TAKES_TIPPI}]{_BINDI}"), f"bindi ({_BINDI}) after a vowel that takes tippi ({_TIPPI})"),
    (re.compile(f"{_ADDAK}(?![{_CONSONANT}])"), f"addak ({_ADDAK}) before no consonant, which it would double"),
    (
        re.compile(f"(?:^|[\u0a3e\u0a40\u0a42\u0a47\u0a4b\u0a06\u0a08\u0a0a\u0a0f\u0a13{_TIPPI}{_BINDI}]){_ADDAK}"),
        f"addak ({_ADDAK}) after no short vowel",
    ),
    (re.compile(f"[{_TIPPI}{_BINDI}][{_SIGNS}]"), "the nasal typed before the vowel sign that it stands on"),
    (re.compile(f"[{_SIGNS}]{{2}}"), "two vowel signs on one letter"),
    (re.compile("[\u0900-\u0963\u0971-\u097f]"), "a letter or sign of Devanagari"),
)


def slips(words: str, locale: Locale) -> Iterator[str]:
    """Words in Gurmukhi with a sign that cannot stand where it does (Unicode, chapter 12.3); each word once, by its first slip."""
    if locale.script != "Guru":
        return
    for word in dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", words))):
        for carried, letter in _CARRIED.items():
            if carried in word:
                yield f"“{word}” with a carrier and a sign that look like the one letter {letter}"
                break
        else:
            if said := next((said for slip, said in _SLIPS if slip.search(word)), ""):
                yield f"“{word}” has {said}"
