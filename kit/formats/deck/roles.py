"""An agency's template read: which of its layouts serves what, where its words stand, and what is hard to read in it.

Layouts are known by type, placeholders and position, never by name. Text and tables stand on the template's own layout; what it
has no layout for is built on its nearest one: its pictures and title stay, our placeholders are put in. Where a picture lies
under the words, or the theme's colours are too pale, the report says so and the slides help themselves. Left out on purpose:
making slides (`plan`, `writer`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, PartFactory
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from kit.colour import contrast
from kit.formats.deck import theme
from kit.formats.deck.elements import NS, Look, Node, Pen, add, bullet, described, fill, geometry, name
from kit.formats.deck.opening import colors, opened, readable, resize, theme_part
from kit.formats.deck.shapes import EMU_POINT, Frame, Layout, inch, indent
from kit.formats.deck.stage import SLOTS, TALK, Stage
from kit.formats.deck.template import FOOT_IDX, NUMBER_IDX, Layouts, Slot, look
from kit.locale import Locale

_TITLES = frozenset(("title", "ctrTitle"))
_BODIES = frozenset(("body", "obj", ""))
_OTHERS = frozenset(("secHead", "picTx", "objTx", "title", "cust"))
"""Layouts that have a title and a place for words and are made for something else (ISO/IEC 29500-1, 19.7.15)."""
_R = f"{{{NS['r']}}}id"
_WIDER = {
    **dict.fromkeys(("Verdana", "Century Gothic", "Lucida Sans", "Montserrat"), 1.2),
    **dict.fromkeys(("Tahoma", "Segoe UI", "Open Sans", "Georgia", "Poppins", "Raleway"), 1.08),
}
"""How much wider than Arial some fonts run; any other that is not known counts as a little wider."""
_NARROW = frozenset(
    ("Arial", "Calibri", "Calibri Light", "Helvetica", "Times New Roman", "Garamond", "Cambria", "Aptos", "Gill Sans MT")
)
_LEAST_BODY, _LEAST_TITLE = 18, 24


@dataclass(slots=True)
class Brand:
    """An opened template: its deck (python-pptx), its stage, its layouts by what they serve, colours by role, and the report.

    `banded` says that something coloured lies under its foot, `banner` under its titles.
    """

    deck: Deck
    stage: Stage
    layouts: Layouts
    tones: tuple[tuple[str, str], ...]
    content: SlideLayout
    banded: bool = False
    banner: bool = False
    report: list[str] = field(default_factory=list)


def brand(data: bytes, locale: Locale, lines: Callable[[int], int]) -> Brand:
    """The template, ready for slides in a language; `lines` says how many lines the foot takes in a width."""
    script, rtl = locale.script, locale.rtl
    deck = opened(data)
    report: list[str] = []
    resize(deck, report)
    readable(deck, report)
    content = _content(deck, report)
    stage = _stage(deck, content, script, rtl, lines, report)
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
    if not covered and _pictured(made.content, made.stage.body):
        covered = True
        made.report.append("A picture lies under the words of your layouts: they stand on a plain ground of their own.")
    made.banded = any(
        _under(shape, made.stage.foot, 0)
        for holder in (made.content._element, made.content.slide_master._element)
        for shape in holder.iter(name("p:sp"), name("p:pic"))
    )
    _ink(made, covered=covered)
    first = _cover(made.deck)
    covers = covered if first is None else _pictured(first, made.stage.full)
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
    title = next((shape for kind, _, shape in _placeholders(master) if kind in _TITLES), None)
    filled = title is not None and title.find(f"{name('p:spPr')}/{name('a:solidFill')}") is not None
    shapes = [
        shape
        for holder in (made.content._element, master)
        for shape in holder.iter(name("p:sp"), name("p:pic"))
        if _under(shape, made.stage.title, 0) and _covers(shape, made.stage.title)
    ]
    made.banner = not covered and (filled or bool(shapes))
    for owner in (master, made.content._element):
        holders += [("titleStyle" if kind in _TITLES else "bodyStyle", shape) for kind, _, shape in _placeholders(owner)]
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


def _covers(shape: Node, place: Frame) -> bool:
    """Whether a shape covers most of a place."""
    box = _box(shape)
    if box is None:
        return False
    across = min(box[0] + box[2], place.x + place.width) - max(box[0], place.x)
    down = min(box[1] + box[3], place.bottom) - max(box[1], place.y)
    return across * 2 > place.width and down * 2 > place.height


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
        for node in holder.iter() if holder is not None else ():
            tag = str(node.tag).rpartition("}")[2]
            if tag == "defRPr":
                node.set("lang", locale.office)
            elif tag.endswith("pPr") and tag.startswith("lvl"):
                node.set("rtl", "1" if locale.rtl else "0")
                node.set("algn", "r" if locale.rtl else "l" if node.get("algn") == "r" else node.get("algn", "l"))


def _placeholders(holder: Node) -> Iterator[tuple[str, str, Node]]:
    """Type, idx and shape of each placeholder of a layout or master."""
    for shape in holder.iterfind(f"{name('p:cSld')}/{name('p:spTree')}/*"):
        found = shape.find(f"./*/{name('p:nvPr')}/{name('p:ph')}")
        if found is not None:
            yield found.get("type", ""), found.get("idx", ""), shape


def _box(shape: Node) -> tuple[int, int, int, int] | None:
    place = shape.find(f"{name('p:spPr')}/{name('a:xfrm')}")
    if place is None:
        return None
    off, ext = place.find(name("a:off")), place.find(name("a:ext"))
    if off is None or ext is None:
        return None
    return int(off.get("x", "0")), int(off.get("y", "0")), int(ext.get("cx", "0")), int(ext.get("cy", "0"))


def _placed(layout: SlideLayout, wanted: frozenset[str]) -> tuple[int, int, int, int] | None:
    """The largest place of a placeholder of some types: its own, else its master's."""
    found = []
    for kind, _, shape in _placeholders(layout._element):
        if kind in wanted:
            box = _box(shape)
            if box is None:
                twins = (
                    _box(one)
                    for type_, _, one in _placeholders(layout.slide_master._element)
                    if _general(type_) == _general(kind)
                )
                box = next((one for one in twins if one), None)
            if box:
                found.append(box)
    return max(found, key=lambda box: box[2] * box[3], default=None)


