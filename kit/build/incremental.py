"""Whether a file that an earlier build made is still what a job asks for, so that it need not be made again.

Writers are pure: what they are given decides the bytes. So a file's key is the digest of the Document before the clinic, of the
region's numbers that may be printed today, of the clinic, of what was asked for, and of the kit with its fonts and libraries; no
list of dependencies is kept by hand. A file on disk counts only if its bytes are those that the manifest says. Left out on
purpose: making files (`making`), and files that nobody asks for any more, which stay.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from kit import personalize
from kit.build.documents import region_of, there, translations
from kit.build.job import Job, MadeFrom, Result, name_of, result_of
from kit.build.program import kit_digest, short
from kit.files import is_whole

DAMAGED = "the file on the disk was damaged or changed"
MISSING = "the file was deleted"
NEW = "there was no such file"
FORCED = "every file was asked for (--force)"
CHANGED = {
    "asked": "it was asked for in another way: paper, standard or template",
    "words": "its words or their review have changed",
    "numbers": "the region's numbers have changed, or which of them may be printed today",
    "clinic": "the clinic's details have changed",
    "kit": "the kit, its fonts or its libraries have changed",
}
"""Why a file is made again, by the part of its key that differs."""


def made_from(job: Job) -> MadeFrom:
    """The key of a job's file."""
    alone = replace(job, clinic=None, out=Path(), before="", force=False)
    asked = (job.topic, job.locale, job.format, job.options, job.edition, job.session, job.sheet, job.parts, job.beside)
    gathered = tuple((member.topic, member.locale, member.sheet) for member in job.members)
    return MadeFrom(
        asked=short((asked, gathered)),
        words=_words(replace(alone, region="")),
        numbers=_numbers(alone),
        clinic=short(job.clinic),
        kit=kit_digest(),
    )


@functools.lru_cache(maxsize=64)
def _words(job: Job) -> str:
    """What a job shows before region and clinic, in its languages, with its review status."""
    return short(translations(job))


@functools.lru_cache(maxsize=64)
def _numbers(job: Job) -> str:
    """The region, which of its lines may be printed today, and the words of the place's own language."""
    region = region_of(job)
    spoken = tuple(there(job, region, tag) for tag in (job.locale, job.beside) if tag)
    left_out = personalize.unprinted(region, job.today) if region else ()
    return short((region, left_out, spoken))


def remembered(jobs: Sequence[Job], told: Mapping[str, Mapping[str, object]], *, force: bool) -> tuple[Job, ...]:
    """The jobs, each with the manifest's line of the file that an earlier build made of it; with `force`, to be made anyway.

    `told` are the manifest's lines by path.
    """
    lines = {path: json.dumps(entry, ensure_ascii=False) for path, entry in told.items()}
    found = (next((lines[path] for path in _paths(job) if path in lines), "") for job in jobs)
    return tuple(replace(job, before=line, force=force) if line else job for job, line in zip(jobs, found, strict=True))


def _paths(job: Job) -> tuple[str, ...]:
    """Where the job's file may be: the status of its words decides."""
    return (name_of(job, "reviewed"), name_of(job, "draft"))


def kept(job: Job, made: MadeFrom) -> Result | str:
    """The result of an earlier build that still holds; or else why the file must be made, in words."""
    if not job.before or job.force:
        return FORCED if job.force else NEW
    result = result_of(json.loads(job.before))
    if result.made_from is None:  # a line of an older kit
        return CHANGED["kit"]
    if result.made_from != made:
        return _differs(result.made_from, made)
    if result.path != name_of(job, result.status):
        return NEW
    path = job.out / result.path
    if is_whole(path, result.sha256, result.bytes):
        return replace(result, kept=True)
    return DAMAGED if os.path.lexists(path) else MISSING


def _differs(before: MadeFrom, now: MadeFrom) -> str:
    """Every reason for which a file is made again."""
    changed = (part.name for part in fields(MadeFrom) if getattr(before, part.name) != getattr(now, part.name))
    return "; ".join(CHANGED[name] for name in changed)
