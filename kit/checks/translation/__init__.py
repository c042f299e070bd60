"""Is a translation safe to print? What a machine can tell: facts, numbers, names to keep, markup, letters, words to avoid.

Each check is a record; a finding names the file, the line and the text's id. A finding that was judged
is settled by one line in locales/<tag>/tolerated.tsv, bound to both texts. Left out on purpose: sense, style and scope,
which only people can judge, and what is missing, which `kit translate status` counts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.checks.finding import quote
from kit.checks.record import AnyCheck
from kit.checks.translation import facts, rules, together, tolerated
from kit.checks.translation.across import Said
from kit.checks.translation.pair import Pair
from kit.checks.translation.together import Texts
from kit.checks.translation.tolerated import Quiet, Reasons
from kit.checks.translation.vocabulary import Preferred, TermNotes, preferred
from kit.content import Avoid, FactWords, Place, desk_words, terms
from kit.content import glossary as glossary_of
from kit.document import Document, Text, texts
from kit.errors import Finding
from kit.locale import SOURCE, Locale, find
from kit.translate import DESK, LABELS, Catalog, Entry, load, made_for

Source = Document | Sequence[Document | Text]
"""The English: documents, and texts that stand in none, such as the desk's own words."""

CHECKS: tuple[AnyCheck, ...] = (*rules.CHECKS, *together.CHECKS)
"""Every check of a translation: those of one text (a `Pair`), then those of all texts together (`Texts`)."""


def check(
    document: Source,
    catalogs: Sequence[Catalog],
    *,
    avoid: Sequence[Avoid] = (),
    glossary: Sequence[Preferred] = (),
    keep: Iterable[str] = (),
    source: facts.Lexicon | None = None,
    target: facts.Lexicon | None = None,
    reasons: Reasons | None = None,
    quiet: Quiet = "all",
) -> tuple[Finding, ...]:
    """Findings on the translations of English documents into one language, in the order of the catalogs.

    `avoid` are the words to avoid in the catalogs' language, `glossary` its terms, `keep` names that stay as they are,
    `source` and `target` the lexicons of both languages (without them only numbers are compared), `reasons` what was
    judged and `quiet` whose reasons count. Stale texts are reported as such and not measured; texts the documents do not
    have are passed over.
    """
    found = _found(document, catalogs, avoid=avoid, glossary=glossary, keep=keep, source=source, target=target)
    return _open(found, reasons or Reasons(), quiet)


def _open(found: Sequence[tuple[Entry, Finding]], reasons: Reasons, quiet: Quiet) -> tuple[Finding, ...]:
    return tuple(finding for entry, finding in found if not _settled(entry, finding, reasons, quiet))


def _found(
    document: Source,
    catalogs: Sequence[Catalog],
    *,
    avoid: Sequence[Avoid],
    glossary: Sequence[Preferred],
    keep: Iterable[str],
    source: facts.Lexicon | None,
    target: facts.Lexicon | None,
) -> list[tuple[Entry, Finding]]:
    """Every finding with its entry, judged or not."""
    if not catalogs:
        return []
    every = [document] if isinstance(document, Document) else document
    said = (text for each in every for text in ((each,) if isinstance(each, Text) else texts(each)))
    wanted = {text.id: text.source for text in said if text.id and not text.verbatim}
    names = frozenset(word.casefold() for name in keep for word in re.findall(r"[^\W\d_]+", name))
    mine, theirs = source or _bare(SOURCE), target or _bare(catalogs[0].locale)
    bench = _bench(
        catalogs[0].locale, mine, theirs, tuple((each.avoid, each.use, each.why) for each in avoid), tuple(glossary), names
    )
    found: list[tuple[Entry, Finding]] = []
    current: list[tuple[Entry, Said]] = []
    for catalog in catalogs:
        for entry in catalog.entries:
            if not entry.words or entry.ctx not in wanted:
                continue
            if entry.previous or _english(entry) != wanted[entry.ctx] or made_for.is_old(entry):
                found.append((entry, _stale(catalog, entry)))
                continue
            where = _where(catalog, entry)
            current.append((entry, Said(ctx=entry.ctx, where=where, english=_english(entry), words=entry.words)))
            for words in dict.fromkeys(entry.said()):
                judged = _judged(bench, entry.ctx, _english(entry), words)
                found += [(entry, replace(finding, where=where)) for finding in judged]
    return [*found, *_together(current, mine, theirs, catalogs[0].locale)]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Bench:
    """What all texts of a language are judged by; equal only to itself, so that a verdict is found again at no cost."""

    locale: Locale
    source: facts.Lexicon
    target: facts.Lexicon
    avoid: tuple[Avoid, ...]
    glossary: tuple[Preferred, ...]
    keep: frozenset[str]


@functools.lru_cache(maxsize=64)
def _bench(
    locale: Locale,
    source: facts.Lexicon,
    target: facts.Lexicon,
    avoid: tuple[tuple[tuple[str, ...], str, str], ...],
    glossary: tuple[Preferred, ...],
    keep: frozenset[str],
) -> _Bench:
    """The one bench for these; `avoid` without the places, which no check of a text asks for."""
    nowhere = Place(file="", line=0, column=0)
    words = tuple(Avoid(avoid=terms, use=use, why=why, place=nowhere) for terms, use, why in avoid)
    return _Bench(locale=locale, source=source, target=target, avoid=words, glossary=glossary, keep=keep)


