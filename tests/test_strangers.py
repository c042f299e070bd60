"""tools.strangers and tools.agreement: files of others are looked at one by one, and held against veraPDF by clause."""

from __future__ import annotations

import sys
from pathlib import Path

from kit.judging.inspection import Limits
from tests import handmade
from tools import agreement, strangers
from tools.strangers import Look

_HEAD, _SCOPE = "ISO 14289-1 7.4.2; Matterhorn 14-003", "ISO 14289-1 7.5; Matterhorn 15-003"


def _look(name: str, *found: tuple[str, str], looked: bool = True) -> Look:
    return Look(file=name, part="1", looked=looked, found=[("x", severity, clause, "Wrong.") for severity, clause in found])


def test_each_file_is_looked_at_by_a_process_of_its_own(tmp_path: Path) -> None:
    """A good file and one that can't be read both give a line, with what they cost."""
    (tmp_path / "good.pdf").write_bytes(handmade.sheet())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    bad, good = strangers.looks(sorted(tmp_path.iterdir()), Limits())
    assert (bad.looked, good.looked, good.part) == (False, True, "1")
    assert [one for one in good.found if one[1] == "error"] == []
    assert 0 < good.memory < strangers.MEMORY


def test_what_costs_too_much_or_ends_in_an_exception_is_named() -> None:
    """The figures are by kind of file; a slow one, a large one and one that surprised stand below."""
    told = strangers.summary(
        [
            Look(file="a.pdf", seconds=25.0),
            Look(file="b.pdf", memory=600_000_000),
            Look(file="c.html", found=[("unread", "warning", "", "This part can't be read (ValueError).")]),
            Look(file="d.html"),
        ]
    )
    assert [line.split(":")[0].strip() for line in told.splitlines()] == [".html", ".pdf", "a.pdf", "b.pdf", "c.html"]
    assert "ValueError" in told


def test_the_table_tells_who_finds_a_clause_broken() -> None:
    """Both, only we, only veraPDF, or a person's eyes asked for; what one of the two did not look at is left out."""
    found = [
        _look("both.pdf", ("error", _HEAD)),
        _look("ours.pdf", ("error", _HEAD)),
        _look("theirs.pdf"),
        _look("person.pdf", ("warning", _SCOPE)),
        _look("unread.pdf", looked=False),
        _look("theirs-not-read.pdf", ("error", _HEAD)),
    ]
    broken = {"both.pdf": {"7.4.2-1"}, "ours.pdf": set(), "theirs.pdf": {"7.4.2-1", "7.21.4.1-2"}, "person.pdf": {"7.5-1"}}
    rules = {name: frozenset(said) for name, said in broken.items()} | {"unread.pdf": frozenset({"7.5-1"})}
    rows = agreement.table(found, rules)
    assert list(rows) == ["7.4.2", "7.5", "7.21.4.1"]
    first = rows["7.4.2"]
    assert (first.both, first.ours, first.theirs, first.person) == (["both.pdf"], ["ours.pdf"], ["theirs.pdf"], [])
    assert rows["7.5"].person == ["person.pdf"]
    assert "| 7.21.4.1 | 0 | 0 | 1 | 0 |" in agreement.shown(rows)


_STAND_IN = """
import json, sys
files = [name for name in sys.argv[1:] if name.endswith(".pdf")]
if len(files) > 1 and any("heavy" in name for name in files) or files == ["heavy.pdf"]:
    sys.exit("out of memory")
rule = {"clause": "7.1", "testNumber": 3, "ruleStatus": "FAILED"}
result = [{"details": {"ruleSummaries": [rule, rule | {"testNumber": 9, "ruleStatus": "PASSED"}]}}]
print(json.dumps({"report": {"jobs": [{"itemDetails": {"name": name}, "validationResult": result} for name in files]}}))
"""


def test_a_file_that_verapdf_falls_over_does_not_take_the_others_with_it() -> None:
    """What it does not answer is asked for in halves, until only the one file is left out."""
    looks = [_look("a.pdf"), _look("heavy.pdf"), _look("b.pdf"), _look("c.pdf", looked=False)]
    answered = dict(agreement.judged(looks, [sys.executable, "-c", _STAND_IN]))
    assert answered == {"a.pdf": ["7.1-3"], "b.pdf": ["7.1-3"]}
