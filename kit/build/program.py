"""What the kit itself is: a digest of its files, of Python and of the libraries and fonts that it uses.

Two kits of the same digest make the same bytes and come to the same verdicts. Left out on purpose: what they are given.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import platform
import re
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import Path

import kit
from kit.digest import fingerprint

DISTRIBUTION = "health-kit"
_ABOVE = frozenset(("cli", "desk"))
"""Rooms above the build, which no file depends on."""
_DIGITS = 24


def short(value: object) -> str:
    """24 hexadecimal digits that change with any part of a value."""
    return fingerprint(value).hex()[:_DIGITS]


def digests(home: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    """The name below `home` and the digest of the bytes of each file, in the order of their paths."""
    return [(path.relative_to(home).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(files)]


@functools.lru_cache(maxsize=1)
def kit_digest() -> str:
    """The digest of the kit's own files, and of the versions of Python and of the libraries and fonts that it uses."""
    home = Path(kit.__file__).parent
    files = (path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    own = digests(home, (path for path in files if path.relative_to(home).parts[0] not in _ABOVE))
    return short((own, _libraries(), platform.python_version_tuple()[:2], zlib.ZLIB_RUNTIME_VERSION, unicodedata.unidata_version))


def _libraries() -> list[tuple[str, str]]:
    """The installed libraries and their versions: those that the kit asks for, or all where it is not installed itself."""
    try:
        asked = [line for line in importlib.metadata.requires(DISTRIBUTION) or () if "extra ==" not in line]
    except importlib.metadata.PackageNotFoundError:
        return sorted((found.name, found.version) for found in importlib.metadata.distributions())
    names = sorted(found.group() for line in asked if (found := re.match(r"[\w.-]+", line)))  # PEP 508
    return [(name, importlib.metadata.version(name)) for name in names]
