"""sheets/<id>.yaml and sessions/<minutes>.yaml: which blocks a sheet, a card, a poster or a group session takes, and in what order.

A plan names blocks that exist; it holds no text but its own title, reader and message. Left out on purpose: whether the minutes
add up and the safety facts are all there; those are rules of `kit.checks.source`, which a person may have to weigh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.content import schema, validate
from kit.content.blocks import Reader, Reading
from kit.content.positions import Steps, YamlFile
from kit.document import (
    FOLDED,
    Block,
    Bullets,
    Callout,
    Diagram,
    Document,
    Exercise,
    Paragraph,
    Pick,
    Section,
    Session,
    SheetPlan,
    Table,
    Worksheet,
)
from kit.document import Steps as StepList
from kit.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a plan may take from: the sections of the topic in order, its closing, and the reserve that only sheets use."""

    sections: tuple[Section, ...]
    closing: Section
    reserve: tuple[Section, ...]

    def blocks(self, *, reserve: bool) -> dict[str, tuple[Block, Section]]:
        """Each block that may be taken, by id, with its section."""
        found = (*self.sections, *(self.reserve if reserve else ()), self.closing)
        return {block.meta.id: (block, section) for section in found for block in section.blocks}


def read(folder: Path, document: Document, reading: Reading, *, whole: bool) -> tuple[Document, list[Fault]]:
    """The document with the sheets and sessions of its folder, and the faults of all their files.

    Where the topic is not `whole`, because a section of it is broken, only the form of the files is judged: the ids they name
    may stand in what could not be read.
    """
    if not whole:
        files: list[tuple[Path, type[schema.Model]]] = [
            (path, schema.SheetModel) for path in sorted((folder / "sheets").glob("*.yaml"))
        ]
        files += [(path, schema.SessionModel) for path in sorted((folder / "sessions").glob("*.yaml"))]
        return document, [fault for path, model in files for fault in validate.load(path, model)[1].faults]
    stock = Stock(sections=document.sections, closing=document.closing, reserve=document.reserve)
    sheets, sheet_faults = _sheets(folder / "sheets", reading, stock)
    sessions, session_faults = _sessions(folder / "sessions", reading, stock)
    return replace(document, sheets=sheets, sessions=sessions), [*sheet_faults, *session_faults]


def _sheets(folder: Path, reading: Reading, stock: Stock) -> tuple[tuple[SheetPlan, ...], list[Fault]]:
    """The sheets of a topic in the order of their `rank`, then of their ids."""
    blocks = stock.blocks(reserve=True)
    faults: list[Fault] = []
    found: list[tuple[int, SheetPlan]] = []
    for path in sorted(folder.glob("*.yaml")):
        model, source = validate.load(path, schema.SheetModel)
        if model is not None:
            if model.id != path.stem:
                source.fault(("id",), f"the id is `{model.id}` and the file name says `{path.stem}`", "Make them the same.")
            found.append((model.rank, _sheet(model, Reader(reading=reading, source=source), blocks)))
        faults += source.faults
    return tuple(plan for _, plan in sorted(found, key=lambda pair: pair[0])), faults


def _sessions(folder: Path, reading: Reading, stock: Stock) -> tuple[tuple[Session, ...], list[Fault]]:
    """The session plans of a topic, the shortest first."""
    faults: list[Fault] = []
    found: list[Session] = []
    for path in sorted(folder.glob("*.yaml")):
        model, source = validate.load(path, schema.SessionModel)
        if model is not None:
            if str(model.minutes) != path.stem:
                what = f"the session takes {model.minutes} minutes and the file name says `{path.stem}`"
                source.fault(("minutes",), what, "Make them the same: 45.yaml is the session of 45 minutes.")
            found.append(_session(model, Reader(reading=reading, source=source), stock))
        faults += source.faults
    return tuple(sorted(found, key=lambda session: session.minutes)), faults


