"""`kit translate questions` and `answers`: the last look at a translation, by a reader who has not seen its English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kit import build
from kit.cli.arguments import Root, project, today
from kit.cli.messages import say
from kit.errors import KitError
from kit.files import read_text
from kit.judging.translation import answers
from kit.judging.translation.answers import Posed
from kit.locale import SOURCE, find


def _asked(base: Path, tag: str) -> tuple[Posed, ...]:
    return answers.asked(base, build.sources(base), tag)


def questions(
    tag: str,
    *,
    every: Annotated[bool, typer.Option("--all", help="Also those that have an answer which still holds.")] = False,
    root: Root = None,
) -> None:
    """Print the questions to answer from a translation alone: its words, the question, and nothing in English besides."""
    base = project(root)
    find(tag, base / "locales")
    for each in _asked(base, tag):
        if every or each.answer is None:
            say("\n".join((each.question.id, *(f"  {words}" for words in each.words), f"  ? {each.question.ask}", "")))


def take(
    tag: str,
    file: Annotated[Path, typer.Argument(help="Lines of question id, tab, answer; 'yes' or 'no' after one more tab judges it.")],
    *,
    by: Annotated[str, typer.Option(help="Your handle in people.toml, or 'machine'.")] = "machine",
    root: Root = None,
) -> None:
    """Take in answers that somebody read from a translation alone, and hold them against the English ones."""
    base = project(root, writes=True)
    answers.take(base, _asked(base, tag), tag, given(file), by.strip() or "machine", today())
    for line in told(base, tag, wrong=True):
        say(line)


def given(file: Path) -> dict[str, tuple[str, str]]:
    """The answers of a file by question: the answer, and yes, no or `-`. KitError: the first line that is none."""
    found = {}
    for number, line in enumerate(read_text(file).splitlines(), start=1):
        ident, *cells = (cell.strip() for cell in line.split("\t"))
        if not ident:
            continue
        if len(cells) not in (1, 2) or not cells[0] or cells[1:] not in ([], ["yes"], ["no"]):
            raise KitError(
                f"{file}:{number}: not a question id, an answer and perhaps yes or no", "Part them by tabs, a line an answer."
            )
        found[ident] = (cells[0], cells[1] if cells[1:] else "-")
    return found


def told(base: Path, tag: str, *, wrong: bool = False) -> Iterator[str]:
    """How many questions are answered right, and with `wrong` each that is not; nothing where there are no questions to ask."""
    known = () if tag == SOURCE.tag else _asked(base, tag)
    if not known:
        return
    right, again = answers.share(known), sum(each.answer is None for each in known)
    yield f"{tag}: {right.hit} of {right.of} questions answered right from the translation alone, {again} to ask again"
    for each in known if wrong else ():
        if each.answer is not None and not each.right:
            yield f"  {each.question.id}: read “{each.answer.answer}”, English “{each.question.answers[0]}”: {' '.join(each.words)}"
