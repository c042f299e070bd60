"""The pocket card: flat and folded, on both papers, each face where a reader meets it, one copy in the tree, its number the largest."""

from __future__ import annotations

import dataclasses
import functools
import itertools

import pytest

from kit.document import Bullets, Document, Options, Steps, plain
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print import panels, pocket
from kit.formats.print.blocks import Composer
from kit.formats.print.pocket import fit_pocket_card, lay_out_pocket_card
from kit.formats.print.sheet import Row, Words
from kit.formats.print.theme import Style, theme
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import StructureTree
from kit.tagged.source import PdfSource
from kit.tagged.source import read as read_pdf
from tests.formats.print.built import built
from tests.formats.print.folding import MM, Area, misplaced, near_edge
from tests.offered import asked
from tests.sample import sample

CARD = FORMATS["pocket-card"]
PAGE = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
KINDS = tuple(itertools.product(("standard", "folded"), ("a4", "letter")))


def card(tag: str, *, full: bool = False) -> Document:
    """The card as a build makes it, with a region and a clinic if `full`."""
    return built("pocket-card", tag, "overdose", full=full)


def _options(edition: str, paper: str) -> Options:
    return Options(edition=edition, paper=paper)  # type: ignore[arg-type]  # names and numbers of the table above


@functools.cache
def made(tag: str, edition: str, paper: str) -> bytes:
    """The file with region and clinic."""
    return CARD.write(card(tag, full=True), _options(edition, paper))


def _cell(paper: str, page: int, row: int, column: int) -> Area:
    """A cell of the grid, by hand: two columns of 85.6 mm, four rows of 54 mm, in the middle of the page."""
    width, height = PAGE[paper]
    left, top = (width - 171.2) / 2 + column * 85.6, (height - 216) / 2 + row * 54
    return Area(page, left, top, left + 85.6, top + 54)


def _faces(edition: str, paper: str, rtl: bool) -> list[Area]:
    """The faces of the upper card in the order in which a reader meets them."""
    if edition == "standard":  # its back is behind it: on the other side of the paper, at the other side of the middle
        return [_cell(paper, 1, 0, int(rtl)), _cell(paper, 2, 0, int(not rtl))]
    begin, end = (1, 0) if rtl else (0, 1)
    return [_cell(paper, 1, 0, end), _cell(paper, 2, 0, begin), _cell(paper, 2, 0, end), _cell(paper, 1, 0, begin)]


@pytest.mark.parametrize("tag", asked("pocket-card"))
def test_it_passes_every_check_bare_and_full(tag: str) -> None:
    """Its read-back is what a card must say; nothing had to be left out."""
    for full, (edition, paper) in zip((False, True, True, False), KINDS, strict=True):
        document, options = card(tag, full=full), _options(edition, paper)
        assert fit_pocket_card(document, options) is document
        data = CARD.write(document, options) if not full else made(tag, edition, paper)
        outline = CARD.read(data)
        assert outline.pages == 2
        assert CARD.judge(document, options, data, outline) == (), (edition, paper, full)
        assert len(data) <= 45_000