def _general(kind: str) -> str:
    return "title" if kind in _TITLES else "body" if kind in _BODIES else kind


def _content(deck: Deck, report: list[str]) -> SlideLayout:
    """The layout for words: a title and one place for words, the larger the better; without any, the one with the most."""
    best, most = None, (-9, False, -1)
    for layout in deck.slide_layouts:
        kinds = [kind for kind, _, _ in _placeholders(layout._element)]
        bodies = sum(kind in _BODIES for kind in kinds)
        box = _placed(layout, _BODIES)
        area = box[2] * box[3] if box else 0
        roles = (2 if bodies == 1 else 1 if bodies else 0) + 2 * bool(_TITLES & set(kinds)) - 2 * _upright(layout)
        roles -= (layout._element.get("type") in _OTHERS) + (area * 5 < int(deck.slide_width) * int(deck.slide_height))
        score = (roles, not _own_ground(layout) and not _filled(deck, layout), area)
        if score > most:
            best, most = layout, score
    if best is None or not {*_TITLES} & {kind for kind, _, _ in _placeholders(best._element)} or _placed(best, _BODIES) is None:
        report.append("Your template has no layout with a title and a place for words: they are put in.")
    return best if best is not None else deck.slide_layouts[0]


def _upright(layout: SlideLayout) -> bool:
    """Whether a layout's words run from top to bottom, as in East Asian ones."""
    if "vert" in layout._element.get("type", ""):
        return True
    return any(ph.get("orient") == "vert" for ph in layout._element.iter(name("p:ph")))


