"""Where the sources stand in a deck: each in full, once, in the notes of a slide that rests on it, on a page that has room."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from kit import build
from kit.checks.deck import check
from kit.checks.outline import expected, roundtrip
from kit.document import Bullets, Document, ListItem, Options
from kit.formats.deck.cited import source_lists
from kit.formats.deck.fit import Ruler
from kit.formats.deck.plan import plan
from kit.formats.deck.reader import read
from kit.formats.deck.template import NOTES_BODY, NOTES_INSETS
from kit.formats.deck.writer import write
from tests.conftest import ROOT, TODAY
from tests.formats.deck.test_sessions import MOST
from tests.offered import asked, in_turn

_WIDTH, _HEIGHT = NOTES_BODY.width - 2 * NOTES_INSETS[0], NOTES_BODY.height - 2 * NOTES_INSETS[1]
_DECKS = (0, *MOST)


def _document(tag: str, minutes: int) -> Document:
    request = build.Request(root=ROOT, out=ROOT / "output", locales=(tag,), formats=("deck",), region="US", today=TODAY)
    return build.ready(next(job for job in build.plan(request) if job.session == minutes and job.topic == "heroin-withdrawal"))


def _list(document: Document) -> Bullets:
    (block,) = source_lists(document)
    return block


@pytest.mark.parametrize(("tag", "minutes"), in_turn(asked("deck", _DECKS)))
def test_every_source_stands_once_in_the_notes_of_a_page_that_has_room(tag: str, minutes: int) -> None:
    """In full, as the handout lists it, under the list's title; the slides are as many as without."""
    document = _document(tag, minutes)
    found, block = plan(document), _list(document)
    said = [para.text.id for slide in found for para in slide.notes]
    wanted = [item.text.id for item in block.items]
    assert sorted(one for one in said if one in set(wanted)) == sorted(wanted)
    assert len(wanted) > 50
    ruler = Ruler(document.locale)
    for slide in found:
        ids = [para.text.id for para in slide.notes]
        own = [one for one in ids if one in set(wanted)]
        assert ids[len(ids) - len(own) :] == own, "what is said comes first"
        if own:
            assert ids[-len(own) - 1] == "labels/sources.title"
            assert ruler.heights(slide.notes, _WIDTH) <= _HEIGHT
    assert len(found) == len(plan(_without_sources(document)))


def _without_sources(document: Document) -> Document:
    blocks = tuple(block for block in document.closing.blocks if block not in source_lists(document))
    return dataclasses.replace(document, closing=dataclasses.replace(document.closing, blocks=blocks))


@pytest.mark.parametrize("minutes", MOST)
def test_a_source_stands_under_a_slide_that_rests_on_it(minutes: int) -> None:
    """Nearly all do: the last slide has what found no room, in the shortest session at most a tenth of them."""
    document = _document("en", minutes)
    claims = {one.id: set(one.key_claims) for one in document.sections} | {"title": set(document.main_claims)}
    for section in document.sections:
        for block in section.blocks:
            claims.setdefault(block.meta.id.partition(".half-")[0], set()).update(block.meta.claims)
    claims[document.help.meta.id] = set(document.help.meta.claims)
    behind = {claim: set(sources) for claim, sources in document.evidence}
    sources = {item.text.id for item in _list(document).items}
    stray = []
    for slide in plan(document):
        said = claims.get(slide.key.partition("/")[0], set()) | claims.get(slide.section, set())
        rests = set().union(*(behind[claim] for claim in said))
        told = sources & {para.text.id for para in slide.notes}
        if slide.section == "closing":
            assert len(told) <= len(sources) // 10
        else:
            stray += sorted(told - rests)
    assert stray == []


def test_a_lost_doubled_or_mistaken_source_is_found() -> None:
    """The round trip asks for each once, wherever it stands, and in its own language."""
    document = _document("es", 20)
    outline = read(write(document, Options()))
    assert roundtrip.compare(expected.deck(document), outline) == ()
    source = _list(document).items[5].text.text
    (at,) = (at for at, item in enumerate(outline.items) if item.role == "note" and item.text == source)
    items = list(outline.items)
    cases = (
        ("roundtrip-lost", [*items[:at], *items[at + 1 :]]),
        ("roundtrip-added", [*items, items[at]]),
        ("roundtrip-item-lang", [*items[:at], dataclasses.replace(items[at], lang="es"), *items[at + 1 :]]),
        ("roundtrip-lost", [*items[:at], dataclasses.replace(items[at], text=source[:-1]), *items[at + 1 :]]),
    )
    for name, changed in cases:
        found = roundtrip.compare(expected.deck(document), dataclasses.replace(outline, items=tuple(changed)))
        assert name in {finding.id for finding in found}


def test_sources_that_no_page_has_room_for_are_found() -> None:
    """Too many for all pages together: none is lost or cut unseen, the check of pages says so."""
    document = _document("en", 20)
    block = _list(document)
    more = tuple(
        ListItem(text=dataclasses.replace(item.text, id=f"{item.text.id}-{turn}", text=f"{turn} {item.text.text}"))
        for turn in range(4)
        for item in block.items
    )
    blocks = tuple(dataclasses.replace(one, items=more) if one is block else one for one in document.closing.blocks)
    longer = dataclasses.replace(document, closing=dataclasses.replace(document.closing, blocks=blocks))
    data = write(longer, Options())
    assert roundtrip.compare(expected.deck(longer), read(data)) == ()
    assert "deck-notes-fit" in {finding.id for finding in check(data)}


def test_a_source_is_tagged_in_its_own_language() -> None:
    """A voice must not read an English title as Bengali."""
    with zipfile.ZipFile(io.BytesIO(write(_document("bn", 20), Options()))) as made:
        notes = "".join(made.read(name).decode() for name in made.namelist() if name.startswith("ppt/notesSlides/notesSlide"))
    at = notes.index("<a:t>World Health Organization: ")
    assert 'lang="en' in notes[:at].rpartition("<a:rPr")[2]
