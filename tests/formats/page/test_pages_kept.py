"""The pages around the files kept as readable text: the download page, receipts, pages of changes and on coverage.

Labels stand as their own names, so that these goldens tell which words stand where, and not how they are put.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from kit.document import Document, Release, Text
from kit.errors import Finding
from kit.formats import FORMATS
from kit.formats.page import coverage, index
from tests.conftest import Golden
from tests.formats.page.conftest import Labelled
from tests.formats.page.test_index import LINES, checked, line

_LINES = [
    *LINES,
    line("en/sample-sheet-night.draft.pdf", "en", "sheet", edition="standard", paper="a4", sheet="night", title="At night"),
    line("en/sample-deck-20.draft.pptx", "en", "deck", session=20, pages=17),
    line(
        "harbor/en/sample-handout.draft.pdf",
        "en",
        "handout",
        clinic="harbor",
        clinic_name="Harbor Clinic",
        edition="standard",
        paper="letter",
    ),
]
_FINDING = Finding(id="pdf-scope", severity="warning", where="page 2", message="A head cell.", clause="ISO 14289-1 7.5")


def _named(document: Document) -> Document:
    """The document with its own names for labels, with what is filled in, and a history."""
    labels = tuple(dataclasses.replace(label, text=_name(label)) for label in document.labels)
    words = Text(id="sample/history.first", source="Second", text="Second", lang="en")
    history = (
        Release(version="1.0", date="2026-11-22", changes=(dataclasses.replace(words, text="Third"),)),
        Release(version="0.9", date="2026-10-01", urgent=True, changes=(words,)),
    )
    return dataclasses.replace(document, labels=labels, history=history, code="SA1.0-en-ABCD")


def _name(label: Text) -> str:
    places = dict.fromkeys(re.findall(r"\{\w+\}", label.text))
    return " ".join([f"«{label.id.partition('/')[2]}»", *places])


def _lines(page: bytes) -> str:
    bare = re.sub(r"<(style|script)\b.*?</\1>", r"<\1>", page.decode(), flags=re.DOTALL)
    return bare.replace("><", ">\n<")


def test_the_pages_around_files_say_what_they_said(labelled: Labelled, golden: Golden) -> None:
    """Every word, link, language and mark of the download pages, two receipts, and the page of changes."""
    documents = [_named(labelled("en")), labelled("ar")]
    lines = [dict(one, findings=[dataclasses.asdict(_FINDING)]) if one["format"] == "handout" else one for one in _LINES]
    seen = {"ar": index.Seen(seeded=95, slips=90)}
    pages = dict(index.pages(lines, documents, FORMATS, checked, seen, covered=True))
    kept = ("index.html", "harbor/index.html", "en/sample-changes.html")
    receipts = [name for name in sorted(pages) if "sample-handout." in name or "sample-deck-20" in name]
    assert not set(kept) - set(pages)
    for name in (*kept, *receipts):
        golden(Path("pages") / f"{name.replace('/', '+')}.txt", _lines(pages[name]))


def test_the_page_on_coverage_says_what_it_said(labelled: Labelled, golden: Golden) -> None:
    """A language that was measured and one that was not."""
    source = _named(labelled("en"))
    rows = [coverage.row_of(labelled("ar"), 3, seen, source) for seen in (index.Seen(seeded=95, slips=90), None)]
    golden(Path("pages") / "coverage.html.txt", _lines(coverage.write(rows, source)))
