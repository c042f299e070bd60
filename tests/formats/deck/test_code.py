"""The QR code on the slide is a code: a scanner reads the address that stands beside it."""

from __future__ import annotations

from typing import Any

import zxingcpp
from PIL import Image, ImageDraw

from tests.formats.deck.conftest import NS, Deck

_MODULE = 8  # pixels


def _drawn(geometry: Any) -> Image.Image:
    """A custom geometry of straight lines as black on white, each subpath filled."""
    path = geometry.find("a:pathLst/a:path", NS)
    image = Image.new("L", (int(path.get("w")) * _MODULE, int(path.get("h")) * _MODULE), 255)
    canvas = ImageDraw.Draw(image)
    corners: list[tuple[int, int]] = []
    for step in path:
        if step.tag.endswith("}close"):
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            canvas.rectangle((min(xs), min(ys), max(xs) - 1, max(ys) - 1), fill=0)
            corners = []
        else:
            point = step.find("a:pt", NS)
            corners.append((int(point.get("x")) * _MODULE, int(point.get("y")) * _MODULE))
    return image


def test_the_code_leads_where_the_slide_says(either: Deck) -> None:
    """The decoded address is the link's target, and stands on the slide in plain letters."""
    slide = either.xml("ppt/slides/slide2.xml")
    codes = [shape for shape in slide.iterfind(".//p:sp", NS) if shape.find(".//p:cNvPr[@descr]", NS) is not None]
    assert len(codes) == 1
    found = zxingcpp.read_barcodes(_drawn(codes[0].find("p:spPr/a:custGeom", NS)))
    targets = [r.get("Target") for r in either.xml("ppt/slides/_rels/slide2.xml.rels") if r.get("TargetMode") == "External"]
    assert [code.text for code in found] == targets
    address = found[0].text.removeprefix("https://")
    assert address in "".join(text.text for text in slide.iterfind(".//a:t", NS))
    assert address in codes[0].find(".//p:cNvPr", NS).get("descr")


def test_the_code_keeps_its_quiet_zone(either: Deck) -> None:
    """Four modules around the code are white, and it is square and at least 3.4 inches wide."""
    code = next(
        shape
        for shape in either.xml("ppt/slides/slide2.xml").iterfind(".//p:sp", NS)
        if shape.find(".//p:cNvPr[@descr]", NS) is not None
    )
    image = _drawn(code.find("p:spPr/a:custGeom", NS))
    quiet = 4 * _MODULE
    box = image.point(lambda value: 255 - value).getbbox()
    assert box == (quiet, quiet, image.width - quiet, image.height - quiet)
    size = code.find("p:spPr/a:xfrm/a:ext", NS)
    assert size.get("cx") == size.get("cy")
    assert int(size.get("cx")) >= 3.4 * 914400
