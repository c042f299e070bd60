"""What a clinic says of itself carries its own language, by the file or by its letters; signs and digits carry none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kit.document import ClinicCard, Options, Phone, select_sheet, sheets_for, spans
from kit.formats import FORMATS
from kit.locale import find
from kit.personalize import personalize
from kit.personalize.fields import in_own_languages, marked
from tests.conftest import ROOT, TODAY
from tests.sample import sample


@pytest.mark.parametrize(
    ("tag", "words", "runs"),
    [
        ("en", "Harbor Street Clinic", [("en", "Harbor Street Clinic")]),
        ("en", "Calle Mayor 12, 2.º piso", [("en", "Calle Mayor 12, 2.º piso")]),
        ("en", "مركز الشفاء 12", [("ar", "مركز الشفاء 12")]),
        ("en", "港湾街社区诊所", [("zh", "港湾街社区诊所")]),
        ("zh-Hans", "港湾街社区诊所", [("zh-Hans", "港湾街社区诊所")]),
        ("ar", "Calle Mayor 12, 2.º piso", [("en", "Calle Mayor 12, 2.º piso")]),
        ("hi", "Clinic مركز", [("en", "Clinic "), ("ar", "مركز")]),
        ("en", "8:00–18:00", [("en", "8:00–18:00")]),
    ],
)
def test_a_field_is_one_run_in_its_own_language(tag: str, words: str, runs: list[tuple[str, str]]) -> None:
    """One script is one run; where a field mixes scripts each has its own."""
    assert [(span.lang, span.text) for span in spans(marked(words, find(tag)), tag)] == runs


def test_the_language_that_the_file_names_wins() -> None:
    """A Spanish name in an English document is Spanish if the file says so, and unmarked in a Spanish one."""
    clinic = ClinicCard(id="a", name="Clínica del Puerto", langs=(("name", "es"),))
    assert in_own_languages(clinic, find("en")).name == "[[es:Clínica del Puerto]]"
    assert in_own_languages(clinic, find("es")).name == "Clínica del Puerto"


@pytest.mark.parametrize(
    ("tag", "named", "words", "runs"),
    [
        ("en", "ar", "النور คลินิก", [("ar", "النور "), ("th", "คลินิก")]),
        ("en", "vi", "Hy Vọng 希望", [("vi", "Hy Vọng "), ("zh", "希望")]),
        ("ar", "vi", "Hy Vọng النور", [("vi", "Hy Vọng "), ("ar", "النور")]),
        ("ar", "ar", "النور Lane", [("ar", "النور "), ("en", "Lane")]),
        ("en", "xx-QX", "Lane", [("xx-QX", "Lane")]),
        ("en", "vi", "24/7", [("vi", "24/7")]),
        ("en", "vi", "", []),
    ],
)
def test_a_named_language_has_the_words_in_its_own_script(tag: str, named: str, words: str, runs: list[tuple[str, str]]) -> None:
    """What a file names for a field is for the words that can be in that language: a voice can read no other letters by its rules."""
    assert [(span.lang, span.text) for span in spans(marked(words, find(tag), named), tag)] == runs


def test_a_sheet_with_a_clinic_in_another_script_passes_every_check() -> None:
    """Its name, address and hours are printed, each marked with the language a voice needs."""
    from kit.build.documents import translated

    clinic = ClinicCard(
        id="a", name="مركز الشفاء للرعاية", phone="+1 202-555-0143", address="Calle Mayor 12, 2.º piso", hours="周一至周五 8:00"
    )
    topic = personalize(translated(ROOT, "heroin-withdrawal", "en", TODAY), region=None, clinic=clinic, today=TODAY)
    (plan,) = sheets_for(topic, "sheet", ("get-help",))
    form = FORMATS["sheet"]
    document = form.fit(select_sheet(topic, plan), Options())
    data = form.write(document, Options())
    heard = form.read(data)
    assert [finding.message for finding in form.judge(document, Options(), data, heard)] == []
    assert ("ar", "مركز الشفاء للرعاية") in [pair for item in heard.items for pair in item.foreign]


_MIXED = ClinicCard(
    id="a",
    name="आशा क्लिनिक 58 and Łódź 希望诊所",
    phone="+1 202-555-0143",
    address="12 गांधी मार्ग, Building B, 和平路 7",
    hours="Monday 8–18, शनिवार 9–12, 周日 10–12",
)


@pytest.mark.parametrize("name", ["handout", "deck", "page"])
def test_a_clinic_that_mixes_scripts_passes_every_check_of_a_third_language(name: str) -> None:
    """Each run of its fields is marked with its own language, also where none of them is the document's."""
    document = replace(sample("ar"), clinic=in_own_languages(_MIXED, find("ar")))
    form = FORMATS[name]
    data = form.write(document, Options())
    heard = form.read(data)
    found = form.judge(document, Options(), data, heard)
    assert [finding.message for finding in found if finding.severity == "error"] == []
    assert "hi" in {lang for item in heard.items for lang in (item.lang, *(lang for lang, _ in item.foreign))}


@pytest.mark.parametrize(
    ("form", "sheet", "options"),
    [
        ("sheet", "get-help", Options()),
        ("sheet", "overdose", Options(edition="large-print")),
        ("leaflet", "overdose", Options()),
    ],
)
def test_an_extension_stands_behind_its_number_where_there_is_no_room_for_details(
    form: str, sheet: str, options: Options
) -> None:
    """The number alone would reach somebody else than the clinic; one without extension stays as it was."""
    from kit.build.documents import translated

    for extension, said in (("12", "202-555-0143 ext. 12"), ("", "202-555-0143")):
        phone = Phone(number="202-555-0143", whole=said, extension=extension)
        clinic = ClinicCard(id="a", name="Hill Street", phone=said, phones=(phone,))
        topic = personalize(translated(ROOT, "heroin-withdrawal", "en", TODAY), region=None, clinic=clinic, today=TODAY)
        (plan,) = sheets_for(topic, form, (sheet,))
        row = FORMATS[form]
        document = row.fit(select_sheet(topic, plan), options)
        data = row.write(document, options)
        heard = row.read(data)
        assert said in [item.text.strip() for item in heard.items]
        assert [finding.message for finding in row.judge(document, options, data, heard)] == []
