"""Makes the files of a plan, in one process or several: write, read back, check, and publish what no check holds back.

A failed file is withheld, the others go on. Left out on purpose: anything about words, layout or formats.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence

from kit.build.documents import gate_of, ready, reviewed_of, source, translated, translations
from kit.build.form import write_review_form
from kit.build.job import Job, Request, Result, name_of
from kit.build.output import publish, record, sole_use
from kit.build.plan import plan
from kit.document import Document
from kit.errors import EXIT_CHECKS_FAILED, Finding, KitError
from kit.formats import FORMATS
from kit.judging import gate
from kit.locale import SOURCE


def build(request: Request, progress: Callable[[Result], None] = lambda _: None) -> tuple[Result, ...]:
    """Make everything the request asks for, then the manifest and the download page.

    Results come in the plan's order whatever the number of processes. KitError where the input is at fault: then no
    manifest is written.
    """
    jobs = plan(request)
    if request.beside and not any(source(job.root, job.topic).sheet == "card" for job in jobs):
        raise KitError(
            f"--with {request.beside}: none of these topics is a card to point to",
            "Leave out --with, or build the card: --topic point-to-card.",
        )
    if not jobs:
        raise KitError("there is nothing to build", "Check --locale, --format, --edition and --shard.")
    _warm(jobs)
    with sole_use(request.out):
        results = tuple(_run(jobs, request.jobs, progress))
        record(request, results)
        if request.shard[1] == 1 and not request.release:
            for topic in dict.fromkeys(job.topic for job in jobs if job.locale == SOURCE.tag):
                write_review_form(request.root, topic, request.today, request.out / "review")
    return results


def _warm(jobs: Sequence[Job]) -> None:
    """Load every source once before anything is written: a fault in a content file stops the build, not half of it."""
    for arguments in dict.fromkeys((job.root, job.topic, job.locale, job.today) for job in jobs):
        translated(*arguments)


def _run(jobs: Sequence[Job], processes: int, progress: Callable[[Result], None]) -> Iterator[Result]:
    if processes <= 1 or len(jobs) == 1:
        for job in jobs:
            result = make(job)
            progress(result)
            yield result
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(max_workers=min(processes, len(jobs)), mp_context=context) as pool:
        for result in pool.map(make, jobs, chunksize=max(1, min(4, len(jobs) // (processes * 4)))):
            progress(result)
            yield result


def make(job: Job) -> Result:
    """Make one file: write, read back, check, and publish it if no check found an error."""
    document = ready(job)
    blockers = _blockers(job) if job.release else ()
    path = name_of(job, document.status)
    if blockers:
        return _result(job, document, path, b"", 0, blockers)
    form = FORMATS[job.format]
    try:
        document = form.fit(document, job.options)
        data = form.write(document, job.options)
        outline = form.read(data)
        findings = (*form.judge(document, job.options, data, outline), *_left_out(document, path))
    except KitError as error:  # this file can't be made, such as for a letter no font has; the others can
        failed = Finding(id="not-made", severity="error", where=path, message=str(error).replace("\n  ", " "))
        return _result(job, document, path, b"", 0, (failed,))
    if not any(finding.severity == "error" for finding in findings):
        publish(job.out / path, data)
        other = path.replace(".draft.", ".") if ".draft." in path else f"{path.rpartition('.')[0]}.draft.{form.suffix}"
        (job.out / other).unlink(missing_ok=True)
    return _result(job, document, path, data, outline.pages, findings)


def _left_out(document: Document, path: str) -> tuple[Finding, ...]:
    """What of a sheet its paper had no room for: the rest is whole, and its strip says the safety facts that went with it."""
    chosen = document.selection
    if chosen is None or not chosen.left_out:
        return ()
    names = ", ".join(block.meta.id for block in chosen.left_out)
    message = f"In {document.locale.english_name}, {names} had no room on the sheet '{chosen.name}' and was left out."
    return (Finding(id="left-out", severity="warning", where=path, message=message, clause="kit: type never shrinks"),)


def _blockers(job: Job) -> tuple[Finding, ...]:
    """What stands against releasing the job's words, in each language that the file holds."""
    return tuple(
        found
        for document in translations(job)
        for found in gate.blockers(document, gate_of(job.root, document.locale.tag), reviewed_of(job.root, document, job.today))
    )


def _result(job: Job, document: Document, path: str, data: bytes, pages: int, findings: tuple[Finding, ...]) -> Result:
    return Result(
        path=path,
        topic=job.topic,
        locale=job.locale,
        format=job.format,
        edition=job.edition,
        paper=job.options.paper if FORMATS[job.format].papers else "",
        region=job.region,
        clinic=job.clinic.id if job.clinic else "",
        status=document.status,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        bytes=len(data),
        pages=pages,
        findings=findings,
        content_version=document.version,
        date=document.date,
        title=document.title.text,
        code=document.code,
        beside=job.beside,
        session=job.session,
        sheet=job.sheet,
        parts=",".join(job.parts),
        published=not any(finding.severity == "error" for finding in findings),
    )


def exit_code(results: Sequence[Result]) -> int:
    """0 if every file was published, else 1."""
    return 0 if all(result.published for result in results) else EXIT_CHECKS_FAILED
