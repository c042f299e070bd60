"""The fillable twin: what is a line on paper is a field on a screen, with its name, its look and its place in the tree."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from kit.document import Document, Options
from kit.formats import FORMATS
from kit.formats.print import reader, writer
from tests.formats.print.test_leaves import sheet
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
    """A check box is a path in two states; a text field names the form's font, which the file carries with what each code says."""
    with pikepdf.open(io.BytesIO(writer.write(sample("en"), FILLABLE))) as pdf:
        ((name, font),) = pdf.Root.AcroForm.DR.Font.items()
        assert (str(font.Subtype), str(font.Encoding)) == ("/Type0", "/Identity-H")
        assert bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())[:4] == b"\0\1\0\0"
        for field in _fields(pdf):
            if field.FT == "/Btn":
                assert b" l S" in field.AP.N.Yes.read_bytes()
                assert field.AP.N.Off.read_bytes() == b""
            else:
                assert str(field.DA).startswith(f"{name} ")


@pytest.mark.parametrize(
    ("tag", "typed"),
    [
        ("en", "Łódź, Huế"),
        ("ar", "عيادة 5"),
        pytest.param("hi", "क्लिनिक", marks=pytest.mark.slow),
        pytest.param("zh-Hans", "港湾诊所 5", marks=pytest.mark.slow),
    ],
)
def test_what_is_typed_in_any_script_is_drawn_with_the_font_of_the_form(tag: str, typed: str) -> None:
    """In pdfium, which is in Chrome, Edge and Android: no letter is lost or comes from a font of the computer."""
    data = (
        writer.write(sample(tag), FILLABLE) if tag in ("en", "ar") else FORMATS["sheet"].write(sheet(tag, "get-help"), FILLABLE)
    )
    fonts, seen = _typed(data, typed)
    assert fonts == {"/Wingdings"}
    assert set(typed) <= set(seen)


def test_a_form_whose_font_has_another_name_loses_letters() -> None:
    """Planted fault: under the usual kind of name, pdfium looks for Vietnamese letters in fonts of the computer, or drops them."""
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(writer.write(sample("en"), FILLABLE))) as pdf:
        pdf.Root.AcroForm.DR.Font = pikepdf.Dictionary({"/F": pdf.Root.AcroForm.DR.Font.Wingdings})
        for field in _fields(pdf):
            if field.FT == "/Tx":
                field.DA = pikepdf.String(str(field.DA).replace("Wingdings", "F"))
        pdf.save(data)
    fonts, seen = _typed(data.getvalue(), "Huế")
    assert fonts != {"/F"} or "ế" not in seen


def _typed(data: bytes, words: str) -> tuple[set[str], str]:
    """The first text field after somebody has typed in it: the fonts that it is drawn with, and what stands on its page."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    for number, page in enumerate(document):
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            widget = raw.FPDFPage_GetAnnot(page, at)
            if raw.FPDFAnnot_GetFormFieldType(document.formenv, widget) != raw.FPDF_FORMFIELD_TEXTFIELD:
                continue
            raw.FORM_SetFocusedAnnot(document.formenv, widget)
            for letter in words:
                raw.FORM_OnChar(document.formenv, page, ord(letter), 0)
            raw.FORM_ForceToKillFocus(document.formenv)
            out = io.BytesIO()
            document.save(out)
            with pikepdf.open(out) as pdf:
                look = pdf.pages[number].Annots[at].AP.N.read_bytes().decode("latin-1")
            return {f"/{name}" for name in re.findall(r"/(\w+) [\d.]+ Tf", look)}, _seen(out, number)
    raise AssertionError("no text field")


def _seen(file: io.BytesIO, number: int) -> str:
    """What stands on a page, its fields too."""
    document, out = pdfium.PdfDocument(file), io.BytesIO()
    raw.FPDFPage_Flatten(document[number], raw.FLAT_NORMALDISPLAY)
    document.save(out)
    return str(pdfium.PdfDocument(out)[number].get_textpage().get_text_range())


def _without_numbers(document: Document) -> Document:
    entries = tuple(dataclasses.replace(entry, value="", url="") for entry in document.help.entries)
    return dataclasses.replace(document, help=dataclasses.replace(document.help, entries=entries))


@pytest.mark.parametrize("form", ["handout", "booklet", "sheet"])
def test_the_line_for_each_number_is_a_field(form: str) -> None:
    """As many as there are lines to write on, each with the label that stands beside it; none on a file to print."""
    document = sheet("en", "get-help") if form == "sheet" else _without_numbers(sample("en"))
    written = [FORMATS[form].write(document, options) for options in (FILLABLE, Options())]
    with pikepdf.open(io.BytesIO(written[0])) as pdf:
        names = [str(field["/T"]) for field in _fields(pdf) if str(field["/T"]).startswith("call-")]
    assert len(names) == len({*names}) >= 2
    assert b"/AcroForm" not in written[1]
    assert FORMATS[form].judge(document, FILLABLE, written[0], reader.read(written[0])) == ()


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
