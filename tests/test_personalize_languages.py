"""kit.personalize: what a reader is told in her language of lines and laws, and the words to say on the phone."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from kit import content
from kit.document import Contact, Document, Steps, Table, Text, map_texts
from kit.errors import KitError
from kit.locale import FSI, LRI, PDI, find
from kit.personalize import line_findings, personalize, refuse_future, spoken_languages
from tests.content.conftest import FILES, write
from tests.test_personalize import line, region

TODAY = datetime.date(2026, 11, 28)

LABELS = """\
line.press: {text: "For {language}, press {key}.", placeables: [language, key]}
line.speaks: {text: "They speak {language}.", placeables: [language]}
line.keyword: {text: "Text {word}.", placeables: [word]}
line.interpreter: {text: "Say: {language}.", placeables: [language]}
hint.use_alone: {text: "A line that stays with you"}
law.us: {text: "Most states protect you."}
call.say: {text: "Say in {language}", placeables: [language]}
call.meaning: {text: "What it means"}
call.summary: {text: "Words in {language} and what they mean.", placeables: [language]}
"""

SCRIPT = """\
  - type: steps
    id: sleep.script
    spoken: true
    items:
      - {id: sleep.script.what, text: "No tea. {law}"}
      - {id: sleep.script.who, text: "{language} interpreter, please.", foreign: true}
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """The small topic with words to say, asking for every kind of line."""
    files = dict(FILES)
    files["labels.yaml"] += LABELS
    files["tea/sections/01-sleep.yaml"] += SCRIPT
    files["tea/topic.yaml"] = files["tea/topic.yaml"].replace("[emergency, crisis, drug_help, clinic]", "[crisis, use_alone]")
    return content.load(write(files, tmp_path), "tea")


def translated(document: Document, tag: str) -> Document:
    """The document as if translated: each text in this language, in capitals."""

    def change(text: Text) -> Text:
        return text if text.verbatim else replace(text, text=f"{tag}:{text.source}", lang=tag, state="human")

    return replace(map_texts(document, change), locale=find(tag))


def first(document: Document) -> Contact:
    """The first line of help."""
    return document.help.entries[0]


def details(document: Document, **changes: object) -> list[str]:
    """What stands beside a crisis line of a region where English is spoken."""
    us = region(line("crisis", "988", **changes))
    return [text.text for text in first(personalize(document, region=us, clinic=None, today=TODAY)).details]


def test_a_choice_prints_in_its_language_only(document: Document) -> None:
    """Which key to press and which word to text is told to the reader of that language, by its own name, and to nobody else."""
    changes = {"languages": ("en", "es"), "choices": (("es", "2"),), "keywords": (("es", "AYUDA"),)}
    assert details(translated(document, "es"), **changes) == [
        f"es:For {FSI}español{PDI}, press {LRI}2{PDI}.",
        f"es:Text {LRI}AYUDA{PDI}.",
    ]
    assert details(translated(document, "ar"), **changes) == []
    assert details(document, **changes) == []


def test_a_line_says_that_it_speaks_the_readers_language(document: Document) -> None:
    """A line that answers in another language says so in that language; one that calls interpreters tells what to say."""
    assert details(translated(document, "es"), languages=("en", "es")) == [f"es:They speak {FSI}español{PDI}."]
    assert details(translated(document, "ar"), interpreters=True) == [f"ar:Say: {LRI}Arabic{PDI}."]
    assert details(document, interpreters=True) == []


def test_a_name_is_in_the_readers_language_where_the_service_has_one(document: Document) -> None:
    """A name that a service gives itself in a language stands on sheets of that language, tagged so; else its first name."""
    us = region(line("crisis", "988", name="The Line", names=(("es", "La Línea"),)))
    found = {tag: first(personalize(translated(document, tag), region=us, clinic=None, today=TODAY)).name for tag in ("es", "hi")}
    assert [(name.text, name.lang) for name in found.values() if name] == [("La Línea", "es"), ("The Line", "en")]


def test_an_empty_line_says_what_it_is_for(document: Document) -> None:
    """A line to write on carries a word on what belongs there, where the label alone does not say it."""
    found = personalize(document, region=None, clinic=None, today=TODAY)
    assert [(entry.value, [text.text for text in entry.details]) for entry in found.help.entries] == [
        ("", []),
        ("", ["A line that stays with you"]),
    ]


def test_numbers_carry_the_day_of_their_check(document: Document) -> None:
    """Each printed number knows when it was checked, and the document the oldest of these days."""
    us = region(line("crisis", "988"), line("use_alone", "1", checked_on="2026-11-20"), line("poison", "2", confirmed=False))
    found = personalize(document, region=us, clinic=None, today=TODAY)
    assert [entry.checked_on for entry in found.help.entries] == ["2026-11-22", "2026-11-20"]
    assert found.numbers_checked == "2026-11-20"
    assert personalize(document, region=None, clinic=None, today=TODAY).numbers_checked == ""


