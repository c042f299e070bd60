"""The `kit` command: arguments, progress and messages only. A new command is a function in a module here and a row below."""

from __future__ import annotations

import sys

import typer

from kit.cli import ending
from kit.cli.lazy import PLAIN, Command, LazyGroup


class _Commands(LazyGroup):
    """All commands, in the order of `kit --help`."""

    rows = {  # noqa: RUF012 - typed in LazyGroup, and never changed
        "build": Command(
            "kit.cli.build", "build", "Make the kit: decks, handouts and pages, with a download page in output/index.html."
        ),
        "desk": Command("kit.cli.desk", "desk", "Print, present, translate and review in a browser, without a terminal."),
        "pack": Command("kit.cli.pack", "pack", "Put finished files with their download page into a zip or a folder."),
        "index": Command("kit.cli.build", "index", "Write the download page again, from the manifests in the output folder."),
        "check": Command(
            "kit.cli.check", "check", "Check files for accessibility: what is wrong, where, and which clause says so."
        ),
        "checks": Command(
            "kit.cli.checks", "checks", "List all checks, or say all about one: what it asks, why, and how to mend it."
        ),
        "deck": Command("kit.cli.deck", "app", "Say what you changed in a deck of ours, and carry it to the newest words."),
        "doctor": Command("kit.cli.doctor", "doctor", "Say what is installed, and which fonts and outside validators are found."),
        "content": Command("kit.cli.content", "app", "Check, score and sign the English source."),
        "translate": Command("kit.cli.translate", "app", "Start, update, check and sign translations."),
    }


app = typer.Typer(cls=_Commands, help="Make health-education kits: decks, handouts and web pages in every language.", **PLAIN)


@app.callback()
def _kit() -> None:
    """Every command stands in the table above; this makes the app a group though it has none of its own."""


def main() -> None:
    """Run the command; whatever happens ends in plain words and an exit code, never in a traceback (`ending`)."""
    sys.exit(ending.run(lambda: app(standalone_mode=False)))


__all__ = ["app", "main"]
