"""Fonts of a finished PDF: the text, glyph and width of each character code (ISO 32000-1, 9.5 to 9.10).

Left out on purpose: outlines, vertical writing and the predefined CJK encodings (a file that relies on them embeds nothing,
which the checks report).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from kit.budget import Amounts, Budget, since
from kit.tagged.values import array, data_of, dictionary, entry, number, real, said, text, whole

_BLOCK = re.compile(rb"begin(bfchar|bfrange|cidchar|cidrange|codespacerange)")
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(\d+)")
_MAX_RANGE = 65536
_UTF16 = 2
SYMBOLIC = 4
"""The flag of a font whose letters are not those of a known alphabet (ISO 32000-1, 9.8.2)."""
_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1", "KR"))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shown character code: its text ("" where the font does not say), width in 1/1000 em, and glyph (None if unknown)."""

    code: int
    text: str
    width: float
    gid: int | None
    space: bool = False


@dataclass(slots=True)
class CMap:
    """A CMap's mappings: code to text (ToUnicode) or to a CID, and the byte lengths of its codes."""

    texts: dict[int, str] = field(default_factory=dict)
    cids: dict[int, int] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)


def _text(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace") if len(raw) != 1 else chr(raw[0])


def parse_cmap(data: bytes, budget: Budget | None = None) -> CMap:
    """The mappings of a CMap file, as far as they are written as hexadecimal strings (9.10.3); the rest is skipped."""
    out = CMap()
    budget = budget or Budget()
    for kind, body in _blocks(data):
        budget.spend("glyphs", len(body))
        tokens = list(_tokens(body))
        match kind:
            case b"codespacerange":
                out.lengths.update(len(token) for token in tokens if isinstance(token, bytes) and token)
            case b"bfchar":
                for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                    if isinstance(code, bytes) and isinstance(text, bytes):
                        out.texts[int.from_bytes(code)] = _text(text)
            case b"bfrange":
                _ranges(tokens, out, budget)
            case b"cidchar":
                for code, cid in zip(tokens[::2], tokens[1::2], strict=False):
                    if isinstance(code, bytes) and isinstance(cid, int):
                        out.cids[int.from_bytes(code)] = cid
            case _:
                for low, high, cid in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
                    if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, int):
                        first, last = int.from_bytes(low), int.from_bytes(high)
                        budget.spend("glyphs", max(0, min(last - first, _MAX_RANGE)))
                        for code in range(first, min(last, first + _MAX_RANGE) + 1):
                            out.cids[code] = cid + code - first
    return out


def _blocks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The mappings' kinds and bodies, in one walk; a body that never ends is none."""
    at, endless = 0, set[bytes]()
    for match in _BLOCK.finditer(data):
        kind = match.group(1)
        if match.start() < at or kind in endless:
            continue
        end = data.find(b"end" + kind, match.end())
        if end < 0:
            endless.add(kind)
            continue
        yield kind, data[match.end() : end]
        at = end


def _index(tokens: list[bytes | int | str], wanted: str, start: int) -> int:
    """Where a token stands from `start` on; behind the last one if nowhere."""
    try:
        return tokens.index(wanted, start)
    except ValueError:
        return len(tokens)


def _tokens(body: bytes) -> Iterator[bytes | int | str]:
    for string, opening, closing, digits in _TOKEN.findall(body):
        if opening:
            yield "["
        elif closing:
            yield "]"
        elif digits:
            yield int(digits[:10])
        else:
            hexadecimal = re.sub(rb"\s", b"", string).decode()
            yield bytes.fromhex(hexadecimal + "0" * (len(hexadecimal) % 2))


def _ranges(tokens: list[bytes | int | str], out: CMap, budget: Budget) -> None:
    at = 0
    while at + 2 < len(tokens):
        low, high, target = tokens[at : at + 3]
        if not (isinstance(low, bytes) and isinstance(high, bytes)):
            return
        first, last = int.from_bytes(low), min(int.from_bytes(high), int.from_bytes(low) + _MAX_RANGE)
        budget.spend("glyphs", max(0, last - first))
        if target == "[":
            end = _index(tokens, "]", at)
            for code, text in zip(range(first, last + 1), tokens[at + 3 : end], strict=False):
                if isinstance(text, bytes):
                    out.texts[code] = _text(text)
            at = end + 1
            continue
        if isinstance(target, bytes) and target:
            for code in range(first, last + 1):
                tail = (int.from_bytes(target[-2:]) + code - first) & (0xFFFF if len(target) > 1 else 0xFF)
                out.texts[code] = _text(target[:-2] + tail.to_bytes(2 if len(target) > 1 else 1))
        at += 3


