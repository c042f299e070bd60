"""The round trip: what a reader hears in a finished file must be what the document says. Nothing lost, added, moved or changed.

Both sides are Outlines; this module knows neither the Document nor any format. On a deck the slides and the speaker notes
are two sequences, and what a split slide repeats (its title, its table's column heads) is folded before comparing.
Left out on purpose: page furniture (`presence`) and whether the words are right (`review`).
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter

from kit.checks.finding import error, quote
from kit.errors import Finding
from kit.outline import ON_PAPER, Item, Outline, Role, normal

CLAUSE = "ISO 14289-1 7.1, 7.2; WCAG 2.2 SC 1.3.1, 1.3.2, 3.1.1, 3.1.2, 1.1.1"
_CAP = 60
_PART = re.compile(r"\s*[(（]\s*(\d+)\s*[/／]\s*(\d+)\s*[)）]\s*$")
_TEXT_ON_SLIDES: frozenset[Role] = frozenset(("paragraph", "item", "link", "field", "caption"))
_SIMILAR = 0.6

_SAID = attrgetter("role", "level", "text", "alt", "lang", "foreign")
"""All of an item but its place."""

_ROLE_NAMES: dict[Role, str] = {
    "title": "the title",
    "heading": "a heading",
    "paragraph": "a paragraph",
    "item": "a list item",
    "table": "a table",
    "header": "a table head",
    "cell": "a table cell",
    "figure": "a picture",
    "caption": "a caption",
    "link": "a link",
    "field": "a field to fill in",
    "note": "a speaker note",
}


def compare(expected: Outline, actual: Outline) -> tuple[Finding, ...]:
    """What differs between what the document asks for and what a reader heard; () if they are equal.

    Texts are compared in `normal` form. A pair of runs in one foreign language counts as one run: weight may part them.
    """
    slides = any(item.role == "note" for item in expected.items) or sum(item.role == "title" for item in expected.items) > 1
    found = [*_metadata(expected, actual)]
    if slides:
        unit = "slide"
        said = _as_slides(_fold_notes(actual.items))
        for head, loose in expected.anywhere:
            heads, wanted_loose = _as_slides((head,) if head else ()), _as_slides(loose)
            found += _anywhere(heads, wanted_loose, said)
            said = _without((*heads, *wanted_loose), said)
        shown = _fold(tuple(item for item in actual.items if item.role != "note"))
        wanted = tuple(item for item in expected.items if item.role != "note")
        found += _sequence(_as_slides(wanted), _as_slides(shown), unit, level=False)
        notes = tuple(item for item in expected.items if item.role == "note")
        found += _sequence(_as_slides(notes), said, "notes of slide", level=False)
    else:
        found += _sequence(expected.items, actual.items, ON_PAPER, level=True)
    if len(found) > _CAP:
        more = len(found) - _CAP
        found[_CAP:] = [_finding("roundtrip-more", "", f"There are {more} more differences like these.")]
    return tuple(found)


def _anywhere(heads: Sequence[Item], loose: Sequence[Item], said: Sequence[Item]) -> Iterator[Finding]:
    """What is asked for in the notes of any slides, in any order: each once, but for its heading, which each page may say again."""
    order = {_key(item): at for at, item in enumerate((*heads, *loose))}
    found = sorted((item for item in said if _key(item) in order), key=lambda item: order[_key(item)])
    again = max(0, len([item for item in found for head in heads if _key(item) == _key(head)]) - len(heads))
    yield from _sequence((*heads, *loose), found[again:], "notes of slide", level=False)


def _without(wanted: Sequence[Item], said: Sequence[Item]) -> tuple[Item, ...]:
    keys = {_key(item) for item in wanted}
    return tuple(item for item in said if _key(item) not in keys)


def _finding(name: str, where: str, message: str) -> Finding:
    return error(name, where, message, CLAUSE)


def _metadata(expected: Outline, actual: Outline) -> Iterator[Finding]:
    if normal(expected.title) != normal(actual.title):
        message = f"The file's title in its properties is {quote(actual.title)}; it should be {quote(expected.title)}."
        yield _finding("roundtrip-title", "file properties", message)
    if expected.lang.lower() != actual.lang.lower():
        message = f"The file says its language is '{actual.lang}'; its text is '{expected.lang}'."
        yield _finding("roundtrip-lang", "file properties", message)


def _as_slides(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items as a slide can tell them apart.

    Its body text is one kind; a paragraph has no language beside its runs', so one that is foreign from end to end is in that
    of its first run; and a description (`descr`) has none at all.
    """
    out = []
    for item in items:
        if item.role in ("figure", "table"):
            out.append(dataclasses.replace(item, lang=""))
            continue
        if item.foreign and _solid(" ".join(words for _, words in item.foreign)) == _solid(item.text):
            lang = item.foreign[0][0]
            item = dataclasses.replace(item, lang=lang, foreign=tuple(run for run in item.foreign if run[0] != lang))
        out.append(dataclasses.replace(item, role="paragraph") if item.role in _TEXT_ON_SLIDES else item)
    return tuple(out)


