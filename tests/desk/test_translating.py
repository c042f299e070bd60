"""Translating: no word is lost between people, programs and machines, and what was typed stays until it is stored."""

from __future__ import annotations

import gc
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import translate
from kit.caches import KeptVersions
from kit.desk import editing
from kit.desk.beginning import candidates
from kit.desk.catalogs import cut
from kit.errors import KitError
from kit.locale import find
from kit.translate.po import Catalog, Entry, read, render
from tests.conftest import ROOT
from tests.desk.conftest import Browser

ES = find("es")
TEXT = "/en/translate/es/heroin-withdrawal/text/danger.title"


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def send(browser: Browser, words: str, page: str, **more: str) -> int:
    """Save words as somebody who was shown this page; the status."""
    form = {"words": words, "shown": hidden(page, "shown"), "english": hidden(page, "english"), "state": "work", "go": "stay"}
    return browser.post(TEXT, form | more).status_code


def entry(browser: Browser, ctx: str = "heroin-withdrawal/danger.title") -> Entry:
    """The entry as the file has it."""
    return read(browser.desk.root / "locales/es/heroin-withdrawal.po", ES).by_ctx()[ctx]


def test_done_takes_away_the_machines_mark_only(browser: Browser) -> None:
    """A text a person calls done is no draft any more; nothing else of the file changes."""
    path = browser.desk.root / "locales/es/heroin-withdrawal.po"
    before = read(path, ES)
    assert send(browser, "Cuándo pedir ayuda ahora", browser.get(TEXT).text, state="done") == 302
    new = entry(browser)
    assert (new.words, new.fuzzy) == ("Cuándo pedir ayuda ahora", False)
    assert not any(comment.startswith("origin: machine") for comment in new.comments)
    after = read(path, ES)
    assert [one for one in after.entries if one.ctx != new.ctx] == [one for one in before.entries if one.ctx != new.ctx]


def test_two_people_on_one_text(browser: Browser) -> None:
    """The second save writes nothing, shows both versions and keeps the words in the field; saving again keeps them."""
    page = browser.get(TEXT).text
    assert send(browser, "uno", page) == 302
    form = {"words": "dos", "shown": hidden(page, "shown"), "english": hidden(page, "english"), "state": "work"}
    answer = browser.post(TEXT, form)
    assert answer.status_code == 409
    assert "uno" in answer.text
    assert ">dos</textarea>" in answer.text
    assert entry(browser).words == "uno"
    assert send(browser, "dos", answer.text) == 302
    assert entry(browser).words == "dos"


def test_same_person_saves_twice(browser: Browser) -> None:
    """The same words sent again from the same page are no conflict."""
    page = browser.get(TEXT).text
    assert send(browser, "uno", page) == 302
    assert send(browser, "uno", page) == 302


def test_another_text_changed_meanwhile(browser: Browser) -> None:
    """A PO editor's change to another text stays, and is no conflict."""
    page = browser.get(TEXT).text
    path = browser.desk.root / "locales/es/heroin-withdrawal.po"
    other = read(path, ES)
    first = other.entries[0]
    changed = editing.edited(first, "Poedit estuvo aquí", done=True)
    entries = (changed, *other.entries[1:])
    path.write_text(
        render(Catalog(path=other.path, locale=ES, header=other.header, comments=other.comments, entries=entries)), "utf-8"
    )
    assert send(browser, "uno", page) == 302
    assert entry(browser).words == "uno"
    assert entry(browser, first.ctx).words == "Poedit estuvo aquí"


def test_english_changed_meanwhile(browser: Browser) -> None:
    """Words made for other English are not stored as if they were for this one."""
    page = browser.get(TEXT).text
    form = {"words": "uno", "shown": hidden(page, "shown"), "english": "Other English", "state": "work"}
    answer = browser.post(TEXT, form)
    assert answer.status_code == 409
    assert "English changed" in answer.text
    assert entry(browser).words != "uno"


