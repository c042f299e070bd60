"""kit.cli.reading: what a translator reads first, and what a program reads."""

from __future__ import annotations

import json

from kit.cli import reading
from kit.document import State, Text
from kit.errors import Finding, Severity


def finding(number: int, severity: Severity = "warning", ident: str = "translation.length") -> Finding:
    """A finding on one text."""
    return Finding(id=ident, severity=severity, where=f"locales/sw/x.po:{number}: x/t{number}", message="too long", clause="c")


def test_the_summary_says_what_is_done_what_is_left_and_what_is_wrong() -> None:
    """Before any finding, in three lines."""
    states: dict[State, int] = {"missing": 5, "machine": 2, "human": 3}
    known = [
        Text(id=f"x/{state}{at}", source="x", text="x", lang="sw", state=state, safety=at > 0)
        for state, count in states.items()
        for at in range(count)
    ]
    assert list(reading.summary(known, (finding(1, "error"), finding(2)))) == [
        "5 of 10 texts have words: 3 by people, 2 drafts of a machine",
        "5 are left, 4 of them texts on which a life can depend",
        "1 errors and 1 remarks",
    ]


def test_errors_come_first_and_many_of_a_kind_are_one() -> None:
    """588 remarks of one kind are a head line, ten examples and a count."""
    lines = list(reading.grouped([*(finding(n) for n in range(588)), finding(999, "error", "translation.numbers")]))
    assert lines[0] == "error: locales/sw/x.po: translation.numbers (1)"
    assert "warning: locales/sw/x.po: translation.length (588)" in lines
    assert lines[-1] == "  ... and 578 more of this kind"
    assert len(lines) == 14


def test_a_program_gets_one_object_a_finding() -> None:
    """`where` is the text's id, `severity` is there."""
    found = json.loads(reading.line(finding(7, "error")))
    assert (found["where"], found["severity"], found["place"]) == ("x/t7", "error", "locales/sw/x.po:7")
