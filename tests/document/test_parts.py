"""A kind of block says once what its fields are; a toy one is then translated, checked, heard and signed without more."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

import pytest

from kit import review
from kit.checks.outline import expected, presence
from kit.checks.source import passages
from kit.content import blocks, schema, validate
from kit.document import Block, Document, Meta, Text, parts, texts
from kit.document.says import binds, says
from kit.formats.page.writer import environment
from kit.translate import messages, scan
from tests.sample import sample


def _text(name: str, words: str) -> Text:
    return Text(id=f"sample/{name}", source=words, text=words, lang="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Part of the toy block."""

    words: Text = field(metadata=says("item", "a dose"))
    size: float = field(metadata=binds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Toy:
    """A block that nothing but this file knows."""

    meta: Meta
    saying: Text = field(metadata=says("prose", "a saying"))
    picture: Text = field(metadata=says("alt", "describes a toy"))
    doses: tuple[Dose, ...] = ()


TOY = cast(
    "Block",
    Toy(
        meta=Meta(id="toy", safety=("naloxone",)),
        saying=_text("toy.saying", "Play more."),
        picture=_text("toy.picture", "A ball."),
        doses=(Dose(words=_text("toy.dose", "Take 2."), size=2.5),),
    ),
)


def _with(block: Block) -> Document:
    document = sample("en")
    section = dataclasses.replace(document.sections[0], blocks=(*document.sections[0].blocks, block))
    return dataclasses.replace(document, sections=(section, *document.sections[1:]))


def test_a_toy_block_is_put_before_translators() -> None:
    """Each of its texts is a message of the catalog."""
    assert {"sample/toy.saying", "sample/toy.picture", "sample/toy.dose"} <= {message.ctx for message in messages(_with(TOY))}


def test_a_toy_block_is_read_by_the_checks() -> None:
    """Each text is a passage, as what it says it is."""
    found = [(passage.words, passage.part) for passage in passages.of_block(TOY, None)]
    assert found == [("Play more.", "prose"), ("A ball.", "alt"), ("Take 2.", "item")]


def test_a_toy_block_must_be_heard_whole() -> None:
    """What carries a safety fact is heard with all its words but those that stand for a picture."""
    assert presence._said(TOY, "Play more. Take 2.")
    assert not presence._said(TOY, "Play more. A ball.")


def test_a_toy_block_is_signed_with_its_numbers() -> None:
    """Another word or another size cancels a signature."""
    toy = cast("Toy", TOY)
    larger = dataclasses.replace(toy, doses=(dataclasses.replace(toy.doses[0], size=2.6),))
    reworded = dataclasses.replace(toy, saying=_text("toy.saying", "Play less."))
    signed = review.source_hash(_with(TOY))
    assert parts.numbers(TOY) == (2.5,)
    for changed in (larger, reworded):
        assert review.source_hash(_with(cast("Block", changed))) != signed


def test_a_toy_block_is_what_an_author_writes(tmp_path: Path) -> None:
    """The file's fields are those that it declares, and reading them gives the block."""
    path = tmp_path / "toy.yaml"
    path.write_text(
        "type: toy\nid: toy\nsaying: Play more.\npicture: A ball.\ndoses: [{id: toy.dose, text: Take 2., size: 2.5}]\n", "utf-8"
    )
    given, source = validate.load(path, schema.block_model(Toy))
    assert given is not None, source.faults
    reader = blocks.Reader(reading=blocks.Reading(topic="sample", verdicts={}, arts={}), source=source)
    toy = cast("Toy", TOY)
    assert blocks._Part(reader=reader, way=(), given=given).declared(dataclasses.replace(toy.meta, safety=()), Toy) == (
        dataclasses.replace(toy, meta=dataclasses.replace(toy.meta, safety=()))
    )
    path.write_text("type: toy\nid: toy\nsaying: Play more.\ndoses: []\nsize: 2\n", "utf-8")
    _, source = validate.load(path, schema.block_model(Toy))
    assert [fault.what for fault in source.faults] == ["`picture` is missing", "unknown field `size`"]


def test_a_toy_block_is_expected_of_every_file() -> None:
    """What it declares is what a reader of the file must meet, in the order of its fields."""
    found = [(item.role, item.text or item.alt) for item in expected.of_block(TOY, sample("en"))]
    assert found == [("paragraph", "Play more."), ("figure", "A ball."), ("item", "Take 2.")]


def test_a_page_has_markup_for_every_kind_of_block() -> None:
    """A kind without a macro of its name can't be written."""
    macros = dir(environment().get_template("blocks.html.j2").module)
    assert [kind.__name__ for kind in get_args(Block) if kind.__name__.lower() not in macros] == []


def test_a_text_that_is_not_declared_is_an_error() -> None:
    """A block that forgets to say what a text is can't be checked in silence."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Careless:
        meta: Meta
        words: Text

    block = cast("Block", Careless(meta=Meta(id="careless"), words=_text("careless", "Words.")))
    with pytest.raises(TypeError, match=r"Careless\.words is a text that says not what it is"):
        list(passages.of_block(block, None))


@pytest.mark.parametrize("kind", get_args(Block), ids=lambda kind: kind.__name__)
def test_every_kind_of_block_declares_all_its_texts(kind: type) -> None:
    """Of every field that may hold texts it is said what they are, and where they stand."""
    for name, one in parts.declared():
        if name == kind.__name__ and "Text" in str(one.type):
            assert one.metadata.get("says"), f"{name}.{one.name}"
    for block in (block for section in sample("en").sections for block in section.blocks if isinstance(block, kind)):
        own = {text.id for text in texts(block.meta)}
        assert {text.id for text, _ in parts.said(block)} == {text.id for text in texts(block)} - own


def test_what_authors_write_has_a_place_for_translators() -> None:
    """Each text field says in words where it stands, unless a region or a clinic fills it."""
    for name, one in parts.declared():
        found = one.metadata.get("says")
        assert not found or found.place or found.part == "given", f"{name}.{one.name}"


def test_files_are_searched_for_every_declared_field() -> None:
    """`pybabel extract` and the places in catalogs look under each name that a block declares."""
    named = {one.name for _, one in parts.declared() if "says" in one.metadata}
    assert named <= scan.TEXT_KEYS | scan.LIST_KEYS
