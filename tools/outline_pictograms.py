"""Turn the drawings in content/pictograms/source/ into the filled outlines that the kit uses.

A drawing is an SVG on a 48 x 48 grid with two kinds of path: `stroke="currentColor"` (2.5 wide, round) and filled. The result
is one filled path, so that PDF, PowerPoint and web pages draw the same shape and overlaps can't cancel. Needs skia-pathops
(the `pictures` extra); nothing in a build does, because the outlines are kept beside the drawings.

    python3 tools/outline_pictograms.py [--check]
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET  # our own drawings only
from pathlib import Path

import pathops
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.svgLib.path import parse_path

FOLDER = Path(__file__).parent.parent / "content" / "pictograms"
SVG = "{http://www.w3.org/2000/svg}"
STROKE = 2.5


def outline(drawing: Path) -> str:
    """The drawing as an SVG with one filled path."""
    whole = pathops.Path()
    for element in ET.parse(drawing).getroot().iter(f"{SVG}path"):  # noqa: S314
        path = pathops.Path()
        parse_path(element.get("d", ""), path.getPen())
        if element.get("stroke"):
            path.stroke(float(element.get("stroke-width", STROKE)), pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
        path.convertConicsToQuads(0.02)
        if element.get("class") == "cut":
            whole = pathops.op(whole, path, pathops.PathOp.DIFFERENCE, fix_winding=True)
        else:
            path.simplify(fix_winding=True)
            whole = pathops.op(whole, path, pathops.PathOp.UNION, fix_winding=True)
    whole.convertConicsToQuads(0.02)
    pen = SVGPathPen(None, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    whole.draw(pen)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
        f'<path fill="currentColor" fill-rule="nonzero" d="{pen.getCommands()}"/></svg>\n'
    )


def main() -> int:
    """Write every outline, or with --check only say which are not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for drawing in sorted((FOLDER / "source").glob("*.svg")):
        made = outline(drawing)
        target = FOLDER / drawing.name
        if not target.exists() or target.read_text(encoding="utf-8") != made:
            stale.append(drawing.stem)
            if not check:
                target.write_text(made, encoding="utf-8")
    sys.stdout.write(f"{len(stale)} outlines {'out of date' if check else 'written'}: {', '.join(stale) or 'none'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
