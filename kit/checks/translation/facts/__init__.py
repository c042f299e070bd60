"""The facts of a text and of its translation: one extractor and one comparison for every language.

A lexicon (`locales/<tag>/facts.yaml` and CLDR) says which words state which facts; `compare` tells what a translation
lost, added or exchanged. It sees facts, not sense: what no lexicon holds, only people can judge.
"""

from __future__ import annotations

from kit.checks.translation.facts.compare import compare
from kit.checks.translation.facts.difference import Compared, Difference, Kind
from kit.checks.translation.facts.extract import Fact, Sentence, facts
from kit.checks.translation.facts.lexicon import Lexicon, compiled, english, lexicon

__all__ = ["Compared", "Difference", "Fact", "Kind", "Lexicon", "Sentence", "compare", "compiled", "english", "facts", "lexicon"]
