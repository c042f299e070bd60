"""kit.translate: what is there to translate, what a catalog's words are worth, and what reaches the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import content, translate
from kit.document import Document, Text, texts
from kit.errors import ContentError
from kit.locale import find
from kit.translate.po import Catalog, Entry
from tests.sample import sample
from tests.translate.conftest import Put, small

ES = find("es")
WAIT, CALL = "small/what.list.wait", "small/what.call.lead"
MACHINE = ("origin: machine draft, 2026-11-22",)


def spanish(document: Document, *entries: Entry) -> dict[str, Text]:
    """The texts of the document in Spanish, by id."""
    topic = Catalog(path="es.po", locale=ES, entries=entries)
    labels = Catalog(path="labels.po", locale=ES)
    return {text.id: text for text in texts(translate.translate(document, topic, labels, ES))}


def test_messages_are_all_texts_but_verbatim_ones_and_labels() -> None:
    """In document order, once each."""
    ids = [message.ctx for message in translate.messages(small())]
    assert ids[:3] == ["small/title", "small/audience", "small/main_message"]
    assert CALL in ids
    assert "small/source.who" not in ids
    assert not any(ident.startswith("labels/") for ident in ids)
    assert [message.ctx for message in translate.label_messages(small())] == ["labels/contents"]


def test_every_text_of_every_kind_of_block_has_a_place_for_the_translator() -> None:
    """No text is left with the vague 'part of the kit'."""
    for message in (*translate.messages(sample()), *translate.label_messages(sample())):
        assert message.notes[0].startswith("Where: ")
        assert "part of the kit" not in message.notes[0]


def test_notes_say_what_a_translator_must_know() -> None:
    """Place, surfaces, safety, the author's note, placeables and bold marks: one fact a line."""
    (message,) = [m for m in translate.messages(small()) if m.ctx == CALL]
    assert message.safety
    assert message.notes == (
        "Where: the first sentence of a box that must be seen, in “What to do”.",
        "Shows on: slide, handout, page.",
        "SAFETY: a life can depend on this text. A clinician must approve its translation.",
        "Note: Say 'call' as to a friend.",
        "Keep {emergency_number} as it is: the emergency number of the reader's country.",
        "Keep the ** marks around the words that must stand out.",
    )


