"""kit.content.lists: tables of clinics as spreadsheets write them."""

from __future__ import annotations

import io
import random
import sys
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kit import content
from kit.content import lists
from kit.errors import ContentError, KitError
from kit.outline import normal

TABLE = "name,phone,address\nÉtoile,202-555-0143,1 Main St\nHill,202-555-0144,\n"


def names(data: bytes, encoding: str = "") -> list[str]:
    """The names in a table."""
    return [row.values.get("name", "") for row in lists.table(data, "list", encoding)]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("name,phone,address", "Name,Phone Number,Street").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        ("\n\n" + TABLE.replace("\nHill", "\n,,\n\nHill") + ",,\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "semicolons", "tabs", "heads", "crlf", "empty rows"],
)
def test_tables_as_spreadsheets_write_them(data: bytes) -> None:
    """Every way to write the table gives the same rows, with their own line numbers."""
    assert names(data) == ["Étoile", "Hill"]


def test_old_windows_is_asked_for() -> None:
    """Bytes that are not UTF-8 are a question with a sample, never a guess; the answer reads them."""
    data = TABLE.encode("cp1252")
    with pytest.raises(lists.EncodingError) as caught:
        names(data)
    assert "Étoile" in caught.value.sample
    assert names(data, "cp1252") == ["Étoile", "Hill"]
    with pytest.raises(KitError, match="not one we read"):
        names(data, "latin-7")


def test_workbook() -> None:
    """An Excel workbook is read like a CSV; numbers keep their digits and no `.0`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Name", "Phone"), ("Étoile", 2025550143.0), (None, None), ("Hill", "202-555-0144")):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    rows = lists.table(out.getvalue(), "list.xlsx")
    assert [(row.line, row.values) for row in rows] == [
        (2, {"name": "Étoile", "phone": "2025550143"}),
        (4, {"name": "Hill", "phone": "202-555-0144"}),
    ]


def test_broken_workbooks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip that is no workbook, and one that unpacks to gigabytes, are refused in words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000)
    monkeypatch.setattr(lists, "MAX_UNPACKED", 999)
    with pytest.raises(KitError, match="too large inside"):
        lists.table(out.getvalue(), "bomb.xlsx")
    with pytest.raises(KitError, match="can't be read"):
        lists.table(b"PK\x03\x04 nothing", "odd.xlsx")


def test_limits() -> None:
    """A list has at most 100,000 rows and 50 MB; a long one is read row by row."""
    with pytest.raises(KitError, match="larger than 50"):
        names(b"name\n" + b"A" * lists.MAX_BYTES)
    assert lists.MAX_ROWS == 100_000
    rows = lists.rows(b"name\n" + b"A\n" * 4, "list", most=3)
    assert [next(rows).line for _ in range(3)] == [2, 3, 4]
    with pytest.raises(KitError, match="more than 3 rows"):
        next(rows)


@pytest.mark.parametrize(("head", "wanted"), [("phone", "no column `name`"), ("name,Name", "two columns are called `name`")])
def test_odd_heads(head: str, wanted: str) -> None:
    """A table without names, or with two columns of one name, says so."""
    with pytest.raises(KitError, match=wanted):
        names(f"{head}\nA,B\n".encode())


def test_good_rows_go_on(tmp_path: Path) -> None:
    """Each row comes with its own faults; the others are clinics."""
    rows = lists.table(b"name,phone\nA,x\nB,202-555-0143\n,\nB,202-555-0144\n", "list")
    found = content.cards.listed(rows, tmp_path / "list.csv")
    assert [(row.line, bool(row.card)) for row in found] == [(2, False), (3, True), (5, False)]
    assert found[1].card is not None
    assert normal(found[1].card.name) == "B"
    assert "also called" in found[2].faults[0].what


def _list(folder: Path, *rows: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(("name,phone", *rows, "")), encoding="utf-8")
    return path


def test_all_bad_rows_are_told_at_once_and_the_rest_can_go_on(tmp_path: Path) -> None:
    """Of four rows the two bad ones are told together, with their lines; skipping them leaves the others."""
    path = _list(tmp_path, "A,x", "B,202-555-0143", ",202-555-0144", "C,")
    with pytest.raises(ContentError) as refused:
        content.clinics(path)
    assert [fault.line for fault in refused.value.faults] == [2, 4]
    cards, faults = content.good_clinics(path)
    assert [card.id for card in cards] == ["b", "c"]
    assert [fault.line for fault in faults] == [2, 4]


def test_which_clinics_are_made_does_not_hang_on_the_order_of_rows(tmp_path: Path) -> None:
    """Of two clinics of one id none is made, in any order; the others keep their ids."""
    rows = ["Hill,1234", "Sea,", "hill,5678"]
    for order in (rows, rows[::-1]):
        cards, faults = content.good_clinics(_list(tmp_path, *order))
        assert [card.id for card in cards] == ["sea"]
        assert sorted(fault.line for fault in faults) == [2, 4]


def test_a_list_of_bad_rows_alone_is_refused(tmp_path: Path) -> None:
    """Where no row is right there is nothing to go on with."""
    with pytest.raises(ContentError):
        content.good_clinics(_list(tmp_path, "A,x", ","[:1] + "12"))


def test_long_names_and_names_in_any_script_have_ids_of_their_own(tmp_path: Path) -> None:
    """Names that differ after the 40th letter, or in letters that ASCII has not, never share a folder."""
    long = "County Health Department Clinic for Adults of"
    found = content.clinics(_list(tmp_path, f"{long} North,", f"{long} South,", "مستوصف,", "مستوصفة,", "诊所,"))
    ids = [card.id for card in found]
    assert len(set(ids)) == 5
    assert all(len(ident) <= 40 and ident.isascii() for ident in ids)


def test_a_logo_is_read_once_for_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand rows with one logo read one file."""
    seen: list[Path] = []
    image = content.cards.logo.Logo(image=b"", size=(1.0, 1.0))
    monkeypatch.setattr(content.cards.logo, "read", lambda path: seen.append(path) or image)
    path = tmp_path / "list.csv"
    path.write_text("name,logo\n" + "".join(f"Clinic {number},a.png\n" for number in range(9)), encoding="utf-8")
    assert len(content.clinics(path)) == 9
    assert len(seen) == 1