def test_what_can_not_be_printed_is_not_stored(browser: Browser) -> None:
    """A lost placeable or a character that turns words round is refused with the words kept; nothing is written."""
    ctx = next(one.ctx for one in read(browser.desk.root / "locales/es/heroin-withdrawal.po", ES).entries if "{" in one.english)
    address = f"/en/translate/es/heroin-withdrawal/text/{ctx.partition('/')[2]}"
    page = browser.get(address).text
    before = entry(browser, ctx)
    form = {"words": "sin nombre", "shown": hidden(page, "shown"), "english": before.english, "state": "work"}
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert "placeables differ" in answer.text
    assert ">sin nombre</textarea>" in answer.text
    assert entry(browser, ctx) == before


def test_wrong_number_is_told_while_typing_and_bars_done(browser: Browser) -> None:
    """Checks run on words that nobody saved, and what they call an error can't be called done."""
    name = next(
        one
        for one in read(browser.desk.root / "locales/es/heroin-withdrawal.po", ES).entries
        if re.search(r"\b[2-9]\b", one.english) and "{" not in one.english and "**" not in one.english
    )
    ctx = name.ctx.partition("/")[2]
    wrong = re.sub(r"\d+", "77", name.words) if re.search(r"\d", name.words) else f"{name.words} 77"
    told = browser.post(f"/en/translate/es/heroin-withdrawal/check/{ctx}", {"words": wrong}).text
    assert "77" in told
    page = browser.get(f"/en/translate/es/heroin-withdrawal/text/{ctx}").text
    form = {"words": wrong, "shown": hidden(page, "shown"), "english": name.english, "state": "done"}
    assert browser.post(f"/en/translate/es/heroin-withdrawal/text/{ctx}", form).status_code == 422


def test_place_is_outlined(browser: Browser) -> None:
    """The page on which a text stands is drawn with the words as typed, and its place is marked."""
    answer = browser.post("/ar/translate/ar/heroin-withdrawal/place/danger.title", {"words": "متى تطلب المساعدة فورًا الآن"})
    assert answer.text.count("<rect") >= 1
    picture = re.search(r'src="([^"]+)"', answer.text)
    assert picture
    assert browser.get(picture[1]).mimetype == "image/jpeg"


def test_download_and_upload_come_round(browser: Browser) -> None:
    """A downloaded file brought back unchanged changes nothing; a changed text is a proposal that a person takes."""
    data = browser.get("/en/translate/es/heroin-withdrawal/file").data
    upload = "/en/translate/es/heroin-withdrawal/upload"
    assert "Nothing in this file is new" in browser.post(upload, {"file": (io.BytesIO(data), "x.po")}).text
    old = entry(browser).words
    new = data.replace(f'msgstr "{old}"'.encode(), 'msgstr "Traído de fuera"'.encode(), 1)
    answer = browser.post(upload, {"file": (io.BytesIO(new), "x.po")})
    assert "Traído de fuera" in answer.text
    name, ctx = hidden(answer.text, "name"), entry(browser).ctx
    answer = browser.post("/en/translate/es/heroin-withdrawal/take", {"name": name, "take": ctx})
    assert "texts were taken" in answer.text
    assert entry(browser).words == "Traído de fuera"


def test_words_of_a_person_are_not_ticked(browser: Browser) -> None:
    """An upload that would write over a person's words is shown without a tick in its box."""
    data = browser.get("/en/translate/es/heroin-withdrawal/file").data
    assert send(browser, "Cuándo pedir ayuda ahora", browser.get(TEXT).text, state="done") == 302
    answer = browser.post("/en/translate/es/heroin-withdrawal/upload", {"file": (io.BytesIO(data), "x.po")})
    assert "Cuándo pedir ayuda ahora" not in answer.text  # only ours changed since the download: nothing to take


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"msgid broken",
        b'msgid ""\nmsgstr ""\n"Language: ar\\n"\n',
        b"",
        b"\0" * 100,
        "msgid é".encode("latin-1"),
    ],
)
def test_odd_files_are_refused_with_their_line(browser: Browser, data: bytes) -> None:
    """What is no PO file of this language is refused in words."""
    answer = browser.post("/en/translate/es/heroin-withdrawal/upload", {"file": (io.BytesIO(data), "x.po")})
    assert answer.status_code == 422
    assert 'id="e-file"' in answer.text


