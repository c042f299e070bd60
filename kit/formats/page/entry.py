"""A file of the kit as the manifest tells of it: what to know before using it, and where its receipt is.

Left out on purpose: how that is shown, which is the download page's and the receipt's.
"""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.document import Document, SheetPlan, Text, fill
from kit.errors import Finding
from kit.formats.record import Format
from kit.locale import isolate, isolate_first_strong, known


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A line of the manifest: one file, its path relative to the output folder, its size in bytes, its pages or slides.

    `label`, `use`, `count` and `counted` name the labels that say which format and edition this is, what for, what its pages
    are called and how many they are; by its `place` it is listed: the format's and the edition's.
    """

    path: str
    topic: str
    locale: str
    format: str
    edition: str = ""
    paper: str = ""
    region: str = ""
    clinic: str = ""
    status: str
    sha256: str
    bytes: int
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    content_version: str = ""
    date: str = ""
    code: str = ""
    beside: str = ""
    session: int = 0
    sheet: str = ""
    label: str
    use: str
    count: str
    counted: str
    place: tuple[int, int]

    @classmethod
    def of(cls, line: Mapping[str, Any], formats: Mapping[str, Format]) -> FileEntry:
        """The entry of a manifest line; what it holds beyond our fields is left aside."""
        known = {field.name for field in dataclasses.fields(cls)}
        values = {name: value for name, value in line.items() if name in known}
        form = formats[line["format"]]
        labels, edition = form.labels, line.get("edition", "")
        values["label"], values["use"] = labels.names[edition], labels.use_of(edition)
        values["count"], values["counted"] = labels.count, labels.counted
        values["place"] = (list(formats).index(form.name), form.editions.index(edition))
        values["findings"] = tuple(Finding(**finding) for finding in line.get("findings", ()))
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file's first side as a small picture: its path relative to the output folder, and its size in pixels."""

    path: str
    width: int
    height: int


def name_of(entry: FileEntry, document: Document) -> Text:
    """What a file is called: its format and edition, and the title of its sheet or the name of its group session."""
    label = document.label(entry.label)
    sheet = plan_of(entry, document)
    if sheet:
        return dataclasses.replace(label, text=f"{label.text}: {sheet.title.text}", lang=sheet.title.lang, verbatim=True)
    plan = next((plan for plan in document.sessions if plan.minutes == entry.session), None)
    if plan is None or not entry.session:
        return label
    return dataclasses.replace(label, text=f"{label.text}: {plan.name.text}", lang=plan.name.lang, verbatim=True)


def plan_of(entry: FileEntry, document: Document) -> SheetPlan | None:
    """The plan of the sheet, card or poster that a file is; None for any other file."""
    if not entry.sheet:
        return None
    return next(
        (plan for plan in document.sheets if entry.format in plan.formats and plan.name(entry.format) == entry.sheet), None
    )


RECEIPTS = "receipts"
"""The folder of receipts; nothing else is in it."""


def receipt_path(path: str) -> str:
    """Where the receipt of a file is: `RECEIPTS` in the folder that holds its language's folder."""
    base, language, name = path.rpartition("/")[0].rpartition("/")[0], *path.split("/")[-2:]
    return posixpath.join(base, RECEIPTS, f"{language}-{name}.html")


def facts(entry: FileEntry, document: Document) -> Iterator[tuple[Text, Text]]:
    """What to know of a file, as label and value, in the document's language; what is not known is left out."""
    label = document.label

    def value(words: str) -> Text:
        return Text(id="", source=words, text=words, lang=document.locale.tag, verbatim=True)

    if entry.beside:
        other = known(entry.beside)
        name = Text(id="", source=entry.beside, text=other.name if other else entry.beside, lang=entry.beside, verbatim=True)
        yield label("index.beside"), name
    yield label("index.status"), label(f"status.{entry.status}")
    if entry.pages:
        number = isolate(str(entry.pages))
        yield label(entry.count), fill(document.counted(entry.counted, entry.pages), pages=number, slides=number)
    if entry.paper:
        yield label("index.paper"), value(isolate({"a4": "A4", "letter": "Letter"}.get(entry.paper, entry.paper)))
    yield label("index.size"), value(document.locale.size(entry.bytes))
    yield label("index.region"), value(isolate(entry.region)) if entry.region else label("index.no_region")
    yield (
        label("index.version"),
        value(f"{isolate(entry.content_version)}, {isolate_first_strong(document.locale.day(entry.date))}"),
    )
    if entry.code:
        yield label("index.code"), value(isolate(entry.code))
    if entry.clinic:
        yield label("contact.clinic"), value(isolate_first_strong(entry.clinic))
