"""kit.translate.made_for: words are current only for the English they were made for, whatever a tool did to the file."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from translate.storage import pypo

from kit import translate
from kit.document import Text
from kit.locale import find
from kit.translate import made_for
from kit.translate.po import Catalog, Entry, read, render
from kit.translate.template import Message
from kit.translate.update import merge
from tests.translate.conftest import Put, small

WAIT, CALL = "small/what.list.wait", "small/what.call.lead"
ENGLISH = {WAIT: "Wait 6 to 12 hours.", CALL: "Call {emergency_number} **now**."}
WORDS = {WAIT: "Espere de 6 a 12 horas.", CALL: "Llame al {emergency_number} **ahora**."}
DRAFT = "origin: machine draft, 2026-11-22"

gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext (msgmerge) is not installed")


def done(ctx: str, *, machine: bool) -> Entry:
    """A finished entry with its mark: a person's, or a machine's draft."""
    comments = (DRAFT,) if machine else ()
    return made_for.stamped(Entry(ctx=ctx, english=ENGLISH[ctx], words=WORDS[ctx], fuzzy=machine, comments=comments))


def states(path: Path, english: dict[str, str]) -> dict[str, str]:
    """The state of each text of a file, when its English is this."""
    entries = read(path, find("es")).by_ctx()
    return {
        ctx: translate.state(Text(id=ctx, source=said, text=said, lang="en"), entries.get(ctx)) for ctx, said in english.items()
    }


@pytest.fixture
def old(put: Put) -> Path:
    """A catalog of one text of a person and one draft of a machine, both current."""
    path = put("")
    catalog = read(path, find("es"))
    path.write_text(render(replace(catalog, entries=(done(WAIT, machine=False), done(CALL, machine=True)))), encoding="utf-8")
    return path


def template(tmp_path: Path, english: dict[str, str]) -> Path:
    """A .pot of these texts, as a translation service has it."""
    head = (("Content-Type", "text/plain; charset=UTF-8"),)
    catalog = Catalog(
        path="x", locale=find("en"), header=head, entries=tuple(Entry(ctx=c, english=e) for c, e in english.items())
    )
    path = tmp_path / "small.pot"
    path.write_text(render(catalog), encoding="utf-8")
    return path


NEW = {WAIT: "Wait 8 to 24 hours.", CALL: "Call {emergency_number} **at once**.", "small/what.new": "Wait 6 to 12 hours here."}


@gettext
@pytest.mark.parametrize("option", ["--previous", "--verbose", "--no-fuzzy-matching"])
@pytest.mark.parametrize("cleared", [False, True])
def test_msgmerge_never_makes_words_current_for_other_english(old: Path, tmp_path: Path, option: str, cleared: bool) -> None:
    """With and without --previous, with its guesses for new texts, and though somebody cleared every mark afterwards."""
    pot = template(tmp_path, NEW)
    subprocess.run(["msgmerge", "-q", option, "-U", "--backup=none", str(old), str(pot)], check=True, capture_output=True)
    if cleared:
        subprocess.run(["msgattrib", "--clear-fuzzy", "--clear-previous", "-o", str(old), str(old)], check=True)
    assert set(states(old, NEW).values()) <= {"stale", "missing"}


@gettext
def test_msgmerge_then_sync_leaves_them_stale(old: Path, tmp_path: Path) -> None:
    """The way that a reviewer found: msgmerge -U, then sync, and the old dose was current."""
    pot = template(tmp_path, {WAIT: "Wait 8 to 24 hours.", CALL: ENGLISH[CALL]})
    subprocess.run(["msgmerge", "-q", "-U", "--backup=none", str(old), str(pot)], check=True, capture_output=True)
    document = small(wait="Wait 8 to 24 hours.")
    translate.sync(tmp_path, (document,), ("es",))
    assert states(old, {WAIT: "Wait 8 to 24 hours."}) == {WAIT: "stale"}
    assert states(old, {CALL: ENGLISH[CALL]}) == {CALL: "machine"}


@pytest.mark.parametrize("previous", [False, True])
def test_babel_never_makes_words_current_for_other_english(old: Path, tmp_path: Path, previous: bool) -> None:
    """`pybabel update` guesses too, and writes its own comments."""
    catalog = read_po(io.BytesIO(old.read_bytes()), locale="es")
    catalog.update(read_po(io.BytesIO(template(tmp_path, NEW).read_bytes())), no_fuzzy_matching=False)
    for message in catalog:
        message.flags.discard("fuzzy")
    with old.open("wb") as file:
        write_po(file, catalog, include_previous=previous, width=0)
    assert set(states(old, NEW).values()) <= {"stale", "missing"}


def test_a_service_that_moves_words_to_new_english_is_seen(old: Path) -> None:
    """As Weblate's file-format code would: the source of a unit is changed, its target and comments stay, the mark is cleared."""
    store = pypo.pofile.parsefile(str(old))
    for unit in store.units:
        if unit.getcontext() in NEW:
            unit.source = NEW[unit.getcontext()]
            unit.markfuzzy(False)
    old.write_bytes(bytes(store))
    assert set(states(old, {ctx: NEW[ctx] for ctx in ENGLISH}).values()) == {"stale"}


