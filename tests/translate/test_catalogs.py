"""A language from its first day to a change of the English, as its catalogs: every comment, flag, note and word, kept as text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit import translate
from kit.build import documents
from kit.checks import translation
from kit.translate import machine
from tests.conftest import ROOT, Golden
from tests.content.conftest import FILES, write

DRAFTS = """\
tea/title: Té
tea/help.lead: Llame al {emergency_number} ahora.
tea/main-message: El té está bien. **El agua también.**
tea/sleep.tips.water: Beba agua
tea/sleep.key: El té tarde puede quitarle el sueño.
"""


class Catalogs:
    """The small topic, its catalogs in a language, and what is said of each step."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write(FILES, root)
        shutil.copyfile(ROOT / "content/facts.yaml", root / "content/facts.yaml")
        (root / "locales/en").mkdir(parents=True)
        shutil.copyfile(ROOT / "locales/en/facts.yaml", root / "locales/en/facts.yaml")
        self.lines: list[str] = []

    def step(self, name: str, said: object, tag: str = "es") -> None:
        """Note what a step said and what the topic's catalog is now."""
        lines = [str(line) for line in said] if isinstance(said, list | tuple) else [str(said)]
        text = (self.root / "locales" / tag / "tea.po").read_text(encoding="utf-8")
        self.lines += [f"### {name}\n", *(f"### {line}\n" for line in lines), text.replace(str(self.root), "PROJECT"), "\n"]

    def change(self, name: str, old: str, new: str) -> None:
        """Put a text of the English otherwise."""
        path = self.root / "content" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        documents.forget()

    def sync(self, *tags: str) -> list[str]:
        """Bring the catalogs up to the English."""
        found = translate.sync(self.root, documents.sources(self.root), tags, terms=translation.TermNotes(self.root))
        return [str(line) for line in found]


@pytest.fixture
def catalogs(tmp_path: Path) -> Catalogs:
    """A project without any language but English."""
    return Catalogs(tmp_path / "project")


def test_a_catalog_goes_with_its_english(catalogs: Catalogs, golden: Golden) -> None:
    """Started, drafted, worked on by a person, and brought up to an English that was reworded, moved, taken out and put back."""
    root, terms = catalogs.root, translation.TermNotes(catalogs.root)
    catalogs.step("started", [str(line) for line in translate.start(root, documents.sources(root), "es", terms=terms)])
    (root / "drafts.yaml").write_text(DRAFTS, encoding="utf-8")
    catalogs.step("drafted", machine.draft(root, "es", root / "drafts.yaml", "machine draft, 2026-11-24"))
    catalogs.step("drafted again", machine.draft(root, "es", root / "drafts.yaml", "machine draft, 2026-11-25"))
    po = root / "locales/es/tea.po"
    text = po.read_text(encoding="utf-8")
    po.write_text(
        text.replace('#, fuzzy\nmsgctxt "tea/sleep.tips.water"', '# Ana: plain water\nmsgctxt "tea/sleep.tips.water"'),
        encoding="utf-8",
    )
    catalogs.step("synced without a change", catalogs.sync("es"))
    catalogs.change("tea/topic.yaml", "Tea is fine.", "Tea is good.")
    catalogs.change("tea/sections/01-sleep.yaml", 'text: "Drink water"', 'text: "Drink some water"')
    catalogs.step("reworded", catalogs.sync("es"))
    catalogs.change("tea/sections/01-sleep.yaml", '- {id: sleep.tips.water, text: "Drink some water", note: "Plain water."}', "")
    catalogs.change("tea/sheets/night.yaml", "items: [sleep.tips.water]", "items: [sleep.tips.early]")
    catalogs.step("taken out", catalogs.sync("es"))
    catalogs.change("tea/sections/01-sleep.yaml", "art: cup}", 'art: cup}\n      - {id: sleep.tips.water, text: "Drink water"}')
    catalogs.step("put back", catalogs.sync("es"))
    golden(Path("catalogs") / "es.txt", "".join(catalogs.lines))


def test_templates_hold_what_a_translator_must_know(catalogs: Catalogs, golden: Golden) -> None:
    """Each text with where it stands, what to keep and how long it may be; no words."""
    found = translate.templates(catalogs.root, documents.sources(catalogs.root), terms=translation.TermNotes(catalogs.root))
    assert [path.name for path in found if path.name == "tea.pot"] == ["tea.pot"]
    golden(Path("catalogs") / "tea.pot.txt", (catalogs.root / "locales/templates/tea.pot").read_text(encoding="utf-8"))


def test_an_arabic_catalog_has_six_forms_and_runs_the_other_way(catalogs: Catalogs, golden: Golden) -> None:
    """Its head says so; so do the files beside it."""
    root = catalogs.root
    translate.start(root, documents.sources(root), "ar", terms=translation.TermNotes(root))
    head = (root / "locales/ar/tea.po").read_text(encoding="utf-8").partition("\n\n")[0]
    golden(Path("catalogs") / "ar-head.txt", head + "\n")
