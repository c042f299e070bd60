"""How well the checks of a translation would see a slip: faults of every kind seeded into a locale's own texts, and counted.

`score` measures one locale; `seeds` makes the faults; `tighten` makes a locale strict on what it never got wrong. Seeds use
the lexicon's own words, so their figure is the upper end; `locales/<tag>/faults.tsv`, slips and rewordings made by hand, is
the other one. `answers` are those that a reader gave from the translation alone. Left out on purpose: faults that no lexicon can see (README names them).
"""

from __future__ import annotations

from kit.judging.translation import answers
from kit.judging.translation.kept import keep, kept
from kit.judging.translation.score import FIGURES, FLOORS, Score, by_hand, clean_texts, faults, score
from kit.judging.translation.tighten import tighten

__all__ = ["FIGURES", "FLOORS", "Score", "answers", "by_hand", "clean_texts", "faults", "keep", "kept", "score", "tighten"]
