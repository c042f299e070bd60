"""One file: written, read back, checked, and published if no check holds it back. Whatever goes wrong with it is its result.

Left out on purpose: which files there are (`plan`), and who makes them (`run`).
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kit.build import pictures
from kit.build.documents import gate_of, ready, reviewed_of, translations
from kit.build.incremental import kept, made_from
from kit.build.job import Job, Result, name_of, sheets_of
from kit.build.output import other_status, publish
from kit.build.showing import texts_shown
from kit.caches import settle
from kit.document import Document
from kit.errors import Finding, KitError, OutputError
from kit.formats import FORMATS
from kit.judging import gate

CRASHED = "crashed"
"""The finding of a file whose making ended in a fault of the kit's own."""
KILLED = "killed"
"""The finding of a file whose making ended its process, twice."""
LEFT_OUT = "left-out"
"""The finding of a sheet whose paper had no room for a block or its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """What came of a job, and the file's bytes, b"" where there are none."""

    result: Result
    data: bytes


def make(job: Job) -> Result:
    """Make one file: write, read back, check, and publish it if no check found an error. KitError: its words can't be had."""
    made = produce(job)
    put(job.out, made)
    return made.result


def bring(job: Job) -> Result:
    """A job's file up to date: the one that an earlier build made, if it still is what the job asks for, or a new one."""
    made = made_from(job)
    found = kept(job, made)
    if isinstance(found, Result) and not (job.release and _blockers(job)):
        return found
    return replace(make(job), made_from=made, why=found if isinstance(found, str) else "")


def produce(job: Job) -> MadeFile:
    """Write one file, read it back and check it; nothing is published."""
    document = ready(job)
    blockers = _blockers(job) if job.release else ()
    path = name_of(job, document.status)
    if blockers:
        return MadeFile(result=_result(job, document, path, b"", 0, blockers), data=b"")
    form = FORMATS[job.format]
    try:
        document = form.fit(document, job.options)
        data = form.write(document, job.options)
        outline = form.read(data)
        findings = (
            *form.judge(document, job.options, data, outline),
            *_left_out(document, path, job.options.site if form.scanned else ""),
        )
        settle()
    except KitError as error:  # this file can't be made, such as for a letter no font has; the others can
        return MadeFile(result=_result(job, document, path, b"", 0, (_not_made(path, error),)), data=b"")
    return MadeFile(result=_result(job, document, path, data, outline.pages, findings), data=data)


def put(out: Path, made: MadeFile) -> None:
    """Publish a file that no check holds back; the same file of another status goes. OutputError: it can't be written."""
    if made.result.published:
        publish(out / made.result.path, made.data)
        pictures.paint(out, made.result, made.data)
        (out / other_status(made.result.path)).unlink(missing_ok=True)


def attempt(job: Job) -> Result | OutputError:
    """Bring one file up to date whatever happens: an error or a crash is its result, and only what stops every file is told apart."""
    return guarded(job, bring)


T = TypeVar("T")


def guarded(job: Job, make_it: Callable[[Job], T]) -> T | Result | OutputError:
    """What making a file gives, or the result of a file that could not be made, or the error that stops every file."""
    try:
        return make_it(job)
    except OutputError as error:
        return error
    except KitError as error:
        return failed(job, _not_made(name_of(job, "draft"), error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one crash must not stop the other files; it is told at the end, with its place
        message = f"A fault in this program, not in your files, stopped this file ({type(error).__name__}: {error})."
        finding = Finding(id=CRASHED, severity="error", where=name_of(job, "draft"), message=message)
        return replace(failed(job, finding), trace=traceback.format_exc())


def lost(job: Job) -> Result:
    """What a job is worth that ended its process each time."""
    message = (
        "The process that made this file was ended twice, perhaps for lack of memory. Close other programs and build it again."
    )
    return failed(job, Finding(id=KILLED, severity="error", where=name_of(job, "draft"), message=message))


def failed(job: Job, finding: Finding) -> Result:
    """The result of a job that has no document to tell of."""
    return _told(job, name_of(job, "draft"), (finding,), status="draft", content_version="", date="", title="", code="")


def _not_made(path: str, error: KitError) -> Finding:
    return Finding(id="not-made", severity="error", where=path, message=str(error).replace("\n  ", " "))


def _left_out(document: Document, path: str, site: str) -> tuple[Finding, ...]:
    """What of a sheet its paper had no room for: the rest is whole, and its strip says the safety facts that went with it.

    `site` is the address that it should say too, or "".
    """
    bound = (finding for other in document.bound for finding in _left_out(other, path, site))
    chosen = document.selection
    names = ", ".join(block.meta.id for block in chosen.left_out) if chosen else ""
    if chosen and chosen.sheet and site and not chosen.site:
        names += f"{', ' if names else ''}the QR code for {site}"
    if chosen is None or not names:
        return tuple(bound)
    message = f"In {document.locale.english_name}, {names} had no room on the sheet '{chosen.name}' and was left out."
    own = Finding(id=LEFT_OUT, severity="warning", where=path, message=message, clause="kit: type never shrinks")
    return (own, *bound)


def _blockers(job: Job) -> tuple[Finding, ...]:
    """What stands against releasing the job's words, in each language that the file holds."""
    return tuple(
        found
        for document in translations(job)
        for found in gate.blockers(
            document,
            gate_of(job.root, document.locale.tag),
            reviewed_of(job.root, document, job.today),
            texts_shown(document, job.format),
        )
    )


def _result(job: Job, document: Document, path: str, data: bytes, pages: int, findings: tuple[Finding, ...]) -> Result:
    return replace(
        _told(
            job,
            path,
            findings,
            status=document.status,
            content_version=document.version,
            date=document.date,
            title=document.title.text,
            code=document.code,
        ),
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        bytes=len(data),
        pages=pages,
    )


def _told(job: Job, path: str, findings: tuple[Finding, ...], **of_document: str) -> Result:
    """What the job itself says of its file, and that it is published if nothing found is an error."""
    return Result(
        path=path,
        topic=job.topic,
        locale=job.locale,
        format=job.format,
        edition=job.edition,
        paper=job.options.paper if FORMATS[job.format].papers else "",
        region=job.region,
        clinic=job.clinic.id if job.clinic else "",
        sha256="",
        bytes=0,
        pages=0,
        findings=findings,
        beside=job.beside,
        session=job.session,
        sheet=sheets_of(job),
        parts=",".join(job.parts),
        made_from=None,
        published=not any(finding.severity == "error" for finding in findings),
        kept=False,
        **of_document,
    )
