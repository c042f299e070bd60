"""The logical structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8), made before layout and filled in by it.

Elements are made in reading order from the content. Layout only attaches marked content, as (page, MCID), to places that
exist already: so a paragraph that runs over three pages stays one P, and no column or repeated row can disturb the order.
Left out on purpose: layout, fonts, and the meaning of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from kit.locale import runs_right_to_left
from kit.pdf.objects import Objects, number, reference, text_string

PDF2_NAMESPACE = "http://iso.org/pdf2/ssn"
PDF1_NAMESPACE = "http://iso.org/pdf/ssn"
_IN_LINES = frozenset(("Span", "Strong", "Em", "Link", "Lbl", "Reference", "Quote", "Code"))
"""Types that lie in lines, whose direction is that of the block around them (ISO 32000-2, 14.8.4.7)."""
_ONLY_PDF1 = frozenset(("TOC", "TOCI", "Reference", "BibEntry"))
"""Types that PDF 2.0 took over from PDF 1.7 without giving them a place in its own namespace (ISO 32000-2, 14.8.6)."""

Part = Literal[1, 2]
"""The part of ISO 14289 (PDF/UA) a file claims: 1 is PDF 1.7, 2 is PDF 2.0."""

Value = str | float | tuple[float, ...]
_HEADING = re.compile(r"H([1-6])\Z")
_TEXT_KEYS = {"Summary", "Desc"}


class Content:
    """A place among an element's children for marked content. What was drawn there is the tree's to know."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        self.element = element


class Element:
    """A structure element; `attributes` are per owner, as {"Table": {"Scope": "Column"}}: names as str, numbers, number tuples.

    `refers_to` is what an entry of the contents leads to (Ref, ISO 32000-2, 14.7.2; PDF 2.0 only).
    Elements hold nothing of a page or a file, so the same ones may stand in the trees of many documents.
    """

    __slots__ = ("actual_text", "alt", "attributes", "branch", "id", "kids", "lang", "parent", "refers_to", "tag")

    def __init__(self, tag: str, parent: Element | None = None, *, lang: str = "", alt: str = "", id: str = "") -> None:  # noqa: A002
        self.tag, self.parent = tag, parent
        self.lang, self.alt, self.actual_text, self.id = lang, alt, "", id
        self.attributes: dict[str, dict[str, Value]] = {}
        self.kids: list[Element | Content] = []
        self.refers_to: Element | None = None
        self.branch: Branch | None = None
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: str, *, lang: str = "", alt: str = "", id: str = "") -> Element:  # noqa: A002
        """A new last child."""
        return Element(tag, self, lang=lang, alt=alt, id=id)

    def add_list(self, numbering: str = "None") -> Element:
        """A new last child that is a list, with how its items are numbered (ISO 32000-1, 14.8.5.5)."""
        made = self.add("L")
        made.attributes["List"] = {"ListNumbering": numbering}
        return made

    def content(self) -> Content:
        """A new last place for marked content."""
        place = Content(self)
        self.kids.append(place)
        return place

    def walk(self) -> Iterator[Element]:
        """Itself and all elements below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


class _State(NamedTuple):
    """What a tree says of the elements of a branch: where they were marked and annotated, their boxes, and their words to read out."""

    marks: tuple[list[tuple[int, int]] | None, ...]
    annotations: tuple[list[tuple[int, int]] | None, ...]
    boxes: tuple[tuple[float, ...] | None, ...]
    said: tuple[str, ...]


class _Written(NamedTuple):
    """The bodies of a branch's elements, and what else they depend on: numbers (`first` its own), and whether what holds it runs right to left (`own`)."""

    first: int
    parent: int
    own: bool
    pages: tuple[int, ...]
    state: _State
    bodies: list[bytes]


class Branch:
    """An element with all below it that many trees share and nobody changes any more, but for its words to read out.

    What was written of it last is kept with it: in the next tree it mostly stands at the same place.
    """

    _MOST = 3

    __slots__ = ("contents", "elements", "faultless", "headings", "written")

    def __init__(self, root: Element) -> None:
        self.elements = tuple(root.walk())
        self.contents = tuple(kid for element in self.elements for kid in element.kids if isinstance(kid, Content))
        self.headings = tuple(element for element in self.elements if _HEADING.match(element.tag))
        self.written: tuple[_Written, ...] = ()
        self.faultless: _State | None = None
        root.branch = self

    def keep(self, written: _Written) -> None:
        """Keep what was written, and no more than a few of it."""
        self.written = (written, *self.written[: self._MOST - 1])