def _fold_notes(items: Sequence[Item]) -> tuple[Item, ...]:
    """The notes without what the slides of one title repeat: a slide that goes on has the notes of its first part as well."""
    first: dict[str, set[str]] = {}
    repeated: dict[int, set[str]] = {}
    notes = tuple(item for item in items if item.role == "note")
    for title in (item for item in items if item.role == "title"):
        part = _PART.search(title.text)
        own = {normal(note.text) for note in notes if note.page == title.page} if part else set()
        name = normal(_PART.sub("", title.text))
        if part and int(part[1]) == 1:
            first[name] = own
        elif part:
            repeated[title.page] = first.get(name, set())
    return tuple(note for note in notes if normal(note.text) not in repeated.get(note.page, ()))


def _fold(items: Sequence[Item]) -> tuple[Item, ...]:
    """Slides with what a continuation repeats taken out: "Title (2/3)" and the column heads of a table that goes on."""
    out: list[Item] = []
    heads: list[str] = []
    at = 0
    while at < len(items):
        item = items[at]
        part = _PART.search(item.text) if item.role == "title" else None
        if part is None:
            heads = _heads(items, at) if item.role == "table" else heads
            out.append(item)
            at += 1
            continue
        if int(part[1]) == 1:
            out.append(dataclasses.replace(item, text=item.text[: part.start()]))
        at += 1
        if int(part[1]) > 1 and at < len(items) and items[at].role == "table":
            again = [item.text for item in items[at + 1 : at + 1 + len(heads)]]
            at += 1 + len(heads) if again == heads else 0
    return tuple(out)


def _heads(items: Sequence[Item], table: int) -> list[str]:
    """The column heads of the table that starts at this index: the heads before its first row's head.

    A row is a head followed by cells; so the last of the leading heads is the first row's.
    """
    heads = []
    for item in items[table + 1 :]:
        if item.role != "header":
            break
        heads.append(item.text)
    return heads[:-1]


def _key(item: Item) -> str:
    return normal(item.text) if item.role not in ("table", "figure") else f"\0{item.role}"


def _sequence(expected: Sequence[Item], actual: Sequence[Item], unit: str, *, level: bool) -> Iterator[Finding]:
    wanted, heard = [_key(item) for item in expected], [_key(item) for item in actual]
    if wanted == heard:
        for want, got in zip(expected, actual, strict=True):
            yield from _pair(want, got, unit, level=level)
        return
    lost, added = Counter(wanted) - Counter(heard), Counter(heard) - Counter(wanted)
    matcher = difflib.SequenceMatcher(None, wanted, heard, autojunk=False)
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        if code == "equal":
            for want, got in zip(expected[i1:i2], actual[j1:j2], strict=True):
                yield from _pair(want, got, unit, level=level)
            continue
        yield from _block(expected, actual, (i1, i2, j1, j2), lost, added, unit)


