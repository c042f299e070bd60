"""kit.build: what is made, that it is the same each time, and that nothing half-made is ever left."""

from __future__ import annotations

import dataclasses
import datetime
import errno
import json
import os
from pathlib import Path

import pytest

from kit import build, content
from kit.checks.outline import roundtrip
from kit.document import ClinicCard, Document, Options
from kit.errors import KitError
from kit.formats import FORMATS
from kit.outline import normal
from tests.offered import WHOLE
from tests.shared import once

Built = tuple[Path, tuple[build.Result, ...]]


def _request(root: Path, out: Path, today: datetime.date, **changes: object) -> build.Request:
    small = build.Request(root=root, out=out, topics=("heroin-withdrawal",), locales=("en", "ar"), formats=("page",), today=today)
    return dataclasses.replace(small, **changes)  # type: ignore[arg-type]


def _few(root: Path, out: Path, today: datetime.date, tags: tuple[str, ...], **changes: object) -> tuple[build.Result, ...]:
    """A file of every kind in each language: a page, a handout, one sheet, and the deck of the shortest session."""
    asked = _request(root, out, today, locales=tags, editions=("standard",), **changes)
    words = dataclasses.replace(
        asked, formats=tuple(name for name, form in FORMATS.items() if name != "deck" and not form.asked), sheets=("core",)
    )
    return (*build.build(words), *build.build(dataclasses.replace(asked, formats=("deck",), sessions=(20,))))


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, root: Path, today: datetime.date) -> Built:
    """The small kit, made once for all processes."""
    return once(tmp_path_factory, "few", lambda out: _few(root, out, today, ("en", "ar")))


@pytest.fixture(params=["few", pytest.param("whole_kit", marks=pytest.mark.slow)])
def kit(request: pytest.FixtureRequest) -> Built:
    """A kit of few files, and in CI the whole one: what is true of the one must be true of the other."""
    made: Built = request.getfixturevalue(request.param)
    return made


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.slow
def test_a_plain_build_makes_every_file(whole_kit: Built, root: Path) -> None:
    """Every locale gets a deck, a handout in two editions and a page, and nothing was withheld."""
    out, results = whole_kit
    withheld = {
        result.path: [f.message for f in result.findings if f.severity == "error"][:3]
        for result in results
        if not result.published
    }
    assert not withheld
    for tag in WHOLE:
        for name in ("deck.draft.pptx", "handout.draft.pdf", "handout-large-print.draft.pdf", "page.draft.html"):
            assert (out / tag / f"heroin-withdrawal-{name}").is_file()
    assert (out / "index.html").is_file()
    assert {path.suffix for path in (out / "review").iterdir()} == {".pdf", ".html"}


def test_the_manifest_tells_the_truth(kit: Built) -> None:
    """Each manifest line names a file that is there, with its size, pages and hash."""
    out, results = kit
    lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["path"] for line in lines} == {result.path for result in results}
    for line in lines:
        assert (out / line["path"]).stat().st_size == line["bytes"]
        assert line["status"] == "draft"
        assert (line["pages"] > 1) is bool(FORMATS[line["format"]].unit)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_file_reads_back_to_what_it_was_meant_to_say(kit: Built, root: Path, today: datetime.date, name: str) -> None:
    """Reading each file gives every text its format shows, once, in order, in its language."""
    out, results = kit
    asked = build.Request(root=root, out=out, formats=(name,), topics=tuple({result.topic for result in results}), today=today)
    jobs = {build.name_of(job, "draft"): job for job in build.plan(asked)}
    for result in results:
        if result.format != name:
            continue
        job = jobs[result.path]
        form = FORMATS[name]
        document = form.fit(build.ready(job), job.options)
        outline = form.read((out / result.path).read_bytes())
        assert roundtrip.compare(form.expected(document, job.options), outline) == (), result.path


def _names_its_clinic(root: Path, out: Path, results: tuple[build.Result, ...]) -> None:
    """All files are there, below the clinic's folder, and each has its name and phone, 911 and 988."""
    clinic = _example(root)
    assert all(result.published for result in results)
    assert {result.format for result in results} >= {"deck", "handout", "page", "sheet"}
    for result in results:
        outline = FORMATS[result.format].read((out / result.path).read_bytes())
        said = " ".join(item.text for item in outline.items)
        for words in (normal(clinic.name), normal(clinic.phone), "911", "988"):
            assert words in said, (result.path, words)
        assert result.path.startswith(f"{clinic.id}/")


