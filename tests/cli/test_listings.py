"""What each command prints, on a small project, kept as readable text: every line, every exit code, every way to be wrong."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kit import build
from kit.build import documents
from kit.build.incremental import DAMAGED, NEW
from kit.build.making import LEFT_OUT
from kit.cli import app
from kit.cli import build as command
from kit.errors import EXIT_STOPPED, Finding, KitError
from tests.conftest import ROOT, TODAY, Golden
from tests.content.conftest import FILES, write

DAY = "1795824000"
SPANISH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "tea/help.lead"
msgid "Call {emergency_number} now."
msgstr "Llame al {emergency_number} ahora."

msgctxt "tea/sleep.tips.water"
msgid "Drink water"
msgstr "No beba 3 aguas"

msgctxt "tea/sleep.key"
msgid "Tea late can keep you awake."
msgstr "El té tarde puede quitarle el sueño."

#, fuzzy
msgctxt "tea/title"
msgid "Tea"
msgstr "Té"
"""
LABELS = """\
notice.not_reviewed: {text: "Nobody has signed this."}
notice.machine: {text: "A machine wrote this."}
notice.untranslated: {text: "Some of this is English."}
notice.stale: {text: "Some of this is old."}
"""
QUESTIONS = """\
tea.what: {texts: [tea/sleep.tips.water], ask: "What do you drink?", answer: "water"}
tea.call: {texts: [tea/help.lead, tea/sleep.key], ask: "What now?", answer: "call"}
tea.none: {texts: [tea/sleep.say], ask: "How?", answer: "slowly"}
"""


