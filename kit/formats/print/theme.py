"""The look of the handout: design tokens as points and sRGB, per edition, large-print profile and paper.

Large-print profiles are tables of numbers taken from the guidelines they are named after; nothing prints below `floor`. Leading
is a multiple of the type size: guidelines give multiples of the font's own line (about 1.15 em in Arial, which they have in mind).
Left out on purpose: fonts (a script's faces are `kit.text`'s business) and everything about a page's content.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Literal

from kit import colour
from kit.document import Level, Options

MM = 72 / 25.4
INCH = 72.0
PAPER = {
    "a4": (210 * MM, 297 * MM),
    "letter": (8.5 * INCH, 11 * INCH),
    "a3": (297 * MM, 420 * MM),
    "tabloid": (11 * INCH, 17 * INCH),
}
_FOOT = 1.25  # em: the line of head and foot in large print, which say no more than the text does
_CLOSE = 1.36  # em: the line of a page that must hold more, still that of the faces themselves
_OWN_LINE = 1.15  # em: the line of the Arial-like faces that large-print guidelines speak of

Color = tuple[float, float, float]


def _color(name: str) -> Color:
    red, green, blue = colour.rgb(colour.LIGHT[name])
    return (round(red, 3), round(green, 3), round(blue, 3))


INK, DEEP, CALM, CARE, URGENT = map(_color, ("black", "deep", "calm", "care", "urgent"))
LINK, RULE, WHITE = map(_color, ("link", "rule", "paper"))
MIST, SAND, ROSE, SEA = map(_color, ("mist", "sand", "rose", "sea"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set: points, leading as a multiple of the size, weight, colour, and space above and below in points."""

    size: float
    leading: float
    bold: bool = False
    color: Color = INK
    before: float = 0.0
    after: float = 0.0

    def variant(self, *, bold: bool | None = None, color: Color | None = None) -> Style:
        """The same style in another weight or colour."""
        return _variant(self, self.bold if bold is None else bold, color or self.color)


@functools.lru_cache(maxsize=256)
def _variant(style: Style, bold: bool, color: Color) -> Style:
    return replace(style, bold=bold, color=color)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A callout's look: tint, colour of bar and label, and a bar that a black-and-white copy still tells apart; an outline."""

    tint: Color
    color: Color
    bar: Literal["none", "solid", "double", "dashed"] = "none"
    outline: bool = False


