"""Finding the translatable texts in the content files themselves: for `pybabel extract`, and for the `#:` lines of catalogs.

A reader of YAML nodes that knows which keys hold text and how ids are made; the rules are those of `kit.content`, and a
test holds the two together. Left out on purpose: validation, which is the loader's work; what is malformed is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kit.composing import compose
from kit.document import parts
from kit.translate.template import DESK, LABELS

TEXT_KEYS = parts.single_texts() | {
    "title",
    "audience",
    "main_message",
    "content_note",
    "key",
    "text",
    "name",
    "handed_out",
}
"""Keys whose value is a text: a string, or a mapping with `text` and perhaps `note`."""

LIST_KEYS = parts.holders() | {"say", "ask", "watch", "blocks", "notes", "help", "closing", "history", "changes"}
"""Keys below which texts are found as mappings with their own `id`."""


_FOLDERS = ("sections", "sheets", "sessions")
"""The folders of a topic whose files hold texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """One text in a file: its id, words and note, and the line (from 1) where it stands."""

    ctx: str
    english: str
    note: str
    line: int
    one: str = ""

    @property
    def msgid(self) -> tuple[str, str]:
        """The English as catalogs key it: singular and plural, or the text and ""."""
        return (self.one, self.english) if self.one else (self.english, "")


def found(source: str, topic: str) -> Iterator[FoundText]:
    """The texts of one content file (`topic` is the id's first part; "labels" for labels.yaml), in the file's order."""
    try:
        node = compose(source)
    except (YAMLError, ValueError, ArithmeticError, LookupError, RecursionError):
        return
    if not isinstance(node, MappingNode):
        return
    if topic in (LABELS, DESK):
        for name, value in _pairs(node):
            text = dict(_pairs(value)).get("text") if isinstance(value, MappingNode) else None
            if isinstance(text, ScalarNode):
                one = _scalar(value, "one") if isinstance(value, MappingNode) else ""
                yield replace(_At(topic=topic).found(name, text, value), english=str(text.value), one=one)
    else:
        yield from _mapping(node, _At(topic=topic))


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """Where the walk stands: the topic, the id that owns what comes next, and the note that all texts of a block carry."""

    topic: str
    owner: str = ""
    note: str = ""

    def found(self, name: str, text: ScalarNode, place: Node) -> FoundText:
        own = _scalar(place, "note") if isinstance(place, MappingNode) else ""
        note = "\n".join(words.strip() for words in (self.note, own) if words.strip())
        line = text.start_mark.line + 1
        return FoundText(ctx=f"{self.topic}/{name}", english=str(text.value).strip(), note=note, line=line)


def _mapping(node: MappingNode, at: _At) -> Iterator[FoundText]:
    pairs = dict(_pairs(node))
    ident = _scalar(node, "id")
    listed = bool(ident) and "text" in pairs and "type" not in pairs
    if "main_message" in pairs:
        at = replace(at, owner="")  # the topic itself
    elif "handed_out" in pairs:
        at = replace(at, owner=f"sheet-{ident}")
    elif ident:
        at = replace(at, owner=ident, note=_scalar(node, "translator_note") or at.note)
    elif "minutes" in pairs and "plan" in pairs:
        at = replace(at, owner=f"session-{_scalar(node, 'minutes')}")
    for key, value in pairs.items():
        name = ".".join(part for part in (at.owner, key.replace("_", "-")) if part)
        if key == "text" and listed and isinstance(value, ScalarNode):
            yield at.found(at.owner, value, node)
        elif key in TEXT_KEYS and isinstance(value, ScalarNode):
            yield at.found(name, value, value)
        elif key in TEXT_KEYS and isinstance(value, MappingNode):
            text = dict(_pairs(value)).get("text")
            if isinstance(text, ScalarNode):
                yield at.found(name, text, value)
        elif key in LIST_KEYS:
            yield from _below(value, replace(at, note="") if key == "notes" else at)


def _below(node: Node, at: _At) -> Iterator[FoundText]:
    if isinstance(node, MappingNode):
        yield from _mapping(node, at)
    elif isinstance(node, SequenceNode):
        for part in node.value:
            yield from _below(part, at)


def _pairs(node: MappingNode) -> Iterator[tuple[str, Node]]:
    for key, value in node.value:
        if isinstance(key, ScalarNode):
            yield str(key.value), value


def _scalar(node: MappingNode, key: str) -> str:
    value = dict(_pairs(node)).get(key)
    return str(value.value) if isinstance(value, ScalarNode) else ""


def files(root: Path, domain: str) -> tuple[Path, ...]:
    """The content files that hold the texts of a topic, or of the labels."""
    if domain in (LABELS, DESK):
        path = root / "content" / f"{domain}.yaml"
        return (path,) if path.exists() else ()
    folder = root / "content" / domain
    below = (path for name in _FOLDERS for path in sorted((folder / name).glob("*.yaml")))
    return (*sorted(folder.glob("*.yaml")), *below)


def positions(root: Path, domain: str) -> dict[str, str]:
    """For each id of a topic (or of the labels) the content file it stands in, relative to root."""
    out: dict[str, str] = {}
    for path in files(root, domain):
        for text in found(path.read_text(encoding="utf-8"), domain):
            out.setdefault(text.ctx, path.relative_to(root).as_posix())
    return out


def extract(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: Mapping[str, object]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Entry point for `pybabel extract` (group babel.extractors): each text as pgettext(id, English) with its note.

    A text that goes with a number is npgettext with singular and plural.
    The option `topic` gives the id's first part; without it, the file's place in content/<topic>/ does, and other files
    (claims, regions ...) hold nothing to translate.
    """
    del keywords, comment_tags
    topic = str(options.get("topic") or _topic(Path(str(getattr(fileobj, "name", "")))))
    for text in found(fileobj.read().decode("utf-8"), topic) if topic else ():
        notes = [text.note] if text.note else []
        if text.one:
            yield text.line, "npgettext", (text.ctx, text.one, text.english), notes
        else:
            yield text.line, "pgettext", (text.ctx, text.english), notes


def _topic(path: Path) -> str:
    if path.stem in (LABELS, DESK) and path.suffix == ".yaml":
        return path.stem
    if path.parent.name in _FOLDERS:
        return path.parent.parent.name
    return path.parent.name if path.name == "topic.yaml" else ""
