"""kit.judging.translation: faults are seeded, counted and told, and each shipped locale stays above its floors."""

from __future__ import annotations

import dataclasses
import functools
import shutil
from collections import Counter
from pathlib import Path

import pytest

from kit import content
from kit.build.offering import PROMISED
from kit.checks.translation import facts
from kit.document import Document, Text
from kit.errors import KitError
from kit.judging.translation import FIGURES, FLOORS, clean_texts, kept, score
from kit.judging.translation.kept import keep
from kit.judging.translation.score import Missed, Score, Share, faults
from kit.judging.translation.seeds import Clean, seeds
from kit.judging.translation.tighten import tighten, tightened
from kit.judging.translation.tighten import write as write_strict
from kit.locale import find
from tests.conftest import Golden
from tests.content.conftest import FILES, write

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


def test_no_clause_begins_inside_a_number() -> None:
    """A decimal comma parts nothing."""
    assert "clause lost" not in kinds("Take 1.5 mg of it each day.", "Tome 1,5 mg de eso cada día.", "es")
    assert kinds("Call, or wait 1.5 hours here.", "Llame, o espere aquí 1,5 horas.", "es")["clause lost"] == ["Llame."]


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
    rows = list(faults(ROOT / "locales" / tag / "faults.tsv"))
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


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "tea/help.lead"
msgid "Call {emergency_number} now."
msgstr "Llame al {emergency_number} ahora."

msgctxt "tea/sleep.tips.water"
msgid "Drink water"
msgstr "Beba agua"

msgctxt "tea/sleep.key"
msgid "Tea late can keep you awake."
msgstr "El té tarde puede quitarle el sueño."

msgctxt "tea/main-message"
msgid "Tea is fine. **Water is too.**"
msgstr "El té está bien. **El agua también.**"

msgctxt "tea/title"
msgid "Coffee"
msgstr "Café"

msgctxt "tea/sleep.say"
msgid "Say it slowly."
msgstr ""

#, fuzzy
#| msgid "Morning tea"
msgctxt "tea/sleep.table.morning"
msgid "Morning"
msgstr "Té de la mañana"
"""
FAULTS = """\
kind\twhat\tid\tenglish\twords
slip\tnumber\ta\tWait 2 days.\tEspere 3 días.
slip\tstyle\tb\tRest well.\tDescanse bien.
rewording\torder\tc\tWait 2 days.\tEspere usted 2 días.
rewording\tnumber\td\tWait 2 days.\tEspere 5 días.
"""


class Small:
    """The small topic with a few of its texts in Spanish, and two slips and rewordings made by hand."""

    def __init__(self, root: Path) -> None:
        self.root, self.spanish = root, root / "locales/es"
        content_folder = write(FILES, root)
        shutil.copyfile(ROOT / "content/facts.yaml", content_folder / "facts.yaml")
        for tag in ("en", "es"):
            (root / "locales" / tag).mkdir(parents=True)
            shutil.copyfile(ROOT / "locales" / tag / "facts.yaml", root / "locales" / tag / "facts.yaml")
        (self.spanish / "tea.po").write_text(PO, encoding="utf-8")
        (self.spanish / "faults.tsv").write_text(FAULTS, encoding="utf-8")
        self.documents = (content.load(content_folder, "tea"),)

    def clean(self, tag: str, desk: tuple[Text, ...] = ()) -> dict[str, Clean]:
        """The right texts of a language by id."""
        return {text.ctx: text for text in clean_texts(self.root, self.documents, find(tag, self.root / "locales"), desk)}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A project to score."""
    return Small(tmp_path_factory.mktemp("score"))


