"""Pictures as paths: what is read, what is refused, and that the kit's own pictograms and QR codes are what they must be."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from kit.art import MAX_SVG_BYTES, Art, Command, parse_path, path_data, qr, read_svg
from kit.errors import KitError
from tests.validators import need_module

ROOT = Path(__file__).parent.parent
PICTOGRAMS = sorted((ROOT / "content" / "pictograms").glob("*.svg"))
TRIANGLE = '<path d="M1 1L9 1L9 9Z"/>'


def svg(inside: str = TRIANGLE, attributes: str = 'viewBox="0 0 48 48"', before: str = "") -> bytes:
    """An SVG file with this inside."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def points(commands: tuple[Command, ...], steps: int = 16) -> Iterator[tuple[float, float]]:
    """Points along a path, curves in this many steps."""
    here = (0.0, 0.0)
    for letter, values in commands:
        if letter == "C":
            (x0, y0), (x1, y1, x2, y2, x3, y3) = here, values
            for t in (step / steps for step in range(1, steps + 1)):
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3
        elif letter != "Z":
            yield values[0], values[1]
        here = (values[-2], values[-1]) if values else here


# --- paths ----------------------------------------------------------------------------------------------------------


def test_lines_become_absolute() -> None:
    """Relative, horizontal and vertical lines come out as absolute ones (SVG 2, 9.3.4)."""
    wanted = (("M", (1.0, 2.0)), ("L", (4.0, 2.0)), ("L", (4.0, 7.0)), ("L", (3.0, 6.0)), ("Z", ()))
    assert parse_path("m1 2h3v5l-1-1z") == wanted
    assert parse_path("M1,2 H4 V7 L3,6 Z") == wanted


def test_closing_draws_the_last_line() -> None:
    """A line back to the start is left to the closing, which draws it; the next subpath starts from there."""
    assert parse_path("M1 1H5V5L1 1Zl2 0V9z") == parse_path("M1 1H5V5ZM1 1H3V9Z")


def test_short_forms_are_read() -> None:
    """Numbers may run into each other as the SVG grammar lets them: -.5.5 is two numbers."""
    assert parse_path("M0 0l-.5.5 1e1-2")[1:] == (("L", (-0.5, 0.5)), ("L", (9.5, -1.5)))


def test_quadratic_curves_become_cubic_ones() -> None:
    """A quadratic curve passes through the same points as the cubic one it becomes; the ends are kept."""
    _, (letter, values) = parse_path("M0 0Q6 12 12 0")
    assert letter == "C"
    assert values == pytest.approx((4, 8, 8, 8, 12, 0))
    middle = list(points(parse_path("M0 0Q6 12 12 0"), steps=2))[1]
    assert middle == pytest.approx((6, 6))


def test_smooth_curves_go_on_in_the_same_direction() -> None:
    """The first control point of S is the mirrored last one of the curve before (SVG 2, 9.3.6)."""
    assert parse_path("M0 0C0 3 3 3 3 0S6-3 6 0")[2] == ("C", (3.0, -3.0, 6.0, -3.0, 6.0, 0.0))


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_arcs_become_curves_on_the_circle(flags: str) -> None:
    """Every point of an arc is at its radius from the centre that the flags choose, and the arc is as long as they say."""
    large, sweep = flags.split()
    found = list(points(parse_path(f"M10 0A10 10 0 {large} {sweep} 0 10")))
    centre = (10, 10) if large == sweep else (0, 0)
    assert found[-1] == pytest.approx((0, 10))
    assert all(math.dist(point, centre) == pytest.approx(10, abs=0.02) for point in found)
    turned = sum(math.dist(one, other) for one, other in pairwise(found)) / 10
    assert turned == pytest.approx(math.pi * (1.5 if large == "1" else 0.5), abs=0.05)


def test_path_data_says_the_same() -> None:
    """What is written is read back as the same commands; numbers have two decimals at most and no needless zeros."""
    commands = parse_path("M1.5 2.25L10 3C4 5 6.75 7 8 9Z")
    assert path_data(commands) == "M1.5 2.25L10 3C4 5 6.75 7 8 9Z"
    assert parse_path(path_data(commands)) == commands
    assert path_data((("M", (1 / 3, 2.0)),)) == "M0.33 2"


# --- SVG ------------------------------------------------------------------------------------------------------------


