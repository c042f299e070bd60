"""Help lines in the handout: the emergency number the largest, each entry parted from the next, each thing said once."""

from __future__ import annotations

import itertools

import pytest

from kit import build, content
from kit.document import Contact, Document, Options, Text, address, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import contact_rows, in_line
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Row, Shape, Words
from kit.formats.print.theme import INK, RULE, theme
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import StructureTree
from tests.conftest import ROOT, TODAY
from tests.offered import WHOLE
from tests.sample import sample


def _ready(tag: str, options: Options) -> Document:
    job = build.Job(
        root=ROOT, topic="heroin-withdrawal", locale=tag, format="handout", options=options, edition="", region="US",
        clinic=content.clinic(ROOT / "content/clinics/example.toml"), today=TODAY, release=False, out=ROOT,
    )  # fmt: skip
    return build.ready(job)


def _text(words: str) -> Text:
    return Text(id="x", source=words, text=words, lang="en")


def _composer() -> Composer:
    return Composer(sample("en"), theme(Options()), StructureTree("en", 1))


@pytest.mark.parametrize("options", [Options(), Options(half=True), Options(edition="large-print")], ids=["a4", "half", "large"])
@pytest.mark.parametrize("tag", WHOLE)
def test_the_emergency_number_is_the_largest_of_its_box(tag: str, options: Options) -> None:
    """By nearly half of the size of the other numbers."""
    document = _ready(tag, options)
    pages = lay_out(document, options).pages[:2]  # in large print the others may stand overleaf
    marks = [mark for page in pages for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words)]
    sizes = {CONTROLS.sub("", mark.line.text).strip(): mark.size for mark in marks if mark.text == "own"}
    others = {said: size for said, size in sizes.items() if said.startswith(("988", "1-800", "+1"))}
    assert others
    assert sizes["911"] >= 1.4 * max(others.values())


def test_entries_are_parted_unless_a_line_to_write_on_does_it() -> None:
    """What a place is for stands below its line: then a thin rule parts it from the next entry."""
    entries = [
        Contact(kind="clinic", label=_text("Clinic")),
        Contact(kind="where_naloxone", label=_text("Naloxone"), details=(_text("A pharmacy"),)),
        Contact(kind="use_alone", label=_text("Alone"), value="1"),
        Contact(kind="poison", label=_text("Poison"), value="2"),
    ]
    setter = _composer()
    rows = contact_rows(setter, entries, setter.tree.root, start=0, width=setter.theme.width)
    assert [_ruled(row) for row in rows] == [False, False, True, True]


def _ruled(row: Row) -> bool:
    return any(isinstance(mark, Shape) and mark.stroke == RULE for mark in row.marks)


@pytest.mark.parametrize(
    ("first", "dots"),
    [("Call", 1), ("Hablan español.", 0), ("Say: «Arabic».", 0), ("“Spanish.”", 0), ("有翻译。", 0), ("बोलें।", 0)],
)
def test_a_stop_and_a_dot_do_not_follow_each_other(first: str, dots: int) -> None:
    """A small dot parts two short texts; where a sentence ends, its stop does."""
    setter = _composer()
    leaves = [
        (setter.measured(Text(id="x", source=words, text=words, lang=lang)), setter.theme.small) for words, lang in _said(first)
    ]
    marks, _ = in_line(setter, leaves, 0, setter.theme.width, 0)
    assert sum(isinstance(mark, Shape) and mark.fill == INK for mark in marks) == dots


def _said(first: str) -> list[tuple[str, str]]:
    return [(first, {"有": "zh-Hans", "ब": "hi"}.get(first[0], "en")), ("Free", "en")]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_line_has_its_address_for_a_name_too(tag: str) -> None:
    """FindTreatment.gov is called at findtreatment.gov: that is said once."""
    document = _ready(tag, Options())
    blocks = [block for section in document.sections for block in section.blocks]
    contacts = list(itertools.chain(document.help.entries, *(getattr(block, "entries", ()) for block in blocks)))
    with_address = [contact for contact in contacts if contact.url]
    assert with_address
    for contact in with_address:
        assert not contact.name or plain(contact.name.text).casefold() != address(contact.url).casefold()


@pytest.mark.parametrize("tag", [*WHOLE, "fr", "ru"])
@pytest.mark.parametrize("options", [Options(paper="letter", half=True), Options(edition="large-print")], ids=["half", "large"])
def test_numbers_overleaf_have_the_heading_of_their_box(tag: str, options: Options) -> None:
    """A box of help lines that one page does not hold says again what it is where it goes on."""
    document = _ready(tag, options)
    first, second, *_ = lay_out(document, options).pages
    box = next(placed.row.frame for placed in first.rows if placed.row.frame and placed.row.frame.box.outline)
    rows = [placed for placed in second.rows if placed.row.frame is box]
    assert not rows or rows[0].again
