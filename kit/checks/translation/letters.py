"""The letters of a translation: the right script, no look-alikes, nothing invisible that does not belong.

Each function takes the words and says what is wrong, or nothing. Left out on purpose: spelling.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator

import icu

from kit.document import plain
from kit.locale import Locale
from kit.text import faces
from kit.text.itemise import script_of

_SCRIPTS = {
    "Hans": {"Hani"},
    "Hant": {"Hani"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Aran": {"Arab"},
}
_ALIKE = {"Latn", "Cyrl", "Grek"}
_SHARED = {"Zyyy", "Zinh"}
_JOINERS = {"Arab", "Aran", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Khmr", "Mymr"}
_BREAKERS = {"Thai", "Laoo", "Khmr", "Mymr"}
_WORD = re.compile(r"[^\W\d_][\w'’\u0300-\u036f-]*")
_ADDRESS = re.compile(r"\{[^{}]*\}|https?://\S+|\b[\w.-]+@[\w.-]+|\b(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_NAME_IN_ENGLISH = re.compile(r"\b[A-Z][A-Z0-9-]+\b|(?<=[^.!?:] )[A-Z][\w'’-]*|\b[A-Z][a-z]+[A-Z][A-Za-z]*")
_TYPED = re.compile(r"(?<!\w)\.([a-z]{2,5})\b|#\d*([A-Fa-f]\w*)|\b(https?)://")
"""What is typed as it is in every language: the ending of a file's name, a colour, how an address begins."""
_ARABIC_ONLY = {"\u064a": "\u06cc", "\u0643": "\u06a9"}
_OWN_FORMS = {
    "fa": _ARABIC_ONLY,
    "ur": _ARABIC_ONLY | {"\u0647": "\u06c1"},
    "ar": {own: arabic for arabic, own in _ARABIC_ONLY.items()},
}
_LOOSE_JOINER = re.compile(r"(?<!\w)\u200c|\u200c(?!\w)")
_LOOSE_PREFIX = re.compile(r"(?<![\w\u200c])ن?می \w+")
_LOOSE_IN_BENGALI = re.compile("(?<!\u09b0)\u200d|\u200d(?!\u09cd\u09af)|(?<!\u09cd)\u200c|\u200c(?![\u0985-\u09b9\u09ce])")
_REPH_FIRST = re.compile("(?<![\u0980-\u09ff\u200c\u200d])\u09b0\u09cd\u09af[\u0980-\u09ff]*")
"""A word that begins with ra, hasanta, ya: without a joiner the ra becomes a sign above the ya, and no word begins with that sign."""
_BENGALI_ALIKE = (
    (re.compile("\u0985\u09be"), "two signs where Bangla has the one letter \u0986"),
    (re.compile("\u09a4\u09cd(?![\u0985-\u09b9\u09f0\u09f1])"), "where Bangla has \u09ce at the end of a syllable"),
    (re.compile("(?<=[\u0980-\u09ff]):(?=[\u0980-\u09ff])"), "a colon within a word, where Bangla has \u0983"),
)
"""What is typed for a Bengali letter because it looks like it."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd]|[\U000e0000-\U000e0fff]"
)
_NEIGHBOURS = {
    "uk": ("ыэъё", "Russian"),
    "ru": ("іїєґ", "Ukrainian"),
    "ht": ("çéêëâîïôûüœqx", "French"),
    "bn": ("\u09f0\u09f1", "Assamese"),
}
"""Letters that a language does not have, and the near language whose words slip in with them."""
_UNSPELLED = {"ht": re.compile(r"c(?!h)|(?<!o)u(?!i)|(?<=\w)['’\u02bc](?=\w)")}
"""What no word of a language is spelled with: in Creole c only in ch, u only in ou, oun and ui, and no apostrophe ("m ap")."""
_SIMPLER = {"Hans": "Hant-Hans", "Hant": "Hans-Hant"}
_OWN_LIST = {"Hans": "gb2312", "Hant": "big5"}
_ZAWGYI = re.compile("[\u1060-\u1097]|(?:^|[\\s{])\u1031")


def _name(char: str) -> str:
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'unnamed').capitalize()})"


def foreign(english: str, words: str, locale: Locale, keep: Collection[str] = ()) -> Iterator[str]:
    """Letters of a script the language is not written in.

    Latin words are allowed where they are names: those in `keep` (casefolded), and those the English writes with a capital
    inside a sentence or inside the word, or in capitals; and what is typed as it is (.xlsx). Web and mail addresses are left out.
    """
    own = _SCRIPTS.get(locale.script, {locale.script}) | _SHARED
    names = {*keep, *(name.casefold() for name in _NAME_IN_ENGLISH.findall(plain(english)))}
    names |= {part.casefold() for parts in _TYPED.findall(english) for part in parts if part}
    for run in _runs(_ADDRESS.sub(" ", plain(words))):
        script = script_of(run[0])
        if script in own or (script == "Latn" and run.casefold() in names):
            continue
        if script == "Latn":
            yield f"the Latin word “{run}”, which is not a name in the English"
        else:
            yield f"“{run}”, whose letters are {script} and not those of {locale.english_name}"


def of_neighbour(english: str, words: str, locale: Locale, keep: Collection[str] = ()) -> Iterator[str]:
    """Words with a letter, or a spelling, of a near language that shares the script but not the alphabet; names as in `foreign`."""
    language = locale.tag.split("-")[0]
    (letters, neighbour), unspelled = _NEIGHBOURS.get(language, ("", "")), _UNSPELLED.get(language)
    names = {*keep, *(name.casefold() for name in _NAME_IN_ENGLISH.findall(plain(english)))}
    for word in _WORD.findall(_ADDRESS.sub(" ", plain(words))):
        if word.casefold() in names:
            continue
        if set(letters) & set(word.casefold()):
            yield f"“{word}”, with a letter of {neighbour} that {locale.english_name} does not have"
        elif unspelled and (odd := unspelled.search(word.casefold())):
            yield f"“{word}”, in which “{odd[0]}” is spelled as in {neighbour} and not as in {locale.english_name}"


def _runs(text: str) -> Iterator[str]:
    """Stretches of letters of one script; in a language with Latin letters, whole words."""
    for word in _WORD.findall(text):
        start = 0
        for at in range(1, len(word) + 1):
            if at == len(word) or script_of(word[at]) not in (script_of(word[start]), *_SHARED):
                yield word[start:at]
                start = at


def mixed(words: str) -> Iterator[str]:
    """Words that mix Latin, Cyrillic and Greek letters, which look alike and are read out and searched differently."""
    for word in _WORD.findall(words):
        if len({script_of(char) for char in word} & _ALIKE) > 1:
            odd = next(char for char in word if script_of(char) in _ALIKE and script_of(char) != script_of(word[0]))
            yield f"“{word}” mixes scripts: {_name(odd)}"


def arabic_forms(words: str, locale: Locale) -> Iterator[str]:
    """Arabic yeh and kaf in Persian and Urdu, Arabic heh in Urdu, and the other way round: alike to the eye, other letters to a machine."""
    wrong = _OWN_FORMS.get(locale.tag.partition("-")[0], {})
    for char in dict.fromkeys(words):
        if char in wrong:
            yield f"{_name(char)} where {locale.english_name} has {_name(wrong[char])}"


def bengali_forms(words: str, locale: Locale) -> Iterator[str]:
    """Signs in Bengali that look like a letter and are not it: alike to the eye, another word to a search and a voice."""
    for pattern, says in _BENGALI_ALIKE if locale.script == "Beng" else ():
        for found in pattern.finditer(words):
            yield f"“{found.group()}” at “{_near(words, found)}”, {says}"


def _near(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 6) : found.end() + 6].strip()


def joiners(words: str, locale: Locale) -> Iterator[str]:
    """Joiners and non-joiners where the language has none or lacks one.

    In Arabic letters a non-joiner that parts nothing; in Persian the verb's می or نمی parted by a space, which a line may end with; in
    Bengali any but a joiner in র‍্য and a non-joiner after a hasanta, and a word that begins with র্য.
    """
    name, join = _name("\u200c"), _name("\u200d")
    if locale.script == "Beng":
        for loose in _LOOSE_IN_BENGALI.finditer(words):
            yield f"{_name(loose.group())} where Bengali has no use for it, at “{_near(words, loose)}”"
        for lacking in _REPH_FIRST.finditer(words):
            yield f"“{lacking.group()}” without {join} after its first letter, which is then drawn above the next"
    if locale.script in ("Arab", "Aran") and (found := _LOOSE_JOINER.search(words)):
        yield f"{name} beside a space, a mark or another one, at “{_near(words, found)}”"
    if locale.tag.partition("-")[0] == "fa":
        for prefix in _LOOSE_PREFIX.findall(words):
            yield f"“{prefix}” with a space, where Persian has {name}"


def zawgyi(words: str, locale: Locale) -> Iterator[str]:
    """Burmese in the Zawgyi encoding, which Unicode fonts show as nonsense."""
    if locale.tag == "my" and (found := _ZAWGYI.search(words)):
        yield f"what looks like Zawgyi and not Unicode, at “{words[found.start() : found.start() + 10]}”"


def composed(words: str) -> Iterator[str]:
    """Text that is not in NFC, which searches and hashes differently though it looks the same."""
    if not unicodedata.is_normalized("NFC", words):
        yield "letters and marks that are not composed (NFC)"


def invisible(words: str, locale: Locale) -> Iterator[str]:
    """Joiners and break marks outside the scripts that need them, soft hyphens, fillers, byte order marks, lone isolates."""
    for char in dict.fromkeys(words):
        fits = {"\u200c": _JOINERS, "\u200d": _JOINERS, "\u200b": _BREAKERS, "\u2060": _BREAKERS}.get(char)
        if (fits is not None and locale.script not in fits) or _UNSEEN.match(char):
            yield f"{_name(char)}, which can't be seen and has no use here"
    opened = sum(words.count(char) for char in "\u2066\u2067\u2068")
    if opened != words.count("\u2069"):
        yield "a bidi isolate that is not opened or not closed"


@functools.lru_cache(maxsize=8)
def _other_chinese(script: str) -> icu.Transliterator:
    return icu.Transliterator.createInstance(_SIMPLER[script])


def other_chinese(words: str, locale: Locale) -> Iterator[str]:
    """Letters of the other way to write Chinese. Those that this one has too (著, 后), by its national list, are left to readers."""
    if locale.script not in _SIMPLER:
        return
    for char in dict.fromkeys(words):
        if script_of(char) == "Hani" and not char.encode(_OWN_LIST[locale.script], "ignore"):
            own = _other_chinese(locale.script).transliterate(char)
            if own != char:
                yield f"“{char}”, for which {locale.english_name} writes “{own}”"


def direction_marks(words: str) -> Iterator[str]:
    """Direction marks, which the kit does not need: it isolates numbers and names itself (UAX 9)."""
    for char in dict.fromkeys(words):
        if char in "\u200e\u200f\u061c":
            yield f"{_name(char)}: check that it is needed; the kit isolates numbers and placeables itself"


def undrawable(words: str, locale: Locale) -> Iterator[str]:
    """Characters that no font of the kit draws."""
    for char in faces.missing(plain(words), locale.script):
        yield f"{_name(char)}, which no font of the kit can draw"
