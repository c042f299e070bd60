"""What only shows across the texts of a language: twins, a neighbour's words, names that differ, odd lengths, odd digits.

Each function takes the translated texts of all topics, none of them stale, and yields what is wrong with one of them. Left
out on purpose: one text against its English, which the rules do.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit.checks.finding import quote
from kit.checks.translation.facts import Lexicon, facts
from kit.checks.translation.facts.fold import fold, sentences, tokens
from kit.checks.translation.marks import digit_system
from kit.document import plain

_BARE = re.compile(r"(?:[^\w\u0900-\u0963\u0966-\u109f\u1780-\u17d3]|_)+")
"""All but letters and digits; the vowel signs of India and South-East Asia, which Python's word class leaves out, are part of a word."""
_PLACEABLE = re.compile(r"\{[^{}]*\}")
_FEW = 40
_SHORT = 25
_SPREAD = 4.5
_LEAST = 0.12
_ALIKE = 0.8
_APART = 0.5
_PIECES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text as it stands in a catalog: its id, place (file, line and id), English and translation."""

    ctx: str
    where: str
    english: str
    words: str


def _bare(text: str) -> str:
    return _BARE.sub("", plain(text).casefold())


def twins(texts: Sequence[Said], source: Lexicon) -> Iterator[tuple[Said, str]]:
    """One translation for two English texts that say different things: one of the two is probably pasted in the wrong place."""
    seen: dict[str, Said] = {}
    for text in texts:
        key = _bare(text.words)
        other = seen.setdefault(key, text)
        if sum(map(str.isalnum, key)) > 2 and not _like(text.english, other.english, source):
            yield text, f"{quote(text.words)} is also the translation of {quote(other.english)} ({other.where})"


def neighbours(texts: Sequence[Said], source: Lexicon, target: Lexicon) -> Iterator[tuple[Said, str]]:
    """Nearly the words of another text whose English is quite another one: a text changed in the wrong place."""
    theirs = [_pieces(text.words, target) for text in texts]
    held: dict[str, list[int]] = defaultdict(list)
    for at, pieces in enumerate(theirs):
        for piece in pieces:
            held[piece].append(at)
    common = max(20, len(texts) // 50)
    for at, pieces in enumerate(theirs):
        if len(pieces) < _PIECES:
            continue
        shared = Counter(other for piece in pieces if len(held[piece]) <= common for other in held[piece] if other != at)
        for other, _ in shared.most_common(3):
            alike = _overlap(pieces, theirs[other]) >= _ALIKE
            if alike and not _like(texts[at].english, texts[other].english, source):
                yield texts[at], f"these are nearly the words of {quote(texts[other].english)} ({texts[other].where})"
                break


def _like(one: str, other: str, source: Lexicon) -> bool:
    """Whether two English texts say nearly the same: by their words, or by the facts they state."""
    if _bare(one) == _bare(other) or _overlap(_pieces(one, source), _pieces(other, source)) >= _APART:
        return True
    mine, theirs = (
        {kind for sentence in facts(text, source) for fact in sentence.facts for kind in fact.kinds} for text in (one, other)
    )
    return mine == theirs and (len(mine) > 1 or (bool(mine) and max(len(one), len(other)) <= _SHORT))


def _pieces(text: str, lexicon: Lexicon) -> frozenset[str]:
    folded = fold(_PLACEABLE.sub(" ", plain(text)), lexicon.folding).text
    if lexicon.spaced:
        return frozenset(token.text for token in tokens(folded))
    bare = _BARE.sub("", folded)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def doubled(text: Said, source: Lexicon, target: Lexicon) -> Iterator[str]:
    """A sentence, or the whole text, that stands twice where the English has it once."""
    mine, theirs = _sentences(text.english, source), _sentences(text.words, target)
    if len(theirs) - len(set(theirs)) > len(mine) - len(set(mine)):
        yield "a sentence stands twice"
        return
    bare, english = _bare(text.words), _bare(text.english)
    half = len(bare) // 2
    if len(bare) > 5 and len(bare) % 2 == 0 and bare[:half] == bare[half:] and english[: len(english) // 2] * 2 != english:
        yield "the words stand twice"


def all_doubled(texts: Sequence[Said], source: Lexicon, target: Lexicon) -> Iterator[tuple[Said, str]]:
    """`doubled` of each text."""
    for text in texts:
        for said in doubled(text, source, target):
            yield text, said


def _sentences(text: str, lexicon: Lexicon) -> list[str]:
    return [_bare(text[start:end]) for start, end in sentences(text, lexicon.words.abbreviations)]


def lengths(texts: Sequence[Said]) -> Iterator[tuple[Said, str]]:
    """Texts much longer or shorter than this language makes the English, judged by its own texts."""
    measured = [(text, _ratio(text)) for text in texts if len(text.english) > _SHORT and text.words]
    if len(measured) < _FEW:
        return
    middle = statistics.median(ratio for _, ratio in measured)
    spread = max(1.4826 * statistics.median(abs(ratio - middle) for _, ratio in measured), _LEAST)
    for text, ratio in measured:
        if abs(ratio - middle) > _SPREAD * spread:
            long = "longer" if ratio > middle else "shorter"
            yield (
                text,
                f"much {long} than this language usually makes such a text ({math.exp(ratio - middle):.1f} times the usual)",
            )


def _ratio(text: Said) -> float:
    return math.log(max(len(_bare(text.words)), 1) / max(len(_bare(text.english)), 1))


def inconsistent(texts: Iterable[Said]) -> Iterator[tuple[Said, str]]:
    """The same English with two translations, each reported where it differs from the first."""
    first: dict[str, Said] = {}
    for text in texts:
        other = first.setdefault(text.english, text)
        if other.words != text.words:
            yield text, f"{quote(text.english)} is {quote(text.words)} here and {quote(other.words)} in {other.where}"


def same_titles(texts: Iterable[Said]) -> Iterator[tuple[Said, str]]:
    """Two titles of a topic that differ in English and are one in the translation: a list of headings can't tell them apart."""
    first: dict[tuple[str, str], Said] = {}
    for text in texts:
        if text.ctx.endswith(".title"):
            other = first.setdefault((text.ctx.partition("/")[0], plain(text.words).casefold()), text)
            if other.english != text.english:
                same = quote(text.words)
                yield text, f"the titles {quote(text.english)} and {quote(other.english)} ({other.where}) are both {same}"


def digits(texts: Sequence[Said], zero: str) -> Iterator[tuple[Said, str]]:
    """Texts whose digits are not those of the language, which has this zero; mixed ones are told by their own rule."""
    for text in texts:
        system = digit_system(text.words)
        if len(system) == 1 and zero not in system:
            yield text, f"digits of another kind ({''.join(system)}) than this language has here ({zero})"
