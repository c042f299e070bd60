"""Words to avoid and words to use: the lists of content/terms and of locales/<tag>/glossary.csv, found in all their forms."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.checks.translation.facts import Lexicon, english
from kit.checks.translation.inflect import contains
from kit.content import Avoid
from kit.content import glossary as glossary_of
from kit.errors import ContentError, Fault, KitError
from kit.files import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """A line of locales/<tag>/glossary.csv: an English term and the words for it, any form of any of which will do."""

    term: str
    forms: tuple[str, ...]


def avoided(words: str, entries: Sequence[Avoid], lexicon: Lexicon) -> Iterator[str]:
    """Words to avoid that stand in a translation."""
    for entry in entries:
        for term in entry.avoid:
            if contains(words, term, lexicon):
                yield f"“{term}” is a word to avoid ({entry.why}) Say: {entry.use}"


def not_used(english: str, words: str, glossary: Sequence[Preferred], source: Lexicon, target: Lexicon) -> Iterator[str]:
    """Terms of the glossary that the English has and whose words the translation lacks."""
    for entry in glossary:
        if contains(english, entry.term, source) and not any(contains(words, form, target) for form in entry.forms):
            yield f"the glossary translates “{entry.term}” as {' or '.join(f'“{form}”' for form in entry.forms)}"


class TermNotes:
    """For translators: what a language calls the terms that stand in an English text, and what content/glossary.yaml says of them."""

    def __init__(self, root: Path) -> None:
        self._root, self._source = root, english(root)
        self._terms = tuple(glossary_of(root / "content").values())
        self._words: dict[str, dict[str, str]] = {}
        self._held: dict[str, tuple[str, ...]] = {}

    def __call__(self, tag: str, text: str) -> tuple[str, ...]:
        """The notes on an English text for a language, or for a template where the tag is ""."""
        if tag not in self._words:
            listed = preferred(self._root / "locales" / tag) if tag else ()
            self._words[tag] = {term.id: words for term in self._terms if (words := self._found(term.term, listed))}
        if text not in self._held:
            self._held[text] = tuple(each.id for each in self._terms if contains(text, each.term, self._source))
        held = (term for term in self._terms if term.id in self._held[text])
        return tuple(_told(term.term, self._words[tag].get(term.id, ""), term.note) for term in held)

    def _found(self, term: str, listed: Sequence[Preferred]) -> str:
        """The words of the language for a term, whichever of its forms the list has."""
        same = (
            each for each in listed if len(each.term.split()) == len(term.split()) and contains(term, each.term, self._source)
        )
        return next((", ".join(each.forms) for each in same), "")


def _told(term: str, words: str, note: str) -> str:
    return " ".join((f"Term: {term}{f' = {words}' if words else ''}.", *note.split()))


def preferred(folder: Path) -> tuple[Preferred, ...]:
    """Read locales/<tag>/glossary.csv: a head line `term,forms,note`, then a term and its words parted by `|`.

    No file, no terms; a term with an empty second column waits for its words. ContentError: a line without term or words.
    """
    path = folder / "glossary.csv"
    if not path.exists():
        return ()
    try:
        rows = list(csv.reader(read_text(path).splitlines()))
    except csv.Error as error:
        raise KitError(f"{path}: not a table: {error}", "Save it as CSV in UTF-8, parted by commas.") from None
    if rows and rows[0][:2] != ["term", "forms"]:
        raise ContentError((Fault(file=str(path), line=1, column=1, what="no head line", advice="Begin with: term,forms,note"),))
    out = []
    for number, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        forms = tuple(form.strip() for form in row[1].split("|") if form.strip()) if len(row) > 1 else ()
        if len(row) > 1 and row[0].strip() and not row[1].strip():
            continue  # a term that waits for its words
        if not row[0].strip() or not forms:
            what, advice = "a term without translation", "Write: term, then its forms parted by |, then a note or nothing."
            raise ContentError((Fault(file=str(path), line=number, column=1, what=what, advice=advice),))
        out.append(Preferred(term=row[0].strip(), forms=forms))
    return tuple(out)
