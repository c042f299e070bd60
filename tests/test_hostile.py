"""Files from anywhere: each kind of bomb that once broke a reader is refused in words, and so are a thousand spoiled files."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content, files, review
from kit.checks.translation import tolerated, vocabulary
from kit.content import positions
from kit.errors import ContentError, Fault, KitError
from kit.files import read_data, read_text, read_toml, toml_of
from kit.judging.translation import answers, kept
from kit.judging.translation.score import HEAD as FAULT_HEAD
from kit.judging.translation.score import faults
from kit.locale import find, overrides
from kit.review import english
from kit.translate import machine, po

ROOT = Path(__file__).parent.parent
SPANISH = find("es", ROOT / "locales")

Read = Callable[[Path], object]


def _people(path: Path) -> object:
    return review.ledger(path.parent)


def _content(path: Path) -> object:
    """A content file: its faults are noted, and raised by whoever wants its values."""
    source = positions.read(path)
    if source.faults:
        raise ContentError(tuple(source.faults))
    return source.data


def _catalog(path: Path) -> object:
    return po.read(path, SPANISH)


def _in_folder(read: Read) -> Read:
    return lambda path: read(path.parent)


def _faults(folder: Path) -> object:
    return list(faults(folder))


HEADS = {
    "tolerated.tsv": "\t".join(tolerated.HEAD).encode() + b"\n",
    "answers.tsv": "\t".join(answers.HEAD).encode() + b"\n",
    "faults.tsv": "\t".join(FAULT_HEAD).encode() + b"\n",
}
HEADER = (
    b'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "a"\nmsgid "a"\nmsgstr ""\n'
)

BOMBS: dict[str, tuple[str, Read, bytes]] = {
    "a number of 5,000 digits in a clinic": ("c.toml", content.clinic, b"name = " + b"9" * 5_000),
    "30,000 unknown fields": ("c.toml", content.clinic, b"".join(b"k%d = 1\n" % n for n in range(30_000))),
    "10,000 nested brackets in a clinic": ("c.toml", content.clinic, b"name = " + b"[" * 10_000),
    "a letter that can't be seen as a name": ("c.toml", content.clinic, 'name = "\u3164"'.encode()),
    "a turn of direction in a name": ("c.toml", content.clinic, 'name = "Hill \u202e teertS"'.encode()),
    "a character that YAML can't write": ("c.yaml", _content, b'a: "\\UFFFFFFFF"'),
    "half a character in YAML": ("c.yaml", _content, b'a: "\\ud800"'),
    "10,000 nested brackets in YAML": ("c.yaml", _content, b"a: " + b"[" * 10_000),
    "a name of a region that turns the line": ("c.yaml", _content, 'name: "\u202eSU"'.encode()),
    "a YAML file that would take a minute": ("c.yaml", _content, b"a:\n" + b"  - {b: c, d: e}\n" * 30_000),
    "a NUL in YAML": ("c.yaml", _content, b'name: "a\0b"'),
    "people of texts": ("people.toml", _people, b'person = ["x"]'),
    "one person who is a text": ("people.toml", _people, b'person = "x"'),
    "nested people": ("people.toml", _people, b"person = " + b"[" * 10_000),
    "people of 5,000 digits": ("people.toml", _people, b"person = " + b"9" * 5_000),
    "a nested signature": ("english.toml", english.signatures, b"signature = " + b"[" * 10_000),
    "a nested locale": ("locale.toml", overrides.read, b"name = " + b"[" * 10_000),
    "a key of 300,000 parts in people": ("people.toml", _people, b"a." * 300_000),
    "a key of 300,000 parts in a clinic": ("c.toml", content.clinic, b'"a" . ' * 300_000 + b"b = 1"),
    "a table of 100 parts": ("locale.toml", overrides.read, b"[a" + b".a" * 100 + b"]"),
    "people of 2 MB": ("people.toml", _people, b"# a comment\n" * 170_000),
    "a number that can't be printed": ("people.toml", _people, b"[[person]]\nhandle = 0x" + b"F" * 4_000),
    "a cell of 200 kB in reasons": ("tolerated.tsv", _in_folder(tolerated.read), HEADS["tolerated.tsv"] + b"x" * 200_000),
    "a carriage return in answers": ("answers.tsv", _in_folder(answers.read), HEADS["answers.tsv"] + b"a\rb\tc\n"),
    "a cell of 200 kB in faults": ("faults.tsv", _in_folder(_faults), HEADS["faults.tsv"] + b"slip\t" + b"x" * 200_000),
    "faults that are no text": ("faults.tsv", _in_folder(_faults), b"\xff\xfe"),
    "a carriage return in a glossary": (
        "glossary.csv",
        _in_folder(vocabulary.preferred),
        b'term,forms\n"a\rb,c\n' + b"x" * 200_000,
    ),
    "a glossary that is no text": ("glossary.csv", _in_folder(vocabulary.preferred), b"\xff\xfe"),
    "a score without end": ("score.json", _in_folder(kept), b'{"safety": {"hit": 1e999, "of": 1}}'),
    "a nested score": ("score.json", _in_folder(kept), b"[" * 100_000),
    "drafts of 1,000,000 nests": ("d.yaml", lambda path: list(machine._read(path)), b"a: " + b"{" * 1_000_000),
    "drafts of 400,000 broken lines": ("d.yaml", lambda path: list(machine._read(path)), b"a: *b\n" * 400_000),
    "a line of 20 MB in a catalog": ("c.po", _catalog, HEADER + b'"' + b"x" * 20_000_000 + b'"\n'),
    "a long line in a catalog": ("c.po", _catalog, HEADER + b'"' + b"x" * 900_000 + b'"\n'),
    "400,000 lines of one text": ("c.po", _catalog, HEADER + b'"xxxxxx"\n' * 400_000),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_what_once_broke_a_reader_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    """Each ends as a KitError that a person can read to its end."""
    name, read, data = BOMBS[kind]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(KitError) as refused:
        read(tmp_path / name)
    assert len(str(refused.value)) < 60_000


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
@pytest.mark.parametrize("make", [Path.mkdir, _fifo, _loop, lambda path: path.symlink_to("/dev/zero"), lambda _: None])
def test_what_is_no_file_is_never_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A folder, a pipe, a ring of links, a device without end and nothing at all are each told at once, by every reader."""
    for read, name in ((read_text, "a.txt"), (content.clinic, "a.toml"), (_catalog, "a.po"), (_content, "a.yaml")):
        make(tmp_path / name)
        with pytest.raises(KitError, match=name):
            read(tmp_path / name)


