"""A catalog's words put into a document, each with what may be thought of them; and how much of a document is done.

Fallback is English only, tagged "en" and marked: never across languages or scripts, never silent. Left out on purpose:
review by people, which `kit.review` adds on top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kit import caches
from kit.document import Document, State, Text, map_texts, texts
from kit.errors import ContentError, Fault
from kit.files import read_data
from kit.locale import Locale, find
from kit.translate import made_for, words
from kit.translate.po import Catalog, Entry, parse
from kit.translate.template import LABELS


def catalog(path: Path, locale: Locale, *, name: str = "") -> Catalog:
    """Read a catalog that is to be built from.

    ContentError lists every fault with its line: those of the file (`kit.translate.po.read`) and words that can't be
    printed, because placeables are missing or unknown, a ** has no partner, or a character reorders the text around it.
    """
    name = name or str(path)
    data = read_data(path, name)
    found = parse(data, locale, name)
    if not _SOUND.get((name, locale), data):
        if wrong := faults(found):
            raise ContentError(wrong)
        _SOUND.keep((name, locale), data, True)
    return found


_SOUND: caches.KeptVersions[tuple[str, Locale], bool] = caches.KeptVersions(256)
"""The files in which no fault was found."""


def faults(found: Catalog) -> tuple[Fault, ...]:
    """Words of a catalog that can't be printed, each with its line and what to do."""
    return tuple(fault for entry in found.entries if entry.complete for fault in _faults(found.path, entry))


def load(root: Path, locale: Locale, domain: str) -> Catalog:
    """The catalog locales/<tag>/<domain>.po; an empty one if there is no such file."""
    path = root / "locales" / locale.tag / f"{domain}.po"
    name = path.relative_to(root).as_posix()
    return catalog(path, locale, name=name) if path.exists() else Catalog(path=name, locale=locale)


def _faults(path: str, entry: Entry) -> Iterator[Fault]:
    def fault(what: str, advice: str) -> Fault:
        return Fault(file=path, line=entry.line, column=1, path=entry.ctx, what=what, advice=advice)

    for said in entry.said():
        yield from _text_faults(entry, said, fault)


def _text_faults(entry: Entry, said: str, fault: Callable[[str, str], Fault]) -> Iterator[Fault]:
    if wrong := words.unprintable(said):
        yield fault(
            f"the translation has {wrong}", "Delete it. Numbers and names keep their order without it: the kit isolates them."
        )
    if wrong := words.bold_fault(said):
        yield fault(f"the translation has {wrong}", "Put ** before and after the words that must stand out.")
    if not entry.previous and (wrong := words.placeable_fault(entry.plural or entry.english, said)):
        advice = "Copy the names in braces from the English as they are; they may stand anywhere in the sentence."
        yield fault(f"placeables differ from the English: {wrong}", advice)


def state(text: Text, entry: Entry | None) -> State:
    """What a catalog knows of a text: missing, stale, machine or human.

    Stale is also what a person marked as needing work, and what has not been brought up to date with the English.
    """
    if entry is None or not entry.complete:
        return "missing"
    if entry.msgid != text.msgid or made_for.is_old(entry):
        return "stale"
    if not entry.fuzzy:
        return "human"
    return "machine" if made_for.is_machine(entry) else "stale"


def translate(document: Document, topic: Catalog, labels: Catalog, locale: Locale) -> Document:
    """The English document in another language.

    A missing text keeps its English, with `lang` "en". Stale words are printed only where no life depends on them and
    the placeables still fit; else the English is, with state "stale".
    """
    by_ctx = {**topic.by_ctx(), **{ctx: entry for ctx, entry in labels.by_ctx().items() if ctx.startswith(f"{LABELS}/")}}

    def change(text: Text) -> Text:
        if text.verbatim or not text.id:
            return text
        entry = by_ctx.get(text.id)
        found = state(text, entry)
        if entry is None or found == "missing" or (found == "stale" and not _usable(text, entry)):
            return replace(text, text=text.source, forms=(text.one, text.source) if text.one else (), lang="en", state=found)
        return replace(text, text=entry.words, forms=entry.forms, lang=locale.tag, state=found)

    return replace(map_texts(document, change), locale=locale)


def _usable(text: Text, entry: Entry) -> bool:
    return not text.safety and not any(words.placeable_fault(text.source, said) for said in entry.said())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far one document is translated: texts by state, and those of them on which a life can depend."""

    tag: str
    topic: str
    states: tuple[tuple[State, int], ...]
    safety: tuple[tuple[State, int], ...]

    @property
    def total(self) -> int:
        """How many texts there are."""
        return sum(count for _, count in self.states)

    def count(self, *states: State) -> int:
        """How many texts are in these states."""
        return sum(count for name, count in self.states if name in states)


LADDER: tuple[State, ...] = ("missing", "refused", "stale", "machine", "human", "reviewed", "clinical")
"""States from worst to best."""


def coverage(document: Document) -> Coverage:
    """Count the states of a translated document's texts, labels included, each id once."""
    seen = {text.id: text for text in texts(document) if text.id and not text.verbatim}
    every = Counter(text.state for text in seen.values())
    safety = Counter(text.state for text in seen.values() if text.safety)
    return Coverage(
        tag=document.locale.tag,
        topic=document.topic,
        states=tuple((name, every[name]) for name in LADDER if every[name]),
        safety=tuple((name, safety[name]) for name in LADDER if safety[name]),
    )


def status(root: Path, documents: Iterable[Document], tags: Iterable[str]) -> tuple[Coverage, ...]:
    """The coverage of each English document in each locale, by its catalogs alone: at best "human".

    With people's reviews it is `coverage` of the document after `kit.review.apply`.
    """
    rows = []
    for document in documents:
        for locale in (find(tag, root / "locales") for tag in tags):
            topic, labels = load(root, locale, document.topic), load(root, locale, LABELS)
            rows.append(coverage(translate(document, topic, labels, locale)))
    return tuple(rows)


MARKS: dict[State, str] = {"missing": "[?]", "refused": "[x]", "stale": "[!]", "machine": "[~]"}
"""How a preview marks what is not yet a person's translation of the present English."""


def mark(document: Document) -> Document:
    """The translated document with each text that needs work marked in front (`MARKS`), for a translator's preview only."""

    def change(text: Text) -> Text:
        sign = MARKS.get(text.state)
        if sign is None or text.verbatim:
            return text
        return replace(text, text=f"{sign} {text.text}", forms=tuple(f"{sign} {form}" for form in text.forms))

    return map_texts(document, change)
