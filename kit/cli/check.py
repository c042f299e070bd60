"""`kit check`: what is wrong with PowerPoint, PDF and HTML files, ours or not, where, and which clause says so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kit.checks import deck, page, pdf
from kit.cli.arguments import AsJson
from kit.cli.messages import report, say
from kit.errors import EXIT_OK, Finding, KitError

_KINDS = {".pdf": "handout", ".pptx": "deck", ".html": "page", ".htm": "page"}


def check(
    files: Annotated[list[Path], typer.Argument(help="PowerPoint, PDF or HTML files, ours or not.")],
    *,
    profile: Annotated[str, typer.Option(help="Judge a PDF by a print profile: standard, aph, acb or ukaaf.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check files for accessibility: what is wrong, where, and which clause says so."""
    code = EXIT_OK
    for path in files:
        kind = _KINDS.get(path.suffix.lower())
        if kind is None:
            raise KitError(f"{path}: not a file this can check", "Give .pptx, .pdf or .html files.")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise KitError(f"{path}: {error.strerror or error}", "Check the name and that you may read it.") from None
        code = max(code, report(_audit(kind, data, profile, path), as_json, str(path)))
    raise typer.Exit(code)


def _audit(kind: str, data: bytes, profile: str, path: Path) -> tuple[Finding, ...]:
    if kind == "handout":
        found = pdf.check(data, profile=profile or None)
    elif kind == "deck":
        found = deck.check(data)
    else:
        found = page.check(data)
    if not found:
        say(f"{path}: no fault found")
    return found
