"""The sheet: on its sides in every language, whole in the tree, with every safety fact; what had no room is named."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

import pypdfium2
import pytest

from kit import build, content
from kit.document import Document, Options, Steps, sheets_for
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print.blocks import Composer
from kit.formats.print.flow import placed as page_of
from kit.formats.print.leaves import fit_sheet, lay_out_sheet
from kit.formats.print.panels import closed_up
from kit.formats.print.sheet import Page, Shape, Words
from kit.formats.print.theme import theme
from kit.outline import normal
from kit.pdf.structure import StructureTree
from tests.conftest import ROOT
from tests.formats.print.built import built
from tests.offered import asked
from tests.sample import sample

SHEET = FORMATS["sheet"]
NAMES = tuple(plan.name("sheet") for plan in sheets_for(content.load(ROOT / "content", "heroin-withdrawal"), "sheet"))
LANGUAGES = tuple(dict.fromkeys(("en", *build.locales_of(ROOT))))


def sheet(tag: str, name: str, *, full: bool = False, options: Options | None = None) -> Document:
    """A sheet as a build makes it, with a region and a clinic if `full`."""
    return built("sheet", tag, name, full=full, options=options)


def _faults(document: Document, options: Options) -> list[str]:
    data = SHEET.write(document, options)
    outline = SHEET.read(data)
    found = [finding.message for finding in SHEET.judge(document, options, data, outline)]
    faces = len(document.selection.sheet.faces) if document.selection and document.selection.sheet else 0
    tall = document.locale.script == "Aran"  # Nastaliq: half as many lines on a side
    if outline.pages > faces * ((3 if options.edition == "large-print" else 1) + tall):
        found.append(f"{outline.pages} pages for {faces} sides")
    return found


def _left_out(document: Document, options: Options) -> list[str]:
    """The blocks for which a sheet has no room."""
    chosen = fit_sheet(document, options).selection
    return [block.meta.id for block in chosen.left_out] if chosen else []


@pytest.mark.parametrize(("name", "paper"), tuple(itertools.product(("overdose", "get-help", "core"), ("a4", "letter"))))
def test_a_sheet_fits_its_sides_and_passes_every_check(name: str, paper: str) -> None:
    """In English, bare and with region and clinic."""
    options = Options(paper=paper)  # type: ignore[arg-type]
    for full in (False, True):
        assert _faults(fit_sheet(sheet("en", name, full=full), options), options) == []


@pytest.mark.parametrize(("tag", "most"), [("en", 40_000), ("zh-Hans", 90_000), ("zh-Hant", 90_000), ("ko", 55_000)])
def test_a_leaf_is_a_small_file(tag: str, most: int) -> None:
    """So that it can be sent over a slow line: the longest of those that have two sides, without a clinic's logo and letters."""
    options = Options(paper="letter")
    assert len(SHEET.write(fit_sheet(sheet(tag, "custody"), options), options)) <= most


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "most"), [("en", 40_000), ("zh-Hans", 90_000), ("zh-Hant", 90_000)])
def test_every_leaf_is_a_small_file(tag: str, most: int) -> None:
    """Bare and with region and clinic, on both papers; for each further leaf of a sheet of two, half as much again is let pass."""
    papers = (Options(paper="a4"), Options(paper="letter"))
    sizes = {}
    for name, full, options in itertools.product(NAMES, (False, True), papers):
        data = SHEET.write(fit_sheet(sheet(tag, name, full=full, options=options), options), options)
        leaves = (SHEET.read(data).pages + 1) // 2
        sizes[name, full, options.paper] = (len(data), most * (1 + leaves) / 2)
    assert {key: found for key, found in sizes.items() if found[0] > found[1]} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "edition"), asked("sheet", ("standard", "large-print")))
def test_every_sheet_fits_in_every_language(tag: str, edition: str) -> None:
    """All sheets, bare on A4 and full on Letter, pass every check on no more sides than they may have."""
    for name, full in itertools.product(NAMES, (False, True)):
        options = Options(edition=edition, paper="letter" if full else "a4")  # type: ignore[arg-type]
        assert _faults(fit_sheet(sheet(tag, name, full=full, options=options), options), options) == [], name


