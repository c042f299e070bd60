"""Rules at their borders: the last thing that passes and the first that does not, or the one part that a gross fault would hide.

Each test states a rule that a small change of the code once survived; the gross faults are in the rooms' own tests.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path as FilePath

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from kit import art, content, review
from kit.art import Art, Path
from kit.checks import source
from kit.checks.outline import presence
from kit.checks.source.rules import Subject
from kit.cli import arguments
from kit.content.characters import refused
from kit.content.versions import KeptText
from kit.document import Bullets, Diagram, Document, ListItem, Meta, Text, Timeline
from kit.errors import KitError
from kit.formats.print.chart import _spread
from kit.locale import find
from kit.pdf.canvas import Artifact, TaggedCanvas
from kit.pdf.metadata import Metadata
from kit.pdf.structure import StructureTree
from kit.text.faces import stack
from kit.text.shape import shape_part
from kit.translate.po import read
from tests.sample import sample
from tests.translate.conftest import HEAD


def _with(document: Document, kind: type, **changes: object) -> Document:
    """The document with the first block of a kind changed."""
    for at, section in enumerate(document.sections):
        for index, block in enumerate(section.blocks):
            if isinstance(block, kind):
                made = dataclasses.replace(block, **changes)  # type: ignore[type-var]
                blocks = (*section.blocks[:index], made, *section.blocks[index + 1 :])
                changed = dataclasses.replace(section, blocks=blocks)
                return dataclasses.replace(document, sections=(*document.sections[:at], changed, *document.sections[at + 1 :]))
    raise AssertionError(kind)


def _first(document: Document, kind: type) -> object:
    return next(block for section in document.sections for block in section.blocks if isinstance(block, kind))


def test_a_place_on_a_drawing_is_signed_with_the_words() -> None:
    """Moving the point that a word leads to, by a hair, cancels a clinician's signature."""
    document = sample()
    drawing = _first(document, Diagram)
    assert isinstance(drawing, Diagram)
    x, y = drawing.spots[-1].at
    for at in ((x + 0.0000001, y), (x, y + 0.0000001)):
        spots = (*drawing.spots[:-1], dataclasses.replace(drawing.spots[-1], at=at))
        assert review.source_hash(_with(document, Diagram, spots=spots)) != review.source_hash(document)


def test_every_number_of_a_chart_is_signed() -> None:
    """A day on the axis and one value of the last line count as much as the top."""
    document = sample()
    chart = _first(document, Timeline)
    assert isinstance(chart, Timeline)
    *points, (day, label) = chart.points
    *lines, last = chart.series
    values = (*last.values[:-1], last.values[-1] + 0.001)
    for changes in ({"points": (*points, (day + 0.001, label))}, {"series": (*lines, dataclasses.replace(last, values=values))}):
        assert review.source_hash(_with(document, Timeline, **changes)) != review.source_hash(document)


def test_a_fact_is_there_only_with_all_its_words() -> None:
    """A block that states a safety fact with one of its items gone states it no longer."""
    texts = [
        Text(id=f"t/{name}", source=said, text=said, lang="en")
        for name, said in (("a", "Carry it."), ("b", "**Tell** a friend."))
    ]
    block = Bullets(meta=Meta(id="t.list", safety=("naloxone",)), items=tuple(ListItem(text=text) for text in texts))
    assert presence._said(block, "Carry it. Tell a friend.")
    for part in ("Carry it.", "Tell a friend.", ""):
        assert not presence._said(block, part)


def test_a_number_in_a_table_needs_a_claim(gather: Callable[[], Subject]) -> None:
    """A cell is a fact like a sentence; a heading is not."""
    subject = gather()
    passage = next(one for one in subject.passages if one.part == "item")
    text = dataclasses.replace(passage.text, text="77 cups", source="77 cups")
    rules = tuple(check for check in source.CHECKS if check.id == "number-source")
    for part, found in (("cell", 1), ("item", 1), ("key", 1), ("prose", 1), ("heading", 0), ("note", 0)):
        one = dataclasses.replace(passage, text=text, part=part)  # type: ignore[arg-type]
        assert len(source.run(dataclasses.replace(subject, passages=(one,)), rules)) == found, part


