"""What a reader must hear of a text, a block, a contact and a group of notes, wherever they stand.

Left out on purpose: which of them a file has, and in what order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.caches import remembered
from kit.document import (
    Block,
    Callout,
    Contact,
    Contacts,
    Document,
    Exercise,
    ListItem,
    Notes,
    Table,
    Text,
    Timeline,
    address,
    parts,
    plain,
    spans,
)
from kit.document.says import Part
from kit.outline import Item, Role, normal


@remembered(2048)  # most texts are those of the document before
def heard(role: Role, text: Text, *, level: int = 0, prefix: str = "") -> Item:
    """A text as a thing of this role; `prefix` is said before it, such as the number of a heading."""
    words = normal(prefix + plain(text.text))
    foreign = tuple((span.lang, normal(span.text)) for span in spans(text.text, text.lang) if span.lang != text.lang)
    return Item(role=role, text=words, lang=text.lang, level=level, foreign=foreign)


def alt(text: Text) -> Item:
    """A picture, by the text that stands for it."""
    return Item(role="figure", lang=text.lang, alt=normal(plain(text.text)))


def verbatim(role: Role, words: str, document: Document) -> Iterator[Item]:
    """A clinic's own words, which carry the document's language."""
    if words:
        text = Text(id="", source=words, text=words, lang=document.locale.tag)
        yield heard(role, text)


def items_of(items: Sequence[ListItem]) -> Iterator[Item]:
    """The items of a list."""
    for item in items:
        yield heard("item", item.text)


def _table(table: Table) -> Iterator[Item]:
    summary = normal(plain(table.summary.text))
    yield Item(role="table", text="", lang=table.summary.lang, alt=summary)
    for column in table.columns:
        yield heard("header", column)
    for row in table.rows:
        yield heard("header", row[0])
        for cell in row[1:]:
            yield heard("cell", cell)


def contact_of(contact: Contact, document: Document) -> Iterator[Item]:
    """One number to call, with all that is said of it."""
    yield heard("item", contact.label)
    yield from verbatim("item", contact.value, document)
    if contact.label.beside:
        yield heard("item", contact.label.beside)
    if contact.name:
        yield heard("item", contact.name)
    for detail in contact.details:
        yield heard("item", detail)
    if contact.url:
        yield from verbatim("link", address(contact.url), document)


def of_block(block: Block, document: Document, *, level: int = 3, charts_alone: bool = False) -> Iterator[Item]:
    """A block's texts; its title is a heading of `level` (the help box stands under the title itself, so no level is skipped).

    With `charts_alone` a timeline has no table of the same facts.
    """
    if isinstance(block, Callout):
        yield heard("paragraph", document.label(f"callout.{block.level}"))
    if isinstance(block, Exercise):
        yield heard("paragraph", document.label(f"exercise.{block.kind}"))
    if block.meta.title:
        yield heard("heading", block.meta.title, level=level)
    lead = getattr(block, "lead", None)
    if isinstance(lead, Text):
        yield heard("paragraph", lead)
    yield from inside(block, document, charts_alone=charts_alone)


def inside(block: Block, document: Document, *, charts_alone: bool = False) -> Iterator[Item]:
    """What a block holds below its label, title and lead: as it declares it, but for kinds whose texts stand in another order."""
    match block:
        case Table():
            yield from _table(block)
        case Timeline():
            yield heard("paragraph", block.takeaway)
            yield alt(block.alt)
            yield heard("caption", block.caption)
            if not charts_alone:
                yield from _table(block.table)
        case Contacts():
            for contact in block.entries:
                yield from contact_of(contact, document)
        case _:
            lead = getattr(block, "lead", None)
            yield from (_declared(text, found.part) for text, found in parts.said(block, aside=False) if text is not lead)


def _declared(text: Text, part: Part) -> Item:
    """A text as the part of a block that it says it is."""
    match part:
        case "item" | "caption" | "field" | "cell":
            return heard(part, text)
        case "prose":
            return heard("paragraph", text)
        case "heading":
            return heard("header", text)
        case "alt":
            return alt(text)
        case "title" | "key" | "notice" | "axis" | "note" | "given":
            raise ValueError(f"no kind of block says what a text is by {part!r} without a rule of its own")


def notes(found: Notes | None, document: Document) -> Iterator[Item]:
    """The paragraphs of speaker notes: each group under its label, in the order say, ask, watch for."""
    if found is None:
        return
    for name, group in (("say", found.say), ("ask", found.ask), ("watch", found.watch)):
        if group:
            yield heard("note", document.label(f"notes.{name}"))
            for text in group:
                yield heard("note", text)