@dataclass(frozen=True, slots=True)
class FontTables:
    """What a font's dictionaries and streams say of its codes; the same for every font of the same digest. `cost` is what reading it cost."""

    to_unicode: CMap
    encoding: CMap
    widths: dict[int, float]
    default: float
    gids: Callable[[int], int] | None
    simple: dict[int, str]
    cost: Amounts


def read_tables(source: pikepdf.Object, budget: Budget) -> FontTables:
    """The tables of a font resource. KeyError, TypeError, ValueError and the like where it is none."""
    before = budget.left()
    composite = text(source, "/Subtype") == "Type0"
    base = source["/DescendantFonts"][0] if composite else source
    stream, encoding = source.get("/ToUnicode"), source.get("/Encoding")
    to_unicode = parse_cmap(data_of(stream, budget), budget) if isinstance(stream, pikepdf.Stream) else CMap()
    coded = parse_cmap(data_of(encoding, budget), budget) if isinstance(encoding, pikepdf.Stream) else CMap()
    descriptor = entry(base, "/FontDescriptor")
    return FontTables(
        to_unicode=to_unicode,
        encoding=coded,
        widths=_composite_widths(base) if composite else _simple_widths(source),
        default=float(base.get("/DW", 1000)) if composite else _missing_width(descriptor),
        gids=_gid_map(base, budget) if composite else None,
        simple={} if composite else _simple_texts(source),
        cost=since(before, budget),
    )


