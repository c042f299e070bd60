"""A difference of facts in words for a translator: both sentences with the facts marked, and the words that are known.

Marks are brackets, not colour alone, so that they can be heard and printed. Left out on purpose: where the text stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from kit.checks.translation.facts.difference import Compared, Difference
from kit.checks.translation.facts.extract import Fact
from kit.checks.translation.facts.lexicon import Lexicon

OPEN, CLOSE = "⟦", "⟧"
_KNOWN = 6


def marked(text: str, facts: Iterable[Fact]) -> str:
    """The text with the words of these facts in brackets; facts in one phrase share one pair."""
    spans = sorted({(fact.start, fact.end) for fact in facts})
    out, last = [], 0
    for start, end in spans:
        if start >= last:
            out += [text[last:start], OPEN, text[start:end], CLOSE]
            last = end
    return "".join((*out, text[last:]))


def said(compared: Compared, difference: Difference, target: Lexicon) -> str:
    """What differs, both sentences marked, why it matters, and the words known for what was not found."""
    mine, theirs = compared.english, compared.words
    english = marked(mine[difference.at].text, difference.english)
    words = marked(theirs[difference.at].text, difference.words)
    where = f", sentence {difference.at + 1}" if len(mine) > 1 else ""
    hint = _hint(difference, target)
    return f"{difference.says}{where}. English: “{english}” Translation: “{words}”{hint} {difference.why}"


def _hint(difference: Difference, target: Lexicon) -> str:
    """The words the lexicon has for facts that were not found at all."""
    if difference.words or difference.kind not in ("facts", "wording", "negation", "omission"):
        return ""
    kinds = dict.fromkeys(kind for fact in difference.english for kind in fact.kinds)
    known = [word for kind in kinds for word in target.written.get(kind, ())[:_KNOWN]]
    return f" Words known for it: {', '.join(known)}." if known else ""
