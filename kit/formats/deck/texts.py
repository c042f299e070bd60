"""Running text and callouts placed on slides: larger where they are few, closer where that keeps them whole, else split.

Left out on purpose: pictures with words, tables and charts (`cells`, `exhibits`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kit.document import Level
from kit.formats.deck import theme
from kit.formats.deck.fit import pages
from kit.formats.deck.geometry import ART_SIDE, GAP, ICON_SIDE, boxed
from kit.formats.deck.pieces import Flow
from kit.formats.deck.room import BAR, Pane, Room, bar
from kit.formats.deck.shapes import INDENT, Drawing, Frame, Layout, Para, Shape, Words, inch

_GROWN = ((32, 0.6), (28, 0.8))
"""Sizes tried for few words, largest first, each with the part of the frame that they may fill."""
_CLOSER = ((24, 4.0), (22, 6.0), (22, 4.0), (20, 6.0), (20, 4.0), (20, 2.0))
"""Sizes and spaces above a paragraph, in points, tried for words that would need a second slide; no list is smaller than 20."""


def flow(room: Room, flow: Flow) -> Iterator[Pane]:
    """Paragraphs, beside a large pictogram where a section opens with one."""
    layout: Layout = "message" if flow.message else "text"
    art = _art(room, flow.art)
    frame = room.body
    if art:
        frame = Frame(frame.x, frame.y, frame.width - ART_SIDE - GAP, frame.height)
    paras = flow.paras if flow.message else _grown(room, flow.paras, frame, _GROWN)
    if flow.fine and room.ruler.heights(paras, frame.width) > frame.height:
        paras = tuple(dataclasses.replace(para, size=theme.FLOOR, before=4) for para in paras)
    elif not flow.message:
        paras = _closer(room, paras, frame)
    for page in pages(room.ruler, paras, frame.width, frame.height):
        yield Pane(layout=layout, shapes=(*art, Words(slot="body", paras=page, frame=frame)))


def _grown(room: Room, paras: tuple[Para, ...], frame: Frame, steps: tuple[tuple[int, float], ...]) -> tuple[Para, ...]:
    """Few words stand larger, for the back row: at the first size at which they fill no more than a part of the frame."""
    for size, part in steps:
        tried = tuple(dataclasses.replace(para, size=size) if para.size == theme.BODY_SIZE else para for para in paras)
        widest = max(room.ruler.widest_token(para) + INDENT[para.mark] for para in tried)
        if widest <= frame.width and room.ruler.heights(tried, frame.width) <= frame.height * part:
            return tried
    return paras


def _closer(room: Room, paras: tuple[Para, ...], frame: Frame) -> tuple[Para, ...]:
    """Words that nearly fit stand closer, at the largest size that keeps them on one slide; if none does, as they are.

    A list in two parts asks more of the back row than a slightly smaller one: who sees the second part only has lost the point.
    """
    if room.ruler.heights(paras, frame.width) <= frame.height:
        return paras
    for size, before in _CLOSER:
        tried = tuple(
            dataclasses.replace(para, size=size, before=before) if para.size == theme.BODY_SIZE else para for para in paras
        )
        if room.ruler.heights(tried, frame.width) <= frame.height:
            return tried
    return paras


def _art(room: Room, name: str) -> tuple[Shape, ...]:
    """A large pictogram at the end side, if the topic has it."""
    if not name:
        return ()
    body = room.body
    place = Frame(body.x + body.width - ART_SIDE, body.y + inch(0.1), ART_SIDE, ART_SIDE)
    return (Drawing(frame=place, art=room.document.art(name), color="accent1"),)


def box(room: Room, flow: Flow, level: Level) -> Iterator[Pane]:
    """A callout, whole on one slide if any allowed size fits; its label stands once, its bar and pictogram on every slide."""
    icon = _icon(room, level)
    inner = boxed(room.body)
    width = inner.width - (ICON_SIDE + GAP if icon else 0)
    frame = Frame(inner.x, inner.y, width, inner.height)
    paras = _closer(room, _grown(room, flow.paras, frame, _GROWN[1:]), frame)
    for page in pages(room.ruler, paras, width, inner.height):
        shapes = _framed(room, page, level, frame)
        yield Pane(layout="callout", shapes=shapes)


def _framed(room: Room, paras: tuple[Para, ...], level: Level, inner: Frame) -> tuple[Shape, ...]:
    """A callout's bar, pictogram and words; the bar is as long as the words."""
    height = min(inner.height, room.ruler.heights(paras, inner.width) + inch(0.1))
    rule = Frame(room.body.x, inner.y, BAR, height)
    icon = _icon(room, level)
    place = Frame(inner.x + inner.width + GAP, inner.y, ICON_SIDE, ICON_SIDE)
    style = theme.LEVEL[level]
    return (
        Drawing(frame=rule, art=bar(style.bar, height), color=style.color),
        *(dataclasses.replace(drawing, frame=place) for drawing in icon),
        Words(slot="box", paras=paras, frame=inner.with_rows(inner.y, max(height, inch(0.5)))),
    )


def _icon(room: Room, level: Level) -> tuple[Drawing, ...]:
    style = theme.LEVEL[level]
    known = {art.id: art for art in room.document.arts}
    if style.art not in known:
        return ()
    return (Drawing(frame=room.body, art=known[style.art], color=style.color),)


def under(room: Room, above: Pane, flow: Flow) -> Pane | None:
    """A callout under the text of the pane before it, if both fit."""
    words = above.shapes[-1]
    if above.layout != "text" or not isinstance(words, Words) or not flow.level:
        return None
    body = room.body
    upper = room.ruler.heights(words.paras, body.width) + inch(0.25)
    inner = boxed(Frame(body.x, body.y + upper, body.width, max(0, body.height - upper)))
    inner = Frame(inner.x, inner.y, inner.width - (ICON_SIDE + GAP if _icon(room, flow.level) else 0), inner.height)
    if room.ruler.heights(flow.paras, inner.width) > inner.height:
        return None
    first = dataclasses.replace(words, frame=body.with_rows(body.y, upper))
    return Pane(layout="callout", shapes=(first, *_framed(room, flow.paras, flow.level, inner)))