class StructureTree:
    """The tree of one document, with the numbers that tie it to pages: MCIDs, and keys of the parent tree (14.7.4.4)."""

    def __init__(self, lang: str, part: Part) -> None:
        self.root = Element("Document", lang=lang)
        self.part = part
        self._owners: dict[int, list[Element]] = {}
        self._page_keys: dict[int, int] = {}
        self._keys: list[int | Element] = []
        self._marks: dict[Content, list[tuple[int, int]]] = {}
        self._annotations: dict[Element, list[tuple[int, int]]] = {}
        self._boxes: dict[Element, tuple[float, ...]] = {}
        self._numbers: dict[Element, int] = {}
        self._branches: dict[Element, _State] = {}

    def mark(self, place: Content, page: int) -> int:
        """A new MCID on a page (from 0) for content of this place."""
        owners = self._owners.get(page)
        if owners is None:
            owners = self._owners[page] = []
            self._page_keys[page] = len(self._keys)
            self._keys.append(page)
        mcid = len(owners)
        owners.append(place.element)
        self._marks.setdefault(place, []).append((page, mcid))
        return mcid

    def mark_all(self, places: Sequence[Content], page: int) -> None:
        """`mark` each of these places in order, the first marks of their page."""
        self._owners[page] = [place.element for place in places]
        self._page_keys[page] = len(self._keys)
        self._keys.append(page)
        for mcid, place in enumerate(places):
            self._marks.setdefault(place, []).append((page, mcid))

    def annotate(self, element: Element, page: int, target: int) -> int:
        """Make an annotation the last child of an element; returns the annotation's StructParent key."""
        self._annotations.setdefault(element, []).append((page, target))
        self._keys.append(element)
        return len(self._keys) - 1

    def bound(self, element: Element, box: tuple[float, float, float, float]) -> None:
        """Say where on its page a figure is: left, bottom, right, top in points (BBox, 14.8.5.4.3)."""
        self._boxes[element] = box

    def number(self, element: Element) -> int:
        """The element's object number; `number_elements` must have run."""
        return self._numbers[element]

    def page_key(self, page: int) -> int | None:
        """The page's StructParents key, or None if nothing on it is tagged."""
        return self._page_keys.get(page)

    def faults(self) -> tuple[str, ...]:
        """What would make the tree invalid; empty for a tree made by our own layout."""
        found: list[str] = []
        level = 0
        drawn: set[Element | Content] = {*self._marks, *self._annotations}
        elements = self._doubtful(drawn)
        for element in reversed(elements):  # children before their parents
            if not drawn.isdisjoint(element.kids):
                drawn.add(element)
        for element in elements:
            tag = element.tag
            if tag[0] == "H" and (heading := _HEADING.match(tag)):
                if int(heading.group(1)) > level + 1:
                    found.append(f"heading level skipped: H{level} to {tag}")
                level = int(heading.group(1))
            if tag == "Figure" and not element.alt:
                found.append("Figure without alternative text")
            if tag == "TH" and "Scope" not in element.attributes.get("Table", {}):
                found.append("TH without Scope")
            if element not in drawn and tag not in ("TD", "TH"):
                found.append(f"{tag} was never drawn")
        return tuple(found)

    def _doubtful(self, drawn: set[Element | Content]) -> list[Element]:
        """All elements in order, but of branches that have no fault in themselves only the headings; these count as drawn."""
        out: list[Element] = []
        for element in self._units() if self._branches else self.root.walk():
            branch = element.branch if element in self._branches else None
            if branch is None:
                out.append(element)
                continue
            state = self._branches[element]
            if branch.faultless != state and not _faulty(branch, state):
                branch.faultless = state
            whole = branch.faultless == state
            out += branch.headings if whole else branch.elements
            if whole:
                drawn.update(branch.headings, (element,))
        return out

    def _units(self) -> Iterator[Element]:
        """The elements in reading order, of branches the first alone."""
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            yield element
            if element.branch is None or self.part == 2:
                waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]

    def write(self, objects: Objects, pages: list[int]) -> int:
        """Write the tree, whose elements get numbers if `number_elements` has not run; returns the root's number.

        `pages` are the object numbers of the pages. Everything is written as ready bytes in one go.
        """
        self.number_elements(objects)
        root = objects.reserve()
        new = old = entries = b""
        numbers = self._numbers
        if self.part == 2:
            new = reference(objects.add(b"<</Type/Namespace/NS" + text_string(PDF2_NAMESPACE) + b">>"))
            if any(element.tag in _ONLY_PDF1 for element in numbers):
                old = reference(objects.add(b"<</Type/Namespace/NS" + text_string(PDF1_NAMESPACE) + b">>"))
            entries = b"/Namespaces[" + b" ".join(filter(None, (new, old))) + b"]"
            new, old = b"/NS " + new, b"/NS " + old
        objects.put_all(numbers[self.root], self._bodies(root, pages, new, old))
        identifiers = [(element.id.encode("ascii"), own) for element, own in numbers.items() if element.id]
        if identifiers:
            names = b"".join(b"(%s)%d 0 R" % pair for pair in sorted(identifiers))
            entries += b"/IDTree<</Names[" + names + b"]>>"
        parent_tree = self._parent_tree(objects)
        objects.put(
            root,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d%s>>"
            % (numbers[self.root], parent_tree, len(self._keys), entries),
        )
        return root

    def number_elements(self, objects: Objects) -> None:
        """Give every element its object number, so that outlines and destinations can point at it."""
        if self._numbers:
            return
        elements: list[Element] = []
        for element in self._units():
            branch = None if self.part == 2 else element.branch  # there elements also name other elements and namespaces
            if branch is None:
                elements.append(element)
            else:
                elements += branch.elements
                self._branches[element] = self._state(branch)
        first = objects.reserve(len(elements))
        self._numbers = {element: number for number, element in enumerate(elements, start=first)}

    def _state(self, branch: Branch) -> _State:
        return _State(
            tuple(map(self._marks.get, branch.contents)),
            tuple(map(self._annotations.get, branch.elements)),
            tuple(map(self._boxes.get, branch.elements)),
            tuple([element.actual_text for element in branch.elements]),
        )

    def _bodies(self, root: int, pages: list[int], new: bytes, old: bytes) -> list[bytes]:
        """The bodies of all elements in order; of branches those that were written before, if nothing that they depend on is other."""
        bodies: list[bytes] = []
        parents, runs = {self.root: root}, {self.root: False}
        where = tuple(pages)
        for unit in self._units():
            state = self._branches.get(unit)
            if state is None or unit.branch is None:
                bodies += self._written((unit,), parents, runs, pages, new, old)
                continue
            first, parent, own = self._numbers[unit], parents[unit], runs.get(unit, False)
            known = next((one for one in unit.branch.written if one[:5] == (first, parent, own, where, state)), None)
            if known is None:
                made = self._written(unit.branch.elements, parents, runs, pages, new, old)
                known = _Written(first, parent, own, where, state, made)
                unit.branch.keep(known)
            bodies += known.bodies
        return bodies

    def _written(
        self,
        elements: Iterable[Element],
        parents: dict[Element, int],
        runs: dict[Element, bool],
        pages: list[int],
        new: bytes,
        old: bytes,
    ) -> list[bytes]:
        """The bodies of elements whose parents' numbers and directions are known; those of their kids are known then.

        WritingMode (ISO 32000-2, 14.8.5.4.2) is said of blocks whose language runs another way than what holds them. It is inherited
        and left to right by default, so that files in such languages don't name it at all.
        """
        bodies = []
        for element in elements:
            mode, own = "", runs.get(element, False)
            if element.lang and element.tag not in _IN_LINES and runs_right_to_left(element.lang) != own:
                own = not own
                mode = "RlTb" if own else "LrTb"
            number = self._numbers[element]
            for kid in element.kids:
                if isinstance(kid, Element):
                    parents[kid] = number
                    if own:
                        runs[kid] = own
            space = old if element.tag in _ONLY_PDF1 else new
            bodies.append(self._body(element, parents[element], space, pages, mode))
        return bodies

    def _parent_tree(self, objects: Objects) -> int:
        numbers = self._numbers
        pairs = []
        for key, owner in enumerate(self._keys):
            if isinstance(owner, Element):
                pairs.append(b"%d %d 0 R" % (key, numbers[owner]))
            else:
                row = b" ".join([b"%d 0 R" % numbers[element] for element in self._owners[owner]])
                pairs.append(b"%d %d 0 R" % (key, objects.add(b"[" + row + b"]")))
        return objects.add(b"<</Nums[" + b" ".join(pairs) + b"]>>")

    def _body(self, element: Element, parent: int, namespace: bytes, pages: list[int], mode: str) -> bytes:
        home, kids = self._kids(element, pages)
        parts = [b"<</Type/StructElem/S/%s/P %d 0 R%s" % (element.tag.encode("ascii"), parent, namespace)]
        if home >= 0:
            parts.append(b"/Pg %d 0 R" % pages[home])
        if len(kids) == 1:
            parts.append(b"/K " + kids[0])
        elif kids:
            parts.append(b"/K[" + b" ".join(kids) + b"]")
        for key, value in (
            (b"Lang", element.lang),
            (b"Alt", element.alt),
            (b"ActualText", element.actual_text),
            (b"ID", element.id),
        ):
            if value:
                parts.append(b"/" + key + text_string(value))
        if self.part == 2 and element.refers_to is not None:
            parts.append(b"/Ref[%d 0 R]" % self._numbers[element.refers_to])
        owners = [_attributes(owner, values) for owner, values in element.attributes.items()] if element.attributes else []
        layout: dict[str, Value] = {"BBox": self._boxes[element], "Placement": "Block"} if element in self._boxes else {}
        if mode:
            layout["WritingMode"] = mode
        if layout:
            owners.append(_attributes("Layout", layout))
        if owners:
            parts.append(b"/A" + (owners[0] if len(owners) == 1 else b"[" + b"".join(owners) + b"]"))
        parts.append(b">>")
        return b"".join(parts)

    def _kids(self, element: Element, pages: list[int]) -> tuple[int, list[bytes]]:
        """The page (from 0) of an element's first own content, or -1, and its children as they are written."""
        home = -1
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(b"%d 0 R" % self._numbers[kid])
                continue
            for page, mcid in self._marks.get(kid, ()):
                if home < 0:
                    home = page
                kids.append(b"%d" % mcid if page == home else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[page], mcid))
        for page, target in self._annotations.get(element, ()):
            kids.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[page], target))
        return home, kids


