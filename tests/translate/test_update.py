"""kit.translate.update: the merge keeps what is true, marks what changed, guesses nothing and loses nothing."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import translate
from kit.errors import ContentError, KitError
from kit.locale import find
from kit.translate.po import Catalog, Entry, read, render
from kit.translate.template import Message
from kit.translate.update import merge, write
from tests.translate.conftest import Put, small

CTX = "small/what.list.wait"


def catalog(*entries: Entry, obsolete: tuple[Entry, ...] = ()) -> Catalog:
    """A Spanish catalog of these entries."""
    return Catalog(path="es.po", locale=find("es"), entries=entries, obsolete=obsolete)


def wanted(**texts: str) -> tuple[Message, ...]:
    """Messages by id and English."""
    return tuple(Message(ctx=ctx, english=english) for ctx, english in texts.items())


def test_an_unchanged_text_keeps_everything() -> None:
    """Words, mark and comments stay; notes and references are written anew."""
    old = Entry(ctx="a", english="One", words="Uno", fuzzy=True, comments=("origin: machine x",), notes=("old note",))
    found, stats = merge(catalog(old), (Message(ctx="a", english="One", notes=("new note",)),), {"a": "content/x.yaml"})
    assert found.entries == (replace(old, notes=("new note",), references=("content/x.yaml",)),)
    assert (stats.kept, stats.changed, stats.new) == (1, 0, 0)


def test_changed_english_keeps_the_words_and_says_what_they_translate() -> None:
    """A dose range that changed comes out fuzzy with its exact previous English, never silently current."""
    found, stats = merge(catalog(Entry(ctx="a", english="6 to 12 hours", words="de 6 a 12 horas")), wanted(a="8 to 24 hours"))
    assert found.entries == (
        Entry(ctx="a", english="8 to 24 hours", words="de 6 a 12 horas", fuzzy=True, previous="6 to 12 hours"),
    )
    assert stats.changed == 1


def test_the_first_previous_english_is_kept_over_several_changes() -> None:
    """After two rewordings `#|` still names the English that was translated."""
    once, _ = merge(catalog(Entry(ctx="a", english="One", words="Uno")), wanted(a="Two"))
    twice, _ = merge(once, wanted(a="Three"))
    assert twice.entries[0].previous == "One"


def test_english_that_changes_back_stays_marked() -> None:
    """Nobody can tell whether the words were changed in between, so a person looks."""
    once, _ = merge(catalog(Entry(ctx="a", english="One", words="Uno")), wanted(a="Two"))
    back, _ = merge(once, wanted(a="One"))
    assert (back.entries[0].fuzzy, back.entries[0].previous) == (True, "One")


def test_a_similar_text_of_another_block_gets_no_words() -> None:
    """'8 tablets' is not filled with the translation of '2 tablets', however alike they look."""
    old = catalog(Entry(ctx="a", english="No more than 2 tablets.", words="No más de 2 tabletas."))
    found, _ = merge(old, wanted(a="No more than 2 tablets.", b="No more than 8 tablets."))
    assert found.entries[1] == Entry(ctx="b", english="No more than 8 tablets.")


def test_a_renamed_id_starts_empty_and_its_words_are_put_aside() -> None:
    """Ids are promises: the same English under a new id is a new text."""
    found, stats = merge(catalog(Entry(ctx="a", english="One", words="Uno")), wanted(b="One"))
    assert found.entries == (Entry(ctx="b", english="One"),)
    assert found.obsolete == (Entry(ctx="a", english="One", words="Uno", obsolete=True),)
    assert (stats.new, stats.obsolete) == (1, 1)


def test_a_text_that_returns_finds_its_words() -> None:
    """Words put aside are revived with their state, by id and exact English."""
    gone, _ = merge(catalog(Entry(ctx="a", english="One", words="Uno", fuzzy=True, previous="Ones")), wanted(b="x"))
    back, stats = merge(gone, wanted(a="One"))
    assert back.entries == (Entry(ctx="a", english="One", words="Uno", fuzzy=True, previous="Ones"),)
    assert back.obsolete == ()
    assert stats.revived == 1


def test_a_text_that_returns_changed_is_marked() -> None:
    """Words put aside for other English of the same id come back fuzzy."""
    gone, _ = merge(catalog(Entry(ctx="a", english="One", words="Uno")), ())
    back, _ = merge(gone, wanted(a="Two"))
    assert back.entries == (Entry(ctx="a", english="Two", words="Uno", fuzzy=True, previous="One"),)


def test_entries_without_words_leave_nothing_behind() -> None:
    """An untranslated text that is gone is not kept as obsolete."""
    found, _ = merge(catalog(Entry(ctx="a", english="One")), ())
    assert (found.entries, found.obsolete) == ((), ())


_ids = st.sampled_from(["a", "b", "c", "d"])
_english = st.sampled_from(["Take 2.", "Take 8.", "Stop.", "Do not stop."])
_spanish = st.sampled_from(["", "Tome 2.", "Tome 8.", "Pare."])


@st.composite
def _entries(draw: st.DrawFn, *, obsolete: bool) -> Entry:
    fuzzy = draw(st.booleans())
    return Entry(
        ctx=draw(_ids),
        english=draw(_english),
        words=draw(_spanish),
        fuzzy=fuzzy,
        previous=draw(_english | st.just("")) if fuzzy else "",
        obsolete=obsolete,
    )


_catalogs = st.builds(
    lambda live, gone: catalog(*live, obsolete=tuple(gone)),
    st.lists(_entries(obsolete=False), max_size=4, unique_by=lambda e: e.ctx),
    st.lists(_entries(obsolete=True), max_size=4),
)
_templates = st.dictionaries(_ids, _english).map(lambda texts: wanted(**texts))


@settings(deadline=None, max_examples=300)
@given(_catalogs, _templates)
def test_merging_twice_changes_nothing_more(old: Catalog, texts: tuple[Message, ...]) -> None:
    """The merge is idempotent, to the byte."""
    once, _ = merge(old, texts)
    again, stats = merge(once, texts)
    assert render(again) == render(once)
    assert (stats.kept, stats.changed, stats.new, stats.revived, stats.obsolete) == (len(texts), 0, 0, 0, 0)


@settings(deadline=None, max_examples=300)
@given(_catalogs, _templates)
def test_no_words_are_lost_and_none_change_their_id(old: Catalog, texts: tuple[Message, ...]) -> None:
    """Each (id, words) of before is there after, live, obsolete or in a comment; and none is there that was not before."""
    new, _ = merge(old, texts)
    before = {(e.ctx, e.words) for e in (*old.entries, *old.obsolete) if e.words}
    every = (*new.entries, *new.obsolete)
    after = {(e.ctx, e.words) for e in every if e.words}
    aside = {(e.ctx, comment.removeprefix("also: ")) for e in every for comment in e.comments}
    assert after | aside == before
    keys = [(e.ctx, e.english) for e in every]
    assert len(keys) == len(set(keys))
    assert [e.ctx for e in new.entries] == [message.ctx for message in texts]


@settings(deadline=None, max_examples=300)
@given(_catalogs, _templates)
def test_words_count_as_done_only_for_the_english_they_were_made_for(old: Catalog, texts: tuple[Message, ...]) -> None:
    """A live text that is not fuzzy had, before, exactly these words for exactly this English."""
    done = {(e.ctx, e.english, e.words) for e in (*old.entries, *old.obsolete) if not e.fuzzy}
    new, _ = merge(old, texts)
    for entry in new.entries:
        if entry.words and not entry.fuzzy:
            assert (entry.ctx, entry.english, entry.words) in done


def test_start_makes_catalogs_of_every_text(tmp_path: Path) -> None:
    """A new locale has a PO file of the topic and one of the labels, empty, with a header every tool accepts."""
    stats = translate.start(tmp_path, (small(),), "ar")
    assert [s.path for s in stats] == ["locales/ar/labels.po", "locales/ar/small.po"]
    topic = read(tmp_path / "locales/ar/small.po", find("ar"))
    assert [entry.ctx for entry in topic.entries] == [message.ctx for message in translate.messages(small())]
    assert not any(entry.words for entry in topic.entries)


@pytest.mark.parametrize(("tag", "said"), [("en", "English is the source"), ("xx", "unknown locale"), ("es", "exists already")])
def test_start_refuses(put: Put, tmp_path: Path, tag: str, said: str) -> None:
    """English, an unknown tag and a locale that exists are refused, and nothing is written."""
    put("", name="small.po")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(KitError, match=said):
        translate.start(tmp_path, (small(),), tag)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_second_sync_writes_nothing(tmp_path: Path) -> None:
    """Sync is idempotent: the second run leaves every file as it is."""
    translate.sync(tmp_path, (small(),), ("es", "ar"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po")}
    stats = translate.sync(tmp_path, (small(),), ("es", "ar"))
    assert not any(s.written for s in stats)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po")} == before


def test_sync_marks_a_reworded_text_in_the_file(put: Put, tmp_path: Path) -> None:
    """The PO file of a reworded text shows the old English, for the translator's editor to compare."""
    path = put(f'msgctxt "{CTX}"\nmsgid "Wait 6 to 12 hours."\nmsgstr "Espere de 6 a 12 horas."\n')
    translate.sync(tmp_path, (small(wait="Wait 8 to 12 hours."),), ("es",))
    text = path.read_text(encoding="utf-8")
    assert f'#, fuzzy\n#| msgid "Wait 6 to 12 hours."\nmsgctxt "{CTX}"\nmsgid "Wait 8 to 12 hours."' in text


