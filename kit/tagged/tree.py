"""The structure tree of a tagged PDF as plain values (ISO 32000-1, 14.7), and its parent tree.

Reading never fails on a broken tree: what can't be understood becomes a fault with a sentence. Left out on purpose:
class maps, user properties and pronunciation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Key = tuple[int, int]
"""Object number and generation."""

_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Content:
    """A kid that is marked content: page (from 1; 0 if the file names none), MCID, and the form XObject it lies in, if any."""

    page: int
    mcid: int
    stream: Key | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A kid that is a whole object (OBJR): an annotation or an XObject."""

    page: int
    target: Key


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: `tag` as written, `role` after the role map. `attributes` by owner, such as Table or List."""

    tag: str
    role: str
    key: Key
    source: pikepdf.Object
    page: int = 0
    kids: list[Element | Content | Reference] = field(default_factory=list)
    lang: str = ""
    alt: str | None = None
    actual: str | None = None
    title: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    parent: Element | None = None

    def attribute(self, owner: str, name: str) -> Any:
        """An attribute's value, or None."""
        return self.attributes.get(owner, {}).get(name)

    @property
    def elements(self) -> list[Element]:
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def ancestors(self) -> Iterator[Element]:
        """The elements above, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def contents(self) -> Iterator[Content]:
        """All marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()

    @property
    def place(self) -> int:
        """The page where it starts; 0 if it has no content."""
        return next((content.page for content in self.contents()), self.page)

    def language(self, default: str) -> str:
        """The language in force: its own, its nearest ancestor's, or the document's."""
        if self.lang:
            return self.lang
        return next((above.lang for above in self.ancestors() if above.lang), default)


@dataclass(slots=True)
class Tree:
    """The whole tree: the root's kids, the parent tree by key, and the faults met (id, sentence)."""

    roots: list[Element] = field(default_factory=list)
    parents: dict[int, pikepdf.Object] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Every element, in reading order."""
        for root in self.roots:
            yield from root.walk()


def read_tree(pdf: pikepdf.Pdf, pages: dict[Key, int]) -> Tree | None:
    """The structure tree, or None where the file has none; `pages` maps page objects to page numbers."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    tree = Tree()
    reader = _Reader(tree, pages, {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()})
    for kid in _kids(root):
        if isinstance(kid, pikepdf.Dictionary):
            element = reader.element(kid, None, root.objgen, 0, 0)
            if element:
                tree.roots.append(element)
    _numbers(root.get("/ParentTree"), tree.parents, 0)
    return tree


def _kids(source: pikepdf.Object) -> list[Any]:
    found = source.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _numbers(node: pikepdf.Object | None, out: dict[int, pikepdf.Object], depth: int) -> None:
    if not isinstance(node, pikepdf.Dictionary) or depth > _MAX_DEPTH:
        return
    for kid in node.get("/Kids", []):
        _numbers(kid, out, depth + 1)
    numbers = list(node.get("/Nums", []))
    for key, value in zip(numbers[::2], numbers[1::2], strict=False):
        out[int(key)] = value


class _Reader:
    def __init__(self, tree: Tree, pages: dict[Key, int], roles: dict[str, str]) -> None:
        self.tree = tree
        self.pages = pages
        self.roles = roles
        self.seen: set[Key] = set()

    def role(self, tag: str) -> str:
        """The standard type a tag stands for (14.7.3); a map that runs in a circle leaves the tag as it is."""
        name, passed = "/" + tag, set[str]()
        while name in self.roles and name not in passed:
            passed.add(name)
            name = self.roles[name]
        return tag if name in passed else name.lstrip("/")

    def element(self, source: pikepdf.Object, parent: Element | None, above: Key, page: int, depth: int) -> Element | None:
        key = source.objgen
        if depth > _MAX_DEPTH or (key != (0, 0) and key in self.seen):
            self.tree.faults.append(("tree", "the structure tree runs in a circle or is nested too deep"))
            return None
        self.seen.add(key)
        tag = str(source.get("/S", "")).lstrip("/")
        page = self.pages.get(source["/Pg"].objgen, 0) if "/Pg" in source else page
        out = Element(tag=tag, role=self.role(tag), key=key, source=source, page=page, parent=parent)
        if "/P" not in source or source["/P"].objgen != above:
            self.tree.faults.append(("tree", f"an element {tag} names a parent that is not the one it lies in (/P)"))
        out.lang = str(source.get("/Lang", ""))
        out.alt = str(source["/Alt"]) if "/Alt" in source else None
        out.actual = str(source["/ActualText"]) if "/ActualText" in source else None
        out.title = str(source.get("/T", ""))
        out.attributes = _attributes(source.get("/A"))
        for kid in _kids(source):
            self.kid(kid, out, page, depth)
        return out

    def kid(self, kid: Any, out: Element, page: int, depth: int) -> None:
        if isinstance(kid, int):
            out.kids.append(Content(page, kid))
            return
        if not isinstance(kid, pikepdf.Dictionary):
            self.tree.faults.append(("tree", f"an element {out.tag} has a kid that is neither content nor an element"))
            return
        where = self.pages.get(kid["/Pg"].objgen, 0) if "/Pg" in kid else page
        match str(kid.get("/Type", "")):
            case "/MCR":
                stream = kid["/Stm"].objgen if "/Stm" in kid else None
                out.kids.append(Content(where, int(kid.get("/MCID", -1)), stream))
            case "/OBJR":
                if "/Obj" in kid:
                    out.kids.append(Reference(where, kid["/Obj"].objgen))
            case _:
                element = self.element(kid, out, out.key, page, depth + 1)
                if element:
                    out.kids.append(element)


def _attributes(found: Any) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    for part in parts:
        if isinstance(part, pikepdf.Dictionary):
            values = out.setdefault(str(part.get("/O", "")).lstrip("/"), {})
            for key, value in part.items():
                if key != "/O":
                    values[key.lstrip("/")] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Name):
        return str(value).lstrip("/")
    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, pikepdf.Array):
        return [_plain(part) for part in value]
    return value if isinstance(value, int | bool) else float(value) if not isinstance(value, pikepdf.Object) else value
