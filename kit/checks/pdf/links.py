"""Links and bookmarks of a tagged PDF lead where their words say (ISO 14289-1, 7.18.5; WCAG 2.2 SC 2.4.4, 2.4.5).

A printed address and the one behind it must agree: on a health sheet a wrong one is a danger. Left out on purpose: whether a
web site still answers (nothing is ever fetched).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pikepdf

from kit.checks.finding import error, quote, warning
from kit.checks.pdf.structure import painted
from kit.errors import Finding
from kit.outline import normal
from kit.tagged.file_tags import PageTags
from kit.tagged.homes import elements_of, homes
from kit.tagged.marks import Box, PaintedPage
from kit.tagged.source import PageWords, PdfSource, words_of
from kit.tagged.tree import Reference, TagElement, Tree
from kit.tagged.values import Key, array, dictionary, entry, plain, text

_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?\Z")
_PHONE = re.compile(r"\+?[\d\s().-]{5,}\Z")
_LOCAL = 7
"""The fewest digits that name a line by themselves."""
_MOST_BOOKMARKS = 10_000
_LABEL = 60  # letters of a page's label that are read
_CLAUSE = "ISO 14289-1 7.18.5; WCAG 2.2 SC 2.4.4"

_HEADING = re.compile(r"H\d*")
Headings = dict[str, set[int]]
"""The pages that headings of these words start on."""


def check(source: PdfSource) -> Iterator[Finding]:
    """Findings on where links and bookmarks lead."""
    if source.tree is None:
        return
    if not source.plain:
        yield from _found(source, source.tree)
        return
    here = [
        page.beside(source.tags_of(page.number), _at_home, source.lang)
        for page in source.pages
        if page.number in source.tree.once(homes).at_home
    ]
    others = _words(source.tree.once(homes).others, source)
    yield from source.unpainted(("links", tuple(here), others), lambda: _found(source, source.tree) if source.tree else ())


Looks = tuple[tuple[str, tuple[tuple[int, Box], ...]], ...]
"""The words of each heading and link, in order, and of a link where its marks lie."""


def _at_home(page: PaintedPage, tags: PageTags, lang: str) -> Looks:
    return _words(tags.tree.once(homes).at_home[page.number], page.beside(tags, words_of, lang))


def _words(elements: Iterable[TagElement], source: PageWords) -> Looks:
    """All that is asked here of what pages paint."""
    out: list[tuple[str, tuple[tuple[int, Box], ...]]] = []
    for element in elements:
        if element.role == "Link":
            out.append((source.spoken(element), tuple((mark.page, mark.box) for mark in painted(source, element))))
        elif _HEADING.fullmatch(element.role):
            out.append((source.spoken(element), ()))
    return tuple(out)


def _found(source: PdfSource, tree: Tree) -> Iterator[Finding]:
    pages = {page.source.objgen: page.number for page in source.pages}
    headings: Headings = {}
    for element in tree.once(_headings):
        headings.setdefault(_solid(source.spoken(element)), set()).add(element.place)
    annotations = {
        found.objgen: (page.number, found)
        for page in source.pages
        for found in array(page.source, "/Annots")
        if isinstance(found, pikepdf.Dictionary)
    }
    for element in tree.once(_links):
        yield from _link(element, source, annotations, pages, headings)
    yield from _bookmarks(source, pages, headings)


def _headings(tree: Tree) -> tuple[TagElement, ...]:
    return tuple(element for element in tree.once(elements_of) if _HEADING.fullmatch(element.role))


def _links(tree: Tree) -> tuple[TagElement, ...]:
    return tuple(element for element in tree.once(elements_of) if element.role == "Link")


def _solid(text: str) -> str:
    return "".join(normal(text).split())


def _where(element: TagElement) -> str:
    return f"page {element.place}" if element.place else "structure tree"


def _link(
    element: TagElement,
    source: PdfSource,
    annotations: dict[Key, tuple[int, pikepdf.Dictionary]],
    pages: dict[Key, int],
    headings: Headings,
) -> Iterator[Finding]:
    said = normal(source.spoken(element))
    if not (said or element.alt or source.replaced.get(element)) and not any(kid.role == "Figure" for kid in element.walk()):
        yield error("pdf-empty-link", _where(element), "A link has no words.", "WCAG 2.2 SC 2.4.4")
    targets = [kid.target for inner in element.walk() for kid in inner.kids if isinstance(kid, Reference)]
    if not targets:
        message = f"The link {quote(said)} leads nowhere: it holds no link annotation."
        yield error("pdf-dead-link", _where(element), message, "ISO 14289-1 7.18.5; Matterhorn 28-011")
    for number, found in (annotations[target] for target in targets if target in annotations):
        yield from _place(element, source, number, found, said)
        action = dictionary(found, "/A")
        if "/URI" in action:
            yield from _outside(said, text(action, "/URI"), f"page {number}")
        else:
            page = _destination(entry(action, "/D") or entry(found, "/Dest"), source, pages)
            if page == 0:
                message = f"The link {quote(said)} leads to a place that is not in the file."
                yield error("pdf-dead-link", f"page {number}", message, _CLAUSE)
                continue
            title, printed = _entry(element, said)
            if page not in headings.get(_solid(title), {page}):
                message = f"The link {quote(said)} leads to page {page}, but that heading is elsewhere."
                yield error("pdf-link-differs", f"page {number}", message, _CLAUSE)
            if printed and page and printed != page and printed not in _called(source, page):
                message = f"The contents say that {quote(title)} is on page {printed}, but it is on page {page}."
                yield error("pdf-contents-page", f"page {number}", message, "kit: contents that can be used on paper")


def _called(source: PdfSource, page: int) -> set[int]:
    """The numbers in a page's label (ISO 32000-1, 12.4.2): several where the paper holds several pages."""
    try:
        label = str(source.pdf.pages[page - 1].label)
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, pikepdf.PdfError):
        return set()
    return {int(number) for number in re.findall(r"\d{1,6}", label[:_LABEL])}


