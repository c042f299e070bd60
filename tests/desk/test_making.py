"""Making everything from the desk: the build's own files, told as they come, stopped on request; opened by name, never by path."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import multiprocessing
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit import build
from kit.desk import making
from kit.desk.context import Desk
from kit.desk.jobs import Here, Jobs, Work
from kit.errors import EXIT_STOPPED, Finding, KitError, Severity
from kit.formats import FORMATS
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


@pytest.fixture
def linked(tmp_path: Path) -> Browser:
    """A browser on a desk whose project is the kit's own words, not copied, and an output folder of its own."""
    for name in ("content", "locales"):
        (tmp_path / "project" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "project" / name).symlink_to(ROOT / name)
    browser = Browser(make_desk(tmp_path, root=tmp_path / "project"))
    browser.open()
    return browser


def test_the_form_asks_for_everything_there_is(linked: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is ticked, every language; every topic and format, the paper that was chosen, and no clinic. One core stays free."""
    asked: list[build.Request] = []
    monkeypatch.setattr(making, "follow", lambda _work, request: asked.append(request))
    for cores in (1, 4, 64, None):
        monkeypatch.setattr(making.os, "cpu_count", lambda cores=cores: cores)
        linked.post("/en/make", {"paper": "letter"})
    first = asked[0]
    assert first.root == linked.desk.root
    assert first.locales == build.locales_of(first.root)
    assert set(first.topics) == {path.parent.name for path in (first.root / "content").glob("*/topic.yaml")}
    assert first.formats == tuple(FORMATS)
    assert (first.paper, first.region, first.clinics, first.today) == ("letter", "", (), TODAY)
    assert [one.jobs for one in asked] == [1, 3, 7, 1]
    page = linked.get("/en/make?language=es&language=xx").text
    assert page.count(" checked") >= 1
    assert 'value="es" checked' in page
    assert 'value="ar" checked' not in page
    assert 'value="ar" checked' in linked.get("/en/make").text


class Told:
    """The parent's end of a pipe: what the child says in turn, and how often it is looked at before something comes."""

    def __init__(self, *said: object, late: int = 0) -> None:
        self.said, self.late, self.sent, self.waits, self.closed = list(said), late, list[object](), list[float](), False

    def poll(self, seconds: float) -> bool:
        """Whether something is there."""
        self.waits.append(seconds)
        if self.late:
            self.late -= 1
            return False
        return bool(self.said)

    def recv(self) -> object:
        """The next thing."""
        if not self.said:
            raise EOFError
        return self.said.pop(0)

    def send(self, word: object) -> None:
        """Note what the child is told."""
        self.sent.append(word)

    def close(self) -> None:
        """Note it."""
        self.closed = True


def work() -> Work:
    """A job of which nothing is known yet."""
    return Work(id="a", total=0, kind="build")


RESULT = build.Result(
    path="en/a.html", topic="a", locale="en", format="page", edition="", paper="", region="", clinic="", status="draft", sha256="",
    bytes=1, pages=0, findings=(), content_version="1.0", date="2026-11-22", title="A", code="", published=True,
)  # fmt: skip
END = making.Ended(there=2, new=1, not_there={"ar": 3}, page="index.html")


def test_what_the_child_says_becomes_the_account() -> None:
    """A number is how many, a result is one more, words are a failure; what nobody says is a fault of ours."""
    told = work()
    for said in (7, RESULT, RESULT, END):
        making._note(told, said)
    assert (told.total, told.done, told.made, told.end) == (7, 2, [RESULT, RESULT], END)
    with pytest.raises(KitError, match="another build"):
        making._note(told, "another build")
    with pytest.raises(AssertionError, match=r"said 2\.0"):
        making._note(told, 2.0)


def test_the_child_is_heard_however_long_it_is_silent() -> None:
    """While nobody stops it, silence means work."""
    pipe = Told(7, late=5)
    assert making._heard(pipe, work()) == 7  # type: ignore[arg-type]  # all that it asks of its pipe
    assert pipe.sent == []
    assert len(pipe.waits) == 6
    assert max(pipe.waits) <= 0.5  # a person who stops it does not wait


def test_a_stopped_child_is_told_once_and_has_its_time() -> None:
    """It is asked to stop and may say how it ended; if it says nothing for too long it is no longer listened to."""
    stopped = work()
    stopped.stop.set()
    pipe = Told(END, late=1)
    assert making._heard(pipe, stopped) == END  # type: ignore[arg-type]
    assert pipe.sent == ["stop"]
    silent = Told()
    assert making._heard(silent, stopped) is None  # type: ignore[arg-type]
    assert silent.sent == ["stop"]
    assert making.PATIENCE in silent.waits

    class Gone(Told):
        def send(self, word: object) -> None:
            raise BrokenPipeError

    assert making._heard(Gone(END, late=1), stopped) == END  # type: ignore[arg-type]


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A process that is none: what it says, what became of it."""

    def make(*said: object, alive: bool = False, stubborn: bool = True) -> SimpleNamespace:
        ours, theirs = Told(*said), Told()
        seen = SimpleNamespace(ours=ours, theirs=theirs, began=[], joined=[], killed=False)

        def kill() -> None:
            seen.killed = True

        def process(target: object, args: tuple[object, ...]) -> SimpleNamespace:
            seen.called = (target, args)
            return SimpleNamespace(
                start=lambda: seen.began.append(True), join=seen.joined.append, is_alive=lambda: alive, kill=kill
            )

        def context(method: str) -> SimpleNamespace:
            seen.method = method
            return SimpleNamespace(Pipe=lambda: (ours, theirs), Process=process)

        monkeypatch.setattr(multiprocessing, "get_context", context)
        ours.poll = lambda _seconds: True  # type: ignore[method-assign]  # the end of a pipe is something to read too
        return seen

    return make


def test_a_build_is_followed_to_its_end(child: Any) -> None:
    """In a process that is begun anew, whose end of the pipe is not held open here; what it says is kept, and it is waited for."""
    seen, told, asked = child(2, RESULT, END), work(), request(ROOT)
    making.follow(told, asked)
    assert (told.total, told.done, told.end) == (2, 1, END)
    assert seen.called == (making._child, (seen.theirs, asked))
    assert (seen.method, seen.began, seen.joined) == ("spawn", [True], [making.PATIENCE])
    assert seen.theirs.closed
    assert seen.ours.closed
    assert not seen.killed


def test_a_build_that_ends_without_a_word_is_told(child: Any) -> None:
    """Unless a person stopped it: then that is its end."""
    seen = child(2, alive=True)
    with pytest.raises(KitError, match="stopped from outside") as caught:
        making.follow(work(), request(ROOT))
    assert caught.value.advice == "Close other programs and try again."
    assert seen.killed
    assert seen.ours.closed
    stopped = work()
    stopped.stop.set()
    seen = child(2)
    making.follow(stopped, request(ROOT))
    assert stopped.end is None
    assert not seen.killed


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The child's part in this process: how nice it is, and whether it watches its parent."""
    seen = SimpleNamespace(nice=[], watched=0, told=[])

    def watch() -> None:
        seen.watched += 1

    monkeypatch.setattr(making, "watch_parent", watch)
    monkeypatch.setattr(making.os, "nice", seen.nice.append)
    seen.pipe = SimpleNamespace(send=seen.told.append, recv=lambda: threading.Event().wait())
    return seen


def test_the_child_says_number_results_and_end(alone: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with the desk, gives way to pages, and a result that waits in a pipe is short: the worst of it, without a trace."""
    severities: tuple[Severity, ...] = ("error", "info")
    findings = tuple(Finding(id="a", severity=severity, where="", message=f"{n}") for n in range(30) for severity in severities)
    long = dataclasses.replace(RESULT, findings=findings, trace="a traceback")
    kept = dataclasses.replace(RESULT, kept=True)
    withheld = dataclasses.replace(RESULT, published=False)
    asked = request(ROOT)

    def made(request: build.Request, progress: Any, *, planned: object) -> tuple[build.Result, ...]:
        assert (request, planned) == (asked, ("a", "b"))
        progress(long)
        return (long, kept, withheld)

    monkeypatch.setattr(build, "plan", lambda _: ("a", "b"))
    monkeypatch.setattr(build, "build", made)
    monkeypatch.setattr(build, "not_there", lambda _: ())
    making._child(alone.pipe, asked)
    total, result, end = alone.told
    assert (total, alone.watched, alone.nice) == (2, 1, [5])
    assert (len(result.findings), {found.severity for found in result.findings}, result.trace) == (20, {"error"}, "")
    assert end == making.Ended(there=2, new=1, not_there={}, page="index.html")


def test_the_end_counts_what_each_language_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """By language; and where a clinic was chosen its own page of files is meant."""
    jobs = [SimpleNamespace(locale=tag) for tag in ("ar", "es", "ar")]
    monkeypatch.setattr(build, "not_there", lambda _: jobs)
    assert making._ended(request(ROOT), ()).not_there == {"ar": 2, "es": 1}
    clinic = SimpleNamespace(id="hill")
    assert making._ended(request(ROOT, clinics=(clinic,)), ()).page == "hill/index.html"


def test_what_stops_the_child_is_told_and_being_stopped_is_not(alone: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that can be mended comes as words; an end that was asked for needs none."""

    def fails(error: BaseException) -> None:
        def plan(_asked: build.Request) -> None:
            raise error

        monkeypatch.setattr(build, "plan", plan)
        making._child(alone.pipe, request(ROOT))

    fails(KitError("broken", "Mend it."))
    fails(KitError("stopped", exit_code=EXIT_STOPPED))
    fails(KeyboardInterrupt())
    assert alone.told == [str(KitError("broken", "Mend it."))]


def test_a_word_from_the_parent_stops_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Ctrl+C does; that the desk is gone is not such a word."""
    stops = itertools.count()
    monkeypatch.setattr(making._thread, "interrupt_main", lambda: next(stops))
    making._listen(Told())  # type: ignore[arg-type]
    assert next(stops) == 0
    making._listen(Told("stop"))  # type: ignore[arg-type]
    assert next(stops) == 2


def test_a_made_file_opens_as_what_it_is(linked: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages open under a policy of their own, slides and what is to be kept are saved; one that was changed is not opened."""
    out = linked.desk.root / "output"
    names = ("en/a.html", "en/a.pptx", "en/a.pdf", "coverage.html", "en/changed.pdf")
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(name.encode())
    known = {name: hashlib.sha256(name.encode()).hexdigest() for name in names} | {"coverage.html": "", "en/gone.pdf": ""}
    monkeypatch.setattr(build, "shelf_of", lambda _: {**known, "en/changed.pdf": "0" * 64})
    answers = {name: linked.get(f"/en/made/{name}") for name in (*names, "en/gone.pdf")}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        **dict.fromkeys(names, 200),
        "en/changed.pdf": 404,
        "en/gone.pdf": 404,
    }
    told = {name: (answers[name].data.decode(), answers[name].mimetype) for name in names[:4]}
    assert told == {
        "en/a.html": ("en/a.html", "text/html"),
        "en/a.pptx": ("en/a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        "en/a.pdf": ("en/a.pdf", "application/pdf"),
        "coverage.html": ("coverage.html", "text/html"),
    }
    assert {name: answers[name].headers["Content-Disposition"] for name in names[:3]} == {
        "en/a.html": "inline; filename=a.html",
        "en/a.pptx": "attachment; filename=a.pptx",
        "en/a.pdf": "inline; filename=a.pdf",
    }
    assert linked.get("/en/made/en/a.pdf?save=1").headers["Content-Disposition"].startswith("attachment")
    policies = {name: "script-src" in answers[name].headers["Content-Security-Policy"] for name in names[:3]}
    assert policies == {"en/a.html": False, "en/a.pptx": True, "en/a.pdf": True}
    (out / "en/link.html").symlink_to(linked.desk.root / "content/desk.yaml")
    monkeypatch.setattr(build, "shelf_of", lambda _: {"en/link.html": ""})
    assert linked.get("/en/made/en/link.html").status_code == 404
