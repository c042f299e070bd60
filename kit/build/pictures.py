"""Pictures of first sides for the download page: each painted once, when its file is made, and kept beside the files.

A picture's name says which bytes of a file it shows, by which kit it was painted, and its own digest, so that none is ever stale or
damaged unseen. Left out on purpose: the painting, which the format knows.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from kit.build.job import Result
from kit.build.program import kit_digest, short
from kit.files import write_whole
from kit.formats import FORMATS
from kit.formats.page.entry import Picture

FOLDER = "pictures"
"""The folder of pictures, in the one that holds the languages' folders; nothing else is in it."""
SUFFIX = "webp"
_DIGITS = 16
_NAME = re.compile(rf"(?:[\w.-]+/)?{FOLDER}/[0-9a-f-]+\.{SUFFIX}", re.ASCII)


def paint(out: Path, made: Result, data: bytes) -> None:
    """Keep the picture of a file that the download page leads with: a sheet, card or poster in its first edition. OSError: it can't be written."""
    form = FORMATS[made.format]
    if form.picture and "sheet" in form.takes and made.edition == form.editions[0]:
        _keep(out, made.path, made.sha256, form.picture(data))


class Sides:
    """The pictures that a list of these manifest lines shows; one is painted when it is asked for, where there is no sound one."""

    def __init__(self, out: Path, lines: Sequence[Mapping[str, object]]) -> None:
        self._out = out
        self._lines = {str(line["path"]): (str(line["format"]), str(line["sha256"])) for line in lines}
        self._shown: set[str] = set()

    def of(self, path: str) -> Picture | None:
        """The picture of a file; None for a format that has none."""
        form, sha256 = self._lines[path]
        picture = FORMATS[form].picture
        if picture is None:
            return None
        found = _sound(self._out, path, sha256)
        name, data = found or _keep(self._out, path, sha256, picture((self._out / path).read_bytes()))
        self._shown.add(name)
        width, height = Image.open(io.BytesIO(data)).size
        return Picture(path=name, width=width, height=height)

    def drop_others(self) -> None:
        """Delete the pictures that no list shows any more, of files that were made anew or are gone."""
        for folder in {FOLDER, *map(_folder, self._lines)}:
            for old in (self._out / folder).glob(f"*.{SUFFIX}"):
                if posixpath.join(folder, old.name) not in self._shown:
                    old.unlink()


def is_picture(out: Path, name: str) -> bool:
    """Whether a path below the output folder is that of a picture as it was painted."""
    path = out / name
    return bool(_NAME.fullmatch(name)) and path.is_file() and _vouched(path, path.read_bytes())


def _keep(out: Path, path: str, sha256: str, data: bytes) -> tuple[str, bytes]:
    name = posixpath.join(_folder(path), f"{_key(sha256)}-{_own(data)}.{SUFFIX}")
    write_whole(out / name, data)
    return name, data


def _sound(out: Path, path: str, sha256: str) -> tuple[str, bytes] | None:
    for found in sorted((out / _folder(path)).glob(f"{_key(sha256)}-*.{SUFFIX}")):
        if found.is_file():
            data = found.read_bytes()
            if _vouched(found, data):
                return posixpath.join(_folder(path), found.name), data
    return None


def _folder(path: str) -> str:
    """Where the picture of a file is: beside the folder of its language."""
    return posixpath.join(posixpath.dirname(posixpath.dirname(path)), FOLDER)


def _key(sha256: str) -> str:
    return short((sha256, kit_digest()))[:_DIGITS]


def _vouched(path: Path, data: bytes) -> bool:
    return path.stem.rpartition("-")[2] == _own(data)


def _own(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
