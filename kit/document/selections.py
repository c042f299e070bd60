"""The passes that reduce a Document to what is handed out or shown: one sheet, some parts, one session; or the whole alone.

Each is pure, Document -> Document. No text is written, cut or joined: a selection takes blocks, or items of a block, that exist,
so that what is translated and signed once holds wherever it shows. A Document is selected before or after it is translated
and personalized. Left out on purpose: how much room a side of paper has, which is the print formats' concern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from kit.document.blocks import (
    Block,
    Bullets,
    Callout,
    Diagram,
    Exercise,
    Notes,
    Paragraph,
    SafetyFact,
    Steps,
    Surface,
    Table,
    Worksheet,
)
from kit.document.model import Document, Section, Status
from kit.document.plans import Pick, Selection, Session, SheetFormat, SheetPlan
from kit.document.text import Text
from kit.errors import KitError

STRIP = "strip"
"""The section of the reserve whose blocks are the short lines for safety facts, one fact each."""

FACTS: tuple[SafetyFact, ...] = get_args(SafetyFact)
CARD_FACTS: tuple[SafetyFact, ...] = ("emergency", "naloxone", "suicide_help")
"""What a card or a poster must say beside its code: it has no room for more."""

_STANDING: tuple[Status, ...] = get_args(Status)
_ALL: frozenset[Surface] = frozenset(get_args(Surface))
_WITH_STRIP: tuple[SheetFormat, ...] = ("sheet", "leaflet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One selection that a topic offers: which kind, its name for the command line, its title, and what it is made in."""

    kind: Literal["sheet", "session"]
    name: str
    title: str
    formats: tuple[str, ...]
    sides: int = 0
    minutes: int = 0


def offers(document: Document) -> tuple[Offer, ...]:
    """The sheets and sessions of a topic, in order, with the formats that each serves."""
    sheets = (
        Offer(kind="sheet", name=plan.name(form), title=plan.title.text, formats=(form,), sides=len(plan.faces))
        for plan in document.sheets
        for form in plan.formats
    )
    sessions = (
        Offer(kind="session", name=str(plan.minutes), title=plan.name.text, formats=("deck",), minutes=plan.minutes)
        for plan in document.sessions
    )
    return (*sheets, *sessions)


def sheets_for(document: Document, form: str, names: Collection[str] = ()) -> tuple[SheetPlan, ...]:
    """The sheets that serve a format, in order; with `names` only those (KitError names the ones there are)."""
    found = {plan.name(form): plan for plan in document.sheets if form in plan.formats}
    for name in names:
        if name not in found:
            known = ", ".join(found) or "none"
            raise KitError(f"{document.topic} has no {form} '{name}'", f"Its selections for this format are: {known}.")
    return tuple(plan for name, plan in found.items() if not names or name in names)


def session_of(document: Document, minutes: int) -> Session:
    """The plan of the session of that many minutes; KitError names those there are."""
    for session in document.sessions:
        if session.minutes == minutes:
            return session
    known = ", ".join(str(session.minutes) for session in document.sessions) or "none"
    raise KitError(f"{document.topic} has no session of {minutes} minutes", f"Its sessions are: {known}.")


def whole(document: Document) -> Document:
    """The topic as handout, page and deck show it: without the short texts and plans that only selections use."""
    return replace(document, reserve=(), sheets=())


def select_sheet(document: Document, plan: SheetPlan, *, form: SheetFormat = "sheet", edition: str = "standard") -> Document:
    """The Document as one sheet: its title, reader and message, and one section for each face, with the face's blocks in order.

    In large print each face keeps as many of its first blocks as `plan.large_print` says. For a sheet or a leaflet
    `selection.strip` holds a line for each safety fact that its blocks do not carry. Every block shows on every surface.
    """
    blocks = _by_id(document)
    limits = plan.large_print if edition == "large-print" and plan.large_print else tuple(map(len, plan.faces))
    faces = [_taken(face[:most], blocks) for face, most in zip(plan.faces, limits, strict=True)]
    spare = () if edition == "large-print" else _taken(plan.spare, blocks)
    sections = tuple(_face(plan, at, face) for at, face in enumerate(faces))
    taken = [block for face in faces for block in face]
    strip = missing_lines(document, taken, plan.key_safety) if form in _WITH_STRIP else ()
    homes = _homes(document, (*taken, *spare))
    selection = Selection(kind="sheet", name=plan.name(form), sheet=plan, spare=spare, strip=strip, homes=homes)
    lines = strip_lines(document) if form in _WITH_STRIP else ()
    selection = replace(selection, strip_title=strip_title(document), lines=lines)
    call = blocks.get(plan.call)
    if isinstance(call, Paragraph):
        selection = replace(selection, call=call)
    claims = [*plan.key_claims, *_claims([*taken, *spare, *strip, *((call,) if call else ())])]
    return replace(
        document,
        title=plan.title,
        audience=plan.audience,
        main_message=plan.key,
        main_claims=plan.key_claims,
        sections=sections,
        closing=replace(document.closing, blocks=()),
        reserve=(),
        sessions=(),
        sheets=(),
        selection=selection,
        evidence=_evidence(replace(document, main_claims=()), claims),
    )


