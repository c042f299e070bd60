"""What a page paints, as values: marks with their colours and places, and the marked content they lie in."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import pikepdf

from kit.budget import Amounts
from kit.tagged.fonts import Glyph

_T = TypeVar("_T")
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Color = tuple[float, float, float] | None
"""Red, green, blue from 0 to 1; None where it can't be told (patterns, spot colours)."""

Outline = tuple[tuple[tuple[float, float], ...], ...]
"""Closed polygons in page space; curves are taken by their control points."""

Letters = dict[str, tuple[bytes, int, dict[int, Glyph]]]
"""By the name of a font in a page's resources: its key, the bytes of its codes, and the glyphs shown, by code."""

_BESIDE = "beside tags"

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Scope:
    """One open marked-content sequence: its tag, its MCID (None without), and what its property list says."""

    tag: str
    mcid: int | None = None
    stream: tuple[int, int] | None = None
    lang: str = ""
    actual: str | None = None
    kind: str = ""
    subtype: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One painting operation. `box` is left, bottom, right, top in points of the default page space.

    Text has its `glyphs`, the key of its `font`, `size` in points as seen on the page, `base`, the height of its baseline, and `text` in logical order:
    what ReversedChars turned round is turned back, code by code (ISO 32000-1, 14.8.2.3.3). Its box leaves out spaces at its ends.
    A filled shape has its `outline`, and the `clips` it is cut by: (outline, whether by the even-odd rule). `scopes` are the open
    marked-content sequences, outermost first.
    """

    kind: Literal["text", "shape", "picture"]
    page: int
    operator: str
    box: Box
    scopes: tuple[Scope, ...]
    fill: Color = None
    stroke: Color = None
    glyphs: tuple[Glyph, ...] = ()
    font: bytes | None = None
    size: float = 0.0
    base: float = 0.0
    mode: int = 0
    text: str = ""
    outline: Outline = ()
    clips: tuple[tuple[Outline, bool], ...] = ()

    def covers(self, x: float, y: float) -> bool:
        """Whether paint lies on this point: inside the shape and inside all clips (8.5.3.3)."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        if self.outline and not inside(self.outline, x, y, even_odd=self.operator.endswith("*")):
            return False
        return all(inside(outline, x, y, even_odd=even_odd) for outline, even_odd in self.clips)

    @property
    def owner(self) -> Scope | None:
        """The innermost sequence with an MCID."""
        return next((scope for scope in reversed(self.scopes) if scope.mcid is not None), None)

    @property
    def artifact(self) -> Scope | None:
        """The artifact sequence this lies in, if any."""
        return next((scope for scope in self.scopes if scope.tag == "Artifact"), None)


@dataclass(slots=True)
class PaintedPage:
    """A page's marks and marked-content sequences in order, the faults met while reading, and its size in points.

    `letters` are those that it shows of each font of its own resources, None where that can't be told, and `cost` is what reading it cost.
    `spent` names what ran out where the file's budget did not reach to the page's end. `fonts` are the keys of the
    file's fonts by those in the marks, where they differ. `known` keeps what was worked out from these marks alone, for every file that has the same page (`once`).
    """

    number: int
    source: pikepdf.Object
    box: Box
    marks: list[Mark] = field(default_factory=list)
    sequences: list[Scope] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    spent: str = ""
    fonts: dict[bytes, bytes] = field(default_factory=dict)
    known: dict[object, Any] = field(default_factory=dict)
    letters: Letters | None = None
    cost: Amounts = (0, 0, 0, 0)

    def once(self, work: Callable[..., _T], *arguments: Hashable) -> _T:
        """What a pure function of a page, with these arguments, makes of it; asked once for all files that have this page.

        The function may look at number, box, marks, sequences and faults, and never at `source`.
        """
        key = (work, *arguments)
        if key not in self.known:
            self.known[key] = work(self, *arguments)
        found: _T = self.known[key]
        return found

    def beside(self, tags: object, work: Callable[..., _T], *arguments: Hashable) -> _T:
        """What a pure function makes of a page and its tags (`PageTags`); asked once for all files that have both.

        As `once`, but not kept longer than the tags live.
        """
        known: weakref.WeakKeyDictionary[object, dict[object, _T]] | None = self.known.get(_BESIDE)
        if known is None:
            known = self.known[_BESIDE] = weakref.WeakKeyDictionary()
        kept = known.get(tags)
        if kept is None:
            kept = known[tags] = {}
        key = (work, *arguments)
        if key not in kept:
            kept[key] = work(self, tags, *arguments)
        return kept[key]

    @property
    def width(self) -> float:
        """Points from the left to the right edge of the crop box."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """Points from the bottom to the top edge of the crop box."""
        return self.box[3] - self.box[1]


def inside(outline: Outline, x: float, y: float, *, even_odd: bool) -> bool:
    """Whether a point lies inside closed polygons, by the even-odd or the nonzero winding number rule."""
    winding = 0
    for points in outline:
        for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                winding += 1 if y2 > y1 else -1
    return bool(winding % 2 if even_odd else winding)


def multiply(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that applies `a` first and then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def transformed(points: Iterable[tuple[float, float]], matrix: Matrix) -> tuple[tuple[float, float], ...]:
    """The points after a transformation."""
    a, b, c, d, e, f = matrix
    return tuple((a * x + c * y + e, b * x + d * y + f) for x, y in points)


def bounds(points: Iterable[tuple[float, float]], matrix: Matrix) -> Box:
    """The box around points after a transformation; all zero for no points."""
    moved = transformed(points, matrix) or ((0.0, 0.0),)
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return (min(xs), min(ys), max(xs), max(ys))
