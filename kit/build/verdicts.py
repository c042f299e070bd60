"""Verdicts of checks that outlive a process: in a folder of the user's, each under a digest of all that it rests on.

A verdict counts only if its bytes are those that were written for the key that asks: what is damaged, cut short or put under another
name is as if it were not there. The folder is bounded and may be deleted at any time; processes that write at once each write a
whole file. Where it can't be written, nothing is kept. Left out on purpose: what is judged, and what a verdict rests on (`documents`).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from kit.files import user_cache, write_whole

MOST = 256
"""Verdicts kept; the longest unused go first. One of a language of ours has at most some 100 kB."""
_SUFFIX = ".json"


def folder() -> Path:
    """Where verdicts lie on this computer, for this user."""
    return user_cache() / "verdicts"


def read(key: str) -> object | None:
    """What was kept under a key, as JSON has it; None if there is nothing that can be trusted."""
    path = folder() / f"{key}{_SUFFIX}"
    try:
        seal, _, body = path.read_text(encoding="utf-8").partition("\n")
        if seal != _seal(key, body):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        found: object = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None
    return found


def keep(key: str, value: object) -> None:
    """Keep a verdict, made of what JSON can say. A disk that is full or may not be written is no fault: then it is worked out anew."""
    body = json.dumps(value, ensure_ascii=False)
    home = folder()
    with contextlib.suppress(OSError):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(home / f"{key}{_SUFFIX}", f"{_seal(key, body)}\n{body}".encode())
        _trim(home)


def _seal(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\n{body}".encode()).hexdigest()


def _trim(home: Path) -> None:
    """Delete the longest unused until no more than `MOST` are left."""
    with os.scandir(home) as found:
        kept = [(entry.stat().st_mtime_ns, entry.path) for entry in found if entry.name.endswith(_SUFFIX)]
    for _, path in sorted(kept)[: max(0, len(kept) - MOST)]:
        Path(path).unlink(missing_ok=True)
