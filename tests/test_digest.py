"""Digests change with every part, with its order and with its borders, and not with how letters are encoded."""

from __future__ import annotations

import copy
import datetime
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.digest import digest, fingerprint
from kit.document import Phone

EXAMPLES = int(os.environ.get("KIT_EXAMPLES", "500"))
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=6)


def _split(whole: str, at: int) -> tuple[str, str]:
    return whole[:at], whole[at:]


@settings(max_examples=EXAMPLES)
@given(st.text(alphabet='ab\x1e\x1f",[]\\', min_size=2, max_size=8), st.data())
def test_moving_a_border_changes_it(whole: str, data: st.DataObject) -> None:
    """The same letters parted elsewhere are other texts, whatever stands in them."""
    one, other = (data.draw(st.integers(0, len(whole))) for _ in range(2))
    assert (digest(*_split(whole, one)) == digest(*_split(whole, other))) is (one == other)


@settings(max_examples=EXAMPLES)
@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_only_equal_lists_are_equal(one: list[str], other: list[str]) -> None:
    """Lists of texts have one digest only if they are equal in NFC."""
    import unicodedata

    same = [unicodedata.normalize("NFC", text) for text in one] == [unicodedata.normalize("NFC", text) for text in other]
    assert (digest(*one) == digest(*other)) is same


def test_numbers_and_groups_count() -> None:
    """A number's last digit, and which group a part stands in, are part of it; an accent's encoding is not."""
    assert digest("a", 0.1234567) != digest("a", 0.1234568)
    assert digest(("a", "b"), "c") != digest("a", ("b", "c"))
    assert digest("caf\u00e9") == digest("cafe\u0301")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        (("a", ("b",)), (("a",), "b")),
        ({"a": "b"}, {"a": "c"}),
        (frozenset("ab"), frozenset("ac")),
        (b"a", "a"),
        (1, "1"),
        (0.1, 0.2),
        (None, ""),
        (datetime.date(2026, 1, 1), "2026-01-01"),
        (Phone(number="1", label="a"), Phone(number="1a")),
    ],
)
def test_a_fingerprint_changes_with_every_part_of_a_value(one: object, other: object) -> None:
    """Values of different kinds, borders and fields are told apart; equal ones are not."""
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(copy.deepcopy(one))


def test_a_value_that_has_no_form_of_its_own_is_refused() -> None:
    """What could differ from process to process is no key."""
    with pytest.raises(TypeError, match="no fingerprint"):
        fingerprint(object())


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    """Neither the order of a set nor what was made before changes it."""
    program = "from kit.digest import fingerprint; print(fingerprint((frozenset('abcdef'), {'b': 1, 'a': 2})).hex())"
    seeds = ("1", "2")
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in seeds
    }
    assert len(said) == 1
