"""Rules about how the text is built: one message, actions, short lists, heads, pictures in words, risks beside benefits.

Left out on purpose: whether an action is the right one and a picture apt; that is for people (see `kit.judging.scoring`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.checks.finding import quote
from kit.checks.source import readability
from kit.checks.source.passages import Passage
from kit.checks.source.rules import Hit, Subject, at, numbered, rule
from kit.document import (
    SLIDE,
    Bullets,
    Callout,
    Contacts,
    Diagram,
    Exercise,
    Figure,
    Section,
    Steps,
    Text,
    Timeline,
    Worksheet,
    plain,
)
from kit.outline import normal

MOST_ITEMS = 7
_KEY_SENTENCES, _KEY_WORDS = 2, 30
_HEADLESS_WORDS = 60
_ALT_SHORT, _ALT_LONG = 3, 300

_VERBS = (
    "act|add|ask|avoid|breathe|bring|call|carry|change|check|choose|come|do|drink|eat|fill|find|get|give|go|have|hold|keep|"
    "know|lay|learn|leave|let|lie|list|look|make|mark|move|name|pick|plan|practice|put|read|rest|rub|say|see|show|shout|sip|"
    "sit|speak|start|stay|stop|store|take|talk|tell|think|tilt|try|turn|use|wait|walk|wash|watch|wear|write"
)
_ACTION = re.compile(rf"^(?:please |you can |if [^,]+, |then )?(?:{_VERBS})\b", re.IGNORECASE)
"""How an action starts in English; `do not` and `try not` count by their first word, and so does a choice, `you can ask`."""

_ALT_NOISE = re.compile(
    r"^(?:an? )?(?:image|picture|photo|graphic|drawing|icon|figure) (?:of|showing)\b|\.(?:png|jpe?g|svg)\b", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"\b(?:do not know|not known|no one (?:can say|knows)|nobody knows|not sure|unclear|cannot say|differs?|may be different)\b",
    re.IGNORECASE,
)
_BENEFIT = re.compile(r"\b(?:eases?|helps?|lowers?|protects?|safer|better|saves?|works? (?:best|well))\b", re.IGNORECASE)
_RISK = re.compile(
    r"\b(?:risks?|side effects?|dangerous|harms?|too (?:soon|much)|can (?:stop|kill|make)|may (?:feel|make))\b", re.IGNORECASE
)
_LOWERS = re.compile(
    r"\b(?:if (?:you|they|someone) uses?\b|lowers? the (?:risk|danger)|not safe to stop|less (?:risky|dangerous|unsafe)\b)",
    re.IGNORECASE,
)
"""Words of a box that makes something risky less dangerous; the label "You can do this" above it would read as praise."""

_PERSONAL = re.compile(
    r"\b(?:my|your|first|last|full|family) name\b|^name\b|\b(?:birth ?(?:date|day)|date of birth|date born|passport|"
    r"social security|insurance number|patient (?:number|id)|(?:my|your|home) address)\b",
    re.IGNORECASE,
)


def starts_with_action(words: str) -> bool:
    """Whether a text, or one of its sentences, starts as an instruction in English."""
    return any(_ACTION.match(sentence) for sentence in readability.sentences(words))


def _one_message(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if passage.part != "key":
            continue
        count = len(readability.sentences(passage.words))
        length = len(readability.words(passage.words, passage.text.lang))
        if count > _KEY_SENTENCES or length > _KEY_WORDS:
            yield at(passage, f"The main message has {count} sentences and {length} words; 2 short ones can be kept in mind.")


def _action(subject: Subject) -> Iterator[Hit]:
    for section in numbered(subject):
        if not has_action(section, subject):
            yield Hit(where=section.id, message=f"“{plain(section.title.text)}” tells the reader nothing to do.")


def has_action(section: Section, subject: Subject) -> bool:
    """Whether the section, as handout and page show it, holds something to do."""
    if any(isinstance(block, Worksheet | Contacts | Steps) for block in section.blocks):
        return True
    mine = [passage for passage in subject.passages if passage.section is section and passage.shown]
    return any(starts_with_action(passage.words) for passage in mine if passage.part in {"key", "prose", "item", "cell"})


def _list_length(subject: Subject) -> Iterator[Hit]:
    for section in subject.document.all_sections():
        for block in section.blocks:
            count = len(block.items) if isinstance(block, Bullets | Steps | Callout | Exercise) else 0
            if isinstance(block, Worksheet):
                count = len(block.fields)
            if isinstance(block, Diagram):
                count = len(block.spots)
            if count > MOST_ITEMS:
                yield Hit(
                    where=block.meta.id, message=f"The list has {count} items; 7 are enough. Part it, or shorten it.", block=block
                )


def _heads(subject: Subject) -> Iterator[Hit]:
    for section in subject.document.all_sections():
        for block in section.blocks:
            mine = [passage for passage in subject.passages if passage.block is block and passage.shown and passage.part != "alt"]
            count = sum(len(readability.words(passage.words, passage.text.lang)) for passage in mine)
            if block.meta.title is None and count > _HEADLESS_WORDS:
                yield Hit(where=block.meta.id, message=f"{count} words without a heading. Give the block a `title`.", block=block)


def _alt(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if passage.part != "alt" or not isinstance(passage.block, Figure | Timeline | Diagram):
            continue
        block, words = passage.block, passage.words
        alts = (block.alt, block.table.summary) if isinstance(block, Timeline) else (block.alt,)
        if passage.text not in alts:
            continue
        under = block.lead if isinstance(block, Diagram) else block.caption
        others = [text for text in (under, block.meta.title) if text]
        for what in _alt_faults(words, others, passage):
            yield at(passage, f"{what}: {quote(words)}.")


def _alt_faults(words: str, others: list[Text], passage: Passage) -> Iterator[str]:
    if found := _ALT_NOISE.search(words):
        yield f"The alternative text names itself or a file ({quote(found.group())}) and not what is seen"
    count = len(readability.words(words, passage.text.lang))
    if count < _ALT_SHORT:
        yield "The alternative text is too short to stand for the picture"
    if len(words) > _ALT_LONG:
        yield f"The alternative text has {len(words)} characters; what needs more belongs in the text"
    if any(normal(plain(other.text)) == normal(words) for other in others):
        yield "The alternative text repeats the words beside the picture"


def _balance(subject: Subject) -> Iterator[Hit]:
    """Where a medicine is explained, its good and its hard sides stand together."""
    if subject.document.locale.tag != "en":
        return
    for section in numbered(subject):
        if not explains_medicine(section):
            continue
        said = " ".join(passage.words for passage in subject.passages if passage.section is section and passage.shown)
        for name, pattern in (("benefit", _BENEFIT), ("risk", _RISK)):
            if not pattern.search(said):
                yield Hit(where=section.id, message=f"The section speaks of medicines and names no {name}.")


def explains_medicine(section: Section) -> bool:
    """Whether the section is about medicines: one of its blocks carries the fact of when the first dose is safe."""
    return any("precipitated_withdrawal" in block.meta.safety for block in section.blocks)


def _unknowns(subject: Subject) -> Iterator[Hit]:
    if subject.document.locale.tag != "en":
        return
    if not any(_UNKNOWN.search(passage.words) for passage in subject.passages if passage.shown):
        yield Hit(where=subject.document.title.id, message="Nowhere does the text say what is not known.")


def _you(subject: Subject) -> Iterator[Hit]:
    if subject.document.locale.tag != "en":
        return
    for section in numbered(subject):
        said = " ".join(passage.words for passage in subject.passages if passage.section is section and passage.shown)
        if not re.search(r"\b(?:you|your|my|I)\b", said, re.IGNORECASE) and not starts_with_action(said):
            yield Hit(where=section.id, message=f"“{plain(section.title.text)}” does not speak to the reader.")


def _personal(subject: Subject) -> Iterator[Hit]:
    for section in subject.document.all_sections():
        for block in section.blocks:
            if isinstance(block, Worksheet):
                for field in block.fields:
                    if found := _PERSONAL.search(field.label.text):
                        message = f"The sheet asks for what tells who the reader is: {quote(found.group())}."
                        yield Hit(where=field.label.id, message=message, block=block)


def _box_label(subject: Subject) -> Iterator[Hit]:
    if subject.document.locale.tag != "en":
        return
    for section in subject.document.all_sections():
        for block in section.blocks:
            if not isinstance(block, Callout) or block.level != "calm":
                continue
            said = " ".join(plain(text.text) for text in (block.meta.title, block.lead) if text)
            if found := _LOWERS.search(said):
                message = f"The box is `calm` and lowers a risk: {quote(found.group())}. Give it `level: safer`."
                yield Hit(where=block.meta.id, message=message, block=block)


def _session_notes(subject: Subject) -> Iterator[Hit]:
    for section in numbered(subject):
        if SLIDE in subject.surfaces and not section.notes.say:
            yield Hit(where=section.id, message="The person who leads a group finds nothing to say here.")


def _teach_back(subject: Subject) -> Iterator[Hit]:
    for section in numbered(subject):
        exercises = [block.kind for block in section.blocks if isinstance(block, Exercise)]
        if SLIDE in subject.surfaces and section.key_safety and "teach_back" not in exercises:
            yield Hit(where=section.id, message="A section with a safety fact has no teach-back.")


CHECKS = (
    rule(
        id="one-message",
        question="Each section says one thing, in a sentence short enough to keep in mind.",
        advice="Shorten the key message, and leave one thought in it.",
        severity="warning",
        why="A reader takes one thing home; it must be short enough to be kept in mind.",
        clause="CDC Index 1-3",
        find=_one_message,
    ),
    rule(
        id="action-missing",
        question="Each part says what a person can do.",
        advice="Add steps or a list of things to do.",
        severity="error",
        why="Knowing is not enough: each part says what a person can do.",
        clause="CDC Index 5 and 12; PEMAT 20",
        find=_action,
    ),
    rule(
        id="list-length",
        question="No list has more than 7 items.",
        advice="Split the list, or leave out what matters least.",
        severity="error",
        why="A list of more than 7 can't be taken in.",
        clause="CDC Index 8",
        find=_list_length,
    ),
    rule(
        id="heading-missing",
        question="Long parts have heads.",
        advice="Give the block a title.",
        severity="warning",
        why="Heads let a tired reader find the place.",
        clause="CDC Index 9; PEMAT 8-9",
        find=_heads,
    ),
    rule(
        id="alt-quality",
        question="The words in place of a picture say what it says.",
        advice="Write what the picture is there for, in a sentence.",
        severity="warning",
        why="The words in place of a picture must say what it says.",
        clause="WCAG 2.2, 1.1.1; CDC Index 4; PEMAT 17",
        find=_alt,
    ),
    rule(
        id="risk-benefit",
        question="What helps and what can go wrong stand side by side.",
        advice="Add the side that is missing.",
        severity="warning",
        why="People can only choose who know both sides.",
        clause="CDC Index 19",
        find=_balance,
    ),
    rule(
        id="unknowns",
        question="What is not known is said.",
        advice="Say in a sentence what nobody knows yet.",
        severity="warning",
        why="Honesty about what is not known earns trust.",
        clause="CDC Index 11; NHS: state uncertainty",
        find=_unknowns,
    ),
    rule(
        id="audience-voice",
        question="The text speaks to the reader.",
        advice="Write you, and what you can do.",
        severity="warning",
        why="The text speaks to the person who reads it, not about them.",
        clause="PEMAT 21; CDC Index 7",
        find=_you,
    ),
    rule(
        id="personal-data",
        question="Nothing asks who the reader is.",
        advice="Ask for what helps, never for names, birth dates or addresses.",
        severity="error",
        why="A sheet that is found must not tell who used it.",
        clause="kit: no personal data; SAMHSA trauma-informed: safety",
        find=_personal,
    ),
    rule(
        id="box-label",
        question="A box that lowers a risk says so in its label.",
        advice="Give the box `level: safer`.",
        severity="error",
        why="A label that praises what the box makes less dangerous says that it is safe.",
        clause="CDC Index 18 (nature of the risk)",
        find=_box_label,
    ),
    rule(
        id="notes-missing",
        question="The person who leads a group finds words to say on each slide.",
        advice="Write `notes: say:` for the section.",
        severity="warning",
        why="A group leader who is not a clinician needs words to start from.",
        clause="AHRQ Universal Precautions 4 (clear talk)",
        find=_session_notes,
    ),
    rule(
        id="teach-back-missing",
        question="Each section with a safety fact asks people to say it back.",
        advice="Add an exercise of the kind teach_back.",
        severity="warning",
        why="Only what people can say back has arrived.",
        clause="AHRQ Universal Precautions 5 (teach-back)",
        find=_teach_back,
    ),
)
