"""ARCHITECTURE.md tells of the house as it stands: each room of the tree, and no file that is not there."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page."""
    return (root / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_room_is_on_the_page(root: Path, page: str) -> None:
    """Each folder of the kit, each room of checks and formats, and each module that is a room alone."""
    rooms = [
        f"{path.name}/"
        for folder in ("kit", "kit/checks", "kit/formats")
        for path in sorted((root / folder).iterdir())
        if path.is_dir() and path.name != "__pycache__"
    ]
    rooms += [path.name for path in sorted((root / "kit").glob("*.py")) if not path.name.startswith("__")]
    assert [room for room in rooms if f"`{room}`" not in page] == []


def test_every_file_on_the_page_is_there(root: Path, page: str) -> None:
    """What is written like a file is the end of the path of one; `<tag>` stands for any."""
    there = [f"/{path.name}" for path in root.iterdir()]
    for folder in ("kit", "content", "locales", "tests", "docs", ".github"):
        there += ["/" + path.relative_to(root).as_posix() for path in (root / folder).rglob("*.*")]
    named = set(re.findall(r"`([\w./<>*-]+\.(?:py|yaml|toml|md|txt|j2|tsv|yml))`", page))
    named -= {"locales/<tag>/review.tsv"}  # there is none before a person has signed
    assert [name for name in sorted(named) if not fnmatch.filter(there, "*/" + re.sub("<[a-z]+>", "*", name))] == []
