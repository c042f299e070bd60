"""The pure step: Document -> slides. Which text goes where, under which title, with which notes.

The order is that of `checks.outline.expected.deck`: title, help, agenda, each section's opener and blocks, closing. A block with
a title starts a slide; one without goes on under the title before it. What does not fit one slide at any size of the scale goes
on under "Title (2/2)": no program shrinks anything (no `fontScale`). Left out on purpose: files and XML (`writer`), places (`place`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from kit.art import Art
from kit.document import (
    LEFT_ENGLISH,
    ClinicCard,
    Document,
    Exercise,
    Notes,
    Section,
    Surface,
    Table,
    Text,
    fill,
    headed,
    listed,
    plain,
    shown,
    versioned,
)
from kit.document.selections import STRIP
from kit.document.text import others
from kit.errors import KitError
from kit.formats.deck import notes, stage, theme, timing
from kit.formats.deck.cited import source_lists, with_sources
from kit.formats.deck.fit import Ruler
from kit.formats.deck.larger import larger
from kit.formats.deck.pieces import Flow, Headed, Pictures, Piece, opening, pieces, verbatim
from kit.formats.deck.shapes import EMU_POINT, Frame, Para, Photo, Shape, Slide, SlideDrawing, SlideWords, inch
from kit.formats.deck.stage import PANEL, Stage, grid
from kit.formats.deck.titled import Easel, TitledGroup, heading, slides_of
from kit.locale import isolate
from kit.outline import normal

SLIDE: Surface = "slide"
OPENING = "opening"
"""The id of the deck's first part, which holds the title, the numbers and the agenda."""
AGENDA = "agenda"

_LOGO = (inch(3.0), inch(1.1))
_MORE = inch(0.8)  # how far the clinic's place on the first slide may grow for a long name


def our_stage(document: Document) -> Stage:
    """The stage of our own template for this document: its script's line height, and a foot as tall as its words ask for."""
    one = stage.own(document.locale.script)
    longest = max((str(section.number) for section in document.sections), key=len, default="")
    return stage.own(document.locale.script, Ruler(document.locale).lines(foot(document, longest), one.foot.width))


def part(document: Document, marker: str) -> Text:
    """The words at the foot that name a slide's part."""
    return fill(document.label("slide.part"), number=marker)


def foot(document: Document, marker: str = "") -> Para:
    """What the foot of each slide says: its part, status in words, short code, version and date."""
    parts = (
        *([part(document, marker)] if marker else []),
        document.label(f"status.{document.status}"),
        *([fill(document.label("footer.code"), code=isolate(document.code))] if document.code else []),
        versioned(document),
    )
    words = " · ".join(one.text for one in parts)
    return Para(text=dataclasses.replace(parts[0], text=words), size=theme.SMALL_SIZE, before=0)


def plan(document: Document, ground: Stage | None = None) -> tuple[Slide, ...]:
    """Every slide of the deck on a template's stage (ours if none is given), in order.

    KitError where a text fits no slide, or two slides would have the same title.
    """
    ground = ground or our_stage(document)
    desk = Easel(document, ground, Ruler(document.locale, ground.line, ground.wide))
    first, *groups = _groups(document)
    out = [_cover(desk), *slides_of(first, desk)]
    for strip in _strip(document):
        out += slides_of(strip, desk)
    if len(document.sections) > 1:
        goals: dict[str, str] = {}
        for group in groups:
            goals.setdefault(group.section, group.key)
        out.append(_agenda(desk, goals))
    for told in larger([*groups], len(out), desk):
        out += told
    _refuse_equal_titles(out)
    return with_sources(out, document, desk.ruler)


def _groups(document: Document) -> Iterator[TitledGroup]:
    if document.help.meta.title is None:
        raise KitError(f"{document.help.meta.id}: the numbers to call have no title", "Give the block a title in topic.yaml.")
    found = [*notes.said(document.help.meta.notes, document)]
    read = notes.said(Notes(say=(document.label("notes.read"),)), document)
    yield TitledGroup(
        document.help.meta.id, document.help.meta.title, OPENING, "", "", pieces(document.help, document), found or [*read]
    )
    for section in document.sections:
        yield from _section(section, document)
    yield _last(document)


