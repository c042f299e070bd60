"""Builds in parts and on a cluster: the examples of packaging/ run as plain processes, and a real cluster that loses a worker."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from ruamel.yaml import YAML

from kit import build
from kit.build import Job, cluster
from kit.build.incremental import made_from
from kit.build.making import MadeFile
from kit.build.program import kit_digest
from kit.errors import KitError, OutputError
from tests.conftest import TODAY
from tests.small_topic import ARABIC, make_whole

ROOT = Path(__file__).parent.parent
WHAT = "--locale en --topic point-to-card --format handout"


def _container() -> dict[str, object]:
    job = YAML(typ="safe").load((ROOT / "packaging" / "kubernetes.yaml").read_text(encoding="utf-8"))
    assert job["spec"]["completionMode"] == "Indexed"
    found = job["spec"]["template"]["spec"]["containers"][0]
    assert {entry["name"]: entry["value"] for entry in found["env"]}["PARTS"] == str(job["spec"]["completions"])
    return dict(found)


def _slurm(part: int) -> tuple[list[str], dict[str, str]]:
    """The Slurm example's command and what Slurm sets for the task of a part, from 0."""
    return ["sh", str(ROOT / "packaging" / "slurm.sh"), *WHAT.split()], {
        "SLURM_ARRAY_TASK_ID": str(part + 1),
        "SLURM_ARRAY_TASK_COUNT": "2",
    }


def _kubernetes(part: int) -> tuple[list[str], dict[str, str]]:
    """The Kubernetes example's command and what Kubernetes sets for the pod of an index."""
    found = _container()
    return [*found["command"], *found["args"]], {"JOB_COMPLETION_INDEX": str(part), "PARTS": "2", "WHAT": WHAT}  # type: ignore[misc]  # lists of texts


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="examples for POSIX")
@pytest.mark.parametrize("example", [_slurm, _kubernetes])
def test_the_parts_of_an_example_make_the_whole(tmp_path: Path, example: object) -> None:
    """Two parts, started at once into one folder, make each file once between them; the index then lists all."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "kit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kit "$@"\n', encoding="utf-8")
    (bin_ / "kit").chmod(0o755)
    out = tmp_path / "out"
    plain = {**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}", "OUT": str(out)}
    running = []
    for part in (0, 1):
        command, told = example(part)  # type: ignore[operator]  # one of the two above
        running.append(subprocess.Popen(command, cwd=ROOT, env={**plain, **told}, stdout=subprocess.DEVNULL))
    assert [process.wait() for process in running] == [0, 0]
    names = sorted(entry["path"].rpartition("/")[2] for entry in build.entries(out))
    assert names == ["point-to-card-handout-large-print.draft.pdf", "point-to-card-handout.draft.pdf"]
    assert {path.name for path in out.glob("manifest*")} == {"manifest.1-of-2.jsonl", "manifest.2-of-2.jsonl"}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills by a signal")
def test_a_cluster_that_loses_a_worker_makes_every_file(tmp_path: Path) -> None:
    """A real cluster of two processes, one killed on the way: all files are made, a second build keeps them, a store takes them too."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.on_cluster", str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    said = json.loads(done.stdout.splitlines()[-1])
    names = [f"{tag}/point-to-card-handout{edition}.draft.pdf" for tag in ("en", "es") for edition in ("", "-large-print")]
    assert said["killed"]
    assert said["published"] == said["kept"] == [True] * 4
    assert said["stored"] == sorted([*names, "manifest.jsonl"])
    assert said["same"]
    assert {entry["path"] for entry in build.entries(tmp_path / "out")} == set(names)


