"""The workers: bounded, replaced when one dies, ended with the desk; the shelf: keys that say all, trimmed to a size."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kit.desk.jobs import BusyError, Here, Jobs, Pool
from kit.desk.shelf import Shelf, key
from kit.errors import KitError
from tests.conftest import ROOT


def die() -> None:
    """What a worker does that runs out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def pool() -> Pool:
    """A pool of one process."""
    return Pool(1, os.getpid)


def test_a_dead_worker_is_replaced(pool: Pool) -> None:
    """Work that kills its process is told in words, and the next work runs in a new one."""
    try:
        with pytest.raises(KitError, match="stopped from outside"):
            pool.run(die)
        assert pool.run(os.getpid) != os.getpid()
    finally:
        pool.close()


def test_work_that_hangs_is_ended(pool: Pool) -> None:
    """Work that does not come to an end is stopped by force after its time."""
    try:
        pool.run(os.getpid)
        with pytest.raises(KitError, match="took longer"):
            pool.run(time.sleep, 3600, seconds=0.3)
        assert pool.run(os.getpid)
    finally:
        pool.close()


def test_a_closed_pool_makes_no_new_process(pool: Pool) -> None:
    """What still runs when the desk ends is told to come again; nothing is begun anew for it."""
    held: list[type[Exception]] = []

    def ask() -> None:
        try:
            pool.run(time.sleep, 60)
        except (BusyError, KitError) as error:
            held.append(type(error))

    pool.run(os.getpid)
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    while not pool.pool._pending_work_items:
        time.sleep(0.001)
    pool.close()
    asking.join(20)
    assert held == [BusyError]


def test_waiting_for_a_turn_ends_nobody(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that waits longer than it may run is not taken for work that hangs: it waits, also as the next one, or is told to come again."""
    try:
        first = pool.run(os.getpid)
        others = [threading.Thread(target=pool.run, args=(time.sleep, 0.3)) for _ in range(2)]
        for other in others:
            other.start()
        while pool.turns._value:
            time.sleep(0.001)
        assert pool.run(os.getpid, seconds=0.25) == first
        with pool.turns:
            monkeypatch.setattr("kit.desk.jobs.PATIENCE", 0.0)
            with pytest.raises(BusyError):
                pool.run(os.getpid)
        for other in others:
            other.join()
        assert pool.run(os.getpid) == first
    finally:
        pool.close()


def test_too_much_waiting_work_is_refused(pool: Pool) -> None:
    """Beyond the queue's end nobody waits: the answer is busy."""
    try:
        while pool.waiting.acquire(blocking=False):
            pass
        with pytest.raises(BusyError):
            pool.run(os.getpid)
    finally:
        pool.close()


def test_a_job_tells_and_stops() -> None:
    """A job makes its pieces in order, tells what failed, and stops after the piece it is at."""
    jobs = Jobs(Here())

    def bad() -> None:
        raise KitError("no", "Mend it.")

    work = jobs.start([(str, 1), (bad,), (str, 2)], len)
    while work.state == "running":
        time.sleep(0.001)
    assert (work.state, work.made, work.done, work.end) == ("done", ["1", "2"], 3, 2)
    assert work.failed == ["no\n  Mend it."]
    stopped = jobs.start([(time.sleep, 0.05), (str, 1), (str, 2)])
    stopped.stop.set()
    while stopped.state == "running":
        time.sleep(0.001)
    assert (stopped.state, "2" in stopped.made) == ("stopped", False)
    assert jobs.find("nothing") is None


def test_keys_say_all() -> None:
    """Parts can't run into each other, and any change changes the key."""
    assert key("ab", "c") != key("a", "bc")
    assert key({"a": 1}) != key({"a": 2})
    assert key("a") == key("a")


def test_shelf_is_trimmed(tmp_path: Path) -> None:
    """The longest unused entries go first, until the rest fits."""
    shelf = Shelf(tmp_path, limit=250)
    for number in range(5):
        place = shelf.place(f"e{number}")
        (place / "file").write_bytes(b"x" * 100)
        os.utime(place, (number, number))
    shelf.trim()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e3", "e4"]


STARTED = """
import sys, os, time
from kit.desk.jobs import Pool
if __name__ == "__main__":
    pool = Pool(2, os.getpid)
    print(pool.run(os.getpid), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="uses signals")
def test_workers_die_with_the_desk(tmp_path: Path) -> None:
    """Even a desk that is killed outright leaves no worker behind."""
    script = tmp_path / "started.py"
    script.write_text(STARTED, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the worker outlived the desk")
