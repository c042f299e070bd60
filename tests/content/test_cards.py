"""kit.content.cards and kit.content.logo: what a clinic says of itself is input from outside."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from kit import content
from kit.art import Art
from kit.content.cards import LIMITS
from kit.errors import ContentError, KitError
from kit.locale import FSI, LRI, PDI
from kit.outline import normal

GOOD = """\
name = "Hill Street Clinic"
phone = "+1 202-555-0143 ext. 2"
address = "1 Hill Street"
hours = "Daily"
web = "https://example.org/hill"
"""


def card(folder: Path, text: str, name: str = "hill.toml") -> Path:
    """A clinic file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def png(width: int = 40, height: int = 20, mode: str = "RGB") -> bytes:
    """A plain picture as PNG."""
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def with_logo(folder: Path, data: bytes, name: str = "logo.png") -> Path:
    """A clinic file whose logo has these bytes."""
    (folder / name).write_bytes(data)
    return card(folder, f'{GOOD}logo = "{name}"\n')


def test_reads_a_clinic(tmp_path: Path) -> None:
    """A clinic's texts come isolated for bidi: phone left to right, the others by their first strong letter; web bare."""
    clinic = content.clinic(card(tmp_path, GOOD))
    assert clinic.id == "hill"
    assert clinic.name == f"{FSI}Hill Street Clinic{PDI}"
    assert clinic.phone == f"{LRI}+1 202-555-0143 ext. 2{PDI}"
    assert clinic.web == "https://example.org/hill"
    assert clinic.logo is None


def test_name_is_enough(tmp_path: Path) -> None:
    """Every field but the name may be left out."""
    clinic = content.clinic(card(tmp_path, 'name = "عيادة الأمل"'))
    assert (normal(clinic.name), clinic.phone, clinic.web) == ("عيادة الأمل", "", "")


def test_example_is_fiction(root: Path) -> None:
    """The example uses a phone number set aside for stories, a web address set aside for examples, and has a logo."""
    clinic = content.clinic(root / "content/clinics/example.toml")
    assert "555-01" in clinic.phone
    assert clinic.web.startswith("https://example.org/")
    assert isinstance(clinic.logo, Art)


