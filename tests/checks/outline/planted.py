"""Faults planted into what a reader heard of the sample handout: for each finding of the outline checks, one that gives it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from kit.checks.outline import HeardFile, expected
from kit.document import HANDOUT
from kit.outline import ON_PAPER, Item, Outline
from tests.sample import sample

FOOT = "SA-1.0 Version 1.0, 2026-11-22 Draft Page 1 of 1"


def clean() -> Outline:
    """The sample handout as a reader should hear it, with a foot on its one page."""
    foot = Item(role="paragraph", text=FOOT, lang="en", page=1)
    return dataclasses.replace(expected.body(sample("en"), HANDOUT), furniture=(foot,), pages=1)


def asked(heard: Outline) -> HeardFile:
    """The subject that the outline checks judge."""
    document = sample("en")
    wanted = expected.body(document, HANDOUT)
    return HeardFile(document=document, wanted=wanted, heard=heard, surface=HANDOUT, unit=ON_PAPER, foot=True)


def _items(change: Callable[[list[Item]], object]) -> Callable[[Outline], Outline]:
    def plant(outline: Outline) -> Outline:
        items = list(outline.items)
        change(items)
        return dataclasses.replace(outline, items=tuple(items))

    return plant


def _first(kind: str, /, **changes: object) -> Callable[[Outline], Outline]:
    """The first item of a role, changed."""

    def change(items: list[Item]) -> None:
        at = next(at for at, item in enumerate(items) if item.role == kind)
        items[at] = dataclasses.replace(items[at], **changes)  # type: ignore[arg-type]

    return _items(change)


def _without(*words: str) -> Callable[[Outline], Outline]:
    def change(items: list[Item]) -> None:
        items[:] = [item for item in items if not any(said in item.text for said in words)]

    return _items(change)


def _foot(text: str) -> Callable[[Outline], Outline]:
    return lambda outline: dataclasses.replace(outline, furniture=(Item(role="paragraph", text=text, lang="en", page=1),))


def _moved(items: list[Item]) -> None:
    items.append(items.pop(1))


PLANTED: dict[str, Callable[[Outline], Outline]] = {
    "roundtrip-lost": _items(lambda items: items.pop()),
    "roundtrip-added": _items(lambda items: items.append(Item(role="paragraph", text="An entirely new line.", lang="en"))),
    "roundtrip-words": _items(lambda items: items.__setitem__(2, dataclasses.replace(items[2], text=items[2].text[:-2]))),
    "roundtrip-order": _items(_moved),
    "roundtrip-more": _items(lambda items: items.extend(Item(role="paragraph", text=f"Line {n}", lang="en") for n in range(70))),
    "roundtrip-role": _first("heading", role="paragraph"),
    "roundtrip-level": _first("heading", level=5),
    "roundtrip-title": lambda outline: dataclasses.replace(outline, title="Untitled"),
    "roundtrip-alt": _first("figure", alt="image1.png"),
    "roundtrip-lang": lambda outline: dataclasses.replace(outline, lang="es"),
    "roundtrip-item-lang": _first("paragraph", lang="es"),
    "roundtrip-foreign": _first("paragraph", foreign=(("es", "body"),)),
    "safety-fact": _without("can't be woken", "911", "988"),
    "help-line": _without("988"),
    "notice": _without("Draft"),
    "status-on-page": lambda outline: _foot("SA-1.0 Version 1.0, 2026-11-22")(_without("Draft")(outline)),
    "foot": _foot("Version 1.0, 2026-11-22 Draft"),
}
