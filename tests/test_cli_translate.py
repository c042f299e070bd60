"""`kit translate ...` and `kit content sign`: what a translator and a reviewer see, from the start of a locale to its sign-off."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kit import content
from kit.build import documents
from kit.cli import app
from kit.document import texts
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK, KitError

TOPIC = "heroin-withdrawal-family"
TITLE, CONTENTS = f"{TOPIC}/title", "labels/contents"


class Project:
    """A project with one topic and no locale, and the command line on the day the tests live on."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *arguments: str) -> Result:
        """Run a command as a process of its own would: nothing is remembered from the one before."""
        documents.forget()
        return CliRunner().invoke(app, [*arguments, "--root", str(self.root)])

    def draft(self, tag: str, **words: str) -> Result:
        """Give these words (by id) as a machine's drafts."""
        file = self.root / "drafts.json"
        file.write_text(json.dumps(words), encoding="utf-8")
        return self("translate", "draft", tag, str(file))

    def po(self, tag: str, name: str = TOPIC) -> Path:
        """A catalog of the project."""
        return self.root / "locales" / tag / f"{name}.po"


@pytest.fixture
def project(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The shared files of content/ and the family topic."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    others = {path.parent.name for path in (root / "content").glob("*/topic.yaml")} - {TOPIC}
    shutil.copytree(root / "content", tmp_path / "content", ignore=shutil.ignore_patterns(*others, "review.toml"))
    return Project(tmp_path)


def failure(done: Result) -> KitError:
    """The fault a command ended with."""
    assert isinstance(done.exception, KitError), done.output
    return done.exception


def test_from_start_to_draft(project: Project) -> None:
    """Start, count, draft, count again: each says what it did."""
    started = project("translate", "start", "es")
    assert started.exit_code == EXIT_OK
    assert "locales/es/labels.po: " in started.output
    assert project.po("es").exists()
    done = project.draft("es", **{TITLE: "Para la familia", CONTENTS: "Contenido"})
    assert done.output.strip() == "2 drafts written, 0 were there already"
    assert "# origin: machine draft, 2026-11-22" in project.po("es").read_text(encoding="utf-8")
    question = f'title: {{texts: [{TITLE}], ask: "For whom?", answer: family}}\n'
    (project.root / "content/questions.yaml").write_text(question, encoding="utf-8")
    heads, row, safety, *products = (line.split("\t") for line in project("translate", "status").output.splitlines())
    assert " products whole" in products[0][0]
    assert products[-1] == ["es: 0 of 1 questions answered right from the translation alone, 1 to ask again"]
    counts = dict(zip(heads, row, strict=True))
    assert (counts["locale"], counts["topic"], counts["machine"], counts["human"]) == ("es", TOPIC, "2", "0")
    assert int(counts["missing"]) == int(counts["texts"]) - 2
    assert safety[1] == f"{TOPIC}, safety texts"
    assert json.loads(project("translate", "status", "--json").output)[0]["states"]["machine"] == 2
    assert "up to date" in project("translate", "sync").output


def test_check_fails_on_an_error_and_names_it_once(project: Project) -> None:
    """An English word left in Arabic: exit 1, with file, line and id."""
    project("translate", "start", "ar")
    project.draft("ar", **{CONTENTS: "محتويات sheet"})
    done = project("translate", "check", "ar")
    assert done.exit_code == EXIT_CHECKS_FAILED
    lines = done.output.splitlines()
    assert not [line for line in lines if "questions answered right" in line]  # none is about this topic
    (at,) = [at for at, line in enumerate(lines) if "translation.script" in line]
    assert lines[at] == "error: locales/ar/labels.po: translation.script (1)"
    assert lines[at + 1].startswith("  locales/ar/labels.po:")
    assert CONTENTS in lines[at + 1]
    (found,) = [
        row
        for row in map(json.loads, project("translate", "check", "ar", "--json").output.splitlines())
        if row["where"] == CONTENTS
    ]
    assert (found["id"], found["severity"]) == ("translation.script", "error")


def test_check_can_be_narrowed_to_what_is_done_and_to_what_can_harm(project: Project) -> None:
    """A beginner with one string is not drowned in what is not translated."""
    project("translate", "start", "ar")
    project.draft("ar", **{CONTENTS: "محتويات sheet"})
    rows = [json.loads(line) for line in project("translate", "check", "ar", "--done", "--json").output.splitlines()]
    assert {row["where"] for row in rows} == {CONTENTS}
    rows = [json.loads(line) for line in project("translate", "check", "ar", "--safety", "--json").output.splitlines()]
    assert CONTENTS not in {row["where"] for row in rows}
    assert project("translate", "check", "ar").output.splitlines()[0].endswith("by people, 1 drafts of a machine")


def test_an_error_in_words_that_are_there_is_done_and_wrong(project: Project) -> None:
    """A text on which a life can depend, with another number: its English prints instead, and `--done` still shows the error."""
    project("translate", "start", "ar")
    document = content.load(project.root / "content", TOPIC)
    text = next(text for text in texts(document) if text.safety and re.fullmatch(r"[^{}]*\d[^{}]*", text.source))
    project.draft("ar", **{text.id: "بعد 77 ساعة."})
    rows = [json.loads(line) for line in project("translate", "check", "ar", "--done", "--json").output.splitlines()]
    assert ("translation.numbers", text.id) in {(row["id"], row["where"]) for row in rows}


def test_templates_are_written_for_services(project: Project) -> None:
    """One a topic, and the labels'."""
    assert "locales/templates/labels.pot" in project("translate", "templates").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("translate", "start", "xx"), "unknown locale 'xx'"),
        (("translate", "start", "en"), "English is the source"),
        (("translate", "draft", "es", "drafts.json"), "locales/es does not exist"),
        (("translate", "sign", "es", TITLE, "--person", "ana", "--level", "perfect"), "unknown value 'perfect'"),
        (("translate", "preview", "es"), "locales/es does not exist"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(project: Project, arguments: tuple[str, ...], said: str) -> None:
    """A KitError, which `kit` prints with its advice and exit code 2."""
    assert said in failure(project(*arguments)).message


def test_signing_a_translation(project: Project) -> None:
    """A draft can't be signed; a person's words can, by a person who is listed; editing them cancels it."""
    project("translate", "start", "es")
    project.draft("es", **{TITLE: "Para la familia"})
    people = project.root / "locales" / "es" / "people.toml"
    people.write_text('[[person]]\nhandle = "ana"\nname = "Ana"\nqualification = "interpreter"\n', encoding="utf-8")
    sign = ("translate", "sign", "es", TITLE, "--person", "ana", "--level", "reviewed")
    assert "the translation is machine" in failure(project(*sign)).message
    po = project.po("es")
    po.write_text(po.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    assert project(*sign).output.strip() == "1 text signed as reviewed by ana"
    states = json.loads(project("translate", "status", "--json").output)[0]["states"]
    assert states["reviewed"] == 1
    assert "no text was named" in failure(project(*sign[:3], "--all", *sign[4:])).message


def test_signing_the_source(project: Project) -> None:
    """What the clinician states is written, nothing more; an empty statement is refused."""
    stated = ["--who", "Dr. A", "--role", "physician", "--credentials", "MD", "--until", "2027-11-22"]
    refused = project("content", "sign", "--topic", TOPIC, *stated, "--conflicts", " ")
    assert "conflicts is not stated" in failure(refused).message
    done = project("content", "sign", "--topic", TOPIC, *stated, "--conflicts", "none")
    assert done.output.strip() == "Dr. A signed it on 2026-11-22, until 2027-11-22"
    text = (project.root / "content" / TOPIC / "review.toml").read_text(encoding="utf-8")
    assert 'who = "Dr. A"' in text


def test_english_with_an_error_is_not_signed_but_can_be_retired(project: Project) -> None:
    """A word that blames, in one section: the whole topic is refused by name, a sheet without that block is not."""
    section = next((project.root / "content" / TOPIC / "sections").glob("02-*.yaml"))
    words = section.read_text(encoding="utf-8")
    title = next(line for line in words.splitlines() if line.startswith("title:"))
    section.write_text(words.replace(title, 'title: "The addict is clean"', 1), encoding="utf-8")
    stated = ["--who", "Dr. A", "--role", "physician", "--credentials", "MD", "--until", "2027-11-22", "--conflicts", "none"]
    refused = failure(project("content", "sign", "--topic", TOPIC, *stated))
    assert "checks found errors" in refused.message
    assert "addict" in refused.message
    assert not (project.root / "content" / TOPIC / "review.toml").exists()
    assert project("content", "sign", "--topic", TOPIC, *stated, "--retire", "--note", "wrong words").exit_code == EXIT_OK


@pytest.mark.parametrize("tag", ["es", "th-XT"])
def test_preview(project: Project, tag: str) -> None:
    """Handout and page as they are now, of a locale just started and of a test language."""
    project("translate", "start", "es")
    done = project("translate", "preview", tag)
    assert done.exit_code == EXIT_OK, done.exception
    files = sorted(path.name for path in (project.root / "output" / "preview" / tag).iterdir())
    assert files == [f"{TOPIC}-handout.draft.pdf", f"{TOPIC}-page.draft.html"]
    page = (project.root / "output" / "preview" / tag / files[1]).read_text(encoding="utf-8")
    assert ("[?] " in page) is (tag == "es")


def with_lexicons(root: Path, project: Project) -> None:
    """Give the project the lexicons of the shipped kit."""
    for tag in ("en", "es"):
        folder = project.root / "locales" / tag
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("facts.yaml", "faults.tsv"):
            if (root / "locales" / tag / name).exists():
                shutil.copyfile(root / "locales" / tag / name, folder / name)


def test_facts_show_both_texts_with_the_difference(root: Path, project: Project) -> None:
    """A number changed: both sides in brackets, and what differs; an unknown id is told."""
    with_lexicons(root, project)
    project("translate", "start", "es")
    project.draft("es", **{f"{TOPIC}/overdose.steps.again": "¿Sigue sin respirar bien? Dé naloxona otra vez, cada 2 a 3 horas."})
    shown = project("translate", "facts", "es").output
    assert "⟦every⟧ ⟦2⟧ to ⟦3⟧ ⟦minutes⟧" in shown
    assert "✗ A number has another unit" in shown
    assert "no text of es begins with x" in str(failure(project("translate", "facts", "es", "x")))


def test_a_finding_is_settled_by_one_line_until_the_words_change(root: Path, project: Project) -> None:
    """`tolerate` writes the line; other words bring the finding back; unknown texts and checks are told."""
    with_lexicons(root, project)
    project("translate", "start", "es")
    again = f"{TOPIC}/danger.now.wake"
    project.draft("es", **{again: "Despierta. Dele también naloxona."})
    assert "translation.negation (" in project("translate", "check", "es").output
    done = project("translate", "tolerate", "es", again, "translation.negation", "said otherwise", "--by", "ana")
    assert done.exit_code == EXIT_OK, done.output
    assert "translation.negation (" not in project("translate", "check", "es").output
    project.draft("es", **{again: "Se despierta. Dele también naloxona."})
    assert "translation.negation (" in project("translate", "check", "es").output
    assert "no text 'x'" in str(
        failure(project("translate", "tolerate", "es", "x", "translation.negation", "why", "--by", "ana"))
    )
    assert "no check 'x'" in str(failure(project("translate", "tolerate", "es", again, "x", "why", "--by", "ana")))


def test_a_score_is_told_in_words_and_for_programs(root: Path, project: Project) -> None:
    """Exit 1 below a floor; a locale without lexicon has none."""
    with_lexicons(root, project)
    project("translate", "start", "es")
    project.draft("es", **{f"{TOPIC}/danger.now.wake": "No puede despertar. Dele también naloxona."})
    told = project("translate", "score", "es")
    assert "negation dropped\t1\t1\t100.0%" in told.output
    assert "Seeded faults caught in texts a life can depend on:" in told.output
    figures = json.loads(project("translate", "score", "es", "--json").output)
    assert figures["kinds"]["negation dropped"] == {"hit": 1, "of": 1}
    assert project("translate", "score", "es").exit_code in (EXIT_OK, EXIT_CHECKS_FAILED)
    assert "no words for facts yet" in str(failure(project("translate", "score", "hi")))
