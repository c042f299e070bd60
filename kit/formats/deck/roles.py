"""An agency's template read: which of its layouts serves what, where its words stand, and what is hard to read in it.

Layouts are known by type, placeholders and position, never by name. Text and tables stand on the template's own layout; what it
has no layout for is built on its nearest one: its pictures and title stay, our placeholders are put in. Where a picture lies
under the words, or the theme's colours are too pale, the report says so and the slides help themselves. Left out on purpose:
its layouts one by one (`layouts`), its places (`places`), building on one (`built`), and slides (`plan`, `writer`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from kit.colour import contrast
from kit.formats.deck.brand import Brand
from kit.formats.deck.built import built
from kit.formats.deck.elements import NS, Look, Node, name
from kit.formats.deck.layouts import (
    BODIES,
    TITLES,
    content_of,
    cover_of,
    covers,
    has_feet,
    pictured,
    placeholders,
    under,
    upright,
)
from kit.formats.deck.opening import colors, opened, readable, resize
from kit.formats.deck.places import SMALL, stage_of
from kit.formats.deck.shapes import Frame, Layout, inch
from kit.formats.deck.template import Layouts, Slot
from kit.locale import Locale

_R = f"{{{NS['r']}}}id"
_TIGHT = 90_000
"""Lines are at least so far apart, in thousandths of a percent: Office's own templates have 90 %."""


def brand(data: bytes, locale: Locale, lines: Callable[[int], int]) -> Brand:
    """The template, ready for slides in a language; `lines` says how many lines the foot takes in a width."""
    script, rtl = locale.script, locale.rtl
    deck = opened(data)
    report: list[str] = []
    resize(deck, report)
    readable(deck, report)
    content = content_of(deck, report)
    stage = stage_of(deck, content, script, rtl, lines, report)
    made = Brand(
        deck=deck, stage=stage, layouts=Layouts(), tones=tuple(_tones(deck, report).items()), content=content, report=report
    )
    _speak(deck, locale)
    return made


def widen(made: Brand) -> None:
    """Give title and words nearly the whole slide, for a template whose places hold too little of a text that must be whole."""
    stage = made.stage
    margin = stage.width // 16
    title = Frame(margin, inch(0.35), stage.width - 2 * margin, stage.rows(36, 1) + inch(0.1))
    top = title.bottom + inch(0.1)
    body = Frame(margin, top, title.width, stage.foot.y - inch(0.1) - top)
    made.stage = replace(stage, title=title, body=body, title_size=min(36, stage.title_size))
    if SMALL not in made.report:
        made.report.append(SMALL)


def serve(made: Brand, labels: dict[Layout, str], *, rtl: bool, led: bool = False) -> None:
    """Give each layout that the deck uses, with its name in the deck's language, one of the template's or one built on it.

    `led` says that words stand above a table of the deck, for which no layout of a template has a placeholder.
    """
    covered = SMALL in made.report
    if not covered and pictured(made.content, made.stage.body):
        covered = True
        made.report.append("A picture lies under the words of your layouts: they stand on a plain ground of their own.")
    made.banded = any(
        under(shape, made.stage.foot, 0)
        for holder in (made.content._element, made.content.slide_master._element)
        for shape in holder.iter(name("p:sp"), name("p:pic"))
    )
    _ink(made, covered=covered)
    first = cover_of(made.deck)
    covers = covered if first is None else pictured(first, made.stage.full)
    if covers and not covered:
        made.report.append("Your first slide has a ground or pictures of its own: its words stand on a plain ground.")
    made.layouts.foot_frames = {"ftr": made.stage.foot, "sldNum": made.stage.number}
    for kind, label in labels.items():
        _serve(
            made,
            kind,
            made.content,
            first,
            label,
            rtl,
            covers if kind == "title" else covered,
            exact=not (led and kind == "table"),
        )
    _drop_unused(made)


def _ink(made: Brand, *, covered: bool) -> None:
    """Let titles and words be in the text colour where the master's own colour for them could not be read on the plain ground.

    A title on a coloured band of the template keeps its colour.
    """
    known, master = colors(made.deck), made.content.slide_master._element
    ground = known.get("bg1", "FFFFFF")
    holders = [(style, master.find(f"{name('p:txStyles')}/{name('p:' + style)}")) for style in ("titleStyle", "bodyStyle")]
    title = next((shape for kind, _, shape in placeholders(master) if kind in TITLES), None)
    filled = title is not None and title.find(f"{name('p:spPr')}/{name('a:solidFill')}") is not None
    shapes = [
        shape
        for holder in (made.content._element, master)
        for shape in holder.iter(name("p:sp"), name("p:pic"))
        if under(shape, made.stage.title, 0) and covers(shape, made.stage.title)
    ]
    made.banner = not covered and (filled or bool(shapes))
    for owner in (master, made.content._element):
        holders += [("titleStyle" if kind in TITLES else "bodyStyle", shape) for kind, _, shape in placeholders(owner)]
    for style, holder in holders:
        if style == "titleStyle" and made.banner:
            continue
        for node in holder.iter(name("a:defRPr")) if holder is not None else ():
            value = node.find(f"{name('a:solidFill')}/*")
            color = "" if value is None else known.get(value.get("val", ""), value.get("val", ""))
            if value is not None and len(color) == 6 and contrast(color.upper(), ground) < 4.5:
                above = value.getparent()
                if above is not None:
                    above.replace(value, etree.Element(name("a:schemeClr"), val="tx1"))


