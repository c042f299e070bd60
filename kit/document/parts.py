"""What blocks declare of themselves (`kit.document.says`), read back: their texts with what each is, and their numbers.

Left out on purpose: a block's title and notes, which all blocks have alike, and the order in which a format shows the rest.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from kit.caches import KeptOf
from kit.document import blocks
from kit.document.blocks import Block, Meta
from kit.document.passes import texts
from kit.document.says import Declared
from kit.document.text import Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def said(value: Block, *, aside: bool = True) -> Iterator[tuple[Text, Declared]]:
    """The texts of a block with what each is, in the order of its fields; without `aside` only what every format shows.

    TypeError where a kind of block holds a text that it does not declare: nothing visible may be passed over in silence.
    """
    return iter(_kept_said(value, aside=aside))


_kept: KeptOf[Block, tuple[tuple[Text, Declared], ...]] = KeptOf(4096, turning=True)


def _kept_said(value: Block, *, aside: bool) -> tuple[tuple[Text, Declared], ...]:
    """What a block says, asked once for all documents that have this very block."""
    known = _kept.get(value, aside)
    return _kept.keep(tuple(_said(value, aside)), value, aside) if known is None else known


def _said(value: DataclassInstance | type[DataclassInstance], aside: bool) -> Iterator[tuple[Text, Declared]]:
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        found = field.metadata.get("says")
        if found:
            yield from ((text, found) for text in texts(held))
        elif isinstance(held, Meta) or (field.metadata.get("aside") and not aside):
            continue
        else:
            for inner in held if isinstance(held, tuple) else (held,):
                if isinstance(inner, Text):
                    raise TypeError(f"{type(value).__name__}.{field.name} is a text that says not what it is")
                if dataclasses.is_dataclass(inner):
                    yield from _said(inner, aside)


def numbers(value: DataclassInstance | type[DataclassInstance]) -> tuple[float, ...]:
    """The numbers of a block that a signature covers, in the order of its fields."""
    found: list[float] = []
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.metadata.get("binds"):
            found += _flat(held)
        elif not isinstance(held, Text | Meta):
            for inner in held if isinstance(held, tuple) else (held,):
                if dataclasses.is_dataclass(inner):
                    found += numbers(inner)
    return tuple(found)


def _flat(value: object) -> Iterator[float]:
    if isinstance(value, tuple):
        for part in value:
            yield from _flat(part)
    elif isinstance(value, int | float):
        yield value


@functools.lru_cache(maxsize=1)
def declared() -> tuple[tuple[str, dataclasses.Field[object]], ...]:
    """Every field of the blocks and of what they hold, with the name of its class."""
    out = []
    kinds = [kind for kind in vars(blocks).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    for kind in dict.fromkeys((*get_args(Block), *kinds)):
        fields = dataclasses.fields(kind)
        if any("says" in field.metadata for field in fields) or kind in get_args(Block):
            out += [(kind.__name__, field) for field in fields if field.name != "meta"]
    return tuple(out)


def places() -> dict[str, str]:
    """For each text field of a block, as "Paragraph.text", where it stands in words for a translator."""
    return {f"{kind}.{field.name}": field.metadata["says"].place for kind, field in declared() if "says" in field.metadata}


def single_texts() -> frozenset[str]:
    """The names of fields that hold one text."""
    return frozenset(field.name for _, field in declared() if "says" in field.metadata and "tuple" not in str(field.type))


def holders() -> frozenset[str]:
    """The names of fields below which texts are found: several texts, or parts that hold some."""
    inside = {kind for kind, _ in declared()}
    return frozenset(
        field.name
        for _, field in declared()
        if ("says" in field.metadata and "tuple" in str(field.type)) or any(kind in str(field.type) for kind in inside)
    )
