"""Everything that is kept to save time, so that it can be emptied: no cache may change what is made, only how fast.

A cache is a function under `functools.lru_cache` with a bound, or a `Kept`, at the top of a module. `empty` finds them all; a test
asserts that each has a bound. Left out on purpose: what one object keeps of itself (`cached_property`), which goes with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Protocol):
    """What can be emptied."""

    def cache_clear(self) -> None:
        """Forget everything."""


class KeptValues(Generic[K, V]):
    """Values by key, of which the one that was not asked for the longest goes when there are `most`."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value kept under a key, or None."""
        value = self._values.pop(key, None)
        if value is not None:
            self._values[key] = value
        return value

    def keep(self, key: K, value: V) -> V:
        """Keep a value, and give it back."""
        if key not in self._values and len(self._values) >= self.most:
            del self._values[next(iter(self._values))]
        self._values[key] = value
        return value

    def cache_clear(self) -> None:
        """Forget everything."""
        self._values.clear()


def caches() -> Iterator[tuple[str, Cache]]:
    """Every cache of the modules loaded so far, with the name of its place."""
    for name, module in sorted(sys.modules.items()):
        if name == "kit" or name.startswith("kit."):
            for key, value in sorted(vars(module).items()):
                own = isinstance(value, KeptValues) or getattr(value, "__module__", "") == name  # not one that was only imported
                if own and not isinstance(value, type) and callable(getattr(value, "cache_clear", None)):
                    yield f"{name}.{key}", value


def empty() -> None:
    """Empty every cache: what is made afterwards is made anew."""
    for _, cache in caches():
        cache.cache_clear()
