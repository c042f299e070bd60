"""Clinic profiles: saved as the file that the commands read, checked field by field, never half-written."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from kit import content
from kit.desk import clinics
from kit.outline import normal
from tests.conftest import ROOT
from tests.desk.conftest import Browser

FORM = {
    "name": "عيادة الأمل",
    "name_lang": "ar",
    "phone": "202-555-0143",
    "phone_extension": "12",
    "phone2": "1-800-555-HELP",
    "phone2_words": "Press 2 for Spanish",
    "address": "2.º piso, Calle Mayor 1",
    "languages": ["ar", "es"],
}


def test_profile_is_the_file_that_commands_read(browser: Browser) -> None:
    """What was typed in any script stands in TOML, comes back into the form, and is on the print page at once."""
    answer = browser.post("/en/clinics/save", FORM)
    assert answer.status_code == 302
    (path,) = [path for path in (browser.desk.root / "content/clinics").glob("*.toml") if path.stem != "example"]
    card = content.clinic(path)
    assert normal(card.name) == "عيادة الأمل"
    assert [normal(phone.number) for phone in card.phones] == ["202-555-0143", "1-800-555-HELP"]
    assert card.languages == ("ar", "es")
    page = browser.get(answer.headers["Location"]).text
    assert "عيادة الأمل" in page
    assert "Press 2 for Spanish" in page
    assert "عيادة الأمل" in browser.get("/en/print").text


def test_faults_stand_at_their_fields(browser: Browser) -> None:
    """A wrong form comes back with what was typed, a summary that leads to each field, and nothing saved."""
    answer = browser.post("/en/clinics/save", {"name": "", "phone": "call us", "web": "http://x"})
    assert answer.status_code == 422
    for name in ("name", "phone", "web"):
        assert f'href="#f-{name}"' in answer.text
        assert f'id="e-{name}"' in answer.text
    assert 'value="call us"' in answer.text
    told = browser.post("/en/clinics/check", {"name": "A", "phone": "x"}).json
    assert told is not None
    assert list(told) == ["phone"]


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("phone", "call us", "هذا ليس رقم هاتف."),
        ("phone_extension", "abc", "الرقم الفرعي أرقام فقط."),
        ("phone2_label", "Nights", "اكتب رقم الهاتف أيضًا"),
        ("web", "hill.org", "اكتب العنوان كاملًا"),
        ("accent", "yellow", "هذا اللون لا يصلح."),
        ("hours", "<b>9-5</b>", "اكتب كلمات عادية"),
        ("address", "x" * 161, "اختصر هذا"),
    ],
)
def test_faults_are_told_once_in_the_language_of_the_page(browser: Browser, field: str, words: str, said: str) -> None:
    """Who reads Arabic reads there what is wrong with a field, while typing and after sending; a right field says nothing."""
    form = {"name": "عيادة", "phone": "202-555-0143", field: words}
    told = browser.post("/ar/clinics/check", form).json
    assert told is not None
    assert [name for name in told if name != field] == []
    assert len(told[field]) == 1
    assert said in told[field][0]
    assert said in browser.post("/ar/clinics/save", form).text


def test_no_fault_speaks_of_files(browser: Browser) -> None:
    """A form without a name says so in a person's words, not in those of the file it would become."""
    page = browser.post("/en/clinics/save", {"name": ""}).text
    assert "Write the name of the clinic." in page
    assert "name =" not in page


def test_a_name_is_not_written_over(browser: Browser) -> None:
    """A second clinic of the same name is a fault; changing the first one is not."""
    browser.post("/en/clinics/save", {"name": "Hill"})
    assert browser.post("/en/clinics/save", {"name": "Hill"}).status_code == 422
    assert browser.post("/en/clinics/save", {"name": "Hill 2", "ident": "hill"}).status_code == 302
    assert browser.get("/en/clinics").text.count("Hill 2") >= 1


def test_logo_is_written_anew(browser: Browser) -> None:
    """A logo keeps its pixels and nothing that was hidden in it; it stays when the profile is saved again."""
    browser.post("/en/clinics/save", {"name": "Hill"})
    out = io.BytesIO()
    Image.new("RGB", (900, 300), (1, 2, 3)).save(out, "JPEG", comment=b"secret")
    assert browser.post("/en/clinics/logo/hill", {"file": (io.BytesIO(out.getvalue()), "../../x.jpg")}).status_code == 302
    answer = browser.get("/en/clinics/logo/hill")
    assert answer.mimetype == "image/png"
    assert b"secret" not in answer.data
    browser.post("/en/clinics/save", {"name": "Hill", "ident": "hill"})
    assert content.clinic(browser.desk.root / "content/clinics/hill.toml").logo
    browser.post("/en/clinics/remove/hill")
    assert not list((browser.desk.root / "content/clinics").glob("hill*"))