def _attributes(owner: str, values: dict[str, Value]) -> bytes:
    out = [b"<</O/" + owner.encode("ascii")]
    for key, value in values.items():
        name = b"/" + key.encode("ascii")
        if isinstance(value, str):
            out.append(name + (text_string(value) if key in _TEXT_KEYS else b"/" + value.encode("ascii")))
        elif isinstance(value, tuple):
            out.append(name + b"[" + " ".join(map(number, value)).encode("ascii") + b"]")
        else:
            out.append(name + b" " + number(value).encode("ascii"))
    out.append(b">>")
    return b"".join(out)


def _faulty(branch: Branch, state: _State) -> bool:
    """Whether a branch has a fault in itself, as `StructureTree.faults` names them; the order of headings is the whole tree's."""
    drawn: set[Element | Content] = {place for place, marks in zip(branch.contents, state.marks, strict=True) if marks}
    drawn.update(element for element, found in zip(branch.elements, state.annotations, strict=True) if found)
    for element in reversed(branch.elements):
        if not drawn.isdisjoint(element.kids):
            drawn.add(element)
    return any(
        (element not in drawn and element.tag not in ("TD", "TH"))
        or (element.tag == "Figure" and not element.alt)
        or (element.tag == "TH" and "Scope" not in element.attributes.get("Table", {}))
        for element in branch.elements
    )
