"""kit.translate.po: what is read is what was written, and a broken file is named with its line."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from kit.errors import ContentError
from kit.locale import find
from kit.translate.po import Catalog, Entry, read, render
from tests.specimens import SPECIMENS
from tests.translate.conftest import HEAD, Put

ENTRY = 'msgctxt "small/title"\nmsgid "Feeling unwell"\nmsgstr "Malestar"\n'

msgfmt = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext (msgfmt) is not installed")


def fault(path: Path, tag: str = "es") -> str:
    """The first fault that reading reports, as the user sees it."""
    with pytest.raises(ContentError) as caught:
        read(path, find(tag), name="es.po")
    return str(caught.value)


def test_an_entry_is_read_with_all_its_parts(put: Put) -> None:
    """Comments, notes, references, flag, previous English and words all arrive, with the line where the entry starts."""
    body = (
        "# by hand\n#. Where: a title.\n#: content/small/topic.yaml\n#, fuzzy, no-wrap\n"
        '#| msgid "Feeling "\n#| "bad"\nmsgctxt "small/title"\nmsgid ""\n"Feeling "\n"unwell"\nmsgstr "Mal \\"estar\\""\n'
    )
    (entry,) = read(put(body), find("es")).entries
    assert entry == Entry(
        ctx="small/title",
        english="Feeling unwell",
        words='Mal "estar"',
        fuzzy=True,
        previous="Feeling bad",
        comments=("by hand",),
        notes=("Where: a title.",),
        references=("content/small/topic.yaml",),
    )
    assert entry.line == 7


def test_windows_line_ends_and_a_byte_order_mark_are_read(put: Put) -> None:
    """A file saved by a Windows editor reads the same."""
    path = put(ENTRY)
    plain = read(path, find("es"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path, find("es")) == plain


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c\n', 9, "quotes do not match"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c" d"\n', 9, "quotes do not match"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c\\d"\n', 9, "escape"),
        ('msgctxt "a"\nmsgid "b"\nmsg "c"\n', 9, "not PO"),
        ('msgctxt "a"\nmsgid "b"\n\nmsgctxt "c"\n', 10, "second msgctxt"),
        ('msgctxt "a"\nmsgid "b"\n# note\nmsgstr "c"\n', 9, "comment inside"),
        ('msgctxt "a"\nmsgstr "c"\n', 8, "without a msgid"),
        ('msgctxt "a"\nmsgid "b"\n', 7, "no msgstr"),
        ('"lost"\n', 7, "not PO"),
        ('#| nothing\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n', 7, "'#|'"),
        ('msgctxt "a"\nmsgid "b"\nmsgid_plural "bs"\nmsgstr "c"\n', 10, "msgstr in an entry with msgid_plural"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr[0] "c"\n', 9, "without msgid_plural"),
        ('msgctxt "a"\nmsgid "b"\nmsgid_plural "bs"\nmsgstr[1] "c"\n', 10, r"where msgstr[0] should stand"),
        ('<<<<<<< HEAD\nmsgctxt "a"\n', 7, "two versions of the file were merged"),
        ('msgid ""\nmsgstr "Language: es"\n\n', 7, "second header"),
        ("# \u2028\n", 7, "U+2028"),
        ('msgid "b"\nmsgstr "c"\n', 7, "without msgctxt"),
        (ENTRY + "\n" + ENTRY, 11, "second entry; the first is in line 7"),
    ],
)
def test_a_broken_line_is_named(put: Put, body: str, line: int, said: str) -> None:
    """Each kind of damage is reported with the file and the line where it shows."""
    message = fault(put(body))
    assert message.startswith(f"es.po:{line}:")
    assert said in message
    assert "\n  " in message, "the message must say what to do"


def test_bytes_that_are_not_utf8_are_refused(put: Put) -> None:
    """A Latin-1 file is refused with the line of the first wrong byte."""
    path = put(ENTRY)
    path.write_bytes(path.read_bytes() + "# señal\n".encode("latin-1"))
    assert fault(path).startswith("es.po:10:1: the file is not UTF-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Language: es", "Language: ar", "Language: ar, but this file is for es"),
        ("charset=UTF-8", "charset=ISO-8859-1", "ISO-8859-1"),
    ],
)
def test_a_wrong_header_is_refused(put: Put, old: str, new: str, said: str) -> None:
    """Language and charset must be those of the folder's locale."""
    path = put(ENTRY)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert said in fault(path)


def test_the_language_may_be_written_with_an_underscore(put: Put) -> None:
    """PO editors write zh_Hans for zh-Hans."""
    path = put(ENTRY, tag="zh-Hans")
    path.write_text(path.read_text(encoding="utf-8").replace("zh-Hans", "zh_Hans"), encoding="utf-8")
    assert len(read(path, find("zh-Hans")).entries) == 1


