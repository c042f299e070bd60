"""What differs between an English text and its translation by the facts of both, in the project's own lexicons."""

from __future__ import annotations

from kit.checks.translation import facts
from kit.locale import find
from tests.conftest import ROOT


def differences(english: str, words: str, tag: str) -> set[str]:
    """The kinds of what differs."""
    compared = facts.compare(english, words, facts.english(ROOT), facts.lexicon(ROOT, find(tag)))
    return {difference.kind for difference in compared.differences}
