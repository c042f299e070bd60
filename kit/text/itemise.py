"""Itemising: a paragraph cut into runs of one span, one bidi level, one script and one face (UAX 9, UAX 24).

ICU resolves the levels, isolates included, and knows each character's script. ICU counts UTF-16 units and Python counts
characters, so offsets are mapped where a text leaves the Basic Multilingual Plane. Left out on purpose: vertical text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import icu

from kit.locale import known
from kit.text.faces import Face, MissingGlyph, Stack, ignorable, stack
from kit.text.span import Span

# Characters that can make a level other than the paragraph's: right-to-left scripts and explicit bidi controls.
_BIDI = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LONGEST = 4000  # characters of an item
_NEUTRAL = ("Zyyy", "Zinh")


@dataclass(frozen=True, slots=True)
class Itemised:
    """Characters [start, end) of the paragraph: one span (its index), one level, one script (ISO 15924), one face."""

    start: int
    end: int
    span: int
    level: int
    script: str
    face: Face

    @property
    def rtl(self) -> bool:
        """Whether its glyphs run right to left."""
        return bool(self.level & 1)


def itemise(spans: Sequence[Span], *, script: str, lang: str, rtl: bool) -> tuple[Itemised, ...]:
    """The items of a paragraph in logical order; MissingGlyph if no face has a character."""
    text = "".join(span.text for span in spans)
    levels = bidi_levels(text, rtl=rtl)
    items: list[Itemised] = []
    start = 0
    for index, span in enumerate(spans):
        end = start + len(span.text)
        if start < end:
            faces = stack(_script_of(span.lang, lang, script), bold=span.bold)
            items += _span_items(text, start, end, index, levels, faces)
        start = end
    return tuple(part for item in items for part in _portions(text, item)) if len(text) > _LONGEST else tuple(items)


def bidi_levels(text: str, *, rtl: bool) -> Sequence[int]:
    """The UAX 9 embedding level of each character. Levels that all run left to right are given as 0."""
    if not text or not (rtl or _BIDI.search(text)):
        return bytes(len(text))
    bidi, units = icu.Bidi(), icu.UnicodeString(text)
    bidi.setPara(units, 1 if rtl else 0)
    levels: Sequence[int] = bidi.getLevels()
    if len(levels) != len(text):
        levels = [levels[unit] for unit in to_units(text)[:-1]]
    return levels if rtl or any(level & 1 for level in levels) else bytes(len(text))


def to_units(text: str) -> list[int]:
    """The UTF-16 offset of each character offset, the end included."""
    units, here = [], 0
    for char in text:
        units.append(here)
        here += 1 if char < "\U00010000" else 2
    return [*units, here]


def from_units(text: str, offsets: Sequence[int]) -> list[int]:
    """Character offsets from UTF-16 offsets."""
    if not _ASTRAL.search(text):
        return list(offsets)
    back = {unit: index for index, unit in enumerate(to_units(text))}
    return [back[offset] for offset in offsets if offset in back]


@functools.lru_cache(maxsize=16384)
def script_of(char: str) -> str:
    """ISO 15924 script of a character; Zyyy and Zinh for what scripts share (UAX 24)."""
    return str(icu.Script.getScript(char).getShortName())


def _script_of(span_lang: str, lang: str, script: str) -> str:
    """The script whose faces a span asks for: its own language's if that is another than the paragraph's."""
    own = None if span_lang == lang else known(span_lang)
    return own.script if own else script


def _span_items(text: str, start: int, end: int, span: int, levels: Sequence[int], faces: Stack) -> list[Itemised]:
    first, part = faces[0], text[start:end]
    letters = frozenset(part)
    scripts = {script_of(char) for char in letters}.difference(_NEUTRAL)
    flat = levels[start] == levels[end - 1] and len(set(levels[start:end])) == 1
    if flat and len(scripts) <= 1 and letters <= first.characters:
        return [Itemised(start, end, span, levels[start], scripts.pop() if scripts else "Zyyy", first)]
    chosen = _faces(part, faces)
    named = _scripts(part)
    items, begin = [], start
    for here in range(start + 1, end + 1):
        a, b = begin - start, here - start
        if here == end or levels[here] != levels[begin] or chosen[b] is not chosen[a] or named[b] != named[a]:
            items.append(Itemised(begin, here, span, levels[begin], named[a], chosen[a]))
            begin = here
    return items


def _portions(text: str, item: Itemised) -> Iterator[Itemised]:
    """An item cut into portions that HarfBuzz can write out in linear time, after spaces or at least not before marks."""
    while item.end - item.start > _LONGEST:
        cut = text.rfind(" ", item.start, item.start + _LONGEST) + 1 or item.start + _LONGEST
        while cut > item.start + 1 and (ignorable(text[cut]) or unicodedata.category(text[cut])[0] == "M"):
            cut -= 1
        yield replace(item, end=cut)
        item = replace(item, start=cut)
    yield item


def _scripts(part: str) -> list[str]:
    """A script for each character: shared characters take the one before them, or at the start the first named one."""
    raw = [script_of(char) for char in part]
    current = next((script for script in raw if script not in _NEUTRAL), "Zyyy")
    scripts = []
    for script in raw:
        current = current if script in _NEUTRAL else script
        scripts.append(current)
    return scripts


def _faces(part: str, faces: Stack) -> list[Face]:
    """A face for each character. Marks keep their base's face; neutral characters stay with their neighbours."""
    chosen: list[Face | None] = []
    first, current = faces[0], None
    base = 0
    for index, char in enumerate(part):
        script = script_of(char)
        if char in first.characters and (script not in _NEUTRAL or (script == "Zyyy" and current in (None, first))):
            base, current = index, first
            chosen.append(first)
            continue
        if ignorable(char):
            chosen.append(current)
            continue
        if script == "Zinh" and current is not None:
            if not current.draws(part[base : index + 1]):
                current = _first(part[base : index + 1], faces)
                chosen[base:] = [current] * (index - base)
            chosen.append(current)
            continue
        base = index
        if not (script == "Zyyy" and current is not None and current.has(char)):
            current = _first(char, faces)
        chosen.append(current)
    after = next((face for face in chosen if face is not None), faces[0])
    return [face or after for face in chosen]


def _first(grapheme: str, faces: Stack) -> Face:
    for face in faces:
        if face.draws(grapheme):
            return face
    raise MissingGlyph(next((char for char in grapheme if not any(face.has(char) for face in faces)), grapheme[-1]))
