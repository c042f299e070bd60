"""The download page lists every language and every file, leads to each, and says what to know before using it."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Sequence
from typing import Any, NoReturn
from urllib.parse import unquote

import lxml.html
import pytest

from kit.checks import page as html
from kit.checks import receipt
from kit.document import Document, SheetPlan, Text
from kit.errors import Finding
from kit.formats import FORMATS
from kit.formats.page import entry, index, reader
from tests.formats.page.conftest import Labelled


def line(path: str, tag: str, form: str, **more: Any) -> dict[str, Any]:
    """A line of the manifest."""
    return {
        "path": path,
        "topic": "sample",
        "locale": tag,
        "format": form,
        "status": "draft",
        "sha256": "ab" * 32,
        "bytes": 123_456,
        "pages": 4,
        "findings": [],
        "content_version": "1.0",
        "date": "2026-11-22",
        "title": {"en": "Feeling unwell", "ar": "الشعور بالمرض"}[tag],
        "code": "SA1.0-en-ABCD",
        "published_by_a_later_version": True,
        **more,
    }


def checked(name: str, found: Sequence[Finding]) -> tuple[receipt.ReceiptLine, ...]:
    """The receipt of a file of a format."""
    return receipt.lines(FORMATS[name].checks(), found)


LINES = [
    line("ar/sample-page.draft.html", "ar", "page", pages=0),
    line("en/sample-deck.draft.pptx", "en", "deck"),
    line("en/sample-handout.draft.pdf", "en", "handout", edition="standard", paper="a4"),
    line("en/sample-handout-large-print.draft.pdf", "en", "handout", edition="large-print", paper="a4", region="US"),
    line("en/sample-page.html", "en", "page", pages=0, status="clinical"),
]


@pytest.fixture
def pages(labelled: Labelled) -> dict[str, bytes]:
    """The download page and receipts of five files in two languages."""
    return dict(index.pages(LINES, [labelled("en"), labelled("ar")], FORMATS))


def links(pages: dict[str, bytes], name: str) -> list[str]:
    """Where the links of a page lead, relative to the output folder."""
    found = (str(link) for link in lxml.html.fromstring(pages[name]).xpath("//main//a/@href | //footer//a/@href"))
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link))) for link in found if not link.startswith("#")
    ]


def test_pages_come_one_at_a_time(labelled: Labelled) -> None:
    """A list is there before any receipt is made: those of thousands of clinics would fill the memory."""

    def checks_of(_format: str, _findings: object) -> NoReturn:
        raise AssertionError

    pages = index.pages(LINES, [labelled("en"), labelled("ar")], FORMATS, checks_of)
    assert next(pages)[0] == "index.html"
    with pytest.raises(AssertionError):
        dict(pages)


def test_every_file_and_its_receipt_is_linked(pages: dict[str, bytes]) -> None:
    """Each file and its receipt has one link; receipts lead back to both; no link leads nowhere."""
    paths = [one["path"] for one in LINES]
    found = links(pages, "index.html")
    receipts = [entry.receipt_path(path) for path in paths]
    assert sorted(found) == sorted(paths * 2 + receipts), "each file once in its language's part and once at a glance"
    assert set(pages) == {"index.html", *receipts}
    for path, page in zip(paths, receipts, strict=True):
        assert sorted(links(pages, page)) == sorted([path, "index.html"])


def test_languages_go_by_their_own_names(pages: dict[str, bytes]) -> None:
    """The list of languages and each language's part are marked with its tag and direction; English comes first."""
    root = lxml.html.fromstring(pages["index.html"])
    listed = [(a.get("href"), a.get("lang"), a.get("dir"), a.text) for a in root.xpath("//nav//a")]
    assert listed == [("#en", "en", "ltr", "English"), ("#ar", "ar", "rtl", "العربية")]
    parts = [(part.get("id"), part.get("lang"), part.get("dir")) for part in root.xpath("//section[@lang]")]
    assert parts == [("en", "en", "ltr"), ("ar", "ar", "rtl")]
    assert root.xpath("//section[@id='ar']/h2/span[@lang='en']/text()") == ["Arabic"]


