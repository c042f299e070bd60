"""The workflow for changes of translations: its steps do what their names say, run here on a copy of one topic in Spanish."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "translations.yml"
TOPIC = "point-to-card"
SYNC, CHANGED, CHECK, COVERAGE, BUILD = (
    "Catalogs are in step with the English",
    "Which languages changed",
    "What has words is free of errors",
    "Coverage before and after",
    "Files in the languages that changed",
)

pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in ("git", "bash")), reason="git and bash run the workflow's steps"
)


def workflow() -> Any:
    """The workflow as GitHub reads it."""
    return YAML(typ="safe", pure=True).load(WORKFLOW)


def steps() -> dict[str, str]:
    """The commands of each named step, in order."""
    return {step["name"]: step["run"] for step in workflow()["jobs"]["translations"]["steps"] if "run" in step}


class Checkout:
    """A project with one topic and one language under git, and what the runner gives to steps."""

    def __init__(self, folder: Path) -> None:
        self.root, self.temp = folder / "project", folder / "temp"
        self.temp.mkdir()
        others = {path.parent.name for path in (ROOT / "content").glob("*/topic.yaml")} - {TOPIC}
        shutil.copytree(ROOT / "content", self.root / "content", ignore=lambda _, names: others & set(names))
        shutil.copytree(ROOT / "locales" / "en", self.root / "locales" / "en")
        kept = shutil.ignore_patterns(*(f"{name}.po" for name in others))
        shutil.copytree(ROOT / "locales" / "es", self.root / "locales" / "es", ignore=kept)
        self.git("init", "--quiet")
        self.commit()

    def git(self, *arguments: str) -> None:
        """Run git as a person of no name, deaf to the settings of the machine."""
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self) -> None:
        """Keep all as it is now."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--no-verify", "--message", "a change")

    def run(self, step: str) -> subprocess.CompletedProcess[str]:
        """One step of the workflow, with this project's own code and environment in place of run.py's."""
        script = steps()[step].replace("python3 run.py", f'"{sys.executable}" -m kit')
        given = {
            "BASE": "HEAD^",
            "TAGS": "es",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "outputs"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(
            command, cwd=self.root, env={**os.environ, **given}, capture_output=True, encoding="utf-8", check=False
        )

    def told(self, name: str) -> str:
        """What the steps wrote for the runner."""
        return (self.temp / name).read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A project in which all is well."""
    return Checkout(tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_a_change_of_a_language_passes_and_is_told_before_and_after(checkout: Checkout) -> None:
    """The catalogs stay as they are, the language is found and checked, both coverages stand in the summary."""
    edit(checkout.root / "locales" / "es" / f"{TOPIC}.po", "Last-Translator: nobody yet", "Last-Translator: somebody")
    checkout.commit()
    assert checkout.run(CHANGED).returncode == 0
    assert checkout.told("outputs") == "tags=es\n"
    assert checkout.told("languages") == "es\n"
    for step in (CHECK, COVERAGE):
        done = checkout.run(step)
        assert done.returncode == 0, done.stdout + done.stderr
    before, after = checkout.told("summary").split("### After")
    assert before.startswith("### Before")
    for said in (before, after):
        assert f"es\t{TOPIC}\t" in said


def test_a_change_that_touches_no_catalog_names_no_language(checkout: Checkout) -> None:
    """Then there is nothing to check and nothing to build."""
    (checkout.root / "content" / "note.txt").write_text("a note\n", encoding="utf-8")
    checkout.commit()
    assert checkout.run(CHANGED).returncode == 0
    assert checkout.told("outputs") == "tags=\n"


def test_catalogs_in_step_pass_and_catalogs_behind_the_english_do_not(checkout: Checkout) -> None:
    """Somebody changed the English and forgot `translate sync`: the step says which files it would change."""
    done = checkout.run(SYNC)
    assert done.returncode == 0, done.stdout + done.stderr
    edit(checkout.root / "content" / "labels.yaml", "What is in this sheet", "What stands in this sheet")
    checkout.commit()
    done = checkout.run(SYNC)
    assert done.returncode == 1
    assert "locales/es/labels.po" in done.stdout


def test_words_with_an_error_do_not_pass(checkout: Checkout) -> None:
    """A translation with a number that the English has not is named, and the step fails."""
    edit(checkout.root / "locales" / "es" / "labels.po", 'msgstr "Qué hay en esta hoja"', 'msgstr "Qué hay en estas 3 hojas"')
    checkout.commit()
    assert checkout.run(CHANGED).returncode == 0
    done = checkout.run(CHECK)
    assert done.returncode == 1
    assert "labels/contents" in done.stdout


@pytest.mark.slow
def test_files_of_the_changed_language_are_made_and_kept(checkout: Checkout) -> None:
    """What the step makes lies where the next one takes it from."""
    done = checkout.run(BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = workflow()["jobs"]["translations"]["steps"][-1]["with"]["path"]
    assert list((checkout.root / kept / "es").glob("*.html"))


def test_the_workflow_can_write_nothing_and_takes_no_words_of_a_stranger_into_a_script() -> None:
    """It runs for anybody's pull request: reading only, and expressions stand in `env`, never in `run`."""
    found = workflow()
    assert found["permissions"] == {"contents": "read"}
    assert "pull_request" in found["on"]
    assert [name for name, run in steps().items() if "${{" in run] == []
    assert tuple(steps()) == (SYNC, CHANGED, CHECK, COVERAGE, BUILD)
