"""Write docs/pictograms.html: every pictogram at 8, 16 and 48 mm, black, reversed, and as after a bad photocopy.

For the eyes of reviewers: is each understood, and does it survive the copier? The copier is drawn by an SVG filter: a blur of a
tenth of a millimetre, then black or white with nothing between, once too dark (gaps close) and once too light (lines break).
The page is one file without scripts; the same drawings give the same bytes.

    python3 -m tools.contact_sheet [--check]
"""

from __future__ import annotations

import argparse
import sys
from html import escape
from pathlib import Path

from kit.art import Art, path_data
from kit.content import pictograms, schema, validate

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "pictograms.html"
GRID = 48
SIZES = (8, 16, 48)
BLUR = 0.1
"""Standard deviation of the copier's blur, in millimetres on paper."""
COPIES = {"dark": "0 0 0 1 1 1 1 1 1 1", "light": "0 0 0 0 0 0 0 1 1 1"}
"""How much of a point must be black, in tenths, for it to stay black."""

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pictograms: contact sheet</title>
<style>
body { font: 1rem/1.5 "Noto Sans", sans-serif; color: #1a1d21; margin: 2rem auto; padding: 0 1rem; max-width: 75rem }
h1, h2 { color: #0f3d5c; line-height: 1.2 }
section { border-top: 1px solid #5b6b7a; padding: 1rem 0; break-inside: avoid }
section h2 { margin: 0; font-size: 1.125rem }
section p { margin: 0; max-width: 65ch }
ul { list-style: none; display: flex; flex-wrap: wrap; gap: 6mm; align-items: end; margin: 4mm 0 0; padding: 0 }
li { font-size: .875rem }
svg { display: block; fill: #000; background: #fff }
.reversed svg { fill: #fff; background: #000; print-color-adjust: exact; -webkit-print-color-adjust: exact }
</style>
</head>
<body>
<main>
<h1>Pictograms: contact sheet</h1>
<p>Written by <code>python3 -m tools.contact_sheet</code>; do not edit. Print it at 100&#160;% and hold it at arm’s length.
Each picture is shown at 8, 16 and 48&#160;mm, reversed, and as after a copier that is too dark and one that is too light.</p>
"""
TAIL = "</main>\n</body>\n</html>\n"


def page(folder: Path) -> str:
    """The whole page for the drawings and pictograms.yaml of a folder; ContentError if they are faulty."""
    arts, faults = pictograms.read(folder)
    validate.raise_faults(faults)
    about, _ = validate.load_or_raise(folder / "pictograms.yaml", dict[str, schema.PictogramModel])
    return HEAD + _store(arts) + "".join(_entry(art, about[art.id]) for art in arts) + TAIL


def _store(arts: tuple[Art, ...]) -> str:
    """Each drawing once, for all its sizes to use, and the filters: the blur is the paper's, so it differs by size."""
    symbols = "".join(
        f'<symbol id="{art.id}" viewBox="0 0 {GRID} {GRID}">'
        + "".join(f'<path d="{path_data(path.commands)}"/>' for path in art.paths)
        + "</symbol>\n"
        for art in arts
    )
    filters = "".join(
        f'<filter id="{name}-{size}" primitiveUnits="userSpaceOnUse" x="0" y="0" width="{GRID}" height="{GRID}">'
        f'<feGaussianBlur stdDeviation="{BLUR * GRID / size:g}"/>'
        f'<feComponentTransfer><feFuncA type="discrete" tableValues="{steps}"/></feComponentTransfer></filter>\n'
        for name, steps in COPIES.items()
        for size in SIZES[:2]
    )
    return f'<svg width="0" height="0" aria-hidden="true">\n<defs>\n{symbols}{filters}</defs>\n</svg>\n'


def _entry(art: Art, about: schema.PictogramModel) -> str:
    """One pictogram with what is said of it, and all its pictures; the largest has the alternative text."""
    black = "".join(_picture(art.id, size, f"{size} mm", alt=about.alt if size == SIZES[-1] else "") for size in SIZES)
    white = "".join(_picture(art.id, size, f"{size} mm, reversed", group="reversed") for size in SIZES[:2])
    copies = "".join(_picture(art.id, size, f"{size} mm, {name} copy", copy=name) for name in COPIES for size in SIZES[:2])
    turned = "<p>Turned round where text runs right to left.</p>\n" if about.mirror else ""
    return (
        f"<section>\n<h2>{art.id}</h2>\n<p>Shows: {escape(about.alt)}.</p>\n<p>Means: {escape(about.meaning)}.</p>\n"
        f"<p>Not to be taken for: {escape(about.not_to_confuse)}.</p>\n{turned}<ul>\n{black}{white}{copies}</ul>\n</section>\n"
    )


def _picture(name: str, size: int, words: str, *, group: str = "", copy: str = "", alt: str = "") -> str:
    """A drawing at a size in millimetres with the words under it."""
    heard = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    use = f'<use href="#{name}" width="{GRID}" height="{GRID}"' + (f' filter="url(#{copy}-{size})"' if copy else "") + "/>"
    drawing = f'<svg {heard} viewBox="0 0 {GRID} {GRID}" style="width:{size}mm;height:{size}mm">{use}</svg>'
    kind = f' class="{group}"' if group else ""
    return f"<li{kind}>{drawing}{escape(words)}</li>\n"


def main() -> int:
    """Write the page, or with --check only say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    made = page(ROOT / "content" / "pictograms")
    current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == made
    if not check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    sys.stdout.write(f"docs/pictograms.html is {'up to date' if current else 'out of date' if check else 'written'}\n")
    return 1 if check and not current else 0


if __name__ == "__main__":
    sys.exit(main())
