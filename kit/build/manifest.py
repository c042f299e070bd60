"""The account of an output folder: a line of JSON for each file, read as data that anybody may have changed.

Every line ends in a digest of itself, so that one that was damaged, in any field, counts no more: its file is made again. Every line is
checked field by field, and the path that it names must be the one that its fields make, so that no path ever comes from a file. While a build runs, its journal holds the lines of what is finished; it counts as a manifest if the build is stopped.
Left out on purpose: publishing, and the download page (`output`).
"""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from kit.build.job import FileName, Result, is_sealed, sealed
from kit.errors import OutputError
from kit.files import is_whole, open_plain
from kit.formats import FORMATS

MANIFEST = "manifest.jsonl"
_UNFINISHED = "manifest.unfinished"
_LONGEST = 1_000_000
"""Bytes of a line; the longest of ours has some ten thousand."""

_Name = Annotated[str, StringConstraints(pattern=r"^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*)?$", max_length=80)]
_Tag = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$", max_length=40)]
_Words = Annotated[str, StringConstraints(max_length=5_000)]
_Count = Annotated[int, Field(ge=0)]


class FindingLine(BaseModel):
    """A finding of a file, as its line has it."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: _Name
    severity: Literal["error", "warning", "info"]
    where: _Words
    message: _Words
    clause: _Words = ""


_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]


class KeyLine(BaseModel):
    """What a file was made from, as its line has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    asked: _Digest
    words: _Digest
    numbers: _Digest
    clinic: _Digest
    kit: _Digest


class ManifestLine(BaseModel):
    """One file of the kit, as its line of the manifest has it; what a newer kit says beyond these fields is left aside."""

    model_config = ConfigDict(extra="ignore", strict=True)

    path: Annotated[str, StringConstraints(max_length=400)]
    topic: _Name
    locale: _Tag
    format: _Name
    edition: _Name
    paper: _Name
    region: Annotated[str, StringConstraints(pattern=r"^(?:[A-Z]{2})?$")]
    clinic: _Name
    status: Literal["draft", "reviewed", "clinical"]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: _Count
    pages: _Count
    findings: list[FindingLine]
    content_version: Annotated[str, StringConstraints(pattern=r"^[0-9.]{1,20}$")]
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    title: _Words
    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{0,80}$")]
    beside: _Tag = ""
    session: Annotated[int, Field(ge=0, le=1_000)] = 0
    sheet: _Name = ""
    parts: Annotated[str, StringConstraints(pattern=r"^(?:[A-Za-z0-9]+(?:[-.,][A-Za-z0-9]+)*)?$", max_length=200)] = ""
    made_from: KeyLine | None = None

    @model_validator(mode="after")
    def _is_itself(self) -> Self:
        """The path is the one that the fields make, and they are what this kit knows."""
        datetime.date.fromisoformat(self.date)
        if not (self.topic and self.locale):
            raise ValueError("a file of no topic or language")
        if self.format not in FORMATS:
            raise ValueError("no format of this kit")
        if self.edition not in FORMATS[self.format].editions:  # an older or a newer kit may have had others
            raise ValueError("no edition of this format")
        if self.path not in (self._path(fillable=False), self._path(fillable=True)):
            raise ValueError("the path is not that of this file")
        return self

    def _path(self, *, fillable: bool) -> str:
        fields = ("topic", "locale", "format", "edition", "clinic", "beside", "session", "sheet", "parts")
        values = {field: getattr(self, field) for field in fields}
        return FileName(**values, draft=self.status == "draft", fillable=fillable).path


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An output folder's sound files, as their manifest lines, by path; the paths of files that are gone or were changed.

    `damaged` is the number of lines that count no more, because they are none of ours or are not as they were written.
    """

    entries: tuple[dict[str, Any], ...]
    lost: tuple[str, ...]
    damaged: int = 0

    def warnings(self, known: Collection[str] = ()) -> Iterator[str]:
        """What a person should know of it; of files in `known`, which are listed in another way, nothing."""
        for path in self.lost:
            if path not in known:
                yield f"{path} is not listed: the file is gone, or was changed after it was made. Build it again."
        if self.damaged:
            yield f"Damaged lines of the account: {self.damaged}. Files that only these told of are not listed; build them again."


def told(out: Path) -> dict[str, dict[str, Any]]:
    """The lines of a folder's manifests by path, whether or not their files are still there and the same."""
    return {line.path: line.model_dump() for manifest in sorted(out.glob("manifest*.jsonl")) for line in _lines(manifest) if line}


