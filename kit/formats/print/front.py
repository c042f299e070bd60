"""The head of the first page: title, for whom, main message, help numbers, clinic, review status, and the list of sections.

A frightened person reads this and perhaps no more, so the numbers stand here, large. Left out on purpose: the sections.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kit.document import ClinicCard, Section, Text, address, plain
from kit.formats.print.blocks import Composer, split
from kit.formats.print.columns import side_by_side
from kit.formats.print.contacts import contact_rows, in_line
from kit.formats.print.flow import dearer, keep_whole
from kit.formats.print.setting import Leaf
from kit.formats.print.shapes import line
from kit.formats.print.sheet import (
    AVOID,
    ITEM,
    LINE,
    NEVER,
    WHOLE,
    Anchor,
    Drawing,
    PageOf,
    Raster,
    Row,
    Shape,
    Words,
    spaced,
)
from kit.formats.print.strip import strip_rows
from kit.formats.print.theme import DEEP, INK, MM, PLAIN_BOX, RULE, Box, Style, Theme
from kit.pdf.structure import Element

_HELP = Box(tint=(1.0, 1.0, 1.0), color=DEEP, bar="solid", outline=True)
_LOGO = 20 * MM
_HELD = 0.6  # part of a box's padding that the numbers' has on half a page, where it must hold all of them


def front_rows(composer: Composer, root: Element) -> list[Row]:
    """Everything before the first section. The targets of the contents' links are `composer.targets`."""
    document, theme = composer.document, composer.theme
    title = root.add("H1")
    leaf = composer.leaf(title, document.title)
    rows = composer.rows(leaf, _title(composer, leaf), balance=True)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text)))
    rows += spaced(composer.rows(composer.leaf(root.add("P"), document.audience), theme.small), 1 * MM)
    frame = composer.frame(PLAIN_BOX)
    message = composer.boxed(root.add("P"), document.main_message, frame)
    rows += spaced(message, _gap(theme))
    for row in keep_whole(rows, theme.page[1] / 2)[1:]:
        row.cost = max(row.cost, ITEM)
    rows += _help(composer, root)
    if document.clinic:
        clinic = clinic_rows(composer, document.clinic, root)
        clinic[0].cost = AVOID
        rows += clinic
    if document.notices:
        leaves = [(composer.leaf(root.add("P"), notice), theme.small) for notice in document.notices]
        marks, height = in_line(composer, leaves, 0, theme.width, 0, dots=False)
        rows.append(Row(height=height, marks=marks, before=2 * MM, cost=AVOID))
    rows += strip_rows(composer, root)
    return [*rows, *_contents(composer, root)]


def _title(composer: Composer, leaf: Leaf) -> Style:
    """The title's style; on half a page smaller where that saves a line, which the numbers need to stand on that page."""
    theme, style = composer.theme, composer.theme.title
    sizes = [style.size * step for step in (1.0, 0.9, 0.8)] if theme.narrow else [style.size]
    return min(
        (replace(style, size=size) for size in sizes), key=lambda own: (len(composer.lines(leaf, own, theme.width)), -own.size)
    )


def _gap(theme: Theme) -> float:
    """The space around the first page's boxes: less where there is little room, so that the numbers still stand on that page."""
    return theme.unit * (0.5 if theme.large or theme.narrow else 1.0)


def clinic_rows(composer: Composer, clinic: ClinicCard, root: Element) -> list[Row]:
    """The clinic's own words between two rules, its logo at the end side (decorative: the name stands beside it)."""
    theme, style = composer.theme, composer.theme.small
    pad = 2 * MM
    logo = _logo(composer, clinic)
    room = logo.width + 4 * MM if logo else 0.0
    width = theme.width - room
    strong = style.variant(bold=True)
    leaves = [
        (composer.leaf(root.add("P"), composer.own(words)), strong if words in (clinic.name, clinic.phone) else style)
        for words in (clinic.name, clinic.phone, clinic.address, clinic.hours)
        if words
    ]
    if clinic.web:
        leaves.append((composer.link(root.add("P"), composer.own(address(clinic.web)), clinic.web), style))
    marks, y = in_line(composer, leaves, 0, width, pad)
    if y > theme.page[1] / 3:  # very long: as lines that may go over to the next page
        return [row for leaf, own in leaves for row in composer.rows(leaf, own)]
    height = max(y, logo.height + pad if logo else 0.0) + pad
    left = composer.left(0, theme.width)
    rules = [Shape(commands=line(left, edge, left + theme.width, edge), stroke=RULE, width=0.5) for edge in (0.0, height)]
    return [Row(height=height, marks=[*rules, *([logo] if logo else []), *marks], before=theme.unit * 0.75)]


def _logo(composer: Composer, clinic: ClinicCard) -> Drawing | Raster | None:
    wide, tall = clinic.logo_size
    if clinic.logo is None or wide <= 0 or tall <= 0:
        return None
    scale = min(_LOGO / tall, 2 * _LOGO / wide)
    width, height = wide * scale, tall * scale
    x = composer.left(composer.theme.width - width, width)
    if isinstance(clinic.logo, bytes):
        return Raster(data=clinic.logo, x=x, y=2 * MM, width=width, height=height)
    return Drawing(art=clinic.logo, x=x, y=2 * MM, width=width, height=height, color=INK)


