"""How a PDF prints and looks: sizes, margins, line lengths, line spacing, contrast and tints, measured on the finished pages.

The profiles are the numbers of published guidelines and of our own standard edition, written down here apart from the writer's
theme on purpose. Left out: what lies under text beside filled rectangles (pictures, gradients) - a person must look.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit import colour
from kit.budget import Budget
from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.tagged.homes import elements_of
from kit.tagged.marks import Color, Mark, PaintedPage
from kit.tagged.source import PdfSource
from kit.tagged.tree import TagContent, Tree

MM = 72 / 25.4
INCH = 72.0
_SLACK = 0.6  # points
_EDGE = 6.4 * MM  # what office printers can't reach
_WHITE = (1.0, 1.0, 1.0)
_DARKEST_TINT = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRule:
    """Numbers for a finished page, in points. `floor` holds for tagged text, `foot` for running heads and feet.

    `body` is the least size of most of the text; `leading` the least distance of baselines in em; `top` and `side` are
    margins; `line` the longest line of body text; `contrast` the least ratio of luminances (WCAG 2.2), which is also what a
    copy in grey keeps; `reverse` the least size of light text on dark.
    """

    name: str
    floor: float
    foot: float
    body: float
    leading: float
    top: float
    side: float
    line: float
    contrast: float = 7.0
    reverse: float = 12.0


PROFILES: dict[str, PrintRule] = {
    "sheet": PrintRule(name="our sheet", floor=12, foot=10, body=12, leading=1.2, top=12 * MM, side=15.5 * MM, line=7.3 * INCH),
    "leaflet": PrintRule(
        name="our leaflet", floor=12, foot=9, body=12, leading=1.2, top=9 * MM, side=7 * MM, line=4 * INCH, reverse=14.0
    ),
    "booklet": PrintRule(name="our booklet", floor=10, foot=9, body=12, leading=1.25, top=10 * MM, side=10 * MM, line=5.2 * INCH),
    "card": PrintRule(
        name="our card to point to", floor=12, foot=10, body=12, leading=1.25, top=12 * MM, side=15.5 * MM, line=7.3 * INCH
    ),
    "pocket-card": PrintRule(
        name="our pocket card", floor=9, foot=6.5, body=9, leading=1.15, top=_EDGE, side=_EDGE, line=4 * INCH, reverse=14.0
    ),
    "poster": PrintRule(
        name="our poster", floor=12, foot=12, body=18, leading=1.1, top=11 * MM, side=11 * MM, line=12 * INCH, reverse=14.0
    ),
    "standard": PrintRule(
        name="our standard edition", floor=12, foot=10, body=14, leading=1.25, top=15 * MM, side=19 * MM, line=7.1 * INCH
    ),
    "acb": PrintRule(
        name="ACB large print (2022)", floor=18, foot=18, body=18, leading=1.3, top=INCH, side=INCH, line=6.5 * INCH
    ),
    "ukaaf": PrintRule(
        name="UKAAF large print (G003, 2019)",
        floor=18,
        foot=18,
        body=18,
        leading=1.15,
        top=15 * MM,
        side=19 * MM,
        line=7.1 * INCH,
    ),
    "aph": PrintRule(name="APH large print", floor=18, foot=18, body=18, leading=1.4, top=INCH, side=INCH, line=6 * INCH),
}


def check(source: PdfSource, profile: PrintRule | None = None, floor: float | None = None) -> Iterator[Finding]:
    """Findings on how the pages look; sizes and margins are judged only against a profile or a floor in points."""
    for page in source.pages:
        source.budget.spend("nodes")
        yield from page.once(_judged, profile, floor)
    if profile:
        yield from _body_size(source, profile)
        yield from _stranded(source)


_MOST_COMPARED = 3_000_000
"""How many pairs of things on one page are compared; a page of words has some thousands."""


def _judged(page: PaintedPage, profile: PrintRule | None, floor: float | None) -> tuple[Finding, ...]:
    """The verdict on a page, which depends on nothing but what it paints and the measures."""
    budget = Budget(comparisons=_MOST_COMPARED)  # of its own, so that the verdict holds for any file with this page
    found = [*_off_page(page), *_overlap(page, budget), *_contrast(page, profile, budget)]
    if profile or floor is not None:
        found += _sizes(page, profile, floor)
    if profile:
        found += [*_margins(page, profile), *_lines(page, profile)]
    return tuple(found)


def _texts(page: PaintedPage) -> list[Mark]:
    """The text that is seen: not invisible (mode 3), and more than spaces."""
    return [mark for mark in page.marks if mark.kind == "text" and mark.mode not in (3, 7) and mark.text.strip()]


def _off_page(page: PaintedPage) -> Iterator[Finding]:
    left, bottom, right, top = page.box
    for mark in _texts(page):
        out = mark.box[0] < left - 1 or mark.box[2] > right + 1 or mark.base < bottom - 1 or mark.base > top + 1
        if out:
            message = f"The words {quote(mark.text)} run off the page."
            yield error("pdf-off-page", f"page {page.number}", message, "WCAG 2.2 SC 1.4.10; kit: print")


def _overlap(page: PaintedPage, budget: Budget) -> Iterator[Finding]:
    """Words printed over other words: the middle band of two texts meets. The same words twice are a poor man's bold."""
    rows = sorted(_texts(page), key=lambda mark: mark.base)
    for at, low in enumerate(rows):
        for after in range(at + 1, len(rows)):
            high = rows[after]
            budget.spend("comparisons")
            if high.base >= low.base + 0.5 * low.size:
                break
            wide = min(low.box[2], high.box[2]) - max(low.box[0], high.box[0])
            if wide > 0.25 * min(low.size, high.size) and low.text != high.text:
                message = f"{quote(low.text)} and {quote(high.text)} are printed over each other."
                yield error("pdf-overlap", f"page {page.number}", message, "WCAG 2.2 SC 1.4.12; kit: print")


