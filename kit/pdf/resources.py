"""What pages draw with, as PDF objects: Type0 fonts (ISO 32000-1, 9.7), raster images (8.9) and vector pictures (8.10).

Left out on purpose: choosing glyphs (`kit.pdf.fonts` gives plain values).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from kit.art import Art, Command
from kit.caches import KeptOf
from kit.pdf.fonts import DEFAULT_WIDTH, FontObjects
from kit.pdf.objects import Objects, array, number, reference, text_string

_FORMATS = {"M": "%.2f %.2f m", "L": "%.2f %.2f l", "C": "%.2f %.2f %.2f %.2f %.2f %.2f c", "Z": "h"}


def write_font(objects: Objects, font: FontObjects) -> int:
    """Embed a font as Type0 with Identity-H and one CIDFont below; returns the number of the Type0 dictionary."""
    name = b"/BaseFont/" + font.base_font.encode("ascii")
    program, kind = _write_program(objects, font)
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox%s/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d%s>>"
        % (
            font.base_font.encode("ascii"),
            font.flags,
            array(font.bbox),
            font.italic_angle,
            font.ascent,
            font.descent,
            font.cap_height,
            font.stem_v,
            program,
        )
    )
    widths = "".join(f"{first}[{' '.join(map(number, row))}]" for first, row in font.widths)
    descendant = objects.add(
        b"<</Type/Font%s%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW %d/W[%s]>>"
        % (kind, name, descriptor, DEFAULT_WIDTH, widths.encode("ascii"))
    )
    return objects.add(
        b"<</Type/Font/Subtype/Type0%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, objects.add_stream(font.to_unicode))
    )


def _write_program(objects: Objects, font: FontObjects) -> tuple[bytes, bytes]:
    """Embed the font program; returns the entry of the descriptor that holds it, and what the CIDFont says of its kind."""
    if font.cid_to_gid is None:
        program = objects.add_stream(font.program, b"/Subtype/CIDFontType0C/Filter/FlateDecode", compress=False)
        return b"/FontFile3 %d 0 R" % program, b"/Subtype/CIDFontType0"
    program = objects.add_stream(font.program, b"/Filter/FlateDecode/Length1 %d" % font.program_length, compress=False)
    mapped = objects.add_stream(font.cid_to_gid)
    return b"/FontFile2 %d 0 R" % program, b"/Subtype/CIDFontType2/CIDToGIDMap %d 0 R" % mapped


def write_intent(objects: Objects) -> bytes:
    """The output intent that says what the colours are meant to be (14.11.5): sRGB, with a profile of its own."""
    profile = objects.add_stream((Path(__file__).parent / "srgb.icc").read_bytes(), b"/N 3")
    name = text_string("sRGB IEC61966-2.1")
    return b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>" % (
        name,
        name,
        profile,
    )


def write_image(objects: Objects, data: bytes) -> int:
    """Embed an image: JPEG files as they are, others as RGB with their transparency as a soft mask."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        size = f"/Width {image.width}/Height {image.height}".encode("ascii")
        head = b"/Type/XObject/Subtype/Image" + size + b"/BitsPerComponent 8/ColorSpace"
        if image.format == "JPEG" and image.mode in ("RGB", "L"):
            space = b"/DeviceRGB" if image.mode == "RGB" else b"/DeviceGray"
            return objects.add_stream(data, b"/Filter/DCTDecode" + head + space, compress=False)
        pixels = image.convert("RGBA")
    mask = objects.add_stream(pixels.getchannel("A").tobytes(), head + b"/DeviceGray")
    return objects.add_stream(pixels.convert("RGB").tobytes(), head + b"/DeviceRGB/SMask " + reference(mask))


def write_drawing(objects: Objects, art: Art) -> int:
    """A vector picture as a form XObject in its own units, y downwards; paths without a colour take the current one."""
    box = array((0, 0, art.width, art.height))
    entries = b"/Type/XObject/Subtype/Form/Resources<<>>/Filter/FlateDecode/BBox" + box
    return objects.add_stream(_deflated(art), entries, compress=False)


_kept: KeptOf[Art, bytes] = KeptOf(256)


def _deflated(art: Art) -> bytes:
    """The picture's operators, deflated. Kept by identity, because a topic's documents share their pictures."""
    known = _kept.get(art)
    if known:
        return known
    code = []
    for path in art.paths:
        ops = operators(path.commands)
        paint = f"{ops} {'f*' if path.even_odd else 'f'}"
        code.append(f"q {_css(path.color)} {paint} Q" if path.color else paint)
    return _kept.keep(zlib.compress("\n".join(code).encode("ascii"), 9), art)


def operators(commands: Sequence[Command]) -> str:
    """Path construction operators (8.5.2) of commands."""
    return " ".join([_FORMATS[letter] % values for letter, values in commands]).replace(".00 ", " ")


def _css(color: str) -> str:
    """The operator that fills with a CSS colour: sRGB, or DeviceGray where it is black, white or a grey."""
    from reportlab.lib.colors import toColor

    value = toColor(color)
    parts = (value.red, value.green, value.blue)
    return f"{number(value.red)} g" if len(set(parts)) == 1 else " ".join(map(number, parts)) + " rg"
