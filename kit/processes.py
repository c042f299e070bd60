"""Processes that end with the one that started them, however it ended, and that leave Ctrl+C to it.

Left out on purpose: what the processes do, and the pools that feed them (`kit.workers`, `kit.desk.jobs`).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence

_HEARD = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a process to end, besides Ctrl+C: a child hears it once it has begun."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that this process gets when the thread that started it ends."""


def end_with_parent() -> None:
    """In a child that a long-lived thread started, before all else: end when the parent is gone, even in the middle of C code."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:  # it ended before it could be asked for
            os._exit(1)
    watch_parent()


def watch_parent() -> None:
    """In a child: a thread that waits for the parent's end, which the system tells by a pipe or a handle, then ends this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """While a child is started: what asks this process to end waits, so that the child is told what it is to do before.

    The child never gets Ctrl+C, which is the parent's to answer, and the others after `end_with_parent`.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signs, came = (signal.SIGINT, *_HEARD), list[int]()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signs)  # the child's from its start
    try:
        with _deferred(signs, came):  # another thread of this process may hear what this one does not
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number in came:
            signal.raise_signal(number)


@contextlib.contextmanager
def _deferred(signs: Sequence[int], came: list[int]) -> Iterator[None]:
    """Note the signals that come instead of answering them, where this is the thread that may."""
    alone = threading.current_thread() is threading.main_thread()
    answered = [sign for sign in signs if alone and signal.getsignal(sign) not in (signal.SIG_IGN, None)]
    before = [(sign, signal.signal(sign, lambda number, _: came.append(number))) for sign in answered]
    try:
        yield
    finally:
        for sign, handler in before:
            signal.signal(sign, handler)