def _sizes(page: PaintedPage, profile: PrintRule | None, floor: float | None) -> Iterator[Finding]:
    small: dict[tuple[float, float, str], list[str]] = {}
    for mark in _texts(page):
        wanted = floor if floor is not None else (profile.foot if mark.artifact else profile.floor) if profile else 0.0
        if mark.size < wanted - 0.05:
            where = "the head or foot" if mark.artifact else "the text"
            small.setdefault((round(mark.size, 1), wanted, where), []).append(mark.text)
    for (size, wanted, where), words in small.items():
        by = f" ({profile.name})" if profile else ""
        message = f"In {where}, {quote(' '.join(words))} is set in {size:g} points; the least is {wanted:g}{by}."
        yield error("pdf-small-type", f"page {page.number}", message, "kit: print profile")


def _body_size(source: PdfSource, profile: PrintRule) -> Iterator[Finding]:
    """Most of the text must have the profile's size, not only be above the floor; entries of a bibliography are not counted.

    Measured by the length of its lines, not by its letters: a Chinese letter says what an English word does.
    """
    lengths = [page.once(_lengths, profile.body) for page in source.pages]
    cited = _split(_cited(source), profile.body)
    if sum(small for small, _ in lengths) - cited[0] > sum(large for _, large in lengths) - cited[1]:
        message = f"Most of the text is smaller than {profile.body:g} points ({profile.name})."
        yield error("pdf-body-size", "file", message, "kit: print profile")


def _lengths(page: PaintedPage, body: float) -> tuple[float, float]:
    """The same of a page's content."""
    return _split((mark for mark in _texts(page) if mark.artifact is None), body)


def _split(marks: Iterable[Mark], body: float) -> tuple[float, float]:
    """How long the lines are in all that are smaller than the body, and that are not, in points."""
    small = large = 0.0
    for mark in marks:
        width = mark.box[2] - mark.box[0]
        small, large = (small, large + width) if mark.size >= body - 0.05 else (small + width, large)
    return small, large


def _entries(tree: Tree) -> tuple[TagContent, ...]:
    return tuple(content for element in tree.once(elements_of) if element.role == "BibEntry" for content in element.contents())


