"""kit.personalize: numbers and names put in, and nothing printed that nobody confirmed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kit import content
from kit.document import (
    ClinicCard,
    Contact,
    Contacts,
    Document,
    HelpLine,
    Region,
    Text,
    map_texts,
    placeables,
    plain,
    spans,
    texts,
)
from kit.locale import FSI, LRI, PDI, find
from kit.personalize import personalize, unprinted
from tests.sample import sample

TODAY = datetime.date(2026, 11, 28)
KINDS = ("emergency", "crisis", "drug_help", "treatment_finder", "use_alone", "clinic")
NAMES = ("emergency_number", "crisis_line", "drug_line", "clinic_name", "clinic_phone", "region")
CARD = ClinicCard(id="hill", name=f"{FSI}Hill Street{PDI}", phone=f"{LRI}202-555-0143{PDI}", web="https://example.org")


def words(name: str, text: str, lang: str = "en") -> Text:
    """A text."""
    return Text(id=name, source=text, text=text, lang=lang)


def line(kind: str, value: str, **changes: object) -> HelpLine:
    """A confirmed help line."""
    made = HelpLine(
        kind=kind,  # type: ignore[arg-type]
        value=value,
        name="A line",
        name_lang="en",
        source="A test",
        checked_on="2026-11-22",
        expires_on="2027-05-22",
        confirmed=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def region(*lines: HelpLine) -> Region:
    """A territory with these lines."""
    return Region(code="US", name="The States", lines=lines)


@pytest.fixture
def document() -> Document:
    """The sample document with every placeable in its key message and a contacts block that asks for every kind."""
    made = sample(region=False, clinic=False)
    labels = [
        *(words(f"labels/contact.{kind}", f"Label of {kind}") for kind in KINDS if kind not in {"emergency", "crisis"}),
        *(words(f"labels/fallback.{name}", f"some {name}") for name in NAMES),
        words("labels/fallback.law", "Rules differ."),
        words("labels/hours.always", "Always"),
        words("labels/way.text", "Text"),
        words("labels/cost.free", "Free"),
        words("labels/logo", "Logo of {clinic_name}, version {version}, page {page}"),
    ]
    key = words("sample/key", " / ".join(f"{{{name}}}" for name in (*NAMES, "version", "date", "code", "status")))
    section = replace(made.sections[0], key=key, blocks=(*made.sections[0].blocks, replace(made.help, kinds=("crisis",))))
    return replace(made, labels=(*made.labels, *labels), sections=(section,), help=replace(made.help, kinds=KINDS, entries=()))


def key(document: Document) -> list[str]:
    """The values in the key message."""
    return document.sections[0].key.text.split(" / ")


def test_without_region_and_clinic(document: Document) -> None:
    """Sentences take the words of the fallback labels, and every kind becomes one line to write on."""
    found = personalize(document, region=None, clinic=None, today=TODAY)
    assert key(found)[:6] == [f"some {name}" for name in NAMES]
    assert [(entry.kind, entry.value, entry.url) for entry in found.help.entries] == [(kind, "", "") for kind in KINDS]
    assert (found.region, found.clinic) == ("", None)


def test_with_region_and_clinic(document: Document) -> None:
    """Sentences take isolated numbers and names, lists take the lines in the order the content asks for."""
    us = region(line("crisis", "988"), line("emergency", "911"), line("drug_help", "1-800-555-0143"))
    found = personalize(document, region=us, clinic=CARD, today=TODAY)
    assert key(found) == [
        f"{LRI}911{PDI}",
        f"{LRI}988{PDI}",
        f"{LRI}1-800-555-0143{PDI}",
        f"{FSI}Hill Street{PDI}",
        f"{LRI}202-555-0143{PDI}",
        f"{FSI}United States{PDI}",
        f"{LRI}1.0{PDI}",
        f"{FSI}22 November 2026{PDI}",
        f"{LRI}SA-1.0{PDI}",
        "Draft",
    ]
    numbers = [f"{LRI}911{PDI}", f"{LRI}988{PDI}", f"{LRI}1-800-555-0143{PDI}", "", "", f"{LRI}202-555-0143{PDI}"]
    assert [entry.value for entry in found.help.entries] == numbers
    assert [entry.kind for entry in found.help.entries] == list(KINDS)
    assert (found.region, found.clinic) == ("US", CARD)


def test_contacts_inside_sections_are_filled(document: Document) -> None:
    """A list of numbers in a section gets its lines like the one at the top."""
    found = personalize(document, region=region(line("crisis", "988")), clinic=None, today=TODAY)
    block = found.sections[0].blocks[-1]
    assert isinstance(block, Contacts)
    assert [entry.value for entry in block.entries] == [f"{LRI}988{PDI}"]


def test_contact_says_how_to_reach_it(document: Document) -> None:
    """A line carries its label, its own name in its own language, its ways, hours and cost, and its address."""
    full = line(
        "crisis",
        "988",
        name="Línea",
        name_lang="es",
        ways=("way.text",),
        hours="hours.always",
        cost="cost.free",
        url="https://example.org",
    )
    entry = personalize(document, region=region(full), clinic=None, today=TODAY).help.entries[1]
    assert entry.label.id == "labels/contact.crisis"
    assert entry.name is not None
    assert (entry.name.text, entry.name.lang, entry.name.verbatim) == ("Línea", "es", True)
    assert [detail.text for detail in entry.details] == ["Text", "Always", "Free"]
    assert entry.url == "https://example.org"


def test_several_lines_of_a_kind(document: Document) -> None:
    """All lines of a kind are listed; a sentence takes the first that has a number."""
    us = region(line("crisis", "", url="https://example.org"), line("crisis", "988"), line("crisis", "989"))
    found = personalize(document, region=us, clinic=None, today=TODAY)
    assert [entry.value for entry in found.help.entries if entry.kind == "crisis"] == ["", f"{LRI}988{PDI}", f"{LRI}989{PDI}"]
    assert key(found)[1] == f"{LRI}988{PDI}"


@pytest.mark.parametrize("bad", [{"confirmed": False}, {"expires_on": "2026-11-28"}, {"expires_on": "2025-01-01"}])
def test_doubtful_lines_are_never_printed(document: Document, bad: dict[str, object]) -> None:
    """An unconfirmed or expired number appears nowhere; a line to write on stands in its place."""
    us = region(line("emergency", "911", **bad), line("crisis", "988", **bad))
    found = personalize(document, region=us, clinic=None, today=TODAY)
    assert unprinted(us, TODAY) == us.lines
    assert not any(number in text.text for text in texts(found) for number in ("911", "988"))
    assert [entry.value for entry in found.help.entries] == [""] * len(KINDS)
    assert key(found)[0] == "some emergency_number"


def test_line_is_good_on_its_last_day(document: Document) -> None:
    """A number is printed until the day before it expires."""
    us = region(line("emergency", "911", expires_on="2026-11-29"))
    assert not unprinted(us, TODAY)
    assert personalize(document, region=us, clinic=None, today=TODAY).help.entries[0].value == f"{LRI}911{PDI}"


def test_clinic_without_a_phone(document: Document) -> None:
    """A clinic that gives no phone gets its name and a line to write the number on."""
    found = personalize(document, region=None, clinic=replace(CARD, phone=""), today=TODAY)
    last = found.help.entries[-1]
    assert isinstance(last, Contact)
    assert last.name is not None
    assert (last.kind, last.value, last.name.text) == ("clinic", "", CARD.name)
    assert key(found)[4] == "some clinic_phone"


def test_labels_keep_what_a_writer_fills(document: Document) -> None:
    """A label's own placeables stay for its writer; clinic and numbers are filled."""
    label = personalize(document, region=None, clinic=CARD, today=TODAY).label("logo")
    assert label.text == f"Logo of {CARD.name}, version {{version}}, page {{page}}"


