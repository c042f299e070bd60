"""Which facts a locale never missed or added so far: it can be strict on them from now on, and is never less strict again.

Written into the `strict` part of its facts.yaml. A fact is taken up only if the texts have it often enough to mean something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kit.checks.translation import facts
from kit.checks.translation.facts.compare import unlike
from kit.document import Document
from kit.files import write_whole
from kit.judging.translation.score import clean_texts
from kit.judging.translation.seeds import Clean
from kit.locale import find

OFTEN = 4
_STRICT = re.compile(r"^strict:\n(?: .*\n?)*", re.MULTILINE)


def tightened(right: Sequence[Clean], source: facts.Lexicon, target: facts.Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts to be strict on: those never missed, and those never added, in the order of their groups."""
    used: Counter[str] = Counter()
    missed: set[str] = set()
    added: set[str] = set()
    for text in right:
        for wanted, lost, more in unlike(text.english, text.words, source, target):
            used.update(wanted)
            missed |= set(lost)
            added |= set(more)
    every = [fact for group in source.groups if group.compare == "contrast" for fact in group.facts]
    need = tuple(f for f in every if f in target.words.need or (f not in missed and used[f] >= OFTEN))
    vague = frozenset().union(*(group.vague for group in source.groups))
    add = tuple(f for f in every if f in target.words.add or (f not in added | vague and used[f] >= OFTEN))
    return need, add


def tighten(root: Path, documents: Sequence[Document], tag: str) -> Path:
    """Make a locale strict on what none of its texts missed or added; what it was strict on stays so."""
    locale = find(tag, root / "locales")
    right = clean_texts(root, documents, locale)
    need, add = tightened(right, facts.english(root), facts.lexicon(root, locale))
    return write(root / "locales" / tag, need, add)


def write(folder: Path, need: Sequence[str], add: Sequence[str]) -> Path:
    """Put the strict facts into the facts.yaml of a locale, in the place of those it had."""
    path = folder / "facts.yaml"
    text = _STRICT.sub("", path.read_text(encoding="utf-8")).rstrip("\n")
    strict = f"strict:\n  need: [{', '.join(need)}]\n  add: [{', '.join(add)}]\n"
    write_whole(path, f"{text}\n{strict}".encode())
    return path
