"""What was chosen on the print and present pages, as a checked value; it lives in the address, so it can be kept and sent.

Pure: what there is to choose from comes in as `Known`. Left out on purpose: forms that save something (`clinics`, `translating`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kit.desk.context import Faults

PAPERS = ("letter", "a4")
EDITIONS = ("standard", "large-print")
LONGEST_PACKET = 30


class Query(Protocol):
    """A parsed query or form: several values for a name."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to choose from: tags of languages, and names of regions and clinics by code and id."""

    languages: tuple[str, ...]
    regions: Mapping[str, str]
    clinics: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen. Empty means: the paper that the region uses, no region, no clinic, no second language."""

    languages: tuple[str, ...] = ()
    edition: str = "standard"
    paper: str = ""
    region: str = ""
    clinic: str = ""
    beside: str = ""
    items: tuple[str, ...] = ()

    def query(self, **changes: object) -> dict[str, list[str]]:
        """The choice as values of an address, with some of it changed."""
        made = replace(self, **changes)  # type: ignore[arg-type]  # the caller names fields of ours
        pairs = {
            "language": list(made.languages),
            "edition": [made.edition] if made.edition != "standard" else [],
            "paper": [made.paper],
            "region": [made.region],
            "clinic": [made.clinic],
            "beside": [made.beside],
            "item": list(made.items),
        }
        return {name: [value for value in values if value] for name, values in pairs.items() if any(values)}


def read(query: Query, known: Known, default: Choice) -> tuple[Choice, Faults]:
    """The choice in a query, and by field the values that are not among the known ones (which are left out).

    `default` holds what is taken for fields that the query does not have at all.
    """
    faults: Faults = {}

    def one(name: str, allowed: Sequence[str], otherwise: str) -> str:
        given = query.getlist(name)
        if not given:
            return otherwise
        if given[0] and given[0] not in allowed:
            faults.setdefault(name, []).append(given[0][:60])
            return otherwise if otherwise in allowed else ""
        return given[0]

    tags = [tag for tag in dict.fromkeys(query.getlist("language")) if tag]
    wrong = [tag for tag in tags if tag not in known.languages]
    if wrong:
        faults["language"] = [tag[:60] for tag in wrong]
    languages = tuple(tag for tag in tags if tag in known.languages) or default.languages
    items = dict.fromkeys(item for item in query.getlist("item") if item and len(item) <= 200)
    return (
        Choice(
            languages=languages,
            edition=one("edition", EDITIONS, default.edition) or "standard",
            paper=one("paper", PAPERS, default.paper),
            region=one("region", tuple(known.regions), default.region),
            clinic=one("clinic", tuple(known.clinics), default.clinic),
            beside=one("beside", known.languages, default.beside),
            items=tuple(items)[:LONGEST_PACKET],
        ),
        faults,
    )


def moved(items: Sequence[str], item: str, by: int) -> tuple[str, ...]:
    """The items with one of them moved up (-1) or down (+1) by a place, where there is one."""
    order = list(items)
    at = order.index(item)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return tuple(order)
