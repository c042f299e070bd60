"""kit.judging.open_points: what a clinician still has to read, decide or call."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

from kit.checks.source.rules import Subject
from kit.judging import open_points


def test_clean_topic_has_no_open_point(gather: Callable[[], Subject]) -> None:
    """A topic whose claims are read, agreed and in date has only its head line."""
    points = open_points.of(gather())
    assert list(points.lines()) == ["tea 1.0: 1 claims in use"]


def test_open_points_are_listed(gather: Callable[[], Subject]) -> None:
    """Second-hand facts, differing sources, what nobody knows, and doubtful or expiring lines are told with both wordings."""
    subject = gather()
    claim = dataclasses.replace(subject.claims["A01"], secondhand=True, conflicts="Some say 2 hours.", unknowns="Why.")
    region = subject.regions["US"]
    first, *rest = region.lines
    region = dataclasses.replace(region, lines=(dataclasses.replace(first, confirmed=False), *rest))
    day = datetime.date(2027, 5, 1)
    points = open_points.of(dataclasses.replace(subject, claims={"A01": claim}, regions={"US": region}, today=day))
    said = "\n".join(points.lines())
    assert "second-hand: A01" in said
    assert "4 hours. But: Some say 2 hours." in said
    assert "not known: A01: Why." in said
    assert "unconfirmed: US emergency 911" in said
    assert "expires on 2027-05-22: US crisis 988" in said
