"""Rules of the house that no other tool holds: one class for a name, reasons on the lines that silence mypy, few `Any`."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

MOST_ANY = 33
"""Uses of `Any` in kit/. It only ever goes down: what is left is data of any shape, such as a line of the manifest, and libraries without types."""


@pytest.fixture(scope="module")
def sources(root: Path) -> dict[str, str]:
    """Every module of the kit, by its path."""
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted((root / "kit").rglob("*.py"))}


def test_a_class_name_stands_once(sources: dict[str, str]) -> None:
    """A name means one thing in the whole house."""
    places = defaultdict(list)
    for path, text in sources.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_ignored_type_error_has_its_reason(sources: dict[str, str]) -> None:
    """A line that silences mypy says why."""
    bare = [
        f"{path}:{number}"
        for path, text in sources.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if "type: ignore" in line and not re.search(r"type: ignore\[[\w,-]+\]  # \w", line)
    ]
    assert bare == []


def test_any_grows_rarer(sources: dict[str, str]) -> None:
    """`Any` switches checking off; there is never more of it than there was."""
    assert sum(len(re.findall(r"\bAny\b", text)) for text in sources.values()) <= MOST_ANY


def test_lengths_are_added_alike_by_every_python(sources: dict[str, str]) -> None:
    """`sum` of fractions comes out otherwise from Python 3.12 on, and then a page breaks elsewhere: where things are measured, it only counts."""
    counts = re.compile(r"sum\((map\(str\.isalnum|c\.isdigit\(\) |max\(counts|lengths\[)")  # letters, digits, lines
    found = [
        f"{path}: {line.strip()}"
        for path, text in sources.items()
        if path.startswith(("kit/text/", "kit/formats/print/"))
        for line in text.splitlines()
        if re.search(r"\bsum\(", line) and not counts.search(line)
    ]
    assert found == [], "use math.fsum"
