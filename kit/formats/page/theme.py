"""The page's look: colours with their contrasts, type by script, and the style sheet made from them.

The colours are one family with the deck's and the handout's; each text colour reaches 7:1 (WCAG 2.2, 1.4.6) on each ground
it may stand on, in light and in dark, and each line 3:1 (1.4.11): `contrasts` says so and the tests hold it.
Left out on purpose: layout, which is in templates/*.css and names these tokens only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kit import colour
from kit.colour import DARK, GROUNDS, INKS, LIGHT, LINES
from kit.locale import Locale

TEMPLATES = Path(__file__).parent / "templates"

_LATIN = '"Noto Sans", "Segoe UI", Roboto, "Helvetica Neue", Arial'
_FONTS: Mapping[str, str] = {
    "Latn": "",
    "Grek": "",
    "Cyrl": "",
    "Arab": '"Noto Sans Arabic", "Segoe UI", "Geeza Pro", Tahoma',
    "Hebr": '"Noto Sans Hebrew", "Segoe UI", "Arial Hebrew"',
    "Deva": '"Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", Mangal',
    "Beng": '"Noto Sans Bengali", "Nirmala UI", "Kohinoor Bangla", Vrinda',
    "Taml": '"Noto Sans Tamil", "Nirmala UI", "Tamil Sangam MN", Latha',
    "Telu": '"Noto Sans Telugu", "Nirmala UI", "Kohinoor Telugu", Gautami',
    "Ethi": '"Noto Sans Ethiopic", "Ebrima", Kefa, Nyala',
    "Thai": '"Noto Sans Thai", "Leelawadee UI", Thonburi',
    "Laoo": '"Noto Sans Lao", "Leelawadee UI", "Lao Sangam MN"',
    "Khmr": '"Noto Sans Khmer", "Leelawadee UI", "Khmer Sangam MN"',
    "Mymr": '"Noto Sans Myanmar", "Myanmar Text", "Myanmar Sangam MN"',
    "Hans": '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"',
    "Hant": '"Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"',
    "Jpan": '"Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans"',
    "Kore": '"Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"',
    "Guru": '"Noto Sans Gurmukhi", "Nirmala UI", "Gurmukhi MN", Raavi',
    "Gujr": '"Noto Sans Gujarati", "Nirmala UI", "Kohinoor Gujarati", Shruti',
    "Knda": '"Noto Sans Kannada", "Nirmala UI", "Kannada MN", Tunga',
    "Mlym": '"Noto Sans Malayalam", "Nirmala UI", "Malayalam MN", Kartika',
    "Sinh": '"Noto Sans Sinhala", "Nirmala UI", "Sinhala MN", "Iskoola Pota"',
    "Armn": '"Noto Sans Armenian", "Segoe UI", Mshtakan',
    "Geor": '"Noto Sans Georgian", "Segoe UI", Helvetica',
    "Aran": '"Noto Nastaliq Urdu", "Urdu Typesetting", "Noto Sans Arabic", "Segoe UI"',
}
_LEADING: Mapping[str, float] = {
    "Arab": 1.9,
    "Deva": 1.75,
    "Beng": 1.75,
    "Taml": 1.75,
    "Telu": 1.85,
    "Ethi": 1.75,
    "Thai": 1.8,
    "Laoo": 1.85,
    "Khmr": 2.0,
    "Mymr": 2.2,
    "Hans": 1.75,
    "Hant": 1.75,
    "Jpan": 1.75,
    "Kore": 1.7,
    "Guru": 1.75,
    "Gujr": 1.75,
    "Knda": 1.85,
    "Mlym": 1.75,
    "Sinh": 1.75,
    "Aran": 2.5,
}
_WIDE = ("Hans", "Hant", "Jpan", "Kore")


def contrasts(tokens: Mapping[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """Each pair that the style sheet puts together: (colour, ground, ratio, ratio asked for)."""
    for ground in GROUNDS:
        for ink in INKS:
            yield ink, ground, colour.contrast(tokens[ink], tokens[ground]), 7.0
        for line in LINES:
            yield line, ground, colour.contrast(tokens[line], tokens[ground]), 3.0


def fonts(script: str) -> str:
    """The font-family list of a script (ISO 15924): Noto first, then what each system has; Latin letters last."""
    own = _FONTS.get(script, "")
    return ", ".join(part for part in (own, _LATIN, "sans-serif") if part)


def leading(script: str) -> float:
    """Line height as a multiple of the type size: never below what the script's faces need."""
    return _LEADING.get(script, 1.6)


def quote(words: str) -> str:
    """The words as a CSS string (CSS Syntax 3, clause 4.3.5) that can't end the style element it stands in."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\<>&\n\r\f' else char for char in words) + '"'


@lru_cache(maxsize=32)
def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _tokens(tokens: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{tokens[name]};" for name in DARK)  # what only paper and slides use has no night colour


def stylesheet(locale: Locale, *, paper: str, foot: str, layouts: tuple[str, ...], also: tuple[Locale, ...] = ()) -> str:
    """The whole style sheet: tokens, type, printed page with `foot` and page numbers at its foot, and the layout files.

    Parts in the languages of `also` take their type from the class `f-<script>`.
    The dark colours are for screens only, so that a page printed from a dark screen is black on white.
    """
    start, end = ("right", "left") if locale.rtl else ("left", "right")
    measure = "38em" if locale.script in _WIDE else "65ch"
    size = "letter" if paper == "letter" else "A4"
    face = f"font:10pt {fonts(locale.script)};"
    root = (
        f":root{{color-scheme:light dark;{_tokens(LIGHT)}--measure:{measure};"
        f"--leading:{leading(locale.script)};--fonts:{fonts(locale.script)};}}"
    )
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}"
    page = (
        f"@page{{size:{size};margin:19mm;"
        f"@bottom-{start}{{content:{quote(foot)};{face}width:82%;text-align:{start};}}"
        f'@bottom-{end}{{content:counter(page) "/" counter(pages);{face}}}}}'
    )
    parts = (
        f".f-{script}{{--leading:{leading(script)};font-family:{fonts(script)};line-height:var(--leading);}}"
        for script in sorted({one.script for one in also})
    )
    return "\n".join((root, dark, page, *parts, *(_file(name) for name in layouts)))
