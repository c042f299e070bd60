"""A PDF read whole: pages, fonts, structure tree, and the text of each piece of marked content."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pikepdf

from kit.budget import Budget, SpentError
from kit.errors import KitError
from kit.tagged.closures import Closures
from kit.tagged.content import read_appearances, read_page
from kit.tagged.file_tags import FileTags, PageTags
from kit.tagged.fonts import Font
from kit.tagged.fonts_in_use import FontsInUse
from kit.tagged.kept_file import Skeleton, recall, remember
from kit.tagged.kept_tree import tags_of
from kit.tagged.marks import Mark, PaintedPage
from kit.tagged.pieces import pieces
from kit.tagged.tree import TagContent, TagElement, Tree
from kit.tagged.values import Key, data_of, dictionary, entry, text

_T = TypeVar("_T")
_MOST_XMP = 4_000_000
"""Bytes of XMP metadata that are looked at; real ones have some thousands."""

_OF_OURS = re.compile(r"stream <[^>]*>:? ?")
"""What the library calls the bytes in a message."""

Owner = tuple[int, int, Key | None]
"""Where marked content lies: page from 1, MCID, and the form XObject with its own MCIDs, if any."""


class OfPages(Generic[_T]):
    """What is known of the tagged pieces of all pages of a file, each looked up on its own page when it is asked for."""

    def __init__(self, pages: Sequence[PaintedPage], work: Callable[[PaintedPage], Mapping[Owner, _T]]) -> None:
        self._pages, self._work = {page.number: page for page in pages}, work

    def get(self, owner: Owner, default: _T) -> _T:
        """What is known of a piece."""
        page = self._pages.get(owner[0])
        return page.once(self._work).get(owner, default) if page else default


@dataclass(slots=True)
class PageWords:
    """What some pages say: `pieces` are the marks of each tagged piece, `texts` their words in logical order.

    `relabelled` are those in which the page's own marks name a language. `lang` is the document's language as the catalogue declares
    it, or the first root element's that has one. `replaced` are the replacement texts (/ActualText) of the elements that have one.
    """

    pages: list[PaintedPage]
    pieces: OfPages[Sequence[Mark]]
    texts: OfPages[str]
    relabelled: OfPages[bool]
    lang: str
    replaced: Mapping[TagElement, str]

    def text(self, content: TagContent) -> str:
        """The text of one tagged piece, in logical order."""
        return self.texts.get((content.page, content.mcid, content.stream), "")

    def spoken(self, element: TagElement) -> str:
        """The text of an element with all below it, from the content streams."""
        return "".join(self.text(content) for content in element.contents())


@dataclass(slots=True)
class PdfSource(PageWords):
    """Everything read from one file. `tags` are None in an untagged file.

    `plain` says that it is of the form that our writer gives, and read without a budget of its own. `skeleton` is all of the file but what its pages paint and its fonts. `appearances` are the fonts that only the appearances of annotations use. Checks go on spending from the file's `budget`.
    """

    pdf: pikepdf.Pdf
    fonts: list[Font]
    tags: FileTags | None
    budget: Budget
    appearances: list[Font]
    skeleton: Skeleton
    plain: bool

    def unpainted(self, key: Hashable, walk: Callable[[], Iterable[_T]]) -> Iterable[_T]:
        """What a walk finds that looks at nothing of what pages paint, nor at fonts; asked once for all `plain` files with this skeleton.

        `key` says which walk it is, and holds whatever else it depends on.
        """
        return self.skeleton.once(key, lambda: tuple(walk())) if self.plain else walk()

    @property
    def tree(self) -> Tree | None:
        """The structure tree."""
        return self.tags.tree if self.tags else None

    def tags_of(self, page: int) -> PageTags:
        """What a page stands beside; of page 0, the elements at home on none. For a tagged file."""
        assert self.tags is not None
        return self.tags.of(page)

    def marks(self) -> Iterator[Mark]:
        """Every mark of every page, in painting order."""
        for page in self.pages:
            yield from page.marks

    @property
    def unread(self) -> list[str]:
        """What the budget did not reach, each with what ran out."""
        pages: dict[str, list[int]] = {}
        for page in self.pages:
            if page.spent:
                pages.setdefault(page.spent, []).append(page.number)
        out = [
            f"page {numbers[0]}{f' and {len(numbers) - 1} more' * (len(numbers) > 1)}: {why}" for why, numbers in pages.items()
        ]
        return [*out, *([f"the structure tree: {self.tree.spent}"] if self.tree and self.tree.spent else [])]

    @property
    def title(self) -> str:
        """The title in the XMP metadata (dc:title), else in the document information; "" without one."""
        return self.skeleton.once("title", lambda: self.xmp("dc:title") or text(self.information, "/Title"))

    @property
    def information(self) -> pikepdf.Object:
        """The document information dictionary; an empty one where there is none."""
        return dictionary(self.pdf.trailer, "/Info")

    def xmp(self, name: str) -> str:
        """A value of the XMP metadata by its usual prefix and name; "" without one."""
        try:
            # Not as a context manager: leaving it would write metadata into the file.
            found = data_of(entry(self.pdf.Root, "/Metadata"), Budget(bytes=_MOST_XMP))
            return str(self.pdf.open_metadata().get(name, "") or "") if found else ""
        except (ValueError, TypeError, KeyError, SyntaxError, AttributeError, SpentError, pikepdf.PdfError):
            return ""


def read(data: bytes, name: str = "the PDF", budget: Budget | None = None) -> PdfSource:
    """Read a PDF; KitError where it is none, is damaged beyond reading, or wants a password. Nobody may change what it gives."""
    return _read(data, name, budget)


@functools.lru_cache(maxsize=2)  # the reader and the checks look at the same file right after each other
def _read(data: bytes, name: str, budget: Budget | None) -> PdfSource:
    cut = pieces(data) if budget is None else None
    budget = budget or Budget()
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        known = recall(cut, pdf) if cut else None
        listed = [] if known else list(pdf.pages)
    except pikepdf.PasswordError:
        raise KitError(f"{name}: the file wants a password", "Save it without a password and check it again.") from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        said = _OF_OURS.sub("", str(error))
        raise KitError(f"{name}: this is not a PDF that can be read ({said})", "Make the file again.") from None
    fonts = FontsInUse(budget, Closures(pdf))
    pages = list(known.pages(pdf, fonts)) if known else [read_page(at, page, fonts) for at, page in enumerate(listed, start=1)]
    of_pages = len(fonts.all)
    for page in pages:
        read_appearances(page, fonts)
    places = {page.source.objgen: page.number for page in pages}
    tags, replaced = tags_of(pdf, places, budget, known.file.tree, known.changed) if known else tags_of(pdf, places, budget)
    tree = tags.tree if tags else None
    skeleton = known.skeleton(replaced) if known else Skeleton()
    if cut and not (known and tree is known.file.tree) and len(fonts.all) == of_pages:
        remember(cut, pdf, pages, fonts, tree, skeleton)
    return PdfSource(
        skeleton=skeleton,
        plain=cut is not None,
        pdf=pdf,
        pages=pages,
        fonts=fonts.all,
        tags=tags,
        pieces=OfPages(pages, _pieces),
        texts=OfPages(pages, _words),
        relabelled=OfPages(pages, _relabelled),
        budget=budget,
        appearances=fonts.all[of_pages:],
        lang=text(pdf.Root, "/Lang") or next((root.lang for root in (tree.roots if tree else ()) if root.lang), ""),
        replaced=tags.replaced if tags else {},
    )


def words_of(page: PaintedPage, tags: PageTags, lang: str) -> PageWords:
    """What one page says, in a document of this language. Ask with `PaintedPage.beside`."""
    return PageWords(
        pages=[page],
        pieces=OfPages([page], _pieces),
        texts=OfPages([page], _words),
        relabelled=OfPages([page], _relabelled),
        lang=lang,
        replaced=tags.replaced,
    )


def _pieces(page: PaintedPage) -> Mapping[Owner, Sequence[Mark]]:
    """The marks of each tagged piece of a page."""
    pieces: dict[Owner, list[Mark]] = {}
    for mark in page.marks:
        owner = mark.owner
        if owner is not None and owner.mcid is not None:
            pieces.setdefault((page.number, owner.mcid, owner.stream), []).append(mark)
    return pieces


def _words(page: PaintedPage) -> Mapping[Owner, str]:
    return {
        owner: "".join(mark.text for mark in marks if mark.kind == "text" and mark.artifact is None)
        for owner, marks in page.once(_pieces).items()
    }


def _relabelled(page: PaintedPage) -> Mapping[Owner, bool]:
    pieces = page.once(_pieces).items()
    return {owner: True for owner, marks in pieces if any(scope.lang for mark in marks for scope in mark.scopes)}
