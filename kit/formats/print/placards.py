"""The poster: one page for a wall, read from 2 m. Title, message, the emergency number large enough to photograph, few words.

The emergency number keeps its size. What to do is as large as one page allows, from a fixed scale and never below its last step; title
and message take what is left. What does not fit then stops the build. Left out on purpose: more than one column (the eye goes down or
across?) and more than one subject.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.document import Contact, Document, Options, brief, plain
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.flow import measured, placed
from kit.formats.print.furniture import closing_foot, set_feet, tall
from kit.formats.print.numbers import Value
from kit.formats.print.overlong import overlong
from kit.formats.print.panels import rows_closed_up
from kit.formats.print.setting import Leaf
from kit.formats.print.shapes import rectangle
from kit.formats.print.sheet import Anchor, Layout, Mark, Row, Shape, lower, spaced
from kit.formats.print.small_numbers import DIGIT
from kit.formats.print.theme import INK, MM, Style, Theme, theme
from kit.pdf.structure import Element, StructureTree

_WORDS = tuple(round(1 - step * 0.02, 2) for step in range(16))
"""Steps of size of what to do; at the last words on A4 are 18 points, read from a meter and a half."""
_HEADS = (1.0, 0.92, 0.84, 0.76, 0.7)
"""Steps of size of title and message."""
_HEADLINE = 2  # lines of a title at most, if it can be
_CLOSE = 1.15  # em: how close lines that don't touch may stand
_APART = 3.0  # how far gaps may grow: on a wall, white between the lines serves, and white below them is lost
_LARGE_PAPER = 1.5  # how much larger all is on A3 and Tabloid
_NUMBER = 72.0  # points of the emergency number
_LABELS = (26.0, 24.0, 22.0, 20.0, 18.0)  # points of the label beside a number
_ASIDE = 6 * MM  # between the frame and what stands beside it
_FRAME = 0.62  # part of the width for the emergency number where another stands beside it


class _Scale(NamedTuple):
    """How large title and message are, how large what to do is, and whether lines that don't touch stand closer."""

    head: float
    words: float
    close: bool


class _Poster(NamedTuple):
    """A poster in one scale: its tree, its rows, its foot, the height above that, the lines of its title, and by how many it is too long."""

    composer: Composer
    rows: list[Row]
    foot: Sequence[Row]
    height: float
    headline: int
    over: float


def lay_out_poster(document: Document, options: Options) -> Layout:
    """The poster on one page. KitError names the language and by how many lines it is too long at the smallest size."""
    made = _fitting(document, options)
    if made.over > 0:
        raise KitError(overlong("poster", document, round(made.over)), "Say it in fewer words, or take an item off it.")
    look = made.composer.theme
    page = placed(made.rows, look.top, made.height, grow=True, most=_APART)
    set_feet(made.composer, [page], made.foot, look.page[1] - look.bottom)
    return Layout(tree=made.composer.tree, pages=(page,), size=look.page, duplex="Simplex")


def _fitting(document: Document, options: Options) -> _Poster:
    """The poster with the largest words that fit under the smallest head, and then with the largest head that is no taller than it may be; or the smallest of all."""
    made = None
    for words, close in itertools.product(_WORDS, (False, True)):
        made = _set(document, options, _Scale(_HEADS[-1], words, close))
        if made.over <= 0:
            larger = (_set(document, options, _Scale(head, words, close)) for head in _HEADS[:-1])
            return next((tried for tried in larger if tried.over <= 0 and tried.headline <= _HEADLINE), made)
    assert made is not None
    return made


def _set(document: Document, options: Options, scale: _Scale) -> _Poster:
    look = _look(options, scale)
    composer = Composer(document, look, StructureTree(document.locale.tag, options.pdfua))
    composer.chunk_tag = "H2"
    rows = _rows(composer)
    foot, notices = closing_foot(composer, 8)
    composer.tree.root.kids += notices
    height = look.page[1] - look.bottom - tall(foot) - 3 * MM - look.top
    if scale.close:
        rows = rows_closed_up(rows, _CLOSE)
    high, gaps = measured(rows)
    headline = len(composer.lines(composer.measured(document.title), look.title, look.width))
    return _Poster(composer, rows, foot, height, headline, (high - 0.3 * gaps - height) / composer.leading(look.body))


def _look(options: Options, scale: _Scale) -> Theme:
    look, large = theme(options), options.paper in ("a3", "tabloid")
    times = _LARGE_PAPER if large else 1.0
    head, words = scale.head * times, scale.words * times
    side, small = (15 if large else 12) * MM, 14.0 if large else 12.0
    body = replace(look.body, size=26 * words, leading=1.2, after=2.4 * MM)
    return replace(
        look, start=side, end=side, top=12 * MM, bottom=8 * MM, emergency=_NUMBER * times, body=body, single=True, air=0.9,
        pictogram=15 * MM * words, gutter=3 * MM, numbering=1.5,
        title=replace(look.title, size=56 * head, leading=1.1), key=replace(look.key, size=30 * head, leading=1.2),
        chunk=replace(look.chunk, size=26 * words, leading=1.15, after=1 * MM), small=replace(look.small, size=small),
        label=replace(look.label, size=max(12.0, 18 * words)), foot=replace(look.foot, size=small),
    )  # fmt: skip


