"""What several rooms' tests need: the project folder, a fixed day, and the whole kit built once."""

from __future__ import annotations

import datetime
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.shared import once

pytest_plugins = ("tests.small_topic", "tests.told")

ROOT = Path(__file__).parent.parent
TODAY = max(
    datetime.date.fromisoformat(day)
    for path in (ROOT / "content" / "regions").glob("*.yaml")
    for day in re.findall(r'checked_on: "([0-9-]+)"', path.read_text(encoding="utf-8"))
)
"""The day on which somebody last checked a number: the tests live on it, so that none of ours expires under them."""


# A busy machine is no fault of what is tested: examples are counted, never timed.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")

Golden = Callable[[Path, str], None]
"""Compare a text with the golden one of this name in tests/golden/, or write it there with --rewrite-goldens."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """One switch writes all golden texts anew."""
    parser.addoption("--rewrite-goldens", action="store_true", help="write the texts in tests/golden/ as they are now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds a text against the one kept under tests/golden/."""

    def compare(name: Path, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--rewrite-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not there yet: run with --rewrite-goldens"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; if it should, run with --rewrite-goldens"

    return compare


def pytest_configure() -> None:
    """Let the processes that tests start feel signals: one started in the background or under nohup would ignore them."""
    for name in ("SIGINT", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)  # Windows has SIGINT alone
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to CI what is marked slow, and what starts outside programs, unless somebody asks for marks or validators by name."""
    if os.environ.get("CI") == "true" or config.option.markexpr:
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: runs in CI, or with: run.py test -m slow"))
        elif "validator" in item.keywords and "KIT_VALIDATORS" not in os.environ:
            reason = "starts an outside program: runs in CI, with KIT_VALIDATORS set, or with: run.py test -m validator"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project folder."""
    return ROOT


@pytest.fixture(scope="session")
def today() -> datetime.date:
    """The day the tests live on."""
    return TODAY


@pytest.fixture(scope="session")
def whole_kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Any, ...]]:
    """Everything a plain build makes: all locales, formats and editions, with lines to write on."""
    from kit import build

    def make(out: Path) -> tuple[Any, ...]:
        return build.build(build.Request(root=ROOT, out=out, topics=("heroin-withdrawal",), jobs=2, today=TODAY))

    return once(tmp_path_factory, "kit", make)
