"""The download page: every language by its own name, and every file with what a person needs to choose and trust it.

It opens from a folder or a stick, needs no script and prints well; each language's part is in that language. A receipt page
for each file says what was checked. Left out on purpose: reading the manifest and writing files, which are the build's.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from kit.document import Document, SheetPlan, Text, fill
from kit.errors import Finding
from kit.formats.page import changes, receipt, theme, writer
from kit.formats.page.entry import FileEntry, Picture, facts, name_of, plan_of, receipt_path
from kit.formats.record import Format
from kit.locale import SOURCE, isolate

LABELS_OF_LISTS = ("index.", "receipt.", "changes.")
"""How the names of labels begin that stand in lists of files and beside them, and in no file of a topic."""

_FEW = 6
"""So many files of a language stand open."""

Judge = Callable[[str, Sequence[Finding]], Sequence[receipt.Checked]]
"""The checks that a file of a format with these findings went through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Of 100 faults put into a language's texts, and of 100 slips written by hand, how many the checks saw."""

    seeded: int
    slips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a language does not offer yet: the name of the label of its format, and its title as far as it is translated."""

    label: str
    title: Text


PictureOf = Callable[[str], Picture | None]
"""The picture of the file at a path; None where there is none."""


def _no_picture(_path: str) -> None:
    return None


def _nothing(_format: str, _findings: Sequence[Finding]) -> Sequence[receipt.Checked]:
    return ()


def pages(
    lines: Sequence[Mapping[str, Any]],
    documents: Sequence[Document],
    formats: Mapping[str, Format],
    checks_of: Judge = _nothing,
    seen: Mapping[str, Seen] | None = None,
    lacking: Mapping[str, Sequence[Lack]] | None = None,
    covered: bool = False,
    picture_of: PictureOf = _no_picture,
) -> Iterator[tuple[str, bytes]]:
    """The download pages, receipts and pages of changes for these manifest lines, each with its path relative to the output folder.

    One at a time, because those of thousands of clinics fill a machine's memory.

    `documents` are the topics in each language that the lines name, and at least one in the source language, which lends
    the download page its labels. There is one page for all files that carry no clinic's name, and one in each clinic's
    folder. `formats` is the table of formats; `checks_of` tells what the receipts list; `seen` how much the
    checks of a language's translation see, by tag; `lacking` what a language does not offer yet; `covered` whether a page on coverage stands beside the one for all;
    `picture_of` the first side of a sheet, card or poster, which has its pictogram where there is none.
    """
    entries = sorted((FileEntry.of(line, formats) for line in lines), key=_rank)
    found = {(document.locale.tag, document.topic): document for document in documents}
    source = next(document for document in documents if document.locale.tag == SOURCE.tag)
    by_clinic: dict[str, list[FileEntry]] = {"": []}
    for entry in entries:
        by_clinic.setdefault(entry.clinic, []).append(entry)
    clinics = sorted(by_clinic.keys() - {""})
    for clinic in ("", *clinics):
        chosen = by_clinic[clinic]
        page = _page(
            chosen,
            found,
            source,
            clinic,
            () if clinic else tuple(clinics),
            seen or {},
            lacking or {},
            covered and not clinic,
            picture_of,
        )
        yield posixpath.join(clinic, "index.html"), page
        for document in dict.fromkeys((entry.locale, entry.topic) for entry in chosen):
            if _tells_changes(found[document]):
                yield posixpath.join(clinic, changes.path(found[document])), changes.write(found[document])
    told_in = {name: _told_in(document, source) for name, document in found.items()}
    for entry in entries:
        own = told_in[entry.locale, entry.topic]
        yield receipt_path(entry.path), receipt.write(_receipt(entry, own, checks_of), own)


def pages_of(line: Mapping[str, object]) -> tuple[str, str, str]:
    """The paths of the pages that may stand beside the file of a manifest line: the list of files, its receipt, its topic's changes."""
    clinic = str(line["clinic"])
    changed = changes.path_of(str(line["locale"]), str(line["topic"]))
    return posixpath.join(clinic, "index.html"), receipt_path(str(line["path"])), posixpath.join(clinic, changed)


