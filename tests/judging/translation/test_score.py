"""kit.judging.translation: faults are seeded, counted and told, and each shipped locale stays above its floors."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from kit import content
from kit.build.offering import PROMISED
from kit.checks.translation import facts
from kit.document import Document
from kit.errors import KitError
from kit.judging.translation import FIGURES, FLOORS, clean_texts, kept, score
from kit.judging.translation.score import Share, faults
from kit.judging.translation.seeds import Clean, seeds
from kit.judging.translation.tighten import tightened
from kit.locale import find

ROOT = Path(__file__).parents[3]
TAGS = sorted(path.parent.name for path in (ROOT / "locales").glob(f"*/{PROMISED}"))
"""The languages that are finished, in all or in some products; those begun are still being written."""
SLIPS, REWORDINGS = 40, 20
NEAR = 0.02


@functools.cache
def documents() -> tuple[Document, ...]:
    """Every topic in English."""
    return tuple(content.load(ROOT / "content", topic) for topic in content.topics(ROOT / "content"))


def clean(english: str, words: str) -> Clean:
    """A right text."""
    return Clean(ctx="a/b", english=english, words=words, safety=True)


def kinds(english: str, words: str, tag: str) -> dict[str, list[str]]:
    """The faults put into a text, by kind."""
    out: dict[str, list[str]] = {}
    for seed in seeds(clean(english, words), (), facts.english(ROOT), facts.lexicon(ROOT, find(tag))):
        out.setdefault(seed.kind, []).append(seed.words if seed.in_words else seed.english)
    return out


def test_a_text_gets_faults_of_every_kind_that_it_has_room_for() -> None:
    """Numbers, units, negation, sentences, placeables, and the English changed alone."""
    english, words = (
        "Do not wait 2 to 3 minutes. Call {emergency_number}.",
        "No espere de 2 a 3 minutos. Llame al {emergency_number}.",
    )
    made = kinds(english, words, "es")
    assert "espere de 2 a 3 minutos. Llame al {emergency_number}." in made["negation dropped"]
    assert "No espere de 3 a 2 minutos. Llame al {emergency_number}." in made["numbers swapped"]
    assert "No espere de 20 a 3 minutos. Llame al {emergency_number}." in made["number changed"]
    assert any("hora" in text for text in made["units"])
    assert made["last sentence lost"] == ["No espere de 2 a 3 minutos."]
    assert made["another number to call"] == ["No espere de 2 a 3 minutos. Llame al {crisis_line}."]
    assert "Do not wait 20 to 3 minutes. Call {emergency_number}." in made["english alone: number changed"]


def test_the_same_text_gets_the_same_faults() -> None:
    """Whatever else ran before."""
    assert kinds("Wait 2 days.", "等 2 天。", "zh-Hans") == kinds("Wait 2 days.", "等 2 天。", "zh-Hans")


def test_a_locale_without_words_for_facts_has_no_score(tmp_path: Path) -> None:
    """It says where to begin."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "facts.yaml").write_text("g: {facts: [a], says: s, why: w}\n", encoding="utf-8")
    with pytest.raises(KitError, match="no words for facts yet"):
        score(tmp_path, (), "sw")


@pytest.mark.parametrize("tag", TAGS)
def test_hand_made_faults_are_enough_to_judge_by(tag: str) -> None:
    """At least 40 slips and 20 right rewordings, no text given twice."""
    rows = list(faults(ROOT / "locales" / tag))
    assert sum(row.kind == "slip" for row in rows) >= SLIPS
    assert sum(row.kind == "rewording" for row in rows) >= REWORDINGS
    assert len({row.words for row in rows}) == len(rows)


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_a_shipped_locale_stays_above_its_floors(tag: str) -> None:
    """Of seeded faults 95 % are caught in safety texts and 90 % in all; at most 3 % of right texts are flagged."""
    made = score(ROOT, documents(), tag)
    assert made.safety.share >= FLOORS["safety"], made.kinds
    assert made.every.share >= FLOORS["every"], made.kinds
    assert made.flagged.share <= FLOORS["flagged"], made.flagged
    for name, share in kept(ROOT / "locales" / tag).items():
        assert abs(share.share - getattr(made, name).share) < NEAR, f"kit translate score {tag} --keep"


@pytest.mark.slow
def test_english_stays_above_the_floors_too() -> None:
    """Held against itself: no text differs from itself, faults of every kind are seen, and README says how many."""
    made = score(ROOT, documents(), "en")
    assert not made.low, made.kinds
    assert made.flagged == Share(hit=0, of=len(clean_texts(ROOT, documents(), find("en"))))
    told = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{made.safety.share:.0%} in safety texts, {made.every.share:.0%} in all, 0% flagged." in told


def test_english_is_its_own_translation() -> None:
    """Each text once, in its own words; what stays as it is in every language is none."""
    found = clean_texts(ROOT, documents(), find("en"))
    assert len({text.ctx for text in found}) == len(found) > 1000
    assert all(text.words == text.english for text in found)
    assert not any(text.ctx.startswith("desk/") for text in found)


def test_strict_facts_are_never_given_up() -> None:
    """What a locale was strict on it stays strict on; a fact that a text misses is not taken up."""
    source, target = facts.english(ROOT), facts.lexicon(ROOT, find("es"))
    texts = [clean("Wait 2 days.", f"Espere 2 días {n}.") for n in range(5)]
    need, _ = tightened(texts, source, target)
    assert {"wait", "day"} <= set(need)
    need, _ = tightened([*texts, clean("Wait.", "Sí.")], source, target)
    assert "wait" not in set(need) - target.words.need
    assert target.words.need <= set(need)


def test_kept_figures_come_back_and_broken_ones_are_refused(tmp_path: Path) -> None:
    """No file, no figures; a half file says what to do."""
    assert kept(tmp_path) == {}
    es = kept(ROOT / "locales" / "es")
    assert set(es) == set(FIGURES)
    (tmp_path / "score.json").write_text("{}", encoding="utf-8")
    with pytest.raises(KitError, match="not a kept score"):
        kept(tmp_path)


@pytest.mark.parametrize("tag", TAGS)
def test_readme_tells_the_figures_that_were_kept(tag: str) -> None:
    """The table in README's part for translators is that of locales/<tag>/score.json."""
    figures = kept(ROOT / "locales" / tag)
    row = next(line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith(f"| {tag} |"))
    told = [cell.strip() for cell in row.strip("|").split("|")][1:]
    assert told == [f"{figures[name].share:.0%}" for name in FIGURES]
