"""Faults put into a right translation, one at a time: the slips that translators, tools and hurried editors make.

Kinds follow the perturbations of ACES and DEMETR (numbers, units, negation, antonyms, omission, addition, order, another
text's words). Deterministic: what is random is drawn from the text's id.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kit.checks.translation import facts
from kit.checks.translation.facts import Fact, Lexicon, Sentence
from kit.content import FactGroup

ALONE = "english alone"
_PLACEABLE = re.compile(r"\{[^{}]*\}")
_DIGITS = re.compile(r"\{[^{}]*\}|\d+(?:[.,]\d+)*")
_CLAUSE = re.compile(r"[،，;؛；]|,(?!\d)|(?<!\d),")
_ENDINGS = ".!?؟।。！？"
_LEAST_CLAUSE = 6
_LEAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A right text of a locale: its id, its English, its words, and whether a life can depend on it."""

    ctx: str
    english: str
    words: str
    safety: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A text with one fault in it, of a kind. The fault is in the words, or in the English (which then changed alone)."""

    kind: str
    english: str
    words: str

    @property
    def in_words(self) -> bool:
        """Whether the translator made it; a change of the English alone is counted apart, because nearly all are seen."""
        return not self.kind.startswith(ALONE)


def seeds(text: Clean, others: Sequence[Clean], source: Lexicon, target: Lexicon) -> Iterator[Seed]:
    """Every fault that can be put into a text; `others` are the texts whose words it could get by mistake."""
    seen = {(text.english, text.words)}
    for kind, english, words in _all(text, others, source, target):
        if words.strip() and (english, words) not in seen:
            seen.add((english, words))
            yield Seed(kind=kind, english=english, words=words)


def _all(text: Clean, others: Sequence[Clean], source: Lexicon, target: Lexicon) -> Iterator[tuple[str, str, str]]:
    on_words: tuple[Callable[[str, Lexicon], Iterator[tuple[str, str]]], ...] = (
        _swaps,
        _negations,
        _numbers,
        _placeables,
        _parts,
    )
    for make in on_words:
        for kind, words in make(text.words, target):
            yield kind, text.english, words
    for kind, english in (*_swaps(text.english, source), *_numbers(text.english, source), *_negations(text.english, source)):
        yield f"{ALONE}: {_family(kind)}", english, text.words
    draw = random.Random(text.ctx)  # noqa: S311 - the same faults each time, no secret
    different = [other for other in others if other.english != text.english and other.words != text.words]
    if different:
        yield "another text's words", text.english, draw.choice(different).words
        like = min(different, key=lambda other: (abs(len(other.english) - len(text.english)), other.ctx))
        yield "a like text's words", text.english, like.words


def _family(kind: str) -> str:
    return kind if kind in ("units", "measures", "negation dropped", "number changed") else "facts"


def _found(text: str, lexicon: Lexicon) -> Iterator[tuple[Sentence, Fact, int, int]]:
    """Each fact with its sentence and its place in the text."""
    for sentence in facts.facts(text, lexicon):
        for fact in sentence.facts:
            yield sentence, fact, sentence.start + fact.start, sentence.start + fact.end


def _swaps(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Each fact in turn replaced by the neighbours in its group, in the lexicon's first plain word for them."""
    groups = {fact: group for group in lexicon.groups if group.compare != "count" for fact in group.facts}
    for _, fact, start, end in _found(text, lexicon):
        group = groups.get(fact.kinds[0]) if len(fact.kinds) == 1 else None
        for other in _beside(group, fact.kinds[0]) if group else ():
            if word := _plain(other, lexicon):
                yield group.name if group else "", text[:start] + word + text[end:]


def _beside(group: FactGroup, fact: str) -> tuple[str, ...]:
    at = group.facts.index(fact)
    return tuple(dict.fromkeys(group.facts[place % len(group.facts)] for place in (at - 1, at + 1) if len(group.facts) > 1))


def _plain(fact: str, lexicon: Lexicon) -> str:
    return next((word for word in lexicon.written.get(fact, ()) if "*" not in word and ".." not in word), "")


