"""The set-up for Weblate fits the catalogs, and the library that Weblate reads and writes them with changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from translate.storage import pypo

from kit.locale import find
from kit.translate import words
from kit.translate.po import read

ROOT = Path(__file__).parents[2]
COMPONENTS: list[dict[str, Any]] = json.loads((ROOT / "weblate" / "components.json").read_text(encoding="utf-8"))
CATALOGS = sorted((ROOT / "locales").glob("*/*.po"))
FLAG = re.compile(r'placeholders:r"(.+)"')


def flag() -> re.Pattern[str]:
    """What Weblate takes for a placeable."""
    (found,) = {component["check_flags"] for component in COMPONENTS}
    matched = FLAG.fullmatch(found)
    assert matched
    return re.compile(matched[1])


def test_each_catalog_is_in_one_component() -> None:
    """A new topic needs a new entry in components.json; an entry without files is one too many."""
    listed = [path for component in COMPONENTS for path in ROOT.glob(component["filemask"])]
    assert sorted(listed) == CATALOGS
    assert all(component["filemask"] == f"locales/*/{component['slug']}.po" for component in COMPONENTS)
    assert {component["file_format"] for component in COMPONENTS} == {"po"}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_weblates_library_reads_every_catalog_and_writes_it_back(path: Path, tmp_path: Path) -> None:
    """Each text is saved anew without line wrapping: the bytes are the same, so `translate sync` leaves no diff."""
    store = pypo.pofile.parsefile(str(path))
    (wrap,) = {component["file_format_params"]["po_line_wrap"] for component in COMPONENTS}
    store.wrapper.width = wrap
    for unit in store.units:
        if not unit.isheader():
            unit.target = unit.target
    back = tmp_path / path.name
    back.write_bytes(bytes(store))
    assert back.read_bytes() == path.read_bytes()
    entries = read(path, find(path.parent.name, ROOT / "locales")).entries
    units = [unit for unit in store.units if not unit.isheader() and not unit.isobsolete()]
    assert [(unit.getcontext(), str(unit.source), unit.isfuzzy()) for unit in units] == [
        (entry.ctx, entry.msgid[0], entry.fuzzy) for entry in entries
    ]
    assert [[str(said) for said in unit.target.strings] if unit.hasplural() else [str(unit.target)] for unit in units] == [
        list(entry.forms) if entry.plural else [entry.words] for entry in entries
    ]


def test_words_saved_in_weblate_are_the_persons() -> None:
    """New words with the mark cleared: only that entry changes, and it is no machine's any more."""
    path = ROOT / "locales" / "ar" / "labels.po"
    store = pypo.pofile.parsefile(str(path))
    store.wrapper.width = -1
    unit = next(unit for unit in store.units if unit.getcontext() == "labels/contents")
    unit.target = "المحتويات"
    unit.markfuzzy(False)
    changed = set(bytes(store).decode().splitlines()) - set(path.read_text(encoding="utf-8").splitlines())
    assert changed == {'msgstr "المحتويات"'}


def test_the_flag_knows_the_placeables_that_the_kit_knows() -> None:
    """In every English text Weblate's regular expression finds the names in braces, and each **."""
    wanted = flag()
    for path in CATALOGS:
        for entry in read(path, find(path.parent.name)).entries:
            found = wanted.findall(entry.english)
            assert {part[1:-1] for part in found if part != "**"} == set(words.placeables(entry.english))
            assert found.count("**") == entry.english.count("**")


def test_the_flag_sees_a_lost_placeable() -> None:
    """What it finds in the English and not in the words is what Weblate asks for."""
    assert flag().findall("Call **{emergency_number}** now.") == ["**", "{emergency_number}", "**"]
    assert flag().findall("Call {} {Emergency} now.") == []
