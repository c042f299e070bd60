"""The desk's own cache: files under a key that says all they depend on, trimmed to a size. Nothing on it can go stale.

Left out on purpose: what is made. The project's output/ is the build's, never the shelf's.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

LIMIT = 200_000_000


def key(*parts: object) -> str:
    """A digest of what a file depends on; each part must say all of itself in its repr."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Shelf:
    """A folder of entries, each a folder named by its key."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self.turns = 0

    def place(self, name: str) -> Path:
        """The folder of a key, made if need be; every 50th time the shelf is trimmed."""
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            os.utime(path)
        self.turns += 1
        if self.turns % 50 == 0:
            self.trim(path)
        return path

    def trim(self, keep: Path | None = None) -> None:
        """Throw the longest unused entries away until the rest fits."""
        entries = []
        for entry in os.scandir(self.folder):
            if entry.is_dir(follow_symlinks=False) and Path(entry.path) != keep:
                with contextlib.suppress(OSError):
                    size = sum(file.stat().st_size for file in Path(entry.path).rglob("*") if file.is_file())
                    entries.append((entry.stat().st_mtime, size, entry.path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.limit:
                return
            shutil.rmtree(path, ignore_errors=True)
            total -= size
