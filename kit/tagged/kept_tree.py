"""The structure tree of a PDF, taken from a file read before if every object below its root has the same bytes but for replacement texts.

Files of many clinics differ in words and mostly not in tags. Comparing the bytes of a tree's objects costs a tenth of reading them.
Each reading of a tree is decided by these objects, the places of pages and whether what it refers to is there, so that equal ones
give equal trees, which checks then know by identity (`Tree.once`). An element that has another replacement text in the place of one is the same
element (`FileTags`); one that has it in the place of none, or an empty one, is not. Left out on purpose: reading (`tree`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pikepdf

from kit.budget import Amounts, Budget, since
from kit.caches import KeptValues
from kit.tagged.file_tags import FileTags
from kit.tagged.homes import elements_of
from kit.tagged.tree import TagElement, Tree, read_tree
from kit.tagged.values import Key, entry, held, text

_REFERENCE = re.compile(rb"(/Obj )?\b(\d{1,10}) (\d{1,5}) R\b")
_MOST = 20_000
"""Objects of a tree that is kept at the most; those of a long handout are 2,000."""
_TWINS = 8
"""Trees of one form that are kept: clinics of a list write their names in some scripts, and a name is tagged by its language."""
_UNREADABLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError, OverflowError)


class _Known(NamedTuple):
    """A file's tags, the bytes of each object below the tree's root, whether each annotation that it holds is there, and what reading it cost.

    `bare` are the bytes of each element that has a replacement text, without that.
    """

    tags: FileTags
    objects: dict[Key, bytes]
    bare: dict[Key, bytes]
    annotations: dict[Key, bool]
    cost: Amounts


_TREES: KeptValues[tuple[Key, tuple[tuple[Key, int], ...]], tuple[_Known, ...]] = KeptValues(8)


def tags_of(
    pdf: pikepdf.Pdf, pages: dict[Key, int], budget: Budget, like: Tree | None = None, changed: Collection[int] = ()
) -> tuple[FileTags | None, Collection[Key]]:
    """What `read_tree` reads, or the very tree of a file before that has the same; and the elements that have other replacement texts than there.

    Nobody may change what it gives. Where that of the tree `like` has the same form, only objects of the numbers `changed` may differ from
    those of its file.
    """
    root = entry(pdf.Root, "/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary) or root.objgen == (0, 0):
        tree = read_tree(pdf, pages, budget)
        return FileTags(tree, tree.replaced) if tree else None, ()
    key = (root.objgen, tuple(pages.items()))
    twins = _TREES.get(key) or ()
    for known in sorted(twins, key=lambda known: known.tags.tree is not like):
        if not budget.holds(known.cost):
            continue
        anew = _replaced_anew(known, pdf, changed if known.tags.tree is like else None)
        if anew is not None:
            budget.pay(known.cost)
            return _with(known.tags, anew), anew
    before = budget.left()
    tree = read_tree(pdf, pages, budget)
    tags = FileTags(tree, tree.replaced) if tree else None
    if tree and tags and not tree.faults and not tree.spent and all(map(_plain, tree.walk())):
        cost, annotations = since(before, budget), dict[Key, bool]()
        objects = _objects(pdf, root.objgen, pages, annotations)
        if objects:
            bare = {
                one.key: _bare(pdf.get_object(one.key)) for one, words in tree.replaced.items() if words and one.key in objects
            }
            _TREES.keep(key, (_Known(tags, objects, bare, annotations, cost), *twins[: _TWINS - 1]))
    return tags, ()


def has_tree(pdf: pikepdf.Pdf, pages: dict[Key, int], like: Tree, changed: Collection[int]) -> bool:
    """Whether a file has the tree of another, from which only objects of the numbers `changed` differ."""
    root = entry(pdf.Root, "/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return False
    twins = _TREES.get((root.objgen, tuple(pages.items()))) or ()
    return any(known.tags.tree is like and _replaced_anew(known, pdf, changed) is not None for known in twins)


def _with(tags: FileTags, anew: Mapping[Key, str]) -> FileTags:
    """The tags with other replacement texts for the elements of these keys."""
    if not anew:
        return tags
    by_key = tags.tree.once(_by_key)
    changed = {by_key[key]: words for key, words in anew.items()}
    return FileTags(tags.tree, {**tags.replaced, **changed}, tags, frozenset(changed))


def _by_key(tree: Tree) -> dict[Key, TagElement]:
    return {element.key: element for element in tree.once(elements_of)}


def _plain(element: TagElement) -> bool:
    """Whether an element holds nothing of its file but values: an attribute may be any object."""
    return not any(
        isinstance(value, pikepdf.Object | list) and _holds(value)
        for one in element.attributes.values()
        for value in one.values()
    )


def _holds(value: object) -> bool:
    return any(map(_holds, value)) if isinstance(value, list) else isinstance(value, pikepdf.Object)


def _replaced_anew(known: _Known, pdf: pikepdf.Pdf, only: Collection[int] | None) -> dict[Key, str] | None:
    """The replacement texts that differ from those of a known tree; None where something else does."""
    objects, annotations = known.objects.items(), known.annotations.items()
    if only is not None:
        keys = [(number, 0) for number in only]
        objects = {key: known.objects[key] for key in keys if key in known.objects}.items()
        annotations = {key: known.annotations[key] for key in keys if key in known.annotations}.items()
    try:
        if any(isinstance(pdf.get_object(key), pikepdf.Dictionary) is not there for key, there in annotations):
            return None
        changed = ((key, value) for key, data in objects if _written(value := pdf.get_object(key)) != data)
        found: dict[Key, str] = {}
        for key, value in changed:
            found[key] = text(value, "/ActualText")
            if not found[key] or _bare(value) != known.bare.get(key):
                return None
    except _UNREADABLE:
        return None
    return found


def _bare(value: object) -> bytes:
    """The bytes of a dictionary without its replacement text."""
    return _written(pikepdf.Dictionary({name: kept for name, kept in held(value).items() if name != "/ActualText"}))


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
