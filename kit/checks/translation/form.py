"""The checks of how a translation is written: letters, marks, markup, spaces and what can't be seen."""

from __future__ import annotations

from kit.checks.record import Check
from kit.checks.translation import letters, marks
from kit.checks.translation.pair import Pair, check_of
from kit.translate import words as shared


def said_or_nothing(fault: str) -> tuple[str, ...]:
    """The fault, or nothing where there is none."""
    return (fault,) if fault else ()


CHECKS: tuple[Check[Pair], ...] = (
    check_of(
        "bold",
        "As many runs of words are bold as in the English.",
        "Bold marks what must not be missed; a lone ** would be printed.",
        "kit: the same bold runs in every language",
        "Put ** before and after the words that stand out in the English.",
        marks.bold,
    ),
    check_of(
        "markup",
        "There is no markup but that of the English.",
        "Tags and signs of other programs would be printed as they stand.",
        "kit: plain text",
        "Take it out; the only markup is ** around bold words.",
        marks.markup,
    ),
    check_of(
        "control",
        "No control character stands in the words.",
        "A bidi embedding or override reorders the numbers after it; a control character breaks the line or the file.",
        "UAX 9, clause 2; UTS 55",
        "Delete it; the kit isolates numbers and names itself.",
        lambda p: said_or_nothing(shared.unprintable(p.words)),
    ),
    check_of(
        "script",
        "The letters are those of the language.",
        "Letters of another script were pasted in, or a word was left in English.",
        "UAX 24; WCAG 2.2, 3.1.2",
        "Write the word in the language's own letters; a name to keep goes into content/glossary.yaml.",
        lambda p: letters.foreign(p.english, p.words, p.locale, p.keep),
    ),
    check_of(
        "mixed-script",
        "No word mixes letters that look alike.",
        "A look-alike letter inside a word breaks search and screen readers.",
        "UTS 39, clause 5.1",
        "Type the word again.",
        lambda p: letters.mixed(p.words),
    ),
    check_of(
        "neighbour-letters",
        "No word has a letter of a near language.",
        "A word of Russian in Ukrainian, or of French in Haitian Creole, is a draft that slid into the wrong language.",
        "locales/<tag>/style.md: traps",
        "Write the word of the language; a name to keep goes into content/glossary.yaml.",
        lambda p: letters.of_neighbour(p.english, p.words, p.locale, p.keep),
    ),
    check_of(
        "other-chinese",
        "Chinese is written in one way, simplified or traditional.",
        "Readers of one stumble over the other.",
        "UAX 38 (Unihan), kSimplifiedVariant",
        "Write the letter of this way.",
        lambda p: letters.other_chinese(p.words, p.locale),
    ),
    check_of(
        "arabic-forms",
        "Yeh and kaf are the language's own.",
        "Persian and Arabic ones look alike, but search, sorting and voices tell them apart.",
        "Unicode, chapter 9.2",
        "Type the letter with the language's keyboard.",
        lambda p: letters.arabic_forms(p.words, p.locale),
    ),
    check_of(
        "bengali-forms",
        "Bengali letters are the ones that they look like.",
        "A search and a voice take two signs that look like one letter, or a colon for ঃ, for another word.",
        "Unicode, chapter 12.2",
        "Type the letter with the language's keyboard.",
        lambda p: letters.bengali_forms(p.words, p.locale),
    ),
    check_of(
        "joiner",
        "Joiners and non-joiners stand only where they join or part two letters; in Persian a non-joiner stands after the verb's می.",
        "A loose one breaks searches; a space in its place tears a word apart at the end of a line; a missing one changes letters.",
        "Unicode, chapters 12.2 and 23.2; Academy of Persian Language and Literature, Dastur-e Khatt",
        "Type the half space (نیم‌فاصله) between the parts of the word, in Bengali the joiner in র‍্যা, and nowhere else.",
        lambda p: letters.joiners(p.words, p.locale),
    ),
    check_of(
        "zawgyi",
        "Burmese is in Unicode.",
        "Zawgyi text is nonsense in a Unicode font.",
        "UTN 11",
        "Convert it to Unicode.",
        lambda p: letters.zawgyi(p.words, p.locale),
    ),
    check_of(
        "composed",
        "Letters and marks are composed (NFC).",
        "The same word in two encodings is two words to a search.",
        "UAX 15 (NFC)",
        "Save the file with a PO editor that composes, or run `kit translate sync`.",
        lambda p: letters.composed(p.words),
    ),
    check_of(
        "invisible",
        "Nothing stands in the words that can't be seen and is not needed.",
        "What cannot be seen cannot be proof-read, and breaks lines and searches.",
        "Unicode, chapter 23.2",
        "Delete it.",
        lambda p: letters.invisible(p.words, p.locale),
    ),
    check_of(
        "font",
        "A font of the kit can draw every character.",
        "A character without a glyph prints as an empty box.",
        "PDF/UA-1, clause 7.21",
        "Write it otherwise, or ask for the font.",
        lambda p: letters.undrawable(p.words, p.locale),
    ),
    check_of(
        "direction-mark",
        "There are no direction marks.",
        "They are rarely needed and easily wrong.",
        "UAX 9, clause 2.6",
        "Delete them; the kit isolates numbers and names itself.",
        lambda p: letters.direction_marks(p.words),
        severity="warning",
    ),
    check_of(
        "ending",
        "The text ends with the kind of mark that the English ends with.",
        "Another end of sentence often means a cut or a merged sentence.",
        "kit: punctuation follows the English",
        "Follow the English, with the mark of your script.",
        marks.ending,
        severity="warning",
    ),
    check_of(
        "marks",
        "Punctuation is that of the language's script.",
        "Marks of another script look wrong, and voices pause wrongly at them.",
        "CLDR, exemplar punctuation",
        "Type the mark of the script.",
        marks.foreign_marks,
        severity="warning",
    ),
    check_of(
        "stop-after-number",
        "In Bengali no full stop stands right after a number.",
        "Its upright stroke looks like one more 1: “999।”.",
        "locales/bn/style.md: numbers",
        "Let a word or a suffix follow the number.",
        marks.stop_after_number,
        severity="warning",
    ),
    check_of(
        "mixed-digits",
        "Digits are of one script in a text.",
        "Two kinds of digits in one text slow a reader and can be misread.",
        "CLDR, default numbering system",
        "Use the digits that the language uses in this kit.",
        marks.mixed_digits,
        severity="warning",
    ),
    check_of(
        "spaces",
        "Spaces stand singly and between words.",
        "Spaces typed twice or at an end show in print.",
        "kit: plain text",
        "Delete them.",
        marks.spaces,
        severity="warning",
    ),
    check_of(
        "marker",
        "No bullet or number is typed at the beginning.",
        "Bullets and numbers come from the layout; typed ones are heard twice.",
        "WCAG 2.2, 1.3.1",
        "Delete it.",
        marks.marker,
        severity="warning",
    ),
)
