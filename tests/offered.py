"""Which languages a test of a product is asked of: those that promise it, so that one begun or of sheets alone costs little.

A language that promises all goes through every loop; of one that promises some products only the slow tests of these are run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from kit import build
from kit.build.offering import ALL, promised
from tests.conftest import ROOT

WHOLE = ("en", *(tag for tag in build.locales_of(ROOT) if ALL in promised(ROOT, tag)))
"""The languages in which everything is made."""


def some(product: str) -> tuple[str, ...]:
    """The languages that promise this product (a format or a topic) and not all."""
    return tuple(tag for tag in build.locales_of(ROOT) if tag not in WHOLE and product in promised(ROOT, tag))


def asked(product: str, *others: Iterable[Any]) -> list[Any]:
    """Parameters of a test: each language with one value of each of `others`; languages of some products as slow ones.

    Those in which everything is made have every combination, the others meet the values in turn.
    """
    pairs: list[tuple[Any, ...]] = [()]
    for values in others:
        pairs = [(*pair, value) for pair in pairs for value in values]
    rows = [pytest.param(tag, *pair) for tag in WHOLE for pair in pairs]
    rows += [pytest.param(tag, *pairs[at % len(pairs)], marks=pytest.mark.slow) for at, tag in enumerate(some(product))]
    return rows


def in_turn(rows: list[Any]) -> list[Any]:
    """The same parameters with every second one left to CI: fast tests meet each language, and over languages each value."""
    count = len(rows) // len(WHOLE) or 1
    return [
        row if row.marks or at % 2 == at // count % 2 else pytest.param(*row.values, marks=pytest.mark.slow)
        for at, row in enumerate(rows)
    ]