def test_files_come_with_what_to_know(pages: dict[str, bytes]) -> None:
    """Format, edition, pages or slides, size, version, date, status and region are said of each file."""
    items = reader.read(pages["index.html"]).items
    words = [item.text for item in items]
    first = words.index("Web page")
    assert words[first : first + 14] == [
        "Web page",
        "To read on a phone or computer. It also works without the internet.",
        *("Status", "Clinically reviewed", "Size", "123 kB", "Numbers for", "Lines to write on"),
        *("Version", "1.0, 22 November 2026", "Short code", "SA1.0-en-ABCD"),
        "What was checked",
        "Handout",
    ]
    large = words[words.index("Handout, large print") :]
    assert large[4:6] == ["Pages", "4 pages"]
    assert large[large.index("Numbers for") + 1] == "US"
    assert words[words.index("Slides") + 4 : words.index("Slides") + 6] == ["Slides", "4 slides"]


def test_all_at_a_glance(pages: dict[str, bytes]) -> None:
    """A table shows each language and format with its status, and says plainly what is not made."""
    root = lxml.html.fromstring(pages["index.html"])
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in root.xpath("//table//tr")]
    assert rows == [
        ["Language", "Web page", "Handout", "Handout, large print", "Slides"],
        ["English", "Clinically reviewed", "Draft", "Draft", "Draft"],
        ["العربية", "Draft", "Not made yet", "Not made yet", "Not made yet"],
    ]


def test_untranslated_labels_are_marked_english(pages: dict[str, bytes]) -> None:
    """In the Arabic part, words that are still English carry their language."""
    items = reader.read(pages["index.html"]).items
    assert next(item.lang for item in reversed(items) if item.text == "How to print") == "en"
    assert next(item.lang for item in items if item.text == "الشعور بالمرض") == "ar"


def test_clinics_have_pages_of_their_own(labelled: Labelled) -> None:
    """A clinic's files are on a page in its folder, which the first page leads to, and their links hold from there."""
    lines = [*LINES, line("harbor/en/sample-page.draft.html", "en", "page", clinic="harbor")]
    pages = dict(index.pages(lines, [labelled("en"), labelled("ar")], FORMATS))
    assert "harbor/index.html" in links(pages, "index.html")
    assert "harbor/en/sample-page.draft.html" not in links(pages, "index.html")
    assert sorted(set(links(pages, "harbor/index.html"))) == [
        "harbor/en/sample-page.draft.html",
        "harbor/receipts/en-sample-page.draft.html.html",
    ]
    assert links(pages, "harbor/receipts/en-sample-page.draft.html.html")[0] == "harbor/en/sample-page.draft.html"


def test_findings_are_on_the_receipt(labelled: Labelled) -> None:
    """Each finding is told with its severity in words, its place, id and clause; the whole fingerprint is there."""
    finding = {
        "id": "html.alt",
        "severity": "warning",
        "where": "line 7",
        "message": "No <alt> text.",
        "clause": "WCAG 2.2 SC 1.1.1",
    }
    one = line("en/sample-page.draft.html", "en", "page", findings=[finding])
    pages = dict(index.pages([one], [labelled("en")], FORMATS))
    text = lxml.html.fromstring(pages["receipts/en-sample-page.draft.html.html"]).text_content()
    assert re.search(r"Warning: No <alt> text\.\s+html\.alt · line 7 · WCAG 2\.2 SC 1\.1\.1", text)
    assert "ab" * 32 in text


def test_receipt_lists_checks_and_questions(labelled: Labelled) -> None:
    """Each check stands with its result in words, and what only people can judge is asked."""
    finding = Finding(id="html-title", severity="error", where="", message="No title.", clause="SC")
    one = line("en/sample-page.draft.html", "en", "page", findings=[dataclasses.asdict(finding)])
    pages = dict(index.pages([one], [labelled("en")], FORMATS, checked))
    root = lxml.html.fromstring(pages[entry.receipt_path(one["path"])])
    rows = [[cell.text_content() for cell in row] for row in root.xpath("//table[last()]//tbody/tr")]
    assert [row[1] for row in rows if row[0] == "The title tells pages apart in tabs and lists."] == ["Failed"]
    assert [row[1] for row in rows if row[0] == "The page works without a script."] == ["Passed"]
    assert "Is nothing told by colour, place or shape alone?" in root.text_content()