@pytest.mark.slow
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_standard_sheet_leaves_out_a_block(tag: str) -> None:
    """In any language, bare and with clinic and region, on both papers: they are fitted only, as it is judging that takes time."""
    papers = (Options(paper="a4"), Options(paper="letter"))
    lost = {
        f"{name} {options.paper}{' full' if full else ''}": blocks
        for name, full, options in itertools.product(NAMES, (False, True), papers)
        if (blocks := _left_out(sheet(tag, name, full=full, options=options), options))
    }
    assert lost == {}


@pytest.mark.parametrize("tag", ["en", pytest.param("ur", marks=pytest.mark.slow)])
def test_the_small_title_stands_clear_of_the_words_below_it(tag: str) -> None:
    """Also where lines are so tall that it would reach into them, as in Nastaliq."""
    options = Options(paper="letter")
    pages = lay_out_sheet(fit_sheet(sheet(tag, "overdose", full=True), options), options).pages
    for page in pages[1:]:
        assert page.head[0].y > 8
        assert page.head[0].y + page.head[0].row.height <= page.rows[0].y


@pytest.mark.parametrize(("tag", "rules"), [("en", 1), pytest.param("ur", 0, marks=pytest.mark.slow)])
def test_no_rule_runs_through_the_small_title(tag: str, rules: int) -> None:
    """Over the strip a rule parts it from blocks; where it has a side of its own, as in Nastaliq, there is nothing to part."""
    pages = lay_out_sheet(fit_sheet(sheet(tag, "first-call"), Options()), Options()).pages
    parting = [
        (page, placed)
        for page in pages
        for placed in page.rows
        for mark in placed.row.marks
        if isinstance(mark, Shape) and mark.stroke and _low(mark) < 0
    ]
    assert len(parting) == rules
    assert not any(placed is page.rows[0] for page, placed in parting)


@pytest.mark.parametrize("tag", ["en", pytest.param("ar", marks=pytest.mark.slow)])
def test_closed_up_rows_keep_their_words_over_their_rules(tag: str) -> None:
    """On a full Letter sheet the table's lines stand closer, inside the row that ends with its rule."""
    options = Options(paper="letter")
    document = fit_sheet(sheet(tag, "medicines", full=True), options)
    rows = [placed.row for page in lay_out_sheet(document, options).pages for placed in page.rows]
    ruled = [
        row for row in rows if any(isinstance(mark, Shape) and mark.stroke and _low(mark) == row.height for mark in row.marks)
    ]
    assert len(ruled) >= 4
    for row in ruled:
        words = [mark for mark in row.marks if isinstance(mark, Words)]
        assert all(mark.size * 0.6 < mark.y < row.height - mark.size * 0.2 for mark in words)


@pytest.mark.parametrize(("tag", "most"), [("en", 1), ("fr", 1), pytest.param("ar", 5, marks=pytest.mark.slow)])
def test_lines_of_one_text_keep_one_distance(tag: str, most: float) -> None:
    """Where large print sets lines closer, the last line of a medicine, which has the rule below it, stands no lower than the others.

    In Arabic each line is as low as its own letters and marks allow, and some sides have room to spare: some points of difference.
    """
    options = Options(edition="large-print", paper="letter")
    pages = lay_out_sheet(fit_sheet(sheet(tag, "medicines"), options), options).pages
    steps = [step for page in pages for step in _steps(page)]
    assert len(steps) > 20
    assert max(steps) - min(steps) < most


