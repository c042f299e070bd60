"""Checks on any PowerPoint deck, ours or another's: what its XML says, judged by plain rules, with the slide's number.

They complement the Open XML SDK validator, which sees neither duplicate ids nor empty descriptions. Each rule is one
function: on the file, the slides, their links, text, type, colours, and room. Left out on purpose: how a slide looks when it
is drawn (tests render it) and whether the words are right.
"""

from __future__ import annotations

from kit.checks.deck import contrast as deck_contrast
from kit.checks.deck import file as deck_file
from kit.checks.deck import fit as deck_fit
from kit.checks.deck import links as deck_links
from kit.checks.deck import look as deck_look
from kit.checks.deck import slides as deck_slides
from kit.checks.deck import text as deck_text
from kit.errors import Finding
from kit.opc import Package

RULES = (
    *deck_file.RULES,
    *deck_slides.RULES,
    *deck_links.RULES,
    *deck_text.RULES,
    *deck_look.RULES,
    *deck_contrast.RULES,
    *deck_fit.RULES,
)


def check(data: bytes) -> tuple[Finding, ...]:
    """All findings on a deck, each once, errors first. KitError where the bytes are no presentation."""
    package = Package(data)
    found = [finding for rule in RULES for finding in rule(package)]
    rank = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: rank[finding.severity]))
