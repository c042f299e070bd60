"""All checks there are, by family: what `kit checks` lists and the tests go through.

Each family is loaded when it is asked for. Left out on purpose: running them, which formats and commands do.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from kit.checks.record import AnyCheck

FAMILIES = {
    "outline": "every file of ours, whatever its format",
    "deck": "a PowerPoint file, anybody's",
    "pdf": "a PDF file, anybody's",
    "page": "an HTML file, anybody's",
    "source": "the English source",
    "translation": "the texts of a language, one by one and together",
}
"""The folders of checks, and what each looks at."""


def of(family: str) -> tuple[AnyCheck, ...]:
    """The checks of a family."""
    checks: tuple[AnyCheck, ...] = importlib.import_module(f"kit.checks.{family}").CHECKS
    return checks


def all_checks() -> Iterator[tuple[str, AnyCheck]]:
    """Every check with its family."""
    for family in FAMILIES:
        for check in of(family):
            yield family, check


def named(name: str) -> tuple[str, AnyCheck] | None:
    """The check of this id, or the one that gives findings of it."""
    found = [(family, check) for family, check in all_checks() if name == check.id or name in check.kinds]
    return next((pair for pair in found if pair[1].id == name), found[0] if found else None)
