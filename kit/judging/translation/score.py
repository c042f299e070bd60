"""The score of one locale: of the faults seeded into its texts, how many the checks see, and how many right texts they flag.

English is scored as a translation of itself: what its own lexicon sees, which every language's score rests on.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.checks import translation
from kit.checks.translation import across, facts, rules
from kit.content import terms
from kit.document import Document, Text, plain, texts
from kit.errors import KitError
from kit.files import read_text
from kit.judging.translation.seeds import ALONE, Clean, Seed, seeds
from kit.locale import SOURCE, Locale, find
from kit.translate import DESK, LABELS, load, made_for

FLOORS = {"safety": 0.95, "every": 0.90, "flagged": 0.03, "rewordings": 0.20}
"""Least share of seeded faults caught, in safety texts and in all; largest share of right texts and of rewordings flagged."""

FIGURES = {
    "safety": "Seeded faults caught in texts a life can depend on",
    "every": "Seeded faults caught in all texts",
    "flagged": "Right texts flagged, before any reason was given",
    "slips": "Hand-made slips caught",
    "rewordings": "Hand-made right rewordings flagged",
}
"""The figures of a score in the order they are told, in plain words."""

FAULTS = "faults.tsv"
HEAD = ("kind", "what", "id", "english", "words")
_FOR_SEEDS = frozenset(f"translation.{name}" for name in ("contact", "added-contact", "placeables", "bold", "ending", "same"))
"""The rules that a seed can break, beside those of facts; the others are left out for speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hit: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 of nothing."""
        return self.hit / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A seeded or hand-made fault that no check sees, or a rewording that one flags."""

    kind: str
    ctx: str
    english: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the checks see in one locale. `flagged` counts right texts with a finding before anyone gave a reason.

    `slips` and `rewordings` are those of faults.tsv; `missed` what got through, and rewordings that were flagged.
    """

    tag: str
    kinds: tuple[tuple[str, Share], ...]
    safety: Share
    every: Share
    flagged: Share
    slips: Share
    rewordings: Share
    missed: tuple[Missed, ...]

    @property
    def low(self) -> tuple[str, ...]:
        """The floors it does not reach."""
        least = [name for name in ("safety", "every") if getattr(self, name).share < FLOORS[name]]
        most = [name for name in ("flagged", "rewordings") if getattr(self, name).of and getattr(self, name).share > FLOORS[name]]
        return (*least, *most)


def clean_texts(root: Path, documents: Sequence[Document], locale: Locale, desk: Sequence[Text] = ()) -> tuple[Clean, ...]:
    """The texts of a locale that are translated from the present English, each id once; with `desk`, also those of the desk."""
    every = (*desk, *(text for document in documents for text in texts(document)))
    wanted = {text.id: text for text in every if text.id and not text.verbatim}
    if locale.tag == SOURCE.tag:
        return tuple(Clean(ctx=name, english=text.source, words=text.source, safety=text.safety) for name, text in wanted.items())
    entries = (
        entry
        for domain in (*(document.topic for document in documents), LABELS, *((DESK,) if desk else ()))
        for entry in load(root, locale, domain).entries
        if entry.words and not entry.previous and not made_for.is_old(entry)
        if entry.ctx in wanted and wanted[entry.ctx].source == entry.english
    )
    found = {
        entry.ctx: Clean(ctx=entry.ctx, english=entry.english, words=entry.words, safety=wanted[entry.ctx].safety)
        for entry in entries
    }
    return tuple(found.values())


class _Checks:
    """The checks of one locale, asked about one text at a time."""

    def __init__(self, root: Path, locale: Locale, right: Sequence[Clean]) -> None:
        self.root, self.locale = root, locale
        self.source = facts.english(root)
        self.target = self.source if locale.tag == SOURCE.tag else facts.lexicon(root, locale)
        self.avoid, self.glossary = terms(root / "content", locale.tag), translation.preferred(root / "locales" / locale.tag)
        self._owners: dict[str, set[str]] = {}
        for text in right:
            self._owners.setdefault(_bare(text.words), set()).add(_bare(text.english))

    def pair(self, ctx: str, english: str, words: str) -> translation.Pair:
        return translation.Pair(
            ctx=ctx,
            english=english,
            words=words,
            locale=self.locale,
            source=self.source,
            target=self.target,
            avoid=self.avoid,
            glossary=self.glossary,
        )

    def found(self, ctx: str, english: str, words: str, *, style: bool = False) -> Counter[str]:
        """What is found on a text, by the checks' own words; its words elsewhere in the catalog count too."""
        pair = self.pair(ctx, english, words)
        looking = (each for each in rules.CHECKS if style or each.id in _FOR_SEEDS)
        said = Counter(f"{finding.id} {finding.message}" for each in looking for finding in each.find(pair))
        said.update(difference.key for difference in pair.compared.differences)
        here = across.Said(ctx=ctx, where="", english=english, words=words)
        said.update(across.doubled(here, self.source, self.target))
        if self._owners.get(_bare(words), set()) - {_bare(english)} and len(_bare(words)) > 3:
            said["another text's words"] += 1
        return said