def test_a_last_line_lowered_by_the_room_below_it_is_seen() -> None:
    """The rule above finds a row that is closed up as if it had room above its words too."""
    composer = Composer(sample("en"), theme(Options(edition="large-print")), StructureTree("en", 1))
    text = composer.own("It calms withdrawal and cravings. You take it each day at a clinic. " * 3)
    cell = composer.theme.cell
    for pad, wrong in (((0.0, cell), False), ((cell, cell), True)):
        rows = composer.rows(composer.leaf(composer.tree.root.add("P"), text), composer.theme.table)
        rows[-1].height += cell
        rows[-1].pad = pad
        made = [closed_up(row, composer.theme.body.leading) for row in rows]
        steps = list(_steps(page_of(made, 0, 600, grow=False)))
        assert (max(steps) - min(steps) > 5) == wrong


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_reminder_stands_alone_on_a_side_of_large_print(paper: str) -> None:
    """What to remember in the end of the sheet in pregnancy has a block of the sheet above it."""
    options = Options(edition="large-print", paper="letter" if paper == "letter" else "a4")
    for page in lay_out_sheet(fit_sheet(sheet("en", "pregnant"), options), options).pages:
        assert len(page.rows) > 3


def _steps(page: Page) -> Iterator[float]:
    """From baseline to baseline of the lines of each text on a page."""
    lines: dict[str, list[float]] = {}
    for row, top, again in page.rows:
        for mark in row.marks:
            if isinstance(mark, Words) and mark.text and not again:
                lines.setdefault(f"{mark.text} {mark.size}", []).append(top + mark.y)
    for bases in lines.values():
        yield from (below - above for above, below in itertools.pairwise(sorted(set(bases))))


def _low(shape: Shape) -> float:
    return max(value for _, values in shape.commands for value in values[1::2])


def test_the_emergency_number_is_the_largest_thing_on_it() -> None:
    """No words on the first side are as large as the number to call."""
    first = lay_out_sheet(sheet("en", "get-help", full=True), Options()).pages[0]
    sizes: dict[str, float] = {}
    for placed in first.rows:
        sizes |= {normal(mark.line.text): mark.size for mark in placed.row.marks if isinstance(mark, Words)}
    biggest = max(sizes.values())
    assert [words for words, size in sizes.items() if size == biggest] == ["911"]


def test_who_can_not_phone_reads_whom_to_call_first() -> None:
    """In custody a call for staff has the frame; the emergency number follows it, and no safety fact is lost."""
    asked_for = sheet("en", "custody", full=True)
    chosen = asked_for.selection
    assert chosen
    assert chosen.call
    assert _faults(fit_sheet(asked_for, Options()), Options()) == []
    words = [item.text for item in SHEET.read(SHEET.write(fit_sheet(asked_for, Options()), Options())).items]
    assert words.index(normal(chosen.call.text.text)) < words.index("911")
    silent = dataclasses.replace(asked_for, selection=dataclasses.replace(chosen, call=None))
    data = SHEET.write(fit_sheet(silent, Options()), Options())
    assert any(chosen.call.text.text in finding.message for finding in SHEET.judge(asked_for, Options(), data, SHEET.read(data)))


def test_a_sheet_that_names_signs_of_an_overdose_names_the_four_that_matter() -> None:
    """No waking, slow breath, lips and the gurgle stand wherever some do; only the eyes may be left to the handout."""
    for plan in sheets_for(content.load(ROOT / "content", "heroin-withdrawal"), "sheet"):
        for pick in (pick for face in plan.faces for pick in face if pick.block == "naloxone.signs" and pick.items):
            assert {"naloxone.signs.wake", "naloxone.signs.breath", "naloxone.signs.lips", "naloxone.signs.sound"} <= {
                *pick.items
            }


def test_what_has_no_room_is_left_out_and_its_facts_stand_in_the_strip() -> None:
    """A sheet that holds too much loses the least block that makes it fit, never its pictured steps, and says which."""
    document = sheet("en", "overdose")
    first, second = document.sections
    twice = dataclasses.replace(second, blocks=(*second.blocks, *(_named(block, 2) for block in second.blocks)))
    chosen = fit_sheet(dataclasses.replace(document, sections=(first, twice)), Options())
    assert chosen.selection
    assert chosen.selection.left_out
    assert any(isinstance(block, Steps) and block.meta.id == "naloxone.steps" for block in chosen.sections[0].blocks)
    assert _faults(chosen, Options()) == []


