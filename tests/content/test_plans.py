"""kit.content.plans: sheets and sessions read from files, and each fault at its exact place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content
from kit.document import Pick
from kit.errors import ContentError

Spoil = Callable[[str, str, str], Path]

SHEET = "tea/sheets/night.yaml"
SESSION = "tea/sessions/20.yaml"
STRIP = "tea/sections/02-strip.yaml"


def test_sheets_and_sessions_are_read(folder: Path) -> None:
    """A sheet keeps its faces and formats, a session its picks, and the minutes of each section are their sums."""
    document = content.load(folder, "tea")
    sheet, session = document.sheets[0], document.sessions[0]
    assert (sheet.id, sheet.formats, sheet.large_print) == ("night", ("sheet",), (1, 1))
    assert sheet.faces == (
        (Pick(block="sleep.tips", items=("sleep.tips.water",)),),
        (Pick(block="sleep.box"), Pick(block="strip.water")),
    )
    assert session.parts == (("sleep", 15),)
    assert (session.minutes, session.opening, session.closing) == (20, 2, 3)
    assert [section.id for section in document.reserve] == ["strip"]


def test_a_topic_without_sheets_and_sessions_is_fine(folder: Path) -> None:
    """The folders may be missing."""
    (folder / SHEET).unlink()
    (folder / SESSION).unlink()
    document = content.load(folder, "tea")
    assert (document.sheets, document.sessions) == ((), ())


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (SHEET, "id: night", "id: noon", "night.yaml:1:5: id: the id is `noon` and the file name says `night`"),
        (SHEET, "formats: [sheet]", "formats: [handout]", "night.yaml:2:11: formats[0]: `handout` is not known here"),
        (SHEET, "back: [sleep.box,", "back: [sleep.bux,", "night.yaml:9:8: back[0]: there is no block `sleep.bux`"),
        (SHEET, "back: [sleep.box,", "back: [sleep.tips,", "night.yaml:9:8: back[0]: the block `sleep.tips` is on this sheet twice"),
        (SHEET, "sleep.tips.water]", "sleep.tips.tea]", "night.yaml:8:33: front[0].items[0]: the block `sleep.tips` has no item"),
        (SHEET, "[sleep.tips.water]", "[sleep.tips.water, sleep.tips.early]", "night.yaml:8:32: front[0].items: the items are named"),
        (SHEET, "back: [sleep.box, strip.water]\n", "", "night.yaml:9:14: large_print: `large_print` has 2 numbers for 1"),
        (SHEET, "formats: [sheet]", "formats: [sheet]\nsides: 4", "night.yaml:3:8: sides: the sheet has 4 sides and blocks for 2"),
        (SHEET, "claims: [A01]", "claims: [A09]", "night.yaml:6:37: key.claims[0]: unknown claim A09"),
        (SHEET, "formats: [sheet]", "formats: [sheet]\nart: pot", "night.yaml:3:6: art: there is no picture `pot`"),
        (SHEET, 'handed_out: "Give it in the evening."\n', "", "night.yaml:1:1: `handed_out` is missing"),
        (SHEET, "back: [sleep.box,", "back: [{block: sleep.box, minutes: 2},", "night.yaml:9:8: back[0]: a block of a sheet has no minutes"),
        (SHEET, "formats: [sheet]", "formats: [sheet]\ncall: strip.bell", "night.yaml:3:7: call: there is no paragraph `strip.bell`"),
        (SHEET, "formats: [sheet]", "formats: [sheet]\ncall: sleep.tips", "night.yaml:3:7: call: there is no paragraph `sleep.tips`"),
        (SHEET, "formats: [sheet]", "formats: [sheet, poster]\ncall: strip.water", "night.yaml:3:7: call: only a sheet says whom"),
        (SESSION, "minutes: 20", "minutes: 25", "20.yaml:1:10: minutes: the session takes 25 minutes and the file name"),
        (SESSION, "block: sleep.why, minutes: 5", "block: sleep.what, minutes: 5", "20.yaml:7:5: plan[1]: there is no block `sleep.what`"),
        (SESSION, "block: sleep.why, minutes: 5", "block: sleep.why", "20.yaml:7:5: plan[1]: `sleep.why` has no minutes"),
        (SESSION, "block: sleep.why,", "block: sleep.tips,", "20.yaml:7:5: plan[1]: the block `sleep.tips` does not show on slides"),
        (SESSION, "sleep.why, minutes: 5", "sleep.why, minutes: 5, optional: true", "20.yaml:7:46: plan[1].optional: only an exercise"),
        (SESSION, "block: sleep.why,", "block: strip.water,", "20.yaml:7:5: plan[1]: there is no block `strip.water`"),
        (SESSION, "opening: 2\n", "", "20.yaml:1:1: `opening` is missing"),
        (STRIP, "number: 0", "number: 2", "02-strip.yaml:2:9: number: "),
        (STRIP, "claims: [M01]", "claims: [M09]", "02-strip.yaml:7:14: blocks[0].claims[0]: unknown claim M09"),
        ("tea/topic.yaml", "reserve: [strip]", "reserve: [strip, more]", "topic.yaml:16:18: reserve[1]: there is no file"),
        ("tea/topic.yaml", "reserve: [strip]", "reserve: []", "02-strip.yaml:"),
    ],
)  # fmt: skip
def test_bad_plans(folder: Path, spoil: Spoil, name: str, old: str, new: str, place: str) -> None:
    """What a sheet, a session or the reserve names wrongly is a fault at its line and column."""
    spoil(name, old, new)
    with pytest.raises(ContentError) as caught:
        content.load(folder, "tea")
    assert place in str(caught.value)


def test_a_session_keeps_the_order_of_the_topic(folder: Path, spoil: Spoil) -> None:
    """People follow it in the handout, from front to back."""
    spoil(SESSION, "  - {block: sleep.why, minutes: 5}\n", "")
    with (folder / SESSION).open("a", encoding="utf-8") as file:
        file.write("  - {block: sleep.why, minutes: 5}\n")
    with pytest.raises(ContentError, match=r"20\.yaml:8:5: .*`sleep.why` stands after `sleep.talk`"):
        content.load(folder, "tea")


def test_a_broken_section_does_not_make_its_blocks_unknown(folder: Path, spoil: Spoil) -> None:
    """One fault is told once: the ids of a section that could not be read are not called unknown in every plan."""
    spoil("tea/sections/01-sleep.yaml", "level: calm", "level: quiet")
    with pytest.raises(ContentError) as caught:
        content.load(folder, "tea")
    assert len(caught.value.faults) == 1
