"""Reading ease, by formulas of our own making: a hint where to look, never a proof.

Flesch-Kincaid for English, Szigriszt-Pazos for Spanish, LIX for other languages in Latin letters; for the rest only the
length of sentences, because no formula is validated there. Formulas count syllables and know nothing of meaning; the NHS
advises against using them except to find the worst passages.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Formula = Literal["Flesch-Kincaid", "Szigriszt-Pazos", "LIX", ""]

LONGEST_SENTENCE = 20
"""Words in a sentence (NHS content style guide)."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？।॥؟۔።])[”’»）」]*\s*|\n")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LATIN = {"en", "es", "fr", "pt", "vi", "de", "it", "ht", "sw", "so", "pl", "fil", "nl", "sv", "da", "nb"}
_UNSPACED = {"zh", "ja", "th", "km", "lo", "my"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """How hard a passage is, as its formula's own value: a US school grade (Flesch-Kincaid), LIX, or ease (Szigriszt-Pazos).

    `longest` counts the words of the longest sentence. A passage of fewer than 10 words is not measured: `formula` is "".
    """

    formula: Formula
    score: float
    words: int
    sentences: int
    longest: int

    def harder_than(self, limits: Mapping[Formula, float]) -> bool:
        """Whether the value lies beyond its formula's limit; never where nothing was measured or no limit is given."""
        if self.formula not in limits:
            return False
        limit = limits[self.formula]
        return self.score < limit if self.formula == "Szigriszt-Pazos" else self.score > limit


def sentences(text: str) -> tuple[str, ...]:
    """The text's sentences; a text without an end mark is one."""
    return tuple(part.strip() for part in _SENTENCE_END.split(text) if part and part.strip())


def words(text: str, lang: str) -> tuple[str, ...]:
    """The text's words; in scripts that write no spaces, as ICU's dictionaries part them (UAX 29)."""
    if lang.split("-")[0] not in _UNSPACED:
        # a vowel sign or a joiner is part of its word, but no letter to the pattern
        letters = "".join(char for char in text if unicodedata.category(char)[0] != "M" and char not in "\u200c\u200d")
        return tuple(_WORD.findall(letters))
    import icu

    breaker = icu.BreakIterator.createWordInstance(icu.Locale(lang))
    breaker.setText(text)
    cuts = [0, *breaker]
    parts = (text[start:end] for start, end in itertools.pairwise(cuts))
    return tuple(part for part in parts if any(character.isalnum() for character in part))


def measure(texts: Iterable[str], lang: str, easy: Collection[str] = ()) -> Ease:
    """The reading ease of these texts together. Words in `easy` (lower case: names of medicines) count as one syllable."""
    found = [part for text in texts for part in sentences(text)]
    counted = [words(sentence, lang) for sentence in found]
    counted = [sentence for sentence in counted if sentence]
    total = sum(map(len, counted))
    longest = max(map(len, counted), default=0)
    formula: Formula
    language = lang.split("-")[0]
    formula, score = _score(counted, language, easy) if total >= 10 and language in _LATIN else ("", 0.0)
    return Ease(formula=formula, score=score, words=total, sentences=len(counted), longest=longest)


def _score(counted: list[tuple[str, ...]], language: str, easy: Collection[str]) -> tuple[Formula, float]:
    spoken = [word.lower() for sentence in counted for word in sentence]
    per_sentence = len(spoken) / len(counted)
    match language:
        case "en":
            beats = sum(1 if word in easy else syllables(word) for word in spoken) / len(spoken)
            return "Flesch-Kincaid", max(0.39 * per_sentence + 11.8 * beats - 15.59, 0.0)
        case "es":
            beats = sum(1 if word in easy else syllables_es(word) for word in spoken) / len(spoken)
            return "Szigriszt-Pazos", 206.835 - 62.3 * beats - per_sentence
        case _:
            long = sum(len(word) > 6 and word not in easy for word in spoken)
            return "LIX", per_sentence + 100 * long / len(spoken)


_EXCEPTIONS = {
    "area": 3, "being": 2, "business": 2, "clothes": 1, "create": 2, "diarrhea": 4, "different": 3, "doing": 2, "every": 2,
    "evening": 2, "everyone": 3, "everything": 3, "favorite": 3, "going": 2, "heroin": 3, "idea": 3, "interest": 3,
    "junkie": 2, "lead": 1, "medicine": 3, "maybe": 2, "people": 2, "reaction": 3, "real": 1, "really": 2,
    "seeing": 2, "something": 2, "someone": 2, "sometimes": 2, "somewhere": 2, "toes": 1, "used": 1,
    "video": 3, "violent": 3, "wednesday": 2, "whole": 1, "anyone": 3, "anything": 3, "anywhere": 3, "somebody": 3,
    "forehead": 2, "outreach": 2, "therefore": 2, "lifeline": 2, "hotline": 2,
    "safety": 2,
    "themselves": 2, "ourselves": 2, "yourselves": 2, "dying": 2, "trying": 2,
    "riot": 2, "opioid": 4, "opioids": 4, "anxious": 2, "period": 3, "serious": 3, "various": 3, "via": 2,
    "fluid": 2, "fluids": 2, "ruin": 2, "poem": 2, "reuse": 2, "react": 2, "reality": 4, "recreate": 3, "heard": 1,
    "asked": 1, "element": 3, "supplement": 3, "implement": 3, "complement": 3, "nausea": 3, "realize": 3, "hours": 1, "hour": 1,
}  # fmt: skip


_HIATUS = re.compile(r"(?<![cgst])i[ao](?!us|n)|[aeo]ing$|ue[lt]|(?<![cgst])ian|uou|ua[lt]|iet|(?<!t)ienc|(?<![ct])ient|sm$|thm$")
"""Two vowels that are spoken apart (medi-a, do-ing, usu-al), and the syllable without a vowel in rhythm."""


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, with the silent ones left out. Digits count one."""
    word = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode().replace("'s", "").strip("'")
    if "-" in word or "." in word:
        return sum(syllables(part) for part in re.split("[-.]", word) if part)
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if not word or any(character.isdigit() for character in word):
        return 1
    found = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not re.search(r"[^aeiouy]le$|[aeiouy]e$", word):
        found -= 1
    if re.search(r"[^aeiouydt]ed$", word) or re.search(r"(?<![sxzcg])(?<!sh)(?<!ch)es$", word):
        found -= 1
    if re.search(r"[^aeiouy]les$", word):
        found += 1
    if re.search(r"[aeiouy][^aeiouy]+(?:ely|eless|eful|ement)s?$", word):
        found -= 1
    found += len(_HIATUS.findall(word))
    return max(found, 1)


def syllables_es(word: str) -> int:
    """How many syllables a Spanish word has: strong vowels (and accented weak ones) each carry one, weak ones join them."""
    word = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "k", word.lower())
    word = re.sub(r"y$", "i", word)
    strong = len(re.findall(r"[aeoáéóíú]", word))
    alone = len(re.findall(r"(?<![aeoáéóíúiuü])[iuü]+(?![aeoáéóíúiuü])", word))
    return max(strong + alone, 1)
