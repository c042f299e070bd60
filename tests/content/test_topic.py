"""kit.content.topic: files to a Document, and every fault at its exact place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content
from kit.document import Bullets, Diagram, Timeline, texts
from kit.errors import EXIT_BAD_INPUT, ContentError, KitError
from tests.conftest import Golden

Spoil = Callable[[str, str, str], Path]

TOPIC = "tea/topic.yaml"
SLEEP = "tea/sections/01-sleep.yaml"


def faults_of(folder: Path) -> list[str]:
    """Each fault as `file:line:column: path: what`, the file relative to the content folder."""
    with pytest.raises(ContentError) as caught:
        content.load(folder, "tea")
    assert caught.value.exit_code == EXIT_BAD_INPUT
    assert all(fault.what for fault in caught.value.faults)
    return [str(fault).split("\n")[0].removeprefix(f"{folder.as_posix()}/") for fault in caught.value.faults]


def test_loads_a_topic(folder: Path) -> None:
    """A topic without a fault becomes a Document in English whose texts carry their ids, notes and safety marks."""
    document = content.load(folder, "tea")
    found = {text.id: text for text in texts(document)}
    assert document.locale.tag == "en"
    assert [section.id for section in document.sections] == ["welcome", "sleep"]
    assert {text.lang for text in found.values() if not text.verbatim} == {"en"}
    assert found["tea/sleep.tips.early"].text == "Drink tea early"
    assert found["tea/sleep.why.text"].note == "Caffeine is a stimulant."
    assert found["tea/help.lead"].safety
    assert not found["tea/sleep.why.text"].safety
    assert document.label("contents").text == "In this sheet"
    assert document.art("cup").mirror


def test_text_ids_are_unique(folder: Path) -> None:
    """No two texts of a topic share an id, so that each has one translation."""
    ids = [text.id for text in texts(content.load(folder, "tea"))]
    twice = sorted(ident for ident in set(ids) if ids.count(ident) > 1)
    assert twice == ["labels/sources.title", "tea/main-message"], (
        "a label is borrowed for the sources, the message for the reserve"
    )


def test_sources_of_used_claims_close_the_topic(folder: Path) -> None:
    """The closing part lists the sources of the claims in use: each once, in order, verbatim, in its own language."""
    last = content.load(folder, "tea").closing.blocks[-1]
    assert isinstance(last, Bullets)
    assert [(item.text.text, item.text.lang) for item in last.items] == [
        ("Theeraad: Thee (2021)", "nl"),
        ("Tea Board: Tea and sleep (2020)", "en"),
    ]
    assert all(item.text.verbatim for item in last.items)


def test_timeline_keeps_days_and_values(folder: Path) -> None:
    """A timeline's days, values and table come through."""
    line = next(block for block in content.load(folder, "tea").sections[1].blocks if isinstance(block, Timeline))
    assert [day for day, _ in line.points] == [0.0, 2.5]
    assert line.series[0].values == (9.0, 1.0)
    assert line.table.rows[0][1].text == "Awake"


def test_places_lead_back_to_the_files(folder: Path) -> None:
    """Each text, block and section is found at its line and column."""
    places = content.places(folder, "tea")
    assert str(places["tea/sleep.tips.water"]) == f"{folder.as_posix()}/{SLEEP}:22:38"
    assert places["sleep.tips"].line == 17
    assert places["labels/contents"].line == 1
    document = content.load(folder, "tea")
    assert {text.id for text in texts(document) if not text.verbatim} <= set(places)


def test_unknown_topic(folder: Path) -> None:
    """A topic that is not there is refused with the names of those that are."""
    with pytest.raises(KitError, match="no topic 'coffee'") as caught:
        content.load(folder, "coffee")
    assert "tea" in caught.value.advice


def test_formats(folder: Path, spoil: Spoil) -> None:
    """A topic is made in every format unless it names some; a name that is no format is a fault."""
    assert content.formats(folder, "tea", ("deck", "handout", "page")) == ("deck", "handout", "page")
    spoil(TOPIC, "id: tea\n", "id: tea\nformats: [handout]\n")
    assert content.formats(folder, "tea", ("deck", "handout", "page")) == ("handout",)
    spoil(TOPIC, "[handout]", "[poster]")
    with pytest.raises(ContentError, match=r"3:11: formats\[0\]: `poster` is not known here"):
        content.formats(folder, "tea", ("deck", "handout", "page"))


