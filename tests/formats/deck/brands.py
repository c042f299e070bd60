"""Templates like those that organisations have, made from python-pptx's own: each with one thing that is hard on a writer."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

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


def a_potx() -> bytes:
    """The same saved as a template."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wide())) as archive, zipfile.ZipFile(out, "w") as copied:
        for one in archive.infolist():
            data = archive.read(one)
            copied.writestr(
                one.filename, data.replace(b"presentation.main+xml", b"template.main+xml") if one.filename[0] == "[" else data
            )
    return out.getvalue()


BRANDS: dict[str, Callable[[], bytes]] = {
    made.__name__: made for made in (plain, wide, odd_numbers, full_picture, right_to_left, no_title_layout, a_potx)
}
