"""The closed set of blocks: frozen values, each of which says once what its texts are and which of its numbers a signature binds.

The vocabulary is closed on purpose: with `Block` as a union, mypy lists every writer that must answer a new kind of block.
Left out on purpose: how a format shows a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from kit.document.says import aside, binds, says
from kit.document.text import Text

Surface = Literal["slide", "handout", "page"]
"""Where a block shows. Speaker notes are not a surface: they belong to the slide that shows their block."""
SLIDE: Final = "slide"
HANDOUT: Final = "handout"
PAGE: Final = "page"
SURFACES: tuple[Surface, ...] = (SLIDE, HANDOUT, PAGE)
SafetyFact = Literal[
    "emergency",
    "naloxone",
    "lost_tolerance",
    "dehydration",
    "pregnancy",
    "alcohol_benzodiazepines",
    "precipitated_withdrawal",
    "methadone_buprenorphine",
    "suicide_help",
]
"""Facts that must reach the reader in every format, edition and locale."""
Level = Literal["emergency", "urgent", "calm", "safer"]
ContactKind = Literal["clinic", "emergency", "crisis", "drug_help", "treatment_finder", "use_alone", "poison", "where_naloxone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What the facilitator says, asks and watches for; each text is one paragraph of speaker notes."""

    say: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    watch: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What every block has. `title` heads a chunk in print and starts a slide; `claims` are ids in claims.yaml.

    `ignore` holds (check id, reason) for findings that a person has judged.
    """

    id: str
    title: Text | None = None
    claims: tuple[str, ...] = ()
    shows: frozenset[Surface] = frozenset(SURFACES)
    safety: tuple[SafetyFact, ...] = ()
    notes: Notes | None = None
    ignore: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A text in a list, with the id of the pictogram beside it, if any (decorative: the words say it all).

    `foreign`: words that only a caller says who does not speak the language of the place (see `Steps.spoken`).
    """

    text: Text = field(metadata=says("item", "an item of a list (no bullet, no number: the kit adds them)"))
    art: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Plain text, at most three sentences."""

    meta: Meta
    text: Text = field(metadata=says("prose", "a paragraph"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """An unordered list of at most seven items; `checklist` draws boxes to tick instead of bullets.

    `branch` is the id of a pictogram that stands beside the lead: the items are then ways that part from there.
    """

    meta: Meta
    lead: Text | None = field(default=None, metadata=says("prose", "the sentence before a list"))
    items: tuple[ListItem, ...]
    checklist: bool = False
    branch: str = ""

    @property
    def lists_sources(self) -> bool:
        """Whether its items are sources, which stand in their own words in every language."""
        return all(item.text.verbatim for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """An ordered list; the numbers are the writer's. `strip` shows the items as a row of pictures with words.

    `spoken` items are words to say on the phone: personalization sets the language of the place beside them, as a table.
    """

    meta: Meta
    lead: Text | None = field(default=None, metadata=says("prose", "the sentence before numbered steps"))
    items: tuple[ListItem, ...]
    strip: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Column heads, and rows whose first cell is the row's head. `summary` says in words what the table shows."""

    meta: Meta
    summary: Text = field(metadata=says("alt", "says in words what a table shows, for people who cannot see it"))
    columns: tuple[Text, ...] = field(metadata=says("heading", "the head of a table column"))
    rows: tuple[tuple[Text, ...], ...] = field(metadata=says("cell", "a cell of a table"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A box that must be seen. Its label word ("Emergency") comes from labels.yaml, so it is never colour alone."""

    meta: Meta
    level: Level
    lead: Text | None = field(default=None, metadata=says("prose", "the first sentence of a box that must be seen"))
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line of a chart: its name and a value for each of the timeline's points."""

    name: Text = field(metadata=says("axis", "the name of a line in a chart: very short"))
    values: tuple[float, ...] = field(metadata=binds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """An illustration of strength against time, with the sentence to take away and the same facts as a table.

    `points` are the marks on the axis: (days since last use, its label); values run from 0 to `top`.
    """

    meta: Meta
    alt: Text = field(metadata=says("alt", "describes a chart for people who cannot see it"))
    takeaway: Text = field(metadata=says("prose", "the sentence to take away from a chart"))
    caption: Text = field(metadata=says("caption", "the caption of a chart"))
    x_title: Text = field(metadata=says("axis", "the title of a chart's time axis: very short"))
    y_title: Text = field(metadata=says("axis", "the title of a chart's other axis: very short"))
    points: tuple[tuple[float, Text], ...] = field(metadata=says("axis", "a mark on a chart's time axis: very short", binds=True))
    series: tuple[Series, ...]
    top: float = field(metadata=binds())
    table: Table = field(metadata=aside())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with alternative text and a caption; `art` is an id among the document's arts."""

    meta: Meta
    art: str
    alt: Text = field(metadata=says("alt", "describes a picture for people who cannot see it"))
    caption: Text = field(metadata=says("caption", "the caption of a picture"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Words about one place of a drawing; `at` is (x, y) in the drawing's units, y downwards."""

    text: Text = field(metadata=says("item", "words beside a drawing: very short"))
    at: tuple[float, float] = field(metadata=binds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing with words beside it, from the top down; a line leads from each to its place in the drawing.

    The drawing looks the same from both sides, so that its places are mirrored where text runs right to left.
    """

    meta: Meta
    lead: Text | None = field(default=None, metadata=says("prose", "the sentence before a drawing with words beside it"))
    art: str
    alt: Text = field(metadata=says("alt", "describes a drawing for people who cannot see it"))
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One line of help. `value` is the phone number or "" for a line to write on; `url` an https address or "".

    `name` is the service's own name, in the reader's language where the service has one; `details` are hours, ways to reach it and
    which key to press, or what the line is for where it has no number. `whole` is the number in one piece with its extension, for
    paper without room for details, or "". `checked_on` is the day (ISO 8601) of the last check.
    """

    kind: ContactKind
    label: Text = field(metadata=says("given"))
    value: str = ""
    name: Text | None = field(default=None, metadata=says("given"))
    details: tuple[Text, ...] = field(default=(), metadata=says("given"))
    url: str = ""
    whole: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Numbers to call. `kinds` is what the content asks for; `entries` what the region and the clinic gave."""

    meta: Meta
    lead: Text | None = field(default=None, metadata=says("prose", "the sentence before the numbers to call"))
    kinds: tuple[ContactKind, ...]
    entries: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A thing to write in: its label and how many lines, or 0 lines for a box to tick."""

    id: str
    label: Text = field(metadata=says("field", "the label of a line to write on"))
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """Lines and boxes to fill in by hand. It never asks for a name or a birth date."""

    meta: Meta
    lead: Text | None = field(default=None, metadata=says("prose", "the sentence before lines to write on"))
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A part of a group session: a question to discuss, an activity, or a teach-back. `minutes` is a guide."""

    meta: Meta
    kind: Literal["questions", "activity", "teach_back"]
    minutes: int
    items: tuple[ListItem, ...]


Block = Paragraph | Bullets | Steps | Table | Callout | Timeline | Figure | Diagram | Contacts | Worksheet | Exercise
