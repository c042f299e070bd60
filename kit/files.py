"""Files put in place whole or not at all, and text files that people edit read with every fault in words. Tables of tabs, too.

It also knows where a user's cache is. Left out on purpose: what the texts mean.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import hashlib
import io
import os
import re
import secrets
import stat
import sys
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kit.errors import ContentError, Fault, KitError

MOST = 10_000_000
"""Bytes of a text file; the largest of ours has 400 kB."""
_DEEPEST_KEY = 50
"""Parts of a dotted key on one line of TOML: the library's time grows with the square of their number."""
_DOT = re.compile(r"[\w\"'-][ \t]*\.(?=[ \t]*[\w\"'-])")
"""A dot that parts a key, and those of abbreviations, of which nobody writes so many in a line."""
_QUOTED = re.compile(r"""\"{3}|'{3}|"(?:[^"\\]|\\.)*+"?|'[^']*+'?""")
"""Words in quotes, in which dots part nothing; the last mark may lack, so that no line takes long."""
_LONGEST_TOML = 2_000_000
"""Characters of a TOML file; the largest of ours has 600."""
_PAST_LONG = 2**63
"""The first number that a TOML file may not hold, as its standard has it; Python refuses to print the longest that it reads."""
UNFINISHED = ".part"
"""How the names of files end that are still being written."""
_SIGNS = 8
_HALF = re.compile(rf"\..+\.(?P<suffix>[A-Za-z0-9]+)\.(?P<mark>[0-9a-f]*)[0-9a-f]{{{_SIGNS}}}{re.escape(UNFINISHED)}")
"""The name of a file that is still being written."""


