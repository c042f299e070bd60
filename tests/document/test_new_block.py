"""A new kind of block costs four files: where it is declared, and where each of three surfaces draws it; forgetting one is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DECLARED = {
    "kit/document/blocks.py": (
        "Block = Paragraph |",
        '''@dataclass(frozen=True, slots=True, kw_only=True)
class Toy:
    """A saying with what follows from it."""

    meta: Meta
    saying: Text = field(metadata=says("prose", "a saying"))
    things: tuple[ListItem, ...]
    loud: bool = False


Block = Toy | Paragraph |''',
    )
}
DRAWN = {
    "kit/formats/page/templates/blocks.html.j2": (
        "{% macro ticks(v, block) %}",
        """{% macro toy(v, block) %}
{{ title(v, block) }}<p{{ v.lang(block.saying) }}>{{ v.words(block.saying) }}</p><ul>{{ items(v, block.things) }}</ul>
{% endmacro %}

{% macro ticks(v, block) %}""",
    ),
    "kit/formats/deck/pieces.py": (
        "        case Paragraph():",
        """        case Toy():
            return [_list(block.saying, block.things, "bullet")]
        case Paragraph():""",
    ),
    "kit/formats/print/blocks.py": (
        "            case Paragraph():",
        """            case Toy():
                lead = self.lead(block.saying, parent)
                return lead + list_rows(self, block.things, parent, "bullets", start=0, width=width)
            case Paragraph():""",
    ),
}
SHOWN = """
import dataclasses
from kit.content import derived, schema
from kit.document import Options
from kit.document.blocks import ListItem, Meta, Text, Toy
from kit.formats import FORMATS
from tests.sample import sample

def text(name, words):
    return Text(id=f"sample/{name}", source=words, text=words, lang="en")

model = schema.block_model(Toy)
given = {"type": "toy", "id": "toy", "saying": "Play more.", "things": [{"id": "toy.ball", "text": "A ball."}]}
assert model.model_validate(given).things[0].text == "A ball."
assert schema.SectionModel.model_fields["blocks"].annotation != schema.BlockModel

toy = Toy(meta=Meta(id="toy"), saying=text("toy.saying", "Play more."), things=(ListItem(text=text("toy.ball", "A ball.")),))
document = sample("en")
first = dataclasses.replace(document.sections[0], blocks=(*document.sections[0].blocks, toy))
document = dataclasses.replace(document, sections=(first, *document.sections[1:]))
for name in ("page", "deck", "handout"):
    form = FORMATS[name]
    data = form.write(document, Options())
    outline = form.read(data)
    assert any(item.text == "A ball." for item in outline.items), name
    print(name, sorted({one.id for one in form.judge(document, Options(), data, outline) if one.id.startswith("roundtrip")}))
"""


@pytest.fixture
def house(root: Path, tmp_path: Path) -> Path:
    """A copy of the kit in which a toy is a kind of block, and nothing draws it."""
    for name in ("kit", "tests"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "golden", "bench"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    _answer(tmp_path, DECLARED)
    return tmp_path


def _answer(house: Path, changes: dict[str, tuple[str, str]]) -> None:
    for path, (before, after) in changes.items():
        text = (house / path).read_text(encoding="utf-8")
        assert text.count(before) >= 1, path
        text = text.replace(before, after, 1)
        if "case Toy()" in after:
            text = text.replace(
                "\nfrom kit.document import", "\nfrom kit.document.blocks import Toy\nfrom kit.document import", 1
            )
        (house / path).write_text(text, encoding="utf-8")


def _run(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(house)}
    return subprocess.run([sys.executable, *command], cwd=house, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_four_files_make_a_kind_of_block(house: Path) -> None:
    """Types name two of the files that must draw it and writing a page the third; with them it reads back whole everywhere."""
    checked = _run(house, "-m", "mypy", "--follow-imports=silent", *(path for path in DRAWN if path.endswith(".py")))
    assert set(re.findall(r"^(kit/\S+?):\d+: error", checked.stdout, re.MULTILINE)) == {
        path for path in DRAWN if path.endswith(".py")
    }, checked.stdout
    assert "has no attribute 'toy'" in _run(house, "-c", SHOWN).stderr
    _answer(house, DRAWN)
    shown = _run(house, "-c", SHOWN)
    assert shown.stdout.split("\n")[:3] == ["page []", "deck []", "handout []"], shown.stderr
    assert len(DECLARED | DRAWN) == 4
