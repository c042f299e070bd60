"""One handout in five languages, as a Document for the kit and as plain blocks for the others.

The words are shuffled from the specimens: filler of the right script and length, not health advice. Document number i differs
from the others only in the clinic's name, phone and address, as a real batch does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kit.art import Art, Path, parse_path, qr
from kit.document import (
    Block,
    Bullets,
    ClinicCard,
    Contact,
    Contacts,
    Document,
    Figure,
    ListItem,
    Meta,
    Notes,
    Paragraph,
    Section,
    Table,
    Text,
)
from kit.locale import Locale, find, isolate
from kit.locale.bidi import CONTROLS
from tests.sample import LABELS
from tests.specimens import DOSE, PHONE, SPECIMENS

LOCALES = ("en", "es", "ar", "hi", "zh-Hans")
_SECTIONS = 8
_ICON = "M12 1C18 1 23 6 23 12C23 18 18 23 12 23C6 23 1 18 1 12C1 6 6 1 12 1ZM8 8L15 9L16 15L10 17L7 13L9 11Z"


class Piece(NamedTuple):
    """One block for the other writers. `rows` is for lists (one cell a row) and tables (heads first); `art` for pictures."""

    kind: Literal["title", "heading", "paragraph", "list", "table", "picture"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    art: Art | None = None


class _Writer:
    """Makes texts of so many words; the same ones for the same locale."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        text = CONTROLS.sub("", SPECIMENS[locale.tag]).replace(PHONE, " ").replace(DOSE, " ")
        keep = (char if char.isalpha() or char in "\u200c\u094d" or "\u0900" <= char <= "\u097f" else " " for char in text)
        plain = "".join(keep).replace("।", " ")
        self.words = plain.split() if locale.spaced else list(plain.replace(" ", ""))
        self.random = random.Random(7)
        self.count = 0

    def __call__(self, count: int) -> Text:
        joiner, stop = (" ", "।" if self.locale.tag == "hi" else ".") if self.locale.spaced else ("", "。")
        number = count if self.locale.spaced else round(count * 1.6)
        words = joiner.join(self.random.choice(self.words) for _ in range(number))
        return self.text(words[:1].upper() + words[1:] + stop)

    def text(self, words: str) -> Text:
        self.count += 1
        return Text(id=f"bench/t{self.count}", source=words, text=words, lang=self.locale.tag)

    def paragraph(self, count: int) -> Text:
        joiner = " " if self.locale.spaced else ""
        return self.text(joiner.join(self(part).text for part in (count // 3, count - 2 * (count // 3), count // 3)))


def document(tag: str, index: int) -> Document:
    """The handout as a Document: about four pages, 1,000 words, a table, lists, pictures, a QR code."""
    write = _Writer(find(tag))
    labels = tuple(
        Text(id=f"labels/{name}", source=words[0], text=words[tag == "ar"], lang=tag) for name, words in LABELS.items()
    )
    named = {label.id.removeprefix("labels/"): label for label in labels}
    address = f"https://example.org/c/{index:04d}/{tag}"
    title, audience, message = write(4), write(6), write(10)
    return Document(
        topic="bench",
        version="1.0",
        date="2026-11-22",
        code="BE-1.0",
        locale=find(tag),
        title=title,
        audience=audience,
        main_message=message,
        help=Contacts(
            meta=Meta(id="help", title=write(3)),
            kinds=("emergency", "clinic"),
            entries=(
                Contact(kind="emergency", label=named["contact.emergency"], value=isolate("911")),
                Contact(kind="clinic", label=named["contact.crisis"], value=isolate(f"0800 000 {index:04d}"), url=address),
            ),
        ),
        sections=tuple(_section(write, number) for number in range(1, _SECTIONS + 1)),
        closing=Section(id="about", number=0, title=write(4), key=write(8), blocks=(), notes=Notes()),
        sessions=(),
        notices=(named["status.draft"],),
        labels=labels,
        clinic=ClinicCard(id="bench", name=f"Clinic {index:04d}", phone=isolate(f"0800 000 {index:04d}"), web=address),
        arts=(Art(id="icon", width=24, height=24, paths=(Path(commands=parse_path(_ICON), even_odd=True),)),),
    )


def _section(write: _Writer, number: int) -> Section:
    name = f"s{number}"
    blocks: list[Block] = [Paragraph(meta=Meta(id=f"{name}.a"), text=write.paragraph(40))]
    if number % 2:
        blocks.append(Paragraph(meta=Meta(id=f"{name}.b"), text=write.paragraph(30)))
    if number not in (4, 6):
        items = tuple(ListItem(text=write(8)) for _ in range(5))
        blocks.append(Bullets(meta=Meta(id=f"{name}.list", title=write(4)), items=items))
    if number == 4:
        rows = tuple((write(2), write(4), write(4)) for _ in range(7))
        columns = (write(1), write(2), write(2))
        blocks.append(Table(meta=Meta(id=f"{name}.table", title=write(5)), summary=write(8), columns=columns, rows=rows))
    if number % 3 == 0:
        blocks.append(Figure(meta=Meta(id=f"{name}.figure"), art="icon", alt=write(9), caption=write(6)))
    return Section(id=name, number=number, title=write(5), key=write(10), blocks=tuple(blocks), notes=Notes())


def pieces(made: Document) -> Iterator[Piece]:
    """The same content for the other writers."""
    yield Piece("title", made.title.text)
    clinic = made.clinic
    assert clinic
    for words in (made.audience.text, clinic.name, _bare(clinic.phone), clinic.web, made.main_message.text):
        yield Piece("paragraph", words)
    assert made.help.meta.title
    yield Piece("heading", made.help.meta.title.text)
    for contact in made.help.entries:
        yield Piece("paragraph", f"{contact.label.text} {_bare(contact.value)}")
    yield Piece("picture", "QR", art=qr(made.help.entries[1].url))
    yield Piece("list", rows=tuple((section.title.text,) for section in made.sections))
    for section in (*made.sections, made.closing):
        yield Piece("heading", section.title.text)
        yield Piece("paragraph", section.key.text)
        for block in section.blocks:
            yield from _block(block, made)


def _bare(text: str) -> str:
    return CONTROLS.sub("", text)


def _block(block: Block, made: Document) -> Iterator[Piece]:
    if block.meta.title:
        yield Piece("heading", block.meta.title.text)
    match block:
        case Paragraph():
            yield Piece("paragraph", block.text.text)
        case Bullets():
            yield Piece("list", rows=tuple((item.text.text,) for item in block.items))
        case Table():
            cells = (block.columns, *block.rows)
            yield Piece("table", block.summary.text, rows=tuple(tuple(cell.text for cell in row) for row in cells))
        case Figure():
            yield Piece("picture", block.alt.text, art=made.art(block.art))
            yield Piece("paragraph", block.caption.text)
        case _:
            raise NotImplementedError(type(block).__name__)
