"""questions.yaml: fixed questions that a reader answers from a translation alone, and what the English answers.

Left out on purpose: the answers of a language and whether they are right (`kit.judging.translation.answers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kit.content import schema, validate


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion:
    """What is asked, the ids of the texts that it is answered from, and the answers of the English, each meaning the same."""

    id: str
    texts: tuple[str, ...]
    ask: str
    answers: tuple[str, ...]


def questions(root: Path) -> tuple[TextQuestion, ...]:
    """The questions in the order of the file; none where there is no such file. ContentError lists every fault."""
    path = root / "questions.yaml"
    if not path.exists():
        return ()
    value, _ = validate.load_or_raise(path, dict[schema.Id, schema.QuestionModel])
    return tuple(
        TextQuestion(id=name, texts=tuple(row.texts), ask=row.ask, answers=tuple(part.strip() for part in row.answer.split("|")))
        for name, row in value.items()
    )
