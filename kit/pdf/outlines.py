"""The outline (bookmarks) of a document: ISO 32000-1, 12.3.3. Items nest by level and are all open.

Left out on purpose: where items lead; each brings its own action.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kit.pdf.objects import Objects, text_string


class OutlineItem(NamedTuple):
    """A title at a level (from 0), and ready dictionary entries that say where it leads."""

    title: str
    level: int
    entries: bytes


def write_outline(objects: Objects, items: Sequence[OutlineItem]) -> int:
    """Write the outline tree; returns the number of its root. The first item's level is the top level."""
    root = objects.reserve()
    objects.put(root, b"<</Type/Outlines" + _write_level(objects, root, items) + b">>")
    return root


def _write_level(objects: Objects, parent: int, items: Sequence[OutlineItem]) -> bytes:
    """Write items and their children below a parent; returns the parent's entries that point at them."""
    groups: list[list[OutlineItem]] = []
    for item in items:
        if groups and item.level > groups[0][0].level:
            groups[-1].append(item)
        else:
            groups.append([item])
    first = objects.reserve(len(groups))
    last = first + len(groups) - 1
    for target, (item, *children) in enumerate(groups, start=first):
        entries = b"/Title%s/Parent %d 0 R%s" % (text_string(item.title), parent, item.entries)
        entries += b"/Prev %d 0 R" % (target - 1) if target > first else b""
        entries += b"/Next %d 0 R" % (target + 1) if target < last else b""
        if children:
            entries += _write_level(objects, target, children)
        objects.put(target, b"<<" + entries + b">>")
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, len(items))
