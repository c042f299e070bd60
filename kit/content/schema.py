"""What the content files may hold, field by field: pydantic models, strict, and with no field left over.

Lives only here: outside `kit.content` there are dataclasses. It says what a file may look like; what must fit together
(ids, claims, sources, pictures) is checked by the loaders. The descriptions are the advice an author gets.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
import re
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kit.content.derived import model_of
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
    LineKind,
    SafetyFact,
    Sheet,
    SheetFormat,
    Surface,
    Table,
    Timeline,
    Worksheet,
)


def _no_position(value: str) -> str:
    if any(part.isdigit() for part in value.split(".")):
        raise ValueError("an id is made of words, never of a position: the next person will insert something before it")
    return value


def _day(value: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            dt.date.fromisoformat(value)
            return value
    except ValueError:
        pass
    raise ValueError("a date is written as 2026-11-22")


def _https(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@<>\"]+\.[^\s/@<>\"]+(/[^\s<>\"]*)?", value):
        raise ValueError("a web address is written out, from https://")
    return value


Words = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"), AfterValidator(_no_position)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}[a-z]?$")]
Day = Annotated[str, AfterValidator(_day)]
Url = Annotated[str, AfterValidator(_https)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Model(BaseModel):
    """A mapping in a file: no unknown field, no conversion (a number is not a text)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PlainModel(Model):
    """A text with an optional note for translators; its id follows from where it stands."""

    text: Words
    note: str = ""


def _plain(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


OneText = Annotated[PlainModel, BeforeValidator(_plain)]


class EntryModel(Model):
    """A text in a list, with the id that keeps its translation when its neighbours change."""

    id: Id
    text: Words
    note: str = ""


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
    """sessions/<minutes>.yaml: the blocks of a group session with their minutes, and those of its opening and closing."""

    minutes: Annotated[int, Field(ge=1, le=240)]
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


class LabelModel(Model):
    """A text of the interface. `placeables` are the names that the writers fill in.

    `one` is the singular of a text that goes with a number.
    """

    text: Words
    one: str = ""
    note: str = ""
    placeables: list[str] = []


class ClaimSource(Model):
    """Where a claim was read: an id of sources.yaml, the place in it, and the day."""

    ref: Slug
    locator: str = ""
    accessed: Day


class ClaimModel(Model):
    """A claim and what was decided about it."""

    id: ClaimId
    statement: Words
    seed: bool | str = False
    verdict: Literal["keep", "correct", "drop", "added"]
    why: Words
    evidence: Literal["guideline", "systematic_review", "study", "consensus", "lived_experience", "law"] | None = None
    strength: Literal["strong", "moderate", "weak", "unknown"] = "unknown"
    secondhand: bool = False
    sources: list[ClaimSource] = []
    conflicts: str = ""
    unknowns: str = ""


class SourceModel(Model):
    """A publication."""

    id: Slug
    title: Words
    publisher: Words
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Url
    lang: Tag
    rights: Words
    read: Literal["firsthand", "secondhand"]


class TermModel(Model):
    """A word of the glossary. `keep`: a name that stays as it is in every language; `explain`: hard for readers."""

    id: Slug
    term: Words
    meaning: Words
    note: str = ""
    keep: bool = False
    explain: bool = False


class AvoidModel(Model):
    """Words to avoid and what to say instead, in one language."""

    avoid: Annotated[list[Words], Field(min_length=1)]
    use: Words
    why: Words


class PictogramModel(Model):
    """What pictograms.yaml says of one drawing: the words in its place, its use, what it must not be taken for."""

    alt: Words
    meaning: Words
    not_to_confuse: Words
    mirror: bool = False


class Provenance(Model):
    """Where a number was read: a web address, or a publication named in words."""

    url: Url | None = None
    text: str = ""


class LineModel(Model):
    """A help line. Only a confirmed and unexpired one is ever printed."""

    kind: LineKind
    value: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]*$")] | None = None
    url: Url | None = None
    name: str = ""
    name_lang: Tag = "en"
    names: dict[Tag, Words] = {}
    hours: str = ""
    ways: list[str] = []
    cost: str = ""
    choose: str = ""
    label: str = ""
    languages: list[Tag] = []
    choices: dict[Tag, Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,4}$")]] = {}
    keywords: dict[Tag, Annotated[str, StringConstraints(pattern=r"^\S{2,20}$")]] = {}
    interpreters: bool = False
    source: Provenance
    checked_on: Day
    expires_on: Day
    status: Literal["confirmed", "unconfirmed"]
    doubt: str = ""


class RegionModel(Model):
    """A territory, the languages in which an emergency call is taken, and its help lines in the order they print."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    languages: Annotated[list[Tag], Field(min_length=1)]
    lines: list[LineModel]


Forms = Annotated[str, StringConstraints(min_length=1)]
"""Words or phrases parted by commas."""


class FactGroupModel(Model):
    """A group of facts in facts.yaml: what it holds and how a translation is compared with its English."""

    facts: Annotated[list[str], Field(min_length=1)]
    says: Words
    why: Words
    compare: Literal["contrast", "all", "count"] = "contrast"
    need: list[str] = []
    add: list[str] = []
    order: bool = False
    level: Literal["error", "warning"] = "error"


class QuestionModel(Model):
    """A question of questions.yaml, with the ids of the texts that answer it; answers that mean the same are parted by `|`."""

    texts: Annotated[list[Words], Field(min_length=1)]
    ask: Words
    answer: Words


class LanguageModel(Model):
    """How a language writes words, for the reader of its facts. `drop`: CLDR's forms that are other words too.

    `endings`: sets of endings that one word can have in turn, parted by spaces, `-` for none.
    """

    fold: list[Literal["arabic", "nukta"]] = []
    prefixes: Forms | None = None
    suffixes: Forms | None = None
    endings: list[Forms] = []
    abbreviations: Forms | None = None
    bare_one: bool = False
    order: list[str] = ["drugs"]
    drop: Forms | None = None
    own: list[str] = []


class StrictModel(Model):
    """Facts that a locale's texts never missed (need) or added (add) so far; written by `kit translate score --tighten`."""

    need: list[str] = []
    add: list[str] = []


class LexiconModel(Model):
    """locales/<tag>/facts.yaml: the words of a language for the facts of content/facts.yaml; a line without words waits for them."""

    language: LanguageModel
    facts: dict[str, str]
    strict: StrictModel = StrictModel()
