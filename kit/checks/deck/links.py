"""Rules on a deck's links: what they say, where they lead, and how they stand in right-to-left text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from kit.checks.deck.known import by_slide
from kit.checks.deck.xml import A, Element, R, shapes, words
from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.opc import Package, Relation
from kit.outline import normal

_EMPTY_LINK = re.compile(r"^(https?://\S+|www\.\S+|click here|here|link|more|read more)$", re.IGNORECASE)
_SAFE = ("https://", "tel:", "mailto:")


def links(package: Package) -> Iterator[Finding]:
    """A link says where it leads, is one run, and is safe to follow; its address stands on the slide for paper and the back row."""

    def on_slide(where: str, part: str, root: Element) -> Iterator[Finding]:
        relations = {relation.id: relation for relation in package.relations(part)}
        seen = normal(" ".join(words(shape) for shape in shapes(root)))
        for paragraph in root.iter(f"{A}p"):
            found = [(run, run.find(f"{A}rPr/{A}hlinkClick")) for run in paragraph.iter(f"{A}r")]
            linked = [(run, link) for run, link in found if link is not None]
            goals = Counter(link.get(f"{R}id", "") for _, link in linked)
            if any(count > 1 for count in goals.values()):
                message = "One link is cut into several runs; a screen reader announces several links."
                yield error("deck-link-runs", where, message, "WCAG 2.2 SC 2.4.4")
            for run, link in linked:
                said = normal(run.findtext(f"{A}t") or "")
                yield from _judge(said, link, relations.get(link.get(f"{R}id", "")), seen, where)
                if _flag(paragraph) and _mixed(said):
                    message = f"The link {quote(said)} mixes two directions; some programs garble it."
                    yield warning("deck-link-mixed", where, message, "LibreOffice: links in right-to-left text")

    yield from by_slide(package, "links", on_slide)


def _judge(said: str, link: Element, goal: Relation | None, seen: str, where: str) -> Iterator[Finding]:
    if not said or _EMPTY_LINK.match(said):
        yield error("deck-link-words", where, f"The link text {quote(said)} does not say where it leads.", "WCAG 2.2 SC 2.4.4")
    if goal is None or not goal.external:
        return
    if not goal.target.startswith(_SAFE):
        yield error("deck-link-target", where, f"The link leads to {quote(goal.target)}, not to a safe https address.", "")
    if not link.get("tooltip", "").strip():
        yield warning("deck-link-tooltip", where, f"The link {quote(said)} has no tooltip.", "Section 508 guide: links")
    try:
        host = (urlsplit(goal.target).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    if host and host not in seen.lower():
        message = f"The address {host} of the link {quote(said)} is not on the slide, so paper and the back row lose it."
        yield warning("deck-link-address", where, message, "HHS PowerPoint checklist: links")


def _flag(paragraph: Element) -> bool:
    properties = paragraph.find(f"{A}pPr")
    return properties is not None and properties.get("rtl") in ("1", "true")


def _mixed(said: str) -> bool:
    """Whether letters of both directions stand in a text, or a number before letters that run from the right."""
    kinds = [kind for kind in map(unicodedata.bidirectional, said) if kind in ("L", "R", "AL", "EN")]
    return bool({"R", "AL"} & set(kinds)) and ("L" in kinds or kinds[0] == "EN")
