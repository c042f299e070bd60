"""The round trip tells every way in which a file can differ from its document, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from kit.checks.outline import expected, presence, roundtrip
from kit.document import HANDOUT
from kit.outline import Item, Outline
from tests.sample import sample

_BODY = (
    Item(role="title", text="Feeling unwell", lang="en", level=1, page=1),
    Item(role="heading", text="What it is", lang="en", level=2, page=1),
    Item(role="paragraph", text="Your body needs time.", lang="en", page=1),
    Item(role="item", text="Ask SAMHSA now.", lang="en", foreign=(("es", "SAMHSA"),), page=2),
    Item(role="figure", text="", lang="en", alt="A line that falls.", page=2),
    Item(role="paragraph", text="Call 911.", lang="en", page=2),
)


def _outline(*items: Item, title: str = "Feeling unwell", lang: str = "en") -> Outline:
    return Outline(title=title, lang=lang, items=items, pages=2)


def _ids(wanted: Outline, heard: Outline) -> list[str]:
    return [finding.id for finding in roundtrip.compare(wanted, heard)]


def _with(index: int, **changes: object) -> tuple[Item, ...]:
    changed = dataclasses.replace(_BODY[index], **changes)  # type: ignore[arg-type]
    return (*_BODY[:index], changed, *_BODY[index + 1 :])


CHANGES = {
    "lost": ((*_BODY[:2], *_BODY[3:]), ["roundtrip-lost"]),
    "lost at the start": (_BODY[1:], ["roundtrip-lost"]),
    "lost picture": ((*_BODY[:4], *_BODY[5:]), ["roundtrip-lost"]),
    "added": ((*_BODY, Item(role="paragraph", text="Buy now!", lang="en")), ["roundtrip-added"]),
    "said twice": ((*_BODY, _BODY[5]), ["roundtrip-added"]),
    "moved": ((*_BODY[:2], _BODY[5], *_BODY[2:5]), ["roundtrip-order"]),
    "a number changed": (_with(5, text="Call 811."), ["roundtrip-words"]),
    "a word left out": (_with(2, text="Your body time."), ["roundtrip-words"]),
    "role": (_with(1, role="paragraph"), ["roundtrip-role"]),
    "level": (_with(1, level=3), ["roundtrip-level"]),
    "language": (_with(2, lang="fr"), ["roundtrip-item-lang"]),
    "foreign language": (_with(3, foreign=(("fr", "SAMHSA"),)), ["roundtrip-foreign"]),
    "foreign run not marked": (_with(3, foreign=()), ["roundtrip-foreign"]),
    "foreign run too long": (_with(3, foreign=(("es", "Ask SAMHSA"),)), ["roundtrip-foreign"]),
    "alternative text": (_with(4, alt="A line that rises."), ["roundtrip-alt"]),
}


@pytest.mark.parametrize(("items", "found"), CHANGES.values(), ids=CHANGES)
def test_each_difference_is_told_once(items: tuple[Item, ...], found: list[str]) -> None:
    """One change gives one finding of its kind."""
    assert _ids(_outline(*_BODY), _outline(*items)) == found


def test_equal_outlines_differ_in_nothing() -> None:
    """Pages, invisible direction marks and white space take no part in the comparison."""
    heard = _with(2, text="Your  body\u2068 needs\u2069 time. ", page=7)
    assert _ids(_outline(*_BODY), _outline(*heard)) == []


def test_in_a_long_file_what_is_often_said_is_compared_too() -> None:
    """Three hundred items that say one of five things: one is lost, and another has another role."""
    many = [Item(role="paragraph", text=f"Day {at.bit_count() % 5}", lang="en", page=1) for at in range(300)]
    heard = [dataclasses.replace(item, role="item") if at == 200 else item for at, item in enumerate(many) if at != 100]
    assert sorted(_ids(_outline(*many), _outline(*heard))) == ["roundtrip-lost", "roundtrip-role"]


def test_neighbouring_runs_of_one_foreign_language_are_one() -> None:
    """A bold word inside a foreign run parts it in the file, but not for the ear."""
    parted = _with(3, foreign=(("es", "SAM"), ("es", "HSA")))
    assert _ids(_outline(*_BODY), _outline(*parted)) == []


_SLIDE = (
    Item(role="title", text="Welcome", lang="ar"),
    Item(role="note", text="Read it.", lang="ar"),
)
_NAME = (("hi", "आशा 58"), ("en", "and Friends"))


@pytest.mark.parametrize(
    ("lang", "foreign", "found"),
    [
        ("hi", (("en", "and Friends"),), []),
        ("hi", (("en", "Friends"),), ["roundtrip-foreign"]),
        ("hi", (), ["roundtrip-foreign"]),
        ("en", (("hi", "आशा 58"),), ["roundtrip-item-lang"]),
        ("ar", (("en", "and Friends"),), ["roundtrip-item-lang"]),
    ],
)
def test_a_slides_text_of_several_foreign_languages_is_in_that_of_its_first_run(
    lang: str, foreign: tuple[tuple[str, str], ...], found: list[str]
) -> None:
    """A paragraph of a slide has no language beside its runs'; a run that is not marked, or marked wrongly, is told all the same."""
    name = Item(role="paragraph", text="आशा 58 and Friends", lang="ar", foreign=_NAME)
    heard = dataclasses.replace(name, lang=lang, foreign=foreign)
    assert _ids(_outline(*_SLIDE, name), _outline(*_SLIDE, heard)) == found


