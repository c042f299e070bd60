"""Which elements of a structure tree lie on one page with all that is below them.

An element that is at home on a page is the same, with its words, in every file that has this page and this very tree; checks and
readers ask of it once for all of them (`quiet`). The others, few, are asked for every file. Left out on purpose: what is asked.
"""

from __future__ import annotations

from typing import NamedTuple

from kit.tagged.tree import TagContent, TagElement, Tree


class Homes(NamedTuple):
    """The elements of a tree: those at home on each page, those at home on none, and the page of each of the first."""

    at_home: dict[int, tuple[TagElement, ...]]
    others: tuple[TagElement, ...]
    page_of: dict[TagElement, int]


def homes(tree: Tree) -> Homes:
    """Where the elements of a tree lie; 0 is no page. Ask with `Tree.once`."""
    elements = tree.once(elements_of)
    pages: dict[TagElement, int | None] = {}  # None: on several
    for element in reversed(elements):  # those below come first
        found: set[int | None] = {pages[kid] for kid in element.elements}
        found.update(kid.page for kid in element.kids if isinstance(kid, TagContent))
        pages[element] = found.pop() if len(found) == 1 else None
    page_of = {element: page for element, page in pages.items() if page and _alone(element, page, pages)}
    at_home: dict[int, list[TagElement]] = {}
    for element in elements:
        if element in page_of:
            at_home.setdefault(page_of[element], []).append(element)
    others = tuple(element for element in elements if element not in page_of)
    return Homes({page: tuple(found) for page, found in at_home.items()}, others, page_of)


def _alone(element: TagElement, page: int, pages: dict[TagElement, int | None]) -> bool:
    """Whether nothing of another page bears on an element; a picture is judged beside the caption that stands with it."""
    return element.role not in ("Figure", "Formula") or (element.parent is not None and pages[element.parent] == page)


def elements_of(tree: Tree) -> tuple[TagElement, ...]:
    """All elements in reading order. Ask with `Tree.once`."""
    return tuple(tree.walk())