@pytest.mark.parametrize(("edition", "paper"), KINDS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_nth_face_that_a_reader_meets_is_the_nth_in_the_tree(tag: str, edition: str, paper: str) -> None:
    """Cover, inside, back; front, back: left to right and right to left, where the fold or the turned paper puts them."""
    source = read_pdf(made(tag, edition, paper))
    assert misplaced(source, _faces(edition, paper, rtl=tag == "ar")) == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_number_behind_is_larger_than_the_steps(tag: str) -> None:
    """Who has turned the card to its steps in an overdose must not dial the largest number there, which is for another need."""
    front, back = (page.marks for page in read_pdf(made(tag, "standard", "letter")).pages)
    sizes = {mark.size for mark in back if mark.kind == "text" and mark.text.strip() == "988"}
    steps = {mark.size for mark in back if mark.kind == "text" and "911" in mark.text}
    assert len(sizes) == 1
    assert sizes == steps
    assert max(mark.size for mark in front if "911" in mark.text) > 2 * max(steps)


@pytest.mark.parametrize("edition", ["standard", "folded"])
def test_a_card_laid_out_the_wrong_way_round_is_seen(edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: right-to-left cards in left-to-right places."""
    for name, make in (("flat_cards", panels.flat_cards), ("folded_cards", panels.folded_cards)):
        monkeypatch.setattr(pocket, name, lambda size, rtl, make=make: make(size, rtl=not rtl))
    source = read_pdf(CARD.write(card("ar"), _options(edition, "a4")))
    assert len(misplaced(source, _faces(edition, "a4", rtl=True))) >= 2


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_behind_each_cover_lies_the_face_that_opens_with_it(tag: str) -> None:
    """Turned on the long edge, each of the four folded cards has its signs behind its cover, and its steps behind its back."""
    outside, inside = panels.folded_cards((210 * MM, 297 * MM), rtl=tag == "ar"), read_pdf(made(tag, "folded", "a4"))
    blocks = [section.blocks[0] for section in card(tag, full=True).sections]
    texts = [block.meta.title or block.items[0].text for block in blocks if isinstance(block, Bullets | Steps)]
    heads = [plain(text.text) for text in texts]
    for cover, _, _, back in outside:
        for face, head in ((cover, heads[0]), (back, heads[1])):
            left = 210 * MM - face.x - face.width
            behind = _words(inside, 2, left, face.y, face.width, face.height)
            assert head.split()[0] in behind


def _words(source: PdfSource, page: int, left: float, top: float, width: float, height: float) -> str:
    """What is printed in a rectangle of a page, in points from its upper left corner."""
    high = source.pages[page - 1].box[3] - top
    marks = [mark for mark in source.pages[page - 1].marks if mark.kind == "text"]
    return " ".join(
        mark.text
        for mark in marks
        if left <= (mark.box[0] + mark.box[2]) / 2 <= left + width and high - height <= mark.base <= high
    )


def _squeezed(text: str) -> str:
    return "".join(letter for letter in CONTROLS.sub("", text) if not letter.isspace())


@pytest.mark.parametrize("tag", asked("pocket-card"))
def test_a_card_cut_from_its_page_says_its_whole_status(tag: str) -> None:
    """That nobody checked it, and that a machine translated it, in at least 7 points: the foot of the page is cut away."""
    document = card(tag, full=True)
    layout = lay_out_pocket_card(document, _options("standard", "letter"))
    left, top, right, bottom = panels.block_of(layout.size)
    said = ""
    for mark, y in ((mark, placed.y) for page in layout.pages for placed in page.rows for mark in placed.row.marks):
        if isinstance(mark, Words) and mark.text == "imprint":
            assert mark.size >= 7
            assert left < mark.x < right
            assert top < y < bottom
            said += mark.line.text
    for notice in document.notices:
        assert _squeezed(said).count(_squeezed(plain(notice.text))) == 8, plain(notice.text)


@pytest.mark.parametrize("tag", asked("pocket-card"))
def test_words_and_frame_keep_off_the_cut(tag: str) -> None:
    """By 4 mm, as hands cut askew; where words are longest by 3 or 3.5 mm."""
    source = read_pdf(made(tag, "standard", "letter"))
    least = {"fr": 3.0, "ru": 3.0, "uk": 3.0, "vi": 3.5}.get(tag, 4.0)
    for page in source.pages:
        cell = _cell("letter", page.number, 0, 0)
        for mark in page.marks:
            left, right = mark.box[0] / MM, mark.box[2] / MM
            top, low = (page.box[3] - mark.box[3]) / MM, (page.box[3] - mark.box[1]) / MM
            if cell.left < (left + right) / 2 < cell.right and cell.top < (top + low) / 2 < cell.bottom:
                near = min(left - cell.left, top - cell.top, cell.right - right, cell.bottom - low)
                assert near >= least - 0.05, f"{mark.text or mark.kind} {near:.2f} mm from the cut of page {page.number}"


@pytest.mark.parametrize(("edition", "count"), [("standard", 8), ("folded", 4)])
def test_one_copy_is_heard_and_all_are_printed(edition: str, count: int) -> None:
    """A voice reads the card once; the paper has it in every cell."""
    data = made("en", edition, "letter")
    assert [item.text for item in CARD.read(data).items].count("Overdose") == 1
    printed = [mark for mark in read_pdf(data).marks() if mark.text == "Overdose"]
    assert len(printed) == count
    assert sum(mark.artifact is None for mark in printed) == 1


def test_it_is_cut_to_the_block_of_cards_and_prints_on_any_printer() -> None:
    """TrimBox is the block; nothing is nearer to an edge than 6.35 mm; words are black in one ink, or dark blue."""
    source = read_pdf(made("en", "standard", "letter"))
    trim = [float(edge) / MM for edge in source.pdf.pages[0].obj.TrimBox]
    assert trim == pytest.approx([22.35, 31.7, 22.35 + 171.2, 31.7 + 216], abs=0.05)
    assert near_edge(source) == []
    assert b" 0 g" in source.pdf.pages[0].Contents.read_bytes() or b"\n0 g" in source.pdf.pages[0].Contents.read_bytes()
    assert str(source.pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
    assert "cut along the marks" in str(source.pdf.docinfo["/Subject"])


def test_the_emergency_number_is_the_largest_thing_on_it() -> None:
    """On both kinds of card, in every face."""
    for edition in ("standard", "folded"):
        pages = lay_out_pocket_card(card("es", full=True), _options(edition, "a4")).pages
        marks = [mark for page in pages for placed in page.rows for mark in placed.row.marks if isinstance(mark, Words)]
        assert "911" in max(marks, key=lambda mark: mark.size).line.text


def test_words_never_go_below_nine_points() -> None:
    """Only the line with status and code is smaller, and it is no text of the card but its foot."""
    for tag in ("es", "ar"):
        sizes = [mark.size for mark in read_pdf(made(tag, "standard", "a4")).marks() if mark.kind == "text" and not mark.artifact]
        assert min(sizes) >= 9


def test_too_many_words_stop_the_build() -> None:
    """Type never shrinks below 9 points: the error says by how many lines, and what could go."""
    document = card("en")
    front, back = document.sections
    (steps,) = back.blocks
    assert isinstance(steps, Steps)
    long = dataclasses.replace(document, sections=(front, dataclasses.replace(back, blocks=(_twice(steps),))))
    with pytest.raises(KitError, match=r"about \d+ lines too long in English") as caught:
        fit_pocket_card(long, Options())
    assert "short.card-steps" in caught.value.advice


def _twice(steps: Steps) -> Steps:
    return dataclasses.replace(steps, items=steps.items * 2)


def test_a_clinic_with_a_name_too_long_for_a_flat_card_is_told_of_the_folded_one() -> None:
    """The card itself fits: the error names the clinic, the field of its file, and the way out."""
    document = card("en", full=True)
    assert document.clinic is not None
    clinic = dataclasses.replace(document.clinic, name="Harbor Street " * 20)
    with pytest.raises(KitError, match="Harbor Street") as caught:
        fit_pocket_card(dataclasses.replace(document, clinic=clinic), Options())
    assert "--edition folded" in caught.value.advice
    assert fit_pocket_card(dataclasses.replace(document, clinic=clinic), _options("folded", "a4"))


def test_a_block_without_a_safety_fact_goes_first_when_there_is_no_room() -> None:
    """The last block of a face is left out and named; one that a life depends on never is."""
    document = card("en")
    front, back = document.sections
    extra = dataclasses.replace(back.blocks[0], meta=dataclasses.replace(back.blocks[0].meta, id="more", safety=()))
    long = dataclasses.replace(document, sections=(dataclasses.replace(front, blocks=(*front.blocks, extra)), back))
    chosen = fit_pocket_card(long, Options())
    assert chosen.selection is not None
    assert [block.meta.id for block in chosen.selection.left_out] == ["more"]
    assert chosen.selection.strip == ()
    data = CARD.write(chosen, Options())
    assert CARD.judge(chosen, Options(), data, CARD.read(data)) == ()


def test_a_row_is_closed_up_only_where_its_letters_leave_room() -> None:
    """Arabic reserves room for rare marks: a row without them becomes lower, and its letters stay inside it."""
    pages = lay_out_pocket_card(card("ar"), _options("folded", "a4")).pages
    rows = [placed.row for page in pages for placed in page.rows if any(isinstance(mark, Words) for mark in placed.row.marks)]
    row = max(rows, key=lambda row: row.height)
    copy = panels.shifted(row, 0.0)
    closed = panels.closed_up(copy, 1.22)
    assert closed.height <= row.height
    assert all(0 < mark.y < closed.height for mark in closed.marks if isinstance(mark, Words))
    assert panels.closed_up(Row(height=5.0), 1.22).height == 5.0


def test_a_tall_letter_does_not_bring_the_line_below_it_too_near() -> None:
    """Vietnamese capitals with two marks take what room there is above a line; the next one still keeps its distance."""
    document, size = sample("en"), 12.0
    tree = StructureTree("en", 1)
    composer = Composer(document, theme(Options()), tree)
    text = composer.own("Nằm nghiêng. Ở lại cho đến khi cấp cứu đến. " * 4)
    made = composer.rows(composer.leaf(tree.root.add("P"), text), Style(size=size, leading=1.25), width=200)
    rows = [panels.closed_up(row, 1.21) for row in made]
    tops = list(itertools.accumulate((row.height for row in rows), initial=0.0))
    bases = [top + mark.y for top, row in zip(tops, rows, strict=False) for mark in row.marks if isinstance(mark, Words)]
    assert min(below - above for above, below in itertools.pairwise(bases)) >= 1.2 * size


def test_the_same_card_gives_the_same_bytes() -> None:
    """Nothing is left behind by another one."""
    CARD.write(card("es"), Options())
    assert CARD.write(card("en", full=True), _options("folded", "letter")) == made("en", "folded", "letter")
