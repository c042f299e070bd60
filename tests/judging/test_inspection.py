"""kit.judging.inspection and isolation: one verdict for any file, whatever it holds, and no file that touches the next."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pikepdf
import pytest

from kit.checks.record import UNREAD, Check, judge
from kit.errors import Finding
from kit.judging import isolation
from kit.judging.inspection import Limits, Verdict, groups, inspect
from kit.judging.reports import as_json, as_sarif, in_words

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Tea</title></head><body><main><h1>Tea</h1>%b</main></body></html>'


def _page(path: Path, body: bytes = b"") -> Path:
    path.write_bytes(PAGE % body)
    return path


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\0" * 9_000, "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old PowerPoint form"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"plain words", "no file that this can check"),
        (b"PK\x03\x04", "Not a readable PowerPoint file"),
        (b"%PDF-1.7 and no more", "not a PDF that can be read"),
    ],
    ids=["nothing", "zeros", "old", "locked", "text", "cut package", "cut pdf"],
)
def test_what_cannot_be_looked_at_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    """Each kind of file that can't be opened gets its own sentence with what to do, never a wrong one."""
    path = tmp_path / "file.pptx"
    path.write_bytes(data)
    verdict = inspect(path)
    assert not verdict.looked
    assert said in verdict.findings[0].message
    assert in_words(verdict) == "could not be looked at"


def test_a_pdf_with_a_password_is_not_called_a_broken_package(tmp_path: Path) -> None:
    """The advice fits the file: save it without a password."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="one", user="two"))
    assert "without a password" in inspect(tmp_path / "locked.pdf").findings[0].message


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    """A page named .pdf is judged as a page, and its name is a finding; under its own name it is not."""
    wrong, right = _page(tmp_path / "page.pdf"), _page(tmp_path / "page.html")
    assert "renamed" in {finding.id for finding in inspect(wrong).findings}
    assert "renamed" not in {finding.id for finding in inspect(right).findings}
    assert inspect(wrong).format == inspect(right).format


def test_a_package_that_is_no_presentation_says_so(tmp_path: Path) -> None:
    """A zip of anything is opened and told apart."""
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert not inspect(tmp_path / "other.zip").looked


def test_a_folder_or_a_missing_file_is_told(tmp_path: Path) -> None:
    """What is no file gets a verdict too."""
    assert "no ordinary file" in inspect(tmp_path).findings[0].message
    assert "no such file" in inspect(tmp_path / "none").findings[0].message


def _failing(_: object) -> list[Finding]:
    raise LookupError


def test_a_check_that_stumbles_on_a_strangers_file_says_so_and_the_others_go_on() -> None:
    """The finding names the question that was not answered; on a file of ours the same fault is a fault of ours."""
    found = Finding(id="b", severity="error", where="x", message="Wrong.")
    words = {"why": "w", "clause": "c", "advice": "a"}
    checks = (
        Check(id="a", question="Is it so?", find=_failing, **words),
        Check(id="b", question="Or so?", find=lambda _: [found], **words),
    )
    first, second = judge(checks, None, strangers=True)
    assert (first, second.id, second.severity) == (found, UNREAD, "warning")
    assert "Is it so?" in second.message
    with pytest.raises(LookupError):
        judge(checks, None)


@pytest.mark.parametrize(("kind", "severity"), [("a", "error"), ("b", "warning"), ("c", "info")])
def test_taste_is_advice_and_doubt_is_for_people_on_strangers_files(kind: str, severity: str) -> None:
    """A kind keeps its severity on files of ours, and is softened on others' as its check says."""
    found = [Finding(id=kind, severity="error", where="x", message="Wrong.")]
    words = {"question": "q", "why": "w", "clause": "c", "advice": "a"}
    check = Check(id="a", finds=("a", "b", "c"), doubtful=("b",), taste=("c",), find=lambda _: found, **words)
    assert judge((check,), None)[0].severity == "error"
    assert judge((check,), None, strangers=True)[0].severity == severity


def test_groups_hold_each_finding_once_the_worst_first(tmp_path: Path) -> None:
    """Grouping by check hides nothing and repeats nothing."""
    verdict = inspect(_page(tmp_path / "page.html", b'<img src="a.png"><img src="b.png"><h4>Deep</h4><a href="x"></a>'))
    grouped = groups(verdict)
    assert sorted(f.id for group in grouped for f in group.findings) == sorted(f.id for f in verdict.findings)
    rank = ["error", "warning", "info"]
    assert [group.severity for group in grouped] == sorted((group.severity for group in grouped), key=rank.index)


def test_json_is_one_object_a_file_with_stable_keys(tmp_path: Path) -> None:
    """The documented keys are there, counts fit the findings, and a line is a line."""
    verdict = inspect(_page(tmp_path / "page.html", b'<img src="a.png">'))
    line = as_json(verdict)
    assert "\n" not in line
    record = json.loads(line)
    assert list(record) == ["file", "format", "barriers", "to_check", "advice", "findings"]
    assert record["barriers"] == sum(finding["severity"] == "error" for finding in record["findings"]) > 0


def test_sarif_has_a_rule_for_each_result(tmp_path: Path) -> None:
    """Each result names a rule of the log, at a level that the standard knows (SARIF 2.1.0, 3.27.10)."""
    verdicts = [inspect(_page(tmp_path / "page.html", b'<img src="a.png">')), inspect(tmp_path / "none")]
    (run,) = json.loads(as_sarif(verdicts, "1.0"))["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == rules
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}


def test_each_file_of_many_gets_a_verdict_in_order(tmp_path: Path) -> None:
    """A file that can't be read does not keep the next from being looked at."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7")
    good = _page(tmp_path / "good.html")
    found = list(isolation.inspect_apart([broken, tmp_path / "none.pdf", good], Limits()))
    assert [Path(verdict.file) for verdict in found] == [broken, tmp_path / "none.pdf", good]
    assert [verdict.looked for verdict in found] == [False, False, True]


def _dying(path: Path, limits: Limits) -> Verdict:
    if path.name == "deadly":
        os._exit(9)
    return inspect(path, limits)


def test_a_file_that_kills_its_process_is_told_and_the_next_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is made anew; the verdict says that the file was left."""
    context = isolation.multiprocessing.get_context("fork")
    monkeypatch.setattr(isolation, "inspect", _dying)
    monkeypatch.setattr(isolation.multiprocessing, "get_context", lambda _: context)
    deadly, good = tmp_path / "deadly", _page(tmp_path / "good.html")
    deadly.write_bytes(b"x")
    first, second = isolation.inspect_apart([deadly, good], Limits())
    assert (first.looked, second.looked) == (False, True)
    assert "more time or memory" in first.findings[0].message


def test_a_process_that_can_not_be_started_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the child is killed while it starts, the file is told as not looked at, and the next one gets a new child."""
    context = isolation.multiprocessing.get_context("fork")
    start, refused = context.Process.start, [BrokenPipeError()]

    def fails_once(process: object) -> None:
        if refused:
            raise refused.pop()
        start(process)  # type: ignore[arg-type]  # whatever it was called on

    monkeypatch.setattr(context.Process, "start", fails_once)
    monkeypatch.setattr(isolation.multiprocessing, "get_context", lambda _: context)
    first, second = isolation.inspect_apart([_page(tmp_path / "a.html"), _page(tmp_path / "b.html")], Limits())
    assert (first.looked, second.looked) == (False, True)
