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
from itertools import accumulate
from typing import NamedTuple

import uharfbuzz as hb

from kit.text.faces import BLANKS, IGNORABLE, Face

BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_BLANKS = {ord(char): " " for char in BLANKS}
_SILENT_ENDS = re.compile(rf"^(?:{IGNORABLE.pattern})+|(?:{IGNORABLE.pattern})+$")
_CONTEXT = 5  # characters on either side; HarfBuzz looks no further


class Composite(NamedTuple):
    """Several glyphs as one: (glyph id, x, y) in font units from the origin, and the whole advance in font units."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


class Cluster(NamedTuple):
    """One glyph (or composite), how far it moves the pen in thousandths of the em, and the characters it stands for."""

    glyph: int | Composite
    advance: float
    text: str


class Shaped:
    """The clusters of a run in logical order.

    `starts` holds each cluster's offset in the run's text, `xs` the pen position before each of them and after the last, in
    thousandths of the em; `unsafe` the clusters whose shape would change if the run were cut before them.
    """

    __slots__ = ("clusters", "starts", "text", "unsafe", "xs")

    def __init__(self, text: str, clusters: tuple[Cluster, ...], starts: tuple[int, ...], unsafe: frozenset[int]) -> None:
        self.text, self.clusters, self.starts, self.unsafe = text, clusters, starts, unsafe
        self.xs: tuple[float, ...] = tuple(accumulate((cluster.advance for cluster in clusters), initial=0.0))

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


@functools.lru_cache(maxsize=8192)
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
    return _clusters(face, text, len(before), buffer, rtl)


def _clusters(face: Face, text: str, skip: int, buffer: hb.Buffer, rtl: bool) -> Shaped:
    groups: list[tuple[int, bool, list[tuple[int, int, int, int]]]] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = info.cluster - skip
        x_offset, y_offset, x_advance, _ = position.position
        glyph = (info.codepoint, x_advance, x_offset, y_offset)
        if groups and groups[-1][0] == start:
            groups[-1][2].append(glyph)
        else:
            groups.append((start, bool(info.flags & 1), [glyph]))
    if rtl:
        groups.reverse()
    if not groups:
        silent = [(index, char) for index, char in enumerate(text) if not BIDI_CONTROLS.match(char)]
        return Shaped(text, tuple(_silent(char) for _, char in silent), tuple(index for index, _ in silent), frozenset())
    if groups[0][0]:
        groups[0] = (0, False, groups[0][2])  # characters that draw nothing stand before the first glyph
    ends = [*(group[0] for group in groups[1:]), len(text)]
    clusters: list[Cluster] = []
    starts: list[int] = []
    unsafe: list[int] = []
    scale = 1000 / face.upem
    for (start, flagged, glyphs), end in zip(groups, ends, strict=True):
        said = BIDI_CONTROLS.sub("", text[start:end].translate(_BLANKS))
        if flagged and clusters:
            unsafe.append(len(clusters))
        # Drawn right to left, codes are reversed but the characters of one code are not: each joiner needs a code of its own.
        before, said, after = _parted(said) if rtl else ("", said, "")
        for char in before:
            clusters.append(_silent(char))
            starts.append(start)
            start += 1
        clusters.append(_cluster(glyphs, scale, said))
        starts.append(start)
        for index, char in enumerate(after):
            clusters.append(_silent(char))
            starts.append(end - len(after) + index)
    return Shaped(text, tuple(clusters), tuple(starts), frozenset(unsafe))


def _parted(text: str) -> tuple[str, str, str]:
    """The text with the characters at its ends that draw nothing set apart, unless it has no others."""
    core = _SILENT_ENDS.sub("", text)
    if not core or len(core) == len(text):
        return "", text, ""
    at = text.index(core)
    return text[:at], core, text[at + len(core) :]


def _silent(char: str) -> Cluster:
    return Cluster(Composite((), 0), 0.0, char)


def _cluster(glyphs: list[tuple[int, int, int, int]], scale: float, text: str) -> Cluster:
    if len(glyphs) == 1 and not glyphs[0][2] and not glyphs[0][3]:
        return Cluster(glyphs[0][0], glyphs[0][1] * scale, text)
    parts, pen = [], 0
    for glyph, advance, x, y in glyphs:
        parts.append((glyph, pen + x, y))
        pen += advance
    return Cluster(Composite(tuple(parts), pen), pen * scale, text)
