"""What a new language starts from beside its catalogs: lists to fill in, with the English and what CLDR knows already.

A line that is still empty says so to the checks: facts.yaml counts only once each line of it has words. Left out on purpose: words,
which people write, and the catalogs (`kit.translate.start`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from kit import content
from kit.build.blanks import SHEETS, waiting
from kit.checks.translation import facts
from kit.checks.translation.facts import cldr
from kit.content import FactGroup, FactWords
from kit.files import write_whole
from kit.locale import Locale, find

_FOLDS = {"Arab": "arabic", "Deva": "nukta", "Guru": "nukta", "Beng": "nukta"}
"""The scripts whose spelling facts.yaml can fold."""

_STYLE = """# How we write {language}

Machine drafts. No person has reviewed them. A translator who knows better changes this page first and the texts after it. Terms with
their forms stand in [glossary.csv](glossary.csv), words to avoid in `content/terms/{tag}.yaml`, words that the fact checks know in
[facts.yaml](facts.yaml).

## Voice

(Whose {language}, for whom: plain words that a kind nurse would say. Which words differ between countries, and which we take.)

## Address and gender

(How the reader is addressed, formal or not. How words that give the reader a gender are avoided.)

## Numbers, marks and quotes

(Digits. How a range of times is written, with one unit. Which quotes, stops, spaces and joining marks.)

## One word for one thing

| English | {language} | Not, and why |
|---|---|---|
{rows}
No street names of drugs and no brands: they differ from country to country. "Drug" is never said of a medicine.

## Translated too closely

(Turns of English that became wrong or stiff, and what we say.)

## Look here first

(Places of which the drafts are least sure, for the first person who reads them.)
"""


def skeleton(root: Path, tag: str) -> tuple[Path, ...]:
    """Write glossary.csv, style.md and facts.yaml of a language where they are not there yet; those that were written."""
    locale = find(tag, root / "locales")
    terms = tuple(term.term for term in content.glossary(root / "content").values())
    texts = {
        "glossary.csv": _glossary(terms),
        "style.md": _style(locale, terms),
        "facts.yaml": _facts(root, locale),
    }
    folder = root / "locales" / tag
    written = tuple(folder / name for name in texts if not (folder / name).exists())
    for path in written:
        write_whole(path, texts[path.name].encode())
    return written


def _glossary(terms: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("term", "forms", "note"))
    writer.writerows((term, "", "") for term in terms)
    return out.getvalue()


def _style(locale: Locale, terms: tuple[str, ...]) -> str:
    rows = "".join(f"| {term} | | |\n" for term in terms)
    return _STYLE.format(language=locale.english_name, tag=locale.tag, rows=rows)


def _facts(root: Path, locale: Locale) -> str:
    """A line for each fact that the sheets state, empty; the other facts and what CLDR gives stand in comments."""
    english = content.fact_words(root / "locales" / "en", content.fact_groups(root / "content"))
    said = _stated(root, locale.tag)
    known: dict[str, list[str]] = {}
    for fact, form in cldr.units(locale.tag):
        known.setdefault(fact.rpartition("+")[2], []).append(form)
    lines = list(_head(locale))
    for group in content.fact_groups(root / "content"):
        lines += ["", f"  # {group.name}: {group.says}. {group.why}", *_group(group, _forms(english), known, said)]
    return "\n".join(lines) + "\n"


def _head(locale: Locale) -> Iterator[str]:
    yield f"# {locale.english_name} words for the facts of content/facts.yaml, written by a machine; no person has reviewed them."
    yield "# How to write this file: see the top of locales/en/facts.yaml and locales/README.md; locales/es/facts.yaml is a model."
    yield "# Each line needs words before the checks count this file as done. A fact that the language says with CLDR's words has no line."
    yield "language:"
    yield '  endings: []  # sets of endings that one word can have in turn, - for none: ["- s es"]'
    if locale.script in _FOLDS:
        yield f"  fold: [{_FOLDS[locale.script]}]"
    yield "  # prefixes: a, b  # small words written together with the next one; suffixes: the same at the end"
    yield "  # abbreviations: Dr.  # whose dot ends no sentence"
    if numbers := cldr.numbers(locale.tag):
        yield f"  # CLDR knows number words, such as {', '.join(word for _, word in numbers[:5])}; take away what means other things with drop:"
    else:
        yield '  # CLDR knows no number words of this language: write them below as "#1": word'
    yield "facts:"


def _group(group: FactGroup, english: Mapping[str, str], known: Mapping[str, list[str]], said: frozenset[str]) -> Iterator[str]:
    for fact in group.facts:
        words = english.get(fact, "")
        if fact in known:
            yield f"  # {fact}: CLDR says {', '.join(dict.fromkeys(known[fact]))}"
        elif fact in said:
            yield f'  {fact}: ""  # {words}'
        else:
            yield f'  # {fact}: ""  # {words} (in no sheet)'


def _forms(words: FactWords | None) -> dict[str, str]:
    """The English words of each fact that stand for it alone."""
    found: dict[str, list[str]] = {}
    for form in words.forms if words else ():
        if len(form.means) == 1 and len(form.means[0]) == 1:
            found.setdefault(form.means[0][0], []).append(form.words)
    return {fact: ", ".join(forms[:8]) for fact, forms in found.items()}


def _stated(root: Path, tag: str) -> frozenset[str]:
    """The facts that the English of the sheets states; all there are where English has no words for them."""
    lexicon = facts.english(root)
    if not lexicon.complete:
        return frozenset(fact for group in content.fact_groups(root / "content") for fact in group.facts)
    messages = waiting(root, tag, (SHEETS,), every=True)
    sentences = (each for message in messages for each in facts.facts(message.plural or message.english, lexicon))
    return frozenset(kind for sentence in sentences for fact in sentence.facts for kind in fact.kinds)


__all__ = ["skeleton"]
