"""What the desk's workers do, asked directly on a small topic: make, draw, paint, name and count files; take logos, lists and people."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kit import build, review
from kit.art import Art
from kit.art import Path as Stroke
from kit.build import documents
from kit.content import cards
from kit.content.logo import read as read_logo
from kit.desk import printing, work
from kit.errors import Finding, KitError
from kit.outline import Item, Outline
from tests.conftest import ROOT, TODAY
from tests.content.conftest import FILES, write
from tests.small_topic import make_whole


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one topic with a sheet and a session, of which one sentence is in Arabic."""
    return make_whole(write(FILES, tmp_path_factory.mktemp("tea")), ROOT)


@pytest.fixture(scope="module")
def jobs(project: Path) -> dict[str, build.Job]:
    """Every file of it in English and Arabic, offered or not."""
    asked = build.Request(
        root=project,
        out=project / "output",
        topics=("tea",),
        locales=("en", "ar"),
        partial=True,
        today=TODAY,
        region="US",
        paper="a4",
    )
    return {build.name_of(job, ""): job for job in build.plan(asked)}


def test_a_made_file_is_told_as_it_is_and_found_again(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """Where it is, its name without folders, its title, size, pages and code; and the same from what was written down."""
    folder = tmp_path / "shelf"
    made = work.make(jobs["en/tea-handout.pdf"], folder)
    data = Path(made.path).read_bytes()
    assert made.path == str(folder / "en/tea-handout.draft.pdf")
    assert (made.name, made.title, made.status, made.published) == ("tea-handout.draft.pdf", "Tea", "draft", True)
    assert (made.bytes, made.pages) == (len(data), len(pypdfium2.PdfDocument(data)))
    assert made.code.startswith("T1.0-en-")
    assert work.Made.read(folder / "made.json") == made
    Path(made.path).unlink()
    assert work.Made.read(folder / "made.json") is None


def test_several_files_come_in_one(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """Those that were published, in their order, with the rights of ordinary files, and with the same bytes each time."""
    names = ("en/tea-handout.pdf", "en/tea-sheet-night.pdf", "en/tea-page.html")
    handout, held, page = (work.make(jobs[name], tmp_path / "shelf") for name in names)
    printing.zipped([handout, "no file", held, page], tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as packed:
        packed_as = [(one.filename, one.date_time, one.external_attr >> 16, one.compress_type) for one in packed.infolist()]
        assert packed.read(packed.infolist()[1]) == Path(page.path).read_bytes()
    assert not held.published
    assert packed_as == [
        (name, (1980, 1, 1, 0, 0, 0), 0o644, zipfile.ZIP_STORED) for name in (f"01-{handout.name}", f"02-{page.name}")
    ]


def test_a_file_that_was_held_back_is_found_with_its_findings(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """It is not there, and what was found is told; nothing, or half a note, is no file."""
    made = work.make(jobs["en/tea-sheet-night.pdf"], tmp_path)
    assert not made.published
    assert {finding.severity for finding in made.findings} >= {"error"}
    assert all(isinstance(finding, Finding) for finding in made.findings)
    assert work.Made.read(tmp_path / "made.json") == made
    (tmp_path / "made.json").write_text("{", encoding="utf-8")
    assert work.Made.read(tmp_path / "made.json") is None
    assert work.Made.read(tmp_path / "other.json") is None


def test_words_that_changed_are_in_what_is_made_next(project: Path, jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """A worker reads the files again where they changed, whatever it is asked to do."""
    path = project / "content/tea/topic.yaml"
    before = path.read_text(encoding="utf-8")
    page = jobs["en/tea-page.html"]
    work.make(page, tmp_path / "a")
    work.sketch(jobs["en/tea-deck-20.pptx"], tmp_path)
    old = (tmp_path / "slide-1.svg").read_bytes()
    try:
        path.write_text(before.replace('title: "Tea"', 'title: "Green tea"'), encoding="utf-8")
        assert work.make(page, tmp_path / "b").title == "Green tea"
        path.write_text(before.replace('title: "Tea"', 'title: "Black tea"'), encoding="utf-8")
        assert work.tell((page,), "en", tmp_path / "told.json")[0].title == "Black tea"
        path.write_text(before.replace('title: "Tea"', 'title: "White tea"'), encoding="utf-8")
        rows = work.standings(project, "en", "en", TODAY, tmp_path / "rows.json")
        assert {row.told.topic for row in rows} == {"White tea"}
        path.write_text(before.replace('title: "Tea"', 'title: "Mint tea"'), encoding="utf-8")
        work.draw(jobs["en/tea-handout.pdf"], tmp_path)
        heard = work.spoken(tmp_path / "drawn.pdf", "handout")
        assert any(words.startswith("Mint tea") for _, _, words in heard)
        path.write_text(before.replace('title: "Tea"', 'title: "Iced tea"'), encoding="utf-8")
        work.sketch(jobs["en/tea-deck-20.pptx"], tmp_path)
        assert (tmp_path / "slide-1.svg").read_bytes() != old
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_drawing_has_the_pages_of_the_file(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """What is looked at is what would be made: the same bytes, with the number of its pages beside."""
    job = jobs["en/tea-handout.pdf"]
    count = work.draw(job, tmp_path)
    data = (tmp_path / "drawn.pdf").read_bytes()
    assert data == Path(work.make(job, tmp_path).path).read_bytes()
    assert count == len(pypdfium2.PdfDocument(data)) == int((tmp_path / "count").read_text(encoding="ascii"))
    large = dataclasses.replace(job, options=dataclasses.replace(job.options, edition="large-print"))
    assert work.draw(large, tmp_path / "large") > count


def test_pages_are_painted_from_first_to_last(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """So many dots an inch; there is no page before the first nor after the last."""
    count, pdf = work.draw(jobs["en/tea-handout.pdf"], tmp_path), tmp_path / "drawn.pdf"
    for number in (1, count):
        work.paint(pdf, number, 36, tmp_path / f"{number}.webp")
        with Image.open(tmp_path / f"{number}.webp") as image:
            assert (image.format, image.mode) == ("WEBP", "RGB")
            assert image.size == pytest.approx((595 / 2, 842 / 2), abs=1)
    assert (tmp_path / "1.webp").read_bytes() != (tmp_path / f"{count}.webp").read_bytes()
    work.paint(pdf, 1, 72, tmp_path / "large.webp")
    with Image.open(tmp_path / "large.webp") as image:
        assert image.size == pytest.approx((595, 842), abs=1)
        dark, light = image.convert("L").getextrema()
        assert dark < 60 < 250 < light  # words, on white
    for number in (0, count + 1):
        with pytest.raises(KitError, match=f"there is no page {number}\n") as caught:
            work.paint(pdf, number, 36, tmp_path / "none.webp")
        assert caught.value.advice == f"The file has {count}."
    assert not (tmp_path / "none.webp").exists()


def test_slides_are_sketched_one_by_one(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """As many as the deck has, numbered from 1; a format that draws nothing has none."""
    count = work.sketch(jobs["en/tea-deck-20.pptx"], tmp_path)
    assert count == work.make(jobs["en/tea-deck-20.pptx"], tmp_path / "made").pages
    assert sorted(path.name for path in tmp_path.glob("*.svg")) == sorted(f"slide-{n}.svg" for n in range(1, count + 1))
    assert work.sketch(jobs["en/tea-page.html"], tmp_path / "none") == 0


def test_what_is_heard_has_page_language_and_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is heard by its description; what says nothing is left out."""
    items = (
        Item(role="text", text=" Rest. ", lang="en", page=1),
        Item(role="figure", text=" ", alt=" Una taza ", lang="es", page=2),
        Item(role="figure", lang="en", page=2),
    )

    class Toy:
        @staticmethod
        def read(data: bytes) -> Outline:
            assert data == b"abc"
            return Outline(title="", lang="en", items=items, pages=2)

    monkeypatch.setattr(work, "FORMATS", {"toy": Toy})
    (tmp_path / "a").write_bytes(b"abc")
    assert work.spoken(tmp_path / "a", "toy") == ((1, "en", "Rest."), (2, "es", "Una taza"))


def test_files_are_called_in_their_language_and_their_kind_in_the_pages(
    project: Path, jobs: dict[str, build.Job], tmp_path: Path
) -> None:
    """A sheet has a title of its own, a session its name; the kind tells editions apart. Kept, and read again as it was told."""
    names = (
        "en/tea-page.html",
        "en/tea-handout.pdf",
        "en/tea-handout-large-print.pdf",
        "en/tea-sheet-night.pdf",
        "en/tea-deck-20.pptx",
    )
    told = work.tell(tuple(jobs[name] for name in names), "en", tmp_path / "told.json")
    assert [(one.title, one.topic, one.lang, one.kind, one.kind_lang) for one in told] == [
        ("Tea", "Tea", "en", "Web page", "en"),
        ("Tea", "Tea", "en", "Handout", "en"),
        ("Tea", "Tea", "en", "Handout, large print", "en"),
        ("At night", "Tea", "en", "Sheet", "en"),
        ("Short session", "Tea", "en", "Slides", "en"),
    ]
    assert all(one.use.endswith(".") for one in told)
    arabic = work.tell((jobs["en/tea-page.html"],), "ar", tmp_path / "ar.json")[0]
    assert (arabic.title, arabic.lang, arabic.kind, arabic.kind_lang) == ("Tea", "en", "صفحة ويب", "ar")
    assert work.read_told(tmp_path / "told.json") == told


def test_a_language_lacks_what_has_no_words(jobs: dict[str, build.Job], tmp_path: Path) -> None:
    """For each file in order whether its language does not offer it; kept, and read again."""
    names = ("ar/tea-page.html", "en/tea-page.html", "ar/tea-deck-20.pptx")
    assert work.lacking(tuple(jobs[name] for name in names), tmp_path / "a.json") == (True, False, True)
    assert work.read_lacking(tmp_path / "a.json") == (True, False, True)


@pytest.mark.parametrize("words", [None, "{", "[3]", "3", '[{"title": "x"}]', "\xff"])
def test_what_was_not_kept_whole_is_nothing(tmp_path: Path, words: str | None) -> None:
    """A file that is not there, half written, or of another kit: it is asked for anew."""
    path = tmp_path / "kept.json"
    if words is not None:
        path.write_bytes(words.encode("latin-1"))
    assert work.read_told(path) == work.kept_standings(path) == ()
    assert work.Made.read(path) is None
    assert work.read_lacking(path) == {"[3]": (True,), '[{"title": "x"}]': (True,)}.get(words or "", ())


def test_a_language_stands_where_its_texts_do(project: Path, tmp_path: Path) -> None:
    """The topic first, with all its texts; then each product with those that it shows, and what it wants before it is offered."""
    rows = work.standings(project, "ar", "en", TODAY, tmp_path / "rows.json")
    assert work.kept_standings(tmp_path / "rows.json") == rows
    topic, *products = rows
    assert (topic.whole, topic.told.title, topic.told.kind, topic.told.use, topic.offered) == (True, "Tea", "", "", True)
    assert {row.topic for row in rows} == {"tea"}
    assert all(row.total == row.machine + row.missing + row.reviewed for row in rows)
    assert all(topic.total > row.total > 0 for row in products)
    assert [(row.told.title, row.told.kind) for row in products] == [
        ("Tea", "Web page"), ("Tea", "Handout"), ("Tea", "Packet of sheets"), ("Tea", "Booklet"), ("Tea", "Slides"),
        ("At night", "Sheet"), ("Short session", "Slides"),
    ]  # fmt: skip
    for row in products:
        assert (row.whole, row.offered, row.status, row.wrong) == (False, False, "draft", 0)
        assert 0 < row.blank <= row.missing
    english = work.standings(project, "en", "en", TODAY, tmp_path / "en.json")
    assert all(row.offered and row.blank == row.missing == 0 for row in english)
    assert all(row.reviewed + row.machine == row.total for row in english)


def test_a_text_is_found_on_its_page_with_the_words_that_are_typed(project: Path, tmp_path: Path) -> None:
    """Its page is drawn, and where it stands is told in points from the upper left; what no sheet shows has no place."""
    picture = tmp_path / "page.jpg"
    bare = work.place(project, "tea", "ar", "tea/sleep.why.text", "", TODAY, picture)
    assert bare
    first = picture.read_bytes()
    long = work.place(project, "tea", "ar", "tea/sleep.why.text", "كلمة " * 150, TODAY, picture)
    assert long
    with Image.open(picture) as image:
        assert image.format == "JPEG"
        assert image.size == pytest.approx((long.width * 1.6, long.height * 1.6), abs=1.1)
    assert picture.read_bytes() != first
    assert (long.width, long.height) == pytest.approx((595.28, 841.89), abs=0.1)
    assert 1 <= long.page <= long.pages
    assert bare.pages >= 1
    for found in (bare, long):
        for x, y, width, height in found.boxes:
            assert 0 <= x <= x + width <= found.width
            assert 0 <= y <= y + height <= found.height
    assert sum(box[3] for box in long.boxes) > sum(box[3] for box in bare.boxes)
    assert work.place(project, "tea", "ar", "tea/sleep.talk.first", "", TODAY, tmp_path / "none.jpg") is None
    assert not (tmp_path / "none.jpg").exists()


def test_a_logo_is_written_anew_by_us() -> None:
    """Pixels become a PNG, paths an SVG that the kit reads again; what is neither is told without our own file's name."""
    suffix, data = work.logo(_png())
    assert suffix == "png"
    assert data.startswith(b"\x89PNG")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>A</title><path fill="#ff0000" d="M0 0L20 0L20 10Z"/></svg>'
    suffix, data = work.logo(drawing)
    assert suffix == "svg"
    assert b"title" not in data
    with pytest.raises(KitError) as caught:
        work.logo(b"no picture")
    assert "/" not in caught.value.message
    assert not caught.value.message.startswith(":")
    assert caught.value.advice


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_a_drawing_becomes_the_svg_that_it_was_read_from(tmp_path: Path) -> None:
    """Size, colours, and which paths have holes."""
    shape = (("M", (0.0, 0.0)), ("L", (20.5, 0.0)), ("L", (20.5, 10.0)), ("Z", ()))
    art = Art(
        id="x", width=20.5, height=10, paths=(Stroke(commands=shape, color="#ff0000"), Stroke(commands=shape, even_odd=True))
    )
    words = work.svg(art).decode()
    assert words.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20.5 10"><path fill="#ff0000" d="M')
    assert words.count('fill="currentColor" fill-rule="evenodd"') == words.count("fill-rule") == 1
    (tmp_path / "logo.svg").write_text(words, encoding="utf-8")
    again = read_logo(tmp_path / "logo.svg").image
    assert isinstance(again, Art)
    assert (again.width, again.height) == (art.width, art.height)
    assert [(path.color, path.even_odd) for path in again.paths] == [("#ff0000", False), (None, True)]


def test_a_list_of_clinics_keeps_its_columns_or_names_them() -> None:
    """A column that says nothing of ours is left out and named; one that was meant is a fault of the rows that fill it."""
    rows, strange = work.listed(b"name,budget,phon\nHill,1,\nDale,2,202-555-0143\n", "", Path("x"))
    assert strange == ("budget",)
    assert [(row.line, row.name, bool(row.card), bool(row.faults)) for row in rows] == [
        (2, "Hill", True, False),
        (3, "Dale", False, True),
    ]
    assert "budget" not in {name for row in rows for name in row.values}
    assert set(cards.LIMITS) >= {"name", "phone"}
    many = "name\n" + "".join(f"C{n}\n" for n in range(work.ROWS + 1))
    with pytest.raises(KitError, match=f"more than {work.ROWS} rows"):
        work.listed(many.encode(), "", Path("x"))
    with pytest.raises(KitError, match="not UTF-8"):
        work.listed("name\nHäll\n".encode("cp1252"), "", Path("x"))
    assert work.listed("name\nHäll\n".encode("cp1252"), "cp1252", Path("x"))[0][0].name == "Häll"


PERSON = {"handle": " ana ", "name": 'Ana "A" Ruiz', "qualification": "Nurse – ش", "credit": "yes", "translator": "no"}


def test_a_person_says_who_they_are_once(tmp_path: Path) -> None:
    """In their own words, added to those who are there; what is not ticked is not so."""
    path = tmp_path / "people.toml"
    work.add_person(path, PERSON)
    work.add_person(path, {**PERSON, "handle": "bea", "clinician": "yes"})
    people = review.ledger(tmp_path).people
    assert people["ana"] == review.Person(handle="ana", name='Ana "A" Ruiz', qualification="Nurse – ش", credit=True)
    assert people["bea"].clinician
    with pytest.raises(KitError, match="'ana' is taken"):
        work.add_person(path, PERSON)
    assert path.read_text(encoding="utf-8").count("[[person]]") == 2
    assert "\n\n\n" not in path.read_text(encoding="utf-8")


def test_a_file_of_people_without_a_last_line_end_is_added_to(tmp_path: Path) -> None:
    """The line that was last stays whole."""
    path = tmp_path / "people.toml"
    path.write_text('[[person]]\nhandle = "a"\nname = "A"\nqualification = "Nurse"', encoding="utf-8")
    work.add_person(path, PERSON)
    assert set(review.ledger(tmp_path).people) == {"a", "ana"}


@pytest.mark.parametrize("name", ["handle", "name", "qualification"])
@pytest.mark.parametrize(("words", "good"), [("", False), (" ", False), ("a\nb", False), ("x" * 200, True), ("x" * 201, False)])
def test_each_word_about_a_person_is_one_line(tmp_path: Path, name: str, words: str, good: bool) -> None:
    """None is empty or longer than 200 letters; otherwise nothing is written."""
    path = tmp_path / "people.toml"
    if good:
        work.add_person(path, {**PERSON, name: words})
        return
    for given in ({**PERSON, name: words}, {key: value for key, value in PERSON.items() if key != name}):
        with pytest.raises(KitError, match="each be stated") as caught:
            work.add_person(path, given)
        assert caught.value.advice == "Nothing was written."
    assert not path.exists()


def test_the_first_page_finds_its_topic_read(project: Path) -> None:
    """What the first page needs is there before anybody asks: the first topic's words and the sheet's writer; no topic, no fault."""
    documents.translated.cache_clear()
    work.warm(project, TODAY)
    before = documents.translated.cache_info()
    build.translated(project, "tea", "en", TODAY)
    assert documents.translated.cache_info().hits == before.hits + 1


def test_a_project_without_topics_is_nothing_to_read_ahead(tmp_path: Path) -> None:
    """It starts; the page tells what is missing."""
    (tmp_path / "content").mkdir()
    work.warm(tmp_path, TODAY)
