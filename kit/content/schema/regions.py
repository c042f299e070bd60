"""What regions/<CC>.yaml may hold: help lines with where, when and until when each was read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kit.content.schema.words import Day, Model, Tag, Url, Words
from kit.document import LineKind


class Provenance(Model):
    """Where a number was read: a web address, or a publication named in words."""

    url: Url | None = None
    text: str = ""


class LineModel(Model):
    """A help line. Only a confirmed and unexpired one is ever printed."""

    kind: LineKind
    value: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]*$")] | None = None
    url: Url | None = None
    name: str = ""
    name_lang: Tag = "en"
    names: dict[Tag, Words] = {}
    hours: str = ""
    ways: list[str] = []
    cost: str = ""
    choose: str = ""
    label: str = ""
    languages: list[Tag] = []
    choices: dict[Tag, Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,4}$")]] = {}
    keywords: dict[Tag, Annotated[str, StringConstraints(pattern=r"^\S{2,20}$")]] = {}
    interpreters: bool = False
    source: Provenance
    checked_on: Day
    expires_on: Day
    status: Literal["confirmed", "unconfirmed"]
    doubt: str = ""


class RegionModel(Model):
    """A territory, the languages in which an emergency call is taken, and its help lines in the order they print."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    languages: Annotated[list[Tag], Field(min_length=1)]
    lines: list[LineModel]