def _strip(document: Document) -> Iterator[TitledGroup]:
    """The short lines for safety facts that a choice of parts lacks, before its parts."""
    chosen = document.selection
    if chosen and chosen.strip and chosen.strip_title:
        found = [piece for block in chosen.strip for piece in pieces(block, document)]
        said = [*notes.said(Notes(say=(document.label("notes.read"),)), document)]
        yield TitledGroup(STRIP, chosen.strip_title, OPENING, "", "", found, said)


def _section(section: Section, document: Document) -> Iterator[TitledGroup]:
    """A part's groups: its opening, then one for each title; halves of one block are one group, each half a slide of its own."""
    marker = str(section.number) if section.number else ""
    group: TitledGroup | None = None
    also: Notes | None = None
    led = timing.leads(document, section)
    if timing.opens(document, section.id) and not led:
        group = TitledGroup(section.id, section.title, section.id, marker, section.art, [opening(section, document)])
        group.notes += notes.of_section(section, document)
    else:
        also = section.notes
    counted = 0
    blocks = shown(section, SLIDE)
    told = timing.spoken(document, blocks)
    last = [block for block in blocks if block.meta.id not in told][-1:]
    for at, block in enumerate(blocks):
        if group and isinstance(block, Exercise) and block.meta.id in told:
            group.notes += notes.of_spoken(block, document)
            continue
        later = timing.half(block.meta.id) > 1
        if group is None or (block.meta.title and not later):
            if group:
                yield group
            title = block.meta.title or section.title
            group = TitledGroup(timing.whole(block.meta.id), title, section.id, marker, section.art)
            counted = 0
        said = _together(also, document.closing.notes) if [block] == last and _ends(document, section) else also
        found = [_counted(piece, counted, fresh=later) for piece in pieces(block, document)]
        counted += len(getattr(block, "items", ()))
        if led and at == 0:
            found = [Headed(lead=Para(text=section.key), table=one) if isinstance(one, Table) else one for one in found]
        group.pieces += found
        group.notes += notes.of_block(
            block, section, document, said, led=led and timing.whole(block.meta.id) == timing.whole(blocks[0].meta.id)
        )
        also = None
    if group:
        yield group


def _ends(document: Document, section: Section) -> bool:
    """Whether a session closes with this part: then its last block has the words of farewell in its notes."""
    return timing.session(document) is not None and section is document.sections[-1]


def _together(one: Notes | None, other: Notes) -> Notes:
    first = one or Notes()
    return Notes(say=first.say + other.say, ask=first.ask + other.ask, watch=first.watch + other.watch)


def _counted(piece: Piece, before: int, *, fresh: bool) -> Piece:
    """A half of a block: on a slide of its own, its numbers counted on from the halves before it."""
    if isinstance(piece, Flow) and fresh:
        paras = tuple(dataclasses.replace(para, number=para.number + before) for para in piece.paras)
        return dataclasses.replace(piece, paras=paras, fresh=True)
    if isinstance(piece, Pictures) and fresh:
        items = tuple((dataclasses.replace(para, number=para.number + before), art) for para, art in piece.items)
        return dataclasses.replace(piece, items=items)
    return piece


def _last(document: Document) -> TitledGroup:
    """The last slide, outside a session's time: what the whole rests on, its status, and where its sources are listed."""
    closing = document.closing
    status = [
        piece for block in shown(closing, SLIDE) if block not in source_lists(document) for piece in pieces(block, document)
    ]
    flows = [para for piece in status if isinstance(piece, Flow) for para in piece.paras]
    paras = (Para(text=closing.key, bold=True), *flows, Para(text=document.label("sources.where")))
    farewell = closing.notes if timing.session(document) is None else Notes()  # a session says it with its last block
    found = notes.said(farewell if farewell.say else dataclasses.replace(farewell, say=(document.label("notes.read"),)), document)
    return TitledGroup(closing.id, closing.title, closing.id, "", "", [Flow(paras=paras, fine=True)], [*found])


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