_chars = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters=("\t", '"', "\\", "{", "*", "\u0645")
)
_words = st.text(_chars, max_size=20)
_line = st.text(_chars, min_size=1, max_size=10).map(str.strip).filter(bool)
_entry = st.builds(
    Entry,
    ctx=_words.filter(bool),
    english=st.tuples(_words, _words).map("\n".join) | _words.filter(bool),
    words=_words | st.tuples(_words, _words).map("\n".join),
    comments=st.lists(_line.filter(lambda line: line[0] not in ".:,|~"), max_size=2).map(tuple),
)
_live = st.builds(
    lambda e, fuzzy, previous, notes: Entry(
        ctx=e.ctx,
        english=e.english,
        words=e.words,
        comments=e.comments,
        fuzzy=fuzzy,
        previous=previous if fuzzy else "",
        notes=notes,
        references=("content/small/topic.yaml",),
    ),
    _entry,
    st.booleans(),
    _words,
    st.lists(_line, max_size=2).map(tuple),
)
_gone = st.builds(
    lambda e, fuzzy, previous: Entry(
        ctx=e.ctx,
        english=e.english,
        words=e.words,
        comments=e.comments,
        fuzzy=fuzzy,
        previous=previous if fuzzy else "",
        obsolete=True,
    ),
    _entry,
    st.booleans(),
    _words,
)


def catalog(entries: list[Entry], obsolete: list[Entry]) -> Catalog:
    """An Arabic catalog of these entries."""
    locale = find("ar")
    header = (("Language", "ar"), ("Content-Type", "text/plain; charset=UTF-8"), ("Plural-Forms", locale.plural))
    return Catalog(path="x.po", locale=locale, header=header, comments=("top",), entries=tuple(entries), obsolete=tuple(obsolete))


@settings(deadline=None, max_examples=150)
@given(st.lists(_live, max_size=4, unique_by=lambda e: e.ctx), st.lists(_gone, max_size=3))
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, live: list[Entry], gone: list[Entry]) -> None:
    """Any catalog is read back as it was written, obsolete entries and their previous English included."""
    before = catalog(live, gone)
    path = tmp_path_factory.mktemp("po") / "x.po"
    path.write_text(render(before), encoding="utf-8", newline="\n")
    assert read(path, find("ar"), name="x.po") == before


@settings(deadline=None, max_examples=60)
@given(st.lists(_live.filter(lambda e: "\t" not in e.ctx), max_size=4, unique_by=lambda e: e.ctx))
def test_another_reader_understands_the_file(live: list[Entry]) -> None:
    """Babel's reader finds the same ids, English, words and flags."""
    found = read_po(io.BytesIO(render(catalog(live, [])).encode()), abort_invalid=True)
    got = {message.context: (message.id, message.string, message.fuzzy) for message in found if message.id}
    assert got == {e.ctx: (e.english, e.words, e.fuzzy) for e in live if e.english}


@msgfmt
@pytest.mark.parametrize("tag", sorted(set(SPECIMENS) - {"en"}))
def test_every_plural_rule_is_valid_gettext(put: Put, tag: str) -> None:
    """GNU gettext accepts the header of each locale."""
    path = put(ENTRY, tag=tag)
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


