"""Starting the desk: a port nobody shares, one desk for a project, an address that works once and only for this user, an orderly end."""

from __future__ import annotations

import dataclasses
import datetime
import http.server
import json
import logging
import logging.handlers
import os
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
import waitress
from flask import Flask

import kit
from kit import build
from kit.desk import serve
from kit.desk.app import MAX_LOGO
from kit.desk.guard import Loopback, Proxied, Tickets
from kit.desk.jobs import Work
from kit.desk.serve import Hosted
from kit.errors import KitError
from tests.conftest import ROOT, TODAY

HOSTED = Hosted(host="127.0.0.1", name="kits.example.org", proxy="10.0.0.2", header="X-User")


@pytest.fixture
def logs() -> Iterator[None]:
    """The loggers that a start sets up, as they were before."""
    desk, queue = logging.getLogger("kit.desk"), logging.getLogger("waitress.queue")
    before = (desk.level, desk.propagate, list(desk.handlers), queue.level)
    yield
    for handler in set(desk.handlers) - set(before[2]):
        handler.close()
    desk.level, desk.propagate, desk.handlers, queue.level = before


@contextmanager
def answering(words: bytes) -> Iterator[int]:
    """Something on this computer that answers every question with these words; its port."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/health" else 404)
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        asked = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        asked.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            asked.join()


def test_each_project_has_a_folder_that_nobody_else_may_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same folder for the same project each time, below the user's cache; another for another project."""
    monkeypatch.setattr(serve, "user_cache", lambda: tmp_path / "cache" / "kit")
    one = serve.state_folder(Path("/a"))
    assert one == serve.state_folder(Path("/a"))
    assert one.parent == tmp_path / "cache" / "kit" / "desk"
    assert re.fullmatch("[0-9a-f]{12}", one.name)
    assert one.stat().st_mode & 0o777 == 0o700
    assert serve.state_folder(Path("/b")) not in (one, one.parent)


def test_a_host_or_a_proxy_alone_is_not_taken_for_ones_own_computer() -> None:
    """Each address of the loopback is one's own computer while no proxy is named; with a proxy or a header it is hosted."""
    for host in ("127.0.0.1", "localhost", "::1"):
        assert serve.hosted_of(host, "kits.example.org", "", "") is None
        assert serve.hosted_of(host, "n", "p", "X") == Hosted(host=host, name="n", proxy="p", header="X")
    for given in (("127.0.0.1", "n", "p", ""), ("127.0.0.1", "n", "", "X")):
        with pytest.raises(KitError, match=r"--host 127\.0\.0\.1") as caught:
            serve.hosted_of(*given)
        assert all(option in caught.value.advice for option in ("--trusted-proxy", "--user-header", "--public-name"))


def test_the_usual_port_may_be_another_and_a_chosen_one_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that somebody chose and that is taken is told; the usual one gives way to any that is free."""
    with serve.listening("127.0.0.1", 0) as first:
        taken = int(first.getsockname()[1])
        socket.create_connection(("127.0.0.1", taken), timeout=5).close()
        with pytest.raises(KitError, match=f"^port {taken} can't be used: [A-Z]") as caught:
            serve.listening("127.0.0.1", taken)
        assert caught.value.advice == "Choose another with --port."
        monkeypatch.setattr(serve, "PORT", taken)
        with serve.listening("127.0.0.1", taken) as second:
            assert second.getsockname()[0] == "127.0.0.1"
            assert second.getsockname()[1] not in (0, taken)
    with pytest.raises(KitError, match="port 0 can't be used"):  # an address of documentation, which no computer has
        serve.listening("192.0.2.1", 0)


def test_the_port_that_is_free_is_taken_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for is what is listened on, also right after another desk ended there."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with serve.listening("127.0.0.1", port) as found:
        assert found.getsockname() == ("127.0.0.1", port)
        assert found.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 1
    monkeypatch.setattr(
        socket, "SO_EXCLUSIVEADDRUSE", socket.SO_KEEPALIVE, raising=False
    )  # as Windows has it: any option that can be read
    with serve.listening("127.0.0.1", 0) as windows:
        assert windows.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert windows.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0


def test_another_system_shares_no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only POSIX is asked to reuse an address: elsewhere that would let another program listen too."""
    monkeypatch.delattr(socket, "SO_EXCLUSIVEADDRUSE", raising=False)
    monkeypatch.setattr(serve, "os", SimpleNamespace(name="nt"))
    with serve.listening("127.0.0.1", 0) as found:
        assert found.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0


