"""Files that chance has damaged are judged, each within its time, and none ends in an exception."""

from __future__ import annotations

import pytest

from tests.checks.deck.tiny import Deck, picture, table, text, title
from tests.checks.page.page_pairs import PAGE, PAIRS
from tests.checks.pdf.corpus import opened, saved, sheet, sheet2
from tools import mutated


def bases() -> dict[str, bytes]:
    """A small good file of each kind, unpacked so that each damage counts."""
    pieces = "\n".join(row[4] for row in PAIRS if "id=" not in row[4])
    shapes = title() + text("Words") + picture() + table([["Day", "Sign"], ["One", "Yawning"]])
    plain = {"compress_streams": False, "stream_decode_level": None}
    return {
        "one.pdf": saved(opened(sheet()), **plain),
        "two.pdf": saved(opened(sheet2()), force_version="2.0", **plain),
        "deck.pptx": Deck(slides=[shapes, title("Rest")]).pack(),
        "page.html": PAGE.format(pieces).encode(),
    }


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_thousand_damaged_files_are_judged() -> None:
    """The same thousand each time: no exception, none over its time."""
    report = mutated.look(bases(), 1000, seed=1)
    assert (report.files, report.raised, report.late) == (1000, {}, []), str(report)


def test_the_same_seed_damages_the_same_way() -> None:
    """A finding can be had again."""
    data = bases()["one.pdf"]
    dice = (mutated.random.Random("a"), mutated.random.Random("a"))
    assert mutated.damaged(data, dice[0]) == mutated.damaged(data, dice[1]) != data
