"""kit.content.ledger: claims, sources, glossary and terms, and what the real ones must hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content
from kit.content import ledger
from kit.errors import ContentError

Spoil = Callable[[str, str, str], Path]


def test_reads_claims(folder: Path) -> None:
    """A claim carries its verdict, what it started from, its citations and its place."""
    claims = content.claims(folder)
    assert list(claims) == ["A01", "A02", "M01"]
    assert (claims["A01"].seed, claims["A01"].paraphrase) == (True, "")
    assert (claims["A02"].seed, claims["A02"].paraphrase) == (True, "Tea is a cure for everything.")
    assert not claims["M01"].seed
    assert [cited.ref for cited in claims["A01"].sources] == ["thee-raad", "tea-board"]
    assert claims["A02"].place.line == 11


def test_reads_sources_glossary_and_terms(folder: Path) -> None:
    """Sources and glossary come by id; terms by language, and none where there is no file."""
    assert content.sources(folder)["thee-raad"].read == "secondhand"
    assert content.glossary(folder)["tannin"].meaning == "What makes tea bitter."
    assert content.terms(folder, "en")[0].avoid == ("tea addict",)
    assert content.terms(folder, "qaa") == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        ("sources.yaml", "https://example.org/coffee", "example.org", "21:8: [2].url: a web address is written out"),
        ("sources.yaml", "id: unused", "id: tea-board", "17:7: [2].id: the id `tea-board` is used twice"),
        ("sources.yaml", "year: 2019", 'year: "2019"', "20:9: [2].year: "),
        ("claims.yaml", "id: A02", "id: a2", "11:7: [1].id: `a2` is not written as it must be"),
        ("claims.yaml", "strength: moderate", "strength: good", "7:13: [0].strength: `good` is not known here"),
    ],
)
def test_bad_ledger(folder: Path, spoil: Spoil, file: str, old: str, new: str, wanted: str) -> None:
    """A spoilt ledger gives a fault at its place."""
    spoil(file, old, new)
    with pytest.raises(ContentError) as caught:
        content.claims(folder)
    assert f"{file}:{wanted}" in str(caught.value)


def test_bad_glossary_and_terms(folder: Path, spoil: Spoil) -> None:
    """A spoilt glossary or list of terms gives a fault at its place."""
    spoil("glossary.yaml", "meaning:", "means:")
    with pytest.raises(ContentError, match=r"glossary\.yaml:1:32: \[0\]\.means: unknown field"):
        content.glossary(folder)
    spoil("terms/en.yaml", '["tea addict"]', "[]")
    with pytest.raises(ContentError, match=r"terms/en\.yaml:1:11: \[0\]\.avoid"):
        content.terms(folder, "en")


def test_every_seed_claim_has_a_verdict(root: Path) -> None:
    """All 25 + 20 claims of the texts this topic started from are in the ledger, judged, and at least 15 were added."""
    claims = content.claims(root / "content")
    wanted = {*(f"A{number:02}" for number in range(1, 26)), *(f"B{number:02}" for number in range(1, 21))}
    assert wanted <= set(claims)
    assert all(claims[name].seed and claims[name].verdict in {"keep", "correct", "drop"} for name in wanted)
    added = {f"M{number:02}" for number in range(1, 16)}
    assert added <= {name for name, claim in claims.items() if claim.verdict == "added"}


def test_every_source_of_a_claim_is_dated(root: Path) -> None:
    """Each citation says on which day it was read."""
    claims = content.claims(root / "content")
    assert all(cited.accessed for claim in claims.values() for cited in claim.sources)


def test_sources_of_one_publisher_share_a_line(folder: Path) -> None:
    """Two sources of one publisher print as one text, in the order they are cited."""
    board = content.sources(folder)["tea-board"]
    again = dataclasses.replace(board, id="tea-more", title="Tea and water", year=None)
    (only,) = ledger.citations((board, again))
    assert only.text == "Tea Board: Tea and sleep (2020); Tea and water"
    assert only.verbatim
