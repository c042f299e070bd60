"""From a request to its jobs, and from a job to what it shows, on a small topic in English and a little Arabic: goldens of both."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit import build
from kit.build import documents
from kit.build.offering import named
from kit.build.plan import bound, not_there, plan, stale_numbers
from kit.document import ClinicCard, Document, Options, texts
from kit.errors import KitError
from kit.formats import FORMATS
from tests.conftest import ROOT, TODAY, Golden
from tests.content.conftest import FILES, write
from tests.small_topic import make_whole

DAY = FILES["tea/sheets/night.yaml"].replace("id: night", "id: sheet-day").replace("At night", "By day").replace("No tea", "Tea")
HILL = ClinicCard(id="hill", name="Hill", phone="1")
Ask = Callable[..., build.Request]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small topic with two sheets."""
    return make_whole(write({**FILES, "tea/sheets/sheet-day.yaml": DAY}, tmp_path_factory.mktemp("p")), ROOT)


@pytest.fixture(scope="module")
def ask(project: Path) -> Ask:
    """A request for the topic, changed as one likes."""
    bare = build.Request(root=project, out=project / "output", topics=("tea",), today=TODAY)
    return lambda **changes: dataclasses.replace(bare, **changes)


def _line(job: build.Job) -> str:
    """A job with all that is not as in every other."""
    usual = {"root", "out", "today", "topic", "members"}
    values = {field.name: getattr(job, field.name) for field in dataclasses.fields(job) if field.name not in usual}
    values["options"] = " ".join(f"{name}={value}" for name, value in dataclasses.asdict(job.options).items() if value)
    values["clinic"] = job.clinic.id if job.clinic else ""
    return " | ".join(f"{name} {value}" for name, value in values.items() if value)


REQUESTS: dict[str, dict[str, Any]] = {
    "all that is offered": {},
    "half English too": {"partial": True, "locales": ("ar",)},
    "one format": {"locales": ("en",), "formats": ("handout",)},
    "an edition": {"locales": ("en",), "editions": ("large-print",)},
    "a region on letter": {"locales": ("en",), "formats": ("page", "handout"), "region": "US"},
    "a paper that was asked for": {"locales": ("en",), "formats": ("handout",), "region": "US", "paper": "a4"},
    "clinics": {"locales": ("en",), "formats": ("page",), "clinics": (HILL, dataclasses.replace(HILL, id="dale"))},
    "a session": {"locales": ("en",), "formats": ("deck", "handout"), "sessions": (20, 45)},
    "no session of that length": {"locales": ("en",), "formats": ("deck",), "sessions": (45,)},
    "parts": {"locales": ("en",), "formats": ("deck", "handout", "page"), "parts": ("1",)},
    "a sheet": {"locales": ("en",), "formats": ("sheet",), "sheets": ("day",)},
    "no such sheet": {"locales": ("en",), "formats": ("sheet",), "sheets": ("noon",)},
    "a packet": {"locales": ("en",), "formats": ("packet",)},
    "a packet of one": {"locales": ("en",), "formats": ("packet",), "sheets": ("night",)},
    "to write on": {"locales": ("en",), "formats": ("handout", "page"), "options": Options(fillable=True)},
    "with a second language": {"formats": ("sheet", "handout"), "beside": "en", "partial": True},
    "the second of three parts": {"locales": ("en",), "shard": (2, 3)},
    "all but the first of two": {"locales": ("en",), "shard": (2, 2), "formats": ("handout", "page")},
}


def test_a_request_becomes_the_jobs_that_it_became(ask: Ask, golden: Golden) -> None:
    """Which files, in which order, in which editions, on which paper, with whom and what beside."""
    lines = []
    for name, changes in REQUESTS.items():
        lines.append(f"{name}:\n")
        for job in plan(ask(**changes)):
            lines += [f"  {_line(job)}\n", *(f"    with {_line(member)}\n" for member in job.members)]
    golden(Path("plans.txt"), "".join(lines))


