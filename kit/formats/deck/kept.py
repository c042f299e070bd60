"""The texts that a deck was made from, kept inside it, so that what a person changed and what the kit changed can be told apart.

They stand in a custom XML part (ISO/IEC 29500-1, 15.2.5), which PowerPoint and python-pptx keep when they save. Each slide is
known by its id in the deck's list, each paragraph by its text's id. The slides are packed (bzip2, base64), which is a sixth to a
third less than the archive alone makes of them; decks made before they were hold them plainly, and are read as ever. Left out on
purpose: comparing (`edits`).
"""

from __future__ import annotations

import base64
import binascii
import bz2
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from kit.document import Document, SafetyFact, plain
from kit.document.selections import STRIP
from kit.formats.deck.shapes import Grid, Plot, Slide, SlideWords
from kit.opc import BIGGEST_PART, Package
from kit.outline import normal

NAMESPACE = "urn:health-kit:deck:1"
_N = f"{{{NAMESPACE}}}"
FIRST_ID = 257
"""The id of a deck's first slide in its list; the others count on from it."""
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

Said = tuple[str, str]
"""A paragraph: the id of its text, and its words as compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One slide as it was made: key, id in the deck's list, safety facts, paragraphs, notes, chart values, highest shape id."""

    key: str
    id: str
    title: str
    facts: tuple[str, ...]
    said: tuple[Said, ...]
    notes: tuple[Said, ...]
    values: tuple[tuple[float, ...], ...] = ()
    shapes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a deck was made from: topic, version, language, region and clinic ("" for none), selection ("session", "20"), slides."""

    topic: str
    version: str
    locale: str
    region: str
    clinic: str
    kind: str
    name: str
    slides: tuple[Kept, ...]


def origin(
    document: Document, slides: Sequence[Slide], ids: Mapping[str, str] | None = None, highest: Mapping[str, int] | None = None
) -> Origin:
    """What is to be kept of a deck: `ids` are its slides' by key (in their order if none are given), `highest` their last shape's.

    A slide without an id is one that a person took out.
    """
    chosen = document.selection
    facts = _facts(document)
    return Origin(
        topic=document.topic,
        version=document.version,
        locale=document.locale.tag,
        region=document.region,
        clinic=document.clinic.id if document.clinic else "",
        kind=chosen.kind if chosen else "",
        name=chosen.name if chosen else "",
        slides=tuple(
            _kept(slide, str(FIRST_ID + at) if ids is None else ids.get(slide.key, ""), facts, (highest or {}).get(slide.key, 0))
            for at, slide in enumerate(slides)
        ),
    )


def _kept(slide: Slide, ident: str, facts: dict[str, tuple[SafetyFact, ...]], highest: int) -> Kept:
    said = tuple(of_slide(slide))
    values = next((shape.timeline.series for shape in slide.shapes if isinstance(shape, Plot)), ())
    return Kept(
        key=slide.key,
        id=ident,
        title=said[0][1],
        facts=facts.get(slide.key.partition("/")[0], ()),
        said=said,
        notes=tuple((para.text.id, words(para.text.text)) for para in slide.notes),
        values=tuple(series.values for series in values),
        shapes=highest,
    )


def of_slide(slide: Slide) -> Iterator[Said]:
    """A slide's paragraphs in reading order: title, placeholders, cells of tables."""
    yield slide.title.text.id, words(slide.title.text.text)
    for shape in slide.shapes:
        if isinstance(shape, SlideWords):
            yield from ((para.text.id, words(para.text.text)) for para in shape.paras)
        elif isinstance(shape, Grid):
            yield from ((para.text.id, words(para.text.text)) for row in shape.rows for para in row)


def words(text: str) -> str:
    """Words as compared: without markup, direction marks and spare spaces."""
    return normal(plain(text))


def _facts(document: Document) -> dict[str, tuple[SafetyFact, ...]]:
    """The safety facts that each block, and each section's opening, carries, by the key of its slide."""
    out = {document.help.meta.id: document.help.meta.safety}
    if document.selection and document.selection.strip_title:
        lines = document.selection.strip
        out[STRIP] = tuple(dict.fromkeys(fact for line in lines for fact in line.meta.safety))
    for section in (*document.sections, document.closing):
        out[section.id] = section.key_safety
        for block in section.blocks:
            key = block.meta.id.partition(".half-")[0]
            out[key] = tuple(dict.fromkeys((*out.get(key, ()), *block.meta.safety)))
    return out


def as_xml(made: Origin) -> bytes:
    """The custom XML part."""
    root = etree.Element(f"{_N}kit", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml takes None for the default namespace
    for name in ("topic", "version", "locale", "region", "clinic", "kind", "name"):
        root.set(name, getattr(made, name))
    told = etree.Element(f"{_N}slides", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # as above
    for slide in made.slides:
        node = etree.SubElement(told, f"{_N}slide", key=slide.key, id=slide.id, shapes=str(slide.shapes))
        if slide.facts:
            node.set("facts", " ".join(slide.facts))
        for tag, found in (("p", slide.said), ("n", slide.notes)):
            for ident, said in found:
                etree.SubElement(node, f"{_N}{tag}", i=ident).text = said
        for series in slide.values:
            etree.SubElement(node, f"{_N}v").text = " ".join(map(repr, series))
    root.text = base64.b64encode(bz2.compress(etree.tostring(told, encoding="UTF-8"))).decode()
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def properties_xml(made: Origin) -> bytes:
    """What Office asks beside a custom XML part: an id of its own, and its schema."""
    ident = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{made.topic}/{made.locale}")).upper()
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    root.set(f"{{{_DATASTORE}}}itemID", f"{{{ident}}}")
    schemas = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_DATASTORE}}}schemaRef").set(f"{{{_DATASTORE}}}uri", NAMESPACE)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def read_origin(package: Package) -> Origin | None:
    """What a deck says it was made from; None where it is none of ours, or a program dropped it."""
    for relation in package.relations(package.presentation):
        if relation.kind == "customXml" and relation.target in package.names:
            root = package.xml(relation.target)
            if root.tag == f"{_N}kit":
                return _origin(root)
    return None


def _origin(root: etree._Element) -> Origin | None:
    names = ("topic", "version", "locale", "region", "clinic", "kind", "name")
    told = _unpacked(root.text) if root.text and root.text.strip() else root
    if told is None:
        return None
    return Origin(**{name: root.get(name, "") for name in names}, slides=tuple(map(_slide, told.iterfind(f"{_N}slide"))))


def _unpacked(packed: str) -> etree._Element | None:
    """The slides as they were packed; None where somebody changed a letter of them, or they are larger than any deck's."""
    try:
        data = bz2.BZ2Decompressor().decompress(base64.b64decode(packed), BIGGEST_PART)
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (binascii.Error, OSError, ValueError, etree.LxmlError):
        return None


def _slide(node: etree._Element) -> Kept:
    said, notes = (tuple((one.get("i", ""), one.text or "") for one in node.iterfind(f"{_N}{tag}")) for tag in "pn")
    return Kept(
        key=node.get("key", ""),
        id=node.get("id", ""),
        title=said[0][1] if said else "",
        facts=tuple(node.get("facts", "").split()),
        said=said,
        notes=notes,
        values=tuple(tuple(map(float, (one.text or "").split())) for one in node.iterfind(f"{_N}v")),
        shapes=int(node.get("shapes", "0")),
    )
