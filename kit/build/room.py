"""Which clinics have a name for which a format has no room: told before anything is made, with the place in the clinic's file.

Only long names are tried, in each language and format of the request the longest first, until one has room. Left out on purpose:
what a sheet leaves out for want of room, which is told with the sheet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kit.build.documents import ready
from kit.build.job import Job
from kit.document import ClinicCard, plain
from kit.errors import ContentError, Fault, KitError
from kit.formats import FORMATS
from kit.locale.bidi import CONTROLS

_LONG = 40
"""Letters of a name that has room wherever words have: half of what a clinic's file may hold."""
_MANY = 20  # faults, after which no more names are tried


def refuse_long_names(jobs: Sequence[Job]) -> None:
    """ContentError: some clinics' names have no room in some of the formats asked for; each is named with its place and the way out."""
    faults: dict[tuple[str, str], Fault] = {}
    for group in _alike(jobs):
        for fault in _faults(group):
            faults.setdefault((fault.file, fault.what), fault)
            if len(faults) >= _MANY:
                raise ContentError(tuple(faults.values()))
    if faults:
        raise ContentError(tuple(faults.values()))


def _alike(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs that differ in their clinic alone, long names first; sessions of a deck have the same first slide."""

    def kind(job: Job) -> tuple[str, ...]:
        return (job.topic, job.locale, job.format, job.edition, job.sheet, job.options.paper, job.beside)

    asked = [job for job in jobs if FORMATS[job.format].tries and job.clinic and len(_name(job.clinic)) > _LONG]
    for _, group in itertools.groupby(sorted(asked, key=kind), key=kind):
        first = {job.clinic: job for job in reversed(list(group))}
        yield sorted(first.values(), key=lambda job: -len(_name(job.clinic)))


def _faults(group: Sequence[Job]) -> Iterator[Fault]:
    for job in group:
        fault = _fault(job)
        if fault is None:
            return
        yield fault


def _fault(job: Job) -> Fault | None:
    """What is wrong with the clinic's name for this job; None if it has room, or if there is none without it either."""
    form, document = FORMATS[job.format], ready(job)
    assert form.tries is not None
    assert job.clinic is not None
    try:
        form.tries(document, job.options)
    except KitError as error:
        try:
            form.tries(ready(replace(job, clinic=replace(job.clinic, name=_name(job.clinic)[:1]))), job.options)
        except KitError:
            return None
        what = f"the name has {len(_name(job.clinic))} letters and no room: {error.message}"
        return Fault(file=job.clinic.place or job.clinic.id, path="name", what=what, advice=error.advice)
    return None


def _name(clinic: ClinicCard | None) -> str:
    """A clinic's name as people read it."""
    return CONTROLS.sub("", plain(clinic.name)) if clinic else ""
