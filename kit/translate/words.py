"""What a translation must share with its English whatever the language: placeables, markup, safe characters.

Pure functions on two strings, used when a catalog is read, when drafts are written and by `kit.checks.translation`.
Left out on purpose: numbers and what else the words state (`kit.checks.translation.facts`), and whether they are right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

EMBEDDINGS = re.compile("[\u202a-\u202e]")
"""Bidi embedding and override characters (UAX 9): they reorder whatever follows, so they may stand nowhere."""

_PLACEABLE = re.compile(r"\{([^{}]*)\}")
_KNOWN = re.compile(r"[a-z][a-z0-9_]*")


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