def _filled(deck: Deck, layout: SlideLayout) -> bool:
    """Whether a filled shape or picture takes a quarter of a layout's slide or more."""
    whole = Frame(0, 0, int(deck.slide_width), int(deck.slide_height))
    shapes = [shape for shape in layout._element.iter(name("p:sp"), name("p:pic")) if _under(shape, whole, 0)]
    boxes = [box for box in map(_box, shapes) if box]
    return any(box[2] * box[3] * 4 > whole.width * whole.height for box in boxes)


def _own_ground(layout: SlideLayout) -> bool:
    """Whether a layout has another ground than its master, or turns the theme's colours round."""
    root = layout._element
    return (
        root.find(f"{name('p:cSld')}/{name('p:bg')}") is not None or root.find(f".//{name('a:overrideClrMapping')}") is not None
    )


def _cover(deck: Deck) -> SlideLayout | None:
    """The layout for the first slide, by its type or its centred title; None where there is none."""
    for layout in deck.slide_layouts:
        kinds = {kind for kind, _, _ in _placeholders(layout._element)}
        if layout._element.get("type") == "title" or "ctrTitle" in kinds:
            return layout
    return None


def _stage(deck: Deck, content: SlideLayout, script: str, rtl: bool, lines: Callable[[int], int], report: list[str]) -> Stage:
    """Where words stand in the template, turned round where its slides are for a language that runs right to left."""
    wide, high = int(deck.slide_width), int(deck.slide_height)
    line = theme.line(script) * _spacing(deck)
    if abs(wide * 9 - high * 16) > wide * 0.02:
        report.append("Your slides are not 16:9; today's screens show bars beside them.")

    def frame(box: tuple[int, int, int, int] | None, default: Frame) -> Frame:
        if box is None or box[2] < wide // 3 or box[3] <= 0:
            return default
        x, y, width, height = box
        x, right = max(0, x), min(wide, x + width)
        return Frame(wide - right if rtl else x, max(0, y), right - x, min(high, y + height) - max(0, y))

    margin = wide // 16
    small = round(lines(wide - 2 * margin - inch(1.2)) * theme.SMALL_SIZE * line * EMU_POINT)
    foot = _beside(Frame(margin, high - small - inch(0.15), wide - 2 * margin - inch(1.2), small), content, wide, rtl)
    small = round(lines(foot.width) * theme.SMALL_SIZE * line * EMU_POINT)
    foot = foot.with_rows(high - small - inch(0.15), small)
    sizes = _sizes(deck, report)
    title = frame(_placed(content, _TITLES), Frame(margin, inch(0.35), wide - 2 * margin, inch(1.0)))
    needed = round(sizes[0] * line * EMU_POINT)
    title = title.with_rows(min(title.y, high // 5), max(needed, min(title.height, high // 5)))
    title, small_place = _wide_enough(title, wide, margin)
    body = frame(_placed(content, _BODIES), Frame(title.x, title.bottom + inch(0.15), title.width, high))
    top = max(body.y, title.bottom + inch(0.1)) if body.y < high // 2 else title.bottom + inch(0.1)
    body = Frame(body.x, top, body.width, min(max(body.bottom, high * 4 // 5), foot.y - inch(0.1)) - top)
    body, small_body = _wide_enough(body, wide, margin)
    if body.height < high // 2:
        body = body.with_rows(title.bottom + inch(0.1), foot.y - title.bottom - inch(0.2))
        small_body = True
    if small_place or small_body:
        report.append(SMALL)
    return Stage(
        width=wide,
        height=high,
        title=title,
        body=body,
        foot=foot,
        number=Frame(foot.x + foot.width + inch(0.2), foot.y, inch(1.0), small),
        line=line,
        wide=_wide(deck),
        title_size=sizes[0],
        largest=max(32, min(40, sizes[1])),
        panel=False,
    )


def _beside(foot: Frame, content: SlideLayout, wide: int, rtl: bool) -> Frame:
    """The foot's place beside a small picture, such as a logo, that stands at its start side."""
    for holder in (content._element, content.slide_master._element):
        for shape in holder.iter(name("p:pic")):
            box = _box(shape)
            if box and box[2] < wide // 4 and _under(shape, foot, 0):
                x = wide - box[0] - box[2] if rtl else box[0]
                if x < wide // 4:
                    start = max(foot.x, x + box[2] + inch(0.15))
                    foot = Frame(start, foot.y, foot.x + foot.width - start, foot.height)
    return foot


SMALL = "Your layout's places are too small for words that can be read from the back row: they are widened, on a plain ground."


def _wide_enough(frame: Frame, wide: int, margin: int) -> tuple[Frame, bool]:
    """A place that takes most of the slide's width; and whether it had to be widened."""
    if frame.width >= wide * 6 // 10:
        return frame, False
    return Frame(margin, frame.y, wide - 2 * margin, frame.height), True


def _sizes(deck: Deck, report: list[str]) -> tuple[int, int]:
    """The sizes of titles and of words in points, as the master gives them, never under what can be read."""
    out = []
    for style, least, default, what in (("titleStyle", _LEAST_TITLE, 36, "Titles"), ("bodyStyle", _LEAST_BODY, 28, "Words")):
        path = f"{name('p:txStyles')}/{name('p:' + style)}/{name('a:lvl1pPr')}/{name('a:defRPr')}"
        found = deck.slide_master._element.find(path)
        size = int(found.get("sz", default * 100)) // 100 if found is not None else default
        if size < least:
            report.append(
                f"{what} are {size} points in your master; from the back row {least} can be read, so they are set larger."
            )
        out.append(max(size, least))
    return max(28, min(44, out[0])), out[1]


def _spacing(deck: Deck) -> float:
    """How far apart the master sets the lines of words, where that is more than is usual."""
    path = f"{name('p:txStyles')}/{name('p:bodyStyle')}/{name('a:lvl1pPr')}/{name('a:lnSpc')}/{name('a:spcPct')}"
    found = deck.slide_master._element.find(path)
    value = found.get("val", "100000") if found is not None else "100000"
    return max(1.0, float(value.rstrip("%")) / (100 if value.endswith("%") else 100_000))


def _wide(deck: Deck) -> float:
    """How wide the template's fonts run, by their names."""
    faces = [node.get("typeface", "") for node in etree.fromstring(theme_part(deck).blob).iter(name("a:latin"))][:2]
    return max((_WIDER.get(face, 1.0 if face in _NARROW or face.startswith("+") else 1.06) for face in faces), default=1.0)


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


def _pictured(layout: SlideLayout, place: Frame) -> bool:
    """Whether a picture or a filled shape lies under a place of words, on the layout or on its master; or its ground is its own."""
    if _own_ground(layout):
        return True
    hides = layout._element.get("showMasterSp") == "0"
    for holder in (layout._element, *(() if hides else (layout.slide_master._element,))):
        if any(_under(shape, place) for shape in holder.iter(name("p:sp"), name("p:pic"))):
            return True
    grounds = layout.slide_master._element.iter(name("p:bg"))
    return any(len(list(bg.iter(name("a:blip"), name("a:gradFill"), name("a:pattFill")))) for bg in grounds)


def _under(shape: Node, place: Frame, margin: int = inch(0.3)) -> bool:
    """Whether a shape is a picture, or filled with anything but the ground's colour, and reaches into a place."""
    if shape.find(f"./*/{name('p:nvPr')}/{name('p:ph')}") is not None:
        return False
    found = shape.find(name("p:spPr"))
    fills = () if found is None else [one for one in found if str(one.tag).endswith("Fill")]
    filled = any(not str(one.tag).endswith("noFill") and not (len(one) and one[0].get("val") == "bg1") for one in fills)
    if not filled and shape.tag != name("p:pic"):
        return False
    box = _box(shape)
    inner = Frame(place.x, place.y + margin, place.width, place.height - margin)
    return bool(
        box
        and box[0] < inner.x + inner.width
        and box[0] + box[2] > inner.x
        and box[1] < inner.bottom
        and box[1] + box[3] > inner.y
    )


def _serve(
    made: Brand, kind: Layout, content: SlideLayout, first: SlideLayout | None, label: str, rtl: bool, covered: bool, exact: bool
) -> None:
    """A layout for one kind of slide: the template's own, or one built on its nearest."""
    near = first if kind == "title" and first is not None else content
    own = next((idx for type_, idx, _ in _placeholders(content._element) if type_ in _BODIES), None)
    if (
        exact
        and kind in ("text", "table")
        and own is not None
        and not (covered or made.banded or _upright(content))
        and _has_feet(content)
    ):
        made.layouts.parts[kind] = content.part
        slot = "table" if kind == "table" else "body"
        type_ = next(type_ for type_, idx, _ in _placeholders(content._element) if idx == own and type_ in _BODIES)
        made.layouts.slots[kind, slot] = Slot(kind=type_, idx=own, look=Look(size=0, mark="unknown", before=-1))
        made.layouts.titles[kind] = Slot(kind="title", idx="", look=Look(size=0, before=-1))
        for foot in ("ftr", "sldNum"):
            made.layouts.feet[kind, foot] = next(
                (
                    Slot(kind=foot, idx=idx, look=Look(size=0))
                    for type_, idx, _ in _placeholders(content._element)
                    if type_ == foot
                ),
                None,
            )
        made.report.append(f"{label}: your layout “{near.name}”.")
        return
    made.layouts.parts[kind] = _built(made, kind, near, label, rtl, covered)
    made.layouts.titles[kind] = Slot(kind="ctrTitle" if kind == "title" else "title", idx="", look=Look(size=0, before=-1))
    made.report.append(f"{label}: built on your layout “{near.name}”.")


def _has_feet(layout: SlideLayout) -> bool:
    kinds = {kind for kind, _, _ in _placeholders(layout._element)}
    return {"ftr", "sldNum"} <= kinds and bool(_TITLES & kinds)


def _built(made: Brand, kind: Layout, near: SlideLayout, label: str, rtl: bool, covered: bool) -> Part:
    """A copy of a layout with our placeholders in place of its own, on the same master."""
    deck, stage = made.deck, made.stage
    package = deck.part.package
    number = sum(1 for part in package.iter_parts() if "/slideLayouts/" in str(part.partname)) + 1
    part = PartFactory(PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml"), CT.PML_SLIDE_LAYOUT, package, near.part.blob)
    for ident, rel in near.part.rels.items():
        part.rels._rels[ident] = rel
    root = part._element
    for key in ("type", "matchingName"):
        root.attrib.pop(key, None)
    root.set("userDrawn", "1")
    space = root.find(name("p:cSld"))
    space.set("name", label)
    for turned in list(root.iter(name("a:overrideClrMapping"))):
        above = turned.getparent()
        if above is not None:
            above.replace(turned, etree.Element(name("a:masterClrMapping")))
    tree = space.find(name("p:spTree"))
    for _, _, shape in list(_placeholders(root)):
        tree.remove(shape)
    pen = Pen(_Plain(rtl), stage.width)  # type: ignore[arg-type]  # a layout's placeholders hold no words
    ids = iter(range(900, 1000))
    elsewhere = made.banner and stage.heading(kind) != stage.title
    for one in _grounds(kind, stage, covered or elsewhere):
        _panel(tree, pen, one, next(ids), made)
    _prompt(tree, pen, "ctrTitle" if kind == "title" else "title", "", stage.heading(kind), None, next(ids), made)
    if elsewhere:  # a title that does not stand on the template's band can't keep the band's colour of words
        _paint(tree[-1])
    for slot, type_, idx in SLOTS[kind]:
        _prompt(tree, pen, type_, str(idx), stage.slots(kind)[slot], look(kind, slot), next(ids), made)
    _prompt(tree, pen, "ftr", str(FOOT_IDX), stage.foot, (Look(size=theme.SMALL_SIZE, before=0), "ctr", "tx1"), next(ids), made)
    _prompt(
        tree, pen, "sldNum", str(NUMBER_IDX), stage.number, (Look(size=theme.SMALL_SIZE, before=0), "ctr", "tx1"), next(ids), made
    )
    master = near.slide_master
    rel = master.part.relate_to(part, RT.SLIDE_LAYOUT)
    listed = master._element.find(name("p:sldLayoutIdLst"))
    highest = max(
        int(one.get("id", "0"))
        for holder in (deck.part._element, *(one._element for one in deck.slide_masters))
        for one in holder.iter(name("p:sldLayoutId"), name("p:sldMasterId"))
    )
    add(listed, "p:sldLayoutId", {"id": str(highest + 1), _R: rel})
    return part


def _paint(title: Node) -> None:
    """Let a title's words be in the text colour, on no fill of the master's."""
    properties = title.find(name("p:spPr"))
    if properties is not None and properties.find(name("a:noFill")) is None:
        add(properties, "a:noFill")
    style = title.find(f"{name('p:txBody')}/{name('a:lstStyle')}")
    if style is not None:
        fill(add(add(style, "a:lvl1pPr"), "a:defRPr"), "tx1")


@dataclass(frozen=True, slots=True)
class _Plain:
    rtl: bool


def _grounds(kind: Layout, stage: Stage, covered: bool) -> Iterator[tuple[Frame, str]]:
    full = stage.full
    if covered:
        yield (
            Frame(
                max(0, full.x - inch(0.15)),
                max(0, full.y - inch(0.1)),
                full.width + inch(0.3),
                stage.height - max(0, full.y - inch(0.1)),
            ),
            "bg1",
        )
    if kind == "activity":
        yield Frame(full.x, full.y, TALK, full.height), "bg2"


def _panel(tree: Node, pen: Pen, ground: tuple[Frame, str], ident: int, made: Brand) -> None:
    node = add(tree, "p:sp")
    head = add(node, "p:nvSpPr")
    described(head, ident, f"{ident}", "")
    add(head, "p:cNvSpPr")
    add(head, "p:nvPr", {"userDrawn": "1"})
    properties = add(node, "p:spPr")
    pen.place(properties, ground[0])
    geometry(properties)
    fill(properties, dict(made.tones).get(ground[1], ground[1]))
    add(add(properties, "a:ln"), "a:noFill")


def _prompt(
    tree: Node, pen: Pen, kind: str, idx: str, frame: Frame, style: tuple[Look, str, str] | None, ident: int, made: Brand
) -> None:
    """An empty placeholder of a layout."""
    node = add(tree, "p:sp")
    head = add(node, "p:nvSpPr")
    add(head, "p:cNvPr", {"id": str(ident), "name": f"{kind} {ident}"})
    add(add(head, "p:cNvSpPr"), "a:spLocks", {"noGrp": "1"})
    held = add(add(head, "p:nvPr"), "p:ph", {"type": kind})
    if idx:
        held.set("idx", idx)
    properties = add(node, "p:spPr")
    pen.place(properties, frame)
    geometry(properties)
    if kind == "ctrTitle":  # its words have a colour of their own, which a master's fill may not suit
        add(properties, "a:noFill")
    elif kind in ("ftr", "sldNum") and made.banded:
        fill(properties, "bg1")
    body = add(node, "p:txBody")
    anchor = style[1] if style else "b"
    inner = add(body, "a:bodyPr", {"lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0", "anchor": anchor})
    add(inner, "a:normAutofit")
    styled = add(body, "a:lstStyle")
    if style and kind not in ("chart", "tbl"):
        found, _, color = style
        space = indent(found.mark, found.size)  # type: ignore[arg-type]  # a role names its kind
        level = add(
            styled,
            "a:lvl1pPr",
            {"marL": str(space), "indent": str(-space), "algn": "r" if pen.language.rtl else "l"}
            | ({"rtl": "1"} if pen.language.rtl else {}),
        )
        bullet(level, found.mark, 1)
        properties = add(level, "a:defRPr", {"sz": str(found.size * 100), "b": "1" if found.bold else "0"})
        fill(properties, dict(made.tones).get(color, color))
    add(body, "a:p")
