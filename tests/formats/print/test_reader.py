"""The reader hears what is in a file, whoever wrote it."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary, Name, String

from kit.errors import KitError
from kit.formats.print.reader import read
from kit.outline import Item
from tests import handmade


def _heard(data: bytes) -> list[tuple[str, str]]:
    return [(item.role, item.text) for item in read(data).items]


def test_a_file_by_another_hand_reads_back_whole() -> None:
    """Every role of a hand-made sheet is heard, in order, with its words from the content stream."""
    outline = read(handmade.sheet())
    assert (outline.title, outline.lang, outline.pages) == ("A small sheet", "en", 1)
    assert [(item.role, item.text, item.level, item.alt) for item in outline.items] == [
        ("title", "A small sheet", 1, ""),
        ("paragraph", "It is hard, and it passes.", 0, ""),
        ("heading", "What to do", 2, ""),
        ("paragraph", "Say hola to a friend.", 0, ""),
        ("item", "Rest.", 0, ""),
        ("item", "Drink.", 0, ""),
        ("table", "", 0, "When it comes."),
        ("header", "Day", 0, ""),
        ("header", "Sign", 0, ""),
        ("header", "One", 0, ""),
        ("cell", "Yawning", 0, ""),
        ("figure", "", 0, "A box that is black."),
        ("link", "example.org/help", 0, ""),
    ]
    assert outline.items[3].foreign == (("es", "hola"),)


def test_reversed_words_are_turned_back() -> None:
    """A word stored back to front inside ReversedChars is heard in its logical order."""
    tree = ("Document", {}, [("P", {}, [handmade.Reversed("שלום"), " 12 ", handmade.Reversed("ימים")])])
    assert _heard(handmade.build(tree, lang="he")) == [("paragraph", "שלום 12 ימים")]


def test_words_come_from_the_page_and_not_from_replacement_text() -> None:
    """ActualText does not hide what the page shows: a lie in it would not be noticed otherwise."""
    tree = ("Document", {}, [("P", {"ActualText": String("All is well.")}, ["Call now."])])
    assert _heard(handmade.build(tree)) == [("paragraph", "Call now.")]


def test_a_field_is_heard_by_its_label() -> None:
    """A Form with a label gives a field; one without gives nothing, and a list's own label is left out."""
    named = ("Form", {"A": Dictionary(O=Name.PrintField, Role=Name.tv)}, [("Lbl", {}, ["Who stays"]), handmade.BOX])
    bare = ("Form", {"A": Dictionary(O=Name.PrintField, Role=Name.tv)}, [handmade.BOX])
    tree = ("Document", {}, [("L", {}, [("LI", {}, [("Lbl", {}, ["1."]), ("LBody", {}, [named, ("P", {}, ["Phone"]), bare])])])])
    assert _heard(handmade.build(tree)) == [("field", "Who stays"), ("item", "Phone")]


def test_pagination_artifacts_are_furniture_and_other_artifacts_are_not_heard() -> None:
    """A running foot is kept apart from the text; a repeated table head is not heard at all."""
    codes = "".join(f"{handmade.CHARACTERS.index(char) + 1:04X}" for char in "Page 1")
    text = f"BT /F1 10 Tf 1 0 0 1 72 40 Tm <{codes}> Tj ET"
    foot = f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC {text} EMC /Artifact <</Type /Layout>> BDC {text} EMC"
    outline = read(handmade.build(("Document", {}, [("P", {}, ["Words."])]), extra=foot))
    assert outline.furniture == (Item(role="paragraph", text="Page 1", lang="en", page=1),)
    assert [item.text for item in outline.items] == ["Words."]


def test_an_element_has_its_own_language() -> None:
    """A leaf with a language of its own is heard in it, and so is all below a group with one."""
    tree = ("Document", {}, [("Sect", {"Lang": String("fr")}, [("P", {}, ["oui"]), ("P", {"Lang": String("de")}, ["ja"])])])
    assert [item.lang for item in read(handmade.build(tree)).items] == ["fr", "de"]


def test_bytes_that_are_no_pdf_are_refused_plainly() -> None:
    """What can't be read is a KitError with advice, not a traceback."""
    with pytest.raises(KitError, match="not a PDF"):
        read(b"hello")
