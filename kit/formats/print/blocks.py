"""Sections and blocks: each becomes structure elements in reading order and rows to place. The pure heart of the handout.

Left out on purpose: the first page's head (`front`), tables, the chart, and where pages break.
"""

from __future__ import annotations

from kit.art import Art
from kit.document import (
    Block,
    Bullets,
    Callout,
    Contacts,
    Diagram,
    Document,
    Exercise,
    Figure,
    Paragraph,
    Section,
    Steps,
    Table,
    Text,
    Timeline,
    Worksheet,
    heading,
    plain,
)
from kit.formats.print.contacts import contact_rows
from kit.formats.print.diagrams import diagram_rows
from kit.formats.print.flow import dearer, keep_whole
from kit.formats.print.lists import Kind, beside, list_rows
from kit.formats.print.pictures import figure_rows, timeline_rows
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import SIGNS, circle
from kit.formats.print.sheet import (
    AVOID,
    ITEM,
    KEPT,
    NEVER,
    PARTED,
    SPLIT,
    STEPS,
    WHOLE,
    Anchor,
    Drawing,
    Extent,
    Row,
    RowFrame,
    Shape,
    spaced,
)
from kit.formats.print.tables import table_rows
from kit.formats.print.theme import BOXES, CALM, DEEP, MM, PLAIN_BOX, WHITE, Box, Style, Theme
from kit.formats.print.worksheet import field_rows
from kit.pdf.structure import Element, StructureTree

_BAR = 6.0  # width of a callout's bar
_TALLEST, _PARTED = 0.62, 0.3  # part of the page up to which a box stays whole; a calm one in large print may be parted sooner


