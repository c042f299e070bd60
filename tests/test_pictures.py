"""Pictures of first sides: painted with the file, never stale, told to nobody but the list that shows them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

from kit import build
from kit.build import Request, pictures, program, write_index
from kit.build.pack import pack
from kit.checks import page as html
from kit.document import ClinicCard
from kit.errors import KitError
from kit.formats.print.painted import page, thumbnail
from tests.validators import need_module, need_program

Make = Callable[..., Path]


@pytest.fixture
def make(root: Path, tmp_path: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A build of one sheet, without the review form; the output folder."""
    monkeypatch.setattr("kit.build.run.write_review_form", lambda *_: ())

    def run(**changes: object) -> Path:
        asked = Request(
            root=root,
            out=tmp_path / "out",
            locales=("en",),
            formats=("sheet",),
            editions=("standard",),
            sheets=("first-call",),
            today=today,
        )
        results = build.build(replace(asked, **changes))  # type: ignore[arg-type]  # fields by name
        assert all(result.published for result in results), [result.findings for result in results]
        return asked.out

    return run


def shown(page: Path) -> list[Path]:
    """The pictures that a list shows."""
    return [page.parent / image.get("src", "") for image in lxml.html.fromstring(page.read_bytes()).iter("img")]


def painted(out: Path) -> dict[str, bytes]:
    """All pictures in a folder."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob(f"*.{pictures.SUFFIX}")}


def test_a_sheet_is_listed_by_its_first_side(make: Make) -> None:
    """The list shows the first side of the sheet, small, with words for who can't see it; there is no other picture."""
    out = make()
    (image,) = lxml.html.fromstring((out / "index.html").read_bytes()).iter("img")
    assert image.get("alt") == "Sheet: My first call and my plan"
    data = (out / image.get("src", "")).read_bytes()
    assert data == thumbnail((out / "en/heroin-withdrawal-sheet-first-call.draft.pdf").read_bytes())
    assert [str(side) for side in Image.open(io.BytesIO(data)).size] == [image.get("width"), image.get("height")]
    assert len(data) < 10_000
    assert len(painted(out)) == 1
    found = html.check((out / "index.html").read_bytes())
    assert [finding.id for finding in found] == ["html-outside"], (
        "the list's pictures lie beside it, as its files do; else nothing is wrong"
    )


def test_a_second_build_paints_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was kept keeps its picture."""
    before = painted(make())
    monkeypatch.setattr("kit.formats.print.painted.thumbnail", lambda _: pytest.fail("painted again"))
    assert painted(make()) == before


@pytest.mark.parametrize("harm", ["deleted", "damaged"])
def test_a_picture_that_is_not_what_it_was_is_painted_again(make: Make, harm: str) -> None:
    """Also where its file is kept."""
    out = make()
    before = painted(out)
    (name,) = before
    if harm == "deleted":
        (out / name).unlink()
    else:
        (out / name).write_bytes(before[name][:-1] + b"?")
    assert painted(make()) == before


def test_a_changed_file_has_a_new_picture(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other paper the picture is another, and the old one goes; so does one that an older kit painted."""
    out = make()
    before = painted(out)
    make(paper="letter")
    letter = painted(out)
    assert len(letter) == 1
    assert set(letter.values()).isdisjoint(before.values())
    monkeypatch.setattr(pictures, "kit_digest", lambda: "another")
    make(paper="letter")
    assert len(painted(out)) == 1
    assert painted(out).keys().isdisjoint(letter)
    assert program.kit_digest() != "another"


def test_a_clinic_has_its_pictures_in_its_own_folder(make: Make) -> None:
    """A clinic's folder can be copied alone: its list shows its own files, from beside them."""
    out = make(clinics=(ClinicCard(id="harbor", name="Harbor"),))
    (picture,) = shown(out / "harbor/index.html")
    assert picture.is_file()
    assert picture.parent == out / "harbor" / pictures.FOLDER
    assert shown(out / "index.html") == []


def test_only_a_picture_as_it_was_painted_is_one(make: Make) -> None:
    """A name that vouches for other bytes, leads elsewhere or is no picture's is none."""
    out = make()
    (name,) = painted(out)
    assert build.is_picture(out, name)
    assert not build.is_picture(out, f"en/../{name}")
    assert not build.is_picture(out, "manifest.jsonl")
    (out / name).write_bytes(b"other")
    assert not build.is_picture(out, name)


def test_a_packed_folder_has_its_pictures(make: Make, root: Path, today: datetime.date, tmp_path: Path) -> None:
    """What is taken along shows the same pictures."""
    out = make()
    before = painted(out)
    pack(root, out, tmp_path / "stick", today)
    assert painted(tmp_path / "stick") == before


@pytest.mark.slow
def test_five_languages_take_fewer_than_five_screens(
    whole_kit: tuple[Path, tuple[build.Result, ...]], root: Path, today: datetime.date, tmp_path: Path
) -> None:
    """On a screen of 1280 x 1024 the list of five languages is shorter than five screens, and every picture shows without a server."""
    need_module("playwright")
    chromium, (made, _) = need_program("chromium"), whole_kit
    from playwright.sync_api import sync_playwright

    lines = [entry for entry in build.entries(made) if entry["locale"] in ("en", "es", "ar", "zh-Hans", "hi")]
    for line in lines:
        (tmp_path / line["path"]).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / line["path"]).write_bytes((made / line["path"]).read_bytes())
    (tmp_path / "manifest.jsonl").write_bytes((made / "manifest.jsonl").read_bytes())
    write_index(root, tmp_path, today)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1024})
        page.goto((tmp_path / "index.html").as_uri())
        high = page.evaluate("document.documentElement.scrollHeight")
        page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
        page.wait_for_function("[...document.images].every(image => image.complete)")
        widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
        browser.close()
    assert high < 5 * 1024
    assert len(widths) >= 5 * 10
    assert all(widths)


def test_a_page_is_painted_if_there_is_one(make: Make) -> None:
    """From the first to the last; what is before and after is said in words."""
    data = (make() / "en/heroin-withdrawal-sheet-first-call.draft.pdf").read_bytes()
    assert page(data, 1, 40) != page(data, 2, 40)
    for number in (0, 3):
        with pytest.raises(KitError, match=f"no page {number}"):
            page(data, number, 40)