def _bomb() -> bytes:
    """A PNG of 10 000 x 10 000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        _bomb(),
        b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg viewBox="0 0 9 9"><path d="M0 0"/></svg>',
        b'<svg viewBox="0 0 9 9"><image href="http://example.org/x"/></svg>',
        b"<svg viewBox='0 0 9 9'><script>alert(1)</script></svg>",
        b"hello",
    ],
    ids=["100 megapixels", "entities", "outside picture", "script", "text"],
)
def test_bad_logos_are_refused(browser: Browser, data: bytes) -> None:
    """A bomb or a picture with code in it is a fault at its field, and nothing is kept."""
    browser.post("/en/clinics/save", {"name": "Hill"})
    answer = browser.post("/en/clinics/logo/hill", {"file": (io.BytesIO(data), "x.png")})
    assert answer.status_code == 422
    assert 'id="e-logo"' in answer.text
    assert not list((browser.desk.root / "content/clinics").glob("hill-logo*"))


def test_list_is_shown_then_saved(browser: Browser) -> None:
    """Rows of a list with their faults; only the good ones are saved, and only when a person says so."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Name", "Phone"), ("Étoile", "202-555-0143"), (None, None), ("Bad", "x"), ("Hill", "202-555-0144")):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    answer = browser.post("/en/clinics/import", {"file": (io.BytesIO(out.getvalue()), "list.xlsx")})
    assert answer.text.count("<tr>") == 4
    assert "not a phone number" in answer.text
    assert not list((browser.desk.root / "content/clinics").glob("hill*"))
    upload = answer.text.partition('name="upload" value="')[2].partition('"')[0]
    assert browser.post("/en/clinics/import/save", {"upload": upload}).status_code == 302
    assert sorted(path.stem for path in (browser.desk.root / "content/clinics").glob("*.toml")) == ["etoile", "example", "hill"]


def test_columns_of_others_are_named_and_left_out(browser: Browser) -> None:
    """A list that holds more than we print is read; a column that was meant to be one of ours is still a fault of its row."""
    data = b"Name,Phone,Director\nHill,202-555-0143,Dr A\nEast,202-555-0144,\n"
    page = browser.post("/en/clinics/import", {"file": (io.BytesIO(data), "list.csv")}).text
    assert "columns that are not used" in page
    assert "director" in page
    upload = page.partition('name="upload" value="')[2].partition('"')[0]
    browser.post("/en/clinics/import/save", {"upload": upload})
    path = browser.desk.root / "content/clinics/hill.toml"
    assert "Dr A" not in path.read_text(encoding="utf-8")
    assert content.clinic(path).phone
    page = browser.post("/en/clinics/import", {"file": (io.BytesIO(b"Name,Adress\nHill,1 Hill St\n"), "list.csv")}).text
    assert "Did you mean `address`?" in page
    assert "columns that are not used" not in page


def test_rows_say_their_faults_in_the_language_of_the_page(browser: Browser) -> None:
    """Each with the field's own name there."""
    data = b"Name,Phone\nHill,call us\n"
    page = browser.post("/ar/clinics/import", {"file": (io.BytesIO(data), "list.csv")}).text
    assert 'الرقم: <bdi lang="ar">هذا ليس رقم هاتف.' in page


def test_old_windows_is_a_question(browser: Browser) -> None:
    """A list that is not UTF-8 shows how it would read; yes reads it so."""
    data = "name\nÉtoile\n".encode("cp1252")
    answer = browser.post("/en/clinics/import", {"file": (io.BytesIO(data), "list.csv")})
    assert "Étoile" in answer.text
    upload = answer.text.partition('name="upload" value="')[2].partition('"')[0]
    answer = browser.post("/en/clinics/import", {"upload": upload, "encoding": "cp1252"})
    assert answer.text.count("<tr>") == 2


KILLED = """
import os, pathlib, sys
from kit.build import output
path = pathlib.Path(sys.argv[1])
os.replace = os.rename = pathlib.Path.replace = pathlib.Path.rename = lambda *_: os._exit(9)
output.publish(path, b"new" * 1000)
"""


def test_killed_during_a_save(tmp_path: Path) -> None:
    """A desk that is killed in the middle of a save leaves the old file whole."""
    path = tmp_path / "hill.toml"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, env={**os.environ}, check=False)
    assert done.returncode == 9
    assert path.read_bytes() == b"old"


def test_clinics_are_listed_by_name_whatever_their_case_and_then_by_file(tmp_path: Path) -> None:
    """Who looks for a name finds it where the alphabet has it."""
    folder = clinics.folder_of(tmp_path)
    folder.mkdir(parents=True)
    for ident, name in (("b", "Zed"), ("c", "alpha"), ("a", "Beta"), ("e", "Beta")):
        (folder / f"{ident}.toml").write_text(f'name = "{name}"', encoding="utf-8")
    assert [row.id for row in clinics.cards(tmp_path)] == ["c", "a", "e", "b"]