def test_a_file_has_a_size(tmp_path: Path) -> None:
    """A file larger than may be is told, one byte less is read."""
    (tmp_path / "a").write_bytes(b"1234")
    assert read_data(tmp_path / "a", most=4) == b"1234"
    with pytest.raises(KitError, match="larger than"):
        read_data(tmp_path / "a", most=3)


def test_a_file_that_grows_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a file's size is only where reading begins, and more than may be read is told all the same."""
    (tmp_path / "a").write_bytes(b"1234")
    whole = os.fstat
    said = os.stat_result((*whole(0)[:6], 1, *whole(0)[7:]))
    monkeypatch.setattr(files.os, "fstat", lambda number: os.stat_result((stat.S_IFREG, *said[1:])))
    assert read_data(tmp_path / "a") == b"1234"
    with pytest.raises(KitError, match="larger than"):
        read_data(tmp_path / "a", most=3)


def test_a_whole_file_has_its_size_and_its_digest(tmp_path: Path) -> None:
    """A file with one letter changed, one more or none is not whole; nor is a folder, or nothing."""
    digest = hashlib.sha256(b"1234").hexdigest()
    (tmp_path / "a").write_bytes(b"1234")
    assert files.is_whole(tmp_path / "a", digest, 4)
    for data in (b"1235", b"12345", b""):
        (tmp_path / "a").write_bytes(data)
        assert not files.is_whole(tmp_path / "a", digest, 4)
    assert not files.is_whole(tmp_path, digest, tmp_path.stat().st_size)
    assert not files.is_whole(tmp_path / "b", digest, 0)


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
def test_links_that_lead_round_in_a_circle_are_told(tmp_path: Path) -> None:
    """A folder to write to, a project and a logo: each is refused in words, on every Python."""
    _loop(tmp_path / "ring")
    with pytest.raises((KitError, OSError), match="ring"):
        read_data(files.resolved(tmp_path / "ring"))
    (tmp_path / "c.toml").write_text('name = "Hill"\nlogo = "ring"', encoding="utf-8")
    with pytest.raises(ContentError, match="logo"):
        content.clinic(tmp_path / "c.toml")


