"""What the files of facts may hold: which facts there are, and a language's words for them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kit.content.schema.words import Model, Words

Forms = Annotated[str, StringConstraints(min_length=1)]
"""Words or phrases parted by commas."""

Two = Annotated[list[str], Field(min_length=2, max_length=2)]
"""Two facts that belong together."""


class FactGroupModel(Model):
    """A group of facts in facts.yaml: what it holds and how a translation is compared with its English."""

    facts: Annotated[list[str], Field(min_length=1)]
    says: Words
    why: Words
    compare: Literal["contrast", "all", "count"] = "contrast"
    need: list[str] = []
    add: list[str] = []
    vague: list[str] = []
    order: bool = False
    level: Literal["error", "warning"] = "error"
    opposites: list[Two] = []
    alike: list[Two] = []
    near: list[Two] = []
    negative: list[str] = []


class LanguageModel(Model):
    """How a language writes words, for the reader of its facts. `drop`: CLDR's forms that are other words too.

    `endings`: sets of endings that one word can have in turn, parted by spaces, `-` for none.
    `length`: how many letters its texts usually have for one of the English.
    """

    fold: list[Literal["arabic", "nukta"]] = []
    prefixes: Forms | None = None
    suffixes: Forms | None = None
    endings: list[Forms] = []
    abbreviations: Forms | None = None
    bare_one: bool = False
    order: list[str] = ["drugs"]
    drop: Forms | None = None
    own: list[str] = []
    length: Annotated[float, Field(gt=0)] = 1


class StrictModel(Model):
    """Facts that a locale's texts never missed (need) or added (add) so far; written by `kit translate score --tighten`."""

    need: list[str] = []
    add: list[str] = []


class LexiconModel(Model):
    """locales/<tag>/facts.yaml: the words of a language for the facts of content/facts.yaml; a line without words waits for them."""

    language: LanguageModel
    facts: dict[str, str]
    strict: StrictModel = StrictModel()
