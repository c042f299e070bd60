"""content/pictograms/: the drawings, and pictograms.yaml, which says which of them are mirrored where text runs right to left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.art import Art, read_svg
from kit.content import schema, validate
from kit.errors import Fault, KitError


def read(folder: Path) -> tuple[tuple[Art, ...], list[Fault]]:
    """The drawings in the order of their ids (an id is the file's name without .svg), and what is wrong with them."""
    index = folder / "pictograms.yaml"
    about: dict[str, schema.PictogramModel] = {}
    faults: list[Fault] = []
    if index.exists():
        value, source = validate.load(index, dict[str, schema.PictogramModel])
        about = value or {}
        for name in about:
            if not (folder / f"{name}.svg").exists():
                source.fault((name,), f"there is no file {name}.svg", "Draw it, or delete the entry.", key=True)
        faults += source.faults
    arts: list[Art] = []
    for path in sorted(folder.glob("*.svg")):
        mirror = about[path.stem].mirror if path.stem in about else False
        try:
            arts.append(replace(read_svg(path.read_bytes(), path.as_posix(), mirror=mirror), id=path.stem))
        except KitError as error:
            faults.append(
                Fault(file=path.as_posix(), what=error.message.removeprefix(f"{path.as_posix()}: "), advice=error.advice)
            )
    return tuple(arts), faults
