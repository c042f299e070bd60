"""Faces: which font draws which script, at which weight, and what a face holds.

Variable Noto fonts come from the `justmytype` data packages and are opened by path, so that HarfBuzz maps the file into memory
and nothing is parsed in Python; the weight is set on HarfBuzz's own `wght` axis. What no package carries stands in faces/, a file for
each weight. Faces are shared by the whole process.
Left out on purpose: italics (the kit has none: they are harder to read and many scripts lack them) and embedding (`kit.pdf.fonts`).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import overload

import uharfbuzz as hb

from kit.errors import KitError

REGULAR, BOLD = 400, 700

# Family -> the package that carries it.
_PACKAGE = {
    "NotoSans": "justmytype_western_core",
    "NotoSansArabic": "justmytype_intl_rtl",
    "NotoSansHebrew": "justmytype_intl_rtl",
    "NotoSansDevanagari": "justmytype_intl_south_asia",
    "NotoSansBengali": "justmytype_intl_south_asia",
    "NotoSansTamil": "justmytype_intl_south_asia",
    "NotoSansTelugu": "justmytype_intl_south_asia",
    "NotoSansThai": "justmytype_intl_sea",
    "NotoSansLao": "justmytype_intl_sea",
    "NotoSansKhmer": "justmytype_intl_sea",
    "NotoSansMyanmar": "justmytype_intl_sea",
    "NotoSansEthiopic": "justmytype_intl_africa",
    "NotoSansSC": "justmytype_intl_cjk",
    "NotoSansTC": "justmytype_intl_cjk",
    "NotoSansJP": "justmytype_intl_cjk",
    "NotoSansKR": "justmytype_intl_cjk",
    "NotoSansSymbols2": "justmytype_western_core",
}

OWN = (
    "NotoNastaliqUrdu",
    "NotoSansArmenian",
    "NotoSansGeorgian",
    "NotoSansGujarati",
    "NotoSansGurmukhi",
    "NotoSansKannada",
    "NotoSansMalayalam",
    "NotoSansSinhala",
)
"""Families that no package carries; their files are in faces/ (made by `tools.faces`)."""
OWN_FOLDER = Path(__file__).with_suffix("")

# ISO 15924 script -> family.
_FAMILY = {
    "Latn": "NotoSans",
    "Cyrl": "NotoSans",
    "Grek": "NotoSans",
    "Arab": "NotoSansArabic",
    "Hebr": "NotoSansHebrew",
    "Deva": "NotoSansDevanagari",
    "Beng": "NotoSansBengali",
    "Taml": "NotoSansTamil",
    "Telu": "NotoSansTelugu",
    "Thai": "NotoSansThai",
    "Laoo": "NotoSansLao",
    "Khmr": "NotoSansKhmer",
    "Mymr": "NotoSansMyanmar",
    "Ethi": "NotoSansEthiopic",
    "Hans": "NotoSansSC",
    "Hant": "NotoSansTC",
    "Jpan": "NotoSansJP",
    "Kore": "NotoSansKR",
    "Guru": "NotoSansGurmukhi",
    "Gujr": "NotoSansGujarati",
    "Knda": "NotoSansKannada",
    "Mlym": "NotoSansMalayalam",
    "Sinh": "NotoSansSinhala",
    "Armn": "NotoSansArmenian",
    "Geor": "NotoSansGeorgian",
    "Aran": "NotoNastaliqUrdu",  # Arabic letters as Urdu readers expect them: a locale asks for them by its script
}

SCRIPTS = tuple(_FAMILY)

# Tabs and line ends, which are drawn as spaces (`kit.text.shape` says so too), and what HarfBuzz draws with a look-alike.
BLANKS = "\t\n\v\f\r\x85\u2028\u2029"
_STAND_INS = {"\u2011": "\u2010", "\u00a0": " ", **dict.fromkeys(BLANKS, " ")}

# Default_Ignorable_Code_Point: bidi controls, zero-width spaces and joiners, variation selectors, soft hyphen.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


class MissingGlyph(KitError):  # noqa: N818 - named for what is missing
    """No face can draw a character. The caller adds which text of which locale it stands in."""

    def __init__(self, character: str) -> None:
        code, name = f"U+{ord(character):04X}", unicodedata.name(character, "unnamed")
        super().__init__(
            f"no font has the character {code} ({name})", "Write it with other characters, or add a font in kit/text/faces.py."
        )
        self.character = character


class Face:
    """One font at one weight. `ascent`, `descent` and `cap_height` are positive fractions of the em; `upem` is units per em."""

    def __init__(self, family: str, weight: int) -> None:
        self.family, self.weight = family, weight
        self.key = f"{family}-{weight}"
        self.path = _path(family, weight)
        self.hb_face, self.characters = _opened(self.path)
        self.hb_font = hb.Font(self.hb_face)
        self.axes: tuple[str, ...] = tuple(axis.tag for axis in self.hb_face.axis_infos)
        if "wght" in self.axes:
            self.hb_font.set_variations({"wght": weight})
        self.upem: int = self.hb_face.upem
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.upem
        self.descent: float = -extents.descender / self.upem

    @functools.cached_property
    def cap_height(self) -> float:
        """Height of a flat capital (H), as a fraction of the em."""
        glyph = self.hb_font.get_nominal_glyph(ord("H"))
        extents = self.hb_font.get_glyph_extents(glyph) if glyph else None
        return float(extents.y_bearing) / self.upem if extents else 0.714

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for the character."""
        return char in self.characters or _STAND_INS.get(char) in self.characters

    def draws(self, grapheme: str) -> bool:
        """Whether the face draws a base with its marks, in whichever canonical form it has them."""
        if len(grapheme) == 1 and self.has(grapheme):
            return True
        forms = (grapheme, unicodedata.normalize("NFC", grapheme), unicodedata.normalize("NFD", grapheme))
        return any(all(self.has(char) or ignorable(char) for char in form) for form in forms)

    def __repr__(self) -> str:
        return f"Face({self.key})"