def test_parts_of_a_request_are_all_of_it(ask: Ask) -> None:
    """Each job is in one of them, and none in two."""
    whole = plan(ask())
    parts = [plan(ask(shard=(index, 3))) for index in (1, 2, 3)]
    assert sorted((job for part in parts for job in part), key=whole.index) == list(whole)
    assert {len(part) for part in parts} <= {len(whole) // 3, len(whole) // 3 + 1}


def test_what_is_not_there_is_told_once_for_all_editions_and_clinics(ask: Ask) -> None:
    """Each product that a language lacks, in the order in which they were asked for; what is offered is not among them."""
    lacking = not_there(ask(clinics=(HILL,)))
    assert {(job.locale, job.clinic) for job in lacking} == {("ar", None)}
    assert [(job.format, job.sheet, job.session, job.edition) for job in lacking] == [
        (job.format, job.sheet, job.session, job.edition)
        for job in plan(ask(partial=True, locales=("ar",)))
        if job.edition in ("", "standard")
    ]
    assert all(lack.missing and not lack.wrong for lack in lacking.values())
    assert not_there(ask(locales=("en",))) == {}


def test_sheets_are_bound_where_they_lie_on_one_paper(ask: Ask) -> None:
    """Two make a packet, in their order; one is none, and what is no sheet, or printed otherwise, stays out."""
    jobs = plan(ask(locales=("en",)))
    sheets = [job for job in jobs if job.format == "sheet"]
    standard, large = ([job for job in sheets if job.edition == edition] for edition in ("standard", "large-print"))
    packet = bound([*jobs[:1], *standard, *large])
    assert packet
    assert packet.format == FORMATS[packet.format].name == "packet"
    assert (packet.sheet, packet.beside, packet.edition) == ("", "", "standard")
    assert [member.sheet for member in packet.members] == [job.sheet for job in standard]
    assert bound([standard[0], *large]) is None
    assert bound([*large, standard[0]]) is not None
    assert bound([]) is None
    both = bound([dataclasses.replace(standard[0], beside="ar"), dataclasses.replace(standard[1], beside="ar")])
    assert both
    assert [(member.locale, member.beside) for member in both.members] == [("en", ""), ("ar", "")] * 2


def test_numbers_that_run_out_are_told_with_their_region(ask: Ask) -> None:
    """Sixty days before they expire; nobody who prints no numbers is told."""
    assert stale_numbers(ask()) == ()
    assert stale_numbers(ask(region="US")) == ()
    late = datetime.date(2027, 5, 21)
    assert [finding.id for finding in stale_numbers(ask(region="US", today=late))]
    assert stale_numbers(ask(today=late)) == ()


def _shown(document: Document) -> str:
    """A Document in a line: what it is called, where it stands, its code without the letters of its words, and its texts."""
    code = document.code.rpartition("-")[0]
    ids = [text.id.removeprefix("tea/") for text in texts(document) if not text.id.startswith("labels/")]
    return f"{document.title.text} | {document.locale.tag} | {document.status} | {code} | {len(document.bound)} | {' '.join(ids)}"


def test_a_job_shows_what_it_showed(ask: Ask, golden: Golden) -> None:
    """Of each product: title, status, code, texts in order; with a second language both."""
    jobs = plan(ask(partial=True, editions=("standard",)))
    turned = plan(ask(partial=True, formats=("sheet",), editions=("standard",), beside="en", locales=("ar",)))
    parts = plan(ask(locales=("en",), formats=("handout",), parts=("1",), editions=("standard",)))
    lines = []
    packets = plan(ask(locales=("en",), formats=("packet",), editions=("standard",)))
    for job in (*jobs, *turned, *parts, *packets):
        lines.append(f"{named(job)}: {documents.title_of(job).text}\n")
        lines += [f"  {_shown(document)}\n" for document in documents.translations(job)]
        made = documents.ready(job)
        lines.append(f"  ready {_shown(made)}\n")
        assert _shown(documents.shown_of(job)) == _shown(documents.translations(job)[0])
        assert documents.shown_of(job).bound == ()
    golden(Path("shown.txt"), "".join(lines))


def test_a_code_is_that_of_its_words(ask: Ask, project: Path) -> None:
    """Two initials, three letters of each further word, version and language; four letters that change with any word and with nothing else."""
    document = documents.translated(project, "tea", "en", TODAY)
    assert document.code[:-4] == "T1.0-en-"
    assert set(document.code[-4:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    title = dataclasses.replace(document.title, text="Teas")
    named = dataclasses.replace(document, topic="heroin-withdrawal-family-people")
    assert documents._code(named, "ar") == f"HWFAMPEO1.0-ar-{document.code[-4:]}"
    assert documents._code(dataclasses.replace(document, title=title), "en")[-4:] != document.code[-4:]
    assert documents._code(dataclasses.replace(document, region="US"), "en") == document.code


def test_a_script_for_a_format_that_there_is_not_is_told(ask: Ask) -> None:
    """With the file in which the language says so, and the names that it may write."""
    (job,) = plan(ask(locales=("en",), formats=("page",)))
    document = documents.translated(job.root, "tea", "en", TODAY)
    odd = dataclasses.replace(document, locale=dataclasses.replace(document.locale, scripts=(("pamphlet", "Latn"),)))
    with pytest.raises(KitError, match=r"locales/en/locale\.toml: unknown format 'pamphlet'") as caught:
        documents._set_for(odd, job)
    assert "handout" in caught.value.advice
    good = dataclasses.replace(document, locale=dataclasses.replace(document.locale, scripts=(("page", "Latn"),)))
    assert documents._set_for(good, job).locale


def test_what_people_say_where_the_reader_is_stands_beside(ask: Ask) -> None:
    """In a language of the region that the kit has and that is neither English nor the reader's own."""
    (job,) = plan(ask(locales=("ar",), formats=("page",), partial=True, region="US"))
    region = documents.region_of(job)
    assert region
    assert documents.there(job, None, "ar") is None
    assert documents.there(job, region, "ar") is None  # English needs no catalog
    arabic = dataclasses.replace(region, languages=("ar", "en"))
    assert documents.there(job, arabic, "ar") is None  # it is her own
    found = documents.there(job, arabic, "es")
    assert found
    assert found.locale.tag == "ar"
    assert documents.there(job, dataclasses.replace(region, languages=("fr",)), "ar") is None  # the kit has none
    assert documents.region_of(dataclasses.replace(job, region="")) is None


def test_what_was_read_is_forgotten_whole_or_but_for_the_english(project: Path) -> None:
    """Where words of another language have changed the English need not be read again."""
    english = documents.source(project, "tea")
    arabic = documents.translated(project, "tea", "ar", TODAY)
    documents.forget(english=False)
    assert documents.source(project, "tea") is english
    assert documents.translated(project, "tea", "ar", TODAY) is not arabic
    assert documents.source.cache_info().currsize > 0
    documents.forget()
    assert documents.source.cache_info().currsize == 0


def test_a_layout_is_tried_in_a_test_language(project: Path) -> None:
    """Longer words, or from right to left; with a code, and a draft for ever."""
    made = documents.trial(project, "tea", "en-XA", TODAY)
    assert made.status == "draft"
    assert made.code.startswith("T1.0-en-XA-")
    assert len(made.title.text) > len("Tea")
