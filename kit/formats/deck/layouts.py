"""The layouts of a template looked at: their placeholders and places, which is for words, which is first, what lies under words.

They are known by type, placeholders and position, never by name. Left out on purpose: what is made of them (`roles`, `built`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from kit.formats.deck.elements import Node, name
from kit.formats.deck.grounds import flat
from kit.formats.deck.shapes import Frame, inch

TITLES = frozenset(("title", "ctrTitle"))
BODIES = frozenset(("body", "obj", ""))
_OTHERS = frozenset(("secHead", "picTx", "objTx", "title", "cust"))
"""Layouts that have a title and a place for words and are made for something else (ISO/IEC 29500-1, 19.7.15)."""


def covers(shape: Node, place: Frame) -> bool:
    """Whether a shape covers most of a place."""
    box = box_of(shape)
    if box is None:
        return False
    across = min(box[0] + box[2], place.x + place.width) - max(box[0], place.x)
    down = min(box[1] + box[3], place.bottom) - max(box[1], place.y)
    return across * 2 > place.width and down * 2 > place.height


def placeholders(holder: Node) -> Iterator[tuple[str, str, Node]]:
    """Type, idx and shape of each placeholder of a layout or master."""
    for shape in holder.iterfind(f"{name('p:cSld')}/{name('p:spTree')}/*"):
        found = shape.find(f"./*/{name('p:nvPr')}/{name('p:ph')}")
        if found is not None:
            yield found.get("type", ""), found.get("idx", ""), shape


def box_of(shape: Node) -> tuple[int, int, int, int] | None:
    """A shape's own place (x, y, width, height), if it has one."""
    place = shape.find(f"{name('p:spPr')}/{name('a:xfrm')}")
    if place is None:
        return None
    off, ext = place.find(name("a:off")), place.find(name("a:ext"))
    if off is None or ext is None:
        return None
    return int(off.get("x", "0")), int(off.get("y", "0")), int(ext.get("cx", "0")), int(ext.get("cy", "0"))


def placed(layout: SlideLayout, wanted: frozenset[str]) -> tuple[int, int, int, int] | None:
    """The largest place of a placeholder of some types: its own, else its master's."""
    found = []
    for kind, _, shape in placeholders(layout._element):
        if kind in wanted:
            box = box_of(shape)
            if box is None:
                twins = (
                    box_of(one)
                    for type_, _, one in placeholders(layout.slide_master._element)
                    if _general(type_) == _general(kind)
                )
                box = next((one for one in twins if one), None)
            if box:
                found.append(box)
    return max(found, key=lambda box: box[2] * box[3], default=None)


def _general(kind: str) -> str:
    return "title" if kind in TITLES else "body" if kind in BODIES else kind


def content_of(deck: Deck, report: list[str]) -> SlideLayout:
    """The layout for words: a title and one place for words, the larger the better; without any, the one with the most."""
    best, most = None, (-9, False, -1)
    for layout in deck.slide_layouts:
        kinds = [kind for kind, _, _ in placeholders(layout._element)]
        bodies = sum(kind in BODIES for kind in kinds)
        box = placed(layout, BODIES)
        area = box[2] * box[3] if box else 0
        roles = (2 if bodies == 1 else 1 if bodies else 0) + 2 * bool(TITLES & set(kinds)) - 2 * upright(layout)
        roles -= (layout._element.get("type") in _OTHERS) + (area * 5 < int(deck.slide_width) * int(deck.slide_height))
        score = (roles, not own_ground(layout) and not _filled(deck, layout), area)
        if score > most:
            best, most = layout, score
    if best is None or not {*TITLES} & {kind for kind, _, _ in placeholders(best._element)} or placed(best, BODIES) is None:
        report.append("Your template has no layout with a title and a place for words: they are put in.")
    return best if best is not None else deck.slide_layouts[0]


def upright(layout: SlideLayout) -> bool:
    """Whether a layout's words run from top to bottom, as in East Asian ones."""
    if "vert" in layout._element.get("type", ""):
        return True
    return any(ph.get("orient") == "vert" for ph in layout._element.iter(name("p:ph")))


def _filled(deck: Deck, layout: SlideLayout) -> bool:
    """Whether a filled shape or picture takes a quarter of a layout's slide or more."""
    whole = Frame(0, 0, int(deck.slide_width), int(deck.slide_height))
    shapes = [shape for shape in layout._element.iter(name("p:sp"), name("p:pic")) if under(shape, whole, 0)]
    boxes = [box for box in map(box_of, shapes) if box]
    return any(box[2] * box[3] * 4 > whole.width * whole.height for box in boxes)


def own_ground(layout: SlideLayout) -> bool:
    """Whether a layout has another ground than its master, or turns the theme's colours round."""
    root = layout._element
    return (
        root.find(f"{name('p:cSld')}/{name('p:bg')}") is not None or root.find(f".//{name('a:overrideClrMapping')}") is not None
    )


def cover_of(deck: Deck) -> SlideLayout | None:
    """The layout for the first slide, by its type or its centred title; None where there is none."""
    for layout in deck.slide_layouts:
        kinds = {kind for kind, _, _ in placeholders(layout._element)}
        if layout._element.get("type") == "title" or "ctrTitle" in kinds:
            return layout
    return None


def pictured(layout: SlideLayout, place: Frame) -> bool:
    """Whether a picture or a filled shape lies under a place of words, on the layout or on its master; or its ground is its own."""
    if own_ground(layout):
        return True
    hides = layout._element.get("showMasterSp") == "0"
    for holder in (layout._element, *(() if hides else (layout.slide_master._element,))):
        if any(under(shape, place) for shape in holder.iter(name("p:sp"), name("p:pic"))):
            return True
    return not flat(layout.slide_master)


def under(shape: Node, place: Frame, margin: int = inch(0.3)) -> bool:
    """Whether a shape is a picture, or filled with anything but the ground's colour, and reaches into a place."""
    if shape.find(f"./*/{name('p:nvPr')}/{name('p:ph')}") is not None:
        return False
    found = shape.find(name("p:spPr"))
    fills = () if found is None else [one for one in found if str(one.tag).endswith("Fill")]
    filled = any(not str(one.tag).endswith("noFill") and not (len(one) and one[0].get("val") == "bg1") for one in fills)
    if not filled and shape.tag != name("p:pic"):
        return False
    box = box_of(shape)
    inner = Frame(place.x, place.y + margin, place.width, place.height - margin)
    return bool(
        box
        and box[0] < inner.x + inner.width
        and box[0] + box[2] > inner.x
        and box[1] < inner.bottom
        and box[1] + box[3] > inner.y
    )


def lined(layout: SlideLayout, place: Frame) -> bool:
    """Whether a line of the layout or of its master runs through a place, as under titles that stand elsewhere."""
    holders = (layout._element, *(() if layout._element.get("showMasterSp") == "0" else (layout.slide_master._element,)))
    boxes = (box_of(line) for holder in holders for line in holder.iter(name("p:cxnSp")))
    return any(
        box[0] < place.x + place.width and box[0] + box[2] > place.x and box[1] < place.bottom and box[1] + box[3] > place.y
        for box in boxes
        if box
    )


def has_feet(layout: SlideLayout) -> bool:
    """Whether a layout has a title and places for a foot and the slide's number."""
    kinds = {kind for kind, _, _ in placeholders(layout._element)}
    return {"ftr", "sldNum"} <= kinds and bool(TITLES & kinds)