def test_a_copy_by_hand_is_seen(old: Path) -> None:
    """An entry copied whole under another id, with its English written over."""
    store = polib.pofile(str(old), wrapwidth=0)
    first = next(entry for entry in store if entry.msgctxt == WAIT)
    store.append(polib.POEntry(msgctxt="small/what.new", msgid="Wait 2 hours.", msgstr=first.msgstr, tcomment=first.tcomment))
    store.save(str(old))
    assert states(old, {"small/what.new": "Wait 2 hours."}) == {"small/what.new": "stale"}


@pytest.mark.parametrize("machine", [False, True])
def test_every_tool_keeps_current_words_current(old: Path, tmp_path: Path, machine: bool) -> None:
    """Saved by polib, Babel, translate-toolkit and msgmerge in turn, with the same English."""
    polib.pofile(str(old), wrapwidth=0).save(str(old))
    catalog = read_po(io.BytesIO(old.read_bytes()), locale="es")
    with old.open("wb") as file:
        write_po(file, catalog, width=0)
    old.write_bytes(bytes(pypo.pofile.parsefile(str(old))))
    if shutil.which("msgmerge"):
        pot = template(tmp_path, ENGLISH)
        subprocess.run(["msgmerge", "-q", "-U", "--backup=none", str(old), str(pot)], check=True, capture_output=True)
    assert states(old, ENGLISH) == {WAIT: "human", CALL: "machine"}


def _merged(entry: Entry, english: str) -> Entry:
    catalog = Catalog(path="es.po", locale=find("es"), entries=(entry,))
    return merge(catalog, (Message(ctx=entry.ctx, english=english),))[0].entries[0]


@pytest.mark.parametrize("machine", [False, True])
def test_english_that_returns_finds_its_words_fresh(machine: bool) -> None:
    """A to B to A: what was current is current again, after one change or several."""
    before = done(WAIT, machine=machine)
    away = _merged(_merged(before, "Wait a day."), "Wait two days.")
    assert (away.fuzzy, away.previous) == (True, ENGLISH[WAIT])
    assert _merged(away, ENGLISH[WAIT]) == before


def test_what_a_person_had_marked_as_unfinished_stays_so() -> None:
    """Only what the kit marked itself is freed again."""
    before = replace(done(WAIT, machine=False), fuzzy=True)
    assert _merged(_merged(before, "Wait a day."), ENGLISH[WAIT]).fuzzy


def test_words_that_a_person_accepts_for_the_new_english_are_current() -> None:
    """The kit asked for a look, the person cleared the mark in an editor and kept the words."""
    asked = _merged(done(WAIT, machine=False), "Wait 6 to 12 hours!")
    accepted = replace(asked, fuzzy=False, previous="")
    assert not made_for.is_old(accepted)
    assert made_for.mark(made_for.stamped(accepted)) == made_for.MadeFor(
        english=made_for.digest(("Wait 6 to 12 hours!", "")), words=made_for.digest((WORDS[WAIT],))
    )