def test_language_by_its_name(browser: Browser) -> None:
    """A language is found by its English name, its own, or by the tag, and started once."""
    assert candidates("Somali", "en")[0][0] == "so"
    assert candidates("somalí", "es")[0][0] == "so"
    assert candidates("uk", "en")[0][0] == "uk"
    assert candidates("no such language", "en") == ()
    assert browser.post("/en/translate/start", {"tag": "so"}).status_code == 302
    assert (browser.desk.root / "locales/so/desk.po").is_file()
    assert browser.post("/en/translate/start", {"tag": "../x"}).status_code == 404
    assert browser.get("/en/translate/so/heroin-withdrawal").status_code == 200


def test_question_is_kept_beside_the_text(browser: Browser) -> None:
    """A translator's question stands in the file, once, for those who write the English."""
    for _ in range(2):
        browser.post("/en/translate/es/heroin-withdrawal/ask/danger.title", {"question": "Which\nhelp?"})
    assert [one for one in entry(browser).comments if one.startswith("question:")] == ["question: Which help?"]


def test_who_translated_can_not_sign(browser: Browser) -> None:
    """People write about themselves; a translator's own signature is refused, a second person's is written."""
    sign = "/en/translate/es/heroin-withdrawal/sign"
    assert send(browser, "Cuándo pedir ayuda ya", browser.get(TEXT).text, state="done") == 302
    for handle, translator in (("ana", "yes"), ("bea", "")):
        form = {"handle": handle, "name": handle.title(), "qualification": "interpreter", "translator": translator}
        assert browser.post("/en/translate/es/heroin-withdrawal/person", form).status_code == 302
    text = {"text": "heroin-withdrawal/danger.title", "level": "reviewed"}
    assert "another person must review it" in browser.post(sign, {"person": "ana", **text}).text
    assert "1</bdi> texts signed" in browser.post(sign, {"person": "bea", **text}).text
    assert "bea" in (browser.desk.root / "locales/es/review.tsv").read_text("utf-8")


WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40)


@settings(max_examples=120, deadline=None)
@given(WORDS, WORDS)
def test_changes_say_both_versions(before: str, after: str) -> None:
    """The marked runs give back the old text and the new one, whatever they are."""
    runs = list(editing.changes(before, after))
    letters = re.compile(r"\s+|\w+|[^\w\s]")
    assert "".join(words for kind, words in runs if kind != "added") == "".join(letters.findall(before))
    assert "".join(words for kind, words in runs if kind != "gone") == "".join(letters.findall(after))


