"""The Document: a tree of frozen values that is loaded, translated, personalized and written.

"Translated" and "personalized" are states of a Document, not classes; a pass (`kit.document.passes`) is a function Document -> Document.
Left out on purpose: anything about files, fonts, slides or pages.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from kit.art import Art
from kit.document.blocks import Block, Contacts, Notes, SafetyFact
from kit.document.places import ClinicCard
from kit.document.plans import Selection, Session, SheetPlan
from kit.document.text import Text
from kit.locale import SOURCE, Locale

Status = Literal["draft", "reviewed", "clinical"]


Sheet = Literal["booklet", "card"]
"""How a handout is laid out: pages to read, or one sheet of pictures to point to."""


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
class Release:
    """A version of the topic as it was published on `date` (ISO 8601), and what changed from the one before.

    `urgent` says that sheets older than this version must no longer be used.
    """

    version: str
    date: str
    urgent: bool = False
    changes: tuple[Text, ...]


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

    @property
    def part_numbers(self) -> frozenset[int]:
        """The numbers of its parts; of one that has none, 0."""
        return frozenset(section.number for section in self.sections)

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
    layouts a deck is made, or b"" for ours. `half` sets pages of half the paper's size, for a booklet. `site` is the address where the
    texts stand to be read on a phone, with `{locale}` for the language's tag, or "" where none is known.
    """

    edition: Literal["standard", "large-print", "folded"] = "standard"
    profile: Literal["acb", "ukaaf", "aph"] = "aph"
    paper: Literal["a4", "letter", "a3", "tabloid"] = "a4"
    pdfua: Literal[1, 2] = 1
    fillable: bool = False
    template: bytes = b""
    half: bool = False
    site: str = ""
