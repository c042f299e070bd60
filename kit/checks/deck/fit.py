"""Rules on room: words stay in their boxes, boxes on the slide, and no words lie over others, by measuring without drawing.

Lines are predicted with HarfBuzz on the kit's own faces, at the single spacing of the fonts that Windows has for the script; so
a finding says that the text does not fit even in a plain font. Mixed sizes in a paragraph count as the largest.
Left out on purpose: labels inside charts, vertical and turned text, and text that may shrink (`deck-shrunk` finds that).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kit.checks.deck.inherit import Heir, InheritedBox, templates_of
from kit.checks.deck.known import by_slide
from kit.checks.deck.xml import A, Element, P, kind, language, name, notes, number, placeholder, shapes, words
from kit.checks.finding import error, quote
from kit.errors import Finding
from kit.locale import known, language_of
from kit.opc import Package
from kit.text.faces import MissingGlyph
from kit.text.lines import WideToken, layout, lines_needed
from kit.text.span import Span

EMU = 12700
"""EMU in a point."""
SINGLE = dict.fromkeys(("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Ethi"), 1.2) | {"Mymr": 1.8}
"""Single spacing of the fonts that Windows has for a script, as a multiple of the size; LibreOffice never takes less than 1.2."""
_TALL = 1.33  # Nirmala UI, Leelawadee UI, Microsoft YaHei
SLACK = 0.03
"""Share of a height by which a prediction may be off before it counts."""
PLAIN = 1800
"""Hundredths of a point that text has where nothing says its size (ISO/IEC 29500-1, 21.1.2.3.9)."""
_CLAUSE = "WCAG 2.2 SC 1.4.4; kit: text is split over slides, never cut"
_CELL_INSETS = {"marL": 91440, "marR": 91440, "marT": 45720, "marB": 45720}
_FEW, _MANY = 1.05, 20.0


class _Writing(NamedTuple):
    """The language that lines are broken in: its tag, script and direction."""

    tag: str
    script: str
    rtl: bool

    @property
    def line(self) -> float:
        """Baseline to baseline, as a multiple of the size."""
        return SINGLE.get(self.script, _TALL)


class _Paragraph(NamedTuple):
    """A paragraph as it is set: its lines' spans, size in points, spacing factor, indent in EMU, space above and below in points."""

    lines: tuple[tuple[Span, ...], ...]
    size: float
    factor: float
    indent: int
    before: float
    after: float


def _writing(package: Package) -> _Writing:
    tag = language(package)
    found = known(tag) or known(language_of(tag))
    return _Writing(tag or "en", found.script if found else "Latn", bool(found and found.rtl))


def room(package: Package) -> Iterator[Finding]:
    """The words of each placeholder, box and table fit its place, each word its line, and no words lie over others."""
    writing = _writing(package)
    size = package.xml(package.presentation).find(f"{P}sldSz")
    slide = InheritedBox(0, 0, number(size.get("cx")), number(size.get("cy"))) if size is not None else None
    templates = templates_of(package)

    def on_slide(where: str, part: str, _root: Element) -> Iterator[Finding]:
        taken: list[tuple[Element, InheritedBox]] = []
        for shape, heir in templates.heirs(part):
            box = heir.box
            if slide is not None and box is not None and _outside(box, slide):
                yield error("deck-off-slide", where, f"“{name(shape)}” reaches over the edge of the slide.", _CLAUSE)
            if kind(shape) == "sp" and words(shape):
                yield from _fits(shape, heir, writing, where, taken)
            elif kind(shape) == "graphicFrame" and box is not None:
                yield from _table_fits(shape, box, slide, heir, writing, where, taken)
        for (one, first), (other, second) in combinations(taken, 2):
            package.budget.spend("comparisons")
            if _overlap(first, second):
                message = f"{quote(words(one) or name(one))} and {quote(words(other) or name(other))} lie over each other."
                yield error("deck-overlap", where, message, _CLAUSE)

    yield from by_slide(package, "room", on_slide)