class Composer(Typesetter):
    """Makes the rows of one document. `parent` arguments are where in the tree a block belongs.

    `sides` says that it is a sheet, whose sides are few and need not be full: its boxes are parted only to save one.
    """

    def __init__(self, document: Document, theme: Theme, tree: StructureTree) -> None:
        super().__init__(document, theme, tree)
        self.chunk_tag = "H3"
        self.charts_alone = False
        self.sides = False
        self.targets: dict[str, Element] = {}

    # --- sections ---------------------------------------------------------------------------------------------------

    def opening(self, section: Section, parent: Element, target: Element) -> list[Row]:
        """What opens a section: heading (the element `target`), note on its content, key message in a box."""
        rows = self.heading_rows(section, target)
        if section.content_note:
            rows += spaced(
                self.rows(self.leaf(parent.add("P"), section.content_note), self.theme.small), self.theme.heading.after
            )
        rows += spaced(
            self.boxed(parent.add("P"), section.key, self.frame(PLAIN_BOX), art=self.picture(section.art)),
            self.theme.heading.after,
        )
        for row in rows[1:]:
            row.cost = NEVER
        return rows

    def whole_block(self, block: Block, parent: Element) -> list[Row]:
        """A block's rows, kept on one page if they fit one: at almost any price where half of it could do harm."""
        return self._together(block, self.block(block, parent))

    def heading_rows(self, section: Section, element: Element) -> list[Row]:
        """The heading: its number in a disc at the start side, and the title."""
        style = self.theme.heading
        number = f"{section.number} " if section.number else ""
        leaf = self.leaf(element, section.title, prefix=number)
        anchor = Anchor(element=element, title=heading(section), level=0)
        rows = self.rows(leaf, style, balance=True) if not number else self._numbered(leaf, style)
        rows[0].marks.insert(0, anchor)
        rows[0].before = style.before
        for row in rows:
            row.kind = "heading"
        return keep_whole(rows, self.theme.page[1])

    def _numbered(self, leaf: Leaf, style: Style) -> list[Row]:
        leading = self.leading(style)
        radius = leading * 0.56
        first, rest = split(leaf)
        indent = 2 * radius + 3.5 * MM
        rows = self.rows(rest, style, start=indent, balance=True)
        inside = style.variant(color=WHITE)
        number = self.lines(first, inside, 2 * radius * 2)[0]
        middle = self.left(radius, 0)
        words = self.words(first, inside, number, 0, 2 * radius, align="center")
        disc = Shape(commands=circle(middle, leading / 2, radius), fill=DEEP)
        rows[0].marks = [disc, words, *rows[0].marks]
        return rows

    # --- blocks -----------------------------------------------------------------------------------------------------

    def block(self, block: Block, parent: Element) -> list[Row]:
        """A block with its title: one or more rows, of which the first has the space above."""
        if isinstance(block, Callout):
            return self._callout(block, parent)
        label: list[Row] = []
        if isinstance(block, Exercise):
            style = self.theme.label.variant(color=CALM)
            text = self.document.label(f"exercise.{block.kind}")
            label = spaced(self.rows(self.leaf(parent.add("P"), text), style), self.theme.chunk.before)
        title = self._title(block, parent)
        rows = self._content(block, parent)
        rows[0].before = self.theme.chunk.after if title else self.theme.body.after * 1.6
        if label and title:
            title[0].before = 0.0
        head = [*label, *title]
        # a chart is too tall to hold its title back, and so are two numbers in large print
        tall = isinstance(block, Timeline) or (self.theme.large and isinstance(block, Contacts))
        kept = 0 if not head else 1 if tall else 2
        for row in (*head[1:], *rows[:kept]):
            row.cost = NEVER
        for row in (
            rows[1:] if isinstance(block, Steps) else ()
        ):  # steps too tall for a page say their title again where they go on
            row.repeat = tuple(title)
        return [*head, *rows]

    def _together(self, block: Block, rows: list[Row]) -> list[Row]:
        if isinstance(block, Timeline):  # the table with the same facts may stand overleaf
            chart = next(number for number, row in enumerate(rows) if any(isinstance(mark, Extent) for mark in row.marks))
            dearer(rows[: chart + 2], self.room, WHOLE)
            return rows
        return dearer(rows, self.room, self.parting(block))

    @property
    def room(self) -> float:
        """The height of a page between its margins, the foot's included."""
        return self.theme.page[1] - self.theme.top - self.theme.bottom

    def parting(self, block: Block) -> float:
        """What it costs, on top of the usual, to part a block that a page would hold."""
        box = isinstance(block, Callout)
        if self.theme.large and not self.sides:
            kept = isinstance(block, Worksheet) or (isinstance(block, Callout) and block.level == "emergency")
            if isinstance(block, Steps):
                return WHOLE if block.meta.safety else STEPS
            grave = box or isinstance(block, Contacts)
            return WHOLE if kept else PARTED if grave else AVOID if block.meta.safety else SPLIT
        grave = isinstance(block, Steps | Worksheet | Contacts) or (isinstance(block, Callout) and block.level != "calm")
        grave = grave or (self.sides and isinstance(block, Timeline))
        if grave or (self.theme.large and box) or (block.meta.safety and not self.theme.large):
            return KEPT if self.sides else WHOLE
        return AVOID if block.meta.safety else SPLIT  # large print would leave half of each page white

    def _title(self, block: Block, parent: Element) -> list[Row]:
        if not block.meta.title:
            return []
        element = parent.add(self.chunk_tag, id=f"h.{block.meta.id}")
        rows = self.rows(self.leaf(element, block.meta.title), self.theme.chunk, balance=True)
        rows[0].marks.insert(0, Anchor(element=element, title=plain(block.meta.title.text), level=1))
        for row in rows:
            row.kind = "heading"
        return rows

    def _content(self, block: Block, parent: Element) -> list[Row]:
        width = self.theme.width
        match block:
            case Paragraph():
                return self.rows(self.leaf(parent.add("P"), block.text), self.theme.body)
            case Bullets() if block.branch:
                return self._branches(block, parent)
            case Bullets():
                kind: Kind = "checklist" if block.checklist else "bullets"
                return self.lead(block.lead, parent) + list_rows(self, block.items, parent, kind, start=0, width=width)
            case Steps():
                return self.lead(block.lead, parent) + self._steps(block, parent)
            case Table():
                return table_rows(self, block, parent, start=0, width=width)
            case Callout():
                return self._callout(block, parent)
            case Timeline():
                return timeline_rows(self, block, parent, table=not self.charts_alone)
            case Figure():
                return figure_rows(self, block, parent)
            case Diagram():
                return self.lead(block.lead, parent) + diagram_rows(self, block, parent)
            case Contacts():
                return self.lead(block.lead, parent) + contact_rows(self, block.entries, parent, start=0, width=width)
            case Worksheet():
                return self.lead(block.lead, parent) + field_rows(self, block, parent)
            case Exercise():
                return list_rows(self, block.items, parent, "bullets", start=0, width=width)

    def lead(self, text: Text | None, parent: Element, *, start: float = 0.0, width: float = 0.0) -> list[Row]:
        """A sentence that leads into what follows and stays with it."""
        if text is None:
            return []
        rows = self.rows(self.leaf(parent.add("P"), text), self.theme.body, start=start, width=width)
        rows[-1].height += self.theme.body.after * 0.5
        return rows

    def _steps(self, block: Steps, parent: Element) -> list[Row]:
        """The steps; where the look asks for it, with their pictures in the margin, so that their words are as wide as a column."""
        look = self.theme
        hung = look.hung if any(self.picture(item.art) for item in block.items) else 0.0
        width = hung + min(look.width + look.beyond, look.width + look.numbering * look.body.size) if hung else look.width
        return list_rows(self, block.items, parent, "strip" if block.strip else "steps", start=-hung, width=width)

    def _branches(self, block: Bullets, parent: Element) -> list[Row]:
        """Ways that part from one place: the lead with its pictogram, and a line from there to each item."""
        size, width = self.theme.pictogram, self.theme.width
        room = size + 4 * MM
        lead = self.lead(block.lead, parent, start=room, width=width - room)
        beside(self, lead, self.document.art(block.branch), 0, size)
        return lead + list_rows(self, block.items, parent, "branches", start=0, width=width)

    def _callout(self, block: Callout, parent: Element) -> list[Row]:
        theme, box = self.theme, BOXES[block.level]
        frame = self.frame(box)
        inset, width = self.inset(frame)
        holder = parent.add("Sect")
        style = theme.label.variant(color=box.color)
        side = style.size * 1.25
        gap = side + 2 * MM
        label = self.document.label(f"callout.{block.level}")
        rows = self.rows(self.leaf(holder.add("P"), label), style, start=inset + gap, width=width - gap)
        sign = Drawing(
            art=SIGNS[block.level],
            x=self.left(inset, side),
            y=(self.leading(style) - side) / 2,
            width=side,
            height=side,
            color=box.color,
        )
        rows[0].marks.insert(0, sign)
        if block.meta.title:
            element = holder.add(self.chunk_tag, id=f"h.{block.meta.id}")
            chunk = theme.chunk.variant(color=box.color)
            title = self.rows(self.leaf(element, block.meta.title), chunk, start=inset, width=width, balance=True)
            title[0].marks.insert(0, Anchor(element=element, title=plain(block.meta.title.text), level=1))
            for row in title:
                row.kind = "heading"
            rows += spaced(title, 1 * MM)
        head = len(rows)
        if block.lead:
            rows += spaced(self.lead(block.lead, holder, start=inset, width=width), 1 * MM)
        if block.items:
            rows += spaced(list_rows(self, block.items, holder, "bullets", start=inset, width=width), 1 * MM)
        for row in rows[1 : head + 1]:  # a box too tall to stay whole still keeps its label and title with what follows
            row.cost = NEVER
        for row in () if self.sides else rows[head + 1 :]:  # ... and says them again where it goes on, if pages have room
            row.repeat = tuple(rows[:head])
        rows[0].before = theme.unit
        rows[0].cost = ITEM  # near what it belongs to
        parted = theme.large and (block.level == "calm" if self.sides else block.level != "emergency")
        return self.framed(rows, frame, _PARTED if parted else _TALLEST)

    # --- pictures and boxes -----------------------------------------------------------------------------------------

    def frame(self, box: Box) -> RowFrame:
        """A box over the whole column."""
        return RowFrame(box, self.left(0, self.theme.width), self.theme.width, self.theme.pad, self.rtl)

    def inset(self, frame: RowFrame) -> tuple[float, float]:
        """Where the text of a box starts, and its width."""
        bar = _BAR if frame.box.bar != "none" else 0.0
        start = bar + frame.pad
        return start, frame.width - start - frame.pad

    def boxed(self, element: Element, text: Text, frame: RowFrame, *, art: Art | None = None) -> list[Row]:
        """A message in a box, with a pictogram at its start side."""
        inset, width = self.inset(frame)
        room = self.theme.pictogram + 4 * MM if art else 0.0
        rows = self.rows(self.leaf(element, text), self.theme.key, start=inset + room, width=width - room)
        if art:
            beside(self, rows, art, inset, self.theme.pictogram)
        return self.framed(rows, frame)

    def framed(self, rows: list[Row], frame: RowFrame, whole: float = _TALLEST) -> list[Row]:
        """Put rows into a box, which stays whole up to this part of the page; above it, it is parted between its items only."""
        for row in rows:
            row.frame = frame
            row.cost = max(row.cost, AVOID) if row is not rows[0] else row.cost
        return keep_whole(rows, self.theme.page[1] * whole, NEVER if len(rows) < 40 else AVOID)


def split(leaf: Leaf) -> tuple[Leaf, Leaf]:
    """A leaf with a prefix, as the prefix (no longer a link) and the rest, which are set apart from each other."""
    first = leaf._replace(spans=leaf.spans[:1], places=leaf.places[:1], links=(), underlined=frozenset())
    underlined = frozenset(index - 1 for index in leaf.underlined if index)
    return first, leaf._replace(spans=leaf.spans[1:], places=leaf.places[1:], links=leaf.links[1:], underlined=underlined)
