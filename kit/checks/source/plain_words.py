"""Rules about words: respect, ease, sentences, numbers in words, hard words and the passive voice.

Those that need English are silent for other languages; the terms to avoid and the length of sentences work in every one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from kit.checks.finding import quote
from kit.checks.source import readability
from kit.checks.source.passages import PROSE, Passage
from kit.checks.source.rules import Hit, Subject, at, rule
from kit.content import Avoid, Term
from kit.document import Text, plain

BLOCK: dict[readability.Formula, float] = {"Flesch-Kincaid": 7, "Szigriszt-Pazos": 55, "LIX": 45}
SECTION: dict[readability.Formula, float] = {"Flesch-Kincaid": 6, "Szigriszt-Pazos": 65, "LIX": 40}
WHOLE: dict[readability.Formula, float] = {"Flesch-Kincaid": 5, "Szigriszt-Pazos": 65, "LIX": 40}
"""Grades by our own aim; Szigriszt-Pazos as in the INFLESZ scale (65: fairly easy, 55: normal); LIX by Björnsson (40: easy)."""

_LONGEST_PARAGRAPH = 3
_NEAR = 12  # passages: about the next two blocks
_SHORT_PARAGRAPH = 30  # calls such as "Shout. Rub the chest. No answer? Act now." are read in one breath
_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got)"
_IRREGULAR = "born|broken|brought|built|cut|done|driven|felt|found|given|held|hurt|kept|known|left|lost|made|paid|put|said|seen|sent|sold|taken|taught|thought|told|treated|understood|used|worn|written"
_PASSIVE = re.compile(rf"\b{_BE}(?: not| also| often)? (?:[a-z]+(?:[^e\W]|e)ed|{_IRREGULAR})\b(?! to\b)")
_NOT_PASSIVE = re.compile(rf"\b{_BE} (?:used to|need|tired|worried|interested|scared|relaxed|confused)\b")
_SUMS = re.compile(
    r"\b(?:divide|multiply|subtract|add (?:up|together)|times as|twice as|half as|per cent|percent|ratio|fraction)\b|[×÷%]",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\b", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<!\d)\d+[.]\d+(?!\d)")
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")
_END_MARKS = (".", "!", "?", "…", "。", "।", "؟", "۔", "။")
_KNOWN_CAPITALS = {"OK", "TV", "ID", "USA", "UK", "CC", "BY", "US", "PDF", "QR"}


def avoided(words: str, terms: Iterable[Avoid]) -> Iterator[tuple[str, Avoid]]:
    """The terms to avoid that stand in these words, as whole words, in any case; in scripts without spaces anywhere."""
    low = words.casefold()
    for term in terms:
        for avoid in term.avoid:
            found = avoid.casefold()
            if found in low and _stands(found, low):
                yield avoid, term
                break


def _stands(found: str, low: str) -> bool:
    """Whether a term that is somewhere in the words stands there as a whole."""
    pattern = _whole_word(found)
    return pattern is None or pattern.search(low) is not None


@functools.lru_cache(maxsize=1024)
def _whole_word(found: str) -> re.Pattern[str] | None:
    """What finds a term as whole words; None in scripts without spaces."""
    spaced = found[0].isalnum() and not _unspaced(found)
    return re.compile(rf"(?<!\w){re.escape(found)}(?!\w)") if spaced else None


def _unspaced(text: str) -> bool:
    return any(
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\u3040" <= character <= "\u9fff"
        for character in text
    )


def stigma(texts: Iterable[Text], terms: tuple[Avoid, ...]) -> Iterator[tuple[Text, str]]:
    """Each text that holds a term to avoid in its language, with a sentence on what to say instead."""
    for text in texts:
        for found, term in avoided(plain(text.text), terms):
            yield text, f"“{found}” hurts or blames. Say: {term.use}. {term.why}"


def _terms(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        for _, message in stigma([passage.text], subject.terms):
            yield at(passage, message)


def easy_words(glossary: Iterable[Term]) -> frozenset[str]:
    """The single words of names that can't be made easier, such as those of medicines."""
    return frozenset(word.lower() for term in glossary if term.keep for word in term.term.split())


