"""The structure tree of a tagged PDF as plain values (ISO 32000-1, 14.7), and its parent tree.

Reading never fails on a broken tree: what can't be understood becomes a fault with a sentence. Left out on purpose:
class maps, user properties and pronunciation.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

import pikepdf

from kit.budget import DEEPEST, Budget, SpentError
from kit.tagged.values import Key, array, dictionary, entries, entry, held, identity, number, plain, said, text

_T = TypeVar("_T")

Goal = str | tuple[str, object]
"""What a namespace's role map names: a tag, or a tag with its own namespace."""


@dataclass(frozen=True, slots=True)
class TagContent:
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
class TagElement:
    """A structure element: `tag` as written, `role` after the role map. `attributes` by owner, such as Table or List.

    `namespace` is that of its tag (ISO 32000-2, 14.7.4), "" for the default one; `id` and `expansion` (/E) are "" where it has none;
    `refers_to` are the elements that it refers to (/Ref), None without such an entry; `files` says that files are associated with it (/AF).
    """

    tag: str
    role: str
    key: Key
    page: int = 0
    kids: list[TagElement | TagContent | Reference] = field(default_factory=list)
    lang: str = ""
    alt: str | None = None
    title: str = ""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    parent: TagElement | None = None
    namespace: str = ""
    id: str = ""
    expansion: str = ""
    refers_to: tuple[Key, ...] | None = None
    files: bool = False
    below: list[TagElement] | None = None

    def attribute(self, owner: str, name: str) -> object:
        """An attribute's value, or None."""
        return self.attributes.get(owner, {}).get(name)

    @property
    def elements(self) -> list[TagElement]:
        """The kids that are elements; asked when the tree is whole."""
        if self.below is None:
            self.below = [kid for kid in self.kids if isinstance(kid, TagElement)]
        return self.below

    def walk(self) -> Iterator[TagElement]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def ancestors(self) -> Iterator[TagElement]:
        """The elements above, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def contents(self) -> Iterator[TagContent]:
        """All marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, TagContent):
                yield kid
            elif isinstance(kid, TagElement):
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


@dataclass(slots=True, eq=False, weakref_slot=True)
class Tree:
    """The whole tree: the root's kids, the parent tree by key, the role map, and the faults met (id, sentence).

    An entry of the parent tree is the key of an element, a row of such keys for a page's content, or None for what is neither.
    `spent` names what ran out where the file's budget did not reach to its end. `known` keeps what was worked out from the tree
    alone, for every file that has the same one (`once`). `replaced` are the replacement texts (/ActualText) of the elements that have one, in the file
    that it was read from: files that share a tree differ in them (`FileTags`).
    """

    roots: list[TagElement] = field(default_factory=list)
    parents: dict[int, Key | list[Key | None] | None] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    spent: str = ""
    known: dict[object, object] = field(default_factory=dict)
    replaced: dict[TagElement, str] = field(default_factory=dict)

    def once(self, work: Callable[..., _T], *arguments: Hashable) -> _T:
        """What a pure function of a tree, with these arguments, makes of it; asked once for all files that have this tree.

        The function may look at the tree and its elements, but not at `replaced`, and at nothing else of the file.
        """
        key = (work, *arguments)
        if key not in self.known:
            self.known[key] = work(self, *arguments)
        return cast("_T", self.known[key])  # what this work made

    def walk(self) -> Iterator[TagElement]:
        """Every element, in reading order."""
        for root in self.roots:
            yield from root.walk()


