"""The leaflet: landscape paper folded twice, six panels, each of which stands alone.

Met in this order: the cover; the flap beside the first inner panel; the three inner ones; the back. Nothing runs on from panel to
panel. Words are as large as the fullest panel allows, never below 12 points. What its panels lack of the safety facts stands on the
last inner panel or, where that is full, on the back. Left out on purpose: where panels lie on the paper (`panels`), and large print.
"""

from __future__ import annotations

import math
from dataclasses import replace

from kit.document import Document, Options, Section, address, brief, plain
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import in_line
from kit.formats.print.flow import measured, placed
from kit.formats.print.furniture import foot_rows
from kit.formats.print.numbers import number_rows
from kit.formats.print.overlong import overlong
from kit.formats.print.panels import PanelFace, fitted, fold_marks, lay_on, rows_closed_up, trifold
from kit.formats.print.shapes import rectangle
from kit.formats.print.sheet import Anchor, Drawing, Layout, Page, Placed, Row, Shape, shifted, spaced
from kit.formats.print.strip import strip_rows
from kit.formats.print.theme import DEEP, INK, MM, PAPER, Style, Theme, theme
from kit.pdf.structure import Element, StructureTree

_WAYS: tuple[tuple[float, float, float], ...] = (
    *((14, 14, 0.0), (13.5, 14, 0.0), (13, 13, 0.0), (12.5, 12, 0.0), (12, 12, 0.0)),
    *((12, 12, 1.45), (12, 11, 1.35), (12, 10, 1.25), (12, 10, 1.21), (12, 9, 1.21)),
)
"""Size of words (points) and of pictures (mm), and how close in em lines may stand that don't touch (0: not); the most welcome first."""

_FOLD, _SIDE, _TOP, _BOTTOM = 6.5 * MM, 8 * MM, 10 * MM, 9 * MM  # from a fold, from the sides, from the upper and the lower edge
_BARE = 8 * MM  # from the lower edge where there is no foot
_PICTURE = 58 * MM  # on the cover
_TITLE_AT = 0.16  # part of the cover above the title
_NOTES = 11 * MM  # the least height of the box for notes
_INNER = 4  # faces for which a selection has blocks: the flap and the three inner ones


def fit_leaflet(document: Document, options: Options) -> Document:
    """The leaflet without the last blocks of its panels, as far as they have no room; each panel keeps one. KitError if that is too much."""
    chosen = fitted(document, lambda tried: _chosen(tried, options) is not None, lambda _: True)
    if chosen is None:
        raise _too_long(document, options)
    return chosen


def lay_out_leaflet(document: Document, options: Options) -> Layout:
    """The two sides of a leaflet. KitError says by how many lines a panel is too long, and which blocks could go."""
    made = _chosen(document, options)
    if made is None:
        raise _too_long(document, options)
    return made.layout()


def _chosen(document: Document, options: Options) -> _Leaflet | None:
    """The leaflet in the first way that fits, its strip on the inner side if it can be; or None."""
    if _closest(document, options).over > 0:
        return None
    made = (_Leaflet(document, options, *way, behind=behind) for way in _WAYS for behind in (False, True))
    return next(leaflet for leaflet in made if leaflet.over <= 0)


def _closest(document: Document, options: Options) -> _Leaflet:
    tried = [_Leaflet(document, options, *_WAYS[-1], behind=behind) for behind in (False, True)]
    return min(tried, key=lambda leaflet: leaflet.over)


def _too_long(document: Document, options: Options) -> KitError:
    made = _closest(document, options)
    blocks = ", ".join(block.meta.id for section in reversed(document.sections) for block in section.blocks)
    return KitError(
        overlong("leaflet", document, math.ceil(made.over / made.leading)),
        f"Its panel {made.fullest} is the fullest of six. Say it in fewer words, or take off an item or a block: {blocks}.",
    )


