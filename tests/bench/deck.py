"""What a deck costs against plain python-pptx: `python -m tests.bench.deck [--rounds 9]`.

The other writer is given the slides ready made (titles, words by run, table cells, chart values, notes) and puts the same
parts into a file with the library's own template and calls, one slide after the other; it measures, splits and draws nothing.
Both take turns in one process; the table shows medians and the ratio, round by round.
"""

from __future__ import annotations

import argparse
import functools
import io
import statistics
import time
from collections.abc import Callable
from typing import Any

from kit.document import Options
from kit.formats.deck.plan import plan as slides
from kit.formats.deck.shapes import Grid, Para, Plot, Slide, SlideWords
from kit.formats.deck.writer import write
from tests.bench.workload import LOCALES, document

_WARMING = 3


def plain(found: tuple[Slide, ...]) -> bytes:
    """The slides by python-pptx alone, as its documentation shows it."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    for slide in found:
        made = deck.slides.add_slide(deck.slide_layouts[1])
        _fill(made.shapes.title.text_frame, (slide.title,))
        body = [para for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras]
        _fill(made.placeholders[1].text_frame, tuple(body))
        for shape in slide.shapes:
            if isinstance(shape, Grid):
                _table(made, shape)
            elif isinstance(shape, Plot):
                _chart(made, shape)
        _fill(made.notes_slide.notes_text_frame, slide.notes)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _fill(frame: Any, paras: tuple[Para, ...]) -> None:
    for index, para in enumerate(paras):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        for span in para.runs:
            run = paragraph.add_run()
            run.text = span.text
            run.font.bold = span.bold
            run._r.get_or_add_rPr().set("lang", span.lang)


def _table(made: Any, grid: Grid) -> None:
    frame = grid.frame
    table = made.shapes.add_table(len(grid.rows), len(grid.widths), frame.x, frame.y, frame.width, frame.height).table
    for r, row in enumerate(grid.rows):
        for c, para in enumerate(row):
            _fill(table.cell(r, c).text_frame, (para,))


def _chart(made: Any, plot: Plot) -> None:
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = XyChartData()
    for series in plot.timeline.series:
        line = data.add_series(series.name.text)
        for (day, _), value in zip(plot.timeline.points, series.values, strict=True):
            line.add_data_point(day, value)
    frame = plot.frame
    made.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, frame.x, frame.y, frame.width, frame.height, data)


def _timed(make: Callable[[], bytes]) -> tuple[float, int]:
    before = time.process_time()
    data = make()
    return time.process_time() - before, len(data)


def main() -> None:
    """One line for each locale."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.deck")
    parser.add_argument("--locales", default=",".join(LOCALES))
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print(f"{'locale':8} {'slides':>6} {'kit ms':>7} {'kB':>6} {'pptx ms':>8} {'kB':>6} {'ratio':>6} {'min..max':>12}")
    for tag in arguments.locales.split(","):
        mine, theirs = [], []
        for number in range(_WARMING + arguments.rounds):
            made = document(tag, number)
            own = _timed(functools.partial(write, made, Options()))
            found = slides(made)
            other = _timed(functools.partial(plain, found))
            if number >= _WARMING:
                mine.append(own)
                theirs.append(other)
        ratios = [one[0] / other[0] for one, other in zip(mine, theirs, strict=True)]
        print(
            f"{tag:8} {len(found):6} {statistics.median(t for t, _ in mine) * 1000:7.1f} {mine[-1][1] / 1000:6.1f} "
            f"{statistics.median(t for t, _ in theirs) * 1000:8.1f} {theirs[-1][1] / 1000:6.1f} "
            f"{statistics.median(ratios):6.2f} {f'{min(ratios):.2f}..{max(ratios):.2f}':>12}",
            flush=True,
        )


if __name__ == "__main__":
    main()
