"""Test languages: the English made long, right-to-left, unspaced or tall, so that a layout meets them before a translator.

`en-XA` has accents, is 40 % longer (titles 60 %, short ones 100 %: IBM's globalization guidelines) and stands in brackets,
which shows what is cut off; `ar-XB` is English in Arabic letters; `zh-XC` has wide characters and no spaces; `th-XT` tall
stacks of marks and no spaces. The tags name the language whose letters they borrow, so that checks of script and language
hold. Placeables, numbers, web addresses and ** are left as they are. Left out on purpose: any meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from kit.document import Document, Text, map_texts
from kit.errors import KitError
from kit.locale import Locale

PSEUDO: dict[str, Locale] = {
    "en-XA": Locale(tag="en-XA", name="Éñĝļîšĥ (XA)", english_name="English, accented and long", script="Latn", office="en-US"),
    "ar-XB": Locale(
        tag="ar-XB",
        name="ينغليش (XB)",
        english_name="English in Arabic letters",
        script="Arab",
        office="ar-SA",
    ),
    "zh-XC": Locale(tag="zh-XC", name="文在大 (XC)", english_name="English, wide, no spaces", script="Hans", office="zh-CN"),
    "th-XT": Locale(tag="th-XT", name="ปื้ฎู๊ (XT)", english_name="English, tall, no spaces", script="Thai", office="th-TH"),
}
"""The test languages by tag. They are not in `kit.locale`: nothing is ever published in them."""

_KEPT = re.compile(r"(\{[^{}]*\}|\*\*|https?://\S+|\d[\d.,:/–-]*)")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "åƀçđéƒĝĥîĵķļɱñôþǫřšţûṽŵẋýžÅßÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŘŠŢÛṼŴẊÝŽ"
)
_SHORT = 30
_GROWTH = ((10, 3), (30, 2))
"""Texts of up to so many letters grow by so many times the share of long ones (IBM's globalization guidelines)."""
_PADDING = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz,;?", "ابصدعفغهيجكلمنوپقرستحضطشثز،؛؟")
_HAN = "的一是了我不人在他有这个上们来到时大地为子中你说生国"
_HAN_MARKS = str.maketrans({",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", " ": ""})
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนปฝฟฬ"
_STACKS = ("\u0e37\u0e49", "", "\u0e39\u0e4a", "\u0e31\u0e48", "", "\u0e34\u0e4b")


def pseudo(document: Document, tag: str) -> Document:
    """The English document in a test language; KitError names the tags there are. Its texts have the state "machine"."""
    if tag not in PSEUDO:
        raise KitError(f"no test language '{tag}'", f"There are: {', '.join(PSEUDO)}.")
    make = {"en-XA": _long, "ar-XB": _arabic, "zh-XC": _wide, "th-XT": _tall}[tag]

    def change(text: Text) -> Text:
        if text.verbatim or not text.id:
            # English names in accented English are the same language to a voice, and to PowerPoint, which knows no en-XA.
            return replace(text, lang=tag) if text.lang == tag.partition("-")[0] else text
        title = text.id.endswith(("/title", ".title"))
        forms = (make(text.source, title),) * PSEUDO[tag].forms if text.one else ()
        return replace(text, text=make(text.source, title), forms=forms, lang=tag, state="machine")

    return replace(map_texts(document, change), locale=PSEUDO[tag])


def room(english: str, *, title: bool) -> int:
    """How many letters a translation may have before it is longer than what layouts are tried with."""
    share = 1.0 if title and len(english) <= _SHORT else 0.6 if title else 0.4
    return len(english) + math.ceil(len(english) * share)


def stretched(document: Document, share: float) -> Document:
    """The document with all its words longer by this share of their letters, in its own letters, to see what room a layout has.

    As in translations, short ones grow more (`_GROWTH`).
    """

    def change(text: Text) -> Text:
        if text.verbatim or not text.id:
            return text
        return replace(text, text=_longer(text.text, share), forms=tuple(_longer(form, share) for form in text.forms))

    return map_texts(document, change)


def longest(english: str, share: float) -> int:
    """How many letters a translation may have where a layout has room for all words to be longer by this share."""
    most = next((times for letters, times in _GROWTH if len(english) <= letters), 1)
    return len(english) + math.floor(len(english) * share * most)


def _longer(text: str, share: float) -> str:
    words = _KEPT.sub("", text).split() or ["word"]
    need = longest(text, share) - len(text)
    more = " ".join(words * (1 + need // len(" ".join(words))))
    return f"{text} {more[: need - 1]}".rstrip() if need > 1 else text


def _around(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed but what must stay as it is."""
    return "".join(part if _KEPT.fullmatch(part) else change(part) for part in _KEPT.split(text))


def _long(text: str, title: bool) -> str:
    if not _WORD.search(_KEPT.sub("", text)):
        return text
    need = room(text, title=title) - len(text)
    words: list[str] = []
    while need > 0:
        words.append(_PADDING[len(words) % len(_PADDING)])
        need -= len(words[-1]) + 1
    return f"[{_around(text, lambda part: part.translate(_ACCENTS))} {' '.join(words).translate(_ACCENTS)}]"


def _arabic(text: str, _title: bool) -> str:
    return _around(text, lambda part: part.lower().translate(_ARABIC))


def _wide(text: str, _title: bool) -> str:
    def word(found: re.Match[str]) -> str:
        return "".join(_HAN[ord(letter) % len(_HAN)] for letter in found.group()[::2])

    return _around(text, lambda part: _WORD.sub(word, part).translate(_HAN_MARKS))


def _tall(text: str, _title: bool) -> str:
    def word(found: re.Match[str]) -> str:
        letters = enumerate(found.group())
        return "".join(_THAI[ord(letter) % len(_THAI)] + _STACKS[at % len(_STACKS)] for at, letter in letters)

    return _around(text, lambda part: re.sub(r"(?<![.,:;?!]) ", "", _WORD.sub(word, part)))