def _example(root: Path) -> ClinicCard:
    return content.clinic(root / "content" / "clinics" / "example.toml")


def test_region_and_clinic_are_in_a_file_of_every_kind(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """With a region and a clinic, its name and phone, 911 and 988 are in every format."""
    _names_its_clinic(root, tmp_path, _few(root, tmp_path, today, ("en",), region="US", clinics=(_example(root),)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tags", "sheets"), [((), ("core",)), (("ar",), ())], ids=["every language, the whole deck", "every sheet"]
)
def test_region_and_clinic_are_in_every_file(
    root: Path, tmp_path: Path, today: datetime.date, tags: tuple[str, ...], sheets: tuple[str, ...]
) -> None:
    """They are in every format and locale, in the deck of every session, and on every sheet."""
    some = {"locales": tags, "sheets": sheets, "editions": ("standard",)}
    asked = _request(root, tmp_path, today, formats=(), region="US", clinics=(_example(root),), jobs=2, **some)
    _names_its_clinic(root, tmp_path, build.build(asked))


def test_a_second_build_gives_the_same_bytes(few: Built, root: Path, tmp_path: Path, today: datetime.date) -> None:
    """With the locales in another order, every file, receipt and index and the manifest are byte for byte the same."""
    _few(root, tmp_path, today, ("ar", "en"))
    assert _files(tmp_path) == _files(few[0])


@pytest.mark.slow
def test_one_process_makes_what_many_make(whole_kit: Built, root: Path, tmp_path: Path, today: datetime.date) -> None:
    """The last language and the first again, in one process and alone: all that is theirs is byte for byte the same."""
    first, last = WHOLE[0], WHOLE[-1]
    build.build(build.Request(root=root, out=tmp_path, locales=(last, first), jobs=1, today=today))
    made, before = _files(tmp_path), _files(whole_kit[0])
    lines = {name: files.pop("manifest.jsonl").splitlines() for name, files in (("made", made), ("before", before))}
    assert set(lines["made"]) <= set(lines["before"])
    theirs = {name for name in made if name.startswith((f"{first}/", f"{last}/", f"receipts/{first}-", f"receipts/{last}-"))}
    listed = {json.loads(line)["path"] for line in lines["made"]}
    assert listed | {f"receipts/{path.replace('/', '-')}.html" for path in listed} <= theirs
    assert {name: made[name] for name in theirs} == {name: before[name] for name in theirs}


def test_two_builds_at_once_are_told_apart(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """While one build holds the folder, a second one ends with a plain sentence and writes nothing."""
    with build.sole_use(tmp_path), pytest.raises(KitError, match="another build is writing"):
        build.build(_request(root, tmp_path, today))
    assert _files(tmp_path) == {}


def test_an_output_folder_that_is_a_file_is_named(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """An output folder that can't be made is named in the message."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(KitError, match="can't write to the output folder"):
        build.build(_request(root, blocked / "out", today))
    assert blocked.read_text() == "in the way"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file stays and no half-written one is left."""
    target = tmp_path / "en" / "kit.html"
    build.publish(target, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KitError, match="No space left on device"):
        build.publish(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == ["kit.html"]


def test_two_that_write_one_file_at_once_each_write_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one writes, another writes and renames the same file: neither fails, the last one's bytes stay, nothing else is left."""
    target, sync, others = tmp_path / "a.json", os.fsync, [b"a longer second"]

    def between(handle: int) -> None:
        if others:
            build.publish(target, others.pop())
            assert target.read_bytes() == b"a longer second"
        sync(handle)

    monkeypatch.setattr("kit.files.os.fsync", between)
    build.publish(target, b"first")
    assert target.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_file_that_loses_a_text_is_withheld(
    root: Path, tmp_path: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that drops a section gets its file withheld, the other formats are published, and the exit code is 1."""
    page = FORMATS["page"]

    def careless(document: Document, options: Options) -> bytes:
        return page.write(dataclasses.replace(document, sections=document.sections[:-1]), options)

    monkeypatch.setitem(FORMATS, "page", dataclasses.replace(page, write=careless))
    results = build.build(_request(root, tmp_path, today, locales=("en",), formats=("page", "handout"), editions=("standard",)))
    by_format = {result.format: result for result in results}
    assert not by_format["page"].published
    assert by_format["handout"].published
    assert not (tmp_path / by_format["page"].path).exists()
    assert build.exit_code(results) == 1


def test_a_release_refuses_drafts(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """With --release nothing unreviewed is published, and the findings say what is missing."""
    results = build.build(_request(root, tmp_path, today, release=True))
    assert all(not result.published for result in results)
    assert all(result.findings for result in results)
    assert not list(tmp_path.rglob("*.html"))


def test_shards_make_the_whole_between_them(root: Path, today: datetime.date, tmp_path: Path) -> None:
    """Two shards plan every job of an unsharded build, each once."""
    whole = build.plan(_request(root, tmp_path, today))
    halves = [build.plan(_request(root, tmp_path, today, shard=(part, 2))) for part in (1, 2)]
    assert sorted(map(build.Job.__repr__, halves[0] + halves[1])) == sorted(map(build.Job.__repr__, whole))


def test_paper_follows_the_region(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """The United States print on Letter, others on A4, unless told otherwise."""
    for region, paper, wanted in (("US", "", "letter"), ("GB", "", "a4"), ("", "", "a4"), ("US", "a4", "a4")):
        jobs = build.plan(_request(root, tmp_path, today, region=region, paper=paper))
        assert {job.options.paper for job in jobs} == {wanted}


def test_a_fillable_handout_stands_beside_the_one_to_print(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """Only the handout's name says fillable, both files stay, and the download page lists the one to print if there is one."""
    twin = _request(
        root,
        tmp_path,
        today,
        locales=("en",),
        formats=("handout", "page"),
        editions=("standard",),
        options=Options(fillable=True),
    )
    name = "heroin-withdrawal-handout-fillable.draft.pdf"
    build.build(twin)
    assert [path.name for path in (tmp_path / "en").glob("*fillable*")] == [name]
    assert (tmp_path / "en" / "heroin-withdrawal-page.draft.html").is_file()
    assert name in (tmp_path / "index.html").read_text(encoding="utf-8")
    build.build(dataclasses.replace(twin, options=Options()))
    listed = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "en" / name).is_file()
    assert name not in listed
    assert "heroin-withdrawal-handout.draft.pdf" in listed


def test_a_card_shows_a_second_language_beside_its_own(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """With a second language asked for, a card carries it, says so in its name and line, and its own language has none."""
    request = _request(root, tmp_path, today, topics=("point-to-card",), formats=(), editions=("standard",), beside="en")
    build.build(request)
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["path"], line["beside"]) for line in lines] == [
        ("ar/point-to-card-handout-with-en.draft.pdf", "en"),
        ("en/point-to-card-handout.draft.pdf", ""),
    ]


def test_a_second_language_needs_what_can_hold_it(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """Asked of a topic to read, a second language is refused in plain words, and nothing is written."""
    with pytest.raises(KitError, match="none of these files can say it"):
        build.build(_request(root, tmp_path / "out", today, beside="en"))
    assert not (tmp_path / "out").exists()


def test_a_card_in_two_languages_is_released_only_if_both_are_signed(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """What stands against a release is told for each language on the card."""
    request = _request(root, tmp_path, today, topics=("point-to-card",), locales=("ar",), formats=(), beside="es", release=True)
    found = {finding.where for result in build.build(request) for finding in result.findings}
    judged = {where for where in found if ".po:" in where}  # texts that a machine alone found right
    assert found - judged == {"ar/point-to-card", "es/point-to-card"}
    assert not list(tmp_path.rglob("*.pdf"))


def test_review_forms_are_of_the_part_of_the_standard_that_was_asked_for(
    root: Path, tmp_path: Path, today: datetime.date
) -> None:
    """With PDF/UA-2 asked for, the review form is PDF 2.0 and says so."""
    from kit.build import write_review_form

    paths = write_review_form(root, "point-to-card", today, tmp_path, 2)
    (pdf,) = (path for path in paths if path.suffix == ".pdf")
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-2.0")
    assert b"<pdfuaid:part>2</pdfuaid:part>" in data or b'pdfuaid:part="2"' in data
