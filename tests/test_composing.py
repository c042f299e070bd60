"""kit.composing: libyaml and ruamel.yaml read the same, or ruamel.yaml alone reads."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from kit.composing import compose, quick
from tests.conftest import ROOT

FILES = sorted([*(ROOT / "content").rglob("*.yaml"), *(ROOT / "locales").rglob("*.yaml")])
SIGNS = [
    *":-?,[]{}#&*!|>'\"%@` \n",
    "\n  ",
    "\n- ",
    "\n\n",
    ": ",
    "- ",
    "? a\n: b",
    "---\n",
    "...\n",
    "\\",
    "\\/",
    "|\n",
    "|2\n",
    ">+\n",
]
SIGNS += [
    "{a:b}",
    "[a, b: c]",
    "<<",
    "=",
    "null",
    "~",
    "no",
    "0x1F",
    "0o7",
    "1_000",
    "012",
    "1:30",
    "2026-01-01",
    ".5",
    "+1",
    "a:b",
]
SIGNS += ["http://x", "{a: 1,}", "[,]", "\u00a0", "\x85", "!!str", "&a ", "*a", "%YAML 1.1\n---\n", "\t", "\U0001f600", "\ud800"]


def tree(node: Node) -> Any:
    """A node as plain values, with the tag and the place of each."""
    place = (str(node.tag) if isinstance(node, ScalarNode) else "", node.start_mark.index, node.end_mark.index)
    if isinstance(node, ScalarNode):
        return (*place, node.value)
    if isinstance(node, MappingNode):
        return (*place, [(tree(key), tree(value)) for key, value in node.value])
    return (*place, [tree(value) for value in node.value])


def by_ruamel(text: str) -> Any:
    """What ruamel.yaml reads; its error's name if it reads nothing."""
    try:
        return tree(YAML(typ="safe", pure=True).compose(text))
    except (YAMLError, ValueError, ArithmeticError, LookupError) as error:
        return type(error).__name__


def damaged(text: str, chance: random.Random) -> str:
    """A piece of a file with some signs put in, and perhaps others taken out."""
    start = chance.randrange(len(text))
    text = text[start : start + chance.randrange(10, 300)]
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(SIGNS) + text[at + chance.choice((0, 0, 1, 3)) :]
    return text


@pytest.mark.parametrize(
    "name", ["regions/US.yaml", "heroin-withdrawal/sheets/core.yaml", "heroin-withdrawal/sections/06-medicines.yaml"]
)
def test_file_is_read_alike(name: str) -> None:
    """Values, kinds and places are those of ruamel.yaml, and libyaml reads the file."""
    text = (ROOT / "content" / name).read_text(encoding="utf-8")
    found = quick(text)
    assert found is not None
    assert tree(found) == by_ruamel(text)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_is_read_fast_and_alike(path: Path) -> None:
    """The same for each file of the project: none is read by the slow library, which nobody would see."""
    test_file_is_read_alike(str(path))


@pytest.mark.parametrize("seed", [pytest.param(n, marks=[pytest.mark.slow] if n else []) for n in range(12)])
def test_damaged_file_is_read_alike_or_left(seed: int) -> None:
    """Whatever signs get into a file: what libyaml reads, ruamel.yaml reads as the same."""
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in FILES if path.stat().st_size < 6_000]
    read = 0
    for _ in range(150 if seed == 0 else 2_000):
        text = damaged(chance.choice(texts), chance)
        found = quick(text)
        if found is not None:
            read += 1
            assert tree(found) == by_ruamel(text), text
    assert read > 10


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str 1\n",
        "%YAML 1.1\n---\na: 1\n",
        "a: 1\n--- 2\n",
        "a:\t1\n",
        "a:\n",
        "a: [\n",
        "a: \ud800",
        ">#a\n",
    ],
)
def test_what_the_two_read_differently_is_left(text: str) -> None:
    """Anchors, tags, directives, second documents, tabs, missing values and what is broken are ruamel.yaml's."""
    assert quick(text) is None


def test_empty_file_has_no_node() -> None:
    """Nothing, or only a remark, is no node and no error."""
    assert compose("") is None
    assert compose("# a remark\n") is None


def test_without_libyaml_the_other_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml all is read, only slower."""
    monkeypatch.setattr("kit.composing._FAST", None)
    node = compose("a: no\n")
    assert node is not None
    assert node.value[0][1].value == "no"
