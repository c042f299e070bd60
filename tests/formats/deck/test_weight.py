"""What decks weigh: a session's can be mailed anywhere, and each slide of the whole one adds little."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kit import build
from kit.checks.deck.file import WEIGHT
from kit.formats import FORMATS
from kit.opc import Package
from tests.formats.deck.conftest import Deck

ROOT = Path(__file__).parents[3]
HEAVIEST = "bn"
"""The language whose letters take most bytes."""
EACH = 3_900
"""Bytes that a slide with its notes may add: a fifth of them names and heads of its four parts, which no writer can save."""


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", HEAVIEST])
def test_a_sessions_deck_is_small_enough_to_mail_and_the_whole_one_grows_slowly(locale: str) -> None:
    """Each session stays under what the checks call slow to mail; the whole deck, five times as long, under so much a slide."""
    request = build.Request(
        root=ROOT, out=ROOT / "output", locales=(locale,), formats=("deck",), today=datetime.date(2026, 11, 28)
    )
    for job in build.plan(request):
        data = FORMATS["deck"].write(build.ready(job), job.options)
        slides = len(Package(data).slides)
        limit = WEIGHT if job.session else EACH * slides
        assert len(data) <= limit, (job.session, slides, len(data))


def test_pages_of_notes_take_their_places_from_the_master(either: Deck) -> None:
    """No page of notes repeats them, and the master has both: the slide's picture and the words."""
    assert not either.find("ppt/notesSlides/", "//a:xfrm")
    held = either.find("ppt/notesMasters/", "//p:sp[p:spPr/a:xfrm]/p:nvSpPr/p:nvPr/p:ph/@type")
    assert sorted(map(str, held)) == ["body", "sldImg"]
