"""kit.translate.machine: a machine's words come in marked, measured against the English, and never over a person's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit import translate
from kit.errors import ContentError, KitError
from kit.locale import find
from kit.translate import made_for
from kit.translate.po import Entry, read
from tests.translate.conftest import small

WAIT, CALL = "small/what.list.wait", "small/what.call.lead"
ENGINE = "machine draft, 2026-11-22"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a Spanish locale just started."""
    translate.start(tmp_path, (small(),), "es")
    return tmp_path


def entries(root: Path) -> dict[str, Entry]:
    """What the topic's Spanish catalog holds."""
    return read(root / "locales/es/small.po", find("es")).by_ctx()


def give(root: Path, text: str) -> Path:
    """A file with this text."""
    file = root / "es.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_drafts_are_written_fuzzy_with_their_origin(root: Path) -> None:
    """Topic and labels in one file; words in NFC; state 'machine'."""
    file = give(root, f"{WAIT}: Espere de 6 a 12 horas, sen\u0303or.\nlabels/contents: Contenido\n")
    assert translate.draft(root, "es", file, ENGINE) == translate.Drafted(written=2, same=0)
    entry = entries(root)[WAIT]
    assert entry.words == "Espere de 6 a 12 horas, señor."
    assert (entry.fuzzy, entry.previous, entry.comments[0]) == (True, "", "origin: machine draft, 2026-11-22")
    assert made_for.stamped(entry) == entry
    assert "Contenido" in (root / "locales/es/labels.po").read_text(encoding="utf-8")


def test_json_is_read_too_and_a_second_time_changes_nothing(root: Path) -> None:
    """JSON is YAML; the same drafts again are 'same'."""
    file = give(root, json.dumps({WAIT: "Espere de 6 a 12 horas."}))
    translate.draft(root, "es", file, ENGINE)
    before = (root / "locales/es/small.po").read_bytes()
    assert translate.draft(root, "es", file, ENGINE) == translate.Drafted(written=0, same=1)
    assert (root / "locales/es/small.po").read_bytes() == before


def test_a_new_reason_is_taken_in_though_the_words_are_the_same(root: Path) -> None:
    """Who explains why a finding is right needs no other words for it."""
    translate.draft(root, "es", give(root, f"{WAIT}: Espere de 6 a 12 horas.\n"), ENGINE)
    file = give(root, f"{WAIT}: {{text: Espere de 6 a 12 horas., ignore: {{same: it is the same}}}}\n")
    assert translate.draft(root, "es", file, ENGINE) == translate.Drafted(written=1, same=0)
    assert "ignore same: it is the same" in entries(root)[WAIT].comments


def test_a_stale_text_can_be_drafted_anew(root: Path) -> None:
    """The draft is for the new English: the previous English goes, the state is 'machine' again."""
    translate.draft(root, "es", give(root, f"{WAIT}: Espere de 6 a 12 horas.\n"), ENGINE)
    translate.sync(root, (small(wait="Wait 8 hours."),), ("es",))
    assert entries(root)[WAIT].previous == "Wait 6 to 12 hours."
    translate.draft(root, "es", give(root, f"{WAIT}: Espere 8 horas.\n"), ENGINE)
    assert (entries(root)[WAIT].words, entries(root)[WAIT].previous) == ("Espere 8 horas.", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"\n{CALL}: Llame **ahora**.", f"es.yaml:2:1: {CALL}: placeables differ from the English: missing: {{emergency_number}}"),
        (f"{CALL}: Llame **ahora**.", "missing: {emergency_number}"),
        (f"{CALL}: Llame al {{emergency_number}} ahora.", "the English has 1 bold run, the translation 0"),
        (f"{CALL}: 'Llame al {{emergency_number}} **ahora.'", "an odd number of ** marks"),
        (f'{WAIT}: "Espere de 6 a 12 \\u202Ehoras."', "bidi control U+202E"),
        (f'{WAIT}: "Espere de 6\\na 12 horas."', "a line break"),
        (f"{WAIT}: ''", "is empty"),
        ("small/nothing: x", "there is no such text in small.po"),
        ("other/title: x", "there is no such text in other.po"),
        (f"{WAIT}: x\n{WAIT}: y", "stands twice"),
        (f"{WAIT}: [x]", "neither words nor"),
        (f"{WAIT}: {{words: x}}", "neither words nor"),
        ("a: [", "not YAML or JSON"),
        ("- a", "not a mapping"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_and_nothing_is_written(root: Path, text: str, said: str) -> None:
    """One bad entry: the good ones are not written either."""
    before = (root / "locales/es/small.po").read_bytes()
    file = give(root, ("" if text.startswith(("- ", "\n")) else "small/title: Malestar\n") + text + "\n")
    with pytest.raises(KitError) as caught:
        translate.draft(root, "es", file, ENGINE)
    assert said in str(caught.value)
    assert (root / "locales/es/small.po").read_bytes() == before


def test_a_reason_given_with_a_draft_goes_into_the_catalog(root: Path) -> None:
    """Where the next person sees it. Whether numbers differ, the checks say, which know number words."""
    file = give(root, f"{WAIT}:\n  text: Espere de seis a doce horas.\n  ignore: {{numbers: usual in print}}\n")
    translate.draft(root, "es", file, ENGINE)
    assert "ignore numbers: usual in print" in entries(root)[WAIT].comments


def test_what_a_person_translated_is_not_overwritten(root: Path) -> None:
    """Not even where the machine's words are as good."""
    path = root / "locales/es/small.po"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            'msgid "Feeling unwell"\nmsgstr ""', 'msgid "Feeling unwell"\nmsgstr "Malestar"'
        ),
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="a person has translated"):
        translate.draft(root, "es", give(root, "small/title: Sentirse mal\n"), ENGINE)
    assert translate.draft(root, "es", give(root, "small/title: Malestar\n"), ENGINE).same == 1


def test_the_engine_must_say_that_it_is_a_machine(root: Path) -> None:
    """Else the words would pass for stale, or for a person's."""
    with pytest.raises(KitError, match="machine"):
        translate.draft(root, "es", give(root, "small/title: x\n"), "me")


def test_a_locale_must_have_been_started(root: Path) -> None:
    """A tag without a folder is an error that says what to do."""
    with pytest.raises(KitError, match="translate start ar"):
        translate.draft(root, "ar", give(root, "small/title: x\n"), ENGINE)
