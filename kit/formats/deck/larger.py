"""What saves a life in the largest type: as long as a session has slides and minutes left, its safety texts go over two slides.

Which ones depends on the language: longer words leave fewer slides to give. Other lists, boxes, tables and charts of a session stay at
the size that safety texts have at least. Left out on purpose: how words are set (`place`).
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence

from kit.document import Document, SafetyFact
from kit.formats.deck import theme, timing
from kit.formats.deck.pieces import Flow, Opening, Pictures, Talk
from kit.formats.deck.shapes import Slide, SlideWords
from kit.formats.deck.titled import Easel, TitledGroup, slides_of

_LEVELS = ("emergency", "urgent", "safer")
_NOW = frozenset(("naloxone", "suicide_help"))
"""Facts that are next in haste after what calls for help."""
_GOALS = (theme.LABEL_SIZE, theme.ITEM_SIZE)
"""No safety text should be smaller than the first of these; then, where slides are left, than the second."""


def larger(groups: Sequence[TitledGroup], before: int, desk: Easel) -> list[tuple[Slide, ...]]:
    """The slides of each group, after `before` slides that no group has; in a session with the safety texts as large as it allows."""
    plan = timing.session(desk.document)
    if plan is None:
        return [slides_of(group, desk) for group in groups]
    facts = safety_facts(desk.document)
    quiet = dataclasses.replace(desk, stage=dataclasses.replace(desk.stage, largest=min(theme.LABEL_SIZE, desk.stage.largest)))
    told = [slides_of(group, desk if group.key in facts or _one_sentence(group) else quiet) for group in groups]
    spare = plan.slides - before - sum(map(len, told))
    minutes = timing.minutes(desk.document)
    urgent = _most_urgent_first(groups, facts)
    for at in urgent:
        if _least(told[at]) < _GOALS[0]:
            tried = slides_of(_nearer(groups[at]), desk)
            if len(tried) == len(told[at]) and _least(tried) > _least(told[at]):
                told[at] = tried
    for goal, at in itertools.product(_GOALS, urgent):
        count = len(told[at])
        if spare < 1 or minutes.get(groups[at].key, (0, 0))[0] <= count or _least(told[at]) >= goal:
            continue
        tried = slides_of(_parted(groups[at]), desk)
        if len(tried) == count + 1 and _least(tried) > _least(told[at]):
            told[at] = tried
            spare -= 1
    return told


def safety_facts(document: Document) -> dict[str, tuple[SafetyFact, ...]]:
    """The safety facts of each block that has any, by the key of its group."""
    return {
        timing.whole(block.meta.id): block.meta.safety for one in document.sections for block in one.blocks if block.meta.safety
    }


def _one_sentence(group: TitledGroup) -> bool:
    """Whether a group is a part's message, a question to talk about or one paragraph: they stand alone, and are read from the back of a room."""
    match group.pieces:
        case [Flow(level=None, paras=(_,))]:
            return True
        case pieces:
            return any(isinstance(piece, Opening | Talk) for piece in pieces)


def _most_urgent_first(groups: Sequence[TitledGroup], facts: Mapping[str, tuple[SafetyFact, ...]]) -> list[int]:
    """The groups of one safety text each, by place, the most urgent first.

    That is: what calls for help now, naloxone and thoughts of dying, what calls today, what lowers a risk, the others.
    """
    found = []
    for at, group in enumerate(groups):
        match group.pieces:
            case [Flow(level=str(level))] if level in _LEVELS:
                found.append((2 * _LEVELS.index(level), at))
            case [Flow(level=None) | Pictures(steps=False)] if group.key in facts:
                found.append((1 if _NOW & {*facts[group.key]} else 2 * len(_LEVELS), at))
    return [at for _, at in sorted(found)]


def _parted(group: TitledGroup) -> TitledGroup:
    pieces = [dataclasses.replace(piece, parted=True) if isinstance(piece, Flow | Pictures) else piece for piece in group.pieces]
    return dataclasses.replace(group, pieces=pieces)


def _nearer(group: TitledGroup) -> TitledGroup:
    pieces = [dataclasses.replace(piece, near=True) if isinstance(piece, Pictures) else piece for piece in group.pieces]
    return dataclasses.replace(group, pieces=pieces)


def _least(told: Sequence[Slide]) -> int:
    """The size of the smallest words of some slides, labels and leads left out."""
    shown = (shape for slide in told for shape in slide.shapes if isinstance(shape, SlideWords) and shape.slot != "band")
    return min((para.size for shape in shown for para in shape.paras), default=theme.ITEM_SIZE)