def test_allowed_svg_is_read() -> None:
    """Size, colour, fill rule and order of the paths are kept; what is not filled is not drawn."""
    inside = f'<title>Cup</title><g><path fill="#0A5556" fill-rule="evenodd" d="M0 0L1 0L1 1Z"/>{TRIANGLE}<path fill="none" d="M0 0L1 1"/></g>'
    art = read_svg(svg(inside, 'viewBox="0,0,60,20"'), "cup", mirror=True)
    assert (art.id, art.width, art.height, art.mirror) == ("cup", 60, 20, True)
    assert [(path.color, path.even_odd) for path in art.paths] == [("#0A5556", True), (None, False)]


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">'
ENTITY = '<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
REFUSED = {
    "doctype": (svg(before=DOCTYPE), "declares a doctype"),
    "entity": (svg("<title>&file;</title>", before=ENTITY), "declares a doctype or an entity"),
    "stroke": (svg('<path stroke="red" d="M0 0L1 1"/>'), "the attribute stroke is not allowed"),
    "transform": (svg(f'<g transform="rotate(9)">{TRIANGLE}</g>'), "the attribute transform is not allowed"),
    "style": (svg('<path style="fill:red" d="M0 0L1 1"/>'), "the attribute style is not allowed"),
    "clip": (svg('<path clip-path="url(#a)" d="M0 0L1 1"/>'), "the attribute clip-path is not allowed"),
    "script": (svg("<script>alert(1)</script>"), "<script> is not allowed"),
    "image": (svg('<image href="https://example.org/a.png"/>'), "<image> is not allowed"),
    "text": (svg("<text>Cup</text>"), "<text> is not allowed"),
    "foreign namespace": (svg('<x:object xmlns:x="urn:x"/>'), "<object> is not allowed"),
    "moved viewBox": (svg(attributes='viewBox="1 0 48 48"'), "the viewBox must start at 0 0"),
    "no viewBox": (svg(attributes=""), "no viewBox or no path"),
    "half a viewBox": (svg(attributes='viewBox="0 0 48"'), "can't be read"),
    "no path": (svg(""), "no viewBox or no path"),
    "broken path": (svg('<path d="M0 0L1"/>'), "can't be read"),
    "broken XML": (svg("<g>"), "not well-formed XML"),
    "not XML": (b"\x89PNG\r\n\x1a\n", "not well-formed XML"),
    "empty": (b"", "not well-formed XML"),
    "unknown encoding": (b'<?xml version="1.0" encoding="foo"?>' + svg("<g/>"), "an unknown encoding"),
    "huge": (svg(" " * MAX_SVG_BYTES), "larger than 400 kB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_svg_is_refused(name: str) -> None:
    """What can't be drawn the same in every format, or reaches outside the file, is refused with the file's name and advice."""
    data, wanted = REFUSED[name]
    with pytest.raises(KitError, match=wanted) as caught:
        read_svg(data, "cup.svg")
    assert caught.value.message.startswith("cup.svg")
    assert caught.value.advice


# --- QR codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/withdrawal/en.html?v=1.0", "tel:+15550100"])
def test_qr_code_leads_to_the_address(address: str) -> None:
    """The path, drawn as a bitmap, is read by a decoder as the address, and its quiet zone is 4 modules (ISO/IEC 18004, 9.1)."""
    art = qr(address)
    scale = 4
    image = Image.new("L", (int(art.width) * scale, int(art.height) * scale), 255)
    pen = ImageDraw.Draw(image)
    (path,) = art.paths
    for start in range(0, len(path.commands), 5):
        corners = [values for _, values in path.commands[start : start + 4]]
        (left, top), (right, bottom) = corners[0], corners[2]
        pen.rectangle((left * scale, top * scale, right * scale - 1, bottom * scale - 1), fill=0)
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == address
    xs, ys = zip(*points(path.commands), strict=True)
    assert (min(xs), min(ys), max(xs), max(ys)) == (4, 4, art.width - 4, art.height - 4)


# --- the kit's own pictograms -----------------------------------------------------------------------------------------


@pytest.fixture(params=PICTOGRAMS, ids=lambda path: path.stem)
def pictogram(request: pytest.FixtureRequest) -> Art:
    """Each pictogram of the content."""
    path: Path = request.param
    return read_svg(path.read_bytes(), path.name)


def test_pictogram_is_one_path_on_the_grid(pictogram: Art) -> None:
    """One filled path in the current colour, all of it on the 48 grid, so that every format draws the same shape."""
    assert (pictogram.width, pictogram.height) == (48, 48)
    (path,) = pictogram.paths
    assert path.color is None
    assert not path.even_odd
    assert all(0 <= value <= 48 for point in points(path.commands) for value in point)


def test_pictogram_is_large_enough_on_its_grid(pictogram: Art) -> None:
    """A pictogram fills its square in one direction, so that all look equally large beside words."""
    xs, ys = zip(*points(pictogram.paths[0].commands), strict=True)
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 40


def test_pictogram_is_light(pictogram: Art) -> None:
    """Few enough curves that a deck with all of them stays small."""
    assert len(pictogram.paths[0].commands) <= 160


def test_pictogram_has_its_drawing() -> None:
    """Each outline has the drawing it was made from, and each drawing its outline."""
    assert [path.name for path in PICTOGRAMS] == [path.name for path in sorted((PICTOGRAMS[0].parent / "source").glob("*.svg"))]


def test_outlines_are_up_to_date() -> None:
    """The outlines are those of today's drawings."""
    need_module("pathops")
    done = subprocess.run(
        [sys.executable, "tools/outline_pictograms.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
