"""Write requirements-run.lock: the part of requirements.lock that making files needs, without the tools of the tests.

    python3 -m tools.lock [--check]

It takes over the very lines of requirements.lock, hashes and all, for what pyproject.toml names under `dependencies`, for what
builds the project itself, and for all that these need on any system. Run it after requirements.lock has changed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHOLE = ROOT / "requirements.lock"
PART = ROOT / "requirements-run.lock"
BUILDERS = ("hatchling", "editables")


def pins(text: str) -> dict[str, str]:
    """Each package's lines of a lock, by its name."""
    found = re.findall(r"^(([a-z0-9][a-z0-9.-]*)==.*\n(?:    .*\n)*)", text, re.MULTILINE)
    return {name: lines for lines, name in found}


def needed(names: list[str], known: dict[str, str]) -> set[str]:
    """The packages and all that they need, on any system, as far as the lock has them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.add(name)
            waiting += _requires(name)
    return found


def _requires(name: str) -> Iterator[str]:
    try:
        wanted = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:  # a package of another system, such as colorama
        return
    for line in wanted:
        if not re.search(r"\bextra\s*==", line):
            yield _name(line)


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def part() -> str:
    """The lock for making files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = pins(WHOLE.read_text(encoding="utf-8"))
    chosen = needed([*map(_name, project["dependencies"]), *BUILDERS], known)
    return "".join(known[name] for name in sorted(chosen))


def main() -> int:
    """Write it, or with --check say whether it is what it should be."""
    parser = argparse.ArgumentParser(description="Write requirements-run.lock.")
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        return 0 if PART.read_text(encoding="utf-8") == part() else 1
    PART.write_text(part(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