BAD = {
    "broken YAML": (SLEEP, 'caption: "A cup"', 'caption: "A cup', "30:15: broken YAML"),
    "a colon in a plain text": (SLEEP, '"Tea late can keep you awake."', "Tea: late: awake", "5:16: broken YAML"),
    "unknown field": (SLEEP, "content_note:", "content_notes:", "4:1: content_notes: unknown field"),
    "unknown field of a block": (SLEEP, "    takeaway:", "    take_away:", "37:5: blocks[4].take_away: unknown field"),
    "duplicate key": (SLEEP, 'title: "What helps"', 'title: "a"\n    title: "b"', "19:5: blocks[1].title: `title` is given twice"),
    "duplicate id": (SLEEP, "id: sleep.tips.water", "id: sleep.tips.early", "22:14: blocks[1].items[1].id: the id `sleep.tips.early` is used twice"),
    "duplicate block id": (SLEEP, "id: sleep.box", "id: sleep.why", "59:9: blocks[7].id: the id `sleep.why` is used twice"),
    "missing alt text": (SLEEP, '    alt: "A cup of tea"\n', "", "23:5: blocks[2]: `alt` is missing"),
    "empty alt text": (SLEEP, '"A cup of tea"', '""', "26:10: blocks[2].alt: the text is empty"),
    "unknown claim": (SLEEP, "claims: [M01]", "claims: [M02]", "14:14: blocks[0].claims[0]: unknown claim M02"),
    "dropped claim": (SLEEP, "claims: [M01]", "claims: [A02]", "14:14: blocks[0].claims[0]: the claim A02 was dropped"),
    "unknown placeable": (SLEEP, "{drug_line}", "{drug_lines}", "13:54: blocks[0].text: unknown placeable {drug_lines}"),
    "placeable with spaces": (SLEEP, "{drug_line}", "{ drug_line }", "13:54: blocks[0].text: unknown placeable { drug_line }"),
    "single brace": (SLEEP, "Boil water", "Boil {water", "64:48: blocks[8].items[0].text: a single {"),
    "open bold": (SLEEP, "Boil water", "Boil **water", "64:48: blocks[8].items[0].text: `**` is opened"),
    "empty bold": (SLEEP, "Boil water", "Boil ****water", "64:48: blocks[8].items[0].text: `**` holds nothing"),
    "HTML": (SLEEP, "Boil water", "Boil <b>water</b>", "64:48: blocks[8].items[0].text: HTML"),
    "line break": (SLEEP, '"Boil water"', '"Boil\\nwater"', "64:42: blocks[8].items[0].text: a line break"),
    "unknown picture": (SLEEP, "art: cup\n    alt", "art: pot\n    alt", "25:10: blocks[2].art: there is no picture `pot`"),
    "number without quotes": (SLEEP, '"Boil water"', "000", "64:42: blocks[8].items[0].text: a number or a yes/no stands where"),
    "truth without quotes": (SLEEP, 'caption: "A cup"', "caption: true", "27:14: blocks[2].caption: a number or a yes/no"),
    "number as a key message": (SLEEP, '{text: "Tea late can keep you awake.", claims: [A01]}', "1.10", "5:6: key: "),
    "unknown block": (SLEEP, "type: exercise", "type: quiz", "52:11: blocks[6].type: unknown type `quiz`"),
    "no block type": (SLEEP, "type: exercise\n    id", "id", "52:5: blocks[6]: `type` is missing"),
    "unknown surface": (SLEEP, "shows: [slide]", "shows: [slides]", "56:13: blocks[6].shows[0]: `slides` is not known here"),
    "id by position": (SLEEP, "id: sleep.tips.water", "id: sleep.tips.2", "22:14: blocks[1].items[1].id: an id is made of words"),
    "id in capitals": (SLEEP, "id: sleep.tips.water", "id: Sleep", "22:14: blocks[1].items[1].id: `Sleep` is not written"),
    "row of another length": (SLEEP, ', {id: sleep.table.tea, text: "Tea"}', "", "33:9: blocks[3].rows[0]: the row has 1 cells"),
    "values and points differ": (SLEEP, "values: [9, 1]", "values: [9]", "43:60: blocks[4].series[0].values: 1 values for 2 points"),
    "value above the top": (SLEEP, "values: [9, 1]", "values: [19, 1]", "43:60: blocks[4].series[0].values: a value is above"),
    "days out of order": (SLEEP, "day: 0,", "day: 3,", "42:13: blocks[4].points: the points are not in the order"),
    "anchor": (SLEEP, '"A cup of tea"', '&a "A cup"', "26:10: blocks[2].alt: anchors and aliases"),
    "tag": (SLEEP, '"A cup of tea"', '!!python/name:os.system "A"', "26:10: blocks[2].alt: the tag"),
    "U+2028": (SLEEP, "A cup of tea", "A cup\u2028of tea", "26:16: a character that can't be seen: U+2028 LINE SEPARATOR"),
    "bidi override": (SLEEP, "A cup of tea", "A \u202ecup", "26:13: a character that can't be seen: U+202E RIGHT-TO-LEFT OVERRIDE"),
    "escaped bidi override": (SLEEP, "A cup of tea", "A \\u202ecup", "26:10: blocks[2].alt: a character that can't be seen: U+202E"),
    "control character": (SLEEP, "A cup of tea", "A\x07 cup", "26:12: a character that can't be seen: U+0007"),
    "number against the file name": (SLEEP, "number: 1", "number: 2", "2:9: number: the number is 2 and the file name says 01"),
    "id against the file name": (SLEEP, "id: sleep\n", "id: sleeping\n", "1:5: id: the id is `sleeping` and the file name says"),
    "section twice": (TOPIC, "sections: [welcome, sleep]", "sections: [welcome, sleep, sleep]", "15:28: sections[2]: the section `sleep`"),
    "section without a file": (TOPIC, "sections: [welcome, sleep]", "sections: [welcome, sleep, nap]", "15:28: sections[2]: there is no file"),
    "order of files": (TOPIC, "sections: [welcome, sleep]", "sections: [sleep, welcome]", "15:11: sections: the files are numbered in another"),
    "unlisted section": (TOPIC, "sections: [welcome, sleep]", "sections: [sleep]", "00-welcome.yaml: no topic.yaml lists this section"),
    "topic id": (TOPIC, "id: tea\n", "id: coffee\n", "2:5: id: the id is `coffee` and the folder `tea`"),
    "words for a message": (TOPIC, "main_message: {text", 'main_message: "Tea is fine."  # {', "7:15: main_message: named fields are needed here"),
    "a word for a list": (TOPIC, "sections: [", "sections: a  # [", "15:11: sections: one value stands where a list is needed"),
    "a list for words": (TOPIC, 'version: "1.0"', "version: [a]", "3:10: version: one text is needed here, not a list"),
    "version as a number": (TOPIC, '"1.0"', "1.10", "3:10: version: a number or a yes/no stands where a text is needed: 1.10"),
    "a day that is not": (TOPIC, '"2026-11-22"', '"2026-02-30"', "4:7: date: a date is written as 2026-11-22"),
    "help twice": (TOPIC, "[emergency, crisis, drug_help, clinic]", "[crisis, crisis]", "13:19: help.kinds[1]: `crisis` is named twice"),
    "label with an unknown placeable": ("labels.yaml", '{text: "Draft"}', '{text: "{page}"}', "16:23: status.draft.text: unknown placeable {page}"),
    "label without its placeable": ("labels.yaml", "placeables: [version]", "placeables: [version, date]", "3:67: footer.version.placeables[1]"),
    "label that is missing": ("labels.yaml", 'fallback.region: {text: "your country"}\n', "", "1:1: the label `fallback.region` is missing"),
    "source that is unknown": ("claims.yaml", '{ref: tea-board, locator: "p. 3"', '{ref: tea, locator: "p. 3"', "10:13: [0].sources[1].ref: unknown source `tea`"),
    "claim without a source": ("claims.yaml", '  sources:\n    - {ref: tea-board, accessed: "2026-11-22"}\n', "", "16:7: [2].id: the claim M01 has no source"),
    "claim twice": ("claims.yaml", "id: A02", "id: A01", "11:7: [1].id: the id `A01` is used twice (first in line 1)"),
    "unknown verdict": ("claims.yaml", "verdict: drop", "verdict: maybe", "14:12: [1].verdict: `maybe` is not known here"),
    "pictogram without a drawing": ("pictograms/pictograms.yaml", "cup:", "pot:", "1:1: pot: there is no file pot.svg"),
    "pictogram without an entry": ("pictograms/pictograms.yaml", "cup:", "pot:", "pictograms.yaml: the drawing cup.svg has no entry"),
    "pictogram without words": ("pictograms/pictograms.yaml", '  alt: "A cup"\n', "", "2:3: cup: `alt` is missing"),
    "pictogram with empty words": ("pictograms/pictograms.yaml", '"A cup"', '""', "2:8: cup.alt: the text is empty"),
    "pictogram without its meaning": ("pictograms/pictograms.yaml", '  meaning: "Drink tea"\n', "", "2:3: cup: `meaning` is missing"),
    "pictogram that may be confused": ("pictograms/pictograms.yaml", '  not_to_confuse: "Coffee"\n', "", "2:3: cup: `not_to_confuse` is missing"),
    "pictogram with an unknown field": ("pictograms/pictograms.yaml", "mirror:", "mirrored:", "5:3: cup.mirrored: unknown field"),
    "pictogram with a stroke": ("pictograms/cup.svg", "<path ", '<path stroke="red" ', "cup.svg: the attribute stroke is not allowed"),
}  # fmt: skip