PLAIN_BOX = Box(tint=MIST, color=DEEP)
BOXES: dict[Level, Box] = {
    "emergency": Box(tint=ROSE, color=URGENT, bar="solid", outline=True),
    "urgent": Box(tint=SAND, color=CARE, bar="double"),
    "calm": Box(tint=SEA, color=CALM, bar="dashed"),
    "safer": Box(tint=SAND, color=CARE, bar="dashed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Measures in points. `emphasis` says how **bold** runs are marked; `unit` is the vertical rhythm.

    `head` is how far from the top edge the running head stands.
    `page_number_first` puts the page number at the start side of the foot (APH) instead of the end side; `fillable`
    makes things to write on fields to type in; `close` sets short things beside each other, `pairs` also bullets without pictures.
    `air` is the part of their usual distance that the items of a list keep; `gutter` parts a pictogram from its words; `numbering` is the room for the number of a step, in em.
    `narrow` says that a column is too narrow for short texts beside each other, `single` that what is read from afar never stands so.
    `emergency` is the size of the emergency number where it stands in a frame of its own.
    `beyond` is how much further than the column's end a foot and numbered steps may reach, whose lines are then no longer than a
    column's; `hung` is the part of the start margin in which the pictures of steps stand.
    """

    page: tuple[float, float]
    start: float
    end: float
    top: float
    bottom: float
    head: float
    floor: float
    body: Style
    title: Style
    heading: Style
    chunk: Style
    key: Style
    small: Style
    label: Style
    phone: Style
    foot: Style
    table: Style
    emphasis: Literal["bold", "underline"] = "bold"
    unit: float = 4 * MM
    pad: float = 4 * MM
    cell: float = 2.5 * MM
    write_line: float = 9 * MM
    tick_box: float = 6 * MM
    pictogram: float = 14 * MM
    large: bool = False
    narrow: bool = False
    single: bool = False
    page_number_first: bool = False
    fillable: bool = False
    close: bool = False
    pairs: bool = False
    air: float = 1.0
    gutter: float = 4 * MM
    numbering: float = 1.9
    emergency: float = 30.0
    beyond: float = 0.0
    hung: float = 0.0

    def closer(self) -> Theme:
        """The same look for a page that must hold a little more: smaller pictures, short things beside each other; never smaller type."""
        return replace(self, pictogram=(14 if self.large else 12) * MM, close=True)

    def tighter(self) -> Theme:
        """The closer look with less air around blocks too, for a page that would else end in a hole; never smaller type."""
        close = self.closer()
        body = replace(
            close.body,
            leading=close.body.leading if close.large else min(close.body.leading, _CLOSE),
            after=close.body.after * 0.6,
        )
        chunk = replace(close.chunk, before=close.chunk.before * 0.7, after=close.chunk.after * 0.7)
        heading = replace(close.heading, before=close.heading.before * 0.7, after=close.heading.after * 0.6)
        return replace(
            close, body=body, chunk=chunk, heading=heading, unit=close.unit * 0.5, pad=close.pad * 0.5,
            gutter=close.gutter * 0.75, air=0.6,
        )  # fmt: skip

    def ways(self) -> tuple[Theme, ...]:
        """The looks in which a block may be set, the fullest first."""
        return self, self.closer(), self.tighter()

    @property
    def width(self) -> float:
        """Width of the text column."""
        return self.page[0] - self.start - self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A large-print guideline as numbers: points, inches, and leading in em."""

    body: float
    title: float
    heading: float
    chunk: float
    leading: float
    margin: float = 1.0
    longest_line: float = 6.5
    emphasis: Literal["bold", "underline"] = "bold"
    page_number_first: bool = False


PROFILES: dict[str, Profile] = {
    # American Council of the Blind, Best Practices and Guidelines for Large Print (2022): 18 pt, headings 22 and 20, 1.15 lines.
    "acb": Profile(body=18, title=22, heading=20, chunk=20, leading=1.15 * _OWN_LINE, emphasis="underline"),
    # UK Association for Accessible Formats, G003 (2019): 16 pt, better 18; single spaced; no underline, italics or capitals.
    "ukaaf": Profile(body=18, title=26, heading=22, chunk=20, leading=_OWN_LINE),
    # American Printing House, Guidelines for Print Document Design: 18 pt, 1.25 lines, lines of at most 6 inches.
    "aph": Profile(body=18, title=26, heading=22, chunk=20, leading=1.25 * _OWN_LINE, longest_line=6.0, page_number_first=True),
}


@functools.lru_cache(maxsize=32)
def theme(options: Options) -> Theme:
    """The theme of an edition, profile and paper."""
    standard = replace(_standard(PAPER[options.paper]), fillable=options.fillable)
    if options.half:
        return _half(standard)
    if options.edition != "large-print":
        return standard
    return _large(standard, PROFILES[options.profile])


def _standard(page: tuple[float, float]) -> Theme:
    body = Style(size=14, leading=1.4, after=2.2 * MM)
    margin = 19 * MM
    return Theme(
        page=page,
        start=margin,
        end=margin,
        top=18 * MM,
        head=8 * MM,
        bottom=11 * MM,
        floor=10,
        body=body,
        title=Style(size=24, leading=1.25, bold=True, color=DEEP, after=2 * MM),
        heading=Style(size=18, leading=1.3, bold=True, color=DEEP, before=9 * MM, after=3 * MM),
        chunk=Style(size=15, leading=1.35, bold=True, color=DEEP, before=5 * MM, after=1.6 * MM),
        key=Style(size=15, leading=1.4, bold=True, color=INK),
        small=Style(size=12, leading=1.35),
        label=Style(size=12, leading=1.35, bold=True),
        phone=Style(size=20, leading=1.25, bold=True),
        foot=Style(size=10, leading=1.3),
        table=Style(size=13, leading=1.35),
    )


def _half(standard: Theme) -> Theme:
    """Pages of half the size, two on a side of paper, held nearer to the eye: words of 12 points and pictures of 12 mm."""
    page = (standard.page[1] / 2, standard.page[0])
    body = replace(standard.body, size=12, leading=1.38, after=1.8 * MM)
    side = 12.5 * MM
    return replace(
        standard, page=page, start=side, end=side, top=14 * MM, head=7 * MM, bottom=8 * MM, body=body, unit=3 * MM, pad=3 * MM,
        title=replace(standard.title, size=20), heading=replace(standard.heading, size=16, before=7 * MM, after=2.4 * MM),
        chunk=replace(standard.chunk, size=13, before=4 * MM, after=1.2 * MM), key=replace(standard.key, size=13, leading=1.36),
        small=replace(standard.small, size=11), label=replace(standard.label, size=11), phone=replace(standard.phone, size=15),
        foot=replace(standard.foot, size=9), table=replace(standard.table, size=12), cell=1.8 * MM, write_line=8.5 * MM,
        tick_box=5 * MM, pictogram=12 * MM, narrow=True,
    )  # fmt: skip


def _large(standard: Theme, profile: Profile) -> Theme:
    margin = profile.margin * INCH
    body = replace(standard.body, size=profile.body, leading=profile.leading, after=profile.body * 0.6)
    width = min(standard.page[0] - 2 * margin, profile.longest_line * INCH)
    return replace(
        standard,
        start=margin,
        end=standard.page[0] - margin - width,
        top=margin,
        head=10 * MM,
        bottom=14 * MM,
        floor=profile.body,
        body=body,
        title=replace(standard.title, size=profile.title, leading=profile.leading),
        heading=replace(standard.heading, size=profile.heading, leading=profile.leading, before=11 * MM, after=5 * MM),
        chunk=replace(standard.chunk, size=profile.chunk, leading=profile.leading, before=8 * MM, after=3 * MM),
        key=replace(standard.key, size=profile.body, leading=profile.leading),
        small=replace(body, after=0.0),
        label=replace(body, bold=True, after=0.0),
        phone=replace(standard.phone, size=22, leading=profile.leading),
        foot=replace(body, leading=_FOOT, after=0.0),
        table=replace(body, after=0.0),
        emphasis=profile.emphasis,
        write_line=12 * MM,
        tick_box=9 * MM,
        pictogram=18 * MM,
        large=True,
        page_number_first=profile.page_number_first,
    )
