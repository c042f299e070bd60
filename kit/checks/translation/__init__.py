"""Is a translation safe to print? What a machine can tell: numbers, names to keep, markup, letters, words to avoid.

Each rule has an id, a severity and a reason; a finding names the file, the line and the text's id. A translator who has
judged a finding writes `ignore <rule>: <reason>` as a comment of the entry. Left out on purpose: whether the translation is
right, which only people can say, and what is missing, which `kit translate status` counts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kit.checks.finding import quote
from kit.checks.translation.rules import LETTERS, RULES, Pair, Preferred
from kit.content import Avoid, terms
from kit.content import glossary as glossary_of
from kit.document import Document, plain, texts
from kit.errors import ContentError, Fault, Finding, KitError
from kit.locale import find
from kit.translate import LABELS, Catalog, Entry, load


def check(
    document: Document,
    catalogs: Sequence[Catalog],
    *,
    avoid: Sequence[Avoid] = (),
    glossary: Sequence[Preferred] = (),
    keep: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Findings on the translations of an English document, in the order of the catalogs.

    `avoid` are the words to avoid in the catalogs' language, `glossary` its terms, `keep` names that stay as they are.
    Stale texts are reported as such and not measured; texts the document does not have are passed over.
    """
    wanted = {text.id: text.source for text in texts(document) if text.id and not text.verbatim}
    names = frozenset(word.casefold() for name in keep for word in LETTERS.findall(name))
    findings: list[Finding] = []
    for catalog in catalogs:
        for entry in catalog.entries:
            if entry.words and entry.ctx in wanted:
                if entry.previous or entry.english != wanted[entry.ctx]:
                    findings.append(_stale(catalog, entry))
                else:
                    pair = Pair(
                        ctx=entry.ctx,
                        english=entry.english,
                        words=entry.words,
                        locale=catalog.locale,
                        avoid=tuple(avoid),
                        glossary=tuple(glossary),
                        keep=names,
                    )
                    findings += _findings(pair, catalog, entry)
    return (*findings, *_inconsistent(catalogs, wanted), *_same_titles(catalogs, wanted))


def check_locale(root: Path, document: Document, tag: str) -> tuple[Finding, ...]:
    """Findings on the catalogs of one locale for an English document, with the terms and names of content/ and locales/.

    ContentError if a catalog can't be built from at all.
    """
    locale, content = find(tag, root / "locales"), root / "content"
    catalogs = tuple(load(root, locale, domain) for domain in (document.topic, LABELS))
    names = tuple(term.term for term in glossary_of(content).values() if term.keep)
    return check(document, catalogs, avoid=terms(content, tag), glossary=preferred(root / "locales" / tag), keep=names)


def _where(catalog: Catalog, entry: Entry) -> str:
    return f"{catalog.path}:{entry.line}: {entry.ctx}"


def _ignored(entry: Entry) -> set[str]:
    """The rules that the translator has judged, with a reason: comments `ignore numbers: reason`."""
    found = (re.fullmatch(r"ignore ([a-z-]+):\s*\S.*", comment.strip()) for comment in entry.comments)
    return {f"translation.{match.group(1)}" for match in found if match}


def _findings(pair: Pair, catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    ignored = _ignored(entry)
    for rule in RULES:
        if rule.id not in ignored:
            for said in rule.find(pair):
                message = f"{said}. English: {quote(pair.english)} Translation: {quote(pair.words)} {rule.why}"
                yield Finding(
                    id=rule.id, severity=rule.severity, where=_where(catalog, entry), message=message, clause=rule.clause
                )


def _stale(catalog: Catalog, entry: Entry) -> Finding:
    was = f" It was: {quote(entry.previous)}" if entry.previous else " Run 'kit translate sync'."
    message = f"the English has changed since this was translated. It is now: {quote(entry.english)}{was}"
    clause = "kit: old words are never passed off as current"
    return Finding(id="translation.stale", severity="warning", where=_where(catalog, entry), message=message, clause=clause)


def _inconsistent(catalogs: Sequence[Catalog], wanted: Mapping[str, str]) -> Iterator[Finding]:
    """The same English with two translations, each reported where it differs from the first."""
    first: dict[tuple[str, str], tuple[Catalog, Entry]] = {}
    for catalog in catalogs:
        for entry in catalog.entries:
            if not entry.words or entry.previous or wanted.get(entry.ctx) != entry.english:
                continue
            known, other = first.setdefault((catalog.locale.tag, entry.english), (catalog, entry))
            if other.words != entry.words and "translation.inconsistent" not in _ignored(entry):
                message = (
                    f"{quote(entry.english)} is {quote(entry.words)} here and {quote(other.words)} in {_where(known, other)}"
                )
                yield Finding(
                    id="translation.inconsistent",
                    severity="warning",
                    where=_where(catalog, entry),
                    message=message,
                    clause="CDC Clear Communication Index, item 6",
                )


def _same_titles(catalogs: Sequence[Catalog], wanted: Mapping[str, str]) -> Iterator[Finding]:
    """Two titles that differ in English and are one in the translation: a list of slides or headings can't tell them apart."""
    first: dict[tuple[str, str, str], tuple[Catalog, Entry]] = {}
    for catalog in catalogs:
        for entry in catalog.entries:
            if not entry.words or not entry.ctx.endswith(".title") or wanted.get(entry.ctx) != entry.english or entry.previous:
                continue
            topic = entry.ctx.partition("/")[0]
            known, other = first.setdefault((catalog.locale.tag, topic, plain(entry.words).casefold()), (catalog, entry))
            if other.english != entry.english:
                where, same = _where(known, other), quote(entry.words)
                message = f"the titles {quote(entry.english)} and {quote(other.english)} ({where}) are both {same}"
                yield Finding(
                    id="translation.same-title",
                    severity="error",
                    where=_where(catalog, entry),
                    message=message,
                    clause="WCAG 2.2, 2.4.6",
                )


def preferred(folder: Path) -> tuple[Preferred, ...]:
    """Read locales/<tag>/glossary.csv: a head line `term,forms,note`, then a term and its forms parted by `|`.

    No file, no terms. ContentError: a line without term or forms.
    """
    path = folder / "glossary.csv"
    if not path.exists():
        return ()
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise KitError(f"{path}: not a table in UTF-8: {error}", "Save it as CSV in UTF-8, parted by commas.") from None
    if rows and rows[0][:2] != ["term", "forms"]:
        raise ContentError((Fault(file=str(path), line=1, column=1, what="no head line", advice="Begin with: term,forms,note"),))
    out = []
    for number, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        forms = tuple(form.strip() for form in row[1].split("|") if form.strip()) if len(row) > 1 else ()
        if not row[0].strip() or not forms:
            what, advice = "a term without translation", "Write: term, then its forms parted by |, then a note or nothing."
            raise ContentError((Fault(file=str(path), line=number, column=1, what=what, advice=advice),))
        out.append(Preferred(term=row[0].strip(), forms=forms))
    return tuple(out)
