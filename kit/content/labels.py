"""labels.yaml and desk.yaml: the texts of the interface and of the desk, and the names that personalization looks for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from kit.content import schema, validate, wording
from kit.content.positions import Place, YamlFile
from kit.document import ContactKind, Status, Text
from kit.errors import Fault

FALLBACKS = ("emergency_number", "crisis_line", "drug_line", "clinic_name", "clinic_phone", "region", "law")
"""The placeables that may have no value; each needs a label `fallback.<placeable>`."""

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def needed() -> tuple[str, ...]:
    """The labels that personalization can't do without."""
    return (
        *(f"fallback.{name}" for name in FALLBACKS),
        *(f"contact.{kind}" for kind in get_args(ContactKind)),
        *(f"status.{status}" for status in get_args(Status)),
        "sources.title",
    )


def read(root: Path) -> tuple[tuple[Text, ...], dict[str, Place], list[Fault]]:
    """The labels as Texts with ids `labels/<name>`, their places by that id, and the faults of the file."""
    texts, places, source = _words(root, "labels")
    for name in needed() if texts else ():
        if f"labels/{name}" not in places:
            source.fault((), f"the label `{name}` is missing", f"Add `{name}: {{text: ..., note: ...}}`.")
    return texts, places, source.faults


def desk_words(root: Path) -> tuple[Text, ...]:
    """The desk's own words (desk.yaml), with ids `desk/<name>`; none where there is no such file. ContentError: its faults."""
    if not (root / "desk.yaml").exists():
        return ()
    texts, _, source = _words(root, "desk")
    validate.raise_faults(source.faults)
    return texts


def _words(root: Path, domain: str) -> tuple[tuple[Text, ...], dict[str, Place], YamlFile]:
    """The texts of <domain>.yaml with ids `<domain>/<name>`, their places, and the file with its faults."""
    value, source = validate.load(root / f"{domain}.yaml", dict[str, schema.LabelModel])
    if value is None:
        return (), {}, source
    texts: list[Text] = []
    places: dict[str, Place] = {}
    for name, label in value.items():
        if not _NAME.fullmatch(name):
            source.fault(
                (name,), f"`{name}` can't be the name of a label", "Names are lower-case words joined by dots.", key=True
            )
        _check(source, name, label)
        places[f"{domain}/{name}"] = source.place((name, "text"))
        forms = (label.one, label.text) if label.one else ()
        note = label.note.strip()
        texts.append(
            Text(id=f"{domain}/{name}", source=label.text, text=label.text, lang="en", note=note, one=label.one, forms=forms)
        )
    return tuple(texts), places, source


def _check(source: YamlFile, name: str, label: schema.LabelModel) -> None:
    wording.check(source, (name, "text"), label.text, also=label.placeables)
    if label.one:
        wording.check(source, (name, "one"), label.one, also=label.placeables)
    for at, placeable in enumerate(label.placeables):
        if f"{{{placeable}}}" not in label.text:
            what = f"the text does not hold {{{placeable}}}"
            source.fault((name, "placeables", at), what, "Put it into the text, or delete it from the list.")
