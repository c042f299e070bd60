"""An Open Packaging Conventions file (ISO/IEC 29500-2) opened for reading: its parts, and what each part points to.

Shared by the deck's reader and the deck's checks, which both must see a file as it is. Nothing outside the file is ever
read and no entity is ever resolved. Left out on purpose: writing, and what the parts mean.
"""

from __future__ import annotations

import functools
import hashlib
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from kit.budget import Budget, SpentError
from kit.caches import KeptValues
from kit.errors import KitError

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BIGGEST_PART = 32_000_000
"""Bytes a part may hold unpacked; a larger one is a trap rather than a slide. A whole package is bounded by its budget."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(presentationml|drawingml|officeDocument)/(\w+)")
_OTHERWISE = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}
"""Names that the strict and the transitional form spell differently (ISO/IEC 29500-4, 8 to 14)."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MICROSOFT = ("http://schemas.microsoft.com/", "urn:schemas-microsoft-com:", "http://schemas.openxmlformats.org/")

_XML = (".xml", ".rels")
_HEAD = struct.Struct("<4s2xH18xHH")
"""Of a member's own header: its mark, flags, and the lengths of its name and of what is extra (APPNOTE 6.3, 4.3.7)."""
_LOCKED = 0x61  # encrypted, patched, or strongly encrypted
_UTF_8 = 0x800

_UNSEEN = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")
"""Parts that nothing here looks into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A pointer from a part: its id, the last word of its type, and its target (a part's name, or an address if external)."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of a package by name, without a leading slash.

    `repeated` are names that stand in the archive more than once, or differ only in case (ISO/IEC 29500-2, 6.2.2.3 and 7.3.2).
    """

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        """Open the bytes; KitError if they are no readable package."""
        self.size = len(data)
        self._whole = data
        self.budget = budget or Budget()
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            listed = self.archive.namelist()
            self.names = frozenset(listed)
            counted = Counter(name.casefold() for name in listed)
            self.repeated = tuple(dict.fromkeys(name for name in listed if counted[name.casefold()] > 1))
            self.budget.spend("nodes", len(listed))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, SpentError) as error:
            raise _unreadable(str(error)) from None
        self._trees: dict[str, etree._Element] = {}
        self._data: dict[str, bytes] = {}  # read, and not parsed yet
        self._closures: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}
        self._relations: dict[str, tuple[tuple[Relation, ...], bytes]] = {}

    def xml(self, name: str) -> etree._Element:
        """The root element of a part; KitError if the part is missing, damaged, too large or not XML."""
        if name not in self._trees:
            digest = self.digest(name) if name.endswith(_XML) and name in self.names else b""
            known = _TREES.get(digest) if digest else None
            tree = self._parse(name) if known is None else known
            self._trees[name] = _TREES.keep(digest, tree) if digest and known is None else tree
        return self._trees[name]

    def read(self, name: str) -> bytes:
        """The bytes of a part; KitError if it is missing, damaged or too large."""
        if name not in self.names:
            raise _unreadable(f"it has no {name}")
        self._pay(name, "bytes", self.archive.getinfo(name).file_size)
        return self._unpacked(name)

    def _pay(self, name: str, kind: str, amount: int) -> None:
        if kind == "bytes" and amount > BIGGEST_PART:
            raise _unreadable(f"{name} is too large")
        try:
            self.budget.spend(kind, amount)
        except SpentError as error:
            raise _costly(name, error) from None

    def _unpacked(self, name: str) -> bytes:
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise _unreadable(f"{name}: {error}") from None

    def digest(self, name: str) -> bytes:
        """32 bytes that stand for a part's: a digest, or of pictures and workbooks their checksum in the archive. KitError as `read`."""
        if name not in self._digests:
            if name in self.names and name.endswith(_UNSEEN):
                info = self.archive.getinfo(name)
                self._digests[name] = hashlib.sha256(f"{info.CRC} {info.file_size}".encode()).digest()
            elif name.endswith(_XML):
                self._look(name)
            else:
                self._digests[name] = hashlib.sha256(self.read(name)).digest()
        return self._digests[name]

    def closure(self, part: str) -> bytes:
        """The digest of a part with all that it leads to, by name; of other slides only their names. KitError as `digest`."""
        if part not in self._closures:
            self._closures[part] = self._walk(part, frozenset(self.slides) - {part})
        return self._closures[part]

    def _walk(self, start: str, shut: frozenset[str]) -> bytes:
        found = hashlib.sha256()
        waiting, seen = [start], {start}
        while waiting:
            part = waiting.pop()
            found.update(part.encode())
            if part not in self.names or part in shut:
                continue
            found.update(self.digest(part))
            relations, said = self._pointers(part)
            found.update(said)
            for relation in relations:
                if not relation.external and relation.target not in seen:
                    seen.add(relation.target)
                    waiting.append(relation.target)
        return found.digest()

    def _look(self, name: str) -> None:
        """Take the digest of an XML part, whose elements count as read; its bytes are unpacked only if nobody has seen them before."""
        packed = self._packed(name)
        known = _SEEN.get(packed) if packed else None
        if known:
            self._pay(name, "bytes", self.archive.getinfo(name).file_size)
            self._pay(name, "nodes", known[1])
            self._digests[name] = known[0]
            return
        data = self._data[name] = self._load(name)
        if packed:
            _SEEN.keep(packed, (self._digests[name], data.count(b"<")))

    def _packed(self, name: str) -> bytes:
        """What stands for a member as it is packed, and tells its bytes; b"" where only unpacking shows whether it can be read."""
        info, whole = self.archive.getinfo(name), self._whole
        start = info.header_offset + _HEAD.size
        if start > len(whole) or info.flag_bits & _LOCKED or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return b""
        mark, flags, titled, extra = _HEAD.unpack_from(whole, info.header_offset)
        title, begin = whole[start : start + titled], start + titled + extra
        end = begin + info.compress_size
        limit = getattr(info, "_end_offset", None)  # newer Pythons refuse members that lie over each other
        if mark != b"PK\3\4" or end > (len(whole) if limit is None else limit):
            return b""
        if title != info.orig_filename.encode("utf-8" if flags & _UTF_8 else "cp437", "replace"):
            return b""
        return hashlib.sha256(b"%d %d %d " % (info.compress_type, info.CRC, info.file_size) + whole[begin:end]).digest()

    def _load(self, name: str) -> bytes:
        """The bytes of an XML part, whose elements count as read."""
        data = self.read(name)
        self._digests[name] = hashlib.sha256(data).digest()
        self._pay(name, "nodes", data.count(b"<"))
        return data

    def _parse(self, name: str) -> etree._Element:
        data = self._data.pop(name, None)
        if data is None:
            data = self._unpacked(name) if name in self._digests else self._load(name)
        try:
            root = etree.fromstring(_STRICT.sub(_transitional, data), etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.LxmlError, ValueError) as error:
            raise _unreadable(f"{name}: {error}") from None
        if root.getroottree().docinfo.internalDTD is not None:  # forbidden in a package: ISO/IEC 29500-2, 8.1.4
            raise _unreadable(f"{name} declares a document type")
        if b"AlternateContent" in data:
            _choose(root)
        return root

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part points to, in the file's order; "" is the package itself."""
        return self._pointers(part)[0]

    def _pointers(self, part: str) -> tuple[tuple[Relation, ...], bytes]:
        """What a part points to, and what stands for that in a digest."""
        if part not in self._relations:
            self._relations[part] = self._related(part)
        return self._relations[part]

    def _related(self, part: str) -> tuple[tuple[Relation, ...], bytes]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return (), b""
        key = (folder, self.digest(name))
        known = _RELATIONS.get(key)
        if known is None:
            found = tuple(self._listed(name, folder))
            known = _RELATIONS.keep(key, (found, repr(found).encode()))
        return known

    def _listed(self, name: str, folder: str) -> Iterator[Relation]:
        """The relations that a part of relations lists, for parts in a folder."""
        for relation in self.xml(name).iter(RELATION):
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            kind = _OTHERWISE.get(kind, kind)
            yield Relation(id=relation.get("Id", ""), kind=kind, target=target, external=external)

    def target(self, part: str, kind: str) -> str:
        """The part that `part` points to by a relation of this kind, or ""."""
        return next((relation.target for relation in self.relations(part) if relation.kind == kind), "")

    @cached_property
    def presentation(self) -> str:
        """The name of the presentation part; KitError if the package is not a presentation."""
        name = self.target("", "officeDocument")
        if not name or not self.xml(name).tag.endswith("}presentation"):
            raise _unreadable("it is not a presentation")
        return name

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """The names of the slides' parts in the order they are shown."""
        parts = {relation.id: relation.target for relation in self.relations(self.presentation)}
        ids = [
            value
            for slide in self.xml(self.presentation).iterfind("{*}sldIdLst/{*}sldId")
            for key, value in slide.attrib.items()
            if str(key).endswith("/relationships}id")
        ]
        return tuple(parts[ident] for ident in ids if ident in parts)


