"""Everything that is kept to save time, so that it can be emptied: no cache may change what is made, only how fast.

A cache is a function under `functools.lru_cache` with a bound or under `remembered`, `KeptValues`, `KeptOf` or `KeptVersions`, at the top of a
module. `empty` finds them all; a test asserts that each has a bound. Left out on purpose: what one object keeps of itself (`cached_property`), which goes with it.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import itertools
import sys
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, ParamSpec, Protocol, TypeVar

K = TypeVar("K")
P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")


class Cache(Protocol):
    """What can be emptied."""

    def cache_clear(self) -> None:
        """Forget everything."""


class Turning(Protocol):
    """What forgets from time to time."""

    def turn(self) -> None:
        """Forget what was not asked for since the last turn."""


_turning: list[Turning] = []
"""The caches that turn."""


class KeptValues(Generic[K, V]):
    """Values by key, of which the one that was not asked for the longest goes when there are `most`.

    With `turning` a value also goes when some files were made without asking for it (`settle`): what belongs to one clinic alone, and
    is never asked for again, would else stay until there are `most`.
    """

    def __init__(self, most: int, *, turning: bool = False) -> None:
        self.most = most
        self._values: dict[K, V] = {}
        self._before: dict[K, V] = {}
        """What was not asked for since the last turn; no key is in both."""
        if turning:
            _turning.append(self)

    def get(self, key: K) -> V | None:
        """The value kept under a key, or None."""
        value = self.take(key)
        if value is not None:
            self._values[key] = value
        return value

    def take(self, key: K) -> V | None:
        """The value kept under a key, which is forgotten, or None."""
        value = self._values.pop(key, None)
        return value if value is not None else self._before.pop(key, None)

    def keep(self, key: K, value: V) -> V:
        """Keep a value, and give it back."""
        self._before.pop(key, None)
        if key not in self._values and self._count() >= self.most:
            oldest = self._before or self._values
            oldest.pop(next(iter(oldest), key), None)  # another thread may have been quicker
        self._values[key] = value
        return value

    def turn(self) -> None:
        """Forget what was not asked for since the last turn."""
        self._before, self._values = self._values, {}

    def _count(self) -> int:
        return len(self._values) + len(self._before)

    def cache_clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._before.clear()


class KeptOf(Generic[T, V]):
    """What was made of this very object, and of what else is named: an equal object is another, and so is one that has its address now.

    The object is held as long as what was made of it. `turning` as for `KeptValues`.
    """

    def __init__(self, most: int, *, turning: bool = False) -> None:
        self.most = most
        self._kept: KeptValues[tuple[Hashable, ...], tuple[T, V]] = KeptValues(most, turning=turning)

    def get(self, of: T, *more: Hashable) -> V | None:
        """What was made of an object, or None."""
        known = self._kept.get((id(of), *more))
        return known[1] if known and known[0] is of else None

    def take(self, of: T, *more: Hashable) -> V | None:
        """What was made of an object, which is forgotten, or None."""
        known = self._kept.take((id(of), *more))
        return known[1] if known and known[0] is of else None

    def keep(self, value: V, of: T, *more: Hashable) -> V:
        """Keep what was made of an object, and give it back."""
        return self._kept.keep((id(of), *more), (of, value))[1]

    def cache_clear(self) -> None:
        """Forget everything."""
        self._kept.cache_clear()


class Remembered(Generic[P, V]):
    """A function that remembers up to `most` values as `lru_cache` does, and forgets those that nobody asked for between two of its turns.

    It turns seldom, at every eighth turn of the others: a value weighs little, and each turn looks up anew all that stays.
    """

    EVERY = 8

    def __init__(self, make: Callable[P, V], most: int) -> None:
        functools.update_wrapper(self, make)
        self.most = most
        self._make = make
        self._turns = 0
        self._source: _Source[P, V] = _Source(make)
        self._now: functools._lru_cache_wrapper[V] = functools.lru_cache(most)(self._source)
        _turning.append(self)

    def __call__(self, *given: P.args, **named: P.kwargs) -> V:
        """The value, made if it is not remembered."""
        return self._now(*given, **named)  # type: ignore[arg-type]  # what is hashable is not known here

    def turn(self) -> None:
        """At every eighth turn, forget what was not asked for since the last such turn."""
        self._turns += 1
        if self._turns % self.EVERY == 0:
            self._source.make = self._make
            self._source = _Source(self._now)
            self._now = functools.lru_cache(self.most)(self._source)

    def cache_clear(self) -> None:
        """Forget everything."""
        self._source = _Source(self._make)
        self._now = functools.lru_cache(self.most)(self._source)

    def cache_info(self) -> functools._CacheInfo:
        """How often it was asked since the last turn, and how many values it remembers since then."""
        return self._now.cache_info()


class _Source(Generic[P, V]):
    """Where values come from that are asked for the first time since the last turn: what was remembered before it."""

    __slots__ = ("make",)  # `lru_cache` would copy a __dict__, and with it hold what was to be forgotten

    def __init__(self, make: Callable[P, V]) -> None:
        self.make = make

    def __call__(self, *given: P.args, **named: P.kwargs) -> V:
        return self.make(*given, **named)


def remembered(most: int) -> Callable[[Callable[P, V]], Remembered[P, V]]:
    """Remember the values of a function that is asked for texts of single clinics too, up to `most`."""
    return lambda make: Remembered(make, most)


class KeptVersions(Generic[K, V]):
    """What was made of files that people change, by the file: of each of `most` files the newest few versions, and no older one.

    With a plain cache each save of a file would keep another whole value until there are `most`.
    """

    VERSIONS = 3

    def __init__(self, most: int) -> None:
        self.most = most
        self._files: KeptValues[K, KeptValues[bytes, V]] = KeptValues(most)

    def get(self, key: K, data: bytes) -> V | None:
        """What was made of a file's bytes, or None."""
        kept = self._files.get(key)
        return kept.get(hashlib.sha256(data).digest()) if kept else None

    def keep(self, key: K, data: bytes, value: V) -> V:
        """Keep what was made of a file's bytes, and give it back."""
        kept = self._files.get(key) or self._files.keep(key, KeptValues(self.VERSIONS))
        return kept.keep(hashlib.sha256(data).digest(), value)

    def cache_clear(self) -> None:
        """Forget everything."""
        self._files.cache_clear()