class Stack(Sequence[Face]):
    """Faces in the order they are tried; each opens when it is first asked for."""

    def __init__(self, families: tuple[str, ...], weight: int) -> None:
        self._families, self._weight = families, weight

    def __len__(self) -> int:
        return len(self._families)

    @overload
    def __getitem__(self, index: int) -> Face: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Face]: ...
    def __getitem__(self, index: int | slice) -> Face | Sequence[Face]:
        if isinstance(index, slice):
            return [face(family, self._weight) for family in self._families[index]]
        return face(self._families[index], self._weight)

    def __iter__(self) -> Iterator[Face]:
        return (face(family, self._weight) for family in self._families)


@functools.lru_cache(maxsize=512)
def face(family: str, weight: int) -> Face:
    """The face of a family at a weight; one object per process."""
    return Face(family, weight)


@functools.lru_cache(maxsize=512)
def stack(script: str, *, bold: bool) -> Stack:
    """Faces for a script (ISO 15924) in fallback order: its own, Noto Sans, then every other. Faces open lazily."""
    if script not in _FAMILY:
        raise KitError(f"no font is known for the script '{script}'", f"Known are: {', '.join(SCRIPTS)}. See kit/text/faces.py.")
    families = dict.fromkeys((_FAMILY[script], "NotoSans", *_FAMILY.values(), *_PACKAGE))
    return Stack(tuple(families), BOLD if bold else REGULAR)


def missing(text: str, script: str) -> tuple[str, ...]:
    """The characters no face can draw, in order of first use; format characters, tabs and line ends count as drawn."""
    faces = stack(script, bold=False)
    return tuple(char for char in dict.fromkeys(text) if not (ignorable(char) or any(f.has(char) for f in faces)))


def installed() -> tuple[tuple[str, str], ...]:
    """Each script with the file name of its font, or with what must be installed."""
    rows = []
    for script, family in _FAMILY.items():
        try:
            rows.append((script, _path(family, REGULAR).name))
        except (KitError, ModuleNotFoundError):
            rows.append((script, f"missing; install the Python package {_PACKAGE[family].replace('_', '-')}"))
    return tuple(rows)


def ignorable(char: str) -> bool:
    """Whether a character draws nothing of itself (Unicode: Default_Ignorable_Code_Point)."""
    return IGNORABLE.match(char) is not None


@functools.lru_cache(maxsize=512)
def _opened(path: Path) -> tuple[hb.Face, frozenset[str]]:
    """A font file mapped into memory, for all its weights, and the characters it has glyphs for."""
    opened = hb.Face(hb.Blob.from_file_path(str(path)))
    return opened, frozenset(map(chr, opened.unicodes))


def _path(family: str, weight: int) -> Path:
    if family in OWN:
        return OWN_FOLDER / f"{family}-{'Bold' if weight >= BOLD else 'Regular'}.ttf"
    package = _PACKAGE[family]
    folder = Path(str(resources.files(package))) / "fonts" / "ofl" / family.lower()
    found = sorted(path for path in folder.glob("*.ttf") if path.name.startswith((f"{family}[", f"{family}-Regular")))
    if not found:
        raise KitError(f"the font {family} is not installed", f"Install the Python package {package.replace('_', '-')}.")
    return found[0]
