"""The Document and its closed set of blocks: a tree of frozen values that is loaded, translated, personalized and written.

"Translated" and "personalized" are states of a Document, not classes; a pass (`kit.document.passes`) is a function Document -> Document.
The vocabulary is closed on purpose: with `Block` as a union, mypy lists every writer that must answer a new kind of block.
Left out on purpose: anything about files, fonts, slides or pages.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Final, Literal

from kit.art import Art
from kit.document.says import aside, binds, says
from kit.locale import SOURCE, Locale

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

State = Literal["source", "missing", "refused", "stale", "machine", "human", "reviewed", "clinical"]
"""What may be thought of a text's words; of a refused one the English stands, because checks found an error that can harm."""

Status = Literal["draft", "reviewed", "clinical"]

Level = Literal["emergency", "urgent", "calm", "safer"]

SheetFormat = Literal["sheet", "leaflet", "pocket-card", "poster"]
"""The print formats that are made of selections only."""

FOLDED: frozenset[SheetFormat] = frozenset(("leaflet",))
"""Formats whose faces are panels, several on a side."""

Sheet = Literal["booklet", "card"]
"""How a handout is laid out: pages to read, or one sheet of pictures to point to."""

ContactKind = Literal["clinic", "emergency", "crisis", "drug_help", "treatment_finder", "use_alone", "poison", "where_naloxone"]

