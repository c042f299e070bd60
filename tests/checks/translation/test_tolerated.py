"""kit.checks.translation.tolerated: a judged finding is silent while both texts stand, and only for whom it may be."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit.checks import translation
from kit.checks.translation import facts, tolerated
from kit.checks.translation.tolerated import Reasons, Tolerated
from kit.document import Text
from kit.errors import ContentError, KitError
from kit.locale import find
from kit.translate import Catalog, Entry
from tests.sample import sample

ROOT = Path(__file__).parents[3]
ENGLISH, WORDS = "Do not wait.", "Espere."


def line(by: str = "ana", words: str = WORDS, check: str = "translation.negation") -> Tolerated:
    """A reason for the words of this file."""
    return Tolerated(id="a/b", check=check, digest=tolerated.digest("a/b", ENGLISH, words), by=by, reason="said otherwise")


def found(reasons: Reasons, *, words: str = WORDS, quiet: translation.Quiet = "all") -> list[str]:
    """Ids of what is found on the words with these reasons."""
    document = dataclasses.replace(sample(), labels=(Text(id="a/b", source=ENGLISH, text=ENGLISH, lang="en"),))
    catalog = Catalog(path="es.po", locale=find("es"), entries=(Entry(ctx="a/b", english=ENGLISH, words=words),))
    es = facts.lexicon(ROOT, find("es"))
    given = translation.check(document, (catalog,), source=facts.english(ROOT), target=es, reasons=reasons, quiet=quiet)
    return [finding.id for finding in given]


def test_a_reason_silences_its_check_on_these_words_only() -> None:
    """Another check, other words: the finding is back."""
    assert found(Reasons()) == ["translation.negation"]
    assert found(Reasons([line()])) == []
    assert found(Reasons([line(check="translation.facts")])) == ["translation.negation"]
    assert found(Reasons([line()]), words="Aguarde.") == ["translation.negation"]


def test_a_machines_reason_quiets_drafts_only() -> None:
    """Where only people count, or nobody, the finding stands."""
    assert found(Reasons([line(by="machine")])) == []
    assert found(Reasons([line(by="machine")]), quiet="person") == ["translation.negation"]
    assert found(Reasons([line()]), quiet="person") == []
    assert found(Reasons([line()]), quiet="none") == ["translation.negation"]


def test_reasons_come_back_from_the_file_as_they_were_written(tmp_path: Path) -> None:
    """Sorted; one line for a check of a text, the last one given; no file, no reasons."""
    assert tolerated.read(tmp_path).lines == ()
    tolerated.write(tmp_path, Reasons([line(words="x")]).with_line(line()))
    assert tolerated.read(tmp_path).lines == (line(),)
    assert (tmp_path / "tolerated.tsv").read_text(encoding="utf-8").startswith("id\tcheck\tdigest\tby\treason\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\tb\n", "tolerated.tsv:1:1: another head line"),
        ("id\tcheck\tdigest\tby\treason\na/b\tc\n", "tolerated.tsv:2:1: not 5 cells"),
        ("id\tcheck\tdigest\tby\treason\na/b\tc\tzz\tana\twhy\n", "not 12 hexadecimal digits"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """Nobody should think that a reason counts when it does not."""
    (tmp_path / "tolerated.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        tolerated.read(tmp_path)
    assert said in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Spreadsheets like to save UTF-16."""
    (tmp_path / "tolerated.tsv").write_bytes("id\tcheck".encode("utf-16"))
    with pytest.raises(KitError, match="UTF-8"):
        tolerated.read(tmp_path)
