"""Every page of the desk opens, in each language it speaks."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest

from kit import build, content
from kit.build import documents, fresh
from kit.desk import clinics, decks
from kit.desk.context import HERE, faults_of
from kit.desk.printing import LAST
from kit.document import Document
from kit.errors import KitError
from tests.content.conftest import write
from tests.desk.conftest import Browser
from tests.small_topic import CLEAN

PAGES = (
    "/",
    "/about",
    "/print",
    "/print?language=es&language=ar&edition=large-print&region=US&paper=letter",
    "/print/packet",
    "/present",
    "/present/edited",
    "/present/template",
    "/translate",
    "/translate/es/heroin-withdrawal",
    "/translate/ar/labels?show=machine",
    "/translate/hi/desk?show=missing",
    "/translate/start?name=Somali",
    "/translate/es/heroin-withdrawal/upload",
    "/translate/es/heroin-withdrawal/sign",
    "/review",
    "/review/heroin-withdrawal",
    "/review/heroin-withdrawal/part/danger",
    "/review/heroin-withdrawal/sheet/overdose",
    "/review/heroin-withdrawal/form",
    "/review/heroin-withdrawal/sign",
    "/clinics",
    "/clinics/new",
    "/clinics/import",
    "/status",
    "/status/es",
    "/make",
)


def test_what_a_page_needs_is_given_and_may_be_kept(readonly: Browser) -> None:
    """Style, script and signs at the address that names what they hold, as the kind that they are; under no other."""
    found = re.findall(r'"(/static/([0-9a-f]+)/(\w[\w.-]*))"', readonly.get("/en/").text)
    assert {name.rpartition(".")[2] for _, _, name in found} >= {"css", "js"}
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    for address, digest, name in found:
        answer = readonly.get(address)
        assert answer.data == (HERE / "static" / name).read_bytes()
        assert answer.mimetype == kinds[name.rpartition(".")[2]]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert readonly.get(f"/static/{digest[::-1]}/{name}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_page_opens(readonly: Browser, path: str) -> None:
    """Each page answers with a title, one main heading and no leftover of a template."""
    answer = readonly.get(f"/en{path}")
    assert answer.status_code == 200, answer.text[-2000:]
    assert answer.text.count("<h1>") == 1
    assert "{{" not in answer.text
    assert "Error:" not in answer.text.partition("</title>")[0]


def test_gathered_sheets_become_one_pdf(browser: Browser) -> None:
    """A packet of two sheets offers one PDF and starts making it; where fewer than two are gathered there is nothing to bind."""
    items = [f"en/heroin-withdrawal-sheet-{name}.pdf" for name in ("overdose", "get-help")]
    query = "&".join(f"item={item}" for item in items)
    assert "/print/packet/pdf" in browser.get(f"/en/print/packet?{query}").text
    assert "/print/packet/pdf" not in browser.get(f"/en/print/packet?item={items[0]}").text
    answer = browser.post("/en/print/packet/pdf", {"language": "en", "item": items})
    assert "/job/" in answer.headers["Location"]
    lone = browser.post("/en/print/packet/pdf", {"language": "en", "item": items[:1]})
    assert "/print/packet" in lone.headers["Location"]


def test_numbers_keep_their_order_on_pages_from_right_to_left(readonly: Browser) -> None:
    """A phone number or a date in the desk's own words is not turned round beside Arabic words; pages from left to right need no such marks."""
    page = readonly.get("/ar/clinics/new").text
    assert '<bdi dir="ltr">202-555-0143</bdi>' in page
    assert '<bdi dir="ltr">1-800-555-HELP</bdi>' in page
    assert '<bdi dir="ltr">2027-11-22</bdi>' in readonly.get("/ar/review/heroin-withdrawal/sign").text
    assert "202-555-0143 or 1-800-555-HELP" in readonly.get("/en/clinics/new").text


@pytest.mark.parametrize("path", ["/print?language=ht", "/print/packet?language=ht&item={item}"])
def test_a_language_is_called_what_its_own_file_calls_it(readonly: Browser, path: str) -> None:
    """CLDR has no name for Haitian Creole in itself; locales/ht/locale.toml has one."""
    listed = readonly.get("/en/print?language=ht").text
    found = re.search(r"item=([^&\"]+)", listed)
    assert found
    text = readonly.get("/en" + path.format(item=found[1])).text
    assert "Kreyòl ayisyen" in text
    assert "Kreyòl Ayisyen" not in text


def test_posters_and_cards_are_there_to_print(readonly: Browser) -> None:
    """Besides sheets there are posters, pocket cards flat and folded, leaflets and booklets; what is one sheet stands before the handout."""
    readonly.client.delete_cookie(LAST, domain="127.0.0.1")  # what another test chose last
    page = readonly.get("/en/print").text
    for name in ("poster-overdose", "pocket-card-overdose", "pocket-card-overdose-folded", "leaflet-overdose", "booklet"):
        assert f"heroin-withdrawal-{name}.pdf" in page, name
    assert page.index("heroin-withdrawal-sheet-overdose.pdf") < page.index("heroin-withdrawal-handout.pdf")


