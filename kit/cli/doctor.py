"""`kit doctor`: what is installed here, and what only tests or looking at files would need."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator

from kit.cli.arguments import Root, project
from kit.cli.messages import say
from kit.text import faces


def doctor(*, root: Root = None) -> None:
    """Say what is installed, and which fonts and outside validators are found."""
    base = project(root)
    say(f"Python {sys.version.split()[0]}; project in {base}")
    for script, name in faces.installed():
        say(f"font for {script}: {name}")
    for line in _validators():
        say(line)


def _validators() -> Iterator[str]:
    for program, use in (
        ("soffice", "shows decks as pictures"),
        ("chromium", "checks and prints pages"),
        ("pdftoppm", "shows handouts as pictures"),
        ("java", "runs veraPDF"),
        ("msgfmt", "checks PO files"),
    ):
        yield f"{program} ({use}): {'found' if shutil.which(program) else 'not found; only tests need it'}"
    folder = os.environ.get("KIT_VALIDATORS", "")
    yield f"KIT_VALIDATORS: {folder or 'not set; the outside validators are skipped'}"
