"""A YAML file against a model: pydantic's errors turned into faults with a place and advice in plain words."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kit.content import schema
from kit.content.positions import Steps, YamlFile, dotted, read
from kit.errors import ContentError, Fault

_T = TypeVar("_T")
_MISSING = {
    "alt": "Say in words what the picture shows, for people who can't see it: `alt: ...`.",
    "summary": "Say in words what the table shows, for people who can't see it: `summary: ...`.",
    "caption": "Write the words under the picture: `caption: ...`.",
    "id": "Give it an id made of words, such as tolerance.box.old-dose. It never changes afterwards.",
    "type": "Say which kind of block it is: `type: paragraph`.",
    "source": "Write where it was read. Without a source a number can't be printed.",
    "sources": "Name at least one source.",
}

_LIST = ("one value stands where a list is needed", "Put it in square brackets, [a, b], or on lines that begin with a hyphen.")
_WHOLE = ("a whole number is needed here", "Write it in digits, without quotes.")
_SHAPES = {
    "string_type": ("one text is needed here, not a list or fields", 'Write the words alone, in quotes: "...".'),
    "string_too_short": ("the text is empty", "Write the text, or delete the field."),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "too_short": ("the list has too few entries", "Write what is missing, or delete the field."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
}


def load(path: Path, model: type[_T]) -> tuple[_T | None, YamlFile]:
    """Read a file and validate it. The value is None when there are faults; they are in the YamlFile, all of them."""
    source = read(path)
    return check(source, model), source


def load_or_raise(path: Path, model: type[_T]) -> tuple[_T, YamlFile]:
    """Read a file and validate it; ContentError holds every fault."""
    value, source = load(path, model)
    raise_faults(source.faults)
    assert value is not None  # what has no value has a fault
    return value, source


def check(source: YamlFile, model: type[_T]) -> _T | None:
    """The file's data as the model, or None with the faults noted in the file."""
    if source.data is None:
        if not source.faults:
            source.faults.append(
                Fault(file=source.file, what="the file is empty", advice="See CONTRIBUTING.md for what it holds.")
            )
        return None
    try:
        return TypeAdapter(model).validate_python(source.data)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            _note(source, error)
        return None


def raise_faults(faults: list[Fault]) -> None:
    """Raise all faults at once, in the order of files and lines; nothing happens when there are none."""
    if faults:
        unique = dict.fromkeys(faults)
        raise ContentError(tuple(sorted(unique, key=lambda fault: (fault.file, fault.line, fault.column))))


def similar(name: str, known: Iterable[str]) -> str:
    """Advice that names the id which looks most like this one, or "" where none does."""
    close = difflib.get_close_matches(name, tuple(known), n=1)
    return f"Did you mean `{close[0]}`?" if close else ""


def _way(source: YamlFile, error: ErrorDetails) -> tuple[Steps, str]:
    """The way to the value an error speaks of (without pydantic's own marks), and the name of what is missing below it."""
    way: Steps = ()
    node: object = source.data
    rest = ""
    for step in error["loc"]:
        match node:
            case dict() if step in node:
                node, way = node[step], (*way, step)
            case list() if isinstance(step, int) and step < len(node):
                node, way = node[step], (*way, step)
            case _:
                rest = str(step)
    return way, rest


def _note(source: YamlFile, error: ErrorDetails) -> None:
    way, rest = _way(source, error)
    given = error["input"]
    match error["type"]:
        case "missing":
            advice = _MISSING.get(rest, f"Add `{rest}: ...` here.")
            source.fault(way, f"`{rest}` is missing", advice)
        case "extra_forbidden":
            source.fault(way, f"unknown field `{way[-1]}`", _similar(str(way[-1])), key=True)
        case "union_tag_not_found":
            source.fault(way, "`type` is missing", _MISSING["type"])
        case "union_tag_invalid":
            kinds = ", ".join(_kinds())
            source.fault((*way, "type"), f"unknown type `{given.get('type')}`", f"The kinds of blocks are: {kinds}.")
        case "string_type" | "model_type" if isinstance(given, bool | int | float):
            advice = f'Write it in quotes: "{source.raw(way)}". Without them 000 becomes 0 and 1.10 becomes 1.1.'
            source.fault(way, f"a number or a yes/no stands where a text is needed: {source.raw(way)}", advice)
        case "model_type" | "dict_type":
            source.fault(way, "named fields are needed here", _fields(error))
        case kind if kind in _SHAPES:
            source.fault(way, *_SHAPES[kind])
        case "string_pattern_mismatch":
            source.fault(way, f"`{given}` is not written as it must be here", _pattern(dotted(way)))
        case "literal_error":
            source.fault(way, f"`{given}` is not known here", f"Known are: {error['ctx']['expected']}.")
        case "value_error":
            source.fault(way, str(error["ctx"]["error"]))
        case _:
            source.fault(way, error["msg"][0].lower() + error["msg"][1:], "See CONTRIBUTING.md for what this field holds.")


def _fields(error: ErrorDetails) -> str:
    """Advice that names the fields without which a part is not whole."""
    name = error.get("ctx", {}).get("class_name")
    model = next((model for model in _models(schema.Model) if model.__name__ == name), None)
    needed = [field.alias or own for own, field in model.model_fields.items() if field.is_required()] if model else []
    return "Write the fields below it, each on a line" + (
        f": {', '.join(f'`{field}: ...`' for field in needed)}." if needed else "."
    )


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for own in model.__subclasses__():
        yield own
        yield from _models(own)


def _pattern(path: str) -> str:
    if path.endswith("value"):
        return "A number to call holds digits, spaces, hyphens, round brackets and a + in front."
    if "claim" in path or path.startswith("["):
        return "A claim's id is a capital letter and two digits, such as A07; other ids are lower-case words joined by . or -."
    if path.endswith("version"):
        return 'Write it in quotes as numbers joined by dots: "1.0".'
    return "Ids are lower-case words joined by . or -; a language is a tag such as en or zh-Hans; a country two capital letters."


@functools.cache
def _names() -> tuple[str, ...]:
    found: set[str] = set()
    for value in vars(schema).values():
        if isinstance(value, type) and issubclass(value, BaseModel):
            found.update(info.alias or name for name, info in value.model_fields.items())
    return tuple(sorted(found))


@functools.cache
def _kinds() -> tuple[str, ...]:
    return tuple(get_args(model.model_fields["type"].annotation)[0] for model in schema.KINDS)


def _similar(name: str) -> str:
    return similar(name, _names()) or "Delete it, or see CONTRIBUTING.md for the fields this part may have."
