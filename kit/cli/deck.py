"""`kit deck`: what a person changed in a deck of ours, and the deck anew on the present words with their edits kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kit import content
from kit.build import Job, ready
from kit.cli.arguments import Root, project, today
from kit.cli.lazy import PLAIN
from kit.cli.messages import say
from kit.document import ClinicCard, Document, Options
from kit.document.selections import select_parts, select_session, session_of, whole
from kit.errors import KitError
from kit.formats.deck.edits import Change
from kit.formats.deck.kept import Origin
from kit.formats.deck.renew import compare as compare_deck
from kit.formats.deck.renew import origin_of
from kit.formats.deck.renew import renew as renew_deck
from kit.formats.deck.writer import branded

app = typer.Typer(help="See what you changed in a deck of ours, and carry it to the newest words.", **PLAIN)

_HEADS = {
    "identity": "About this file",
    "edit": "What you changed",
    "safety": "Safety facts to look at",
    "conflict": "Changed by you and by the kit",
    "kit": "What the kit changed since",
    "lost": "What was lost on the way",
}

Deck = Annotated[Path, typer.Argument(help="A deck that was made by this kit and edited since.")]
Clinic = Annotated[Path | None, typer.Option("--clinic", help="The clinic's file, if it is not among content/clinics.")]
Topic = Annotated[str, typer.Option("--topic", help="The topic, where the deck no longer says it.")]
Locale = Annotated[str, typer.Option("--locale", help="The language, where the deck no longer says it.")]


@app.command()
def compare(
    file: Deck, *, root: Root = None, clinic: Clinic = None, topic: Topic = "heroin-withdrawal", locale: Locale = "en"
) -> None:
    """Say in words what a person changed, which safety facts that touches, and what the kit changed since."""
    data = _read(file)
    _told(compare_deck(data, _document(data, project(root), clinic, topic, locale)))


@app.command()
def renew(
    file: Deck,
    *,
    root: Root = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the new deck (else beside the old one).")] = None,
    clinic: Clinic = None,
    topic: Topic = "heroin-withdrawal",
    locale: Locale = "en",
) -> None:
    """Make the deck anew on the present words, with every edit kept; what both changed stands in the notes of its slide."""
    data = _read(file)
    new, changes = renew_deck(data, _document(data, project(root), clinic, topic, locale))
    target = out or file.with_name(f"{file.stem}.renewed{file.suffix}")
    target.write_bytes(new)
    _told(changes)
    say(f"Written: {target}")


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="Your own .potx or .pptx.")],
    *,
    root: Root = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write a deck on it.")] = None,
    topic: Topic = "heroin-withdrawal",
    locale: Locale = "en",
) -> None:
    """Say which layout of a template serves what, and what in it is hard to read; with --out, write a deck on it to look at."""
    document = _document(None, project(root), None, topic, locale)
    data, report = branded(document, _read(file))
    for line in report:
        say(line)
    if out:
        out.write_bytes(data)
        say(f"Written: {out}")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise KitError(f"{file}: {error.strerror}", "Name a .pptx file.") from None


def _told(changes: list[Change]) -> None:
    for kind, head in _HEADS.items():
        found = [change for change in changes if change.kind == kind]
        if found:
            say(f"{head}:")
            for change in found:
                where = f"“{change.slide}”: " if change.slide else ""
                say(f"  {where}{change.message}")
    if not changes:
        say("Nothing was changed, by you or by the kit.")


def _document(data: bytes | None, root: Path, clinic: Path | None, topic: str, locale: str) -> Document:
    """The Document that the deck was made from, in its present words."""
    made = origin_of(data) if data else None
    name = made.topic if made else topic
    job = Job(
        root=root,
        topic=name,
        locale=made.locale if made else locale,
        format="deck",
        edition="",
        region=made.region if made else "",
        clinic=_clinic(made, root, clinic),
        options=Options(),
        today=today(),
        out=root / "output",
        release=False,
    )
    document = ready(job)
    if made and made.kind == "session":
        return select_session(document, session_of(document, int(made.name)))
    if made and made.kind == "parts":
        return select_parts(document, made.name.split("-"))
    return whole(document)


def _clinic(made: Origin | None, root: Path, clinic: Path | None) -> ClinicCard | None:
    if clinic:
        return content.clinic(clinic)
    if made is None or not made.clinic:
        return None
    for path in sorted((root / "content" / "clinics").glob("*.toml")):
        card = content.clinic(path)
        if card.id == made.clinic:
            return card
    raise KitError(f"the deck was made for the clinic '{made.clinic}', whose file was not found", "Name it with --clinic FILE.")