_pieces = st.sampled_from(
    ['msgid "', 'msgctxt "a"', 'msgstr "b"', 'msgid ""', '"x\\n"', "#| ", "#~ ", "#~| ", "#, fuzzy", "# c", "\\", '"', "\n", "\n\n", "é"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(_pieces | st.text(max_size=3), max_size=25).map("".join) | st.binary(max_size=60))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, body: str | bytes
) -> None:
    """A catalog or a ContentError with advice; never a traceback."""
    path = tmp_path_factory.mktemp("po") / "x.po"
    head = HEAD.format(tag="es", plural=find("es").plural).encode()
    path.write_bytes(head + (body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")))
    try:
        found = read(path, find("es"))
    except ContentError as error:
        faults = error.faults
    else:
        again = path.with_name("again.po")
        again.write_text(render(found), encoding="utf-8", newline="\n")
        assert read(again, find("es")).entries == found.entries
        faults = ()
    assert all(fault.advice and fault.line for fault in faults)


PLURAL = """msgctxt "a"
msgid "{n} page"
msgid_plural "{n} pages"
"""


def plural_file(put: Put, tag: str, rule: str, *forms: str) -> Path:
    """A file of one text that goes with a number, under another plural rule."""
    path = put(PLURAL + "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(forms)), tag=tag)
    text = path.read_text(encoding="utf-8").replace(find(tag).plural, rule)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("tag", "rule", "forms", "wanted"),
    [
        ("ar", "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;", "zotfmx", "zotfmx"),
        ("es", "nplurals=3; plural=n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2;", "omx", "ox"),
        ("uk", "nplurals=4; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%10==0 || n%10>=5 || n%100>=11 && n%100<=14 ? 2 : 3;", "ofmx", "ofm"),
        ("es", "nplurals=2; plural=n == 1 ? 1 : 0;", "xo", "ox"),
    ],
)  # fmt: skip
def test_a_plural_rule_that_parts_numbers_as_cldr_does_is_mended(put: Put, tag: str, rule: str, forms: str, wanted: str) -> None:
    """Other writing, more forms, another order: the forms take their place under the language's own rule, unmarked."""
    found = read(plural_file(put, tag, rule, *forms), find(tag))
    entry = found.entries[0]
    assert (entry.forms, entry.fuzzy, found.field("Plural-Forms")) == (tuple(wanted), False, find(tag).plural)


@pytest.mark.parametrize(
    ("tag", "rule", "forms"),
    [
        ("hi", "nplurals=2; plural=(n != 1);", "ox"),
        ("fa", "nplurals=1; plural=0;", "x"),
        ("my", "nplurals=2; plural=(n != 1);", "ox"),
    ],
)
def test_a_plural_rule_of_another_tool_is_mended_and_its_forms_marked(put: Put, tag: str, rule: str, forms: str) -> None:
    """Babel's own rules for these languages part numbers otherwise than CLDR: a person must look at the forms."""
    entry = read(plural_file(put, tag, rule, *forms), find(tag)).entries[0]
    assert entry.fuzzy
    assert entry.complete


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("charset=UTF-8", "charset=utf8"),
        ("Language: es", "Language: es_MX"),
        ("Language: es\\n", ""),
        ("nplurals=2", "nplurals=two"),
        ("nplurals=2", "nplurals=3"),
        ("Content-Type: text/plain; charset=UTF-8\\n", ""),
    ],
)
def test_a_header_that_a_tool_wrote_in_its_own_way_is_mended(put: Put, old: str, new: str) -> None:
    """It reads, and what is written next has the language, charset and plural rule of the folder."""
    path = put(ENTRY)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = read(path, find("es"))
    assert [found.field(name) for name in ("Language", "Content-Type", "Plural-Forms")] == [
        "es",
        "text/plain; charset=UTF-8",
        find("es").plural,
    ]
    assert not found.entries[0].fuzzy


def test_a_file_without_header_gets_one(put: Put) -> None:
    """Its folder says what language it is in."""
    assert read(put(ENTRY, head=False), find("es")).field("Language") == "es"


@pytest.mark.parametrize(("tag", "said"), [("zh-Hans", "zh_CN"), ("fa-AF", "prs_AF"), ("es", "es_419"), ("pa-Guru", "pa_IN")])
def test_a_country_of_the_same_language_and_script_is_mended(put: Put, tag: str, said: str) -> None:
    """PO editors and services name the language with a country."""
    path = put(ENTRY, tag=tag)
    path.write_text(path.read_text(encoding="utf-8").replace(f"Language: {tag}", f"Language: {said}"), encoding="utf-8")
    assert read(path, find(tag)).field("Language") == tag


@pytest.mark.parametrize(("tag", "said"), [("zh-Hans", "zh_TW"), ("es", "pt_BR"), ("pa-Guru", "pa_PK"), ("es", "nonsense")])
def test_another_language_or_script_stays_refused(put: Put, tag: str, said: str) -> None:
    """Traditional Chinese in the folder of Simplified is a file in the wrong place."""
    path = put(ENTRY, tag=tag)
    path.write_text(path.read_text(encoding="utf-8").replace(f"Language: {tag}", f"Language: {said}"), encoding="utf-8")
    assert "but this file is for" in fault(path, tag)


def test_a_mark_among_other_flags_is_read(put: Put) -> None:
    """Commas or spaces between flags: unfinished is unfinished."""
    assert read(put(ENTRY.replace("msgctxt", "#, no-wrap fuzzy\nmsgctxt", 1)), find("es")).entries[0].fuzzy


def test_forms_are_written_and_read_back_by_every_tool(put: Put) -> None:
    """GNU gettext, Babel, polib and translate-toolkit see the same forms."""
    entry = Entry(ctx="a", english="{n} page", plural="{n} pages", words="x", forms=("z", "o", "t", "f", "m", "x"))
    path = put("", tag="ar")
    path.write_text(render(replace(read(path, find("ar")), entries=(entry,))), encoding="utf-8")
    assert read(path, find("ar")).entries == (entry,)
    assert [m.string for m in read_po(io.BytesIO(path.read_bytes())) if m.id] == [entry.forms]
    assert list(polib.pofile(str(path))[0].msgstr_plural.values()) == list(entry.forms)
    assert [str(s) for s in pypo.pofile.parsefile(str(path)).units[1].target.strings] == list(entry.forms)
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True)
