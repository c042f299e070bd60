"""The deck is a deck like any other: another library opens it, edits it and saves it, and our reader hears the edit."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pptx.chart.data import XyChartData

from kit.document import Options
from kit.formats.deck import reader, writer
from tests.sample import sample


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_another_library_can_edit_it(tag: str) -> None:
    """A bullet is added, a title changed and a number of the chart mended with python-pptx; all else reads as before."""
    data = writer.write(sample(tag), Options())
    before = [item.text for item in reader.read(data).items]
    deck = Presentation(io.BytesIO(data))
    listed = next(
        slide for slide in deck.slides if "SAMHSA" in " ".join(s.text_frame.text for s in slide.placeholders if s.has_text_frame)
    )
    body = next(shape for shape in listed.placeholders if shape.has_text_frame and "SAMHSA" in shape.text_frame.text)
    body.text_frame.add_paragraph().text = "One more line"
    chart = next(shape for slide in deck.slides for shape in slide.shapes if shape.has_chart).chart
    numbers = XyChartData()
    for plot in chart.plots[0].series:
        series = numbers.add_series(plot.name)
        for day, value in zip(plot.iter_values(), plot.values, strict=True):
            series.add_data_point(day, value)
    chart.replace_data(numbers)
    saved = io.BytesIO()
    deck.save(saved)
    after = [item.text for item in reader.read(saved.getvalue()).items]
    assert [text for text in after if text != "One more line"] == before
    assert after.count("One more line") == 1


def test_every_text_is_in_a_placeholder_a_table_or_a_chart() -> None:
    """Outline view shows all words: no slide has a text box of its own."""
    deck = Presentation(io.BytesIO(writer.write(sample("en"), Options())))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                assert shape.is_placeholder, shape.name