def test_a_translated_text_has_its_words_language_and_state() -> None:
    """A text that a person translated is 'human'."""
    text = spanish(small(), Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere de 6 a 12 horas."))[WAIT]
    assert (text.text, text.lang, text.state) == ("Espere de 6 a 12 horas.", "es", "human")


def test_a_missing_text_stays_english_and_says_so() -> None:
    """No words: the English is kept, tagged as English."""
    for entries in ((), (Entry(ctx=WAIT, english="Wait 6 to 12 hours."),)):
        text = spanish(small(), *entries)[WAIT]
        assert (text.text, text.lang, text.state) == ("Wait 6 to 12 hours.", "en", "missing")


def test_a_machine_draft_is_printed_and_marked() -> None:
    """Fuzzy with the machine's comment and without previous English."""
    entry = Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere", fuzzy=True, comments=MACHINE)
    text = spanish(small(), entry)[WAIT]
    assert (text.text, text.lang, text.state) == ("Espere", "es", "machine")


@pytest.mark.parametrize(
    "entry",
    [
        Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere", fuzzy=True, previous="Wait 5 hours."),
        Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere", fuzzy=True, previous="Wait.", comments=MACHINE),
        Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere", fuzzy=True),
        Entry(ctx=WAIT, english="Wait 5 hours.", words="Espere"),
    ],
    ids=["changed", "changed machine draft", "marked by a person", "not synced"],
)
def test_stale_words_are_printed_as_stale(entry: Entry) -> None:
    """Words for other English, or marked as needing work, are shown where no life depends on them, never as current."""
    text = spanish(small(), entry)[WAIT]
    assert (text.text, text.lang, text.state) == ("Espere", "es", "stale")


def test_a_stale_safety_text_falls_back_to_english() -> None:
    """Where a life depends on it, old words are not shown."""
    entry = Entry(ctx=CALL, english="Call.", words="Llame al {emergency_number}.", fuzzy=True, previous="Wait.")
    text = spanish(small(), entry)[CALL]
    assert (text.text, text.lang, text.state) == ("Call {emergency_number} **now**.", "en", "stale")


def test_stale_words_whose_placeables_no_longer_fit_fall_back_to_english() -> None:
    """A sentence that would print a number in the wrong place, or none, is not shown."""
    entry = Entry(ctx=WAIT, english="x", words="Espere a {clinic_name}.", fuzzy=True, previous="Wait for {clinic_name}.")
    assert spanish(small(), entry)[WAIT].lang == "en"


def test_verbatim_texts_are_left_alone() -> None:
    """The name of a source keeps its own language whatever a catalog says."""
    text = spanish(small(), Entry(ctx="small/source.who", english="WHO 2009", words="OMS 2009"))["small/source.who"]
    assert (text.text, text.state) == ("WHO 2009", "source")


def test_labels_come_from_the_catalog_of_labels_only() -> None:
    """A topic's catalog can't reword the interface, nor the labels' catalog a topic."""
    labels = Catalog(
        path="labels.po",
        locale=ES,
        entries=(
            Entry(ctx="labels/contents", english="What is in this sheet", words="Contenido"),
            Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="mal"),
        ),
    )
    topic = Catalog(
        path="es.po", locale=ES, entries=(Entry(ctx="labels/contents", english="What is in this sheet", words="mal"),)
    )
    found = {text.id: text for text in texts(translate.translate(small(), topic, labels, ES))}
    assert (found["labels/contents"].text, found[WAIT].state) == ("Contenido", "missing")


def test_the_document_takes_the_locale() -> None:
    """Its direction and script are those of the language, even where every text is missing."""
    empty = Catalog(path="x", locale=find("ar"))
    assert translate.translate(small(), empty, empty, find("ar")).locale == find("ar")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Llame **ahora**.", "missing: {emergency_number}"),
        ("Llame al {emergency_number} o {crisis_line} **ahora**.", "not in the English: {crisis_line}"),
        ("Llame al {emergency_number} {emergency_number} **ahora**.", "not in the English: {emergency_number}"),
        ("Llame al {número} **ahora**.", "missing: {emergency_number}; not in the English: {número}"),
        ("Llame al {emergency_number} } **ahora**.", "a brace without its partner"),
        ("Llame al {emergency_number} **ahora.", "an odd number of ** marks"),
        ("Llame al {emergency_number} ****.", "nothing between them"),
        ("\u202eLlame al {emergency_number}.", "U+202E"),
        ("Llame al {emergency_number}\\nahora.", "line break"),
    ],
)
def test_words_that_cannot_be_printed_are_refused_with_their_place(put: Put, words: str, said: str) -> None:
    """The message names file, line and id, and says what to do."""
    path = put(f'msgctxt "{CALL}"\nmsgid "Call {{emergency_number}} **now**."\nmsgstr "{words}"\n')
    with pytest.raises(ContentError) as caught:
        translate.catalog(path, ES, name="locales/es/small.po")
    message = str(caught.value)
    assert message.startswith(f"locales/es/small.po:7:1: {CALL}: ")
    assert said in message


def test_every_fault_of_a_file_is_reported_at_once(put: Put) -> None:
    """A translator mends them all in one go."""
    path = put('msgctxt "a"\nmsgid "{n}"\nmsgstr "x"\n\nmsgctxt "b"\nmsgid "{n}"\nmsgstr "y"\n')
    with pytest.raises(ContentError) as caught:
        translate.catalog(path, ES)
    assert [fault.path for fault in caught.value.faults] == ["a", "b"]


