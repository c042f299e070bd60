"""What a rule about content is, and what it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kit.checks.record import Check
from kit.checks.source.passages import Passage
from kit.content import Avoid, Claim, Place, Source, Term
from kit.document import Block, Document, Region, Section, Surface
from kit.errors import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic with all that its rules need to know.

    `surfaces` are those that its formats show; `ignore` holds (rule id, reason) for rules that a person judged not to fit the topic; `elsewhere` are the claims that other topics rest on; `against` holds (name, text) of writings that no words may come from.
    """

    document: Document
    passages: tuple[Passage, ...]
    places: Mapping[str, Place]
    surfaces: tuple[Surface, ...]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    glossary: Mapping[str, Term]
    terms: tuple[Avoid, ...]
    regions: Mapping[str, Region]
    today: dt.date
    ignore: tuple[tuple[str, str], ...] = ()
    elsewhere: frozenset[str] = frozenset()
    against: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a rule is broken: an id of a text, block or section, or a place as words; and a plain sentence.

    A hit in a `block` can be ignored there with a reason. `severity` is the check's own, the worst it gives, unless given.
    """

    where: str
    message: str
    block: Block | None = None
    severity: Severity | None = None


def rule(
    *,
    id: str,  # noqa: A002 - a record's field, named as in all checks
    question: str,
    why: str,
    clause: str,
    advice: str,
    severity: Severity,
    find: Callable[[Subject], Iterator[Hit]],
) -> Check[Subject]:
    """The check that finds these hits; one that a person has judged, with a reason, is only a remark."""

    def findings(subject: Subject) -> Iterator[Finding]:
        for hit in find(subject):
            reason = dict((*subject.ignore, *(hit.block.meta.ignore if hit.block else ()))).get(id)
            message = f"{hit.message} (Left as it is: {reason})" if reason else hit.message
            place = subject.places.get(hit.where)
            where = f"{place}: {hit.where}" if place else hit.where
            weight: Severity = "info" if reason else hit.severity or severity
            yield Finding(id=id, severity=weight, where=where, message=message, clause=clause)

    return Check(
        id=id, question=question, why=why, clause=clause, advice=advice, severity=severity, strangers=severity, find=findings
    )


def at(passage: Passage, message: str) -> Hit:
    """A hit in a passage."""
    return Hit(where=passage.text.id, message=message, block=passage.block)


def numbered(subject: Subject) -> tuple[Section, ...]:
    """The sections that carry the topic's facts: those with a number."""
    return tuple(section for section in subject.document.sections if section.number)


def factual(subject: Subject) -> tuple[Section, ...]:
    """The sections that must name their claims: those with a number, and the reserve that sheets take from."""
    return (*numbered(subject), *subject.document.reserve)
