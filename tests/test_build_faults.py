"""kit.build: what a crash, an interrupt, a second build, a moved folder and a manifest from anywhere can't do."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import errno
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit import build
from kit.build import making
from kit.build.job import sealed
from kit.build.manifest import Journal
from kit.content.lists import EncodingError
from kit.errors import EXIT_OUR_FAULT, EXIT_STOPPED, ContentError, Fault, KitError, OutputError
from kit.files import sweep, write_whole

Job = build.Job


@pytest.fixture
def request_(root: Path, tmp_path: Path, today: datetime.date) -> build.Request:
    """Two small files."""
    return build.Request(
        root=root, out=tmp_path / "out", locales=("en",), formats=("handout",), editions=("standard",), topics=TOPICS, today=today
    )


TOPICS = ("heroin-withdrawal-family", "point-to-card")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose bytes are their names: what is in them matters to none of these tests."""

    def produce(job: Job) -> making.MadeFile:
        data = job.topic.encode()
        found = making.failed(job, making._not_made("", KitError("")))
        told = {"findings": (), "published": True, "content_version": "1.0", "date": "2026-11-22", "bytes": len(data)}
        digest = making.hashlib.sha256(data).hexdigest()
        return making.MadeFile(result=dataclasses.replace(found, sha256=digest, **told), data=data)  # type: ignore[arg-type]  # by name

    monkeypatch.setattr(making, "produce", produce)


@pytest.fixture(autouse=True)
def no_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """No review forms, which take longer than all else here."""
    monkeypatch.setattr("kit.build.run.write_review_form", lambda *_: None)


def _broken(monkeypatch: pytest.MonkeyPatch, topic: str, error: BaseException) -> None:
    """Making the files of one topic ends in this error."""
    whole = making.produce

    def produce(job: Job) -> making.MadeFile:
        if job.topic == topic:
            raise error
        return whole(job)

    monkeypatch.setattr(making, "produce", produce)


