"""What the content files may hold, field by field: pydantic models, strict, and with no field left over.

Lives only here: outside `kit.content` there are dataclasses. It says what a file may look like; what must fit together
(ids, claims, sources, pictures) is checked by the loaders. The descriptions are the advice an author gets.
"""

from kit.content.schema.blocks import (
    KINDS,
    AnyBlock,
    BlockModel,
    BulletsModel,
    CalloutModel,
    ContactsModel,
    DiagramModel,
    ExerciseModel,
    FieldModel,
    ItemModel,
    NotesModel,
    TableModel,
    TimelineModel,
    TimelineTable,
    WorksheetModel,
    block_model,
)
from kit.content.schema.common import AvoidModel, ClaimModel, LabelModel, PictogramModel, QuestionModel, SourceModel, TermModel
from kit.content.schema.facts import FactGroupModel, LexiconModel
from kit.content.schema.regions import LineModel, RegionModel
from kit.content.schema.topic import KeyModel, PickModel, ReserveModel, SectionModel, SessionModel, SheetModel, TopicModel
from kit.content.schema.words import EntryModel, Id, Model, PlainModel

__all__ = [
    "KINDS",
    "AnyBlock",
    "AvoidModel",
    "BlockModel",
    "BulletsModel",
    "CalloutModel",
    "ClaimModel",
    "ContactsModel",
    "DiagramModel",
    "EntryModel",
    "ExerciseModel",
    "FactGroupModel",
    "FieldModel",
    "Id",
    "ItemModel",
    "KeyModel",
    "LabelModel",
    "LexiconModel",
    "LineModel",
    "Model",
    "NotesModel",
    "PickModel",
    "PictogramModel",
    "PlainModel",
    "QuestionModel",
    "RegionModel",
    "ReserveModel",
    "SectionModel",
    "SessionModel",
    "SheetModel",
    "SourceModel",
    "TableModel",
    "TermModel",
    "TimelineModel",
    "TimelineTable",
    "TopicModel",
    "WorksheetModel",
    "block_model",
]
