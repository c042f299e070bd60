"""What the pages of a PDF paint, in order: text, shapes and pictures, each with the marked content it lies in.

A small interpreter of content streams (ISO 32000-1, 8.2 and 14.6). It follows form XObjects. Left out on purpose: blending, patterns and shadings as colours (their colour is None), and vertical writing.
"""

from __future__ import annotations

import copy
import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypedDict, Unpack, overload

import pikepdf

from kit.budget import Amounts, Budget, SpentError, added, since, taken
from kit.caches import KeptValues
from kit.tagged.closures import Closures
from kit.tagged.fonts import Font, FontTables, Glyph
from kit.tagged.marks import IDENTITY, Box, Color, Mark, Matrix, Outline, PaintedPage, Scope, bounds, multiply, transformed
from kit.tagged.values import Key, array, data_of, dictionary, entries, entry, floats, identity, number, numbers, text

_MAX_NESTING = 12
_MAX_OPEN = 256
"""How many marked-content sequences may be open at once, and how many clips may lie over each other."""
_MAX_INSTRUCTIONS = 400_000
"""How many instructions one stream may have: each becomes a Python object of about 270 bytes when the stream is parsed."""
_WORDS = bytes.maketrans(
    bytes(range(256)), bytes(97 if chr(code) in "'\"" or (chr(code).isalpha() and code < 128) else 32 for code in range(256))
)
_LETTER = (0.0, 0.0, 612.0, 792.0)
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class Operands(Protocol):
    """The operands of an instruction, as pikepdf lists them; a number may come as an int or a Decimal."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[pikepdf.Object]: ...

    @overload
    def __getitem__(self, place: slice, /) -> Operands: ...

    @overload
    def __getitem__(self, place: int, /) -> pikepdf.Object: ...


class _Look(TypedDict, total=False):
    """What a mark may have beyond its place (`Mark`)."""

    fill: Color
    stroke: Color
    glyphs: tuple[Glyph, ...]
    font: bytes
    size: float
    base: float
    mode: int
    text: str
    outline: Outline
    clips: tuple[tuple[Outline, bool], ...]


def _rgb(values: Operands) -> Color:
    try:
        numbers = [min(1.0, max(0.0, float(value))) for value in values]
    except (TypeError, ValueError):
        return None
    match numbers:
        case [gray]:
            return (gray, gray, gray)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            return (
                (1 - cyan) * (1 - black),
                (1 - magenta) * (1 - black),
                (1 - yellow) * (1 - black),
            )
        case _:
            return None


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Color = (0.0, 0.0, 0.0)
    stroke: Color = (0.0, 0.0, 0.0)
    fill_space: str = "DeviceGray"
    stroke_space: str = "DeviceGray"
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    clips: tuple[tuple[Outline, bool], ...] = ()


def _space(name: object, resources: pikepdf.Object) -> str:
    """The name of a colour space; for ICC-based ones the device space with as many components (8.6.5.5)."""
    label = str(name)
    source = entry(dictionary(resources, "/ColorSpace"), label) if isinstance(name, pikepdf.Name) else name
    if isinstance(source, pikepdf.Array) and len(source):
        label = str(source[0])
        if label == "/ICCBased" and len(source) > 1:
            return {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}.get(number(source[1], "/N") or 0, "unknown")
        if label in ("/CalGray", "/CalRGB"):
            return "Device" + label[4:]
    return label.lstrip("/")


class FontsInUse:
    """The fonts of a file, each read once; `all` holds every font met, in order. `paid` is what reading them has cost.

    With the file's `closures`, what is known of a font from another file is not read again.
    """

    def __init__(self, budget: Budget | None = None, closures: Closures | None = None) -> None:
        self.budget = budget or Budget()
        self.closures = closures
        self.paid: Amounts = (0, 0, 0, 0)
        self._by_id: dict[Key, Font] = {}
        self._by_key: dict[bytes, Font] = {}
        self.all: list[Font] = []

    def get(self, source: object) -> Font | None:
        """The font of a resource; None where the resource is no font at all."""
        if not isinstance(source, pikepdf.Object):
            return None
        ident = identity(source)
        if ident != (0, 0) and ident in self._by_id:
            return self._by_id[ident]
        digest = self.closures.of(source) if self.closures else None
        font = self._by_key.get(digest) if digest else None
        if font is None:
            before = self.budget.left()
            try:
                font = self._read(source, digest)
            except (KeyError, TypeError, ValueError, IndexError, AttributeError, pikepdf.PdfError):
                return None
            self.paid = added(self.paid, since(before, self.budget))
            self.all.append(font)
            self._by_key[font.key] = font
        if ident != (0, 0):
            self._by_id[ident] = font
        return font

    def met(self, source: object) -> Font | None:
        """The font of a resource, if it was met."""
        return self._by_id.get(identity(source))

    def _read(self, source: pikepdf.Object, digest: bytes | None) -> Font:
        tables = _TABLES.get(digest) if digest else None
        if tables and self.budget.holds(tables.cost):
            self.budget.pay(tables.cost)
            return Font(source, self.budget, key=digest or b"", tables=tables)
        font = Font(source, self.budget, key=digest or b"%d" % len(self.all))
        if digest:
            _TABLES.keep(digest, font.tables)
        return font


Letters = dict[str, tuple[bytes, int, dict[int, Glyph]]]
"""By the name of a font in a page's resources: its key, the bytes of its codes, and the glyphs shown, by code."""


