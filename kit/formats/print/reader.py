"""A finished handout, read back as a screen reader would: PDF bytes -> Outline.

It walks the structure tree and takes the words from the content streams, through each font's ToUnicode; it uses none of the
writer's code. Left out on purpose: whether the file is right (`checks.pdf` and `checks.roundtrip` judge that).
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_not
from typing import NamedTuple

from kit.outline import Item, Outline, Role, normal
from kit.tagged.file_tags import PageTags
from kit.tagged.homes import elements_of, homes
from kit.tagged.marks import PaintedPage
from kit.tagged.source import PageWords, PdfSource, words_of
from kit.tagged.source import read as read_pdf
from kit.tagged.tree import TagContent, TagElement, Tree

_LEAVES: dict[str, Role] = {"P": "paragraph", "LBody": "item", "TH": "header", "TD": "cell", "Caption": "caption"}
_INLINE = frozenset(("Span", "Strong", "Em", "Link", "Quote", "Code", "Reference", "BibEntry", "Sub"))
_HEADINGS = {f"H{level}": level for level in range(1, 7)}


def read(data: bytes) -> Outline:
    """What the handout says, in reading order, and its page furniture; KitError if the bytes are no PDF.

    A file without a structure tree has no items: to a reader it says nothing.
    """
    source = read_pdf(data)
    items: list[Item] = []
    if source.tree:
        walk = _Walk(source, items, source)
        for root in source.tree.roots:
            walk.visit(root)
    return Outline(
        title=normal(source.title),
        lang=source.lang,
        items=tuple(items),
        furniture=tuple(_furniture(source)),
        pages=len(source.pages),
    )


class _Walk:
    """Walks down from some elements. In a whole file (`whole`) what lies on one page is heard once for all files that have it."""

    def __init__(self, source: PageWords, items: list[Item], whole: PdfSource | None = None) -> None:
        self.source = source
        self.items = items
        self.titled = False
        self.pages = {page.number: page for page in whole.pages} if whole else {}
        self.tree = whole.tree if whole else None
        self.tags = {number: whole.tags_of(number) for number in (0, *self.pages)} if whole and whole.tags else {}

    def visit(self, element: TagElement) -> None:
        """Add the items of an element and all below it."""
        home = self.tree.once(homes).page_of.get(element) if self.tree else None
        if self.tree and home in self.pages:
            at = self.tree.once(_places)[element]
            heard, self.titled = self.pages[home].beside(self.tags[home], _below, at, self.source.lang, self.titled)
            self.items += heard
            return
        role = element.role
        if role in _HEADINGS:
            first = role == "H1" and not self.titled
            self.titled = self.titled or first
            self.add("title" if first else "heading", element, level=_HEADINGS[role])
        elif role == "Figure":
            self.put("figure", element, alt=normal(element.alt or self.source.replaced.get(element, "")))
        elif role == "Table":
            self.table(element)
        elif role == "Form":
            self.form(element)
        elif role == "TOCI":
            self.contents(element)
        elif role in _LEAVES and _is_leaf(element):
            self.leaf(element)
        elif role == "Lbl":
            return
        else:
            self.once(element)

    def once(self, element: TagElement) -> None:
        """Add the items of a group, heard now, or before in a file with this tree that has all its pages."""
        tree, numbers = self.tree, self.tree.once(_spans).get(element, ()) if self.tree else ()
        if tree is None or not numbers or any(number not in self.pages for number in numbers):
            self.group(element)
            return
        beside: list[object] = [self.tags[0]]
        for number in numbers:
            beside += (self.pages[number].known, self.tags[number])
        kept = tree.once(_heard)
        known = kept.get(element)
        if known is None or known.before != (self.titled, self.source.lang) or any(map(is_not, beside, known.beside)):
            before, start = (self.titled, self.source.lang), len(self.items)
            self.group(element)
            kept[element] = _Heard(beside, before, tuple(self.items[start:]), self.titled)
            return
        self.items += known.items
        self.titled = known.titled

    def group(self, element: TagElement) -> None:
        """A grouping element; words that lie in it directly, between its blocks, are heard as paragraphs."""
        if element.role not in _INLINE and any(isinstance(kid, TagContent) for kid in element.kids):
            words = "".join(self.source.text(kid) for kid in element.kids if isinstance(kid, TagContent))
            self.put("item" if element.role == "LBody" else "paragraph", element, text=words)
        if element.role in _INLINE:
            self.add("link" if element.role == "Link" else "paragraph", element)
            return
        for kid in element.elements:
            self.visit(kid)

    def leaf(self, element: TagElement) -> None:
        role = _LEAVES[element.role]
        if role == "paragraph" and any(above.role == "LBody" for above in element.ancestors()):
            role = "item"
        if role in ("paragraph", "item") and _whole_link(element, self.source):
            role = "link"
        self.add(role, element)

    def contents(self, element: TagElement) -> None:
        """An entry of the contents: a link, without the number of the page that ends it, which is the layout's and not the text's."""
        lang = element.language(self.source.lang)
        runs = list(_runs(element, self.source, lang))
        while runs and not runs[-1][0].strip():
            runs.pop()
        if runs and runs[-1][0].strip().isdecimal() and len(runs) > 1:
            runs.pop()
        foreign = tuple((spoken, normal(text)) for text, spoken in runs if spoken != lang)
        words = normal("".join(text for text, _ in runs))
        self.items.append(Item(role="link", text=words, lang=lang, foreign=foreign, page=element.place))

    def table(self, element: TagElement) -> None:
        self.put("table", element, alt=normal(str(element.attribute("Table", "Summary") or "")))
        for kid in element.elements:
            self.visit(kid)

    def form(self, element: TagElement) -> None:
        """A thing to fill in: its label, if it has one, is what a reader hears."""
        for label in (kid for kid in element.elements if kid.role == "Lbl"):
            self.add("field", label)

    def add(self, role: Role, element: TagElement, *, level: int = 0) -> None:
        """An item with the element's own words; inner lists and labels are not part of them."""
        lang = element.language(self.source.lang)
        words, foreign = "", list[tuple[str, str]]()
        for text, spoken in _runs(element, self.source, lang):
            words += text
            if spoken != lang:
                foreign.append((spoken, normal(text)))
        text = normal(words)
        if role in ("link", "field") or text or role in ("header", "cell"):
            item = Item(role=role, text=text, lang=lang, level=level, foreign=tuple(foreign), page=element.place)
            self.items.append(item)

    def put(self, role: Role, element: TagElement, *, text: str = "", alt: str = "") -> None:
        """An item whose words are given."""
        lang = element.language(self.source.lang)
        if role in ("figure", "table") or normal(text):
            self.items.append(Item(role=role, text=normal(text), lang=lang, alt=alt, page=element.place))


