"""`kit check`: what is wrong with PowerPoint, PDF and HTML files, ours or not, where, and which clause says so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.arguments import AsJson
from kit.cli.messages import report, say
from kit.errors import EXIT_OK, KitError
from kit.formats import FORMATS, of_file


def check(
    files: Annotated[list[Path], typer.Argument(help="PowerPoint, PDF or HTML files, ours or not.")],
    *,
    profile: Annotated[str, typer.Option(help="Judge a PDF by a print profile: standard, aph, acb or ukaaf.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Judge them as files of ours, by all that we ask of those.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check files for accessibility: what is wrong, where, and which clause says so."""
    code = EXIT_OK
    for path in files:
        form = of_file(path)
        if form is None:
            endings = ", ".join(dict.fromkeys(ending for row in FORMATS.values() for ending in row.endings))
            raise KitError(f"{path}: not a file this can check", f"Give files of these kinds: {endings}.")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise KitError(f"{path}: {error.strerror or error}", "Check the name and that you may read it.") from None
        found = form.rules().audit(data, profile, strict)
        if not found:
            say(f"{path}: no fault found")
        code = max(code, report(found, as_json, str(path)))
    raise typer.Exit(code)