@dataclass(frozen=True, slots=True)
class _KnownPage:
    """What a page paints, whichever file it is in, with the letters that it needs of the file's fonts, and what reading it cost."""

    page: PaintedPage
    letters: Letters
    cost: Amounts


_TABLES: KeptValues[bytes, FontTables] = KeptValues(64)
_PAGES: KeptValues[bytes, _KnownPage] = KeptValues(128)


def read_page(number: int, page: pikepdf.Page, fonts: FontsInUse) -> PaintedPage:
    """Everything that page `number` (from 1) paints. Of a page that another file had, in all its bytes, what is known is taken."""
    out = PaintedPage(number=number, source=page.obj, box=_LETTER)
    try:
        left, bottom, right, top = _box(page)
        out.box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        resources = page.obj.get("/Resources", pikepdf.Dictionary()) if "/Resources" in page.obj else page.resources
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        out.faults.append(("content", f"the page's size or resources can't be read ({error})"))
        resources = pikepdf.Dictionary()
    digest = None if out.faults else _page_digest(out, page, resources, fonts.closures)
    if digest and (known := _PAGES.get(digest)) and (same := _take(known, resources, fonts)) is not None:
        return replace(known.page, source=page.obj, fonts=same)
    before, paid = fonts.budget.left(), fonts.paid
    try:
        _Reader(out, fonts).run(page, resources, IDENTITY)
    except SpentError as error:
        out.spent = str(error)
    clean = not out.spent and not out.faults
    if digest and clean and (letters := _letters(out, resources, fonts)) is not None:
        cost = taken(since(before, fonts.budget), taken(fonts.paid, paid))
        _PAGES.keep(digest, _KnownPage(replace(out, source=pikepdf.Dictionary()), letters, cost))
    return out


def _page_digest(out: PaintedPage, page: pikepdf.Page, resources: pikepdf.Object, closures: Closures | None) -> bytes | None:
    """The digest of all that decides what a page paints but its fonts; None where it can't be told."""
    if closures is None:
        return None
    contents = page.obj.get("/Contents")
    parts = [closures.of(part) for part in (contents if isinstance(contents, pikepdf.Array) else [contents])]
    below = [(name, closures.of(found)) for name, found in entries(resources) if name != "/Font"]
    names = [name for name, _ in entries(dictionary(resources, "/Font"))]
    if None in parts or any(digest is None for _, digest in below):
        return None
    return hashlib.sha256(repr((out.number, out.box, parts, below, names)).encode()).digest()