@pytest.mark.parametrize(("accent", "good"), [("#767676", True), ("#777777", False)])
def test_an_accent_has_a_contrast_of_at_least_four_and_a_half(tmp_path: FilePath, accent: str, good: bool) -> None:
    """4.54:1 is taken, 4.48:1 is not."""
    path = tmp_path / "clinic.toml"
    path.write_text(f'name = "Clinic"\naccent = "{accent}"\n', encoding="utf-8")
    if good:
        assert content.clinic(path).accent == accent
    else:
        with pytest.raises(KitError, match=r"contrast with white is 4\.5:1"):
            content.clinic(path)


@pytest.mark.parametrize(("days", "severity"), [(-1, "error"), (0, "error"), (1, "warning"), (60, "warning"), (61, None)])
def test_a_help_line_is_told_of_two_months_before_it_expires_and_from_its_last_day_on(
    gather: Callable[[], Subject], days: int, severity: str | None
) -> None:
    """A number that expires today is not printed today."""
    subject = gather()
    (code, region), *_ = subject.regions.items()
    line = dataclasses.replace(region.lines[0], confirmed=True, expires_on=(subject.today + dt.timedelta(days)).isoformat())
    subject = dataclasses.replace(subject, regions={code: dataclasses.replace(region, lines=(line,))})
    rules = tuple(check for check in source.CHECKS if check.id == "line-expiry")
    assert [finding.severity for finding in source.run(subject, rules)] == ([severity] if severity else [])


@pytest.mark.parametrize("given", ["0/4", "5/4", "1", "1/", "/4", "a/4", "1/0", "-1/4", "1.0/4"])
def test_a_shard_counts_from_one_to_its_count(given: str) -> None:
    """There is no part 0, and none beyond the last."""
    assert arguments.shard_of("1/4") == (1, 4)
    assert arguments.shard_of("4/4") == (4, 4)
    with pytest.raises(KitError, match="is not i/n"):
        arguments.shard_of(given)


def test_a_text_that_was_about_safety_stays_so_in_a_comparison() -> None:
    """A change is marked if a life could depend on the old words or on the new ones."""
    old, new = KeptText(text="Call 911.", safety=True), KeptText(text="Rest.", safety=False)
    assert [change.safety for change in content.diff({"a": old}, {"a": new})] == [True]
    assert [change.safety for change in content.diff({"a": new}, {"a": old})] == [True]
    assert [change.safety for change in content.diff({"a": new}, {"a": KeptText(text="Sleep.", safety=False)})] == [False]
    assert [change.safety for change in content.diff({"a": old}, {})] == [True]


def test_previous_english_counts_only_where_words_are_fuzzy(tmp_path: FilePath) -> None:
    """A leftover `#|` beside words that somebody confirmed does not make them old."""
    body = '{flag}#| msgid "Old"\nmsgctxt "small/title"\nmsgid "New"\nmsgstr "Nuevo"\n'
    spanish, path = find("es"), tmp_path / "small.po"
    for flag, previous in (("", ""), ("#, fuzzy\n", "Old")):
        path.write_text(HEAD.format(tag="es", plural=spanish.plural) + body.format(flag=flag), encoding="utf-8")
        assert read(path, spanish).entries[0].previous == previous


@pytest.mark.parametrize("code", [0x200E, 0x200F, 0x061C])
def test_direction_marks_are_refused_unless_allowed(code: int) -> None:
    """Each of the three marks; the isolates around them are refused always, joiners never."""
    assert [at for at, _ in refused(f"a{chr(code)}b")] == [1]
    assert list(refused(f"a{chr(code)}b", marks=True)) == []
    for other in (0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFF9, 0xFFFB):
        assert [at for at, _ in refused(f"a{chr(other)}b", marks=True)] == [1], hex(other)
    assert list(refused("a\u200c\u200db")) == []


