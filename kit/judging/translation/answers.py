"""Answers read from a translation alone to fixed questions, held against the English answers: locales/<tag>/answers.tsv.

Whoever answers sees the words and the question (content/questions.yaml), never the English, so a fault that reads well still
shows. An answer is bound to the question and the words it was read from, and asked again when either changes. A machine may answer:
the figure is a remark, never a signature. Left out on purpose: whoever answers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kit import content
from kit.content import TextQuestion
from kit.digest import digest
from kit.document import Document
from kit.errors import KitError
from kit.files import read_table, write_table
from kit.judging.translation.score import Share, clean_texts
from kit.locale import find

NAME = "answers.tsv"
_DIGEST = re.compile(r"[0-9a-f]{12}")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(at) for at, word in enumerate(_COUNTED, 1)}
_SMALL = frozenset({"a", "about", "an", "the", "to", "and", "or", "of", "it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """What a reader understood: the question's id, the answer, who read (`machine` or a handle), when, the digest of what was read.

    `right` is `yes` or `no` where somebody judged an answer in other words than the English one, else `-`.
    """

    question: str
    answer: str
    by: str
    date: str
    digest: str
    right: str


HEAD = tuple(field.name for field in fields(TextAnswer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A question with the translated words that it is answered from, and the answer given to these very words, if there is one."""

    question: TextQuestion
    words: tuple[str, ...]
    answer: TextAnswer | None

    @property
    def right(self) -> bool:
        """Whether the answer says what the English says."""
        if self.answer is None or self.answer.right != "-":
            return self.answer is not None and self.answer.right == "yes"
        return same(self.question, self.answer.answer)


def same(question: TextQuestion, answer: str) -> bool:
    """Whether an answer is one of the English ones: numbers as digits, without small words and, beside numbers, the question's own."""
    said = _plain(answer, question.ask)
    for english in question.answers:
        wanted = _plain(english, question.ask)
        if said == wanted or (wanted in (["yes"], ["no"]) and said[:1] == wanted):
            return True
    return False


def _plain(words: str, ask: str) -> list[str]:
    found = _tokens(words)
    if any(token.isdecimal() for token in found):
        found = [token for token in found if token.isdecimal() or token not in _tokens(ask)]
    return found


def _tokens(words: str) -> list[str]:
    found = (_NUMBERS.get(token, token) for token in re.findall(r"\w+", words.casefold()))
    return [token for token in found if token not in _SMALL]


def read(folder: Path) -> tuple[TextAnswer, ...]:
    """The answers of locales/<tag>/; none where there is no file. ContentError lists every broken line."""
    advice = "Delete the line, and answer again: python3 run.py translate questions"
    return tuple(TextAnswer(**dict(zip(HEAD, row, strict=True))) for row in read_table(folder / NAME, HEAD, _wrong, advice))


def _wrong(row: list[str]) -> str:
    if not _DIGEST.fullmatch(row[4]):
        return "the digest is not 12 hexadecimal digits"
    return "" if row[5] in ("yes", "no", "-") else "`right` is not yes, no or -"


def asked(root: Path, documents: Sequence[Document], tag: str) -> tuple[Posed, ...]:
    """The questions whose texts all have words for the present English, with the answers that still hold."""
    words = {text.ctx: text.words for text in clean_texts(root, documents, find(tag, root / "locales"))}
    given = {(answer.question, answer.digest): answer for answer in read(root / "locales" / tag)}
    found = []
    for question in content.questions(root / "content"):
        if words.keys() >= {*question.texts}:
            said = tuple(words[ident] for ident in question.texts)
            found.append(Posed(question=question, words=said, answer=given.get((question.id, bound(question, said)))))
    return tuple(found)


def bound(question: TextQuestion, words: Sequence[str]) -> str:
    """The digest that binds an answer to what was asked and to the words it was read from."""
    return digest(question.ask, *words).hex()[:12]


def take(
    root: Path, known: Iterable[Posed], tag: str, given: Mapping[str, tuple[str, str]], by: str, date: dt.date
) -> tuple[TextAnswer, ...]:
    """Keep answers (question id to answer and `yes`, `no` or `-`), each in the place of the one it renews.

    The words must still be those that were read. KitError, and nothing written: a question that is not there, or has no words yet.
    """
    places = {each.question.id: each for each in known}
    if unknown := [ident for ident in given if ident not in places]:
        raise KitError(
            f"no question {', '.join(unknown)} that {tag} has present words for", "See: python3 run.py translate questions"
        )
    taken = tuple(
        TextAnswer(
            question=ident,
            answer=answer,
            by=by,
            date=date.isoformat(),
            digest=bound(places[ident].question, places[ident].words),
            right=right,
        )
        for ident, (answer, right) in given.items()
    )
    folder = root / "locales" / tag
    lines = {answer.question: answer for answer in (*read(folder), *taken)}
    write_table(folder / NAME, HEAD, (astuple(lines[ident]) for ident in sorted(lines)))
    return taken


def share(known: Sequence[Posed]) -> Share:
    """Of the questions, how many are answered right."""
    return Share(hit=sum(each.right for each in known), of=len(known))
