"""tools.same_bytes: two output folders compared, file by file and byte by byte."""

from __future__ import annotations

import json
from pathlib import Path

from tools.same_bytes import contents, differences


def _folder(path: Path, kit: str, **files: bytes) -> dict[str, bytes]:
    path.mkdir()
    for name, data in files.items():
        (path / name).write_bytes(data)
    line = {"path": "a", "made_from": {"kit": kit, "words": "w"}, "seal": f"of {kit}"}
    (path / "manifest.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return contents(path)


def test_every_file_that_differs_is_named_with_its_place(tmp_path: Path) -> None:
    """One that is gone, one that is new, one that is longer and one with another byte; what is the same is not."""
    before = _folder(tmp_path / "a", "1", same=b"same", gone=b"", longer=b"ab", other=b"abc")
    after = _folder(tmp_path / "b", "1", same=b"same", new=b"", longer=b"abc", other=b"abd")
    assert differences(before, after) == [
        "only before: gone",
        "only after: new",
        "differs from byte 2 on: longer (2 and 3 bytes)",
        "differs from byte 2 on: other (3 and 3 bytes)",
    ]


def test_the_code_that_made_a_file_is_no_difference(tmp_path: Path) -> None:
    """A manifest names the digest of the kit itself, which every change changes; any other word of it counts."""
    before, after = _folder(tmp_path / "a", "1"), _folder(tmp_path / "b", "2")
    assert differences(before, after) == []
    manifest = tmp_path / "b" / "manifest.jsonl"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"w"', '"x"'), encoding="utf-8")
    assert len(differences(before, contents(tmp_path / "b"))) == 1
