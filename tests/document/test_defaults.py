"""What nobody says of a document, a block, a plan or an option is empty, but for the few things that must have an answer."""

from __future__ import annotations

import dataclasses
from types import ModuleType

import pytest

from kit.document import blocks, model, plans, says, text

ANSWERED = {
    ("Document", "status"): "draft",
    ("Document", "sheet"): "booklet",
    ("Options", "edition"): "standard",
    ("Options", "profile"): "aph",
    ("Options", "paper"): "a4",
    ("Options", "pdfua"): 1,
    ("Field", "lines"): 1,
    ("Text", "state"): "source",
}
"""Fields that are not empty by themselves, each with its value."""


@pytest.mark.parametrize("module", [blocks, model, plans, says, text], ids=lambda module: module.__name__)
def test_what_nobody_says_is_empty(module: ModuleType) -> None:
    """No text, item, number or mark stands in a document that nobody put there."""
    for name, kind in vars(module).items():
        if not (dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__):
            continue
        for field in dataclasses.fields(kind):
            made = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
            if made is dataclasses.MISSING or field.name == "shows":
                continue
            wanted = ANSWERED.get((name, field.name))
            assert made == wanted if wanted else made in ("", b"", (), 0, None), (name, field.name, made)
            assert not isinstance(made, int) or isinstance(made, bool) or made == (wanted or 0)
