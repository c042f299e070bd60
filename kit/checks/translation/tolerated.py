"""Findings that someone judged harmless, with the reason: locales/<tag>/tolerated.tsv.

A line holds for one check on one text as both stand: it names a digest of the English and the translation, and is void when
either changes. A reason that no person gave is marked `machine`: it quiets drafts, never a sign-off or a release. Left out
on purpose: who may sign and release, which `kit.judging` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal

from kit.document import Text
from kit.files import read_table, write_table
from kit.review import text_hash

NAME = "tolerated.tsv"
MACHINE = "machine"
Quiet = Literal["all", "person", "none"]
"""Whose reasons count: everybody's, only people's, nobody's."""

_DIGEST = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerated:
    """One judged finding: the text's id, the check's, the digest of both texts, who judged (`machine` or a handle), and why."""

    id: str
    check: str
    digest: str
    by: str
    reason: str


HEAD = tuple(field.name for field in fields(Tolerated))


def digest(ctx: str, english: str, words: str) -> str:
    """The digest that binds a reason to both texts: that of the review ledger."""
    return text_hash(Text(id=ctx, source=english, text=words, lang=""))


class Reasons:
    """The judged findings of a locale, asked for by text, check and digest."""

    def __init__(self, lines: Iterable[Tolerated] = ()) -> None:
        self.lines = tuple(lines)
        self._by_key = {(line.id, line.check, line.digest): line for line in self.lines}

    def of(self, ctx: str, check: str, english: str, words: str, quiet: Quiet = "all") -> Tolerated | None:
        """The reason given for this check on these very words, if it counts."""
        if quiet == "none" or not self.lines:
            return None
        line = self._by_key.get((ctx, check, digest(ctx, english, words)))
        return None if line is None or (quiet == "person" and line.by == MACHINE) else line

    def with_line(self, line: Tolerated) -> Reasons:
        """These reasons with one more, in the place of the one it renews."""
        same = (line.id, line.check)
        return Reasons((*(old for old in self.lines if (old.id, old.check) != same), line))


def read(folder: Path) -> Reasons:
    """The reasons of locales/<tag>/; none where there is no file. ContentError lists every broken line."""
    advice = "Delete the line, and write it anew with: python3 run.py translate tolerate"
    rows = read_table(folder / NAME, HEAD, _wrong, advice)
    return Reasons(Tolerated(**dict(zip(HEAD, row, strict=True))) for row in rows)


def _wrong(row: list[str]) -> str:
    return "" if _DIGEST.fullmatch(row[2]) else "the digest is not 12 hexadecimal digits"


def write(folder: Path, reasons: Reasons) -> Path:
    """Write the reasons, sorted by text and check."""
    rows = sorted(reasons.lines, key=lambda line: (line.id, line.check))
    return write_table(folder / NAME, HEAD, map(astuple, rows))
