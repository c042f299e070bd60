"""Lines: a paragraph's spans become lines of positioned runs, whole runs being shaped once and cut where lines end.

Greedy filling over UAX 14 breaks (`kit.text.breaks`), visual order by UAX 9 rules L1 and L2. Laid-out paragraphs are kept in a
bounded cache, so a text seen before costs nothing. Left out on purpose: justification and hyphenation, which make reading
harder, and pages, which belong to the formats.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kit.errors import KitError
from kit.text.breaks import break_offsets, graphemes, hard_breaks, inner_breaks
from kit.text.faces import Face, stack
from kit.text.itemise import Item, itemise
from kit.text.shape import Cluster, Shaped, shape_part
from kit.text.span import Span

_SLACK = 0.01  # points by which rounding may pass the width
_LONELY = 0.12  # a last line of one word narrower than this part of the width takes a second word from the line above


class WideToken(KitError):  # noqa: N818 - named for what is found
    """A word or number that fits no line. The caller adds where it stands."""

    def __init__(self, token: str) -> None:
        super().__init__(f"'{token}' is wider than its line", "Shorten it, or give it more room.")
        self.token = token


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
    """The width in points of the spans set on one line, trailing spaces left out."""
    paragraph = _paragraph(tuple(spans), script, lang, rtl)
    return paragraph.seen(0, len(paragraph.text)) * size / 1000


def lines_needed(spans: Sequence[Span], *, script: str, lang: str, rtl: bool, size: float, width: float) -> int:
    """How many lines of `width` points the spans fill at `size` points; tokens too wide are parted."""
    return len(layout(spans, script=script, lang=lang, rtl=rtl, size=size, width=width, allow_emergency_break=True))


def line_height(script: str, size: float, factor: float) -> float:
    """Baseline to baseline in points: `factor` x `size`, or more where the script's faces are taller."""
    up, down = _extents(script)
    return max(factor * size, (up + down) * size)


def ascent(script: str, size: float, factor: float) -> float:
    """From the top of a line of `line_height` to its baseline, in points; what is over is shared above and below."""
    up, down = _extents(script)
    return up * size + (line_height(script, size, factor) - (up + down) * size) / 2


@functools.cache
def _extents(script: str) -> tuple[float, float]:
    faces = [stack(script, bold=bold)[0] for bold in (False, True)]
    return max(face.ascent for face in faces), max(face.descent for face in faces)


@functools.lru_cache(maxsize=4096)
def _layout(
    spans: tuple[Span, ...], script: str, lang: str, rtl: bool, size: float, width: float, emergency: bool, balance: bool
) -> tuple[Line, ...]:
    paragraph = _paragraph(spans, script, lang, rtl)
    if not paragraph.text:
        return ()
    limit = (width + _SLACK) * 1000 / size
    ends = paragraph.fill(limit, emergency)
    if balance and len(ends) > 1:
        ends = _balanced(paragraph, limit, ends)
    starts = [0, *ends[:-1]]
    return tuple(paragraph.line(start, end, size) for start, end in zip(starts, ends, strict=True))


def _balanced(paragraph: Paragraph, limit: float, ends: list[int]) -> list[int]:
    """The same number of lines in the narrowest column that holds them."""
    low, high = limit / 2, limit
    while high - low > limit / 64:
        middle = (low + high) / 2
        try:
            tried = paragraph.fill(middle, emergency=False)
        except WideToken:
            tried = []
        if tried and len(tried) <= len(ends):
            high, ends = middle, tried
        else:
            low = middle
    return ends


@functools.lru_cache(maxsize=4096)
def _paragraph(spans: tuple[Span, ...], script: str, lang: str, rtl: bool) -> Paragraph:
    return Paragraph(spans, script, lang, rtl)


