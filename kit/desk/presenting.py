"""Present: slides by language and length of session, each with what to say, a download, and an edited deck compared and renewed.

Left out on purpose: what is on a slide; the deck's own reader tells it.
"""

from __future__ import annotations

import functools
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from kit.build import Job
from kit.desk import decks, pictures, printing, work
from kit.desk.context import desk, faults_of, kept, needs, page, t
from kit.desk.printing import FileCard
from kit.errors import KitError
from kit.formats import FORMATS
from kit.locale import find

routes = Blueprint("presenting", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardSlide:
    """One slide as its reader hears it: title, texts on it, and notes, each with its language."""

    number: int
    title: str
    lang: str
    said: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


def _decks(found: dict[str, Job]) -> dict[str, Job]:
    return {name: job for name, job in found.items() if FORMATS[job.format].surface == "slide"}


@routes.get("/present")
@needs("print")
def choose() -> AnyResponse:
    """The decks in the chosen languages."""
    there = printing.known()
    choice, faults = printing.chosen(there)
    cards = printing.listed(_decks(printing.jobs(choice)))
    said = printing.said_of(faults, there)
    answer = page(
        "present.html.j2",
        title=t().plain("present.title"),
        faults=said,
        known=there,
        choice=choice,
        groups=_groups(cards),
        locales=[find(tag, desk().root / "locales") for tag in there.languages],
    )
    return printing.remember(answer, choice)


def _groups(cards: list[FileCard]) -> list[tuple[str, list[FileCard]]]:
    groups: dict[str, list[FileCard]] = {}
    for card in cards:
        groups.setdefault(card.job.locale, []).append(card)
    return list(groups.items())


@routes.get("/present/slides/<path:name>")
@needs("print")
def slides(name: str) -> AnyResponse:
    """A deck slide by slide: a picture where one can be made, the words and the notes."""
    job, choice, _ = printing.one(name)
    if FORMATS[job.format].surface != "slide":
        abort(404)
    done = pictures.made(job)
    if not done.published:
        findings = [finding for finding in done.findings if finding.severity == "error"]
        return page("held.html.j2", title=t().plain("held.title"), made=done, findings=findings, choice=choice, status=422)
    (card,) = printing.listed({name: job})
    found = desk().runner.run(decks.heard, Path(done.path), job.format)
    return page(
        "slides.html.j2", title=card.told.title, card=card, choice=choice, slides=_slides(found), drawn=decks.office() != ""
    )


def _slides(found: tuple[tuple[int, str, str, str], ...]) -> list[HeardSlide]:
    """What was heard, gathered by slide."""
    rows: dict[int, list[tuple[str, str, str]]] = {}
    for number, role, lang, words in found:
        rows.setdefault(number, []).append((role, lang, words))
    out = []
    for number, heard in sorted(rows.items()):
        title = next((row for row in heard if row[0] == "title"), ("title", "en", ""))
        said = tuple((lang, words) for role, lang, words in heard if role not in ("title", "note"))
        notes = tuple((lang, words) for role, lang, words in heard if role == "note")
        out.append(HeardSlide(number=number, title=title[2], lang=title[1], said=said, notes=notes))
    return out


@routes.get("/present/picture/<int:number>/<path:name>")
@needs("print")
def picture(number: int, name: str) -> AnyResponse:
    """One slide: as LibreOffice draws it where it is installed, else as the kit draws it; PowerPoint may differ a little."""
    job, _, _ = printing.one(name)
    if FORMATS[job.format].surface != "slide" or number < 1:
        abort(404)
    key = pictures.key_of(job)
    folder = desk().shelf.place(f"draw-{key}")
    if not decks.office():
        return _sketched(job, folder, key, number)
    done = pictures.made(job)
    path = folder / f"slide-{number}.webp"
    if not path.is_file():
        pdf = folder / "slides.pdf"
        if not pdf.is_file():
            desk().runner.run(decks.slides_pdf, Path(done.path), pdf, seconds=90.0)
        desk().runner.run(work.paint, pdf, number, 60, path)
    return kept(path.read_bytes(), "image/webp", f"{key}-slide-{number}")


def _sketched(job: Job, folder: Path, key: str, number: int) -> AnyResponse:
    """One slide as the kit draws it; all of a deck are drawn at once, because its plan is one."""
    path = folder / f"slide-{number}.svg"
    if not path.is_file() and number > desk().runner.run(work.sketch, job, folder):
        abort(404)
    return kept(path.read_bytes(), "image/svg+xml", f"{key}-drawn-{number}")


@routes.route("/present/edited", methods=["GET", "POST"])
@needs("print")
def edited() -> AnyResponse:
    """An edited deck of ours: what was changed, in words, and the deck anew on the present words. Nothing of it is kept for long."""
    title = t().plain("edited.title")
    if request.method == "GET":
        return page("edited.html.j2", title=title, changes=None, name="")
    given = request.files.get("file")
    data = given.read() if given else b""
    if not data:
        return page("edited.html.j2", title=title, faults={"file": [t().plain("clinic.no_file")]}, changes=None, name="")
    name = secrets.token_hex(8)
    target = desk().shelf.place("edited") / f"{name}.pptx"
    try:
        changes = desk().runner.run(decks.renewed, data, desk().root, desk().today(), target)
    except KitError as error:
        return page("edited.html.j2", title=title, faults={"file": faults_of(error)}, changes=None, name="")
    return page("edited.html.j2", title=title, changes=changes, name=name)


@routes.get("/present/edited/<name>")
@needs("print")
def renewed(name: str) -> AnyResponse:
    """The deck made anew."""
    path = desk().shelf.place("edited") / f"{name}.pptx"
    if not name.isalnum() or len(name) != 16 or not path.is_file():
        abort(404)
    answer = Response(path.read_bytes(), mimetype=printing.media_of(path.name))
    answer.headers.set("Content-Disposition", "attachment", filename="slides-renewed.pptx")
    return answer


@routes.route("/present/template", methods=["GET", "POST"])
@needs("print")
def template() -> AnyResponse:
    """An agency's own template: which layout serves what, what in it is hard to read, and the slides on it."""
    there = printing.known()
    choice, _ = printing.chosen(there)
    wanted = request.form.get("language", "")
    tag = wanted if wanted in there.languages else choice.languages[0]
    found = {_deck_of(job): job for job in _decks(printing.jobs(replace(choice, languages=(tag,)))).values()}
    shown = functools.partial(
        page,
        "template.html.j2",
        title=t().plain("template.title"),
        topics=[(card.name, card.told.title) for card in printing.listed(found)],
        topic=request.form.get("topic", ""),
        languages_known=[(one, printing.named(one).name) for one in there.languages],
        tag=tag,
    )
    if request.method == "GET":
        return shown(report=None, name="")
    given = request.files.get("file")
    data = given.read() if given else b""
    job = found.get(request.form.get("topic", ""))
    target = desk().shelf.place("edited") / f"{secrets.token_hex(8)}.pptx"
    try:
        if not data or job is None:
            raise KitError(t().plain("print.nothing" if data else "clinic.no_file"))
        report = desk().runner.run(decks.branded, data, desk().root, desk().today(), job.topic, tag, job.session, target)
    except KitError as error:
        return shown(faults={"file": faults_of(error)}, report=None, name="")
    return shown(report=report, name=target.stem)


def _deck_of(job: Job) -> str:
    """A deck's name in the form: its topic, and the minutes of its session behind a slash."""
    return f"{job.topic}/{job.session}" if job.session else job.topic
