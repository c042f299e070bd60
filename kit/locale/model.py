"""A locale as a value: what the kit must know of one language as written in one script, and how it writes dates, sizes, lists.

Left out on purpose: where the values come from (`kit.locale.cldr`, `kit.locale.overrides`), and fonts, which belong to the
script and live in `kit.text`.
"""

from __future__ import annotations

import datetime
import functools
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from babel import Locale as Cldr
from babel.dates import format_date
from babel.lists import format_list

from kit.locale import plurals
from kit.locale.bidi import isolate

Direction = Literal["ltr", "rtl"]

RTL_SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
UNSPACED = frozenset(("Hans", "Hant", "Jpan", "Khmr", "Laoo", "Mymr", "Thai"))
"""Scripts whose languages do not part words with spaces."""

ISO_DATE = "y-MM-dd"
MONTH_NAME = "MMMM"
"""Where the name of a month stands in a pattern of CLDR."""


@functools.lru_cache(maxsize=256)  # a build writes the same few days on every sheet
def _written_day(day: datetime.date, pattern: str, patterns: str) -> str:
    """A day by a pattern, with the names of months that CLDR has under `patterns`."""
    return format_date(day, pattern, locale=patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language as written in one script.

    `tag` is BCP 47; `script` ISO 15924, and `scripts` the one that files of some formats are set in instead, as (format, script);
    `name` the language's own name, as it begins a line; `plural` a gettext Plural-Forms
    header; `office` the tag with a region that PowerPoint has a speller and a voice for; `english` what the language calls
    English. `patterns` names the CLDR locale whose words stand in dates and lists, or is "" where CLDR has none of this
    language; `date` is a pattern of CLDR, `months` the names of the twelve where CLDR has none. `digits` are the ten that the kit
    prints, `native` those that CLDR prefers.
    """

    tag: str
    name: str
    english_name: str
    script: str
    scripts: tuple[tuple[str, str], ...] = ()
    plural: str = "nplurals=2; plural=(n != 1);"
    office: str
    english: str = "English"
    patterns: str = ""
    date: str = ISO_DATE
    months: tuple[str, ...] = ()
    digits: str = "0123456789"
    native: str = "0123456789"
    point: str = "."

    @property
    def language(self) -> str:
        """The language without script and region (the primary subtag)."""
        return self.tag.partition("-")[0]

    @property
    def direction(self) -> Direction:
        """Which way text runs; the script decides."""
        return "rtl" if self.script in RTL_SCRIPTS else "ltr"

    @property
    def rtl(self) -> bool:
        """Whether text runs right to left."""
        return self.direction == "rtl"

    @property
    def spaced(self) -> bool:
        """Whether words are parted by spaces."""
        return self.script not in UNSPACED

    @property
    def forms(self) -> int:
        """How many plural forms there are."""
        return plurals.read(self.plural)[0]

    def set_for(self, form: str) -> Locale:
        """The locale as files of a format are set: in another script, if it asks for one there (`scripts`)."""
        return replace(self, script=dict(self.scripts).get(form, self.script), scripts=())

    def form(self, number: int) -> int:
        """Which plural form goes with a number of things, from 0."""
        return plurals.read(self.plural)[1](number)

    def number(self, text: str | int) -> str:
        """A number in the digits that the kit prints in this language."""
        return str(text).translate(str.maketrans("0123456789", self.digits))

    def day(self, iso: str) -> str:
        """An ISO 8601 date as people write it, "24 November 2026"; what is no date comes back as it is."""
        try:
            day = datetime.date.fromisoformat(iso)
        except ValueError:
            return iso
        return self.number(_written_day(day, self._dated(day.month), self.patterns or "en"))

    def _dated(self, month: int) -> str:
        """The pattern of a date in that month, with the month's own name in it where CLDR has none."""
        if not self.months:
            return self.date
        name = self.months[month - 1].replace("'", "''")
        return self.date.replace(MONTH_NAME, f"'{name}'")

    def size(self, count: int) -> str:
        """A number of bytes as kB or MB (powers of ten, as file managers show them), isolated: it keeps its order in any line."""
        big = count >= 1_000_000
        number = f"{count / 1_000_000:.1f}".replace(".", self.point) if big else str(max(1, round(count / 1000)))
        return isolate(f"{self.number(number)} {'MB' if big else 'kB'}")

    def listed(self, *items: str) -> str:
        """The items as a list inside a sentence: "one, two and three"."""
        return format_list(items, locale=self.patterns) if self.patterns else ", ".join(items)

    def territory(self, code: str, default: str) -> str:
        """The name of a country (ISO 3166-1 code) in this language, or the default where CLDR has none."""
        found = Cldr.parse(self.patterns).territories if self.patterns else {}
        return str(found.get(code, default))


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script as 0-9."""
    return "".join(str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char for char in text)
