"""A template that was opened, as all steps of a deck on it know it.

Left out on purpose: how it is read (`roles`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from kit.formats.deck.stage import Stage
from kit.formats.deck.template import Layouts


@dataclass(slots=True)
class Brand:
    """An opened template: its deck (python-pptx), its stage, its layouts by what they serve, colours by role, and the report.

    `banded` says that something coloured lies under its foot, `banner` under its titles.
    """

    deck: Deck
    stage: Stage
    layouts: Layouts
    tones: tuple[tuple[str, str], ...]
    content: SlideLayout
    banded: bool = False
    banner: bool = False
    report: list[str] = field(default_factory=list)
