"""A deck that a counselor edits in LibreOffice and saves as PPTX: what is still there, and what LibreOffice can't keep.

LibreOffice 7.4 drops from any deck it saves: descriptions of drawings, charts and tables; the mark of head rows and columns;
right-to-left order of table columns and of the deck, the direction and language of words inside charts, the language of slide
numbers; the workbook of a
chart and its language; sections; tips of links; the theme's fonts by script; the 18 points of a chart's numbers. It copies
every layout many times, and in a right-to-left paragraph it marks digits, and words beside Latin letters, as Latin text. So a
deck saved there must be looked at in PowerPoint before it is handed on; `kit check` lists what to mend.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kit.checks import deck
from kit.checks.outline import expected, roundtrip
from kit.formats.deck.reader import read
from kit.outline import normal
from tests.decks import CHART, Parts, good, slide
from tests.sample import sample
from tests.validators import need_program

_BULLET = {"en": "A new point from the group", "ar": "نقطة جديدة من المجموعة"}
_LAST = {"en": "Chills", "ar": "قشعريرة"}

DROPPED = {
    "deck-alt-other",
    "deck-alt",
    "deck-table-header",
    "deck-chart-data",
    "deck-chart-lang",
    "deck-lang",
    "deck-sections",
    "deck-link-tooltip",
    "deck-font-scripts",
    "deck-font-rare",
    "deck-layouts",
    "deck-size",
    "deck-body-size",
    "deck-weight",
    "deck-stamps",  # of the moment at which each part was saved: one or several, by how busy the machine is
}
"""Rules that a deck saved by LibreOffice may break. All others it must keep: titles, order, notes, words, links, colours, room."""

DROPPED_RTL = {"deck-rtl-deck", "deck-rtl-table", "deck-rtl-paragraph"}


def _edited(tag: str) -> bytes:
    """The sample with one bullet more and one value of the chart changed, as a person would."""
    parts = Parts(good(tag))
    bullet = parts.cut(slide(5), rf"<a:p>(?:(?!</a:p>).)*?{_LAST[tag]}.*?</a:p>")
    new = Parts(good(tag))
    new.change(
        slide(5), r"(</a:p>)(</p:txBody></p:sp><p:sp>(?:(?!</p:sp>).)*?type=\"ftr\")", rf"\1{_with_words(bullet, _BULLET[tag])}\2"
    )
    new.change(CHART, "<c:v>9</c:v>", "<c:v>7</c:v>")
    return new.pack()


def _with_words(paragraph: str, words: str) -> str:
    start = paragraph.index("<a:r>")
    run = paragraph[start : paragraph.index("</a:r>") + len("</a:r>")]
    kept = run[: run.index("<a:t>")] + f"<a:t>{words}</a:t></a:r>"
    return paragraph[:start] + kept + "</a:p>"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The edited decks as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("edited")
    (folder / "out").mkdir()
    files = [folder / f"{tag}.pptx" for tag in _BULLET]
    for path in files:
        path.write_bytes(_edited(path.stem))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [need_program("soffice"), profile, "--headless", "--convert-to", "pptx", "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, files)], capture_output=True, check=True, timeout=300)
    return {path.stem: Path(folder / "out" / path.name).read_bytes() for path in files}


@pytest.mark.slow
@pytest.mark.validator
@pytest.mark.parametrize("tag", _BULLET)
def test_the_edits_are_kept(saved: dict[str, bytes], tag: str) -> None:
    """The new bullet is heard after the old ones, the chart has its new value, and nothing was lost but what is known."""
    outline = read(saved[tag])
    fresh = read(good(tag))
    before = [item.text for item in fresh.items if item.role in ("title", "paragraph") and item.text]
    after = [item.text for item in outline.items if item.role in ("title", "paragraph") and item.text]
    place = next(index for index, text in enumerate(before) if _LAST[tag] in text)
    assert after == [*before[: place + 1], normal(_BULLET[tag]), *before[place + 1 :]]
    assert [item.text for item in outline.items if item.role == "note"] == [
        item.text for item in fresh.items if item.role == "note"
    ]
    assert (outline.title, outline.lang, outline.pages) == (fresh.title, fresh.lang, fresh.pages)
    charts = [data for name, data in Parts(saved[tag]).items() if name.startswith("ppt/charts/chart")]
    assert len(charts) == 1
    assert b"<c:v>7</c:v>" in charts[0]
    assert b"<c:v>9</c:v>" not in charts[0]


@pytest.mark.slow
@pytest.mark.validator
@pytest.mark.parametrize("tag", _BULLET)
def test_rules_that_libreoffice_keeps_are_kept(saved: dict[str, bytes], tag: str) -> None:
    """Only the rules that LibreOffice is known to break are broken, and the round trip tells the added bullet."""
    findings = deck.check(saved[tag])
    found = {finding.id for finding in findings}
    assert all(f.where.endswith("chart") for f in findings if f.id == "deck-rtl-paragraph")
    assert all(f.where.endswith("chart") or re.search("“[0-9]+”", f.message) for f in findings if f.id == "deck-lang")
    # Type fills its place as far as it can: where a person adds a line, LibreOffice makes that slide's type smaller, and in its
    # masters the words that only prompt.
    shrunk = {f.where for f in findings if f.id == "deck-shrunk"}
    assert all(where == "slide 5" or where.startswith("ppt/slideMasters/") for where in shrunk)
    assert found - {"deck-shrunk"} <= DROPPED | (DROPPED_RTL if tag == "ar" else set())
    told = roundtrip.compare(expected.deck(sample(tag)), read(saved[tag]))
    assert any(finding.id == "roundtrip-added" and _BULLET[tag] in finding.message for finding in told)
