"""Makes the files of a plan, in one process or several, and keeps account of them: nothing that was finished is lost.

Left out on purpose: how one file is made (`making`), and anything about words, layout or formats.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence

from kit.build.documents import source, translated
from kit.build.form import write_review_form
from kit.build.incremental import remembered
from kit.build.job import Job, Request, Result
from kit.build.making import CRASHED, attempt, lost
from kit.build.manifest import Journal, forget, name, text, told
from kit.build.offering import named
from kit.build.output import record, sole_use
from kit.build.plan import not_there, plan
from kit.build.room import refuse_long_names
from kit.document import select_parts
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, EXIT_OUR_FAULT, EXIT_STOPPED, KitError, OutputError
from kit.locale import SOURCE
from kit.workers import Crew

Answer = Result | OutputError


def build(
    request: Request,
    progress: Callable[[Result], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
    *,
    planned: tuple[Job, ...] | None = None,
) -> tuple[Result, ...]:
    """Make everything the request asks for, then the manifest and the download page. `tell` takes what else a person should know.

    `planned` is the request's plan, where the caller has made it already. Results come in the plan's order whatever the number of processes. KitError where the input is at fault, or where the user
    stopped it: what was finished until then is listed all the same.
    """
    jobs = plan(request) if planned is None else planned
    if request.beside and not any(job.beside for job in jobs):
        raise KitError(
            f"--with {request.beside}: none of these files can say it in a second language",
            "Build the card to point to (--topic point-to-card) sheets (--format sheet) or folded pocket cards (--format pocket-card), in another language than that.",
        )
    if not jobs:
        missing = not_there(request)
        if missing:
            raise KitError(
                f"not yet in this language: {', '.join(map(named, missing))}",
                "Translate it first ('python3 run.py translate list TAG'), or add --allow-partial: what has no words stands in English.",
            )
        raise KitError("there is nothing to build", "Check --locale, --format, --edition and --shard.")
    _warm(jobs)
    refuse_long_names(jobs)
    with sole_use(request.out, request.shard) as hold:
        results = _make(request, remembered(jobs, told(request.out), force=request.force), progress)
        hold.check()
        if request.store:
            _account_in_store(request, results)
            return results
        for words in record(request, results):
            tell(words)
        if request.shard[1] == 1 and not request.release:
            for topic in dict.fromkeys(job.topic for job in jobs if job.locale == SOURCE.tag):
                write_review_form(request.root, topic, request.today, request.out / "review", request.options.pdfua)
    return results


def _warm(jobs: Sequence[Job]) -> None:
    """Load every source once before anything is written: a fault in a content file stops the build, not half of it."""
    for arguments in dict.fromkeys((job.root, job.topic, job.locale, job.today) for job in jobs):
        translated(*arguments)
    for root, topic, parts in dict.fromkeys((job.root, job.topic, job.parts) for job in jobs if job.parts):
        select_parts(source(root, topic), parts)


def _make(request: Request, jobs: Sequence[Job], progress: Callable[[Result], None]) -> tuple[Result, ...]:
    """Every job's result, each in the journal as soon as it is there."""
    results: dict[int, Result] = {}
    with Journal(request.out, request.shard) as journal:
        try:
            with contextlib.closing(_run(jobs, request)) as answers:
                for at, answer in answers:
                    if isinstance(answer, OutputError):
                        raise answer
                    results[at] = answer
                    journal.add(answer)
                    progress(answer)
        except KeyboardInterrupt:
            done = sum(result.published for result in results.values())
            raise KitError(
                f"stopped: {done} of {len(jobs)} files were finished, and are in {request.out}",
                "Run the same command again for the rest, or `kit index` to list what is there.",
                exit_code=EXIT_STOPPED,
            ) from None
    return tuple(results[at] for at in range(len(jobs)))


def _run(jobs: Sequence[Job], request: Request) -> Generator[tuple[int, Answer]]:
    """The place of each job and what came of it, as they come."""
    if request.cluster:
        from kit.build import cluster

        yield from cluster.run(jobs, request.cluster, request.store)
    elif request.jobs <= 1 or len(jobs) == 1:
        for at, job in enumerate(jobs):
            yield at, attempt(job)
    else:
        yield from Crew[Job, Answer](work=attempt, lost=lost, jobs=jobs, size=request.jobs).results()


def _account_in_store(request: Request, results: Sequence[Result]) -> None:
    """The manifest beside the files, where they went into a store: all that it takes to list, check or copy them from there."""
    from kit.build import cluster

    lines = {result.path: result.line() for result in results if result.published}
    cluster.place(request.store, name(request.shard), text(lines))
    forget(request.out, request.shard)


def exit_code(results: Sequence[Result]) -> int:
    """0 if every file was published, 70 if the program crashed over one, else 1."""
    if any(finding.id == CRASHED for result in results for finding in result.findings):
        return EXIT_OUR_FAULT
    return EXIT_OK if all(result.published for result in results) else EXIT_CHECKS_FAILED
