"""The facts of a text, sentence by sentence: what a lexicon's phrases, the digits and the placeables in it state.

The longest phrase wins, so a phrase shields the words in it. Linear in the length of the text. Left out on purpose: what
the facts mean together, which `quantity` and `compare` work out.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.checks.translation.facts.fold import Folded, fold, sentences, tokens
from kit.checks.translation.facts.lexicon import GAP, Lexicon, Means, Phrase
from kit.checks.translation.facts.values import joined, readings

_REACH = 5
_LEAST_STEM = 2
_MARKED = re.compile(r"\{[^{}]*\}|\d+(?:[.,\u066b\u066c]\d+)*")
_CLAUSE = "。！？，；"
_PAUSES = ",;:،؛"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a sentence: what it may be, the likeliest first, and where its words stand in the sentence.

    `#5` is a number, `{name}` a placeable; `said` are its words, folded; `soft` that it is a number written as a word, which
    may answer a digit and is never missed or too much itself.
    """

    kinds: tuple[str, ...]
    start: int
    end: int
    said: str = ""
    soft: bool = False

    @property
    def number(self) -> bool:
        """Whether it is a number."""
        return self.kinds[0].startswith("#")

    @property
    def placeable(self) -> bool:
        """Whether it is a placeable."""
        return self.kinds[0].startswith("{")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it starts in its text (in NFC); the facts in their order."""

    text: str
    start: int
    facts: tuple[Fact, ...]


def facts(text: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The sentences of a text with their facts."""
    text = unicodedata.normalize("NFC", text)
    spans = sentences(text, lexicon.words.abbreviations)
    return tuple(Sentence(text[start:end], start, sentence_facts(text[start:end], lexicon)) for start, end in spans)


@functools.lru_cache(maxsize=65536)
def sentence_facts(sentence: str, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts of one sentence, in their order."""
    folded = fold(joined(sentence, lexicon.tag.partition("-")[0]), lexicon.folding)
    return tuple((_spaced if lexicon.spaced else _unspaced)(folded, lexicon))


def _made(means: Means, folded: Folded, start: int, end: int) -> Iterator[Fact]:
    for kinds in means:
        yield Fact(kinds, *folded.span(start, end), folded.text[start:end], soft=kinds[0].startswith("#"))


def _sign(sign: str, folded: Folded, start: int, end: int, lexicon: Lexicon) -> Fact | None:
    if sign[0] == "{":
        return Fact((sign,), *folded.span(start, end))
    if sign[0].isdigit():
        values = sorted(readings(sign, lexicon.tag.partition("-")[0]), key=len)
        return Fact(tuple(f"#{value}" for value in values), *folded.span(start, end))
    return Fact(("percent",), *folded.span(start, end)) if sign in "%٪％" else None


def word_forms(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The word as it stands, then with clitics taken off its front and end; longer clitics leave at least three letters."""
    if (known := lexicon.variants.get(token)) is None:
        fronts = [token]
        fronts += [
            token[len(p) :] for p in lexicon.prefixes if token.startswith(p) and len(token) - len(p) >= _LEAST_STEM + (len(p) > 1)
        ]
        ends = [f[: -len(s)] for f in fronts for s in lexicon.suffixes if f.endswith(s) and len(f) - len(s) > _LEAST_STEM]
        known = lexicon.variants[token] = tuple(dict.fromkeys((*fronts, *ends)))
    return known


def _spaced(folded: Folded, lexicon: Lexicon) -> Iterator[Fact]:
    found = tokens(folded.text)
    words = [word_forms(token.text, lexicon) if token.text[0].isalpha() else (token.text,) for token in found]
    stops = {at for at in range(1, len(found)) if any(c in _PAUSES for c in folded.text[found[at - 1].end : found[at].start])}
    taken: set[int] = set()
    for at, token in enumerate(found):
        if at in taken:
            continue
        if fact := _sign(token.text, folded, token.start, token.end, lexicon):
            yield fact
        elif best := _longest(words, at, taken, stops, lexicon):
            used, means = best
            taken.update(used)
            yield from _made(means, folded, found[used[0]].start, found[used[-1]].end)


def _longest(
    words: Sequence[tuple[str, ...]], at: int, taken: set[int], stops: set[int], lexicon: Lexicon
) -> tuple[tuple[int, ...], Means] | None:
    """The longest phrase from a word on: which words it takes, and what it means. The bare word goes before a stripped one."""
    best: tuple[tuple[int, ...], Means] | None = None
    for form in words[at]:
        stripped = form != words[at][0]
        for phrase in _candidates(form, lexicon):
            if stripped and phrase.numeric:
                continue
            used = _match(phrase, words, at, stops)
            if used and not taken.intersection(used) and (best is None or len(used) > len(best[0])):
                best = used, phrase.means
    return best


def _candidates(form: str, lexicon: Lexicon) -> Iterator[Phrase]:
    yield from lexicon.first.get(form, ())
    for length in lexicon.stem_lengths:
        if length <= len(form):
            yield from lexicon.stems.get(form[:length], ())


def _fits(part: str, forms: tuple[str, ...]) -> bool:
    return any(form.startswith(part[:-1]) for form in forms) if part.endswith("*") else part in forms


def _match(phrase: Phrase, words: Sequence[tuple[str, ...]], at: int, stops: set[int]) -> tuple[int, ...]:
    """The words a phrase takes from a place on, or nothing; only over a gap it may leap a comma."""
    used, reach = [at], 1
    for part in phrase.parts[1:]:
        if part == GAP:
            reach = _REACH + 1
            continue
        following = range(used[-1] + 1, min(used[-1] + 1 + reach, len(words)))
        hit = next((place for place in following if _fits(part, words[place])), None)
        if hit is None or (reach == 1 and hit in stops):
            return ()
        used.append(hit)
        reach = 1
    return tuple(used)


def _unspaced(folded: Folded, lexicon: Lexicon) -> Iterator[Fact]:
    """From left to right, the longest phrase at each place: no word is cut, because longer phrases hold shorter ones."""
    text, at = folded.text, 0
    while at < len(text):
        if marked := _MARKED.match(text, at):
            fact = _sign(marked.group(), folded, at, marked.end(), lexicon)
            if fact:
                yield fact
            at = marked.end()
            continue
        if text[at] in "%％":
            yield Fact(("percent",), *folded.span(at, at + 1))
        end, means = _longest_here(text, at, lexicon)
        if end > at:
            yield from _made(means, folded, at, end)
        at = max(end, at + 1)


def _longest_here(text: str, at: int, lexicon: Lexicon) -> tuple[int, Means]:
    end = at
    means: Means = ()
    for length in range(min(lexicon.longest.get(text[at], 0), len(text) - at), 0, -1):
        for phrase in lexicon.first.get(text[at : at + length], ()):
            stop = _leap(phrase, text, at + length)
            if stop > end:
                end, means = stop, phrase.means
    return end, means


def _leap(phrase: Phrase, text: str, at: int) -> int:
    """Where a phrase with gaps ends, or -1; a gap stays inside its clause."""
    for part in phrase.parts[1:]:
        found = text.find(part, at, at + _REACH + 1 + len(part))
        if found < 0 or any(char in _CLAUSE for char in text[at:found]):
            return -1
        at = found + len(part)
    return at
