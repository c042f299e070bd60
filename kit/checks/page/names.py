"""What an element of an HTML file is called: its accessible name, and whether anyone is told of it.

Near enough to accname 1.2. Left out on purpose: names that a style sheet or a script gives.
"""

from __future__ import annotations

import functools
import itertools

from kit.checks.page.markup import Element, every, letters


def heard(element: Element) -> bool:
    """Whether assistive technology is told of the element: neither it nor what it stands in is hidden."""
    return not any(
        one.get("aria-hidden") == "true" or one.get("hidden") is not None for one in (element, *element.iterancestors())
    )


def name(element: Element) -> str:
    """The accessible name of an element, near enough (accname 1.2): aria-label, aria-labelledby, alt, title, its own words."""
    label = element.get("aria-label", "").strip()
    if label:
        return str(label)
    root = element.getroottree().getroot()
    by = [
        "".join(itertools.islice(letters(found), _ENOUGH))
        for id_ in element.get("aria-labelledby", "").split()[:_ENOUGH]
        for found in _by_id(root, id_)[:1]
    ]
    words = " ".join(by).strip() or element.get("alt", "").strip()
    if not words:
        inner = [one.get("alt") or one.get("aria-label") or "" for one in element.iter("img", "svg") if heard(one)]
        words = " ".join((*inner, _words(element))).strip() or element.get("title", "").strip()
    return str(words)


_ENOUGH = 50
"""How many pieces of text make a name, at the most; a page can't make one name cost more than that."""


def _words(element: Element) -> str:
    """The element's text without what is hidden in it."""
    tag: object = element.tag  # of a comment it is a function
    if not isinstance(tag, str) or element.get("aria-hidden") == "true" or tag in {"script", "style"}:
        return ""
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)


def _by_id(root: Element, id_: str) -> list[Element]:
    return _ids_of(root).get(id_, [])


@functools.lru_cache(maxsize=2)
def _ids_of(root: Element) -> dict[str, list[Element]]:
    """The elements of a page by their ids, found in one walk."""
    out: dict[str, list[Element]] = {}
    for element in every(root, "//*[@id]"):
        out.setdefault(element.get("id", ""), []).append(element)
    return out


def name_attribute(element: Element) -> str:
    """The name that an element's attributes give it."""
    return (element.get("aria-label") or element.get("aria-labelledby") or "").strip()
