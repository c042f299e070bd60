"""The pure step: Document -> slides. Which text goes where, under which title, with which notes.

The order is that of `checks.expected.deck`: title, help, each section's opener and blocks, closing. A block with a title starts
a slide; one without goes on under the title before it. What does not fit is set closer, lists down to 20 points; what then
does not fit one slide goes on under "Title (2/2)" at its full size: no program shrinks anything (no `fontScale`).
Left out on purpose: files and XML (`writer`), places (`panes`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.art import Art
from kit.document import Block, Document, Exercise, Notes, Section, Table, Text, Timeline, fill, in_words, plain, shown, versioned
from kit.errors import KitError
from kit.formats.deck import theme
from kit.formats.deck.fit import Ruler
from kit.formats.deck.geometry import Geometry
from kit.formats.deck.panes import panes
from kit.formats.deck.pieces import Flow, Piece, pieces, verbatim
from kit.formats.deck.room import Pane, Room
from kit.formats.deck.shapes import Drawing, Frame, Para, Photo, Shape, Slide, Words, inch
from kit.locale import isolate
from kit.outline import normal

OPENING = "opening"
"""The id of the deck's first part, which holds the title and the numbers."""

_TITLE_LINES = 5
_LOGO = (inch(3.0), inch(1.1))


@dataclass(slots=True)
class _Group:
    """All that stands under one title; `leader` is the title of the slide that has the notes of its part."""

    title: Text
    section: str
    marker: str
    leader: Text
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Para] = field(default_factory=list)


def geometry(document: Document) -> Geometry:
    """The frames of this document's deck: its script's line height, and a foot as tall as its words ask for."""
    line = theme.line(document.locale.script)
    one = Geometry(line)
    return Geometry(line, Ruler(document.locale).lines(foot(document), one.foot.width))


def foot(document: Document) -> Para:
    """What the foot of each slide says: status in words, short code, version and date."""
    parts = (
        document.label(f"status.{document.status}"),
        *([fill(document.label("footer.code"), code=isolate(document.code))] if document.code else []),
        versioned(document),
    )
    words = " · ".join(part.text for part in parts)
    return Para(text=dataclasses.replace(parts[0], text=words), size=theme.SMALL_SIZE, before=0)


def slides(document: Document) -> tuple[Slide, ...]:
    """Every slide of the deck, in order; KitError where a text fits no slide or two slides would have the same title."""
    places = geometry(document)
    ruler = Ruler(document.locale)
    out = [_cover(document, places, ruler)]
    for group in _groups(document):
        out += _set(group, document, places, ruler)
    _refuse_equal_titles(out)
    return tuple(out)


def _groups(document: Document) -> Iterator[_Group]:
    if document.help.meta.title is None:
        raise KitError(f"{document.help.meta.id}: the numbers to call have no title", "Give the block a title in topic.yaml.")
    notes = [*_block_notes(document.help, document)]
    yield _Group(document.help.meta.title, OPENING, "", document.title, pieces(document.help, document), notes)
    for section in (*document.sections, document.closing):
        yield from _section(section, document)


def _section(section: Section, document: Document) -> Iterator[_Group]:
    marker = str(section.number) if section.number else ""
    words = f"{section.number} {section.title.text}" if section.number else section.title.text
    opener = dataclasses.replace(section.title, text=words)
    group = _Group(opener, section.id, marker, opener)
    note = (Para(text=section.content_note),) if section.content_note else ()
    key = Para(text=section.key, size=theme.MESSAGE_SIZE, bold=True, color="tx2", before=16 if note else 0)
    group.pieces.append(Flow(paras=(*note, key), message=True, art=section.art))
    group.notes += _section_notes(section, document)
    for block in shown(section, "slide"):
        if block.meta.title:
            yield group
            group = _Group(block.meta.title, section.id, marker, opener)
        found = pieces(block, document)
        if section is document.closing:
            found = [dataclasses.replace(piece, fine=True) if isinstance(piece, Flow) else piece for piece in found]
        group.pieces += found
        group.notes += _block_notes(block, document)
    yield group


