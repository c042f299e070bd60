"""Whether a check finds nothing of any element of a file, asked once of the elements at home on a page for all files that have them.

Left out on purpose: what is asked, and telling what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from kit.tagged.file_tags import PageTags
from kit.tagged.homes import homes
from kit.tagged.marks import PaintedPage
from kit.tagged.source import PageWords, PdfSource, words_of

Work = Callable[..., Iterable[object]]
"""Finds something of an element, given the words around it and what else was handed to `quiet`."""


def quiet(source: PdfSource, work: Work, *arguments: Hashable) -> bool:
    """Whether `work(element, words, ...)` finds nothing of any element. Where it finds something, or stumbles, look at all in order.

    It may look at what lies below an element, at its ancestors' tags, and of a picture at the caption beside it.
    """
    if source.tree is None:
        return True
    found = source.tree.once(homes)
    try:
        for page in source.pages:
            if page.number in found.at_home and not page.beside(
                source.tags_of(page.number), _still, work, arguments, source.lang
            ):
                return False
        return not any(True for element in found.others for _ in work(element, source, *arguments))
    except Exception:  # noqa: BLE001 - whatever it is, the search in order meets it again and tells of it
        return False


def _still(page: PaintedPage, tags: PageTags, work: Work, arguments: tuple[Hashable, ...], lang: str) -> bool:
    words: PageWords = page.beside(tags, words_of, lang)
    elements = tags.tree.once(homes).at_home[page.number]
    return not any(True for element in elements for _ in work(element, words, *arguments))