def test_old_words_are_not_measured_by_the_new_english(put: Put) -> None:
    """A placeable that was added to the English makes the old words stale, not the file broken."""
    body = '#, fuzzy\n#| msgid "Call."\nmsgctxt "a"\nmsgid "Call {crisis_line}."\nmsgstr "Llame."\n'
    assert len(translate.catalog(put(body), ES).entries) == 1


def test_coverage_counts_each_text_once_by_state() -> None:
    """Safety texts are counted apart, labels and topic together, verbatim texts not at all."""
    topic = Catalog(
        path="es.po",
        locale=ES,
        entries=(
            Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere de 6 a 12 horas."),
            Entry(ctx=CALL, english="Call {emergency_number} **now**.", words="x", fuzzy=True, comments=MACHINE),
        ),
    )
    found = translate.coverage(translate.translate(small(), topic, Catalog(path="l", locale=ES), ES))
    total = len(translate.messages(small())) + len(translate.label_messages(small()))
    assert found.total == total
    assert dict(found.states) == {"missing": total - 2, "machine": 1, "human": 1}
    assert found.safety == (("machine", 1),)


def test_status_counts_what_the_catalogs_hold(tmp_path: Path) -> None:
    """A locale just started has every text missing; one that was never started too."""
    translate.start(tmp_path, (small(),), "es")
    rows = translate.status(tmp_path, (small(),), ("es", "ar"))
    assert [(row.tag, row.topic, row.count("missing") == row.total) for row in rows] == [
        ("es", "small", True),
        ("ar", "small", True),
    ]


def test_a_preview_marks_what_needs_work() -> None:
    """Missing, stale and machine texts each have their sign; a person's words have none."""
    entries = (
        Entry(ctx=WAIT, english="Wait 6 to 12 hours.", words="Espere", fuzzy=True, comments=MACHINE),
        Entry(ctx="small/title", english="Feeling bad", words="Malestar"),
        Entry(ctx="small/about.title", english="About this sheet", words="Sobre esta hoja"),
    )
    topic = Catalog(path="es.po", locale=ES, entries=entries)
    document = translate.mark(translate.translate(small(), topic, Catalog(path="l", locale=ES), ES))
    found = {text.id: text.text for text in texts(document)}
    assert found[WAIT] == "[~] Espere"
    assert found["small/title"] == "[!] Malestar"
    assert found["small/about.key"] == "[?] Ask a nurse."
    assert found["small/about.title"] == "Sobre esta hoja"
    assert found["small/source.who"] == "WHO 2009"


def test_each_placeable_of_the_kit_says_what_comes(root: Path) -> None:
    """No translator has to guess what stands in a name's place, in any topic, label or word of the desk."""
    documents = [content.load(root / "content", topic) for topic in content.topics(root / "content")]
    every = [message for document in documents for message in translate.messages(document)]
    every += [*translate.label_messages(documents[0]), *translate.word_messages(content.desk_words(root / "content"))]
    assert [note for message in every for note in message.notes if "puts something here" in note] == []


def test_a_note_says_how_much_room_there_is() -> None:
    """For titles, labels and what else stands where the room is fixed: as long as layouts are tried with; not for other texts."""
    found = {
        message.ctx: " ".join(message.notes) for message in (*translate.messages(small()), *translate.label_messages(small()))
    }
    assert "Length: layouts are tried with up to 28 letters here; the English has 14." in found["small/title"]
    assert "Length: " in found["labels/contents"]
    assert "Length: " not in found[WAIT]


def test_a_text_beside_a_picture_names_its_file(root: Path) -> None:
    """Each file that a note names is there; texts of blocks without a picture name none."""
    document = content.load(root / "content", "point-to-card")
    found = {
        message.ctx: [note for note in message.notes if note.startswith("Picture: ")] for message in translate.messages(document)
    }
    named = {note.removeprefix("Picture: ").removesuffix(".") for notes in found.values() for note in notes}
    drawn = {path.name for folder in ("pictograms", "figures") for path in (root / "content" / folder).glob("*.svg")}
    assert named
    assert named <= drawn
    assert found["point-to-card/title"] == []
