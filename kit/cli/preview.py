"""`kit translate preview`: a locale's words where they will stand, once or after each save."""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from kit import build as shell
from kit import content
from kit.cli.arguments import Root, Topic, output_of, project, several, today
from kit.cli.messages import say

_LOOKS = 0.2
"""Seconds between two looks at the catalogs."""


def preview(
    tag: str,
    *,
    topic: Topic = "all",
    out: Annotated[Path | None, typer.Option(help="A folder.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and make them again each time a catalog is saved.")] = False,
    root: Root = None,
) -> None:
    """Make handout and page of a locale as they are now, with marks: [?] not translated, [!] outdated, [~] machine.

    With --watch the page opens in the browser at the text just saved; the sheet that shows it is made too. Stop with Ctrl+C.
    Also of the test languages en-XA (long), ar-XB (right to left), zh-XC (wide, no spaces) and th-XT (tall).
    """
    base = project(root)
    folder = out or output_of(base, None) / "preview"
    topics = content.topics(base / "content")
    with shell.sole_use(folder):
        for name in several(topic, topics, "--topic") or topics:
            for proof in shell.proofs_of(base, name, tag, folder, today()):
                say(str(proof.path))
        if watch:
            _watch(base, tag, folder)


def _watch(base: Path, tag: str, folder: Path) -> None:
    say(f"Waiting for locales/{tag}/*.po to be saved. Stop with Ctrl+C.")
    try:
        for saved in shell.watch(base, tag, folder, today(), lambda: time.sleep(_LOOKS)):
            for fault in saved.faults:
                say(fault)
            for text in saved.changed:
                say(text)
            for proof in saved.proofs:
                say(f"  {proof.address}")
            if shown := next((proof for proof in saved.proofs if proof.path.suffix == ".html"), None):
                webbrowser.open(shown.address)
    except KeyboardInterrupt:
        say("Stopped.")
