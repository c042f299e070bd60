"""A run of text in one language and one weight: what layout and writers are given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters in logical order with a BCP 47 language and a weight (regular or bold; the kit uses no other)."""

    text: str
    lang: str
    bold: bool = False
