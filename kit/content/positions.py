"""YAML with places: a file as plain values, and for each of them the line and column where it stands.

YAML 1.2 (so `no` is a word, not a falsehood). What makes a file harder to read or to trust is a
fault here: a key given twice, anchors and aliases, tags, invisible characters. Left out on purpose: writing YAML.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kit.composing import NEST, SLOW, compose
from kit.content.characters import refused
from kit.errors import Fault
from kit.files import read_text

Steps = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of the file."""

_TAG = "tag:yaml.org,2002:"
MOST = SLOW
"""Bytes of a YAML file: the largest of ours has 70 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: file, and line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(slots=True, kw_only=True)
class YamlFile:
    """A file's values and marks. `keys` and `values` map a way to a (start, end) offset into `text`."""

    file: str
    text: str
    data: object = None
    keys: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    values: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def at(self, offset: int) -> Place:
        """The place of a character of the text."""
        before = self.text[:offset]
        return Place(file=self.file, line=before.count("\n") + 1, column=offset - (before.rfind("\n") + 1) + 1)

    def place(self, way: Steps, *, key: bool = False, find: str = "") -> Place:
        """Where a value (or its key) starts; with `find`, where these characters stand inside it, if they can be found."""
        start, end = (self.keys if key else self.values).get(way) or self.values.get(way, (0, 0))
        inside = self.text.find(find, start, end) if find else -1
        return self.at(start if inside < 0 else inside)

    def raw(self, way: Steps) -> str:
        """A value as it was typed."""
        start, end = self.values.get(way, (0, 0))
        return self.text[start:end]

    def fault(self, way: Steps, what: str, advice: str = "", *, key: bool = False, find: str = "") -> None:
        """Note a fault of the value at the end of this way."""
        place = self.place(way, key=key, find=find)
        self.faults.append(
            Fault(file=self.file, line=place.line, column=place.column, path=dotted(way), what=what, advice=advice)
        )


def dotted(way: Steps) -> str:
    """A way as people write it: blocks[2].items[0].text."""
    out = ""
    for step in way:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out


def read(path: Path) -> YamlFile:
    """Read a YAML file. What is wrong with it as YAML is noted in `faults`; `data` is None if it can't be understood.

    `data` is shared by all who read the same text, so nobody may change it.
    """
    file, source = path.as_posix(), _read(read_text(path, MOST))
    return replace(source, file=file, faults=[replace(fault, file=file) for fault in source.faults])


@functools.lru_cache(maxsize=256)
def _read(text: str) -> YamlFile:
    """The same text always gives the same values, whatever file holds it; parsing it is the slow part."""
    source = YamlFile(file="", text=text)
    for offset, name in refused(source.text, line_breaks=True):
        place = source.at(offset)
        source.faults.append(
            Fault(
                file=source.file,
                line=place.line,
                column=place.column,
                what=f"a character that can't be seen: {name}",
                advice="Delete it. It can hide or turn round the words beside it.",
            )
        )
    if not source.faults:
        _parse(source)
    return source


def _parse(source: YamlFile) -> None:
    if nest := NEST.search(source.text):
        place = source.at(nest.start())
        what = "broken YAML: nested too deeply"
        source.faults.append(Fault(file=source.file, line=place.line, column=place.column, what=what))
        return
    advice = "Check the indentation, the quotes and the colons around this place. A text with a colon or a # in it needs quotes."
    try:
        node = compose(source.text)
        if node is not None:
            source.data = _value(source, node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"broken YAML: {error.problem or error.context}"
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        source.faults.append(Fault(file=source.file, line=line, column=column, what=what, advice=advice))
    except YAMLError as error:
        source.faults.append(Fault(file=source.file, what=f"broken YAML: {error}", advice=advice))
    except RecursionError:
        source.faults.append(Fault(file=source.file, what="broken YAML: nested too deeply", advice=advice))
    except (ValueError, ArithmeticError, LookupError) as error:  # the library's own: a character beyond Unicode, endless digits
        source.faults.append(Fault(file=source.file, what=f"broken YAML: {error}", advice=advice))


def _value(source: YamlFile, node: Node, way: Steps) -> object:
    start, end = node.start_mark.index, node.end_mark.index
    source.values[way] = (start, end)
    if node.anchor:
        source.fault(way, "anchors and aliases are not used here", "Write the value out in both places.")
        return None
    if not isinstance(node.tag, str) and str(node.tag) and not str(node.tag).startswith(_TAG):
        source.fault(way, f"the tag {node.tag} is not used here", "Delete it, or put the text in quotes.")
        return None
    if isinstance(node, MappingNode):
        return _mapping(source, node, way)
    if isinstance(node, SequenceNode):
        return [_value(source, child, (*way, at)) for at, child in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(source, node, way)


def _mapping(source: YamlFile, node: MappingNode, way: Steps) -> dict[str, object]:
    out: dict[str, object] = {}
    for key, child in node.value:
        name = key.value if isinstance(key, ScalarNode) else ""
        here = (*way, name)
        if not name:
            source.values[here] = (key.start_mark.index, key.end_mark.index)
            source.fault(here, "the name of a field must be a word", "Write it as `name: value`.")
            continue
        if name in out:
            first = source.place(here, key=True)
            source.keys[here] = (key.start_mark.index, key.end_mark.index)
            source.fault(here, f"`{name}` is given twice (first in line {first.line})", "Keep one of them.", key=True)
            continue
        source.keys[here] = (key.start_mark.index, key.end_mark.index)
        out[name] = _value(source, child, here)
    return out


def _scalar(source: YamlFile, node: ScalarNode, way: Steps) -> object:
    tag = str(node.tag)
    words = str(node.value)
    match tag.removeprefix(_TAG):
        case "str" | "timestamp":
            for _, name in refused(words, line_breaks=True) if "\\" in source.raw(way) else ():
                source.fault(way, f"a character that can't be seen: {name}", "Delete it.")
            return words
        case "null":
            return None
        case "bool":
            return words.lower() == "true"
        case "int":
            return _number(words, int)
        case "float":
            return _number(words, float)
        case _:
            source.fault(way, f"the tag {tag} is not used here", "Delete it, or put the text in quotes.")
            return None


def _number(words: str, kind: type[int | float]) -> object:
    """The number, or the words where Python would not write it so (`0x1F`, `1_000`, `.5e`)."""
    try:
        return kind(words)
    except ValueError:
        return words