def _cited(source: PdfSource) -> Iterator[Mark]:
    """The words of a bibliography's entries."""
    for content in source.tree.once(_entries) if source.tree else ():
        pieces = source.pieces.get((content.page, content.mcid, content.stream), ())
        yield from (mark for mark in pieces if mark.kind == "text" and mark.text.strip())


def _lowest(page: PaintedPage) -> Mark | None:
    """The tagged text that stands lowest on a page."""
    tagged = [mark for mark in _texts(page) if mark.owner is not None and mark.artifact is None]
    return min(tagged, key=lambda mark: mark.base, default=None)


def _headed(tree: Tree) -> frozenset[tuple[int, int]]:
    """The content of all headings: page and number."""
    return frozenset(
        (content.page, content.mcid)
        for element in tree.once(elements_of)
        if element.role[:1] == "H" and element.role[1:].isdigit()
        for content in element.contents()
    )


def _stranded(source: PdfSource) -> Iterator[Finding]:
    """A heading at the foot of a page, its text overleaf: the reader of one sheet sees a promise and nothing more."""
    headings = source.tree.once(_headed) if source.tree else frozenset()
    for page in source.pages[:-1]:
        lowest = page.once(_lowest)
        if lowest is not None and lowest.owner is not None and (page.number, lowest.owner.mcid) in headings:
            message = f"The heading {quote(lowest.text)} stands alone at the end of the page."
            yield error("pdf-stranded-heading", f"page {page.number}", message, "kit: print")


def _margins(page: PaintedPage, profile: PrintRule) -> Iterator[Finding]:
    left, bottom, right, top = page.box
    for mark in _texts(page):
        if mark.artifact:
            near = min(mark.box[0] - left, right - mark.box[2], mark.base - bottom, top - mark.base)
            if near < _EDGE - _SLACK:
                message = f"{quote(mark.text)} stands {near / MM:.1f} mm from the edge, where office printers can't print."
                yield error("pdf-margin", f"page {page.number}", message, "kit: print profile")
            continue
        side = min(mark.box[0] - left, right - mark.box[2])
        above = top - mark.base - 0.75 * mark.size
        if side < profile.side - _SLACK or above < profile.top - _SLACK:
            message = (
                f"{quote(mark.text)} stands in the margin: {side / MM:.0f} mm from the side and {above / MM:.0f} mm from the top; "
                f"at least {profile.side / MM:.0f} and {profile.top / MM:.0f} mm must stay free ({profile.name})."
            )
            yield error("pdf-margin", f"page {page.number}", message, "kit: print profile")


def _rows(page: PaintedPage) -> dict[tuple[int, float], list[Mark]]:
    """Tagged text by (MCID, baseline): the lines of each piece of content."""
    out: dict[tuple[int, float], list[Mark]] = {}
    for mark in _texts(page):
        owner = mark.owner
        if owner is not None and owner.mcid is not None:
            out.setdefault((owner.mcid, round(mark.base, 1)), []).append(mark)
    return out


def _lines(page: PaintedPage, profile: PrintRule) -> Iterator[Finding]:
    lines = _rows(page)
    for marks in lines.values():
        width = max(mark.box[2] for mark in marks) - min(mark.box[0] for mark in marks)
        if width > profile.line + _SLACK and max(mark.size for mark in marks) <= profile.body + 0.05:
            message = (
                f"A line is {width / INCH:.1f} inches long; the longest allowed is {profile.line / INCH:.1f} ({profile.name})."
            )
            yield error("pdf-long-line", f"page {page.number}", message, "kit: print profile")
            break
    bases: dict[int, list[tuple[float, float]]] = {}
    for (mcid, base), marks in lines.items():
        bases.setdefault(mcid, []).append((base, max(mark.size for mark in marks)))
    for rows in bases.values():
        rows.sort(reverse=True)
        for (upper, size), (lower, below) in itertools.pairwise(rows):
            gap, em = upper - lower, max(size, below)
            if 0.6 * em < gap < profile.leading * em - 0.2 and em <= profile.body + 0.05:
                message = (
                    f"Lines stand {gap / em:.2f} times the type size apart; the least is {profile.leading:g} ({profile.name})."
                )
                yield error("pdf-tight-lines", f"page {page.number}", message, "kit: print profile; WCAG 2.2 SC 1.4.12")
                return


