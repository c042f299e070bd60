"""kit.build: what a build says of phone numbers before it makes anything."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from kit import build, content
from kit.document import HelpLine
from kit.errors import KitError


@pytest.fixture
def request_for(root: Path, tmp_path: Path, today: datetime.date) -> build.Request:
    """A request for English sheets of the United States."""
    return build.Request(root=root, out=tmp_path, locales=("en",), region="US", today=today)


@pytest.fixture
def lines(root: Path) -> tuple[HelpLine, ...]:
    """The numbers of the United States that a person confirmed."""
    return tuple(line for line in content.region(root / "content", "US").lines if line.confirmed)


def test_a_build_refuses_numbers_checked_on_a_day_that_has_not_come(
    request_for: build.Request, lines: tuple[HelpLine, ...]
) -> None:
    """Before the numbers were checked no file is planned, and the message names the file to mend."""
    checked = datetime.date.fromisoformat(max(line.checked_on for line in lines))
    assert build.plan(replace(request_for, today=checked))
    with pytest.raises(KitError, match="checked on a day that has not come") as caught:
        build.plan(replace(request_for, today=checked - datetime.timedelta(1)))
    assert "content/regions/US.yaml" in caught.value.advice


@pytest.mark.parametrize(("days", "said"), [(61, ""), (60, "line-expires"), (1, "line-expires"), (0, "line-expired")])
def test_a_build_tells_which_numbers_end(request_for: build.Request, lines: tuple[HelpLine, ...], days: int, said: str) -> None:
    """Numbers that have expired, or will within 60 days, are told of with their file; without a region there are none."""
    first = datetime.date.fromisoformat(min(line.expires_on for line in lines))
    asked = replace(request_for, today=first - datetime.timedelta(days))
    found = build.stale_numbers(asked)
    assert ({finding.id for finding in found} >= {said}) if said else not found
    assert all(finding.where == "content/regions/US.yaml" for finding in found)
    assert build.stale_numbers(replace(asked, region="")) == ()