def test_the_kubernetes_example_has_as_many_parts_as_pods() -> None:
    """The number of parts is that of completions, and the index, from 0, becomes a part, from 1."""
    assert '--shard "$((JOB_COMPLETION_INDEX + 1))/$PARTS"' in str(_container()["args"])


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address ends in words, soon."""
    monkeypatch.setattr(cluster, "SECONDS", 1)
    with pytest.raises(KitError, match="no scheduler answers there"):
        list(cluster.run((), "nowhere"))


def test_a_worker_with_another_kit_makes_nothing(root: Path, tmp_path: Path) -> None:
    """Files of two versions never mix: what such a worker would answer stops the build in words."""
    (job, *_) = build.plan(build.Request(root=root, out=tmp_path, locales=("en",), formats=("page",), today=TODAY))
    answer = cluster.make_there(job, "", "another", "one")
    assert isinstance(answer, OutputError)
    assert "another version of the kit" in answer.message


def test_a_store_takes_a_file_whole(tmp_path: Path) -> None:
    """A folder and any other fsspec path have the file under its name."""
    import fsspec

    cluster.place(f"file://{tmp_path}/a", "en/b.pdf", b"data")
    assert (tmp_path / "a/en/b.pdf").read_bytes() == b"data"
    cluster.place("memory://kits", "en/b.pdf", b"data")
    assert fsspec.filesystem("memory").cat_file("/kits/en/b.pdf") == b"data"


def test_halves_of_died_workers_are_swept_in_a_folder_alone(tmp_path: Path) -> None:
    """What workers of this build left goes, whatever its age; a store that is no folder has no halves."""
    own, other = tmp_path / "a/en/.b.pdf.abcd01234567.part", tmp_path / "a/en/.b.pdf.dcba01234567.part"
    cluster.place(f"file://{tmp_path}/a", "en/b.pdf", b"data", "abcd")
    for path in (own, other):
        path.write_bytes(b"half")
    cluster.sweep_store(f"file://{tmp_path}/a", ["en/b.pdf"], "abcd")
    cluster.sweep_store("memory://kits", ["en/b.pdf"], "abcd")
    assert sorted(path.name for path in (tmp_path / "a/en").iterdir()) == [other.name, "b.pdf"]


def test_a_cluster_without_workers_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster may be without workers for a while; if none comes the build ends in words, and an answer that is there is taken."""
    monkeypatch.setattr(cluster, "LONELY", 3)
    waits: list[float] = []
    arriving = SimpleNamespace(has_ready=lambda: len(waits) == 5, thread_condition=MagicMock(wait=waits.append))
    alone, one = SimpleNamespace(nthreads=dict), SimpleNamespace(nthreads=lambda: {"a": 1} if len(waits) == 2 else {})
    with pytest.raises(OutputError, match="no workers any more"):
        cluster._wait(alone, arriving)  # type: ignore[arg-type]  # as much of Dask's as it asks
    assert len(waits) == 3
    waits.clear()
    cluster._wait(one, arriving)  # type: ignore[arg-type]  # the same
    assert len(waits) == 5


@pytest.fixture
def small_job(folder: Path, root: Path, tmp_path: Path) -> Job:
    """One page of the small topic in Arabic."""
    asked = build.Request(
        root=make_whole(folder, root),
        out=tmp_path / "out",
        topics=("tea",),
        locales=("ar",),
        formats=("page",),
        today=TODAY,
        partial=True,
    )
    (job,) = build.plan(asked)
    return job


def test_a_worker_reads_the_words_anew_for_each_build(small_job: Job) -> None:
    """A worker that has made a file makes the next build's file of the words that are there then."""
    catalog = small_job.root / "locales/ar/tea.po"
    made = [cluster.make_there(small_job, "", kit_digest(), "one")]
    catalog.write_text(ARABIC.replace("الماء يساعد", "الماء مفيد"), encoding="utf-8")
    made.append(cluster.make_there(small_job, "", kit_digest(), "two"))
    first, second = (each.result for each in made if isinstance(each, MadeFile))
    assert first.published
    assert first.sha256 != second.sha256
    assert first.made_from != second.made_from
    assert second.made_from == made_from(small_job)


def test_a_file_of_other_words_is_refused(small_job: Job) -> None:
    """What a worker made of words that this machine has not is not put into the folder, and that is said."""
    made = cluster.make_there(small_job, "", kit_digest(), "three")
    assert isinstance(made, MadeFile)
    assert made.result.made_from

    class Future:
        def result(self) -> MadeFile:
            return made

    asked = cluster._Needed(0, small_job, made.result.made_from, "")
    other = asked._replace(made=dataclasses.replace(asked.made, words="0" * 24))
    refused = cluster._answer(Future(), other, "")  # type: ignore[arg-type]  # answers as a future of Dask's
    assert isinstance(refused, OutputError)
    assert "other words" in refused.message
    assert not small_job.out.exists()
    assert cluster._answer(Future(), asked, "") == made.result  # type: ignore[arg-type]  # the same
    assert (small_job.out / made.result.path).is_file()
