"""`kit content check`: every rule about the source, run over a topic, with findings at file:line:column.

A finding that a person has judged is ignored, with a reason, in its block or for the whole topic, and is then only a remark. What can't be read at all
(an unknown claim, a missing alternative text) is refused when the content is loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kit import content
from kit.checks.record import Check, judge
from kit.checks.source import evidence, make_up, passages, plain_words, plans
from kit.checks.source.rules import Subject
from kit.document import SURFACES, Document, Surface
from kit.errors import Finding
from kit.files import read_text

CHECKS: tuple[Check[Subject], ...] = (*evidence.CHECKS, *plain_words.CHECKS, *make_up.CHECKS, *plans.CHECKS)

IN_LOCALE = ("safety-locale", "one-message", "reading-ease", "sentence-length", "paragraph-length")
"""The rules that hold in every language; the others judge the source. Words to avoid are `kit.checks.translation`'s."""


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
    found = run(subject, tuple(check for check in CHECKS if check.id in IN_LOCALE))
    return tuple(replace(finding, where=f"{document.locale.tag}: {finding.where}") for finding in found)


def run(subject: Subject, checks: tuple[Check[Subject], ...] = CHECKS) -> tuple[Finding, ...]:
    """The findings of these checks, errors first, then in the order of checks and places."""
    return judge(checks, subject)