def _tells_changes(document: Document) -> bool:
    """Whether a topic tells what changed in this language: a language of sheets alone has none of those words."""
    return any(text.state != "missing" for release in document.history for text in release.changes)


def _told_in(own: Document, source: Document) -> Document:
    """Whose labels a receipt has: the file's own language, unless some of them are not translated."""
    lacks = any(label.state == "missing" for label in own.labels if label.id.startswith("labels/receipt."))
    return source if lacks else own


def _receipt(entry: FileEntry, told_in: Document, checks_of: Judge) -> receipt.Receipt:
    depth = posixpath.dirname(receipt_path(entry.path)).count("/") + 1
    return receipt.Receipt(
        path=entry.path,
        href=quote("../" * depth + entry.path),
        facts=tuple((name.text, value.text) for name, value in facts(entry, told_in)),
        sha256=entry.sha256,
        findings=entry.findings,
        checks=checks_of(entry.format, entry.findings),
    )


def _rank(entry: FileEntry) -> tuple[object, ...]:
    return entry.locale != SOURCE.tag, entry.locale, entry.topic, entry.region, *_column(entry), entry.path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One file on the page: its links are relative to the page."""

    name: Text
    use: Text
    href: str
    receipt: str
    facts: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    """A sheet, card or poster: its plan, its pictogram as SVG or "", the name and link of each file of it, and its first side.

    `name` is that of the first file, whose side is shown; `src` says where its picture is.
    """

    plan: SheetPlan
    drawing: Markup
    name: Text
    side: Picture | None
    src: str
    files: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """A topic in a language, its sheets, all its files, and where the page of its changes is ("" where it tells no versions)."""

    document: Document
    sheets: tuple[_Handed, ...]
    cards: tuple[_Card, ...]
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One language: a document for its labels, its topics, whether any file of it is a draft, and what it lacks.

    `folded` says that its files are so many that the list of all of them opens only when asked for.
    """

    document: Document
    draft: bool
    topics: tuple[_Topic, ...]
    folded: bool = False
    seen: Seen | None = None
    lacking: tuple[tuple[Text, Text], ...] = ()

    @property
    def notices(self) -> tuple[Text, ...]:
        """What the topics say of their review status, each sentence once, and how much the checks of the translation see."""
        said = {text.text: text for topic in self.topics for text in topic.document.notices}
        if self.seen:
            number = self.document.locale.number
            label = self.document.label("index.compared")
            told = fill(label, seeded=isolate(number(self.seen.seeded)), slips=isolate(number(self.seen.slips)))
            said[told.text] = told
        return tuple(said.values())

    def words(self, text: Text) -> Markup:
        """A text's words inside this language's part."""
        return writer.View(self.document).words(text)

    def said(self, text: Text) -> str:
        """A text's words for an attribute."""
        return writer.View(self.document).said(text)

    def lang(self, text: Text) -> Markup:
        """The `lang` of an element whose words are not in this part's language."""
        return writer.View(self.document).lang(text)

    def paragraph(self, *texts: Text) -> Markup:
        """The `lang` and `dir` of a paragraph none of whose words are in this part's language."""
        return writer.View(self.document).paragraph(*texts)


