"""A text that its paper has no room for is named, with how many lines are too many: one is a line, two are lines."""

from __future__ import annotations

import pytest

from kit.formats.print.overlong import overlong
from tests.sample import sample


@pytest.mark.parametrize(("lines", "said"), [(0, "1 line"), (1, "1 line"), (2, "2 lines")])
def test_lines_are_counted_in_words(lines: int, said: str) -> None:
    """A part of a line that is too long is a line."""
    document = sample("ar")
    assert (
        overlong("poster", document, lines) == f"the poster '{document.topic}' is about {said} too long in {document.locale.name}"
    )
