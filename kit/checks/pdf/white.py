"""How much of each page is left empty below its words, measured on the finished file.

The text area reaches from the highest content of any page to just above the running foot; what lies below a page's lowest content
is white. The last page is not counted, nor is one before a start that the author forced (the text can't tell: such a page is
only known to who made the file). Left out on purpose: white between words, which is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from kit.checks.finding import warning
from kit.errors import Finding
from kit.tagged.marks import Mark, PaintedPage
from kit.tagged.source import PdfSource

_FOOT_GAP = 4 * 72 / 25.4  # points between the text area and the foot
_MEAN = 0.15  # a file whose pages are emptier than this on average wastes paper
_FEW = 12  # pages below which an average says nothing


def check(source: PdfSource) -> Iterator[Finding]:
    """A warning if the pages are on average emptier than is good."""
    ends = page_ends(source)[:-1]
    if len(ends) >= _FEW and (mean := fsum(ends) / len(ends)) > _MEAN:
        message = f"On average {mean:.0%} of each page is left empty below its words: the file takes more paper than it needs."
        yield warning("pdf-white", "file", message, "kit: page ends")


def page_ends(source: PdfSource) -> tuple[float, ...]:
    """For each page, which part of its text area is empty below its lowest content, 0 to 1; empty without content or foot."""
    reaches = [page.once(_reach) for page in source.pages]
    tops = [reach[1] for reach in reaches if reach]
    feet = [top for page in source.pages if (top := page.once(_foot))]
    if not tops or not feet:
        return ()
    top, bottom = max(tops), max(feet) + _FOOT_GAP
    lowest = [reach[0] if reach else top for reach in reaches]
    return tuple(max(0.0, (low - bottom) / (top - bottom)) for low in lowest)


def _reach(page: PaintedPage) -> tuple[float, float] | None:
    """The lowest and the highest point of a page's content; None where it has none."""
    boxes = [mark.box for mark in _content(page)]
    return (min(box[1] for box in boxes), max(box[3] for box in boxes)) if boxes else None


def _content(page: PaintedPage) -> Sequence[Mark]:
    """All that is no running head or foot: boxes count to their frame."""
    return [mark for mark in page.marks if not (mark.artifact and mark.artifact.subtype in ("Header", "Footer"))]


def _foot(page: PaintedPage) -> float:
    """The top of the running foot, or 0."""
    return max((mark.box[3] for mark in page.marks if mark.artifact and mark.artifact.subtype == "Footer"), default=0.0)
