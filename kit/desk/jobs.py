"""Work that takes long, in a bounded pool of processes that ends with the desk; and the longer jobs that a page asks after.

Processes and not threads: pdfium is not thread-safe, and other pages answer while a file is made. Left out on purpose: the
work itself (`kit.desk.work`).
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import itertools
import logging
import multiprocessing
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from kit.errors import KitError
from kit.processes import watch_parent

T = TypeVar("T")
log = logging.getLogger("kit.desk")
MEMORY = 3 * 2**30
SECONDS = 60.0
QUEUE = 20
PATIENCE = 120.0
"""Seconds that work waits for its turn."""
KEPT = 40


Piece = tuple[Callable[..., object], *tuple[object, ...]]
"""A part of a longer job: a function, and what it is called with."""


class BusyError(Exception):
    """More work is waiting than the desk takes on; the answer is 503 with Retry-After."""


class Runner(Protocol):
    """Something that runs a function elsewhere and gives back what it returns or raises."""

    def run(self, work: Callable[..., T], *arguments: object, seconds: float = SECONDS) -> T:
        """Run it and wait. KitError if it fails by a fault the user can mend, takes too long or its process dies."""

    def close(self) -> None:
        """End what runs."""


class Here:
    """Runs work at once, in this process: for tests and for one-shot commands."""

    def run(self, work: Callable[..., T], *arguments: object, seconds: float = SECONDS) -> T:
        """Run it now; there is nobody to stop it."""
        del seconds
        return work(*arguments)

    def close(self) -> None:
        """Nothing runs."""


class Pool:
    """A few processes, the first started at once so that the first page need not wait; a broken pool is made anew.

    Each runs `ready` before its first work, also one that takes the place of another. Not all at once: on two cores they would
    make each other, and the process that answers, wait.
    """

    def __init__(self, workers: int, ready: Callable[[], object]) -> None:
        self.workers = workers
        self.ready = ready
        self.waiting = threading.BoundedSemaphore(QUEUE)
        self.turns = threading.Semaphore(workers)
        self.lock = threading.Lock()
        self.closed = False
        self.pool = self._new()

    def _new(self) -> concurrent.futures.ProcessPoolExecutor:
        pool = concurrent.futures.ProcessPoolExecutor(
            max_workers=self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self.ready,),
            max_tasks_per_child=500,
        )
        pool.submit(os.getpid)
        return pool

    def run(self, work: Callable[..., T], *arguments: object, seconds: float = SECONDS) -> T:
        """Run it in a process; BusyError if too many wait already, or if no process is free for long.

        Its seconds count from its turn: the executor itself takes work as begun that only waits behind other work, and what waits
        is not what hangs.
        """
        if not self.waiting.acquire(blocking=False):
            raise BusyError
        try:
            if not self.turns.acquire(timeout=PATIENCE):
                raise BusyError
            try:
                return self._run(work, *arguments, seconds=seconds)
            finally:
                self.turns.release()
        finally:
            self.waiting.release()

    def _run(self, work: Callable[..., T], *arguments: object, seconds: float) -> T:
        for last in (False, True):
            pool = self.pool
            try:
                return _submitted(pool, work, *arguments).result(timeout=seconds)
            except (BrokenProcessPool, concurrent.futures.CancelledError):  # ended with another's work, or by it
                self._replace(pool)
                if last:
                    raise KitError(
                        "the work was stopped from outside, perhaps for lack of memory", "Close other programs and try again."
                    ) from None
            except TimeoutError:
                self._replace(pool)
                raise KitError(
                    f"this took longer than {seconds:.0f} seconds and was stopped", "Try again with less at once."
                ) from None
        raise AssertionError("unreachable")

    def _replace(self, broken: concurrent.futures.ProcessPoolExecutor) -> None:
        with self.lock:
            if self.closed:
                raise BusyError
            if self.pool is broken:
                _end(broken)
                self.pool = self._new()

    def close(self) -> None:
        """End the processes, whatever they do; no new ones are made."""
        with self.lock:
            self.closed = True
        _end(self.pool)


def _submitted(
    pool: concurrent.futures.ProcessPoolExecutor, work: Callable[..., T], *arguments: object
) -> concurrent.futures.Future[T]:
    """The work given to the pool; BrokenProcessPool also where another thread has just ended it."""
    try:
        return pool.submit(work, *arguments)
    except BrokenProcessPool:
        raise
    except RuntimeError:
        raise BrokenProcessPool from None


def _end(pool: concurrent.futures.ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())  # a worker that hangs must be ended by force
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with contextlib.suppress(OSError, ValueError):
            process.kill()


def _begin(ready: Callable[[], object]) -> None:
    """In a new worker: bounded memory, an end as soon as the desk is gone, however it went, and `ready` run; then low priority."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    watch_parent()  # the system's own signal would come when the thread ends that answered a request
    with contextlib.suppress(Exception):  # what is wrong with the files is told by the first work that needs them
        ready()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)


State = Literal["running", "done", "stopped", "failed"]


@dataclass(slots=True, kw_only=True)
class Work:
    """A longer job of a kind: how far it is, what it made (by name) and what it could not make, with the reason."""

    id: str
    total: int
    kind: str = ""
    state: State = "running"
    done: int = 0
    made: list[object] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    end: object = None


class Jobs:
    """The longer jobs of this desk, newest last; each feeds the pool one piece at a time, so that pages stay quick."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.known: OrderedDict[str, Work] = OrderedDict()
        self.lock = threading.Lock()

    def start(self, pieces: Sequence[Piece], finish: Callable[[list[object]], object] = lambda _: None) -> Work:
        """Begin a job whose pieces are (function, *arguments); `finish` takes what they returned. BusyError if three run already."""
        return self.begin(lambda work: self._pieces(work, pieces, finish), len(pieces))

    def begin(self, follow: Callable[[Work], None], total: int = 0, kind: str = "") -> Work:
        """Begin a job that `follow` does, which keeps its account; a `total` of 0 is not known yet. BusyError if three run already.

        A KitError of `follow` is told as the job's failure. It ends early when `work.stop` is set.
        """
        work = Work(id=secrets.token_urlsafe(9), total=total, kind=kind)
        with self.lock:
            if sum(job.state == "running" for job in self.known.values()) >= 3:
                raise BusyError
            self.known[work.id] = work
            for old in list(itertools.islice(self.known, max(0, len(self.known) - KEPT))):
                if self.known[old].state != "running":
                    del self.known[old]
        threading.Thread(target=self._follow, args=(work, follow), daemon=True).start()
        return work

    def _follow(self, work: Work, follow: Callable[[Work], None]) -> None:
        try:
            follow(work)
            work.state = "stopped" if work.stop.is_set() and work.end is None else "done"
        except KitError as error:
            work.failed.append(str(error))
            work.state = "failed"
        except Exception:  # a fault of ours must not leave a job that runs for ever
            log.exception("fault in a job")
            work.state = "failed"

    def _pieces(self, work: Work, pieces: Sequence[Piece], finish: Callable[[list[object]], object]) -> None:
        for function, *arguments in pieces:
            if work.stop.is_set():
                return
            try:
                work.made.append(self.runner.run(function, *arguments))
            except (KitError, BusyError) as error:
                work.failed.append(str(error))
            work.done += 1
        work.end = finish(work.made)

    def find(self, ident: str) -> Work | None:
        """The job of that id, if it is still known."""
        return self.known.get(ident)

    def close(self) -> None:
        """Stop them all."""
        for work in list(self.known.values()):
            work.stop.set()
