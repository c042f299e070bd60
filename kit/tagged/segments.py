"""A page painted stretch by stretch, each from one end of marked content to the next, so that a stretch known from another file is not run.

A clinic's own page mostly differs in a few lines from the page of the clinic before. What a stretch paints is decided by its bytes, the
state before it, the letters of its fonts and the pictures it draws. Only streams are cut that can't be cut wrong: without strings
in brackets, comments, pictures in line or resources other than fonts and pictures. Left out on purpose: whole pages (`content`).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import pikepdf

from kit.budget import Amounts, Budget, SpentError, added, since, taken
from kit.caches import KeptValues
from kit.tagged.fonts import Font, Glyph
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.graphics_state import GraphicsState
from kit.tagged.interpreter import Standing, Stretches
from kit.tagged.marks import Letters, Mark, PaintedPage, Scope
from kit.tagged.values import data_of, dictionary, entry

_END = re.compile(rb"(?<=\nEMC)\n")
_ODD = re.compile(rb"[(%]|\b(?:gs|cs|CS|sc|SC|scn|SCN|sh|ri|BI|ID|EI|MP|DP|d0|d1)\b|/MC\d|/Properties")
_PAIRS = ((b"[", b"]"), (b"<", b">"))
_FONT = re.compile(rb"/([^\s/<>\[\]]+)\s+[\d.]+\s+Tf\b")
_PICTURE = re.compile(rb"/([^\s/<>\[\]]+)\s+Do\b")
_LONGEST = 400_000


class _Known(NamedTuple):
    """What a stretch painted and opened, the letters that it needs, the state (without font) and the font's name after it, and what it cost."""

    marks: tuple[Mark, ...]
    sequences: tuple[Scope, ...]
    letters: Letters
    standing: Standing
    font: str
    cost: Amounts


_VALUES = attrgetter(*(field.name for field in dataclasses.fields(GraphicsState) if field.name != "font"))
_STRETCHES: KeptValues[tuple[object, ...], _Known] = KeptValues(2048, turning=True)


class Strip(NamedTuple):
    """A stretch of a page that was painted: its bytes, where it stood in the state of drawing, and what it did."""

    data: bytes
    before: tuple[object, ...]
    known: _Known
    after: tuple[object, ...]


def paint_by_stretches(
    out: PaintedPage, fonts: FontsInUse, page: pikepdf.Page, resources: pikepdf.Object, like: Sequence[Strip] = ()
) -> tuple[Strip, ...] | None:
    """Paint a page into `out`, with the stretches of one that is `like` it, which has the same pictures under the same names.

    None, and nothing was painted, where its stream can't be cut or has a fault: then it is to be run whole. SpentError where that
    would cost more than the file's budget.
    """
    contents = page.obj.get("/Contents")
    if fonts.closures is None or not isinstance(contents, pikepdf.Stream):
        return None
    try:
        data = data_of(contents, Budget(bytes=_LONGEST))  # to look at: what is run is paid for then
    except SpentError:
        return None
    stretches = _END.split(data)
    if len(stretches) < 2 or not _cut_right(set(stretches) - {strip.data for strip in like}):
        return None
    painter = _Painter(out, fonts, resources)
    if painter.paint_all(stretches, like) and not out.faults and painter.running.outside:
        return tuple(painter.strips)
    out.marks.clear()
    out.sequences.clear()
    out.faults.clear()
    return None


def _cut_right(stretches: Collection[bytes]) -> bool:
    """Whether no stretch was cut in the middle of something."""
    return not any(_ODD.search(part) or any(part.count(one) != part.count(other) for one, other in _PAIRS) for part in stretches)