def _drop_unused(made: Brand) -> None:
    """Take out the layouts that no slide uses: each fault of theirs would be one of the deck."""
    used = {id(part) for part in made.layouts.parts.values()}
    for master in made.deck.slide_masters:
        listed = master._element.find(name("p:sldLayoutIdLst"))
        for one in list(listed if listed is not None else ()):
            if id(master.part.related_part(one.get(_R))) not in used:
                master.part.rels.pop(one.get(_R))
                listed.remove(one)


def _speak(deck: Deck, locale: Locale) -> None:
    """Let the template speak the deck's language and run its way, so that a line that a person adds does."""
    root, master = deck.part._element, deck.slide_master._element
    root.set("rtl", "1" if locale.rtl else "0")
    for holder in (root.find(name("p:defaultTextStyle")), master.find(name("p:txStyles"))):
        for node in list(holder.iter()) if holder is not None else ():
            tag = str(node.tag).rpartition("}")[2]
            if tag == "defRPr":
                node.set("lang", locale.office)
            elif tag == "spcAft":  # ours have their space above them, and places are measured so
                _spaced(node, "a:spcPts", "0")
            elif tag == "lnSpc" and _tight(node):
                _spaced(node, "a:spcPct", "100000")
            elif tag.endswith("pPr") and tag.startswith("lvl"):
                node.set("rtl", "1" if locale.rtl else "0")
                node.set("algn", "r" if locale.rtl else "l" if node.get("algn") == "r" else node.get("algn", "l"))


def _tight(space: Node) -> bool:
    """Whether lines are set closer than their letters are tall, or by a number of points that suits one size alone."""
    share = space.find(name("a:spcPct"))
    value = share.get("val", "") if share is not None else ""
    return not value.isdigit() or int(value) < _TIGHT


def _spaced(space: Node, tag: str, value: str) -> None:
    """Let lines or paragraphs be so far apart."""
    for child in list(space):
        space.remove(child)
    etree.SubElement(space, name(tag), val=value)


def _tones(deck: Deck, report: list[str]) -> dict[str, str]:
    """What stands in for a colour of the theme that could not be read: dark text for a pale accent, no tint for a strong one."""
    known = colors(deck)
    ground, ink = known.get("bg1", "FFFFFF"), known.get("tx1", "000000")
    out: dict[str, str] = {}
    for slot in ("tx2", "accent1", "accent2", "accent3", "accent4", "accent6"):
        value = known.get(slot, ink)
        if contrast(value, ground) < 4.5:
            out[slot] = "tx1"
            report.append(
                f"Your colour {slot} #{value} has a contrast of {contrast(value, ground):.1f} : 1 on the ground: words in it are set in the text colour."
            )
    tint = known.get("bg2", ground)
    if any(contrast(known.get(out.get(slot, slot), ink), tint) < 4.5 for slot in ("tx1", "tx2", "accent1", "accent2", "accent3")):
        out["bg2"] = "bg1"
    return out


def _serve(
    made: Brand, kind: Layout, content: SlideLayout, first: SlideLayout | None, label: str, rtl: bool, covered: bool, exact: bool
) -> None:
    """A layout for one kind of slide: the template's own, or one built on its nearest."""
    near = first if kind == "title" and first is not None else content
    own = next((idx for type_, idx, _ in placeholders(content._element) if type_ in BODIES), None)
    if (
        exact
        and kind in ("text", "table")
        and own is not None
        and not (covered or made.banded or upright(content))
        and has_feet(content)
    ):
        made.layouts.parts[kind] = content.part
        slot = "table" if kind == "table" else "body"
        type_ = next(type_ for type_, idx, _ in placeholders(content._element) if idx == own and type_ in BODIES)
        made.layouts.slots[kind, slot] = Slot(kind=type_, idx=own, look=Look(size=0, mark="unknown", before=-1))
        made.layouts.titles[kind] = Slot(kind="title", idx="", look=Look(size=0, before=-1))
        for foot in ("ftr", "sldNum"):
            made.layouts.feet[kind, foot] = next(
                (
                    Slot(kind=foot, idx=idx, look=Look(size=0))
                    for type_, idx, _ in placeholders(content._element)
                    if type_ == foot
                ),
                None,
            )
        made.report.append(f"{label}: your layout “{near.name}”.")
        return
    made.layouts.parts[kind] = built(made, kind, near, label, rtl, covered)
    made.layouts.titles[kind] = Slot(kind="ctrTitle" if kind == "title" else "title", idx="", look=Look(size=0, before=-1))
    made.report.append(f"{label}: built on your layout “{near.name}”.")