def _entry(element: TagElement, said: str) -> tuple[str, int]:
    """What a link in a list of contents calls its target, and the page it prints after that (0 elsewhere)."""
    if not any(above.role == "TOCI" for above in element.ancestors()):
        return said, 0
    found = re.fullmatch(r"(.*) (\d+)", said)
    return (found[1], int(found[2])) if found else (said, 0)


def _outside(said: str, uri: str, where: str) -> Iterator[Finding]:
    """A printed address or phone number against the one behind it."""
    if uri.startswith("tel:"):
        same = not _PHONE.match(said) or _dials(re.sub(r"\D", "", uri), re.sub(r"\D", "", said))
    else:
        same = _bare(uri) == _bare(said) or not _ADDRESS.match(said)
    if not same:
        message = f"The link says {quote(said)}, but leads to {quote(uri)}."
        yield error("pdf-link-differs", where, message, _CLAUSE)


def _dials(number: str, said: str) -> bool:
    """Whether a number is the one that is said: perhaps without its country and area, or with a 0 for them."""
    return number == said or (len(said) >= _LOCAL and number.endswith(said.removeprefix("0")))


def _bare(address: str) -> str:
    """An address without scheme and www, its host in small letters (RFC 3986, 6.2.2.1)."""
    host, slash, rest = re.sub(r"^(https?://)?(www\.)?|/$", "", address.strip(), flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{rest}"


def _place(element: TagElement, source: PdfSource, number: int, found: pikepdf.Dictionary, said: str) -> Iterator[Finding]:
    """The area to click or tap must lie over the words."""
    left, bottom, right, top = _corners(array(found, "/Rect"))
    marks = [mark for mark in painted(source, element) if mark.page == number]
    middles = [((mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2) for mark in marks]
    if middles and not any(left <= x <= right and bottom <= y <= top for x, y in middles):
        message = f"The area of the link {quote(said)} does not lie over its words: a tap there does nothing."
        yield error("pdf-link-place", f"page {number}", message, "WCAG 2.2 SC 2.5.8; ISO 32000-1 12.5.6.5")


def _corners(values: list[object]) -> tuple[float, float, float, float]:
    """A rectangle as left, bottom, right, top, whichever corners it names (7.9.5)."""
    numbers = [float(value) for value in values if isinstance(value, int | float | Decimal)]
    x1, y1, x2, y2 = numbers if len(numbers) == 4 else (0.0, 0.0, 0.0, 0.0)
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _destination(found: object, source: PdfSource, pages: dict[Key, int]) -> int | None:
    """The page a destination names; 0 if it is not in the file, None if the destination is of a kind we don't follow."""
    if isinstance(found, pikepdf.String | pikepdf.Name):
        found = _named(str(plain(found)), source)
    if isinstance(found, pikepdf.Dictionary) and "/D" in found:
        found = found["/D"]
    if not isinstance(found, pikepdf.Array) or not len(found):
        return 0 if found is None else None
    first = found[0]
    return pages.get(first.objgen, 0) if isinstance(first, pikepdf.Dictionary) else None


def _named(name: str, source: PdfSource) -> object:
    root = source.pdf.Root
    if dests := dictionary(dictionary(root, "/Names"), "/Dests"):
        tree = pikepdf.NameTree(dests)
        if name in tree:
            return tree[name]
    return entry(dictionary(root, "/Dests"), "/" + name)


def _bookmarks(source: PdfSource, pages: dict[Key, int], headings: Headings) -> Iterator[Finding]:
    item = entry(dictionary(source.pdf.Root, "/Outlines"), "/First")
    waiting, left = [item], _MOST_BOOKMARKS
    while waiting and left:
        item, left = waiting.pop(), left - 1
        if not isinstance(item, pikepdf.Dictionary):
            continue
        waiting += [entry(item, "/Next"), entry(item, "/First")]
        title = text(item, "/Title")
        page = _destination(entry(dictionary(item, "/A"), "/D") or entry(item, "/Dest"), source, pages)
        known = headings.get(_solid(title))
        if page == 0:
            message = f"The bookmark {quote(title)} leads nowhere."
            yield error("pdf-bookmark-differs", "bookmarks", message, "WCAG 2.2 SC 2.4.5; WCAG technique PDF2")
        elif page is not None and known and page not in known:
            message = f"The bookmark {quote(title)} does not lead to the page of that heading."
            yield error("pdf-bookmark-differs", "bookmarks", message, "WCAG 2.2 SC 2.4.5; WCAG technique PDF2")
        elif not known:
            message = f"The bookmark {quote(title)} has the words of no heading."
            yield warning("pdf-bookmark-differs", "bookmarks", message, "WCAG 2.2 SC 2.4.5; WCAG technique PDF2")