def test_right_texts_are_those_of_the_present_english(small: Small) -> None:
    """What has no words, or words for an older English, is not held against anything; a text that all languages share is none."""
    texts = small.clean("es")
    assert set(texts) == {f"tea/{name}" for name in ("help.lead", "sleep.tips.water", "sleep.key", "main-message")}
    assert texts["tea/help.lead"] == Clean(
        ctx="tea/help.lead", english="Call {emergency_number} now.", words="Llame al {emergency_number} ahora.", safety=True
    )
    assert not texts["tea/sleep.key"].safety
    english = small.clean("en")
    assert all(text.words == text.english for text in english.values())
    assert set(texts) < set(english)
    assert "source/tea-board" not in english
    assert english["tea/help.lead"].safety


def test_words_of_the_desk_count_where_they_are_asked_for(small: Small) -> None:
    """They are in a catalog of their own."""
    (small.spanish / "desk.po").write_text(
        PO.split("msgctxt")[0] + 'msgctxt "desk/go"\nmsgid "Go on"\nmsgstr "Seguir"\n', encoding="utf-8"
    )
    try:
        word = Text(id="desk/go", source="Go on", text="Go on", lang="en")
        assert small.clean("es", (word,))["desk/go"].words == "Seguir"
        assert "desk/go" not in small.clean("es")
    finally:
        (small.spanish / "desk.po").unlink()


def test_a_score_counts_what_was_seeded_and_what_was_seen(small: Small) -> None:
    """Each fault once, by kind; in safety texts and in all; those that nobody sees are named. The English changed alone is apart."""
    made = score(small.root, small.documents, "es")
    right = tuple(small.clean("es").values())
    source, target = facts.english(small.root), facts.lexicon(small.root, find("es"))
    made_of = {text.ctx: list(seeds(text, right, source, target)) for text in right}
    every = [seed for ours in made_of.values() for seed in ours]
    kinds = dict(made.kinds)
    assert {kind: share.of for kind, share in kinds.items()} == dict(Counter(seed.kind for seed in every))
    assert list(kinds) == list(dict.fromkeys(seed.kind for seed in every))
    assert made.every.of == sum(seed.in_words for seed in every)
    assert made.safety.of == sum(seed.in_words for text in right if text.safety for seed in made_of[text.ctx])
    assert 0 < made.safety.of < made.every.of < len(every)
    seen = sum(share.hit for share in kinds.values())
    missed = [one for one in made.missed if one.kind in kinds]
    assert len(missed) == len(every) - seen > 0
    assert made.every.hit == made.every.of - sum(not one.kind.startswith("english alone") for one in missed)
    safe = {text.ctx for text in right if text.safety}
    assert made.safety.hit == made.safety.of - sum(one.ctx in safe and not one.kind.startswith("english alone") for one in missed)
    assert all(one.words in [seed.words for seed in made_of[one.ctx]] for one in missed)
    assert (made.tag, made.flagged) == ("es", Share(hit=0, of=4))


def test_hand_made_faults_are_counted_apart(small: Small) -> None:
    """A slip that is not seen and a rewording that is flagged are what went wrong."""
    made = score(small.root, small.documents, "es")
    assert (made.slips, made.rewordings) == (Share(hit=1, of=2), Share(hit=1, of=2))
    assert [(one.kind, one.ctx) for one in made.missed][-2:] == [("slip", "b"), ("rewording", "d")]
    assert made.missed[-1] == Missed(kind="rewording", ctx="d", english="Wait 2 days.", words="Espere 5 días.")


def test_right_texts_with_a_finding_are_counted_once_each(small: Small) -> None:
    """Before anybody gave a reason; that words are for an older English is no finding on them."""
    before = (small.spanish / "tea.po").read_text(encoding="utf-8")
    wrong = before.replace('msgstr "Beba agua"', 'msgstr "No espere 3 horas"')
    try:
        (small.spanish / "tea.po").write_text(wrong, encoding="utf-8")
        assert score(small.root, small.documents, "es").flagged == Share(hit=1, of=4)
    finally:
        (small.spanish / "tea.po").write_text(before, encoding="utf-8")


