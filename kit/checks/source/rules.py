"""What a rule about content is, and what it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kit.checks.source.passages import Passage
from kit.content import Avoid, Claim, Place, Source, Term
from kit.document import Block, Document, Region, Section, Surface
from kit.errors import Severity


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

    A hit in a `block` can be ignored there with a reason. `severity` is the rule's own unless given.
    """

    where: str
    message: str
    block: Block | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its stable id, why it is there, and the item of the standard or guideline it comes from."""

    id: str
    severity: Severity
    rationale: str
    standard: str
    find: Callable[[Subject], Iterator[Hit]]


def at(passage: Passage, message: str) -> Hit:
    """A hit in a passage."""
    return Hit(where=passage.text.id, message=message, block=passage.block)


def numbered(subject: Subject) -> tuple[Section, ...]:
    """The sections that carry the topic's facts: those with a number."""
    return tuple(section for section in subject.document.sections if section.number)


def factual(subject: Subject) -> tuple[Section, ...]:
    """The sections that must name their claims: those with a number, and the reserve that sheets take from."""
    return (*numbered(subject), *subject.document.reserve)