def _said(document: Document, **words: str) -> Document:
    """The document with all labels of receipts translated, or as `words` says by their last name."""
    return dataclasses.replace(
        document,
        labels=tuple(
            dataclasses.replace(label, text=words.get(label.id.rpartition(".")[2], "كلمة"), lang="ar", state="machine")
            if label.id.startswith("labels/receipt.")
            else label
            for label in document.labels
        ),
    )


def test_a_receipt_is_told_in_its_files_language(labelled: Labelled) -> None:
    """Its labels and facts are in the file's language, and what the checks say is marked as English."""
    finding = Finding(id="html-title", severity="error", where="line 7", message="No title.", clause="SC")
    one = line("ar/sample-page.draft.html", "ar", "page", pages=0, findings=[dataclasses.asdict(finding)])
    pages = dict(index.pages([one], [labelled("en"), _said(labelled("ar"), title="إيصال")], FORMATS, checked))
    root = lxml.html.fromstring(pages[entry.receipt_path(one["path"])])
    assert root.get("lang") == "ar"
    assert root.xpath("//h1")[0].text_content() == "إيصال"
    assert "No title." in [span.text_content() for span in root.xpath("//span[@lang='en'][@dir='ltr']")]


def test_a_receipt_is_in_english_where_its_labels_are_not_translated(labelled: Labelled) -> None:
    """One label that is missing is enough: half a receipt in English would tell less."""
    own = _said(labelled("ar"))
    labels = tuple(
        dataclasses.replace(label, state="missing") if label.id == "labels/receipt.none" else label for label in own.labels
    )
    one = line("ar/sample-page.draft.html", "ar", "page", pages=0)
    pages = dict(index.pages([one], [labelled("en"), dataclasses.replace(own, labels=labels)], FORMATS, checked))
    assert lxml.html.fromstring(pages[entry.receipt_path(one["path"])]).get("lang") == "en"


def test_pages_break_no_rule(pages: dict[str, bytes], labelled: Labelled) -> None:
    """Every page is accessible markup, with words in other languages marked."""
    with_checks = dict(index.pages(LINES, [labelled("en"), labelled("ar")], FORMATS, checked))
    for made in (pages, with_checks):
        assert {name: html.check(data) for name, data in made.items() if html.check(data)} == {}


def test_names_of_files_are_escaped(labelled: Labelled) -> None:
    """Spaces, percent signs and markup in a path neither break a link nor the page."""
    path = "cli nic%/en/<b>.html"
    pages = dict(index.pages([line(path, "en", "page", clinic="cli nic%")], [labelled("en")], FORMATS))
    assert path in links(pages, "cli nic%/index.html")
    assert b"<b>" not in pages["cli nic%/index.html"]
    assert links(pages, "index.html") == ["cli nic%/index.html"]


def test_pages_depend_on_nothing_else(pages: dict[str, bytes], labelled: Labelled) -> None:
    """The order of the manifest's lines does not matter; no script, nothing from elsewhere."""
    assert dict(index.pages(LINES[::-1], [labelled("en"), labelled("ar")], FORMATS)) == pages
    for data in pages.values():
        assert not re.search(rb"<(script|link|iframe|form)\b|url\(|https?://", data)


def test_a_second_language_is_told(labelled: Labelled) -> None:
    """A file in two languages names the second by its own name; the overview leads to the file in one language."""
    plain, both = "en/sample-handout.draft.pdf", "en/sample-handout-with-ar.draft.pdf"
    lines = [line(both, "en", "handout", edition="standard", beside="ar"), line(plain, "en", "handout", edition="standard")]
    made = dict(index.pages(lines, [labelled("en")], FORMATS))
    root = lxml.html.fromstring(made["index.html"])
    (said,) = root.xpath("//dd[@lang='ar']")
    assert said.text_content() == "العربية"
    assert [str(link) for link in root.xpath("//td//a/@href")] == [plain]
    assert html.check(made["index.html"]) == ()


