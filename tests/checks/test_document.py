"""docs/CHECKER.md says of every check what it looks at, and of every kind of finding that it exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.checks import families
from kit.checks.record import AnyCheck

FILES = ("pdf", "deck", "page")
CHECKS = [check for family in FILES for check in families.of(family)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_the_document_names_the_check_and_all_it_finds(check: AnyCheck, root: Path) -> None:
    """Each id stands in the document, in code."""
    words = (root / "docs" / "CHECKER.md").read_text(encoding="utf-8")
    assert [name for name in (check.id, *check.kinds) if f"`{name}`" not in words] == []
