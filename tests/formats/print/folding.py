"""Where the faces of a folded or cut piece are, read from the finished file: for the tests of what a reader meets after what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kit.tagged.marks import Mark
from kit.tagged.source import PdfSource

MM = 72 / 25.4


class Area(NamedTuple):
    """A part of a page (from 1): its left, upper, right and lower edge in mm from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def box(marks: Iterable[Mark], page: int, height: float) -> Area:
    """The area that marks take on a page of this height in points."""
    boxes = [mark.box for mark in marks]
    left, low = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, high = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return Area(page, left / MM, (height - high) / MM, right / MM, (height - low) / MM)


def misplaced(source: PdfSource, faces: Sequence[Area]) -> list[str]:
    """What is wrong with a file whose n-th group in the tree must lie on the n-th face: nothing, if all do."""
    assert source.tree is not None
    groups = [kid for root in source.tree.roots for kid in root.elements if kid.role == "Sect"]
    wrong = [] if len(groups) == len(faces) else [f"{len(groups)} groups for {len(faces)} faces"]
    by_place: dict[tuple[int, int], list[Mark]] = {}
    for mark in source.marks():
        if mark.owner is not None and mark.owner.mcid is not None:
            by_place.setdefault((mark.page, mark.owner.mcid), []).append(mark)
    for number, (group, face) in enumerate(zip(groups, faces, strict=False), start=1):
        places = {(content.page, content.mcid) for content in group.contents()}
        marks = [mark for place in places for mark in by_place[place]]
        if {page for page, _ in places} != {face.page}:
            wrong.append(f"group {number} is on another side")
            continue
        edges = source.pages[face.page - 1].box
        found = box(marks, face.page, edges[3] - edges[1])
        inside = face.left <= found.left and found.right <= face.right and face.top <= found.top and found.bottom <= face.bottom
        if not inside:
            wrong.append(f"group {number} is at {found}, not in {face}")
    return wrong


def near_edge(source: PdfSource, least: float = 6.35) -> list[str]:
    """Marks nearer to an edge of their page than `least` mm."""
    found = []
    for page in source.pages:
        left, bottom, right, top = page.box
        for mark in page.marks:
            gap = min(mark.box[0] - left, mark.box[1] - bottom, right - mark.box[2], top - mark.box[3]) / MM
            if gap < least - 0.01:
                found.append(f"page {page.number}: {mark.text or mark.kind} {gap:.1f} mm from the edge")
    return found
