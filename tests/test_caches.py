"""What is kept to save time is bounded, can be emptied at once, and never changes what is made."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import itertools
import pkgutil
import re
import weakref
from importlib import import_module
from pathlib import Path

import pytest

import kit
from kit import caches
from kit.document import Options
from kit.formats import FORMATS
from kit.locale import isolate_first_strong
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
        if isinstance(cache, caches.KeptValues | caches.KeptOf | caches.KeptVersions | caches.Remembered):
            assert cache.most > 0, name
        else:
            cached = cache if isinstance(cache, functools._lru_cache_wrapper) else getattr(cache, "__wrapped__", None)
            assert isinstance(cached, functools._lru_cache_wrapper), name
            assert cached.cache_parameters()["maxsize"] or not inspect.signature(cached).parameters, name


def test_what_was_made_of_an_object_is_no_other_objects() -> None:
    """An equal object gets nothing, nor does one that has the old one's address; what is named beside it counts too."""
    kept: caches.KeptOf[list[int], str] = caches.KeptOf(2)
    one, twin = [1], [1]
    assert kept.keep("of one", one, "a") == "of one"
    assert kept.get(one, "a") == "of one"
    assert [kept.get(one), kept.get(one, "b"), kept.get(twin, "a"), kept.take(twin, "a")] == [None] * 4
    kept._kept.keep((id(twin), "a"), (one, "of one"))  # as if `twin` had come where `one` was
    assert kept.get(twin, "a") is None
    assert kept.take(twin, "a") is None
    assert kept.take(one, "a") == "of one"
    assert kept.get(one, "a") is None
    for number in range(3):
        kept.keep(str(number), one, number)
    assert [kept.get(one, number) for number in range(3)] == [None, "1", "2"]
    kept.cache_clear()
    assert kept.get(one, 2) is None


def test_of_a_file_that_is_saved_again_and_again_few_versions_stay() -> None:
    """Saving a file a hundred times leaves the newest few, those of other files stay, and an old one is made anew."""
    kept: caches.KeptVersions[str, object] = caches.KeptVersions(2)
    other = kept.keep("other", b"x", object())
    made = {bytes([number]): kept.keep("a", bytes([number]), object()) for number in range(100)}
    there = [data for data, value in made.items() if kept.get("a", data) is value]
    assert there == [bytes([number]) for number in range(100 - kept.VERSIONS, 100)]
    assert kept.get("other", b"x") is other
    kept.keep("third", b"y", object())
    assert kept.get("a", bytes([99])) is None
    kept.cache_clear()
    assert kept.get("other", b"x") is None


def test_files_are_the_same_with_caches_full_and_empty() -> None:
    """Emptying all caches at once changes no byte of any format."""
    document = sample("en")
    for form in (form for form in FORMATS.values() if "topic" in form.takes):
        options = Options()
        first, kept = form.write(document, options), form.write(document, options)
        caches.empty()
        assert first == kept == form.write(document, options), form.name


@pytest.mark.parametrize("name", ["handout", "deck", "page"])
def test_a_further_clinics_file_is_the_one_a_first_build_makes(name: str) -> None:
    """Whatever clinics came before, in whatever order, each file has the bytes that an empty process gives it."""
    names = ("Harbor Clinic", "Quartz Jazz Clínica 67", "Ж clinic")
    document = sample("en")
    assert document.clinic
    clinics = [dataclasses.replace(document.clinic, name=isolate_first_strong(name), phone="") for name in names]
    documents = [dataclasses.replace(document, clinic=clinic) for clinic in clinics]
    warm = [FORMATS[name].write(each, Options()) for each in documents]
    for each, data in zip(documents, warm, strict=True):
        caches.empty()
        assert FORMATS[name].write(each, Options()) == data


def test_what_no_file_asks_for_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what turns, a value that every file asks for stays, and one that belonged to a single file goes after 8 to 16 more."""
    monkeypatch.setattr(caches, "_turning", [])
    turning: caches.KeptValues[str, object] = caches.KeptValues(100, turning=True)
    lasting: caches.KeptValues[str, object] = caches.KeptValues(100)
    monkeypatch.setattr(caches, "_files", itertools.count(1))
    own, shared = object(), object()
    for kept in (turning, lasting):
        kept.keep("shared", shared)
        kept.keep("own", own)
    there = []
    for _ in range(24):
        caches.settle()
        assert turning.get("shared") is shared
        there.append(turning._before.get("own") is own or turning._values.get("own") is own)
    assert there == [True] * 15 + [False] * 9
    assert lasting.get("own") is own


def test_a_cache_that_turns_is_bounded_too() -> None:
    """What waits to be forgotten counts, and goes first."""
    kept: caches.KeptValues[str, int] = caches.KeptValues(3, turning=True)
    for key, value in zip("abc", (1, 2, 3), strict=True):
        kept.keep(key, value)
    kept.turn()
    assert kept.get("b") == 2
    kept.keep("d", 4)
    kept.keep("c", 5)
    assert [kept.get(key) for key in "abcd"] == [None, 2, 5, 4]
    kept.keep("e", 6)
    assert [kept.get(key) for key in "bcde"] == [None, 5, 4, 6]
    kept.turn()
    assert kept.take("c") == 5
    kept.cache_clear()
    assert [kept.get(key) for key in "cde"] == [None, None, None]


def test_a_function_forgets_what_nobody_asked_for_between_two_of_its_turns() -> None:
    """At the eighth turn old values are still at hand; at the sixteenth those that nobody asked for since are gone, the others are not."""
    made: list[str] = []

    @caches.remembered(2)
    def long(word: str, times: int = 1) -> str:
        made.append(word)
        return word * times

    assert [long("a"), long("b", times=2), long("a")] == ["a", "bb", "a"]
    assert made == ["a", "b"]
    for number in range(1, 16):
        long.turn()
        if number == 8:
            assert long("a") == "a"
    assert made == ["a", "b"]
    long.turn()
    assert [long("a"), long("b", times=2)] == ["a", "bb"]
    assert made == ["a", "b", "b"]
    assert [long("c"), long("d"), long("e"), long("c")] == ["c", "d", "e", "c"]
    assert made == ["a", "b", "b", "c", "d", "e", "c"]
    long.cache_clear()
    assert long("c") == "c"
    assert made[-2:] == ["c", "c"]


def test_what_a_function_forgot_is_held_no_more() -> None:
    """Two of its turns after the last question a value is gone from memory."""

    class Value:
        pass

    @caches.remembered(9)
    def long(_: str) -> Value:
        return Value()

    value = weakref.ref(long("a"))
    for _ in range(15):
        long.turn()
    assert value() is not None
    long.turn()
    assert value() is None


def test_the_oldest_is_forgotten() -> None:
    """A `Kept` holds no more than it is told to, and forgets what came first."""
    kept: caches.KeptValues[str, int] = caches.KeptValues(2)
    for at, key in enumerate("aba" + "c"):
        kept.keep(key, at)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, 1, 3)
    kept.cache_clear()
    assert kept.get("c") is None


def test_no_cache_is_keyed_by_an_address(root: Path) -> None:
    """What is kept for a very object is kept by `KeptOf`, which holds it and knows it again."""
    keyed = re.compile(r"(?<![.\w])_\w+\.(?:get|take|keep)\(\(?id\(")
    assert keyed.search("known = _kept.get((id(value), aside))")
    assert [path.name for path in sorted((root / "kit").rglob("*.py")) if keyed.search(path.read_text(encoding="utf-8"))] == []