@pytest.mark.usefixtures("quick")
def test_a_crash_costs_one_file_and_is_told_apart(request_: build.Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other file is published, the crash is that file's finding with its place kept, and the exit code is 70."""
    _broken(monkeypatch, TOPICS[0], ZeroDivisionError("by zero"))
    crashed, made = build.build(request_)
    assert [finding.id for finding in crashed.findings] == ["crashed"]
    assert "ZeroDivisionError" in crashed.trace
    assert "trace" not in json.loads(crashed.line())
    assert made.published
    assert [entry["path"] for entry in build.entries(request_.out)] == [made.path]
    assert build.exit_code((crashed, made)) == EXIT_OUR_FAULT


@pytest.mark.usefixtures("quick")
def test_input_that_fits_no_file_costs_that_file(request_: build.Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """A KitError while a file is made is its finding, in words; the exit code is 1."""
    _broken(monkeypatch, TOPICS[0], KitError("no font has this letter", "Take another."))
    failed, made = build.build(request_)
    assert [finding.message for finding in failed.findings] == ["no font has this letter Take another."]
    assert made.published
    assert build.exit_code((failed, made)) == 1


@pytest.mark.usefixtures("quick")
def test_an_interrupt_keeps_what_was_finished(request_: build.Request) -> None:
    """Stopped after one of two files, the message says so, that file is listed, nothing is locked, and the next build makes the rest."""

    def stop(_: build.Result) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KitError, match="1 of 2 files were finished") as stopped:
        build.build(request_, stop)
    assert stopped.value.exit_code == EXIT_STOPPED
    assert len(build.entries(request_.out)) == 1
    build.build(request_)
    assert len(build.entries(request_.out)) == 2
    assert [path.name for path in request_.out.glob("manifest*")] == ["manifest.jsonl"]


@pytest.mark.usefixtures("quick")
def test_a_full_disk_stops_all_at_once(request_: build.Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file can't be written none can: the build ends in words, not once for each file."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        build.build(request_)


@pytest.mark.usefixtures("quick")
def test_a_folder_that_was_moved_is_told(request_: build.Request) -> None:
    """A build whose output folder was renamed meanwhile does not report success."""

    def move(_: build.Result) -> None:
        if request_.out.exists() and not request_.out.with_name("moved").exists():
            request_.out.rename(request_.out.with_name("moved"))

    with pytest.raises(OutputError, match="was moved or removed"):
        build.build(request_, move)


def test_shards_work_side_by_side_each_once(tmp_path: Path) -> None:
    """Two shards hold a folder together; the same shard twice, or a whole build beside them, is told to wait."""
    with build.sole_use(tmp_path, (1, 2)), build.sole_use(tmp_path, (2, 2)):
        for other in ((1, 2), (1, 1)):
            with pytest.raises(KitError, match="another build is writing"), build.sole_use(tmp_path, other):
                raise AssertionError
    with build.sole_use(tmp_path):
        pass


@pytest.mark.usefixtures("quick")
def test_a_changed_file_is_listed_no_more_and_that_is_said(request_: build.Request) -> None:
    """A file that was changed after it was made leaves the list with a word."""
    build.build(request_)
    path = f"en/{TOPICS[0]}-handout.draft.pdf"
    (request_.out / path).write_bytes(b"changed")
    told: list[str] = []
    build.build(dataclasses.replace(request_, topics=TOPICS[1:]), tell=told.append)
    assert len(told) == 1
    assert path in told[0]


HOSTILE: dict[str, Any] = {
    "a list": [],
    "a number": 5,
    "no fields": {},
    "a clinic above the folder": {"clinic": "../pwn", "path": "../pwn/en/point-to-card-handout.draft.pdf"},
    "a path of its own": {"path": "/etc/passwd"},
    "a path above": {"path": "../en/point-to-card-handout.draft.pdf"},
    "a topic above": {"topic": "../x", "path": "en/../x-handout.draft.pdf"},
    "a locale above": {"locale": "..", "path": "../point-to-card-handout.draft.pdf"},
    "an unknown format": {"format": "exe"},
    "an unknown edition": {"edition": "tiny"},
    "a day that is none": {"date": "2026-99-99"},
    "a size of words": {"bytes": "many"},
    "a size below nothing": {"bytes": -1},
    "findings of numbers": {"findings": [1]},
    "a status of its own": {"status": "clinical!"},
    "a null": {"title": None},
}


def _unsealed(manifest: Path) -> dict[str, Any]:
    """The only line of a manifest, without its seal."""
    return {name: value for name, value in json.loads(manifest.read_text(encoding="utf-8")).items() if name != "seal"}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_line_of_the_manifest_is_data(request_: build.Request, kind: str) -> None:
    """No line of a manifest names a file outside the folder, breaks a build, or lists what it should not."""
    (made,) = build.build(dataclasses.replace(request_, topics=TOPICS[1:]))
    path = request_.out / "manifest.jsonl"
    good = _unsealed(path)
    line = HOSTILE[kind] if not isinstance(HOSTILE[kind], dict) or not HOSTILE[kind] else {**good, **HOSTILE[kind]}
    path.write_text(sealed(line) if isinstance(line, dict) else json.dumps(line), encoding="utf-8")
    assert build.entries(request_.out) == ()
    build.build(dataclasses.replace(request_, topics=TOPICS[:1]))
    assert {entry["topic"] for entry in build.entries(request_.out)} == {TOPICS[0]}
    assert {found.name for found in request_.out.parent.iterdir()} == {"out"}
    assert made.published


@pytest.mark.usefixtures("quick")
def test_a_line_that_was_damaged_anywhere_counts_no_more(request_: build.Request) -> None:
    """Whichever letter of a line is another one, its file is not listed, and the next build's account is that of a clean one."""
    asked = dataclasses.replace(request_, topics=TOPICS[1:])
    build.build(asked)
    path = request_.out / "manifest.jsonl"
    clean = path.read_bytes()
    assert len(build.entries(request_.out)) == 1
    for at in range(len(clean) - 1):
        path.write_bytes(clean[:at] + (b"0" if clean[at : at + 1] == b"1" else b"1") + clean[at + 1 :])
        told = build.told(request_.out)
        # a word of the seal's own name leaves a line such as older kits wrote: it is listed, and vouches for nothing
        assert not told or [line["made_from"] for line in told.values()] == [None]
    title = clean.index(b'"title": "') + len(b'"title": "')
    path.write_bytes(clean[:title] + b"X" + clean[title + 1 :])
    (made,) = build.build(asked)
    assert not made.kept
    assert path.read_bytes() == clean


@pytest.mark.usefixtures("quick")
def test_files_that_only_a_damaged_line_told_of_are_said(request_: build.Request) -> None:
    """A build of other files says that lines of the account count no more; what a stopped build left half written is no damage."""
    build.build(dataclasses.replace(request_, topics=TOPICS[1:]))
    path = request_.out / "manifest.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"title": "', b'"title": "X'))
    (request_.out / "manifest.unfinished-1-of-1.jsonl").write_bytes(b'{"path": "en/')
    told: list[str] = []
    build.build(dataclasses.replace(request_, topics=TOPICS[:1]), tell=told.append)
    assert told == ["Damaged lines of the account: 1. Files that only these told of are not listed; build them again."]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[" * 100_000, b'{"path": "' + b"x" * 3_000_000, b"\n\n\0\n"])
def test_bytes_in_place_of_a_manifest_are_left_aside(request_: build.Request, data: bytes) -> None:
    """Bytes of any kind in a manifest end in no error, and the build writes it anew."""
    build.build(request_)
    (request_.out / "manifest.jsonl").write_bytes(data)
    assert build.entries(request_.out) == ()
    build.build(request_)
    assert len(build.entries(request_.out)) == 2


@pytest.mark.usefixtures("quick")
def test_a_language_that_was_taken_away_stops_no_build(request_: build.Request) -> None:
    """Files of a topic or a language that the project no longer has are not on the download page, and nothing fails."""
    build.build(request_)
    path = request_.out / "manifest.jsonl"
    lines = path.read_text(encoding="utf-8")
    gone = json.loads(lines.splitlines()[0].replace('"en', '"xx'))
    gone.pop("seal")
    (request_.out / "xx").mkdir()
    (request_.out / "xx" / f"{TOPICS[0]}-handout.draft.pdf").write_bytes(TOPICS[0].encode())
    path.write_text(lines + sealed(gone), encoding="utf-8")
    assert len(build.entries(request_.out)) == 3
    build.write_index(request_.root, request_.out, request_.today)
    assert "xx/" not in (request_.out / "index.html").read_text(encoding="utf-8")


def test_names_that_are_not_utf_8_are_folders_like_others(request_: build.Request, tmp_path: Path) -> None:
    """An output folder whose name is bytes of no encoding is built into."""
    out = tmp_path / os.fsdecode(b"caf\xe9-\xff")
    (made,) = build.build(dataclasses.replace(request_, out=out, topics=TOPICS[1:]))
    assert (out / made.path).is_file()
    assert build.entries(out)


def test_a_journal_that_can_not_be_written_ends_in_words(tmp_path: Path, request_: build.Request) -> None:
    """A journal in a folder that is gone is an error in words."""
    result = making.failed(build.plan(request_)[0], making._not_made("", KitError("")))
    with Journal(tmp_path / "gone", (1, 1)) as journal, pytest.raises(OutputError, match="could not write"):
        journal.add(dataclasses.replace(result, published=True))


@pytest.mark.parametrize(
    "error",
    [
        KitError("what", "do", exit_code=1),
        OutputError("what"),
        EncodingError("name", "sample"),
        ContentError((Fault(file="a", what="b"),)),
    ],
)
def test_errors_cross_from_a_worker_to_its_parent(error: KitError) -> None:
    """An error keeps its kind, its words and all that belongs to it."""
    import pickle

    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


NO_FILES = {"a pipe": _pipe, "a device without end": lambda path: path.symlink_to("/dev/zero"), "a folder": Path.mkdir}


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("name", ["manifest.jsonl", f"en/{TOPICS[1]}-handout.draft.pdf"])
def test_what_is_no_file_in_a_files_place_is_never_read(request_: build.Request, name: str, kind: str) -> None:
    """A pipe, a device or a folder in place of a file or an account is written over, or told in words; nobody waits for it."""
    build.build(request_)
    path = request_.out / name
    path.unlink()
    NO_FILES[kind](path)
    if kind == "a folder":
        with pytest.raises(OutputError, match=path.name):
            build.build(request_)
        path.rmdir()
    build.build(request_)
    assert path.is_file()
    assert len(build.entries(request_.out)) == 2


@pytest.mark.usefixtures("quick")
def test_what_a_killed_build_left_is_swept(request_: build.Request) -> None:
    """Halves of files that nobody finished go with the next build; a file of somebody's own stays."""
    build.build(request_)
    halves = [
        _half(request_.out / place)
        for place in (f"en/{TOPICS[0]}-handout.draft.pdf", "index.html", "manifest.jsonl", "receipts/a.html", "review/a.pdf")
    ]
    mine = [_half(request_.out / "en/mine.doc"), request_.out / "en/.mine.pdf.part", request_.out / "en/mine.pdf.01234567.part"]
    for path in mine[1:]:
        path.write_bytes(b"mine")
    build.build(request_)
    assert [path.exists() for path in halves] == [False] * len(halves)
    assert [path.exists() for path in mine] == [True] * len(mine)


@pytest.mark.usefixtures("quick")
def test_a_shard_sweeps_what_is_a_day_old(request_: build.Request) -> None:
    """Beside other shards that may be writing, only a half that nobody has written to for a day goes."""
    build.build(request_)
    old, young = (_half(request_.out / f"en/{name}.pdf") for name in ("a", "b"))
    os.utime(old, (1, 1))
    build.build(dataclasses.replace(request_, shard=(1, 2)))
    assert [path.exists() for path in (old, young)] == [False, True]


def _half(path: Path, mark: str = "") -> Path:
    """What `kit.files` leaves of a file if its process is killed while it is written."""
    path.parent.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", _killed)
        patch.setattr(Path, "unlink", _killed)
        with contextlib.suppress(OSError):
            write_whole(path, b"half", mark)
    (half,) = path.parent.glob(f".{path.name}.*.part")
    return half


def _killed(*_: object, **__: object) -> None:
    raise OSError


def test_halves_of_another_build_stay(tmp_path: Path) -> None:
    """By its mark a build sweeps its own halves, however young, and nobody else's."""
    own, other = _half(tmp_path / "a.pdf", "abcd"), _half(tmp_path / "b.pdf", "dcba")
    sweep(tmp_path, ("pdf",), before=0.0, mark="abcd")
    assert [path.exists() for path in (own, other)] == [False, True]


@pytest.mark.usefixtures("quick")
def test_a_whole_build_gathers_the_accounts_of_shards(request_: build.Request) -> None:
    """After two shards and a build of one topic there is one manifest, with every file, none of them made again."""
    for part in (1, 2):
        build.build(dataclasses.replace(request_, shard=(part, 2)))
    assert all(result.kept for result in build.build(dataclasses.replace(request_, topics=TOPICS[1:])))
    assert [path.name for path in request_.out.glob("manifest*")] == ["manifest.jsonl"]
    assert len(build.entries(request_.out)) == 2


@pytest.mark.usefixtures("quick")
def test_a_line_that_was_cut_spoils_no_other(request_: build.Request) -> None:
    """A journal that ends in half a line, as a full disk leaves it, takes whole lines after it."""
    first, second = build.build(request_)
    journal = Journal(request_.out, (1, 1))
    with journal:
        journal.add(first)
    journal.path.write_bytes(journal.path.read_bytes()[:-9])
    for _ in range(2):
        with Journal(request_.out, (1, 1)) as again:
            again.add(second)
    assert b"\n\n" not in journal.path.read_bytes()  # a line that was not cut needs no other end
    (request_.out / "manifest.jsonl").unlink()
    assert [entry["path"] for entry in build.entries(request_.out)] == [second.path]


@pytest.mark.usefixtures("quick")
def test_a_receipt_goes_with_its_file(request_: build.Request) -> None:
    """The receipt of a file that has another name now, or is gone, does not stay."""
    build.build(request_)
    old = request_.out / "receipts/en-gone.draft.pdf.html"
    old.write_bytes(b"")
    build.build(request_)
    assert not old.exists()
    assert len(list(old.parent.iterdir())) == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills, and asks /proc who is left")
def test_twelve_faults_leave_exactly_the_right_files() -> None:
    """The documented command with a fixed seed, one of each kind: after the next build the files are those of a clean one."""
    alone = [] if importlib.util.find_spec("distributed") else ["--no-cluster"]
    done = subprocess.run(
        [sys.executable, "-m", "tools.faults", "12", "--seed", "1", *alone],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 faults, 0 not stood" in done.stdout
