"""An Open Packaging file (ISO/IEC 29500-2) as bytes: parts, content types, relationships, and a zip that is always the same.

Members are sorted and carry one given date; nothing of the machine that made them gets in. Deflated forms are kept for parts
that come again and again (theme, master, layouts). Left out on purpose: what the parts mean.
"""

from __future__ import annotations

import functools
import posixpath
import struct
import zlib
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_HEAD = '<?xml version="1.0"?>\n'
_KEPT_BYTES = 64_000

Relation = tuple[str, str, bool]
"""Type (short for the office types, else whole), target (a part's name or an address), and whether the target is outside."""


@dataclass(slots=True)
class Package:
    """Parts by name (without a leading slash), with their relations. Relation ids count from rId1 in the order they are made."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def add(self, name: str, content_type: str, data: bytes | str) -> str:
        """Put in a part; returns its name."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        self.types[name] = content_type
        return name

    def relate(self, source: str, kind: str, target: str, *, outside: bool = False) -> str:
        """Relate a part ("" is the package) to another part or an address; the same relation twice is one. Returns its id."""
        known = self.relations.setdefault(source, [])
        relation = (kind, target, outside)
        if relation not in known:
            known.append(relation)
        return f"rId{known.index(relation) + 1}"

    def zipped(self, date: str) -> bytes:
        """The file; `date` (ISO 8601) stamps every member."""
        members = {"[Content_Types].xml": self._content_types().encode()}
        for source, relations in self.relations.items():
            folder, name = posixpath.split(source)
            members[posixpath.join(folder, "_rels", f"{name}.rels")] = _relations(folder, relations).encode()
        members |= self.parts
        return _zip(dict(sorted(members.items(), key=lambda item: (item[0] != "[Content_Types].xml", item[0]))), date)

    def _content_types(self) -> str:
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | self.defaults
        rows = [f"<Default Extension={quoteattr(end)} ContentType={quoteattr(kind)}/>" for end, kind in sorted(defaults.items())]
        rows += [
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in sorted(self.types.items())
            if defaults.get(name.rpartition(".")[2]) != kind
        ]
        return f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(rows)}</Types>'


def _relations(folder: str, relations: list[Relation]) -> str:
    rows = []
    for number, (kind, target, outside) in enumerate(relations, start=1):
        whole = kind if kind.startswith("http") else _OFFICE + kind
        where = target if outside else _from(folder, target)
        mode = ' TargetMode="External"' if outside else ""
        rows.append(f'<Relationship Id="rId{number}" Type={quoteattr(whole)} Target={quoteattr(where)}{mode}/>')
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE[:-1]}">{"".join(rows)}</Relationships>'


def _from(folder: str, target: str) -> str:
    """A part's name as seen from a folder of the package."""
    here, there = folder.split("/") if folder else [], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


CORE_PROPERTIES = f"{_PACKAGE}metadata/core-properties"


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


def _zip(members: dict[str, bytes], date: str) -> bytes:
    """A zip archive (APPNOTE 6.3) with one stamp, no extra fields and no attributes of any system."""
    year, month, day = (int(part) for part in date.split("-"))
    stamp = (max(year, 1980) - 1980) << 9 | month << 5 | day
    body, directory = bytearray(), bytearray()
    for name, data in members.items():
        checksum, method, packed = _kept(data) if len(data) <= _KEPT_BYTES else _deflate(data)
        title = name.encode()
        head = struct.pack("<HHHHHLLLHH", 20, 0x800, method, 0, stamp, checksum, len(packed), len(data), len(title), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + title
        body += b"PK\3\4" + head + title + packed
    end = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\5\6" + end)
