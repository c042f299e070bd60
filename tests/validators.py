"""Runs the outside programs that judge our files, each started once for many files.

`.ci/install-validators` puts them in the folder that the variable KIT_VALIDATORS names (default: the user's cache). A test
that needs one calls `need_...`, which skips it with the reason, or fails it where CI=true: there nothing may be skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_ENTRY = "org.verapdf.apps.GreenfieldCliWrapper"
_JARS = ("cli.jar", "validation-model.jar", "greenfield-apps.jar")  # in this order: the last is the oldest and only the entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A rule that a file breaks: its clause, number, how often, and veraPDF's own words."""

    clause: str
    test: int
    count: int
    description: str
    context: str = ""


def folder() -> Path:
    """Where the validators lie, whether or not they are there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("KIT_VALIDATORS") or cache / "health-kit" / "validators")


def _missing(what: str) -> None:
    message = f"{what} is not installed: run .ci/install-validators (KIT_VALIDATORS={folder()})"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def need_verapdf() -> None:
    """Skip (in CI: fail) the calling test where veraPDF or Java is absent."""
    if not (folder() / "verapdf" / "installed").exists() or shutil.which("java") is None:
        _missing("veraPDF")


def need_node(package: str) -> Path:
    """The folder of an installed npm package; skips (in CI: fails) the calling test where it or Node is absent."""
    path = folder() / "node" / "node_modules" / package
    if not path.exists() or shutil.which("node") is None:
        _missing(package)
    return path


def need_module(name: str) -> None:
    """Skip (in CI: fail) the calling test where a Python package that only tests compare with is absent."""
    if importlib.util.find_spec(name) is None:
        message = f"{name} is not installed: run .ci/install-peers"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def need_program(name: str) -> str:
    """The path of a program (chromium, soffice, pdftotext ...); skips (in CI: fails) the calling test without it."""
    path = shutil.which(name)
    if path is None:
        _missing(name)
        raise AssertionError(name)
    return path


def verapdf(paths: Sequence[Path], flavour: str) -> dict[Path, tuple[Failure, ...]]:
    """The rules each PDF breaks under `ua1`, `ua2`, `wt1a` or `wt1r`, from one start of Java; () is a pass.

    A file that can't be parsed counts as one failure.
    """
    need_verapdf()
    home = folder() / "verapdf"
    command = ["java", "-Xss4m", "-cp", os.pathsep.join(str(home / jar) for jar in _JARS), _ENTRY]
    command += ["--flavour", flavour, "--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False, timeout=1800)
    start = done.stdout.find("{")
    if start < 0:
        raise AssertionError(f"veraPDF said nothing: {done.stderr[-2000:]}")
    report = json.loads(done.stdout[start:])["report"]
    by_name = {str(path): path for path in paths}
    found = {by_name[job["itemDetails"]["name"]]: _failures(job) for job in report["jobs"]}
    missing = [path for path in paths if path not in found]
    assert not missing, f"veraPDF did not judge {missing}: {done.stderr[-2000:]}"
    return found


def _failures(job: dict) -> tuple[Failure, ...]:
    if not job.get("validationResult"):
        return (Failure(clause="", test=0, count=1, description=json.dumps(job.get("taskException", "not validated"))),)
    rules = [rule for result in job["validationResult"] for rule in result["details"]["ruleSummaries"]]
    return tuple(
        Failure(
            clause=rule["clause"],
            test=rule["testNumber"],
            count=rule["failedChecks"],
            description=rule["description"],
            context=next((check.get("context", "") for check in rule.get("checks", ())), ""),
        )
        for rule in rules
        if rule["ruleStatus"] == "FAILED"
    )