def test_what_the_checks_of_a_translation_see_stands_beside_its_status(labelled: Labelled) -> None:
    """In words, for a language that was measured; nothing for one that was not."""
    documents = [labelled("en"), labelled("ar")]
    told = dict(index.pages(LINES, documents, FORMATS, seen={"ar": index.Seen(seeded=95, slips=90)}))["index.html"].decode()
    assert "Of 100 faults put in to test it, it saw \u206695\u2069" in told
    assert "it saw \u206690\u2069" in told
    assert "faults put in" not in dict(index.pages(LINES, documents, FORMATS))["index.html"].decode()


def test_sheets_stand_first_by_their_titles_and_the_rest_is_folded(labelled: Labelled) -> None:
    """Each sheet once, with whom it is for, when it is given, and all its files; the other files open when asked for."""
    document = dataclasses.replace(labelled("en"), sheets=(_plan(),))
    many = [
        line(f"en/sample-sheet-calm-{edition}.draft.pdf", "en", "sheet", sheet="calm", edition=edition)
        for edition in ("standard", "large-print")
    ]
    page = dict(index.pages([*LINES, *many, *_copies(7)], [document, labelled("ar")], FORMATS))["index.html"]
    tree = lxml.html.fromstring(page)
    (shown,) = tree.xpath("//section[@id='en']//ul[contains(@class, 'handed')]/li")
    assert [" ".join(part.split()) for part in shown.xpath(".//h3/text()")] == ["Stay calm"]
    assert "For you" in shown.text_content()
    assert "Give it early." in shown.text_content()
    assert len(shown.xpath(".//a")) == 2
    folded = tree.xpath("//section[@id='en']//details")
    assert all("open" not in part.attrib for part in folded)
    assert all(link.xpath("ancestor::details") for link in tree.xpath("//section[@id='en']//ul[contains(@class, 'cards')]//a"))
    assert html.check(page) == ()


@pytest.mark.parametrize(
    ("translated", "around"), [((), ("en", "ltr")), (("audience",), (None, None)), (("handed_out",), (None, None))]
)
def test_words_that_are_all_english_keep_their_order_among_right_to_left(
    labelled: Labelled, translated: tuple[str, ...], around: tuple[str | None, str | None]
) -> None:
    """Two English texts in one paragraph run from left to right, the first first; beside an Arabic one each is marked alone."""
    words = {name: Text(id=f"sheet.{name}", source="x", text="لك", lang="ar", state="machine") for name in translated}
    document = dataclasses.replace(labelled("ar"), sheets=(dataclasses.replace(_plan(), **words),))
    one = line("ar/sample-sheet-calm-standard.draft.pdf", "ar", "sheet", sheet="calm", edition="standard")
    lack = index.Lack(label="index.deck", title=_plan().title)
    page = dict(index.pages([one], [labelled("en"), document], FORMATS, lacking={"ar": [lack]}))["index.html"]
    tree = lxml.html.fromstring(page)
    (said,) = tree.xpath("//section[@id='ar']//ul[contains(@class, 'handed')]/li/p[not(@class)]")
    assert (said.get("lang"), said.get("dir")) == around
    assert [part.get("lang") for part in said.xpath("./span")] == [
        None if name in translated else "en" for name in ("audience", "handed_out")
    ]
    (lacks,) = tree.xpath("//section[@id='ar']//li/span[contains(., 'Slides: Stay calm')]")
    assert (lacks.get("lang"), lacks.get("dir")) == ("en", "ltr")
    assert html.check(page) == ()


def test_few_files_stand_open(pages: dict[str, bytes]) -> None:
    """Nobody has to open a list of four files."""
    tree = lxml.html.fromstring(pages["index.html"])
    (first, *_) = tree.xpath("//section[@id='en']//details[.//ul[contains(@class, 'cards')]]")
    assert "open" in first.attrib


def _copies(count: int) -> list[dict[str, Any]]:
    return [line(f"en/sample-deck-{number}.draft.pptx", "en", "deck", session=number) for number in range(1, count + 1)]


def _plan() -> SheetPlan:
    def text(words: str) -> Text:
        return Text(id=f"sheet.{words}", source=words, text=words, lang="en")

    return SheetPlan(
        id="calm",
        title=text("Stay calm"),
        audience=text("For you"),
        handed_out=text("Give it early."),
        key=text("It passes."),
        formats=("sheet",),
        faces=(),
    )
