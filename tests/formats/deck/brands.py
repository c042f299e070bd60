"""Templates like those that organisations have, made from python-pptx's own: each with one thing that is hard on a writer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE = "application/vnd.openxmlformats-officedocument.presentationml."
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def _saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def plain() -> bytes:
    """The library's own: 4:3, eleven layouts, pale accents."""
    return _saved(Presentation())


def wide() -> bytes:
    """The same at 16:9, its places moved along."""
    deck = Presentation()
    old = deck.slide_width
    deck.slide_width = 12192000
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm") is not None:
                shape.left, shape.width = int(shape.left * 12192000 / old), int(shape.width * 12192000 / old)
    return _saved(deck)


def odd_numbers() -> bytes:
    """Placeholders with numbers of their own, as many add-ins give them."""
    deck = Presentation(io.BytesIO(wide()))
    for layout in deck.slide_layouts:
        for at, node in enumerate(layout._element.iter(f"{_P}ph")):
            if node.get("idx"):
                node.set("idx", str(4294967000 + at))
    return _saved(deck)


def full_picture() -> bytes:
    """A picture over the whole master."""
    deck = Presentation(io.BytesIO(wide()))
    out = io.BytesIO()
    Image.new("RGB", (160, 90), (20, 60, 40)).save(out, "PNG")
    out.seek(0)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    picture = slide.shapes.add_picture(out, 0, 0, deck.slide_width, deck.slide_height)
    blip = next(picture._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    rel = deck.slide_master.part.relate_to(slide.part.related_part(blip.get(key)), RT.IMAGE)
    blip.set(key, rel)
    tree = deck.slide_master._element.find(f"{_P}cSld/{_P}spTree")
    tree.insert(2, picture._element)
    return _saved(deck)


def right_to_left() -> bytes:
    """A master whose words run right to left."""
    deck = Presentation(io.BytesIO(wide()))
    for node in deck.slide_master._element.find(f"{_P}txStyles").iter():
        if str(node.tag).endswith("pPr"):
            node.set("rtl", "1")
            node.set("algn", "r")
    return _saved(deck)


def no_title_layout() -> bytes:
    """No layout for a first slide, and none for a section."""
    deck = Presentation(io.BytesIO(wide()))
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") in ("title", "secHead"):
            deck.slide_layouts.remove(layout)
    return _saved(deck)


def _called(data: bytes, kind: str, extra: dict[str, bytes] | None = None) -> bytes:
    """The same file under another main type, with parts put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copied:
        for one in archive.infolist():
            part = archive.read(one)
            main = f"{_OFFICE}presentation.main+xml".encode()
            copied.writestr(one.filename, part.replace(main, kind.encode()) if one.filename[0] == "[" else part)
        for name, part in (extra or {}).items():
            copied.writestr(name, part)
    return out.getvalue()


def a_potx() -> bytes:
    """The same saved as a template."""
    return _called(wide(), f"{_OFFICE}template.main+xml")


def with_macros() -> bytes:
    """A template with a program in it."""
    deck = Presentation(io.BytesIO(wide()))
    program = Part(PackURI("/ppt/vbaProject.bin"), "application/vnd.ms-office.vbaProject", deck.part.package, b"program")
    deck.part.relate_to(program, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    return _called(_saved(deck), "application/vnd.ms-powerpoint.template.macroEnabled.main+xml")


def a_show() -> bytes:
    """A file that opens as a running show."""
    return _called(wide(), f"{_OFFICE}slideshow.main+xml")


def small() -> bytes:
    """Slides of 10 x 5.625 inches, as many programs make them, with all that stands on them as small."""
    deck = Presentation(io.BytesIO(wide()))
    deck.slide_width, deck.slide_height = 9144000, 5143500
    for holder in (deck.slide_master, *deck.slide_layouts):
        for node in holder._element.iter(f"{_A}off", f"{_A}ext"):
            for key in ("x", "y", "cx", "cy"):
                if node.get(key):
                    node.set(key, str(int(node.get(key)) * 3 // 4))
    return _saved(deck)


def _box(deck: Any, frame: tuple[int, int, int, int], color: str) -> Any:
    """A filled box, to be put on a layout or master."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_shape(1, *frame)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(color)
    return shape._element


def dark_layout() -> bytes:
    """A second layout for words whose place is larger, on a dark ground, with the theme's colours turned round."""
    deck = Presentation(io.BytesIO(wide()))
    dark = deck.slide_layouts[3]
    for shape in list(dark.placeholders)[2:3]:
        shape._element.getparent().remove(shape._element)
    body = next(one for one in dark.placeholders if one.placeholder_format.idx == 1)
    body.left, body.top, body.width, body.height = 300000, 1400000, 11500000, 5000000
    found = dark._element.find(f"{_P}clrMapOvr")
    for child in list(found):
        found.remove(child)
    turned = dict(deck.slide_master._element.find(f"{_P}clrMap").attrib) | {"bg1": "dk1", "tx1": "lt1"}
    found.append(found.makeelement(f"{_A}overrideClrMapping", turned))
    return _saved(deck)


def pale_words() -> bytes:
    """Words, titles and links in colours that nobody in the back row can read."""
    deck = Presentation(io.BytesIO(wide()))
    part = deck.slide_master.part.part_related_by(RT.THEME)
    for slot, color in (("dk1", "9FB4C7"), ("hlink", "CCB400"), ("dk2", "C9C9C9")):
        part._blob = re.sub(
            rb"(<a:%s>).*?(</a:%s>)" % ((slot.encode(),) * 2), rb'\1<a:srgbClr val="%s"/>\2' % color.encode(), part.blob
        )
    for node in deck.slide_master._element.find(f"{_P}txStyles/{_P}titleStyle").iter(f"{_A}schemeClr"):
        node.set("val", "tx2")
    return _saved(deck)


def bands() -> bytes:
    """A coloured band under the foot, one under the title with white words, and a logo at the foot's start."""
    deck = Presentation(io.BytesIO(wide()))
    tree = deck.slide_master._element.find(f"{_P}cSld/{_P}spTree")
    tree.insert(2, _box(deck, (0, 6300000, 12192000, 558000), "5B1E87"))
    tree.insert(2, _box(deck, (0, 0, 12192000, 1450000), "404040"))
    for node in deck.slide_master._element.find(f"{_P}txStyles/{_P}titleStyle").iter(f"{_A}schemeClr"):
        node.set("val", "bg1")
    return _saved(deck)


def upright_first() -> bytes:
    """The only layouts with a large place for words set them from top to bottom."""
    deck = Presentation(io.BytesIO(wide()))
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") not in ("vertTx", "vertTitleAndTx", "secHead"):
            deck.slide_layouts.remove(layout)
    return _saved(deck)


def _ground(deck: Any, xml: str) -> None:
    """Paint the master with a ground written as XML."""
    space = deck.slide_master._element.find(f"{_P}cSld")
    for old in space.findall(f"{_P}bg"):
        space.remove(old)
    spaces = f'xmlns:a="{_A[1:-1]}" xmlns:p="{_P[1:-1]}"'
    space.insert(0, etree.fromstring(f"<p:bg {spaces}>{xml}</p:bg>"))


def dark_ground() -> bytes:
    """A master painted in a shade of a colour that its theme does not name as the ground."""
    deck = Presentation(io.BytesIO(wide()))
    shade = '<a:schemeClr val="bg2"><a:lumMod val="10000"/></a:schemeClr>'
    _ground(deck, f"<p:bgPr><a:solidFill>{shade}</a:solidFill><a:effectLst/></p:bgPr>")
    return _saved(deck)


def shaded_ground() -> bytes:
    """A master whose ground is one of its theme's shades from one colour to another."""
    deck = Presentation(io.BytesIO(wide()))
    part = deck.slide_master.part.part_related_by(RT.THEME)
    shades = b'<a:gradFill><a:gsLst><a:gs pos="0"><a:schemeClr val="phClr"/></a:gs><a:gs pos="100000"><a:srgbClr val="000000"/></a:gs></a:gsLst></a:gradFill>'
    part._blob = re.sub(
        rb"<a:bgFillStyleLst>.*</a:bgFillStyleLst>",
        b"<a:bgFillStyleLst>" + 3 * shades + b"</a:bgFillStyleLst>",
        part.blob,
        flags=re.DOTALL,
    )
    _ground(deck, '<p:bgRef idx="1003"><a:schemeClr val="bg1"/></p:bgRef>')
    return _saved(deck)


def odd_lines() -> bytes:
    """Words in lines that touch each other, with space under each paragraph."""
    deck = Presentation(io.BytesIO(wide()))
    for style in ("titleStyle", "bodyStyle"):
        for level in deck.slide_master._element.find(f"{_P}txStyles/{_P}{style}"):
            if str(level.tag).endswith("pPr"):
                for old in [one for one in level if str(one.tag).endswith(("lnSpc", "spcAft"))]:
                    level.remove(old)
                level.insert(0, etree.fromstring(f'<a:lnSpc xmlns:a="{_A[1:-1]}"><a:spcPct val="70000"/></a:lnSpc>'))
                after = etree.fromstring(f'<a:spcAft xmlns:a="{_A[1:-1]}"><a:spcPts val="2400"/></a:spcAft>')
                level.insert(2 if str(level[1].tag).endswith("spcBef") else 1, after)
    return _saved(deck)


def edge_to_edge() -> bytes:
    """Places for title and words as wide as the slide, a logo at the foot's end, and a line under the title."""
    deck = Presentation(io.BytesIO(wide()))
    for holder in (deck.slide_master, deck.slide_layouts[1]):
        for shape in holder.placeholders:
            if shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT):
                shape.left, shape.top = 0, int(shape.top)
                shape.width, shape.height = deck.slide_width, int(shape.height)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    line = slide.shapes.add_connector(1, 0, 900000, deck.slide_width, 900000)
    tree = deck.slide_master._element.find(f"{_P}cSld/{_P}spTree")
    tree.insert(2, line._element)
    tree.insert(2, _box(deck, LOGO, "B05010"))
    return _saved(deck)


LOGO = (11000000, 6100000, 1000000, 700000)
"""Where the logo of `edge_to_edge` stands."""


BRANDS: dict[str, Callable[[], bytes]] = {
    made.__name__: made for made in (plain, wide, odd_numbers, full_picture, right_to_left, no_title_layout, a_potx)
}
REAL: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        with_macros,
        a_show,
        small,
        dark_layout,
        pale_words,
        bands,
        upright_first,
        dark_ground,
        shaded_ground,
        odd_lines,
        edge_to_edge,
    )
}
"""What templates of real organisations had, each as one thing."""
