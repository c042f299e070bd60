"""What an author writes for a kind of block and how that is read, derived from what the kind declares (`kit.document.says`).

A field that holds a text is a text in the file; parts that hold one text each are a list of entries, each with an id; what is
plain (a switch, a number, one of several words) is written as it is. A kind with rules of its own has its model in `schema` and
its reading in `blocks` instead.
"""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, create_model

from kit.document import Text

_M = TypeVar("_M", bound=BaseModel)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A field of a block or of its parts: its name, what it holds (`one` text, `many` texts or parts, or a plain value), its default.

    `held` is the class of the texts or parts, or the plain type; `default` is `...` where the author must say it.
    """

    name: str
    shape: Literal["one", "many", "plain"]
    held: Any
    default: object = ...


@functools.lru_cache(maxsize=64)
def declarations(kind: type) -> tuple[Declaration, ...]:
    """What a kind of block, or of its parts, declares below what all blocks have."""
    hints = get_type_hints(kind)
    return tuple(_declared(field, hints[field.name]) for field in dataclasses.fields(kind) if field.name != "meta")


def _declared(field: dataclasses.Field[object], hint: object) -> Declaration:
    default = ... if field.default is dataclasses.MISSING else field.default
    if hint is Text or (isinstance(hint, types.UnionType) and Text in get_args(hint)):
        return Declaration(name=field.name, shape="one", held=Text, default=default)
    held = get_args(hint)[0] if get_origin(hint) is tuple else None
    if isinstance(held, type) and (held is Text or dataclasses.is_dataclass(held)):
        return Declaration(name=field.name, shape="many", held=held, default=... if default is ... else [])
    return Declaration(name=field.name, shape="plain", held=hint, default=default)


def model_of(kind: type, base: type[_M], text: object, words: object, entry: type[BaseModel]) -> type[_M]:
    """The model of a kind of block: `base` is what all blocks have, `text` a text, `words` plain words, `entry` a text in a list."""
    fields: dict[str, Any] = {"type": (Literal[kind.__name__.lower()], ...)}
    for one in declarations(kind):
        fields[one.name] = (_written(one, text, words, entry), one.default)
    made: type[_M] = create_model(f"{kind.__name__}Model", __base__=base, __doc__=kind.__doc__, **fields)
    return made


def _written(one: Declaration, text: object, words: object, entry: type[BaseModel]) -> object:
    match one.shape:
        case "one":
            return text if one.default is ... else text | None  # type: ignore[operator]  # a type, as pydantic takes it
        case "many":
            some = types.GenericAlias(list, (entry if one.held is Text else _entry(one.held, words, entry),))
            return Annotated[some, Field(min_length=1)] if one.default is ... else some
        case "plain":
            return words if one.held is str and one.default is ... else one.held


def _entry(part: type, words: object, entry: type[BaseModel]) -> type[BaseModel]:
    """An entry with what the part has beside its text and its id."""
    plain: dict[str, Any] = {one.name: (_written(one, None, words, entry), one.default) for one in _beside(part)}
    made: type[BaseModel] = create_model(f"{part.__name__}Model", __base__=entry, __doc__=part.__doc__, **plain)
    return made


def _beside(part: type) -> Iterator[Declaration]:
    return (one for one in declarations(part) if one.shape == "plain" and one.name != "id")


def part_of(kind: type, given: BaseModel, text: Text, ident: str, art: Callable[[str], str]) -> object:
    """A part of a block: its text, its id where it keeps one, and what else was written; `art` looks a picture up."""
    values: dict[str, Any] = {one.name: text for one in declarations(kind) if one.shape == "one"}
    values |= {one.name: plain(one, given, art) for one in _beside(kind)}
    if any(one.name == "id" for one in declarations(kind)):
        values["id"] = ident
    return kind(**values)


def plain(one: Declaration, given: BaseModel, art: Callable[[str], str]) -> object:
    """A plain value as it was written; the id of a picture is looked up."""
    found = getattr(given, one.name)
    return art(found) if one.name == "art" else found