LineKind = Literal["emergency", "crisis", "drug_help", "treatment_finder", "use_alone", "poison", "where_naloxone", "law"]
"""What a region says: numbers to call, and under `law` what may be said of calling for help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words shown to a reader. `id` never changes and is the catalog's msgctxt; `source` is the English and its msgid.

    `text` are the words as they stand now, in `lang` (BCP 47): a text without a translation keeps its English, `lang` "en"
    and `state` "missing". Markup is `**bold**` and `{placeable}` only. A `verbatim` text (the name of a service or of a
    source) is never translated and takes no part in catalogs or review. `beside` are the same words in a second language, for a
    sheet that shows two (see `paired`). A text that goes with a number has the English singular in `one` (`source` is the
    plural) and the words of each plural form of `lang` in `forms` (see `Document.counted`).
    """

    id: str
    source: str
    text: str
    lang: str
    state: State = "source"
    note: str = ""
    safety: bool = False
    verbatim: bool = False
    beside: Text | None = None
    one: str = ""
    forms: tuple[str, ...] = ()

    @property
    def msgid(self) -> tuple[str, str]:
        """The English as catalogs key it: singular and plural, or the text and ""."""
        return (self.one, self.source) if self.one else (self.source, "")


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
    which key to press, or what the line is for where it has no number. `checked_on` is the day (ISO 8601) of the last check.
    """

    kind: ContactKind
    label: Text = field(metadata=says("given"))
    value: str = ""
    name: Text | None = field(default=None, metadata=says("given"))
    details: tuple[Text, ...] = field(default=(), metadata=says("given"))
    url: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the topic. `number` is 0 for the opening and the closing part, which carry none.

    `key` is its one main message.
    """

    id: str
    number: int
    title: Text
    content_note: Text | None = None
    key: Text
    key_claims: tuple[str, ...] = ()
    key_safety: tuple[SafetyFact, ...] = ()
    blocks: tuple[Block, ...]
    notes: Notes
    art: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A block that a sheet or a session takes, by id, or only some of its `items` (their texts' ids, in the block's order).

    In a session `minutes` is how long it takes, and a `block` may be `<section>.key`: the section's opening with its main
    message. An `optional` exercise is done if there is time, and counts in no sum.
    """

    block: str
    items: tuple[str, ...] = ()
    minutes: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A plan for a group session of `minutes`: blocks in the order of the topic, with an opening and a closing.

    `parts` are the minutes of each section, by section id, in order: the sums of the picks.
    """

    minutes: int
    name: Text
    parts: tuple[tuple[str, int], ...]
    picks: tuple[Pick, ...] = ()
    opening: int = 0
    closing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """A selection of blocks with a title, a reader and a main message of its own, for the print formats that it serves.

    `faces` are its sides (of a leaflet: its panels) in reading order, each with its blocks in order of importance; `spare`
    are blocks that may follow where a side has room. `large_print` is how many blocks of each face that edition holds, or ()
    for all. `handed_out` says when it is given to whom; it is for the people who hand it out. `call` is a paragraph that says whom
    to call where its reader can't phone, or "": it then stands in the place of the emergency number, which follows it.
    """

    id: str
    title: Text
    audience: Text
    handed_out: Text
    key: Text
    key_claims: tuple[str, ...] = ()
    key_safety: tuple[SafetyFact, ...] = ()
    formats: tuple[SheetFormat, ...]
    faces: tuple[tuple[Pick, ...], ...]
    spare: tuple[Pick, ...] = ()
    call: str = ""
    large_print: tuple[int, ...] = ()
    art: str = ""

    def name(self, form: str) -> str:
        """The id as a file of this format is named: without the format's own name before it (`poster-overdose` is `overdose`)."""
        return self.id.removeprefix(f"{form}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of its topic a Document holds, where it does not hold the whole (see `kit.document.selections`).

    `name` is a sheet's name, the numbers of the parts ("9-12"), the minutes of a session or the names of a packet's sheets. `spare` are blocks that may fill the
    last side of a sheet; `strip` are the short lines for
    the safety facts that nothing else in the selection carries, and `strip_title` stands above them; `lines`
    are all short lines there are. `call` is what stands in the place of the emergency number. `left_out` are blocks for which the paper had no room. `minutes` are those of each block of a session, by block id;
    `openings` the sections that it opens with a slide of their own; `homes` the number of the part that each block comes from.
    """

    kind: Literal["sheet", "parts", "session", "packet"]
    name: str
    sheet: SheetPlan | None = None
    session: Session | None = None
    spare: tuple[Block, ...] = ()
    strip: tuple[Block, ...] = ()
    strip_title: Text | None = None
    lines: tuple[Block, ...] = ()
    call: Paragraph | None = None
    left_out: tuple[Block, ...] = ()
    minutes: tuple[tuple[str, int], ...] = ()
    openings: tuple[str, ...] = ()
    homes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version of the topic as it was published on `date` (ISO 8601), and what changed from the one before.

    `urgent` says that sheets older than this version must no longer be used.
    """

    version: str
    date: str
    urgent: bool = False
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One number or site of a region, as checked on a day. Only a confirmed and unexpired one may be printed.

    `hours`, `ways`, `cost` and `choose` (what to ask for) name labels, and so does `label`, the sentence of a `law`;
    `checked_on` and `expires_on` are ISO 8601 dates. `languages` are those in which it answers, () for the region's own; by
    language, `names` are the service's own further names, `choices` the key to press and `keywords` the word to text.
    `interpreters`: it has them for other languages.
    """

    kind: LineKind
    value: str = ""
    url: str = ""
    name: str
    name_lang: str
    names: tuple[tuple[str, str], ...] = ()
    hours: str = ""
    ways: tuple[str, ...] = ()
    cost: str = ""
    choose: str = ""
    label: str = ""
    languages: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    interpreters: bool = False
    source: str
    checked_on: str
    expires_on: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A territory (ISO 3166-1 code) with its help lines in the order they print; separate from language.

    `languages` are those in which an emergency call is taken, the first the most likely.
    """

    code: str
    name: str
    languages: tuple[str, ...] = ("en",)
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One of a clinic's numbers: `label` says whose it is, `words` what to do on the line ("press 2 for Spanish").

    Number and extension stand in left-to-right isolates, label and words in first-strong ones (UAX 9).
    """

    number: str
    label: str = ""
    extension: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicCard:
    """What a clinic says of itself, already checked; "" where it says nothing. `logo` is Art or PNG bytes.

    Name, address and hours stand in first-strong isolates and the phone in a left-to-right one (UAX 9); `web` is a bare
    https address. `logo_size` is in units of the drawing or in pixels. `accent` is a colour as #rrggbb, dark enough for text.
    `phone` is the first of `phones`, with its extension. `languages` are the tags of those its staff speak; `langs` the tag
    that a field's words are in, by field, where the file says so (`phone`: labels and words of all numbers). `place` is where
    the name was read (file:line:column), or ""; it makes no other clinic of it.
    """

    id: str
    name: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    web: str = ""
    logo: Art | bytes | None = None
    logo_size: tuple[float, float] = (0.0, 0.0)
    accent: str = ""
    phones: tuple[Phone, ...] = ()
    languages: tuple[str, ...] = ()
    langs: tuple[tuple[str, str], ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A topic in one language. `notices` are the sentences of its review status that each page and slide must carry.

    `history` are its versions, the newest first; no format shows it, the page "what changed since your print" does.
    `code` is the short code by which a printed sheet is known; `region` an ISO 3166 code or ""; `date` ISO 8601, of the content.
    `beside` is the tag of the second language whose words its texts carry too, or "".
    `reserve` are sections that no whole document shows: short texts that sheets, cards and posters take blocks from.
    `numbers_checked` is the day (ISO 8601) on which the oldest of its printed numbers was checked, or "".
    `evidence` are the ids of the source texts behind each claim in use. `selection` is None for the whole topic.
    `facts` is how many claims the whole topic rests on, `copied` how many of them are known only from a copy or a quotation.
    `bound` are documents that stand in the same file after this one, each in its own language: a packet's sheets, or the
    same sheet in a second language.
    """

    topic: str
    version: str
    date: str
    code: str = ""
    locale: Locale
    region: str = ""
    numbers_checked: str = ""
    status: Status = "draft"
    sheet: Sheet = "booklet"
    beside: str = ""
    title: Text
    audience: Text
    main_message: Text
    main_claims: tuple[str, ...] = ()
    help: Contacts
    sections: tuple[Section, ...]
    closing: Section
    reserve: tuple[Section, ...] = ()
    sessions: tuple[Session, ...]
    sheets: tuple[SheetPlan, ...] = ()
    selection: Selection | None = None
    evidence: tuple[tuple[str, tuple[str, ...]], ...] = ()
    history: tuple[Release, ...] = ()
    facts: int = 0
    copied: int = 0
    notices: tuple[Text, ...] = ()
    labels: tuple[Text, ...]
    clinic: ClinicCard | None = None
    arts: tuple[Art, ...] = ()
    bound: tuple[Document, ...] = ()

    def all_sections(self) -> tuple[Section, ...]:
        """Every section there is, also those that only selections take from, in order."""
        return (*self.sections, *self.reserve, self.closing)

    def label(self, name: str) -> Text:
        """The interface text `name` of content/labels.yaml (KeyError if there is none: a fault in our code, not in content)."""
        wanted = f"labels/{name}"
        for text in self.labels:
            if text.id == wanted:
                return text
        raise KeyError(name)

    def counted(self, name: str, number: int) -> Text:
        """The label as it goes with a number of things, in its language's plural form; the number is still to be filled in."""
        text = self.label(name)
        return dataclasses.replace(text, text=text.forms[self.locale_of(text).form(number)]) if text.forms else text

    def locale_of(self, text: Text) -> Locale:
        """The locale a text's words are in: English where it has no translation."""
        return SOURCE if text.lang == SOURCE.tag else self.locale

    def art(self, name: str) -> Art:
        """The picture with this id (KeyError if there is none: content is checked when it is loaded)."""
        for art in self.arts:
            if art.id == name:
                return art
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a document is to be written. `edition` and `profile` matter to what is printed only; `folded` is an edition of cards.

    `profile` names the large-print guideline (`acb`, `ukaaf`, `aph`); `pdfua` is the part of PDF/UA, 1 or 2.
    `fillable` makes lines and boxes to fill in by hand fields to fill in on a screen. `template` is an agency's .potx or .pptx, on whose
    layouts a deck is made, or b"" for ours. `half` sets pages of half the paper's size, for a booklet.
    """

    edition: Literal["standard", "large-print", "folded"] = "standard"
    profile: Literal["acb", "ukaaf", "aph"] = "aph"
    paper: Literal["a4", "letter", "a3", "tabloid"] = "a4"
    pdfua: Literal[1, 2] = 1
    fillable: bool = False
    template: bytes = b""
    half: bool = False
