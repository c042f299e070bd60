"""The rules about languages, directions, scripts and colours of an HTML file; `kit.checks.html` runs them.

Colours are judged where a style sheet names them as ours do (`--ink`, `--paper` ...); a browser must judge the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_RTL = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pa-Arab", "ps", "sd", "syr", "ug", "ur", "yi"))
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*")
_SILENT = frozenset(("script", "style", "template", "noscript", "code"))
_ISOLATED = re.compile("[\u2066\u2068][^\u2066-\u2069]*\u2069")

_OWN_SCRIPTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb"), frozenset(("ARABIC",))),
    **dict.fromkeys(("hi", "mr", "ne"), frozenset(("DEVANAGARI",))),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "kk"), frozenset(("CYRILLIC",))),
    **dict.fromkeys(("am", "ti"), frozenset(("ETHIOPIC",))),
    "he": frozenset(("HEBREW",)),
    "bn": frozenset(("BENGALI",)),
    "ta": frozenset(("TAMIL",)),
    "te": frozenset(("TELUGU",)),
    "th": frozenset(("THAI",)),
    "km": frozenset(("KHMER",)),
    "lo": frozenset(("LAO",)),
    "my": frozenset(("MYANMAR",)),
    "el": frozenset(("GREEK",)),
    "zh": frozenset(("CJK",)),
    "ja": frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    "ko": frozenset(("HANGUL", "CJK")),
}
_LATIN = frozenset(("LATIN",))

_INKS = ("ink", "deep", "calm", "care", "urgent", "link")
_GROUNDS = ("paper", "mist", "sand", "rose", "sea")


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def runs_right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    return tag.split("-")[0].lower() in _RTL or tag in _RTL


def language(root: Any) -> Iterator[tuple[Any, str]]:
    """The page has a language, and every language named is well formed (BCP 47)."""
    if not root.get("lang", "").strip():
        yield root, "The page does not say its language: write it as <html lang>."
    for element in _elements(root):
        tag = element.get("lang")
        if tag is not None and tag.strip() and not _TAG.fullmatch(tag):
            yield element, f"'{tag}' is not a language tag."


def direction(root: Any) -> Iterator[tuple[Any, str]]:
    """Where a language runs the other way than what is around it, the direction is said too."""
    for element in _elements(root):
        tag = element.get("lang")
        if not tag or element.tag == "a":
            continue
        around = next((one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")), "ltr")
        isolated = element.tag == "bdi" or element.find("bdi") is not None or around == "auto"
        if runs_right_to_left(tag) and around != "rtl" and not isolated and _letters(element):
            yield element, f"The language '{tag}' runs from right to left: write dir=\"rtl\" beside it."
        elif element.tag == "html" and not runs_right_to_left(tag) and around == "rtl":
            yield element, f"The language '{tag}' runs from left to right, but the page says dir=\"rtl\"."


def _letters(element: Any) -> bool:
    return any(char.isalpha() for char in element.text_content())


def scripts(root: Any) -> Iterator[tuple[Any, str]]:
    """Words in a script that their language is not written in carry a language of their own; isolated codes need none."""
    yield from _scripts(root, root.get("lang", ""))


def _scripts(element: Any, lang: str) -> Iterator[tuple[Any, str]]:
    lang = element.get("lang") or lang
    if element.tag in _SILENT or (element.tag == "svg" and element.get("role") != "img"):
        return
    for text in (element.text, element.get("aria-label")):
        yield from _strange(element, text, lang)
    for child in element:
        if isinstance(child.tag, str):
            yield from _scripts(child, lang)
        yield from _strange(element, child.tail, lang)


def _strange(element: Any, text: str | None, lang: str) -> Iterator[tuple[Any, str]]:
    own = _OWN_SCRIPTS.get(lang.split("-")[0].lower(), _LATIN)
    for word in re.findall(r"[^\W\d_]{3,}", _ISOLATED.sub(" ", text or "")):
        script = unicodedata.name(word[0], "").split(" ")[0]
        if script in _KNOWN and script not in own:
            yield element, f"'{word}' is not written in the script of '{lang}': mark its language."
            return


_KNOWN = _LATIN.union(*_OWN_SCRIPTS.values())


def contrast(root: Any) -> Iterator[tuple[Any, str]]:
    """Text colours reach 4.5:1 on each ground (7:1 is what ours aim at and the theme's tests hold), lines 3:1."""
    for style in root.iter("style"):
        for block in re.findall(r":root\{([^{}]*)\}", style.text or ""):
            tokens = dict(re.findall(r"--([a-z]+):(#[0-9A-Fa-f]{6})\b", block))
            for ground in _GROUNDS:
                for ink, least in (*((ink, 4.5) for ink in _INKS), ("rule", 3.0)):
                    if ink in tokens and ground in tokens:
                        ratio = _ratio(tokens[ink], tokens[ground])
                        if ratio < least:
                            yield style, f"{ink} {tokens[ink]} on {ground} {tokens[ground]} has {ratio:.1f}:1, below {least}:1."


def _ratio(one: str, other: str) -> float:
    low, high = sorted(_luminance(color) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