def _sheet(model: schema.SheetModel, reader: Reader, blocks: Mapping[str, tuple[Block, Section]]) -> SheetPlan:
    owner = f"sheet-{model.id}"
    faces = _faces(model, reader.source)
    seen: dict[str, str] = {}
    picked = tuple(_picks(way, face, reader.source, blocks, seen) for way, face in faces)
    if model.sides != len(picked) and FOLDED.isdisjoint(model.formats):
        what = f"the sheet has {model.sides} sides and blocks for {len(picked)}"
        reader.source.fault(("sides",), what, "Give each side its blocks: `front` and `back`, or a list for each in `faces`.")
    if model.large_print and len(model.large_print) != len(picked):
        what = f"`large_print` has {len(model.large_print)} numbers for {len(picked)} faces"
        reader.source.fault(("large_print",), what, "Say for each face how many of its blocks large print holds.")
    return SheetPlan(
        id=model.id,
        title=reader.text(("title",), f"{owner}.title", model.title.text, note=model.title.note),
        audience=reader.text(("audience",), f"{owner}.audience", model.audience.text, note=model.audience.note),
        handed_out=reader.text(("handed_out",), f"{owner}.handed-out", model.handed_out.text, note=model.handed_out.note),
        key=reader.key(("key",), f"{owner}.key", model.key),
        key_claims=tuple(model.key.claims),
        key_safety=tuple(model.key.safety),
        formats=tuple(dict.fromkeys(model.formats)),
        faces=picked,
        spare=_picks(("spare",), model.spare, reader.source, blocks, seen),
        call=_call(model, reader.source, blocks),
        large_print=tuple(model.large_print),
        art=reader.art(("art",), model.art),
    )


def _call(model: schema.SheetModel, source: YamlFile, blocks: Mapping[str, tuple[Block, Section]]) -> str:
    """The id of the paragraph that says whom to call, or "". Only a sheet has a place for it."""
    if not model.call:
        return ""
    if set(model.formats) != {"sheet"}:
        source.fault(
            ("call",), "only a sheet says whom to call in place of a number", "Take `call` off, or make it a sheet alone."
        )
    if model.call not in blocks or not isinstance(blocks[model.call][0], Paragraph):
        near = validate.similar(model.call, blocks)
        source.fault(("call",), f"there is no paragraph `{model.call}`", near or "Name a paragraph of sections/*.yaml by its id.")
        return ""
    return model.call


def _faces(model: schema.SheetModel, source: YamlFile) -> list[tuple[Steps, Sequence[schema.PickModel]]]:
    """The faces with the way to each: `front` and `back`, or the list `faces`."""
    if bool(model.faces) == bool(model.front):
        what = "the sheet has both `front` and `faces`" if model.faces else "the sheet has no blocks"
        source.fault((), what, "Name the blocks in `front` and `back`, or in `faces` where there are more than 2 sides.")
    if model.faces:
        return [(("faces", at), face) for at, face in enumerate(model.faces)]
    two: list[tuple[Steps, Sequence[schema.PickModel]]] = [(("front",), model.front), (("back",), model.back)]
    return [pair for pair in two if pair[1]]


def _picks(
    way: Steps,
    given: Sequence[schema.PickModel],
    source: YamlFile,
    blocks: Mapping[str, tuple[Block, Section]],
    seen: dict[str, str],
) -> tuple[Pick, ...]:
    """The blocks of one face; one that is unknown or stands on the sheet already is a fault and left out."""
    picks: list[Pick] = []
    for at, pick in enumerate(given):
        here = (*way, at)
        if pick.minutes or pick.optional:
            source.fault(here, "a block of a sheet has no minutes", "Minutes are for sessions/<minutes>.yaml.")
        if pick.block in seen and not pick.items:
            source.fault(here, f"the block `{pick.block}` is on this sheet twice", "Keep one of them.")
        elif _known(here, pick, source, blocks):
            picks.append(Pick(block=pick.block, items=tuple(pick.items)))
        seen[pick.block] = pick.block
    return tuple(picks)


