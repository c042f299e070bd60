"""The tags of one file: a structure tree, which other files may share, and the replacement texts that only this one has.

Files of many clinics say other names and numbers under the same tags, and where a line is set in parts its element repeats the words as replacement text
(/ActualText; ISO 32000-1, 14.9.4). What is worked out of a page and of the elements at home on it holds wherever both are the same. Left out on
purpose: how a shared tree is found (`kept_tree`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kit.tagged.homes import homes
from kit.tagged.tree import TagElement, Tree


@dataclass(slots=True, eq=False, weakref_slot=True)
class PageTags:
    """A tree, and the replacement texts of the elements that are at home on one page of it."""

    tree: Tree
    replaced: Mapping[TagElement, str]


class FileTags:
    """A tree, and the replacement texts of all its elements; `like` is another file's, which differ in those of the elements `changed`."""

    def __init__(
        self,
        tree: Tree,
        replaced: Mapping[TagElement, str],
        like: FileTags | None = None,
        changed: frozenset[TagElement] = frozenset(),
    ) -> None:
        self.tree = tree
        self.replaced = replaced
        self._like, self._changed = like, changed
        self._pages: dict[int, PageTags] = {}
        self._apart: dict[int, dict[TagElement, str]] | None = None

    def of(self, page: int) -> PageTags:
        """What a page stands beside, the very same for files in which it is the same; of page 0, the elements at home on none."""
        if page not in self._pages:
            same = self._like is not None and all(self._home(element) != page for element in self._changed)
            self._pages[page] = self._like.of(page) if self._like and same else PageTags(self.tree, self._by_page().get(page, {}))
        return self._pages[page]

    def _home(self, element: TagElement) -> int:
        return self.tree.once(homes).page_of.get(element, 0)

    def _by_page(self) -> dict[int, dict[TagElement, str]]:
        if self._apart is None:
            self._apart = {}
            for element, text in self.replaced.items():
                self._apart.setdefault(self._home(element), {})[element] = text
        return self._apart
