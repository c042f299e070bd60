"""The packet: one file with a front page, each sheet on a leaf of its own, in any language, and nothing lost on the way."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Literal

import pytest

from kit import build
from kit.build import Job
from kit.document import Document, Options, plain
from kit.formats import FORMATS
from kit.formats.print.flow import placed as page_of
from kit.formats.print.packet import Bound, lay_out_packet
from kit.formats.print.sheet import Anchor, Layout, Row, Words
from kit.outline import Outline, normal
from kit.pdf.structure import Element
from tests.conftest import ROOT, TODAY

PACKET = FORMATS["packet"]


def job(tag: str = "en", sheets: tuple[str, ...] = ("overdose", "get-help"), **options: object) -> Job:
    """The job of a packet as a build plans it."""
    asked = build.Request(
        root=ROOT, out=Path("unused"), locales=(tag,), formats=("packet",), editions=("standard",), sheets=sheets, today=TODAY,
        options=Options(**options), region="US",
    )  # type: ignore[arg-type]  # fmt: skip
    (made,) = build.plan(asked)
    return made


@pytest.fixture(scope="module")
def made() -> tuple[Document, Outline, bytes]:
    """An English packet of two sheets: its document, what a reader hears, and its bytes."""
    document = PACKET.fit(build.ready(job()), Options())
    data = PACKET.write(document, Options())
    return document, PACKET.read(data), data


def test_a_packet_passes_every_check(made: tuple[Document, Outline, bytes]) -> None:
    """It says its front and each of its sheets whole, in the order that was asked for."""
    document, heard, data = made
    assert [finding.message for finding in PACKET.judge(document, Options(paper="letter"), data, heard)] == []
    assert [sheet.selection.name for sheet in document.bound if sheet.selection] == ["overdose", "get-help"]


def test_each_sheet_begins_on_a_front_side_that_the_list_names(made: tuple[Document, Outline, bytes]) -> None:
    """The page of each sheet's title is odd, and is the one printed in the list of the first page."""
    document, heard, _ = made
    titles = [normal(sheet.title.text) for sheet in document.bound]
    pages = [item.page for item in heard.items if item.role == "heading" and item.level == 2 and item.text in titles]
    assert pages == [3, 5]
    listed = [mark.text for mark in _texts(made[2], 1) if mark.text.strip() in ("3", "5")]
    assert [text.strip() for text in listed] == ["3", "5"]


def _texts(data: bytes, page: int):  # type: ignore[no-untyped-def]
    from kit.tagged.source import read

    return [mark for mark in read(data).pages[page - 1].marks if mark.kind == "text"]


def test_a_lost_sheet_and_sheets_in_another_order_are_found(made: tuple[Document, Outline, bytes]) -> None:
    """A packet whose file lacks a sheet, or has them the other way round, is withheld."""
    document, heard, data = made
    longer = dataclasses.replace(document, bound=(*document.bound, document.bound[0]))
    turned = dataclasses.replace(document, bound=document.bound[::-1])
    for wrong in (longer, turned):
        found = PACKET.judge(wrong, Options(), data, heard)
        assert any(finding.severity == "error" and finding.id.startswith("roundtrip") for finding in found)


def test_a_page_that_says_nothing_of_its_sheet_is_found(made: tuple[Document, Outline, bytes]) -> None:
    """Each page carries the code of the front or of its own sheet; without one of them it is withheld."""
    document, heard, data = made
    gone = tuple(item for item in heard.furniture if item.page != 4)
    found = PACKET.judge(document, Options(), data, dataclasses.replace(heard, furniture=gone))
    assert any(finding.id == "foot" and finding.where == "page 4" for finding in found)


def test_a_sheet_of_one_side_is_followed_by_an_empty_one() -> None:
    """What follows a single side begins on the next leaf."""
    composed = lay_out_packet(PACKET.fit(build.ready(job(sheets=("overdose",))), Options()), Options())
    assert len(composed.pages) == 4
    single = page_of([Row(height=10, marks=[Anchor(element=Element("H2"))])], 0, 100, grow=False)
    file = Bound()
    file.pages = [(single, None)]  # type: ignore[list-item]  # nobody's foot is set here
    file.leaf(_one_side(single))
    assert [bool(page.rows) for page, _ in file.pages] == [True, False, True]


def _one_side(page):  # type: ignore[no-untyped-def]
    from kit.formats.print.leaves import SetSheet

    return SetSheet(None, (), (page,), (), (), 0.0)  # type: ignore[arg-type]


@pytest.mark.slow
def test_sheets_in_several_languages_stand_in_one_packet(today: datetime.date) -> None:
    """What the desk gathers: sheets of any language on one paper; others stay out, and one sheet alone is no packet."""
    english, spanish = job().members[0], job("es").members[0]
    packet = build.bound([english, spanish, dataclasses.replace(english, format="handout", sheet="")])
    assert packet
    assert today == packet.today
    assert [member.locale for member in packet.members] == ["en", "es"]
    document = PACKET.fit(build.ready(packet), packet.options)
    data = PACKET.write(document, packet.options)
    heard = PACKET.read(data)
    assert [finding.message for finding in PACKET.judge(document, packet.options, data, heard)] == []
    assert build.bound([english]) is None


def test_the_code_of_a_packet_changes_with_any_of_its_sheets() -> None:
    """Two packets with other sheets have other codes, and names."""
    one, other = job(), job(sheets=("overdose", "core"))
    assert build.ready(one).code != build.ready(other).code
    assert build.name_of(one, "draft") == "en/heroin-withdrawal-packet-overdose-get-help.draft.pdf"


def _said(layout: Layout, page: int, words: str) -> int:
    """How often a page says these words, in its text or in its foot."""
    rows = [placed.row for placed in (*layout.pages[page].rows, *layout.pages[page].foot)]
    lines = ["".join(run.text for run in mark.line.runs) for row in rows for mark in row.marks if isinstance(mark, Words)]
    return normal(" ".join(lines)).count(words)


@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_each_page_says_its_status_once(edition: Literal["standard", "large-print"]) -> None:
    """The front says it in its text and its foot says it no more, the empty side after it in its foot; each sheet has its own rule."""
    options = Options(edition=edition)
    document = PACKET.fit(build.ready(job()), options)
    layout = lay_out_packet(document, options)
    notice = normal(plain(document.notices[0].text))
    assert [_said(layout, page, notice) for page in range(len(layout.pages))] == [1] * len(layout.pages)


def test_a_status_that_a_page_says_twice_is_seen() -> None:
    """With the foot of the other pages the front would say it twice, and the rule above finds that."""
    document = PACKET.fit(build.ready(job()), Options())
    layout = lay_out_packet(document, Options())
    layout.pages[0].foot[:] = layout.pages[1].foot
    assert _said(layout, 0, normal(plain(document.notices[0].text))) == 2
