"""Sections kept from one document to the next: reused where they are the same, laid out anew where anything they show differs."""

from __future__ import annotations

import dataclasses

import pytest

from kit.art import Art, Path
from kit.document import Bullets, Document, ListItem, Meta, Options, map_texts
from kit.document.reading import Witness, same
from kit.formats.print import writer
from kit.formats.print.sections import lay_out_section
from tests.sample import sample

OPTIONS = Options()


def _pictured(width: float) -> Document:
    art = Art(id="drop", width=width, height=48, paths=(Path(commands=(("M", (0, 0)), ("L", (9, 9)), ("Z", ()))),))
    document = sample("en")
    section = document.sections[0]
    block = Bullets(meta=Meta(id="l"), items=(ListItem(text=section.key, art="drop"),))
    return dataclasses.replace(document, arts=(art,), sections=(dataclasses.replace(section, blocks=(block,)),))


def test_the_same_section_is_laid_out_once() -> None:
    """An equal section of another document is the very same rows and elements."""
    one, two = sample("en"), sample("en", clinic=False)
    assert lay_out_section(one, one.sections[0], OPTIONS) is lay_out_section(two, two.sections[0], OPTIONS)


def test_whatever_a_section_shows_is_part_of_its_key() -> None:
    """Another word, edition, part of PDF/UA, label or picture gives another layout."""
    document = sample("en")
    section = document.sections[0]
    first = lay_out_section(document, section, OPTIONS)
    other = dataclasses.replace(section, key=dataclasses.replace(section.key, text="Other words."))
    relabelled = map_texts(
        document, lambda text: dataclasses.replace(text, text="Danger") if text.id == "labels/callout.emergency" else text
    )
    changed = [
        lay_out_section(document, other, OPTIONS),
        lay_out_section(document, section, Options(pdfua=2)),
        lay_out_section(document, section, Options(paper="letter")),
        lay_out_section(relabelled, section, OPTIONS),
    ]
    assert all(made is not first for made in changed)
    small, wide = _pictured(48), _pictured(96)
    assert lay_out_section(small, small.sections[0], OPTIONS) is not lay_out_section(wide, wide.sections[0], OPTIONS)


def test_sharing_sections_leaves_no_trace_in_the_bytes() -> None:
    """A file is the same whether its sections were laid out for it or for a document with another first page."""
    alone = writer.write(sample("en"), OPTIONS)
    for document in (sample("en", clinic=False), sample("en", region=False)):
        writer.write(document, OPTIONS)
    assert writer.write(sample("en"), OPTIONS) == alone


def test_whatever_is_read_of_a_document_decides_whether_its_layout_is_kept() -> None:
    """A reading notes what was asked for; another document is the same only if it would answer the same."""
    document = sample("en")
    reading = Witness(document)
    seen = reading.document()
    assert seen.label("callout.calm") is document.label("callout.calm")
    assert seen.locale is document.locale
    reads = reading.close()
    assert same(reads, sample("en", clinic=False))
    assert not same(reads, sample("ar"))
    assert not same(reads, dataclasses.replace(document, labels=()))
    with pytest.raises(RuntimeError, match=r"reads label callout\.urgent after it was made"):
        seen.label("callout.urgent")