def _set(group: _Group, document: Document, places: Geometry, ruler: Ruler) -> Iterator[Slide]:
    """A group as one slide, or as many as it takes: their number is known only once they are set."""
    title = Para(text=group.title, size=theme.TITLE_SIZE, bold=True, before=0)
    found = _panes(group, title, document, places, ruler)
    if len(found) > 1:
        for _ in range(2):  # the longer title of the parts may itself need a line more
            longest = _part(title, len(found), len(found), document)
            found = _panes(group, longest, document, places, ruler)
    follow_up = _note(fill(document.label("notes.continued"), title=plain(group.leader.text)))
    for number, pane in enumerate(found, start=1):
        shown_title = title if len(found) == 1 else _part(title, number, len(found), document)
        frame = _title_frame(shown_title, places, ruler)
        yield Slide(
            layout=pane.layout,
            title=shown_title,
            title_frame=frame if frame != places.title else None,
            shapes=pane.shapes,
            notes=tuple(group.notes) if number == 1 and group.notes else (follow_up,),
            section=group.section,
            marker=group.marker,
        )


def _part(title: Para, number: int, count: int, document: Document) -> Para:
    label = document.label("continued")
    text = fill(label, title=title.text.text, part=str(number), parts=str(count))
    return dataclasses.replace(title, text=dataclasses.replace(title.text, text=text.text))


def _panes(group: _Group, title: Para, document: Document, places: Geometry, ruler: Ruler) -> list[Pane]:
    lower = _title_frame(title, places, ruler).height - places.title.height
    body = places.body
    left = Frame(body.x, body.y + lower, body.width, body.height - lower)
    return panes(Room(document=document, geometry=places, ruler=ruler, body=left), group.pieces)


def _title_frame(title: Para, places: Geometry, ruler: Ruler) -> Frame:
    """The title's place: two lines high, or more where its words need more."""
    lines = ruler.lines(title, places.title.width)
    if lines > _TITLE_LINES:
        raise KitError(
            f"{title.text.id} ({title.text.lang}): the slide title takes {lines} lines", "A slide title is one short phrase."
        )
    return places.title.with_rows(places.title.y, places.rows(theme.TITLE_SIZE, max(2, lines)))


def _refuse_equal_titles(found: list[Slide]) -> None:
    seen: dict[str, str] = {}
    for slide in found:
        words = normal(plain(slide.title.text.text))
        if words in seen:
            raise KitError(
                f"two slides have the same title: {seen[words]} and {slide.title.text.id} are both '{words}'",
                "Reword one of them: a screen reader's list of slides must tell them apart.",
            )
        seen[words] = slide.title.text.id


# --- the title slide ------------------------------------------------------------------------------------------------


def _cover(document: Document, places: Geometry, ruler: Ruler) -> Slide:
    """The first slide. Where title or notices need more than the layout gives them, the title moves up and they follow it."""
    title = Para(text=document.title, size=theme.COVER_SIZE, bold=True, before=0)
    notices = (Para(text=notice, size=theme.LABEL_SIZE) for notice in document.notices)
    paras = (Para(text=document.audience), *notices)
    frame, under = places.cover, places.slots("title")["under"]
    height = ruler.height(title, frame.width)
    needed = ruler.heights(paras, under.width)
    bottom = under.bottom if document.clinic else places.foot.y - inch(0.1)
    if height > frame.height or needed > under.height:
        frame = frame.with_rows(inch(0.4), height)
        under = under.with_rows(frame.bottom + inch(0.2), bottom - frame.bottom - inch(0.2))
    if needed > under.height:
        what = f"{document.title.id} ({document.locale.tag}): the first slide holds too much"
        raise KitError(what, "Shorten the title, the words on who the kit is for, or the notices of its status.")
    moved = frame != places.cover
    return Slide(
        layout="title",
        title=title,
        title_frame=frame if moved else None,
        shapes=(
            Words(slot="under", paras=paras, frame=under if moved else None),
            *_clinic(document, places.slots("title")["clinic"], ruler),
        ),
        notes=tuple(_cover_notes(document)),
        section=OPENING,
    )