DIAGRAM = """\
  - type: diagram
    id: sleep.body
    art: cup
    alt: "A cup with two lines to it"
    spots:
      - {id: sleep.body.rim, text: "Rim", at: [5, 2]}
      - {id: sleep.body.foot, text: "Foot", at: [5, 9]}
  - type: bullets
    id: sleep.ways
    lead: "From here"
    branch: cup
    items:
      - {id: sleep.ways.one, text: "One way", art: cup}
"""

BAD_DIAGRAM = {
    "places that cross": ("at: [5, 2]", "at: [5, 20]", "spots: the places are not in order from the top down"),
    "place outside the drawing": ("at: [5, 9]", "at: [5, 99]", "spots[1].at: the place is outside the drawing, which is 48 by 48"),
    "half a place": ("at: [5, 9]", "at: [5]", "spots[1].at"),
    "one place only": ('      - {id: sleep.body.foot, text: "Foot", at: [5, 9]}\n', "", "spots"),
    "branches without a lead": ('    lead: "From here"\n', "", "branch: ways that branch off need a `lead`"),
    "branches without pictures": (", art: cup}\n", "}\n", "branch: ways that branch off need a `lead`"),
    "branches from no picture": ("branch: cup", "branch: pot", "branch: there is no picture `pot`"),
}  # fmt: skip