def _cover(desk: Easel) -> Slide:
    """The first slide: title, main message, whom it is for and its status, in the largest type that all of them allow."""
    document, ground, ruler = desk.document, desk.stage, desk.ruler
    head, under = ground.heading("title"), ground.slots("title")["under"]
    clinic = _grown(document, ground.slots("title")["clinic"], ruler)
    bottom = under.bottom - (ground.slots("title")["clinic"].height - clinic.height) if document.clinic else ground.body.bottom
    for size, message, small in (
        (48, 32, 24),
        (48, 28, 24),
        (40, 28, 24),
        (40, 24, 24),
        (36, 24, 24),
        (32, 24, 18),
        (28, 18, 18),
        (24, 18, 18),
    ):
        title = Para(text=document.title, size=size, bold=True, color="tx2", before=0)
        paras = (
            Para(text=document.main_message, size=message, before=0),
            Para(text=document.audience, size=small, before=10),
            *(Para(text=notice, size=small, before=10) for notice in document.notices),
        )
        height = ruler.heights([title], head.width)
        needed = ruler.heights(paras, under.width)
        if head.y + height + inch(0.15) + needed <= bottom:
            break
    else:
        what = f"{document.title.id} ({document.locale.tag}): the first slide holds too much"
        raise KitError(what, "Shorten the title, the words on who the kit is for, or the notices of its status.")
    frame = head.with_rows(head.y, height)
    top = frame.bottom + inch(0.15)
    return Slide(
        key="title",
        layout="title",
        title=title,
        title_frame=frame if frame != head else None,
        shapes=(
            *_cover_art(desk),
            SlideWords(slot="under", paras=paras, frame=under.with_rows(top, bottom - top)),
            *_clinic(document, clinic, ruler),
        ),
        notes=tuple(one for one in notes.of_cover(document) if isinstance(one, Para)),
        section=OPENING,
    )


