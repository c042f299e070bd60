"""Every format takes text that is long, right-to-left, unspaced or tall, and reads back as it should."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kit import build, personalize, translate
from kit.document import Options
from kit.formats import FORMATS


@pytest.mark.slow
@pytest.mark.parametrize("format_name", sorted(name for name, form in FORMATS.items() if "topic" in form.takes))
@pytest.mark.parametrize("tag", sorted(translate.PSEUDO))
def test_a_test_language_fits_and_reads_back(root: Path, today: datetime.date, tag: str, format_name: str) -> None:
    """Written, read back and checked like a file to be published: no finding of severity error."""
    document = build.trial(root, "heroin-withdrawal", tag, today)
    document = personalize.personalize(document, region=None, clinic=None, today=today)
    form = FORMATS[format_name]
    data = form.write(document, Options())
    found = form.judge(document, Options(), data, form.read(data))
    assert [finding for finding in found if finding.severity == "error"] == []
