"""Verdicts as data: JSON for programs, and SARIF 2.1.0 (OASIS) for code hosts. The words for people are `kit.cli`'s.

JSON has one object for each file: `file`, `format` ("" where nothing could judge it), `barriers`, `to_check`, `advice` (counts)
and `findings`, each with `id`, `severity` ("error" a barrier, "warning" for a person to look at, "info" advice), `where`,
`message` and `clause`. Keys are only ever added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath

from kit.errors import Severity
from kit.judging.inspection import Verdict

WORDS: dict[Severity, str] = {"error": "barrier", "warning": "check this", "info": "advice"}
"""What a severity is called on a stranger's file."""

_FIELDS = ("id", "severity", "where", "message", "clause")
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def in_words(verdict: Verdict) -> str:
    """The verdict in one line: how many barriers, places to look at, and pieces of advice."""
    if not verdict.looked:
        return "could not be looked at"
    counts = [f"{count} {_counted(severity, count)}" for severity in WORDS if (count := verdict.count(severity))]
    return ", ".join(counts) or "no barrier found"


def _counted(severity: Severity, count: int) -> str:
    words: dict[Severity, tuple[str, str]] = {
        "error": ("barrier", "barriers"),
        "warning": ("place to check", "places to check"),
        "info": ("piece of advice", "pieces of advice"),
    }
    return words[severity][count != 1]


def as_json(verdict: Verdict) -> str:
    """One verdict as a JSON object on one line."""
    record = {
        "file": verdict.file,
        "format": verdict.format,
        "barriers": verdict.count("error"),
        "to_check": verdict.count("warning"),
        "advice": verdict.count("info"),
        "findings": [{key: getattr(finding, key) for key in _FIELDS} for finding in verdict.findings],
    }
    return json.dumps(record, ensure_ascii=True)


def as_sarif(verdicts: Iterable[Verdict], version: str) -> str:
    """All verdicts as one SARIF log: a rule for each check, a result for each finding."""
    rules: dict[str, dict[str, object]] = {}
    results = []
    for verdict in verdicts:
        owners = {kind: check for check in verdict.checks for kind in check.kinds}
        for finding in verdict.findings:
            check = owners.get(finding.id)
            rule: dict[str, object] = {"id": finding.id}
            if check:
                rule |= {"shortDescription": {"text": check.question}, "fullDescription": {"text": check.why}}
                rule["help"] = {"text": check.advice}
            rules.setdefault(finding.id, rule)
            location = {"physicalLocation": {"artifactLocation": {"uri": PurePath(verdict.file).as_posix()}}}
            results.append(
                {
                    "ruleId": finding.id,
                    "level": _LEVELS[finding.severity],
                    "message": {"text": f"{finding.where}: {finding.message} [{finding.clause}]"},
                    "locations": [location | {"logicalLocations": [{"name": finding.where or "file"}]}],
                }
            )
    driver = {"name": "kit check", "version": version, "rules": list(rules.values())}
    log = {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", **log}, indent=1)