def test_what_a_po_editor_wrote_in_the_header_stays(put: Put, tmp_path: Path) -> None:
    """Translator, date and foreign fields survive a sync; no date of ours changes by itself."""
    path = put("")
    head = path.read_text(encoding="utf-8") + '"Last-Translator: Ana <ana@example.org>\\n"\n"X-Poedit-Basepath: .\\n"\n'
    path.write_text(head.replace('\n\n"Last', '\n"Last'), encoding="utf-8")
    translate.sync(tmp_path, (small(),), ("es",))
    found = read(path, find("es"))
    assert found.field("Last-Translator") == "Ana <ana@example.org>"
    assert found.field("X-Poedit-Basepath") == "."
    assert found.field("PO-Revision-Date") == "2026-11-22 00:00+0000"


def test_a_broken_file_stops_sync_before_anything_is_written(put: Put, tmp_path: Path) -> None:
    """One unreadable catalog: the others are left as they were."""
    good, bad = put("", tag="ar"), put('msgid "b\n', tag="es")
    before = good.read_bytes(), bad.read_bytes()
    with pytest.raises(ContentError):
        translate.sync(tmp_path, (small(),), ("ar", "es"))
    assert (good.read_bytes(), bad.read_bytes()) == before
    assert not list(tmp_path.rglob("labels.po"))


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext (msgfmt, msgcat) is not installed")
def test_gnu_gettext_finds_no_fault_in_what_sync_writes(put: Put, tmp_path: Path) -> None:
    """`msgfmt -c` is silent and `msgcat --no-wrap` would write the same bytes, with fuzzy and obsolete entries in it."""
    path = put(
        f'msgctxt "{CTX}"\nmsgid "Wait 6 hours."\nmsgstr "Espere 6 horas."\n\n'
        'msgctxt "small/gone"\nmsgid "About 50% of people"\nmsgstr "50% de"\n\n'
        '#~ msgctxt "small/gone"\n#~ msgid "About 50% of people"\n#~ msgstr "Otro 50%"\n'
    )
    translate.sync(tmp_path, (small(),), ("es",))
    checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    same = subprocess.run(["msgcat", "--no-wrap", str(path)], capture_output=True, check=True)
    assert same.stdout.decode() == path.read_text(encoding="utf-8")


