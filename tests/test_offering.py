"""What a language offers: each product that is whole in it, no other unless asked, and every label that a file shows counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kit import build, caches, review, translate
from kit.build import blanks, offering
from kit.build.documents import chosen, translated
from kit.build.run import build as run
from kit.build.showing import texts_shown
from kit.document import Document, Options, Text, map_texts
from kit.errors import Finding, KitError
from kit.formats import FORMATS
from kit.judging.gate import Gate
from kit.locale import find

TOPIC = "heroin-withdrawal"
ERROR = (Finding(id="translation.numbers", severity="error", where="", message="5 is not 15"),)


def _forget() -> None:
    """Drop what was found of any language."""
    for name, cache in caches.caches():
        if name.startswith("kit.build.offering."):
            cache.cache_clear()


@pytest.fixture
def request_(root: Path, tmp_path: Path, today: datetime.date) -> build.Request:
    """All sheets in Spanish."""
    return build.Request(root=root, out=tmp_path, topics=(TOPIC,), locales=("es",), formats=("sheet",), today=today)


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[None]:
    """A Spanish in which no error is open; nothing that a test finds is kept."""
    monkeypatch.setattr(offering, "gate_of", lambda _root, _tag: Gate())
    monkeypatch.setattr(offering, "promised", lambda _root, _tag: frozenset())
    _without(monkeypatch, root)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _without(monkeypatch: pytest.MonkeyPatch, root: Path, *idents: str, stale: bool = False) -> None:
    """The Spanish catalogs without the words of these texts, or with words for an older English."""
    whole = {domain: translate.load(root, find("es", root / "locales"), domain) for domain in (TOPIC, translate.LABELS)}

    def catalog(_root: Path, _tag: str, domain: str) -> translate.Catalog:
        found = whole[domain]
        entries = (
            _spoiled(entry, stale) if entry.ctx in idents else replace(entry, words=entry.words or "Listo.")
            for entry in found.entries
        )
        return replace(found, entries=tuple(entries))

    monkeypatch.setattr(offering, "catalog_of", catalog)


def _spoiled(entry: translate.Entry, stale: bool) -> translate.Entry:
    return replace(entry, words="Viejo.", previous="Older English.") if stale else replace(entry, words="", forms=())


def _sheets(request: build.Request) -> set[str]:
    return {job.sheet for job in build.plan(request)}


@pytest.mark.usefixtures("clean")
def test_a_language_offers_the_sheets_that_are_whole_and_no_others(
    monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request
) -> None:
    """A text of one sheet without words takes that sheet away; the others stay; who asks gets it all the same."""
    every = _sheets(request_)
    _forget()
    _without(monkeypatch, root, f"{TOPIC}/sheet-first-call.key")
    assert _sheets(request_) == every - {"first-call"}
    ((job, lack),) = build.not_there(request_).items()
    assert (job.sheet, lack) == ("first-call", build.Lacking(missing=(f"{TOPIC}/sheet-first-call.key",)))
    assert _sheets(replace(request_, partial=True)) == every


@pytest.mark.usefixtures("clean")
def test_a_label_that_a_sheet_shows_counts_and_one_of_slides_or_lists_does_not(
    monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request
) -> None:
    """The word for an emergency stands on a sheet; what facilitators read in notes and what the download page says do not."""
    _without(monkeypatch, root, "labels/notes.say", "labels/index.intro", "labels/layout.title")
    assert not build.not_there(request_)
    _forget()
    _without(monkeypatch, root, "labels/callout.emergency")
    assert not _sheets(request_)


@pytest.mark.usefixtures("clean")
def test_an_open_error_takes_a_sheet_away_and_old_words_do_not(
    monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request
) -> None:
    """Words for an older English print with their marks until somebody mends them; words that are wrong are not offered."""
    ident = f"{TOPIC}/sheet-first-call.key"
    _without(monkeypatch, root, ident, stale=True)
    assert not build.not_there(request_)
    _forget()
    monkeypatch.setattr(offering, "gate_of", lambda _root, _tag: Gate(drafts={ident: ERROR}))
    assert list(build.not_there(request_).values()) == [build.Lacking(wrong=(ident,))]


@pytest.mark.usefixtures("clean")
def test_a_build_of_what_is_not_there_says_so(monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request) -> None:
    """Not an empty folder, but what is missing and how to get it all the same."""
    _without(monkeypatch, root, f"{TOPIC}/sheet-first-call.key")
    with pytest.raises(KitError, match="es: heroin-withdrawal sheet first-call"):
        run(replace(request_, sheets=("first-call",)))


def test_the_source_language_offers_everything(request_: build.Request) -> None:
    """There is nothing that English could lack."""
    assert not build.not_there(replace(request_, locales=("en",), formats=()))


@pytest.mark.parametrize(
    ("form", "topic", "sheet", "session"),
    [
        ("sheet", TOPIC, "overdose", 0),
        ("poster", TOPIC, "overdose", 0),
        ("leaflet", TOPIC, "overdose", 0),
        ("handout", "point-to-card", "", 0),
        ("page", TOPIC, "", 0),
        ("deck", TOPIC, "", 20),
    ],
)
def test_every_label_that_a_file_shows_is_asked_of_a_language(
    monkeypatch: pytest.MonkeyPatch, request_: build.Request, form: str, topic: str, sheet: str, session: int
) -> None:
    """While a file is made and what it must say is listed, no label is read that its product does not count."""
    asked = replace(request_, topics=(topic,), locales=("en",), formats=(form,), sheets=(sheet,) if sheet else ())
    job = next(job for job in build.plan(asked) if job.session == session)
    read: set[str] = set()
    whole = Document.label

    def label(document: Document, name: str) -> Text:
        read.add(f"labels/{name}")
        return whole(document, name)

    monkeypatch.setattr(Document, "label", label)
    document = build.ready(job)
    fitted = FORMATS[form].fit(document, Options())
    FORMATS[form].write(fitted, Options())
    FORMATS[form].expected(fitted, Options())
    assert read
    assert read <= {text.id for text in offering.shown(offering.product_of(job))}


def test_a_sheet_owns_up_to_its_own_words_only(request_: build.Request) -> None:
    """A word that only slides show, left in English, is no notice of a sheet; one that the sheet shows is."""
    (job,) = build.plan(replace(request_, sheets=("overdose",), editions=("standard",)))

    def notices(ident: str) -> set[str]:
        def change(text: Text) -> Text:
            return replace(text, state="missing") if text.id == ident else text

        document = chosen(map_texts(translated(job.root, TOPIC, "es", job.today), change), job)
        unsigned = review.SourceReview(state="draft", reason="nobody signed")
        found = review.status(document, unsigned, texts_shown(document, "sheet"))
        return {notice.id.removeprefix("labels/") for notice in found.notices}

    assert "notice.untranslated" not in notices("labels/notes.say")
    assert "notice.untranslated" in notices("labels/callout.emergency")


@pytest.mark.usefixtures("clean")
def test_a_packet_gathers_the_sheets_that_are_there(monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request) -> None:
    """It leaves out the others, and is not there where none is."""
    asked = replace(request_, formats=("packet",), editions=("standard",), sheets=("overdose", "first-call"))
    _without(monkeypatch, root, f"{TOPIC}/sheet-first-call.key")
    (job,) = build.plan(asked)
    assert [member.sheet for member in job.members] == ["overdose"]
    assert not build.plan(replace(asked, sheets=("first-call",)))


@pytest.mark.usefixtures("clean")
def test_what_was_promised_stays_on_offer(monkeypatch: pytest.MonkeyPatch, root: Path, request_: build.Request) -> None:
    """A new text does not take a sheet away from a language that had it; what the language lacks is still told."""
    _without(monkeypatch, root, f"{TOPIC}/sheet-first-call.key")
    monkeypatch.setattr(offering, "promised", lambda _root, _tag: frozenset({"sheet"}))
    assert "first-call" in _sheets(request_)
    (job,) = build.plan(replace(request_, sheets=("first-call",), editions=("standard",)))
    assert build.lacking(job).missing == (f"{TOPIC}/sheet-first-call.key",)


def test_a_promise_of_what_there_is_not_is_refused(tmp_path: Path) -> None:
    """The file and the word are named."""
    (tmp_path / "content").mkdir()
    (tmp_path / "locales/es").mkdir(parents=True)
    (tmp_path / "locales/es/promised.txt").write_text("# all we have\nsheet\nhat  # no such\n", encoding="utf-8")
    with pytest.raises(KitError, match="unknown product 'hat'"):
        offering.promised(tmp_path, "es")


def test_the_list_to_fill_has_what_the_products_show_and_is_taken_in_as_it_is(root: Path) -> None:
    """Texts of a poster and its labels, no text of a deck; each with its English above it; YAML that a draft can be made of."""
    found = blanks.waiting(root, "es", ("poster",), every=True)
    idents = {message.ctx for message in found}
    assert f"{TOPIC}/sheet-poster-overdose.title" in idents
    assert {"labels/callout.emergency", "labels/index.poster_use"} <= idents
    assert not {"labels/notes.say", "labels/index.deck_use", f"{TOPIC}/time.title"} & idents
    waiting = {message.ctx for message in blanks.waiting(root, "es", ("poster",))}
    assert waiting < idents
    assert f"{TOPIC}/sheet-poster-overdose.title" not in waiting  # it has words
    written = blanks.to_fill(found, 2)
    assert YAML(typ="safe").load(written).keys() == idents
    assert '# English: Overdose? Act now.\nheroin-withdrawal/sheet-poster-overdose.title: ""' in written


def test_a_list_for_what_there_is_not_is_refused(root: Path) -> None:
    """The products that there are stand in the advice."""
    with pytest.raises(KitError, match="--for hat"):
        blanks.waiting(root, "es", ("hat",))
