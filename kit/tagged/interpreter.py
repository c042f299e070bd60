"""A small interpreter of content streams (ISO 32000-1, 8.2 and 14.6): what they paint, each with the marked content it lies in.

It follows form XObjects. Left out on purpose: blending, patterns and shadings as colours (their colour is None), and vertical
writing.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable
from typing import Literal, TypedDict, Unpack

import pikepdf

from kit.budget import Budget, SpentError
from kit.tagged.fonts import Font, Glyph
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.graphics_state import GraphicsState, Operands, colour_space, rgb
from kit.tagged.marks import IDENTITY, Box, Color, Mark, Matrix, Outline, PaintedPage, Scope, bounds, multiply, transformed
from kit.tagged.values import data_of, dictionary, entry, number, numbers, text

_MAX_NESTING = 12
_MAX_OPEN = 256
"""How many marked-content sequences may be open at once, and how many clips may lie over each other."""
_MAX_INSTRUCTIONS = 400_000
"""How many instructions one stream may have: each becomes a Python object of about 270 bytes when the stream is parsed."""
_WORDS = bytes.maketrans(
    bytes(range(256)), bytes(97 if chr(code) in "'\"" or (chr(code).isalpha() and code < 128) else 32 for code in range(256))
)
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


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


def paint(page: PaintedPage, fonts: FontsInUse, source: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object) -> None:
    """Add to a page what a stream paints on it. SpentError where that would cost more than the file's budget."""
    _Interpreter(page, fonts).run(source, resources, IDENTITY)


Standing = tuple[GraphicsState, Matrix, Matrix]
"""The state between two instructions: what holds for all that is painted, the text matrix and that of its line."""


class Stretches:
    """Runs the stream of a page in stretches, and can be put where one that was not run would have led."""

    def __init__(self, page: PaintedPage, fonts: FontsInUse, resources: pikepdf.Object) -> None:
        self._inner = _Interpreter(page, fonts)
        self._inner.resources = resources

    @property
    def outside(self) -> bool:
        """Whether nothing is open: no marked content, no saved state, no path."""
        inner = self._inner
        return not (inner.scopes or inner.saved or inner.path or inner.clip is not None)

    @property
    def standing(self) -> Standing:
        """Where it stands. The state goes on changing: copy what is to be kept."""
        return self._inner.state, self._inner.tm, self._inner.line

    @standing.setter
    def standing(self, given: Standing) -> None:
        self._inner.state, self._inner.tm, self._inner.line = given

    def follow(self, stretch: pikepdf.Object) -> None:
        """Do what a stretch says; what can't be read is a fault of the page. SpentError as for `paint`."""
        self._inner.follow(stretch)


class _Interpreter:
    """Runs one content stream; form XObjects are run by a reader of their own on the same page and scopes."""

    def __init__(self, page: PaintedPage, fonts: FontsInUse, depth: int = 0) -> None:
        self.page = page
        self.fonts = fonts
        self.depth = depth
        self.state = GraphicsState()
        self.saved: list[GraphicsState] = []
        self.scopes: list[Scope] = []
        self.tm: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.path: list[list[tuple[float, float]]] = []
        self.clip: bool | None = None  # a clip waits for the path's end; whether by the even-odd rule
        self.resources: pikepdf.Object = pikepdf.Dictionary()
        self.stream: tuple[int, int] | None = None

    def run(self, source: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object, ctm: Matrix) -> None:
        """Run a stream with its resources; marked content that it opens must end in it."""
        self.state.ctm = ctm
        self.resources = resources
        opened = len(self.scopes)
        self.follow(source)
        if len(self.scopes) > opened:
            self.page.faults.append(("nesting", "marked content is opened but never closed (BDC without EMC)"))

    def follow(self, source: pikepdf.Object | pikepdf.Page) -> None:
        """Do what a stream, or a stretch of one, says; what can't be read is a fault of the page."""
        try:
            for instruction in _instructions(source, self.fonts.budget):
                self.do(str(instruction.operator), instruction.operands)
        except (pikepdf.PdfError, ArithmeticError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
            self.page.faults.append(("content", f"the page's drawing instructions can't be read to the end ({error})"))

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
        inner = _Interpreter(self.page, self.fonts, self.depth + 1)
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
        setattr(self.state, which, rgb(operands) if known else None)

    def set_space(self, operands: Operands, which: str) -> None:
        setattr(self.state, which + "_space", colour_space(operands[0], self.resources))
        setattr(self.state, which, (0.0, 0.0, 0.0))

    def device(self, operands: Operands, which: str) -> None:
        setattr(self.state, which + "_space", {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[len(operands)])
        setattr(self.state, which, rgb(operands))

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


def _number(name: str, factor: float = 1.0) -> Callable[[_Interpreter, Operands], None]:
    def handler(reader: _Interpreter, operands: Operands) -> None:
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
_HANDLERS: dict[str, Callable[[_Interpreter, Operands], None]] = {
    "q": _Interpreter.save,
    "Q": _Interpreter.restore,
    "cm": _Interpreter.transform,
    "BT": _Interpreter.begin_text,
    "Tm": _Interpreter.set_matrix,
    "Td": lambda r, o: r.next_line(float(o[0]), float(o[1])),
    "TD": _Interpreter.move_leading,
    "T*": lambda r, _: r.next_line(0, -r.state.leading),
    "Tf": _Interpreter.set_font,
    "Tc": _number("char_space"),
    "Tw": _number("word_space"),
    "Tz": _number("scale", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": lambda r, o: setattr(r.state, "mode", int(o[0])),
    "Tj": lambda r, o: r.show(o),
    "TJ": lambda r, o: r.show(o[0]),
    "'": _Interpreter.quote,
    '"': _Interpreter.double_quote,
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
    "Do": _Interpreter.xobject,
    "BMC": _Interpreter.begin,
    "BDC": _Interpreter.begin,
    "EMC": _Interpreter.end,
}
