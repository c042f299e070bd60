"""The review form of a topic as files: the scores, what is open, and lines to sign on. Its words are `judging`'s."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

from kit import content
from kit.build.documents import translated
from kit.build.output import publish
from kit.build.plan import surfaces
from kit.checks import source
from kit.checks.source.rules import Subject
from kit.document import Document, Options
from kit.formats import proofs
from kit.judging import open_points, scoring
from kit.judging.form import build as form_of
from kit.locale import SOURCE


def subject_of(root: Path, topic: str, today: datetime.date) -> Subject:
    """All that the checks and scores of a topic need to know of it."""
    return source.gather(root / "content", topic, today=today, surfaces=surfaces(root, topic))


def review_form(root: Path, topic: str, today: datetime.date) -> Document:
    """The form that clinicians and people with lived experience fill in: the scores, what is open, and lines to sign on."""
    subject = subject_of(root, topic, today)
    words = content.review_form(root / "content")
    return form_of(translated(root, topic, SOURCE.tag, today), scoring.score(subject), open_points.of(subject), words)


def write_review_form(root: Path, topic: str, today: datetime.date, folder: Path, pdfua: Literal[1, 2] = 1) -> tuple[Path, ...]:
    """Write the review form of a topic as a PDF, by this part of PDF/UA, and a page; their paths."""
    made = review_form(root, topic, today)
    paths = []
    for form in proofs():
        path = folder / f"{made.topic}.{form.suffix}"
        publish(path, form.write(made, Options(pdfua=pdfua)))
        paths.append(path)
    return tuple(paths)
