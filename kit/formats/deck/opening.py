"""A template opened for slides: any kind that PowerPoint saves, at the height that our sizes are thought for, in words that can be read.

What is changed is changed in the deck that is made, never in the agency's file, and each change is said in the report. Left out
on purpose: which layout serves what (`roles`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideMaster

from kit.colour import contrast
from kit.errors import KitError
from kit.formats.deck.elements import NS, Node, name
from kit.formats.deck.grounds import ground as painted
from kit.formats.deck.grounds import paint
from kit.formats.deck.stage import HEIGHT
from kit.opc import Package

_OFFICE = "application/vnd.openxmlformats-officedocument.presentationml."
_MACROS = "application/vnd.ms-powerpoint."
_MAIN = f"{_OFFICE}presentation.main+xml"
_KINDS = (
    f"{_OFFICE}template.main+xml",
    f"{_OFFICE}slideshow.main+xml",
    f"{_MACROS}presentation.macroEnabled.main+xml",
    f"{_MACROS}template.macroEnabled.main+xml",
    f"{_MACROS}slideshow.macroEnabled.main+xml",
)
"""The main parts of .potx, .ppsx, .pptm, .potm and .ppsm; all hold what a .pptx holds."""
_PROGRAMS = ("vbaProject", "ctrlProps", "customUI", "ui/extensibility")
_LENGTHS = {
    "off": ("x", "y"),
    "ext": ("cx", "cy"),
    "chOff": ("x", "y"),
    "chExt": ("cx", "cy"),
    "gridCol": ("w",),
    "tr": ("h",),
    "ln": ("w",),
    "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    "tcPr": ("marL", "marR", "marT", "marB"),
    "spcPts": ("val",),
    "rPr": ("sz",),
    "defRPr": ("sz",),
    "endParaRPr": ("sz",),
}
"""The attributes that hold lengths, by element (ISO/IEC 29500-1, 20.1 and 21.1)."""


_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, AttributeError, IndexError, TypeError, etree.LxmlError, PythonPptxError)
"""What the library raises where a file is not what it says."""


def edited(data: bytes) -> Deck:
    """A deck that a person has edited, as python-pptx's Presentation; KitError where it is damaged, or too large unpacked."""
    try:
        return Presentation(io.BytesIO(_bounded(data, "the deck")))
    except _DAMAGE:
        raise KitError("the deck can't be opened: it is damaged", "Open it in PowerPoint and save it again as .pptx.") from None


def opened(data: bytes) -> Deck:
    """A template or deck of any kind as python-pptx's Presentation, without its slides and programs; KitError where it is none."""
    try:
        deck = Presentation(io.BytesIO(_as_deck(_bounded(data, "the template"))))
        for master in deck.slide_masters:
            _follow(master)
        layouts = len(deck.slide_layouts)
    except _DAMAGE:
        raise KitError(
            "the template can't be opened: it is no PowerPoint file, or it is damaged", "Save it in PowerPoint as .potx or .pptx."
        ) from None
    if not layouts:
        raise KitError("the template can't be opened: it has no layouts", "Save it in PowerPoint as .potx or .pptx.")
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)
    root = deck.part._element
    for tag in ("p:custShowLst", "p:extLst"):
        for node in root.findall(name(tag)):
            root.remove(node)
    for ident, rel in list(deck.part.rels.items()):
        if rel.reltype.endswith(_PROGRAMS):
            deck.part.rels.pop(ident)
    return deck


def _bounded(data: bytes, what: str) -> bytes:
    """The same bytes, once each part is known to be readable and none to unpack to more than may be; KitError else."""
    try:
        package = Package(data)
        for part in package.names:
            package.read(part)
    except KitError as error:
        raise KitError(f"{what} can't be opened: {error.message}", "Open it in PowerPoint and save it again.") from None
    return data


def _follow(master: SlideMaster) -> None:
    """Whatever is asked of a master later, and of its layouts: KeyError where one of them points to nothing."""
    etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    for layout in master.slide_layouts:
        _ = layout.slide_master


