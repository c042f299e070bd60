"""The rules a translation is measured by, text by text: a table of ids, severities, reasons and the functions that look.

Left out on purpose: where the texts come from and what a translator has judged; that is `kit.checks.translation`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kit.checks.translation import letters
from kit.content import Avoid
from kit.errors import Severity
from kit.locale import Locale
from kit.translate import words as shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One text and its translation, with what else a rule may need to know."""

    ctx: str
    english: str
    words: str
    locale: Locale
    avoid: tuple[Avoid, ...] = ()
    glossary: tuple[Preferred, ...] = ()
    keep: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """A line of locales/<tag>/glossary.csv: an English term and the forms of its translation, any of which will do."""

    term: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, how bad a breach is, why, where the rule comes from, and what finds the breaches of a pair."""

    id: str
    severity: Severity
    why: str
    clause: str
    find: Callable[[Pair], Iterable[str]]


def _said(fault: str) -> tuple[str, ...]:
    return (fault,) if fault else ()


_CONTACT = re.compile(r"https?://[^\s*]+|\bwww\.[^\s*]+|[\w.+-]+@[\w-]+\.[\w.]+|\+?\(?\d[\d().\u2011 -]{5,}\d")
LETTERS = re.compile(r"[^\W\d_]+")
_MARKER = re.compile(r"^(?:[-–•*·▪]|\(?\d{1,2}[.)]|[a-zA-Z]\))\s")
_NOT = re.compile(r"\b(?:not|never|no|none|nothing|nobody|without|cannot|\w+n['’]t)\b", re.IGNORECASE)
_NEGATIONS = {
    "es": r"\b(?:no|nunca|sin|ni|nada|nadie|jamás|tampoco|ningún|ninguna|ninguno)\b",
    "ar": r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|لست|بدون|دون|غير|عدم|بلا|ما|ألا|لئلا|ممنوع)(?!\w)",
    "hi": r"(?<![\w\u0900-\u0963])(?:नहीं|न|ना|मत|बिना|बग़ैर|बगैर|कोई|कभी)(?![\w\u0900-\u0963])",
    "zh": r"不|没|無|无|别|別|勿|未|非|莫|免",
    "fr": r"\b(?:ne|pas|jamais|sans|ni|rien|aucun|aucune|personne)\b|\bn['’]",
    "pt": r"\b(?:não|nunca|sem|nem|nada|ninguém|jamais|nenhum|nenhuma)\b",
}
_ENDS = {".": ".。।۔။។։።", "?": "?？؟;፧", "!": "!！", ":": ":：፥"}
_UNSTOPPED = {"Thai", "Laoo"}
_FINAL = "\"'”’»）)]}*\u2069"


def _contact(pair: Pair) -> Iterator[str]:
    bare = shared.CONTROLS.sub("", pair.words)
    for contact in _CONTACT.findall(pair.english):
        contact = contact.rstrip(".,;:)")
        if contact not in bare:
            yield f"the English has {contact}; the translation must have it letter for letter"


def _bold(pair: Pair) -> Iterable[str]:
    return _said(shared.bold_fault(pair.words) or shared.bold_difference(pair.english, pair.words))


def _same(pair: Pair) -> Iterator[str]:
    """Identical words are right only where there is nothing to translate: placeables, numbers, names, capitals (SAMHSA)."""
    if pair.words != pair.english:
        return
    bare = re.sub(r"\{[^{}]*\}", " ", pair.english)
    left = [w for w in LETTERS.findall(bare) if not (len(w) > 1 and w.isupper()) and w.casefold() not in pair.keep]
    if left:
        yield "the words are the English ones"


def _ending(pair: Pair) -> Iterator[str]:
    if pair.locale.script in _UNSTOPPED:
        return
    english, words = pair.english.rstrip(_FINAL + " ")[-1:], pair.words.rstrip(_FINAL + " ")[-1:]
    if english in _ENDS and words and words not in _ENDS[english]:
        yield f"the English ends with “{english}”, the translation with “{words}”"
    elif english not in _ENDS and words and words in _ENDS["."]:
        yield "the translation ends with a full stop, the English does not"


def _spaces(pair: Pair) -> Iterator[str]:
    if "  " in pair.words:
        yield "two spaces in a row"
    if pair.english == pair.english.strip() != "" and pair.words != pair.words.strip():
        yield "a space at the beginning or the end"


def _marker(pair: Pair) -> Iterator[str]:
    if _MARKER.match(pair.words) and not _MARKER.match(pair.english):
        yield "a bullet or number typed at the beginning; the kit adds them"


def _negation(pair: Pair) -> Iterator[str]:
    pattern = _NEGATIONS.get(pair.locale.tag.partition("-")[0])
    if pattern and _NOT.search(pair.english) and not re.search(pattern, pair.words, re.IGNORECASE):
        yield f"the English says “{_NOT.findall(pair.english)[0]}”; no word for it was found"


def _negation_unknown(pair: Pair) -> Iterator[str]:
    if pair.locale.tag.partition("-")[0] not in _NEGATIONS and _NOT.search(pair.english):
        yield f"the English says “{_NOT.findall(pair.english)[0]}”; see that the translation does too"


def _contains(words: str, term: str, locale: Locale) -> bool:
    """Whether a term stands in the words: as whole words where the language parts words with spaces."""
    found = (match.span() for match in re.finditer(re.escape(term), words, re.IGNORECASE))
    return any(
        not locale.spaced or not (_in_word(words[start - 1 : start]) or _in_word(words[end : end + 1])) for start, end in found
    )


def _in_word(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LMN"


def _avoid(pair: Pair) -> Iterator[str]:
    for entry in pair.avoid:
        for term in entry.avoid:
            if _contains(pair.words, term, pair.locale):
                yield f"“{term}” is a word to avoid ({entry.why}) Say: {entry.use}"


def _glossary(pair: Pair) -> Iterator[str]:
    for entry in pair.glossary:
        if re.search(rf"\b{re.escape(entry.term)}s?\b", pair.english, re.IGNORECASE) and not any(
            form.casefold() in pair.words.casefold() for form in entry.forms
        ):
            yield f"the glossary translates “{entry.term}” as {' or '.join(f'“{form}”' for form in entry.forms)}"


RULES: tuple[Rule, ...] = (
    Rule(
        id="translation.numbers",
        severity="error",
        why="A wrong dose, time or phone number can kill. Written-out numbers are for a person to judge.",
        clause="kit: the same numbers in every language",
        find=lambda p: _said(shared.number_fault(p.english, p.words, p.locale.tag)),
    ),
    Rule(
        id="translation.contact",
        severity="error",
        why="A phone number, web or mail address that differs by one sign reaches nobody.",
        clause="kit: phones and addresses letter for letter",
        find=_contact,
    ),
    Rule(
        id="translation.placeables",
        severity="error",
        why="A lost placeable loses a phone number or a name; an unknown one prints its braces.",
        clause="kit: the same placeables in every language",
        find=lambda p: _said(shared.placeable_fault(p.english, p.words)),
    ),
    Rule(
        id="translation.bold",
        severity="error",
        why="Bold marks what must not be missed; a lone ** would be printed.",
        clause="kit: the same bold runs in every language",
        find=_bold,
    ),
    Rule(
        id="translation.control",
        severity="error",
        why="A bidi embedding or override reorders the numbers after it; a control character breaks the line or the file.",
        clause="UAX 9, clause 2; UTS 55",
        find=lambda p: _said(shared.unprintable(p.words)),
    ),
    Rule(
        id="translation.same",
        severity="error",
        why="English words that nobody translated pass for a translation, and are read out with the wrong voice.",
        clause="WCAG 2.2, 3.1.2",
        find=_same,
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
        find=_avoid,
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
        find=_ending,
    ),
    Rule(
        id="translation.spaces",
        severity="warning",
        why="Spaces typed twice or at an end show in print.",
        clause="kit: plain text",
        find=_spaces,
    ),
    Rule(
        id="translation.marker",
        severity="warning",
        why="Bullets and numbers come from the layout; typed ones are heard twice.",
        clause="WCAG 2.2, 1.3.1",
        find=_marker,
    ),
    Rule(
        id="translation.glossary",
        severity="warning",
        why="One thing should have one name in the whole kit.",
        clause="CDC Clear Communication Index, item 6",
        find=_glossary,
    ),
    Rule(
        id="translation.negation",
        severity="warning",
        why="A lost 'not' turns advice into its opposite.",
        clause="kit: negations are read by a person",
        find=_negation,
    ),
    Rule(
        id="translation.negation-by-eye",
        severity="info",
        why="The kit knows no negation words of this language; a person must look.",
        clause="kit: negations are read by a person",
        find=_negation_unknown,
    ),
)
"""Every rule on one text; `translation.stale` and `translation.inconsistent` in `kit.checks.translation` look at more."""
