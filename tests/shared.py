"""What one process makes and all read: a folder made once in a test run, whichever of its processes asks first.

Tests run in several processes, each with its own session fixtures. Something dear that no test changes, as a built kit, is made
through `once` instead. Left out on purpose: what is made.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

T = TypeVar("T")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> tuple[Path, T]:
    """The folder `name` of this test run and what `make` gave for it, which must pickle; the others wait while one makes it.

    Where `make` raises, nothing is kept: the next to ask tries again, and says the same.
    """
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = base / f"shared-{name}", base / f"shared-{name}.pickle"
    with FileLock(base / f"shared-{name}.lock"):
        if not told.exists():
            folder.mkdir(exist_ok=True)
            told.write_bytes(pickle.dumps(make(folder)))
        return folder, pickle.loads(told.read_bytes())
