"""The room a slide has for one title's content, and what comes of placing it: panes.

Left out on purpose: how each kind of content is placed (`place`, `grids`, `exhibits`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kit.art import Art, Command, Path
from kit.document import Document
from kit.errors import KitError
from kit.formats.deck.fit import Ruler
from kit.formats.deck.shapes import Frame, Layout, Para, Shape, SlideWords, inch
from kit.formats.deck.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """What stands under a slide's title, in reading order, and the layout that holds it."""

    layout: Layout
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The place for one title's content on one document's slides, and what is needed to fill it; `art` is its part's picture."""

    document: Document
    stage: Stage
    ruler: Ruler
    body: Frame
    art: str = ""

    def sizes(self, wanted: Sequence[int]) -> Sequence[int]:
        """Those of some sizes that the template's words may take; the least of them where it sets all its words smaller."""
        return [size for size in wanted if size <= self.stage.largest] or [min(wanted)]

    def picture(self, *names: str) -> Art | None:
        """The first of these pictures that the topic has."""
        known = {art.id: art for art in self.document.arts}
        return next((known[name] for name in names if name in known), None)

    def too_long(self, para: Para) -> KitError:
        """The error for a text that no slide can hold."""
        return KitError(
            f"{para.text.id} ({self.document.locale.tag}): the text is too long for its place on a slide",
            "Split it into shorter texts: slides never shrink a text.",
        )


def headed(room: Room, lead: Para | None) -> tuple[tuple[Shape, ...], Frame]:
    """A lead-in above cells or a drawing, and the frame that is left for them."""
    body = room.body
    if lead is None:
        return (), body
    height = room.ruler.heights([lead], body.width) + inch(0.1)
    words = SlideWords(slot="body", paras=(lead,), frame=body.with_rows(body.y, height), anchor="t")
    return (words,), body.with_rows(body.y + height, body.height - height)


def bar(style: str, height: int, across: int) -> Art:
    """The rule at the start side of a callout: solid, double or thick dashes, so that grey copies still tell levels apart."""
    width, length = 10.0, height / across * 10
    match style:
        case "solid":
            boxes = [(0.0, 0.0, width, length)]
        case "double":
            boxes = [(0.0, 0.0, 3.5, length), (6.5, 0.0, width, length)]
        case _:
            count = max(2, round(length / 60))
            step = length / count
            boxes = [(0.0, n * step, width, (n + 0.65) * step) for n in range(count)]
    commands: list[Command] = []
    for left, top, right, bottom in boxes:
        commands += [("M", (left, top)), ("L", (right, top)), ("L", (right, bottom)), ("L", (left, bottom)), ("Z", ())]
    return Art(id="bar", width=width, height=length, paths=(Path(commands=tuple(commands)),))
