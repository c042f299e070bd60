"""A desk on a copy of the project, asked without a socket: work runs in this process."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kit.desk.app import create_app
from kit.desk.context import Desk
from kit.desk.guard import Guard, Loopback, Tickets
from kit.desk.jobs import Here, Jobs
from kit.desk.shelf import Shelf
from kit.desk.words import ProjectWords
from tests.conftest import ROOT, TODAY

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
SAME = {"Sec-Fetch-Site": "same-origin", "Origin": f"http://{HOST}"}


class Browser:
    """A test client that sends what a browser on the desk's own pages sends."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app = create_app(desk)
        self.app.testing = True
        self.client: FlaskClient = self.app.test_client()
        self.head: dict[str, str] = {"Host": HOST}

    def open(self) -> TestResponse:
        """Exchange a ticket for a cookie, as the starter does."""
        guard = self.desk.guard
        assert isinstance(guard, Loopback)
        answer = self.get(f"/open?ticket={guard.tickets.issue()}")
        token = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        self.client.set_cookie(guard.cookie, token, domain="127.0.0.1")
        return answer

    def get(self, path: str, **head: str) -> TestResponse:
        """Open an address."""
        headers = self.head | {name.replace("_", "-"): value for name, value in head.items()}
        return self.client.get(path, headers=headers, base_url=f"http://{headers['Host']}")

    def post(self, path: str, data: Any = None, *, head: dict[str, str] | None = None) -> TestResponse:
        """Send a form of the desk's own."""
        headers = self.head | (SAME if head is None else head)
        return self.client.post(path, data=data or {}, headers=headers, base_url=f"http://{headers['Host']}")


def make_desk(folder: Path, guard: Guard | None = None, root: Path | None = None) -> Desk:
    """A desk whose own folder and project copy are below `folder`; `stopped` on it tells whether it was ended."""
    project = root or copy(folder / "project")
    runner = Here()
    shelf = folder / "shelf"
    shelf.mkdir(parents=True, exist_ok=True)
    stopped = threading.Event()
    return Desk(
        root=project,
        guard=guard or Loopback(port=PORT, tickets=Tickets(folder / "state")),
        runner=runner,
        jobs=Jobs(runner),
        words=ProjectWords(project),
        shelf=Shelf(shelf),
        code="test",
        today=lambda: TODAY,
        stop=stopped.set,
    )


def copy(target: Path) -> Path:
    """The project's content and locales, to change as one likes."""
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def readonly(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser on a desk that no test changes."""
    browser = Browser(make_desk(tmp_path_factory.mktemp("desk")))
    browser.open()
    return browser


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A browser on a desk of one's own."""
    made = Browser(make_desk(tmp_path))
    made.open()
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Browser]:
    """Make a browser that has not opened the desk yet, with any guard."""

    def make(guard: Guard | None = None, name: str = "other") -> Browser:
        return Browser(make_desk(tmp_path / name, guard))

    return make
