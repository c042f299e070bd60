"""Rules for any HTML file, ours or not: what the markup must say so that everyone can read it, off line and unwatched.

`CHECKS` is the table of what is asked and the clause it comes from (WCAG 2.2, level AA unless said); the functions that look are
in the modules beside it, by what they look at. Left out on purpose: what only a laid-out page shows, which axe-core in a browser
judges in the tests.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator

from kit.budget import Budget, SpentError
from kit.checks.page import embedded, parts, roles, structure, wording
from kit.checks.page.markup import Element, Fault, parse
from kit.checks.record import Check, judge, ranked
from kit.errors import Finding, KitError, Severity


def check(data: bytes, *, strangers: bool = False, budget: Budget | None = None) -> tuple[Finding, ...]:
    """All breaches in an HTML file (UTF-8), errors first; () if there are none. KitError where it is too large to look at."""
    try:
        (budget or Budget()).spend("nodes", _COST * data.count(b"<"))
    except SpentError as spent:
        raise KitError(f"the page is too large to look at: {spent}", "Split it into several pages.") from None
    if any(tag.partition(b">")[0].count(b"=") > _ATTRIBUTES for tag in data.split(b"<")):
        raise KitError(f"the page has an element of more than {_ATTRIBUTES} attributes", "Write it with fewer.")
    found = judge(CHECKS, parse(data), strangers=strangers)
    return ranked(map(_of_a_piece, found)) if strangers and not _WHOLE.search(data) else found


_WHOLE = re.compile(rb"<(?:!doctype|html|head|body|title|meta)\b", re.IGNORECASE)
"""What only a whole page holds; a file without is a piece, which another file puts into a page."""


def _of_a_piece(finding: Finding) -> Finding:
    """What the page around a piece may say for it, a person must look for there."""
    if finding.id not in ("html-lang", "html-title") or finding.severity != "error":
        return finding
    message = f"{finding.message} This is a piece of a page: look whether the page around it says so."
    return dataclasses.replace(finding, severity="warning", message=message)


_ATTRIBUTES = 2_000
"""How many attributes an element may have: the parser compares each with all before it."""
_COST = 10
"""What an element costs of a file's budget: each is looked at by many rules."""


def _where(element: Element | None) -> str:
    line: object = element.sourceline if element is not None else None
    return f"line {line}: <{element.tag}>" if element is not None and line else ""


def _check(
    name: str,
    question: str,
    clause: str,
    find: Callable[[Element], Iterator[Fault]] | None,
    *,
    why: str,
    advice: str,
    severity: Severity = "error",
    strangers: Severity = "error",
) -> Check[Element | None]:
    """A check whose findings all have its own id and clause; that without a `find` speaks where a file holds no HTML, and alone."""

    def findings(root: Element | None) -> Iterator[Finding]:
        faults: Iterable[tuple[Element | None, str]] = ()
        if root is not None and find is not None:
            faults = find(root)
        elif root is None and find is None:
            faults = [(None, "The file holds no HTML.")]
        for element, message in faults:
            yield Finding(id=f"html-{name}", severity=severity, where=_where(element), message=message, clause=clause)

    return Check(
        id=f"html-{name}",
        question=question,
        why=why,
        clause=clause,
        advice=advice,
        severity=severity,
        strangers=strangers,
        find=findings,
    )