def gray(color: tuple[float, float, float]) -> float:
    """What a black-and-white copy makes of a colour, 0 (black) to 1 (ITU-R BT.601)."""
    return 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]


def _ground(before: Sequence[Mark], mark: Mark, budget: Budget) -> Color | str:
    """The colour of what was painted last under the middle of a text; "picture" where that is no plain colour."""
    x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
    for far, shape in enumerate(reversed(before), start=1):
        left, bottom, right, top = shape.box
        if not (left <= x <= right and bottom <= y <= top):
            continue
        if (shape.kind == "shape" and shape.operator in ("S", "s")) or not shape.covers(x, y):
            continue
        budget.spend("comparisons", far)
        return "picture" if shape.kind == "picture" or shape.fill is None else shape.fill
    budget.spend("comparisons", len(before))
    return _WHITE


_OUTLINED = (1, 2, 5, 6)
"""The text rendering modes that draw the letters' edges too: their fill alone does not say how they look (ISO 32000-1, 9.3.6)."""
_NONE = 1.0
"""The ratio of two colours that are one; what nobody is meant to see, WCAG leaves out (2.2, 1.4.3, “Incidental”)."""


def _contrast(page: PaintedPage, profile: PrintRule | None, budget: Budget) -> Iterator[Finding]:
    faint: dict[tuple[float, float], list[str]] = {}
    tinted: dict[int, list[str]] = {}
    unknown: list[str] = []
    before: list[Mark] = []
    for mark in page.marks:
        if mark.kind != "text":
            before.append(mark)
            continue
        if mark.mode in (3, 7) or not mark.text.strip():
            continue
        ground = _ground(before, mark, budget)
        if isinstance(ground, str) or ground is None or mark.fill is None or mark.mode in _OUTLINED:
            unknown.append(mark.text)
            continue
        found = colour.contrast(mark.fill, ground)
        wanted = profile.contrast if profile else 3.0 if mark.size >= 18 else 4.5
        if found < wanted - 0.005:
            faint.setdefault((round(found, 1), wanted), []).append(mark.text)
        elif profile and gray(mark.fill) < gray(ground) < 1 - _DARKEST_TINT - 0.002:
            tinted.setdefault(round(100 * (1 - gray(ground))), []).append(mark.text)
        elif profile and gray(mark.fill) > gray(ground) and mark.size < profile.reverse:
            message = f"{quote(mark.text)} is light on dark in {mark.size:g} points: a copier fills it in."
            yield error("pdf-reverse-type", f"page {page.number}", message, "kit: copier-safe print")
    for words in (faint.pop(key) for key in [key for key in faint if key[0] == _NONE]):
        message = f"{quote(' '.join(words))} has the colour of its ground: nobody sees it, but it is read out."
        yield error("pdf-contrast-none", f"page {page.number}", message, "WCAG 2.2 SC 1.4.3; Matterhorn 04-001")
    for (found, wanted), words in faint.items():
        message = f"{quote(' '.join(words))} stands out too little from its ground: {found}:1, needed is {wanted:g}:1."
        yield error("pdf-contrast", f"page {page.number}", message, "WCAG 2.2 SC 1.4.3, 1.4.6; Matterhorn 04-001")
    for percent, words in tinted.items():
        message = f"{quote(' '.join(words))} stands on a tint of {percent} %: more than 10 % spoils a copy."
        yield error("pdf-tint", f"page {page.number}", message, "kit: copier-safe print")
    if unknown:
        message = f"A person must judge the contrast of {quote(' '.join(unknown))}: it is outlined, or lies on a picture or a special colour."
        yield warning("pdf-contrast-unknown", f"page {page.number}", message, "WCAG 2.2 SC 1.4.3")