class _Leaflet:
    """A leaflet set in one way (see `_WAYS`), and by how many points its fullest panel is too tall.

    `behind` puts the strip on the back.
    """

    def __init__(self, document: Document, options: Options, size: float, picture: float, close: float, *, behind: bool) -> None:
        if len(document.sections) > _INNER:
            raise KitError(
                f"the leaflet '{document.title.text}' has {len(document.sections)} faces with blocks",
                f"A leaflet has {_INNER}: its flap and three inner panels.",
            )
        self.document, self.close = document, close
        tall, wide = PAPER[options.paper]
        self.size = (wide, tall)
        self.tree = StructureTree(document.locale.tag, options.pdfua)
        self.faces = trifold(options.paper, self.size, rtl=document.locale.rtl)
        look = _look(options, size, picture)
        self.composers = [
            Composer(document, _panel(look, face, self.size, rtl=document.locale.rtl), self.tree) for face in self.faces
        ]
        for composer in self.composers:
            composer.chunk_tag = "H2"
        self.leading = self.composers[0].leading(look.body)
        self.pages = (Page(), Page())
        self.overs: list[float] = []
        self._set(behind=behind)
        self.over = max(self.overs)
        self.fullest = self.overs.index(self.over) + 1

    def _set(self, *, behind: bool) -> None:
        """Set all panels in the order in which a reader meets them."""
        groups = [self.tree.root.add("Sect") for _ in self.faces]
        feet = {2: self._foot(2, status=True), 5: self._foot(5, status=not self.document.notices)}
        self._cover(groups[0])
        padded = (*self.document.sections, *(None,) * _INNER)[:_INNER]
        for at, section in enumerate(padded, start=1):
            rows = self._inner(self.composers[at], section, groups[at], numbers=at == 1)
            if at == _INNER and not behind:
                rows += spaced(strip_rows(self.composers[at], groups[at], columns=1), 5 * MM)
            self._lay(at, rows, feet.get(at, 0.0))
        self._back(groups[5], feet[5], strip=behind)
        for group in [group for group in groups if not group.kids]:
            self.tree.root.kids.remove(group)

    def layout(self) -> Layout:
        """The file's pages, with marks where it is folded."""
        for number, page in enumerate(self.pages):
            page.head.append(Placed(fold_marks(self.faces, number), 0.0))
        use = plain(self.document.label("index.leaflet_use").text)
        return Layout(tree=self.tree, pages=self.pages, size=self.size, duplex="DuplexFlipShortEdge", folding=use)

    def _lay(self, at: int, rows: list[Row], foot: float) -> None:
        """Place rows on the panel at this place of the reading order, above a foot of that height."""
        look = self.composers[at].theme
        height = look.page[1] - look.top - (look.bottom + foot if foot else _BARE)
        if self.close:
            rows = rows_closed_up(rows, self.close)
        tall, gaps = measured(rows)
        self.overs.append(tall - 0.3 * gaps - height)
        if rows:
            lay_on(self.pages, self.faces[at], placed(rows, look.top, height, grow=True))

    def _foot(self, at: int, *, status: bool) -> float:
        """Put the foot of a side below a panel; its height."""
        composer, face = self.composers[at], self.faces[at]
        rows = foot_rows(composer, 0, status=status)
        height = math.fsum(row.height for row in rows)
        y = face.height - _BOTTOM + 1.5 * MM - height
        for row in rows:
            self.pages[face.page].foot.append(Placed(shifted(row, face.x), y))
            y += row.height
        return height + 1 * MM

    # --- panels ---------------------------------------------------------------------------------------------------------

    def _cover(self, group: Element) -> None:
        """Title and message in the upper part, the picture below them."""
        composer, document = self.composers[0], self.document
        look = composer.theme
        title = group.add("H1")
        rows = composer.rows(composer.leaf(title, document.title), look.title, balance=True)
        rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
        rows += spaced(composer.rows(composer.leaf(group.add("P"), document.main_message), look.key, balance=True), 4 * MM)
        above = Row(height=look.page[1] * _TITLE_AT)
        sheet = document.selection.sheet if document.selection else None
        art = composer.picture(sheet.art) if sheet else None
        if art:
            x = composer.left((look.width - _PICTURE) / 2, _PICTURE)
            mirrored = composer.rtl and art.mirror
            drawing = Drawing(art=art, x=x, y=0, width=_PICTURE, height=_PICTURE, color=DEEP, mirrored=mirrored)
            rows.append(Row(height=_PICTURE, marks=[drawing], before=16 * MM))
        self._lay(0, [above, *rows], 0.0)

    def _inner(self, composer: Composer, section: Section | None, group: Element, *, numbers: bool) -> list[Row]:
        """The blocks of a face; the flap has whom to call above them."""
        rows: list[Row] = []
        if numbers:
            rows += number_rows(composer, brief(self.document.help), group.add("Sect"), columns=1)
        for block in section.blocks if section else ():
            rows += spaced(composer.whole_block(block, group.add("Sect")), composer.theme.unit * 1.5)
        return rows

    def _back(self, group: Element, foot: float, *, strip: bool) -> None:
        """What is left of the safety facts, a box for notes that takes what room there is, the clinic, and the review status."""
        composer, document = self.composers[5], self.document
        look = composer.theme
        rows = strip_rows(composer, group, columns=1) if strip else []
        for row in rows:  # in the outline, the strip would come before the inner panels, which lie on the next page
            row.marks = [mark for mark in row.marks if not isinstance(mark, Anchor)]
        rows += spaced(composer.rows(composer.leaf(group.add("P"), document.label("notes.blank")), look.label), 5 * MM)
        box = Row(height=0.0, before=1.5 * MM)
        end = [box, *_clinic(composer, group), *_status(composer, group)]
        if self.close:
            rows, end = rows_closed_up(rows, self.close), rows_closed_up(end, self.close)
        tall, _ = measured([*rows, *end])
        box.height = max(_NOTES, look.page[1] - look.top - look.bottom - foot - tall)
        left = composer.left(0, look.width)
        box.marks.append(Shape(commands=rectangle(left, 0, look.width, box.height), stroke=INK, width=0.75))
        self._lay(5, [*rows, *end], foot)