def listing(out: Path) -> Listing:
    """What the manifests of a folder tell, of shards and of a build that was stopped too. A line that is none of ours is left aside."""
    found: dict[str, dict[str, Any]] = {}
    named: set[str] = set()
    damaged = 0
    for manifest in sorted(out.glob("manifest*.jsonl")):
        for line in _lines(manifest):
            if line is None:
                damaged += not manifest.name.startswith(_UNFINISHED)  # a build that was stopped may leave half a line
                continue
            named.add(line.path)
            if is_whole(out / line.path, line.sha256, line.bytes):
                found[line.path] = line.model_dump()
    sound = tuple(found[path] for path in sorted(found))
    return Listing(entries=sound, lost=tuple(sorted(named - found.keys())), damaged=damaged)


def entries(out: Path) -> tuple[dict[str, Any], ...]:
    """The manifests' lines whose files are there and are still the same."""
    return listing(out).entries


def _lines(manifest: Path) -> Iterator[ManifestLine | None]:
    """The lines of an account; None for each that counts no more. An account that is no file has none."""
    try:
        with open_plain(manifest) as stream:
            while data := stream.readline(_LONGEST):
                if data.strip():
                    yield _line(data)
    except OSError:
        return


def _line(data: bytes) -> ManifestLine | None:
    """A line as it was written. One of an older kit, which wrote no seals, vouches for no file: each is made again when it is asked for."""
    sound = is_sealed(data)
    if not sound and b'"seal"' in data:
        return None
    with contextlib.suppress(ValidationError, RecursionError):
        line = ManifestLine.model_validate_json(data)
        return line if sound else line.model_copy(update={"made_from": None})
    return None


def text(lines: dict[str, str]) -> bytes:
    """Lines by path as a manifest's bytes, in the order of their paths."""
    return "".join(f"{lines[path]}\n" for path in sorted(lines)).encode()


def dumped(entry: dict[str, Any]) -> str:
    """An entry as the line it was read from."""
    return sealed(entry)


def name(shard: tuple[int, int]) -> str:
    """What the manifest of a shard, (1, 1) for all, is called."""
    part, count = shard
    return MANIFEST if count == 1 else f"manifest.{part}-of-{count}.jsonl"


class Journal:
    """The lines of what a running build has finished. It stays where the build is stopped, in any way; `forget` ends it.

    OutputError: it can't be written.
    """

    def __init__(self, out: Path, shard: tuple[int, int]) -> None:
        self.path = out / f"{_UNFINISHED}-{shard[0]}-of-{shard[1]}.jsonl"
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream:
            with contextlib.suppress(OSError):
                self._stream.close()

    def _opened(self) -> BinaryIO:
        """The stream, at the start of a line: a disk that was full may have cut the last one."""
        stream = self.path.open("a+b")
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":
                stream.write(b"\n")
        return stream

    def add(self, result: Result) -> None:
        """Note a file that was published; one that was kept has its line already."""
        if not result.published or result.kept:
            return
        try:
            self._stream = self._stream or self._opened()
            self._stream.write(f"{result.line()}\n".encode())
            self._stream.flush()
        except OSError as error:
            raise OutputError(f"could not write {self.path}: {error.strerror}", "Check that the disk is not full.") from None


def forget(out: Path, shard: tuple[int, int]) -> None:
    """Drop the journals that a written manifest makes needless: a shard its own, a whole build all."""
    for path in out.glob(f"{_UNFINISHED}-*.jsonl"):
        if shard == (1, 1) or path == Journal(out, shard).path:
            path.unlink(missing_ok=True)


def gather(out: Path) -> None:
    """Drop the manifests of shards, whose lines stand in that of a whole build now."""
    for path in out.glob("manifest.*-of-*.jsonl"):
        path.unlink(missing_ok=True)
