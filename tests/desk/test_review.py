"""Reviewing and signing: nothing is signed that was not shown, nothing is stated for anybody, marks hold for the words that were read."""

from __future__ import annotations

import re

import pytest

from kit import build, content, review
from tests.conftest import TODAY
from tests.desk.conftest import Browser

SIGN = "/en/review/heroin-withdrawal/sign"
STATED = {"who": "Dr Example", "role": "nurse", "credentials": "RN", "conflicts": "none", "until": "2027-11-01"}


def shown(browser: Browser, path: str = SIGN) -> str:
    """The digest of the words that the page showed."""
    found = re.search(r'name="shown" value="([0-9a-f]+)"', browser.get(path).text)
    assert found
    return found[1]


def test_nothing_is_filled_in(browser: Browser) -> None:
    """The form to sign is empty, and each statement that is missing is a fault."""
    page = browser.get(SIGN).text
    for name in STATED:
        assert re.search(rf'id="f-{name}"[^>]* value=""', page), name
    answer = browser.post(SIGN, {"shown": shown(browser)})
    assert answer.status_code == 422
    assert answer.text.count('class="fault"') >= len(STATED)


def test_signed_after_a_second_look(browser: Browser) -> None:
    """Statements are shown again before they count; then the topic is signed, in those words."""
    form = {**STATED, "shown": shown(browser)}
    answer = browser.post(SIGN, form)
    assert answer.status_code == 200
    assert "Dr Example" in answer.text
    path = browser.desk.root / "content/heroin-withdrawal/review.toml"
    assert not path.exists()
    assert browser.post(SIGN, {**form, "sure": "yes"}).status_code == 302
    document = content.load(browser.desk.root / "content", "heroin-withdrawal")
    state = review.source(browser.desk.root / "content", document, TODAY)
    assert state.state == "clinically_reviewed"
    assert state.signature is not None
    assert state.signature.who == "Dr Example"


def test_words_that_changed_are_not_signed(browser: Browser) -> None:
    """A word that changed after the page was opened stops the signature."""
    form = {**STATED, "shown": shown(browser), "sure": "yes"}
    path = next((browser.desk.root / "content/heroin-withdrawal/sections").glob("03-*.yaml"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r'title: "([^"]+)"', r'title: "\1 now"', text, count=1), "utf-8")
    answer = browser.post(SIGN, form)
    assert answer.status_code == 409
    assert "words changed" in answer.text
    assert not (browser.desk.root / "content/heroin-withdrawal/review.toml").exists()


def test_one_sheet_alone(browser: Browser) -> None:
    """A sheet is read and marked by itself, signed without the rest of its topic, and the topic says so."""
    page = browser.get("/en/review/heroin-withdrawal").text
    found = re.search(r'href="([^"]*/sheet/([^"]+))"', page)
    assert found
    page = browser.get(found[1]).text
    names = re.findall(r'name="hash-([^"]+)" value="([0-9a-f]+)"', page)
    marks = {f"mark-{name}": "right" for name, _ in names} | {f"hash-{name}": digest for name, digest in names}
    answer = browser.post(found[1], {**marks, "who": "Dr Example"})
    assert f"sign?sheet={found[2]}" in answer.headers["Location"]
    assert browser.get(found[1]).text.count(" checked") == len(names)
    assert f"<bdi>{len(names)}</bdi> of <bdi>{len(names)}</bdi> marked" in browser.get("/en/review/heroin-withdrawal").text
    form = {**STATED, "shown": shown(browser, answer.headers["Location"]), "sheet": found[2], "sure": "yes"}
    assert browser.post(SIGN, form).status_code == 302
    page = browser.get("/en/review/heroin-withdrawal").text
    assert "Signed." in page
    assert browser.get(f"{SIGN}?sheet=nosuch").status_code == 404
    assert browser.get("/en/review/heroin-withdrawal/sheet/nosuch").status_code == 404


@pytest.mark.slow
def test_a_signed_sheet_is_released_alone(browser: Browser) -> None:
    """Before its signature `--release` refuses a sheet; after it, it makes that one without "draft", and still no other."""
    root = browser.desk.root

    def released(sheet: str) -> bool:
        build.refresh(root)
        asked = build.Request(
            root=root, out=root / "output", locales=("en",), formats=("sheet",), editions=("standard",), sheets=(sheet,),
            release=True, today=TODAY,
        )  # fmt: skip
        (result,) = build.build(asked)
        return result.published and result.status == "clinical" and ".draft" not in result.path

    assert not released("overdose")
    form = {**STATED, "shown": shown(browser, f"{SIGN}?sheet=overdose"), "sheet": "overdose", "sure": "yes"}
    assert browser.post(SIGN, form).status_code == 302
    assert released("overdose")
    assert not released("get-help")


def test_marks_hold_for_the_words_that_were_read(browser: Browser) -> None:
    """A mark is kept with its author; after a change of the words it is open again."""
    part = "/en/review/heroin-withdrawal/part/danger"
    page = browser.get(part).text
    names = re.findall(r'name="hash-([^"]+)" value="([0-9a-f]+)"', page)
    form = {f"hash-{name}": digest for name, digest in names} | {
        f"mark-{names[0][0]}": "right",
        f"note-{names[0][0]}": "good\tone",
    }
    assert browser.post(part, form).status_code == 422  # nobody said who
    assert browser.post(part, {**form, "who": "Dr Example"}).status_code == 302
    assert browser.get(part).text.count(" checked") == 1
    assert "Dr Example" in (browser.desk.root / "content/heroin-withdrawal/answers.tsv").read_text("utf-8")
    stale = form | {f"hash-{names[0][0]}": "0" * 16, "who": "Eve"}
    browser.post(part, stale)
    assert "Eve" not in (browser.desk.root / "content/heroin-withdrawal/answers.tsv").read_text("utf-8")


def test_printed_form_is_typed_in(browser: Browser) -> None:
    """What people wrote on the printed form is kept with the question, and shown again."""
    path = "/en/review/heroin-withdrawal/form"
    name = re.search(r'name="mark-([^"]+)" value="met"', browser.get(path).text)
    assert name
    form = {f"mark-{name[1]}": "met", "note-lived true": "All of it", "who": "a person with lived experience"}
    assert browser.post(path, form).status_code == 302
    page = browser.get(path).text
    assert "All of it" in page
    assert page.count(" checked") == 1


def test_a_sheet_is_read_in_words(browser: Browser) -> None:
    """No name of a program heads a text or stands in it; the script that guards unsaved marks is on the page."""
    page = browser.get("/en/review/heroin-withdrawal/sheet/overdose").text
    heads = re.findall(r"<h2 [^>]*>([^<]*)</h2>", page)
    assert "Keep naloxone near. Show others how to use it." in heads
    assert not [head for head in heads if "/" in head or "{" in head]
    assert "Call [emergency number]. Put the phone on speaker." in page
    assert "{emergency_number}" not in page
    assert "data-unsaved" in page
    assert "desk.js" in page
