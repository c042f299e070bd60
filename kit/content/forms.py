"""review-form.yaml: the words of the form on which people judge a topic."""

from __future__ import annotations

from pathlib import Path

from kit.content import schema, validate, wording
from kit.document import Text


def review_form(root: Path) -> dict[str, Text]:
    """The form's texts by name, with ids `review-form/<name>`; ContentError holds every fault of the file."""
    value, source = validate.load_or_raise(root / "review-form.yaml", dict[str, schema.LabelModel])
    for name, label in value.items():
        wording.check(source, (name, "text"), label.text, also=label.placeables)
    validate.raise_faults(source.faults)
    return {name: Text(id=f"review-form/{name}", source=label.text, text=label.text, lang="en") for name, label in value.items()}