Documents = Mapping[tuple[str, str], Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A topic at a glance: the formats as columns, and for each language its files' links and status, or None."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Document, tuple[tuple[str, Text] | None, ...]], ...]


def _grids(entries: Sequence[FileEntry], documents: Documents, source: Document, clinic: str) -> Iterator[_Grid]:
    for topic in dict.fromkeys(entry.topic for entry in entries):
        every = [entry for entry in entries if entry.topic == topic]
        mine = [entry for entry in every if not entry.session] or every
        columns = dict.fromkeys(entry.label for entry in sorted(mine, key=_column))
        rows = []
        for tag in dict.fromkeys(entry.locale for entry in mine):
            made = {entry.label: entry for entry in reversed(mine) if entry.locale == tag}
            cells = (_cell(made[name], source, clinic) if name in made else None for name in columns)
            rows.append((documents[tag, topic], tuple(cells)))
        title = documents[mine[0].locale, topic].title
        yield _Grid(title=title, columns=tuple(source.label(name) for name in columns), rows=tuple(rows))


def _column(entry: FileEntry) -> tuple[int, int, str]:
    return *entry.place, f"{entry.session:03}{entry.beside}"


def _cell(entry: FileEntry, source: Document, clinic: str) -> tuple[str, Text]:
    return quote(posixpath.relpath(entry.path, clinic or ".")), source.label(f"status.{entry.status}")


def _page(
    entries: Sequence[FileEntry],
    documents: Documents,
    source: Document,
    clinic: str,
    clinics: tuple[str, ...],
    seen: Mapping[str, Seen],
    lacking: Mapping[str, Sequence[Lack]],
    covered: bool,
    picture_of: PictureOf,
) -> bytes:
    parts = [
        _part(documents, list(found), clinic, seen, lacking.get(tag, ()), picture_of)
        for tag, found in itertools.groupby(entries, key=lambda entry: entry.locale)
    ]
    css = theme.stylesheet(
        source.locale,
        paper="a4",
        foot=source.label("index.title").text,
        layouts=("base.css", "sheet.css"),
        also=tuple(part.document.locale for part in parts),
    )
    template = writer.environment().get_template("index.html.j2")
    html = template.render(
        d=source,
        v=writer.View(source),
        parts=parts,
        grids=tuple(_grids(entries, documents, source, clinic)),
        css=css,
        clinic=clinic,
        clinics=[(name, quote(name)) for name in clinics],
        covered=covered,
    )
    return html.encode()


def _part(
    documents: Documents,
    entries: Sequence[FileEntry],
    clinic: str,
    seen: Mapping[str, Seen],
    lacking: Sequence[Lack],
    picture_of: PictureOf,
) -> _Part:
    topics = []
    for topic, found in itertools.groupby(entries, key=lambda entry: entry.topic):
        document, entries_of = documents[entries[0].locale, topic], tuple(found)
        cards = tuple(_card(entry, document, clinic) for entry in entries_of)
        href = quote(changes.path(document)) if _tells_changes(document) else ""
        handed = tuple(_handed(entries_of, document, clinic, picture_of))
        topics.append(_Topic(document=document, sheets=handed, cards=cards, changes=href))
    draft = any(entry.status == "draft" for entry in entries)
    own = topics[0].document
    missing = tuple((own.label(lack.label), lack.title) for lack in lacking)
    return _Part(
        document=own,
        draft=draft,
        topics=tuple(topics),
        folded=len(entries) > _FEW,
        seen=seen.get(entries[0].locale),
        lacking=missing,
    )


def _handed(entries: Sequence[FileEntry], document: Document, clinic: str, picture_of: PictureOf) -> Iterator[_Handed]:
    """What people hand out, each once with all its files, in the order of the topic."""
    for plan in document.sheets:
        mine = [entry for entry in entries if plan_of(entry, document) is plan]
        files = tuple((document.label(entry.label), quote(posixpath.relpath(entry.path, clinic or "."))) for entry in mine)
        if files:
            side = picture_of(mine[0].path)
            yield _Handed(
                plan=plan,
                drawing=writer.View(document).drawing(plan.art),
                name=name_of(mine[0], document),
                side=side,
                src=quote(posixpath.relpath(side.path, clinic or ".")) if side else "",
                files=files,
            )


def _card(entry: FileEntry, document: Document, clinic: str) -> _Card:
    return _Card(
        name=name_of(entry, document),
        use=document.label(entry.use),
        href=quote(posixpath.relpath(entry.path, clinic or ".")),
        receipt=quote(posixpath.relpath(receipt_path(entry.path), clinic or ".")),
        facts=tuple(facts(entry, document)),
    )