def notes_room(package: Package) -> Iterator[Finding]:
    """The notes of each slide fit their printed page, where nothing shrinks them: by their own sizes, else the notes master's."""
    writing = _writing(package)

    def on_slide(where: str, part: str, _slide: Element) -> Iterator[Finding]:
        target = package.target(part, "notesSlide")
        root = notes(package, part)
        shape = next((one for one in shapes(root) if placeholder(one) == "body"), None) if root is not None else None
        if shape is None or not words(shape):
            return
        master = package.target(target, "notesMaster")
        above = package.xml(master) if master in package.names else None
        twins = [one for one in shapes(above) if placeholder(one) == "body"][:1] if above is not None else []
        styles = above.findall(f"{P}notesStyle") if above is not None else []
        heir = Heir((shape, *twins), tuple(styles))
        inner = heir.inner
        if inner is None:
            return
        paragraphs = [_read(paragraph, heir, writing) for paragraph in shape.iterfind(f"{P}txBody/{A}p")]
        height, _ = _set(paragraphs, inner.width, writing)
        if height > inner.height * (1 + SLACK):
            message = (
                f"The notes need {height / max(1, inner.height):.1f} times the height of their printed page; the rest is cut."
            )
            yield error("deck-notes-fit", f"notes of {where}", message, "kit: notes are read from paper")

    yield from by_slide(package, "notes_room", on_slide)


def _outside(box: InheritedBox, slide: InheritedBox) -> bool:
    slack_x, slack_y = slide.width // 100, slide.height // 100
    return box.x < -slack_x or box.y < -slack_y or box.right > slide.width + slack_x or box.bottom > slide.height + slack_y


def _overlap(one: InheritedBox, other: InheritedBox) -> bool:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide > EMU and high > SLACK * min(one.height, other.height) + EMU


def _fits(
    shape: Element, heir: Heir, writing: _Writing, where: str, taken: list[tuple[Element, InheritedBox]]
) -> Iterator[Finding]:
    inner = heir.inner
    vertical = heir.body("vert") not in (None, "horz")
    if inner is None or vertical or any(fit.get("fontScale") for fit in shape.iter(f"{A}normAutofit")):
        return
    columns = max(1, number(heir.body("numCol"), 1))
    width = inner.width // columns if heir.body("wrap") != "none" else 10**9
    paragraphs = [_read(paragraph, heir, writing) for paragraph in shape.iterfind(f"{P}txBody/{A}p")]
    height, wide = _set(paragraphs, width, writing)
    for token in wide:
        yield error("deck-wide-word", where, f"{quote(token)} is wider than its place, so it is cut or hangs out.", _CLAUSE)
    height /= columns
    if height > inner.height * (1 + SLACK):
        share = height / max(1, inner.height)
        message = f"{quote(words(shape))} needs {_times(share)} the height that its place has."
        yield error("deck-overflow", where, message, _CLAUSE)
    spare = inner.height - height
    top = {"ctr": inner.y + spare / 2, "b": inner.y + spare}.get(heir.body("anchor") or "t", inner.y)
    taken.append((shape, InheritedBox(inner.x, round(top), inner.width, round(height))))


def _table_fits(
    frame: Element,
    box: InheritedBox,
    slide: InheritedBox | None,
    heir: Heir,
    writing: _Writing,
    where: str,
    taken: list[tuple[Element, InheritedBox]],
) -> Iterator[Finding]:
    """A table's rows grow with their words: what is judged is where the last one ends."""
    widths = [number(column.get("w")) for column in frame.iter(f"{A}gridCol")]
    total = 0.0
    for row in frame.iter(f"{A}tr"):
        needs = [float(number(row.get("h")))]
        for width, cell in zip(widths, row.iterfind(f"{A}tc"), strict=False):
            properties = cell.find(f"{A}tcPr")
            left, right, top, bottom = (
                number(None if properties is None else properties.get(side), default) for side, default in _CELL_INSETS.items()
            )
            paragraphs = [_read(paragraph, heir, writing) for paragraph in cell.iterfind(f"{A}txBody/{A}p")]
            height, wide = _set(paragraphs, width - left - right, writing)
            for token in wide:
                yield error("deck-wide-word", where, f"{quote(token)} is wider than its table column.", _CLAUSE)
            needs.append(height + top + bottom)
        total += max(needs)
    if widths and slide is not None and box.y + total > slide.height:
        yield error("deck-overflow", where, "The table grows over the lower edge of the slide.", _CLAUSE)
    taken.append((frame, InheritedBox(box.x, box.y, box.width, round(max(total, box.height)))))


def _times(share: float) -> str:
    """How many times, in words that are true of small and of absurd numbers."""
    if share < _FEW:
        return "a little more than"
    return f"{share:.1f} times" if share < _MANY else "many times"


