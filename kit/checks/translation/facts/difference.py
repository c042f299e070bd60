"""What a comparison says: one difference, and two texts with all that differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kit.checks.translation.facts.extract import Fact, Sentence

Kind = Literal["numbers", "negation", "placeables", "facts", "wording", "sentences", "split", "omission"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one sentence (from 0), with the English facts and the translation's that it is about.

    `key` says it in names of facts, the same for the same difference; `says` and `why` in words for a translator.
    """

    kind: Kind
    key: str
    says: str
    why: str
    at: int
    english: tuple[Fact, ...] = ()
    words: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Both texts by sentences (whole, if they do not have as many) and what differs."""

    english: tuple[Sentence, ...]
    words: tuple[Sentence, ...]
    differences: tuple[Difference, ...]