def caches() -> Iterator[tuple[str, Cache]]:
    """Every cache of the modules loaded so far, with the name of its place."""
    for name, module in sorted(sys.modules.items()):
        if name == "kit" or name.startswith("kit."):
            for key, value in sorted(vars(module).items()):
                kept = isinstance(value, KeptValues | KeptOf | KeptVersions)
                own = kept or getattr(value, "__module__", "") == name  # not one that was only imported
                if own and not isinstance(value, type) and callable(getattr(value, "cache_clear", None)):
                    yield f"{name}.{key}", value


_SELDOM = 256
_TURN = 8
"""Files after which the caches turn: what was asked for in none of 8 to 16 files is forgotten."""
_files = itertools.count(1)


def settle() -> None:
    """Say that another file was made: now and then what nobody asks for is forgotten, and the rest kept from the collector of garbage.

    A full search through all that is kept takes as long as a file, and finds nothing: it holds hundreds of thousands of objects that stay.
    Those that were put away and have since been forgotten are looked for each time, so that memory stays level.
    """
    number = next(_files)
    if number % _TURN == 0:
        for cache in _turning:
            cache.turn()
    if number % _SELDOM == 0 or (number < _SELDOM and number & (number - 1) == 0):  # 1, 2, 4 ... while caches fill, then seldom
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def empty() -> None:
    """Empty every cache: what is made afterwards is made anew."""
    for _, cache in caches():
        cache.cache_clear()