def _letters(page: PaintedPage, resources: pikepdf.Object, fonts: FontsInUse) -> Letters | None:
    """The glyphs that a page shows of each font of its own resources; None if it shows some of another font."""
    met = [(name, font) for name, source in entries(dictionary(resources, "/Font")) if (font := fonts.met(source))]
    names = {font.key: (name, font.length) for name, font in met}
    if len(names) != len(met):  # two names of one font: in another file they may be names of two
        return None
    found: Letters = {}
    for mark in page.marks:
        if mark.font is None:
            continue
        if mark.font not in names:
            return None
        name, length = names[mark.font]
        _, _, glyphs = found.setdefault(name, (mark.font, length, {}))
        glyphs.update((glyph.code, glyph) for glyph in mark.glyphs)
    return found


def _take(known: _KnownPage, resources: pikepdf.Object, fonts: FontsInUse) -> dict[bytes, bytes] | None:
    """The keys of this file's fonts by those in a known page's marks, whose letters count as used; None if any letter differs."""
    if not fonts.budget.holds(known.cost):
        return None
    here = dictionary(resources, "/Font")
    same: dict[bytes, bytes] = {}
    used: list[tuple[Font, dict[int, Glyph]]] = []
    for name, (key, length, glyphs) in known.letters.items():
        font = fonts.get(source) if (source := entry(here, name)) is not None else None
        if font is None or font.length != length or not font.shows(glyphs):
            return None
        same[key] = font.key
        used.append((font, glyphs))
    fonts.budget.pay(known.cost)
    for font, glyphs in used:
        font.use(glyphs)
    return same


def read_appearances(page: PaintedPage, fonts: FontsInUse) -> None:
    """Meet the fonts and letters that the page's annotations are drawn with (12.5.5); what they paint is nobody's content."""
    for annotation in array(page.source, "/Annots"):
        normal = entry(dictionary(annotation, "/AP"), "/N")
        states = [found for _, found in entries(normal)] if isinstance(normal, pikepdf.Dictionary) else [normal]
        for source in states:
            if not isinstance(source, pikepdf.Stream):
                continue
            aside = PaintedPage(number=page.number, source=page.source, box=page.box)
            try:
                _Reader(aside, fonts).run(source, dictionary(source, "/Resources"), IDENTITY)
            except SpentError as error:
                page.spent = page.spent or str(error)


def _box(page: pikepdf.Page) -> list[float]:
    """The crop box, else the media box (14.11.2); ValueError where neither is a box."""
    boxes: tuple[object, ...] = (page.cropbox, page.mediabox)
    for found in boxes:
        corners = floats(found) if isinstance(found, pikepdf.Array) else []
        if len(corners) == 4:
            return corners
    raise ValueError("no CropBox or MediaBox of four numbers")


def _instructions(source: pikepdf.Object | pikepdf.Page, budget: Budget) -> list[Instruction]:
    """A stream's instructions, parsed only when their number has been bounded; SpentError where it is too large."""
    streams = source.obj.get("/Contents") if isinstance(source, pikepdf.Page) else source
    parts = list(streams) if isinstance(streams, pikepdf.Array) else [streams]
    data = b"\n".join(data_of(part, budget) for part in parts)
    most = len(data) if len(data) < _MAX_INSTRUCTIONS else data.translate(_WORDS).count(b" a") + 1
    if most > _MAX_INSTRUCTIONS:
        raise SpentError("operators")
    found = pikepdf.parse_content_stream(source)
    budget.spend("operators", len(found))
    return found