def _english(subject: Subject) -> bool:
    return subject.document.locale.tag == "en"


def _reading(subject: Subject) -> Iterator[Hit]:
    lang = subject.document.locale.tag
    easy = easy_words(subject.glossary.values())
    prose = [passage for passage in subject.passages if passage.part in PROSE and passage.shown and passage.section]
    blocks: dict[str, list[Passage]] = {}
    sections: dict[str, list[Passage]] = {}
    for passage in prose:
        assert passage.section is not None
        blocks.setdefault(passage.block.meta.id if passage.block else passage.text.id, []).append(passage)
        sections.setdefault(passage.section.id, []).append(passage)
    for name, group in blocks.items():
        ease = _ease(group, lang, easy)
        if ease.harder_than(BLOCK):
            yield Hit(where=name, message=f"This part is hard to read: {describe(ease)}.", block=group[0].block)
    for name, group in sections.items():
        ease = _ease(group, lang, easy)
        if ease.harder_than(SECTION):
            yield Hit(where=name, message=f"This section is hard to read: {describe(ease)}.")
    ease = _ease(prose, lang, easy)
    if ease.harder_than(WHOLE):
        yield Hit(where=subject.document.title.id, message=f"The whole text is hard to read: {describe(ease)}.")


def _ease(passages: Iterable[Passage], lang: str, easy: frozenset[str]) -> readability.Ease:
    """The ease of the full sentences: items without an end mark are no sentences, and would make any text look easy."""
    full = [passage.words for passage in passages if passage.words.rstrip("\"'”’»)]").endswith(_END_MARKS)]
    return readability.measure(full, lang, easy)


def describe(ease: readability.Ease) -> str:
    """A measured ease in words."""
    if ease.formula == "Flesch-Kincaid":
        return f"grade {ease.score:.1f} ({ease.formula}), {ease.words} words in {ease.sentences} sentences"
    return f"{ease.formula} {ease.score:.0f}, {ease.words} words in {ease.sentences} sentences"


