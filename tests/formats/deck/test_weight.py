"""What decks weigh: a session's can be mailed anywhere, and the whole one, five times as long, is hardly heavier."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit import build, content
from kit.checks.deck.file import WEIGHT
from kit.formats import FORMATS
from tests import offered
from tests.formats.deck.conftest import Deck

ROOT = Path(__file__).parents[3]
WHOLE = {"en": 337_000, "es": 356_000, "zh-Hans": 364_000, "ar": 372_000, "hi": 374_000, "bn": 382_000}
"""Bytes of a language's whole deck: it has over ninety slides with their notes, of whose bytes a quarter are names and heads of parts."""
CLINIC = ROOT / "content" / "clinics" / "example.toml"


def _decks(locale: str) -> Iterator[tuple[int, bytes]]:
    """Each deck of a language, bare and with a clinic, with lines to write numbers on and with printed ones; with its minutes."""
    for region, clinics in itertools.product(("", "US"), ((), (content.clinic(CLINIC),))):
        request = build.Request(
            root=ROOT,
            out=ROOT / "output",
            locales=(locale,),
            formats=("deck",),
            region=region,
            clinics=clinics,
            today=datetime.date(2026, 11, 28),
        )
        for job in build.plan(request):
            yield job.session, FORMATS["deck"].write(build.ready(job), job.options)


@pytest.mark.slow
@pytest.mark.parametrize("locale", [*offered.WHOLE, *offered.some("deck")])
def test_a_sessions_deck_is_small_enough_to_mail_and_the_whole_one_hardly_heavier(locale: str) -> None:
    """Each session stays under what the checks call slow to mail; the whole deck, five times as long, under its language's limit."""
    weights = [(minutes, len(data)) for minutes, data in _decks(locale)]
    assert {minutes > 0 for minutes, _ in weights} == {True, False}
    limits = {True: WEIGHT, False: WHOLE[locale]}
    assert [one for one in weights if one[1] > limits[one[0] > 0]] == []
    assert max(size for minutes, size in weights if not minutes) > WHOLE[locale] - 4_000, "the limit may come down"


def test_pages_of_notes_take_their_places_from_the_master(either: Deck) -> None:
    """No page of notes repeats them, and the master has both: the slide's picture and the words."""
    assert not either.find("ppt/notesSlides/", "//a:xfrm")
    held = either.find("ppt/notesMasters/", "//p:sp[p:spPr/a:xfrm]/p:nvSpPr/p:nvPr/p:ph/@type")
    assert sorted(map(str, held)) == ["body", "sldImg"]
