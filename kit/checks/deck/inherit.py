"""What a shape takes from its layout, its master and the deck: its place, its insets, and how its paragraphs are set.

PresentationML says little on a slide: a placeholder without a place of its own stands where the layout's placeholder of the
same idx stands, else where the master's of its kind does (ISO/IEC 29500-1, 19.3.1.36); text properties come down the same
way, then from the master's styles, then from the deck's. Left out on purpose: what the values mean for fit or contrast.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kit.caches import KeptValues
from kit.checks.deck.xml import FURNITURE, TITLES, A, Element, P, holding, kind, number, placeholder, shapes
from kit.opc import Package

_INSETS = {"lIns": 91440, "rIns": 91440, "tIns": 45720, "bIns": 45720}


class InheritedBox(NamedTuple):
    """A rectangle in EMU from the top left corner of the slide."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height


class Heir:
    """A shape with those it inherits from: `line` is the shape, its layout's placeholder, its master's; `style_lists` come after.

    `known` is for what a rule makes of the styles of a level.
    """

    def __init__(self, line: tuple[Element, ...], style_lists: tuple[Element, ...]) -> None:
        self.line = line
        self.style_lists = style_lists
        self.known: dict[int, object] = {}
        self._styles: dict[int, tuple[Element, ...]] = {}

    def styles(self, level: int) -> tuple[Element, ...]:
        """The properties that paragraphs of a level (from 1) have, nearest first."""
        if level not in self._styles:
            name = f"{A}lvl{level}pPr"
            own = [found for holder in self.line for found in holder.iterfind(f"{P}txBody/{A}lstStyle/{name}")]
            self._styles[level] = (*own, *(found for styles in self.style_lists for found in styles.iterfind(name)))
        return self._styles[level]

    @cached_property
    def box(self) -> InheritedBox | None:
        """Where the shape stands; None where nothing says it, or it is turned on its side."""
        for holder in self.line:
            frame = holder.find(f"{P}spPr/{A}xfrm")
            frame = holder.find(f"{P}xfrm") if frame is None else frame
            if frame is None:
                continue
            place, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
            if place is None or size is None or number(frame.get("rot")):
                return None
            return InheritedBox(number(place.get("x")), number(place.get("y")), number(size.get("cx")), number(size.get("cy")))
        return None

    @cached_property
    def inner(self) -> InheritedBox | None:
        """The place of the shape's words: its box without its insets."""
        box = self.box
        if box is None:
            return None
        left, right, top, bottom = (number(self.body(name), default) for name, default in _INSETS.items())
        return InheritedBox(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)

    @cached_property
    def _bodies(self) -> tuple[Element, ...]:
        found = (holder.find(f"{P}txBody/{A}bodyPr") for holder in self.line)
        return tuple(body for body in found if body is not None)

    def body(self, name: str) -> str | None:
        """An attribute of the shape's text body."""
        return next((str(body.get(name)) for body in self._bodies if body.get(name) is not None), None)


@functools.lru_cache(maxsize=1)  # several rules ask for the same of one deck after the other
def templates_of(package: Package) -> Templates:
    """The layouts and masters of a deck."""
    return Templates(package)


_SLOTS: KeptValues[bytes, tuple[tuple[str, str, Element], ...]] = KeptValues(64, turning=True)
"""The placeholders of layouts and masters by the digest of their parts."""


class Templates:
    """The layouts and masters of a deck, each looked through once."""

    def __init__(self, package: Package) -> None:
        """Nothing is opened before it is asked for."""
        self._package = package
        self._above: dict[str, tuple[str, str]] = {}
        self._slots: dict[str, tuple[tuple[str, str, Element], ...]] = {}
        self._inherited: dict[str, list[tuple[Element, Heir]]] = {}
        self._deck = package.xml(package.presentation).find(f"{P}defaultTextStyle")

    def above(self, slide: str) -> tuple[str, str]:
        """The names of a slide's layout and master; "" where there is none."""
        if slide not in self._above:
            layout = self._package.target(slide, "slideLayout")
            master = self._package.target(layout, "slideMaster") if layout in self._package.names else ""
            names = self._package.names
            self._above[slide] = (layout if layout in names else "", master if master in names else "")
        return self._above[slide]

    def heirs(self, slide: str) -> list[tuple[Element, Heir]]:
        """The shapes of a slide in reading order, each with what it inherits from."""
        if slide not in self._inherited:
            self._inherited[slide] = [(shape, self.heir(slide, shape)) for shape in shapes(self._package.xml(slide))]
        return self._inherited[slide]

    def heir(self, slide: str, shape: Element) -> Heir:
        """A shape of a slide with what it inherits from."""
        layout, master = self.above(slide)
        mine = placeholder(shape)
        line = [shape]
        if mine:
            idx = _index(shape)
            title = mine in TITLES
            twin = next((one for type_, at, one in self.slots(layout) if (type_ in TITLES if title else at == idx)), None)
            line += [twin] if twin is not None else []
            goal = _general(placeholder(twin) if twin is not None else mine)
            line += [one for type_, _, one in self.slots(master) if _general(type_) == goal][:1]
        return Heir(tuple(line), self._styles(master, shape, mine))

    def _styles(self, master: str, shape: Element, mine: str) -> tuple[Element, ...]:
        plain = not mine or mine in FURNITURE or kind(shape) == "graphicFrame"
        style = "titleStyle" if mine in TITLES else "otherStyle" if plain else "bodyStyle"
        found = self._package.xml(master).find(f"{P}txStyles/{P}{style}") if master else None
        return tuple(one for one in (found, self._deck) if one is not None)

    def slots(self, part: str) -> tuple[tuple[str, str, Element], ...]:
        """The placeholders of a layout or master as (type, idx, shape), in its order."""
        if part not in self._slots:
            digest = self._package.digest(part) if part else b""
            known = _SLOTS.get(digest)
            self._slots[part] = _SLOTS.keep(digest, tuple(self._held(part))) if known is None else known
        return self._slots[part]

    def _held(self, part: str) -> Iterator[tuple[str, str, Element]]:
        for one in self._package.xml(part).iterfind(f"{P}cSld/{P}spTree/*") if part else ():
            kind_ = placeholder(one)
            if kind_:
                yield kind_, _index(one), one


def _index(shape: Element) -> str:
    found = holding(shape)
    return "0" if found is None else str(found.get("idx", "0"))


def _general(type_: str) -> str:
    """The kind of placeholder that a master has for one of this type."""
    return "title" if type_ in TITLES else type_ if type_ in FURNITURE else "body"
