"""What holds at one place only: a region's numbers to call, and what a clinic says of itself.

Left out on purpose: how it comes into a Document (`kit.personalize`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kit.art import Art

LineKind = Literal["emergency", "crisis", "drug_help", "treatment_finder", "use_alone", "poison", "where_naloxone", "law"]
"""What a region says: numbers to call, and under `law` what may be said of calling for help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One number or site of a region, as checked on a day. Only a confirmed and unexpired one may be printed.

    `hours`, `ways`, `cost` and `choose` (what to ask for) name labels, and so does `label`, the sentence of a `law`;
    `checked_on` and `expires_on` are ISO 8601 dates. `languages` are those in which it answers, () for the region's own; by
    language, `names` are the service's own further names, `choices` the key to press and `keywords` the word to text.
    `interpreters`: it has them for other languages.
    """

    kind: LineKind
    value: str = ""
    url: str = ""
    name: str
    name_lang: str
    names: tuple[tuple[str, str], ...] = ()
    hours: str = ""
    ways: tuple[str, ...] = ()
    cost: str = ""
    choose: str = ""
    label: str = ""
    languages: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    interpreters: bool = False
    source: str
    checked_on: str
    expires_on: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A territory (ISO 3166-1 code) with its help lines in the order they print; separate from language.

    `languages` are those in which an emergency call is taken, the first the most likely.
    """

    code: str
    name: str
    languages: tuple[str, ...] = ("en",)
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One of a clinic's numbers: `label` says whose it is, `words` what to do on the line ("press 2 for Spanish").

    `whole` is the number with its extension in one piece. These stand in left-to-right isolates, label and words in first-strong
    ones (UAX 9).
    """

    number: str
    whole: str = ""
    label: str = ""
    extension: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicCard:
    """What a clinic says of itself, already checked; "" where it says nothing. `logo` is Art or PNG bytes.

    Name, address and hours stand in first-strong isolates and the phone in a left-to-right one (UAX 9); `web` is a bare
    https address. `logo_size` is in units of the drawing or in pixels. `accent` is a colour as #rrggbb, dark enough for text.
    `phone` is the first of `phones`, with its extension. `languages` are the tags of those its staff speak; `langs` the tag
    that a field's words are in, by field, where the file says so (`phone`: labels and words of all numbers). `place` is where
    the name was read (file:line:column), or ""; it makes no other clinic of it.
    """

    id: str
    name: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    web: str = ""
    logo: Art | bytes | None = None
    logo_size: tuple[float, float] = (0.0, 0.0)
    accent: str = ""
    phones: tuple[Phone, ...] = ()
    languages: tuple[str, ...] = ()
    langs: tuple[tuple[str, str], ...] = ()
    place: str = field(default="", compare=False)