def _bare(text: str) -> str:
    return "".join(char for char in plain(text).casefold() if char.isalnum())


def score(root: Path, documents: Sequence[Document], tag: str) -> Score:
    """Seed faults into every text of a locale and count; KitError: the locale has no lexicon, or no text to seed."""
    locale = find(tag, root / "locales")
    right = clean_texts(root, documents, locale)
    checks = _Checks(root, locale, right)
    if not checks.target.complete or not right:
        lack = "no translated text yet" if checks.target.complete else "no words for facts yet (facts.yaml)"
        raise KitError(f"{tag}: {lack}", "See the part on facts in locales/README.md.")
    seeded, caught, missed = _seeded(right, checks)
    flagged = _flagged(root, documents, tag, right, checks)
    slips, rewordings, made = _judged(checks, faults(root / "locales" / tag / FAULTS))
    kinds = dict.fromkeys(kind for kind, _ in seeded)
    return Score(
        tag=tag,
        kinds=tuple(
            (kind, Share(hit=sum(caught[kind, s] for s in (True, False)), of=sum(seeded[kind, s] for s in (True, False))))
            for kind in kinds
        ),
        safety=_share(caught, seeded, (True,)),
        every=_share(caught, seeded, (True, False)),
        flagged=Share(hit=flagged, of=len(right)),
        slips=slips,
        rewordings=rewordings,
        missed=(*missed, *made),
    )


def _flagged(root: Path, documents: Sequence[Document], tag: str, right: Sequence[Clean], checks: _Checks) -> int:
    """How many right texts have a finding before anyone gave a reason; of English, that a text differs in facts from itself."""
    if tag == SOURCE.tag:
        return sum(bool(checks.pair(text.ctx, text.english, text.words).compared.differences) for text in right)
    findings = translation.check_project(root, documents, tag, quiet="none")
    return len({finding.where for finding in findings if finding.id != "translation.stale"})


_Counts = Counter[tuple[str, bool]]


def _share(caught: _Counts, seeded: _Counts, safety: tuple[bool, ...]) -> Share:
    """Of the faults that were put into the words."""
    hit, of = (
        sum(number for (kind, safe), number in counts.items() if safe in safety and not kind.startswith(ALONE))
        for counts in (caught, seeded)
    )
    return Share(hit=hit, of=of)


def _seeded(right: Sequence[Clean], checks: _Checks) -> tuple[_Counts, _Counts, list[Missed]]:
    """How many faults of each kind were seeded and caught, in safety texts and in others, and those not caught."""
    seeded: _Counts = Counter()
    caught: _Counts = Counter()
    missed = []
    for text in right:
        usual = checks.found(text.ctx, text.english, text.words)
        for seed in seeds(text, right, checks.source, checks.target):
            seeded[seed.kind, text.safety] += 1
            if _new(checks, text, seed, usual):
                caught[seed.kind, text.safety] += 1
            else:
                missed.append(Missed(kind=seed.kind, ctx=text.ctx, english=seed.english, words=seed.words))
    return seeded, caught, missed


def _new(checks: _Checks, text: Clean, seed: Seed, usual: Counter[str]) -> bool:
    """Whether the fault gives a finding that the right text does not have."""
    return bool(checks.found(text.ctx, seed.english, seed.words) - usual)


def by_hand(root: Path, documents: Sequence[Document], tag: str, rows: Iterable[Missed]) -> tuple[Share, Share, list[Missed]]:
    """Slips caught and rewordings flagged among rows for a locale (`faults`), and those of which the one or the other is wrong."""
    locale = find(tag, root / "locales")
    return _judged(_Checks(root, locale, clean_texts(root, documents, locale)), rows)


def _judged(checks: _Checks, rows: Iterable[Missed]) -> tuple[Share, Share, list[Missed]]:
    count: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for row in rows:
        seen = bool(checks.found(row.ctx, row.english, row.words, style=True))
        count[row.kind, seen] += 1
        if seen is (row.kind == "rewording"):
            wrong.append(row)
    shares = (Share(hit=count[kind, True], of=count[kind, True] + count[kind, False]) for kind in ("slip", "rewording"))
    slips, rewordings = shares
    return slips, rewordings, wrong


def faults(path: Path) -> Iterable[Missed]:
    """The rows of a table such as locales/<tag>/faults.tsv: kind (slip or rewording), what, id, English, words. None if it is not there."""
    if not path.exists():
        return
    rows = csv.DictReader(io.StringIO(read_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        if tuple(rows.fieldnames or ()) != HEAD:
            raise KitError(f"{path}: another head line", f"Begin with: {' '.join(HEAD)}, parted by tabs.")
        for row in rows:
            if row["kind"] not in ("slip", "rewording") or not row["english"] or not row["words"]:
                raise KitError(f"{path}:{rows.line_num}: not a slip or rewording with both texts", "Mend or delete the line.")
            yield Missed(kind=row["kind"], ctx=row["id"], english=row["english"], words=row["words"])
    except csv.Error as error:
        raise KitError(f"{path}:{rows.line_num}: not a table parted by tabs: {error}", "Mend or delete the line.") from None