def select_parts(document: Document, names: Sequence[str]) -> Document:
    """The Document with some of its parts only, by number or id, in the order of the topic; its closing and help stay.

    KitError names the parts there are when one is unknown, or when none is named.
    """
    known = {section.id: section for section in document.sections}
    numbers = {str(section.number): section.id for section in document.sections if section.number}
    wanted = [numbers.get(name, name) for name in names]
    for name, found in zip(names, wanted, strict=True):
        if found not in known:
            said = ", ".join(f"{number} ({ident})" for number, ident in numbers.items())
            raise KitError(f"{document.topic} has no part '{name}'", f"Its parts are: {said}.")
    if not wanted:
        raise KitError("no part is named", f"Name one or more: {', '.join(numbers)}.")
    sections = tuple(section for section in document.sections if section.id in wanted)
    blocks = [block for section in sections for block in section.blocks]
    said_facts = [fact for section in sections for fact in section.key_safety]
    name = "-".join(str(section.number) if section.number else section.id for section in sections)
    selection = Selection(kind="parts", name=name, strip=missing_lines(document, blocks, said_facts))
    selection = replace(selection, strip_title=strip_title(document), lines=strip_lines(document))
    claims = [*(claim for section in sections for claim in section.key_claims), *_claims([*blocks, *selection.strip])]
    chosen = replace(document, sections=sections, sessions=(), selection=selection, evidence=_evidence(document, claims))
    return _with_own_sources(whole(chosen), document)


def select_session(document: Document, session: Session) -> Document:
    """The Document as one group session: its blocks, or halves of them, in the sections they come from, in order.

    A section is cut to what the session takes of it; halves of one block become blocks `<id>.half-1`, `<id>.half-2` with the
    notes on the first. Exercises take the minutes of the plan. `selection.openings` names the sections that start with their
    main message on a slide of their own.
    """
    blocks = _by_id(document)
    homes = {block.meta.id: section for section in (*document.sections, document.closing) for block in section.blocks}
    openings = tuple(pick.block.removesuffix(".key") for pick in session.picks if _opens(pick, document))
    chosen: dict[str, list[Block]] = {}
    minutes: list[tuple[str, int]] = []
    for pick in session.picks:
        if _opens(pick, document):
            chosen.setdefault(pick.block.removesuffix(".key"), [])
            minutes.append((pick.block, pick.minutes))
            continue
        block = _half(blocks[pick.block], pick, session)
        if isinstance(block, Exercise):
            block = replace(block, minutes=pick.minutes)
        chosen.setdefault(homes[pick.block].id, []).append(block)
        minutes.append((block.meta.id, pick.minutes))
    sections = tuple(replace(section, blocks=tuple(chosen[section.id])) for section in document.sections if section.id in chosen)
    taken = [block for section in sections for block in section.blocks]
    selection = Selection(
        kind="session",
        name=str(session.minutes),
        session=session,
        minutes=tuple(minutes),
        openings=openings,
        homes=_homes(document, taken),
    )
    claims = [*(claim for section in sections for claim in section.key_claims), *_claims(taken)]
    shown = replace(document, sections=sections, sessions=(session,), selection=selection, evidence=_evidence(document, claims))
    return _with_own_sources(whole(shown), document)


def select_packet(document: Document, sheets: Sequence[Document]) -> Document:
    """The front of a packet: the topic's title and whom to call, and the sheets that it leads to bound in after it."""
    front = replace(whole(document), sections=(), closing=replace(document.closing, blocks=()), sessions=())
    names = "-".join(sheet.selection.name for sheet in sheets if sheet.selection)
    chosen = replace(front, selection=Selection(kind="packet", name=names), evidence=_evidence(document, ()))
    return bind(chosen, sheets)


def bind(document: Document, others: Sequence[Document]) -> Document:
    """The document with others after it in one file: it is a draft, and says so, if any of them is."""
    status = min((document.status, *(other.status for other in others)), key=_STANDING.index)
    notices = document.notices
    if status == "draft" and not any(notice.id == "labels/notice.not_reviewed" for notice in notices):
        notices = (document.label("notice.not_reviewed"), *notices)
    return replace(document, bound=tuple(others), notices=notices, status=status)


def without(document: Document, block: Block) -> Document:
    """The sheet without one of its blocks; its strip says the safety facts that only that block carried."""
    return _reduced(document, document.sections, (block,))


def first_face(document: Document) -> Document:
    """The sheet with its first face alone, for paper that says it in another language on its other side."""
    others = tuple(block for section in document.sections[1:] for block in section.blocks)
    return _reduced(document, document.sections[:1], others)


