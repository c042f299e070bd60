"""What a person put into a deck themselves, carried into a new one: whole slides, and shapes added to slides of ours.

Their parts (pictures, charts with their workbooks, media) come along under new names; a link to a slide that is not carried is
taken off. Left out on purpose: which of them are to be carried (`edits`).
"""

from __future__ import annotations

import copy
import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, PartFactory
from pptx.opc.package import _Relationship as Relationship
from pptx.opc.packuri import PackURI
from pptx.package import Package
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.presentation import Presentation as Deck

from kit.formats.deck.elements import NS, Node
from kit.formats.deck.reader import P

_R = f"{{{NS['r']}}}"
_LINKS = (f"{{{NS['a']}}}hlinkClick", f"{{{NS['a']}}}hlinkHover")
_STRUCTURE = frozenset((RT.SLIDE_LAYOUT, RT.NOTES_SLIDE, RT.SLIDE, RT.SLIDE_MASTER, RT.NOTES_MASTER))


@dataclass(slots=True)
class Carrier:
    """Copies parts of a deck that a person edited (`source`) into the package of a new one."""

    source: Deck
    package: Package
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    done: dict[str, Part] = field(default_factory=dict)

    def slide(self, name: str) -> SlidePart:
        """The person's slide part of this name ("ppt/slides/slide3.xml")."""
        return next(rel.target_part for rel in self.source.part.rels.values() if _named(rel, name))

    def copy_slide(self, name: str, uri: PackURI, layouts: dict[str, Part], fallback: Part) -> SlidePart:
        """A slide as it is, on the layout of the new deck that has the same name."""
        old = self.slide(name)
        new = SlidePart(uri, CT.PML_SLIDE, self.package, copy.deepcopy(old._element))
        above = next((rel.target_part for rel in old.rels.values() if rel.reltype == RT.SLIDE_LAYOUT), None)
        new.relate_to(layouts.get(above.name if above is not None else "", fallback), RT.SLIDE_LAYOUT)
        self._relate(old, new, new._element)
        return new

    def copy_notes(self, name: str, uri: PackURI, new: Part, master: Part) -> None:
        """The notes of a person's slide, if it has any."""
        old = next((rel.target_part for rel in self.slide(name).rels.values() if rel.reltype == RT.NOTES_SLIDE), None)
        if old is None:
            return
        notes = NotesSlidePart(uri, CT.PML_NOTES_SLIDE, self.package, copy.deepcopy(old._element))
        self._relate(old, notes, notes._element)
        notes.relate_to(master, RT.NOTES_MASTER)
        notes.relate_to(new, RT.SLIDE)
        new.relate_to(notes, RT.NOTES_SLIDE)

    def copy_shapes(self, name: str, most: int, new: Part) -> None:
        """The shapes that a person added to a slide of ours (those with an id over `most`), before its foot."""
        old = self.slide(name)
        tree = new._element.find(f"{P}cSld/{P}spTree")
        ids = [int(one.get("id", "0")) for one in tree.iter(f"{P}cNvPr")]
        numbers = itertools.count(max(ids, default=1) + 1)
        foot = next((one for one in tree if one.find(f"./*/{P}nvPr/{P}ph[@type='ftr']") is not None), None)
        for shape in old._element.iterfind(f"{P}cSld/{P}spTree/*"):
            about = shape.find(f"./*/{P}cNvPr")
            if about is None or not about.get("id", "").isdigit() or int(about.get("id")) <= most:
                continue
            added = copy.deepcopy(shape)
            for one in added.iter(f"{P}cNvPr"):
                one.set("id", str(next(numbers)))
            self._relate(old, new, added)
            if foot is None:
                tree.append(added)
            else:
                foot.addprevious(added)

    def _relate(self, old: Part, new: Part, element: Node) -> None:
        """Let an element that was copied point to copies of what it pointed to."""
        ids: dict[str, str] = {}
        used = {value for node in element.iter() for key, value in node.attrib.items() if str(key).startswith(_R)}
        for ident, rel in old.rels.items():
            if ident in used and rel.reltype not in _STRUCTURE:
                goal = rel.target_ref if rel.is_external else self._part(rel.target_part)
                ids[ident] = new.relate_to(goal, rel.reltype, is_external=rel.is_external)
        for node in list(element.iter(*_LINKS)):
            above = node.getparent()
            if above is not None and node.get(f"{_R}id", "") not in ids:
                above.remove(node)
        for node in element.iter():
            for key, value in node.attrib.items():
                if str(key).startswith(_R) and value in ids:
                    node.set(key, ids[value])

    def _part(self, old: Part) -> Part:
        """A copy of a part with all that it points to."""
        name = str(old.partname)
        if name not in self.done:
            folder, base = posixpath.split(name)
            uri = PackURI(f"{folder}/own{next(self.numbers)}{posixpath.splitext(base)[1]}")
            self.done[name] = new = PartFactory(uri, old.content_type, self.package, old.blob)
            for ident, rel in old.rels.items():
                goal = rel.target_ref if rel.is_external else self._part(rel.target_part)
                new.rels._rels[ident] = _like(rel, goal, folder)
        return self.done[name]


def _named(rel: Relationship, name: str) -> bool:
    return rel.reltype == RT.SLIDE and not rel.is_external and rel.target_part.partname.membername == name


def _like(rel: Relationship, goal: Part | str, folder: str) -> Relationship:
    """The same relation to another goal: a part that is copied keeps its ids."""
    mode = "External" if rel.is_external else "Internal"
    return type(rel)(folder, rel.rId, rel.reltype, mode, goal)
