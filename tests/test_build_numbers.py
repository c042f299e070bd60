"""kit.build: what a build says of phone numbers before it makes anything."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from kit import build
from kit.errors import KitError


@pytest.fixture
def request_for(root: Path, tmp_path: Path) -> build.Request:
    """A request for English sheets of the United States."""
    return build.Request(root=root, out=tmp_path, locales=("en",), region="US", today=datetime.date(2026, 11, 28))


def test_a_build_refuses_numbers_checked_on_a_day_that_has_not_come(request_for: build.Request) -> None:
    """Before the numbers were checked no file is planned, and the message names the file to mend."""
    assert build.plan(request_for)
    with pytest.raises(KitError, match="checked on a day that has not come") as caught:
        build.plan(replace(request_for, today=datetime.date(2026, 11, 20)))
    assert "content/regions/US.yaml" in caught.value.advice


@pytest.mark.parametrize(
    ("day", "said"), [((2026, 11, 28), set()), ((2027, 4, 1), {"line-expires"}), ((2027, 5, 28), {"line-expired"})]
)
def test_a_build_tells_which_numbers_end(request_for: build.Request, day: tuple[int, int, int], said: set[str]) -> None:
    """Numbers that have expired, or will within 60 days, are told of with their file; without a region there are none."""
    asked = replace(request_for, today=datetime.date(*day))
    found = build.stale_numbers(asked)
    assert {finding.id for finding in found} == said
    assert all(finding.where == "content/regions/US.yaml" for finding in found)
    assert build.stale_numbers(replace(asked, region="")) == ()