def _named(block, number: int):  # type: ignore[no-untyped-def]
    return dataclasses.replace(block, meta=dataclasses.replace(block.meta, id=f"{block.meta.id}.{number}"))


def test_a_block_changes_sides_before_any_is_left_out() -> None:
    """On Letter with a clinic the back is too full and the front is not: what not to do follows the steps, and nothing is lost."""
    options = Options(paper="letter")
    asked = sheet("en", "overdose", full=True)
    front, back = asked.sections
    last = back.blocks[-1]
    more_of_it = tuple(_named(last, number) for number in range(2, 8))
    heavy = dataclasses.replace(asked, sections=(front, dataclasses.replace(back, blocks=(*back.blocks, *more_of_it))))
    chosen = fit_sheet(asked, options)
    assert {block.meta.id for face in chosen.sections for block in face.blocks} == {
        block.meta.id for face in asked.sections for block in face.blocks
    }
    assert _left_out(asked, options) == []
    assert _left_out(heavy, options)
    assert _faults(chosen, options) == []


def test_what_can_not_fit_stops_the_build_with_what_could_go() -> None:
    """Nothing shrinks: the error says by how many lines, in which language, and names blocks."""
    document = sheet("en", "overdose")
    (steps,) = (block for section in document.sections for block in section.blocks if block.meta.id == "naloxone.steps")
    face = dataclasses.replace(document.sections[0], blocks=tuple(_named(steps, number) for number in range(6)))
    with pytest.raises(KitError, match=r"about \d+ lines too long in English"):
        fit_sheet(dataclasses.replace(document, sections=(face,)), Options())


def test_the_same_sheet_gives_the_same_bytes() -> None:
    """Fitting and writing leave nothing behind."""
    document = fit_sheet(sheet("en", "after-a-break", full=True), Options())
    assert SHEET.write(document, Options()) == SHEET.write(
        fit_sheet(sheet("en", "after-a-break", full=True), Options()), Options()
    )


@pytest.mark.parametrize("edition", ["standard", "large-print"])
@pytest.mark.parametrize(("form", "name"), [("sheet", "overdose"), ("poster", "overdose")])
def test_the_review_status_stands_once_on_each_side(form: str, name: str, edition: str) -> None:
    """Also on the last, whose foot says it as text: it is the last thing that a voice reads."""
    if edition not in FORMATS[form].editions and edition != "standard":
        pytest.skip("a poster is large as it is")
    options = Options(edition=edition)  # type: ignore[arg-type]
    document = FORMATS[form].fit(built(form, "en", name, options=options), options)
    data = FORMATS[form].write(document, options)
    status = normal(document.notices[0].text)
    with pypdfium2.PdfDocument(data) as pdf:
        said = [" ".join(page.get_textpage().get_text_range().split()).count(status) for page in pdf]
    assert said == [1] * len(said)
    outline = FORMATS[form].read(data)
    assert outline.items[-1].text == status
    assert status not in " ".join(item.text for item in outline.furniture if item.page == outline.pages)


def test_what_a_further_side_begins_with_stands_clear_of_its_title() -> None:
    """A box does not cling to the running title: the white between them is as wide as half a line."""
    options = Options()
    page = lay_out_sheet(fit_sheet(sheet("en", "get-help"), options), options).pages[1]
    head = page.head[0]
    words = [mark for mark in head.row.marks if isinstance(mark, Words)]
    edge = page.frames[0].y
    assert edge - (head.y + words[0].y) >= 0.9 * words[0].size


@pytest.mark.parametrize(
    "tag", ["es", "fr", "ru", "uk", *(pytest.param(tag, marks=pytest.mark.slow) for tag in ("fa", "vi", "pt-BR"))]
)
def test_in_large_print_nothing_of_the_medicines_is_left_out_on_letter(tag: str) -> None:
    """A table as a list, lines to write on beside their labels where room is short, and a close foot leave room for all of it."""
    options = Options(edition="large-print", paper="letter")
    assert _left_out(sheet(tag, "medicines", options=options), options) == []