def test_only_a_desk_that_answers_is_running(tmp_path: Path) -> None:
    """What is noted of a desk counts while it says that it is well; a note alone, or somebody else on its port, does not."""
    note = tmp_path / "desk.json"
    assert serve._running(tmp_path) == 0
    for broken in ("", "[]", "{}", '{"port": null}', '{"port": "x"}'):
        note.write_text(broken, encoding="utf-8")
        assert serve._running(tmp_path) == 0, broken
    with answering(b"ok\n") as port:
        note.write_text(json.dumps({"port": port}), encoding="utf-8")
        assert serve._running(tmp_path) == port
    assert serve._running(tmp_path) == 0
    with answering(b"fine\n") as port:
        note.write_text(json.dumps({"port": port}), encoding="utf-8")
        assert serve._running(tmp_path) == 0


@pytest.mark.parametrize("opens", [True, False])
def test_the_address_is_opened_by_a_file_of_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool) -> None:
    """No argument of a program carries the ticket; a browser that does not open is told of."""
    said: list[str] = []
    asked: list[str] = []
    (tmp_path / "open.html").write_text("of an earlier start", encoding="utf-8")
    monkeypatch.setattr(serve.webbrowser, "open", lambda address: bool(asked.append(address)) or opens)
    serve._open(tmp_path, 8765, said.append, True)
    (address,) = asked
    page = Path(url2pathname(urlsplit(address).path))
    ticket = re.search(r"ticket=(\S+)$", said[0])
    assert ticket
    assert ticket[1] not in address
    assert page.parent == tmp_path
    assert page.stat().st_mode & 0o777 == 0o600
    assert f'url=http://127.0.0.1:8765/open?ticket={ticket[1]}"' in page.read_text(encoding="utf-8")
    assert "of an earlier start" not in page.read_text(encoding="utf-8")
    assert Tickets(tmp_path).use(ticket[1], time.time())
    assert len(said) == 2 + (not opens)


def test_without_a_browser_the_address_is_only_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened, and no file with the ticket is written."""
    said: list[str] = []
    monkeypatch.setattr(serve.webbrowser, "open", lambda _: pytest.fail("opened"))
    serve._open(tmp_path, 8765, said.append, False)
    assert said[0].startswith("The desk is at http://127.0.0.1:8765/open?ticket=")
    assert len(said) == 2
    assert not (tmp_path / "open.html").exists()


def test_another_program_has_another_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code, templates and styles count, below any folder; other files do not. The same files give the same stamp."""
    monkeypatch.setattr(kit, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "desk").mkdir()
    stamps = [serve.code_stamp()]
    for name in ("__init__.py", "desk/page.j2", "desk/look.css"):
        (tmp_path / name).write_text("1", encoding="utf-8")
        stamps.append(serve.code_stamp())
    (tmp_path / "__init__.py").write_text("12", encoding="utf-8")
    stamps.append(serve.code_stamp())
    os.utime(tmp_path / "__init__.py", (1, 1))
    stamps.append(serve.code_stamp())
    assert len(set(stamps)) == len(stamps) == 6
    (tmp_path / "desk/kept.pyc").write_text("1", encoding="utf-8")
    assert serve.code_stamp() == stamps[-1]
    assert all(re.fullmatch("[0-9a-f]{16}", stamp) for stamp in stamps)


def test_topics_are_read_before_the_first_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each topic of the project; a project that can't be read is told by the page, not here."""
    read: list[tuple[Path, str]] = []
    fresh: list[Path] = []
    monkeypatch.setattr(build, "refresh", fresh.append)
    monkeypatch.setattr(build, "source", lambda root, topic: read.append((root, topic)))
    serve._read_ahead(ROOT)
    assert fresh == [ROOT]
    assert (ROOT, "heroin-withdrawal") in read
    assert len(read) == len(list((ROOT / "content").glob("*/topic.yaml")))

    def broken(_root: Path, _topic: str) -> None:
        raise KitError("broken")

    monkeypatch.setattr(build, "source", broken)
    serve._read_ahead(ROOT)