def _cover_art(desk: Easel) -> Iterator[Shape]:
    """The picture of the first part that has one, on the coloured panel."""
    names = [section.art for section in desk.document.sections if section.art]
    if not desk.stage.panel or not names:
        return
    side = inch(3.0)
    x = desk.stage.width - PANEL + (PANEL - side) // 2
    yield SlideDrawing(frame=Frame(x, (desk.stage.height - side) // 2, side, side), art=desk.document.art(names[0]), color="bg1")


def _agenda(desk: Easel, goals: dict[str, str]) -> Slide:
    """The parts in one column or two, each a link to its first slide; of a session with their minutes.

    From right to left their numbers stand before the links: LibreOffice sets each link for itself, and a number in it last.
    """
    document = desk.document
    title, frame = heading(
        Para(text=document.label("agenda.title"), size=desk.stage.title_size, bold=True, before=0), "text", desk
    )
    rows = [
        Para(
            text=words,
            goal=goals[section.id],
            linked=_linked(words, section, document),
            before=0,
        )
        for section, words in zip(document.sections, _rows(document), strict=True)
    ]
    body = stage.lowered(desk.stage, frame.height - desk.stage.title.height).body if frame else desk.stage.body
    columns = _columns(rows, body, desk)
    shapes = [
        SlideWords(slot=f"cell{n}", paras=paras, frame=place, anchor="t") for n, (paras, place) in enumerate(columns, start=1)
    ]
    said = tuple(one for one in notes.of_agenda(document) if isinstance(one, Para))
    return Slide(key=AGENDA, layout="pictures", title=title, title_frame=frame, shapes=tuple(shapes), notes=said, section=OPENING)


def _linked(line: Text, section: Section, document: Document) -> str:
    """Those words of a line of the agenda that are the link, if not all: a title in another language, which is tagged as such.

    From right to left what follows the number.
    """
    foreign = others(line.text)
    if foreign and section.title.state in LEFT_ENGLISH:
        return foreign[0][1]
    return line.text.removeprefix(f"{section.number} ") if document.locale.rtl else ""


def _columns(rows: list[Para], body: Frame, desk: Easel) -> list[tuple[tuple[Para, ...], Frame]]:
    """The agenda's lines in one column, or two, in the largest type in which each is one line; else in two, broken.

    They share the height that is left.
    """
    ruler = desk.ruler
    half = (len(rows) + 1) // 2
    ways = [(count, size, True) for size in (32, 28, 24) for count in (1, 2)] + [(2, 18, True), (2, 24, False), (2, 18, False)]
    for count, size, single in ways:
        places = grid(body, count, 1, 0)
        gap = size * (0.5 if count == 2 else 0.08)
        lines = [dataclasses.replace(row, size=size, before=round(gap, 1)) for row in rows]
        parts = [lines] if count == 1 else [lines[:half], lines[half:]]
        whole = all(ruler.fits(part, places[0].width, body.height) for part in parts)
        if whole and not (single and any(ruler.lines(line, places[0].width) > 1 for line in lines)):
            spare = body.height - max(ruler.heights(part, places[0].width) for part in parts)
            more = min(size, spare * 0.7 / EMU_POINT / len(parts[0]))
            spread = [[dataclasses.replace(line, before=round(line.before + more, 1)) for line in part] for part in parts]
            return [(tuple(part), place) for part, place in zip(spread, places, strict=True)]
    where = f"{desk.document.title.id} ({desk.document.locale.tag})"
    raise KitError(f"{where}: the parts do not fit one slide", "Shorten the titles of the parts.")


def _rows(document: Document) -> list[Text]:
    """The agenda's lines: each part's number and title, and in a session its minutes."""
    plan = timing.session(document)
    if plan is None:
        return [listed(section) for section in document.sections]
    minutes = dict(plan.parts)
    return [
        dataclasses.replace(
            fill(
                document.counted("notes.part", minutes.get(section.id, 0)),
                title=title.text,
                minutes=str(minutes.get(section.id, 0)),
            ),
            id=title.id,
        )
        for section, title in ((section, headed(section)) for section in document.sections)
    ]


def _clinic(document: Document, place: Frame, ruler: Ruler) -> Iterator[Shape]:
    """The clinic's logo, then its name and phone beside it."""
    card = document.clinic
    if card is None:
        return
    said, frame = _beside_logo(card, document, place)
    if card.logo is not None:
        yield _logo(card.logo, card.logo_size, said[0], place)
    for size in (theme.BODY_SIZE, theme.FLOOR):
        paras = _named(said, size)
        if ruler.fits(paras, frame.width, frame.height):
            break
    else:
        raise KitError(
            f"clinic {card.id}: name and phone are too long for the first slide", "Shorten the clinic's name in the clinic file."
        )
    yield SlideWords(slot="clinic", paras=tuple(paras), frame=frame)


def _beside_logo(card: ClinicCard, document: Document, place: Frame) -> tuple[list[Text], Frame]:
    """The clinic's name and phone, and what its logo leaves of their place."""
    said = [verbatim(words, document) for words in (card.name, card.phone) if words]
    if card.logo is None:
        return said, place
    taken = _logo(card.logo, card.logo_size, said[0], place).frame.width + inch(0.3)
    return said, Frame(place.x + taken, place.y, place.width - taken, place.height)


def _named(said: Sequence[Text], size: int) -> list[Para]:
    return [Para(text=text, size=size, bold=True, before=2 if at else 0) for at, text in enumerate(said)]


def _grown(document: Document, place: Frame, ruler: Ruler) -> Frame:
    """The clinic's place, taller upwards by the line or so that a long name needs in the smallest type."""
    if document.clinic is None:
        return place
    said, frame = _beside_logo(document.clinic, document, place)
    paras = _named(said, theme.FLOOR)
    tall = place.height
    while not ruler.fits(paras, frame.width, tall) and tall < place.height + _MORE:
        tall += _MORE // 8
    return place.with_rows(place.bottom - tall, tall)


def _logo(logo: Art | bytes, size: tuple[float, float], alt: Text, place: Frame) -> SlideDrawing | Photo:
    """The logo as large as its place allows, in its own proportions; it is never mirrored."""
    width, height = (logo.width, logo.height) if isinstance(logo, Art) else size
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    frame = Frame(place.x, place.y, round(width * scale), round(height * scale))
    if isinstance(logo, Art):
        return SlideDrawing(frame=frame, art=logo, color="tx1", alt=alt)
    return Photo(frame=frame, png=logo, alt=alt)