def _look(options: Options, size: float, picture: float) -> Theme:
    look = theme(replace(options, edition="standard"))
    tight = picture < 10
    body = Style(size=size, leading=1.25, after=2.2 * MM)
    return replace(
        look, top=_TOP, bottom=_BOTTOM + 1 * MM, body=body, pictogram=picture * MM, pad=(2 if tight else 3) * MM, cell=1.8 * MM, tick_box=5 * MM,
        title=Style(size=28, leading=1.15, bold=True, color=DEEP), key=Style(size=16, leading=1.3, bold=True),
        chunk=Style(size=size + 3, leading=1.2, bold=True, color=DEEP, after=2 * MM), small=Style(size=12, leading=1.25),
        label=Style(size=12, leading=1.25, bold=True), foot=Style(size=9, leading=1.2), emergency=34.0,
        gutter=(1.8 if tight else 3) * MM, numbering=1.4 if tight else 1.6, unit=(2.4 if tight else 4) * MM,
    )  # fmt: skip


def _panel(look: Theme, face: PanelFace, size: tuple[float, float], *, rtl: bool) -> Theme:
    """The look on a panel, whose margins depend on whether it lies beside a fold or an edge."""
    left = _SIDE if face.x < 1 else _FOLD
    right = _SIDE if face.x + face.width > size[0] - 1 else _FOLD
    start, end = (right, left) if rtl else (left, right)
    return replace(look, page=(face.width, face.height), start=start, end=end)


def _clinic(composer: Composer, group: Element) -> list[Row]:
    """Where the clinic is, when it is open, and its page; its name and number stand on the flap."""
    clinic, look = composer.document.clinic, composer.theme
    if clinic is None:
        return []
    rows: list[Row] = []
    for words in (clinic.address, clinic.hours):
        if words:
            rows += spaced(composer.rows(composer.leaf(group.add("P"), composer.own(words)), look.small), 1.5 * MM)
    if clinic.web:
        link = composer.link(group.add("P"), composer.own(address(clinic.web)), clinic.web)
        rows += spaced(composer.rows(link, look.small), 1.5 * MM)
    return spaced(rows, 4 * MM)


def _status(composer: Composer, group: Element) -> list[Row]:
    look = composer.theme
    leaves = [(composer.leaf(group.add("P"), notice), look.small) for notice in composer.document.notices]
    if not leaves:
        return []
    marks, height = in_line(composer, leaves, 0, look.width, 0, dots=False)
    return [Row(height=height, marks=marks, before=4 * MM)]
