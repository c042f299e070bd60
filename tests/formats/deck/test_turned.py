"""Tables from right to left: marked for programs that know the mark, and with their columns as seen for LibreOffice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from kit.formats.deck.found import read_slides
from kit.opc import Package
from tests.decks import Parts, good, slide
from tests.formats.deck.conftest import NS

_TABLE = slide(7)
_EITHER = {**NS, "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
_CHOICES = r"<mc:AlternateContent.*?<mc:Choice[^>]*>(.*?)</mc:Choice><mc:Fallback>(.*?)</mc:Fallback></mc:AlternateContent>"


def _rows(table: Any) -> list[list[str]]:
    return [["".join(cell.itertext(f"{{{NS['a']}}}t")) for cell in row.findall("a:tc", NS)] for row in table.iterfind("a:tr", NS)]


def test_both_forms_hold_the_same_cells_in_opposite_orders() -> None:
    """The marked one in the order of reading, with its head column first; the other from the left, with its head column last."""
    root = etree.fromstring(Parts(good("ar"))[_TABLE])
    (seen,), (marked,) = (root.findall(f".//mc:{one}//a:tbl", _EITHER) for one in ("Choice", "Fallback"))
    assert _rows(marked) == [row[::-1] for row in _rows(seen)]
    assert dict(marked.find("a:tblPr", NS).attrib) == {"rtl": "1", "firstRow": "1", "firstCol": "1"}
    assert dict(seen.find("a:tblPr", NS).attrib) == {"firstRow": "1", "lastCol": "1"}
    widths = [[column.get("w") for column in table.iterfind("a:tblGrid/a:gridCol", NS)] for table in (marked, seen)]
    assert widths[0] == widths[1][::-1]
    ids = [[one.get("id") for one in root.iterfind(f".//mc:{kind}//p:cNvPr", _EITHER)] for kind in ("Choice", "Fallback")]
    assert ids[0] == ids[1]


def test_what_the_choice_asks_for_is_declared() -> None:
    """Its prefix stands for a namespace, though no name uses it: without one PowerPoint can't open the slide (29500-3, 9.3)."""
    (choice,) = etree.fromstring(Parts(good("ar"))[_TABLE]).findall(".//mc:Choice", _EITHER)
    assert choice.nsmap[choice.get("Requires")].startswith("urn:health-kit:")


def test_from_left_to_right_a_table_stands_once() -> None:
    """There every program agrees."""
    assert b"AlternateContent" not in Parts(good("en"))[_TABLE]


def test_what_reads_a_package_sees_the_form_that_office_takes() -> None:
    """One table, the marked one; and its shape is a child of the slide's tree like any other."""
    (table,) = Package(good("ar")).xml(_TABLE).iter(f"{{{NS['a']}}}tbl")
    assert table.find("a:tblPr", NS).get("rtl") == "1"
    assert etree.QName(table.getparent().getparent().getparent().getparent()).localname == "spTree"


@pytest.mark.parametrize(
    ("asked", "fallback", "found"),
    [
        ("p14", "<p:sp><p:txBody/></p:sp>", ["pic"]),
        ("p14 other", "<p:sp><p:txBody/></p:sp>", ["sp"]),
        ("other", "<p:sp><p:txBody/></p:sp>", ["sp"]),
        ("", "<p:sp><p:txBody/></p:sp>", ["sp"]),
        ("other", "", []),
    ],
)
def test_office_takes_the_first_choice_that_it_knows_all_of(asked: str, fallback: str, found: list[str]) -> None:
    """Else the fallback; where there is none, nothing is there."""
    spaces = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" xmlns:other="urn:other"'
    if fallback:
        fallback = f"<!-- else --><mc:Fallback>{fallback}</mc:Fallback>"
    either = (
        f'<mc:AlternateContent xmlns:mc="{_EITHER["mc"]}" {spaces}><!-- either --><mc:Choice Requires="{asked}"><p:pic/></mc:Choice>'
        f"{fallback}</mc:AlternateContent>"
    )
    parts = Parts(good("en"))
    before = [etree.QName(one).localname for one in Package(parts.pack()).xml(slide(5)).iterfind("p:cSld/p:spTree/*", NS)]
    parts.change(slide(5), "</p:spTree>", f"{either}</p:spTree>")
    after = [etree.QName(one).localname for one in Package(parts.pack()).xml(slide(5)).iterfind("p:cSld/p:spTree/*", NS)]
    assert after == before + found


@pytest.mark.parametrize("taken", [1, 2])
def test_a_table_is_compared_in_its_order_of_reading_whichever_form_a_program_kept(taken: int) -> None:
    """PowerPoint saves the marked form alone, LibreOffice the other: neither is an edit."""
    parts = Parts(good("ar"))
    kept = re.search(_CHOICES, parts[_TABLE].decode(), re.DOTALL)
    assert kept
    parts[_TABLE] = parts[_TABLE].decode().replace(kept.group(), kept.group(taken)).encode()
    assert b"AlternateContent" not in parts[_TABLE]
    assert [one.said for one in read_slides(Package(parts.pack()))] == [one.said for one in read_slides(Package(good("ar")))]
