"""The review form of a topic as files: the scores, what is open, and lines to sign on. Its words are `judging`'s."""

from __future__ import annotations

import datetime
from pathlib import Path

from kit import content
from kit.build.documents import translated
from kit.build.output import publish
from kit.checks import source
from kit.document import Document, Options
from kit.formats import FORMATS
from kit.judging import form, open_points, scoring
from kit.locale import SOURCE


def review_form(root: Path, topic: str, today: datetime.date) -> Document:
    """The form that clinicians and people with lived experience fill in: the scores, what is open, and lines to sign on."""
    subject = source.gather(root / "content", topic, today=today)
    words = content.review_form(root / "content")
    return form.build(translated(root, topic, SOURCE.tag, today), scoring.score(subject), open_points.of(subject), words)


def write_review_form(root: Path, topic: str, today: datetime.date, folder: Path) -> tuple[Path, ...]:
    """Write the review form of a topic as a PDF and a page; their paths."""
    made = review_form(root, topic, today)
    paths = []
    for kind in ("handout", "page"):
        path = folder / f"{made.topic}.{FORMATS[kind].suffix}"
        publish(path, FORMATS[kind].write(made, Options()))
        paths.append(path)
    return tuple(paths)
