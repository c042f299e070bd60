"""kit.opc: a part whose packed bytes were seen before is known without unpacking it, and nothing else about the file is believed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from kit import caches
from kit.budget import Budget
from kit.errors import KitError
from kit.opc import Package
from tests.decks import good, slide

PART = slide(2)


def _read(data: bytes, budget: Budget | None = None) -> dict[str, object]:
    """All of a package that is ever asked: digests, trees, relations."""
    package = Package(data, budget)
    return {
        name: (package.digest(name), package.xml(name).tag if name.endswith((".xml", ".rels")) else "", package.relations(name))
        for name in sorted(package.names)
    }


def _told(data: bytes) -> str:
    with pytest.raises(KitError) as caught:
        _read(data)
    return caught.value.message


def test_a_known_package_reads_and_costs_what_an_unknown_one_does() -> None:
    """Digests, trees and relations are the same, and so is what is left of the budget, down to running out at the same part."""
    caches.empty()
    cold, warm = Budget(), Budget()
    assert _read(good("en"), cold) == _read(good("en"), warm)
    assert cold.left() == warm.left()
    spent = Budget().bytes - cold.bytes
    for short in ({"bytes": spent - 1}, {"nodes": (Budget().nodes - cold.nodes) // 2}):
        found = []
        for empty in (True, False):
            if empty:
                caches.empty()
            with pytest.raises(KitError) as caught:
                _read(good("en"), Budget(**short))
            found.append(caught.value.message)
        assert found[0] == found[1]


def test_a_known_part_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is what it is kept for."""
    _read(good("en"))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a known part was unpacked"))
    assert Package(good("en")).digest(PART)


def _places(data: bytes) -> tuple[int, int]:
    """Where a part's own header is, and where its entry in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(PART)
        at = archive.start_dir
        while data[at + 46 : at + 46 + len(PART)] != PART.encode():
            at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
        return info.header_offset, at


def _with(place: Callable[[bytes], int], new: bytes) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        at = place(data)
        return data[:at] + new + data[at + len(new) :]

    return spoil


SPOILED = {
    "no header": _with(lambda data: _places(data)[0], b"XX"),
    "another name in its header": _with(lambda data: _places(data)[0] + 30, b"q"),
    "said to be locked": _with(lambda data: _places(data)[1] + 8, b"\1\x08"),
    "another checksum": _with(lambda data: _places(data)[1] + 16, b"\0\0\0\0"),
    "packed in an unknown way": _with(lambda data: _places(data)[1] + 10, b"\x63\0"),
    "another byte": _with(lambda data: _places(data)[0] + 30 + len(PART) + 40, b"\0\0\0"),
    "cut short": _with(lambda data: _places(data)[1] + 20, b"\x05\0\0\0"),
}


@pytest.mark.parametrize("kind", SPOILED)
def test_a_spoiled_part_is_told_though_it_was_read_before(kind: str) -> None:
    """A package with a part whose bytes, checksum, header or place are wrong is refused with the same words, warm or cold."""
    spoiled = SPOILED[kind](good("en"))
    _read(good("en"))
    warm = _told(spoiled)
    caches.empty()
    assert _told(spoiled) == warm


def test_one_part_under_two_names_is_two_parts() -> None:
    """Known bytes at another place have that place's relations."""
    _read(good("en"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good("en"))) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
        for name in archive.namelist():
            copied.writestr(name, archive.read(slide(5) if name == PART else name))
    package = Package(out.getvalue())
    assert package.digest(PART) == package.digest(slide(5))
    assert package.relations(PART) == Package(good("en")).relations(PART)
