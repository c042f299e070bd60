"""Rules about sheets and sessions: minutes that fit, safety facts in each, and few words on a card.

They judge what `kit.document.selections` makes of each plan. Left out on purpose: ids and order, which the loader refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kit.checks.source import readability
from kit.checks.source.passages import of_block
from kit.checks.source.rules import Hit, Subject, rule
from kit.document import (
    CARD_FACTS,
    FACTS,
    Document,
    Exercise,
    SafetyFact,
    Session,
    SheetFormat,
    SheetPlan,
    fill,
    placeables,
    plain,
    select_session,
    select_sheet,
)

CARD_WORDS = 35
"""Words on one face of a card the size of a bank card (10 points, 42 characters a line)."""

_EDITIONS: tuple[Literal["standard", "large-print"], ...] = ("standard", "large-print")
_ON_A_CARD: tuple[SheetFormat, ...] = ("pocket-card", "poster")


def _session_sum(subject: Subject) -> Iterator[Hit]:
    for session in subject.document.sessions:
        parts = sum(pick.minutes for pick in session.picks if not pick.optional)
        total = session.opening + parts + session.closing
        if total > session.minutes:
            message = (
                f"The session takes {total} minutes: {session.opening} to open, {parts} for its parts and {session.closing} to "
                f"close. Leave something out, or make an exercise optional."
            )
            yield Hit(where=session.name.id, message=message)


def _session_exercise(subject: Subject) -> Iterator[Hit]:
    asked = {
        block.meta.id: block for section in subject.document.sections for block in section.blocks if isinstance(block, Exercise)
    }
    for session in subject.document.sessions:
        for pick in session.picks:
            block = asked.get(pick.block)
            if block and pick.minutes < block.minutes:
                message = f"`{pick.block}` asks for {block.minutes} minutes and gets {pick.minutes}."
                yield Hit(where=session.name.id, message=message)


def _session_facts(subject: Subject) -> Iterator[Hit]:
    for session in subject.document.sessions:
        carried = said_in_session(subject.document, session)
        for fact in _asked(subject):
            if fact not in carried:
                yield Hit(where=session.name.id, message=f"Nothing in the session carries the safety fact `{fact}`.")


def said_in_session(document: Document, session: Session) -> set[SafetyFact]:
    """The safety facts on the slides of a session: its help numbers, its openings and its blocks."""
    chosen = select_session(document, session)
    opened = chosen.selection.openings if chosen.selection else ()
    facts = {*document.help.meta.safety}
    for section in chosen.sections:
        facts.update(section.key_safety if section.id in opened else ())
        facts.update(fact for block in section.blocks for fact in block.meta.safety)
    return facts


def _sheet_facts(subject: Subject) -> Iterator[Hit]:
    for plan in subject.document.sheets:
        for form in plan.formats:
            wanted = CARD_FACTS if form in _ON_A_CARD else FACTS
            for edition in _EDITIONS if plan.large_print else _EDITIONS[:1]:
                missing = [fact for fact in wanted if fact in _asked(subject)]
                carried = said_on_sheet(subject.document, plan, form, edition)
                for fact in (fact for fact in missing if fact not in carried):
                    where = f"The {form} `{plan.name(form)}`{' in large print' if edition == 'large-print' else ''}"
                    yield Hit(
                        where=plan.title.id, message=f"{where} carries the safety fact `{fact}` in no block and no strip line."
                    )


def said_on_sheet(
    document: Document, plan: SheetPlan, form: SheetFormat, edition: Literal["standard", "large-print"]
) -> set[SafetyFact]:
    """The safety facts on a sheet: in its message, its blocks and the strip that fills up what they lack."""
    chosen = select_sheet(document, plan, form=form, edition=edition)
    blocks = [block for face in chosen.sections for block in face.blocks]
    strip = chosen.selection.strip if chosen.selection else ()
    return {*plan.key_safety, *(fact for block in (*blocks, *strip) for fact in block.meta.safety)}


def _asked(subject: Subject) -> tuple[SafetyFact, ...]:
    """The facts a selection must carry: all of them, or those that a topic names at all, where a person judged so."""
    if "safety-fact" not in dict(subject.ignore):
        return FACTS
    sections = subject.document.all_sections()
    named = {fact for section in sections for block in section.blocks for fact in block.meta.safety}
    named.update(fact for section in sections for fact in section.key_safety)
    return tuple(fact for fact in FACTS if fact in named)


def _card_words(subject: Subject) -> Iterator[Hit]:
    for plan in subject.document.sheets:
        if "pocket-card" not in plan.formats:
            continue
        chosen = select_sheet(subject.document, plan, form="pocket-card")
        for at, face in enumerate(chosen.sections):
            texts = [passage.text for block in face.blocks for passage in of_block(block, None)]
            texts += [plan.title, plan.key] if at == 0 else []
            said = (plain(fill(text, **dict.fromkeys(placeables(text.text), "0")).text) for text in texts)
            count = sum(len(readability.words(words, text.lang)) for words, text in zip(said, texts, strict=True))
            if count > CARD_WORDS:
                message = f"Face {at + 1} of the card has {count} words; {CARD_WORDS} fit and can be taken in."
                yield Hit(where=plan.title.id, message=message)


CHECKS = (
    rule(
        id="session-sum",
        question="The parts of each session, its opening and its closing fit its minutes.",
        advice="Leave a block out, give it less time, or make an exercise optional.",
        severity="error",
        why="A plan that does not fit its time drops what comes last, and that is the part on overdose.",
        clause="kit: a session keeps its minutes, opening and closing included",
        find=_session_sum,
    ),
    rule(
        id="session-exercise",
        question="Each exercise of a session gets the minutes it asks for.",
        advice="Give it its minutes, or leave it out.",
        severity="error",
        why="Talking takes the time it takes; an exercise that is cut short teaches nothing.",
        clause="AHRQ Universal Precautions 5 (teach-back)",
        find=_session_exercise,
    ),
    rule(
        id="session-facts",
        question="Each session carries every safety fact.",
        advice="Add the block that states it, or the opening of its section.",
        severity="error",
        why="A short session may be the only one that a person comes to.",
        clause="kit: safety facts by tier, full: every deck",
        find=_session_facts,
    ),
    rule(
        id="sheet-facts",
        question="Each sheet carries every safety fact in a block or a strip line, each card and poster those for its size.",
        advice="Add a line to the strip section, or a block to the card.",
        severity="error",
        why="A sheet may be all that a person holds; what its blocks leave out must stand in its strip.",
        clause="kit: safety facts by tier, strip: sheet and leaflet; card: pocket card and poster",
        find=_sheet_facts,
    ),
    rule(
        id="card-words",
        question="Each face of a pocket card has at most 35 words.",
        advice="Say it in fewer words, in a text of its own.",
        severity="error",
        why="On a card the size of a bank card more words mean smaller type, and nobody reads it.",
        clause="CDC Index 1-3; kit: at most 35 words a face",
        find=_card_words,
    ),
)
