"""facts.yaml: which facts a text can hold (content/), and the words of one language for them (locales/<tag>/).

A fact is something a wrong word can turn around: a unit, a "not", before or after, a drug, whom to call. The files are
data, so that a translator adds a language without a programmer. Left out on purpose: finding the facts of a text and
comparing them; that is `kit.checks.translation.facts`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.content import schema, validate
from kit.content.positions import YamlFile

Compare = Literal["contrast", "all", "count"]

HIDDEN = "_"
"""The key of words that look like a fact and are none; `fact|_` is for words that are that fact only sometimes."""

_NUMBER = re.compile(r"#\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class FactGroup:
    """Facts of which one could wrongly stand in another's place, and how they are compared (see content/facts.yaml)."""

    name: str
    facts: tuple[str, ...]
    says: str
    why: str
    compare: Compare = "contrast"
    need: frozenset[str] = frozenset()
    add: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    order: bool = False
    level: Literal["error", "warning"] = "error"
    opposites: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    negative: tuple[str, ...] = ()

    @functools.cached_property
    def members(self) -> frozenset[str]:
        """Its facts as a set."""
        return frozenset(self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """A word or phrase and what it means: several facts at once, each with its alternatives; none for a hidden phrase."""

    words: str
    means: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """The words of one language for facts, and how the language writes words. `need` and `add` are its strict facts.

    `order` names the groups whose facts stand in the English order in this language too; `own` the units whose CLDR names
    are left out; `drop` single CLDR forms left out; `endings` the endings that one word can have in turn;
    `length` is how many letters its texts usually have for one of the English;
    `bare_one` that a unit without a number may mean one of it; `blank` are lines that wait for words.
    """

    tag: str
    fold: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    endings: tuple[tuple[str, ...], ...] = ()
    abbreviations: tuple[str, ...] = ()
    bare_one: bool = False
    order: tuple[str, ...] = ("drugs",)
    drop: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    length: float = 1
    forms: tuple[WordForm, ...] = ()
    need: frozenset[str] = frozenset()
    add: frozenset[str] = frozenset()
    blank: tuple[str, ...] = ()


def fact_groups(root: Path) -> tuple[FactGroup, ...]:
    """The groups of content/facts.yaml in their order; none where there is no such file.

    ContentError: a fact in two groups, or a needed or forbidden one that its group does not have.
    """
    path = root / "facts.yaml"
    if not path.exists():
        return ()
    value, source = validate.load_or_raise(path, dict[str, schema.FactGroupModel])
    seen: dict[str, str] = {}
    for name, group in value.items():
        for fact in group.facts:
            if seen.setdefault(fact, name) != name:
                source.fault((name, "facts"), f"'{fact}' is in the group '{seen[fact]}' already", "A fact has one group.")
        for fact in {*group.need, *group.add, *group.vague} - {*group.facts}:
            source.fault((name,), f"'{fact}' is not among the facts of this group", "Add it to `facts`, or mend its name.")
    for name, group in value.items():
        paired = {fact for pair in (*group.opposites, *group.alike, *group.near) for fact in pair}
        for fact in sorted({*paired, *group.negative} - seen.keys()):
            source.fault((name,), f"there is no fact '{fact}' in any group", "Add it to one, or mend its name.")
    validate.raise_faults(source.faults)
    return tuple(
        FactGroup(
            name=name,
            facts=tuple(group.facts),
            says=group.says,
            why=group.why,
            compare=group.compare,
            need=frozenset(group.need),
            add=frozenset(group.add),
            vague=frozenset(group.vague),
            order=group.order,
            level=group.level,
            opposites=tuple((one, other) for one, other in group.opposites),
            alike=tuple((one, other) for one, other in group.alike),
            near=tuple((one, other) for one, other in group.near),
            negative=tuple(group.negative),
        )
        for name, group in value.items()
    )


def fact_words(folder: Path, groups: tuple[FactGroup, ...]) -> FactWords | None:
    """The words of locales/<tag>/facts.yaml; None where there is no such file.

    ContentError: a fact that content/facts.yaml does not have, or one form under two facts (write `one|other` for both).
    """
    path = folder / "facts.yaml"
    if not path.exists():
        return None
    value, source = validate.load_or_raise(path, schema.LexiconModel)
    known = {fact for group in groups for fact in group.facts}
    forms = _forms(value.facts, source, known)
    for name in ("need", "add"):
        for fact in sorted({*getattr(value.strict, name)} - known):
            source.fault(("strict", name), f"there is no fact '{fact}' in content/facts.yaml", "Take it out, or mend its name.")
    validate.raise_faults(source.faults)
    head = value.language
    return FactWords(
        tag=folder.name,
        fold=tuple(head.fold),
        prefixes=_split(head.prefixes),
        suffixes=_split(head.suffixes),
        endings=tuple(tuple("" if part == "-" else part for part in line.split()) for line in head.endings),
        abbreviations=_split(head.abbreviations),
        bare_one=head.bare_one,
        order=tuple(head.order),
        drop=_split(head.drop),
        own=tuple(head.own),
        length=head.length,
        forms=forms,
        need=frozenset(value.strict.need),
        add=frozenset(value.strict.add),
        blank=tuple(fact for fact, line in value.facts.items() if not _split(line)),
    )


def _forms(facts: dict[str, str], source: YamlFile, known: set[str]) -> tuple[WordForm, ...]:
    held: dict[str, str] = {}
    out = []
    for key, line in facts.items():
        means = () if key == HIDDEN else tuple(tuple(part.split("|")) for part in key.split("+"))
        for fact in {fact for part in means for fact in part} - known - {HIDDEN}:
            if not _NUMBER.fullmatch(fact):
                advice = "Mend its name, or add it to a group there."
                source.fault(("facts", key), f"there is no fact '{fact}' in content/facts.yaml", advice, key=True)
        for words in _split(line):
            other = held.setdefault(words.casefold(), key)
            if other != key:
                what = f"“{words}” stands under '{other}' already"
                advice = f"If it can mean either, write it once, under '{other}|{key}'."
                source.fault(("facts", key), what, advice, find=words)
            out.append(WordForm(words=words, means=means))
    return tuple(out)


def _split(line: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (line or "").split(",") if part.strip()))


__all__ = ["HIDDEN", "Compare", "FactGroup", "FactWords", "WordForm", "fact_groups", "fact_words"]
