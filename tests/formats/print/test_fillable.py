"""The fillable twin: what is a line on paper is a field on a screen, with its name, its look and its place in the tree."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from kit.document import Options
from kit.formats import FORMATS
from kit.formats.print import reader, writer
from tests.sample import sample
from tests.validators import need_verapdf, verapdf

FILLABLE = Options(fillable=True)
LARGE = Options(fillable=True, edition="large-print", pdfua=2)


def _fields(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.Root.AcroForm.Fields)


@pytest.mark.parametrize("options", [FILLABLE, LARGE], ids=["standard", "large-print"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_each_field_is_heard_and_can_be_filled_in(tag: str, options: Options) -> None:
    """The reader hears every field's label; the widgets say the same labels in the same order, under unique names."""
    data = writer.write(sample(tag), options)
    heard = [item.text for item in reader.read(data).items if item.role == "field"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = _fields(pdf)
        assert heard
        assert [" ".join(str(field.TU).split()) for field in fields] == heard
        assert all(field.Contents == field.TU for field in fields)
        assert len({str(field["/T"]) for field in fields}) == len(fields)
        assert {str(field.FT) for field in fields} == {"/Tx", "/Btn"}


def test_fields_stand_in_their_form_elements() -> None:
    """The parent tree leads from each widget to a Form, whose last child is the reference to that widget."""
    with pikepdf.open(io.BytesIO(writer.write(sample("en"), FILLABLE))) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for field in _fields(pdf):
            form = parents[int(field.StructParent)]
            assert str(form.S) == "/Form"
            assert form.K[-1].Obj.objgen == field.objgen


def test_boxes_to_tick_are_drawn_and_typing_has_an_embedded_font() -> None:
    """A check box is a path in two states; a text field names a WinAnsi font that the file carries, with its widths."""
    with pikepdf.open(io.BytesIO(writer.write(sample("en"), FILLABLE))) as pdf:
        font = pdf.Root.AcroForm.DR.Font.KitTyping
        assert (str(font.Subtype), str(font.Encoding)) == ("/TrueType", "/WinAnsiEncoding")
        assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1
        assert bytes(font.FontDescriptor.FontFile2.read_bytes())[:4] == b"\0\1\0\0"
        for field in _fields(pdf):
            if field.FT == "/Btn":
                assert b" l S" in field.AP.N.Yes.read_bytes()
                assert field.AP.N.Off.read_bytes() == b""
            else:
                assert "/KitTyping" in str(field.DA)


def test_a_handout_to_print_has_no_form() -> None:
    """Without the option nothing is interactive, and the words are the same."""
    plain, twin = writer.write(sample("en"), Options()), writer.write(sample("en"), FILLABLE)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert "/AcroForm" not in pdf.Root
    words = [[(item.role, item.text) for item in reader.read(data).items] for data in (plain, twin)]
    assert words[0] == words[1]


@pytest.mark.parametrize("options", [FILLABLE, LARGE], ids=["standard", "large-print"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_our_verifier_finds_nothing(tag: str, options: Options) -> None:
    """The twin passes the checks of every build."""
    document = sample(tag)
    data = writer.write(document, options)
    assert FORMATS["handout"].judge(document, options, data, reader.read(data)) == ()


@pytest.mark.slow
@pytest.mark.parametrize("part", [1, 2])
def test_verapdf_finds_nothing(part: int, tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/UA-2 hold with fields too."""
    need_verapdf()
    paths = []
    for tag in ("en", "ar"):
        paths.append(tmp_path / f"{tag}.pdf")
        paths[-1].write_bytes(writer.write(sample(tag), Options(fillable=True, pdfua=2 if part == 2 else 1)))
    assert set(verapdf(paths, f"ua{part}").values()) == {()}