def test_old_tickets_go_and_the_guard_knows_its_port(tmp_path: Path) -> None:
    """A ticket that nobody used goes after an hour, when a desk starts; one of this hour stays."""
    old, new = tmp_path / "ticket-old", tmp_path / "ticket-new"
    for path, age in ((old, 3660), (new, 3540)):
        path.touch()
        os.utime(path, (time.time() - age,) * 2)
    guard = serve._guard(ROOT, tmp_path, 1234, None)
    assert isinstance(guard, Loopback)
    assert (guard.port, guard.tickets.folder) == (1234, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["ticket-new"]


def test_a_hosted_guard_believes_its_proxy_and_the_file_of_roles(tmp_path: Path) -> None:
    """Name, proxy and header are those that were given; rights are those of the project."""
    (tmp_path / "roles.toml").write_text('[[person]]\naccount = "ana"\nsign = true\n', encoding="utf-8")
    guard = serve._guard(tmp_path, tmp_path / "state", 1234, HOSTED)
    assert isinstance(guard, Proxied)
    assert (guard.name, guard.proxy, guard.header) == (HOSTED.name, HOSTED.proxy, HOSTED.header)
    assert guard.rights["ana"].sign


def test_the_log_is_bounded_and_the_desks_own(tmp_path: Path, logs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the desk notes goes to its file, of at most a million bytes and one older one, and nowhere else; times and words only."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    serve._streams(tmp_path)
    print("an odd word")  # noqa: T201 - what a library may print where there is no console
    sys.stderr.write("a trace")
    for stream in (sys.stdout, sys.stderr):
        stream.close()
    assert (tmp_path / "stdout.log").read_text(encoding="utf-8") == "an odd word\n"
    assert (tmp_path / "stderr.log").read_text(encoding="utf-8") == "a trace"
    log = logging.getLogger("kit.desk")
    assert (log.level, log.propagate) == (logging.INFO, False)
    log.info("GET - 200 – ش")
    handler = log.handlers[-1]
    assert isinstance(handler, logging.handlers.RotatingFileHandler)
    assert (handler.maxBytes, handler.backupCount) == (1_000_000, 1)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} GET - 200 – ش\n", (tmp_path / "desk.log").read_text(encoding="utf-8")
    )
    assert not logging.getLogger("waitress.queue").isEnabledFor(logging.WARNING)
    assert logging.getLogger("waitress.queue").isEnabledFor(logging.ERROR)


