"""Rules on a deck's text: the language of each run, and everything that must run right to left where the language does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import bidirectional

from fontTools.unicodedata import script

from kit.checks.deck.known import by_slide
from kit.checks.deck.xml import A, C, Element, P, charts, language, notes, runs, slides
from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.locale import known, language_of, runs_right_to_left
from kit.opc import Package

_SCRIPTS = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani")}
_SIGNS = "ªº"
"""Letters by their category and script (Latin) that stand as signs in addresses of any script."""
_TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _written(tag: str, run: Element) -> bool:
    """Whether all letters of a run are in the script of its language, and that is not Latin: a name in another script."""
    locale = known(tag)
    letters = [letter for letter in run.findtext(f"{A}t") or "" if letter.isalpha() and letter not in _SIGNS]
    if locale is None or not letters or locale.script == "Latn":
        return False
    wanted = _SCRIPTS.get(locale.script, (locale.script,))
    return all(script(letter) in wanted for letter in letters)


def _parts(package: Package, where: str, part: str, root: Element) -> Iterator[tuple[str, Element]]:
    """Each place of a slide with words: itself, its charts, its notes."""
    yield where, root
    for _, chart in charts(package, part):
        yield f"{where}, chart", chart
    said = notes(package, part)
    if said is not None:
        yield f"{where}, notes", said


def tagged(package: Package) -> Iterator[Finding]:
    """Each run of text says its language: voices and line breaking depend on it."""
    own = language_of(language(package))

    def on_slide(slide: str, part: str, tree: Element) -> Iterator[Finding]:
        for where, root in _parts(package, slide, part, tree):
            bare = strange = 0
            example = ""
            for run in runs(root):
                properties = run.find(f"{A}rPr")
                tag = properties.get("lang", "") if properties is not None else ""
                if not tag:
                    bare += 1
                    example = example or (run.findtext(f"{A}t") or "")
                elif not _TAG.match(tag) or (own and language_of(tag) not in (own, "en") and not _written(tag, run)):
                    strange += 1
                    example = example or (run.findtext(f"{A}t") or "")
            if bare:
                message = f"Text that does not say its language ({bare} times), such as {quote(example)}."
                yield error("deck-lang", where, message, "WCAG 2.2 SC 3.1.2")
            if strange:
                message = f"Text in a language that is not the deck's ({strange} times), such as {quote(example)}."
                yield error("deck-lang-other", where, message, "WCAG 2.2 SC 3.1.2")

    yield from by_slide(package, "tagged", on_slide)


def defaults(package: Package) -> Iterator[Finding]:
    """Text that someone types later gets the deck's language: master and deck name it in their defaults."""
    master = package.target(package.presentation, "slideMaster")
    own = language_of(language(package))
    for where, part in (("whole deck", package.presentation), ("slide master", master)):
        root = package.xml(part) if part in package.names else None
        styles = (
            () if root is None else (*root.iterfind(f"{P}defaultTextStyle//{A}defRPr"), *root.iterfind(f"{P}txStyles//{A}defRPr"))
        )
        tags = {language_of(style.get("lang", "")) for style in styles}
        if own and tags and tags != {own}:
            message = "The defaults for new text do not name the deck's language."
            yield warning("deck-lang-default", where, message, "WCAG 2.2 SC 3.1.1")


def direction(package: Package) -> Iterator[Finding]:
    """In a language that runs right to left, every paragraph, table, chart, style and the deck itself do; else none does."""
    rtl = _rtl(package)
    clause = "ISO/IEC 29500-1, 21.1.2.2.7 (rtl)"
    root = package.xml(package.presentation)
    if (root.get("rtl") in ("1", "true")) != rtl:
        yield error("deck-rtl-deck", "whole deck", f"The deck is {'not ' if rtl else ''}marked as right to left.", clause)

    def on_slide(slide: str, name: str, tree: Element) -> Iterator[Finding]:
        for where, part in _parts(package, slide, name, tree):
            wrong = [p for p in part.iter(f"{A}p") if words_of(p) and (_flag(p.find(f"{A}pPr"), "rtl") != rtl)]
            if wrong:
                message = f"Paragraphs that run the wrong way ({len(wrong)}), such as {quote(words_of(wrong[0]))}."
                yield error("deck-rtl-paragraph", where, message, clause)
            for table in part.iter(f"{A}tbl"):
                if _flag(table.find(f"{A}tblPr"), "rtl") != rtl:
                    yield error("deck-rtl-table", where, "The table's columns run the wrong way.", "ISO/IEC 29500-1, 21.1.3.13")
            for axis in _across(part):
                turned = axis.find(f"{C}scaling/{C}orientation")
                if (turned is not None and turned.get("val") == "maxMin") != rtl:
                    yield error("deck-rtl-chart", where, "Time on the chart runs the wrong way.", "ISO/IEC 29500-1, 21.2.2.130")

    yield from by_slide(package, f"direction {rtl}", on_slide)
    yield from _styles(package, rtl, clause)


def _rtl(package: Package) -> bool:
    """Whether the deck's language runs right to left; where the deck does not name it, whether most of its letters do."""
    own = language(package)
    if own:
        return runs_right_to_left(own)
    kinds = Counter(
        bidirectional(letter) for _, _, root in slides(package) for run in runs(root) for letter in run.findtext(f"{A}t") or ""
    )
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _across(chart: Element) -> list[Element]:
    """The axes of a chart that run across the page; of bars that lie, the one with their names runs down and is not theirs."""
    axes = list(chart.iter(f"{C}catAx", f"{C}dateAx", f"{C}valAx"))
    names = [axis for axis in axes if axis.tag != f"{C}valAx"]
    return [axis for axis in names or axes if (place := axis.find(f"{C}axPos")) is not None and place.get("val") in ("b", "t")]


def _styles(package: Package, rtl: bool, clause: str) -> Iterator[Finding]:
    master = package.target(package.presentation, "slideMaster")
    if master not in package.names:
        return
    for style in ("titleStyle", "bodyStyle"):
        for level in package.xml(master).iterfind(f"{P}txStyles/{P}{style}/*"):
            if _flag(level, "rtl") != rtl or (rtl and level.get("algn") != "r"):
                yield error("deck-rtl-master", "slide master", f"The master's {style} runs the wrong way.", clause)
                break


def _flag(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def words_of(paragraph: Element) -> str:
    """The text of one paragraph."""
    return "".join(text.text or "" for text in paragraph.iter(f"{A}t")).strip()