def test_a_code_is_read_with_a_fifth_of_it_covered() -> None:
    """Error correction of level Q: a code on a crumpled sheet, a fifth of it under a thumb, still leads somewhere."""
    address = "https://findtreatment.gov/"
    code = art.qr(address)
    scale = 8
    image = Image.new("L", (round(code.width * scale), round(code.height * scale)), 255)
    pen = ImageDraw.Draw(image)
    for path in code.paths:
        corners: list[tuple[float, float]] = []
        for letter, values in path.commands:
            if letter == "Z":
                pen.polygon([(x * scale, y * scale) for x, y in corners], fill=0)
                corners = []
            else:
                corners.append((values[0], values[1]))
    side = code.width * scale
    (read_back,) = zxingcpp.read_barcodes(image)
    assert read_back.text == address
    assert read_back.ec_level == "Q"
    pen.rectangle((side * 0.42, side * 0.42, side * 0.68, side * 0.68), fill=255)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [address]


def _canvas() -> TaggedCanvas:
    metadata = Metadata(title="A sheet", subject="Draft", lang="en", date="2026-11-22")
    canvas = TaggedCanvas(StructureTree("en", 1), metadata, (200, 300))
    canvas.use(canvas.tree.root.add("P").content())
    return canvas


def test_colour_is_set_anew_on_each_page() -> None:
    """A page begins with black in PDF, whatever the page before it ended with."""
    canvas = _canvas()
    canvas.end_page()
    for _ in range(2):
        canvas.use(Artifact("Layout"))
        canvas.path("0 0 m 1 1 l", 10, fill=(1, 0, 0), stroke=(0, 0, 1))
        canvas.end_page()
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        codes = [page.Contents.read_bytes() for page in pdf.pages][1:]
    assert codes[0] == codes[1]
    assert b" rg" in codes[0]
    assert b" RG" in codes[0]


@pytest.mark.parametrize(("even_odd", "operator"), [(True, b"f*"), (False, b"f")])
def test_a_ring_keeps_its_hole(even_odd: bool, operator: bytes) -> None:
    """A path that is filled by the even-odd rule is written so, and another is not."""
    square = (("M", (0.0, 0.0)), ("L", (9.0, 0.0)), ("L", (9.0, 9.0)), ("Z", ()))
    canvas = _canvas()
    canvas.drawing(
        Art(id="ring", width=9, height=9, paths=(Path(commands=square, even_odd=even_odd),)), 0, 0, 9, 9, color=(0, 0, 0)
    )
    canvas.end_page()
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        assert forms[0].read_bytes().split()[-1] == operator


def test_early_hours_stand_apart_on_a_chart() -> None:
    """A mark stands halfway between its true distance and an even step; crowded ones stand evenly."""
    assert _spread([0, 1, 10], even=False) == pytest.approx([0, (0.5 + 0.1) / 2, 1])
    assert _spread([0, 1, 10], even=True) == pytest.approx([0, 0.5, 1])


def test_letters_join_across_the_end_of_a_run_but_not_across_a_space() -> None:
    """An Arabic letter takes its joined form from what follows in the next run; a space between them parts them."""
    face = stack("Arab", bold=False)[0]

    def first(text: str) -> str:
        (cluster,) = shape_part(face, text, 0, 1, rtl=True, lang="ar", script="Arab").clusters
        return repr(cluster)

    alone, joined, apart = first("ب"), first("بب"), first("ب ب")
    assert joined != alone
    assert apart == alone


@pytest.mark.parametrize(("count", "found"), [(7, 0), (8, 1)])
def test_a_list_has_at_most_seven_items(gather: Callable[[], Subject], count: int, found: int) -> None:
    """Seven can be kept in mind; the eighth is told."""
    subject = gather()
    section = subject.document.sections[0]
    block = next(one for one in section.blocks if hasattr(one, "items"))
    item = block.items[0]
    items = tuple(
        dataclasses.replace(item, text=dataclasses.replace(item.text, id=f"{item.text.id}.{at}")) for at in range(count)
    )
    blocks = tuple(dataclasses.replace(one, items=items) if one is block else one for one in section.blocks)
    document = dataclasses.replace(subject.document, sections=(dataclasses.replace(section, blocks=blocks),))
    rules = tuple(check for check in source.CHECKS if check.id == "list-length")
    assert len(source.run(dataclasses.replace(subject, document=document), rules)) == found