def _project(folder: Path) -> Path:
    """The small topic with some words in Spanish and Arabic, two of them wrong, and questions on them."""
    root = write({**FILES, "labels.yaml": FILES["labels.yaml"] + LABELS}, folder).parent
    for name in ("facts.yaml", "desk.yaml"):
        shutil.copyfile(ROOT / "content" / name, root / "content" / name)
    (root / "content/questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    (root / "content/clinics").mkdir()
    shutil.copyfile(ROOT / "content/clinics/example.toml", root / "content/clinics/example.toml")
    for tag in ("en", "es", "ar"):
        (root / "locales" / tag).mkdir(parents=True)
        shutil.copyfile(ROOT / "locales" / tag / "facts.yaml", root / "locales" / tag / "facts.yaml")
    (root / "locales/es/tea.po").write_text(SPANISH, encoding="utf-8")
    (root / "locales/ar/tea.po").write_text(SPANISH.partition("\n\n")[0], encoding="utf-8")
    (root / "given.tsv").write_text("tea.what\tbread\n\ntea.call\tphone\tyes\n", encoding="utf-8")
    (root / "bad.tsv").write_text("tea.what\tbread\tmaybe\n", encoding="utf-8")
    (root / "clinics.csv").write_text("name,phone\nHill,202-555-0143\n,\nDale,x\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that commands may write to."""
    return _project(tmp_path_factory.mktemp("small"))


@pytest.fixture
def told(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command, as a process of its own would: what it printed, how it ended, and the fault that it named."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> str:
        documents.forget()
        done = CliRunner().invoke(app, [*(part.replace("{root}", str(project)) for part in arguments), "--root", str(project)])
        lines = [f"$ kit {' '.join(arguments)}", done.output.rstrip(), f"exit {done.exit_code}"]
        if isinstance(done.exception, KitError):
            lines[-1] = f"{done.exception}\nexit {done.exception.exit_code}"
        elif done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return "\n".join(filter(None, lines)).replace(str(project), "PROJECT") + "\n\n"

    return run


CONTENT = (
    ("content", "check"),
    ("content", "check", "--topic", "tea", "--remarks"),
    ("content", "check", "--json"),
    ("content", "check", "--topic", "coffee"),
    ("content", "score", "--topic", "tea"),
    ("content", "status"),
    ("content", "keep"),
    ("content", "diff", "1.0", "--topic", "tea"),
    ("content", "diff", "0.9", "--topic", "tea"),
)


def test_commands_about_the_english_print_what_they_printed(told: Callable[..., str], golden: Golden) -> None:
    """Checks, score, what is open, versions."""
    golden(Path("cli") / "content.txt", "".join(told(*line) for line in CONTENT))


def test_a_difference_is_told_with_both_texts(told: Callable[..., str], project: Path, golden: Golden) -> None:
    """What can harm first, with a mark; words, in and out; for people and for programs."""
    told("content", "keep")
    topic, section = project / "content/tea/topic.yaml", project / "content/tea/sections/01-sleep.yaml"
    before = topic.read_text(encoding="utf-8"), section.read_text(encoding="utf-8")
    try:
        topic.write_text(before[0].replace("Tea is fine.", "Tea is good."), encoding="utf-8")
        section.write_text(before[1].replace('text: "Drink tea early", art: cup', 'text: "Drink tea at dawn"'), encoding="utf-8")
        lines = (("content", "diff", "1.0", "--topic", "tea"), ("content", "diff", "1.0", "now", "--topic", "tea", "--json"))
        golden(Path("cli") / "diff.txt", "".join(told(*line) for line in lines))
    finally:
        topic.write_text(before[0], encoding="utf-8")
        section.write_text(before[1], encoding="utf-8")


TRANSLATE = (
    ("translate", "status"),
    ("translate", "status", "es"),
    ("translate", "status", "es", "--json"),
    ("translate", "status", "xx"),
    ("translate", "check", "es"),
    ("translate", "check", "es", "--done"),
    ("translate", "check", "es", "--safety", "--json"),
    ("translate", "list", "es"),
    ("translate", "list", "es", "--for", "sheets", "--yaml"),
    ("translate", "list", "es", "--for", "night", "--all"),
    ("translate", "list", "es", "--for", "noon"),
    ("translate", "facts", "es"),
    ("translate", "facts", "es", "tea/help"),
    ("translate", "score", "es"),
    ("translate", "score", "es", "--json"),
    ("translate", "score", "ar"),
    ("translate", "questions", "es"),
    ("translate", "answers", "es", "{root}/given.tsv", "--by", "ana"),
    ("translate", "answers", "es", "{root}/bad.tsv"),
    ("translate", "questions", "es"),
    ("translate", "questions", "es", "--all"),
    ("translate", "sign", "es", "--person", "ana", "--level", "good"),
    ("translate", "sign", "es", "tea/sleep.key", "--person", "ana", "--level", "reviewed"),
)


def test_commands_about_a_language_print_what_they_printed(told: Callable[..., str], golden: Golden) -> None:
    """How far it is, what is wrong, what waits, what a reader understood, who may sign."""
    golden(Path("cli") / "translate.txt", "".join(told(*line) for line in TRANSLATE))


def test_checks_are_listed_and_told_one_by_one(golden: Golden) -> None:
    """A check by its own id or by that of a finding; a slip of the pen is answered with what is near."""
    lines = []
    for arguments in (
        ("checks",),
        ("checks", "roundtrip-item-lang"),
        ("checks", "translation.facts"),
        ("checks", "translation.facs"),
        ("checks", "zzzz"),
    ):
        done = CliRunner().invoke(app, arguments)
        lines.append(f"$ kit {' '.join(arguments)}\n{done.output or done.exception}\n")
    assert "translation.facts" in lines[0]
    golden(Path("cli") / "checks.txt", "".join(lines[1:]))
    one, every = (json.loads(CliRunner().invoke(app, ["checks", *name, "--json"]).output) for name in (["translation.facts"], []))
    assert one in every
    assert len({check["id"] for check in every}) == len(every) == lines[0].count("\t") // 4 - 1


RESULT = build.Result(
    path="en/tea-page.draft.html", topic="tea", locale="en", format="page", edition="", paper="", region="", clinic="", status="draft",
    sha256="0" * 64, bytes=1, pages=0, findings=(), content_version="1.0", date="2026-11-22", title="Tea", code="T", published=True,
)  # fmt: skip


def _results(number: int) -> tuple[build.Result, ...]:
    """What a build may come to: new, kept, made again, damaged, held back, crashed, without room."""
    error = Finding(id="a", severity="error", where="slide 2", message="A word is lost.")
    hint = Finding(id="b", severity="info", where="slide 3", message="A hint.")
    room = Finding(id=LEFT_OUT, severity="info", where="sheet", message="A block had no room.")
    kinds = (
        dataclasses.replace(RESULT, why=NEW),
        dataclasses.replace(RESULT, path="en/b.html", why="its words have changed", findings=(room,)),
        dataclasses.replace(RESULT, path="es/c.html", locale="es", status="reviewed", why=DAMAGED),
        dataclasses.replace(RESULT, path="es/d.html", locale="es", kept=True),
        dataclasses.replace(RESULT, path="es/e.html", locale="es", kept=True, status="reviewed", findings=(room,) * 10),
        dataclasses.replace(RESULT, path="es/f.html", published=False, findings=(error, hint, *((error,) * 25)), why="it is new"),
    )
    return kinds[:number] if number > 0 else kinds[number:]


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch) -> list[build.Request]:
    """A build that makes nothing: what it was asked for; what it comes to is told by the number of processes."""
    asked: list[build.Request] = []

    def fake(request: build.Request, *_: object, planned: Sequence[build.Job]) -> tuple[build.Result, ...]:
        asked.append(request)
        return _results(request.jobs if request.jobs < 7 else -1)

    monkeypatch.setattr(command.shell, "build", fake)
    return asked


BUILDS = (
    ("build", "--jobs", "1"),
    ("build", "--jobs", "5", "--explain", "--region", "US"),
    ("build", "--jobs", "6", "--out", "{root}/elsewhere", "--shard", "1/2"),
    ("build", "--jobs", "7", "--json"),
    ("build", "--jobs", "3", "--topic", "tea", "--locale", "en,es", "--format", "deck,page", "--allow-partial", "--plain"),
    ("build", "--jobs", "1", "--edition", "large-print", "--format", "deck,handout,booklet,page", "--paper", "letter"),
    ("build", "--jobs", "1", "--session", "20", "--release", "--force"),
    ("build", "--jobs", "1", "--session", "all"),
    ("build", "--jobs", "1", "--session", "33"),
    ("build", "--jobs", "1", "--session", "x"),
    ("build", "--jobs", "1", "--parts", " 1, 2,", "--sheet", "night", "--with", "es"),
    ("build", "--jobs", "1", "--parts", "1", "--session", "20"),
    ("build", "--jobs", "1", "--pdfua", "2", "--profile", "ukaaf", "--fillable", "--site", "https://example.org/kit/#{locale}"),
    ("build", "--jobs", "1", "--profile", "big"),
    ("build", "--jobs", "1", "--paper", "a5"),
    ("build", "--jobs", "1", "--site", "example.org"),
    ("build", "--jobs", "1", "--site", f"https://example.org/{'x' * 61}"),
    ("build", "--jobs", "1", "--site", f"https://example.org/{'x' * 60}"),
    ("build", "--jobs", "1", "--sheet", "noon"),
    ("build", "--jobs", "1", "--with", "xx"),
    ("build", "--jobs", "1", "--region", "XX"),
    ("build", "--jobs", "1", "--out", "s3://kits"),
    ("build", "--jobs", "1", "--out", "s3://kits", "--cluster", "tcp://a:1"),
    ("build", "--jobs", "1", "--clinic", "{root}/content/clinics/example.toml"),
    ("build", "--jobs", "1", "--clinic", "a.toml", "--clinics", "b.csv"),
    ("build", "--jobs", "1", "--clinics", "{root}/clinics.csv", "--skip-bad"),
    ("build", "--jobs", "1", "--clinics", "{root}/clinics.csv"),
    ("build", "--jobs", "1", "--template", "{root}/none.potx"),
    ("build", "--jobs", "1", "--shard", "3/2"),
)


def test_a_build_is_asked_for_and_told_as_it_was(told: Callable[..., str], building: list[build.Request], golden: Golden) -> None:
    """What each option asks the build for, what of its results is said, and how the command ends."""
    lines = []
    for arguments in BUILDS:
        building.clear()
        lines.append(told(*arguments).rstrip() + "\n")
        lines += [f"asked for: {_asked(request)}\n" for request in building]
        lines.append("\n")
    golden(Path("cli") / "build.txt", "".join(lines))


def _asked(request: build.Request) -> str:
    """A request with all that is not as in every other."""
    bare = build.Request(root=request.root, out=request.out, today=request.today)
    names = [field.name for field in dataclasses.fields(request) if getattr(request, field.name) != getattr(bare, field.name)]
    values: dict[str, Any] = {name: getattr(request, name) for name in names}
    if "options" in values:
        usual = dataclasses.asdict(bare.options)
        values["options"] = {name: value for name, value in dataclasses.asdict(request.options).items() if value != usual[name]}
    values["clinics"] = [clinic.id for clinic in request.clinics]
    place = request.out.relative_to(request.root) if request.out.is_relative_to(request.root) else request.out
    return " | ".join([f"out {place}", *(f"{name} {value}" for name, value in values.items() if value)])


def test_commands_take_what_they_took(golden: Golden) -> None:
    """Each command with its words of help, and each of its options: names, kind, bounds, what holds without it, and its help."""
    golden(Path("cli") / "options.txt", "".join(f"{line}\n" for line in _taken("kit", get_command(app))))


_OPTION = ("required", "multiple", "is_flag", "hidden", "is_eager", "min", "max", "nargs", "metavar", "envvar", "help")


def _taken(name: str, command: Any) -> Iterator[str]:
    found = command._row.load() if hasattr(command, "_row") else command
    yield f"{name}: {' '.join((found.help or '').split())}"
    for one in found.params:
        said = (f"{word} {getattr(one, word)}" for word in _OPTION if getattr(one, word, None) not in (None, False))
        yield f"  {' '.join((*one.opts, *one.secondary_opts))} = {one.default} {' '.join(' '.join(said).split())}"
    for below, sub in getattr(found, "commands", {}).items():
        yield from _taken(f"{name} {below}", sub)


def test_a_crash_is_told_once_for_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many files could not be made, and each place once."""
    said: list[str] = []
    reports: list[tuple[str, str]] = []
    monkeypatch.setattr(command, "warn", said.append)
    monkeypatch.setattr(command, "crash", lambda what, trace: reports.append((what, trace)) or "told")
    command._tell_crashes((RESULT,))
    assert (said, reports) == ([], [])
    command._tell_crashes(tuple(dataclasses.replace(RESULT, trace=trace) for trace in ("a", "b", "a", "")))
    assert (said, reports) == (["told"], [("3 files could not be made", "a\nb")])


def test_what_is_not_there_yet_is_counted_by_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One is told as one; nobody who asked for half English is told of any."""
    jobs = [build.Job(
        root=ROOT, topic="tea", locale=tag, format="page", options=command.Options(), edition="", region="", clinic=None, today=TODAY,
        release=False, out=Path("x"), session=session,
    ) for tag, session in (("ar", 0), ("es", 0), ("es", 20))]  # fmt: skip
    monkeypatch.setattr(command.shell, "not_there", lambda _: dict.fromkeys(jobs))
    request = build.Request(root=ROOT, out=Path("x"), today=TODAY)
    command._tell_what_is_not_there(request)
    assert [line.partition(" not there")[0] for line in capsys.readouterr().out.splitlines()] == [
        "ar: 1 sheet or file is",
        "es: 2 sheets and files are",
    ]
    command._tell_what_is_not_there(dataclasses.replace(request, partial=True))
    assert capsys.readouterr().out == ""


def test_a_build_that_is_stopped_ends_as_programs_do(told: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the code of its signal, with what was said of it."""

    def stopped(*_: object, **__: object) -> None:
        raise KitError("stopped", exit_code=EXIT_STOPPED)

    monkeypatch.setattr(command.shell, "build", stopped)
    assert told("build", "--jobs", "1").endswith(f"stopped\nexit {EXIT_STOPPED}\n\n")


_PAGE = """<!DOCTYPE html>
<html><head><title></title></head><body>
<h3>Tea</h3><img src="a.png">
<img src="b.png">
<img src="c.png">
<img src="e.png">
<img src="d.png" alt="d.png">
<a href="https://example.org">here</a><p lang="xx-yy-zz">Tea <span style="color:#777;background:#888">late</span></p>
<table><tr><td>1</td></tr></table><input></body></html>
"""
_LOOKS = ((), ("--all",), ("--strict",), ("--json",), ("--strict", "--sarif"), ("--report", "report.html"), ("--seconds", "0"))


def test_a_file_is_judged_in_the_words_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    """Barriers, what to look at and advice, how to mend each, as words, as data, as a page; a right file and one that is none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("page.html").write_text(_PAGE, encoding="utf-8")
    Path("none.pdf").write_text("%PDF", encoding="utf-8")
    lines = []
    for arguments in (
        *(("page.html", *look) for look in _LOOKS),
        ("none.pdf",),
        ("nothing.html",),
        ("page.html", "--profile", "x"),
    ):
        done = CliRunner().invoke(app, ["check", *arguments])
        fault = f"{done.exception}\n" if isinstance(done.exception, KitError) else ""
        lines.append(f"$ kit check {' '.join(arguments)}\n{done.output}{fault}exit {done.exit_code}\n\n")
    bare = re.sub(r"<style>.*?</style>", "<style>", Path("report.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    told = "".join(lines).replace(version("health-kit"), "VERSION").replace(str(tmp_path), "FOLDER")
    golden(Path("cli") / "check.txt", told + bare.replace("><", ">\n<"))