def _as_deck(data: bytes) -> bytes:
    """The same file, called a .pptx in its list of types."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copied:
        for one in archive.infolist():
            part = archive.read(one)
            for kind in _KINDS if one.filename == "[Content_Types].xml" else ():
                part = part.replace(kind.encode(), _MAIN.encode())
            copied.writestr(one.filename, part)
    return out.getvalue()


def resize(deck: Deck, report: list[str]) -> None:
    """Make slides of another height as tall as ours, all their parts along: on a screen they look the same.

    Slides of 10 x 5.625 inches are as common as those of 13.33 x 7.5; sizes in points say nothing without the height.
    """
    high = int(deck.slide_height)
    factor = HEIGHT / high
    if abs(factor - 1) < 0.03:
        return
    report.append(
        f"Your slides are {high / 914400:.1f} inches high; they are made 7.5 inches high, all their parts along, and look the same on a screen."
    )
    deck.slide_width, deck.slide_height = round(int(deck.slide_width) * factor), HEIGHT
    for master in deck.slide_masters:
        for holder in (master, *master.slide_layouts):
            for node in holder._element.iter():
                _scale(node, factor)


def _scale(node: Node, factor: float) -> None:
    tag = str(node.tag).rpartition("}")[2]
    keys = ("marL", "marR", "indent") if tag.endswith("pPr") else _LENGTHS.get(tag, ())
    for key in keys:
        value = node.get(key, "")
        if value.lstrip("-").isdigit():
            found = round(int(value) * factor)
            node.set(key, str(max(100, found // 100 * 100) if key == "sz" else found))


def theme_part(deck: Deck) -> Part:
    """The part of the theme of the deck's first master."""
    found: Part = deck.slide_master.part.part_related_by(RT.THEME)
    return found


def colors(deck: Deck) -> dict[str, str]:
    """The theme's colours as slides name them, by the master's map, as RRGGBB."""
    own = {slot: _value(node) for slot, node in _slots(etree.fromstring(theme_part(deck).blob))}
    out = {slot: own.get(goal, "") for slot, goal in _mapped(deck).items()}
    return {slot: value for slot, value in out.items() if len(value) == 6}


def _mapped(deck: Deck) -> dict[str, str]:
    mapped = deck.slide_master._element.find(name("p:clrMap"))
    return {str(slot): str(goal) for slot, goal in (mapped.attrib.items() if mapped is not None else ())}


def _slots(theme: Node) -> Iterator[tuple[str, Node]]:
    scheme = theme.find(f".//{name('a:clrScheme')}")
    for node in scheme if scheme is not None else ():
        if len(node):
            yield node.tag.rpartition("}")[2], node


def _value(node: Node) -> str:
    return (node[0].get("lastClr") or node[0].get("val") or "").upper()


def readable(deck: Deck, report: list[str]) -> None:
    """Give words and links that can hardly be read on the template's ground another colour in the deck's theme.

    A program sets links in the theme's colour whatever a run says, so that only the theme can mend them.
    """
    known = colors(deck)
    named, ink = known.get("bg1", "FFFFFF"), known.get("tx1", "000000")
    changes: dict[str, str] = {}
    ground = painted(deck.slide_master, known) or named
    if ground != named:
        changes["bg1"] = ground
        paint(deck.slide_master)
        report.append(f"Your slides' ground is #{ground}, not the #{named} that your theme names: the deck's theme names it.")
    if contrast(ink, ground) < 4.5:
        changes["tx1"] = max(("000000", "FFFFFF"), key=lambda color: contrast(color, ground))
        report.append(
            f"Your text colour #{ink} can hardly be read on #{ground} ({contrast(ink, ground):.1f} : 1; 4.5 is the least): words are #{changes['tx1']}."
        )
    for slot in ("hlink", "folHlink"):
        if slot in known and contrast(known[slot], ground) < 4.5:
            changes[slot] = changes.get("tx1", ink)
            if slot == "hlink":
                report.append(
                    f"Your colour of links #{known[slot]} has a contrast of {contrast(known[slot], ground):.1f} : 1 on the ground: links are in the text colour, underlined."
                )
    if changes:
        _recolor(deck, changes)


def _recolor(deck: Deck, changes: dict[str, str]) -> None:
    part = theme_part(deck)
    theme = etree.fromstring(part.blob)
    mapped = _mapped(deck)
    wanted = {mapped.get(slot, slot): value for slot, value in changes.items()}
    for slot, node in _slots(theme):
        if slot in wanted:
            for child in list(node):
                node.remove(child)
            etree.SubElement(node, f"{{{NS['a']}}}srgbClr", val=wanted[slot])
    part._blob = etree.tostring(theme, encoding="UTF-8", standalone=True)
