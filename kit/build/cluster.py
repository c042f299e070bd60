"""Jobs done by the workers of a Dask cluster: the same jobs and the same account as on one machine.

The workers need the same kit and the project's folder under the same name. Files stream back to this process, which puts them in
place; or each worker puts its own where an fsspec path says (a shared folder, an object store), and only the account comes back. A
worker that dies is Dask's to survive: its jobs go to others, and one that ends three of them is told. Left out on purpose:
starting a cluster, and a scheduler of our own.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import threading
import time
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kit.build.fresh import refresh
from kit.build.incremental import kept, made_from
from kit.build.job import Job, MadeFrom, Result
from kit.build.making import MadeFile, guarded, lost, produce, put
from kit.build.output import OLD, sweep_all
from kit.build.program import kit_digest
from kit.errors import KitError, OutputError
from kit.files import write_whole

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

Answer = Result | OutputError
AHEAD = 4
"""Jobs sent for each thread of the cluster, so that none waits while an answer travels."""
SECONDS = 15
LONELY = 300
"""Seconds for which a cluster may have no worker at all, as while one that died is started again, before the build ends."""
_ONE = threading.Lock()
"""A worker may have several threads; the libraries that write and read files are for one."""


def run(jobs: Sequence[Job], address: str, store: str = "") -> Generator[tuple[int, Answer]]:
    """The place of each job and what came of it, as they come. `store` is where workers put files, or "" for back here.

    KitError: the cluster can't be reached, was lost, or has another kit.
    """
    with _connected(address) as client:
        needed: list[_Needed] = []
        for at, job in enumerate(jobs):
            made = made_from(job)
            found = kept(job, made) if not store and not job.release else ""
            if isinstance(found, Result):
                yield at, found
            else:
                needed.append(_Needed(at, job, made, found))
        yield from _followed(client, iter(needed), store)


class _Needed(NamedTuple):
    """A job that must be done: its place, what its file will be made from by the words of this machine, and why it is made."""

    at: int
    job: Job
    made: MadeFrom
    why: str


def _followed(client: Client, waiting: Iterator[_Needed], store: str) -> Generator[tuple[int, Answer]]:
    """Keep the cluster fed, a few jobs ahead, and give what comes."""
    from distributed import as_completed

    done: list[str] = []
    at_work: dict[Future, _Needed] = {}
    arriving = as_completed(loop=client.loop)
    build = uuid.uuid4().hex

    def feed(count: int) -> None:
        for one in itertools.islice(waiting, count):
            future = client.submit(make_there, one.job, store, kit_digest(), build, pure=False)
            at_work[future] = one
            arriving.add(future)

    feed(AHEAD * max(1, sum(client.nthreads().values())))
    try:
        while at_work:
            _wait(client, arriving)
            future = next(arriving)
            one = at_work.pop(future)
            answer = _answer(future, one, store)
            if isinstance(answer, Result) and answer.published:
                done.append(answer.path)
            yield one.at, replace(answer, why=one.why) if isinstance(answer, Result) else answer
            feed(1)
    finally:
        client.cancel(list(at_work))
    if store:  # what is left of this build's own are halves of workers that died
        sweep_store(store, done, build)


def _wait(client: Client, arriving: as_completed) -> None:
    """Until an answer has come. OutputError: there is nobody left who could give one."""
    left = LONELY
    while not arriving.has_ready():
        with arriving.thread_condition:
            arriving.thread_condition.wait(1)
        left = LONELY if arriving.has_ready() or client.nthreads() else left - 1
        if left <= 0:
            raise OutputError(
                "the cluster has no workers any more",
                "Start some; what was finished is kept: run the same command again for the rest.",
            )


def _answer(future: Future, one: _Needed, store: str) -> Answer:
    """What a worker sent, put in place; a job whose workers died each time is lost. A file of other words than ours is refused."""
    from distributed import CancelledError, KilledWorker

    try:
        answer = future.result()
    except (KilledWorker, MemoryError):
        return lost(one.job)
    except (CancelledError, OSError, TimeoutError) as error:
        raise OutputError(
            f"the cluster was lost ({type(error).__name__})",
            "What was finished is kept: run the same command again for the rest.",
        ) from None
    if isinstance(answer, OutputError):
        return answer
    assert isinstance(answer, MadeFile)
    if answer.result.made_from not in (None, one.made):
        return OutputError(
            "a worker of the cluster has other words than this machine",
            f"Give each the same project as {one.job.root}, let nobody change it meanwhile, and build again.",
        )
    if not store:
        put(one.job.out, answer)
    return answer.result


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise KitError("--cluster needs Dask", "Install it: health-kit[cluster], or start with run.py, which gets it.") from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise KitError(
            f"--cluster {address}: no scheduler answers there ({type(error).__name__})",
            "Start one (dask scheduler), and give its address, such as tcp://10.0.0.5:8786.",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError:
            raise KitError(f"--cluster {address}: it has no workers", "Start some: dask worker ADDRESS --nthreads 1.") from None
        yield client


def make_there(job: Job, store: str, kit: str, build: str) -> MadeFile | OutputError:
    """What a worker does: make the file, and put it into the store if there is one. OutputError: nothing that it makes would do.

    A worker lives longer than one build: for each it looks whether the project's files are still those that it has read.
    """
    if kit_digest() != kit:
        return OutputError(
            "a worker of the cluster has another version of the kit, its libraries or fonts", "Install the same on all."
        )
    with _ONE:
        _look_again(job.root, build)
        made = guarded(job, _made)
        if isinstance(made, Result):
            return MadeFile(result=made, data=b"")
        if isinstance(made, MadeFile) and store and made.result.published:
            try:
                place(store, made.result.path, made.data, build)
            except (OSError, ValueError, ImportError) as error:
                return OutputError(f"a worker could not write to {store}: {error}", "Check the path and the worker's rights.")
            return replace(made, data=b"")
    return made


@functools.lru_cache(maxsize=16)
def _look_again(root: Path, build: str) -> None:  # noqa: ARG001 - once for each build
    refresh(root)


def _made(job: Job) -> MadeFile:
    made = produce(job)
    return replace(made, result=replace(made.result, made_from=made_from(job)))


def place(store: str, path: str, data: bytes, mark: str = "") -> None:
    """Put a file into a store, whole: an object appears at once, in a folder it is renamed into place. `mark` as `write_whole` has it."""
    import fsspec

    files, base = fsspec.core.url_to_fs(store)
    target = f"{base.rstrip('/')}/{path}"
    if "file" in files.protocol:
        write_whole(Path(target), data, mark)
    else:
        files.makedirs(target.rpartition("/")[0], exist_ok=True)
        files.pipe_file(target, data)


def sweep_store(store: str, paths: Iterable[str], mark: str = "") -> None:
    """Where a store is a folder: delete the halves of files that died workers left beside these files, under this mark or long ago."""
    import fsspec

    files, base = fsspec.core.url_to_fs(store)
    if "file" in files.protocol:
        sweep_all(Path(base), paths, before=time.time() - OLD, mark=mark)
