"""What a build is made of: what was asked for, one file to make, and what came of it. Plain values, no work."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kit.digest import digest
from kit.document import ClinicCard, Options
from kit.errors import Finding
from kit.formats import FORMATS

FILLABLE = "-fillable"
_LONGEST = 60  # letters of sheets' names in a file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to make; `today` decides which numbers have expired. `beside` is the tag of a second language on it, or "".

    `session` is the length in minutes of the group session that it is for, or 0; `sheet` the name of the selection that it
    shows, or ""; `parts` the parts of the topic, by number or id, or none for all. `members` are the jobs of the sheets that a
    packet gathers, in order, of any topic and language, on one paper. `before` is the manifest's line of the file that
    an earlier build made of it, or "", and `force` says that it must be made all the same.
    """

    root: Path
    topic: str
    locale: str
    format: str
    options: Options
    edition: str
    region: str
    clinic: ClinicCard | None
    today: datetime.date
    release: bool
    out: Path
    beside: str = ""
    session: int = 0
    sheet: str = ""
    parts: tuple[str, ...] = ()
    members: tuple[Job, ...] = ()
    before: str = ""
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a build was asked for; empty tuples mean all there is. `beside` is a second language for cards to point to.

    `force` makes every file, also those that nothing has changed for.
    `partial` asks for products too that a language does not offer yet, with English where words are missing.
    `cluster` is the address of a Dask scheduler whose workers make the files, or ""; `store` an fsspec path that they put them in,
    or "" for `out`, which holds the account in any case.
    """

    root: Path
    out: Path
    cluster: str = ""
    store: str = ""
    topics: tuple[str, ...] = ("heroin-withdrawal",)
    locales: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    paper: str = ""
    region: str = ""
    clinics: tuple[ClinicCard, ...] = ()
    release: bool = False
    partial: bool = False
    jobs: int = 1
    shard: tuple[int, int] = (1, 1)
    beside: str = ""
    sessions: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    force: bool = False
    today: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """All that decides a file's bytes, as digests: what was asked for, the words, the numbers of the region, the clinic, and the kit."""

    asked: str
    words: str
    numbers: str
    clinic: str
    kit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a job: its manifest line, and whether the file was published. `trace` is where the program crashed, or "".

    `why` says why it was made, "" for one that an earlier build had made and that still holds (`kept`).
    """

    path: str
    topic: str
    locale: str
    format: str
    edition: str
    paper: str
    region: str
    clinic: str
    status: str
    sha256: str
    bytes: int
    pages: int
    findings: tuple[Finding, ...]
    content_version: str
    date: str
    title: str
    code: str
    beside: str = ""
    session: int = 0
    sheet: str = ""
    parts: str = ""
    made_from: MadeFrom | None = None
    published: bool = True
    kept: bool = False
    why: str = ""
    trace: str = ""

    def line(self) -> str:
        """The manifest line, sealed."""
        record = asdict(self)
        for name in _OF_THIS_BUILD:
            del record[name]
        return sealed(record)


_OF_THIS_BUILD = ("published", "kept", "why", "trace")


_SEAL = b', "seal": "'


def sealed(record: Mapping[str, object]) -> str:
    """A record as JSON with sorted keys, and at its end a digest of all that stands before: a line that was damaged no longer fits it."""
    return seal(json.dumps(record, ensure_ascii=False, sort_keys=True).removesuffix("}").encode()).decode()


def seal(written: bytes) -> bytes:
    """The JSON of an object up to its last brace, with the digest and the brace."""
    return written + _SEAL + _digest(written) + b'"}'


def is_sealed(line: bytes) -> bool:
    """Whether a line is as it was written, to the byte."""
    line = line.rstrip(b"\r\n")
    return line == seal(line.rpartition(_SEAL)[0])


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest()[:24].encode()


def result_of(entry: Mapping[str, Any]) -> Result:
    """The result that a manifest line tells of, as `manifest` has read it."""
    made = entry["made_from"]
    findings = tuple(Finding(**found) for found in entry["findings"])
    return Result(**{**entry, "findings": findings, "made_from": MadeFrom(**made) if made else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """What the name of a file is made of, as a manifest line has it: `clinic` its id, `parts` joined by commas."""

    topic: str
    locale: str
    format: str
    edition: str
    clinic: str
    beside: str
    session: int
    sheet: str
    parts: str
    draft: bool
    fillable: bool

    @property
    def path(self) -> str:
        """Where it goes below the output folder: `[clinic/]tag/topic-format[-sheet|-minutes|-part-n][-edition][-with-tag]...`."""
        edition = f"-{self.session}" if self.session else ""
        edition += f"-{self.sheet}" if self.sheet else ""
        edition += "-part-" + self.parts.replace(",", "-") if self.parts else ""
        edition += f"-{self.edition}" if self.edition not in ("", "standard") else ""
        edition += f"-with-{self.beside}" if self.beside else ""
        edition += FILLABLE if self.fillable else ""
        folder = f"{self.clinic}/{self.locale}" if self.clinic else self.locale
        return f"{folder}/{self.topic}-{self.format}{edition}{'.draft' if self.draft else ''}.{FORMATS[self.format].suffix}"


def sheets_of(job: Job) -> str:
    """The name of the sheet that a job shows, or those of a packet's sheets: many of them by their number and a digest; "" for none."""
    names = "-".join(member.sheet for member in job.members) or job.sheet
    return names if len(names) <= _LONGEST else f"{len(job.members)}-sheets-{digest(names).hex()[:6]}"


def name_of(job: Job, status: str) -> str:
    """The path of a job's file below the output folder, once its document has that status."""
    return FileName(
        topic=job.topic,
        locale=job.locale,
        format=job.format,
        edition=job.edition,
        clinic=job.clinic.id if job.clinic else "",
        beside=job.beside,
        session=job.session,
        sheet=sheets_of(job),
        parts=",".join(job.parts),
        draft=status == "draft",
        fillable=job.options.fillable,
    ).path
