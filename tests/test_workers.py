"""kit.workers: no worker's end stops the others, and none outlives its parent."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit import processes, workers
from kit.errors import KitError
from kit.workers import Crew
from tests import crew

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


linux = pytest.mark.skipif(sys.platform != "linux", reason="tells by a named pipe of Linux who still lives")


class _Alive:
    """A named pipe that workers hold while they live."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "alive"
        os.mkfifo(self.path)
        self.end = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)

    def _come(self, seconds: float) -> bytes | None:
        return os.read(self.end, 1) if select.select([self.end], [], [], seconds)[0] else None

    def wait_for(self, count: int) -> None:
        """Wait until so many workers have said that they live."""
        assert [self._come(20) for _ in range(count)] == [b"x"] * count

    def all_gone(self) -> bool:
        """Whether every one of them has ended within 2 seconds."""
        return self._come(2) == b""


@pytest.fixture
def alive(tmp_path: Path) -> Iterator[_Alive]:
    """Who lives."""
    pipe = _Alive(tmp_path)
    yield pipe
    os.close(pipe.end)


def _parent(alive: _Alive, **more: Any) -> subprocess.Popen[bytes]:
    """A process with two workers that never end by themselves."""
    return subprocess.Popen([sys.executable, "-m", "tests.crew", str(alive.path)], cwd=Path(__file__).parents[1], **more)


def test_every_job_is_answered_with_its_place() -> None:
    """Each job's answer comes once, with the place of the job."""
    found = list(Crew(work=crew.square, lost=crew.lost, jobs=range(9), size=2).results())
    assert sorted(found) == [(at, at * at) for at in range(9)]


def test_a_job_that_ends_its_process_is_tried_twice_and_the_rest_goes_on() -> None:
    """Of five jobs the one that kills its worker is lost; the four others are answered."""
    found = dict(Crew(work=crew.die_of_three, lost=crew.lost, jobs=range(5), size=1).results())
    assert found == {0: 0, 1: 1, 2: 2, 3: -1, 4: 4}


def test_a_worker_that_was_killed_once_costs_nothing(tmp_path: Path) -> None:
    """A job whose worker died is done by the next one."""
    found = dict(Crew(work=crew.die_once, lost=crew.told, jobs=[tmp_path / "mark"], size=1).results())
    assert found == {0: "made"}


def test_a_job_that_needs_more_memory_than_there_is_counts_as_killed() -> None:
    """Out of memory ends the worker, quietly, and only that job is lost."""
    assert dict(Crew(work=crew.no_memory, lost=crew.lost, jobs=range(3), size=1).results()) == {0: 0, 1: -1, 2: 2}


def test_processes_that_can_not_start_are_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where workers end before they are ready, nothing is tried for ever."""
    monkeypatch.setattr(workers, "_serve", os.abort)
    with pytest.raises(KitError, match="end as soon as they are started"):
        list(Crew(work=crew.square, lost=crew.lost, jobs=range(2), size=2).results())


def test_a_worker_that_ends_before_it_was_told_its_work_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the first process was killed while it started, or could not be started at all, the jobs are done by the next one."""
    from multiprocessing.context import SpawnProcess

    start, refused = SpawnProcess.start, [BrokenPipeError(), OSError("no more processes")]

    def fails_twice(process: SpawnProcess) -> None:
        if refused:
            raise refused.pop()
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", fails_twice)
    assert dict(Crew(work=crew.square, lost=crew.lost, jobs=range(2), size=1).results()) == {0: 0, 1: 1}
    assert not refused


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("threads", [False, True])
def test_a_signal_while_a_worker_starts_is_answered_after(name: str, threads: bool) -> None:
    """What asks the parent to end waits until the child has been told its work, whatever thread hears it; else the child prints an error."""
    sign = getattr(signal, name)
    told: list[str] = []
    before = signal.signal(sign, lambda *_: told.append("heard"))
    here = threading.get_ident()
    try:
        with processes.deaf():
            if threads:  # the system may give it to any thread that has not shut it out
                signal.pthread_sigmask(signal.SIG_UNBLOCK, (sign,))
            signal.pthread_kill(here, sign)
            told.append("started")
        assert told == ["started", "heard"]
        assert signal.getsignal(sign) is not before
    finally:
        signal.signal(sign, before)


def test_a_worker_hears_what_asks_it_to_end(tmp_path: Path) -> None:
    """A worker itself ends by the signal that a machine sends to all when it is shut down: its job is tried once more."""
    found = dict(Crew(work=crew.asked_to_end_once, lost=crew.told, jobs=[tmp_path / "mark"], size=1).results())
    assert found == {0: "made"}


@linux
def test_workers_end_when_their_parent_is_killed(alive: _Alive) -> None:
    """After kill -9 of the parent no worker is left, though each is at work and reads no pipe."""
    with _parent(alive) as parent:
        alive.wait_for(2)
        parent.kill()
    assert alive.all_gone()


@linux
def test_workers_end_when_their_parent_is_interrupted(alive: _Alive) -> None:
    """After Ctrl+C, which the terminal sends to all of them, the parent ends every worker and none prints a word."""
    with _parent(alive, stderr=subprocess.PIPE, start_new_session=True) as parent:
        alive.wait_for(2)
        os.killpg(parent.pid, signal.SIGINT)
        said = parent.communicate()[1].decode()
    assert alive.all_gone()
    assert said.count("Traceback") == 1  # the parent's own: this program, unlike the kit, does not catch it


@linux
def test_a_child_without_the_systems_help_watches_its_parent(alive: _Alive) -> None:
    """On systems where no signal tells of the parent's end, a thread of the child's notices it."""
    with _parent(alive, env={**os.environ, "WATCH_ONLY": "1"}) as parent:
        alive.wait_for(2)
        parent.kill()
    assert alive.all_gone()
