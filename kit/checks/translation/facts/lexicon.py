"""The words of a language compiled for looking up: phrases by their first word, or by their first character.

A lexicon joins what people wrote (`kit.content.FactWords`) with the unit names and number words of CLDR; what people wrote
wins. A language whose facts.yaml has a line without words, or is not there, is not `complete`: its texts can't be called checked.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kit.checks.translation.facts import cldr
from kit.checks.translation.facts.fold import Folding, fold, tokens
from kit.content import FactGroup, FactWords, WordForm, fact_groups, fact_words
from kit.locale import SOURCE, Locale

GAP = ".."
"""In a phrase: up to five words may stand here."""

Means = tuple[tuple[str, ...], ...]
"""Facts a phrase states at once, each with its alternatives, the likeliest first; empty for a phrase that states none."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as parts to match: words (the last sign `*` stands for any ending) and gaps."""

    parts: tuple[str, ...]
    means: Means

    @property
    def numeric(self) -> bool:
        """Whether it is a number word and nothing else."""
        return bool(self.means) and all(fact.startswith("#") for part in self.means for fact in part)


@dataclass(eq=False, slots=True)
class Lexicon:
    """A language's words for facts, ready to be searched. `spaced`: words are parted by spaces."""

    words: FactWords
    groups: tuple[FactGroup, ...]
    spaced: bool
    complete: bool
    folding: Folding
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    endings: tuple[tuple[str, ...], ...] = ()
    first: dict[str, list[Phrase]] = field(default_factory=dict)
    stems: dict[str, list[Phrase]] = field(default_factory=dict)
    stem_lengths: tuple[int, ...] = ()
    longest: dict[str, int] = field(default_factory=dict)
    written: dict[str, tuple[str, ...]] = field(default_factory=dict)
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """The BCP 47 tag."""
        return self.words.tag


@functools.lru_cache(maxsize=64)
def _read(root: Path, locale: Locale, _stamps: tuple[int, ...]) -> Lexicon:
    groups = fact_groups(root / "content")
    words = fact_words(root / "locales" / locale.tag, groups)
    return compiled(
        words or FactWords(tag=locale.tag), groups, spaced=locale.spaced, complete=words is not None and not words.blank
    )


def lexicon(root: Path, locale: Locale) -> Lexicon:
    """The lexicon of a language of the project in `root`; read again when its files change.

    ContentError: a fault in facts.yaml.
    """
    files = (root / "content" / "facts.yaml", root / "locales" / locale.tag / "facts.yaml")
    return _read(root, locale, tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in files))


def english(root: Path) -> Lexicon:
    """The lexicon of the source language."""
    return lexicon(root, SOURCE)


@functools.lru_cache(maxsize=64)
def compiled(words: FactWords, groups: tuple[FactGroup, ...], *, spaced: bool, complete: bool = True) -> Lexicon:
    """Compile the words of a language, with those of CLDR that it does not leave out. The same words give the same lexicon."""
    folding = Folding(words.fold)
    made = Lexicon(words=words, groups=groups, spaced=spaced, complete=complete, folding=folding)
    clitic = functools.partial(_folded, folding=folding)
    made.prefixes = tuple(sorted({clitic(part) for part in words.prefixes}, key=len, reverse=True))
    made.suffixes = tuple(sorted({clitic(part) for part in words.suffixes}, key=len, reverse=True))
    made.endings = tuple(tuple(clitic(part) for part in line) for line in words.endings)
    held: dict[str, Means] = {}
    written: dict[str, list[str]] = {}
    for form in (*words.forms, *_free(words)):
        key = clitic(form.words)
        held[key] = _either(held[key], form.means) if key in held else form.means
        if len(form.means) == 1 and len(form.means[0]) == 1:
            written.setdefault(form.means[0][0], []).append(form.words)
    made.written = {fact: tuple(forms) for fact, forms in written.items()}
    (_by_word if made.spaced else _by_character)(made, held.items())
    return made


def _either(one: Means, other: Means) -> Means:
    """What spellings that fold into one mean: either, where each means one thing; else the first."""
    if len(one) == len(other) == 1:
        return (tuple(dict.fromkeys((*one[0], *other[0]))),)
    return one


def _folded(text: str, *, folding: Folding) -> str:
    return fold(text, folding).text


def _free(words: FactWords) -> Iterable[WordForm]:
    for key, form in cldr.units(words.tag):
        if form not in words.drop and key.rpartition("+")[2] not in words.own:
            yield WordForm(words=form, means=tuple((part,) for part in key.split("+")))
    for value, word in cldr.numbers(words.tag):
        if word not in words.drop:
            yield WordForm(words=word, means=((f"#{value}",),))


def _by_word(made: Lexicon, held: Iterable[tuple[str, Means]]) -> None:
    for words, means in held:
        parts: list[str] = []
        for piece in words.split():
            if piece == GAP:
                parts.append(GAP)
                continue
            ending = piece.endswith("*")
            found = [token.text for token in tokens(piece)]
            parts += [*found[:-1], found[-1] + "*"] if ending and found else found
        if not parts:
            continue
        phrase, head = Phrase(tuple(parts), means), parts[0]
        target = made.stems if head.endswith("*") else made.first
        target.setdefault(head.rstrip("*"), []).append(phrase)
    made.stem_lengths = tuple(sorted({len(stem) for stem in made.stems}, reverse=True))


def _by_character(made: Lexicon, held: Iterable[tuple[str, Means]]) -> None:
    for words, means in held:
        made.first.setdefault(words.partition(GAP)[0], []).append(Phrase(tuple(words.split(GAP)), means))
    for head in made.first:
        made.longest[head[0]] = max(made.longest.get(head[0], 0), len(head))
