"""Every handout there can be: all topics and locales, editions and papers; bare or with region and clinic, PDF/UA-1 or -2.

The main topic in every edition, paper and guideline, the others in standard and large print, the card to point to also in two
languages; each either bare or full and of either part, so that every two of these meet somewhere. Our own round trip and
verifier judge each, and so does veraPDF. Slow: run in CI only.
"""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from kit import build, content
from kit.document import Options
from kit.formats import FORMATS
from tests.conftest import ROOT, TODAY
from tests.pairs import Row, covering
from tests.validators import verapdf

pytestmark = [pytest.mark.slow, pytest.mark.validator]

SHORT = (Options(), Options(edition="large-print", paper="letter"))
"""Standard and large print, on one paper each."""

ALL = (
    Options(),
    Options(paper="letter"),
    Options(edition="large-print"),
    Options(edition="large-print", paper="letter"),
    Options(edition="large-print", profile="acb"),
    Options(edition="large-print", profile="ukaaf"),
)


def _rows() -> tuple[Row, ...]:
    """Topic, locale, options, whether it has a region and a clinic, and the part of PDF/UA, for each handout that is offered."""
    asked = build.Request(root=ROOT, out=ROOT, topics=content.topics(ROOT / "content"), formats=("handout",), today=TODAY)
    offered = dict.fromkeys((job.topic, job.locale) for job in build.plan(asked))
    made = ((topic, tag, option) for topic, tag in offered for option in (ALL if topic == "heroin-withdrawal" else SHORT))
    return covering(made, (False, True), (1, 2))


@pytest.fixture(scope="module", params=[1, 2], ids=["ua1", "ua2"])
def handouts(
    request: pytest.FixtureRequest, root: Path, today: datetime.date, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[Path, list[str]]]:
    """Every handout of one part of PDF/UA: its path and the errors that our own checks found in it."""
    folder = tmp_path_factory.mktemp(f"ua{request.param}")
    clinic = content.clinic(root / "content" / "clinics" / "example.toml")
    made: dict[Path, list[str]] = {}
    form = FORMATS["handout"]
    for at, (topic, tag, chosen, full, part) in enumerate(_rows()):
        if part != request.param:
            continue
        option = dataclasses.replace(chosen, pdfua=part)
        beside = ("es" if tag == "en" else "en") if topic == "point-to-card" and full else ""
        job = build.Job(
            root=root, topic=topic, locale=tag, format="handout", options=option, edition=option.edition,
            region="US" if full else "", clinic=clinic if full else None, today=today, release=False, out=folder, beside=beside,
        )  # fmt: skip
        document = build.ready(job)
        data = form.write(document, option)
        findings = form.judge(document, option, data, form.read(data))
        path = folder / f"{topic}-{tag}-{'full' if full else 'bare'}-{at}.pdf"
        path.write_bytes(data)
        made[path] = [f"{finding.where}: {finding.message}" for finding in findings if finding.severity == "error"]
    return request.param, made


def test_our_own_checks_find_no_error(handouts: tuple[int, dict[Path, list[str]]]) -> None:
    """Each handout reads back to its document, and our verifier finds no error in it."""
    _, made = handouts
    assert len(made) >= 25
    assert {path.name: errors[:3] for path, errors in made.items() if errors} == {}


def test_verapdf_fails_no_rule(handouts: tuple[int, dict[Path, list[str]]]) -> None:
    """No rule of veraPDF fails in any handout: PDF/UA-1, or PDF/UA-2 with the accessibility half of WTPDF 1.0."""
    part, made = handouts
    for flavour in ("ua1",) if part == 1 else ("ua2", "wt1a"):
        found = verapdf(sorted(made), flavour)
        assert len(found) == len(made)
        assert {path.name: failures for path, failures in found.items() if failures} == {}