def test_english_is_held_against_itself(small: Small) -> None:
    """Nothing differs from itself, and most faults are seen."""
    made = score(small.root, small.documents, "en")
    assert made.flagged == Share(hit=0, of=len(small.clean("en")))
    assert made.every.share > 0.9
    assert (made.slips, made.rewordings) == (Share(hit=0, of=0), Share(hit=0, of=0))


def test_a_locale_without_a_text_has_no_score(small: Small) -> None:
    """That is said, and not that it has no lexicon."""
    before = (small.spanish / "tea.po").read_text(encoding="utf-8")
    try:
        (small.spanish / "tea.po").write_text(before.split("msgctxt")[0], encoding="utf-8")
        with pytest.raises(KitError, match="es: no translated text yet"):
            score(small.root, small.documents, "es")
    finally:
        (small.spanish / "tea.po").write_text(before, encoding="utf-8")


def _score(**shares: tuple[int, int]) -> Score:
    """A score with these figures, all others faultless."""
    figures = {"safety": (1, 1), "every": (1, 1), "flagged": (0, 1), "slips": (1, 1), "rewordings": (0, 1)} | shares
    return Score(tag="es", kinds=(), missed=(), **{name: Share(hit=hit, of=of) for name, (hit, of) in figures.items()})


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("safety", (95, 100), (949, 1000)),
        ("every", (90, 100), (899, 1000)),
        ("flagged", (3, 100), (31, 1000)),
        ("rewordings", (20, 100), (201, 1000)),
    ],
)
def test_a_floor_is_reached_exactly(name: str, good: tuple[int, int], bad: tuple[int, int]) -> None:
    """At the figure itself it is reached; a thousandth beyond it is not, and only that one is told."""
    assert _score(**{name: good}).low == ()
    assert _score(**{name: bad}).low == (name,)
    assert _score(**{name: (0, 0)}).low == ()  # nothing to judge by is no fault
    assert _score(slips=(0, 9)).low == ()


def test_a_share_of_nothing_is_whole() -> None:
    """And one of something is its part."""
    assert (Share(hit=0, of=0).share, Share(hit=1, of=4).share, Share(hit=0, of=4).share) == (1.0, 0.25, 0.0)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("kind\twhat\n", "another head line"),
        (FAULTS + "typo\tx\te\tA.\tB.\n", ":6: not a slip"),
        (FAULTS + "slip\tx\te\t\tB.\n", ":6: not a slip"),
        (FAULTS + "slip\tx\te\tA.\t\n", ":6: not a slip"),
    ],
)
def test_a_broken_line_of_faults_is_told_with_its_place(tmp_path: Path, rows: str, said: str) -> None:
    """With what to do; where there is no file there are no faults."""
    assert list(faults(tmp_path / "faults.tsv")) == []
    (tmp_path / "faults.tsv").write_text(rows, encoding="utf-8")
    with pytest.raises(KitError, match=said) as caught:
        list(faults(tmp_path / "faults.tsv"))
    assert caught.value.advice


def test_seeds_of_a_text_are_what_they_were(golden: Golden) -> None:
    """Every fault put into four texts and their English, in order: kinds, places and words."""
    source, target, chinese = facts.english(ROOT), facts.lexicon(ROOT, find("es")), facts.lexicon(ROOT, find("zh-Hans"))
    spanish = [
        clean("Do not wait 2 to 3 minutes, and never drive. Call {emergency_number}, then {crisis_line}; stay calm.",
              "No espere de 2 a 3 minutos y nunca maneje. Llame al {emergency_number}, luego a la {crisis_line}; tenga calma."),
        Clean(ctx="a/c", english="Take 0.5 mg 2 times a day.", words="Tome 0,5 mg 2 veces al día.", safety=False),
        Clean(ctx="a/d", english="Call {clinic_phone} {clinic_phone}", words="Llame al {clinic_phone} {clinic_phone}", safety=False),
        Clean(ctx="a/e", english="Rest.", words="Sí.", safety=False),
        Clean(ctx="a/f", english="Sleep.", words="Duerma.", safety=False),
    ]  # fmt: skip
    lines = [
        f"{text.ctx} | {seed.kind} | {seed.english} | {seed.words}\n"
        for text in spanish
        for seed in seeds(text, spanish, source, target)
    ]
    wait = Clean(ctx="z", english="Do not wait 2 days. Call {n}, now.", words="不要等 2 天。现在就打电话，打 {n}。", safety=False)
    lines += [f"z | {seed.kind} | {seed.english} | {seed.words}\n" for seed in seeds(wait, (), source, chinese)]
    golden(Path("findings") / "seeds.txt", "".join(lines))


