"""Words that give the reader a gender: in Russian and Ukrainian, past tense and short adjectives in the singular after "I" or "you".

Left out on purpose: verbs whose subject is left out, because the subject may be a thing ("был обморок"), and words about other
people ("ребёнок принял"); there only a person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.checks.translation.pair import Pair

_BETWEEN = {
    "ru": "не|ни|уже|ещё|еще|бы|только|никогда|ничего|давно|недавно|вчера|сегодня|сейчас|раньше|всё|так|очень",
    "uk": "не|ні|вже|уже|ще|б|би|тільки|лише|ніколи|нічого|давно|нещодавно|вчора|сьогодні|зараз|раніше|все|так|дуже",
}
"""Small words that may stand between the pronoun and its verb."""

_SINGULAR = {
    "ru": r"(?!сначала\b)\w+(?:л|ла|лся|лась)|смог|мог|помог|умер|долж(?:ен|на)|увер(?:ен|ена)|готова?|бол(?:ен|ьна)|рада?|соглас(?:ен|на)"
    r"|один|одна|сама?",
    "uk": r"\w+(?:[аиіїяу]в|вся|ла|лася|лась)|міг|зміг|допоміг|помер|повин(?:ен|на)|впевнен(?:ий|а)|готов(?:ий|а)|хвор(?:ий|а)|рад(?:ий|а)"
    r"|згоден|згодна|один|одна|сама?",
}
"""Past tense, and short adjectives, that are of one man or of one woman."""

_SAID = {
    tag: re.compile(rf"\b(?:я|в[иы])\s+(?:(?:{_BETWEEN[tag]})\s+){{0,3}}({_SINGULAR[tag]})\b", re.IGNORECASE) for tag in _SINGULAR
}


def of_reader(pair: Pair) -> Iterator[str]:
    """Past tense or a short adjective after "I" or "you" that only a man or only a woman could say or be told."""
    pattern = _SAID.get(pair.locale.tag.split("-")[0])
    for found in pattern.finditer(pair.words) if pattern else ():
        yield f"“{found[0]}” is said of one man or of one woman only"
