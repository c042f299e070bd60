"""content/pictograms/ and content/figures/: drawings, and a YAML file that says of each what it shows, means and is not.

Each drawing has its entry and each entry its drawing. Left out: drawing them
(tools/outline_pictograms.py).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kit.art import Art, read_svg
from kit.content import schema, validate
from kit.errors import Fault, KitError
from kit.files import read_data

_ENTRY = "Say what it shows, means and must not be taken for: `{name}: {{alt: ..., meaning: ..., not_to_confuse: ...}}`."


def read(folder: Path, index: str = "pictograms.yaml") -> tuple[tuple[Art, ...], list[Fault]]:
    """The drawings of a folder in the order of their ids (an id is the file's name without .svg), and what is wrong with them."""
    drawings = {path.stem: path for path in sorted(folder.glob("*.svg"))}
    about, faults = _about(folder / index, drawings)
    arts: list[Art] = []
    for name, path in drawings.items():
        mirror = about[name].mirror if name in about else False
        try:
            arts.append(_drawing(read_data(path, path.name), name, mirror))
        except KitError as error:
            faults.append(Fault(file=path.as_posix(), what=error.message.removeprefix(f"{path.name}: "), advice=error.advice))
    return tuple(arts), faults


@functools.lru_cache(maxsize=256)
def _drawing(data: bytes, name: str, mirror: bool) -> Art:
    """The drawing `name`.svg, whose bytes these are; every topic has all of them."""
    return replace(read_svg(data, f"{name}.svg", mirror=mirror), id=name)


def _about(index: Path, drawings: Mapping[str, Path]) -> tuple[dict[str, schema.PictogramModel], list[Fault]]:
    """The entries by id, and the faults: in the file, an entry without a drawing, a drawing without an entry."""
    if not drawings and not index.exists():
        return {}, []
    if not index.exists():
        return {}, [Fault(file=index.as_posix(), what="there is no such file", advice=_ENTRY.format(name=next(iter(drawings))))]
    value, source = validate.load(index, dict[str, schema.PictogramModel])
    about: dict[str, schema.PictogramModel] = value or {}
    for name in (name for name in about if name not in drawings):
        source.fault((name,), f"there is no file {name}.svg", "Draw it, or delete the entry.", key=True)
    if value is not None:
        for name in (name for name in drawings if name not in about):
            what = f"the drawing {name}.svg has no entry"
            source.faults.append(Fault(file=source.file, what=what, advice=_ENTRY.format(name=name)))
    return about, source.faults
