"""Where a line may end: UAX 14 by ICU, less the places that would part a number from its unit or pull a phone number apart.

ICU brings the dictionaries that Thai, Khmer, Lao and Burmese need, and breaks Japanese and Korean between phrases, which are
easier to read than words cut anywhere; Chinese has no spaces, and lines may end anywhere in it, but not within the name of a
medicine, written by its sound, nor within a word of a title. A short word with a hyphen (rendez-vous) is no two words to who reads slowly: it stays whole
where it fits on a line; and so does, in Chinese, a number with the verb that says to call it. Left out on purpose: hyphenation (hyphenated words are
harder to read) and soft hyphens (no break is made at one).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import pairwise

import icu

from kit.text.itemise import from_units

_SPACES = r"[ \u00a0\u2009\u202f]"
_UNITS = (
    # symbols (Latin, Greek micro, percent), then the short forms other scripts write
    "%|‰|٪|°|°C|°F|µg|μg|mcg|mg|kg|g|mL|ml|cl|dl|L|l|cm|mm|m|km|IU|UI|U|h|min"
    '|мг|мкг|г|кг|мл|л|см|ч|мин|ملغ|ملغم|مغ|مجم|ملجم|مل|غ|كغ|میلی‌گرم|مיליגרם|מ״ג|מ"ג|מג'
    "|मिग्रा|मि\\.ग्रा\\.|मिलीग्राम|मि\\.ली\\.|मिली|মিগ্রা|মি\\.গ্রা\\.|মিলি|மி\\.கி\\.|மிகி|మి\\.గ్రా\\.|మిగ్రా"
    "|มก\\.|มล\\.|มิลลิกรัม|มก|ມກ|មក|មីលីក្រាម|မီလီဂရမ်|毫克|毫升|微克|公斤|ミリグラム|mg/mL|mg/ml|mg/day"
)
_UNIT = re.compile(rf"(?<!\w)[<>≤≥~+\-−]?\d[\d.,٫٬]*{_SPACES}?(?:{_UNITS})(?!\w)")
_RANGE = re.compile(rf"\d[\d.,٫٬:]*{_SPACES}?[-‐‑–—−~〜～]{_SPACES}?\d[\d.,٫٬:]*(?:{_SPACES}?(?:{_UNITS})(?!\w))?")
_PHONE = re.compile(rf"\+?\(?\d(?:[\d()./‐‑–\-]|{_SPACES}(?=[\d(]))*\d")
_ISOLATE = re.compile("\u2066[^\u2066-\u2069]*\u2069")
_HARD = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_JOINT = re.compile(r"(?<=\w)[-‐‑–/.@_]+(?=\w)")
_LETTER = r"[^\s\d\-‐.,;:!?()…/@–—\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]"  # of scripts with spaces
_COMPOUND = re.compile(rf"{_LETTER}+(?:[-‐]{_LETTER}+)+")
_COMPOUND_MOST = 16  # letters of a word with hyphens that stays whole: longer ones would leave too much of a line empty
_DIALLED = re.compile(rf"(?:[撥拨]打|致[電电]|[撥拨打]){_SPACES}?\+?\(?\d[\d()./‐‑–\-]*")
_SOUNDED = re.compile(
    "[纳納][洛曲]酮|美沙[酮冬]|丁丙[诺諾]啡|[芬吩][太坦]尼|海洛因|加巴[喷噴]丁|普瑞巴林|洛[哌派]丁[胺醇]?|可[乐樂]定|洛非西定|[噻]奈普汀"
    "|[美右]托咪定|苯二氮[䓬卓平]?|戒[断斷]"
)
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_HOLDING = re.compile(r"[\d\u2066\-‐\u4e00-\u9fff]")  # without one of these nothing is kept
_SHORT = 24  # letters of a text (a title, a label) in which no Chinese word is parted; in longer ones lines would be too uneven
_BEFORE_SHY = "\u00ad"
_PHONE_DIGITS = 6
_PHRASED = ("ja", "ko")


@functools.lru_cache(maxsize=128)
def _line_breaker(lang: str, phrases: bool) -> icu.BreakIterator:
    tag = f"{lang}-u-lw-phrase" if phrases and lang.split("-")[0] in _PHRASED else lang
    return icu.BreakIterator.createLineInstance(icu.Locale.forLanguageTag(tag))


@functools.cache
def _word_breaker() -> icu.BreakIterator:
    return icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag("zh"))


@functools.cache
def _grapheme_breaker() -> icu.BreakIterator:
    return icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())


def break_offsets(text: str, lang: str) -> list[int]:
    """Offsets after which a line may end, rising, the end of the text included, kept sequences left whole."""
    held = kept(text) if _HOLDING.search(text) else []
    if len(text) <= _SHORT and lang.split("-")[0] == "zh":
        apart = [(start, end) for start, end in _words(text) if not any(start < other and first < end for first, other in held)]
        held = sorted([*held, *apart])  # a word that overlaps what is kept would make both into one, too wide for a line
    return [
        offset
        for offset in _icu_breaks(text, lang, phrases=True)
        if text[offset - 1] != _BEFORE_SHY and not _inside(offset, held)
    ]


def inner_breaks(token: str, lang: str) -> list[int]:
    """Offsets where a token too wide for a line may be parted at second best, rising.

    They are the breaks that `break_offsets` held back, and those after the joints of phone numbers and web addresses.
    """
    joints = {match.end() for match in _JOINT.finditer(token)}
    return sorted(joints.union(offset for offset in _icu_breaks(token, lang, phrases=False) if token[offset - 1] != _BEFORE_SHY))


def graphemes(token: str) -> list[int]:
    """Offsets after each grapheme cluster (UAX 29): the last resort."""
    breaker = _grapheme_breaker()
    breaker.setText(token)
    return from_units(token, list(breaker))


def hard_breaks(text: str) -> frozenset[int]:
    """Offsets at which a line must end (line and paragraph separators)."""
    return frozenset(match.end() for match in _HARD.finditer(text))


def kept(text: str) -> list[tuple[int, int]]:
    """Stretches that stay on one line: numbers with units, ranges, phone numbers, short words with hyphens, left-to-right isolates, names by sound."""
    found = [match.span() for pattern in (_UNIT, _RANGE, _ISOLATE, _DIALLED, _SOUNDED) for match in pattern.finditer(text)]
    found += [match.span() for match in _COMPOUND.finditer(text) if len(match.group()) <= _COMPOUND_MOST]
    found += [m.span() for m in _PHONE.finditer(text) if sum(c.isdigit() for c in m.group()) >= _PHONE_DIGITS]
    return sorted(found)


def _words(text: str) -> list[tuple[int, int]]:
    """Chinese words of several letters, by ICU's dictionary."""
    breaker = _word_breaker()
    breaker.setText(text)
    ends = from_units(text, list(breaker))
    return [(start, end) for start, end in pairwise((0, *ends)) if _HAN.fullmatch(text[start:end])]


def _icu_breaks(text: str, lang: str, *, phrases: bool) -> list[int]:
    breaker = _line_breaker(lang, phrases)
    breaker.setText(text)
    return from_units(text, list(breaker))


def _inside(offset: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_right(stretches, (offset, 0))
    return any(start < offset < end for start, end in stretches[:index])
