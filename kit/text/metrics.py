"""Heights: how tall the letters of a script stand, the line height that keeps lines apart, and the ink of a laid-out line.

The extents are of running text with the marks a sheet for the public carries, measured on the faces (a test measures again).
The fonts' own line heights are no guide: Noto Sans Khmer's is less than its letters need, Noto Sans Arabic's leaves room for
marks of scripture. Left out on purpose: vertical text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kit.text.faces import Face, stack
from kit.text.shape import Cluster, Composite

# ISO 15924 script -> (above, below) the baseline, in em, of regular and bold.
EXTENTS = {
    "Latn": (1.06, 0.25),  # Vietnamese capitals with two marks
    "Cyrl": (0.94, 0.25),
    "Grek": (0.93, 0.25),
    "Arab": (1.10, 0.55),  # one mark over or under a letter
    "Hebr": (0.80, 0.40),
    "Deva": (1.02, 0.40),
    "Beng": (0.95, 0.45),
    "Taml": (0.86, 0.33),
    "Telu": (0.88, 0.50),
    "Thai": (1.06, 0.45),  # tone mark over a vowel mark
    "Laoo": (1.17, 0.56),
    "Khmr": (1.12, 0.70),  # one letter under another, and a mark above
    "Mymr": (1.02, 0.75),
    "Ethi": (0.88, 0.25),
    "Hans": (0.88, 0.25),
    "Hant": (0.88, 0.25),
    "Jpan": (0.88, 0.25),
    "Kore": (0.88, 0.25),
    "Guru": (0.95, 0.40),
    "Gujr": (0.95, 0.42),
    "Knda": (0.88, 0.50),
    "Mlym": (0.90, 0.35),
    "Sinh": (1.02, 0.32),
    "Armn": (0.88, 0.25),
    "Geor": (0.88, 0.27),
    "Aran": (1.82, 0.70),  # words slope down to the line; the face asks for no less
}


def line_height(script: str, size: float, factor: float) -> float:
    """Baseline to baseline in points: `factor` x `size`, or more where the script's letters would touch."""
    up, down = EXTENTS[script]
    return max(factor, up + down) * size


def ascent(script: str, size: float, factor: float) -> float:
    """From the top of a line of `line_height` to its baseline, in points; room to spare is shared above and below."""
    up, down = EXTENTS[script]
    return (up + max(0.0, factor - up - down) / 2) * size


def ink(face: Face, clusters: Iterable[Cluster]) -> tuple[float, float]:
    """How far clusters reach above and below the baseline, in em (both positive)."""
    boxes = [_ink(face, cluster.glyph) for cluster in clusters]
    return max((up for up, _ in boxes), default=0.0), max((down for _, down in boxes), default=0.0)


@functools.lru_cache(maxsize=8192)
def _ink(face: Face, glyph: int | Composite) -> tuple[float, float]:
    parts = glyph.parts if isinstance(glyph, Composite) else ((glyph, 0, 0),)
    tops, bottoms = [0], [0]
    for part, _, y in parts:
        extents = face.hb_font.get_glyph_extents(part)
        if extents is not None and extents.height:
            tops.append(y + extents.y_bearing)
            bottoms.append(y + extents.y_bearing + extents.height)
    return max(tops) / face.upem, -min(bottoms) / face.upem


def cap_height(script: str, *, bold: bool = False) -> float:
    """Height of a capital (or the H of a script without capitals), in em."""
    return stack(script, bold=bold)[0].cap_height
