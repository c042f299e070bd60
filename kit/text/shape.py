"""Shaping: a run of one face becomes clusters, each a glyph with its advance and the characters it stands for.

HarfBuzz shapes whole runs with their context (Arabic joins across a change of weight). Cluster level MONOTONE_CHARACTERS keeps
clusters as fine as the script allows. A cluster of several glyphs, or of a glyph moved off its origin, becomes one `Composite`:
a PDF then needs only codes and advances, and what it extracts is exact. Characters that draw nothing give no cluster: joiners
and zero-width spaces stay in the text of their neighbour, bidi controls are dropped. Left out on purpose: vertical text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import NamedTuple

import uharfbuzz as hb

from kit.caches import remembered
from kit.locale.bidi import CONTROLS
from kit.text.faces import BLANKS, IGNORABLE, Face

_BLANKS = {ord(char): " " for char in BLANKS}
_SILENT_ENDS = re.compile(rf"^(?:{IGNORABLE.pattern})+|(?:{IGNORABLE.pattern})+$")
_SPECIAL = re.compile(f"{CONTROLS.pattern}|[{BLANKS}]")
# HarfBuzz writes a shaped buffer as text: glyph=cluster, @x,y if moved, +advance, #flags in hexadecimal if any. Reading that costs
# a fifth of asking for each glyph's objects.
_WRITTEN = hb.BufferSerializeFlags.NO_GLYPH_NAMES | hb.BufferSerializeFlags.GLYPH_FLAGS
_GLYPH = re.compile(r"(\d+)=(\d+)(?:@(-?\d+),(-?\d+))?\+(-?\d+)(?:,-?\d+)?(?:#([0-9A-F]+))?")
_Glyph = tuple[str, str, str, str, str, str]
_UNSAFE_TO_BREAK = 1  # HB_GLYPH_FLAG_UNSAFE_TO_BREAK
_CONTEXT = 5  # characters on either side; HarfBuzz looks no further


class Composite(NamedTuple):
    """Several glyphs as one: (glyph id, x, y) in font units from the origin, and the whole advance in font units."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


class Cluster:
    """One glyph (or composite), how far it moves the pen in thousandths of the em, and the characters it stands for.

    Clusters are shared and compared by identity: a page looks up thousands of them, and hashing values would cost more than the
    rest of writing a line.
    """

    __slots__ = ("advance", "glyph", "text")

    def __init__(self, glyph: int | Composite, advance: float, text: str) -> None:
        self.glyph, self.advance, self.text = glyph, advance, text

    def __repr__(self) -> str:
        return f"Cluster({self.glyph!r}, {self.advance:g}, {self.text!r})"


class Shaped:
    """The clusters of a run in logical order.

    `starts` holds each cluster's offset in the run's text, `xs` the pen position before each of them and after the last, in
    thousandths of the em; `unsafe` the clusters whose shape would change if the run were cut before them.
    """

    __slots__ = ("clusters", "starts", "text", "unsafe", "xs")

    def __init__(self, text: str, clusters: tuple[Cluster, ...], starts: tuple[int, ...], unsafe: frozenset[int]) -> None:
        self.text, self.clusters, self.starts, self.unsafe = text, clusters, starts, unsafe
        self.xs: tuple[float, ...] = tuple(accumulate([cluster.advance for cluster in clusters], initial=0.0))

    def index(self, offset: int) -> int:
        """The number of clusters that begin before a text offset."""
        return bisect_left(self.starts, offset)

    def x(self, offset: int) -> float:
        """The pen position at a text offset, in thousandths of the em."""
        return self.xs[bisect_left(self.starts, offset)]

    def cuttable(self, offset: int) -> bool:
        """Whether the run may be cut at a text offset without shaping it again."""
        index = bisect_left(self.starts, offset)
        if index == len(self.starts):
            return offset == len(self.text) or IGNORABLE.sub("", self.text[offset:]) == ""
        if index in self.unsafe:
            return False
        return self.starts[index] == offset or IGNORABLE.sub("", self.text[offset : self.starts[index]]) == ""


def shape(face: Face, text: str, *, rtl: bool = False, lang: str = "en", script: str = "") -> tuple[Cluster, ...]:
    """The clusters of a text of one face, direction and script, in logical order. `script` (ISO 15924) is guessed if empty."""
    return shape_part(face, text, 0, len(text), rtl=rtl, lang=lang, script=script).clusters


def shape_part(face: Face, text: str, start: int, end: int, *, rtl: bool, lang: str, script: str) -> Shaped:
    """Characters [start, end) of a paragraph, shaped with what stands before and after them."""
    before = text[max(0, start - _CONTEXT) : start]
    after = text[end : end + _CONTEXT]
    if before[-1:].isspace():
        before = ""
    if after[:1].isspace():
        after = ""
    return _shape(face, before, text[start:end], after, rtl, lang, script)