def test_diagrams_and_branches_are_read(folder: Path) -> None:
    """A diagram keeps its places, a list its branch."""
    (folder / SLEEP).write_text((folder / SLEEP).read_text(encoding="utf-8") + DIAGRAM, encoding="utf-8")
    *_, diagram, ways = content.load(folder, "tea").sections[1].blocks
    assert isinstance(diagram, Diagram)
    assert [(spot.text.text, spot.at) for spot in diagram.spots] == [("Rim", (5, 2)), ("Foot", (5, 9))]
    assert isinstance(ways, Bullets)
    assert ways.branch == "cup"


@pytest.mark.parametrize("name", BAD_DIAGRAM)
def test_bad_diagrams(name: str, folder: Path) -> None:
    """A diagram whose lines would cross or lead nowhere, and ways that part from nothing, are faults."""
    old, new, wanted = BAD_DIAGRAM[name]
    spoilt = DIAGRAM.replace(old, new)
    assert spoilt != DIAGRAM
    (folder / SLEEP).write_text((folder / SLEEP).read_text(encoding="utf-8") + spoilt, encoding="utf-8")
    assert any(wanted in fault for fault in faults_of(folder)), faults_of(folder)


def test_what_an_author_is_told_to_do(folder: Path, spoil: Spoil, golden: Golden) -> None:
    """Each fault says what to do about it, in words that a change of the code can't drop."""
    told = []
    for name, (file, old, new, _) in BAD.items():
        whole = (folder / file).read_bytes()
        spoil(file, old, new)
        with pytest.raises(ContentError) as caught:
            content.load(folder, "tea")
        told += [f"{name}:", *(f"  {fault.what} | {fault.advice}" for fault in caught.value.faults)]
        (folder / file).write_bytes(whole)
    golden(Path("told/spoiled-topics.txt"), "\n".join(told).replace(f"{folder.as_posix()}/", "") + "\n")


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str, folder: Path, spoil: Spoil) -> None:
    """A spoilt file gives a fault at the exact place, and nothing is loaded."""
    file, old, new, wanted = BAD[name]
    spoil(file, old, new)
    found = faults_of(folder)
    place = wanted if not wanted[0].isdigit() or wanted.startswith("00-") else f"{file}:{wanted}"
    assert any(place in fault for fault in found), "\n".join(found)


