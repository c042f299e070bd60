"""The checks of one text and its translation: a table of records, each with its question, its reason and what looks.

Left out on purpose: where the texts come from, what was judged, and what shows only across texts; that is
`kit.checks.translation` and `together`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kit.checks.finding import quote
from kit.checks.record import Check
from kit.checks.translation import facts, letters, marks, vocabulary
from kit.checks.translation.facts.show import said
from kit.checks.translation.pair import Pair
from kit.errors import Finding, Severity
from kit.translate import words as shared

OMISSION, MISTRANSLATION = "MQM: Accuracy, Omission", "MQM: Accuracy, Mistranslation"

_Look = Callable[[Pair], Iterable[str]]


def _check(
    name: str, question: str, why: str, clause: str, advice: str, look: _Look, *, severity: Severity = "error"
) -> Check[Pair]:
    """A check whose finding shows both texts, whole or (by facts) with the difference marked."""
    full = f"translation.{name}"

    def find(pair: Pair) -> Iterator[Finding]:
        for fault in look(pair):
            texts = "" if isinstance(look, _Differing) else f" English: {quote(pair.english)} Translation: {quote(pair.words)}"
            message = f"{fault.rstrip('.')}.{texts} {why}"
            yield Finding(id=full, severity=severity, where=pair.where, message=message, clause=clause)

    return Check(id=full, question=question, why=why, clause=clause, advice=advice, find=find, severity=severity)


class _Differing:
    """Looks for differences of these kinds."""

    def __init__(self, *kinds: facts.Kind) -> None:
        self.kinds = kinds

    def __call__(self, pair: Pair) -> Iterator[str]:
        for difference in pair.compared.differences:
            if difference.kind in self.kinds:
                yield said(pair.compared, difference, pair.target)


def _unknown(pair: Pair) -> Iterator[str]:
    """What the lexicon would compare if the language had one."""
    if pair.target.complete or not pair.source.complete:
        return
    held = [fact for sentence in facts.facts(pair.english, pair.source) for fact in sentence.facts if not fact.placeable]
    if held:
        yield f"the English says “{'”, “'.join(dict.fromkeys(fact.said for fact in held[:4]))}”; see that the translation does too"


def _one(fault: str) -> tuple[str, ...]:
    return (fault,) if fault else ()


CHECKS: tuple[Check[Pair], ...] = (
    _check(
        "numbers",
        "Numbers are those of the English, each with its unit and in its order.",
        "A wrong dose or time can kill.",
        MISTRANSLATION,
        "Write the number of the English, in digits or in a word; if the lexicon lacks your word, add it to facts.yaml.",
        _Differing("numbers"),
    ),
    _check(
        "negation",
        "What the English negates is negated, and nothing else.",
        "A lost or added 'not' turns advice into its opposite.",
        MISTRANSLATION,
        "If the meaning is the same, give the phrase its meaning in facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("negation"),
    ),
    _check(
        "facts",
        "Drugs, times, amounts, directions, people, body parts and acts are those of the English.",
        "One of them in another's place can harm.",
        MISTRANSLATION,
        "If the meaning is the same, add your word to facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("facts"),
    ),
    _check(
        "wording",
        "Smaller facts (fast or slow, small or large, must or can, signs) are those of the English.",
        "They change what a reader expects and does.",
        MISTRANSLATION,
        "If the meaning is the same, add your word to facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("wording"),
        severity="warning",
    ),
    _check(
        "placeable-order",
        "Numbers and names to fill in stand in the sentence and the order of the English.",
        "The emergency number and the crisis line must not change places.",
        MISTRANSLATION,
        "Put each name in braces where its own danger is.",
        _Differing("placeables"),
    ),
    _check(
        "sentences",
        "The translation has no fewer sentences than the English.",
        "A lost sentence is lost advice.",
        OMISSION,
        "Keep the sentences of the English where you can; else write a reason with `kit translate tolerate`.",
        _Differing("sentences"),
    ),
    _check(
        "split",
        "The translation has no more sentences than the English.",
        "What is added was checked by nobody, and split sentences are harder to compare.",
        "MQM: Accuracy, Addition",
        "If nothing was added, write a reason with `kit translate tolerate`.",
        _Differing("split"),
        severity="warning",
    ),
    _check(
        "no-lexicon",
        "The language has words for facts (facts.yaml), so that its texts can be compared.",
        "Without them a lost 'not' is seen by nobody but people.",
        MISTRANSLATION,
        "Let a person look, and write locales/<tag>/facts.yaml (see locales/README.md); until then nothing can be released.",
        _unknown,
        severity="warning",
    ),
    _check(
        "contact",
        "Phone numbers and addresses of the English stand in the translation, letter for letter.",
        "One that differs by a sign reaches nobody.",
        "kit: phones and addresses letter for letter",
        "Copy it from the English.",
        marks.contact,
    ),
    _check(
        "added-contact",
        "The translation has no phone number or address of its own.",
        "Whom to call is decided in the English and by region; an added number was checked by nobody.",
        "MQM: Accuracy, Addition",
        "Take it out, or ask for it in the English.",
        marks.added_contact,
    ),
    _check(
        "placeables",
        "Each name in braces stands as often as in the English, and no other.",
        "A lost one loses a phone number or a name; an unknown one prints its braces.",
        "kit: the same placeables in every language",
        "Copy the names in braces as they are.",
        lambda p: _one(shared.placeable_fault(p.english, p.words)),
    ),
    _check(
        "bold",
        "As many runs of words are bold as in the English.",
        "Bold marks what must not be missed; a lone ** would be printed.",
        "kit: the same bold runs in every language",
        "Put ** before and after the words that stand out in the English.",
        marks.bold,
    ),
    _check(
        "markup",
        "There is no markup but that of the English.",
        "Tags and signs of other programs would be printed as they stand.",
        "kit: plain text",
        "Take it out; the only markup is ** around bold words.",
        marks.markup,
    ),
    _check(
        "control",
        "No control character stands in the words.",
        "A bidi embedding or override reorders the numbers after it; a control character breaks the line or the file.",
        "UAX 9, clause 2; UTS 55",
        "Delete it; the kit isolates numbers and names itself.",
        lambda p: _one(shared.unprintable(p.words)),
    ),
    _check(
        "same",
        "The words are not the English ones.",
        "English that nobody translated passes for a translation, and is read out with the wrong voice.",
        "WCAG 2.2, 3.1.2",
        "Translate it, or leave it empty; it then stays English and is marked.",
        marks.same,
    ),
    _check(
        "script",
        "The letters are those of the language.",
        "Letters of another script were pasted in, or a word was left in English.",
        "UAX 24; WCAG 2.2, 3.1.2",
        "Write the word in the language's own letters; a name to keep goes into content/glossary.yaml.",
        lambda p: letters.foreign(p.english, p.words, p.locale, p.keep),
    ),
    _check(
        "mixed-script",
        "No word mixes letters that look alike.",
        "A look-alike letter inside a word breaks search and screen readers.",
        "UTS 39, clause 5.1",
        "Type the word again.",
        lambda p: letters.mixed(p.words),
    ),
    _check(
        "other-chinese",
        "Chinese is written in one way, simplified or traditional.",
        "Readers of one stumble over the other.",
        "UAX 38 (Unihan), kSimplifiedVariant",
        "Write the letter of this way.",
        lambda p: letters.other_chinese(p.words, p.locale),
    ),
    _check(
        "arabic-forms",
        "Yeh and kaf are the language's own.",
        "Persian and Arabic ones look alike, but search, sorting and voices tell them apart.",
        "Unicode, chapter 9.2",
        "Type the letter with the language's keyboard.",
        lambda p: letters.arabic_forms(p.words, p.locale),
    ),
    _check(
        "zawgyi",
        "Burmese is in Unicode.",
        "Zawgyi text is nonsense in a Unicode font.",
        "UTN 11",
        "Convert it to Unicode.",
        lambda p: letters.zawgyi(p.words, p.locale),
    ),
    _check(
        "composed",
        "Letters and marks are composed (NFC).",
        "The same word in two encodings is two words to a search.",
        "UAX 15 (NFC)",
        "Save the file with a PO editor that composes, or run `kit translate sync`.",
        lambda p: letters.composed(p.words),
    ),
    _check(
        "invisible",
        "Nothing stands in the words that can't be seen and is not needed.",
        "What cannot be seen cannot be proof-read, and breaks lines and searches.",
        "Unicode, chapter 23.2",
        "Delete it.",
        lambda p: letters.invisible(p.words, p.locale),
    ),
    _check(
        "font",
        "A font of the kit can draw every character.",
        "A character without a glyph prints as an empty box.",
        "PDF/UA-1, clause 7.21",
        "Write it otherwise, or ask for the font.",
        lambda p: letters.undrawable(p.words, p.locale),
    ),
    _check(
        "avoid",
        "No word to avoid is used, in any of its forms.",
        "Words that blame keep people from care.",
        "content/terms",
        "Use the words that the list gives instead.",
        lambda p: vocabulary.avoided(p.words, p.avoid, p.target),
    ),
    _check(
        "direction-mark",
        "There are no direction marks.",
        "They are rarely needed and easily wrong.",
        "UAX 9, clause 2.6",
        "Delete them; the kit isolates numbers and names itself.",
        lambda p: letters.direction_marks(p.words),
        severity="warning",
    ),
    _check(
        "ending",
        "The text ends with the kind of mark that the English ends with.",
        "Another end of sentence often means a cut or a merged sentence.",
        "kit: punctuation follows the English",
        "Follow the English, with the mark of your script.",
        marks.ending,
        severity="warning",
    ),
    _check(
        "marks",
        "Punctuation is that of the language's script.",
        "Marks of another script look wrong, and voices pause wrongly at them.",
        "CLDR, exemplar punctuation",
        "Type the mark of the script.",
        marks.foreign_marks,
        severity="warning",
    ),
    _check(
        "mixed-digits",
        "Digits are of one script in a text.",
        "Two kinds of digits in one text slow a reader and can be misread.",
        "CLDR, default numbering system",
        "Use the digits that the language uses in this kit.",
        marks.mixed_digits,
        severity="warning",
    ),
    _check(
        "spaces",
        "Spaces stand singly and between words.",
        "Spaces typed twice or at an end show in print.",
        "kit: plain text",
        "Delete them.",
        marks.spaces,
        severity="warning",
    ),
    _check(
        "marker",
        "No bullet or number is typed at the beginning.",
        "Bullets and numbers come from the layout; typed ones are heard twice.",
        "WCAG 2.2, 1.3.1",
        "Delete it.",
        marks.marker,
        severity="warning",
    ),
    _check(
        "glossary",
        "A term is translated as the glossary says, in any of its forms.",
        "One thing should have one name in the whole kit.",
        "CDC Clear Communication Index, item 6",
        "Use the glossary's word, or add yours to locales/<tag>/glossary.csv.",
        lambda p: vocabulary.not_used(p.english, p.words, p.glossary, p.source, p.target),
        severity="warning",
    ),
)
"""Every check of one text; `together` looks at more than one."""
