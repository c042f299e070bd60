"""Sheets put together in one file: their pages with feet numbered through, and their elements below one root.

Left out on purpose: what stands before or between them (`packet`, `turned`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kit.document import Document
from kit.formats.print.furniture import set_foot
from kit.formats.print.leaves import SetSheet
from kit.formats.print.sheet import Anchor, Page
from kit.pdf.structure import StructureTree


@dataclass
class Bound:
    """The pages of a file that is put together from sheets, each with whoever sets its foot."""

    pages: list[tuple[Page, SetSheet]] = field(default_factory=list)

    def leaf(self, made: SetSheet) -> None:
        """Add a sheet that begins on a front side: after an odd number of pages an empty side closes the leaf before."""
        if len(self.pages) % 2:
            self.pages.append((Page(), self.pages[-1][1]))
        self.sides(made)

    def sides(self, made: SetSheet) -> None:
        """Add a sheet's sides after those before."""
        self.pages += ((page, made) for page in made.pages)

    def finished(self) -> list[Page]:
        """All pages with their feet, numbered through."""
        for number, (page, made) in enumerate(self.pages, start=1):
            foot = made.last if made.pages and page is made.pages[made.telling] else made.foot
            set_foot(made.composer, page, foot, made.bottom, number, len(self.pages))
        return [page for page, _ in self.pages]


def deepened(made: SetSheet, prefix: str) -> SetSheet:
    """The sheet below another heading: its own headings one level down, and their ids apart from those of other sheets."""
    for element in (inner for outer in made.elements for inner in outer.walk()):
        if element.tag[0] == "H" and element.tag[1:].isdigit():
            element.tag = f"H{int(element.tag[1:]) + 1}"
        if element.id:
            element.id = prefix + element.id
    for anchor in (mark for page in made.pages for mark in anchors(page)):
        anchor.level += 1 if anchor.level >= 0 else 0
    return made


def hang(tree: StructureTree, document: Document, made: SetSheet, lang: str) -> None:
    """Put a sheet's elements into a group at the tree's end, which says its language where it is another than `lang`."""
    group = tree.root.add("Sect", lang=document.locale.tag if document.locale.tag != lang else "")
    for element in made.elements:
        element.parent = group
        group.kids.append(element)


def anchors(page: Page) -> Iterable[Anchor]:
    """Where elements begin on a page."""
    return (mark for placed in page.rows for mark in placed.row.marks if isinstance(mark, Anchor))