def test_new_words_are_current_whatever_the_old_mark_says() -> None:
    """A translator who writes new words for new English need not know of the comment."""
    entry = replace(done(WAIT, machine=False), english="Wait a day.", words="Espere un día.")
    assert not made_for.is_old(entry)


class _Truth:
    """What is true of each text in a random history: each English that its words were made or accepted for."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.english = {f"t/{at}": f"English {at}.0" for at in range(4)}
        self.made: dict[str, set[str]] = {}
        self.catalog = Catalog(path="es.po", locale=find("es"))
        self.sync()

    def sync(self) -> None:
        merged, _ = merge(self.catalog, tuple(Message(ctx=ctx, english=said) for ctx, said in self.english.items()))
        self.catalog = replace(merged, entries=tuple(made_for.stamped(entry) for entry in merged.entries))

    def step(self) -> None:
        ctx = self.random.choice(sorted(self.english))
        match self.random.choice(("reword", "translate", "draft", "accept", "sync", "drop", "launder")):
            case "reword":
                self.english[ctx] = f"English {ctx[-1]}.{self.random.randrange(3)}"
            case "drop" if len(self.english) > 2:
                del self.english[ctx]
                self.english[f"t/{self.random.randrange(8)}"] = f"English {self.random.randrange(8)}.0"
            case "translate":
                self._change(
                    ctx, lambda e: replace(e, words=f"Palabras {self.random.random()}", fuzzy=False, previous="", comments=())
                )
            case "draft":
                words = f"Borrador {self.random.random()}"
                self._change(ctx, lambda e: made_for.stamped(replace(e, words=words, fuzzy=True, previous="", comments=(DRAFT,))))
            case "accept":
                self._change(ctx, lambda e: replace(e, fuzzy=False, previous=""), looked=True)
            case "launder":
                # a tool that puts new English over old words and loses every mark but the translator's comments
                entry = self.catalog.by_ctx().get(ctx)
                if entry and made_for.mark(entry):
                    new = replace(entry, english=self.english[ctx], previous="")
                    # clearing the mark by which the kit asked for a look is what a person does who accepts the words
                    self._put(replace(new, fuzzy=entry.fuzzy and (_asked(new) or self.random.random() < 0.5)))
            case _:
                self.sync()

    def _change(self, ctx: str, change: object, *, looked: bool = False) -> None:
        self.sync()
        entry = self.catalog.by_ctx().get(ctx)
        if entry is None or (looked and (not entry.words or (made_for.is_old(entry) and not _asked(entry)))):
            return
        new = change(entry)  # type: ignore[operator]
        self.made.setdefault(new.words, set()).add(self.english[ctx])
        self._put(new)

    def _put(self, new: Entry) -> None:
        self.catalog = replace(
            self.catalog, entries=tuple(new if entry.ctx == new.ctx else entry for entry in self.catalog.entries)
        )

    def wrong(self) -> list[str]:
        """Texts that pass for current with words made for other English."""
        found = self.catalog.by_ctx()
        out = []
        for ctx, said in self.english.items():
            state = translate.state(Text(id=ctx, source=said, text=said, lang="en"), found.get(ctx))
            if state in ("human", "machine") and said not in self.made[found[ctx].words]:
                out.append(ctx)
        return out


def _asked(entry: Entry) -> bool:
    said = made_for.mark(entry)
    return said is not None and said.asked == made_for.digest(entry.msgid)


def test_no_history_makes_old_words_current() -> None:
    """500 histories of 30 steps each: rewording, translating, drafting, accepting, dropping, laundering, syncing; 0 wrong."""
    wrong = []
    for seed in range(500):
        history = _Truth(seed)
        for number in range(30):
            history.step()
            wrong += [(seed, number, ctx) for ctx in history.wrong()]
    assert wrong == []
