"""The page that says how far each translation is, for those who translate: by language and topic, texts by state and score.

In English, the language that all translators of the kit read; its own words stand in the template. Left out on purpose:
counting states (`kit.translate.coverage`), finding errors and measuring the checks, which the build hands over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kit.document import Document
from kit.formats.page import theme, writer
from kit.formats.page.index import Seen
from kit.locale import Locale
from kit.translate import coverage

PATH = "coverage.html"
"""The page's path below the output folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A topic in a language: how many texts it has, how many are in each state, and in how many an error is open."""

    locale: Locale
    topic: str
    total: int
    counts: tuple[int, ...]
    seen: Seen | None


COLUMNS = ("Missing", "Out of date", "Machine draft", "By a person", "Reviewed", "With an open error")


def row_of(document: Document, failing: int, seen: Seen | None, source: Document) -> CoverageRow:
    """What the page says of a translated document; `source` is the topic in English.

    "Refused" texts are printed in English until their error is mended, so they count as missing. A text can have an
    open error in any state.
    """
    found = coverage(document)
    states = (("missing", "refused"), ("stale",), ("machine",), ("human",), ("reviewed", "clinical"))
    counts = (*(found.count(*names) for names in states), failing)
    return CoverageRow(locale=document.locale, topic=source.title.text, total=found.total, counts=counts, seen=seen)


def write(rows: Sequence[CoverageRow], source: Document) -> bytes:
    """The page as UTF-8; one table a language. `source` is any English document, which lends the labels of all pages."""
    languages: Mapping[str, list[CoverageRow]] = {row.locale.tag: [] for row in rows}
    for row in rows:
        languages[row.locale.tag].append(row)
    css = theme.stylesheet(
        source.locale,
        paper="a4",
        foot="How far the translations are",
        layouts=("base.css", "sheet.css"),
        also=tuple(found[0].locale for found in languages.values()),
    )
    template = writer.environment().get_template("coverage.html.j2")
    groups = tuple(languages.values())
    return template.render(d=source, v=writer.View(source), groups=groups, columns=COLUMNS, css=css).encode()
