"""Whether words fit: heights by HarfBuzz line prediction, splits that never shrink, tokens that fit nowhere as errors.

PowerPoint shrinks text only while someone edits it, so a deck that is to be shown as written has to be split beforehand. Widths
are taken with a margin because the reader's font is not the one measured. Left out on purpose: where things go (`slides`).
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.document import Table, Text
from kit.errors import KitError
from kit.formats.deck import theme
from kit.formats.deck.shapes import EMU_POINT, Para, indent
from kit.locale import LRI, PDI, Locale
from kit.text.breaks import break_offsets
from kit.text.faces import MissingGlyph
from kit.text.lines import Line, WideToken, layout, measure
from kit.text.span import Span

SAFETY = 0.92  # of a width is used: fonts on the reader's machine may run wider than the measured ones
_BOLD_ARABIC = 0.82  # bold Arabic in the faces that stand in for Tahoma runs a fifth wider than in the measured one
_ARABIC_NUMBER = 0.86  # and so does a phone number among Arabic words
_NUMBER = re.compile(f"{LRI}[^{LRI}{PDI}]*[0-9][^{LRI}{PDI}]*[- ][^{LRI}{PDI}]*{PDI}")
_MOVES = 24  # most steps in which columns give each other room
CELL_MARGIN = 64008  # EMU at each side of a cell, and above and below its words


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures words in one locale, in lines of height `line` (of the size), in a font that runs `wide` times as wide as ours.

    Widths come in EMU, heights go out in EMU.
    """

    locale: Locale
    line: float = 0.0
    wide: float = 1.0

    def _safety(self, spans: tuple[Span, ...]) -> float:
        """The part of a width that is used."""
        if self.locale.script != "Arab":
            return SAFETY / self.wide
        if any(span.bold for span in spans):
            return _BOLD_ARABIC / self.wide
        return (_ARABIC_NUMBER if _NUMBER.search("".join(span.text for span in spans)) else SAFETY) / self.wide

    def fits(self, paras: Sequence[Para], width: int, height: int) -> bool:
        """Whether paragraphs stand in a place, no word wider than it."""
        return self.stand(paras, width) and self.heights(paras, width) <= height

    def stand(self, paras: Sequence[Para], width: int) -> bool:
        """Whether no word of some paragraphs is wider than their place.

        A word in another script than the locale's may be measured narrower alone than in its line, so lines are tried as well.
        """
        if any(self.widest_token(para) + indent(para.mark, para.size) > width for para in paras):
            return False
        try:
            return all(self._broken(para, width) for para in paras)
        except WideToken:
            return False

    def _broken(self, para: Para, width: int) -> tuple[Line, ...]:
        runs = para.runs
        points = (width - indent(para.mark, para.size)) / EMU_POINT * self._safety(runs)
        return self._layout(runs, para.size, points) or (Line(runs=(), width=0.0, text=""),)

    def broken(self, para: Para, width: int) -> tuple[str, ...]:
        """The words of each line that the paragraph takes in a place of this width."""
        return tuple(line.text for line in self._broken(para, width))

    def lines(self, para: Para, width: int) -> int:
        """How many lines the paragraph takes; KitError with the text's id if a token is wider than the column."""
        try:
            return len(self._broken(para, width))
        except WideToken as error:
            raise KitError(
                f"{para.text.id} ({self.locale.tag}): '{error.token}' is wider than its place on the slide",
                "Shorten or reword it: slides never shrink or cut a word.",
            ) from None
        except MissingGlyph as error:
            raise KitError(f"{para.text.id} ({self.locale.tag}): {error.message}", error.advice) from None

    def _layout(self, spans: tuple[Span, ...], size: float, points: float) -> tuple[Line, ...]:
        locale = self.locale
        return layout(spans, script=locale.script, lang=locale.tag, rtl=locale.rtl, size=size, width=points)

    def height(self, para: Para, width: int) -> int:
        """Height of the paragraph without the space above it."""
        return round(self.lines(para, width) * (self.line or theme.line(self.locale.script)) * para.size * EMU_POINT)

    def heights(self, paras: Sequence[Para], width: int) -> int:
        """Height of paragraphs one under the other; the first one's space above counts too, for safety."""
        return sum(self.height(para, width) + round(para.before * EMU_POINT) for para in paras)

    def settled(self, para: Para, width: int) -> Para:
        """The paragraph with its lines ended by hand before each number that starts a line.

        PowerPoint and LibreOffice know no rule that keeps 1-800-662-4357 together: they part it at a hyphen.
        """
        text = "".join(span.text for span in para.runs)
        if not _NUMBER.search(text):
            return para
        at, starts = 0, []
        for line in self._broken(para, width)[:-1]:
            at += len(line.text)
            starts.append(at)
        numbers = {match.start() for match in _NUMBER.finditer(text)}
        return dataclasses.replace(para, breaks=tuple(start for start in starts if start in numbers))

    def natural(self, para: Para) -> int:
        """Width of the paragraph on one line, with the safety margin."""
        runs = para.runs
        return _emu(_width(runs, self.locale) / self._safety(runs), para.size)

    def widest_token(self, para: Para) -> int:
        """Width of its widest unbreakable piece, with the safety margin."""
        runs = para.runs
        return _emu(_widest(runs, self.locale) / self._safety(runs), para.size)


