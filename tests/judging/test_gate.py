"""kit.judging.gate: whoever signs, counts or releases asks one function, and it runs the checks."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import build, content, review, translate
from kit.checks.translation import tolerated
from kit.checks.translation.facts.show import CLOSE, OPEN
from kit.cli import app
from kit.document import Document, Text, placeables, texts
from kit.errors import KitError
from kit.judging import gate
from kit.locale import find
from kit.translate.po import Entry, read, render

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 28)
TAGS = ("es", "ar", "hi", "zh-Hans")
TOPIC = "heroin-withdrawal"
PEOPLE = """[[person]]
handle = "ana"
name = "Ana Example"
qualification = "certified medical interpreter"

[[person]]
handle = "li"
name = "Li Example"
qualification = "physician"
clinician = true
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's words, in which every current text is a person's and two people may sign."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "locales", root / "locales")
    for tag in TAGS:
        (root / "locales" / tag / "people.toml").write_text(PEOPLE, encoding="utf-8")
        for path in (root / "locales" / tag).glob("*.po"):
            catalog = read(path, find(tag))
            accepted = tuple(replace(e, fuzzy=False) if e.fuzzy and not e.previous else e for e in catalog.entries)
            path.write_text(render(replace(catalog, entries=accepted)), encoding="utf-8", newline="\n")
    return root


def change(root: Path, tag: str, faults: dict[str, str]) -> None:
    """Put other words in place of the translations of these texts."""
    for path in (root / "locales" / tag).glob("*.po"):
        catalog = read(path, find(tag))
        entries = tuple(replace(e, words=faults[e.ctx]) if e.ctx in faults else e for e in catalog.entries)
        path.write_text(render(replace(catalog, entries=entries)), encoding="utf-8", newline="\n")
    build.documents.forget()


def entries(root: Path, tag: str) -> dict[str, Entry]:
    """The current texts of a locale that a person wrote."""
    build.documents.forget()
    found = {}
    for topic in content.topics(root / "content"):
        document = build.translated(root, topic, tag, DAY)
        states = {text.id: text.state for text in texts(document)}
        catalog = translate.load(root, find(tag, root / "locales"), topic)
        found |= {e.ctx: e for e in catalog.entries if states.get(e.ctx) == "human"}
    return found


_NOT = {
    "es": (("No ", ""), ("Nunca ", ""), (" no ", " ")),
    "ar": (("لا ", ""), (" لا ", " ")),
    "hi": ((" न ", " "), (" नहीं", ""), (" मत ", " ")),
    "zh-Hans": (("不要", ""), ("不", ""), ("别", "")),
}
_AS_ANA = ("--person", "ana", "--level", "reviewed")
_UNITS = {"es": ("horas", "días"), "ar": ("ساعة", "يومًا"), "hi": ("घंटे", "दिन"), "zh-Hans": ("小时", "天")}
_CALLS = ("emergency_number", "crisis_line")
_ENDS = {"es": ". ", "ar": ". ", "hi": "। ", "zh-Hans": "。"}


def _first(found: dict[str, Entry], wanted: object, changed: object) -> dict[str, str]:
    """The first text that fits, with its words changed."""
    for ctx, entry in found.items():
        if wanted(entry) and (new := changed(entry)) != entry.words:  # type: ignore[operator]
            return {ctx: new}
    return {}


def _exchanged(entry: Entry) -> str:
    one, other = (f"{{{name}}}" for name in _CALLS)
    return entry.words.replace(one, "\0").replace(other, one).replace("\0", other)


def two_minutes(found: dict[str, Entry], tag: str) -> dict[str, dict[str, str]]:
    """One slip of each kind that a tired person makes in two minutes: by kind, the text and its new words."""

    def lost(entry: Entry) -> str:
        for old, new in _NOT[tag]:
            if old in entry.words:
                return entry.words.replace(old, new, 1)
        return entry.words

    hours, days = _UNITS[tag]
    both = [e for e in found.values() if e.words.count(_ENDS[tag]) >= 1 and len(e.english) > 60 and "{" not in e.english]
    pair = both[:2]
    return {
        "dose": _first(
            found,
            lambda e: "8 hours" in e.english or "2 to 3" in e.english,
            lambda e: e.words.replace("8", "3").replace("2", "8"),
        ),
        "not": _first(found, lambda e: e.english.startswith(("Do not", "Never")), lost),
        "whom to call": _first(found, lambda e: set(_CALLS) <= set(placeables(e.english)), _exchanged),
        "unit": _first(found, lambda e: " hours" in e.english, lambda e: e.words.replace(hours, days)),
        "last sentence": {both[-1].ctx: both[-1].words.rstrip(_ENDS[tag].strip()).rpartition(_ENDS[tag])[0] + _ENDS[tag].strip()},
        "neighbour": {pair[0].ctx: pair[1].words},
    }