def test_the_command_skips_bad_rows_only_if_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --skip-bad the faults are told and counted, and the right clinics are made; without, nothing is."""
    from kit.cli.build import _clinics

    path = _list(tmp_path, "A,x", "B,", ",202-555-0143")
    cards, skipped = _clinics(None, path, "", True)
    assert ([card.id for card in cards], skipped) == (["b"], 2)
    assert "list.csv:2:1: phone" in capsys.readouterr().err
    with pytest.raises(ContentError):
        _clinics(None, path, "", False)


def _rows(number: int) -> list[str]:
    """Rows of clinics whose names are in several scripts."""
    names = ("Clinic {} of the county", "Центр {} района", "诊所{}号", "مستوصف {}", "क्लिनिक {}")
    return [f"{names[at % len(names)].format(at)},202-555-{at % 10_000:04d}" for at in range(number)]


def _calls(path: Path) -> int:
    """How many functions are called to read a list."""
    count = 0

    def called(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        content.clinics(path)
    finally:
        sys.setprofile(None)
    return count


def test_a_row_costs_the_same_in_a_list_of_any_length(tmp_path: Path) -> None:
    """Twice as many rows take twice the work, counted in calls, and not a thousand for each."""
    content.clinics(_list(tmp_path, *_rows(5)))
    once, twice = (_calls(_list(tmp_path, *_rows(number))) for number in (100, 200))
    assert twice < 2.1 * once
    assert twice < 200 * 1_000


@pytest.mark.slow
def test_a_list_of_20_000_rows(tmp_path: Path) -> None:
    """It takes the memory of its clinics and little more, and each has an id of its own, the same in any order of the rows."""
    rows = _rows(20_000)
    path = _list(tmp_path, *rows)
    tracemalloc.start()
    try:
        cards = content.clinics(path)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len({card.id for card in cards}) == 20_000
    assert kept < 40_000_000
    assert peak < kept + 20_000_000
    random.Random(1).shuffle(rows)
    assert {card.name: card.id for card in content.clinics(_list(tmp_path, *rows))} == {card.name: card.id for card in cards}
