"""What is known of earlier decks hides no fault: a later clinic's deck is judged as if it were the first."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from kit import caches
from kit.checks import deck
from kit.document import Options
from kit.formats.deck.writer import write
from kit.locale import isolate_first_strong
from tests.checks.deck.deck_faults import FAULTS, Fault, planted
from tests.sample import sample


@functools.cache
def _clean(locale: str, name: str) -> bytes:
    document = sample(locale)
    assert document.clinic
    clinic = dataclasses.replace(document.clinic, name=isolate_first_strong(name))
    return write(dataclasses.replace(document, clinic=clinic), Options())


def _later(fault: Fault) -> bytes:
    """The third clinic's deck with a fault."""
    return planted(fault, _clean(fault.locale, "Third Clinic"))


def _warm(locales: list[str]) -> None:
    for locale in locales:
        for name in ("First Clinic", "Second Clinic", "Third Clinic"):
            assert deck.check(_clean(locale, name)) == ()


def _forget() -> None:
    """Empty what the checks of decks keep."""
    for name, cache in caches.caches():
        if name.startswith("kit.checks.deck."):
            cache.cache_clear()


@pytest.mark.slow
def test_every_kind_of_fault_in_a_later_clinics_deck_is_found_with_warm_caches() -> None:
    """With three clinics' decks judged before, each fault gives what it gives in an empty process, word for word."""
    assert len(FAULTS) >= 40
    _warm(sorted({fault.locale for fault in FAULTS}))
    spoiled = [_later(fault) for fault in FAULTS]
    found = [deck.check(data) for data in spoiled]
    for fault, data, warm in zip(FAULTS, spoiled, found, strict=True):
        _forget()
        assert warm == deck.check(data), fault.name
        assert {finding.id for finding in warm} == set(fault.found), fault.name


def test_a_clean_deck_is_silent_after_a_spoiled_one() -> None:
    """No fault of a deck that was judged before is told of one that has not got it."""
    for fault in FAULTS[::20]:
        assert deck.check(_later(fault))
    _warm(["en"])
