"""What a finished file is made of, without its places and words, for goldens: each element or object with all that is said of it, and how often.

What `stands` shows is seen; what this shows is heard, or asked by programs: names, descriptions, languages, roles, relations.
"""

from __future__ import annotations

import base64
import bz2
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from lxml import etree

_PLACES = frozenset(("x", "y", "cx", "cy", "w", "h", "pos", "typeface", "panose", "schemeClr", "lastClr"))
_NUMBERED = frozenset(("id", "idx", "spid", "r:id", "r:embed", "Id", "Target", "PartName", "guid", "uuid"))
_GEOMETRY = frozenset(
    ("/Rect", "/BBox", "/Matrix", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/W", "/Widths", "/QuadPoints", "/FontBBox", "/Length", "/Length1",
     "/D", "/Nums", "/Limits", "/ID", "/FirstChar", "/LastChar", "/StructParents", "/StructParent", "/ParentTreeNextKey", "/CIDSet", "/DW")
)  # fmt: skip
_LONG = 60


def of_deck(data: bytes) -> str:
    """The elements of each kind of part of a deck: with their attributes, but for places and numbers, and their count."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as deck:
        for part in deck.namelist():
            if part.endswith((".xml", ".rels")) and "theme" not in part:
                kind = "".join(letter for letter in part.rpartition("/")[2] if not letter.isdigit())
                tree = etree.fromstring(deck.read(part))
                if part.startswith("customXml/item") and tree.text:  # the texts that the deck was made from, packed
                    tree.append(etree.fromstring(bz2.decompress(base64.b64decode(tree.text))))
                names = {uri: prefix for prefix, uri in _prefixes(tree)}
                found.update(f"{kind} {line}" for line in _elements(tree, names))
                if part.startswith("docProps/"):
                    found.update(f"{kind} {_short(node.tag, names)}: {node.text}" for node in tree.iter() if node.text)
    return _counted(found)


def _prefixes(tree: Any) -> Iterator[tuple[str, str]]:
    for node in tree.iter():
        yield from ((prefix or "", uri) for prefix, uri in node.nsmap.items())


def _elements(tree: Any, names: dict[str, str]) -> Iterator[str]:
    for node in tree.iter(etree.Element):
        above = node.getparent()
        yield " ".join(
            filter(None, (_short(above.tag, names) if above is not None else "", _short(node.tag, names), *_said(node, names)))
        )


def _said(node: Any, names: dict[str, str]) -> Iterator[str]:
    for key, value in node.attrib.items():
        short = _short(key, names)
        if short in _PLACES:
            yield short
        elif short in _NUMBERED:
            yield f"{short}#"
        else:
            yield f"{short}={value[:_LONG]}"


def _short(tag: str, names: dict[str, str]) -> str:
    uri, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return f"{names.get(uri, '')}:{local}" if names.get(uri) else local


def of_pdf(data: bytes) -> str:
    """The objects of a PDF, each with its entries but for places and numbers, what its pages mark, and how often."""
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in [*pdf.objects, pdf.trailer]:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and _kind(thing) not in ("/ObjStm", "/XRef"):
                found.update([f"{_kind(thing)} {' '.join(_entries(thing))}"])
        found.update(f"metadata {line}" for line in pdf.Root.Metadata.read_bytes().decode().splitlines())
        for page in pdf.pages:
            found.update(_marked(pikepdf.parse_content_stream(page)))
    return _counted(found)


def _marked(drawn: Iterable[Any]) -> Iterator[str]:
    """What is marked as what in a page's content."""
    for values, code in drawn:
        if str(code) in ("BDC", "BMC"):
            tag, *rest = values
            yield f"marked {tag} {' '.join(_entries(rest[0])) if rest and isinstance(rest[0], pikepdf.Dictionary) else ''}".rstrip()


def _kind(thing: Any) -> str:
    return (
        " ".join(str(thing[key]) for key in ("/Type", "/S", "/Subtype", "/FT") if isinstance(thing.get(key), pikepdf.Name)) or "-"
    )


def _entries(thing: Any) -> Iterator[str]:
    for key, value in sorted(thing.items()):
        if key in _GEOMETRY:
            yield key
        elif key == "/MCID" or (key == "/K" and isinstance(value, int)):
            yield f"{key}#"
        else:
            yield f"{key}={_value(value, 2)}"


def _value(value: Any, depth: int) -> str:
    """A name, number or text as it is; of another object, what kind it is; of an array, what is in it."""
    if isinstance(value, pikepdf.Array):
        parts = ("#" if isinstance(one, int) else _value(one, depth - 1) for one in value)
        return f"[{' '.join(dict.fromkeys(parts))}]"
    if isinstance(value, pikepdf.Stream):
        return f"<{_kind(value)}>"
    if isinstance(value, pikepdf.Dictionary):
        return f"<{_kind(value)}>" if value.is_indirect or not depth else f"<{' '.join(_entries(value))}>"
    if isinstance(value, pikepdf.Name):
        return str(value).partition("+")[2] or str(value)
    return str(value)[:_LONG]


def _counted(found: Counter[str]) -> str:
    return "".join(f"{count} x {' '.join(line.split())}\n" for line, count in sorted(found.items()))
