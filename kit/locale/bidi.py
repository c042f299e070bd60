"""Bidi isolates (UAX 9): what keeps a number, a name or an address whole in a line of the other direction.

Left out on purpose: finding what needs one; whoever puts a value into a sentence knows it.
"""

from __future__ import annotations

import re

CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Every character that only steers direction: marks, embeddings, overrides and isolates."""

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def isolate(text: str) -> str:
    """The text in a left-to-right isolate (UAX 9), for phones, doses, ranges, web addresses: they keep their order in any line."""
    return f"{LRI}{text}{PDI}"


def isolate_first_strong(text: str) -> str:
    """The text in an isolate that takes its direction from its first strong character, for names and addresses."""
    return f"{FSI}{text}{PDI}"
