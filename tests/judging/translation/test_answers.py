"""Answers from a translation alone: right, wrong, asked again when words or question change, and only to questions there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kit import content
from kit.cli import app
from kit.cli.answers import told
from kit.content import TextQuestion
from kit.document import texts
from kit.errors import EXIT_OK, ContentError
from kit.judging.translation import answers

ROOT = Path(__file__).parents[3]
HEAD = "\t".join(answers.HEAD)
QUESTIONS = """\
tea.hours: {texts: [tea/sleep.tips.early], ask: "How many hours before bed?", answer: "4"}
tea.much: {texts: [tea/sleep.tips.much], ask: "May you drink too much tea?", answer: "no"}
"""
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "tea/sleep.tips.early"
msgid "Drink tea 4 hours before bed."
msgstr "Tome té 4 horas antes de dormir."
"""


class Tea:
    """The small topic with two questions, and Spanish words for the text of the first."""

    def __init__(self, root: Path) -> None:
        self.root, self.po, self.kept = root, root / "locales/es/tea.po", root / "locales/es/answers.tsv"
        self.po.parent.mkdir(parents=True)
        self.po.write_text(PO, encoding="utf-8")
        (root / "content/questions.yaml").write_text(QUESTIONS, encoding="utf-8")

    def __call__(self, *arguments: str) -> Result:
        """Run a command of `kit translate`."""
        return CliRunner().invoke(app, ["translate", *arguments, "--root", str(self.root)])

    def take(self, lines: str) -> Result:
        """Take in a file of answers."""
        (self.root / "given.tsv").write_text(lines, encoding="utf-8")
        return self("answers", "es", str(self.root / "given.tsv"))


@pytest.fixture
def tea(folder: Path) -> Tea:
    """The project around the small topic."""
    return Tea(folder.parent)


def test_a_question_is_shown_with_the_translation_and_without_the_english(tea: Tea) -> None:
    """Only where there are words; an answered one is left out, but for --all."""
    shown = tea("questions", "es").output
    assert shown == "tea.hours\n  Tome té 4 horas antes de dormir.\n  ? How many hours before bed?\n\n"
    tea.take("tea.hours\t4\n")
    assert tea("questions", "es").output == ""
    assert tea("questions", "es", "--all").output == shown


def test_right_and_wrong_answers_are_told_apart(tea: Tea) -> None:
    """The wrong one with both answers and the words; nothing that is wrong stops anybody."""
    assert tea.take("tea.hours\tfour hours\n").output == (
        "es: 1 of 1 questions answered right from the translation alone, 0 to ask again\n"
    )
    done = tea.take("tea.hours\t4 minutes\n")
    assert done.exit_code == EXIT_OK
    assert "es: 0 of 1" in done.output
    assert "tea.hours: read “4 minutes”, English “4”: Tome té 4 horas antes de dormir." in done.output


def test_a_judged_answer_counts_as_it_was_judged(tea: Tea) -> None:
    """Other words that mean the same, and the same words that do not."""
    assert "es: 1 of 1" in tea.take("tea.hours\ta third of twelve\tyes\n").output
    assert "es: 0 of 1" in tea.take("tea.hours\t4\tno\n").output


@pytest.mark.parametrize(("name", "old", "new"), [("po", "4 horas", "cuatro horas"), ("questions", "How many", "So many")])
def test_other_words_or_another_question_ask_again(tea: Tea, name: str, old: str, new: str) -> None:
    """The old answer is kept and counts no more."""
    tea.take("tea.hours\t4\n")
    path = {"po": tea.po, "questions": tea.root / "content/questions.yaml"}[name]
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert list(told(tea.root, "es")) == ["es: 0 of 1 questions answered right from the translation alone, 1 to ask again"]
    assert tea.kept.read_text(encoding="utf-8").count("tea.hours") == 1


def test_an_answer_to_no_question_is_refused(tea: Tea) -> None:
    """Nothing of the file is taken then; a question without words counts as none, and a line without answer is told."""
    assert "no question tea.milk, tea.much" in str(tea.take("tea.hours\t4\ntea.milk\t4\ntea.much\tno\n").exception)
    assert "given.tsv:1: not a question id" in str(tea.take("tea.hours\n").exception)
    assert not tea.kept.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tea.hours\t4\tmachine\t2026-11-28\tzz\t-", "12 hexadecimal"),
        ("tea.hours\t4\tana\tx\t0123456789ab\t?", "not yes, no or -"),
    ],
)
def test_a_broken_line_is_refused(tmp_path: Path, line: str, said: str) -> None:
    """Nobody should think that an answer counts when it does not."""
    (tmp_path / answers.NAME).write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        answers.read(tmp_path)


@pytest.mark.parametrize(
    ("ask", "english", "said", "right"),
    [
        ("Every how many seconds?", "5", "Every five seconds.", True),
        ("Every how many seconds?", "5", "5 minutes", False),
        ("How many minutes?", "2 to 3", "2–3 minutes", True),
        ("How many minutes?", "2 to 3", "3 to 2", False),
        ("How many hours?", "24 or more", "24 or more", True),
        ("How many hours?", "24 or more", "24", False),
        ("May you?", "no", "No, ask first", True),
        ("May you?", "no", "yes", False),
        ("Which?", "naloxone and breaths", "Naloxone, breaths", True),
        ("Back or side?", "back | on the back", "On the back", True),
        ("Back or side?", "back | on the back", "side", False),
    ],
)
def test_answers_are_compared_by_what_they_say(ask: str, english: str, said: str, right: bool) -> None:
    """Digits or words, with or without what the question says already; never another unit, order or direction."""
    question = TextQuestion(id="q", texts=("a/b",), ask=ask, answers=tuple(english.split(" | ")))
    assert answers.same(question, said) is right


def test_questions_are_about_safety_texts_and_their_answers_hold_for_themselves() -> None:
    """Every text exists; every English answer counts as right; its numbers stand in the English."""
    known = {text.id: text for text in texts(content.load(ROOT / "content", "heroin-withdrawal"))}
    asked = content.questions(ROOT / "content")
    assert len(asked) >= 40
    for question in asked:
        assert all(known[ident].safety for ident in question.texts), question.id
        assert all(answers.same(question, english) for english in question.answers), question.id
        english = " ".join(known[ident].source for ident in question.texts)
        assert all(part in english for part in question.answers[0].replace(",", "").split() if part.isdecimal()), question.id