CHECKS: tuple[Check[Element | None], ...] = (
    _check(
        "empty",
        "There is a page in the file.",
        "HTML",
        None,
        why="What can't be opened can't be read.",
        advice="Save the page again, as HTML in UTF-8.",
        strangers="warning",
    ),
    _check(
        "lang",
        "A screen reader picks its voice by the page's language.",
        "WCAG 2.2 SC 3.1.1",
        parts.language,
        why="Without it a voice guesses, and reads one language by the rules of another.",
        advice='Write <html lang="...">.',
    ),
    _check(
        "dir",
        "Text that runs right to left says so, or its lines fall apart.",
        "WCAG 2.2 SC 1.3.2",
        parts.direction,
        why="Full stops, lists and phone numbers land on the wrong side.",
        advice='Write dir="rtl" where lang changes to a language that runs from the right.',
        strangers="warning",
    ),
    _check(
        "lang-parts",
        "Words in another script say their language.",
        "WCAG 2.2 SC 3.1.2",
        parts.writing,
        why="A voice reads words by the rules of the language it is told.",
        advice="Put the words into a <span> with their lang.",
        severity="warning",
        strangers="info",
    ),
    _check(
        "title",
        "The title tells pages apart in tabs and lists.",
        "WCAG 2.2 SC 2.4.2",
        structure.title,
        why="It is the first thing a screen reader says of the page.",
        advice="Give the file a <title>.",
    ),
    _check(
        "h1",
        "One heading of level 1 says what the page is.",
        "WCAG 2.2 SC 1.3.1",
        structure.h1,
        why="It is where people land who jump by headings.",
        advice="Keep one <h1>, the title of the page.",
        strangers="info",
    ),
    _check(
        "headings",
        "Headings are the map that many navigate by.",
        "WCAG 2.2 SC 1.3.1, 2.4.6",
        structure.heading_steps,
        why="A skipped level sounds like a part that is missing.",
        advice="Go down one level at a time, and give each heading words.",
        strangers="warning",
    ),
    _check(
        "landmarks",
        "One main part, and each navigation told apart.",
        "WCAG 2.2 SC 1.3.1, 2.4.1",
        structure.landmarks,
        why="They let people jump over what they know.",
        advice="Put all content into one <main>, and name each <nav>.",
        strangers="info",
    ),
    _check(
        "bypass",
        "The first link passes over the head of the page.",
        "WCAG 2.2 SC 2.4.1",
        structure.bypass,
        why="Without it a keyboard goes through every link of the head on each page.",
        advice="Let the first link lead to <main>.",
        strangers="warning",
    ),
    _check(
        "alt",
        "Each picture is described or marked as decoration.",
        "WCAG 2.2 SC 1.1.1",
        wording.alternatives,
        why="Who can't see the picture has only its words.",
        advice='Describe it, or write alt="" if it only decorates.',
    ),
    _check(
        "labels",
        "Each field says what to write in it.",
        "WCAG 2.2 SC 1.3.1, 3.3.2, 4.1.2",
        wording.labels,
        why="A field without a name is a blank in the dark.",
        advice="Point a <label for> at the field, or name it with aria-label.",
    ),
    _check(
        "links",
        "Each link says where it leads.",
        "WCAG 2.2 SC 2.4.4, 4.1.2",
        wording.links,
        why="Links are read as a list, out of their sentence.",
        advice="Let the link's words name its goal.",
    ),
    _check(
        "link-goals",
        "Each link within the page leads to a place that is there.",
        "WCAG 2.2 SC 2.4.1, 2.4.4",
        structure.goals,
        why="A link that leads nowhere loses who follows it.",
        advice="Give the goal the id that the link names.",
        strangers="warning",
    ),
    _check(
        "tables",
        "Each table has head cells, or says that it only lays out.",
        "WCAG 2.2 SC 1.3.1",
        structure.tables,
        why="A cell is understood by the heads that are read with it.",
        advice='Mark head cells as <th>; write role="presentation" on a table that holds no data.',
        strangers="warning",
    ),
    _check(
        "table-names",
        "Each table has a name, and heads that say what they head.",
        "WCAG 2.2 SC 1.3.1; WCAG techniques H39, H63",
        structure.scopes,
        why="A screen reader can then name the table, and read the right heads in one that is not simple.",
        advice="Give the table a caption, and each <th> a scope.",
        strangers="info",
    ),
    _check(
        "cells",
        "Cells name heads of their own table, in words that exist.",
        "WCAG 2.2 SC 1.3.1",
        embedded.cells,
        why="A cell that names a head that is not there is read without any.",
        advice="Let headers name ids in the same table, and write scope as row or col.",
    ),
    _check(
        "roles",
        "Roles exist, have what they need, and stand where they belong.",
        "WCAG 2.2 SC 1.3.1, 4.1.2",
        roles.roles,
        why="A role that is wrong is worse than none: it hides what the element is.",
        advice="Use the HTML element that has the role by itself.",
    ),
    _check(
        "aria",
        "Attributes of assistive technology exist and have values that they can have.",
        "WCAG 2.2 SC 4.1.2",
        roles.attributes,
        why="What is misspelt is not heeded.",
        advice="Look the attribute and its values up in WAI-ARIA.",
    ),
    _check(
        "hidden",
        "What the keyboard reaches is told to screen readers.",
        "WCAG 2.2 SC 1.3.1, 4.1.2",
        roles.hidden,
        why="Somebody who can't see stands on a thing that says nothing.",
        advice="Take aria-hidden away, or the thing out of the Tab key's way.",
    ),
    _check(
        "nested",
        "Nothing that is used lies in another thing that is used.",
        "WCAG 2.2 SC 4.1.2",
        roles.nested,
        why="A screen reader tells only the outer one.",
        advice="Put them side by side.",
    ),
    _check(
        "frames",
        "Frames and embedded things say what is in them.",
        "WCAG 2.2 SC 1.1.1, 4.1.2",
        embedded.frames,
        why="A frame without a title is a door without a sign.",
        advice="Give each frame a title, and embedded things words inside.",
    ),
    _check(
        "media",
        "Films have captions.",
        "WCAG 2.2 SC 1.2.2",
        embedded.media,
        why="Who can't hear reads what is said.",
        advice='Add <track kind="captions">, or show the words in the film.',
        strangers="warning",
    ),
    _check(
        "buttons",
        "What is pressed, opened or measured says what it is.",
        "WCAG 2.2 SC 1.1.1, 4.1.2",
        embedded.buttons,
        why="A button without a name is pressed by chance.",
        advice="Give it words, a value or an aria-label.",
    ),
    _check(
        "alt-words",
        "The words of a picture say what it shows.",
        "WCAG 2.2 SC 1.1.1",
        embedded.words,
        why="A file's name says nothing of what is seen.",
        advice="Write what the picture is there for.",
        strangers="warning",
    ),
    _check(
        "purposes",
        "What fields about the reader are for is told to browsers.",
        "WCAG 2.2 SC 1.3.5",
        embedded.purposes,
        why="A browser can then fill them in, or show a picture with them.",
        advice="Write autocomplete with a word of the HTML standard.",
    ),
    _check(
        "lang-twice",
        "The page says one language only.",
        "WCAG 2.2 SC 3.1.1",
        embedded.other_language,
        why="Programs differ in which of two they heed.",
        advice="Let lang and xml:lang be the same.",
    ),
    _check(
        "drawings",
        "Each drawing in the page is described or hidden.",
        "WCAG 2.2 SC 1.1.1",
        wording.drawings,
        why="Some screen readers read the parts of a drawing one by one.",
        advice='Write role="img" and an aria-label, or aria-hidden="true".',
        strangers="info",
    ),
    _check(
        "lists",
        "Items stand in lists, so that they are counted.",
        "WCAG 2.2 SC 1.3.1",
        structure.lists,
        why="A list tells how many items are to come.",
        advice="Put <li> into <ul> or <ol>, and <dt> and <dd> into <dl>.",
    ),
    _check(
        "ids",
        "Labels and links find the one thing they name.",
        "WCAG 2.2 SC 1.3.1, 4.1.2",
        structure.ids,
        why="What points to two things, or to none, points nowhere.",
        advice="Give each id once, and point only to ids that exist.",
        strangers="warning",
    ),
    _check(
        "outside",
        "Nothing is fetched, so nobody learns who reads.",
        "kit: private and off line",
        parts.outside,
        why="A request to another computer tells it who reads about heroin.",
        advice="Put styles, fonts and pictures into the file.",
        strangers="info",
    ),
    _check(
        "scripts",
        "The page works without a script.",
        "kit: private and off line",
        parts.active,
        why="Scripts break, and can tell who reads.",
        advice="Remove scripts and on... attributes.",
        strangers="info",
    ),
    _check(
        "viewport",
        "The page fits a phone.",
        "WCAG 2.2 SC 1.4.10",
        parts.viewport,
        why="Without it, phones show the page tiny.",
        advice='Write <meta name="viewport" content="width=device-width">.',
        strangers="info",
    ),
    _check(
        "zoom",
        "The page can be enlarged.",
        "WCAG 2.2 SC 1.4.4",
        parts.zoom,
        why="Who reads small type badly enlarges it.",
        advice="Write nothing into the viewport that forbids enlarging.",
    ),
    _check(
        "timing",
        "Nothing changes, moves or sounds by itself.",
        "WCAG 2.2 SC 1.4.2, 2.2.1, 2.2.2",
        parts.timing,
        why="What moves by itself distracts, startles, or is gone too soon.",
        advice="Remove refreshes, autoplay and movement.",
        strangers="warning",
    ),
    _check(
        "focus",
        "The keyboard's place is seen and moves in order.",
        "WCAG 2.2 SC 2.4.3, 2.4.7",
        parts.focus,
        why="Who can't see where the keyboard is can't use it.",
        advice="Keep the outline of what has the focus, and no tabindex above 0.",
        strangers="warning",
    ),
    _check(
        "contrast",
        "Each colour is told from each ground.",
        "WCAG 2.2 SC 1.4.3, 1.4.6, 1.4.11",
        parts.contrast,
        why="Weak eyes and sunshine take contrast away.",
        advice="Darken the ink or lighten the ground until they differ by 4.5:1, lines by 3:1.",
    ),
)
