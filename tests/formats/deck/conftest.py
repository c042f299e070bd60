"""Decks of the sample document, and their parts as XML."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from kit.document import Document, Options
from kit.formats.deck.writer import write
from kit.opc import Package
from tests.sample import sample

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}


@dataclass(frozen=True)
class Deck:
    """A written deck and its parts."""

    data: bytes

    @cached_property
    def zip(self) -> zipfile.ZipFile:
        """The package."""
        return zipfile.ZipFile(io.BytesIO(self.data))

    def names(self, start: str) -> list[str]:
        """Parts whose names start so, XML only, slides by their number."""
        found = [name for name in self.zip.namelist() if name.startswith(start) and name.endswith(".xml")]
        return sorted(found, key=lambda name: (len(name), name))

    @cached_property
    def package(self) -> Package:
        """The package, opened."""
        return Package(self.data)

    def xml(self, name: str) -> Any:
        """A part, parsed, as Office takes it."""
        return self.package.xml(name)

    def find(self, start: str, path: str) -> list[Any]:
        """What an XPath finds in all parts whose names start so."""
        return [hit for name in self.names(start) for hit in self.xml(name).xpath(path, namespaces=NS)]


def deck(document: Document) -> Deck:
    """The document as a deck."""
    return Deck(write(document, Options()))


@pytest.fixture(scope="session")
def english() -> Deck:
    """The sample in English."""
    return deck(sample("en"))


@pytest.fixture(scope="session")
def arabic() -> Deck:
    """The sample in Arabic."""
    return deck(sample("ar"))


@pytest.fixture(params=["en", "ar"], scope="session")
def either(request: pytest.FixtureRequest) -> Deck:
    """The sample in each direction."""
    return deck(sample(request.param))
