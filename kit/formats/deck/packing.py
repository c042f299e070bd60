"""The last step of a deck: a package of python-pptx as bytes that are always the same.

python-pptx gives parts, content types and relations; its own writer stamps the zip with the present time. Members are sorted and
carry the content's date; nothing of the machine that made them gets in. What was packed before, and is known to be the same, is
put in as it was packed. Left out on purpose: what the parts mean.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree
from pptx.opc.package import OpcPackage, Part, _Relationship, _Relationships

_HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What lxml puts before a part, and nobody needs (XML 1.0, 2.8 and 4.3.3: UTF-8 is what is read where nothing is said)."""
_KEPT_BYTES = 64_000
_XML_TYPE, _RELS_TYPE = "application/xml", "application/vnd.openxmlformats-package.relationships+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class Member(NamedTuple):
    """A member of an archive as it stands there: checksum, zip method, size unpacked, bytes."""

    checksum: int
    method: int
    size: int
    packed: bytes


class PackedPart(NamedTuple):
    """A part as it stands in the archive, with its relations if it has any."""

    data: Member
    rels: Member | None


def packed(package: OpcPackage, date: str, known: Mapping[Part, PackedPart] = MappingProxyType({})) -> bytes:
    """The file of an `OpcPackage`; `date` (ISO 8601) stamps every member. `known` parts are not asked for their bytes."""
    members: dict[str, bytes | Member] = {"_rels/.rels": _pointers(package._rels)}
    types = []
    for part in package.iter_parts():
        name = str(part.partname)
        types.append((name, part.content_type))
        found = known.get(part) or packed_part(part)
        members[name[1:]] = found.data
        if found.rels:
            folder, _, base = name[1:].rpartition("/")
            members[f"{folder}/_rels/{base}.rels"] = found.rels
    return zipped({"[Content_Types].xml": _content_types(tuple(sorted(types)))} | dict(sorted(members.items())), date)


def packed_part(part: Part) -> PackedPart:
    """A part's bytes and relations, packed."""
    return PackedPart(member(part.blob), member(_pointers(part.rels)) if len(part.rels) else None)


def _pointers(relations: _Relationships) -> bytes:
    """A part's relations by the numbers in their ids, as the library writes them, whose own way takes many times as long."""
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})  # type: ignore[dict-item]  # see below
    for one in sorted(relations.values(), key=_number):
        attributes = {"Id": one.rId, "Type": one.reltype, "Target": one.target_ref}
        mode = {"TargetMode": "External"} if one.is_external else {}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes | mode)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _number(relation: _Relationship) -> tuple[int, str]:
    digits = relation.rId.removeprefix("rId")
    return (int(digits) if digits.isdigit() and digits != relation.rId else 0), relation.rId


@functools.lru_cache(maxsize=64)
def _content_types(types: tuple[tuple[str, str], ...]) -> Member:
    """Types by ending for pictures and the like, by name for the rest, as python-pptx itself has it."""
    from pptx.opc.spec import default_content_types

    defaults = {"rels": _RELS_TYPE, "xml": _XML_TYPE}
    named = []
    for name, kind in types:
        ending = name.rpartition(".")[2].lower()
        if (ending, kind) in default_content_types and ending != "xml":
            defaults[ending] = kind
        else:
            named.append((name, kind))
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # lxml takes None for the default namespace, its stubs do not
    for ending, kind in sorted(defaults.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    for name, kind in named:
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return member(etree.tostring(root, encoding="UTF-8", standalone=True))


def member(data: bytes) -> Member:
    """What a part's bytes become in an archive; kept for parts that come again and again (theme, master, layouts)."""
    short = data.removeprefix(_HEAD)
    return _kept(short) if len(short) <= _KEPT_BYTES else _deflate(short)


@functools.lru_cache(maxsize=512)
def _kept(data: bytes) -> Member:
    return _deflate(data)


def _deflate(data: bytes) -> Member:
    """Deflated, or as they are where that would save nothing (pictures)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = packer.compress(data) + packer.flush()
    if len(packed) > len(data) * 0.97:
        return Member(zlib.crc32(data), 0, len(data), data)
    return Member(zlib.crc32(data), 8, len(data), packed)


def zipped(members: Mapping[str, bytes | Member], date: str) -> bytes:
    """A zip archive (APPNOTE 6.3) with one stamp, no extra fields and no attributes of any system."""
    year, month, day = (int(part) for part in date.split("-"))
    stamp = (max(year, 1980) - 1980) << 9 | month << 5 | day
    body, directory = bytearray(), bytearray()
    for name, what in members.items():
        checksum, method, size, packed = what if isinstance(what, Member) else member(what)
        title = name.encode()
        head = struct.pack("<HHHHHLLLHH", 20, 0x800, method, 0, stamp, checksum, len(packed), size, len(title), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + title
        body += b"PK\3\4" + head + title + packed
    end = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\5\6" + end)