def test_drawings_without_a_word_about_them(folder: Path) -> None:
    """Drawings need pictograms.yaml; a folder without drawings does not."""
    (folder / "pictograms/pictograms.yaml").unlink()
    assert faults_of(folder) == ["pictograms/pictograms.yaml: there is no such file"]
    (folder / "pictograms/cup.svg").unlink()
    assert not any("pictograms.yaml" in fault for fault in faults_of(folder))


def test_every_fault_is_told_at_once(folder: Path, spoil: Spoil) -> None:
    """Faults in several files come together, in the order of files and lines."""
    spoil(SLEEP, "claims: [M01]", "claims: [Z99]")
    spoil(SLEEP, "art: cup\n    alt", "art: pot\n    alt")
    spoil(TOPIC, "{clinic_name}", "{clinic}")
    spoil("labels.yaml", '{text: "Draft"}', "{text: 3}")
    found = faults_of(folder)
    assert len(found) == 4
    assert found == sorted(found, key=lambda fault: fault.split(":")[0])


def test_not_utf_8(folder: Path) -> None:
    """A file in another encoding is refused at the first byte that is not UTF-8."""
    path = folder / SLEEP
    path.write_bytes(path.read_bytes().replace(b"A cup of tea", b"A caf\xe9"))
    assert faults_of(folder) == [f"{SLEEP}:26:16: the file is not UTF-8"]


def test_byte_order_mark_and_crlf_are_read(folder: Path) -> None:
    """A file saved by a Windows editor is read as any other."""
    path = folder / SLEEP
    before = content.load(folder, "tea")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert content.load(folder, "tea") == before


def test_file_name_of_a_section(folder: Path) -> None:
    """A section file must be named after its number and id."""
    (folder / SLEEP).rename(folder / "tea/sections/sleep.yaml")
    assert any("the file name is not NN-<id>.yaml" in fault for fault in faults_of(folder))


def test_numbers_run_without_a_gap(folder: Path) -> None:
    """Numbered sections count 1, 2, 3 in the order of the topic."""
    path = folder / SLEEP
    text = path.read_text(encoding="utf-8").replace("number: 1", "number: 3")
    path.unlink()
    (folder / "tea/sections/03-sleep.yaml").write_text(text, encoding="utf-8")
    assert any("2:9: number: the number is 3 where 1 comes next" in fault for fault in faults_of(folder))


def test_a_part_that_lacks_its_fields_is_told_which(folder: Path, spoil: Spoil) -> None:
    """Words where fields belong: the message names the fields that must be written, and not those that may."""
    spoil(TOPIC, "main_message: {text", 'main_message: "Tea is fine."  # {')
    with pytest.raises(ContentError, match=r"each on a line: `text: \.\.\.`\."):
        content.load(folder, "tea")


def test_similar_field_is_suggested(folder: Path, spoil: Spoil) -> None:
    """The advice for an unknown field names the one that was meant."""
    spoil(SLEEP, "    takeaway:", "    take_away:")
    with pytest.raises(ContentError, match="Did you mean `takeaway`"):
        content.load(folder, "tea")


def test_deep_nesting_is_a_fault(folder: Path) -> None:
    """A file made to exhaust the parser is refused like any broken one."""
    (folder / SLEEP).write_text("[" * 5000, encoding="utf-8")
    assert any("broken YAML" in fault for fault in faults_of(folder))


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "5\n"])
def test_file_without_a_section(folder: Path, text: str) -> None:
    """An empty file, a list or a number is no section, and says so."""
    (folder / SLEEP).write_text(text, encoding="utf-8")
    assert faults_of(folder)


def test_a_sheet_counts_its_facts(folder: Path, spoil: Spoil) -> None:
    """A document knows how many claims it rests on, and how many of them were read only in a copy or a quotation."""
    whole = content.load(folder, "tea")
    assert (whole.facts, whole.copied) == (2, 0)
    spoil("claims.yaml", "strength: moderate", "strength: moderate\n  secondhand: true")
    assert content.load(folder, "tea").copied == 1
