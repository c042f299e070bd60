"""What the files of a topic may hold: topic.yaml, its sections, sheets and sessions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from kit.content.schema.blocks import AnyBlock, ContactsModel, Ignore, NotesModel
from kit.content.schema.words import ClaimId, Day, EntryModel, Model, OneText, Slug, Words
from kit.document import SafetyFact, Sheet, SheetFormat


class KeyModel(Model):
    """A main message: one text, what it rests on, and the safety facts it carries."""

    text: Words
    note: str = ""
    claims: list[ClaimId] = []
    safety: list[SafetyFact] = []


class SectionModel(Model):
    """A section file, sections/NN-<id>.yaml, or the closing part of topic.yaml."""

    id: Slug
    number: Annotated[int, Field(ge=0, le=99)]
    title: OneText
    content_note: OneText | None = None
    key: KeyModel
    art: str = ""
    notes: NotesModel = NotesModel()
    blocks: list[AnyBlock]


class ReserveModel(Model):
    """A section file of the reserve: blocks that only sheets, cards and posters take. Its title prints above the strip."""

    id: Slug
    number: Annotated[int, Field(ge=0, le=0)]
    title: OneText | None = None
    blocks: Annotated[list[AnyBlock], Field(min_length=1)]


class PickModel(Model):
    """A block of a plan, or some of its items. In a session it has minutes, and an exercise may be optional."""

    block: Words
    items: list[Words] = []
    minutes: Annotated[int, Field(ge=0, le=90)] = 0
    optional: bool = False


def _pick(value: object) -> object:
    return {"block": value} if isinstance(value, str) else value


OnePick = Annotated[PickModel, BeforeValidator(_pick)]


class SheetModel(Model):
    """sheets/<id>.yaml: title, reader, message and blocks of a sheet. `rank` orders the sheets of a topic."""

    id: Slug
    rank: int = 100
    formats: Annotated[list[SheetFormat], Field(min_length=1)]
    sides: Annotated[int, Field(ge=1, le=8)] = 2
    art: str = ""
    title: OneText
    audience: OneText
    handed_out: OneText
    key: KeyModel
    call: Words | None = None
    front: list[OnePick] = []
    back: list[OnePick] = []
    faces: list[list[OnePick]] = []
    spare: list[OnePick] = []
    large_print: list[Annotated[int, Field(ge=0)]] = []


class SessionModel(Model):
    """sessions/<minutes>.yaml: the blocks of a group session with their minutes, and those of its opening and closing.

    As long as its deck has fewer than `slides`, what saves a life goes over two of them in larger type.
    """

    minutes: Annotated[int, Field(ge=1, le=240)]
    slides: Annotated[int, Field(ge=0, le=240)] = 0
    name: OneText
    opening: Annotated[int, Field(ge=1)]
    closing: Annotated[int, Field(ge=1)]
    plan: Annotated[list[OnePick], Field(min_length=1)]


class ReleaseModel(Model):
    """A version that was published, and what changed from the one before. `urgent`: older sheets must not be used."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+){1,2}$")]
    date: Day
    urgent: bool = False
    changes: Annotated[list[EntryModel], Field(min_length=1)]


class TopicModel(Model):
    """topic.yaml. `formats` are those it is made in, all if none is named, `sheet` how the handout is laid out.

    `sections` are its parts in order, `reserve` the sections that only sheets, cards and posters take blocks from; `ignore` holds
    rules that a person judged not to fit this topic.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+){1,2}$")]
    date: Day
    title: OneText
    audience: OneText
    formats: list[Slug] = []
    sheet: Sheet = "booklet"
    main_message: KeyModel
    help: ContactsModel
    closing: SectionModel
    ignore: list[Ignore] = []
    history: list[ReleaseModel] = []
    sections: Annotated[list[Slug], Field(min_length=1)]
    reserve: list[Slug] = []