def read_tree(pdf: pikepdf.Pdf, pages: dict[Key, int], budget: Budget | None = None) -> Tree | None:
    """The structure tree, or None where the file has none; `pages` maps page objects to page numbers."""
    budget = budget or Budget()
    root = entry(pdf.Root, "/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    tree = Tree(roles={key.lstrip("/"): str(plain(value)) for key, value in entries(dictionary(root, "/RoleMap"))})
    reader = _Reader(tree, pages, budget)
    try:
        for kid in _kids(root):
            if isinstance(kid, pikepdf.Dictionary):
                reader.element(kid, None, root.objgen, 0, 0)
        _numbers(entry(root, "/ParentTree"), tree.parents, budget)
    except SpentError as error:
        tree.spent = str(error)
    return tree


def _kids(source: pikepdf.Object) -> list[object]:
    return _listed(entry(source, "/K"))


def _listed(found: object) -> list[object]:
    """What an entry that may be one thing or an array of them holds."""
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _numbers(root: object, out: dict[int, Key | list[Key | None] | None], budget: Budget) -> None:
    """The leaves of a number tree (7.9.7); a node that is met again is passed by."""
    seen: set[Key] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        key = identity(node)
        if not isinstance(node, pikepdf.Dictionary) or (key != (0, 0) and key in seen):
            continue
        seen.add(key)
        budget.spend("nodes")
        waiting += reversed(array(node, "/Kids"))
        numbers = array(node, "/Nums")
        budget.spend("nodes", len(numbers))
        for place, value in zip(numbers[::2], numbers[1::2], strict=False):
            if isinstance(place, int):
                out[int(place)] = _owners(value, budget)


def _owners(value: object, budget: Budget) -> Key | list[Key | None] | None:
    """An entry of the parent tree: the key of an element, or a row of keys."""
    if isinstance(value, pikepdf.Array):
        budget.spend("nodes", len(value))
        return [one.objgen if isinstance(one, pikepdf.Dictionary) else None for one in value]
    return value.objgen if isinstance(value, pikepdf.Dictionary) else None


class _Reader:
    def __init__(self, tree: Tree, pages: dict[Key, int], budget: Budget) -> None:
        self.tree = tree
        self.budget = budget
        self.pages = pages
        self.seen: set[Key] = set()
        self.spaces: dict[Key, tuple[str, dict[str, Goal]]] = {}
        self.known: dict[tuple[str, Key], str] = {}

    def role(self, tag: str, space: object) -> str:
        """The standard type a tag stands for (14.7.3; ISO 32000-2, 14.8.6.2); a map that runs in a circle leaves it as it is."""
        asked = (tag, identity(space))
        if asked not in self.known:
            self.known[asked] = self.mapped(tag, space)
        return self.known[asked]

    def mapped(self, name: str, space: object) -> str:
        tag, passed = name, set[tuple[str, Key]]()
        while (name, identity(space)) not in passed:
            self.budget.spend("nodes")
            passed.add((name, identity(space)))
            goal = self.tree.roles.get(name) if space is None else self.space(space)[1].get(name)
            if goal is None:
                return name
            name, space = goal if isinstance(goal, tuple) else (goal, None)
        return tag

    def space(self, found: object) -> tuple[str, dict[str, Goal]]:
        """The name of a namespace and its own role map."""
        key = identity(found)
        if key not in self.spaces:
            maps = entries(dictionary(found, "/RoleMapNS"))
            roles = {name.lstrip("/"): goal for name, listed in maps if (goal := _goal(listed)) is not None}
            self.spaces[key] = (text(found, "/NS"), roles)
        return self.spaces[key]

    def page(self, fields: dict[str, object], inherited: int) -> int:
        """The page that /Pg names, else the one that holds above; 0 for a page that is not in the file."""
        found = fields.get("/Pg")
        return inherited if found is None else self.pages.get(identity(found), 0)

    def element(self, source: pikepdf.Object, parent: TagElement | None, above: Key, page: int, depth: int) -> None:
        """Read an element into its parent's kids, or among the roots; what is met twice or lies too deep is a fault."""
        key = source.objgen
        self.budget.spend("nodes")
        if depth > DEEPEST or (key != (0, 0) and key in self.seen):
            self.tree.faults.append(("tree", "the structure tree runs in a circle or is nested too deep"))
            return
        self.seen.add(key)
        fields = held(source)
        tag = said(fields.get("/S"))
        page = self.page(fields, page)
        space = fields.get("/NS")
        out = TagElement(tag=tag, role=self.role(tag, space), key=key, page=page, parent=parent)
        out.namespace = self.space(space)[0] if space is not None else ""
        (parent.kids if parent else self.tree.roots).append(out)
        if identity(fields.get("/P")) != above:
            self.tree.faults.append(("tree", f"an element {tag} names a parent that is not the one it lies in (/P)"))
        out.lang, out.title = said(fields.get("/Lang")), said(fields.get("/T"))
        out.alt = said(fields["/Alt"]) if "/Alt" in fields else None
        if "/ActualText" in fields:
            self.tree.replaced[out] = said(fields["/ActualText"])
        out.id, out.expansion, out.files = said(fields.get("/ID")), said(fields.get("/E")), "/AF" in fields
        if "/Ref" in fields:
            out.refers_to = tuple(map(identity, _listed(fields["/Ref"])))
        if "/A" in fields:
            out.attributes = _attributes(fields["/A"])
        for kid in _listed(fields.get("/K")):
            self.kid(kid, out, page, depth)

    def kid(self, kid: object, out: TagElement, page: int, depth: int) -> None:
        self.budget.spend("nodes")
        if isinstance(kid, int) and not isinstance(kid, bool):
            out.kids.append(TagContent(page, kid))
            return
        if not isinstance(kid, pikepdf.Dictionary):
            self.tree.faults.append(("tree", f"an element {out.tag} has a kid that is neither content nor an element"))
            return
        match text(kid, "/Type"):
            case "MCR":
                stream = identity(entry(kid, "/Stm")) if "/Stm" in kid else None
                mcid = number(kid, "/MCID")
                out.kids.append(TagContent(self.page(held(kid), page), -1 if mcid is None else mcid, stream))
            case "OBJR":
                out.kids.append(Reference(self.page(held(kid), page), identity(entry(kid, "/Obj"))))
            case _:
                self.element(kid, out, out.key, page, depth + 1)


def _goal(found: object) -> Goal | None:
    """What an entry of a namespace's role map names; None where it names nothing."""
    if isinstance(found, pikepdf.Array) and len(found) == 2:
        return said(found[0]), found[1]
    return said(found) if isinstance(found, pikepdf.Name) else None


def _attributes(found: object) -> dict[str, dict[str, object]]:
    out: dict[str, dict[str, object]] = {}
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    for part in parts:
        if isinstance(part, pikepdf.Dictionary):
            values = out.setdefault(text(part, "/O"), {})
            values.update((key.lstrip("/"), plain(value)) for key, value in entries(part) if key != "/O")
    return out