def _read(paragraph: Element, heir: Heir, writing: _Writing) -> _Paragraph:
    own = paragraph.find(f"{A}pPr")
    given = _given(own, heir)
    lines: list[list[Span]] = [[]]
    sizes = []
    for piece in paragraph:
        if not isinstance(piece.tag, str):
            continue
        if kind(piece) == "br":
            lines.append([])
        elif kind(piece) in ("r", "fld"):
            properties = piece.find(f"{A}rPr")
            get = (lambda _name: None) if properties is None else properties.get
            sizes.append(number(get("sz"), given.size))
            weight = given.bold if get("b") is None else get("b") in ("1", "true")
            primary = language_of(str(get("lang") or writing.tag))
            lang = writing.tag if primary == language_of(writing.tag) else primary
            said = "99" if piece.get("type") == "slidenum" else piece.findtext(f"{A}t") or ""  # programs fill in their own mark
            lines[-1].append(Span(text=said, lang=lang, bold=weight))
    size = max(sizes, default=given.size) / 100
    return _Paragraph(
        lines=tuple(tuple(line) for line in lines),
        size=size,
        factor=given.line.points(size, writing.line) or size * writing.line,
        indent=given.indent,
        before=given.before.points(size, writing.line),
        after=given.after.points(size, writing.line),
    )


class _Space(NamedTuple):
    """A spacing: in points, and as a share of a line."""

    fixed: float = 0.0
    share: float = 0.0

    def points(self, size: float, line: float) -> float:
        """In points for words of a size, in lines of a height that is given as a multiple of it."""
        return self.fixed + size * line * self.share


class _Given(NamedTuple):
    """How a paragraph is set where its runs say nothing: size in hundredths of a point, weight, indent in EMU, spacings."""

    size: int
    bold: bool
    indent: int
    line: _Space
    before: _Space
    after: _Space


def _given(own: Element | None, heir: Heir) -> _Given:
    """What a paragraph's own properties and what its shape inherits give; without own ones the same for each of a level."""
    level = number(None if own is None else own.get("lvl")) + 1
    if own is not None:
        return _taken((own, *heir.styles(level)))
    known = heir.known.get(level)
    if not isinstance(known, _Given):
        known = heir.known[level] = _taken(heir.styles(level))
    return known


def _taken(styles: Sequence[Element]) -> _Given:
    defaults = [found for style in styles for found in style.iterfind(f"{A}defRPr")]
    return _Given(
        size=next((number(style.get("sz")) for style in defaults if style.get("sz")), PLAIN),
        bold=next((style.get("b") in ("1", "true") for style in defaults if style.get("b")), False),
        indent=next((number(style.get("marL")) for style in styles if style.get("marL")), 0),
        line=_spacing(styles, "lnSpc"),
        before=_spacing(styles, "spcBef"),
        after=_spacing(styles, "spcAft"),
    )


def _spacing(styles: Sequence[Element], what: str) -> _Space:
    found = next((one for style in styles if (one := style.find(f"{A}{what}")) is not None), None)
    if found is None:
        return _Space()
    points, share = found.find(f"{A}spcPts"), found.find(f"{A}spcPct")
    if points is not None:
        return _Space(fixed=number(points.get("val")) / 100)
    return _Space(share=number(share.get("val")) / 100_000) if share is not None else _Space()


class _Set(NamedTuple):
    """Paragraphs set in a width: their height in EMU, and the words that are wider."""

    height: float
    wide: tuple[str, ...]


def _set(paragraphs: Sequence[_Paragraph], width: float, writing: _Writing) -> _Set:
    """Paragraphs as they stand in a column of `width` EMU; the space above the first and below the last is not theirs."""
    points = 0.0
    wide: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        points += paragraph.before if index else 0.0
        points += sum(_lines(spans, paragraph, width, writing, wide) for spans in paragraph.lines) * paragraph.factor
        points += paragraph.after if index < len(paragraphs) - 1 else 0.0
    return _Set(points * EMU, tuple(wide))


def _lines(spans: tuple[Span, ...], paragraph: _Paragraph, width: float, writing: _Writing, wide: list[str]) -> int:
    """How many lines the spans fill; a word that fits none is added to `wide`."""
    points = (width - paragraph.indent) / EMU
    if not "".join(span.text for span in spans).strip() or points <= 0 or paragraph.size <= 0:
        return 1
    tag, script, rtl = writing
    try:
        return len(layout(spans, script=script, lang=tag, rtl=rtl, size=paragraph.size, width=points))
    except WideToken as found:
        wide.append(found.token)
        return lines_needed(spans, script=script, lang=tag, rtl=rtl, size=paragraph.size, width=points)
    except MissingGlyph:
        return 1  # whoever shows it has another face; its width can't be known here
