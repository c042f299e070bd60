"""kit.content.lists: tables of clinics as spreadsheets write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kit import content
from kit.content import lists
from kit.errors import KitError
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


def test_broken_workbooks_are_refused() -> None:
    """A zip that is no workbook, and one that unpacks to gigabytes, are refused in words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (lists.MAX_UNPACKED + 1))
    with pytest.raises(KitError, match="too large inside"):
        lists.table(out.getvalue(), "bomb.xlsx")
    with pytest.raises(KitError, match="can't be read"):
        lists.table(b"PK\x03\x04 nothing", "odd.xlsx")


def test_limits() -> None:
    """A list has at most 5,000 rows and 5 MB."""
    with pytest.raises(KitError, match="more than 5000 rows"):
        names(b"name\n" + b"A\n" * 5001)
    with pytest.raises(KitError, match="larger than 5 MB"):
        names(b"name\n" + b"A" * 5_000_000)


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