def test_metadata_is_compared() -> None:
    """The title and the language of the file are told apart from those of its texts."""
    assert _ids(_outline(*_BODY), _outline(*_BODY, title="Untitled")) == ["roundtrip-title"]
    assert _ids(_outline(*_BODY), _outline(*_BODY, lang="ar")) == ["roundtrip-lang"]


def test_a_finding_says_what_and_where() -> None:
    """A lost text is quoted, with its place and what it stood after."""
    (finding,) = roundtrip.compare(_outline(*_BODY), _outline(*_BODY[:5]))
    assert finding.where == "page 2"
    assert "“Call 911.”" in finding.message
    assert "“A line that falls.”" in finding.message


def test_a_file_full_of_differences_is_told_in_short() -> None:
    """A file that says nothing gives a list that a person can read, and says how much more there is."""
    many = tuple(Item(role="paragraph", text=f"Sentence number {n}.", lang="en") for n in range(500))
    found = roundtrip.compare(_outline(*many), _outline())
    assert len(found) == 61
    assert "440 more" in found[-1].message


def _slide(role: str, text: str, page: int, alt: str = "") -> Item:
    return Item(role=role, text=text, lang="en", alt=alt, page=page)  # type: ignore[arg-type]


_DECK = (
    _slide("title", "Feeling unwell", 0),
    _slide("title", "Times", 0),
    _slide("table", "", 0, alt="When it comes."),
    *(_slide("header", text, 0) for text in ("Day", "Sign")),
    *(_slide(role, text, 0) for role, text in (("header", "1"), ("cell", "Yawning"), ("header", "2"), ("cell", "Cramps"))),
    _slide("item", "Drink water.", 0),
    _slide("note", "Say it slowly.", 0),
)
_SPLIT = (
    _slide("title", "Feeling unwell", 1),
    _slide("note", "Say it slowly.", 1),
    _slide("title", "Times (1/2)", 2),
    _slide("table", "", 2, alt="When it comes."),
    *(_slide("header", text, 2) for text in ("Day", "Sign", "1")),
    _slide("cell", "Yawning", 2),
    _slide("title", "Times (٢/٢)", 3),
    _slide("table", "", 3, alt="When it comes."),
    *(_slide("header", text, 3) for text in ("Day", "Sign", "2")),
    _slide("cell", "Cramps", 3),
    _slide("paragraph", "Drink water.", 3),
)


def test_a_split_slide_is_one_slide() -> None:
    """Numbered titles and repeated column heads of a split table are folded; notes are a sequence of their own."""
    assert _ids(_outline(*_DECK), _outline(*_SPLIT)) == []