def _sentence_length(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if passage.part == "alt":
            continue
        for sentence in readability.sentences(passage.words):
            count = len(readability.words(sentence, passage.text.lang))
            if count > readability.LONGEST_SENTENCE:
                yield at(passage, f"A sentence of {count} words: {quote(sentence)}. Make two of it.")


def _paragraph_length(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        count = len(readability.sentences(passage.words))
        length = len(readability.words(passage.words, passage.text.lang))
        if passage.part in PROSE and count > _LONGEST_PARAGRAPH and length > _SHORT_PARAGRAPH:
            yield at(passage, f"{count} sentences in one paragraph; 3 are enough.")


def _passive(subject: Subject) -> Iterator[Hit]:
    if not _english(subject):
        return
    for passage in subject.passages:
        found = _PASSIVE.search(passage.words)
        if found and passage.part in PROSE and not _NOT_PASSIVE.search(passage.words):
            yield at(passage, f"This may be passive: {quote(found.group())}. Who does it? Say so, if it matters.")


def _sums(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if (found := _SUMS.search(passage.words)) and _english(subject) and passage.part in PROSE:
            yield at(passage, f"The reader must work something out: {quote(found.group())}. Give the answer instead.")
        if (found := _DECIMAL.search(passage.words)) and passage.part in PROSE and passage.section and passage.section.number:
            yield at(passage, f"A number with a decimal: {found.group()}. Round it, or use a smaller unit.")


def _number_words(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        if _english(subject) and passage.part in PROSE and (found := _NUMBER_WORD.search(passage.words)):
            yield at(passage, f"A number in letters: {quote(found.group())}. Numerals are easier to find and to read.")


def _acronyms(subject: Subject) -> Iterator[Hit]:
    known = {word for term in subject.glossary.values() for word in term.term.split()} | _KNOWN_CAPITALS
    for passage in subject.passages:
        if not _english(subject) or passage.part == "note":
            continue
        for found in _ACRONYM.findall(passage.words):
            if found not in known:
                yield at(passage, f"An abbreviation: {found}. Write it out, or explain it in the glossary.")


def _first_use(subject: Subject) -> Iterator[Hit]:
    """A hard word is explained in the block or section text where the reader first meets it: bold, or with its meaning."""
    if not _english(subject):
        return
    shown = [passage for passage in subject.passages if passage.shown and passage.section and passage.part != "axis"]
    for term in subject.glossary.values():
        if not term.explain:
            continue
        pattern = re.compile(rf"(?<!\w){re.escape(term.term)}s?(?!\w)", re.IGNORECASE)
        first = next((passage for passage in shown if passage.part in PROSE and pattern.search(passage.words)), None)
        if first is None or _explained(first, shown, term):
            continue
        message = f"“{term.term}” is met here first and not explained. Its meaning in the glossary: {quote(term.meaning)}."
        yield at(first, message)


def _explained(first: Passage, shown: list[Passage], term: Term) -> bool:
    """Whether its block, or what follows soon in the section, shares two words of meaning with the glossary."""
    start = shown.index(first)
    near = [passage for passage in shown[start : start + _NEAR] if passage.section is first.section]
    near += [passage for passage in shown if first.block is not None and passage.block is first.block]
    said = {_stem(word) for passage in near for word in readability.words(passage.words, "en")}
    meaning = {_stem(word) for word in readability.words(term.meaning, "en") if len(word) > 3}
    return len(meaning & (said - {_stem(term.term)})) >= min(2, len(meaning))


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|e)$", "", re.sub(r"(?<!s)s$", "", word.lower()))


CHECKS = (
    rule(
        id="term-avoid",
        question="No word that blames or labels is used.",
        advice="Use the words that content/terms offers instead.",
        severity="error",
        why="Words that blame keep people from care and make care worse.",
        clause="NIDA Words Matter; NHS inclusive content; CDC Index 7",
        find=_terms,
    ),
    rule(
        id="reading-ease",
        question="The text reads at grade 6 or below.",
        advice="Use shorter sentences and words.",
        severity="warning",
        why="Most adults read health text below the grade it is written in. A formula only shows where to look.",
        clause="CDC Index 7; PEMAT 3; AHRQ Universal Precautions 11",
        find=_reading,
    ),
    rule(
        id="sentence-length",
        question="No sentence has more than 20 words.",
        advice="Make two sentences of it.",
        severity="warning",
        why="A long sentence must be held in mind to its end.",
        clause="NHS: sentences of at most 20 words",
        find=_sentence_length,
    ),
    rule(
        id="paragraph-length",
        question="No paragraph has more than 3 sentences.",
        advice="Split the paragraph, or make a list.",
        severity="warning",
        why="A short paragraph can be read in one go.",
        clause="NHS: paragraphs of at most 3 sentences; PEMAT 8",
        find=_paragraph_length,
    ),
    rule(
        id="passive",
        question="Sentences say who does what.",
        advice="Name who does it, where somebody does.",
        severity="info",
        why="The active voice says who does what. The passive is right where nobody in particular does it.",
        clause="CDC Index 6; PEMAT 5",
        find=_passive,
    ),
    rule(
        id="sums",
        question="Nobody has to calculate.",
        advice="Write the result.",
        severity="warning",
        why="Nobody should have to calculate to stay safe.",
        clause="CDC Index 17; PEMAT 7",
        find=_sums,
    ),
    rule(
        id="number-words",
        question="Numbers are written as numerals.",
        advice="Write 3, not three.",
        severity="warning",
        why="Numerals stand out and are read faster.",
        clause="NHS: numerals for numbers; Easy Read: digits, not words",
        find=_number_words,
    ),
    rule(
        id="acronym",
        question="Initials are explained or left out.",
        advice="Write the words out.",
        severity="warning",
        why="Initials shut out those who don't know them.",
        clause="Easy Read: no initials; PEMAT 4",
        find=_acronyms,
    ),
    rule(
        id="first-use",
        question="A hard word is explained where it first stands.",
        advice="Put its meaning beside it, or use a plainer word.",
        severity="warning",
        why="A hard word is fine where its meaning stands beside it the first time.",
        clause="PEMAT 4; CDC Index 7; Easy Read: explain a hard word",
        find=_first_use,
    ),
)
