"""The rules a translation is measured by, text by text: a table of ids, severities, reasons and the functions that look.

Left out on purpose: where the texts come from, what was judged, and what shows only across texts; that is
`kit.checks.translation` and `across`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kit.checks.translation import facts, letters, marks, vocabulary
from kit.checks.translation.facts.show import said
from kit.checks.translation.pair import Pair, Rule
from kit.translate import words as shared

OMISSION, MISTRANSLATION = "MQM: Accuracy, Omission", "MQM: Accuracy, Mistranslation"


def _differing(*kinds: facts.Kind) -> partial[Iterator[str]]:
    return partial(_differences, kinds)


def _differences(kinds: tuple[facts.Kind, ...], pair: Pair) -> Iterator[str]:
    for difference in pair.compared.differences:
        if difference.kind in kinds:
            yield said(pair.compared, difference, pair.target)


def _unknown(pair: Pair) -> Iterator[str]:
    """What the lexicon would compare if the language had one."""
    if pair.target.complete or not pair.source.complete:
        return
    held = [fact for sentence in facts.facts(pair.english, pair.source) for fact in sentence.facts if not fact.placeable]
    if held:
        yield f"the English says “{'”, “'.join(dict.fromkeys(fact.said for fact in held[:4]))}”; see that the translation does too"


RULES: tuple[Rule, ...] = (
    Rule(
        id="translation.numbers",
        severity="error",
        why="Words that say a number count too; if the lexicon lacks one, add it to facts.yaml.",
        clause=MISTRANSLATION,
        find=_differing("numbers"),
    ),
    Rule(
        id="translation.negation",
        severity="error",
        why="If the meaning is the same, give the phrase its meaning in facts.yaml, or write a reason.",
        clause=MISTRANSLATION,
        find=_differing("negation"),
    ),
    Rule(
        id="translation.facts",
        severity="error",
        why="If the meaning is the same, add your word to facts.yaml, or write a reason.",
        clause=MISTRANSLATION,
        find=_differing("facts"),
    ),
    Rule(
        id="translation.wording",
        severity="warning",
        why="If the meaning is the same, add your word to facts.yaml, or write a reason.",
        clause=MISTRANSLATION,
        find=_differing("wording"),
    ),
    Rule(
        id="translation.placeable-order",
        severity="error",
        why="The emergency number and the crisis line must not change places.",
        clause=MISTRANSLATION,
        find=_differing("placeables"),
    ),
    Rule(
        id="translation.sentences",
        severity="error",
        why="Keep the sentences of the English where you can; else write a reason.",
        clause=OMISSION,
        find=_differing("sentences"),
    ),
    Rule(
        id="translation.split",
        severity="warning",
        why="If nothing was added, write a reason.",
        clause="MQM: Accuracy, Addition",
        find=_differing("split"),
    ),
    Rule(
        id="translation.no-lexicon",
        severity="warning",
        why="The language has no facts.yaml; until it has, a person must look, and nothing can be released.",
        clause=MISTRANSLATION,
        find=_unknown,
    ),
    Rule(
        id="translation.contact",
        severity="error",
        why="A phone number, web or mail address that differs by one sign reaches nobody.",
        clause="kit: phones and addresses letter for letter",
        find=marks.contact,
    ),
    Rule(
        id="translation.added-contact",
        severity="error",
        why="Whom to call is decided in the English and by region; an added number was checked by nobody.",
        clause="MQM: Accuracy, Addition",
        find=marks.added_contact,
    ),
    Rule(
        id="translation.placeables",
        severity="error",
        why="A lost placeable loses a phone number or a name; an unknown one prints its braces.",
        clause="kit: the same placeables in every language",
        find=lambda p: _one(shared.placeable_fault(p.english, p.words)),
    ),
    Rule(
        id="translation.bold",
        severity="error",
        why="Bold marks what must not be missed; a lone ** would be printed.",
        clause="kit: the same bold runs in every language",
        find=marks.bold,
    ),
    Rule(
        id="translation.markup",
        severity="error",
        why="The only markup is ** around bold words.",
        clause="kit: plain text",
        find=marks.markup,
    ),
    Rule(
        id="translation.control",
        severity="error",
        why="A bidi embedding or override reorders the numbers after it; a control character breaks the line or the file.",
        clause="UAX 9, clause 2; UTS 55",
        find=lambda p: _one(shared.unprintable(p.words)),
    ),
    Rule(
        id="translation.same",
        severity="error",
        why="English words that nobody translated pass for a translation, and are read out with the wrong voice.",
        clause="WCAG 2.2, 3.1.2",
        find=marks.same,
    ),
    Rule(
        id="translation.script",
        severity="error",
        why="Letters of another script were pasted in, or a word was left in English.",
        clause="UAX 24; WCAG 2.2, 3.1.2",
        find=lambda p: letters.foreign(p.english, p.words, p.locale, p.keep),
    ),
    Rule(
        id="translation.mixed-script",
        severity="error",
        why="A look-alike letter inside a word breaks search and screen readers.",
        clause="UTS 39, clause 5.1",
        find=lambda p: letters.mixed(p.words),
    ),
    Rule(
        id="translation.other-chinese",
        severity="error",
        why="Readers of one way to write Chinese stumble over the other.",
        clause="UAX 38 (Unihan), kSimplifiedVariant",
        find=lambda p: letters.other_chinese(p.words, p.locale),
    ),
    Rule(
        id="translation.arabic-forms",
        severity="error",
        why="Persian and Arabic yeh and kaf look alike, but search, sorting and voices tell them apart.",
        clause="Unicode, chapter 9.2",
        find=lambda p: letters.arabic_forms(p.words, p.locale),
    ),
    Rule(
        id="translation.zawgyi",
        severity="error",
        why="Zawgyi text is nonsense in a Unicode font.",
        clause="UTN 11",
        find=lambda p: letters.zawgyi(p.words, p.locale),
    ),
    Rule(
        id="translation.composed",
        severity="error",
        why="The same word in two encodings is two words to a search.",
        clause="UAX 15 (NFC)",
        find=lambda p: letters.composed(p.words),
    ),
    Rule(
        id="translation.invisible",
        severity="error",
        why="What cannot be seen cannot be proof-read, and breaks lines and searches.",
        clause="Unicode, chapter 23.2",
        find=lambda p: letters.invisible(p.words, p.locale),
    ),
    Rule(
        id="translation.font",
        severity="error",
        why="A character without a glyph prints as an empty box.",
        clause="PDF/UA-1, clause 7.21",
        find=lambda p: letters.undrawable(p.words, p.locale),
    ),
    Rule(
        id="translation.avoid",
        severity="error",
        why="Words that blame keep people from care.",
        clause="content/terms",
        find=lambda p: vocabulary.avoided(p.words, p.avoid, p.target),
    ),
    Rule(
        id="translation.direction-mark",
        severity="warning",
        why="Direction marks are rarely needed and easily wrong.",
        clause="UAX 9, clause 2.6",
        find=lambda p: letters.direction_marks(p.words),
    ),
    Rule(
        id="translation.ending",
        severity="warning",
        why="Another end of sentence often means a cut or a merged sentence.",
        clause="kit: punctuation follows the English",
        find=marks.ending,
    ),
    Rule(
        id="translation.marks",
        severity="warning",
        why="Marks of another script look wrong, and voices pause wrongly at them.",
        clause="CLDR, exemplar punctuation",
        find=marks.foreign_marks,
    ),
    Rule(
        id="translation.mixed-digits",
        severity="warning",
        why="Two kinds of digits in one text slow a reader and can be misread.",
        clause="CLDR, default numbering system",
        find=marks.mixed_digits,
    ),
    Rule(
        id="translation.spaces",
        severity="warning",
        why="Spaces typed twice or at an end show in print.",
        clause="kit: plain text",
        find=marks.spaces,
    ),
    Rule(
        id="translation.marker",
        severity="warning",
        why="Bullets and numbers come from the layout; typed ones are heard twice.",
        clause="WCAG 2.2, 1.3.1",
        find=marks.marker,
    ),
    Rule(
        id="translation.glossary",
        severity="warning",
        why="One thing should have one name in the whole kit.",
        clause="CDC Clear Communication Index, item 6",
        find=lambda p: vocabulary.not_used(p.english, p.words, p.glossary, p.source, p.target),
    ),
)
"""Every rule on one text; `kit.checks.translation.ACROSS` looks at more than one."""


def _one(fault: str) -> tuple[str, ...]:
    return (fault,) if fault else ()
