"""Sheets, leaflets, cards and posters as a build makes them: with their own notices, for a language, with region and clinic or bare."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from kit import build, content
from kit.document import Document, Options
from tests.conftest import ROOT, TODAY


@functools.cache
def _jobs(form: str, tag: str, full: bool, edition: str, paper: str) -> dict[str, build.Job]:
    clinics = (content.clinic(ROOT / "content/clinics/example.toml"),) if full else ()
    request = build.Request(root=ROOT, out=Path("output"), locales=(tag,), formats=(form,), today=TODAY)
    request = dataclasses.replace(request, editions=(edition,), paper=paper, clinics=clinics, partial=True)
    return {job.sheet: job for job in build.plan(dataclasses.replace(request, region="US" if full else ""))}


def built(form: str, tag: str, name: str, *, full: bool = False, options: Options | None = None) -> Document:
    """The selection of this name in a format, with a region and a clinic if `full`; not yet fitted to its paper."""
    asked_for = options or Options()
    return build.ready(_jobs(form, tag, full, asked_for.edition, asked_for.paper)[name])
