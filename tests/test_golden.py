"""What a reader hears of each format, as readable text kept beside the tests: a change that nobody meant shows as a difference.

`pytest tests/test_golden.py --rewrite-goldens` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.document import Document, Options
from kit.formats import FORMATS
from kit.locale import find
from kit.outline import Item, Outline
from kit.translate import load, locale_of, translate
from tests.conftest import ROOT, Golden
from tests.sample import sample

TAGS = ("en", "ar", "zh-Hans")


def _document(tag: str) -> Document:
    """The sample; in Chinese its labels are translated and the rest stays English, marked as such."""
    if tag != "zh-Hans":
        return sample(tag)
    locale = locale_of(ROOT, tag)
    return translate(sample("en"), load(ROOT, locale, "labels"), load(ROOT, locale, "labels"), find(tag, ROOT / "locales"))


def _line(item: Item) -> str:
    level = str(item.level) if item.level else ""
    place = f"{item.page}: " if item.page else ""
    words = f" {item.text}" if item.text else ""
    alt = f" [{item.alt}]" if item.alt else ""
    foreign = "".join(f" <{tag}: {said}>" for tag, said in item.foreign)
    return f"{place}{item.role}{level} ({item.lang or '-'}){words}{alt}{foreign}"


def outline_text(outline: Outline) -> str:
    """An outline as text, a line for each thing that is heard, page furniture at the end."""
    head = f"{outline.title} ({outline.lang}), {outline.pages} pages"
    furniture = [f"furniture {_line(item)}" for item in outline.furniture]
    return "\n".join((head, *map(_line, outline.items), *furniture)) + "\n"


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["deck", "handout", "page"])
def test_what_is_heard_is_what_was_heard(name: str, tag: str, golden: Golden) -> None:
    """The outline of the sample in each format and language equals its golden text."""
    form = FORMATS[name]
    golden(Path("outlines") / f"{name}-{tag}.txt", outline_text(form.read(form.write(_document(tag), Options()))))
