"""The versions of a topic: read with their changes, and faults in their order told at their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content
from kit.errors import ContentError

Spoil = Callable[[str, str, str], Path]

TWO = """\
history:
  - version: "1.0"
    date: "2026-11-22"
    urgent: true
    changes: [{id: history.1-0.milk, text: "Milk is gone."}]
  - version: "0.9"
    date: "2026-10-01"
    changes: [{id: history.0-9.first, text: "This is the first version."}]
sections: [welcome, sleep]"""


def test_history_is_read(folder: Path, spoil: Spoil) -> None:
    """Versions keep their order, dates, urgency and changes, whose texts belong to the topic's catalog."""
    spoil("tea/topic.yaml", "sections: [welcome, sleep]", TWO)
    newest, first = content.load(folder, "tea").history
    assert (newest.version, newest.urgent, first.date, first.urgent) == ("1.0", True, "2026-10-01", False)
    assert [(text.id, text.text) for text in newest.changes] == [("tea/history.1-0.milk", "Milk is gone.")]


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ('version: "1.0"\n    date', 'version: "1.1"\n    date', ":16:14: history[0].version:", "the newest version is 1.1"),
        ('"0.9"', '"1.0"', ":20:14: history[1].version:", "version 1.0 stands below 1.0"),
        ('"0.9"', '"0.10.x"', ":20:14: history[1].version:", ""),
        (
            'changes: [{id: history.0-9.first, text: "This is the first version."}]',
            "changes: []",
            ":22:14: history[1].changes:",
            "",
        ),
    ],
)
def test_faults_in_the_history(folder: Path, spoil: Spoil, old: str, new: str, place: str, what: str) -> None:
    """A newest version that is not the topic's, a wrong order, no version or no change is a fault at its place."""
    spoil("tea/topic.yaml", "sections: [welcome, sleep]", TWO.replace(old, new))
    with pytest.raises(ContentError) as caught:
        content.load(folder, "tea")
    assert place in str(caught.value)
    assert what in str(caught.value)
