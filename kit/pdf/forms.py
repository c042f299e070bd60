"""Fields to fill in on a screen (ISO 32000-1, 12.7): text fields and check boxes as widgets, with their appearance.

What is typed is drawn by the viewer with the one font of the form: a simple TrueType font with WinAnsiEncoding, embedded with all
characters of that encoding. Left out on purpose: other scripts (viewers shape none of them in a form's font; most take a font of the
computer instead, but nobody can promise that), scripts, calculation, submitting, radio buttons, lists and signatures.
"""

from __future__ import annotations

import functools
import zlib
from typing import NamedTuple

import uharfbuzz as hb

from kit.pdf.fonts import LAYOUT
from kit.pdf.objects import Objects, array, number, operands, text_string
from kit.text.faces import Face, face

Rectangle = tuple[float, float, float, float]

_FONT = "KitTyping"
_INK = "0.1 g"
_FIRST, _LAST = 32, 255
_MULTILINE, _PRINT = 1 << 12, 4
_NAMES = ("DSIG", "OS/2", "gasp", "meta", "name", "post")


class FormField(NamedTuple):
    """A field: its unique name, the label that is read out, what goes in, the size of typed text in points."""

    name: str
    label: str
    kind: str  # "text", "lines" (text that may break) or "check"
    size: float
    rtl: bool = False


class InteractiveForm:
    """The interactive form of one file: widgets as they are drawn, then the entry of the catalog."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._fields: list[int] = []
        self._names: set[str] = set()
        self._font = 0

    def widget(self, target: int, field: FormField, rectangle: Rectangle, key: int) -> None:
        """Write a field and its only widget, which are one object (`target`), over left, bottom, right, top.

        `key` is its StructParent. Fields of one name would share their value (12.7.3.2), so a second one gets a number.
        """
        wanted = name = field.name.replace(".", "-")  # a full stop would part the name into levels
        while name in self._names:
            name = f"{wanted}-{len(self._names)}"
        self._names.add(name)
        self._fields.append(target)
        box = array((0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]))
        own = self._check(rectangle) if field.kind == "check" else self._text(field, box)
        label = text_string(field.label)
        self._objects.put(
            target,
            b"<</Type/Annot/Subtype/Widget/F %d/Rect%s/StructParent %d/T%s/TU%s/Contents%s%s>>"
            % (_PRINT, array(rectangle), key, text_string(name), label, label, own),
        )

    def entry(self) -> bytes:
        """The catalog's AcroForm entry, or nothing if there is no field."""
        if not self._fields:
            return b""
        fonts = b"/DR<</Font<</%s %d 0 R>>>>" % (_FONT.encode(), self._font) if self._font else b""
        fields = b" ".join(b"%d 0 R" % field for field in self._fields)
        return b"/AcroForm<</Fields[%s]%s/DA(/%s 0 Tf %s)>>" % (fields, fonts, _FONT.encode(), _INK.encode())

    def _text(self, field: FormField, box: bytes) -> bytes:
        if not self._font:
            self._font = _write_font(self._objects, face("NotoSans", 400))
        resources = b"/Resources<</Font<</%s %d 0 R>>>>" % (_FONT.encode(), self._font)
        empty = self._objects.add_stream(b"/Tx BMC EMC", b"/Type/XObject/Subtype/Form/BBox" + box + resources)
        flags = _MULTILINE if field.kind == "lines" else 0
        shown = f"/DA(/{_FONT} {number(field.size)} Tf {_INK})/Q {2 if field.rtl else 0}/Ff {flags}"
        return b"/FT/Tx/V()%s/AP<</N %d 0 R>>" % (shown.encode("ascii"), empty)

    def _check(self, rectangle: Rectangle) -> bytes:
        side = min(rectangle[2] - rectangle[0], rectangle[3] - rectangle[1])
        head = b"/Type/XObject/Subtype/Form/Resources<<>>/BBox" + array((0, 0, side, side))
        points = [operands((round(x * side, 2), round(y * side, 2))) for x, y in ((0.2, 0.5), (0.42, 0.24), (0.82, 0.8))]
        mark = f"{number(side * 0.12)} w 1 J 1 j {points[0]} m {points[1]} l {points[2]} l S"
        ticked = self._objects.add_stream(mark.encode("ascii"), head)
        empty = self._objects.add_stream(b"", head)
        return b"/FT/Btn/V/Off/AS/Off/AP<</N<</Yes %d 0 R/Off %d 0 R>>>>" % (ticked, empty)


class _Simple(NamedTuple):
    program: bytes
    length: int
    widths: tuple[float, ...]


@functools.lru_cache(maxsize=2)
def _simple(typed: Face) -> _Simple:
    """The face cut down to the characters of WinAnsiEncoding (cp1252), with its cmap, and their widths in thousandths of the em."""
    letters = [bytes([code]).decode("cp1252", "ignore") for code in range(_FIRST, _LAST + 1)]
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in letters if letter)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in (*LAYOUT, *_NAMES))
    for axis in typed.axes:
        if axis == "wght":
            wanted.pin_axis_location(typed.hb_face, axis, typed.weight)
        else:
            wanted.pin_axis_to_default(typed.hb_face, axis)
    program = hb.SubsetPlan(typed.hb_face, wanted).execute().blob.data
    glyphs = [typed.hb_font.get_nominal_glyph(ord(letter)) or 0 if letter else 0 for letter in letters]
    widths = tuple(round(typed.hb_font.get_glyph_h_advance(glyph) * 1000 / typed.upem, 3) for glyph in glyphs)
    return _Simple(zlib.compress(program, 9), len(program), widths)


def _write_font(objects: Objects, typed: Face) -> int:
    """Embed a face as a simple TrueType font with WinAnsiEncoding (9.6.3); returns its number."""
    simple = _simple(typed)
    name = f"KITTYP+{typed.family}-Typing".encode("ascii")
    program = objects.add_stream(simple.program, b"/Filter/FlateDecode/Length1 %d" % simple.length, compress=False)
    descriptor = objects.add(
        b"<</Type/FontDescriptor/FontName/%s/Flags 32/FontBBox[-500 -400 1500 1200]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/FontFile2 %d 0 R>>"
        % (name, round(typed.ascent * 1000), round(-typed.descent * 1000), round(typed.cap_height * 1000), program)
    )
    return objects.add(
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar %d/LastChar %d/Widths%s"
        b"/FontDescriptor %d 0 R>>" % (name, _FIRST, _LAST, array(simple.widths), descriptor)
    )
