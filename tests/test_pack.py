"""kit pack: finished files with their page, for a stick or a server; the same files give the same bytes."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from kit import build
from kit.build.pack import pack
from kit.errors import KitError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, root: Path, today: datetime.date) -> Path:
    """A small output folder: the card and its page in two languages."""
    out = tmp_path_factory.mktemp("out")
    build.build(
        build.Request(root=root, out=out, topics=("point-to-card",), locales=("en", "es"), editions=("standard",), today=today)
    )
    return out


def test_zip_of_one_language(made: Path, root: Path, today: datetime.date, tmp_path: Path) -> None:
    """A zip holds a language's files, its download page and receipts, and is the same each time."""
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    count = pack(root, made, one, today, locales=("es",))
    pack(root, made, two, today, locales=("es",))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
    assert "index.html" in names
    assert count == sum(name.startswith("es/") and "changes" not in name for name in names)
    assert not any(name.startswith("en/") for name in names)


def test_folder_for_a_server(made: Path, root: Path, today: datetime.date, tmp_path: Path) -> None:
    """A folder holds the same; one that holds something already is not written over."""
    pack(root, made, tmp_path / "site", today)
    assert (tmp_path / "site" / "index.html").is_file()
    with pytest.raises(KitError, match="is not empty"):
        pack(root, made, tmp_path / "site", today)


def test_nothing_to_pack(root: Path, today: datetime.date, tmp_path: Path) -> None:
    """An empty output folder is told in words."""
    with pytest.raises(KitError, match="nothing to pack"):
        pack(root, tmp_path, tmp_path / "x.zip", today)
