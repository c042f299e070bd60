"""The last step of a deck: a package of python-pptx as bytes that are always the same.

python-pptx gives parts, content types and relations; its own writer stamps the zip with the present time. Members are sorted and
carry the content's date; nothing of the machine that made them gets in. Deflated forms are kept for parts that come again and
again (theme, master, layouts). Left out on purpose: what the parts mean.
"""

from __future__ import annotations

import functools
import struct
import zlib

from lxml import etree
from pptx.opc.package import OpcPackage, Part

_HEADS = (b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n", b'<?xml version="1.0"?>')
"""What lxml puts before a part, and what suffices (XML 1.0, 2.8 and 4.3.3: UTF-8 is what is read where nothing is said)."""
_KEPT_BYTES = 64_000
_XML_TYPE, _RELS_TYPE = "application/xml", "application/vnd.openxmlformats-package.relationships+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def packed(package: OpcPackage, date: str) -> bytes:
    """The file of an `OpcPackage`; `date` (ISO 8601) stamps every member."""
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    members = {"_rels/.rels": package._rels.xml}
    for part in parts:
        members[part.partname.membername] = part.blob
        if len(part.rels):
            members[part.partname.rels_uri.membername] = part.rels.xml
    return zipped({"[Content_Types].xml": _content_types(parts)} | dict(sorted(members.items())), date)


def _content_types(parts: list[Part]) -> bytes:
    """Types by ending for pictures and the like, by name for the rest, as python-pptx itself has it."""
    from pptx.opc.spec import default_content_types

    defaults = {"rels": _RELS_TYPE, "xml": _XML_TYPE}
    named = {}
    for part in parts:
        ending = part.partname.ext.lower()
        if (ending, part.content_type) in default_content_types and ending != "xml":
            defaults[ending] = part.content_type
        else:
            named[str(part.partname)] = part.content_type
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # lxml takes None for the default namespace, its stubs do not
    for ending, kind in sorted(defaults.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    for name, kind in sorted(named.items()):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


@functools.lru_cache(maxsize=512)
def _kept(data: bytes) -> tuple[int, int, bytes]:
    return _deflate(data)


def _deflate(data: bytes) -> tuple[int, int, bytes]:
    """Checksum, zip method and bytes: deflated, or as they are where that would save nothing (pictures)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = packer.compress(data) + packer.flush()
    if len(packed) > len(data) * 0.97:
        return zlib.crc32(data), 0, data
    return zlib.crc32(data), 8, packed


def zipped(members: dict[str, bytes], date: str) -> bytes:
    """A zip archive (APPNOTE 6.3) with one stamp, no extra fields and no attributes of any system."""
    year, month, day = (int(part) for part in date.split("-"))
    stamp = (max(year, 1980) - 1980) << 9 | month << 5 | day
    body, directory = bytearray(), bytearray()
    for name, whole in members.items():
        data = whole.replace(*_HEADS, 1) if whole.startswith(_HEADS[0]) else whole
        checksum, method, packed = _kept(data) if len(data) <= _KEPT_BYTES else _deflate(data)
        title = name.encode()
        head = struct.pack("<HHHHHLLLHH", 20, 0x800, method, 0, stamp, checksum, len(packed), len(data), len(title), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + title
        body += b"PK\3\4" + head + title + packed
    end = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\5\6" + end)
