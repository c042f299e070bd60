"""Options that several commands share, and what their values mean. A wrong one is told in a sentence, with what to write instead."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated

import typer

from kit.build.meant import Kind, unknown
from kit.cli.project import output_of, project
from kit.errors import KitError

Root = Annotated[Path | None, typer.Option(help="The project's folder, if it is not this one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what a program can read.")]
Topic = Annotated[str, typer.Option(help="The topic.")]
_KINDS: dict[str, Kind] = {"--locale": "language", "--format": "format", "--edition": "edition", "--sheet": "sheet"}


def today() -> datetime.date:
    """Today, or the day SOURCE_DATE_EPOCH says (reproducible-builds.org), so that a build can be repeated exactly."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise KitError(
            f"SOURCE_DATE_EPOCH is '{epoch[:40]}', which is no day", "Give it as seconds since 1970 in digits, or take it away."
        ) from None


def several(given: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The values of a comma-separated option; empty for "all"."""
    values = tuple(part.strip() for part in given.split(",") if part.strip())
    if values == ("all",) or not values:
        return ()
    for value in values:
        if value not in known:
            raise unknown(_KINDS.get(option, "topic"), option, value, known)
    return values


def beside_of(given: str, known: tuple[str, ...]) -> str:
    """The tag of a second language, or ""."""
    if given and given not in known:
        raise unknown("language", "--with", given, known)
    return given


def region_of(given: str, base: Path) -> str:
    """The code of a territory whose numbers the project has, or ""."""
    codes = tuple(sorted(path.stem for path in (base / "content" / "regions").glob("*.yaml")))
    if given and given.upper() not in codes:
        raise unknown("region", "--region", given, codes)
    return given.upper()


def shard_of(given: str) -> tuple[int, int]:
    """(i, n) of "i/n": the i-th of n parts, counted from 1."""
    index, _, count = given.partition("/")
    if not (index.isdecimal() and count.isdecimal() and 1 <= int(index) <= int(count)):
        raise KitError(f"--shard: '{given}' is not i/n", "Give for example --shard 1/4.")
    return int(index), int(count)


__all__ = ["AsJson", "Root", "Topic", "beside_of", "output_of", "project", "region_of", "several", "shard_of", "today"]
