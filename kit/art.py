"""Pictures as vector paths: pictograms, QR codes and logos, read from a strict subset of SVG.

One value, `Art`, goes into every format: PDF paths, PowerPoint custGeom shapes, inline SVG. Coordinates have y growing
downwards, as in SVG. Left out on purpose: strokes, gradients, text, transforms, scripts, external references; an SVG that
has any of these is refused with a plain reason, never drawn half.
"""

from __future__ import annotations

import functools
import re
import xml.parsers.expat
from dataclasses import dataclass
from typing import Literal

from kit.errors import KitError

Command = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]

SVG = "http://www.w3.org/2000/svg"
MAX_SVG_BYTES = 400_000
_FAR = 1e6
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_CONTAINERS = {"svg", "g", "title", "desc", "path"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One filled outline: absolute moves, lines, cubic Bezier curves and closes. `color` is None for the current colour."""

    commands: tuple[Command, ...]
    even_odd: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """A picture of `width` x `height` units. `mirror` says that it is mirrored where text runs right to left."""

    id: str
    width: float
    height: float
    paths: tuple[Path, ...]
    mirror: bool = False


def parse_path(data: str) -> tuple[Command, ...]:
    """The `d` attribute of an SVG path (SVG 2, clause 9.3) as absolute commands; arcs and quadratics become cubics."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path as parse

    pen = RecordingPen()
    parse(data, pen)
    out: list[Command] = []
    here = start = (0.0, 0.0)
    for name, points in pen.value:
        match name:
            case "moveTo":
                here = start = points[0]
                out.append(("M", (float(here[0]), float(here[1]))))
            case "lineTo":
                here = points[0]
                out.append(("L", (float(here[0]), float(here[1]))))
            case "curveTo":
                out.append(("C", tuple(float(v) for point in points for v in point)))
                here = points[-1]
            case "qCurveTo":
                control, end = points[0], points[-1]
                first = tuple(a + (b - a) * 2 / 3 for a, b in zip(here, control, strict=True))
                second = tuple(a + (b - a) * 2 / 3 for a, b in zip(end, control, strict=True))
                out.append(("C", (*map(float, first), *map(float, second), float(end[0]), float(end[1]))))
                here = end
            case "closePath":
                here = start
                if out[-1] == ("L", (float(start[0]), float(start[1]))):
                    out.pop()  # the parser's own line to the start, which closing draws
                out.append(("Z", ()))
            case _:
                continue
    return tuple(out)


def path_data(commands: tuple[Command, ...]) -> str:
    """Commands as an SVG `d` attribute, with at most two decimals."""
    return "".join(letter + " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values) for letter, values in commands)


def read_svg(data: bytes, name: str, *, mirror: bool = False) -> Art:
    """Read the allowed subset of SVG: `svg`, `g`, `title`, `desc` and filled `path`s on a `viewBox` that starts at 0 0.

    Raises KitError for anything else: entities and doctypes (nothing outside the file is ever read), strokes, transforms,
    styles, scripts, images, a file over 400 kB, or text that is not XML.
    """
    if len(data) > MAX_SVG_BYTES:
        raise KitError(f"{name}: the SVG is larger than {MAX_SVG_BYTES // 1000} kB", "Simplify the drawing or use a PNG.")
    reader = _SvgReader(name)
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        raise KitError(
            f"{name}:{error.lineno}:{error.offset + 1}: not well-formed XML",
            "Export the SVG again from the drawing program.",
        ) from None
    except (ValueError, IndexError):
        raise KitError(f"{name}: a path or number in the SVG can't be read", "Export the SVG again as plain paths.") from None
    except LookupError:  # the library's word for an encoding that Python has not
        raise KitError(f"{name}: the SVG is written in an unknown encoding", "Save it as plain SVG in UTF-8.") from None
    if reader.width <= 0 or reader.height <= 0 or not reader.paths:
        raise KitError(
            f"{name}: the SVG has no viewBox or no path",
            "Export it with a viewBox that starts at 0 0 and with shapes turned into paths.",
        )
    return Art(id=name, width=reader.width, height=reader.height, paths=tuple(reader.paths), mirror=mirror)


class _SvgReader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.width = self.height = 0.0
        self.paths: list[Path] = []

    def doctype(self, *_: object) -> None:
        raise KitError(
            f"{self.name}: the SVG declares a doctype or an entity",
            "Save it as plain SVG without a doctype; nothing outside the file is ever read.",
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if local not in _CONTAINERS:
            raise KitError(
                f"{self.name}: <{local}> is not allowed in a logo or pictogram",
                "Turn all shapes and text into filled paths; or use a PNG.",
            )
        for forbidden in ("transform", "style", "stroke", "filter", "mask", "clip-path"):
            if attributes.get(forbidden, "none") != "none":
                raise KitError(
                    f"{self.name}: the attribute {forbidden} is not allowed",
                    "Flatten the drawing to plain filled paths; or use a PNG.",
                )
        if local == "svg":
            x, y, width, height = (float(v) for v in attributes.get("viewBox", "0 0 0 0").replace(",", " ").split())
            if (x, y) != (0.0, 0.0):
                raise KitError(
                    f"{self.name}: the viewBox must start at 0 0", "Move the drawing to the origin and export it again."
                )
            if not (abs(width) < _FAR and abs(height) < _FAR):
                raise ValueError("a size that is none")
            self.width, self.height = width, height
        elif local == "path":
            fill = attributes.get("fill", "currentColor")
            if fill == "none":
                return
            if fill != "currentColor" and not _COLOR.fullmatch(fill):
                raise KitError(f"{self.name}: the colour {fill[:40]!r} can't be printed", "Write colours as # and six digits.")
            commands = parse_path(attributes.get("d", ""))
            if not all(abs(value) < _FAR for _, values in commands for value in values):
                raise ValueError("a point that is nowhere")
            self.paths.append(
                Path(
                    commands=commands,
                    even_odd=attributes.get("fill-rule") == "evenodd",
                    color=None if fill == "currentColor" else fill,
                )
            )


@functools.lru_cache(maxsize=64)
def qr(address: str) -> Art:
    """The address as a QR code (ISO/IEC 18004), level Q, with its quiet zone of 4 modules, as one path on a square grid.

    A mask is fixed: any of the eight is valid, and the search for the prettiest costs more than the rest of the code.
    """
    import segno

    matrix = [bytes(row) for row in segno.make(address, error="q", boost_error=False, mask=4, micro=False).matrix]
    side = len(matrix) + 8
    commands: list[Command] = []
    for y, row in enumerate(matrix, start=4):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            left, right = float(start + 4), float(x + 4)
            commands += [
                ("M", (left, y)),
                ("L", (right, y)),
                ("L", (right, y + 1.0)),
                ("L", (left, y + 1.0)),
                ("Z", ()),
            ]
    return Art(id="qr", width=float(side), height=float(side), paths=(Path(commands=tuple(commands)),))
