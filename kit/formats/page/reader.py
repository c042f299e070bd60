"""An HTML file read back: what a screen reader hears inside `main`, in order, and everything around it as furniture.

Written against HTML and WAI-ARIA, not against our templates: text hidden from assistive technology is not heard, a list item
is a list item whatever is inside it, a paragraph that is all one link is a link (`tel:` links are words like any other).
Left out on purpose: the names of landmarks and groups, which repeat headings, and what style sheets do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.etree

from kit.errors import KitError
from kit.outline import Item, Outline, Role, normal

_ROLES: dict[str, Role] = {
    "p": "paragraph",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "th": "header",
    "td": "cell",
    "caption": "caption",
    "figcaption": "caption",
    "label": "field",
    "legend": "field",
    "h1": "title",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
}
_PHRASING = "a abbr b bdi bdo br cite code data dfn em i img kbd mark q s samp small span strong sub sup svg time u var wbr"
_UNHEARD = "base button input link meta noscript option script select style svg template textarea title"
_INLINE = frozenset(_PHRASING.split())
_SILENT = frozenset(_UNHEARD.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words inside a block: their language, and whether they belong to a link that is not a phone number."""

    text: str
    lang: str
    link: bool = False


def read(data: bytes) -> Outline:
    """The outline of an HTML file; KitError if there is nothing in it that can be read."""
    try:
        root: lxml.etree._Element | None = lxml.etree.fromstring(data, lxml.etree.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise KitError("the file holds no HTML", "Build it again; if it came from elsewhere, save it again as HTML.")
    lang = root.get("lang", "")
    inside: list[Item] = []
    outside: list[Item] = []
    mains = root.findall(".//main")
    for main in mains:
        inside += _walk(main, "paragraph", _language(main))
        for child in list(main):
            main.remove(child)
        main.text = None
    (outside if mains else inside).extend(_walk(root, "paragraph", lang))
    return Outline(
        title=normal(root.findtext(".//title") or ""),
        lang=lang,
        items=tuple(inside),
        furniture=tuple(outside),
    )


def _language(element: lxml.etree._Element) -> str:
    """The language of an element: the nearest `lang` of it and its ancestors, or ""."""
    return next((str(one.get("lang")) for one in (element, *element.iterancestors()) if one.get("lang")), "")


def _is_element(node: lxml.etree._Element) -> bool:
    """Whether it is no comment and no processing instruction, whose `tag` is a function whatever the stubs say."""
    return isinstance(node.tag, str)


def _hidden(element: lxml.etree._Element) -> bool:
    return element.get("aria-hidden") == "true" or element.get("hidden") is not None


def _picture(element: lxml.etree._Element) -> bool:
    """Whether the element is announced as an image: `img` with a description, or anything with the role."""
    return element.get("role") == "img" or (element.tag == "img" and bool(element.get("alt")))


def _walk(element: lxml.etree._Element, role: Role, lang: str) -> Iterator[Item]:
    """What is heard of a block: its own words gathered around the blocks inside it."""
    runs = [_Run(text=element.text or "", lang=lang)]
    for child in element:
        if _is_element(child) and not _hidden(child):
            if _picture(child):
                yield from _flush(runs, role, lang, element)
                yield Item(
                    role="figure", lang=child.get("lang") or lang, alt=normal(child.get("aria-label") or child.get("alt") or "")
                )
            elif child.tag in _SILENT:
                pass
            elif child.tag in _INLINE:
                runs += _inline(child, lang, link=False)
            else:
                yield from _flush(runs, role, lang, element)
                yield from _block(child, role, child.get("lang") or lang)
        runs.append(_Run(text=child.tail or "", lang=lang))
    yield from _flush(runs, role, lang, element)


def _block(element: lxml.etree._Element, around: Role, lang: str) -> Iterator[Item]:
    if element.tag == "table":
        yield Item(role="table", lang=lang, alt=normal(element.get("aria-label", "")))
    role = _ROLES.get(element.tag, "paragraph")
    if role in {"paragraph", "field"} and around in {"item", "cell", "header", "caption", "field"}:
        role = around
    yield from _walk(element, role, lang)


def _inline(element: lxml.etree._Element, lang: str, *, link: bool) -> Iterator[_Run]:
    """The words of an inline element and of what is inside it."""
    if _hidden(element) or element.tag in _SILENT:
        return
    if element.tag == "br":
        yield _Run(text=" ", lang=lang, link=link)
        return
    own = element.get("lang") or lang
    linked = link or (element.tag == "a" and not element.get("href", "tel:").startswith("tel:"))
    yield _Run(text=element.text or "", lang=own, link=linked)
    for child in element:
        if isinstance(child.tag, str):
            yield from _inline(child, own, link=linked)
        yield _Run(text=child.tail or "", lang=own, link=linked)


def _flush(runs: list[_Run], role: Role, lang: str, element: lxml.etree._Element) -> Iterator[Item]:
    """The words gathered so far as one item, and the gathering starts anew."""
    heard = [run for run in runs if normal(run.text)]
    text = normal("".join(run.text for run in runs))
    runs.clear()
    if not heard:
        return
    if role in {"paragraph", "item"} and all(run.link for run in heard):
        role = "link"
    level = int(element.tag[1]) if role in {"title", "heading"} else 0
    foreign = tuple((run.lang, normal(run.text)) for run in heard if run.lang != lang)
    yield Item(role=role, text=text, lang=lang, level=level, foreign=foreign)
