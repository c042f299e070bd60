"""`kit translate check`: what a translator reads first. A summary, then the findings, the worst first, by file, many of a kind as one.

Left out on purpose: finding anything (`kit.checks`), and the list for programs, which has every finding on a line of its own.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence

from kit.document import State, Text
from kit.errors import Finding

LEFT: tuple[State, ...] = ("missing", "refused", "stale")
"""States of texts that somebody must still translate."""

WITHOUT: tuple[State, ...] = ("missing", "stale")
"""Of these, states of texts that have no words for the present English; a refused one has words, and an error in them."""

_SHOWN = 10
"""Of one kind in one file so many are shown; the rest is counted."""

_WORST = ("error", "warning", "info")


def text_of(finding: Finding) -> str:
    """The id of the text that a finding is about."""
    return finding.where.rpartition(": ")[2]


def file_of(finding: Finding) -> str:
    """The file that a finding is in, or "" where it names none."""
    place = finding.where.rpartition(": ")[0]
    return place.partition(":")[0]


def summary(known: Iterable[Text], findings: Sequence[Finding]) -> Iterator[str]:
    """Done, left, and what is wrong."""
    shown = tuple(known)
    total, left = len(shown), sum(text.state in LEFT for text in shown)
    machine = sum(text.state == "machine" for text in shown)
    safety = sum(text.state in LEFT and text.safety for text in shown)
    errors = sum(finding.severity == "error" for finding in findings)
    yield f"{total - left} of {total} texts have words: {total - left - machine} by people, {machine} drafts of a machine"
    yield f"{left} are left, {safety} of them texts on which a life can depend"
    yield f"{errors} errors and {len(findings) - errors} remarks"


def grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings, errors first, by file and kind; of many of a kind the first and how many more."""
    order = sorted(findings, key=lambda finding: (_WORST.index(finding.severity), file_of(finding), finding.id))
    for (severity, file, ident), found in itertools.groupby(order, key=lambda f: (f.severity, file_of(f), f.id)):
        some = list(found)
        yield f"{severity}: {file or 'all files'}: {ident} ({len(some)})"
        for finding in some[:_SHOWN]:
            yield f"  {finding.where}: {finding.message}"
        if len(some) > _SHOWN:
            yield f"  ... and {len(some) - _SHOWN} more of this kind"


def line(finding: Finding) -> str:
    """One finding as a line of JSON; `where` is the id of the text."""
    place = finding.where.rpartition(": ")[0]
    found = {"id": finding.id, "severity": finding.severity, "where": text_of(finding), "place": place}
    return json.dumps({**found, "message": finding.message, "clause": finding.clause}, ensure_ascii=False)
