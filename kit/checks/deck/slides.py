"""Rules on slides as structure: titles, reading order, descriptions, tables, charts, notes. Links: `deck_links`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kit.checks.deck.inherit import Templates
from kit.checks.deck.xml import (
    FURNITURE,
    TITLES,
    A,
    C,
    P,
    about,
    charts,
    decorative,
    kind,
    language,
    name,
    placeholder,
    shapes,
    slides,
    spoken,
    words,
)
from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.locale import language_of
from kit.opc import Package
from kit.outline import normal

_FILE_NAME = re.compile(r"\.(png|jpe?g|svg|gif|emf|wmf|bmp|tiff?|webp)\b", re.IGNORECASE)
_EMPTY_WORDS = re.compile(r"^(image|picture|photo|graphic|icon|chart|table|untitled|logo)\s*\d*$", re.IGNORECASE)
LONGEST = 250
"""Characters of a description that a screen reader's user can still take in."""


def titles(package: Package) -> Iterator[Finding]:
    """Each slide has one title, in a title placeholder, read first, and no two are the same."""
    clause = "Microsoft Accessibility Checker: slide titles; WCAG 2.2 SC 2.4.6"
    seen: Counter[str] = Counter()
    first: dict[str, str] = {}
    for where, _, root in slides(package):
        found = [shape for shape in shapes(root) if placeholder(shape) in TITLES]
        title = normal(" ".join(words(shape) for shape in found))
        if len(found) != 1 or not title:
            what = "no title" if not found else "a title without words" if len(found) == 1 else f"{len(found)} titles"
            yield error("deck-title", where, f"The slide has {what}.", clause)
            continue
        if shapes(root)[0] is not found[0]:
            yield error("deck-title-first", where, "The title is not the first thing that is read.", "WCAG 2.2 SC 1.3.2")
        seen[title] += 1
        if seen[title] > 1:
            message = f"The title {quote(title)} is also on {first[title]}; people can't tell them apart."
            yield error("deck-title-unique", where, message, clause)
        first.setdefault(title, where)


def ids(package: Package) -> Iterator[Finding]:
    """No two shapes of a slide share an id or, among those that are read, a name."""
    for where, _, root in slides(package):
        numbers = [found.get("id") for found in root.iter(f"{P}cNvPr")]
        if len(numbers) > len(set(numbers)):
            yield error(
                "deck-ids", where, "Two shapes share an id; PowerPoint may repair the file.", "ISO/IEC 29500-1, 19.3.1.12"
            )
        names = [name(shape) for shape in shapes(root)]
        if len(names) > len(set(names)):
            yield warning("deck-names", where, "Two shapes share a name; the selection pane can't tell them apart.", "")


def order(package: Package) -> Iterator[Finding]:
    """Foot and slide number are read last, and all words stand where Outline view shows them."""
    for where, _, root in slides(package):
        last = False
        for shape in shapes(root):
            kind_ = placeholder(shape)
            if last and kind_ not in FURNITURE:
                yield error("deck-order", where, f"“{name(shape)}” is read after the foot of the slide.", "WCAG 2.2 SC 1.3.2")
            last = last or kind_ in FURNITURE
            if kind(shape) == "sp" and not kind_ and words(shape):
                message = f"{quote(words(shape))} is in a text box of its own, so Outline view and some readers miss it."
                yield error("deck-free-text", where, message, "HHS PowerPoint checklist: Outline view")
            if kind(shape) == "sp" and kind_ and not words(shape):
                message = f"The placeholder “{name(shape)}” is empty; it is read out as if it held something."
                yield error("deck-empty-placeholder", where, message, "Section 508 guide")


def as_laid_out(package: Package) -> Iterator[Finding]:
    """What stands on a slide is read in the order of its layout, which is the order a new slide of it will have."""
    templates = Templates(package)
    for where, part, root in slides(package):
        places = {id(slot): at for at, (_, _, slot) in enumerate(templates.slots(templates.above(part)[0]))}
        lines = [templates.heir(part, shape).line for shape in shapes(root) if placeholder(shape)]
        order_ = [places[id(line[1])] for line in lines if len(line) > 1 and id(line[1]) in places]
        if order_ != sorted(order_):
            yield warning("deck-layout-order", where, "The slide is read in another order than its layout.", "WCAG 2.2 SC 1.3.2")


def _needs_words(shape: Any) -> bool:
    return kind(shape) != "sp" or (not words(shape) and not placeholder(shape))


def _inside(shape: Any) -> Iterator[Any]:
    """The shape, or for a group without a description what is in it."""
    found = about(shape)
    if kind(shape) == "grpSp" and found is not None and not found.get("descr", "").strip() and not decorative(found):
        for child in shape:
            if isinstance(child.tag, str) and kind(child) in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"):
                yield from _inside(child)
    else:
        yield shape