class _Reader:
    """Runs one content stream; form XObjects are run by a reader of their own on the same page and scopes."""

    def __init__(self, page: PaintedPage, fonts: FontsInUse, depth: int = 0) -> None:
        self.page = page
        self.fonts = fonts
        self.depth = depth
        self.state = _State()
        self.saved: list[_State] = []
        self.scopes: list[Scope] = []
        self.tm: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.path: list[list[tuple[float, float]]] = []
        self.clip: bool | None = None  # a clip waits for the path's end; whether by the even-odd rule
        self.resources: pikepdf.Object = pikepdf.Dictionary()
        self.stream: tuple[int, int] | None = None

    def run(self, source: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object, ctm: Matrix) -> None:
        self.state.ctm = ctm
        self.resources = resources
        opened = len(self.scopes)
        try:
            for instruction in _instructions(source, self.fonts.budget):
                self.do(str(instruction.operator), instruction.operands)
        except (pikepdf.PdfError, ArithmeticError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
            self.page.faults.append(("content", f"the page's drawing instructions can't be read to the end ({error})"))
        if len(self.scopes) > opened:
            self.page.faults.append(("nesting", "marked content is opened but never closed (BDC without EMC)"))

    def do(self, operator: str, operands: Operands) -> None:
        if operator in _PAINT:
            self.paint(operator)
        elif operator in _PATH:
            self.extend(operator, [float(value) for value in operands])
        elif (handler := _HANDLERS.get(operator)) is not None:
            handler(self, operands)
        elif operator in ("W", "W*"):
            self.clip = operator == "W*"
        elif operator == "n":
            self.finish()
        elif operator in ("INLINE IMAGE", "sh"):
            self.picture(operator)

    def mark(self, kind: Literal["text", "shape", "picture"], operator: str, box: Box, **more: Unpack[_Look]) -> None:
        self.fonts.budget.spend("nodes")
        self.page.marks.append(
            Mark(kind=kind, page=self.page.number, operator=operator, box=box, scopes=tuple(self.scopes), **more)
        )

    def extend(self, operator: str, numbers: list[float]) -> None:
        """Add to the current path; each subpath is a list of points."""
        if operator == "re":
            x, y, width, height = numbers
            self.path.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
            return
        if operator == "m" or not self.path:
            self.path.append([])
        self.path[-1] += zip(numbers[::2], numbers[1::2], strict=True)

    def finish(self) -> Outline:
        """The path in page space; it ends here, and may become a clip."""
        outline = tuple(transformed(points, self.state.ctm) for points in self.path if points)
        if self.clip is not None:
            self.state.clips = (*self.state.clips[-_MAX_OPEN:], (outline, self.clip))
        self.path, self.clip = [], None
        return outline

    def paint(self, operator: str) -> None:
        filled, stroked = _PAINT[operator]
        clips = self.state.clips
        outline = self.finish()
        self.mark(
            "shape",
            operator,
            bounds([point for points in outline for point in points], IDENTITY),
            fill=self.state.fill if filled else None,
            stroke=self.state.stroke if stroked else None,
            outline=outline if filled else (),
            clips=clips,
        )

    def picture(self, operator: str) -> None:
        self.mark("picture", operator, bounds([(0, 0), (1, 0), (0, 1), (1, 1)], self.state.ctm), clips=self.state.clips)

    def show(self, parts: Iterable[pikepdf.Object]) -> None:
        state = self.state
        if state.font is None:
            self.page.faults.append(("font", "text is shown without a font"))
            return
        glyphs: list[Glyph] = []
        at, start, end = 0.0, None, 0.0
        for part in parts:
            if isinstance(part, pikepdf.String | bytes):
                self.fonts.budget.spend("glyphs", len(bytes(part)))
                for glyph in state.font.decode(bytes(part)):
                    glyphs.append(glyph)
                    ink = not glyph.text.isspace()
                    if ink and start is None:
                        start = at
                    word = state.word_space if glyph.space else 0.0
                    at += (glyph.width / 1000 * state.size + state.char_space + word) * state.scale
                    end = at if ink else end
            else:
                at -= float(part) / 1000 * state.size * state.scale
        if glyphs:
            self.mark_text(tuple(glyphs), state.font, start or 0.0, end if start is not None else at)
        self.tm = multiply((1.0, 0.0, 0.0, 1.0, at, 0.0), self.tm)

    def mark_text(self, glyphs: tuple[Glyph, ...], font: Font, start: float, end: float) -> None:
        """A text mark whose ink runs from `start` to `end` in text space."""
        state = self.state
        matrix = multiply(self.tm, state.ctm)
        low, high = state.rise - 0.2 * state.size, state.rise + 0.75 * state.size
        turned = any(scope.tag == "ReversedChars" for scope in self.scopes)
        self.mark(
            "text",
            "Tj",
            bounds([(start, low), (end, low), (start, high), (end, high)], matrix),
            fill=state.fill if state.mode % 4 in (0, 2) else None,
            stroke=state.stroke if state.mode % 4 in (1, 2) else None,
            glyphs=glyphs,
            font=font.key,
            size=abs(state.size) * math.hypot(matrix[2], matrix[3]),
            base=bounds([(0, state.rise)], matrix)[1],
            mode=state.mode,
            text="".join(glyph.text for glyph in (reversed(glyphs) if turned else glyphs)),
        )

    def next_line(self, x: float, y: float) -> None:
        self.line = multiply((1.0, 0.0, 0.0, 1.0, x, y), self.line)
        self.tm = self.line

    def begin(self, operands: Operands) -> None:
        tag = str(operands[0]).lstrip("/")
        found = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(found, pikepdf.Name):
            found = dictionary(dictionary(self.resources, "/Properties"), str(found))
        properties = found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()
        scope = Scope(
            tag=tag,
            mcid=number(properties, "/MCID"),
            stream=self.stream,
            lang=text(properties, "/Lang"),
            actual=text(properties, "/ActualText") if "/ActualText" in properties else None,
            kind=text(properties, "/Type"),
            subtype=text(properties, "/Subtype"),
        )
        if len(self.scopes) >= _MAX_OPEN:
            raise SpentError("nodes")
        self.check_nesting(scope)
        self.scopes.append(scope)
        self.page.sequences.append(scope)

    def check_nesting(self, scope: Scope) -> None:
        owner = next((s for s in reversed(self.scopes) if s.mcid is not None), None)
        in_artifact = any(s.tag == "Artifact" for s in self.scopes)
        if scope.mcid is not None and owner is not None:
            self.page.faults.append(("nesting", f"tagged content {scope.mcid} lies inside tagged content {owner.mcid}"))
        if scope.mcid is not None and in_artifact:
            self.page.faults.append(("content-in-artifact", f"tagged content {scope.mcid} lies inside decoration"))
        if scope.tag == "Artifact" and owner is not None:
            self.page.faults.append(("artifact-in-content", f"decoration lies inside tagged content {owner.mcid}"))

    def end(self, _: Operands) -> None:
        if self.scopes:
            self.scopes.pop()
        else:
            self.page.faults.append(("nesting", "marked content is closed but was never opened (EMC without BDC)"))

    def xobject(self, operands: Operands) -> None:
        source = entry(dictionary(self.resources, "/XObject"), str(operands[0]))
        if not isinstance(source, pikepdf.Stream) or text(source, "/Subtype") != "Form":
            self.picture("Do")
            return
        if self.depth >= _MAX_NESTING:
            self.page.faults.append(("content", "form XObjects are nested too deep"))
            return
        inner = _Reader(self.page, self.fonts, self.depth + 1)
        inner.scopes = list(self.scopes)
        inner.stream = source.objgen if "/StructParents" in source else self.stream
        inner.state = copy.copy(self.state)
        a, b, c, d, e, f = found if len(found := numbers(source, "/Matrix")) == 6 else IDENTITY
        inner.run(source, dictionary(source, "/Resources") or self.resources, multiply((a, b, c, d, e, f), self.state.ctm))

    def set_font(self, operands: Operands) -> None:
        source = entry(dictionary(self.resources, "/Font"), str(operands[0]))
        self.state.font = self.fonts.get(source) if source is not None else None
        self.state.size = float(operands[1])

    def set_color(self, operands: Operands, which: str) -> None:
        space = self.state.fill_space if which == "fill" else self.state.stroke_space
        known = space in ("DeviceGray", "DeviceRGB", "DeviceCMYK")
        setattr(self.state, which, _rgb(operands) if known else None)

    def set_space(self, operands: Operands, which: str) -> None:
        setattr(self.state, which + "_space", _space(operands[0], self.resources))
        setattr(self.state, which, (0.0, 0.0, 0.0))

    def device(self, operands: Operands, which: str) -> None:
        setattr(self.state, which + "_space", {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[len(operands)])
        setattr(self.state, which, _rgb(operands))

    def save(self, _: Operands) -> None:
        self.saved.append(copy.copy(self.state))

    def restore(self, _: Operands) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: Operands) -> None:
        self.state.ctm = multiply(tuple(float(value) for value in operands), self.state.ctm)  # type: ignore[arg-type]  # six operands, as the operator's arity says

    def begin_text(self, _: Operands) -> None:
        self.tm = self.line = IDENTITY

    def set_matrix(self, operands: Operands) -> None:
        self.tm = self.line = tuple(float(value) for value in operands)  # type: ignore[assignment]  # six operands, as the operator's arity says

    def move_leading(self, operands: Operands) -> None:
        self.state.leading = -float(operands[1])
        self.next_line(float(operands[0]), float(operands[1]))

    def quote(self, operands: Operands) -> None:
        self.next_line(0, -self.state.leading)
        self.show(operands[-1:])

    def double_quote(self, operands: Operands) -> None:
        self.state.word_space, self.state.char_space = float(operands[0]), float(operands[1])
        self.quote(operands)


def _number(name: str, factor: float = 1.0) -> Callable[[_Reader, Operands], None]:
    def handler(reader: _Reader, operands: Operands) -> None:
        setattr(reader.state, name, float(operands[0]) * factor)

    return handler


_PATH = frozenset(("m", "l", "c", "v", "y", "re"))
_PAINT: dict[str, tuple[bool, bool]] = {
    "S": (False, True),
    "s": (False, True),
    "f": (True, False),
    "F": (True, False),
    "f*": (True, False),
    "B": (True, True),
    "B*": (True, True),
    "b": (True, True),
    "b*": (True, True),
}
_HANDLERS: dict[str, Callable[[_Reader, Operands], None]] = {
    "q": _Reader.save,
    "Q": _Reader.restore,
    "cm": _Reader.transform,
    "BT": _Reader.begin_text,
    "Tm": _Reader.set_matrix,
    "Td": lambda r, o: r.next_line(float(o[0]), float(o[1])),
    "TD": _Reader.move_leading,
    "T*": lambda r, _: r.next_line(0, -r.state.leading),
    "Tf": _Reader.set_font,
    "Tc": _number("char_space"),
    "Tw": _number("word_space"),
    "Tz": _number("scale", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": lambda r, o: setattr(r.state, "mode", int(o[0])),
    "Tj": lambda r, o: r.show(o),
    "TJ": lambda r, o: r.show(o[0]),
    "'": _Reader.quote,
    '"': _Reader.double_quote,
    "g": lambda r, o: r.device(o, "fill"),
    "rg": lambda r, o: r.device(o, "fill"),
    "k": lambda r, o: r.device(o, "fill"),
    "G": lambda r, o: r.device(o, "stroke"),
    "RG": lambda r, o: r.device(o, "stroke"),
    "K": lambda r, o: r.device(o, "stroke"),
    "cs": lambda r, o: r.set_space(o, "fill"),
    "CS": lambda r, o: r.set_space(o, "stroke"),
    "sc": lambda r, o: r.set_color(o, "fill"),
    "scn": lambda r, o: r.set_color(o, "fill"),
    "SC": lambda r, o: r.set_color(o, "stroke"),
    "SCN": lambda r, o: r.set_color(o, "stroke"),
    "Do": _Reader.xobject,
    "BMC": _Reader.begin,
    "BDC": _Reader.begin,
    "EMC": _Reader.end,
}
