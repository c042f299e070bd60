"""A locale: its tag, own name, direction, script, digits and plural rule, and the tags PowerPoint knows it by.

A table of our own, because the data libraries get several of our languages wrong (plural rules that GNU gettext does not
accept, Haitian Creole falling back to French, unknown Hmong); the header of each PO file is tested against it.
Left out on purpose: date and unit patterns (units stand inside translated sentences, dates are ISO 8601) and fonts, which
belong to the script and live in `kit.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kit.errors import KitError

Direction = Literal["ltr", "rtl"]

_PLURAL_1 = "nplurals=1; plural=0;"
_PLURAL_2 = "nplurals=2; plural=(n != 1);"
_PLURAL_2_ZERO = "nplurals=2; plural=(n > 1);"
_PLURAL_RU = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_PLURAL_AR = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language as written in one script.

    `tag` is BCP 47; `script` ISO 15924; `name` the language's own name; `plural` the gettext Plural-Forms header;
    `office` the tag with a region that PowerPoint has a speller and a voice for; `spaced` says that words are parted by spaces.
    """

    tag: str
    name: str
    english_name: str
    script: str
    direction: Direction = "ltr"
    plural: str = _PLURAL_2
    office: str
    spaced: bool = True

    @property
    def rtl(self) -> bool:
        """Whether text runs right to left."""
        return self.direction == "rtl"


def _table(*rows: Locale) -> dict[str, Locale]:
    return {row.tag: row for row in rows}


LOCALES: dict[str, Locale] = _table(
    Locale(tag="en", name="English", english_name="English", script="Latn", office="en-US"),
    Locale(tag="es", name="Español", english_name="Spanish", script="Latn", office="es-US"),
    Locale(
        tag="ar",
        name="العربية",
        english_name="Arabic",
        script="Arab",
        direction="rtl",
        plural=_PLURAL_AR,
        office="ar-SA",
    ),
    Locale(tag="hi", name="हिन्दी", english_name="Hindi", script="Deva", plural=_PLURAL_2_ZERO, office="hi-IN"),
    Locale(
        tag="zh-Hans",
        name="简体中文",
        english_name="Chinese (Simplified)",
        script="Hans",
        plural=_PLURAL_1,
        office="zh-CN",
        spaced=False,
    ),
    Locale(
        tag="zh-Hant",
        name="繁體中文",
        english_name="Chinese (Traditional)",
        script="Hant",
        plural=_PLURAL_1,
        office="zh-TW",
        spaced=False,
    ),
    Locale(tag="am", name="አማርኛ", english_name="Amharic", script="Ethi", plural=_PLURAL_2_ZERO, office="am-ET"),
    Locale(tag="bn", name="বাংলা", english_name="Bengali", script="Beng", plural=_PLURAL_2_ZERO, office="bn-BD"),
    Locale(tag="el", name="Ελληνικά", english_name="Greek", script="Grek", office="el-GR"),
    Locale(
        tag="fa",
        name="فارسی",
        english_name="Persian",
        script="Arab",
        direction="rtl",
        plural=_PLURAL_2_ZERO,
        office="fa-IR",
    ),
    Locale(tag="fr", name="Français", english_name="French", script="Latn", plural=_PLURAL_2_ZERO, office="fr-FR"),
    Locale(tag="he", name="עברית", english_name="Hebrew", script="Hebr", direction="rtl", office="he-IL"),
    Locale(tag="ja", name="日本語", english_name="Japanese", script="Jpan", plural=_PLURAL_1, office="ja-JP", spaced=False),
    Locale(tag="km", name="ខ្មែរ", english_name="Khmer", script="Khmr", plural=_PLURAL_1, office="km-KH", spaced=False),
    Locale(tag="ko", name="한국어", english_name="Korean", script="Kore", plural=_PLURAL_1, office="ko-KR"),
    Locale(tag="lo", name="ລາວ", english_name="Lao", script="Laoo", plural=_PLURAL_1, office="lo-LA", spaced=False),
    Locale(tag="my", name="မြန်မာ", english_name="Burmese", script="Mymr", plural=_PLURAL_1, office="my-MM", spaced=False),
    Locale(
        tag="pt-BR",
        name="Português (Brasil)",
        english_name="Portuguese (Brazil)",
        script="Latn",
        plural=_PLURAL_2_ZERO,
        office="pt-BR",
    ),
    Locale(tag="ru", name="Русский", english_name="Russian", script="Cyrl", plural=_PLURAL_RU, office="ru-RU"),
    Locale(tag="ta", name="தமிழ்", english_name="Tamil", script="Taml", office="ta-IN"),
    Locale(tag="te", name="తెలుగు", english_name="Telugu", script="Telu", office="te-IN"),
    Locale(tag="th", name="ไทย", english_name="Thai", script="Thai", plural=_PLURAL_1, office="th-TH", spaced=False),
    Locale(tag="vi", name="Tiếng Việt", english_name="Vietnamese", script="Latn", plural=_PLURAL_1, office="vi-VN"),
)

SOURCE = LOCALES["en"]


def find(tag: str) -> Locale:
    """The locale of a tag; KitError names the known tags and where a new one is added."""
    if tag in LOCALES:
        return LOCALES[tag]
    raise KitError(
        f"unknown locale '{tag}'",
        f"Known are: {', '.join(sorted(LOCALES))}. A new one is one line in kit/locale.py (see CONTRIBUTING.md).",
    )


LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def isolate(text: str) -> str:
    """The text in a left-to-right isolate (UAX 9), for phones, doses, ranges, web addresses: they keep their order in any line."""
    return f"{LRI}{text}{PDI}"


def isolate_first_strong(text: str) -> str:
    """The text in an isolate that takes its direction from its first strong character, for names and addresses."""
    return f"{FSI}{text}{PDI}"
