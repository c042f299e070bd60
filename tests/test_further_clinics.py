"""The files of a further clinic: what earlier ones left behind makes them quicker, and changes neither a byte nor what checks see."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit import caches
from kit.document import Document, Options
from kit.formats import FORMATS
from kit.locale import isolate, isolate_first_strong
from kit.text.paragraph import SetParagraph
from tests.bench import clinics
from tests.conftest import Golden
from tests.sample import sample

_NAMES = (
    "Harbor Clinic",
    "Quartz Jazz Clínica 67 on the Long and Winding Road by the Sea",
    "عيادة النور",
    "Harbor Clinic 2",
    "希望诊所",
)


def _clinics(locale: str) -> Iterator[Document]:
    """The sample for clinics that differ as real ones do: in name, script, number, and in what they say of themselves."""
    document = sample(locale)
    assert document.clinic
    for at, name in enumerate(_NAMES):
        clinic = dataclasses.replace(
            document.clinic,
            name=isolate_first_strong(name),
            phone=isolate(f"555-01{at}7"),
            hours="" if at == 1 else document.clinic.hours,
        )
        yield dataclasses.replace(document, clinic=clinic)
    yield dataclasses.replace(document, clinic=None)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["standard", "large-print"])
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("name", ["handout", "deck", "page"])
def test_each_clinics_file_has_the_bytes_of_a_build_without_any_cache(name: str, locale: str, edition: str) -> None:
    """Whatever came before, and in whatever order; what a reader hears and the checks find is the same, too."""
    form = FORMATS[name]
    if edition not in form.editions and edition != "standard":
        pytest.skip(f"no {edition} {name}")
    options = Options(edition=edition)  # type: ignore[arg-type]  # one of its two
    documents = [*_clinics(locale), *reversed(list(_clinics(locale)))]
    warm = [form.write(document, options) for document in documents]
    heard = [form.read(data) for data in warm]
    found = [form.judge(*each) for each in zip(documents, [options] * len(warm), warm, heard, strict=True)]
    for document, data, outline, findings in zip(documents, warm, heard, found, strict=True):
        caches.empty()
        assert form.write(document, options) == data
        assert form.read(data) == outline
        assert form.judge(document, options, data, outline) == findings


@pytest.mark.slow
def test_of_many_clinics_only_the_last_ones_are_remembered() -> None:
    """What belongs to one clinic alone is forgotten some hundred files later: as many paragraphs are held after 320 sheets as after 192."""
    caches.empty()
    held = []
    for at, job in enumerate(clinics.jobs("sheet", "en", 320), start=1):
        assert len(list(clinics.steps(job))) == len(clinics.STEPS)
        if at in (192, 320):  # at the same place between two turns
            gc.unfreeze()
            gc.collect()
            held.append(sum(isinstance(each, SetParagraph) for each in gc.get_objects()))
    assert held[1] <= held[0] + 4


@pytest.mark.parametrize("name", ["handout", "deck"])
def test_a_wrong_number_in_a_later_clinics_file_is_found(name: str) -> None:
    """After many files of others, a file that says another clinic's number or name is held back as it is by an empty process."""
    form, options = FORMATS[name], Options()
    documents = [document for document in _clinics("en") if document.clinic and "Harbor" in document.clinic.name]
    files = [form.write(document, options) for document in documents]
    for document, data in zip(documents, files, strict=True):
        assert not [one for one in form.judge(document, options, data, form.read(data)) if one.severity == "error"]
    for document, data in zip(documents, files[1:], strict=False):
        warm = form.judge(document, options, data, form.read(data))
        assert any(finding.id.startswith("roundtrip") and finding.severity == "error" for finding in warm)
        caches.empty()
        assert form.judge(document, options, data, form.read(data)) == warm


@pytest.mark.parametrize(
    ("name", "locale"), [("handout", "en"), ("handout", "ar"), ("deck", "en"), ("deck", "ar"), ("page", "en")]
)
def test_what_was_kept_is_found_again(name: str, locale: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the second clinic's file these caches give back what the first file left in them: one that no longer does is no cache."""
    form, options = FORMATS[name], Options()
    found: set[int] = set()
    for kind in (caches.KeptValues, caches.KeptOf, caches.KeptVersions):
        for ask in ("get", "take"):
            if hasattr(kind, ask):
                monkeypatch.setattr(kind, ask, _noting(getattr(kind, ask), found))
    caches.empty()
    hits: dict[str, int] = {}
    for document in list(_clinics(locale))[::3]:
        hits = {key: _hits(cache) for key, cache in caches.caches()}
        found.clear()
        data = form.write(document, options)
        form.judge(document, options, data, form.read(data))
    used = [key for key, cache in caches.caches() if id(cache) in found or _hits(cache) > hits.get(key, 0)]
    golden(Path("kept") / f"{name}-{locale}.txt", "".join(f"{key}\n" for key in used))


def _noting(ask: Any, found: set[int]) -> Any:
    """The same way to ask a cache, which notes the caches that had something."""

    def asked(self: object, *key: Any) -> Any:
        value = ask(self, *key)
        if value is not None:
            found.add(id(self))
        return value

    return asked


def _hits(cache: Any) -> int:
    return int(cache.cache_info().hits) if hasattr(cache, "cache_info") else 0
