"""The holder of a printed sheet finds by its code whether it can still be used, and all that changed since."""

from __future__ import annotations

import dataclasses

import lxml.html
import pytest

from kit.checks import page as html
from kit.document import Document, Release, Text
from kit.formats import FORMATS
from kit.formats.page import changes, index, reader
from tests.formats.page.conftest import Labelled
from tests.formats.page.test_index import LINES


def change(words: str, lang: str) -> Text:
    """One change, as people word it."""
    return Text(id=f"sample/history.{words}", source=words, text=words, lang=lang)


@pytest.fixture(params=["en", "ar"])
def document(request: pytest.FixtureRequest, labelled: Labelled) -> Document:
    """The sample in its third version, whose second was urgent."""
    tag = request.param
    history = (
        Release(version="1.0", date="2026-11-22", changes=(change("Third", "en"),)),
        Release(version="0.9", date="2026-10-01", urgent=True, changes=(change("Second", "en"), change("ثانٍ", "ar"))),
        Release(version="0.8", date="2026-09-01", changes=(change("First", "en"),)),
    )
    return dataclasses.replace(labelled(tag), history=history, code=f"SA1.0-{tag}-ABCD")


def part(document: Document, version: str) -> str:
    """The words of the part for sheets of a version."""
    root = lxml.html.fromstring(changes.write(document))
    (section,) = root.xpath("//section[@id=$id]", id=f"v{version}")
    return str(section.text_content())


def test_newest_sheet_is_good(document: Document) -> None:
    """Who holds the newest version is told so, and what was new in it."""
    words = part(document, "1.0")
    assert "newest version" in words
    assert "Third" in words
    assert "Second" not in words


def test_older_sheet_is_told_all_that_came_after(document: Document) -> None:
    """Who holds an older version is told every later change, and not what that version itself had brought."""
    words = part(document, "0.8")
    assert "Third" in words
    assert "Second" in words
    assert "First" not in words


def test_urgent_change_retires_older_sheets_only(document: Document) -> None:
    """A warning stands with sheets older than an urgent version, not with that version or later ones."""
    assert ["Do not use" in part(document, version) for version in ("1.0", "0.9", "0.8")] == [False, False, True]


def test_codes_lead_to_their_parts(document: Document) -> None:
    """The list names how each code begins with its date, the newest first, and each line leads to a part."""
    root = lxml.html.fromstring(changes.write(document))
    listed = [(a.text_content(), a.get("href")) for a in root.xpath("//nav//a")]
    assert [href for _, href in listed] == ["#v1.0", "#v0.9", "#v0.8"]
    assert "SA0.9" in listed[1][0]
    assert "1 October 2026" in listed[1][0]


def test_review_status_is_told(document: Document) -> None:
    """The notices of the text's review stand here too, and code, version, date and status at the foot."""
    found = reader.read(changes.write(document))
    assert [item.text for item in found.items if item.text == document.notices[0].text]
    assert any(
        document.label("status.draft").text in item.text and document.locale.day("2026-11-22") in item.text
        for item in found.furniture
    )


def test_page_breaks_no_rule(document: Document) -> None:
    """The page is accessible markup with every word in its language."""
    data = changes.write(document)
    assert html.check(data) == ()
    assert next(item.lang for item in reader.read(data).items if item.text == "ثانٍ") == "ar"


def test_page_is_linked_where_there_is_a_history(document: Document, labelled: Labelled) -> None:
    """The download page leads to it in each language that has one; without a history there is neither page nor link."""
    tag = document.locale.tag
    other = labelled("ar" if tag == "en" else "en")
    pages = dict(index.pages(LINES, [document, other], FORMATS))
    assert f"{tag}/sample-changes.html" in pages
    assert pages["index.html"].count(b"sample-changes.html") == 1
    assert f"{other.locale.tag}/sample-changes.html" not in pages
