"""kit.judging.form: the scored sheet and the open points as a form that handout and page can write."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from kit import content
from kit.checks import source as content_rules
from kit.document import Document, Options, Worksheet, placeables, texts
from kit.formats import FORMATS
from kit.judging import form as review_form
from kit.judging import open_points, scoring


@pytest.fixture(scope="module")
def form(root: Path, today: datetime.date) -> Document:
    """The form for the topic in the repository."""
    folder = root / "content"
    subject = content_rules.gather(folder, "heroin-withdrawal", today=today)
    words = content.review_form(folder)
    made = review_form.build(subject.document, scoring.score(subject), open_points.of(subject), words)
    return dataclasses.replace(made, code="HW-FORM")


def test_form_asks_what_only_people_know(form: Document, root: Path, today: datetime.date) -> None:
    """Each item that needs a person, and each fact on which sources differ, has its own lines to write on."""
    subject = content_rules.gather(root / "content", "heroin-withdrawal", today=today)
    sheet, points = scoring.score(subject), open_points.of(subject)
    asked = [block for section in form.sections for block in section.blocks if isinstance(block, Worksheet) and block.lead]
    assert len(asked) == sheet.count("needs a person") + len(points.conflicts)
    said = " ".join(text.text for text in texts(form))
    assert all(claim.statement in said for claim in (*points.secondhand, *points.conflicts))


def test_form_is_complete(form: Document, root: Path) -> None:
    """Every text of the form is filled and has an id of its own; the form carries the topic's version and notices."""
    own = [text for text in texts((form.title, form.help, form.sections, form.closing)) if text.id.startswith("review-form/")]
    assert not any(placeables(text.text) for text in own)
    assert len({text.id for text in own}) == len(own)
    assert form.version == content.load(root / "content", "heroin-withdrawal").version


@pytest.mark.parametrize("name", ["handout", "page"])
def test_form_passes_the_checks_of_a_file(form: Document, name: str) -> None:
    """Written as a handout or a page, the form reads back whole and is accessible."""
    options = Options()
    data = FORMATS[name].write(form, options)
    found = FORMATS[name].judge(form, options, data, FORMATS[name].read(data))
    assert [finding for finding in found if finding.severity == "error"] == []


def test_nothing_to_decide(form: Document, root: Path, today: datetime.date) -> None:
    """A topic without open facts says so instead of leaving its parts empty."""
    folder = root / "content"
    subject = content_rules.gather(folder, "heroin-withdrawal", today=today)
    points = dataclasses.replace(open_points.of(subject), conflicts=(), secondhand=(), unknowns=())
    made = review_form.build(subject.document, scoring.score(subject), points, content.review_form(folder))
    said = {text.id for text in texts(made.sections)}
    assert {"review-form/decide.none", "review-form/read.none"} <= said
