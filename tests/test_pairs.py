"""tests.pairs: few rows that show every two values together."""

from __future__ import annotations

import itertools

import pytest

from tests.pairs import covering, pairs


def test_every_two_values_meet_in_few_rows() -> None:
    """Twelve rows show what the forty-eight of the product would show of any two."""
    rows = tuple(itertools.product("abcd", "xyz"))
    made = covering(rows, (False, True), (1, 2))
    assert tuple(row[:2] for row in made) == rows
    whole = (pairs((*row, full, part)) for row in rows for full in (False, True) for part in (1, 2))
    assert set().union(*map(pairs, made)) == set().union(*whole)


def test_too_few_rows_are_told() -> None:
    """One row can't show both values of a column."""
    with pytest.raises(AssertionError, match="too few rows"):
        covering((("a", "x"),), (False, True))