def _known(way: Steps, pick: schema.PickModel, source: YamlFile, blocks: Mapping[str, tuple[Block, Section]]) -> bool:
    if pick.block not in blocks:
        near = validate.similar(pick.block, blocks)
        source.fault(way, f"there is no block `{pick.block}`", near or "Name a block of sections/*.yaml by its id.")
        return False
    return _check_items(way, pick, source, blocks[pick.block][0])


def _check_items(way: Steps, pick: schema.PickModel, source: YamlFile, block: Block) -> bool:
    own = _item_ids(block)
    for at, item in enumerate(pick.items):
        if item not in own:
            advice = f"Its items are: {', '.join(own)}." if own else "This kind of block is taken whole: leave out `items`."
            source.fault((*way, "items", at), f"the block `{pick.block}` has no item `{item}`", advice)
            return False
    if pick.items and [item for item in own if item in pick.items] != list(pick.items):
        source.fault(
            (*way, "items"), "the items are named twice or in another order than in the block", "Keep the block's order."
        )
    return True


def _item_ids(block: Block) -> tuple[str, ...]:
    """The ids of the items that may be taken singly (of a table: the first cell of each row)."""
    match block:
        case Bullets() | StepList() | Callout() | Exercise():
            found = [item.text.id for item in block.items]
        case Table():
            found = [row[0].id for row in block.rows]
        case Diagram():
            found = [spot.text.id for spot in block.spots]
        case Worksheet():
            found = [field.label.id for field in block.fields]
        case _:
            found = []
    return tuple(ident.partition("/")[2] for ident in found)


def _session(model: schema.SessionModel, reader: Reader, stock: Stock) -> Session:
    """A session plan. Its blocks keep the order of the topic; what it takes minutes for is shown on a slide."""
    blocks = stock.blocks(reserve=False)
    order = {name: at for at, name in enumerate(_order(stock))}
    picks: list[Pick] = []
    parts: dict[str, int] = {}
    last, last_name = -1, ""
    for at, pick in enumerate(model.plan):
        way = ("plan", at)
        name = pick.block
        section = next((section for section in stock.sections if name == f"{section.id}.key"), None)
        if section is None:
            if not _known(way, pick, reader.source, blocks):
                continue
            block, section = blocks[name]
            _check_pick(way, pick, block, reader.source)
        if order[name] < last:
            advice = "A session keeps the order of the handout, so that people can follow it."
            reader.source.fault(way, f"`{name}` stands after `{last_name}`, which comes later in the topic", advice)
        last, last_name = max((last, last_name), (order[name], name))
        picks.append(Pick(block=name, items=tuple(pick.items), minutes=pick.minutes, optional=pick.optional))
        parts[section.id] = parts.get(section.id, 0) + (0 if pick.optional else pick.minutes)
    return Session(
        minutes=model.minutes,
        name=reader.text(("name",), f"session-{model.minutes}.name", model.name.text, note=model.name.note),
        parts=tuple(parts.items()),
        picks=tuple(picks),
        opening=model.opening,
        closing=model.closing,
        slides=model.slides,
    )


def _order(stock: Stock) -> list[str]:
    """The names that a session may use, in the order of the topic: each section's opening, then its blocks."""
    every = (*stock.sections, stock.closing)
    return [name for section in every for name in (f"{section.id}.key", *(block.meta.id for block in section.blocks))]


def _check_pick(way: Steps, pick: schema.PickModel, block: Block, source: YamlFile) -> None:
    if not pick.minutes:
        source.fault(way, f"`{pick.block}` has no minutes", "Say how long it takes: `minutes: 2`.")
    if pick.optional and not isinstance(block, Exercise):
        source.fault(
            (*way, "optional"), "only an exercise may be optional", "Take the block out of the plan, or give it its time."
        )
    if "slide" not in block.meta.shows:
        advice = "Take a block that does, or add `slide` to its `shows`."
        source.fault(way, f"the block `{pick.block}` does not show on slides", advice)
