"""Hold what we find in PDFs of others against what veraPDF finds, clause by clause.

    python -m tools.strangers FOLDER --out verdicts.jsonl
    python -m tools.agreement verdicts.jsonl --verapdf "verapdf" --out reports.jsonl

prints a table: for each clause of ISO 14289, in how many files both find a breach, only we do, only veraPDF does, and where
veraPDF finds one that we leave to a person ("check this"). `--verapdf` is how veraPDF is started; without it the reports of an
earlier run are read. `--show CLAUSE` names the files where one of the two stands alone. Left out on purpose: who is right.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.strangers import Look, read

_OURS = re.compile(r"ISO 14289-([12]) ((?:\d+(?:\.\d+)*(?:, )?)+)")
_AT_ONCE = 50
_SECONDS = 600

Rules = Mapping[str, frozenset[str]]
"""The rules of veraPDF ("7.1-3") that each file breaks; a file that veraPDF gave up on is not in it."""


@dataclass(slots=True)
class Row:
    """The files in which a clause is broken, by who says so."""

    both: list[str] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    person: list[str] = field(default_factory=list)


def clauses(look: Look, *severities: str) -> frozenset[str]:
    """The clauses that our findings of these severities name, of the part of ISO 14289 by which the file is judged."""
    said = (clause for _, severity, clause, _ in look.found if severity in severities)
    named = (match for clause in said for match in _OURS.finditer(clause) if match[1] == look.part)
    return frozenset(one for match in named for one in match[2].strip(", ").split(", "))


def table(found: Iterable[Look], rules: Rules) -> dict[str, Row]:
    """A row for each clause that one of the two finds broken in the files that both looked at, in the order of the standard."""
    rows: dict[str, Row] = {}
    for look in found:
        if not look.looked or look.file not in rules:
            continue
        theirs = {rule.rsplit("-", 1)[0] for rule in rules[look.file]}
        barred, doubted = clauses(look, "error"), clauses(look, "warning")
        for clause in theirs | barred:
            row = rows.setdefault(clause, Row())
            if clause not in theirs:
                row.ours.append(look.file)
            elif clause in barred:
                row.both.append(look.file)
            elif clause in doubted:
                row.person.append(look.file)
            else:
                row.theirs.append(look.file)
    return dict(sorted(rows.items(), key=lambda item: [int(number) for number in item[0].split(".")]))


def shown(rows: Mapping[str, Row]) -> str:
    """The table as Markdown."""
    lines = ["| Clause | both | only we | only veraPDF | veraPDF; we: check this |", "|---|---|---|---|---|"]
    for clause, row in rows.items():
        lines.append(f"| {clause} | {len(row.both)} | {len(row.ours)} | {len(row.theirs)} | {len(row.person)} |")
    return "\n".join(lines)


def judged(found: Iterable[Look], command: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The rules that veraPDF finds broken in each PDF, by the part that it names; files that it gives up on are left out."""
    mine = [look for look in found if look.part and look.looked]
    for number in ("1", "2"):
        files = [look.file for look in mine if look.part == number]
        for at in range(0, len(files), _AT_ONCE):
            yield from _asked(files[at : at + _AT_ONCE], f"ua{number}", command)


def _asked(files: list[str], flavour: str, command: list[str]) -> Iterator[tuple[str, list[str]]]:
    """One start of veraPDF; where it ends without an answer, its files are asked about in halves."""
    how = ["--flavour", flavour, "--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0"]
    try:
        done = subprocess.run(  # noqa: S603 - the command is the user's own, and files are named, not run
            [*command, *how, *files], capture_output=True, text=True, check=False, timeout=_SECONDS
        )
        jobs = json.loads(done.stdout[max(done.stdout.find("{"), 0) :])["report"]["jobs"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        if len(files) > 1:
            middle = len(files) // 2
            yield from _asked(files[:middle], flavour, command)
            yield from _asked(files[middle:], flavour, command)
        return
    yield from broken(jobs)


def broken(jobs: Iterable[Mapping]) -> Iterator[tuple[str, list[str]]]:
    """The rules that failed in each job of a report."""
    for job in jobs:
        results = job.get("validationResult")
        if results:
            rules = [rule for result in results for rule in result["details"]["ruleSummaries"]]
            failed = [f"{rule['clause']}-{rule['testNumber']}" for rule in rules if rule["ruleStatus"] == "FAILED"]
            yield job["itemDetails"]["name"], failed


def main() -> None:
    """Read the arguments, ask veraPDF if told, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verdicts", type=Path)
    parser.add_argument("--verapdf", default="", help="how veraPDF is started")
    parser.add_argument("--out", type=Path, required=True, help="its reports, a line a file")
    parser.add_argument("--show", default="", help="a clause whose files are named")
    given = parser.parse_args()
    found = read(given.verdicts)
    if given.verapdf:
        with given.out.open("w", encoding="utf-8") as out:
            for name, failed in judged(found, shlex.split(given.verapdf)):
                out.write(json.dumps([name, failed]) + "\n")
                out.flush()
    rules = {name: frozenset(failed) for name, failed in map(json.loads, given.out.read_text("utf-8").splitlines())}
    rows = table(found, rules)
    sys.stdout.write(f"{sum(look.looked and look.file in rules for look in found)} files\n{shown(rows)}\n")
    if given.show in rows:
        row = rows[given.show]
        sys.stdout.write("".join(f"only we: {name}\n" for name in row.ours))
        sys.stdout.write("".join(f"only veraPDF: {name}\n" for name in row.theirs))


if __name__ == "__main__":
    main()
