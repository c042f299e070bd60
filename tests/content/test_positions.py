"""kit.content.positions and validate: YAML 1.2 with places, and no file that makes the kit fall over."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import content
from kit.content.positions import dotted, read
from kit.errors import ContentError, KitError

Spoil = Callable[[str, str, str], Path]
SLEEP = "tea/sections/01-sleep.yaml"


def parse(path: Path, text: str) -> Any:
    """The values of a YAML text that has no fault."""
    path.write_text(text, encoding="utf-8")
    source = read(path)
    assert source.faults == []
    return source.data


def test_yaml_1_2(tmp_path: Path) -> None:
    """`no` and `on` are words, dates stay as they are typed, and numbers and truths have their types."""
    text = "a: no\nb: on\nc: 2026-11-22\nd: 12\ne: 1.5\nf: true\ng: ~\nh: [x, 'y']\ni: >-\n  one\n  two\n"
    values = {"a": "no", "b": "on", "c": "2026-11-22", "d": 12, "e": 1.5, "f": True, "g": None, "h": ["x", "y"], "i": "one two"}
    assert parse(tmp_path / "a.yaml", text) == values


def test_places_of_keys_values_and_parts(tmp_path: Path) -> None:
    """A key, a value and words inside a value are found at their own line and column, also in folded texts."""
    path = tmp_path / "a.yaml"
    parse(path, "x:\n  - name: one\n    text: >-\n      first\n      then {it}\n")
    source = read(path)
    way = ("x", 0, "text")
    assert (source.place(way, key=True).line, source.place(way, key=True).column) == (3, 5)
    assert (source.place(way).line, source.place(way).column) == (3, 11)
    assert (source.place(way, find="{it}").line, source.place(way, find="{it}").column) == (5, 12)
    assert dotted(way) == "x[0].text"


def test_readers_do_not_share_faults(tmp_path: Path) -> None:
    """Reading the same text twice gives two lists of faults."""
    path = tmp_path / "a.yaml"
    parse(path, "a: 1\n")
    first, second = read(path), read(path)
    first.fault(("a",), "wrong")
    assert second.faults == []


def test_changed_file_is_read_anew(tmp_path: Path) -> None:
    """A file that changed is not remembered."""
    path = tmp_path / "a.yaml"
    assert parse(path, "a: 1\n") == {"a": 1}
    assert parse(path, "a: 2\n") == {"a": 2}


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: !foo 1\n", "? [a]\n: 1\n", "a: 1\na: 2\n", "--- 1\n--- 2\n", "a: *x\n"])
def test_tricks_of_yaml_are_refused(tmp_path: Path, text: str) -> None:
    """Anchors, tags, keys that are no words, double keys and second documents are faults."""
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert read(path).faults


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder is not a file, and says so plainly."""
    with pytest.raises(KitError, match="can't be read"):
        read(tmp_path)


LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
KEYS = st.sampled_from(["id", "type", "text", "items", "title", "blocks", "key", "claims", "rows", "notes", "shows", "x"])
TREES = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES)
def test_any_values_in_a_section(folder: Path, tree: Any) -> None:
    """Whatever values a section file holds, it is read or refused with faults that have a place."""
    (folder / SLEEP).write_text(json.dumps(tree, ensure_ascii=True), encoding="utf-8")
    try:
        content.load(folder, "tea")
    except ContentError as error:
        mine = [fault for fault in error.faults if fault.file.endswith(SLEEP)]
        assert mine == [fault for fault in mine if fault.line > 0 or "empty" in fault.what or "no topic.yaml" in fault.what]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120) | st.binary(max_size=120))
def test_any_bytes_in_a_section(folder: Path, data: str | bytes) -> None:
    """Whatever bytes a section file holds, nothing but a KitError comes of it."""
    path = folder / SLEEP
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(KitError):
        content.load(folder, "tea")
