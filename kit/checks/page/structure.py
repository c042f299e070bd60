"""The rules about how an HTML file is put together: title, headings, landmarks, tables, lists, and ids that are found.

What people move about by who hear a page or have only keys (WCAG 2.2 SC 1.3.1, 2.4). Left out on purpose: whether the headings say
what follows them, which a person must say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from kit.checks.page.markup import Element, Fault, every, values
from kit.checks.page.names import name, name_attribute


def title(root: Element) -> Iterator[Fault]:
    """The page has a title."""
    if not (root.findtext(".//title") or "").strip():
        yield root, "The file has no title: give it a <title>."


def h1(root: Element) -> Iterator[Fault]:
    """One heading of level 1 is the title of the page."""
    count = len(root.findall(".//h1"))
    if count != 1:
        yield root, f"There are {count} headings of level 1: make it one, the title of the page."


def heading_steps(root: Element) -> Iterator[Fault]:
    """No level of headings is skipped, and none is empty."""
    before = 1
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > before + 1:
            yield heading, f"A heading of level {level} follows one of level {before}: don't skip a level."
        if not name(heading):
            yield heading, "The heading is empty: give it words or remove it."
        before = level


def landmarks(root: Element) -> Iterator[Fault]:
    """One main part, and each navigation told apart."""
    mains = root.findall(".//main")
    if len(mains) != 1:
        yield root, f"There are {len(mains)} <main> elements: put all content in one."
    navs = [(nav, name(nav) if name_attribute(nav) else "") for nav in root.iter("nav")]
    names = Counter(own for _, own in navs)
    for nav, own in navs:
        if len(navs) > 1 and (not own or names[own] > 1):
            yield nav, "Several <nav> elements can't be told apart: name each with aria-label."


def bypass(root: Element) -> Iterator[Fault]:
    """The first link of a head leads past it."""
    links = [link for link in root.iter("a") if link.get("href") is not None]
    main = next(iter(root.iter("main")), None)
    if main is None or not links or any(one is main for one in links[0].iterancestors()):
        return
    if links[0].get("href") != f"#{main.get('id')}":
        yield links[0], "The first link must lead to <main>, so that a keyboard can pass over the head of the page."


def goals(root: Element) -> Iterator[Fault]:
    """A link within the page leads to a place that is there."""
    ids = {*values(root, "//@id | //a/@name"), "top"}
    for link in root.iter("a"):
        target = link.get("href") or ""
        if target.startswith("#") and len(target) > 1 and not {target[1:], unquote(target[1:])} & ids:
            yield link, f"The link leads to {target}, which is not in the file."


def tables(root: Element) -> Iterator[Fault]:
    """A table of data has head cells."""
    for table in root.iter("table"):
        if table.get("role") in {"presentation", "none"}:
            continue
        heads = list(table.iter("th"))
        if not heads:
            yield table, "The table has no head cells: mark them as <th>."


def scopes(root: Element) -> Iterator[Fault]:
    """A head cell says what it heads, and a table has a name."""
    for table in root.iter("table"):
        if table.get("role") in {"presentation", "none"}:
            continue
        for head in table.iter("th"):
            if not head.get("scope"):
                yield head, "The head cell does not say what it heads: give it a scope."
        if not name_attribute(table) and table.find("caption") is None:
            yield table, "The table has no name: give it a <caption> or an aria-label."


_ITEMS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd", "div")}


def _may_lie_in(kid: Element, holder: Element) -> bool:
    return kid.tag in (*_ITEMS[holder.tag], "script", "template") or kid.get("role") == "listitem"


def lists(root: Element) -> Iterator[Fault]:
    """Items, terms and descriptions stand in lists."""
    for item in root.iter("li"):
        above = item.getparent()
        if above is None or above.tag not in {"ul", "ol", "menu"}:
            yield item, "The list item is in no list."
    for item in root.iter("dt", "dd"):
        parents = [one.tag for one in item.iterancestors()][:2]
        if not parents or (parents[0] != "dl" and parents[:2] != ["div", "dl"]):
            yield item, "The term or its description is in no <dl>."
    for holder in root.iter("ul", "ol", "dl"):
        if holder.get("role") not in (None, "list"):
            continue
        strange = next((kid for kid in every(holder, "./*") if not _may_lie_in(kid, holder)), None)
        if strange is not None:
            yield strange, f"<{strange.tag}> lies in <{holder.tag}> beside its items: put it into one."


def ids(root: Element) -> Iterator[Fault]:
    """An id is there once, and what points to one finds it."""
    seen: set[str] = set()
    for element in every(root, "//*[@id]"):
        id_ = element.get("id", "")
        if id_ in seen or not id_.strip():
            yield element, f"The id '{id_}' is empty or used twice."
        seen.add(id_)
    for element in every(root, "//*[@aria-labelledby or @aria-describedby or @for]"):
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for id_ in element.get(attribute, "").split():
                if id_ not in seen:
                    yield element, f"{attribute} names '{id_}', which is not in the file."