def test_streams_that_there_are_stay(tmp_path: Path, logs: None) -> None:
    """A program with a console writes to it."""
    before = sys.stdout, sys.stderr
    serve._streams(tmp_path)
    assert (sys.stdout, sys.stderr) == before
    assert [path.name for path in tmp_path.iterdir()] == ["desk.log"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A server that ends as soon as it runs, by the signal that ends services; what it was told."""
    told: dict[str, Any] = {}
    before = signal.getsignal(signal.SIGTERM)

    def create(app: Flask, **options: object) -> SimpleNamespace:
        told.update(options, app=app)
        return SimpleNamespace(run=lambda: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(5))

    monkeypatch.setattr(waitress, "create_server", create)
    yield told
    signal.signal(signal.SIGTERM, before)


@pytest.mark.skipif(os.name != "posix", reason="uses signals")
@pytest.mark.parametrize("hosted", [None, HOSTED])
def test_it_serves_until_a_signal_and_takes_nobodys_word_but_the_proxys(server: dict[str, Any], hosted: Hosted | None) -> None:
    """The largest body is that of a logo; what strangers say of a proxy is cleared; a bare desk trusts none at all; no program is named."""
    app = Flask("x")
    with socket.socket() as sock:
        serve._serve(app, sock, hosted)
    assert server["app"] is app
    assert server["sockets"] == [sock]
    assert server["max_request_body_size"] == MAX_LOGO
    assert server["clear_untrusted_proxy_headers"] is True
    assert server["ident"] is None
    assert server.get("trusted_proxy") == (hosted.proxy if hosted else None)
    assert server.get("trusted_proxy_headers") == ({"x-forwarded-proto"} if hosted else None)
    assert (
        server["threads"] * 60 / server["channel_timeout"] <= server["connection_limit"]
    )  # who says nothing does not keep others out


@dataclasses.dataclass
class Fake:
    """Work that is never done, and whether it was ended."""

    workers: int
    ready: Callable[[], object]
    closed: bool = False

    def close(self) -> None:
        """Note it."""
        self.closed = True


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: None) -> SimpleNamespace:
    """A start without processes: `run` it; what was served, said, begun and stopped."""
    seen = SimpleNamespace(said=[], pools=[], served=[], ahead=[], warmed=[], folder=tmp_path / "desk", during=lambda: None)
    (tmp_path / "project").mkdir()

    def pool(workers: int, ready: Callable[[], object]) -> Fake:
        seen.pools.append(Fake(workers, ready))
        return seen.pools[-1]

    def served(app: Flask, sock: socket.socket, hosted: Hosted | None) -> None:
        seen.served.append((app.extensions["kit-desk"], sock.getsockname(), hosted))
        seen.during()

    def run(**more: Any) -> None:
        given = {"port": 0, "browser": False, "hosted": None, "say": seen.said.append, "today": lambda: TODAY}
        serve.run(tmp_path / "project", **{**given, **more})

    seen.run = run
    monkeypatch.setattr(serve, "user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(serve, "Pool", pool)
    monkeypatch.setattr(serve, "_serve", served)
    monkeypatch.setattr(serve, "_read_ahead", lambda root: seen.ahead.append((root, threading.current_thread().daemon)))
    monkeypatch.setattr(serve.work, "warm", lambda root, today: seen.warmed.append((root, today)))
    return seen


def test_a_start_notes_where_it_is_and_its_end_takes_the_note_away(started: SimpleNamespace, tmp_path: Path) -> None:
    """While it serves, a second start finds it; afterwards its processes are ended and nothing says that it runs."""
    notes: list[tuple[dict[str, int], int]] = []
    jobs: list[Work] = []
    stopped: list[bool] = []
    folder = serve.state_folder(tmp_path / "project")

    def during() -> None:
        path = folder / "desk.json"
        notes.append((json.loads(path.read_text(encoding="utf-8")), path.stat().st_mode & 0o777))
        jobs.append(started.served[0][0].jobs.begin(lambda work: stopped.append(work.stop.wait(9))))

    started.during = during
    (folder / "desk.json").write_text('{"port": 1}', encoding="utf-8")  # of a desk that was killed
    started.run()
    while jobs[0].state == "running":
        time.sleep(0.001)
    ((desk, (host, port), hosted),) = started.served
    assert (host, hosted) == ("127.0.0.1", None)
    assert notes == [({"port": port, "pid": os.getpid()}, 0o600)]
    assert not (folder / "desk.json").exists()
    assert f"http://127.0.0.1:{port}/open" in started.said[0]
    assert started.ahead == [(tmp_path / "project", True)]  # what is still read at the end holds nobody up
    (pool,) = started.pools
    pool.ready()
    assert started.warmed == [(tmp_path / "project", TODAY)]
    assert pool.closed
    assert 1 <= pool.workers <= 2
    assert (desk.root, desk.runner, desk.code) == (tmp_path / "project", pool, serve.code_stamp())
    assert desk.words.root == tmp_path / "project"
    assert desk.guard.port == port
    assert desk.today() == TODAY
    assert desk.shelf.folder == folder / "shelf"
    assert desk.shelf.folder.is_dir()
    assert stopped == [True]


def test_the_end_of_a_start_that_fails_is_orderly_too(started: SimpleNamespace, tmp_path: Path) -> None:
    """A fault while serving leaves neither a note nor processes."""
    note = serve.state_folder(tmp_path / "project") / "desk.json"

    def during() -> None:
        if len(started.pools) == 2:
            note.unlink()  # a person cleared the cache
        raise ZeroDivisionError

    started.during = during
    for pool in (0, 1):
        with pytest.raises(ZeroDivisionError):
            started.run()
        assert started.pools[pool].closed
        assert not note.exists()


def test_a_second_start_opens_the_first_desk(started: SimpleNamespace, tmp_path: Path) -> None:
    """Nothing is served twice: the address of the desk that runs is told, and its note stays."""
    with answering(b"ok\n") as port:
        note = serve.state_folder(tmp_path / "project") / "desk.json"
        note.write_text(json.dumps({"port": port}), encoding="utf-8")
        started.run()
        assert (started.served, started.pools) == ([], [])
        assert f"http://127.0.0.1:{port}/open" in started.said[0]
        assert note.exists()
        started.run(hosted=HOSTED)  # which is reached by its name and not by a note
        assert len(started.served) == 1
        assert note.exists()


def test_a_hosted_desk_is_told_by_its_name_and_has_no_ticket(started: SimpleNamespace, tmp_path: Path) -> None:
    """Who may use it the proxy says: there is no address that works once, and no note of it."""
    started.run(hosted=HOSTED)
    ((desk, (_, port), hosted),) = started.served
    assert hosted is HOSTED
    assert desk.guard.hosted
    assert started.said == [f"The desk listens on 127.0.0.1:{port} for 10.0.0.2, as https://kits.example.org"]
    folder = serve.state_folder(tmp_path / "project")
    assert [path.name for path in folder.iterdir() if path.name.startswith(("ticket", "desk.json"))] == []


def test_a_desk_can_be_stopped_from_its_own_page(started: SimpleNamespace) -> None:
    """The page's answer goes out first; then the program is ended as by Ctrl+C."""
    begun = time.monotonic()

    def during() -> None:
        started.served[0][0].stop()
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it comes at any moment of these
            while time.monotonic() < begun + 5:
                time.sleep(0.01)

    started.during = during
    started.run()
    assert 0.1 < time.monotonic() - begun < 4


def test_today_is_asked_anew(started: SimpleNamespace) -> None:
    """A desk that runs over midnight knows the new day."""
    days = iter([TODAY, TODAY + datetime.timedelta(days=1), TODAY + datetime.timedelta(days=2)])
    started.run(today=lambda: next(days))
    assert started.served[0][0].today() == TODAY + datetime.timedelta(days=1)