class _Painter:
    """Paints one page; `font` is the name of the font in use."""

    def __init__(self, out: PaintedPage, fonts: FontsInUse, resources: pikepdf.Object) -> None:
        self.out, self.fonts = out, fonts
        self.running = Stretches(out, fonts, resources)
        self.named = dictionary(resources, "/Font")
        self.pictures = dictionary(resources, "/XObject")
        self.holder = pikepdf.new()  # lives as long as its stream
        self.scratch = pikepdf.Stream(self.holder, b"")
        self.font = ""
        self.strips: list[Strip] = []
        self.cost: Amounts = (0, 0, 0, 0)
        self.fonts_by_name: dict[str, Font | None] = {}

    def paint_all(self, stretches: Sequence[bytes], like: Sequence[Strip]) -> bool:
        """Paint all stretches; those that stand in the same place and state as on the page that is `like` this one are known."""
        ahead = len(like) - len(stretches)
        now: tuple[object, ...] | None = None
        skipped: _Known | None = None
        for at, data in enumerate(stretches):
            if now is None:
                now = self._now()
            strip = _aligned(like, at, ahead, data)
            if strip and strip.before == now and self._same_letters(strip.known.letters):
                self._repeat(strip.known)
                skipped, now = strip.known, strip.after
                self.strips.append(strip)
                continue
            if skipped:
                self._stand(skipped)
            skipped = None
            if not self.paint(data):
                return False
            now = None
        if skipped:
            self._stand(skipped)
        self.fonts.budget.pay(self.cost)
        return True

    def _now(self) -> tuple[object, ...]:
        state, *matrices = self.running.standing
        return (self.font, _VALUES(state), *matrices)

    def _same_letters(self, letters: Letters) -> bool:
        for name, (key, _, _) in letters.items():
            font = self._called(name)
            if font is None or font.key != key:
                return False
        return True

    def _repeat(self, known: _Known) -> None:
        """Do what a stretch did with the very same fonts; where it leads is set by `_stand`."""
        for name, (_, _, glyphs) in known.letters.items():
            if font := self._called(name):
                font.used.update(glyphs)
        self.cost = added(self.cost, known.cost)
        self.out.marks += known.marks
        self.out.sequences += known.sequences

    def _stand(self, known: _Known) -> None:
        """Go on from where a stretch led."""
        self.font = known.font
        state, *matrices = known.standing
        font = self._called(known.font) if known.font else None
        self.running.standing = (dataclasses.replace(state, font=font), *matrices)  # type: ignore[assignment]  # the two of a Standing

    def paint(self, stretch: bytes) -> bool:
        """Paint a stretch, known or not; False where one does not end as it began, outside of everything."""
        if not self.running.outside:
            return False
        drawn = tuple(self._digest(name) for name in _PICTURE.findall(stretch))
        if None in drawn:
            return False
        before = self._now()
        key = (stretch, self.out.number, *before, drawn)
        known = _STRETCHES.get(key)
        if known is None or not self._take(known):
            known = self._run(stretch, key)
        if known:
            self.strips.append(Strip(stretch, before, known, self._now()))
        return known is not None

    def _digest(self, name: bytes) -> bytes | None:
        picture = entry(self.pictures, "/" + name.decode("latin-1"))
        return self.fonts.closures.of(picture) if self.fonts.closures and picture is not None else None

    def _called(self, name: str) -> Font | None:
        if name not in self.fonts_by_name:
            source = entry(self.named, "/" + name)
            self.fonts_by_name[name] = self.fonts.get(source) if source is not None else None
        return self.fonts_by_name[name]

    def _take(self, known: _Known) -> bool:
        """Paint what is known, if each letter says the same here and is as wide."""
        if not self.fonts.budget.holds(known.cost):
            return False
        same: dict[bytes, bytes] = {}
        used: list[tuple[Font, dict[int, Glyph]]] = []
        for name, (key, length, glyphs) in known.letters.items():
            font = self._called(name)
            if font is None or font.length != length or not font.shows(glyphs):
                return False
            same[key] = font.key
            used.append((font, glyphs))
        self.fonts.budget.pay(known.cost)
        for font, glyphs in used:
            font.use(glyphs)
        moved = any(key != here for key, here in same.items())
        self.out.marks += _with_fonts(known.marks, same) if moved else known.marks
        self.out.sequences += known.sequences
        self._stand(known)
        return True

    def _run(self, stretch: bytes, key: tuple[object, ...]) -> _Known | None:
        """Run a stretch; None where it has a fault, ends inside of something or shows letters that can't be told."""
        out = self.out
        marks, sequences = len(out.marks), len(out.sequences)
        before, paid = self.fonts.budget.left(), self.fonts.paid
        names = [name.decode("latin-1") for name in _FONT.findall(stretch)]
        self.scratch.write(stretch)
        self.running.follow(self.scratch)
        first = [self.font] if self.font else []
        self.font = names[-1] if names else self.font
        letters = self._letters(out.marks[marks:], dict.fromkeys((*first, *names)))
        if out.faults or letters is None or not self.running.outside:
            return None
        state, *rest = self.running.standing
        standing: Standing = (dataclasses.replace(state, font=None), *rest)  # type: ignore[assignment]  # the two of a Standing
        cost = taken(since(before, self.fonts.budget), taken(self.fonts.paid, paid))
        painted = tuple(out.marks[marks:]), tuple(out.sequences[sequences:])
        return _STRETCHES.keep(key, _Known(*painted, letters, standing, self.font, cost))

    def _letters(self, marks: list[Mark], names: dict[str, None]) -> Letters | None:
        """The glyphs shown of each of these fonts; None where one is shown of any other font."""
        found: Letters = {}
        by_key: dict[bytes, str] = {}
        for name in names:
            font = self._called(name)
            if font is None or font.key in by_key:
                return None
            by_key[font.key] = name
            found[name] = (font.key, font.length, {})
        for mark in marks:
            if mark.font is None:
                continue
            if mark.font not in by_key:
                return None
            found[by_key[mark.font]][2].update((glyph.code, glyph) for glyph in mark.glyphs)
        return found


def _aligned(like: Sequence[Strip], at: int, ahead: int, data: bytes) -> Strip | None:
    """The stretch of these bytes at the same place counted from the page's start, or from its end."""
    for place in (at, at + ahead):
        if 0 <= place < len(like) and like[place].data == data:
            return like[place]
    return None


def _with_fonts(marks: tuple[Mark, ...], keys: dict[bytes, bytes]) -> Iterator[Mark]:
    """The marks with the keys that their fonts have in this file."""
    for mark in marks:
        yield dataclasses.replace(mark, font=keys[mark.font]) if mark.font is not None else mark
