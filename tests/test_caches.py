"""What is kept to save time is bounded, can be emptied at once, and never changes what is made."""

from __future__ import annotations

import functools
import inspect
import pkgutil
from importlib import import_module

import kit
from kit import caches
from kit.document import Options
from kit.formats import FORMATS
from tests.sample import sample


def _all() -> dict[str, caches.Cache]:
    for module in pkgutil.walk_packages(kit.__path__, "kit."):
        if module.name != "kit.__main__":
            import_module(module.name)
    return dict(caches.caches())


def test_every_cache_is_bounded() -> None:
    """Each has a bound, or belongs to a function without arguments, which has one value."""
    found = _all()
    assert len(found) > 30
    for name, cache in found.items():
        if isinstance(cache, caches.KeptValues):
            assert cache.most > 0, name
        else:
            assert isinstance(cache, functools._lru_cache_wrapper), name
            assert cache.cache_parameters()["maxsize"] or not inspect.signature(cache).parameters, name


def test_files_are_the_same_with_caches_full_and_empty() -> None:
    """Emptying all caches at once changes no byte of any format."""
    document = sample("en")
    for form in (form for form in FORMATS.values() if "topic" in form.takes):
        options = Options()
        first, kept = form.write(document, options), form.write(document, options)
        caches.empty()
        assert first == kept == form.write(document, options), form.name


def test_the_oldest_is_forgotten() -> None:
    """A `Kept` holds no more than it is told to, and forgets what came first."""
    kept: caches.KeptValues[str, int] = caches.KeptValues(2)
    for at, key in enumerate("aba" + "c"):
        kept.keep(key, at)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, 1, 3)
    kept.cache_clear()
    assert kept.get("c") is None