def _choose(root: etree._Element) -> None:
    """Of contents that a part offers to different programs leave those that Office takes (ISO/IEC 29500-3, 9.3)."""
    for either in list(root.iter(f"{_MC}AlternateContent")):
        above = either.getparent()
        offers = either.iterchildren(f"{_MC}Choice", f"{_MC}Fallback")
        taken = next((one for one in offers if one.tag == f"{_MC}Fallback" or _known(one)), ())
        if above is not None:
            for child in list(taken):
                either.addprevious(child)
            above.remove(either)


def _known(choice: etree._Element) -> bool:
    """Whether Office knows all that a choice asks for: the namespaces of Microsoft's own."""
    asked = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
    return bool(asked) and all(space.startswith(_MICROSOFT) for space in asked)


_RELATIONS: KeptValues[tuple[str, bytes], tuple[tuple[Relation, ...], bytes]] = KeptValues(1024, turning=True)
_SEEN: KeptValues[bytes, tuple[bytes, int]] = KeptValues(4096, turning=True)
"""Of members as they are packed the digest of their bytes, and how many elements those may hold."""
_TREES: KeptValues[bytes, etree._Element] = KeptValues(64, turning=True)
"""Parts by the digest of their bytes, parsed; nobody may change one."""


@functools.lru_cache(maxsize=1)  # the reader and the checks look at the same file right after each other
def _opened(data: bytes) -> Package:
    return Package(data)


def open_presentation(data: bytes, budget: Budget | None = None) -> Package:
    """The package of a presentation; KitError if the bytes are none. Nobody may change what it gives."""
    package = Package(data, budget) if budget else _opened(data)
    package.xml(package.presentation)
    return package


def _transitional(found: re.Match[bytes]) -> bytes:
    """A namespace of the strict form as the transitional form names it, so that one set of rules reads both (ISO/IEC 29500-4)."""
    family, word = found[1].decode(), found[2].decode()
    return f"http://schemas.openxmlformats.org/{family}/2006/{_OTHERWISE.get(word, word)}".encode()


def _costly(name: str, error: SpentError) -> KitError:
    return KitError(
        f"The PowerPoint file costs too much to be read to the end: {name}: {error}",
        "Split it, or give it more (--seconds, --megabytes).",
    )


def _unreadable(why: str) -> KitError:
    return KitError(f"not a readable PowerPoint file: {why}", "Open it in PowerPoint and save it again as .pptx.")
