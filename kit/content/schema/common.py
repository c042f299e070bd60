"""What the files beside the topics may hold: claims, sources, labels, glossary, pictograms, questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kit.content.schema.words import ClaimId, Day, Model, Slug, Tag, Url, Words


class LabelModel(Model):
    """A text of the interface. `placeables` are the names that the writers fill in.

    `one` is the singular of a text that goes with a number.
    """

    text: Words
    one: str = ""
    note: str = ""
    placeables: list[str] = []


class ClaimSource(Model):
    """Where a claim was read: an id of sources.yaml, the place in it, and the day."""

    ref: Slug
    locator: str = ""
    accessed: Day


class ClaimModel(Model):
    """A claim and what was decided about it."""

    id: ClaimId
    statement: Words
    seed: bool | str = False
    verdict: Literal["keep", "correct", "drop", "added"]
    why: Words
    evidence: Literal["guideline", "systematic_review", "study", "consensus", "lived_experience", "law"] | None = None
    strength: Literal["strong", "moderate", "weak", "unknown"] = "unknown"
    secondhand: bool = False
    sources: list[ClaimSource] = []
    conflicts: str = ""
    unknowns: str = ""


class SourceModel(Model):
    """A publication."""

    id: Slug
    title: Words
    publisher: Words
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Url
    lang: Tag
    rights: Words
    read: Literal["firsthand", "secondhand"]


class TermModel(Model):
    """A word of the glossary. `keep`: a name that stays as it is in every language; `explain`: hard for readers."""

    id: Slug
    term: Words
    meaning: Words
    note: str = ""
    keep: bool = False
    explain: bool = False


class AvoidModel(Model):
    """Words to avoid and what to say instead, in one language."""

    avoid: Annotated[list[Words], Field(min_length=1)]
    use: Words
    why: Words


class PictogramModel(Model):
    """What pictograms.yaml says of one drawing: the words in its place, its use, what it must not be taken for."""

    alt: Words
    meaning: Words
    not_to_confuse: Words
    mirror: bool = False


class QuestionModel(Model):
    """A question of questions.yaml, with the ids of the texts that answer it; answers that mean the same are parted by `|`."""

    texts: Annotated[list[Words], Field(min_length=1)]
    ask: Words
    answer: Words
