"""What a translation must share with its English whatever the language: placeables, markup, numbers, safe characters.

Pure functions on two strings, used when a catalog is read, when drafts are written and by `kit.checks.translation`.
Left out on purpose: whether the words are right. Only people can say that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

EMBEDDINGS = re.compile("[\u202a-\u202e]")
"""Bidi embedding and override characters (UAX 9): they reorder whatever follows, so they may stand nowhere."""

CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_PLACEABLE = re.compile(r"\{([^{}]*)\}")
_KNOWN = re.compile(r"[a-z][a-z0-9_]*")
_SPACES = "\u0020\u00a0\u2009\u202f"
_NUMBER = re.compile(rf"\d+(?:[.,\u066b\u066c'’{_SPACES}]\d+)*")
_POINT = frozenset(("en", "zh", "ja", "ko", "th", "lo", "km", "my", "hi", "bn", "ta", "te", "he", "am", "ar", "fa", "ur", "ps"))
_COMMA = frozenset(("fr", "pt", "ru", "uk", "vi", "el", "de", "it", "pl", "tr", "ar", "fa", "ur", "ps"))

_NUMBER_WORDS = {
    word: str(value)
    for value, words in enumerate(
        (
            "zero",
            "one once first",
            "two twice second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
} | {"twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90", "hundred": "100", "thousand": "1000"}


def placeables(text: str) -> Counter[str]:
    """How often each `{name}` stands in the text, whatever is between the braces."""
    return Counter(_PLACEABLE.findall(text))


def placeable_fault(english: str, words: str) -> str:
    """What is wrong with the placeables of a translation, or ""."""
    wanted, found = placeables(english), placeables(words)
    if re.sub(_PLACEABLE, "", words).count("{") or re.sub(_PLACEABLE, "", words).count("}"):
        return "a brace without its partner"
    missing = sorted((wanted - found).elements())
    extra = sorted((found - wanted).elements())
    said = [f"missing: {', '.join(f'{{{name}}}' for name in missing)}"] if missing else []
    said += [f"not in the English: {', '.join(f'{{{name}}}' for name in extra)}"] if extra else []
    return "; ".join(said)


def bold_fault(words: str) -> str:
    """What is wrong with the `**bold**` marks of a text, or ""."""
    if words.count("**") % 2:
        return "an odd number of ** marks"
    if any(not part.strip() for part in words.split("**")[1::2]):
        return "** marks with nothing between them"
    return ""


def bold_difference(english: str, words: str) -> str:
    """Whether a translation makes as many runs of words bold as its English; what differs, or ""."""
    wanted, found = english.count("**") // 2, words.count("**") // 2
    return "" if wanted == found else f"the English has {wanted} bold run{'' if wanted == 1 else 's'}, the translation {found}"


def unprintable(words: str) -> str:
    """A character that no text may hold, by its code and name: bidi embeddings, controls, line separators; or ""."""
    for char in words:
        if EMBEDDINGS.match(char):
            return f"the bidi control U+{ord(char):04X}, which reorders the text around it"
        if char == "\n":
            return "a line break"
        if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs", "Co", "Cn"):
            return f"the character U+{ord(char):04X}, which can't be printed"
    return ""


def digits(text: str) -> str:
    """The text with the decimal digits of every script as 0-9."""
    return "".join(str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char for char in text)


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


def _tokens(text: str, language: str) -> list[str]:
    """The written numbers of a text as they stand, in 0-9. A space joins digits only where three follow (1 500)."""
    text = digits(CONTROLS.sub("", _PLACEABLE.sub(" ", text)))
    out = []
    for found in _NUMBER.finditer(text):
        token = found.group()
        if any(space in token for space in _SPACES) and (
            language in _POINT - _COMMA or not re.fullmatch(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,\u066b]\d+)?", token)
        ):
            out += [part for part in re.split(rf"[{_SPACES}]", token) if part]
        else:
            out.append(token)
    return out


def number_fault(english: str, words: str, language: str) -> str:
    """How the numbers of a translation differ from those of its English, or "".

    Compared as multisets after normalising digits and separators. A number that the English writes as a word ("two") may
    stand as a digit in the translation; one that the translation writes as a word is reported, for a person to judge.
    """
    primary = language.partition("-")[0]
    wanted = Counter(value for token in _tokens(english, "en") for value in readings(token, "en"))
    extra: list[str] = []
    for token in _tokens(words, primary):
        match = next((value for value in sorted(readings(token, primary)) if wanted[value] > 0), None)
        if match is None:
            extra.append(token)
        else:
            wanted[match] -= 1
    spelled = Counter(_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", english.lower()) if word in _NUMBER_WORDS)
    surplus = []
    for token in extra:
        if spelled[_canonical(token)] > 0:
            spelled[_canonical(token)] -= 1
        else:
            surplus.append(token)
    missing = sorted(wanted.elements())
    said = [f"missing: {', '.join(missing)}"] if missing else []
    said += [f"not in the English: {', '.join(surplus)}"] if surplus else []
    return "; ".join(said)
