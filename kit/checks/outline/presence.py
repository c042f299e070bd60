"""What every format must carry, whatever else it shows: safety facts, help numbers, review status, version and date.

The round trip proves that nothing of a surface's own texts is lost; this proves that nobody has left a vital text out of a
surface, and that a page or slide taken from the pile still says what it is. Left out on purpose: whether the facts are true.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from kit.caches import remembered
from kit.checks.finding import error
from kit.document import SURFACES, Block, ContactKind, Contacts, Document, SafetyFact, Surface, Text, bare, parts, plain
from kit.errors import Finding
from kit.outline import Item, Outline, Unit, normal

_FACT_NAMES: dict[SafetyFact, str] = {
    "emergency": "when to call the emergency number",
    "naloxone": "naloxone",
    "lost_tolerance": "the lost tolerance",
    "dehydration": "dehydration",
    "pregnancy": "pregnancy",
    "alcohol_benzodiazepines": "alcohol and benzodiazepines",
    "precipitated_withdrawal": "precipitated withdrawal",
    "methadone_buprenorphine": "methadone and buprenorphine",
    "suicide_help": "help with thoughts of suicide",
}


class _Said:
    """What a file says but for its notes: in one string, which is searched only where no text is the very words."""

    def __init__(self, outline: Outline) -> None:
        texts = [item.text for item in outline.items if item.role != "note"]
        self._texts, self._all = frozenset(texts), " \n ".join(texts)

    def __contains__(self, words: str) -> bool:
        return words in self._texts or words in self._all


def _heard(outline: Outline) -> _Said:
    return _Said(outline)


@remembered(4096)
def _words(text: Text) -> str:
    return normal(plain(text.text))


def _carriers(document: Document) -> Iterator[tuple[SafetyFact, Block | Text, frozenset[Surface]]]:
    """Every fact with the block, or the key message, that states it, and where that shows."""
    everywhere: frozenset[Surface] = frozenset(SURFACES)
    for fact in document.help.meta.safety:
        yield fact, document.help, everywhere
    chosen = document.selection
    for block in chosen.strip if chosen else ():
        for fact in block.meta.safety:
            yield fact, block, everywhere
    for section in (*document.sections, document.closing):
        for fact in section.key_safety:
            yield fact, section.key, everywhere
        for block in section.blocks:
            for fact in block.meta.safety:
                yield fact, block, block.meta.shows


def _said(carrier: Block | Text, heard: _Said) -> bool:
    """Whether all words of the carrier are heard; of blocks, all that is not notes, alternative text or chart."""
    if isinstance(carrier, Text):
        return _words(carrier) in heard
    title = [carrier.meta.title] if carrier.meta.title else []
    spoken = [text for text, found in parts.said(carrier, aside=False) if found.heard]
    return all(_words(text) in heard for text in (*title, *spoken))


def facts(document: Document, surface: Surface, outline: Outline, wanted: Collection[SafetyFact] = ()) -> Iterator[Finding]:
    """Each safety fact that the topic states, or its format must carry (`wanted`), and the file does not."""
    heard = _heard(outline)
    carriers: dict[SafetyFact, list[bool]] = {fact: [] for fact in wanted}
    for fact, carrier, shows in _carriers(document):
        carriers.setdefault(fact, []).append(surface in shows and _said(carrier, heard))
    for fact, said in carriers.items():
        if not any(said):
            message = f"No text about {_FACT_NAMES[fact]} is in the file, though the topic has one. It must be in every format."
            yield error("safety-fact", "", message, "kit: safety facts in every format")


def lines(document: Document, surface: Surface, outline: Outline, kinds: Collection[ContactKind] = ()) -> Iterator[Finding]:
    """Each help line that the file does not carry whole: all of them, or of these kinds the first each."""
    heard = _heard(outline)
    first = {kind: entry for entry in reversed(document.help.entries) for kind in (entry.kind,)}.values()
    blocks = [document.help, *(block for section in document.sections for block in section.blocks)]
    for block in blocks:
        if not isinstance(block, Contacts) or surface not in block.meta.shows:
            continue
        for contact in block.entries:
            if kinds and (contact.kind not in kinds or (block is document.help and contact not in first)):
                continue
            said = bare(contact) if kinds or document.sheet == "card" else contact  # neither has room for more
            wanted = [_words(said.label), normal(said.value), _words(said.name) if said.name else ""]
            lost = [words for words in wanted if words not in heard]
            if lost:
                message = f"The help line “{_words(contact.label)}” is not complete in the file: {', '.join(lost)} is missing."
                yield error("help-line", block.meta.id, message, "kit: help lines in every format")


def notices(document: Document, outline: Outline) -> Iterator[Finding]:
    """Each notice of its review status that the file does not carry."""
    heard = _heard(outline)
    for notice in document.notices:
        if _words(notice) not in heard:
            message = f"The notice “{_words(notice)}” is not in the text of the file."
            yield error("notice", "", message, "kit: no output without its review status")


def feet(document: Document, outline: Outline, unit: Unit, *, full: bool) -> Iterator[Finding]:
    """Each page or slide that does not say its status, or with `full` the rest of its foot: code, version, year.

    Where documents are bound into one file, a page says that of the one it belongs to.
    """
    feet, texts = _by_page(outline.furniture), _by_page(outline.items)
    for number in range(1, outline.pages + 1):
        foot, text = feet.get(number, ""), texts.get(number, "")
        found = [tuple(_foot(own, foot, text, f"{unit} {number}", unit, full=full)) for own in (document, *document.bound)]
        yield from min(found, key=len)


def _by_page(items: Iterable[Item]) -> dict[int, str]:
    """What is said on each page or slide."""
    said: dict[int, list[str]] = {}
    for item in items:
        said.setdefault(item.page, []).append(item.text)
    return {number: " ".join(texts) for number, texts in said.items()}


def _foot(document: Document, foot: str, text: str, where: str, unit: Unit, *, full: bool) -> Iterator[Finding]:
    """What one page or slide, with this foot and text, does not say of its document."""
    status = _words(document.label(f"status.{document.status}"))
    said = [_words(notice) for notice in document.notices]
    clause = "kit: status, version and date on every page"
    here = foot + " " + text
    if status not in here and not (said and all(notice in here for notice in said)):
        message = f"This {unit} does not say its review status (“{status}”)."
        yield error("status-on-page", where, message, clause)
    wanted = {"short code": document.code, "version": document.version, "year of its date": document.date[:4]}
    for name, words in wanted.items() if full else ():
        if _digits(normal(words)) not in _digits(foot):
            yield error("foot", where, f"The foot of this {unit} lacks the sheet's {name}, {words}.", clause)


@functools.lru_cache(maxsize=512)
def _digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