def descriptions(package: Package) -> Iterator[Finding]:
    """Each thing that is not text has a description in words, or is marked decorative; never both, never neither."""
    clause = "Microsoft Accessibility Checker: alternative text; WCAG 2.2 SC 1.1.1"
    for where, _, root in slides(package):
        for shape in (part for top in shapes(root) for part in _inside(top)):
            if not _needs_words(shape):
                continue
            found = about(shape)
            said = normal(found.get("descr", "")) if found is not None else ""
            ornament = found is not None and decorative(found)
            label = f"“{name(shape)}”"
            if ornament and said:
                yield error("deck-alt", where, f"{label} is marked decorative and has a description; it must be one.", clause)
            elif not ornament and not said:
                yield error("deck-alt", where, f"{label} has no description for people who can't see it.", clause)
            elif said and (_FILE_NAME.search(said) or _EMPTY_WORDS.match(said) or said == normal(name(shape))):
                yield error("deck-alt-words", where, f"The description of {label} is {quote(said)}, which says nothing.", clause)
            elif len(said) > LONGEST:
                yield warning("deck-alt-long", where, f"The description of {label} has {len(said)} characters.", clause)


def tables(package: Package) -> Iterator[Finding]:
    """A table has a head row, plain cells, and no empty ones."""
    for where, _, root in slides(package):
        for table in root.iter(f"{A}tbl"):
            flags = table.find(f"{A}tblPr")
            if flags is None or flags.get("firstRow") not in ("1", "true"):
                message = "The table does not say that its first row is a head."
                yield error("deck-table-header", where, message, "Microsoft Accessibility Checker: table header")
            cells = list(table.iter(f"{A}tc"))
            if any(cell.get(key) for cell in cells for key in ("gridSpan", "rowSpan", "hMerge", "vMerge")):
                yield error(
                    "deck-table-merged", where, "The table has merged cells.", "Microsoft Accessibility Checker: simple tables"
                )
            if any(not words(cell) for cell in cells):
                yield error("deck-table-empty", where, "The table has empty cells.", "Section 508 guide: tables")


def chart_parts(package: Package) -> Iterator[Finding]:
    """A chart keeps its data, names its axes and lines, and its lines differ by more than colour."""
    lang = language(package)
    for where, part, _ in slides(package):
        for target, chart in charts(package, part):
            if not package.target(target, "package"):
                yield error(
                    "deck-chart-data", where, "The chart has no data sheet, so nobody can mend a number.", "ISO/IEC 29500-1, 21.2"
                )
            axes = list(chart.iter(f"{C}catAx", f"{C}valAx", f"{C}dateAx"))
            if any(axis.find(f"{C}title") is None for axis in axes):
                yield error("deck-chart-axes", where, "An axis of the chart has no title.", "HHS PowerPoint checklist: charts")
            series = list(chart.iter(f"{C}ser"))
            labelled = chart.find(f".//{C}legend") is not None or all(
                s.find(f".//{C}showSerName[@val='1']") is not None for s in series
            )
            if len(series) > 1 and not labelled:
                yield error(
                    "deck-chart-legend", where, "The chart does not say which line is which.", "HHS PowerPoint checklist: charts"
                )
            looks = Counter(_look(one) for one in series)
            if len(series) > 1 and (len(looks) < len(series) or any(not any(look) for look in looks)):
                yield error("deck-chart-colour", where, "The chart's lines differ by colour alone.", "WCAG 2.2 SC 1.4.1")
            spoken_in = chart.find(f"{C}lang")
            if lang and (spoken_in is None or language_of(spoken_in.get("val", "")) != language_of(lang)):
                yield error("deck-chart-lang", where, "The chart does not say its language.", "WCAG 2.2 SC 3.1.1")


def _look(series: Any) -> tuple[str, str]:
    dash, symbol = series.find(f".//{A}prstDash"), series.find(f".//{C}symbol")
    return ("" if dash is None else dash.get("val", "")), ("" if symbol is None else symbol.get("val", ""))


def speaker_notes(package: Package) -> Iterator[Finding]:
    """Each slide has notes, and a chart or table is told there in words: nobody can walk its cells in a running show."""
    for where, part, root in slides(package):
        said = normal(spoken(package, part))
        if not said:
            yield error("deck-notes", where, "The slide has no speaker notes.", "Section 508 guide: notes")
            continue
        for frame in root.iter(f"{P}graphicFrame"):
            told = normal(about(frame).get("descr", "")) if about(frame) is not None else ""
            if told and told not in said and not _continues(root):
                message = "The notes do not tell in words what the chart or table shows."
                yield warning("deck-notes-facts", where, message, "HHS PowerPoint checklist: complex images")


def _continues(root: Any) -> bool:
    title = " ".join(words(shape) for shape in shapes(root) if placeholder(shape) in TITLES)
    part = re.search(r"[(（]\s*(\d+)\s*[/／]\s*\d+\s*[)）]$", normal(title))
    return part is not None and int(part.group(1)) > 1