def test_a_continued_slide_may_repeat_the_notes_of_its_first_part_and_say_nothing_else() -> None:
    """Notes that a slide which goes on has from its first part are folded; any other sentence there is told."""
    first, again, other = (_slide("note", text, page) for text, page in (("Go on.", 2), ("Go on.", 3), ("Take two more.", 3)))
    wanted = _outline(*_DECK, _slide("note", "Go on.", 0))
    assert _ids(wanted, _outline(*_SPLIT, first, again)) == []
    assert _ids(wanted, _outline(*_SPLIT, first, again, other)) == ["roundtrip-added"]


def test_folding_hides_no_loss() -> None:
    """A row lost in the split and a note lost beside it are still told."""
    lost = tuple(item for item in _SPLIT if item.text not in ("2", "Cramps", "Say it slowly."))
    assert _ids(_outline(*_DECK), _outline(*lost)) == ["roundtrip-lost"] * 3


def test_a_slide_title_that_is_lost_is_told() -> None:
    """A numbered title stands for its title; without the first part the title is lost."""
    lost = tuple(item for item in _SPLIT if item.text != "Times (1/2)")
    assert "roundtrip-lost" in _ids(_outline(*_DECK), _outline(*lost))


def _heard(**changes: object) -> Outline:
    document = sample("en")
    foot = "SA-1.0 Version 1.0, 2026-11-22 Draft Page 1 of 1"
    outline = dataclasses.replace(
        expected.body(document, "handout"), furniture=(Item(role="paragraph", text=foot, lang="en", page=1),), pages=1
    )
    return dataclasses.replace(outline, **changes)  # type: ignore[arg-type]


def _missing(heard: Outline) -> set[str]:
    document = sample("en")
    said = (*presence.facts(document, HANDOUT, heard), *presence.lines(document, HANDOUT, heard))
    shown = (*presence.notices(document, heard), *presence.feet(document, heard, "page", full=True))
    return {finding.id for finding in (*said, *shown)}


def _without(*parts: str) -> Outline:
    outline = _heard()
    return _heard(items=tuple(item for item in outline.items if not any(part in item.text for part in parts)))


def test_all_that_must_be_present_is() -> None:
    """A file that says all its document says, with a full foot, passes in silence."""
    assert _missing(_heard()) == set()


def test_a_lost_safety_fact_is_told() -> None:
    """Every text that states the fact must be gone before it counts as missing; one left is enough."""
    assert "safety-fact" not in _missing(_without("can't be woken"))
    assert "safety-fact" in _missing(_without("can't be woken", "911", "988"))


def test_a_lost_help_line_is_told() -> None:
    """A help line without its number is a finding."""
    assert "help-line" in _missing(_without("988"))


def test_a_lost_notice_and_status_are_told() -> None:
    """A file without its review notice, or a page without its status, is a finding."""
    assert {"notice"} <= _missing(_without("Draft"))
    silent = Item(role="paragraph", text="SA-1.0 Version 1.0, 2026-11-22", lang="en", page=1)
    assert _missing(dataclasses.replace(_without("Draft"), furniture=(silent,))) == {"notice", "status-on-page"}


@pytest.mark.parametrize("part", ["SA-1.0", "Version 1.0", "2026"])
def test_a_foot_that_lacks_a_part_is_told(part: str) -> None:
    """The short code, the version and the date must be at the foot of each page."""
    foot = "SA-1.0 Version 1.0, 2026-11-22 Draft".replace(part, "")
    code = foot if part != "Version 1.0" else foot.replace("SA-1.0", "SA-1.0".replace("1.0", "2"))
    assert "foot" in _missing(_heard(furniture=(Item(role="paragraph", text=code, lang="en", page=1),)))


def test_digits_of_any_script_count() -> None:
    """A foot in Arabic digits is as good as one in European digits."""
    foot = "SA-1.0 الإصدار ١.٠، ٢٠٢٦ Draft"
    assert _missing(_heard(furniture=(Item(role="paragraph", text=foot, lang="ar", page=1),))) == set()
