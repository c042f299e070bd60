"""What changed since a sheet was printed: a page for those who hold one, found by how its short code begins.

One part for each version, the newest first: whether such a sheet can still be used, and everything that changed after it.
Left out on purpose: comparing texts; people write what changed, in words, in the topic's `history`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.document import Document, Release, Text, fill
from kit.formats.page import theme, writer
from kit.locale import isolate, isolate_first_strong


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """A version as the holder of a sheet meets it: how its code begins, and the releases that came after it."""

    release: Release
    code: str
    name: Text
    later: tuple[Release, ...]

    @property
    def urgent(self) -> bool:
        """Whether such a sheet must no longer be used."""
        return any(release.urgent for release in self.later)


def path(document: Document) -> str:
    """The page's path below the output folder or a clinic's folder."""
    return path_of(document.locale.tag, document.topic)


def path_of(tag: str, topic: str) -> str:
    """The same by the language's tag and the topic's name."""
    return f"{tag}/{topic}-changes.html"


def write(document: Document) -> bytes:
    """The page as UTF-8, in the document's language."""
    title = document.label("changes.title").text
    css = theme.stylesheet(document.locale, paper="a4", foot=title, layouts=("base.css", "sheet.css"))
    template = writer.environment().get_template("changes.html.j2")
    return template.render(d=document, v=writer.View(document), prints=_prints(document), css=css).encode()


def code(document: Document, version: str) -> str:
    """How the short code of a sheet of this version begins: the letters of the topic and the version."""
    return document.code.split("-")[0].removesuffix(document.version) + version


def _prints(document: Document) -> tuple[_Print, ...]:
    out = []
    for at, release in enumerate(document.history):
        begins = code(document, release.version)
        line = document.label("changes.of")
        date = document.locale_of(line).day(release.date)
        name = fill(line, code=isolate(begins), date=isolate_first_strong(date))
        out.append(_Print(release=release, code=begins, name=name, later=document.history[:at]))
    return tuple(out)
