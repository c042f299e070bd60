"""`kit checks`: every check there is, what it asks, why, by which clause, and how to mend a breach."""

from __future__ import annotations

import difflib
import json
from typing import Annotated

import typer

from kit.checks import families
from kit.checks.record import AnyCheck
from kit.cli.arguments import AsJson
from kit.cli.messages import say, table
from kit.errors import KitError


def checks(
    name: Annotated[str, typer.Argument(metavar="[ID]", help="A check's id, or the id of a finding.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """List all checks, or say all about one."""
    if name:
        found = families.named(name)
        if found is None:
            raise KitError(f"there is no check '{name}'", _near(name))
        _tell(*found, as_json=as_json)
    elif as_json:
        say(json.dumps([_fields(*pair) for pair in families.all_checks()], ensure_ascii=False, indent=1))
    else:
        rows = [(check.id, family, check.severity, check.strangers, check.question) for family, check in families.all_checks()]
        table([("check", "looks at", "ours", "others", "asks"), *rows])


def _near(name: str) -> str:
    known = list(dict.fromkeys(kind for _, check in families.all_checks() for kind in (check.id, *check.kinds)))
    close = difflib.get_close_matches(name, known, n=3)
    return f"Did you mean {' or '.join(close)}?" if close else "List all with: kit checks"


def _fields(family: str, check: AnyCheck) -> dict[str, object]:
    return {
        "id": check.id,
        "family": family,
        "asks": check.question,
        "why": check.why,
        "clause": check.clause,
        "advice": check.advice,
        "ours": check.severity,
        "others": check.strangers,
        "finds": list(check.kinds),
    }


def _tell(family: str, check: AnyCheck, *, as_json: bool) -> None:
    if as_json:
        say(json.dumps(_fields(family, check), ensure_ascii=False, indent=1))
        return
    say(f"{check.id} looks at {families.FAMILIES[family]}")
    say(f"asks: {check.question}")
    say(f"why: {check.why}")
    say(f"clause: {check.clause}")
    say(f"to mend it: {check.advice}")
    say(f"at worst: {check.severity} in a file of ours, {check.strangers} in others'")
    if check.finds:
        say(f"findings: {', '.join(check.finds)}")