@remembered(2048)
def _shape(face: Face, before: str, text: str, after: str, rtl: bool, lang: str, script: str) -> Shaped:
    buffer = hb.Buffer()
    buffer.add_str((before + text + after).translate(_BLANKS), len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = lang
    if script and script[0] != "Z":
        buffer.script = script
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(face.hb_font, buffer)
    written = buffer.serialize(face.hb_font, format=hb.BufferSerializeFormat.TEXT, flags=_WRITTEN)
    glyphs: list[_Glyph] = _GLYPH.findall(written)
    return _clusters(face, glyphs, text, len(before), rtl) if glyphs else _undrawn(text)


def _clusters(face: Face, glyphs: list[_Glyph], text: str, skip: int, rtl: bool) -> Shaped:
    if not rtl and len(glyphs) == len(text) and not _SPECIAL.search(text):
        plain = _one_to_one(glyphs, text, skip, 1000 / face.upem)
        if plain:
            return plain
    groups: list[list[_Glyph]] = []
    last = ""
    for glyph in glyphs:
        if glyph[1] == last:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            last = glyph[1]
    if rtl:
        groups.reverse()
    starts = [int(group[0][1]) - skip for group in groups]
    starts[0] = 0  # characters that draw nothing may stand before the first glyph
    says = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    if _SPECIAL.search(text):
        says = [CONTROLS.sub("", said.translate(_BLANKS)) for said in says]
    scale = 1000 / face.upem
    clusters = [
        _simple(group[0][0], group[0][4], scale, said)
        if len(group) == 1 and not group[0][2] and (not rtl or group[0][4] == _natural(face, group[0][0]))
        else _composite(group, scale, said)
        for group, said in zip(groups, says, strict=True)
    ]
    unsafe = frozenset(index for index, group in enumerate(groups) if group[0][5] and int(group[0][5], 16) & _UNSAFE_TO_BREAK)
    if rtl and IGNORABLE.search(CONTROLS.sub("", text)):
        return _parted(Shaped(text, tuple(clusters), tuple(starts), unsafe - {0}))
    return Shaped(text, tuple(clusters), tuple(starts), unsafe - {0})


def _one_to_one(glyphs: list[_Glyph], text: str, skip: int, scale: float) -> Shaped | None:
    """The run if each character is one glyph on its origin, which most text in most scripts is; else None."""
    _, starts, moves, _, _, flags = zip(*glyphs, strict=True)
    if any(moves) or starts != tuple(map(str, range(skip, skip + len(text)))):
        return None
    clusters = tuple([_simple(glyph[0], glyph[4], scale, char) for glyph, char in zip(glyphs, text, strict=True)])
    unsafe = {index for index, flag in enumerate(flags) if flag and int(flag, 16) & _UNSAFE_TO_BREAK} if any(flags) else set()
    return Shaped(text, clusters, tuple(range(len(text))), frozenset(unsafe - {0}))


@functools.lru_cache(maxsize=1 << 14)
def _natural(face: Face, glyph: str) -> str:
    """The advance of a glyph without kerning.

    A kerned glyph of a right-to-left word becomes a composite, so that the word can be drawn as one string and turned round whole.
    """
    return str(face.hb_font.get_glyph_h_advance(int(glyph)))


@functools.lru_cache(maxsize=1 << 16)
def _simple(glyph: str, advance: str, scale: float, text: str) -> Cluster:
    return Cluster(int(glyph), int(advance) * scale, text)


def _composite(glyphs: list[_Glyph], scale: float, text: str) -> Cluster:
    parts, pen = [], 0
    for glyph, _, x, y, advance, _ in glyphs:
        parts.append((int(glyph), pen + int(x or 0), int(y or 0)))
        pen += int(advance)
    return _shared(Composite(tuple(parts), pen), pen * scale, text)


@functools.lru_cache(maxsize=1 << 16)
def _shared(glyph: int | Composite, advance: float, text: str) -> Cluster:
    return Cluster(glyph, advance, text)


def _silent(char: str) -> Cluster:
    """A character that draws nothing, with a code of its own."""
    return _shared(Composite((), 0), 0.0, char)


def _undrawn(text: str) -> Shaped:
    """A run of which nothing is drawn."""
    said = [(index, char) for index, char in enumerate(text) if not CONTROLS.match(char)]
    return Shaped(text, tuple(_silent(char) for _, char in said), tuple(index for index, _ in said), frozenset())


def _parted(shaped: Shaped) -> Shaped:
    """The run with a cluster of its own for each joiner at the edge of a cluster.

    Drawn right to left, codes are reversed but the characters of one code are not, so a letter and its joiner would change places.
    """
    clusters: list[Cluster] = []
    starts: list[int] = []
    unsafe: list[int] = []
    for index, (cluster, start) in enumerate(zip(shaped.clusters, shaped.starts, strict=True)):
        if index in shaped.unsafe:
            unsafe.append(len(clusters))
        core = _SILENT_ENDS.sub("", cluster.text) if len(cluster.text) > 1 else cluster.text
        before, _, after = cluster.text.partition(core) if core else ("", "", "")
        for char in before:
            clusters.append(_silent(char))
            starts.append(start)
            start += 1
        clusters.append(_shared(cluster.glyph, cluster.advance, core) if core != cluster.text and core else cluster)
        starts.append(start)
        end = shaped.starts[index + 1] if index + 1 < len(shaped.starts) else len(shaped.text)
        clusters += map(_silent, after)
        starts += range(end - len(after), end)
    return Shaped(shaped.text, tuple(clusters), tuple(starts), frozenset(unsafe))
