"""kit.document.selections: one sheet, some parts, one session of a document, and what each must hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kit import content
from kit.document import (
    Bullets,
    Document,
    Exercise,
    SheetFormat,
    offers,
    select_parts,
    select_session,
    select_sheet,
    session_of,
    sheets_for,
    texts,
    whole,
)
from kit.errors import KitError
from tests.conftest import Golden
from tests.content.conftest import FILES, write


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """The small topic with a sheet, a session and a line of the strip."""
    return content.load(write(FILES, tmp_path), "tea")


def test_a_sheet_takes_its_blocks_in_order(document: Document) -> None:
    """Title, reader and message are the sheet's; each face is a section with its blocks, cut to the items it names."""
    chosen = select_sheet(document, document.sheets[0])
    assert (chosen.title.text, chosen.audience.text, chosen.main_message.text) == (
        "At night",
        "For people who lie awake",
        "No tea now.",
    )
    assert [[block.meta.id for block in face.blocks] for face in chosen.sections] == [
        ["sleep.tips"],
        ["sleep.box", "strip.water"],
    ]
    tips = chosen.sections[0].blocks[0]
    assert isinstance(tips, Bullets)
    assert [item.text.text for item in tips.items] == ["Drink water"]
    assert tips.meta.shows == {"slide", "handout", "page"}
    assert chosen.selection is not None
    assert dict(chosen.selection.homes) == {"sleep.tips": 1, "sleep.box": 1}
    assert chosen.closing.blocks == ()


def test_a_sheet_prints_the_safety_lines_its_blocks_lack(document: Document) -> None:
    """A line of the strip whose facts are carried by a block is not repeated; one whose facts are not is there."""
    plan = document.sheets[0]
    chosen = select_sheet(document, plan)
    assert chosen.selection is not None
    assert chosen.selection.strip == ()
    large = select_sheet(document, plan, edition="large-print")
    assert [block.meta.id for block in large.sections[1].blocks] == ["sleep.box"]
    assert large.selection is not None
    assert [line.meta.id for line in large.selection.strip] == ["strip.water"]
    poster = select_sheet(document, plan, form="poster", edition="large-print")
    assert poster.selection is not None
    assert poster.selection.strip == ()


def test_no_text_of_a_selection_is_new(document: Document) -> None:
    """Every text of a selection is one of the topic, word for word, so that one translation and one signature serve all."""
    own = {text.id: text for text in texts(document)}
    for chosen in (
        select_sheet(document, document.sheets[0]),
        select_session(document, document.sessions[0]),
        select_parts(document, ["1"]),
    ):
        assert all(own[text.id] == text for text in texts(chosen))


def test_a_session_takes_its_blocks_and_minutes(document: Document) -> None:
    """Sections are cut to what the session takes of them; exercises take the minutes of the plan; openings are told apart."""
    chosen = select_session(document, session_of(document, 20))
    assert [(section.id, [block.meta.id for block in section.blocks]) for section in chosen.sections] == [
        ("sleep", ["sleep.why", "sleep.talk"])
    ]
    talk = chosen.sections[0].blocks[1]
    assert isinstance(talk, Exercise)
    assert talk.minutes == 6
    assert chosen.selection is not None
    assert chosen.selection.openings == ("sleep",)
    assert chosen.selection.minutes == (("sleep.key", 4), ("sleep.why", 5), ("sleep.talk", 6))
    assert chosen.sessions == (session_of(document, 20),)


def test_halves_of_a_block_have_ids_of_their_own(tmp_path: Path) -> None:
    """A block taken in two halves becomes two blocks; together they hold each item once, and the first has the notes."""
    halves = """\
  - {block: sleep.tips, items: [sleep.tips.early], minutes: 3}
  - {block: sleep.tips, items: [sleep.tips.water], minutes: 3}
"""
    files = {name: text.replace("shows: [handout, page]", "shows: [slide]") for name, text in FILES.items()}
    files["tea/sessions/20.yaml"] = FILES["tea/sessions/20.yaml"].replace("  - {block: sleep.talk, minutes: 6}\n", halves)
    document = content.load(write(files, tmp_path), "tea")
    blocks = select_session(document, document.sessions[0]).sections[0].blocks
    assert [block.meta.id for block in blocks] == ["sleep.why", "sleep.tips.half-1", "sleep.tips.half-2"]
    assert [item.text.id for block in blocks[1:] if isinstance(block, Bullets) for item in block.items] == [
        "tea/sleep.tips.early",
        "tea/sleep.tips.water",
    ]


