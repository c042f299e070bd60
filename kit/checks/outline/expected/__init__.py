"""The Outline a Document asks of each surface: what a reader must hear, once, in order, in its language.

Written apart from the writers, so that a writer can't mark its own homework; `checks.outline.roundtrip` compares it with what a
reader found. Paper and page are one reading order (`papers`); the deck is its own: slides, each followed by its notes (`slides`).
"""

from kit.checks.outline.expected.blocks import of_block as of_block
from kit.checks.outline.expected.papers import body as body
from kit.checks.outline.expected.papers import leaf as leaf
from kit.checks.outline.expected.papers import leaflet as leaflet
from kit.checks.outline.expected.papers import packet as packet
from kit.checks.outline.expected.papers import placard as placard
from kit.checks.outline.expected.papers import pocket as pocket
from kit.checks.outline.expected.slides import deck as deck