class Paragraph:
    """A shaped paragraph: its items, the pen position at each character, and where lines may end. Units: 1/1000 em."""

    def __init__(self, spans: tuple[Span, ...], script: str, lang: str, rtl: bool) -> None:
        self.spans, self.lang, self.rtl = spans, lang, rtl
        self.text = "".join(span.text for span in spans)
        self.items = itemise(spans, script=script, lang=lang, rtl=rtl)
        self.shaped = [self._shape(item, item.start, item.end) for item in self.items]
        self.xs = self._positions()
        self.breaks = break_offsets(self.text, lang)
        self.hard = hard_breaks(self.text)

    def _shape(self, item: Item, start: int, end: int) -> Shaped:
        lang = self.spans[item.span].lang
        return shape_part(item.face, self.text, start, end, rtl=item.rtl, lang=lang, script=item.script)

    def _positions(self) -> list[float]:
        """The pen position before each character and after the last, as if all stood on one line in logical order."""
        xs: list[float] = [0.0]
        for shaped in self.shaped:
            here = xs[-1]
            if len(shaped.starts) == len(shaped.text):
                xs += [here + x for x in shaped.xs[1:]]
            else:
                xs += [here + shaped.x(offset) for offset in range(1, len(shaped.text) + 1)]
        return xs

    def seen(self, start: int, end: int) -> float:
        """Width of characters [start, end) without the white space at the end."""
        return self.xs[self.trimmed(start, end)] - self.xs[start]

    def trimmed(self, start: int, end: int) -> int:
        """The end of what is seen of characters [start, end)."""
        return start + len(self.text[start:end].rstrip())

    def fill(self, limit: float, emergency: bool) -> list[int]:
        """The end of each line, filled greedily."""
        ends: list[int] = []
        stops, start, size = self.breaks, 0, len(self.text)
        seen = [self.xs[self.trimmed(0, stop)] for stop in stops]
        while start < size:
            first = bisect_right(stops, start)
            last = bisect_right(seen, self.xs[start] + limit, lo=first)
            for index in range(first, last):
                if stops[index] in self.hard:
                    last = index + 1
                    break
            while last > first and self._exact(start, stops[last - 1]) > limit:
                last -= 1
            end = stops[last - 1] if last > first else self._part(start, stops[first], limit, emergency)
            ends.append(end)
            start = end
        return self._accompanied(ends, limit)

    def _accompanied(self, ends: list[int], limit: float) -> list[int]:
        """The ends, changed so that a short word does not stand alone on the last line."""
        if len(ends) < 2:
            return ends
        start, end = ends[-2], ends[-1]
        before = ends[-3] if len(ends) > 2 else 0
        index = bisect_right(self.breaks, start) - 1
        alone = self.breaks[index + 1 : index + 2] == [end] and start not in self.hard and self.breaks[index] == start
        if not alone or self.seen(start, end) >= limit * _LONELY or index < 1:
            return ends
        earlier = self.breaks[index - 1]
        if earlier <= before or self.seen(before, earlier) < limit / 2 or self._exact(earlier, end) > limit:
            return ends
        return [*ends[:-2], earlier, end]

    def _part(self, start: int, stop: int, limit: float, emergency: bool) -> int:
        """The end of a line that begins with a token wider than the line."""
        token = self.text[start:stop]
        for offsets in (inner_breaks(token, self.lang), graphemes(token) if emergency else []):
            fitting = [start + offset for offset in offsets if self._exact(start, start + offset) <= limit]
            if fitting:
                return fitting[-1]
        if emergency:
            return start + graphemes(token)[0]
        raise WideToken(token.strip())

    def _exact(self, start: int, end: int) -> float:
        """The width seen of a line, shaped again where it cuts a run that does not part there."""
        end = self.trimmed(start, end)
        width = self.xs[end] - self.xs[start]
        for item, shaped in zip(self.items, self.shaped, strict=True):
            for cut in (start, end):
                if item.start < cut < item.end and not shaped.cuttable(cut - item.start):
                    return sum(part.xs[high] - part.xs[low] for _, part, low, high in self._parts(start, end))
        return width

    def _parts(self, start: int, end: int) -> list[tuple[Item, Shaped, int, int]]:
        """The items of characters [start, end), each with shaped text and the clusters [low, high) of it."""
        parts = []
        for item, shaped in zip(self.items, self.shaped, strict=True):
            begin, stop = max(start, item.start), min(end, item.end)
            if begin >= stop:
                continue
            if shaped.cuttable(begin - item.start) and shaped.cuttable(stop - item.start):
                parts.append((item, shaped, shaped.index(begin - item.start), shaped.index(stop - item.start)))
            else:
                again = self._shape(item, begin, stop)
                parts.append((item, again, 0, len(again.clusters)))
        return parts

    def line(self, start: int, end: int, size: float) -> Line:
        """The line of characters [start, end) at `size` points."""
        seen = self.trimmed(start, end)
        base = int(self.rtl)
        pieces: list[tuple[Item, Shaped, int, int, int]] = []  # item, shaped, low, high, level
        for item, shaped, low, high in self._parts(start, seen):
            if item.rtl:
                pieces += [(item, shaped, a, b, item.level) for a, b in _words(shaped, low, high)]
            else:
                pieces.append((item, shaped, low, high, item.level))
        pieces = _hang(pieces, self._parts(seen, end), base)
        scale = size / 1000
        widths = [(shaped.xs[high] - shaped.xs[low]) * scale for _, shaped, low, high, _ in pieces]
        width = sum(part.xs[high] - part.xs[low] for _, part, low, high in self._parts(start, seen)) * scale
        x = width - sum(widths) if self.rtl else 0.0
        places = [0.0] * len(pieces)
        for index in visual_order([piece[4] for piece in pieces]):
            places[index] = x
            x += widths[index]
        runs = tuple(
            Run(item.span, item.face, shaped.clusters[low:high], bool(level & 1), places[index], widths[index])
            for index, (item, shaped, low, high, level) in enumerate(pieces)
            if high > low
        )
        return Line(runs, width, self.text[start:end])


def _words(shaped: Shaped, low: int, high: int) -> list[tuple[int, int]]:
    """Clusters [low, high) word by word, each with the spaces after it; spaces at the start go with the first word."""
    words, begin, blank, filled = [], low, False, False
    for index in range(low, high):
        space = shaped.clusters[index].text[:1].isspace()
        if blank and not space and filled:
            words.append((begin, index))
            begin, filled = index, False
        filled = filled or not space
        blank = space
    if begin < high:
        words.append((begin, high))
    return words


def _hang(
    pieces: list[tuple[Item, Shaped, int, int, int]], blanks: list[tuple[Item, Shaped, int, int]], base: int
) -> list[tuple[Item, Shaped, int, int, int]]:
    """The pieces with the white space at the line's end, which runs in the paragraph's direction (UAX 9, L1)."""
    for item, shaped, low, high in blanks:
        last = pieces[-1] if pieces else None
        if last and last[0] is item and last[1] is shaped and last[3] == low and last[4] == base:
            pieces = [*pieces[:-1], (item, shaped, last[2], high, base)]
        else:
            pieces = [*pieces, (item, shaped, low, high, base)]
    return pieces


def visual_order(levels: Sequence[int]) -> list[int]:
    """Indexes of pieces from left to right, from their levels in logical order (UAX 9, L2)."""
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