def _block(
    expected: Sequence[Item],
    actual: Sequence[Item],
    span: tuple[int, int, int, int],
    lost: Counter[str],
    added: Counter[str],
    unit: str,
) -> Iterator[Finding]:
    """What differs in one stretch that does not match: words changed, lost, added, or out of order."""
    i1, i2, j1, j2 = span
    extra = [item for item in actual[j1:j2] if _take(added, _key(item))]
    moved = len(actual[j1:j2]) > len(extra)
    for index in range(i1, i2):
        want = expected[index]
        if not _take(lost, _key(want)):
            continue
        twin = next((item for item in extra if _similar(_key(want), _key(item))), None)
        if twin is not None:
            extra.remove(twin)
            message = f"The words differ: it should be {quote(want.text)}, but a reader hears {quote(twin.text)}."
            yield _finding("roundtrip-words", _where(twin, unit), message)
        else:
            after = f" It belongs after {quote(expected[index - 1].text or expected[index - 1].alt)}." if index else ""
            message = f"{_name(want)} is lost: {quote(want.text or want.alt)} is not in the file.{after}"
            yield _finding("roundtrip-lost", _place(actual, j1, unit), message)
    for item in extra:
        message = f"{_name(item)} is in the file that the document does not have there: {quote(item.text or item.alt)}."
        yield _finding("roundtrip-added", _where(item, unit), message)
    if moved:
        first = next(item for item in actual[j1:j2] if item not in extra)
        message = f"The reading order differs: {quote(first.text or first.alt)} is read out at another place than the document's."
        yield _finding("roundtrip-order", _where(first, unit), message)


def _take(counter: Counter[str], key: str) -> bool:
    if counter[key] <= 0:
        return False
    counter[key] -= 1
    return True


def _similar(a: str, b: str) -> bool:
    """Whether two texts are one with some words changed, or with letters in another order."""
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
        return False
    return matcher.ratio() >= _SIMILAR or Counter("".join(a.split())) == Counter("".join(b.split()))


def _pair(want: Item, got: Item, unit: str, *, level: bool) -> Iterator[Finding]:
    """What differs in two items of the same words."""
    if _SAID(want) == _SAID(got):
        return
    where, said = _where(got, unit), quote(want.text or want.alt)
    if want.role != got.role:
        yield _finding("roundtrip-role", where, f"{said} should be {_ROLE_NAMES[want.role]}, but is {_ROLE_NAMES[got.role]}.")
    if level and want.role in ("title", "heading") and want.level != got.level:
        yield _finding("roundtrip-level", where, f"The heading {said} should be of level {want.level}, but is {got.level}.")
    if normal(want.alt) != normal(got.alt):
        what = "summary of the table" if want.role == "table" else "alternative text"
        yield _finding("roundtrip-alt", where, f"The {what} should be {quote(want.alt)}, but is {quote(got.alt)}.")
    (wanted, wanted_runs), (spoken, spoken_runs) = _voices(want), _voices(got)
    if wanted != spoken:
        message = f"{said} is in the language '{wanted}', but is marked '{spoken or 'none'}': a voice will mispronounce it."
        yield _finding("roundtrip-item-lang", where, message)
    elif wanted_runs != spoken_runs:
        message = f"In {said}, the words in another language should be {_listed(want)}, but marked are {_listed(got)}."
        yield _finding("roundtrip-foreign", where, message)


def _voices(item: Item) -> tuple[str, list[tuple[str, str]]]:
    """The language a text is read in, and its runs in other languages: without white space, neighbours of one language joined.

    A text that lies in one foreign run from end to end is a text in that language.
    """
    runs: list[tuple[str, str]] = []
    for lang, text in item.foreign:
        words = _solid(text)
        if runs and runs[-1][0] == lang.lower():
            runs[-1] = (runs[-1][0], runs[-1][1] + words)
        elif words:
            runs.append((lang.lower(), words))
    if len(runs) == 1 and runs[0][1] == _solid(item.text):
        return runs[0][0], []
    return item.lang.lower(), runs


def _solid(text: str) -> str:
    return "".join(normal(text).split())


def _listed(item: Item) -> str:
    return ", ".join(f"{quote(text)} ({lang})" for lang, text in item.foreign) or "none"


def _name(item: Item) -> str:
    name = _ROLE_NAMES[item.role]
    return name[0].upper() + name[1:]


def _where(item: Item, unit: str) -> str:
    return f"{unit} {item.page}" if item.page else ""


def _place(actual: Sequence[Item], index: int, unit: str) -> str:
    """Where something is missing: the place of what stands before it."""
    near = actual[index - 1] if 0 < index <= len(actual) else actual[0] if actual else None
    return _where(near, unit) if near else ""