def test_nothing_else_changes(document: Document) -> None:
    """Ids, sources, languages and states stay as they were, in order."""
    found = personalize(document, region=None, clinic=None, today=TODAY)
    before = [(text.id, text.source, text.lang, text.state) for text in texts(document.sections[0].key)]
    assert [(text.id, text.source, text.lang, text.state) for text in texts(found.sections[0].key)] == before


def test_country_is_named_in_the_language_of_the_sheet(document: Document) -> None:
    """The region's name is that of the document's language."""
    spanish = map_texts(document, lambda text: replace(text, lang="es"))
    found = personalize(replace(spanish, locale=find("es")), region=region(), clinic=None, today=TODAY)
    assert key(found)[5] == f"{FSI}Estados Unidos{PDI}"


def test_markup_in_a_verbatim_text_stays(document: Document) -> None:
    """The name of a source or a service is never filled."""
    source = Text(id="source/x", source="{region}", text="{region}", lang="en", verbatim=True)
    found = personalize(replace(document, notices=(source,)), region=None, clinic=None, today=TODAY)
    assert found.notices == (source,)


def shown(document: Document) -> Iterator[Text]:
    """The document's texts but for the label templates."""
    for text in texts(document):
        if not text.id.startswith("labels/") and not text.verbatim:
            yield text


@pytest.mark.parametrize("code", [None, "US", "GB", "DE"])
def test_real_content_keeps_no_placeable(root: Path, code: str | None) -> None:
    """In the real topic every placeable is filled, with and without a region."""
    folder = root / "content"
    made = replace(content.load(folder, "heroin-withdrawal"), code="HW-1.0")
    found = personalize(made, region=content.region(folder, code) if code else None, clinic=None, today=TODAY)
    assert [text.id for text in shown(found) if placeables(text.text)] == []


def test_us_sheet_gives_911_and_988(root: Path) -> None:
    """With the United States as region the help list gives 911 and 988."""
    folder = root / "content"
    made = content.load(folder, "heroin-withdrawal")
    found = personalize(made, region=content.region(folder, "US"), clinic=None, today=TODAY)
    values = {entry.value for entry in found.help.entries}
    assert {f"{LRI}911{PDI}", f"{LRI}988{PDI}"} <= values


def test_a_sentence_still_in_english_gets_english_words() -> None:
    """In an Arabic document, a text without a translation is filled with the English fallback, not the Arabic one."""
    made = sample("ar", region=False, clinic=False)
    labels = (Text(id=f"labels/fallback.{name}", source=f"some {name}", text="كلمات", lang="ar") for name in (*NAMES, "law"))
    english = replace(made.audience, text="Call {crisis_line}.", source="Call {crisis_line}.", lang="en", state="missing")
    made = replace(made, audience=english, labels=(*made.labels, *labels))
    filled = personalize(made, region=None, clinic=None, today=TODAY)
    assert plain(filled.audience.text) == f"الإنجليزية: {FSI}Call some crisis_line.{PDI}"
    assert {span.lang for span in spans(filled.audience.text, "ar")} == {"ar", "en"}
