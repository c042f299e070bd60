"""Jobs done by several processes, none of which can stop the others: a worker that dies is replaced, its job tried once more.

Each worker has a pipe of its own. It is sent a few jobs when it has none left, and answers one by one, so that the parent always
knows which job a worker died of. Left out on purpose: what a job is, and machines
beyond this one.
"""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from kit.errors import KitError
from kit.processes import deaf, end_with_parent

J = TypeVar("J")
R = TypeVar("R")

CHUNK = 4
"""The most jobs that a worker is sent at once."""
TRIES = 2
"""How often a job is begun before it counts as one that ends its process."""
_STILLBORN = 3
"""So many workers in a row that end before they are ready mean that none will be."""
_READY = -1
_SECONDS = 1.0
"""How long to wait for a process that was ended by force."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ready: bool = False
    at_work: collections.deque[int] = field(default_factory=collections.deque)

    def end(self) -> None:
        if self.process.pid is not None:  # it was started
            self.process.kill()
            self.process.join(_SECONDS)
        self.pipe.close()


@dataclass(slots=True, kw_only=True)
class Crew(Generic[J, R]):
    """`work` done on each of `jobs` by up to `size` processes. `lost` says what a job is worth that twice ended its process.

    `work` must be a function of a module, and its argument and answer must be picklable.
    """

    work: Callable[[J], R]
    lost: Callable[[J], R]
    jobs: Sequence[J]
    size: int
    _left: collections.deque[int] = field(init=False)
    _tries: collections.Counter[int] = field(init=False, default_factory=collections.Counter)
    _workers: list[_Worker] = field(init=False, default_factory=list)
    _stillborn: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._left = collections.deque(range(len(self.jobs)))

    def results(self) -> Iterator[tuple[int, R]]:
        """(place in `jobs`, answer) of every job, as they come. Closing it, or an interrupt, ends every process at once.

        KitError: no process can be started here.
        """
        done = 0
        try:
            while done < len(self.jobs):
                for at, result in self._step():
                    done += 1
                    yield at, result
        finally:
            for worker in self._workers:
                worker.end()

    def _step(self) -> Iterator[tuple[int, R]]:
        """Start what is missing, feed who is idle, and take what has come."""
        while self._left and len(self._workers) < min(self.size, len(self.jobs)):
            self._workers.append(self._start())
        for worker in self._workers:
            if worker.ready and not worker.at_work and self._left:
                self._feed(worker)
        told = wait([worker.pipe for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.pipe in told]:
            yield from self._take(worker)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        # the work as bytes, which load nothing before the child has seen to it that it ends with this process
        process = context.Process(target=_serve, args=(theirs, pickle.dumps(self.work)), daemon=True)
        with deaf(), contextlib.suppress(OSError):  # no process could be started, or it ended at once: its pipe says so next
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _feed(self, worker: _Worker) -> None:
        fair = max(1, min(CHUNK, len(self._left) // (4 * self.size)))
        chunk = [self._left.popleft() for _ in range(min(fair, len(self._left)))]
        worker.at_work.extend(chunk)
        with contextlib.suppress(OSError):  # it has just ended: its pipe says so next
            worker.pipe.send([(at, self.jobs[at]) for at in chunk])

    def _take(self, worker: _Worker) -> Iterator[tuple[int, R]]:
        try:
            at, result = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if at == _READY:
            worker.ready = True
            self._stillborn = 0
            return
        worker.at_work.remove(at)
        yield at, result

    def _bury(self, worker: _Worker) -> Iterator[tuple[int, R]]:
        """A worker ended, by force or for lack of memory: the job that it was at counts, those that it had not begun do not."""
        self._workers.remove(worker)
        worker.end()
        self._stillborn += not worker.ready
        if self._stillborn >= _STILLBORN:
            raise KitError(
                "the processes that make the files end as soon as they are started",
                "Close other programs, so that there is memory, and run the command again with --jobs 1.",
            )
        if worker.at_work:
            suspect = worker.at_work.popleft()
            self._left.extendleft(reversed(worker.at_work))
            self._tries[suspect] += 1
            if self._tries[suspect] < TRIES:
                self._left.appendleft(suspect)
            else:
                yield suspect, self.lost(self.jobs[suspect])


def _serve(pipe: Connection, said: bytes) -> None:
    """What a worker does: say that it is there, then answer until nobody asks any more. `said` is the work, pickled."""
    end_with_parent()
    work: Callable[[object], object] = pickle.loads(said)  # noqa: S301 - from the process that started this one
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of libraries: as in the parent, nobody is to see them
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        pipe.send((_READY, None))
        while True:
            for at, job in pipe.recv():
                try:
                    answer = work(job)
                except MemoryError:  # what is left of this process can't be trusted: the next one starts with room
                    os._exit(1)
                pipe.send((at, answer))
