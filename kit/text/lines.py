"""Lines of positioned runs: what a writer draws. Visual order by UAX 9, rules L1 and L2.

Laid-out paragraphs are kept in a bounded cache, so a text seen before costs nothing. Left out on purpose: pages, which belong to
the formats, and justification, which makes reading harder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from kit.caches import remembered
from kit.text.faces import Face
from kit.text.metrics import ascent, line_height
from kit.text.paragraph import RunPiece, SetParagraph, WideToken, paragraph
from kit.text.shape import Cluster
from kit.text.span import Span

__all__ = ["Line", "Run", "WideToken", "ascent", "layout", "line_height", "lines_needed", "measure"]

_SLACK = 0.01  # points by which rounding may pass the width


@dataclass(frozen=True, slots=True)
class Run:
    """Clusters (in logical order) of one span, face and direction; `span` indexes the spans given.

    `x` is the left edge in points from the line's left; it is negative where a space hangs over the left end of a
    right-to-left line. `width` in points includes spaces. A right-to-left run is one word with the spaces around it: drawn with
    its clusters reversed, in runs' order, under /ReversedChars, words stay in reading order (ISO 32000-1, 14.8.2.3.3).
    """

    span: int
    face: Face
    clusters: tuple[Cluster, ...]
    rtl: bool
    x: float
    width: float

    @property
    def text(self) -> str:
        """The characters the clusters stand for (bidi controls draw nothing and are not among them)."""
        return "".join(cluster.text for cluster in self.clusters)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: runs in logical order, the width of what is seen (without the space at its end), and its characters."""

    runs: tuple[Run, ...]
    width: float
    text: str


def layout(
    spans: Sequence[Span],
    *,
    script: str,
    lang: str,
    rtl: bool,
    size: float,
    width: float,
    allow_emergency_break: bool = False,
    balance: bool = False,
) -> tuple[Line, ...]:
    """The lines of a paragraph set at `size` points in a column of `width` points.

    `script` (ISO 15924), `lang` (BCP 47) and `rtl` are the paragraph's. `balance` evens out the lines (headings). A token wider
    than the column raises WideToken, or is parted between graphemes if `allow_emergency_break`. MissingGlyph if no face has a
    character. An empty text has no lines.
    """
    return _layout(tuple(spans), script, lang, rtl, size, width, allow_emergency_break, balance)


def measure(spans: Sequence[Span], *, script: str, lang: str, rtl: bool, size: float) -> float:
    """The width in points of the spans set on one line, spaces at the end left out."""
    return _measure(tuple(spans), script, lang, rtl) * size / 1000


def lines_needed(spans: Sequence[Span], *, script: str, lang: str, rtl: bool, size: float, width: float) -> int:
    """How many lines of `width` points the spans fill at `size` points; tokens too wide are parted."""
    return len(layout(spans, script=script, lang=lang, rtl=rtl, size=size, width=width, allow_emergency_break=True))


@remembered(2048)
def _measure(spans: tuple[Span, ...], script: str, lang: str, rtl: bool) -> float:
    shaped = paragraph(spans, script, lang, rtl)
    return shaped.width(0, len(shaped.text))


@remembered(2048)
def _layout(
    spans: tuple[Span, ...], script: str, lang: str, rtl: bool, size: float, width: float, emergency: bool, balance: bool
) -> tuple[Line, ...]:
    shaped = paragraph(spans, script, lang, rtl)
    limit = (width + _SLACK) * 1000 / size
    ends = shaped.balanced(limit, emergency=emergency) if balance else shaped.fill(limit, emergency=emergency)
    return tuple(_line(shaped, start, end, size) for start, end in pairwise([0, *ends]))


class _Placed(NamedTuple):
    """A piece of a line that moves as one, with its level on that line."""

    piece: RunPiece
    level: int


def _line(shaped: SetParagraph, start: int, end: int, size: float) -> Line:
    seen = shaped.trimmed(start, end)
    pieces = shaped.pieces(start, seen)
    scale = size / 1000
    width = fsum(piece.width for piece in pieces) * scale
    base = int(shaped.rtl)
    placed = [_Placed(word, piece.item.level) for piece in pieces for word in (_words(piece) if piece.item.rtl else [piece])]
    placed = _hang(placed, shaped.pieces(seen, end), base)
    widths = [piece.width * scale for piece, _ in placed]
    x = width - fsum(widths) if shaped.rtl else 0.0
    lefts = [0.0] * len(placed)
    for index in visual_order([level for _, level in placed]):
        lefts[index] = x
        x += widths[index]
    runs = tuple(
        Run(item.span, item.face, text.clusters[low:high], bool(level & 1), left, advance)
        for ((item, text, low, high), level), left, advance in zip(placed, lefts, widths, strict=True)
        if high > low
    )
    return Line(runs, width, shaped.text[start:end])


def _words(piece: RunPiece) -> list[RunPiece]:
    """A piece word by word, each with the spaces after it; spaces at its start go with the first word."""
    words = []
    begin, spaced, filled = piece.low, False, False
    for index in range(piece.low, piece.high):
        space = piece.shaped.clusters[index].text.isspace()
        if spaced and filled and not space:
            words.append(piece._replace(low=begin, high=index))
            begin, filled = index, False
        filled = filled or not space
        spaced = space
    return [*words, piece._replace(low=begin)]


def _hang(placed: list[_Placed], blanks: list[RunPiece], base: int) -> list[_Placed]:
    """The pieces with the white space at the line's end, which takes the paragraph's level (UAX 9, L1)."""
    for blank in blanks:
        last = placed[-1] if placed else None
        if last and last.level == base and last.piece[:2] == blank[:2] and last.piece.high == blank.low:
            placed[-1] = _Placed(last.piece._replace(high=blank.high), base)
        else:
            placed.append(_Placed(blank, base))
    return placed


def visual_order(levels: Sequence[int]) -> list[int]:
    """Indexes from left to right of pieces whose levels are given in logical order (UAX 9, L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        begin = 0
        while begin < len(order):
            end = begin
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[begin:end] = order[begin:end][::-1]
            begin = max(end, begin + 1)
    return order
