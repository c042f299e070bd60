"""Fields to fill in on a screen (ISO 32000-1, 12.7): text fields and check boxes as widgets, with their appearance.

What is typed is drawn by the viewer with the one font of the form: the face of the document's script with all its letters
(of Chinese, Japanese and Korean those of everyday use), as a Type0 font, so that viewers find the letter by ToUnicode. Left out on
purpose: joining and ordering letters, which is the viewer's part; scripts, calculation, submitting, radio buttons, lists and signatures.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from kit.pdf.fonts import EmbeddedFont, FontObjects
from kit.pdf.objects import Objects, array, number, operands, text_string
from kit.pdf.resources import write_font
from kit.text.faces import IGNORABLE, stack
from kit.text.itemise import script_of

Rectangle = tuple[float, float, float, float]

_FONT = "Wingdings"
"""What the font is called in the form: under any other name pdfium (Chrome, Edge, Android) takes it for one of Western letters only."""
_INK = "0.1 g"
_MULTILINE, _PRINT = 1 << 12, 4
_LETTERS = ((0x20, 0x7E), (0xA0, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x2044), (0x20A0, 0x20BF))
"""Latin letters, signs and currencies, which are typed in every language."""
_EVERYDAY = {
    "Hans": ("gb2312", 0xB0, 0xD7),
    "Hant": ("big5", 0xA4, 0xC6),
    "Jpan": ("euc_jp", 0xA1, 0xCF),
    "Kore": ("euc_kr", 0xB0, 0xC8),
}
"""A national character set whose first level is what people write every day, and the first bytes of that."""
_PUNCTUATION = (0x3000, 0x303F, 0xFF00, 0xFFEF)  # of Chinese, Japanese and Korean


class FormField(NamedTuple):
    """A field: its unique name, the label that is read out, what goes in, the size of typed text in points, and its script."""

    name: str
    label: str
    kind: str  # "text", "lines" (text that may break) or "check"
    size: float
    rtl: bool = False
    script: str = "Latn"


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
            self._font = write_font(self._objects, _typing(field.script))
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


@functools.lru_cache(maxsize=8)
def _typing(script: str) -> FontObjects:
    """The face of a script with the letters that people type in it."""
    own = stack(script, bold=False)[0]
    font = EmbeddedFont(own)
    for letter in sorted(_typed(script, own.characters)):
        if own.has(letter) and not IGNORABLE.match(letter):
            font.code(own.hb_font.get_nominal_glyph(ord(letter)) or 0, letter)
    return font.objects()


def _typed(script: str, held: frozenset[str]) -> set[str]:
    """The letters to embed: all that the face holds, or where that are thousands, those of everyday use."""
    common = {chr(code) for first, last in _LETTERS for code in range(first, last + 1)}
    if script not in _EVERYDAY:
        own = "Arab" if script == "Aran" else script
        return {letter for letter in held if letter in common or (own != "Latn" and script_of(letter) == own)}
    name, first, last = _EVERYDAY[script]
    found = (bytes((high, low)).decode(name, "ignore") for high in range(first, last + 1) for low in range(0x40, 0xFF))
    wide = {chr(code) for start, end in (_PUNCTUATION[:2], _PUNCTUATION[2:]) for code in range(start, end + 1)}
    return (common | wide | {letter for letter in found if len(letter) == 1}) & held
