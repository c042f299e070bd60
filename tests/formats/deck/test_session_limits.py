"""Slides of each session deck in each language that offers it, bare and with a clinic: as many as its time asks for, no more."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from kit import build
from kit.build import Job
from kit.document import Block, Bullets, Callout, Document
from kit.formats.deck.fit import Ruler
from kit.formats.deck.plan import our_stage, plan
from kit.formats.deck.shapes import SlideWords
from tests.conftest import TODAY
from tests.offered import asked, in_turn
from tools import deck_table

LIMITS = {20: (12, 17), 45: (25, 32), 90: (45, 57)}
"""The fewest and the most slides by a session's minutes."""
_REGIONS = ("", "US")


def _jobs(tag: str, minutes: int) -> Iterator[Job]:
    for region in _REGIONS:
        yield from (job for job in deck_table.jobs((tag,), region, TODAY) if job.session == minutes)


def _outside(document: Document, minutes: int) -> bool:
    least, most = LIMITS[minutes]
    return not least <= len(plan(document)) <= most


@pytest.mark.parametrize(("tag", "minutes"), in_turn(asked("deck", LIMITS)))
def test_a_session_has_slides_for_its_time(tag: str, minutes: int) -> None:
    """With lines to write numbers on and with printed ones, bare and with a clinic."""
    found = list(_jobs(tag, minutes))
    assert len(found) == 2 * len(_REGIONS)
    assert [(job.region, job.clinic is not None) for job in found if _outside(build.ready(job), minutes)] == []


def test_a_session_with_too_long_a_text_is_seen() -> None:
    """Words that take more slides than the time has are found: a list nine times as long."""
    document = build.ready(next(_jobs("en", 20)))
    assert not _outside(document, 20)
    (first, *rest) = document.sections
    (rules,) = (block for block in first.blocks if isinstance(block, Bullets))
    longer = dataclasses.replace(first, blocks=(dataclasses.replace(rules, items=rules.items * 9),))
    assert _outside(dataclasses.replace(document, sections=(longer, *rest)), 20)


SMALLER = {
    ("en", 20): {"danger.soon"},
    ("zh-Hans", 20): {"danger.soon"},
    ("bn", 20): {"danger.soon", "tolerance.safer"},
    ("es", 20): {"danger.now", "danger.soon", "medicines.compare", "tolerance.safer"},
    ("bn", 45): {"danger.die", "tolerance.safer"},
    ("es", 45): {"danger.soon", "medicines.compare", "tolerance.safer"},
    ("bn", 90): {"medicines.wrong", "tolerance.safer"},
    ("es", 90): {"medicines.compare", "special.pregnant", "tolerance.safer"},
}
"""Safety texts that stand at 24 points: at 28 each takes one slide more, and its session has the most that it may have.

In Spanish the numbers of a clinic in the USA take a slide more as well.
"""


@pytest.mark.parametrize(("tag", "minutes"), in_turn(asked("deck", LIMITS)))
def test_safety_texts_are_no_smaller_than_other_lists(tag: str, minutes: int) -> None:
    """All but those named stand at 28 points or more, and no other list, box, table or chart has larger words than that."""
    for job in _jobs(tag, minutes):
        document = build.ready(job)
        found = plan(document)
        assert all(size <= 28 for size, _ in deck_table.other_sizes(found, document))
        small = {key for size, key in deck_table.safety_sizes(found, document) if size < 28}
        assert small <= SMALLER.get((tag, minutes), set()), (job.region, job.clinic is not None)
        assert not small or len(found) == LIMITS[minutes][1]


def test_safety_texts_in_small_type_are_seen() -> None:
    """A longer safety text, of a session that has no slide left, is found in smaller type than the lists beside it."""
    document = build.ready(next(_jobs("en", 90)))
    wrong = "medicines.wrong"
    longer = dataclasses.replace(
        document,
        sections=tuple(
            dataclasses.replace(
                one, blocks=tuple(_doubled(block) if block.meta.id == "danger.first" else block for block in one.blocks)
            )
            for one in document.sections
        ),
    )
    assert wrong not in {key for size, key in deck_table.safety_sizes(plan(document), document) if size < 28}
    found = plan(longer)
    assert any(size < 28 for size, _ in deck_table.safety_sizes(found, longer))


def _doubled(block: Block) -> Block:
    assert isinstance(block, Callout)
    return dataclasses.replace(block, items=block.items * 4)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_table_of_sessions_tells_what_a_deck_comes_to(tag: str) -> None:
    """Minutes, exercises, the least size of safety texts, pages of notes and bytes, by the file itself."""
    row = deck_table.row(next(_jobs(tag, 20)), fast=False)
    assert (row.session, row.locale, row.clinic, row.minutes, row.exercises, row.notes) == (20, tag, False, 20, 0, 0)
    assert row.high == ()
    assert (row.least[0], row.most) == ({"en": 24, "ar": 28}[tag], 28)
    assert row.smaller == {"en": ("danger.soon",), "ar": ()}[tag]
    assert 50_000 < row.size < 200_000


@pytest.mark.parametrize("tag", ["en", "ar", "hi"])
def test_the_minutes_of_an_exercise_stand_in_one_line(tag: str) -> None:
    """In a smaller size where they need it: a number alone on a second line says nothing."""
    document = build.ready(next(_jobs(tag, 90)))
    ruler = Ruler(document.locale, our_stage(document).line)
    kinds = [
        shape for slide in plan(document) for shape in slide.shapes if isinstance(shape, SlideWords) and shape.slot == "kind"
    ]
    assert len(kinds) > 5
    for shape in kinds:
        assert shape.frame
        assert ruler.lines(shape.paras[1], shape.frame.width) == 1


def test_a_slide_that_ends_high_is_told() -> None:
    """The table names a slide whose words end in the upper part of their place."""
    document = build.ready(next(_jobs("en", 20)))
    slide = next(one for one in plan(document) if one.key == "naloxone.after")
    assert deck_table.end(slide, document) > deck_table.FULL
    assert deck_table.end(dataclasses.replace(slide, shapes=()), document) < deck_table.FULL
