"""`kit pack`: finished files for a stick or a web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kit import build as shell
from kit.build.pack import pack as pack_files
from kit.cli.arguments import Root, output_of, project, several, today
from kit.cli.messages import say
from kit.files import resolved


def pack(
    target: Annotated[Path, typer.Argument(help="A .zip file, or a folder, to make.")] = Path("health-kit.zip"),
    *,
    locale: Annotated[str, typer.Option(help="Languages by tag, comma-separated, or all.")] = "all",
    clinic: Annotated[str, typer.Option(help="Only the files of this clinic, by its id; 'none' for those without one.")] = "all",
    each: Annotated[bool, typer.Option("--each", help="One zip for each language.")] = False,
    out: Annotated[Path | None, typer.Option(help="The output folder to take from.")] = None,
    root: Root = None,
) -> None:
    """Put finished files with their download page into a zip or a folder, ready for a USB stick or any web server."""
    base = project(root)
    tags = several(locale, shell.locales_of(base), "--locale")
    whose = {"all": None, "none": ""}.get(clinic, clinic)
    source = output_of(base, out)
    wanted = [(tag,) for tag in tags or shell.locales_of(base)] if each else [tags]
    for chosen in wanted:
        path = target.with_name(f"{target.stem}-{chosen[0]}{target.suffix}") if each else target
        count = pack_files(base, source, resolved(path), today(), locales=chosen, clinic=whose)
        say(f"{count} files packed in {path}")