def test_a_number_checked_tomorrow_is_not_printed_and_refused(document: Document) -> None:
    """A day that has not come is no check: the number stays off the sheet, and a build says whose file is wrong."""
    us = region(line("crisis", "988", checked_on="2026-11-29"))
    assert first(personalize(document, region=us, clinic=None, today=TODAY)).value == ""
    with pytest.raises(KitError, match="A line 988 on 2026-11-29"):
        refuse_future(us, TODAY)
    refuse_future(region(line("crisis", "988")), TODAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expires_on": "2026-11-28"}, ["line-expired"]),
        ({"expires_on": "2027-01-27"}, ["line-expires"]),
        ({"expires_on": "2027-01-28"}, []),
        ({"expires_on": "2026-11-28", "confirmed": False}, []),
    ],
)
def test_a_build_tells_of_numbers_that_expire(changes: dict[str, object], said: list[str]) -> None:
    """Confirmed numbers that have expired, or will within 60 days, are told of; those nobody confirmed are not printed anyway."""
    assert [finding.id for finding in line_findings(region(line("crisis", "988", **changes)), TODAY)] == said


def script(document: Document) -> Steps | Table:
    """The block with the words to say."""
    block = document.sections[1].blocks[-1]
    assert isinstance(block, Steps | Table)
    return block


def test_the_law_of_the_place_stands_in_the_sentence(document: Document) -> None:
    """A region's confirmed law is said; elsewhere the words for any place."""
    us = region(line("law", "", label="law.us"))
    said = script(personalize(document, region=us, clinic=None, today=TODAY))
    assert isinstance(said, Steps)
    assert said.items[0].text.text == "No tea. Most states protect you."
    doubtful = region(line("law", "", label="law.us", confirmed=False))
    said = script(personalize(document, region=doubtful, clinic=None, today=TODAY))
    assert isinstance(said, Steps)
    assert said.items[0].text.text == "No tea. Rules differ."


def test_who_speaks_the_language_of_the_place_needs_no_interpreter(document: Document) -> None:
    """The words stand alone, without the request for an interpreter."""
    said = script(personalize(document, region=region(), clinic=None, today=TODAY))
    assert isinstance(said, Steps)
    assert [item.text.id for item in said.items] == ["tea/sleep.script.what"]


def test_words_to_say_stand_beside_those_of_the_place(document: Document) -> None:
    """An Arabic reader in the United States gets the English to say, with her language named in English, and what it means."""
    said = script(personalize(translated(document, "ar"), region=region(), clinic=None, today=TODAY))
    assert isinstance(said, Table)
    assert [column.text for column in said.columns] == [f"ar:Say in {FSI}الإنجليزية{PDI}", "ar:What it means"]
    assert [[(cell.text, cell.lang) for cell in row] for row in said.rows] == [
        [("No tea. Rules differ.", "en"), ("ar:No tea. ar:Rules differ.", "ar")],
        [("Arabic interpreter, please.", "en"), ("ar:العربية interpreter, please.", "ar")],
    ]
    assert all(row[0].verbatim for row in said.rows)


def test_words_to_say_in_another_language_than_english(document: Document) -> None:
    """In a place where Spanish is spoken the words come from the Spanish translation; without one the reader keeps her own."""
    arabic, mexico = translated(document, "ar"), replace(region(), code="MX", languages=("es",))
    said = script(personalize(arabic, region=mexico, clinic=None, today=TODAY, there=translated(document, "es")))
    assert isinstance(said, Table)
    assert [(row[0].text, row[0].lang) for row in said.rows][1] == ("es:árabe interpreter, please.", "es")
    alone = script(personalize(arabic, region=mexico, clinic=None, today=TODAY))
    assert isinstance(alone, Steps)
    assert len(alone.items) == 2


@pytest.mark.parametrize(("tag", "wanted"), [("en", ()), ("es", ("en",)), ("zh-Hans", ("en",))])
def test_which_languages_the_words_are_said_in(tag: str, wanted: tuple[str, ...]) -> None:
    """None for a reader whom people there understand; without a region, English."""
    assert spoken_languages(None, tag) == wanted
    assert spoken_languages(region(), tag) == wanted


def test_real_regions_say_which_languages_are_spoken(root: Path) -> None:
    """Every region has its languages, each confirmed law a label, and Spanish readers in the United States learn to press 2."""
    regions = content.regions(root / "content")
    assert all(found.languages for found in regions.values())
    crisis = next(one for one in regions["US"].lines if one.kind == "crisis")
    assert dict(crisis.choices) == {"es": "2"}
    assert {one.label for found in regions.values() for one in found.lines if one.kind == "law"} == {"law.us", "law.ca"}
