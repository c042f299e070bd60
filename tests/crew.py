"""Work for the tests of kit.workers, in a module that worker processes can load."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from kit import workers
from kit.processes import watch_parent
from kit.workers import Crew

if os.environ.get("WATCH_ONLY"):
    workers.end_with_parent = watch_parent


def square(number: int) -> int:
    """Plain work."""
    return number * number


def die_of_three(number: int) -> int:
    """Work that ends its process at 3, each time."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(path: Path) -> str:
    """Work that ends its process the first time that it is tried."""
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "made"


def asked_to_end_once(path: Path) -> str:
    """Work that asks its process to end the first time that it is tried."""
    if not path.exists():
        path.touch()
        signal.raise_signal(signal.SIGTERM)
    return "made"


def no_memory(number: int) -> int:
    """Work that needs more memory than there is, once."""
    if number == 1:
        raise MemoryError
    return number


def lost(_: object) -> int:
    """What a job is worth that ends its process."""
    return -1


def told(path: Path) -> str:
    """What a lost job of paths is worth."""
    return f"lost {path.name}"


def busy(pipe: Path) -> int:
    """Say in a named pipe that this process lives, which holds the pipe until it ends; then work without end, asking nothing."""
    with pipe.open("w") as alive:
        alive.write("x")
        alive.flush()
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    for _ in Crew(work=busy, lost=lost, jobs=[Path(sys.argv[1])] * 2, size=2).results():
        pass