def test_stats_say_in_words_what_was_done(tmp_path: Path) -> None:
    """What the command line prints for each file."""
    first = translate.sync(tmp_path, (small(),), ("es",))
    assert str(first[0]) == "locales/es/labels.po: 1 new; written"
    assert str(translate.sync(tmp_path, (small(),), ("es",))[0]) == "locales/es/labels.po: 1 kept; up to date"


def test_start_leaves_a_place_for_people(tmp_path: Path) -> None:
    """Nobody in it yet: the people's list is comments only."""
    translate.start(tmp_path, (small(),), "ar")
    assert tomllib.loads((tmp_path / "locales/ar/people.toml").read_text(encoding="utf-8")) == {}


def test_templates_hold_every_text_and_no_words(tmp_path: Path) -> None:
    """For services that ask for a POT file; written only on request."""
    paths = translate.templates(tmp_path, (small(),))
    assert [path.name for path in paths] == ["labels.pot", "small.pot"]
    text = paths[1].read_text(encoding="utf-8")
    assert text.count("msgctxt") == len(translate.messages(small()))
    assert text.count('msgstr ""') == text.count("msgstr") == len(translate.messages(small())) + 1
    assert '"Language: \\n"' in text


def test_words_saved_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    """A PO editor saved the file after it was read: the editor's words stay."""
    path = tmp_path / "x.po"
    path.write_bytes(b"read")
    path.write_bytes(b"saved by an editor")
    with pytest.raises(KitError, match="has changed while"):
        write(path, "ours", before=b"read")
    assert path.read_bytes() == b"saved by an editor"
    write(path, "ours", before=b"saved by an editor")
    assert path.read_bytes() == b"ours"
    assert [p.name for p in tmp_path.iterdir()] == ["x.po"]
