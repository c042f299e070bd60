"""A paragraph shaped once, and where its lines end: greedy filling over the breaks of UAX 14.

Widths are in thousandths of the em, so that one shaped paragraph serves every size and column. Left out on purpose: where
things stand in a line (`kit.text.lines`), justification, hyphenation.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from math import fsum
from typing import NamedTuple

from kit.caches import remembered
from kit.errors import KitError
from kit.text.breaks import break_offsets, graphemes, hard_breaks, inner_breaks
from kit.text.itemise import Itemised, itemise
from kit.text.shape import Shaped, shape_part
from kit.text.span import Span

_LONELY = 0.12  # a last line of one word narrower than this part of the width takes a second word from the line above
_BALANCE_STEPS = 6
_MARGIN = 32  # characters looked at beyond the width of a line, so that a letter with its marks is seen whole


class WideToken(KitError):  # noqa: N818 - named for what is found
    """A word or number that fits no line. The caller adds where it stands."""

    def __init__(self, token: str) -> None:
        super().__init__(f"'{token}' is wider than its line", "Shorten it, or give it more room.")
        self.token = token


class RunPiece(NamedTuple):
    """Clusters [low, high) of a shaped item."""

    item: Itemised
    shaped: Shaped
    low: int
    high: int

    @property
    def width(self) -> float:
        """Its advance."""
        return self.shaped.xs[self.high] - self.shaped.xs[self.low]


@remembered(2048)
def paragraph(spans: tuple[Span, ...], script: str, lang: str, rtl: bool) -> SetParagraph:
    """The paragraph of spans, shaped; kept, because one text is often measured at several widths."""
    return SetParagraph(spans, script, lang, rtl)


class SetParagraph:
    """Items with their shapes, the pen position at each character, and the offsets where lines may end."""

    def __init__(self, spans: tuple[Span, ...], script: str, lang: str, rtl: bool) -> None:
        self.spans, self.lang, self.rtl = spans, lang, rtl
        self.text = "".join(span.text for span in spans)
        self.items = itemise(spans, script=script, lang=lang, rtl=rtl)
        self.shaped = [self._shape(item, item.start, item.end) for item in self.items]
        self._xs = self._positions()
        self._stops = break_offsets(self.text, lang)
        self._seen_xs = [self._xs[self.trimmed(0, stop)] for stop in self._stops]
        self._hard = hard_breaks(self.text)

    def _shape(self, item: Itemised, start: int, end: int) -> Shaped:
        lang = self.spans[item.span].lang
        return shape_part(item.face, self.text, start, end, rtl=item.rtl, lang=lang, script=item.script)

    def _positions(self) -> list[float]:
        """The pen position before each character and after the last, as if all stood on one line in logical order."""
        steps: list[float] = [0.0] * len(self.text)
        for item, shaped in zip(self.items, self.shaped, strict=True):
            for start, cluster in zip(shaped.starts, shaped.clusters, strict=True):
                steps[item.start + start] = cluster.advance
        return list(accumulate(steps, initial=0.0))

    def trimmed(self, start: int, end: int) -> int:
        """The end of what is seen of characters [start, end): white space at the end of a line is not."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """The width seen of a line of characters [start, end)."""
        return fsum(piece.width for piece in self.pieces(start, self.trimmed(start, end)))

    def pieces(self, start: int, end: int) -> list[RunPiece]:
        """What a line of characters [start, end) is made of, shaped again where it cuts a run that does not part there."""
        pieces = []
        for item, shaped in zip(self.items, self.shaped, strict=True):
            begin, stop = max(start, item.start), min(end, item.end)
            if begin >= stop:
                continue
            first, last = begin - item.start, stop - item.start
            if shaped.cuttable(first) and shaped.cuttable(last):
                pieces.append(RunPiece(item, shaped, shaped.index(first), shaped.index(last)))
            else:
                again = self._shape(item, begin, stop)
                pieces.append(RunPiece(item, again, 0, len(again.clusters)))
        return pieces

    def fill(self, limit: float, *, emergency: bool = False) -> list[int]:
        """The end of each line, filled greedily up to a width of `limit`.

        A token wider than that raises WideToken, or is parted between graphemes in an emergency.
        """
        ends: list[int] = []
        start, size = 0, len(self.text)
        while start < size:
            start = self._line_end(start, limit, emergency)
            ends.append(start)
        return self._accompanied(ends, limit)

    def _line_end(self, start: int, limit: float, emergency: bool) -> int:
        first = bisect_right(self._stops, start)
        last = bisect_right(self._seen_xs, self._xs[start] + limit, lo=first)
        for index in range(first, last if self._hard else first):
            if self._stops[index] in self._hard:
                last = index + 1
                break
        # Shaping again at the cuts may change a width by some kerning, so the line found is measured as it will stand.
        while last > first and self.width(start, self._stops[last - 1]) > limit:
            last -= 1
        return self._stops[last - 1] if last > first else self._parted(start, self._stops[first], limit, emergency)

    def _parted(self, start: int, stop: int, limit: float, emergency: bool) -> int:
        """The end of a line that begins with a token wider than the line."""
        near = self._xs[start] + limit * 1.1  # shaping again may narrow a line by some kerning
        token = self.text[start : min(stop, bisect_right(self._xs, near, lo=start) + _MARGIN)]
        for offsets in (inner_breaks(token, self.lang), graphemes(token) if emergency else []):
            for offset in reversed([offset for offset in offsets if self._xs[start + offset] <= near]):
                if self.width(start, start + offset) <= limit:
                    return start + offset
        if emergency:
            return start + graphemes(token)[0]
        raise WideToken(self.text[start:stop].strip())

    def _accompanied(self, ends: list[int], limit: float) -> list[int]:
        """The ends, changed so that a short word, or one Chinese character, does not stand alone on the last line."""
        if len(ends) < 2 or ends[-2] in self._hard:
            return ends
        start, end = ends[-2:]
        before = ends[-3] if len(ends) > 2 else 0
        index = bisect_right(self._stops, start) - 1
        if self._stops[index : index + 2] != [start, end] or index < 1:
            return ends
        letters = sum(map(str.isalnum, self.text[start:end]))
        if letters > 1 and self.width(start, end) >= limit * _LONELY:
            return ends
        earlier = self._stops[index - 1]
        if earlier <= before or self.width(before, earlier) < limit / 2 or self.width(earlier, end) > limit:
            return ends
        return [*ends[:-2], earlier, end]

    def balanced(self, limit: float, *, emergency: bool = False) -> list[int]:
        """The ends of as few lines as `fill` makes, in the narrowest column that holds so few."""
        ends = self.fill(limit, emergency=emergency)
        if len(ends) < 2:
            return ends
        narrow, wide = limit / 2, limit
        for _ in range(_BALANCE_STEPS):
            middle = (narrow + wide) / 2
            try:
                tried = self.fill(middle)
            except WideToken:
                tried = []
            if tried and len(tried) <= len(ends):
                wide, ends = middle, tried
            else:
                narrow = middle
        return ends
