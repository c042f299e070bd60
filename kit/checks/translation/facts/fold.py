"""A text made ready for looking words up: sentences, folded letters with the way back to the original, tokens.

Folding makes spellings one that mean one (digits of all scripts, case, Arabic hamza forms, the Devanagari nukta), and keeps
for each folded character the place of the original, so that what is found can be shown in the words as they stand.
Left out on purpose: stemming (it makes "two weeks" into "week") and word segmentation of unspaced scripts.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_HIDDEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\u00ad]")
_STOPS = re.compile(r"(?:[.!?؟](?=[\s\"'”’»›)*」』]|$)|[。！？।॥۔።။]|\.{3}|…)[\"'”’»›）)」』*]*")
_TANWIN = re.compile("\u064b\u0627|\u0627\u064b")
"""The indefinite ending of a word, which comes and goes with its place in the sentence."""

_ONE_DOT = "\u2024"
_ARABIC = str.maketrans(
    {"أ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "\u0640": ""} | {chr(c): "" for c in (*range(0x64B, 0x656), 0x670)}
)
_NUKTA = str.maketrans({"\u093c": "", "ऩ": "न", "ऱ": "र", "ऴ": "ळ", "\u0901": "\u0902"})


class Folding(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self.names = tuple(names)

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _HIDDEN.match(char):
            folded = ""
        elif unicodedata.category(char) == "Nd":
            folded = str(unicodedata.decimal(char))
        else:
            folded = char.casefold().replace("’", "'")
            if "arabic" in self.names:
                folded = folded.translate(_ARABIC)
            if "nukta" in self.names:
                folded = folded.translate(_NUKTA)
        self[code] = folded
        return folded


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `at[i]` is the place of character i in the original, and `at[-1]` the original's length."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where folded characters start to end (not included) stand in the original, marks that were folded away included."""
        return self.at[start], self.at[end]


def fold(text: str, folding: Folding) -> Folded:
    """Fold a text that is in NFC."""
    parts = [folding[ord(char)] for char in text]
    if "arabic" in folding.names:
        for sign in _TANWIN.finditer(text):
            parts[sign.start()] = parts[sign.start() + 1] = ""
    at = [place for place, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), (*at, len(text)))


def sentences(text: str, abbreviations: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Where each sentence starts and ends. A full stop of an abbreviation, or inside a number or address, ends none."""
    for short in abbreviations:
        text = text.replace(short, short.replace(".", _ONE_DOT))
    ends = [stop.end() for stop in _STOPS.finditer(text)]
    out, last = [], 0
    for end in (*ends, len(text)):
        piece = text[last:end]
        bare = piece.strip()
        if any(char.isalnum() for char in bare):
            start = last + len(piece) - len(piece.lstrip())
            out.append((start, start + len(bare)))
        last = end
    return out


@functools.cache
def _token() -> re.Pattern[str]:
    """Placeables, numbers, percent signs, and words with their marks (Python's word class leaves out vowel signs)."""
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    klass = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges if high <= sys.maxunicode)
    letter = rf"(?:[^\W\d_]|[{klass}])"
    return re.compile(rf"\{{[^{{}}]*\}}|\d+(?:[.,\u066b\u066c]\d+|[\u00a0\u2009\u202f]\d{{3}})*|[%٪％]|{letter}+(?:'{letter}+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, percent sign or placeable of folded text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of folded text, in order."""
    return [Token(found.group(), found.start(), found.end()) for found in _token().finditer(text)]
