"""Versions of a topic's words: kept as they stood, and told apart in words.

`content/<topic>/versions/<version>.jsonl` holds each English text of a version, one JSON object a line with its id, in the
order of the document. `kit content keep` writes it when a version is given out; `kit content diff` compares two, so that
a reviewer reads what changed and not two whole texts. Left out on purpose: translations, which have their own catalogs, and
what a reader of a printed sheet is told (`history` in topic.yaml, in plain words).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.document import Document, plain, texts
from kit.errors import ContentError, Fault, KitError
from kit.files import read_text, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One text that differs between two versions. `safety`: a life can depend on it, before or now."""

    id: str
    kind: Literal["added", "removed", "changed"]
    before: str = ""
    now: str = ""
    safety: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text as a version had it."""

    text: str
    safety: bool


def words(document: Document) -> dict[str, KeptText]:
    """The English texts of a document that readers see, by id, in order; labels and the names of sources are not among them."""
    own = f"{document.topic}/"
    return {
        text.id: KeptText(text=text.source, safety=text.safety)
        for text in texts(document)
        if text.id.startswith(own) and not text.verbatim
    }


def keep(root: Path, document: Document) -> Path:
    """Write the document's words as its version has them. KitError if that version was kept with other words."""
    path = _path(root, document.topic, document.version)
    found = words(document)
    if path.exists() and read(root, document.topic, document.version) != found:
        raise KitError(
            f"version {document.version} of {document.topic} is kept already, with other words",
            "Raise `version` in topic.yaml and say in `history` what changed; a version that people hold never changes.",
        )
    lines = (
        json.dumps({"id": ident, "text": one.text, "safety": one.safety}, ensure_ascii=False) for ident, one in found.items()
    )
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    return path


def kept(root: Path, topic: str) -> tuple[str, ...]:
    """The versions that were kept, the oldest first."""
    found = (path.stem for path in (root / topic / "versions").glob("*.jsonl"))
    return tuple(sorted(found, key=lambda version: tuple(int(part) for part in version.split(".") if part.isdigit())))


def read(root: Path, topic: str, version: str) -> dict[str, KeptText]:
    """The words of a kept version. KitError if it was not kept, ContentError with its line if the file is broken."""
    path = _path(root, topic, version)
    if not path.is_file():
        known = ", ".join(kept(root, topic)) or "none"
        raise KitError(
            f"version {version} of {topic} was not kept",
            f"Kept are: {known}. 'python3 run.py content keep' keeps the present one.",
        )
    found: dict[str, KeptText] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        try:
            entry = json.loads(line)
            found[str(entry["id"])] = KeptText(text=str(entry["text"]), safety=bool(entry["safety"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            fault = Fault(
                file=path.as_posix(),
                line=number,
                column=1,
                what="not a kept text",
                advice="Restore the file; it is never edited.",
            )
            raise ContentError((fault,)) from None
    return found


def diff(old: Mapping[str, KeptText], new: Mapping[str, KeptText]) -> tuple[Change, ...]:
    """What changed, in the new version's order with what was removed last; texts on which a life can depend come first."""
    changes = [
        Change(
            id=ident,
            kind="changed" if ident in old else "added",
            before=plain(old[ident].text) if ident in old else "",
            now=plain(one.text),
            safety=one.safety or (ident in old and old[ident].safety),
        )
        for ident, one in new.items()
        if ident not in old or old[ident].text != one.text
    ]
    changes += [
        Change(id=ident, kind="removed", before=plain(one.text), safety=one.safety)
        for ident, one in old.items()
        if ident not in new
    ]
    return tuple(sorted(changes, key=lambda change: not change.safety))


def _path(root: Path, topic: str, version: str) -> Path:
    return root / topic / "versions" / f"{version}.jsonl"