def shows_both(message: str, english: str, words: str) -> bool:
    """Whether one finding of a message quotes some of the English and of the translation, and marks what differs in either."""
    for quoted, translated in re.findall(r"English: “(.*?)” Translation: “(.*?)”", message):
        bare = [part.replace(OPEN, "").replace(CLOSE, "") for part in (quoted, translated)]
        if OPEN in quoted + translated and bare[0] in english and bare[1] in words:
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_no_slip_of_two_minutes_can_be_signed_or_released(project: Path, tmp_path: Path, tag: str) -> None:
    """A dose, a 'not', the wrong number to call, a unit, a last sentence, a neighbour's words: none passes.

    The message shows both texts, and what differs in brackets, to who signs and to who releases.
    """
    root = tmp_path / "p"
    shutil.copytree(project, root)
    before = entries(root, tag)
    slips = two_minutes(before, tag)
    assert len(slips) == 6
    assert all(slips.values()), slips
    for kind, slip in slips.items():
        (ctx,) = slip
        change(root, tag, slip)
        done = CliRunner().invoke(app, ["translate", "sign", tag, ctx, *_AS_ANA, "--root", str(root)])
        assert isinstance(done.exception, KitError), (kind, slip)
        assert "checks found errors" in str(done.exception), (kind, slip, str(done.exception))
        document = build.translated(root, ctx.partition("/")[0], tag, DAY)
        signed = review.SourceReview(state="clinically_reviewed", reason="supposed")
        blockers = gate.blockers(document, build.gate_of(root, tag), signed)
        said = "\n".join(finding.message for finding in blockers if ctx in finding.where)
        for message in (str(done.exception), said):
            assert shows_both(message, before[ctx].english, slip[ctx]), (kind, slip, message)
        change(root, tag, {ctx: before[ctx].words})


def _gated(text: Text, **errors: str) -> gate.Gate:
    finding = gate.Finding(id="translation.numbers", severity="error", where=f"x.po:1: {text.id}", message="8 for 2")
    return gate.Gate(judged={text.id: (finding,)}, drafts={} if errors.get("machine") else {text.id: (finding,)})


def _text(**fields: object) -> Text:
    return replace(Text(id="t/a", source="Wait 2 hours.", text="Espere 8 horas.", lang="es", state="human"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ["sign", "count", "release"])
@pytest.mark.parametrize("safety", [False, True])
def test_an_open_error_bars_every_act_that_vouches(act: gate.Act, safety: bool) -> None:
    """Whether a life depends on it or not: what fails its checks is not passed off as reviewed."""
    text = _text(safety=safety)
    assert _gated(text).bars(text, act)
    assert not gate.Gate().bars(text, act)


def test_a_draft_shows_the_english_where_a_life_depends_on_it() -> None:
    """Marked like a text that is not translated; other texts show their words."""
    safe, other = _text(safety=True), _text()
    assert _gated(safe).bars(safe, "draft")
    assert not _gated(other).bars(other, "draft")


def test_a_reason_of_a_machine_quiets_drafts_only() -> None:
    """The draft prints, and nobody can sign."""
    text = _text(safety=True)
    found = _gated(text, machine="yes")
    assert not found.bars(text, "draft")
    assert found.bars(text, "sign")


def test_verbatim_and_english_texts_are_not_the_translators_business() -> None:
    """Names of services and the source itself pass."""
    for text in (_text(verbatim=True), _text(state="source")):
        assert not _gated(text).bars(text, "sign")


def _document(text: Text) -> Document:
    return replace(content.load(ROOT / "content", "point-to-card"), title=text)


def test_what_was_signed_counts_no_more_when_a_check_finds_an_error(tmp_path: Path) -> None:
    """A check that grew finds what a person overlooked."""
    text = _text()
    line = review.SignOff(
        id=text.id, hash=review.text_hash(text), level="reviewed", person="ana", qualification="x", date="2026-11-28"
    )
    ledger = review.Ledger(folder=tmp_path, lines=(line,))
    assert gate.standing(_document(text), gate.Gate(), ledger).title.state == "reviewed"
    assert gate.standing(_document(text), _gated(text), ledger).title.state == "human"


def test_a_refused_safety_text_stands_in_english(tmp_path: Path) -> None:
    """Its state says so, and the notices say that parts are not translated."""
    text = _text(safety=True)
    made = gate.standing(_document(text), _gated(text), review.Ledger(folder=tmp_path))
    assert (made.title.text, made.title.lang, made.title.state) == ("Wait 2 hours.", "en", "refused")
    signed = review.SourceReview(state="clinically_reviewed", reason="supposed")
    notices = [notice.id for notice in review.status(replace(made, locale=find("es")), signed).notices]
    assert "labels/notice.untranslated" in notices


def test_a_persons_reason_opens_the_gate_and_a_changed_word_closes_it(project: Path, tmp_path: Path) -> None:
    """The reason is bound to both texts."""
    root = tmp_path / "p"
    shutil.copytree(project, root)
    build.documents.forget()
    barred = build.gate_of(root, "es").judged
    assert barred, "the drafts hold at least one finding that only a machine has judged"
    ident = next(iter(barred))
    folder = root / "locales" / "es"
    reasons = tolerated.read(folder)
    for line in reasons.lines:
        reasons = reasons.with_line(replace(line, by="ana"))
    tolerated.write(folder, reasons)
    build.documents.forget()
    assert ident not in build.gate_of(root, "es").judged
    catalog = next(p for p in folder.glob("*.po") if any(e.ctx == ident for e in read(p, find("es")).entries))
    change(root, "es", {ident: next(e.words for e in read(catalog, find("es")).entries if e.ctx == ident) + " 8"})
    assert ident in build.gate_of(root, "es").judged


def test_english_has_no_gate() -> None:
    """Its checks are `content check`."""
    assert gate.gate(ROOT, (), "en") == gate.Gate()