def _rows(composer: Composer) -> list[Row]:
    document, look = composer.document, composer.theme
    root = composer.tree.root
    title = root.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, balance=True)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    rows += spaced(composer.rows(composer.leaf(root.add("P"), document.main_message), look.key, balance=True), 1 * MM)
    numbers = [contact for contact in brief(document.help) if contact.kind in ("emergency", "crisis")]
    if numbers:
        rows += spaced([_numbers(composer, numbers, root.add("Sect"))], 3 * MM)
    for section in document.sections:
        for block in section.blocks:
            made = composer.whole_block(block, root.add("Sect"))
            rows += spaced(made, 4 * MM)
    return rows


# --- whom to call ---------------------------------------------------------------------------------------------------------


def _numbers(composer: Composer, contacts: Sequence[Contact], group: Element) -> Row:
    """The emergency number in a frame, and the crisis line beside it, which is smaller."""
    element = group.add_list()
    width = composer.theme.width
    first, *others = sorted(contacts, key=lambda contact: contact.kind != "emergency")
    row, start = _framed(composer, first, element.add("LI").add("LBody"), width * (_FRAME if others else 1.0))
    for contact in others:
        beside = _beside(composer, contact, element.add("LI").add("LBody"), start + _ASIDE, width - start - _ASIDE)
        lower(beside.marks, max(0.0, (row.height - beside.height) / 2))
        row.marks += beside.marks
        row.height = max(row.height, beside.height)
    return row


def _framed(composer: Composer, contact: Contact, body: Element, most: float) -> tuple[Row, float]:
    """Label and number on one baseline in a heavy frame, at `most` so wide, and how wide that is; a label of two lines ends on that baseline."""
    big, pad = Style(size=composer.theme.emergency, leading=1.1, bold=True), 4 * MM
    label, value = composer.leaf(body.add("P"), contact.label), Value(composer, contact, body)
    apart = 5 * MM
    wide = value.width(big)
    room = max(most - 2 * pad - wide - apart, most * 0.25)
    style = _fits(composer, label, room)
    parts = composer.lines(label, style, room)
    named = max(part.width for part in parts) + apart
    width = min(most, 2 * pad + named + wide) if value.number else most
    leading, rise = composer.leading(style), composer.ascent(style)
    base = pad + max(DIGIT * big.size, (len(parts) - 1) * leading + 0.8 * style.size)
    marks: list[Mark] = [
        composer.words(label, style, part, pad, room, y=base - rise - (len(parts) - 1 - at) * leading)
        for at, part in enumerate(parts)
    ]
    top = base - (composer.ascent(big) if value.number else composer.ascent(composer.theme.small))
    found, end = value.marks(pad + named, width - 2 * pad - named, base if value.blank else top, big, 0.0)
    height = (base if value.number or value.blank else max(end, base)) + pad
    frame = rectangle(composer.left(0, width), 0, width, height)
    return Row(height=height, marks=[Shape(commands=frame, stroke=INK, width=2), *marks, *found]), width


def _beside(composer: Composer, contact: Contact, body: Element, start: float, width: float) -> Row:
    """Label, number and the service's own name below one another."""
    look = composer.theme
    label, value = composer.leaf(body.add("P"), contact.label), Value(composer, contact, body)
    strong = Style(size=look.emergency * 0.5, leading=1.1, bold=True)
    rows = composer.rows(label, _fits(composer, label, width), start=start, width=width)
    marks, height = value.marks(start, width, 0.0, strong, 9 * MM)
    rows.append(Row(height=height, marks=marks))
    if contact.name:
        rows += composer.rows(composer.leaf(body.add("P"), contact.name), look.small, start=start, width=width, balance=True)
    made = Row(height=0.0)
    for row in rows_closed_up(rows, _CLOSE):
        lower(row.marks, made.height)
        made.marks += row.marks
        made.height += row.height
    return made


def _fits(composer: Composer, label: Leaf, width: float) -> Style:
    """The largest style in which a label takes one line, or else no more than two of whole words, or the smallest."""
    times = composer.theme.emergency / _NUMBER
    styles = [Style(size=size * times, leading=1.15, bold=True) for size in _LABELS]
    whole = [style for style in styles if composer.whole(label, style, width)]
    lines = {style: len(composer.lines(label, style, width)) for style in whole}
    return next((style for most in (1, 2) for style in whole if lines[style] <= most), styles[-1])
