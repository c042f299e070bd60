"""Whether the project's files are still those that were read, for programs that live longer than one build.

A build reads every file once; the desk runs for days while people edit. Left out on purpose: what is kept (`documents`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from kit.build import documents
from kit.files import UNFINISHED


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
        if entry.name.startswith(".") and entry.name.endswith(UNFINISHED):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:  # it has just been taken away
                continue
            yield f"{entry.path}\x1f{state.st_mtime_ns}\x1f{state.st_size}\n"


_seen: dict[Path, tuple[str, str]] = {}
"""By project: the stamp of all its files, and that of the English ones."""


def refresh(root: Path) -> str:
    """Forget what was read of a project if its files have changed since the last call; its stamp now."""
    now, (before, english) = stamp(root), _seen.get(root, ("", ""))
    if before != now:
        seen = (now, stamp(root, "content"))
        documents.forget(english=english != seen[1])
        _seen[root] = seen  # last, so that no other thread takes for new what is not forgotten yet
    return now
