"""What all content files are made of: words, ids, days and addresses, and mappings with no field left over."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints


def _no_position(value: str) -> str:
    if any(part.isdigit() for part in value.split(".")):
        raise ValueError("an id is made of words, never of a position: the next person will insert something before it")
    return value


def _day(value: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            dt.date.fromisoformat(value)
            return value
    except ValueError:
        pass
    raise ValueError("a date is written as 2026-11-22")


def _https(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@<>\"]+\.[^\s/@<>\"]+(/[^\s<>\"]*)?", value):
        raise ValueError("a web address is written out, from https://")
    return value


Words = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"), AfterValidator(_no_position)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}[a-z]?$")]
Day = Annotated[str, AfterValidator(_day)]
Url = Annotated[str, AfterValidator(_https)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Model(BaseModel):
    """A mapping in a file: no unknown field, no conversion (a number is not a text)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PlainModel(Model):
    """A text with an optional note for translators; its id follows from where it stands."""

    text: Words
    note: str = ""


def _plain(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


OneText = Annotated[PlainModel, BeforeValidator(_plain)]


class EntryModel(Model):
    """A text in a list, with the id that keeps its translation when its neighbours change."""

    id: Id
    text: Words
    note: str = ""
