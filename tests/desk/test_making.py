"""Making everything from the desk: the build's own files, told as they come, stopped on request; opened by name, never by path."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit import build
from kit.desk import making
from kit.desk.context import Desk
from kit.desk.jobs import Here, Jobs, Work
from kit.errors import KitError
from tests.conftest import ROOT, TODAY
from tests.desk.conftest import Browser, make_desk


def request(root: Path, **changes: object) -> build.Request:
    """One web page in English."""
    small = build.Request(
        root=root, out=root / "output", topics=("heroin-withdrawal-family",), locales=("en",), formats=("page",), today=TODAY
    )
    return dataclasses.replace(small, **changes)  # type: ignore[arg-type]


def ended(desk: Desk, asked: build.Request) -> Work:
    """The job of making what is asked for, at its end."""
    work = desk.jobs.begin(lambda work: making.follow(work, asked), kind="build")
    while work.state == "running":
        time.sleep(0.01)
    return work


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Browser, Work]:
    """A desk that has made a page, by the build in its own process."""
    browser = Browser(make_desk(tmp_path_factory.mktemp("made")))
    browser.open()
    return browser, ended(browser.desk, request(browser.desk.root))


@pytest.mark.slow
def test_the_build_tells_what_it_made(made: tuple[Browser, Work]) -> None:
    """Number of files, each result and the end are told; the job's page leads to the page of all files."""
    browser, work = made
    assert (work.state, work.total, work.done, work.failed) == ("done", 1, 1, [])
    page = browser.get(f"/en/job/{work.id}").text
    assert "/en/made/index.html" in page
    assert "Files that are there: <bdi>1</bdi>" in page


def test_what_is_made_is_planned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of files that the page tells is that of the plan which is then made; no second one is asked for."""
    told: list[object] = []

    def again(asked: build.Request) -> tuple[build.Job, ...]:
        raise AssertionError(asked)

    def enough(jobs: tuple[build.Job, ...]) -> None:
        raise KitError(f"{len(jobs)} would be made")

    monkeypatch.setattr("kit.build.run.plan", again)
    monkeypatch.setattr("kit.build.run._warm", enough)
    monkeypatch.setattr(making, "watch_parent", lambda: None)
    monkeypatch.setattr(making.os, "nice", lambda _: 0)
    pipe = SimpleNamespace(send=told.append, recv=lambda: threading.Event().wait())
    making._child(pipe, request(ROOT, out=tmp_path))  # type: ignore[arg-type]  # all that it asks of its pipe
    assert told == [1, "1 would be made"]


@pytest.mark.slow
def test_what_was_made_is_opened_by_its_name(made: tuple[Browser, Work]) -> None:
    """The list of files, a file and its receipt open and link to one another; they carry no code."""
    browser, _ = made
    (path,) = (line["path"] for line in build.entries(browser.desk.root / "output"))
    for name in ("index.html", path, build.receipt_path(path)):
        answer = browser.get(f"/en/made/{name}")
        assert answer.status_code == 200, name
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    status = browser.get("/en/status/en").text
    assert f"/en/made/{build.receipt_path(path)}" in status


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["manifest.jsonl", ".lock", "../content/desk.yaml", "review/heroin-withdrawal-family.pdf", "en/", "%2e%2e/roles.toml"]
)
def test_nothing_else_of_the_folder_is_opened(made: tuple[Browser, Work], name: str) -> None:
    """Only what the account names is served: no file that merely lies there, none beside the folder."""
    assert made[0].get(f"/en/made/{name}").status_code in (404, 308)


def test_a_file_that_was_changed_is_not_opened(tmp_path: Path) -> None:
    """A file that is no longer what was made, or that leads out of the folder, is not served; nor does a forged line make it so."""
    browser = Browser(make_desk(tmp_path))
    browser.open()
    out = browser.desk.root / "output"
    (out / "en").mkdir(parents=True)
    line = {
        "path": "en/heroin-withdrawal-family-page.draft.html",
        "topic": "heroin-withdrawal-family",
        "locale": "en",
        "format": "page",
        "edition": "",
        "paper": "",
        "region": "",
        "clinic": "",
        "status": "draft",
        "sha256": "0" * 64,
        "bytes": 1,
        "pages": 0,
        "findings": [],
        "content_version": "1.0",
        "date": "2026-11-22",
        "title": "",
        "code": "",
    }
    forged = {**line, "path": "../content/desk.yaml"}
    (out / "manifest.jsonl").write_text(f"{json.dumps(line)}\n{json.dumps(forged)}\n", encoding="utf-8")
    (out / "en/heroin-withdrawal-family-page.draft.html").write_text("<p>changed</p>", encoding="utf-8")
    (out / "index.html").symlink_to(browser.desk.root / "content/desk.yaml")
    for name in (line["path"], "index.html", "../content/desk.yaml"):
        assert browser.get(f"/en/made/{name}").status_code == 404


@pytest.mark.slow
def test_another_build_is_told(made: tuple[Browser, Work]) -> None:
    """While the command builds into the folder, the desk says so and makes nothing."""
    desk = made[0].desk
    with build.sole_use(desk.root / "output"):
        work = ended(desk, request(desk.root, force=True))
    assert work.state == "failed"
    assert "another build is writing" in " ".join(work.failed)
    assert work.end is None


@pytest.mark.slow
def test_it_is_stopped_on_request(tmp_path: Path) -> None:
    """A build that is stopped ends; the folder is free again, and nothing half-made is in it."""
    desk = dataclasses.replace(make_desk(tmp_path), jobs=Jobs(Here()))
    asked = request(desk.root, topics=("heroin-withdrawal",), formats=("handout",))
    work = desk.jobs.begin(lambda work: making.follow(work, asked), kind="build")
    work.stop.set()
    while work.state == "running":
        time.sleep(0.01)
    assert work.state == "stopped"
    with build.sole_use(desk.root / "output"):
        assert build.listing(desk.root / "output").lost == ()


def test_the_form_starts_a_job(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ticked is what is made, with the clinic's name; a value that we do not have brings the form back."""
    asked: list[build.Request] = []
    monkeypatch.setattr(making, "follow", lambda _work, request: asked.append(request))
    browser.post("/en/clinics/save", {"name": "Hill Street Clinic"})
    answer = browser.post("/en/make", {"language": ["es", "ar"], "clinic": "hill-street-clinic", "region": "US"})
    assert "/job/" in answer.headers["Location"]
    assert (asked[0].locales, asked[0].region, asked[0].clinics[0].id) == (("es", "ar"), "US", "hill-street-clinic")
    assert asked[0].out == browser.desk.root / "output"
    assert "/make" in browser.post("/en/make", {"language": "zz"}).headers["Location"]
