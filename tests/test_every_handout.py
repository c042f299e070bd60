"""Every handout there can be: all topics and locales, editions and papers, bare and with region and clinic, PDF/UA-1 and -2.

The main topic in every edition, paper and guideline, the others in standard and large print, the card to point to also in two
languages. Our own round trip and verifier judge each, and so does veraPDF. Slow: run in CI only.
"""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import pytest

from kit import build, content
from kit.document import Options
from kit.formats import FORMATS
from tests.validators import verapdf

pytestmark = [pytest.mark.slow, pytest.mark.validator]

PROFILES = ("aph", "acb", "ukaaf")


def _options(part: int) -> list[Options]:
    """Standard and large print on both papers, and the other large-print guidelines on A4."""
    made = [
        Options(edition=edition, paper=paper, pdfua=part)
        for edition, paper in itertools.product(("standard", "large-print"), ("a4", "letter"))
    ]  # type: ignore[arg-type]
    return made + [Options(edition="large-print", profile=profile, pdfua=part) for profile in PROFILES[1:]]  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=[1, 2], ids=["ua1", "ua2"])
def handouts(
    request: pytest.FixtureRequest, root: Path, today: datetime.date, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[Path, list[str]]]:
    """Every handout of one part of PDF/UA: its path and the errors that our own checks found in it."""
    part = request.param
    folder = tmp_path_factory.mktemp(f"ua{part}")
    clinic = content.clinic(root / "content" / "clinics" / "example.toml")
    made: dict[Path, list[str]] = {}
    form = FORMATS["handout"]
    for topic, tag, full in itertools.product(content.topics(root / "content"), build.locales_of(root), (False, True)):
        options = _options(part) if topic == "heroin-withdrawal" else _options(part)[:3:2]
        beside = ("es" if tag == "en" else "en") if topic == "point-to-card" and full else ""
        for at, option in enumerate(options):
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
    return part, made


def test_our_own_checks_find_no_error(handouts: tuple[int, dict[Path, list[str]]]) -> None:
    """Each handout reads back to its document, and our verifier finds no error in it."""
    _, made = handouts
    assert len(made) >= 80
    assert {path.name: errors[:3] for path, errors in made.items() if errors} == {}


def test_verapdf_fails_no_rule(handouts: tuple[int, dict[Path, list[str]]]) -> None:
    """No rule of veraPDF fails in any handout: PDF/UA-1, or PDF/UA-2 with the accessibility half of WTPDF 1.0."""
    part, made = handouts
    for flavour in ("ua1",) if part == 1 else ("ua2", "wt1a"):
        found = verapdf(sorted(made), flavour)
        assert len(found) == len(made)
        assert {path.name: failures for path, failures in found.items() if failures} == {}
