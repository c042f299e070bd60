"""Make everything: the build itself, in a process of its own, with its progress told, its end listed, and its files opened by name.

It is what `kit build` does, into the same folder under the same lock. Left out on purpose: which files there are (`kit.build`).
"""

from __future__ import annotations

import _thread
import contextlib
import hashlib
import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kit import build, content
from kit.build import Result
from kit.desk import forms, printing
from kit.desk.clinics import clinic_of
from kit.desk.context import desk, needs, page, t
from kit.desk.forms import Choice
from kit.desk.jobs import Work
from kit.errors import EXIT_STOPPED, KitError
from kit.formats import FORMATS
from kit.locale import find
from kit.processes import watch_parent

routes = Blueprint("making", __name__)
PATIENCE = 10.0
"""Seconds in which a stopped build ends its processes and its account; then it is ended by force, and its journal tells the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a build came to: files that are there, how many of them were made anew, and how many each language has not got yet.

    `page` is its download page's name below the output folder.
    """

    there: int
    new: int
    not_there: Mapping[str, int]
    page: str


@routes.get("/make")
@needs("build")
def ask() -> AnyResponse:
    """What to make: languages, the clinic and country printed on it, the paper."""
    there = printing.known()
    choice, faults = printing.chosen(there)
    said = printing.said_of(faults, there)
    return page(
        "make.html.j2",
        title=t().plain("make.title"),
        faults=said,
        known=there,
        choice=choice,
        locales=[find(tag, desk().root / "locales") for tag in there.languages],
        ticked=choice.languages if request.args.get("language") else there.languages,
    )


@routes.post("/make")
@needs("build")
def make() -> AnyResponse:
    """Begin to make; the job's page leads on. A value that we do not have brings the form back."""
    there = printing.known()
    choice, faults = forms.read(request.form, there, Choice(languages=there.languages))
    if faults:
        return redirect(url_for(".ask", **request.form.to_dict(flat=False)))  # type: ignore[arg-type]  # values of the query, not url_for's own options
    asked = _request(choice)
    work = desk().jobs.begin(lambda work: follow(work, asked), kind="build")
    return redirect(url_for("printing.job", ident=work.id))


def _request(choice: Choice) -> build.Request:
    own, clinic = desk(), clinic_of(choice.clinic)
    return build.Request(
        root=own.root,
        out=own.root / "output",
        topics=content.topics(own.root / "content"),
        locales=choice.languages,
        formats=tuple(FORMATS),
        paper=choice.paper,
        region=choice.region,
        clinics=(clinic,) if clinic else (),
        jobs=max(1, min(os.cpu_count() or 1, 8) - 1),
        today=own.today(),
    )


def follow(work: Work, asked: build.Request) -> None:
    """Run the build in a child process and keep its account in `work`. KitError: the build could not be done."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(theirs, asked))
    child.start()
    theirs.close()
    try:
        with contextlib.suppress(EOFError):
            while (said := _heard(ours, work)) is not None:
                _note(work, said)
        if work.end is None and not work.stop.is_set():
            raise KitError("the work was stopped from outside, perhaps for lack of memory", "Close other programs and try again.")
    finally:
        child.join(PATIENCE)
        if child.is_alive():
            child.kill()
        ours.close()


def _heard(pipe: Connection, work: Work) -> object:
    """The next thing that the child says, or None after it was stopped and has said nothing for too long."""
    told = False
    while not pipe.poll(0.2):
        if told:
            return None
        if work.stop.is_set():
            with contextlib.suppress(OSError):
                pipe.send("stop")
            told = not pipe.poll(PATIENCE)
    return pipe.recv()


def _note(work: Work, said: object) -> None:
    match said:
        case int():
            work.total = said
        case Result():
            work.done += 1
            work.made.append(said)
        case Ended():
            work.end = said
        case str():
            raise KitError(said)
        case _:
            raise AssertionError(f"a child said {said!r}")


def _child(pipe: Connection, asked: build.Request) -> None:
    """In the child: build, and say the number of files, each result, and the end. A word from the parent stops it as Ctrl+C does."""
    watch_parent()
    threading.Thread(target=_listen, args=(pipe,), daemon=True).start()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    try:
        planned = build.plan(asked)
        pipe.send(len(planned))
        results = build.build(asked, lambda result: pipe.send(_short(result)), planned=planned)
        pipe.send(_ended(asked, results))
    except KitError as error:
        if error.exit_code != EXIT_STOPPED:
            pipe.send(str(error))
    except KeyboardInterrupt:  # before there was anything to keep
        return


def _listen(pipe: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
        _thread.interrupt_main()


def _short(result: Result) -> Result:
    """A result without what nobody reads here, because it waits in a pipe."""
    return replace(result, findings=tuple(found for found in result.findings if found.severity == "error")[:20], trace="")


def _ended(asked: build.Request, results: tuple[Result, ...]) -> Ended:
    there = [result for result in results if result.published]
    clinic = f"{asked.clinics[0].id}/" if asked.clinics else ""
    missing = Counter(job.locale for job in build.not_there(asked))
    return Ended(
        there=len(there), new=sum(not result.kept for result in there), not_there=dict(missing), page=f"{clinic}index.html"
    )


OWN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; font-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
"""The policy of pages in the output folder, which link to one another: no script of any kind, nothing from elsewhere."""


@routes.get("/made/<path:name>")
@needs("print")
def made(name: str) -> AnyResponse:
    """A file of the output folder, if its account names it and it is still what was made; or one of the pages and pictures beside the files."""
    out = desk().root / "output"
    known = build.shelf_of(out)
    path = out / name if name in known or build.is_picture(out, name) else None
    if path is None or not path.is_file() or not path.resolve().is_relative_to(out.resolve()):
        abort(404)
    data = path.read_bytes()
    if known.get(name) and hashlib.sha256(data).hexdigest() != known[name]:
        abort(404)
    suffix = name.rpartition(".")[2]
    answer = Response(data, mimetype=printing.media_of(name))
    if suffix == "html":
        answer.headers["Content-Security-Policy"] = OWN_PAGE
    shown = "attachment" if suffix == "pptx" or request.args.get("save") == "1" else "inline"
    answer.headers.set("Content-Disposition", shown, filename=Path(name).name)
    return answer
