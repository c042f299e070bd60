"""kit.content.versions: what a version said is kept, never overwritten, and told apart in words."""

from __future__ import annotations

import dataclasses
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import content
from kit.content import versions
from kit.content.versions import KeptText, diff
from kit.errors import ContentError, KitError

_TEXTS = st.dictionaries(
    st.text(string.ascii_lowercase, min_size=1, max_size=3),
    st.builds(KeptText, text=st.text(max_size=8), safety=st.booleans()),
    max_size=6,
)


def test_a_kept_version_reads_back(folder: Path) -> None:
    """What was kept is what the document says, in its order, and keeping it again changes nothing."""
    document = content.load(folder, "tea")
    path = content.keep(folder, document)
    before = path.read_bytes()
    assert list(content.kept_words(folder, "tea", document.version).items()) == list(content.words(document).items())
    assert content.keep(folder, document).read_bytes() == before
    assert versions.kept(folder, "tea") == (document.version,)


def test_a_version_that_people_hold_never_changes(folder: Path) -> None:
    """Keeping other words under a kept version is refused, and the file stays as it was."""
    document = content.load(folder, "tea")
    path = content.keep(folder, document)
    before = path.read_bytes()
    other = dataclasses.replace(document, title=dataclasses.replace(document.title, source="Coffee"))
    with pytest.raises(KitError, match="is kept already, with other words"):
        content.keep(folder, other)
    assert path.read_bytes() == before


def test_an_unknown_version_is_named(folder: Path) -> None:
    """A version that was never kept is named with those that were."""
    with pytest.raises(KitError, match=r"version 9\.9 of tea was not kept"):
        content.kept_words(folder, "tea", "9.9")


def test_a_broken_file_is_named_with_its_line(folder: Path) -> None:
    """A damaged line of a kept version is found at its place."""
    path = content.keep(folder, content.load(folder, "tea"))
    path.write_text(path.read_text(encoding="utf-8") + "not json\n", encoding="utf-8")
    lines = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ContentError, match=f":{lines}:1: not a kept text"):
        content.kept_words(folder, "tea", path.stem)


def test_changes_are_told_with_safety_first() -> None:
    """Added, removed and changed texts are told, and one on which a life can depend comes first."""
    old = {
        "a": KeptText(text="One cup", safety=False),
        "b": KeptText(text="Stay", safety=False),
        "c": KeptText(text="Call", safety=True),
    }
    new = {
        "a": KeptText(text="**Two** cups", safety=False),
        "b": KeptText(text="Stay", safety=False),
        "d": KeptText(text="Rest", safety=False),
    }
    told = [(change.kind, change.id, change.before, change.now) for change in diff(old, new)]
    assert told == [("removed", "c", "Call", ""), ("changed", "a", "One cup", "Two cups"), ("added", "d", "", "Rest")]


@given(old=_TEXTS, new=_TEXTS)
def test_nothing_changed_is_left_untold(old: dict[str, KeptText], new: dict[str, KeptText]) -> None:
    """Every id whose words differ is told once, and no other."""
    differ = {ident for ident in {*old, *new} if (old.get(ident) and old[ident].text) != (new.get(ident) and new[ident].text)}
    told = [change.id for change in diff(old, new)]
    assert sorted(told) == sorted(differ)


@pytest.mark.parametrize("topic", content.topics(Path(__file__).parents[2] / "content"))
def test_the_present_version_says_what_was_kept_of_it(root: Path, topic: str) -> None:
    """Words that change need a new version number: the present one says what was kept under its number."""
    document = content.load(root / "content", topic)
    assert content.diff(content.kept_words(root / "content", topic, document.version), content.words(document)) == ()