def _emu(ems: float, size: float) -> int:
    return round(ems * size * EMU_POINT) + EMU_POINT


@functools.lru_cache(maxsize=8192)
def _width(spans: tuple[Span, ...], locale: Locale) -> float:
    return measure(spans, script=locale.script, lang=locale.tag, rtl=locale.rtl, size=1)


@functools.lru_cache(maxsize=8192)
def _widest(spans: tuple[Span, ...], locale: Locale) -> float:
    text = "".join(span.text for span in spans)
    bold = any(span.bold for span in spans)
    ends = break_offsets(text, locale.tag)
    pieces = {text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)}
    return max((_width((Span(text=piece, lang=locale.tag, bold=bold),), locale) for piece in pieces if piece), default=0.0)


def units(paras: Sequence[Para]) -> list[tuple[Para, ...]]:
    """Paragraphs that must stay together: each with those before it that are marked `keep`."""
    out: list[tuple[Para, ...]] = []
    held: list[Para] = []
    for para in paras:
        held.append(para)
        if not para.keep:
            out.append(tuple(held))
            held = []
    if held:
        out.append(tuple(held))
    return out


def split(heights: Sequence[int], limit: int) -> list[slice]:
    """Cut a row of heights into the fewest stretches that each sum to at most `limit`, as even as they can be.

    Order is kept and nothing is left out. A height over the limit stands alone: whoever asks must have refused it before.
    """
    count = len(heights)
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # for each end: (stretches, tallest, start of the last stretch)
    for end in range(1, count + 1):
        options = []
        total = 0
        for start in range(end - 1, -1, -1):
            total += heights[start]
            if total > limit and start < end - 1:
                break
            stretches, tallest, _ = best[start]
            options.append((stretches + 1, max(tallest, total), start))
        best.append(min(options))
    cuts: list[slice] = []
    end = count
    while end:
        start = best[end][2]
        cuts.append(slice(start, end))
        end = start
    return cuts[::-1]