def _negations(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    held = {sentence.start: [fact for fact in sentence.facts if "not" in fact.kinds] for sentence in facts.facts(text, lexicon)}
    for sentence, fact, start, end in _found(text, lexicon):
        alone = fact.kinds[0] == "nor" and not held[sentence.start]
        shared = any(other is not fact and other.start == fact.start for other in sentence.facts)
        if ("not" in fact.kinds and not shared) or alone:
            yield "negation dropped", _joined(text[:start], text[end:])
    word = _plain("not", lexicon)
    for sentence in facts.facts(text, lexicon)[-1:]:
        if word and len(sentence.text) > _LEAST:
            gap = " " if lexicon.spaced else ""
            yield "negation added", f"{text[: sentence.start]}{word}{gap}{text[sentence.start :]}"


def _joined(before: str, after: str) -> str:
    return re.sub(r"  +", " ", before + after).strip()


def _numbers(text: str, _lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    found = [number for number in _DIGITS.finditer(text) if not number.group().startswith("{")]
    for number in found:
        for value in (int(re.sub(r"\D", "", number.group())) * 10 or 7, int(re.sub(r"\D", "", number.group())) + 6):
            yield "number changed", text[: number.start()] + str(value) + text[number.end() :]
    for one, other in itertools.pairwise(found):
        if one.group() != other.group():
            middle = text[one.end() : other.start()]
            yield "numbers swapped", text[: one.start()] + other.group() + middle + one.group() + text[other.end() :]


def _placeables(text: str, _lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    found = _PLACEABLE.findall(text)
    if len(set(found)) > 1:
        one, other = list(dict.fromkeys(found))[:2]
        yield "placeables swapped", text.replace(one, "\0").replace(other, one).replace("\0", other)
    for name in dict.fromkeys(found):
        yield "placeable lost", text.replace(name, "", 1)
        other = "{crisis_line}" if name != "{crisis_line}" else "{emergency_number}"
        yield "another number to call", text.replace(name, other, 1)
    for name in dict.fromkeys(found):
        if (elsewhere := _elsewhere(text, name)) != text:
            yield "placeable in another clause", elsewhere


def _elsewhere(text: str, name: str) -> str:
    """The text with a placeable at the end of the clause after its own, or of the one before it where there is none after."""
    start = text.index(name)
    end = start + len(name)
    ends = [mark.start() for mark in _CLAUSE.finditer(text)] + [len(text.rstrip(_ENDINGS))]
    after, before = [at for at in ends if at >= end][1:2], [at for at in ends if at <= start][-1:]
    gap = " " if " " in text else ""
    if after:
        return _joined(text[:start], f"{text[end : after[0]]}{gap}{name}{text[after[0] :]}")
    return _joined(f"{text[: before[0]]}{gap}{name}{text[before[0] : start]}", text[end:]) if before else text


def _parts(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Sentences lost, exchanged and doubled, clauses lost."""
    found = facts.facts(text, lexicon)
    spans = [(sentence.start, sentence.start + len(sentence.text)) for sentence in found]
    if len(spans) > 1:
        (first, end), (start, last) = spans[0], spans[-1]
        yield "last sentence lost", text[: spans[-2][1]].strip()
        yield "first sentence lost", text[spans[1][0] :].strip()
        yield "sentence doubled", f"{text[:last]}{' ' if lexicon.spaced else ''}{text[start:last]}"
        second = text[spans[1][0] : spans[1][1]]
        if second != text[first:end]:
            middle = text[end : spans[1][0]]
            yield "sentences exchanged", text[:first] + second + middle + text[first:end] + text[spans[1][1] :]
    elif len(text) > _LEAST:
        yield "text doubled", f"{text}{' ' if lexicon.spaced else ''}{text}"
    for start, end in spans:
        marks = [start + mark.start() for mark in _CLAUSE.finditer(text[start:end])]
        if marks and end - marks[-1] > _LEAST_CLAUSE:
            yield "clause lost", text[: marks[-1]] + text[end - 1 :]
