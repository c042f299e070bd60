"""The marks of a translation: ends of sentences, punctuation of its own script, spaces, markup, addresses, digits.

Each function takes a pair and says what is wrong, or nothing. Left out on purpose: letters (`letters`) and meaning (`facts`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kit.checks.translation.pair import Pair
from kit.locale import ascii_digits
from kit.locale.bidi import CONTROLS
from kit.translate import words as shared

CONTACT = re.compile(r"https?://[^\s*]+|\bwww\.[^\s*]+|[\w.+-]+@[\w-]+\.[\w.]+|\+?\(?\d[\d().\u2011 -]{5,}\d")
_SITE = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|com|net|gov|edu|info|int|uk|us|ca|au|in|cn)\b(?:/[^\s*]*)?", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]+;|&#\d+;|\]\(|`|__|~~|^#+ |(?<!\*)\*(?!\*)")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKER = re.compile(r"^(?:[-–•*·▪]|\(?\d{1,2}[.)]|[a-zA-Z]\))\s")
_ENDS = {".": ".。।۔။።។։", "?": "?？؟;፧", "!": "!！", ":": ":：፥"}
_UNSTOPPED = {"Thai", "Laoo"}
_FINAL = "\"'”’»」』）)]}*\u2069\u00a0\u202f "

_HAN, _DEVA, _BENG, _ARAB, _LATN = (
    "[\u3400-\u9fff]",
    "[\u0900-\u0963\u0971-\u097f]",
    "[\u0980-\u09e3\u09f0-\u09f1]",
    "[\u0620-\u064a\u066e-\u06d3]",
    "[a-zA-Z\u00c0-\u024f]",
)
_FOREIGN_MARKS: dict[str, re.Pattern[str]] = {
    "Hans": re.compile(rf"(?<={_HAN})[.,;:?!](?=\s|$|[”’\"*]|{_HAN})|[।۔؟،؛]"),
    "Hant": re.compile(rf"(?<={_HAN})[.,;:?!](?=\s|$|[”’\"*]|{_HAN})|[।۔؟،؛]"),
    "Jpan": re.compile(rf"(?<={_HAN})[.,;:?!](?=\s|$|[”’\"*]|{_HAN})|[।۔؟،؛]"),
    "Deva": re.compile(rf"(?<={_DEVA})\.(?=\s|$|[”’\"*])|[。，；：？！、۔؟،؛]"),
    "Beng": re.compile(rf"(?<={_BENG})\.(?=\s|$|[”’\"*])|[|\u09f7。，；：？！、۔؟،؛]"),
    "Arab": re.compile(rf"(?<={_ARAB})[,;?](?=\s|$|[»”\"*])|[।。，；：？！、]"),
    "Aran": re.compile(rf"(?<={_ARAB})[,;?.](?=\s|$|[»”\"*])|[।。，；：？！、]"),
    "Latn": re.compile(rf"(?<={_LATN})[।。，；：？！、۔؟،؛]"),
}


_LOOSE_SUFFIX = re.compile(rf"(?:\d|\{{[^{{}}]*\}})-{_BENG}+")
_NUMBER_STOP = re.compile(r"(?:\d|\{[^{}]*\})\**।")
_LOOSE_MARK = re.compile(r"(?<![\u00a0\u202f\s?!:;.])[?!;»]|(?<![\u00a0\u202f\s\d]):|(?<= )[?!:;»]|«(?![\u00a0\u202f])")
_ADDRESS = re.compile(r"\{[^{}]*\}(?=$)|https?://\S+|\d+:\d+")


def contact(pair: Pair) -> Iterator[str]:
    """Phone numbers and addresses of the English that the translation has not letter for letter."""
    bare = CONTROLS.sub("", pair.words)
    for found in CONTACT.findall(pair.english):
        kept = found.rstrip(".,;:)")
        if kept not in bare:
            yield f"the English has {kept}; the translation must have it letter for letter"


def added_contact(pair: Pair) -> Iterator[str]:
    """Phone numbers and addresses that only the translation has."""
    bare = CONTROLS.sub("", pair.words)
    for pattern in (CONTACT, _SITE):
        for found in pattern.findall(ascii_digits(bare)):
            kept = found.rstrip(".,;:)")
            if kept not in pair.english:
                yield f"{kept} is not in the English"


def markup(pair: Pair) -> Iterator[str]:
    """Markup that the English has not: tags, entities, links, single asterisks. Only **bold** is markup here."""
    mine = _MARKUP.findall(pair.english)
    for found in _MARKUP.findall(pair.words):
        if found not in mine:
            yield f"“{found}”, which would be printed as it stands"


def bold(pair: Pair) -> Iterator[str]:
    """Bold runs: marks in pairs, and as many as in the English."""
    if said := shared.bold_fault(pair.words) or shared.bold_difference(pair.english, pair.words):
        yield said


def same(pair: Pair) -> Iterator[str]:
    """Identical words are right only where there is nothing to translate: placeables, numbers, names, capitals (SAMHSA)."""
    if pair.words != pair.english:
        return
    bare = re.sub(r"\{[^{}]*\}", " ", pair.english)
    left = [w for w in _LETTERS.findall(bare) if not (len(w) > 1 and w.isupper()) and w.casefold() not in pair.keep]
    if left:
        yield "the words are the English ones"


def ending(pair: Pair) -> Iterator[str]:
    """The end of the text: the same kind of mark as in the English, or none."""
    if pair.locale.script in _UNSTOPPED:
        return
    english, words = pair.english.rstrip(_FINAL)[-1:], pair.words.rstrip(_FINAL)[-1:]
    if english in _ENDS and words and words not in _ENDS[english]:
        yield f"the English ends with “{english}”, the translation with “{words}”"
    elif english not in _ENDS and words and words in _ENDS["."]:
        yield "the translation ends with a full stop, the English does not"


def foreign_marks(pair: Pair) -> Iterator[str]:
    """Punctuation of another script, such as an ASCII full stop after a Chinese character."""
    pattern = _FOREIGN_MARKS.get(pair.locale.script)
    for found in dict.fromkeys(pattern.findall(pair.words) if pattern else ()):
        yield f"“{found}” ({unicodedata.name(found).capitalize()}) is not the mark that {pair.locale.english_name} has here"


def stop_after_number(pair: Pair) -> Iterator[str]:
    """In Bengali a danda right after a digit, or after a placeable, which may be a number to call."""
    for found in _NUMBER_STOP.findall(pair.words) if pair.locale.script == "Beng" else ():
        yield f"“{found}”, in which the stroke can be read as one more 1"


def spaces(pair: Pair) -> Iterator[str]:
    """Spaces in a row, or at an end; in French of France a mark, in Bengali a suffix, that a line could part from its word."""
    if pair.locale.tag in ("fr", "fr-FR"):
        for found in dict.fromkeys(_LOOSE_MARK.findall(_ADDRESS.sub(" ", pair.words))):
            yield f"“{found}” has no no-break space (U+00A0) beside it: a line could end there"
    for found in _LOOSE_SUFFIX.findall(pair.words) if pair.locale.script == "Beng" else ():
        yield f"“{found}” has a hyphen that a line could end after: type U+2011 between a number and its suffix"
    if "  " in pair.words:
        yield "two spaces in a row"
    if pair.english == pair.english.strip() != "" and pair.words != pair.words.strip():
        yield "a space at the beginning or the end"


def marker(pair: Pair) -> Iterator[str]:
    """A bullet or number typed at the beginning."""
    if _MARKER.match(pair.words) and not _MARKER.match(pair.english):
        yield "a bullet or number typed at the beginning; the kit adds them"


def digit_system(words: str) -> frozenset[str]:
    """The digits a text is written in, by the zero of each: "0", "٠", "०"; placeables, phones and addresses left out."""
    bare = CONTACT.sub(" ", re.sub(r"\{[^{}]*\}", " ", words))
    return frozenset(chr(ord(char) - unicodedata.decimal(char)) for char in bare if unicodedata.category(char) == "Nd")


def mixed_digits(pair: Pair) -> Iterator[str]:
    """Digits of two scripts in one text."""
    if len(systems := digit_system(pair.words)) > 1:
        yield f"digits of {len(systems)} scripts in one text ({', '.join(sorted(systems))})"