def test_the_strict_part_is_put_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    """The rest of the file stays as it is, and the same facts give the same file."""
    path = tmp_path / "facts.yaml"
    path.write_text("words:\n  a: [b]\nstrict:\n  need: [x]\n  add: []\nmore: 1\n", encoding="utf-8")
    assert write_strict(tmp_path, ("wait", "day"), ("day",)) == path
    text = path.read_text(encoding="utf-8")
    assert text == "words:\n  a: [b]\nmore: 1\nstrict:\n  need: [wait, day]\n  add: [day]\n"
    write_strict(tmp_path, ("wait", "day"), ("day",))
    assert path.read_text(encoding="utf-8") == text


def test_a_locale_is_made_strict_in_its_own_file(tmp_path: Path) -> None:
    """By its own texts and words; no other file changes, and what it was strict on stays."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "locales/es", tmp_path / "locales/es")
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    before = facts.lexicon(tmp_path, find("es")).words
    assert tighten(tmp_path, (), "es") == tmp_path / "locales/es/facts.yaml"
    changed = [path for path, data in files.items() if path.read_bytes() != data]
    assert changed in ([], [tmp_path / "locales/es/facts.yaml"])
    after = facts.lexicon(tmp_path, find("es")).words
    assert (after.need, after.add) == (before.need, before.add)


def test_a_fact_is_taken_up_where_it_is_often_right() -> None:
    """Four times are often; three are not. What one text adds is no longer strict on additions, but is on losses."""
    source, target = facts.english(ROOT), facts.lexicon(ROOT, find("es"))
    none = dataclasses.replace(target, words=dataclasses.replace(target.words, need=frozenset(), add=frozenset()))
    texts = [clean("Wait 2 days.", "Espere 2 días.") for _ in range(4)]
    need, add = tightened(texts, source, none)
    assert {"wait", "day"} <= set(need) & set(add)
    assert tightened(texts[:3], source, none) == ((), ())
    need, add = tightened([*texts, clean("2 days.", "Espere 2 días.")], source, none)
    assert "wait" in need
    assert "wait" not in add
    need, add = tightened([*texts, clean("Wait 2 days.", "2 días.")], source, none)
    assert "wait" not in need
    assert "wait" in add


def test_a_vague_fact_is_never_held_against_a_text_that_adds_it() -> None:
    """Its words mean much else: "large", "to a large extent". What is lost is another matter."""
    source, target = facts.english(ROOT), facts.lexicon(ROOT, find("es"))
    none = dataclasses.replace(target, words=dataclasses.replace(target.words, need=frozenset(), add=frozenset()))
    need, add = tightened([clean("A large dose.", "Una dosis grande.")] * 4, source, none)
    assert {"large", "dose"} <= set(need)
    assert "dose" in add
    assert "large" not in add


def test_kept_figures_are_those_of_the_score(tmp_path: Path) -> None:
    """Every figure comes back as it was; one that is no number, or is missing, is told."""
    made = _score(safety=(3, 4), every=(5, 9), slips=(0, 0))
    path = keep(tmp_path, made)
    assert kept(tmp_path) == {name: getattr(made, name) for name in FIGURES}
    assert path.read_text(encoding="utf-8").endswith("}\n")
    for broken in ('{"safety": 3}', "[]", "x", path.read_text(encoding="utf-8").replace('"hit": 3', '"hit": "x"')):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(KitError, match="not a kept score"):
            kept(tmp_path)
