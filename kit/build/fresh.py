"""Whether the project's files are still those that were read, for programs that live longer than one build.

A build reads every file once; the desk runs for days while people edit. Left out on purpose: what is kept (`documents`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from kit.build import documents


def stamp(root: Path, *folders: str) -> str:
    """A digest that changes when any file in these folders (content/ and locales/) does: names, sizes, times to the nanosecond."""
    found = hashlib.sha256()
    for name in folders or ("content", "locales"):
        for line in sorted(_below(root / name)):
            found.update(line.encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _below(folder: Path) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:  # a save's temporary file that has just taken its own name
                continue
            yield f"{entry.path}\x1f{state.st_mtime_ns}\x1f{state.st_size}\n"


_seen: dict[Path, tuple[str, str]] = {}
"""By project: the stamp of all its files, and that of the English ones."""


def refresh(root: Path) -> str:
    """Forget what was read of a project if its files have changed since the last call; its stamp now."""
    now, (before, english) = stamp(root), _seen.get(root, ("", ""))
    if before != now:
        _seen[root] = (now, stamp(root, "content"))
        documents.forget(english=english != _seen[root][1])
    return now
