"""The checks of what a translation says: facts, numbers to call, names to fill in, words to avoid and to use; and all of one text.

Left out on purpose: where the texts come from, what was judged, and what shows only across texts; that is
`kit.checks.translation` and `together`. `form` has the checks of letters and marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.checks.record import Check
from kit.checks.translation import facts, form, gender, marks, vocabulary
from kit.checks.translation.facts.show import said
from kit.checks.translation.pair import Pair, check_of
from kit.translate import words as shared

OMISSION, MISTRANSLATION = "MQM: Accuracy, Omission", "MQM: Accuracy, Mistranslation"


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


CHECKS: tuple[Check[Pair], ...] = (
    check_of(
        "numbers",
        "Numbers are those of the English, each with its unit and in its order.",
        "A wrong dose or time can kill.",
        MISTRANSLATION,
        "Write the number of the English, in digits or in a word; if the lexicon lacks your word, add it to facts.yaml.",
        _Differing("numbers"),
        shown=True,
    ),
    check_of(
        "negation",
        "What the English negates is negated, and nothing else.",
        "A lost or added 'not' turns advice into its opposite.",
        MISTRANSLATION,
        "If the meaning is the same, give the phrase its meaning in facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("negation"),
        shown=True,
    ),
    check_of(
        "facts",
        "Drugs, times, amounts, directions, people, body parts and acts are those of the English.",
        "One of them in another's place can harm.",
        MISTRANSLATION,
        "If the meaning is the same, add your word to facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("facts"),
        shown=True,
    ),
    check_of(
        "wording",
        "Smaller facts (fast or slow, small or large, must or can, signs) are those of the English.",
        "They change what a reader expects and does.",
        MISTRANSLATION,
        "If the meaning is the same, add your word to facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("wording"),
        severity="warning",
        shown=True,
    ),
    check_of(
        "placeable-order",
        "Numbers and names to fill in stand in the sentence, the order and the clause of the English.",
        "The emergency number and the crisis line must not change places.",
        MISTRANSLATION,
        "Put each name in braces where its own danger is.",
        _Differing("placeables"),
        shown=True,
    ),
    check_of(
        "sentences",
        "The translation has no fewer sentences than the English.",
        "A lost sentence is lost advice.",
        OMISSION,
        "Keep the sentences of the English where you can; else write a reason with `kit translate tolerate`.",
        _Differing("sentences"),
        shown=True,
    ),
    check_of(
        "split",
        "The translation has no more sentences than the English.",
        "What is added was checked by nobody, and split sentences are harder to compare.",
        "MQM: Accuracy, Addition",
        "If nothing was added, write a reason with `kit translate tolerate`.",
        _Differing("split"),
        severity="warning",
        shown=True,
    ),
    check_of(
        "omission",
        "No more than one fact of a sentence is without words that the lexicon knows.",
        "Two or more of them are probably a lost clause.",
        OMISSION,
        "Put back what is lost; or add your words to facts.yaml, or write a reason with `kit translate tolerate`.",
        _Differing("omission"),
        severity="warning",
        shown=True,
    ),
    check_of(
        "no-lexicon",
        "The language has words for facts (facts.yaml), so that its texts can be compared.",
        "Without them a lost 'not' is seen by nobody but people.",
        MISTRANSLATION,
        "Let a person look, and write locales/<tag>/facts.yaml (see locales/README.md); until then nothing can be released.",
        _unknown,
        severity="warning",
    ),
    check_of(
        "contact",
        "Phone numbers and addresses of the English stand in the translation, letter for letter.",
        "One that differs by a sign reaches nobody.",
        "kit: phones and addresses letter for letter",
        "Copy it from the English.",
        marks.contact,
    ),
    check_of(
        "added-contact",
        "The translation has no phone number or address of its own.",
        "Whom to call is decided in the English and by region; an added number was checked by nobody.",
        "MQM: Accuracy, Addition",
        "Take it out, or ask for it in the English.",
        marks.added_contact,
    ),
    check_of(
        "placeables",
        "Each name in braces stands as often as in the English, and no other.",
        "A lost one loses a phone number or a name; an unknown one prints its braces.",
        "kit: the same placeables in every language",
        "Copy the names in braces as they are.",
        lambda p: form.said_or_nothing(shared.placeable_fault(p.english, p.words)),
    ),
    check_of(
        "same",
        "The words are not the English ones.",
        "English that nobody translated passes for a translation, and is read out with the wrong voice.",
        "WCAG 2.2, 3.1.2",
        "Translate it, or leave it empty; it then stays English and is marked.",
        marks.same,
    ),
    check_of(
        "avoid",
        "No word to avoid is used, in any of its forms.",
        "Words that blame keep people from care.",
        "content/terms",
        "Use the words that the list gives instead.",
        lambda p: vocabulary.avoided(p.words, p.avoid, p.target),
    ),
    check_of(
        "glossary",
        "A term is translated as the glossary says, in any of its forms.",
        "One thing should have one name in the whole kit.",
        "CDC Clear Communication Index, item 6",
        "Use the glossary's word, or add yours to locales/<tag>/glossary.csv.",
        lambda p: vocabulary.not_used(p.english, p.words, p.glossary, p.source, p.target),
        severity="warning",
    ),
    check_of(
        "reader-gender",
        "The reader is given no gender.",
        "Words for men only, or for women only, tell half the readers that they are not meant.",
        "locales/<tag>/style.md: address and gender",
        "Use the plural with the polite “you”, the present tense, or words without a person.",
        gender.of_reader,
        severity="warning",
    ),
    *form.CHECKS,
)
"""Every check of one text; `together` looks at more than one."""
