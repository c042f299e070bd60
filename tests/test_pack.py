"""kit pack: finished files with their page, for a stick or a server; the same files give the same bytes."""

from __future__ import annotations

import datetime
import shlex
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from kit import build
from kit.build.pack import pack
from kit.cli import app
from kit.errors import KitError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, root: Path, today: datetime.date) -> Path:
    """A small output folder: the card and its page in two languages."""
    out = tmp_path_factory.mktemp("out")
    build.build(
        build.Request(root=root, out=out, topics=("point-to-card",), locales=("en", "es"), editions=("standard",), today=today)
    )
    return out


def test_zip_of_one_language(made: Path, root: Path, today: datetime.date, tmp_path: Path) -> None:
    """A zip holds a language's files, its download page and receipts, and is the same each time."""
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    count = pack(root, made, one, today, locales=("es",))
    pack(root, made, two, today, locales=("es",))
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        names = packed.namelist()
    assert "index.html" in names
    assert count == sum(name.startswith("es/") and "changes" not in name for name in names)
    assert not any(name.startswith("en/") for name in names)


def test_folder_for_a_server(made: Path, root: Path, today: datetime.date, tmp_path: Path) -> None:
    """A folder holds the same; one that holds something already is not written over."""
    pack(root, made, tmp_path / "site", today)
    assert (tmp_path / "site" / "index.html").is_file()
    with pytest.raises(KitError, match="is not empty"):
        pack(root, made, tmp_path / "site", today)


def test_the_workflow_publishes_what_is_packed(made: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of the file for GitHub: its build has these options, and what its pack makes is what is handed to the site."""
    flow = YAML(typ="safe").load((root / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
    steps = flow["jobs"]["build"]["steps"]
    making, packing = (shlex.split(step["run"]) for step in steps if "run" in step)
    assert making[:3] == [*packing[:2], "build"] == ["python3", "run.py", "build"]
    helped = CliRunner().invoke(app, ["build", "--help"]).output
    assert all(option in helped for option in making[3:])
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*packing[2:], "--out", str(made), "--root", str(root)])
    assert done.exit_code == 0, done.output
    (upload,) = (step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert (tmp_path / upload / "index.html").is_file()
    deploy = flow["jobs"]["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert flow["permissions"] == {"contents": "read"}


def test_nothing_to_pack(root: Path, today: datetime.date, tmp_path: Path) -> None:
    """An empty output folder is told in words."""
    with pytest.raises(KitError, match="nothing to pack"):
        pack(root, tmp_path, tmp_path / "x.zip", today)
