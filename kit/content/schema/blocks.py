"""What a block of a section file may hold: models for kinds that have rules of their own, and for the rest what they declare.

Left out on purpose: how a checked block is read (`kit.content.blocks`).
"""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field

from kit.content.derived import model_of
from kit.content.schema.words import ClaimId, EntryModel, Id, Model, OneText, Words
from kit.document import (
    SURFACES,
    Block,
    Bullets,
    Callout,
    ContactKind,
    Contacts,
    Diagram,
    Exercise,
    Level,
    SafetyFact,
    Surface,
    Table,
    Timeline,
    Worksheet,
)


class ItemModel(EntryModel):
    """An entry with a pictogram beside it. `foreign`: said only by a caller who does not speak the language of the place."""

    art: str = ""
    foreign: bool = False


class NotesModel(Model):
    """Speaker notes."""

    say: list[EntryModel] = []
    ask: list[EntryModel] = []
    watch: list[EntryModel] = []


class Ignore(Model):
    """A finding that a person has judged, and why."""

    rule: Words
    reason: Words


class BlockModel(Model):
    """What every block has."""

    id: Id
    title: OneText | None = None
    claims: list[ClaimId] = []
    shows: Annotated[list[Surface], Field(min_length=1)] = [*SURFACES]
    safety: list[SafetyFact] = []
    notes: NotesModel | None = None
    translator_note: str = ""
    ignore: list[Ignore] = []


class BulletsModel(BlockModel):
    """A list."""

    type: Literal["bullets"]
    lead: OneText | None = None
    items: Annotated[list[ItemModel], Field(min_length=1)]
    checklist: bool = False
    branch: str = ""


class TableModel(BlockModel):
    """A table; each row has as many cells as there are columns."""

    type: Literal["table"]
    summary: OneText
    columns: Annotated[list[EntryModel], Field(min_length=2)]
    rows: Annotated[list[list[EntryModel]], Field(min_length=1)]


class CalloutModel(BlockModel):
    """A box."""

    type: Literal["callout"]
    level: Level
    lead: OneText | None = None
    items: list[ItemModel] = []


class PointModel(EntryModel):
    """A mark on the axis of a timeline: days since the last use."""

    day: Annotated[float, Field(ge=0)]


class SeriesModel(EntryModel):
    """A line of a chart."""

    values: list[Annotated[float, Field(ge=0)]]


class TimelineTable(Model):
    """The timeline's facts as a table."""

    id: Id
    summary: OneText
    columns: Annotated[list[EntryModel], Field(min_length=2)]
    rows: Annotated[list[list[EntryModel]], Field(min_length=1)]


class TimelineModel(BlockModel):
    """Strength against time."""

    type: Literal["timeline"]
    alt: OneText
    takeaway: OneText
    caption: OneText
    x_title: OneText
    y_title: OneText
    top: Annotated[float, Field(gt=0)]
    points: Annotated[list[PointModel], Field(min_length=2)]
    series: Annotated[list[SeriesModel], Field(min_length=1)]
    table: TimelineTable


class SpotModel(EntryModel):
    """Words beside a drawing, and the place in it that they are about."""

    at: Annotated[list[Annotated[float, Field(ge=0)]], Field(min_length=2, max_length=2)]


class DiagramModel(BlockModel):
    """A drawing with words beside it."""

    type: Literal["diagram"]
    lead: OneText | None = None
    art: Words
    alt: OneText
    spots: Annotated[list[SpotModel], Field(min_length=2, max_length=8)]


class ContactsModel(BlockModel):
    """Numbers to call."""

    type: Literal["contacts"]
    lead: OneText | None = None
    kinds: Annotated[list[ContactKind], Field(min_length=1)]


class FieldModel(EntryModel):
    """A line or a box to fill in."""

    lines: Annotated[int, Field(ge=0, le=12)] = 1


class WorksheetModel(BlockModel):
    """Lines and boxes to fill in."""

    type: Literal["worksheet"]
    lead: OneText | None = None
    fields: Annotated[list[FieldModel], Field(min_length=1)]


class ExerciseModel(BlockModel):
    """A part of a group session."""

    type: Literal["exercise"]
    kind: Literal["questions", "activity", "teach_back"]
    minutes: Annotated[int, Field(ge=1, le=90)]
    items: Annotated[list[ItemModel], Field(min_length=1)]


OWN: dict[type, type[BlockModel]] = {
    Bullets: BulletsModel,
    Table: TableModel,
    Callout: CalloutModel,
    Timeline: TimelineModel,
    Diagram: DiagramModel,
    Contacts: ContactsModel,
    Worksheet: WorksheetModel,
    Exercise: ExerciseModel,
}
"""The models of kinds that have rules of their own; that of each other kind follows from what it declares."""


def block_model(kind: type) -> type[BlockModel]:
    """The model of a kind of block."""
    return OWN.get(kind) or model_of(kind, BlockModel, OneText, Words, EntryModel)


KINDS: dict[type[BlockModel], type] = {block_model(kind): kind for kind in get_args(Block)}
"""Each kind of block by its model."""

if TYPE_CHECKING:
    AnyBlock = BlockModel
else:
    AnyBlock = Annotated[functools.reduce(operator.or_, KINDS), Field(discriminator="type")]
