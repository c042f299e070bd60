"""Columns: entries beside each other as one row of the page."""

from __future__ import annotations

from kit.formats.print.sheet import Mark, Row, lower


def side_by_side(columns: list[list[list[Row]]], gap: float) -> Row:
    """Columns of entries as one row."""
    marks: list[Mark] = []
    tallest = 0.0
    for entries in columns:
        y = 0.0
        for entry in entries:
            for row in entry:
                lower(row.marks, y)
                marks += row.marks
                y += row.height
            y += gap
        tallest = max(tallest, y)
    return Row(height=tallest, marks=marks)
