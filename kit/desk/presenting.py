"""Present: slides by language and length of session, each with what to say, a download, and an edited deck compared and renewed.

Left out on purpose: what is on a slide; the deck's own reader tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort
from werkzeug.wrappers import Response as AnyResponse

from kit.build import Job
from kit.desk import pictures, printing, work
from kit.desk.context import desk, needs, page, t
from kit.desk.printing import Card
from kit.formats import FORMATS
from kit.locale import find

routes = Blueprint("presenting", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
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
    said = {name: [t().plain("print.unknown", value=value) for value in values] for name, values in faults.items()}
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


def _groups(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    groups: dict[str, list[Card]] = {}
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
    found = desk().runner.run(work.heard, Path(done.path), job.format)
    return page(
        "slides.html.j2", title=card.told.title, card=card, choice=choice, slides=_slides(found), drawn=work.office() != ""
    )


def _slides(found: tuple[tuple[int, str, str, str], ...]) -> list[Slide]:
    """What was heard, gathered by slide."""
    rows: dict[int, list[tuple[str, str, str]]] = {}
    for number, role, lang, words in found:
        rows.setdefault(number, []).append((role, lang, words))
    out = []
    for number, heard in sorted(rows.items()):
        title = next((row for row in heard if row[0] == "title"), ("title", "en", ""))
        said = tuple((lang, words) for role, lang, words in heard if role not in ("title", "note"))
        notes = tuple((lang, words) for role, lang, words in heard if role == "note")
        out.append(Slide(number=number, title=title[2], lang=title[1], said=said, notes=notes))
    return out


@routes.get("/present/picture/<int:number>/<path:name>")
@needs("print")
def picture(number: int, name: str) -> AnyResponse:
    """One slide as LibreOffice draws it; PowerPoint may differ a little."""
    job, _, _ = printing.one(name)
    if FORMATS[job.format].surface != "slide" or not work.office():
        abort(404)
    done = pictures.made(job)
    key = pictures.key_of(job)
    folder = desk().shelf.place(f"draw-{key}")
    path = folder / f"slide-{number}.webp"
    if not path.is_file():
        pdf = folder / "slides.pdf"
        if not pdf.is_file():
            desk().runner.run(work.slides_pdf, Path(done.path), pdf, seconds=90.0)
        desk().runner.run(work.paint, pdf, number, 60, path)
    return printing.kept(path.read_bytes(), "image/webp", f"{key}-slide-{number}")
