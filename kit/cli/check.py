"""`kit check`: what is wrong with PowerPoint, PDF and HTML files, ours or not, where, and which clause says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.arguments import AsJson
from kit.cli.messages import say
from kit.errors import EXIT_BAD_INPUT, EXIT_CHECKS_FAILED, EXIT_OK, Finding
from kit.judging.inspection import Group, Limits, Verdict, groups, inspect
from kit.judging.reports import WORDS, as_json, as_sarif, in_words

_FIRST = 3
"""How many places of a kind are shown without --all."""


def check(
    files: Annotated[list[Path], typer.Argument(help="PowerPoint, PDF or HTML files, ours or not.")],
    *,
    profile: Annotated[str, typer.Option(help="Judge a PDF by a print profile: standard, aph, acb or ukaaf.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Show our advice too: good practice that no standard asks for.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every place, not only the first of each kind.")] = False,
    as_data: AsJson = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print all findings as one SARIF log.")] = False,
    page: Annotated[Path | None, typer.Option("--report", help="Write the verdicts as a web page to this file.")] = None,
    isolate: Annotated[bool, typer.Option("--isolate", help="Look at each file in a process of its own with limits.")] = False,
    seconds: Annotated[float, typer.Option(help="The most seconds for one file.")] = Limits().seconds,
    megabytes: Annotated[int, typer.Option(help="The most data to unpack from one file, in MB.")] = Limits().data // 1_000_000,
) -> None:
    """Check files for accessibility: what is wrong, where, how to mend it, and which clause says so.

    A barrier breaks a standard's rule; what to check needs a person's eyes; advice is good practice of ours. The exit code is
    0 for no barrier, 1 for one or more, 2 where a file could not be looked at.
    """
    limits = Limits(profile=profile, seconds=seconds, data=megabytes * 1_000_000)
    kept: list[Verdict] = []
    code = EXIT_OK
    for found in _verdicts(files, limits, isolate or len(files) > 1):
        verdict = found if strict else _without_advice(found)
        code = max(code, _code(verdict))
        if as_data:
            say(as_json(verdict))
        elif not sarif:
            _show(verdict, every)
        if sarif or page:
            kept.append(verdict)
    if sarif:
        say(as_sarif(kept, version("health-kit")))
    if page:
        _write(page, kept)
    raise typer.Exit(code)


def _verdicts(files: list[Path], limits: Limits, apart: bool) -> Iterator[Verdict]:
    if not apart:
        yield from (inspect(path, limits) for path in files)
        return
    from kit.judging.isolation import inspect_apart

    yield from inspect_apart(files, limits)


def _without_advice(verdict: Verdict) -> Verdict:
    kept = tuple(finding for finding in verdict.findings if finding.severity != "info")
    return replace(verdict, findings=kept)


def _code(verdict: Verdict) -> int:
    if not verdict.looked:
        return EXIT_BAD_INPUT
    return EXIT_CHECKS_FAILED if verdict.count("error") else EXIT_OK


def _show(verdict: Verdict, every: bool) -> None:
    """One line of verdict, then what was found, grouped by check, with how to mend it."""
    if not verdict.looked:
        sys.stderr.write(f"{verdict.file}: {verdict.findings[0].message}\n")
        return
    say(f"{verdict.file}: {in_words(verdict)}")
    for group in groups(verdict):
        _show_group(group, every)


def _show_group(group: Group, every: bool) -> None:
    from kit.checks.mending import steps

    if group.check:
        say(f"  {WORDS[group.severity]}: {group.check.question} [{group.check.clause}]")
    shown = group.findings if every else _spread(group.findings)
    for finding in shown:
        say(f"    {WORDS[finding.severity]}: {finding.where}: {finding.message} ({finding.id}) [{finding.clause}]")
    if len(shown) < len(group.findings):
        say(f"    ... and {len(group.findings) - len(shown)} more (--all shows each)")
    for program, what in steps(group.check) if group.check else ():
        say(f"    To mend it{f' {program}' if program else ''}: {what}")


def _spread(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first places of each kind of finding."""
    seen: dict[str, int] = {}
    out = []
    for finding in findings:
        seen[finding.id] = seen.get(finding.id, 0) + 1
        if seen[finding.id] <= _FIRST:
            out.append(finding)
    return tuple(out)


def _write(path: Path, verdicts: list[Verdict]) -> None:
    from kit.build import publish
    from kit.checks.mending import steps
    from kit.formats.page.report import Judged, ReportPart, write

    files = []
    for verdict in verdicts:
        parts = tuple(
            ReportPart(
                question=group.check.question if group.check else "",
                clause=group.check.clause if group.check else "",
                findings=group.findings,
                steps=steps(group.check) if group.check else (),
            )
            for group in groups(verdict)
        )
        files.append(Judged(file=verdict.file, verdict=in_words(verdict), parts=parts))
    publish(path.absolute(), write(files, {str(severity): word for severity, word in WORDS.items()}))
