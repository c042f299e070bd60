"""What stands where nothing is given: a field's or an argument's own value is of the kind that its type says.

mypy holds the same where it can see it; this asks the finished classes and functions, so that what is made by a factory is asked as well.
Left out on purpose: functions whose types are known to type checkers only.
"""

from __future__ import annotations

import dataclasses
import inspect
import pkgutil
import types
import typing
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import kit


def _defined() -> Iterator[Any]:
    """Every function and class of the kit, and the functions of its classes."""
    for module in pkgutil.walk_packages(kit.__path__, "kit."):
        if module.name == "kit.__main__":
            continue
        for value in vars(import_module(module.name)).values():
            if getattr(value, "__module__", "") == module.name and inspect.isroutine(value):
                yield value
            elif getattr(value, "__module__", "") == module.name and isinstance(value, type):
                made = ("__init__",) if dataclasses.is_dataclass(value) else ()
                yield value
                yield from (each for name, each in vars(value).items() if inspect.isfunction(each) and name not in made)


def _defaults(thing: Any) -> Mapping[str, object]:
    if isinstance(thing, type):
        own = {field.name: field for field in dataclasses.fields(thing)} if dataclasses.is_dataclass(thing) else {}
        given = {name: field.default for name, field in own.items() if field.default is not dataclasses.MISSING}
        made = {name: field.default_factory() for name, field in own.items() if field.default_factory is not dataclasses.MISSING}
        return {**given, **made}
    try:
        signature = inspect.signature(thing)
    except ValueError:
        return {}
    return {one.name: one.default for one in signature.parameters.values() if one.default is not inspect.Parameter.empty}


def _fits(value: object, kind: Any) -> bool:
    """Whether a value is of a type, as far as its outermost shape says."""
    origin = typing.get_origin(kind) or kind
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in typing.get_args(kind))
    if origin is typing.Literal:
        return value in typing.get_args(kind)
    if origin in (float, int):
        return isinstance(value, origin | int) and not isinstance(value, bool)
    return isinstance(value, origin) if isinstance(origin, type) else True


def test_what_stands_where_nothing_is_given_is_of_its_type() -> None:
    """No field that should be words, a number or yes or no is empty by itself, nor is an argument."""
    wrong, asked = [], 0
    for thing in _defined():
        defaults = _defaults(thing)
        try:
            hints = typing.get_type_hints(thing) if defaults else {}
        except (NameError, TypeError):
            continue
        for name, value in defaults.items():
            asked += 1
            if not _fits(value, hints.get(name, object)):
                wrong.append(f"{thing.__module__}.{thing.__qualname__} {name} = {value!r}")
    assert wrong == []
    assert asked > 1000
