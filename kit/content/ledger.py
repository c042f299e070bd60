"""claims.yaml, sources.yaml, glossary.yaml and terms/<lang>.yaml: what we say, why, where it was read, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.content import schema, validate
from kit.content.positions import Place, YamlFile
from kit.document import Text
from kit.errors import Fault

Verdict = Literal["keep", "correct", "drop", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a claim was read: the id of a source, the place in it, and the day (ISO 8601)."""

    ref: str
    locator: str
    accessed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the kit may say, what was decided about the claim it started from, and what it rests on.

    `secondhand` marks what was read only through a copy or a page that quotes it. `seed` says that the texts this topic
    started from hold the claim, `paraphrase` how they put it.
    """

    id: str
    statement: str
    seed: bool
    paraphrase: str
    verdict: Verdict
    why: str
    evidence: str
    strength: str
    secondhand: bool
    sources: tuple[Citation, ...]
    conflicts: str
    unknowns: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication. `read` says whether we read it ourselves."""

    id: str
    title: str
    publisher: str
    year: int | None
    url: str
    lang: str
    rights: str
    read: Literal["firsthand", "secondhand"]
    place: Place


def citations(cited: Iterable[Source]) -> tuple[Text, ...]:
    """The sources as they are printed, in the order they are first cited: one text a publisher, which nobody translates.

    Web addresses stay in sources.yaml: printed, they took more paper than the titles, and few people type them.
    """
    texts = []
    for (publisher, lang), sources in _grouped(cited).items():
        titles = "; ".join(f"{source.title} ({source.year})" if source.year else source.title for source in sources)
        words = f"{publisher}: {titles}"
        texts.append(Text(id=f"source/{sources[0].id}", source=words, text=words, lang=lang, verbatim=True))
    return tuple(texts)


def printed_with(cited: Iterable[Source]) -> dict[str, str]:
    """For each source the id of the text that names it in `citations`."""
    groups = _grouped(cited).values()
    return {source.id: f"source/{sources[0].id}" for sources in groups for source in sources}


def _grouped(cited: Iterable[Source]) -> dict[tuple[str, str], list[Source]]:
    grouped: dict[tuple[str, str], list[Source]] = {}
    for source in cited:
        grouped.setdefault((source.publisher, source.lang), []).append(source)
    return grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary with its meaning in plain words.

    `keep`: a name that is the same in every language. `explain`: a hard word, which the text explains where it first stands.
    """

    id: str
    term: str
    meaning: str
    note: str
    keep: bool
    explain: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoid:
    """Words to avoid in one language, what to say instead, and why."""

    avoid: tuple[str, ...]
    use: str
    why: str
    place: Place


def claims(root: Path) -> dict[str, Claim]:
    """Every claim by id, with its sources checked against sources.yaml; ContentError holds every fault of both files."""
    known, faults = read_sources(root)
    found, more = read_claims(root, known)
    validate.raise_faults([*faults, *more])
    return found


def sources(root: Path) -> dict[str, Source]:
    """Every source by id."""
    found, faults = read_sources(root)
    validate.raise_faults(faults)
    return found


def glossary(root: Path) -> dict[str, Term]:
    """Every word of the glossary by id."""
    value, source = validate.load_or_raise(root / "glossary.yaml", list[schema.TermModel])
    _unique(source, [term.id for term in value])
    validate.raise_faults(source.faults)
    return {term.id: Term(**term.model_dump(), place=source.place((at, "id"))) for at, term in enumerate(value)}


def terms(root: Path, lang: str) -> tuple[Avoid, ...]:
    """The words to avoid in a language, from terms/<lang>.yaml; none where there is no such file yet."""
    path = root / "terms" / f"{lang}.yaml"
    if not path.exists():
        return ()
    value, source = validate.load_or_raise(path, list[schema.AvoidModel])
    return tuple(
        Avoid(avoid=tuple(entry.avoid), use=entry.use, why=entry.why, place=source.place((at,))) for at, entry in enumerate(value)
    )


def read_sources(root: Path) -> tuple[dict[str, Source], list[Fault]]:
    """The sources and the faults of their file."""
    value, source = validate.load(root / "sources.yaml", list[schema.SourceModel])
    if value is None:
        return {}, source.faults
    _unique(source, [entry.id for entry in value])
    found = {entry.id: Source(**entry.model_dump(), place=source.place((at, "id"))) for at, entry in enumerate(value)}
    return found, source.faults


def read_claims(root: Path, known: dict[str, Source]) -> tuple[dict[str, Claim], list[Fault]]:
    """The claims and the faults of their file; each source must be known, and what we say must have one."""
    value, source = validate.load(root / "claims.yaml", list[schema.ClaimModel])
    if value is None:
        return {}, source.faults
    _unique(source, [claim.id for claim in value])
    found: dict[str, Claim] = {}
    for at, claim in enumerate(value):
        for number, cited in enumerate(claim.sources):
            if known and cited.ref not in known:
                way = (at, "sources", number, "ref")
                source.fault(way, f"unknown source `{cited.ref}`", "Add it to sources.yaml, or mend the id.")
        if not claim.sources and claim.verdict != "drop":
            source.fault((at, "id"), f"the claim {claim.id} has no source", "Name at least one; or its verdict is `drop`.")
        found[claim.id] = _claim(claim, source.place((at, "id")))
    return found, source.faults


def _claim(claim: schema.ClaimModel, place: Place) -> Claim:
    return Claim(
        id=claim.id,
        statement=claim.statement,
        seed=bool(claim.seed),
        paraphrase=claim.seed if isinstance(claim.seed, str) else "",
        verdict=claim.verdict,
        why=claim.why,
        evidence=claim.evidence or "",
        strength=claim.strength,
        secondhand=claim.secondhand,
        sources=tuple(Citation(ref=cited.ref, locator=cited.locator, accessed=cited.accessed) for cited in claim.sources),
        conflicts=claim.conflicts,
        unknowns=claim.unknowns,
        place=place,
    )


def _unique(source: YamlFile, ids: list[str]) -> None:
    for at, name in enumerate(ids):
        if name in ids[:at]:
            first = source.place((ids.index(name), "id"))
            source.fault((at, "id"), f"the id `{name}` is used twice (first in line {first.line})", "Keep one of them.")
