"""A new language by the guide alone: started, ten strings translated, and the sheet built; what is left in English is seen and heard."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import build, personalize
from kit.checks.translation import facts, preferred
from kit.cli import app
from kit.document import Document, Options, plain, spans, texts
from kit.formats import FORMATS
from kit.locale import find
from kit.outline import Item
from kit.translate.po import read, render

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 11, 28)
TOPIC = "heroin-withdrawal"
KISWAHILI = {
    "heroin-withdrawal/title": "Kuacha heroini",
    "heroin-withdrawal/audience": "Kwa watu wanaotumia heroini",
    "heroin-withdrawal/help.lead": "Piga {emergency_number} ikiwa mtu haamki au hapumui vizuri. Piga {crisis_line} ikiwa unataka kufa.",
    "labels/status.draft": "Rasimu",
    "labels/contents": "Yaliyomo",
    "labels/page_of": "Ukurasa {page} wa {pages}",
    "labels/footer.version": "Toleo {version}, {date}",
    "labels/notice.not_reviewed": "Hakuna daktari aliyekagua maandishi haya.",
    "labels/notice.untranslated": "Sehemu nyingine bado hazijatafsiriwa.",
    "labels/callout.emergency": "Dharura",
}


_ONE = ("--allow-partial", "--locale", "sw", "--topic", TOPIC, "--edition", "standard", "--plain", "--jobs", "1")


def _measured_before(root: Path) -> None:
    """Give a project what was measured of the present English: how long each text may be."""
    (root / "locales").mkdir()
    shutil.copy(ROOT / "locales/lengths.json", root / "locales/lengths.json")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's words with Swahili started by the command, and these strings written into its files."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content", root / "content")
    _measured_before(root)
    for name in ("en", "es"):
        if (ROOT / "locales" / name).exists():
            shutil.copytree(ROOT / "locales" / name, root / "locales" / name)
    done = CliRunner().invoke(app, ["translate", "start", "sw", "--root", str(root)])
    assert done.exit_code == 0, done.output
    for path in (root / "locales" / "sw").glob("*.po"):
        catalog = read(path, find("sw"))
        entries = tuple(replace(e, words=KISWAHILI.get(e.ctx, e.words)) for e in catalog.entries)
        path.write_text(render(replace(catalog, entries=entries)), encoding="utf-8", newline="\n")
    return root


@pytest.fixture(scope="module")
def document(project: Path) -> Document:
    """The topic in Swahili, without a region."""
    made = build.translated(project, TOPIC, "sw", DAY)
    return personalize.personalize(made, region=None, clinic=None, today=DAY)


@pytest.mark.parametrize("tag", ["sw", "ht", "fa-AF"])
def test_a_language_is_started_by_its_tag_alone(tmp_path: Path, tag: str) -> None:
    """Catalogs of every topic, the list of people, and lists of terms, style and facts that nobody takes for filled."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    _measured_before(tmp_path)
    done = CliRunner().invoke(app, ["translate", "start", tag, "--root", str(tmp_path)])
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "locales" / tag).iterdir()}
    assert {"labels.po", f"{TOPIC}.po", "people.toml", "glossary.csv", "style.md", "facts.yaml"} <= names
    assert not facts.lexicon(tmp_path, find(tag)).complete
    assert preferred(tmp_path / "locales" / tag) == ()
    assert build.locales_of(tmp_path) == ("en", tag)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["handout", "page", "deck"])
def test_ten_strings_make_a_draft_in_every_format(project: Path, tmp_path: Path, form: str) -> None:
    """Nothing is withheld: the file says that it is a draft, and each check of the format passes."""
    done = CliRunner().invoke(
        app,
        ["build", *_ONE, "--format", form, "--root", str(project), "--out", str(tmp_path)],
    )
    assert done.exit_code == 0, done.output
    assert list((tmp_path / "sw").glob(f"{TOPIC}-{form}.draft.*"))


def test_english_inside_a_sentence_is_tagged_and_named_in_the_readers_language(document: Document) -> None:
    """Piga (Kiingereza: your local emergency number): the words after the name are English to a voice, the name is not."""
    message = document.help.lead
    assert message
    assert "(Kiingereza: " in plain(message.text)
    english = [span.text for span in spans(message.text, message.lang) if span.lang == "en"]
    assert english == [document.label("fallback.emergency_number").source, document.label("fallback.crisis_line").source]


def test_a_text_left_in_english_is_marked_for_the_eye_and_tagged_for_the_ear(document: Document) -> None:
    """The reader's word for English stands before it, in the reader's language."""
    left = [text for text in texts(document.sections) if text.state == "missing" and text.text.startswith("Kiingereza")]
    assert left
    for text in left:
        first, *rest = spans(text.text, text.lang)
        assert (first.text, first.lang, text.lang) == ("Kiingereza: ", "sw", "sw")
        assert {span.lang for span in rest} == {"en"}


def test_the_notice_stands_in_both_languages(document: Document) -> None:
    """The reader's, and English for whoever helps the reader."""
    said = [plain(notice.text) for notice in document.notices]
    assert KISWAHILI["labels/notice.untranslated"] in said
    assert document.label("notice.untranslated").source in said


def _heard(items: tuple[Item, ...], words: str) -> list[str]:
    """The languages in which these words are said."""
    return [lang for item in items for lang, said in ((item.lang, item.text), *item.foreign) if words in said and lang != "sw"]


@pytest.mark.parametrize("form", ["handout", "page", "deck"])
def test_every_format_hears_the_english_as_english(document: Document, form: str) -> None:
    """Read back with nothing of the writer's: the words inside the Swahili sentence are tagged `en`."""
    made = FORMATS[form]
    items = made.read(made.write(document, Options())).items
    words = document.label("fallback.emergency_number").source
    assert "en" in _heard(items, words)