def test_a_held_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program holds is tried three times, then told in words; it stays as it was."""
    path = tmp_path / "t.po"
    head = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"), ("Plural-Forms", ES.plural))
    one = Entry(ctx="t/a", english="Tea")
    path.write_text(render(Catalog(path="t.po", locale=ES, header=head, entries=(one,))), encoding="utf-8")
    before = path.read_bytes()
    tries: list[int] = []

    def held(*_: object, **__: object) -> None:
        tries.append(1)
        raise PermissionError

    monkeypatch.setattr(editing, "write", held)
    with pytest.raises(KitError, match="holds the file"):
        editing.save(path, ES, "t/a", editing.digest(one), "Tea", "Té", done=True)
    assert (len(tries), path.read_bytes()) == (3, before)


@pytest.mark.slow
def test_nothing_is_changed_by_looking(browser: Browser) -> None:
    """Every page that is only opened leaves the project as it was."""
    from tests.desk.test_pages import PAGES

    def everything(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}

    before = everything(browser.desk.root)
    for path in PAGES:
        browser.get(f"/es{path}")
    assert everything(browser.desk.root) == before


def test_of_a_catalog_that_is_saved_again_and_again_few_versions_stay(tmp_path: Path) -> None:
    """A desk that runs for days does not keep every version of a file that people edit: objects of a few versions are left."""
    path = tmp_path / "locales" / "es" / "point-to-card.po"
    path.parent.mkdir(parents=True)
    path.write_bytes((ROOT / "locales" / "es" / "point-to-card.po").read_bytes())

    def left() -> int:
        gc.collect()
        return sum(isinstance(one, Catalog) and str(tmp_path) in one.path + one.field("X-Here") for one in gc.get_objects())

    catalog = translate.load(tmp_path, ES, "point-to-card")
    ctx = catalog.entries[0].ctx
    path.write_text(render(replace(catalog, header=(*catalog.header, ("X-Here", str(tmp_path))))), encoding="utf-8")
    del catalog
    for turn in range(12):
        now = translate.load(tmp_path, ES, "point-to-card").by_ctx()[ctx]
        told = editing.save(path, ES, ctx, editing.digest(now), now.english, f"palabras {turn}", done=False)
        assert told.entry
    assert 1 <= left() <= 2 * KeptVersions.VERSIONS + 1


def test_the_desks_own_words_are_checked_like_the_others(browser: Browser) -> None:
    """A number that the English does not have is told while the desk's words are typed, bars "done", and stands in the list of findings."""
    address = "/en/translate/es/desk/text/import.hint"
    page = browser.get(address).text
    wrong = ".xlsx o .csv, 20 MB como máximo."
    assert "⟦20⟧" in browser.post(address.replace("/text/", "/check/"), {"words": wrong}).text
    form = {"words": wrong, "shown": hidden(page, "shown"), "english": hidden(page, "english"), "state": "done"}
    assert browser.post(address, form).status_code == 422
    assert browser.post(address, form | {"state": "work"}).status_code == 302
    assert "import.hint" in browser.get("/en/translate/es/desk?show=findings").text


def test_a_fault_that_was_saved_is_seen_before_going_on(browser: Browser) -> None:
    """Words with a wrong number are kept as work, and the page stays with what the checks found; right ones go on."""
    path = "/en/translate/es/heroin-withdrawal/text/naloxone.after.wears-off"
    page = browser.get(path).text
    form = {"shown": hidden(page, "shown"), "english": hidden(page, "english"), "state": "work", "go": "next"}
    right = "El efecto de la naloxona se puede acabar en 30 a 90 minutos, o antes. La sobredosis puede volver."
    answer = browser.post(path, form | {"words": right.replace("30", "31")})
    assert answer.headers["Location"].startswith(path)
    page = browser.get(answer.headers["Location"]).text
    assert "Numbers differ" in page
    answer = browser.post(path, form | {"shown": hidden(page, "shown"), "words": right})
    assert "/text/naloxone.after.back?" in answer.headers["Location"]


def test_long_words_end_between_words_and_few_texts_stand_around_one(readonly: Browser) -> None:
    """A list shows that a text goes on, and a text is not buried under its whole part."""
    assert cut("They breathe slowly, with long gaps", 20) == "They breathe…"
    assert cut("Short", 20) == "Short"
    page = readonly.get("/en/translate/es/heroin-withdrawal/text/naloxone.after.wears-off").text
    assert page.partition('<ul class="texts">')[2].partition("</ul>")[0].count("<li>") == 11
    assert 'aria-current="true"><span lang="en" dir="ltr">Naloxone may wear off' in page


def test_every_language_is_one_click_away_on_long_pages(readonly: Browser) -> None:
    """The languages stand above the lists of work as links to their own."""
    for path in ("/en/translate", "/en/review"):
        page = readonly.get(path).text
        assert page.count('id="in-') == page.count('href="#in-') > 10


def test_a_text_is_found_by_its_words(readonly: Browser) -> None:
    """In the English and in the translation, whatever their case, among the texts of the state that is shown."""
    path = "/en/translate/es/heroin-withdrawal"
    for words in ("wear off in 30", "EL EFECTO DE LA NALOXONA SE PUEDE"):
        page = readonly.get(f"{path}?show=all&words={words}").text
        assert page.count('<li><a href="/en/translate/es/heroin-withdrawal/text/') == 1
        assert f'value="{words}"' in page
    assert "There is no such text." in readonly.get(f"{path}?words=unicorn").text