class _Heard(NamedTuple):
    """What was heard of a group: by what is known of each of its pages and by their tags, whether a title was heard before, and the file's language."""

    beside: list[object]
    before: tuple[bool, str]
    items: tuple[Item, ...]
    titled: bool


def _heard(_: Tree) -> dict[TagElement, _Heard]:
    """What was heard last of each group of a tree."""
    return {}


def _spans(tree: Tree) -> dict[TagElement, tuple[int, ...]]:
    """The pages that each element, with all below it, lies on."""
    found: dict[TagElement, set[int]] = {}
    for element in reversed(tree.once(elements_of)):  # those below come first
        own = {kid.page for kid in element.kids if isinstance(kid, TagContent)}
        found[element] = own.union(*(found[kid] for kid in element.elements))
    return {element: tuple(sorted(pages)) for element, pages in found.items()}


def _places(tree: Tree) -> dict[TagElement, int]:
    return {element: at for at, element in enumerate(tree.once(elements_of))}


def _below(page: PaintedPage, tags: PageTags, at: int, lang: str, titled: bool) -> tuple[tuple[Item, ...], bool]:
    """The items of an element that is at home on a page, and whether a title was heard, now or before."""
    items: list[Item] = []
    walk = _Walk(page.beside(tags, words_of, lang), items)
    walk.titled = titled
    walk.visit(tags.tree.once(elements_of)[at])
    return tuple(items), walk.titled


def _is_leaf(element: TagElement) -> bool:
    """Whether only inline elements lie below."""
    return all(kid.role in _INLINE and _is_leaf(kid) for kid in element.elements)


def _whole_link(element: TagElement, source: PageWords) -> bool:
    links = [kid for kid in element.elements if kid.role == "Link"]
    return len(links) == 1 and normal(source.spoken(links[0])) == normal(source.spoken(element)) != ""


def _runs(element: TagElement, source: PageWords, lang: str) -> Iterator[tuple[str, str]]:
    """The element's words in runs of one language, in order; a Reference in running text only says on which page something is."""
    for kid in element.kids:
        if isinstance(kid, TagContent):
            yield source.text(kid), lang
        elif isinstance(kid, TagElement) and (kid.role != "Reference" or element.role == "TOCI"):
            yield from _runs(kid, source, kid.lang or lang)


def _furniture(source: PdfSource) -> Iterator[Item]:
    """The running heads and feet: one item for each pagination artifact, in painting order."""
    for page in source.pages:
        yield from page.once(_of_page, source.lang)


def _of_page(page: PaintedPage, lang: str) -> tuple[Item, ...]:
    texts: dict[int, list[str]] = {}
    for mark in page.marks:
        scope = mark.artifact
        if mark.kind == "text" and scope is not None and scope.kind == "Pagination":
            texts.setdefault(id(scope), []).append(mark.text)
    said = (normal("".join(parts)) for parts in texts.values())
    return tuple(Item(role="paragraph", text=words, lang=lang, page=page.number) for words in said if words)
