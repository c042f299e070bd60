"""How many letters fit on small sheets: measured by their layouts, kept, measured anew where the English changed, told in a note."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kit import build, content, translate
from kit.build.lengths import KEPT, SheetRoom, SheetRooms, _held, _kept, _small, lengths
from kit.document import Options, select_sheet, sheets_for
from kit.errors import KitError
from kit.formats import FORMATS
from kit.locale import find
from kit.translate import Message
from tests.conftest import ROOT

TITLE = Message(ctx="tea/sheet-brew.title", english="Brew it now")
ROOMS = SheetRooms(
    rooms={
        "tea sheet brew": SheetRoom(words="", longer=40, lines={TITLE.ctx: 2}),
        "tea pocket-card brew": SheetRoom(words="", longer=20, lines={TITLE.ctx: 1}),
        "tea pocket-card other": SheetRoom(words="", longer=10, lines={TITLE.ctx: 3}),
    }
)


def test_a_note_tells_letters_and_lines_on_each_kind_of_sheet() -> None:
    """The tightest sheet of its kind; a text that stands on none has no note."""
    (note,) = ROOMS(find("es"), TITLE)
    assert note == (
        "Length: room for about 19 letters (2 lines) on the sheet, 13 letters (3 lines) on the pocket card; the English has 11."
    )
    assert ROOMS(find("es"), Message(ctx="tea/other", english="Brew it now")) == ()


def test_wide_letters_are_half_as_many() -> None:
    """A Chinese or Korean letter is about as wide as two of the English."""
    for tag in ("zh-Hans", "ko", "ja"):
        assert "about 10 letters (2 lines) on the sheet, 7 letters" in ROOMS(find(tag), TITLE)[0]


def test_what_is_measured_stands_for_what_layouts_are_tried_with(tmp_path: Path) -> None:
    """One note on the length of a text, before those on its terms."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    document = content.load(tmp_path / "content", "point-to-card")
    room = SheetRooms(rooms={"t sheet s": SheetRoom(words="", longer=10, lines={"point-to-card/title": 1})})
    translate.start(tmp_path, (document,), "es", terms=lambda _tag, _english: ("Term: x.",), lengths=room)
    catalog = translate.load(tmp_path, find("es"), "point-to-card").by_ctx()
    told = [line for line in catalog["point-to-card/title"].notes if line.startswith("Length: ")]
    assert len(told) == 1
    assert "on the sheet" in told[0]
    assert catalog["point-to-card/title"].notes[-2:] == (told[0], "Term: x.")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with what was measured for this one."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "locales").mkdir()
    shutil.copy(ROOT / KEPT, tmp_path / KEPT)
    return tmp_path


def test_what_is_kept_is_of_the_present_english(project: Path) -> None:
    """Nothing is measured again, no sheet is without, and the file stays as it is."""
    found = lengths(project)
    assert found.measured == (), "run: python3 run.py translate sync"
    assert (project / KEPT).read_bytes() == (ROOT / KEPT).read_bytes()
    assert set(found.rooms) == {
        f"{topic} {form.name} {plan.name(form.name)}"
        for topic in content.topics(ROOT / "content")
        for form in FORMATS.values()
        if form.takes == ("sheet",)
        for plan in sheets_for(build.source(ROOT, topic), form.name)
    }


@pytest.mark.slow
def test_a_sheet_is_measured_anew_when_its_english_changes(project: Path) -> None:
    """That sheet alone; a longer message leaves less room for every word. A file that is none is made anew."""
    plan = project / "content/heroin-withdrawal/sheets/poster-call-now.yaml"
    said = "It is fine to call and be wrong, and to call again, at any hour of the day and of the night, for as long as you are not sure."
    long = (
        f"{said} Say it in your own words, as they come. Somebody will ask you what they need to know. You need not know it all."
    )
    plan.write_text(plan.read_text("utf-8").replace("It is fine to call and be wrong.", long), "utf-8")
    before = json.loads((project / KEPT).read_text("utf-8"))["heroin-withdrawal poster call-now"]["longer"]
    found = lengths(project)
    assert found.measured == ("heroin-withdrawal poster call-now",)
    assert found.rooms[found.measured[0]].longer < before
    assert lengths(project).measured == ()
    kept = (project / KEPT).read_bytes()
    rows = json.loads(kept)
    rows["gone poster old"] = rows[found.measured[0]]
    (project / KEPT).write_text(json.dumps(rows), "utf-8")
    assert lengths(project).measured == ()
    assert (project / KEPT).read_bytes() == kept


@pytest.mark.parametrize("spoiled", ["", "[]", '{"a": 1}', '{"a": {"words": ""}}'])
def test_a_file_of_lengths_that_is_none_holds_nothing(tmp_path: Path, spoiled: str) -> None:
    """It is made by the kit and can be made anew, so it stops nobody."""
    (tmp_path / "lengths.json").write_text(spoiled, "utf-8")
    assert _kept(tmp_path / "lengths.json") == {}


@pytest.mark.slow
@pytest.mark.parametrize("form", [row for row in FORMATS.values() if row.takes == ("sheet",)], ids=lambda row: row.name)
def test_what_translators_are_told_has_room(form) -> None:  # type: ignore[no-untyped-def]  # a row of the table
    """With all words as long as their notes say, each sheet still holds every block it holds in English, on each paper."""
    rooms = lengths(ROOT).rooms
    for job, row in _small(ROOT):
        if row is not form:
            continue
        room = rooms[f"{job.topic} {job.format} {job.sheet}"]
        english = build.ready(job)
        longer = translate.stretched(english, room.longer / 100)
        for paper in form.papers:
            options = Options(paper=paper)  # type: ignore[arg-type]  # from the table of formats
            held = _held(form.fit(english, options))
            assert held <= _held(form.fit(longer, options)), (job.sheet, paper)
            assert form.places(form.fit(longer, options), options)


def test_copies_of_a_card_are_one_place() -> None:
    """Eight cards lie on a page; a text of theirs stands once, in as many lines as on one card."""
    document = build.source(ROOT, "heroin-withdrawal")
    form = FORMATS["pocket-card"]
    (plan,) = sheets_for(document, form.name)
    assert form.places is not None
    found = form.places(select_sheet(document, plan, form="pocket-card"), Options())
    assert len(found["heroin-withdrawal/sheet-pocket-card-overdose.title"]) == 1


def test_a_poster_without_room_says_so() -> None:
    """Stretched to ten times its words, which is what a measure tries until it fits."""
    document = build.source(ROOT, "heroin-withdrawal")
    form = FORMATS["poster"]
    chosen = select_sheet(document, sheets_for(document, form.name)[0], form="poster")
    assert form.places is not None
    with pytest.raises(KitError, match="lines too long"):
        form.places(translate.stretched(chosen, 10), Options())
