"""What was written before, as it was written: our template's parts, and slides that come out the same in another deck.

Between the decks of many clinics all but two or three slides are the same, and python-pptx would read the template, build and write
them all again. Nobody may change a part that is shared here. Left out on purpose: how a slide is written (`writer`).
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from typing import NamedTuple

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.presentation import Presentation as Deck

from kit.caches import KeptValues
from kit.document.reading import Twin
from kit.formats.deck.packing import PackedPart, packed_part
from kit.formats.deck.shapes import Slide
from kit.locale import Locale


class SlideMadeOf(NamedTuple):
    """All that a written slide depends on, but for what is read of its document (`kit.document.reading`).

    `foot` and `part` are the foot's words and those of them that lead back to the `agenda`; that, `layout` and each of the `goals`
    are names of parts.
    """

    slide: Slide
    number: int
    locale: Locale
    width: int
    foot: str
    part: str
    agenda: str
    layout: str
    goals: tuple[str, ...]


class FinishedSlide(NamedTuple):
    """A slide and its notes as they stand in a file, and the highest id of a shape on it."""

    slide: PackedPart
    notes: PackedPart
    highest: int


FINISHED: KeptValues[tuple[str, str, int], tuple[Twin[SlideMadeOf, FinishedSlide], ...]] = KeptValues(1024, turning=True)
TWINS = 8  # of one slide at one place of a deck: in the whole and each session, with other words of a clinic


class _Opened(NamedTuple):
    package: Package
    main: PresentationPart
    blob: bytes
    packed: Mapping[Part, PackedPart]


@functools.lru_cache(maxsize=8)
def _opened(template: bytes) -> _Opened:
    package = Package.open(io.BytesIO(template))
    main = package.presentation_part
    return _Opened(package, main, main.blob, {part: packed_part(part) for part in package.iter_parts() if part is not main})


def deck_on(template: bytes) -> tuple[Deck, dict[Part, PackedPart]]:
    """Our template opened by python-pptx, its main part new and all others shared with other decks; and those as they are packed."""
    found = _opened(template)
    package = Package(io.BytesIO(template))
    main = PresentationPart.load(found.main.partname, CT.PML_PRESENTATION_MAIN, package, found.blob)
    main.rels._rels.update(found.main.rels.items())
    for relation in found.package._rels.values():
        own = relation.reltype == RT.OFFICE_DOCUMENT
        package.relate_to(main if own else relation.target_part, relation.reltype)
    return main.presentation, dict(found.packed)