def pages(ruler: Ruler, paras: Sequence[Para], width: int, limit: int) -> list[tuple[Para, ...]]:
    """Paragraphs cut into slides' worth; KitError with the text's id if one alone is taller than a slide."""
    groups = units(paras)
    heights = [ruler.heights(group, width) for group in groups]
    for group, height in zip(groups, heights, strict=True):
        if height > limit:
            raise KitError(
                f"{group[-1].text.id} ({ruler.locale.tag}): the text is too long for one slide",
                "Split it into shorter texts: slides never shrink a text.",
            )
    return [tuple(para for group in groups[cut] for para in group) for cut in split(heights, limit)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A table measured: column widths and row heights in EMU, its rows as paragraphs (the first holds the column heads).

    `least` is how narrow each column may be, so that no word is parted.
    """

    widths: tuple[int, ...]
    heights: tuple[int, ...]
    rows: tuple[tuple[Para, ...], ...]
    least: tuple[int, ...] = ()


def cells(ruler: Ruler, table: Table, width: int, height: int) -> Cells:
    """Set a table in a width: at the largest size at which all of it fits the height; else, to be split, at the least.

    It is set at the floor only where words are too long for the least size.
    """
    for size in (theme.LABEL_SIZE, theme.BODY_SIZE, theme.FLOOR):
        found = _cells(ruler, table, width, size)
        if found and sum(found.heights) > height and size <= theme.BODY_SIZE:
            found = _evened(ruler, found)
        if not found:
            continue
        head, *rows = found.heights
        splits = size <= theme.BODY_SIZE and all(head + row <= height for row in rows)
        if splits or sum(found.heights) <= height or size == theme.FLOOR:
            return found
    raise KitError(
        f"{table.meta.id} ({ruler.locale.tag}): the table's words are too wide for a slide",
        "Use shorter words or fewer columns: slides never shrink a text.",
    )


def _cells(ruler: Ruler, table: Table, width: int, size: int) -> Cells | None:
    rows = _cell_paras(table, size)
    margins = 2 * CELL_MARGIN
    columns = list(zip(*rows, strict=True))
    least = [max(map(ruler.widest_token, column)) + margins for column in columns]
    heads = max(map(ruler.natural, columns[0])) + margins
    if heads <= width // 4 and sum(least) - least[0] + heads <= width:  # a name stays whole where words may be parted, too
        least[0] = max(least[0], heads)
    if sum(least) > width:
        return None
    wanted = [max(low, max(map(ruler.natural, column)) + margins) for low, column in zip(least, columns, strict=True)]
    widths = _share(least, wanted, width)
    return Cells(widths=widths, heights=_row_heights(ruler, rows, widths), rows=rows, least=tuple(least))


def _row_heights(ruler: Ruler, rows: Sequence[Sequence[Para]], widths: Sequence[int]) -> tuple[int, ...]:
    margins = 2 * CELL_MARGIN
    return tuple(max(ruler.height(para, w - margins) for para, w in zip(row, widths, strict=True)) + margins for row in rows)


def _evened(ruler: Ruler, found: Cells) -> Cells:
    """The table with room moved from column to column as long as that makes it lower."""
    step = sum(found.widths) // 40
    best = found
    for _ in range(_MOVES):
        tried = []
        for giver, taker in itertools.permutations(range(len(best.widths)), 2):
            widths = list(best.widths)
            widths[giver] -= step
            widths[taker] += step
            if widths[giver] >= best.least[giver]:
                tried.append((sum(_row_heights(ruler, best.rows, widths)), widths))
        lowest = min(tried, default=(sum(best.heights), []))
        if lowest[0] >= sum(best.heights):
            break
        widths = lowest[1]
        best = replace(best, widths=tuple(widths), heights=_row_heights(ruler, best.rows, widths))
    return best


def _cell_paras(table: Table, size: int) -> tuple[tuple[Para, ...], ...]:
    def para(text: Text, *, head: bool, column: bool = False) -> Para:
        return Para(text=text, size=size, bold=head, color="tx2" if column else None, before=0)

    heads = tuple(para(text, head=True, column=True) for text in table.columns)
    return heads, *(tuple(para(text, head=index == 0) for index, text in enumerate(row)) for row in table.rows)


def _share(least: Sequence[int], wanted: Sequence[int], width: int) -> tuple[int, ...]:
    """Widths that sum to `width`: what each would like if there is room, else at least its least and the rest by need.

    The need is dampened, so that one long cell does not starve the others.
    """
    if sum(wanted) <= width:
        widths = [int(want + (width - sum(wanted)) / len(wanted)) for want in wanted]
    else:
        needs = [(want - low) ** 0.75 for want, low in zip(wanted, least, strict=True)]
        spare = width - sum(least)
        widths = [int(low + spare * need / sum(needs)) for low, need in zip(least, needs, strict=True)]
    widths[-1] += width - sum(widths)
    return tuple(widths)
