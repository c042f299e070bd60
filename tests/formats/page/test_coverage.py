"""The page on coverage counts each state once, names language and topic, and is built like every page of the kit."""

from __future__ import annotations

import lxml.html

from kit.checks import page as html
from kit.document import texts
from kit.formats import FORMATS
from kit.formats.page import coverage, index
from tests.formats.page.conftest import Labelled
from tests.formats.page.test_index import LINES


def test_each_state_of_a_topic_is_counted(labelled: Labelled) -> None:
    """All columns but the last, which any text can also be in, add up to the texts."""
    document = labelled("ar")
    row = coverage.row_of(document, 3, None, labelled("en"))
    assert row.total == len({text.id for text in texts(document) if text.id and not text.verbatim and text.state != "source"})
    assert sum(row.counts[:-1]) == row.total
    assert row.counts[-1] == 3
    assert len(row.counts) == len(coverage.COLUMNS)


def test_the_table_says_what_was_counted(labelled: Labelled) -> None:
    """A row for each topic with each number under its head; the language by both its names; the score in words."""
    row = coverage.row_of(labelled("ar"), 3, index.Seen(seeded=95, slips=90), labelled("en"))
    page = lxml.html.fromstring(coverage.write([row], labelled("en")))
    (said,) = page.xpath("//tbody/tr")
    heads = [str(head.text_content()) for head in page.xpath("//thead//th")]
    cells = {cell.get("data-head"): cell.text_content() for cell in said}
    assert heads == list(cells) == ["Topic", "Texts", *coverage.COLUMNS]
    assert list(cells.values()) == ["Feeling unwell", str(row.total), *map(str, row.counts)]
    assert page.xpath("string(//h2/span[@lang='ar'])") == "العربية"
    assert "they saw 95." in page.text_content()


def test_a_language_that_nobody_measured_says_so(labelled: Labelled) -> None:
    """No score is no figure of nought."""
    page = coverage.write([coverage.row_of(labelled("ar"), 0, None, labelled("en"))], labelled("en")).decode()
    assert "Nobody has measured" in page
    assert "they saw" not in page


def test_the_page_passes_the_checks_for_pages_and_a_table_without_heads_does_not(labelled: Labelled) -> None:
    """Our own rules for HTML find nothing in it, and are awake."""
    made = coverage.write([coverage.row_of(labelled("ar"), 0, None, labelled("en"))], labelled("en"))
    assert html.check(made) == ()
    assert html.check(made.replace(b'<html lang="en" dir="ltr">', b"<html>")) != ()


def test_the_download_page_leads_there_where_it_was_made(labelled: Labelled) -> None:
    """One link, on the page that stands beside it, and none where there is no such page."""
    documents = [labelled("en"), labelled("ar")]
    assert dict(index.pages(LINES, documents, FORMATS, covered=True))["index.html"].count(b'href="coverage.html"') == 1
    assert b"coverage.html" not in dict(index.pages(LINES, documents, FORMATS))["index.html"]