def test_parts_are_taken_by_number_or_id(document: Document) -> None:
    """The named parts stay in the order of the topic, with the strip lines they lack and only the sources behind them."""
    chosen = select_parts(document, ["sleep", "welcome"])
    assert [section.id for section in chosen.sections] == ["welcome", "sleep"]
    chosen = select_parts(document, ["1"])
    assert [section.id for section in chosen.sections] == ["sleep"]
    assert chosen.selection is not None
    assert [line.meta.id for line in chosen.selection.strip] == ["strip.water"]


def test_a_selection_names_only_the_sources_behind_it(tmp_path: Path) -> None:
    """A list of sources is as long as what is said needs: here the strip line's one source of two."""
    files = dict(FILES)
    files["tea/topic.yaml"] = files["tea/topic.yaml"].replace("claims: [A01], safety", "safety")
    document = content.load(write(files, tmp_path), "tea")
    assert isinstance(document.closing.blocks[-1], Bullets)
    assert len(document.closing.blocks[-1].items) == 2
    behind = select_parts(document, ["welcome"]).closing.blocks[-1]
    assert isinstance(behind, Bullets)
    assert [item.text.text for item in behind.items] == ["Tea Board: Tea and sleep (2020)"]


def test_the_whole_has_no_short_texts(document: Document) -> None:
    """What only sheets use is in no handout, page or deck; everything else stays."""
    assert whole(document).reserve == ()
    assert whole(document).sheets == ()
    assert whole(document).sections == document.sections


def test_offers_name_what_each_selection_serves(document: Document) -> None:
    """A list for the command line and the desk: each sheet by format, each session for the deck."""
    assert [(offer.kind, offer.name, offer.formats, offer.sides, offer.minutes) for offer in offers(document)] == [
        ("sheet", "night", ("sheet",), 2, 0),
        ("session", "20", ("deck",), 0, 20),
    ]


@pytest.mark.parametrize(
    ("ask", "known"),
    [
        (lambda document: select_parts(document, ["7"]), "1 (sleep)"),
        (lambda document: select_parts(document, []), "1"),
        (lambda document: session_of(document, 45), "20"),
        (lambda document: sheets_for(document, "sheet", ["noon"]), "night"),
        (lambda document: sheets_for(document, "poster", ["night"]), "none"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(document: Document, ask, known: str) -> None:  # type: ignore[no-untyped-def]  # a lambda
    """A clear error names the parts, sessions or sheets there are."""
    with pytest.raises(KitError) as caught:
        ask(document)
    assert known in caught.value.advice


def outline_of(chosen: Document) -> str:
    """A selected document as text: what it is, its faces with their blocks and words, and the strip."""
    lines = [f"# {chosen.title.text}", chosen.audience.text, f"> {chosen.main_message.text}"]
    strip = chosen.selection.strip if chosen.selection else ()
    for heading, blocks in (*((face.id, face.blocks) for face in chosen.sections), ("strip", strip)):
        lines.append(f"\n## {heading}")
        for block in blocks:
            lines.append(f"[{block.meta.id}]")
            lines += [f"  {text.text}" for text in texts(replace(block, meta=replace(block.meta, notes=None)))]
    return "\n".join(lines) + "\n"


def test_the_overdose_sheet_is_as_it_was_approved(root: Path, golden: Golden) -> None:
    """The sheet on overdose equals tests/golden/sheet-overdose-en.txt."""
    document = content.load(root / "content", "heroin-withdrawal")
    (plan,) = sheets_for(document, "sheet", ["overdose"])
    golden(Path("sheet-overdose-en.txt"), outline_of(select_sheet(document, plan)))


@pytest.mark.parametrize("form", ["sheet", "leaflet", "pocket-card", "poster"])
def test_real_sheets_serve_each_format(root: Path, form: SheetFormat) -> None:
    """Each print format that is made of selections has at least one, with a name that does not repeat the format's."""
    document = content.load(root / "content", "heroin-withdrawal")
    found = sheets_for(document, form)
    assert found
    assert not any(plan.name(form).startswith(form) for plan in found)
