"""The structure tree of a PDF, taken from a file read before if every object below its root has the same bytes.

Files of many clinics differ in words and mostly not in tags. Comparing the bytes of a tree's objects costs a tenth of reading them.
Each reading of a tree is decided by these objects, the places of pages and whether what it refers to is there, so that equal ones
give equal trees, which checks then know by identity (`Tree.once`). Left out on purpose: reading (`tree`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

import pikepdf

from kit.budget import Amounts, Budget, since
from kit.caches import KeptValues
from kit.tagged.tree import TagElement, Tree, read_tree
from kit.tagged.values import Key, entry

_REFERENCE = re.compile(rb"(/Obj )?\b(\d{1,10}) (\d{1,5}) R\b")
_MOST = 20_000
"""Objects of a tree that is kept at the most; those of a long handout are 2,000."""
_TWINS = 3
_UNREADABLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError, OverflowError)


class _Known(NamedTuple):
    """A tree, the bytes of each object below its root, whether each annotation that it holds is there, and what reading it cost."""

    tree: Tree
    objects: dict[Key, bytes]
    annotations: dict[Key, bool]
    cost: Amounts


_TREES: KeptValues[tuple[Key, tuple[tuple[Key, int], ...]], tuple[_Known, ...]] = KeptValues(8)


def tree_of(
    pdf: pikepdf.Pdf, pages: dict[Key, int], budget: Budget, like: Tree | None = None, changed: Collection[int] = ()
) -> Tree | None:
    """`read_tree`, or the very tree of a file before that has the same. Nobody may change what it gives.

    Where that of the tree `like` has the same form, only objects of the numbers `changed` may differ from those of its file.
    """
    root = entry(pdf.Root, "/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary) or root.objgen == (0, 0):
        return read_tree(pdf, pages, budget)
    key = (root.objgen, tuple(pages.items()))
    twins = _TREES.get(key) or ()
    for known in twins:
        if budget.holds(known.cost) and _same(known, pdf, changed if known.tree is like else None):
            budget.pay(known.cost)
            return known.tree
    before = budget.left()
    tree = read_tree(pdf, pages, budget)
    if tree and not tree.faults and not tree.spent and all(map(_plain, tree.walk())):
        cost, annotations = since(before, budget), dict[Key, bool]()
        objects = _objects(pdf, root.objgen, pages, annotations)
        if objects:
            _TREES.keep(key, (_Known(tree, objects, annotations, cost), *twins[: _TWINS - 1]))
    return tree


def _plain(element: TagElement) -> bool:
    """Whether an element holds nothing of its file but values: an attribute may be any object."""
    return not any(
        isinstance(value, pikepdf.Object | list) and _held(value) for one in element.attributes.values() for value in one.values()
    )


def _held(value: object) -> bool:
    return any(map(_held, value)) if isinstance(value, list) else isinstance(value, pikepdf.Object)


def _same(known: _Known, pdf: pikepdf.Pdf, only: Collection[int] | None) -> bool:
    objects, annotations = known.objects.items(), known.annotations.items()
    if only is not None:
        keys = [(number, 0) for number in only]
        objects = {key: known.objects[key] for key in keys if key in known.objects}.items()
        annotations = {key: known.annotations[key] for key in keys if key in known.annotations}.items()
    try:
        return all(_written(pdf.get_object(key)) == data for key, data in objects) and all(
            isinstance(pdf.get_object(key), pikepdf.Dictionary) is there for key, there in annotations
        )
    except _UNREADABLE:
        return False


def _written(value: object) -> bytes:
    """The bytes of an object; pikepdf gives numbers and nothing as Python's own. A stream never has those of what is none."""
    if not isinstance(value, pikepdf.Object):
        return repr(value).encode()
    return b"" if isinstance(value, pikepdf.Stream) else value.unparse(resolved=True)


def _objects(pdf: pikepdf.Pdf, root: Key, pages: dict[Key, int], annotations: dict[Key, bool]) -> dict[Key, bytes] | None:
    """The bytes of all objects that a root leads to, but for pages and for what is held as a whole (/Obj); None where they are too many."""
    found: dict[Key, bytes] = {}
    waiting = [root]
    try:
        while waiting:
            key = waiting.pop()
            if key in found or key in pages or key in annotations:
                continue
            value = pdf.get_object(key)
            if len(found) == _MOST or isinstance(value, pikepdf.Stream):
                return None
            data = found[key] = _written(value)
            for held, number, generation in _REFERENCE.findall(data):
                goal = (int(number), int(generation))
                if held:
                    annotations[goal] = isinstance(pdf.get_object(goal), pikepdf.Dictionary)
                else:
                    waiting.append(goal)
    except _UNREADABLE:
        return None
    return found