def _reduced(document: Document, faces: tuple[Section, ...], gone: tuple[Block, ...]) -> Document:
    """The sheet with these faces, of which blocks are left out, and the strip for what the rest does not carry."""
    chosen = document.selection
    assert chosen is not None
    sections = tuple(
        replace(section, blocks=tuple(own for own in section.blocks if not any(own is block for block in gone)))
        for section in faces
    )
    left = [own for section in sections for own in section.blocks]
    carried = {*(chosen.sheet.key_safety if chosen.sheet else ()), *(fact for own in left for fact in own.meta.safety)}
    strip = tuple(line for line in chosen.lines if not carried.issuperset(line.meta.safety))
    selection = replace(chosen, strip=strip if chosen.lines else chosen.strip, left_out=(*chosen.left_out, *gone))
    return replace(document, sections=sections, selection=selection)


def missing_lines(document: Document, blocks: Iterable[Block], also: Iterable[SafetyFact] = ()) -> tuple[Block, ...]:
    """The strip lines for the safety facts that neither these blocks nor `also` carry, in the strip's order."""
    carried = {*also, *(fact for block in blocks for fact in block.meta.safety)}
    return tuple(line for line in strip_lines(document) if not carried.issuperset(line.meta.safety))


def strip_lines(document: Document) -> tuple[Block, ...]:
    """The topic's short safety lines, or () where it has none."""
    return next((section.blocks for section in document.reserve if section.id == STRIP), ())


def strip_title(document: Document) -> Text | None:
    """What stands above the topic's short safety lines."""
    return next((section.title for section in document.reserve if section.id == STRIP), None)


def _by_id(document: Document) -> dict[str, Block]:
    return {block.meta.id: block for section in document.all_sections() for block in section.blocks}


def _taken(picks: Iterable[Pick], blocks: dict[str, Block]) -> tuple[Block, ...]:
    """The blocks of these picks, each made to show everywhere: the sheet's author chose it."""
    found = (_some(blocks[pick.block], pick.items) for pick in picks)
    return tuple(replace(block, meta=replace(block.meta, shows=_ALL)) for block in found)


def _some(block: Block, items: tuple[str, ...]) -> Block:
    """The block with these of its items only; all of them for ()."""
    if not items:
        return block
    ids = {f"/{item}" for item in items}

    def named(ident: str) -> bool:
        return ident[ident.find("/") :] in ids

    match block:
        case Bullets() | Steps() | Callout() | Exercise():
            return replace(block, items=tuple(item for item in block.items if named(item.text.id)))
        case Table():
            return replace(block, rows=tuple(row for row in block.rows if named(row[0].id)))
        case Diagram():
            return replace(block, spots=tuple(spot for spot in block.spots if named(spot.text.id)))
        case Worksheet():
            return replace(block, fields=tuple(field for field in block.fields if named(field.label.id)))
        case _:
            return block


def _half(block: Block, pick: Pick, session: Session) -> Block:
    """The block as this pick takes it, under an id of its own where the session takes it in several halves."""
    halves = [other for other in session.picks if other.block == pick.block]
    taken = _some(block, pick.items)
    if len(halves) == 1:
        return taken
    at = halves.index(pick)
    notes = taken.meta.notes if at == 0 else None
    return replace(taken, meta=replace(taken.meta, id=f"{taken.meta.id}.half-{at + 1}", notes=notes))


def _opens(pick: Pick, document: Document) -> bool:
    return any(pick.block == f"{section.id}.key" for section in document.sections)


def _face(plan: SheetPlan, at: int, blocks: tuple[Block, ...]) -> Section:
    return Section(
        id=f"{plan.id}.face-{at + 1}",
        number=0,
        title=plan.title,
        key=plan.key,
        key_claims=plan.key_claims,
        key_safety=plan.key_safety,
        blocks=blocks,
        notes=Notes(),
        art=plan.art,
    )


def _homes(document: Document, blocks: Iterable[Block]) -> tuple[tuple[str, int], ...]:
    """The number of the part that each block comes from; blocks of the reserve and of unnumbered parts have none."""
    numbers = {block.meta.id: section.number for section in document.sections for block in section.blocks}
    ids = ((block.meta.id, block.meta.id.split(".half-")[0]) for block in blocks)
    return tuple((ident, numbers[home]) for ident, home in ids if numbers.get(home))


def _claims(blocks: Iterable[Block]) -> list[str]:
    return [claim for block in blocks for claim in block.meta.claims]


def _evidence(document: Document, claims: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    used = {*claims, *document.main_claims, *document.help.meta.claims}
    return tuple((claim, sources) for claim, sources in document.evidence if claim in used)


def _with_own_sources(chosen: Document, document: Document) -> Document:
    """The selection with only those entries in its list of sources that stand behind what it says."""
    every = {source for _, sources in document.evidence for source in sources}
    behind = {source for _, sources in chosen.evidence for source in sources}
    blocks: list[Block] = []
    for block in chosen.closing.blocks:
        if isinstance(block, Bullets) and any(item.text.id in every for item in block.items):
            kept = tuple(item for item in block.items if item.text.id not in every or item.text.id in behind)
            if kept:
                blocks.append(replace(block, items=kept))
        else:
            blocks.append(block)
    return replace(chosen, closing=replace(chosen.closing, blocks=tuple(blocks)))
