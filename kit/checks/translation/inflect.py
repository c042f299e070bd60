"""A term found in a text in any of its forms: with clitics, in plural, gender and case, as the language's facts.yaml has them.

A term is one or more words; a word that ends in `*` stands for any ending. In languages without spaces it is found
wherever it stands. Left out on purpose: broken plurals and irregular forms, which the list itself must give.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from kit.checks.translation.facts.extract import word_forms
from kit.checks.translation.facts.fold import fold, tokens
from kit.checks.translation.facts.lexicon import Lexicon

_LEAST_STEM = 2


@functools.lru_cache(maxsize=4096)
def _forms(term: str, lexicon: Lexicon) -> tuple[tuple[frozenset[str], bool], ...]:
    """For each word of a term its forms, and whether they are only how it begins."""
    out = []
    for piece in fold(unicodedata.normalize("NFC", term), lexicon.folding).text.split():
        out += [(frozenset(_inflected(token.text, lexicon)), piece.endswith("*")) for token in tokens(piece)]
    return tuple(out)


def _inflected(word: str, lexicon: Lexicon) -> Iterator[str]:
    yield word
    for endings in lexicon.endings:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
                stem = word[: len(word) - len(ending)]
                yield from (stem + other for other in endings)


@functools.lru_cache(maxsize=4096)
def _words(text: str, lexicon: Lexicon) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """The forms of each word of a text, and all of them together, because most terms are in no text."""
    found = tokens(fold(unicodedata.normalize("NFC", text), lexicon.folding).text)
    forms = tuple(word_forms(token.text, lexicon) for token in found)
    return forms, frozenset(form for each in forms for form in each)


def contains(text: str, term: str, lexicon: Lexicon) -> bool:
    """Whether a term stands in the text, in any form."""
    if not lexicon.spaced:
        return fold(term.rstrip("*"), lexicon.folding).text in fold(text, lexicon.folding).text
    wanted, (words, every) = _forms(term, lexicon), _words(text, lexicon)
    if not wanted or not (wanted[0][1] or not wanted[0][0].isdisjoint(every)):
        return False
    return any(
        all(_is(part, forms) for part, forms in zip(wanted, words[at : at + len(wanted)], strict=True))
        for at in range(len(words) - len(wanted) + 1)
    )


def _is(part: tuple[frozenset[str], bool], forms: tuple[str, ...]) -> bool:
    wanted, begins = part
    if begins:
        return any(form.startswith(begin) for form in forms for begin in wanted)
    return not wanted.isdisjoint(forms)
