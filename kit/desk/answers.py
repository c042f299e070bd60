"""What reviewers marked, part by part, as lines that are only ever added: content/<topic>/answers.tsv.

Each is bound to the words that were shown; changed words need a new answer. Left out on purpose: signatures (`kit.review`),
which these prepare and never replace.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from kit.document import Text

FILE = "answers.tsv"
_HEAD = "# id\thash\tmark\tnote\twho\tdate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One mark: on a block or question (`id`) with these words (`hash`), what somebody said of it, and when (ISO 8601)."""

    id: str
    hash: str
    mark: str
    note: str
    who: str
    date: str


def digest(texts: Sequence[Text]) -> str:
    """16 hex digits over the English of the texts, with their ids."""
    said = "\x1e".join(f"{text.id}\x1f{unicodedata.normalize('NFC', text.source)}" for text in texts)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def read(folder: Path) -> dict[str, Answer]:
    """The last answer on each block or question; lines that are not ours are passed over."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        row[0]: Answer(id=row[0], hash=row[1], mark=row[2], note=row[3], who=row[4], date=row[5]) for row in rows if len(row) == 6
    }


def add(folder: Path, given: Sequence[Answer]) -> None:
    """Append answers in one write, so that a crash leaves whole lines."""
    if not given:
        return
    path = folder / FILE
    head = "" if path.exists() else f"{_HEAD}\n"
    rows = "".join("\t".join(_cell(getattr(one, field.name)) for field in fields(one)) + "\n" for one in given)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(head + rows)
        file.flush()
        os.fsync(file.fileno())


def _cell(words: str) -> str:
    return "".join(character if character.isprintable() else " " for character in words)
