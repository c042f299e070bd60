"""How much of each page stays empty below its words, measured on the finished file: little on average, and no hole in any page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from kit import build
from kit.build.job import Job
from kit.checks.pdf.white import page_ends
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Page
from kit.formats.print.writer import draw
from kit.tagged.source import read
from tests.bench.page_ends import COLUMNS, ends, jobs
from tests.offered import WHOLE, some

TOPIC, *OTHERS = "heroin-withdrawal", "heroin-withdrawal-family", "heroin-withdrawal-facilitator"
MEAN = {("standard", "a4"): 0.06, ("standard", "letter"): 0.07, ("large-print", "a4"): 0.10, ("large-print", "letter"): 0.10}
"""How empty the pages of a file may be on average, the last one left out, the page before a forced start counted."""
MOST = 1.11
"""Pages at most to those that the words would fill."""
HOLE = 0.25
"""What looks like a mistake."""


def _faults(every: tuple[float, ...], edition: str, paper: str) -> Iterator[str]:
    """What is wrong with the ends of a file's pages, of which the last may be empty as far as it likes, but not a page too many."""
    found, filled = every[:-1], sum(1 - end for end in every)
    if len(every) > MOST * filled:
        yield f"{len(every)} pages for {filled:.1f} of words"
    mean, holes = sum(found) / len(found), [f"page {at}: {end:.0%}" for at, end in enumerate(found, start=1) if end > HOLE]
    if mean > MEAN[edition, paper]:
        yield f"{mean:.1%} on average"
    if holes:
        yield ", ".join(holes)


def _job(tag: str, edition: str, paper: str, topic: str = TOPIC) -> Job:
    return next(job for job in jobs((topic,), (tag,)) if (job.edition, job.options.paper) == (edition, paper))


@pytest.mark.parametrize(
    ("tag", "edition", "paper"),
    [
        pytest.param(tag, *column, marks=() if (tag, column) == ("es", COLUMNS[0]) else pytest.mark.slow)
        for tag in (*WHOLE, *some("handout"))
        for column in COLUMNS
    ],
)
def test_little_of_a_page_stays_empty(tag: str, edition: str, paper: str) -> None:
    """In every language whose handout is on offer."""
    assert list(_faults(ends(_job(tag, edition, paper)), edition, paper)) == []


@pytest.mark.slow
@pytest.mark.parametrize("topic", OTHERS)
@pytest.mark.parametrize("tag", WHOLE)
def test_nor_does_much_of_those_for_family_and_leaders(tag: str, topic: str) -> None:
    """In both editions and on both papers."""
    faults = {column: list(_faults(ends(_job(tag, *column, topic)), *column)) for column in COLUMNS}
    assert {column: found for column, found in faults.items() if found} == {}


def test_a_hole_in_one_page_is_seen() -> None:
    """A page whose lower half stands on the next one has one; and so is a file seen whose pages are all a tenth emptier."""
    job = _job("en", "standard", "a4")
    document = build.ready(job)
    layout = lay_out(document, job.options)
    first, page, *others = layout.pages
    half = len(page.rows) // 2
    upper, lower = (Page(rows=rows, foot=page.foot) for rows in (page.rows[:half], page.rows[half:]))
    parted = dataclasses.replace(layout, pages=(first, upper, lower, *others))
    found = page_ends(read(draw(parted, document)))
    assert [fault[:7] for fault in _faults(found, "standard", "a4")][-1:] == ["page 2:"]
    good = (found[0], *found[3:])
    assert list(_faults(good, "standard", "a4")) == []
    emptier = list(_faults(tuple(end + 0.1 for end in good), "standard", "a4"))
    assert emptier[0].endswith("of words")
    assert emptier[1].endswith("on average")