@functools.lru_cache(maxsize=1 << 16)
def _judged(bench: _Bench, ctx: str, english: str, words: str) -> tuple[Finding, ...]:
    """What the checks of one text say of it, wherever it stands: the same words always get the same verdict."""
    pair = Pair(
        ctx=ctx,
        english=english,
        words=words,
        locale=bench.locale,
        source=bench.source,
        target=bench.target,
        avoid=bench.avoid,
        glossary=bench.glossary,
        keep=bench.keep,
    )
    return tuple(finding for each in rules.CHECKS for finding in each.find(pair))


def _together(
    current: Sequence[tuple[Entry, Said]], source: facts.Lexicon, target: facts.Lexicon, locale: Locale
) -> Iterator[tuple[Entry, Finding]]:
    entries = {said.where: entry for entry, said in current}
    texts_ = Texts(said=tuple(said for _, said in current), locale=locale, source=source, target=target)
    for each in together.CHECKS:
        for finding in each.find(texts_):
            yield entries[finding.where], finding


def _bare(locale: Locale) -> facts.Lexicon:
    """A lexicon with CLDR's words alone."""
    return facts.compiled(FactWords(tag=locale.tag), (), spaced=locale.spaced, complete=False)


def _settled(entry: Entry, finding: Finding, reasons: Reasons, quiet: Quiet) -> bool:
    """Whether someone whose word counts has judged it."""
    name = finding.id.removeprefix("translation.")
    ignored = quiet == "all" and any(re.fullmatch(rf"ignore {name}:\s*\S.*", line.strip()) for line in entry.comments)
    return ignored or reasons.of(entry.ctx, finding.id, _english(entry), entry.words, quiet) is not None


def check_locale(root: Path, document: Document, tag: str, *, quiet: Quiet = "all") -> tuple[Finding, ...]:
    """Findings on the catalogs of one locale for an English document, with the terms and names of content/ and locales/.

    ContentError if a catalog can't be built from at all.
    """
    return check_project(root, (document,), tag, quiet=quiet)


def check_project(root: Path, documents: Sequence[Document], tag: str, *, quiet: Quiet = "all") -> tuple[Finding, ...]:
    """Findings on all catalogs of one locale at once: names that differ between topics show only so."""
    return check_levels(root, documents, tag, quiet)[0]


def check_levels(root: Path, documents: Sequence[Document], tag: str, *levels: Quiet) -> tuple[tuple[Finding, ...], ...]:
    """The same for several answers to whose reasons count, looking once."""
    locale = find(tag, root / "locales")
    catalogs = tuple(load(root, locale, domain) for domain in (*(document.topic for document in documents), LABELS))
    return _levels(root, documents, catalogs, levels)


def check_desk(root: Path, tag: str) -> tuple[Finding, ...]:
    """Findings on the desk's own words in a locale, held against each other alone: a button may be called what a heading is."""
    found = load(root, find(tag, root / "locales"), DESK)
    return _levels(root, desk_words(root / "content"), (found,), ("all",))[0] if found.entries else ()


def check_some(
    root: Path, documents: Sequence[Document | Text], catalogs: Sequence[Catalog], *, quiet: Quiet = "all"
) -> tuple[Finding, ...]:
    """The same on catalogs of one locale that need not be whole, such as one text while it is being typed."""
    return _levels(root, documents, catalogs, (quiet,))[0]


def _levels(
    root: Path, documents: Sequence[Document | Text], catalogs: Sequence[Catalog], levels: Sequence[Quiet]
) -> tuple[tuple[Finding, ...], ...]:
    content, locale = root / "content", catalogs[0].locale
    found = _found(
        documents,
        catalogs,
        avoid=terms(content, locale.tag),
        glossary=preferred(root / "locales" / locale.tag),
        keep=tuple(term.term for term in glossary_of(content).values() if term.keep),
        source=facts.english(root),
        target=facts.lexicon(root, locale),
    )
    reasons = tolerated.read(root / "locales" / locale.tag)
    return tuple(_open(found, reasons, quiet) for quiet in levels)


def _english(entry: Entry) -> str:
    """The English that the words are measured by: of a text that goes with a number the plural."""
    return entry.plural or entry.english


def _where(catalog: Catalog, entry: Entry) -> str:
    return f"{catalog.path}:{entry.line}: {entry.ctx}"


def _stale(catalog: Catalog, entry: Entry) -> Finding:
    was = f" It was: {quote(entry.previous)}" if entry.previous else " Run 'python3 run.py translate sync'."
    message = f"the English has changed since this was translated. It is now: {quote(_english(entry))}{was}"
    clause = "kit: old words are never passed off as current"
    return Finding(id="translation.stale", severity="warning", where=_where(catalog, entry), message=message, clause=clause)


__all__ = [
    "CHECKS",
    "Pair",
    "Preferred",
    "Quiet",
    "Reasons",
    "TermNotes",
    "Texts",
    "check",
    "check_desk",
    "check_levels",
    "check_locale",
    "check_project",
    "preferred",
]
