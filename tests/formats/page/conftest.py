"""The sample Document with every label of the kit: those that the sample itself does not translate stay English."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kit.document import Document, Text
from tests.sample import sample

Labelled = Callable[[str], Document]


@pytest.fixture(scope="session")
def labelled() -> Labelled:
    """A function that gives the sample of a tag with all labels of content/labels.yaml."""
    path = Path(__file__).parents[3] / "content" / "labels.yaml"
    english = {name: entry["text"] for name, entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items()}

    def make(tag: str) -> Document:
        document = sample(tag)
        have = {text.id for text in document.labels}
        missing = tuple(
            Text(id=f"labels/{name}", source=words, text=words, lang="en", state="source" if tag == "en" else "missing")
            for name, words in english.items()
            if f"labels/{name}" not in have
        )
        return dataclasses.replace(document, labels=(*document.labels, *missing))

    return make
