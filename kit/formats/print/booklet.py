"""The booklet: the handout on pages of half the size, two on each side of the paper, to be folded in the middle.

Sheets lie in each other, so the first page stands beside the last one. Pages are drawn in the order in which they are read,
whatever paper they lie on; so is the tree. Empty pages are the last ones; right to left, each pair changes sides. Left out on
purpose: creep, which stays below a millimetre up to eight sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from kit.document import Document, Options, plain
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Layout, Page, Placed, PlacedFrame, shifted
from kit.formats.print.theme import MM

_SPINE = 1.5 * MM  # how far words are moved from the fold, where paper bends


class Half(NamedTuple):
    """Where a page lies: on which side of the paper (from 0), and whether on its right half."""

    side: int
    right: bool


def imposed(count: int, *, rtl: bool) -> tuple[Half, ...]:
    """The place of each of `count` pages, in reading order, when the paper is turned on its short edge and folded.

    Of n pages, n the next multiple of four, side s holds pages s + 1 and n - s (from 1); odd pages are right-hand ones.
    """
    total = -(-count // 4) * 4
    return tuple(
        Half(side=number - 1 if number <= total // 2 else total - number, right=(number % 2 == 1) != rtl)
        for number in range(1, count + 1)
    )


def lay_out_booklet(document: Document, options: Options) -> Layout:
    """The pages of a booklet, each where it lies on its paper. KitError names a text with a character that no font has."""
    half = lay_out(document, replace(options, edition="standard", half=True))
    wide, tall = half.size
    places = imposed(len(half.pages), rtl=document.locale.rtl)
    pages = (_moved(page, wide + _SPINE if place.right else -_SPINE) for page, place in zip(half.pages, places, strict=True))
    return replace(
        half,
        pages=tuple(pages),
        order=tuple(place.side for place in places),
        size=(2 * wide, tall),
        duplex="DuplexFlipShortEdge",
        folding=plain(document.label("index.booklet_use").text),
    )


def _moved(page: Page, across: float) -> Page:
    frames = [PlacedFrame(replace(placed.frame, x=placed.frame.x + across), placed.y, placed.height) for placed in page.frames]
    return Page(
        frames=frames, rows=_shifted(page.rows, across), head=_shifted(page.head, across), foot=_shifted(page.foot, across)
    )


def _shifted(placed: Iterable[Placed], across: float) -> list[Placed]:
    return [one._replace(row=shifted(one.row, across)) for one in placed]
