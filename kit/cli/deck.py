"""`kit deck`: what a person changed in a deck of ours, and the deck anew on the present words with their edits kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kit.build import edited
from kit.build.edited import DeckChange, Origins
from kit.cli.arguments import Root, project, today
from kit.cli.lazy import PLAIN
from kit.cli.messages import say
from kit.errors import KitError

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
    file: Deck, *, root: Root = None, clinic: Clinic = None, topic: Topic = "heroin-withdrawal", locale: Locale = ""
) -> None:
    """Say in words what a person changed, which safety facts that touches, and what the kit changed since."""
    data = _read(file)
    _told(edited.compare(data, _origins(root, clinic, topic, locale)))


@app.command()
def renew(
    file: Deck,
    *,
    root: Root = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the new deck (else beside the old one).")] = None,
    clinic: Clinic = None,
    topic: Topic = "heroin-withdrawal",
    locale: Locale = "",
) -> None:
    """Make the deck anew on the present words, with every edit kept; what both changed stands in the notes of its slide."""
    data = _read(file)
    new, changes = edited.renew(data, _origins(root, clinic, topic, locale))
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
    data, report = edited.branded(_read(file), _origins(root, None, topic, locale))
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


def _origins(root: Path | None, clinic: Path | None, topic: str, locale: str) -> Origins:
    return Origins(root=project(root), today=today(), clinic=clinic, topic=topic, locale=locale)


def _told(changes: Sequence[DeckChange]) -> None:
    for kind, head in _HEADS.items():
        found = [change for change in changes if change.kind == kind]
        if found:
            say(f"{head}:")
            for change in found:
                where = f"“{change.slide}”: " if change.slide else ""
                say(f"  {where}{change.message}")
    if not changes:
        say("Nothing was changed, by you or by the kit.")