def user_cache() -> Path:
    """The folder of the user for what the kit can make again, where this system has such folders; it need not be there yet."""
    home = Path.home()
    base = {
        "win32": Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"),
        "darwin": home / "Library" / "Caches",
    }.get(sys.platform, Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache"))
    return base / "health-kit"


def write_whole(path: Path, data: bytes, mark: str = "") -> None:
    """Write a file under another name beside it, then rename it: whoever looks sees the old file or the new, never half of one.

    The bytes are on the disk before the name is. Of several who write at once, each writes a whole file, and the last one's stays.
    `mark`, hexadecimal digits, tells whose half it is if this process is killed (`sweep`). OSError as the system has it; then the
    old file is as it was.
    """
    with replacing(path, mark) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path, mark: str = "") -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` once it is whole and on the disk; see `write_whole`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{mark}{secrets.token_hex(_SIGNS // 2)}{UNFINISHED}")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def sweep(folder: Path, suffixes: Collection[str], *, before: float, mark: str = "") -> None:
    """Delete what killed processes left half written in a folder, of files with these suffixes; nobody's own files.

    That is what was last written to before a time (seconds since 1970), or was written under this mark.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            half = _HALF.fullmatch(entry.name)
            if half is None or half["suffix"] not in suffixes or not entry.is_file(follow_symlinks=False):
                continue
            if (mark and half["mark"] == mark) or entry.stat(follow_symlinks=False).st_mtime < before:
                Path(entry.path).unlink(missing_ok=True)


def read_data(path: Path, name: str = "", most: int = MOST) -> bytes:
    """A file's bytes. KitError: it is not there, not a plain file (a device or a pipe would be read for ever), too large, unreadable.

    `name` is what messages call it (its path by default).
    """
    name = name or path.as_posix()
    try:
        with open_plain(path) as stream:
            size = os.fstat(stream.fileno()).st_size  # so much memory is taken before the first byte is read
            data = stream.read(min(size, most) + 1)
            if len(data) > size:  # it has grown, or the system does not say how large it is
                data += stream.read(most + 1 - len(data))
    except FileNotFoundError:
        raise KitError(f"{name}: there is no such file", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise KitError(f"{name}: the file can't be read (it is a folder)", "Check the name: a file should stand here.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise KitError(f"{name}: the file can't be read ({why})", "Check that it is a file and that you may read it.") from None
    if len(data) > most:
        raise KitError(f"{name}: the file is larger than {most / 1_000:,.0f} kB", "Split it, or check that it is the right one.")
    return data


def open_plain(path: Path) -> BinaryIO:
    """A file opened to read its bytes. OSError as the system has it, or for a device or a pipe, which could be read for ever."""
    stream = open(path, "rb", opener=_open)  # noqa: SIM115 - the caller's to close
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "it is a device or a pipe, no file", os.fspath(path))
    return stream


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe that nobody writes to is opened, and refused, at once


def is_whole(path: Path, sha256: str, size: int) -> bool:
    """Whether a plain file of that size and SHA-256 is there; one of another size is not read, and a device or a pipe never."""
    try:
        if path.stat().st_size != size:
            return False
        return hashlib.sha256(read_data(path, most=size)).hexdigest() == sha256
    except (KitError, OSError):
        return False


def resolved(path: Path) -> Path:
    """The whole path, without links. KitError: its links lead round in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: Python before 3.13
        raise KitError(
            f"{path}: the links of this path lead round in a circle", "Name another path, or delete the link."
        ) from None


def read_text(path: Path, most: int = MOST) -> str:
    """A file's text (UTF-8, with or without a mark), with plain line ends. KitError as `read_data`; bytes that are no text have a place."""
    data = read_data(path, most=most)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        fault = Fault(
            file=path.as_posix(),
            line=before.count("\n") + 1,
            column=len(before) - (before.rfind("\n") + 1) + 1,
            what="the file is not UTF-8",
            advice="Save it again with the encoding UTF-8.",
        )
        raise ContentError((fault,)) from None


def read_toml(path: Path, advice: str) -> dict[str, object]:
    """A TOML file's values. KitError as `read_text`, or where it is not TOML: then with `advice` on how to write it."""
    try:
        return toml_of(read_text(path))
    except ValueError as error:
        raise ContentError((Fault(file=path.as_posix(), what=f"not TOML: {error}", advice=advice),)) from None


def _dots(line: str) -> int:
    """How many dots of a line join names; those inside of quoted words don't."""
    return len(_DOT.findall(_QUOTED.sub('""', line)))


def toml_of(text: str) -> dict[str, object]:
    """The values of a TOML text, in time that grows with its length. ValueError: it is not TOML, or no file of a person's."""
    if len(text) > _LONGEST_TOML:
        raise ValueError(f"longer than {_LONGEST_TOML:,} characters")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > _DEEPEST_KEY and not line.lstrip().startswith("#") and _dots(line) > _DEEPEST_KEY:
            raise ValueError(f"more than {_DEEPEST_KEY} names joined by dots (at line {number}, column 1)")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    left: list[object] = [values]
    while left:
        value = left.pop()
        if isinstance(value, dict | list):
            left.extend(value.values() if isinstance(value, dict) else value)
        elif isinstance(value, int) and abs(value) >= _PAST_LONG:
            raise ValueError("a number of more than 19 digits")
    return values


def read_table(path: Path, head: Sequence[str], wrong: Callable[[list[str]], str], advice: str) -> tuple[list[str], ...]:
    """The rows under the head line of a table parted by tabs, cells stripped; none where there is no file.

    `wrong` says what is wrong with a row whose cells are as many as the head's and filled, or "". ContentError lists every broken
    line, with `advice`; KitError as `read_text`.
    """
    if not path.exists():
        return ()
    lines = csv.reader(io.StringIO(read_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        first, *rows = [[cell.strip() for cell in line] for line in lines] or [list(head)]
    except csv.Error as error:  # a cell longer than a table may have, or a sign that ends a line inside one
        what = f"not a table parted by tabs: {error}"
        raise ContentError((Fault(file=str(path), line=lines.line_num, column=1, what=what, advice=advice),)) from None
    faults, good = [], []
    if first != list(head):
        advised = f"Begin with: {' '.join(head)}, parted by tabs."
        faults.append(Fault(file=str(path), line=1, column=1, what="another head line", advice=advised))
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        full = len(row) == len(head) and all(row)
        if what := wrong(row) if full else f"not {len(head)} cells with words in each":
            faults.append(Fault(file=str(path), line=number, column=1, what=what, advice=advice))
        good.append(row)
    if faults:
        raise ContentError(tuple(faults))
    return tuple(good)


def write_table(path: Path, head: Sequence[str], rows: Iterable[Iterable[str]]) -> Path:
    """Write a table as `read_table` reads it; line ends and tabs within cells become spaces."""
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    table.writerow(head)
    for row in rows:
        table.writerow(" ".join(cell.split()) for cell in row)
    write_whole(path, out.getvalue().encode())
    return path
