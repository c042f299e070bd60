"""The checks that look at all texts of a language together: their records; `across` has what looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kit.checks.record import Check
from kit.checks.translation import across
from kit.checks.translation.across import Said
from kit.checks.translation.facts import Lexicon
from kit.errors import Finding, Severity
from kit.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of a language that are translated from the present English, and the lexicons of both languages."""

    said: tuple[Said, ...]
    locale: Locale
    source: Lexicon
    target: Lexicon


_Look = Callable[[Texts], Iterable[tuple[Said, str]]]


def _check(
    name: str, question: str, why: str, clause: str, advice: str, look: _Look, *, severity: Severity = "error"
) -> Check[Texts]:
    full = f"translation.{name}"

    def find(texts: Texts) -> Iterator[Finding]:
        for text, fault in look(texts):
            message = f"{fault.rstrip('.')}. {why}"
            yield Finding(id=full, severity=severity, where=text.where, message=message, clause=clause)

    return Check(id=full, question=question, why=why, clause=clause, advice=advice, find=find, severity=severity)


CHECKS: tuple[Check[Texts], ...] = (
    _check(
        "twins",
        "Two texts that say different things are not translated by the same words.",
        "One of the two is probably pasted in the wrong place.",
        "MQM: Accuracy, Mistranslation",
        "Read both against their English; if one language has one word for both, write a reason with `kit translate tolerate`.",
        lambda texts: across.twins(texts.said, texts.source),
    ),
    _check(
        "neighbour",
        "A text does not have nearly the words of another one that says something else.",
        "It was probably changed in the wrong place.",
        "MQM: Accuracy, Mistranslation",
        "Read both against their English.",
        lambda texts: across.neighbours(texts.said, texts.source, texts.target),
    ),
    _check(
        "doubled",
        "No sentence stands twice where the English has it once.",
        "A word said twice is probably one that replaced another.",
        "MQM: Accuracy, Addition",
        "Delete one, and see that no other sentence is lost.",
        lambda texts: across.all_doubled(texts.said, texts.source, texts.target),
    ),
    _check(
        "length",
        "A text is about as long as this language makes such an English text.",
        "Much shorter words often lost something, much longer ones added something.",
        "MQM: Accuracy, Omission",
        "Read it against its English; if all is there, write a reason with `kit translate tolerate`.",
        lambda texts: across.lengths(texts.said),
        severity="warning",
    ),
    _check(
        "inconsistent",
        "The same English has the same translation, across all topics.",
        "Two names for one thing make readers think of two things.",
        "CDC Clear Communication Index, item 6",
        "Use one of the two; if the place asks for both, write a reason with `kit translate tolerate`.",
        lambda texts: across.inconsistent(texts.said),
        severity="warning",
    ),
    _check(
        "same-title",
        "Titles of a topic that differ in English differ in the translation.",
        "A list of slides or headings can't tell them apart.",
        "WCAG 2.2, 2.4.6",
        "Say in each title what its part is about.",
        lambda texts: across.same_titles(texts.said),
    ),
    _check(
        "digits",
        "Digits are those that the kit prints in this language.",
        "Two kinds of digits in one sheet slow a reader and can be misread.",
        "CLDR, default numbering system",
        "Write the other digits, or choose these in locales/<tag>/locale.toml.",
        lambda texts: across.digits(texts.said, texts.locale.digits[0]),
        severity="warning",
    ),
)
"""Every check of all texts together."""
