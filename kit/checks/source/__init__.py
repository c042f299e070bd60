"""`kit content check`: every rule about the source, run over a topic, with findings at file:line:column.

A finding that a person has judged is ignored, with a reason, in its block or for the whole topic, and is then only a remark. What can't be read at all
(an unknown claim, a missing alternative text) is refused when the content is loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit import content
from kit.checks.source import evidence, make_up, passages, plain_words
from kit.checks.source.rules import Hit, Rule, Subject
from kit.content.positions import read_text
from kit.document import SURFACES, Document, Surface
from kit.errors import Finding

RULES: tuple[Rule, ...] = (*evidence.RULES, *plain_words.RULES, *make_up.RULES)

IN_LOCALE = ("safety-locale", "one-message", "reading-ease", "sentence-length", "paragraph-length")
"""The rules that hold in every language; the others judge the source. Words to avoid are `kit.checks.translation`'s."""

_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(
    root: Path, topic: str, *, today: dt.date, against: tuple[Path, ...] = (), surfaces: Sequence[Surface] = SURFACES
) -> tuple[Finding, ...]:
    """The findings of every rule on a topic of the content folder `root`, errors first.

    `against` are text files that no six words in a row may be taken from. Raises ContentError when the content can't be loaded.
    """
    return run(gather(root, topic, today=today, against=against, surfaces=surfaces))


def gather(
    root: Path, topic: str, *, today: dt.date, against: tuple[Path, ...] = (), surfaces: Sequence[Surface] = SURFACES
) -> Subject:
    """All that the rules need to know of a topic whose formats show these surfaces."""
    loaded = content.read(root, topic)
    return Subject(
        document=loaded.document,
        passages=passages.of(loaded.document),
        places=loaded.places,
        surfaces=tuple(surfaces),
        claims=content.claims(root),
        sources=content.sources(root),
        glossary=content.glossary(root),
        terms=content.terms(root, loaded.document.locale.tag),
        regions=content.regions(root),
        today=today,
        ignore=loaded.ignore,
        elsewhere=frozenset(
            claim for other in content.topics(root) if other != topic for claim in evidence.used(content.load(root, other))
        ),
        against=tuple((path.name, read_text(path)) for path in against),
    )


def in_locale(root: Path, document: Document, *, today: dt.date) -> tuple[Finding, ...]:
    """The findings on a translated document, by the formula of its language, where it has one."""
    source = gather(root, document.topic, today=today)
    subject = replace(source, document=document, passages=passages.of(document), places={})
    found = run(subject, tuple(rule for rule in RULES if rule.id in IN_LOCALE))
    return tuple(replace(finding, where=f"{document.locale.tag}: {finding.where}") for finding in found)


def run(subject: Subject, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """The findings of these rules, errors first, then in the order of rules and places."""
    found = [finding for rule in rules for finding in _apply(rule, subject)]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _apply(rule: Rule, subject: Subject) -> Iterator[Finding]:
    for hit in rule.find(subject):
        reason = dict((*subject.ignore, *(hit.block.meta.ignore if hit.block else ()))).get(rule.id)
        severity = "info" if reason else hit.severity or rule.severity
        message = f"{hit.message} (Left as it is: {reason})" if reason else hit.message
        yield Finding(id=rule.id, severity=severity, where=_where(hit, subject), message=message, clause=rule.standard)


def _where(hit: Hit, subject: Subject) -> str:
    place = subject.places.get(hit.where)
    return f"{place}: {hit.where}" if place else hit.where
