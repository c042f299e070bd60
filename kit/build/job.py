"""What a build is made of: what was asked for, one file to make, and what came of it. Plain values, no work."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kit.document import ClinicCard, Options
from kit.errors import Finding
from kit.formats import FORMATS

FILLABLE = "-fillable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to make; `today` decides which numbers have expired. `beside` is the tag of a second language on it, or "".

    `session` is the length in minutes of the group session that it is for, or 0; `sheet` the name of the selection that it
    shows, or ""; `parts` the parts of the topic, by number or id, or none for all.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a build was asked for; empty tuples mean all there is. `beside` is a second language for cards to point to."""

    root: Path
    out: Path
    topics: tuple[str, ...] = ("heroin-withdrawal",)
    locales: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    paper: str = ""
    region: str = ""
    clinics: tuple[ClinicCard, ...] = ()
    release: bool = False
    jobs: int = 1
    shard: tuple[int, int] = (1, 1)
    beside: str = ""
    sessions: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    today: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a job: its manifest line, and whether the file was published."""

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
    published: bool = field(default=True)

    def line(self) -> str:
        """The manifest line, as JSON with sorted keys."""
        record = asdict(self)
        del record["published"]
        return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _parts(job: Job) -> str:
    return "-part-" + "-".join(job.parts) if job.parts else ""


def name_of(job: Job, status: str) -> str:
    """Where the file goes below the output folder: `[clinic/]tag/topic-format[-sheet|-minutes|-part-n][-edition][-with-tag]...`."""
    edition = f"-{job.session}" if job.session else ""
    edition += (f"-{job.sheet}" if job.sheet else "") + _parts(job)
    edition += f"-{job.edition}" if job.edition not in ("", "standard") else ""
    edition += f"-with-{job.beside}" if job.beside else ""
    edition += FILLABLE if job.options.fillable else ""
    draft = ".draft" if status == "draft" else ""
    folder = f"{job.clinic.id}/{job.locale}" if job.clinic else job.locale
    return f"{folder}/{job.topic}-{job.format}{edition}{draft}.{FORMATS[job.format].suffix}"