def _clinic(document: Document, place: Frame, ruler: Ruler) -> Iterator[Shape]:
    """The clinic's logo, then its name and phone beside it."""
    card = document.clinic
    if card is None:
        return
    paras = [Para(text=verbatim(card.name, document), bold=True, before=0)]
    if card.phone:
        paras.append(Para(text=verbatim(card.phone, document), bold=True, before=2))
    frame = place
    if card.logo is not None:
        logo = _logo(card.logo, card.logo_size, paras[0].text, place)
        taken = logo.frame.width + inch(0.3)
        frame = Frame(place.x + taken, place.y, place.width - taken, place.height)
        yield logo
    if ruler.heights(paras, frame.width) > frame.height:
        raise KitError(
            f"clinic {card.id}: name and phone are too long for the first slide", "Shorten the clinic's name in the clinic file."
        )
    yield Words(slot="clinic", paras=tuple(paras), frame=frame)


def _logo(logo: Art | bytes, size: tuple[float, float], alt: Text, place: Frame) -> Drawing | Photo:
    """The logo as large as its place allows, in its own proportions; it is never mirrored."""
    width, height = (logo.width, logo.height) if isinstance(logo, Art) else size
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    frame = Frame(place.x, place.y, round(width * scale), round(height * scale))
    if isinstance(logo, Art):
        return Drawing(frame=frame, art=logo, color="tx1", alt=alt)
    return Photo(frame=frame, png=logo, alt=alt)


# --- notes ----------------------------------------------------------------------------------------------------------


def _note(text: Text, *, label: bool = False) -> Para:
    return Para(text=text, size=theme.NOTES_SIZE, bold=label, before=8 if label else 3)


def _cover_notes(document: Document) -> Iterator[Para]:
    """How to use the deck, then each session's plan."""
    yield _note(document.label("notes.how_to_use"))
    names = {section.id: section.title for section in document.sections}
    for session in document.sessions:
        yield _note(session.name, label=True)
        for part, minutes in session.parts:
            yield _note(fill(document.label("notes.part"), title=plain(names[part].text), minutes=str(minutes)))


def _section_notes(section: Section, document: Document) -> Iterator[Para]:
    """The part of the handout to hold up, the minutes in each session, then what to say, ask and watch for."""
    if section.number:
        yield _note(fill(document.label("notes.handout"), number=str(section.number)))
    for session in document.sessions:
        minutes = dict(session.parts).get(section.id)
        if minutes is not None:
            label = document.label("notes.minutes_in")
            yield _note(fill(label, session=plain(session.name.text), minutes=str(minutes)))
    yield from _said(section.notes, document)


def _said(notes: Notes | None, document: Document) -> Iterator[Para]:
    if notes is None:
        return
    for name, texts in (("say", notes.say), ("ask", notes.ask), ("watch", notes.watch)):
        if texts:
            yield _note(document.label(f"notes.{name}"), label=True)
            yield from map(_note, texts)


def _block_notes(block: Block, document: Document) -> Iterator[Para]:
    """Minutes of an exercise, what to say, and a chart's or table's facts in words (screen readers can't walk their cells)."""
    if isinstance(block, Exercise):
        yield _note(fill(document.label("notes.minutes"), minutes=str(block.minutes)))
    yield from _said(block.meta.notes, document)
    if isinstance(block, Timeline):
        yield _note(block.alt)
    table = block.table if isinstance(block, Timeline) else block if isinstance(block, Table) else None
    if table:
        yield _note(table.summary)
        for row in table.rows:
            cells = in_words(row[1:], document.label("notes.joiner"))
            yield _note(fill(document.label("notes.row"), head=plain(row[0].text), cells=cells))