def _help(composer: Composer, root: Element) -> list[Row]:
    """The help box: heading, when to call, and the numbers."""
    theme, contacts = composer.theme, composer.document.help
    frame = composer.frame(_HELP)
    if theme.narrow:
        frame.pad *= _HELD
    start, width = composer.inset(frame)
    group = root.add("Sect")
    rows: list[Row] = []
    if contacts.meta.title:
        element = group.add("H2", id=f"h.{contacts.meta.id}")
        rows = composer.rows(composer.leaf(element, contacts.meta.title), theme.heading, start=start, width=width)
        rows[0].marks.insert(0, Anchor(element=element, title=plain(contacts.meta.title.text), level=0))
    head = tuple(rows)
    if contacts.lead:
        rows += spaced(composer.lead(contacts.lead, group, start=start, width=width), 1 * MM)
    if contacts.entries:
        rows += spaced(contact_rows(composer, contacts.entries, group, start=start, width=width), 1 * MM)
    for row in rows[1 : len(rows) - len(contacts.entries) + 1]:
        row.cost = NEVER
    rows[0].before = _gap(theme)
    rows[0].cost = NEVER  # the first numbers stand on the first page, and the others too if they can
    for row in rows[len(head) + 1 :]:  # numbers that stand overleaf still say what they are
        row.repeat = head
    for row in rows:
        row.frame = frame
        if ITEM <= row.cost < NEVER:
            row.cost = AVOID + WHOLE
    return rows


def _contents(composer: Composer, root: Element) -> list[Row]:
    """The sections by number, each a link with its page, in two columns where the type is small enough."""
    theme, style = composer.theme, composer.theme.table
    group = root.add("Sect")
    heading = group.add("H2", id="h.contents")
    label = composer.document.label("contents")
    rows = composer.rows(composer.leaf(heading, label), theme.chunk)
    rows[0].marks.insert(0, Anchor(element=heading, title=plain(label.text), level=0))
    for row in rows:
        row.kind = "heading"
    if not composer.document.sections:
        return rows
    element = group.add("TOC")
    columns = 1 if theme.large or theme.narrow else 2
    gap = 8 * MM
    wide = (theme.width - gap * (columns - 1)) / columns
    sections = composer.document.sections
    per_column = -(-len(sections) // columns)
    entries = [
        entry(
            composer, _listed(composer, section), element.add("TOCI").add("Reference"), (wide + gap) * (index // per_column), wide
        )
        for index, section in enumerate(sections)
    ]
    if columns == 1:
        for made in entries:
            made[0].before = (style.after * 0.5 or style.size * 0.3) * theme.air
            rows += keep_whole(made, theme.page[1])
        for row in (rows[1], *rows[-2:]):  # no line of the list stands alone
            row.cost = NEVER
        return dearer(rows, theme.page[1], WHOLE) if theme.narrow else rows
    row = side_by_side([entries[:per_column], entries[per_column:]], style.size * 0.1)
    row.cost = NEVER
    row.before = theme.chunk.after
    rows[0].before, rows[0].cost = theme.chunk.before, LINE
    return [*rows, row]


class ContentsLine(NamedTuple):
    """What a line of the contents leads to: its number or 0, its title, and its heading."""

    number: int
    title: Text
    target: Element


def _listed(composer: Composer, section: Section) -> ContentsLine:
    return ContentsLine(section.number, section.title, composer.targets[section.id])


def entry(
    composer: Composer, listed: ContentsLine, reference: Element, start: float, width: float, style: Style | None = None
) -> list[Row]:
    """A line of the contents: the part's number, its title, dots that lead to the page, and the page."""
    style = style or composer.theme.table
    indent, room = style.size * 1.9, style.size * 2.0
    prefix = f"{listed.number} " if listed.number else ""
    target = listed.target
    reference.refers_to = target
    leaf = composer.link(reference, listed.title, target, prefix=prefix, apart=True)
    number, title = split(leaf) if prefix else (None, leaf)
    rows = composer.rows(title, style, start=start + indent, width=width - indent - room)
    if number:
        rows[0].marks.insert(0, composer.words(number, style, composer.lines(number, style, indent)[0], start, indent))
    last = next(mark for mark in reversed(rows[-1].marks) if isinstance(mark, Words))
    link = leaf.links[0]
    assert link is not None
    label = Text(id="page", source="", text=" {page}", lang=composer.locale.tag)
    place = (link.element.add("Span") if composer.rtl else link.element).content()
    rows[-1].marks.append(PageOf(target=target, place=place, label=label, style=style, start=start, width=width))
    free = width - indent - last.line.width - room * 0.75
    if free > 4 * MM:
        x = composer.left(start + indent + last.line.width + style.size * 0.4, free)
        y = composer.ascent(style)
        rows[-1].marks.append(Shape(commands=line(x, y, x + free, y), stroke=RULE, width=0.7, dash=(0.7, 3)))
    return rows