def test_slides_have_pictures_without_an_office_program(readonly: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where LibreOffice is not installed the kit draws each slide of a session itself; there is none after the last."""
    monkeypatch.setattr(decks, "office", lambda: "")
    readonly.client.delete_cookie(LAST, domain="127.0.0.1")
    address = "/en/present/picture/{}/en/heroin-withdrawal-deck-20.pptx?language=en"
    answer = readonly.get(address.format(2))
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "911" not in answer.text  # no country was chosen
    assert readonly.get(address.format(0)).status_code == readonly.get(address.format(99)).status_code == 404


def test_a_file_that_goes_while_it_is_counted_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save's temporary file that is there when the folder is read and gone a moment later leaves the stamp as it is without it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.yaml").write_text("a", encoding="utf-8")
    before, scan = fresh.stamp(tmp_path), os.scandir

    def vanishing(folder: Path) -> list[os.DirEntry[str]]:
        gone = Path(folder) / "a.tmp"
        gone.write_text("", encoding="utf-8")
        found = list(scan(folder))
        gone.unlink()
        return found

    monkeypatch.setattr(fresh.os, "scandir", vanishing)
    assert fresh.stamp(tmp_path, "content") == before


def test_saved_words_leave_the_english_that_was_read(tmp_path: Path) -> None:
    """A change in a catalog lets go of translations alone; one in the English lets go of that too."""
    write(CLEAN, tmp_path)
    (tmp_path / "locales" / "es").mkdir(parents=True)
    fresh.refresh(tmp_path)
    english = documents.source(tmp_path, "tea")
    (tmp_path / "locales" / "es" / "tea.po").write_text("", encoding="utf-8")
    fresh.refresh(tmp_path)
    assert documents.source(tmp_path, "tea") is english
    path = tmp_path / "content" / "tea" / "topic.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Tea and sleep", "Tea and good sleep"), encoding="utf-8")
    fresh.refresh(tmp_path)
    assert documents.source(tmp_path, "tea").title.text == "Tea and good sleep"


def test_a_file_that_is_being_written_is_not_counted(tmp_path: Path) -> None:
    """A catalog that is half written under its other name changes no stamp; a hidden file of any other kind does."""
    (tmp_path / "content").mkdir()
    before = fresh.stamp(tmp_path)
    (tmp_path / "content" / ".a.po.1f.part").write_text("a", encoding="utf-8")
    assert fresh.stamp(tmp_path) == before
    (tmp_path / "content" / ".a.yaml").write_text("a", encoding="utf-8")
    assert fresh.stamp(tmp_path) != before


def test_what_one_thread_reads_is_not_kept_when_another_has_forgotten_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The English is read while a second request finds its files changed: the old words are not what the third request gets."""
    root = write(CLEAN, tmp_path).parent
    build.refresh(root)
    loaded, change = content.load, threading.Event()
    topic = root / "content" / "tea" / "topic.yaml"
    other = threading.Thread(target=build.refresh, args=(root,))

    def slowly(folder: Path, name: str) -> Document:
        found = loaded(folder, name)
        if folder == root / "content" and not change.is_set():  # and no page of an earlier test that is still counted
            change.set()
            topic.write_bytes(topic.read_bytes() + b"# more\n")
            other.start()
            other.join(0.05)
        return found

    monkeypatch.setattr(content, "load", slowly)
    first = build.source(root, "tea")
    other.join()
    assert build.source(root, "tea") is not first


def test_a_fault_of_ours_is_told_in_words_and_logged_without_what_was_typed(
    readonly: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page says that nothing was kept and what to do; the log has the fault's kind and place alone."""

    def fails(_root: Path) -> None:
        raise RuntimeError("what a person typed")

    monkeypatch.setattr(clinics, "cards", fails)
    monkeypatch.setattr(readonly.app, "testing", False)
    monkeypatch.setitem(readonly.app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = readonly.get("/en/clinics")
    assert answer.status_code == 500
    assert "A fault of ours. Nothing you typed was kept." in answer.text
    said = [record.getMessage() for record in caplog.records if record.name == "kit.desk"]
    assert [line.partition(":")[0] for line in said] == ["fault RuntimeError in fails"]
    assert "typed" not in caplog.text


def test_a_packet_is_not_lost_by_looking_at_a_sheet_or_making_it(browser: Browser) -> None:
    """What was gathered stands in the links to a sheet's sides, back from them, and back from the finished files."""
    item = "es/heroin-withdrawal-sheet-overdose.pdf"
    page = browser.get(f"/en/print?language=es&item={item}").text
    look = re.search(r'href="(/en/print/sides/[^"]*)"', page)
    assert look
    assert f"item={item}" in look[1]
    sides = browser.get(look[1].replace("&amp;", "&")).text
    assert re.search(rf'href="/en/print\?[^"]*item={item}"', sides)
    job = browser.post("/en/print/packet/zip", {"language": "es", "item": item}).headers["Location"]
    assert re.search(rf'href="/en/print\?[^"]*item={item}"', browser.get(job).text)


@pytest.mark.parametrize("said", ['"چاپ"', '""\n"چاپ"'], ids=["on one line", "below"])
def test_a_language_without_words_of_the_desk_is_not_offered_as_its_language(browser: Browser, said: str) -> None:
    """Its pages would be English, set from right to left where the language is; with a word of its own it is there."""
    page = browser.get("/en/").text
    assert 'hreflang="ar"' in page
    path = browser.desk.root / "locales" / "fa" / "desk.po"
    words = path.read_text(encoding="utf-8")
    bare = re.sub(r'^msgstr ".*"$', 'msgstr ""', words, flags=re.MULTILINE)
    path.write_text(bare, encoding="utf-8")
    assert 'hreflang="fa"' not in browser.get("/en/").text
    filled = 'msgid "Print"\nmsgstr ""'
    assert filled in bare
    path.write_text(bare.replace(filled, f'msgid "Print"\nmsgstr {said}'), encoding="utf-8")
    assert 'hreflang="fa"' in browser.get("/en/").text


def test_what_is_wrong_and_what_to_do_are_sentences() -> None:
    """The two do not run into each other, and the first begins as sentences do."""
    assert faults_of(KitError("the file can't be read", "Choose another.")) == ["The file can't be read. Choose another."]
    assert faults_of(KitError("Read this first:", "Then go on.")) == ["Read this first: Then go on."]
    assert faults_of(KitError("gone", "")) == ["Gone."]