def test_toml_is_read_with_advice(tmp_path: Path) -> None:
    """A right file gives its values, a broken one the advice that the reader gave."""
    (tmp_path / "a").write_text('a = "b"', encoding="utf-8")
    assert read_toml(tmp_path / "a", "Write it.") == {"a": "b"}
    (tmp_path / "a").write_text("a", encoding="utf-8")
    with pytest.raises(ContentError, match=r"Write it\."):
        read_toml(tmp_path / "a", "Write it.")


def test_a_file_with_any_number_of_faults_has_a_message_that_ends() -> None:
    """All faults are kept, 200 are printed, and none at full length if that has no end."""
    error = ContentError(tuple(Fault(file="a", what="x" * 5_000) for _ in range(3_000)))
    assert len(error.faults) == 3_000
    assert str(error).endswith("... and 2,800 more")
    assert len(str(error)) < 200 * 2_100


def test_a_long_plain_draft_is_read(tmp_path: Path) -> None:
    """What is longer than may be looked at for its faults is read all the same where it has none."""
    (tmp_path / "d.yaml").write_bytes(b"".join(b"a%d: some words\n" % number for number in range(20_000)))
    assert sum(1 for _ in machine._read(tmp_path / "d.yaml")) == 20_000


def test_what_people_write_in_toml_is_read_whatever_its_dots() -> None:
    """Sentences, lines of dots in a comment, and keys of a few parts are no bomb."""
    said = "e.g. " * 20
    assert toml_of(f'# {"." * 300}\na.b.c = "{said}"\nd = "{"." * 300}"') == {"a": {"b": {"c": said}}, "d": "." * 300}
    ids = [f"section.{number}.steps" for number in range(60)]
    assert toml_of(f"signed = {ids}") == toml_of(f"signed = {ids}".replace("'", '"')) == {"signed": ids}


@pytest.mark.parametrize("before", ['"""\n"""', "'''\n'''", "'\\'", '"\\\\"', '""'])
def test_no_quotes_hide_a_key_of_many_parts(before: str) -> None:
    """Whatever words in quotes stand before it, a key of sixty parts is refused before the library reads it."""
    with pytest.raises(ValueError, match="joined by dots"):
        toml_of(f"x = [{before}, {{{'.'.join('a' * 60)} = 1}}]")


@pytest.mark.parametrize("data", ["[" * 100_000, '{"id": ' + "[" * 100_000])
def test_a_kept_version_that_is_no_version_is_told_with_its_line(tmp_path: Path, data: str) -> None:
    """Nests without end in a kept version are a fault of that line."""
    path = tmp_path / "tea/versions/1.0.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(data, encoding="utf-8")
    with pytest.raises(ContentError, match=r"1\.0\.jsonl:1:1: not a kept text"):
        content.kept_words(tmp_path, "tea", "1.0")


@pytest.mark.slow
def test_a_thousand_spoiled_files_break_no_reader() -> None:
    """The documented command with a fixed seed: no traceback, none over 10 seconds or 500 MB."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.hostile", "1000", "--seed", "1"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