BAD = {
    "broken TOML": ('name = "Hill', "1:13: broken TOML"),
    "unknown field": (f'{GOOD}patient = "x"', "6:11: patient: unknown field `patient`"),
    "unknown table": (f'{GOOD}[clinic]\nname = "x"', "6:9: clinic: unknown field"),
    "no name": ('phone = "911"', "name: `name` is missing"),
    "empty name": ('name = " "', "1:8: name: `name` is missing"),
    "number as phone": ('name = "x"\nphone = 911', "2:9: phone: this is not a text"),
    "phone that is not": ('name = "x"\nphone = "call us"', "2:9: phone: `call us` is not a phone number"),
    "phone too long": ('name = "x"\nphone = "1234567890123456"', "2:9: phone: `1234567890123456` is not"),
    "phone too short": ('name = "x"\nphone = "12"', "2:9: phone: `12` is not a phone number"),
    "phone with an open bracket": ('name = "x"\nphone = "(202 555 0143"', "2:9: phone:"),
    "long name": (f'name = "{"x" * 300}"', "1:8: name: the text has 300 characters; 80 fit"),
    "a letter too many": (f'name = "{"x" * 81}"', "1:8: name: the text has 81 characters; 80 fit"),
    "markup": ('name = "<b>Hill</b>"', "1:8: name: < is not allowed"),
    "template": ('name = "{{ 7*7 }}"', "1:8: name: { is not allowed"),
    "placeable": ('name = "{version}"', "1:8: name: { is not allowed"),
    "bold": ('name = "**Hill**"', "1:8: name: ** is not allowed"),
    "control character": ('name = "Hill\\u0007"', "1:8: name: a character that is not allowed: U+0007"),
    "line break": ('address = "a\\nb"\nname = "x"', "1:11: address: a character that is not allowed: U+000A"),
    "bidi override": ('name = "Hill \\u202E clinic"', "1:8: name: a character that is not allowed: U+202E RIGHT-TO-LEFT OVERRIDE"),
    "bidi isolate": ('name = "Hill \\u2067 clinic"', "1:8: name: a character that is not allowed: U+2067"),
    "web without https": ('name = "x"\nweb = "http://example.org"', "2:7: web: `http://example.org` is not a safe"),
    "web that runs": ('name = "x"\nweb = "javascript:alert(1)"', "2:7: web:"),
    "web with a user": ('name = "x"\nweb = "https://a@example.org"', "2:7: web:"),
    "accent that is no colour": ('name = "x"\naccent = "blue"', "2:10: accent: `blue` is not a colour"),
    "pale accent": ('name = "x"\naccent = "#ffff00"', "2:10: accent: the colour is too pale: its contrast with white is 1.1:1"),
    "missing logo": ('name = "x"\nlogo = "none.png"', "2:8: logo:"),
    "logo that is a folder": ('name = "x"\nlogo = "."', "2:8: logo:"),
    "name without a letter": ('name = "\\u200D-"', "1:8: name: the name holds no letter"),
    "id that is a language": ('name = "x"\nid = "es"', "2:6: id: `es` is the name of another folder"),
    "id that is a path": ('name = "x"\nid = "../up"', "2:6: id: `../up` can't be an id"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_clinic(name: str, tmp_path: Path) -> None:
    """A spoilt clinic file gives a fault with file, line, column and field."""
    text, wanted = BAD[name]
    path = card(tmp_path, text)
    with pytest.raises(ContentError) as caught:
        content.clinic(path)
    assert f"{path.as_posix()}:{wanted}" in str(caught.value).replace(f"{path.as_posix()}: ", f"{path.as_posix()}:")


def test_all_faults_of_a_clinic_come_at_once(tmp_path: Path) -> None:
    """Each wrong field is told in one go."""
    with pytest.raises(ContentError) as caught:
        content.clinic(card(tmp_path, 'name = "<x>"\nphone = "x"\nweb = "x"\nfoo = "x"'))
    assert {fault.path for fault in caught.value.faults} == {"name", "phone", "web", "foo"}


def test_missing_file(tmp_path: Path) -> None:
    """A clinic file that is not there is named."""
    with pytest.raises(KitError, match=r"none\.toml: there is no such file"):
        content.clinic(tmp_path / "none.toml")


def test_png_becomes_clean(tmp_path: Path) -> None:
    """A PNG logo loses its metadata, is at most 600 pixels wide, keeps its transparency, and is the same each time."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "A person")
    out = io.BytesIO()
    Image.new("RGBA", (1200, 300), (1, 2, 3, 4)).save(out, "PNG", pnginfo=about)
    path = with_logo(tmp_path, out.getvalue())
    clinic = content.clinic(path)
    assert isinstance(clinic.logo, bytes)
    assert clinic.logo_size == (600.0, 150.0)
    assert b"A person" not in clinic.logo
    with Image.open(io.BytesIO(clinic.logo)) as image:
        assert image.mode == "RGBA"
        assert image.info == {}
    assert content.clinic(path) == clinic


def test_jpeg_stands_upright(tmp_path: Path) -> None:
    """A JPEG that says it lies on its side is turned, and becomes a PNG."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (40, 20)).save(out, "JPEG", exif=exif)
    clinic = content.clinic(with_logo(tmp_path, out.getvalue(), "logo.jpg"))
    assert clinic.logo_size == (20.0, 40.0)
    assert isinstance(clinic.logo, bytes)
    assert clinic.logo.startswith(b"\x89PNG")


def test_svg_stays_a_drawing(tmp_path: Path) -> None:
    """An SVG logo stays paths."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0L9 0L9 9Z"/></svg>'
    clinic = content.clinic(with_logo(tmp_path, svg, "logo.svg"))
    assert isinstance(clinic.logo, Art)
    assert clinic.logo_size == (40.0, 20.0)


def _huge() -> bytes:
    """A PNG that claims 10 000 x 10 000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


ENTITY = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg viewBox="0 0 9 9"><path d="M0 0"/></svg>'

BAD_LOGOS = {
    "100 megapixels": (_huge(), "logo.png", "more than 25 megapixels"),
    "cut off": (png(400, 400)[:-60], "logo.png", "damaged or cut off"),
    "cut off in the head": (png()[:20], "logo.png", "damaged or cut off|not a PNG"),
    "not a picture": (b"hello", "logo.png", "not a PNG, JPEG or SVG"),
    "GIF": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "logo.gif", "not a PNG, JPEG or SVG"),
    "empty": (b"", "logo.png", "not a PNG, JPEG or SVG"),
    "over 5 MB": (b"\0" * 5_000_001, "logo.png", "larger than 5 MB"),
    "SVG with an entity": (ENTITY, "logo.svg", "doctype or an entity"),
    "SVG under another name": (ENTITY, "logo.png", "doctype or an entity"),
    "SVG with a colour from elsewhere": (
        b"<svg viewBox='0 0 9 9'><path fill='var(--brand)' d='M0 0L9 0Z'/></svg>",
        "logo.svg",
        "can't be printed",
    ),
    "SVG without end": (b"<svg viewBox='0 0 inf inf'><path d='M0 0L9 0Z'/></svg>", "logo.svg", "can't be read"),
    "SVG with a point nowhere": (b"<svg viewBox='0 0 9 9'><path d='M1e999 0L9 0Z'/></svg>", "logo.svg", "can't be read"),
    "SVG with a script": (b"<svg viewBox='0 0 9 9'><script/></svg>", "logo.svg", "<script> is not allowed"),
}


@pytest.mark.parametrize("name", BAD_LOGOS)
def test_bad_logo(name: str, tmp_path: Path) -> None:
    """A logo that is too large, broken or not a picture is refused, with the line of the clinic file that names it."""
    data, file, wanted = BAD_LOGOS[name]
    with pytest.raises(ContentError, match=wanted) as caught:
        content.clinic(with_logo(tmp_path, data, file))
    assert caught.value.faults[0].line == 6
    assert caught.value.faults[0].path == "logo"


def test_logo_outside_the_folder(tmp_path: Path) -> None:
    """A logo is read from the clinic's own folder only, and never from a device."""
    (tmp_path / "outside.png").write_bytes(png())
    folder = tmp_path / "clinics"
    folder.mkdir()
    for name, wanted in (("../outside.png", "outside the folder"), ("/dev/zero", "outside the folder")):
        with pytest.raises(ContentError, match=wanted):
            content.clinic(card(folder, f'{GOOD}logo = "{name}"\n'))


def test_several_numbers(tmp_path: Path) -> None:
    """Each number has a label, an extension and words of its own; a word to dial is a number too."""
    text = f"""{GOOD}phone_label = "Front desk"
phone2 = "1-800-555-HELP"
phone2_extension = "12"
phone2_words = "Press 2 for Spanish"
"""
    first, second = content.clinic(card(tmp_path, text)).phones
    assert (normal(first.number), normal(first.extension), normal(first.label)) == ("+1 202-555-0143", "2", "Front desk")
    assert (normal(second.number), normal(second.extension)) == ("1-800-555-HELP", "12")
    assert normal(second.words) == "Press 2 for Spanish"


def test_languages_of_fields(tmp_path: Path) -> None:
    """A field's language, and those the staff speak, are tags; anything else is a fault of its field."""
    clinic = content.clinic(card(tmp_path, f'{GOOD}name_lang = "en"\nlanguages = "en, es; zh-Hans"\n'))
    assert (clinic.langs, clinic.languages) == ((("name", "en"),), ("en", "es", "zh-Hans"))
    with pytest.raises(ContentError, match="not the tag of a language"):
        content.clinic(card(tmp_path, f'{GOOD}languages = "Spanish!"\n'))
    with pytest.raises(ContentError, match=r"Did you mean es\?"):
        content.clinic(card(tmp_path, f'{GOOD}languages = "en, spanish"\n'))


def test_what_is_typed_comes_back_from_its_file(tmp_path: Path) -> None:
    """Values written as TOML are read as they were typed, whatever they hold."""
    values = {"name": 'Say "Ahlan" \\ عيادة', "phone": "202-555-0143", "address": "2.º piso"}
    path = card(tmp_path, content.cards.toml(values))
    assert content.cards.typed(path) == values
    assert content.clinic(path).phones[0].number


def test_typed_values_have_faults_by_field(tmp_path: Path) -> None:
    """A form gets each fault with its field, and no clinic."""
    card_, faults = content.cards.clinic_of({"name": "", "phone": "call"}, tmp_path)
    assert card_ is None
    assert {fault.path for fault in faults} == {"name", "phone"}


def test_csv(tmp_path: Path) -> None:
    """A CSV gives a clinic for each line; ids come from the names, and an empty cell is a field left out."""
    path = card(tmp_path, 'name,phone,address\n"Hill, North",202-555-0143,\nÉtoile,,1 Main St\n', "clinics.csv")
    first, second = content.clinics(path)
    assert (first.id, normal(first.name), first.address) == ("hill-north", "Hill, North", "")
    assert (second.id, second.phone) == ("etoile", "")


BAD_CSV = {
    "field in a line": ("name,phone\nA,x\nB,911\n", r"clinics\.csv:2:1: phone: `x` is not a phone number"),
    "unknown column": ("name,patient\nA,x\n", r"clinics\.csv:2:1: patient: unknown field"),
    "two of a name": ("name\nA\na\n", r"clinics\.csv:3:1: id: the clinic in line 2 is also called `a`"),
    "too many cells": ("name\nA,B\n", r"clinics\.csv:2:1: the line has more or fewer cells"),
    "too few cells": ("name,phone\nA\n", r"clinics\.csv:2:1: the line has more or fewer cells"),
    "no clinic": ("name\n", "there is no clinic in the file"),
    "empty": ("", "there is no clinic in the file"),
    "broken": ('name\n"A"B\n', r"clinics\.csv:2:1: broken CSV"),
}


@pytest.mark.parametrize("name", BAD_CSV)
def test_bad_csv(name: str, tmp_path: Path) -> None:
    """A spoilt CSV gives a fault with its line."""
    text, wanted = BAD_CSV[name]
    with pytest.raises(KitError, match=wanted):
        content.clinics(card(tmp_path, text, "clinics.csv"))


def test_ids_that_are_taken(tmp_path: Path) -> None:
    """A clinic called Con, or like a language's folder, gets a folder that can be made on every system."""
    found = content.clinics(card(tmp_path, "name\nCon\n你好\nES\n", "c.csv"))
    assert [clinic.id for clinic in found] == ["clinic-con", "clinic-670d974354", "clinic-es"]


def test_id_in_another_script_is_the_same_in_any_order(tmp_path: Path) -> None:
    """Two names in Arabic get two folders, which do not change when the rows of the list do."""
    one, two = (content.clinics(card(tmp_path, f"name\n{rows}\n", "c.csv")) for rows in ("عيادة\nأمل", "أمل\nعيادة"))
    assert one == two[::-1]
    assert one[0].id != one[1].id


def _toml(text: str) -> str:
    """A text as a TOML string, every character escaped."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(LIMITS)), st.text(max_size=400))
def test_any_text_in_any_field(tmp_path: Path, field: str, text: str) -> None:
    """Whatever a clinic writes, it is either printed as it is, in one line and without markup, or refused with a KitError."""
    values = {"name": "Hill", field: text}
    path = card(tmp_path, "\n".join(f"{name} = {_toml(value)}" for name, value in values.items()))
    try:
        clinic = content.clinic(path)
    except KitError:
        return
    for shown in (clinic.name, clinic.phone, clinic.address, clinic.hours, clinic.web, clinic.id):
        assert not set(shown) & set("<>{}\n\r\u2028\u2029\u202e\u202d")
        assert shown.count(FSI) + shown.count(LRI) == shown.count(PDI) <= 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """Any bytes as a clinic file, a list of clinics or a logo are read or refused with a KitError."""
    path = tmp_path / "clinic.toml"
    path.write_bytes(data)
    for read in (content.clinic, content.clinics):
        with contextlib.suppress(KitError):
            read(path)
    with contextlib.suppress(KitError):
        content.clinic(with_logo(tmp_path, data))


@pytest.mark.parametrize(("strange", "told", "more"), [(20, 20, []), (21, 20, ["and 1 unknown fields more"])])
def test_twenty_unknown_fields_are_told_and_the_rest_counted(tmp_path: Path, strange: int, told: int, more: list[str]) -> None:
    """A file that is none of a clinic does not fill the screen."""
    path = tmp_path / "a.toml"
    path.write_text(GOOD + "".join(f'strange_{number} = "x"\n' for number in range(strange)), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content.clinic(path)
    said = [fault.what for fault in caught.value.faults]
    assert sum("unknown field `strange_" in what for what in said) == told
    assert [what for what in said if "more" in what] == more
