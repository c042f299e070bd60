"""The rules on decks: each planted fault is found by its own rule and no other, and clean decks keep every rule silent."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kit.checks import deck
from kit.document import Document, Options
from kit.errors import KitError
from kit.formats.deck import reader
from kit.formats.deck.writer import write
from kit.translate.trial import PSEUDO, pseudo
from tests.checks.deck.deck_faults import FAULTS, Fault, planted
from tests.checks.deck.deck_pairs import PAIRS
from tests.conftest import ROOT
from tests.decks import CORE, Parts, good, slide
from tests.sample import sample
from tests.told import Told


def _rules() -> set[str]:
    """The ids of all rules, as they stand in the code."""
    return {
        name
        for path in (ROOT / "kit/checks/deck").glob("[a-z]*.py")
        for name in re.findall(r'"(deck-[a-z-]+)"', path.read_text("utf-8"))
    }


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_by_its_own_rule(fault: Fault, told: Told) -> None:
    """The finding says a place and a sentence, and no rule fires that has nothing to do with the fault."""
    found = deck.check(planted(fault))
    assert {finding.id for finding in found} == set(fault.found)
    assert all(finding.where and finding.message.endswith(".") for finding in found)
    told("deck", f"{fault.name} ({fault.locale}): {', '.join(fault.found)}", found)


def test_every_rule_has_a_planted_fault() -> None:
    """No rule is there that was never seen to fire."""
    assert _rules() == {name for fault in FAULTS for name in fault.found} | {pair.found for pair in PAIRS}


def test_every_rule_has_a_row_in_the_receipt() -> None:
    """What the receipt lists is what was judged."""
    listed = {name for check in deck.CHECKS for name in check.kinds}
    assert _rules() == listed


def test_a_sound_deck_packed_again_is_silent() -> None:
    """The tool that plants the faults plants none of its own."""
    assert deck.check(Parts(good("en")).pack()) == ()


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("bare", [False, True], ids=["with clinic and region", "without"])
def test_a_clean_deck_is_silent(locale: str, bare: bool) -> None:
    """Our own decks break no rule, in either direction."""
    assert deck.check(write(sample(locale, region=not bare, clinic=not bare), Options())) == ()


@pytest.mark.parametrize("tag", PSEUDO)
def test_a_test_language_is_silent(tag: str) -> None:
    """Long, wide, tall and unspaced words keep every rule."""
    document: Document = pseudo(sample("en"), tag)
    assert deck.check(write(document, Options())) == ()


_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("judge", [deck.check, reader.read], ids=["checks", "reader"])
@pytest.mark.parametrize(
    ("part", "data"),
    [
        (CORE, _BOMB),
        (slide(2), b"not XML"),
        (slide(2), b""),
        ("_rels/.rels", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
        ("ppt/presentation.xml", b"<x/>"),
    ],
    ids=["entity bomb", "no XML", "nothing", "outer document type", "no presentation"],
)
def test_a_damaged_part_is_told_in_a_sentence(judge: Callable[[bytes], object], part: str, data: bytes) -> None:
    """A part that can't be read ends in one sentence, never in a traceback, and nothing outside the file is read."""
    parts = Parts(good("en"))
    parts[part] = data
    with pytest.raises(KitError, match="not a readable PowerPoint file"):
        judge(parts.pack())


@pytest.mark.parametrize("judge", [deck.check, reader.read], ids=["checks", "reader"])
@pytest.mark.parametrize(
    "data", [b"", b"PK", b"%PDF-1.7", good("en")[:2000], good("en")[:-200]], ids=["empty", "PK", "a PDF", "cut", "no end"]
)
def test_what_is_no_package_is_told_in_a_sentence(judge: Callable[[bytes], object], data: bytes) -> None:
    """Bytes that are no deck end in one sentence."""
    with pytest.raises(KitError, match="not a readable PowerPoint file"):
        judge(data)


def test_a_huge_part_is_refused_unread() -> None:
    """A part that unpacks to more than any slide needs is refused before it is unpacked."""
    parts = Parts(good("en"))
    parts[slide(2)] = b" " * 50_000_001
    with pytest.raises(KitError, match="too large"):
        deck.check(parts.pack())


_KINDS = {re.sub(r"[0-9]+", "", name): name for name in sorted(Parts(good("en")))}


@pytest.mark.parametrize("name", _KINDS.values(), ids=_KINDS)
def test_any_part_may_be_missing(name: str) -> None:
    """A part that is gone is a finding or one sentence."""
    parts = Parts(good("en"))
    del parts[name]
    _survives(parts.pack())


def _survives(data: bytes) -> None:
    for judge in (deck.check, reader.read):
        with contextlib.suppress(KitError):
            judge(data)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_bytes_may_differ(changes: list[tuple[float, int]]) -> None:
    """A deck damaged on its way is judged or refused, never a traceback."""
    data = bytearray(good("en"))
    for place, value in changes:
        data[int(place * len(data))] = value
    _survives(bytes(data))


_ATTRIBUTE = re.compile(r'="([^"]*)"')


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(name for name in Parts(good("ar")) if name.endswith((".xml", ".rels")))),
    st.floats(0, 0.9999),
    st.sampled_from(["", "x", "-1", "999999999999999999999", "1.5", "{", "%", "http://[", "true", "rId1"]),
)
def test_any_attribute_may_be_nonsense(name: str, place: float, value: str) -> None:
    """A well-formed deck whose attributes say impossible things is judged or refused, never a traceback."""
    parts = Parts(good("ar"))
    text = parts[name].decode()
    found = list(_ATTRIBUTE.finditer(text))
    if found:
        hit = found[int(place * len(found))]
        parts[name] = (text[: hit.start(1)] + value + text[hit.end(1) :]).encode()
    _survives(parts.pack())


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(name for name in Parts(good("ar")) if name.endswith((".xml", ".rels")))), st.floats(0, 0.9999))
def test_any_element_may_be_a_comment(name: str, place: float) -> None:
    """A well-formed deck that has a comment in place of an element is judged or refused, never a traceback."""
    parts = Parts(good("ar"))
    root = etree.fromstring(parts[name])
    found = list(root.iterdescendants())
    if found:
        gone = found[int(place * len(found))]
        gone.getparent().replace(gone, etree.Comment("gone"))
    parts[name] = etree.tostring(root)
    _survives(parts.pack())
