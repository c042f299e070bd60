"""The download page: every language by its own name, and every file with what a person needs to choose and trust it.

It opens from a folder or a stick, needs no script and prints well; each language's part is in that language. A receipt page
for each file says what was checked. Left out on purpose: reading the manifest and writing files, which are the build's.
"""

from __future__ import annotations

import dataclasses
import itertools
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from kit.document import Document, Text
from kit.errors import Finding
from kit.formats.page import receipt, theme, writer
from kit.locale import SOURCE, isolate, isolate_first_strong

_ORDER = ("page", "handout", "deck")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the manifest: one file, its path relative to the output folder, its size in bytes, its pages or slides."""

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
    title: str = ""
    code: str = ""

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Entry:
        """The entry of a manifest line; what it holds beyond our fields is left aside."""
        known = {field.name for field in dataclasses.fields(cls)}
        values = {name: value for name, value in line.items() if name in known}
        values["findings"] = tuple(Finding(**finding) for finding in line.get("findings", ()))
        return cls(**values)

    @property
    def label(self) -> str:
        """The name of the label that says which format this is, in which edition."""
        return "index.handout_large" if self.edition == "large-print" else f"index.{self.format}"


def write(lines: Sequence[Mapping[str, Any]], documents: Mapping[str, Document]) -> dict[str, bytes]:
    """The download pages and receipts of these manifest lines, by path relative to the output folder.

    `documents` gives the labels and notices of each locale by tag; the source language's must be among them.
    One page for all that carries no clinic's name, and one in each clinic's folder.
    """
    entries = sorted((Entry.of(line) for line in lines), key=_rank)
    pages: dict[str, bytes] = {}
    clinics = sorted({entry.clinic for entry in entries if entry.clinic})
    for clinic in ("", *clinics):
        chosen = [entry for entry in entries if entry.clinic == clinic]
        pages[posixpath.join(clinic, "index.html")] = _page(chosen, documents, clinic, () if clinic else tuple(clinics))
    source = documents[SOURCE.tag]
    for entry in entries:
        pages[receipt_path(entry.path)] = receipt.write(_receipt(entry, source), source)
    return pages


def receipt_path(path: str) -> str:
    """Where the receipt of a file is: `receipts/` in the folder that holds its language's folder."""
    base, language, name = path.rpartition("/")[0].rpartition("/")[0], *path.split("/")[-2:]
    return posixpath.join(base, "receipts", f"{language}-{name}.html")


def _receipt(entry: Entry, source: Document) -> receipt.Receipt:
    depth = posixpath.dirname(receipt_path(entry.path)).count("/") + 1
    return receipt.Receipt(
        path=entry.path,
        href=quote("../" * depth + entry.path),
        facts=tuple((name.text, value.text) for name, value in facts(entry, source)),
        sha256=entry.sha256,
        findings=entry.findings,
    )


def _rank(entry: Entry) -> tuple[object, ...]:
    place = _ORDER.index(entry.format) if entry.format in _ORDER else len(_ORDER)
    return entry.locale != SOURCE.tag, entry.locale, entry.topic, entry.region, place, entry.edition == "large-print", entry.path


def size(count: int) -> str:
    """A number of bytes as kB or MB (powers of ten, as file managers show them)."""
    words = f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
    return isolate(words)


def facts(entry: Entry, document: Document) -> Iterator[tuple[Text, Text]]:
    """What to know of a file, as label and value, in the document's language; what is not known is left out."""
    label = document.label

    def value(words: str) -> Text:
        return Text(id="", source=words, text=words, lang=document.locale.tag, verbatim=True)

    yield label("index.status"), label(f"status.{entry.status}")
    if entry.pages:
        yield label("index.deck" if entry.format == "deck" else "index.pages"), value(isolate(str(entry.pages)))
    if entry.paper:
        yield label("index.paper"), value(isolate({"a4": "A4", "letter": "Letter"}.get(entry.paper, entry.paper)))
    yield label("index.size"), value(size(entry.bytes))
    yield label("index.region"), value(isolate(entry.region)) if entry.region else label("index.no_region")
    yield label("index.version"), value(isolate(f"{entry.content_version}, {entry.date}"))
    if entry.code:
        yield label("index.code"), value(isolate(entry.code))
    if entry.clinic:
        yield label("contact.clinic"), value(isolate_first_strong(entry.clinic))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One file on the page: its links are relative to the page."""

    name: Text
    use: Text
    href: str
    receipt: str
    facts: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One language: its document, and for each topic its title and files."""

    document: Document
    draft: bool
    topics: tuple[tuple[str, tuple[_Card, ...]], ...]

    def words(self, text: Text) -> Markup:
        """A text's words inside this language's part."""
        return writer.View(self.document).words(text)

    def lang(self, text: Text) -> Markup:
        """The `lang` of an element whose words are not in this part's language."""
        return writer.View(self.document).lang(text)


def _page(entries: Sequence[Entry], documents: Mapping[str, Document], clinic: str, clinics: tuple[str, ...]) -> bytes:
    parts = [
        _part(documents[tag], list(found), clinic) for tag, found in itertools.groupby(entries, key=lambda entry: entry.locale)
    ]
    source = documents[SOURCE.tag]
    css = theme.stylesheet(
        source.locale,
        paper="a4",
        foot=source.label("index.title").text,
        layouts=("base.css", "sheet.css"),
        also=tuple(part.document.locale for part in parts),
    )
    template = writer.environment().get_template("index.html.j2")
    html = template.render(
        d=source, v=writer.View(source), parts=parts, css=css, clinic=clinic, clinics=[(name, quote(name)) for name in clinics]
    )
    return html.encode()


def _part(document: Document, entries: Sequence[Entry], clinic: str) -> _Part:
    topics = []
    for _, found in itertools.groupby(entries, key=lambda entry: entry.topic):
        group = list(found)
        topics.append((group[0].title, tuple(_card(entry, document, clinic) for entry in group)))
    return _Part(document=document, draft=any(entry.status == "draft" for entry in entries), topics=tuple(topics))


def _card(entry: Entry, document: Document, clinic: str) -> _Card:
    return _Card(
        name=document.label(entry.label),
        use=document.label(f"index.{entry.format}_use"),
        href=quote(posixpath.relpath(entry.path, clinic or ".")),
        receipt=quote(posixpath.relpath(receipt_path(entry.path), clinic or ".")),
        facts=tuple(facts(entry, document)),
    )
