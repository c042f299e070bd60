"""Packets, sheets in two languages and booklets in every language before our own checks, veraPDF and other readers. Slow: CI only."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kit import build, content
from kit.build import Job
from kit.document import Options
from kit.formats import FORMATS
from tests import extraction
from tests.conftest import ROOT, TODAY
from tests.validators import need_verapdf, verapdf

pytestmark = [pytest.mark.slow, pytest.mark.validator]


def _jobs(tag: str, part: int) -> list[Job]:
    """One of each kind: a packet in standard or large print, a sheet with another language, a booklet of two parts."""
    asked = build.Request(
        root=ROOT, out=Path("unused"), locales=(tag,), formats=("packet", "sheet", "booklet"), sheets=("get-help", "first-call"),
        parts=("9", "12"), beside="es" if tag == "en" else "en", region="US", options=Options(pdfua=part),  # type: ignore[arg-type]
        clinics=(content.clinic(ROOT / "content/clinics/example.toml"),), today=TODAY,
    )  # fmt: skip
    wanted = ("packet", "large-print" if part == 2 else "standard"), ("sheet", "standard"), ("booklet", "")
    return [job for job in build.plan(asked) if (job.format, job.edition) in wanted and job.sheet != "get-help"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[int, list[str], list[str]]]:
    """Each file: its part of PDF/UA, the errors our own checks found, and the texts that should be found in it."""
    folder = tmp_path_factory.mktemp("bound")
    made = {}
    for tag, part in itertools.product(build.locales_of(ROOT), (1, 2)):
        for job in _jobs(tag, part):
            form = FORMATS[job.format]
            document = form.fit(build.ready(job), job.options)
            data = form.write(document, job.options)
            heard = form.read(data)
            found = [one.message for one in form.judge(document, job.options, data, heard) if one.severity == "error"]
            path = folder / f"{job.format}-{tag}-{part}.pdf"
            path.write_bytes(data)
            made[path] = (part, found, [item.text for item in heard.items])
    return made


def test_our_own_checks_find_no_error(files: dict[Path, tuple[int, list[str], list[str]]]) -> None:
    """Each reads back to its document."""
    assert len(files) == sum(len(_jobs(tag, part)) for tag, part in itertools.product(build.locales_of(ROOT), (1, 2)))
    assert {path.name.split("-")[0] for path in files} >= {"packet", "sheet", "booklet"}
    assert {path.name: found[:3] for path, (_, found, _) in files.items() if found} == {}


def test_verapdf_fails_no_rule(files: dict[Path, tuple[int, list[str], list[str]]]) -> None:
    """PDF/UA-1, or PDF/UA-2 with the accessibility half of WTPDF 1.0."""
    need_verapdf()
    for flavour, part in (("ua1", 1), ("ua2", 2), ("wt1a", 2)):
        paths = sorted(path for path, (own, _, _) in files.items() if own == part)
        failures = verapdf(paths, flavour)
        assert {path.name: failed for path, failed in failures.items() if failed} == {}


def test_other_readers_find_the_words(files: dict[Path, tuple[int, list[str], list[str]]]) -> None:
    """In pdfium 99 of 100 words are found, 97 in Arabic."""
    for path, (part, _, texts) in files.items():
        if part == 1:
            found = extraction.find(extraction.words(texts), extraction.pdfium(path.read_bytes()))
            assert found.share >= (0.97 if "-ar-" in path.name else 0.99), (path.name, found.missed[:20])
