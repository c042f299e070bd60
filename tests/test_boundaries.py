"""Rules at their borders: the last thing that passes and the first that does not, or the one part that a gross fault would hide.

Each test states a rule that a small change of the code once survived; the gross faults are in the rooms' own tests.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path as FilePath
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pptx import Presentation

from kit import art, content, review
from kit.art import Art, Path
from kit.budget import Budget
from kit.checks import source
from kit.checks.outline import presence
from kit.checks.pdf import print as pdf_print
from kit.checks.pdf.print import MM, PROFILES, _contrast
from kit.checks.source.rules import Subject
from kit.cli import arguments
from kit.content import labels as label_texts
from kit.content.characters import refused
from kit.content.versions import KeptText
from kit.document import Bullets, Diagram, Document, ListItem, Meta, Options, Text, Timeline, plain
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.deck import theme
from kit.formats.deck.shapes import Frame, inch
from kit.formats.deck.stage import COLUMN_GAP, GAP, grid, own
from kit.formats.deck.writer import branded
from kit.formats.print.blocks import Composer
from kit.formats.print.chart import _spread
from kit.formats.print.placards import _look as poster_look
from kit.formats.print.placards import _Scale as PosterScale
from kit.formats.print.theme import BOXES, PLAIN_BOX
from kit.formats.print.theme import theme as theme_of
from kit.locale import find
from kit.outline import Outline, normal
from kit.pdf.canvas import Artifact, TaggedCanvas
from kit.pdf.metadata import Metadata
from kit.pdf.structure import StructureTree
from kit.tagged.marks import Mark, PaintedPage
from kit.text.faces import stack
from kit.text.shape import shape_part
from kit.translate.po import read
from tests.formats.deck.brands import BRANDS
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


def test_what_a_file_lacks_is_named() -> None:
    """Each finding about a vital text says which: the fact, the line and its lost parts, the notice, the page and its foot."""
    document = sample()
    nothing = Outline(title="", lang="en", items=(), pages=1)
    said = [finding.message for finding in presence.facts(document, "page", nothing, ("naloxone",))]
    assert "No text about naloxone is in the file, though the topic has one. It must be in every format." in said
    contact = document.help.entries[0]
    line, *_ = presence.lines(document, "page", nothing)
    lost = [plain(contact.label.text), normal(contact.value), *([plain(contact.name.text)] if contact.name else [])]
    assert line.message == f"The help line “{lost[0]}” is not complete in the file: {', '.join(lost)} is missing."
    notices = [finding.message for finding in presence.notices(document, nothing)]
    assert notices == [
        f"The notice “{normal(plain(notice.text))}” is not in the text of the file." for notice in document.notices
    ]
    status, *feet = presence.feet(document, nothing, "page", full=True)
    assert status.message == f"This page does not say its review status (“{plain(document.label('status.draft').text)}”)."
    assert [(foot.where, foot.message) for foot in feet] == [
        ("page 1", f"The foot of this page lacks the sheet's {name}, {words}.")
        for name, words in (("short code", document.code), ("version", document.version), ("year of its date", document.date[:4]))
    ]


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_light_words_on_dark_need_their_size(name: str) -> None:
    """14 points on what is read from afar, folded or cut; 12 on all else; a hair less is told."""
    least = 14.0 if name in ("poster", "pocket-card", "leaflet") else 12.0
    look = PROFILES[name]
    box = (100.0, 100.0, 200.0, 120.0)
    ground = Mark("shape", 1, "f", box, (), fill=(0.0, 0.0, 0.0))
    for size, found in ((least, 0), (least - 0.1, 1)):
        words = Mark("text", 1, "Tj", box, (), fill=(1.0, 1.0, 1.0), size=size, base=104.0, text="words")
        page = PaintedPage(number=1, source=pikepdf.Dictionary(), box=(0.0, 0.0, 595.0, 842.0), marks=[ground, words])
        assert [fault.id for fault in _contrast(page, look, Budget())] == ["pdf-reverse-type"] * found


@pytest.mark.parametrize(("paper", "side", "small"), [("a4", 12, 12), ("letter", 12, 12), ("a3", 15, 14), ("tabloid", 15, 14)])
def test_a_poster_keeps_its_edges_and_its_smallest_words(paper: Any, side: float, small: float) -> None:
    """12 mm stay free at the sides and above, 15 at the sides of large paper; no word is under 12 points, there under 14; the number stays."""
    times = 1.5 if small == 14 else 1.0
    least = poster_look(Options(paper=paper), PosterScale(head=0.7, words=0.7, close=True))
    look = poster_look(Options(paper=paper), PosterScale(head=1.0, words=1.0, close=False))
    assert (look.start, look.end, look.top, look.bottom) == pytest.approx((side * MM, side * MM, 12 * MM, 8 * MM))
    assert (look.small.size, look.foot.size) == (small, small)
    assert least.label.size == pytest.approx(18 * 0.7 * times)
    assert poster_look(Options(paper=paper), PosterScale(head=0.1, words=0.1, close=True)).label.size == 12
    assert (least.emergency, least.body.size, least.title.size) == pytest.approx((72 * times, 18.2 * times, 39.2 * times))


def test_one_line_of_words_leads_a_table_a_chart_and_pictures() -> None:
    """What stands above a table or pictures, and under a chart, has the height of one line of words."""
    stage = own("Latn")
    line = stage.rows(theme.BODY_SIZE, 1)
    assert stage.slots("table")["body"].height == line
    assert stage.slots("table")["table"].y == stage.body.y + line
    assert stage.slots("figure")["caption"].height == line
    assert stage.slots("figure")["caption"].bottom == stage.body.bottom
    assert stage.slots("pictures")["body"].height == line + inch(0.1)
    assert stage.slots("message")["note"].height == stage.rows(theme.BODY_SIZE, 2)


def test_cells_fill_their_place_to_its_edges() -> None:
    """Two columns of three rows: the last cell ends where the place ends, and between two is one gap."""
    place = Frame(100, 200, 2 * 5_000_000 + COLUMN_GAP, 3 * 600_000 + 2 * (GAP // 2))
    cells = grid(place, 2, 3, 0)
    assert [(cell.x, cell.y) for cell in cells[:3]] == [
        (100, 200), (100 + 5_000_000 + COLUMN_GAP, 200), (100, 200 + 600_000 + GAP // 2),
    ]  # fmt: skip
    assert (cells[-1].x + cells[-1].width, cells[-1].bottom) == (place.x + place.width, place.bottom)
    assert [(cell.x, cell.width) for cell in grid(place, 2, 3, 1_000)[:1]] == [(1_100, 5_000_000 - 1_000)]


def test_each_shape_of_a_built_layout_has_a_number_of_its_own() -> None:
    """On a template whose words lie on a picture, grounds, titles, places and feet of every layout are numbered apart."""
    data, _ = branded(sample(), BRANDS["full_picture"]())
    for layout in Presentation(io.BytesIO(data)).slide_layouts:
        numbers = [int(one.get("id")) for one in layout._element.iter("{*}cNvPr")]
        assert len(numbers) == len(set(numbers)) > 1


@pytest.mark.parametrize(("cited", "found"), [(0.0, True), (9.0, True), (10.0, False), (20.0, False)])
def test_small_entries_of_a_bibliography_do_not_make_a_file_small(
    cited: float, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The body is small where more than half of it is: what is set small as a source is taken from both."""
    pages = [SimpleNamespace(once=lambda *_: (60.0, 50.0))]
    monkeypatch.setattr(pdf_print, "_cited", lambda _source: ())
    monkeypatch.setattr(pdf_print, "_split", lambda _marks, _body: (cited, 0.0))
    source_of: Any = SimpleNamespace(pages=pages)
    assert bool(list(pdf_print._body_size(source_of, PROFILES["standard"]))) == found


@pytest.mark.parametrize("level", ["emergency", "urgent", "calm", "safer"])
def test_words_in_a_box_begin_after_its_bar(level: str) -> None:
    """A box with a bar gives it room at the start; a plain one gives the room to the words."""
    composer = Composer(sample(), theme_of(Options()), StructureTree("en", 1))
    bare, barred = (composer.frame(box) for box in (PLAIN_BOX, BOXES[level]))
    starts, widths = zip(*(composer.inset(frame) for frame in (bare, barred)), strict=True)
    assert starts[0] == bare.pad
    assert starts[1] - starts[0] == widths[0] - widths[1] > 3


def test_every_name_of_a_format_has_words(root: FilePath) -> None:
    """What the list of files calls a format, its use and its pages is in content/labels.yaml for each row of the table."""
    known = {text.id.removeprefix("labels/") for text in label_texts.read(root / "content")[0]}
    for form in FORMATS.values():
        labels = form.labels
        assert {*labels.names.values(), labels.use, labels.count, labels.counted, *labels.uses.values()} <= known, form.name
