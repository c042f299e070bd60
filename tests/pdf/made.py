"""Small TrueType fonts for tests, and what fontTools reads of them."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont


def font_of(glyphs: dict[str, object], advances: dict[str, int]) -> bytes:
    """A font of these glyphs, in order, each with its advance, its outline where it begins, at 1000 units an em."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(glyphs)
    drawn = builder.font["glyf"].glyphs
    builder.setupHorizontalMetrics({name: (advance, getattr(drawn[name], "xMin", 0)) for name, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupMaxp()
    builder.setupHead()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def opened(font: bytes) -> TTFont:
    """A font with its checksums tested."""
    return TTFont(io.BytesIO(font), checkChecksums=2, lazy=False)