class Font:
    """A font resource: decodes strings to glyphs. `mapped` says that it has a ToUnicode of its own; `used` collects codes.

    `seen` are the glyphs that were looked up, which fonts of the same digest may share. `key` is the same for all fonts of the same digest, and for no other font.
    """

    def __init__(
        self,
        source: pikepdf.Object,
        budget: Budget | None = None,
        *,
        key: bytes = b"",
        tables: FontTables | None = None,
        seen: dict[int, Glyph] | None = None,
    ) -> None:
        self.key = key
        self.tables = tables or read_tables(source, budget or Budget())
        self.subtype = text(source, "/Subtype")
        self.name = text(source, "/BaseFont") or text(source, "/Name") or "?"
        self.composite = self.subtype == "Type0"
        self.source = source
        self.base = source["/DescendantFonts"][0] if self.composite else source
        self.descriptor = entry(self.base, "/FontDescriptor")
        self.mapped = isinstance(source.get("/ToUnicode"), pikepdf.Stream)
        self.length = max(self.tables.encoding.lengths, default=2) if self.composite else 1
        self._is_unicode = self.length == _UTF16 and text(source, "/ToUnicode").startswith(
            "Identity"
        )  # a name, for the codes themselves
        self.used: dict[int, Glyph] = {}
        self.seen: dict[int, Glyph] = {} if seen is None else seen

    @property
    def named(self) -> bool:
        """Whether its codes have a meaning by a predefined CMap of one of Adobe's CJK collections (9.7.5.2, 14.8.2.4.2)."""
        encoding = text(self.source, "/Encoding") if self.composite else ""
        ordering = text(dictionary(self.base, "/CIDSystemInfo"), "/Ordering")
        return bool(encoding) and (not encoding.startswith("Identity") or ordering in _COLLECTIONS)

    def means(self, code: int) -> bool:
        """Whether the file itself says what a code stands for; what a symbolic TrueType font shows without saying so is a guess.

        So are Zapf's Dingbats, whose glyph names are in no list that ISO 14289-1, 7.21.7, names.
        """
        if code in self.tables.to_unicode.texts or "/Encoding" in self.source:
            return True
        if self.subtype != "TrueType":
            return not self.name.endswith("ZapfDingbats")
        return not (number(self.descriptor, "/Flags") or 0) & SYMBOLIC

    @property
    def embedded(self) -> bool:
        """Whether the outlines are in the file (a Type 3 font holds its own)."""
        if self.subtype == "Type3":
            return True
        return any(isinstance(entry(self.descriptor, key), pikepdf.Stream) for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    def decode(self, data: bytes) -> tuple[Glyph, ...]:
        """The glyphs that a shown string asks for, in the order of its codes."""
        out = []
        for at in range(0, len(data) - self.length + 1, self.length):
            code = int.from_bytes(data[at : at + self.length])
            glyph = self.used.get(code)
            if glyph is None:
                glyph = self.used[code] = self.seen.get(code) or self._look(code)
            out.append(glyph)
        return tuple(out)

    def shows(self, glyphs: Mapping[int, Glyph]) -> bool:
        """Whether each of these codes says the same here and is as wide. Its number in the font program may differ."""
        for code, glyph in glyphs.items():
            own = self.seen.get(code) or self._look(code)
            if own != glyph and (own.text, own.width, own.space) != (glyph.text, glyph.width, glyph.space):
                return False
        return True

    def use(self, codes: Iterable[int]) -> None:
        """Count codes as shown."""
        for code in codes:
            self.used.setdefault(code, self.seen.get(code) or self._look(code))

    def _look(self, code: int) -> Glyph:
        found = self.seen[code] = self._glyph(code)
        return found

    def _glyph(self, code: int) -> Glyph:
        tables = self.tables
        cid = tables.encoding.cids.get(code, code)
        said = tables.to_unicode.texts.get(code) or tables.simple.get(code, "")
        if not said and self._is_unicode and not 0xD800 <= code <= 0xDFFF:
            said = chr(code)
        gid = tables.gids(cid) if tables.gids else None
        return Glyph(code, said, tables.widths.get(cid, tables.default), gid, space=not self.composite and code == 32)


def _gid_map(base: pikepdf.Object, budget: Budget) -> Callable[[int], int]:
    source = entry(base, "/CIDToGIDMap")
    if isinstance(source, pikepdf.Stream):
        table = data_of(source, budget)
        return lambda cid: int.from_bytes(table[2 * cid : 2 * cid + 2])
    return lambda cid: cid


def _composite_widths(base: pikepdf.Object) -> dict[int, float]:
    out: dict[int, float] = {}
    parts = array(base, "/W")
    at = 0
    while at + 1 < len(parts):
        first, second = whole(parts[at]), parts[at + 1]
        if isinstance(second, pikepdf.Array):
            out.update((first + index, float(width)) for index, width in enumerate(second))
            at += 2
        elif at + 2 < len(parts):
            out.update((cid, real(parts[at + 2])) for cid in range(first, min(whole(second), first + _MAX_RANGE) + 1))
            at += 3
        else:
            break
    return out


def _simple_widths(source: pikepdf.Object) -> dict[int, float]:
    first = number(source, "/FirstChar") or 0
    scale = 1000 * float(source["/FontMatrix"][0]) if "/FontMatrix" in source else 1.0
    return {first + index: real(width) * scale for index, width in enumerate(array(source, "/Widths"))}


def _missing_width(descriptor: object) -> float:
    return real(entry(descriptor, "/MissingWidth") or 0)


def _simple_texts(source: pikepdf.Object) -> dict[int, str]:
    """The text of a simple font's codes by its encoding (9.6.6), for fonts without ToUnicode."""
    from fontTools.agl import toUnicode

    codec, differences = _encoding(source)
    out = {code: _letter(code, codec) for code in range(32, 256)}
    out.update((code, toUnicode(name)) for code, name in differences.items())
    return out


_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_UNLIKE = {"mac_roman": {0xDB: "\N{CURRENCY SIGN}"}}
"""Codes that PDF keeps as they were when others changed them: its MacRomanEncoding has no euro (ISO 32000-1, annex D.2)."""


def _letter(code: int, codec: str) -> str:
    return _UNLIKE.get(codec, {}).get(code) or bytes((code,)).decode(codec, "ignore")


def _encoding(source: pikepdf.Object) -> tuple[str, dict[int, str]]:
    """A simple font's base encoding as a codec, and the glyph names that its Differences give (9.6.6.1)."""
    encoding = entry(source, "/Encoding")
    base = text(encoding, "/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else text(source, "/Encoding")
    names: dict[int, str] = {}
    code = 0
    for part in array(encoding, "/Differences"):
        if isinstance(part, pikepdf.Name):
            names[code] = said(part)
            code += 1
        else:
            code = whole(part)
    return _CODECS.get(base, "latin-1"), names


def encoded_names(source: pikepdf.Object) -> dict[int, str]:
    """The glyph names of a simple font's codes, where its encoding gives them; a font's own built-in encoding is not read."""
    from fontTools.agl import UV2AGL

    codec, names = _encoding(source)
    encoding = entry(source, "/Encoding")
    base = text(encoding, "/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else text(source, "/Encoding")
    if base not in _CODECS:
        return names
    letters = {code: _letter(code, codec) for code in range(32, 256)}
    named = {code: UV2AGL[ord(letter)] for code, letter in letters.items() if letter and ord(letter) in UV2AGL}
    return {**named, **names}
