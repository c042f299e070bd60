"""What a reader hears and sees of each format, as readable text kept beside the tests: a change that nobody meant shows as a difference.

`pytest tests/test_golden.py --rewrite-goldens` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, get_args

import pytest

from kit.document import Block, Document, Options, Worksheet
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print import leaves
from kit.formats.print.sections import lay_out_section
from kit.locale import find
from kit.outline import Item, Outline
from kit.translate import load, locale_of, translate
from tests import bones, stands
from tests.conftest import ROOT, Golden
from tests.formats.deck.brands import BRANDS
from tests.sample import sample

TAGS = ("en", "ar", "zh-Hans")


def _document(tag: str) -> Document:
    """The sample; in Chinese its labels are translated and the rest stays English, marked as such."""
    if tag != "zh-Hans":
        return sample(tag)
    locale = locale_of(ROOT, tag)
    return translate(sample("en"), load(ROOT, locale, "labels"), load(ROOT, locale, "labels"), find(tag, ROOT / "locales"))


def _line(item: Item) -> str:
    level = str(item.level) if item.level else ""
    place = f"{item.page}: " if item.page else ""
    words = f" {item.text}" if item.text else ""
    alt = f" [{item.alt}]" if item.alt else ""
    foreign = "".join(f" <{tag}: {said}>" for tag, said in item.foreign)
    return f"{place}{item.role}{level} ({item.lang or '-'}){words}{alt}{foreign}"


def outline_text(outline: Outline) -> str:
    """An outline as text, a line for each thing that is heard, page furniture at the end."""
    head = f"{outline.title} ({outline.lang}), {outline.pages} pages"
    furniture = [f"furniture {_line(item)}" for item in outline.furniture]
    return "\n".join((head, *map(_line, outline.items), *furniture)) + "\n"


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["deck", "handout", "page"])
def test_what_is_heard_is_what_was_heard(name: str, tag: str, golden: Golden) -> None:
    """The outline of the sample in each format and language equals its golden text."""
    form = FORMATS[name]
    golden(Path("outlines") / f"{name}-{tag}.txt", outline_text(form.read(form.write(_document(tag), Options()))))


_PAPERS: dict[str, tuple[str, Callable[[], Document], dict[str, Any]]] = {
    "handout-en": ("handout", lambda: sample("en"), {}),
    "handout-fillable-en": ("handout", lambda: sample("en", region=False, clinic=False), {"fillable": True, "paper": "letter"}),
    "handout-large-ar": ("handout", lambda: sample("ar"), {"edition": "large-print", "paper": "letter"}),
    "handout-rich-en": ("handout", stands.rich, {}),
    "handout-rich-large-en": ("handout", stands.rich, {"edition": "large-print", "paper": "letter"}),
    "handout-ukaaf-en": ("handout", lambda: sample("en"), {"edition": "large-print", "profile": "ukaaf"}),
    "card-to-point-to": ("handout", stands.to_point_to, {}),
    "card-to-point-to-large": ("handout", stands.to_point_to, {"edition": "large-print", "profile": "acb"}),
    "handout-logo-in-pixels-ar": ("handout", lambda: stands.with_logo(stands.logo_in_pixels()), {}),
    "sheet-en": ("sheet", lambda: stands.sheet("en"), {}),
    "sheet-site-en": ("sheet", lambda: stands.with_strip("en"), {"site": "https://example.org/kit/#{locale}"}),
    "sheet-site-large-ar": ("sheet", lambda: stands.with_strip("ar"), {"edition": "large-print", "site": "https://example.org"}),
    "sheet-call-en": ("sheet", lambda: stands.called("en"), {}),
    "worksheet-large-en": ("handout", lambda: stands.only(Worksheet), {"edition": "large-print"}),
    "sheet-bare-en": ("sheet", lambda: stands.bare(stands.sheet("en")), {}),
    "sheet-strip-ar": ("sheet", lambda: stands.with_strip("ar"), {}),
    "sheet-full-en": ("sheet", lambda: stands.crowded(stands.sheet("en"), 9), {"paper": "letter"}),
    "sheet-too-full-ar": ("sheet", lambda: stands.crowded(stands.sheet("ar"), 14), {}),
    "sheet-large-ar": ("sheet", lambda: stands.crowded(stands.sheet("ar"), 12), {"edition": "large-print"}),
    "sheet-packed-en": ("sheet", lambda: stands.crowded(stands.sheet("en"), 11), {"paper": "letter"}),
    "sheet-turned": ("sheet", lambda: stands.turned(stands.sheet), {}),
    "leaflet-en": ("leaflet", lambda: stands.leaflet("en"), {}),
    "leaflet-strip-en": (
        "leaflet",
        lambda: dataclasses.replace(stands.leaflet("en"), selection=stands.with_strip("en").selection),
        {},
    ),
    "leaflet-bare-en": ("leaflet", lambda: stands.bare(stands.leaflet("en")), {}),
    "leaflet-full-ar": ("leaflet", lambda: stands.crowded(stands.leaflet("ar"), 6), {"paper": "letter"}),
    "pocket-card-en": ("pocket-card", lambda: stands.card("en"), {}),
    "pocket-card-bare-en": ("pocket-card", lambda: stands.bare(stands.card("en")), {}),
    "pocket-card-folded-bare-en": (
        "pocket-card",
        lambda: stands.bare(stands.card("en")),
        {"edition": "folded", "paper": "letter"},
    ),
    "pocket-card-full-ar": ("pocket-card", lambda: stands.crowded(stands.card("ar"), 2), {"paper": "letter"}),
    "pocket-card-folded-ar": ("pocket-card", lambda: stands.card("ar"), {"edition": "folded"}),
    "pocket-card-turned": ("pocket-card", lambda: stands.turned(stands.card), {"edition": "folded"}),
    "pocket-card-pairs-en": ("pocket-card", lambda: stands.whole(stands.short_pairs("en")), {}),
    "pocket-card-pairs-ar": ("pocket-card", lambda: stands.short_pairs("ar"), {"paper": "letter"}),
    "pocket-card-folded-whole-ar": ("pocket-card", lambda: stands.whole(stands.card("ar")), {"edition": "folded"}),
    "leaflet-whole-en": ("leaflet", lambda: stands.whole(stands.leaflet("en")), {}),
    "sheet-whole-ar": ("sheet", lambda: stands.whole(stands.sheet("ar")), {"paper": "letter"}),
    "poster-whole-en": ("poster", lambda: stands.whole(stands.poster("en")), {"paper": "tabloid"}),
    "handout-whole-ar": ("handout", lambda: stands.whole(sample("ar")), {"paper": "letter"}),
    "poster-en": ("poster", lambda: stands.poster("en"), {}),
    "poster-bare-ar": ("poster", lambda: stands.bare(stands.poster("ar")), {}),
    "poster-full-ar": ("poster", lambda: stands.crowded(stands.poster("ar"), 2), {"paper": "a3"}),
    "booklet-en": ("booklet", lambda: sample("en"), {}),
    "booklet-rich-en": ("booklet", stands.rich, {"paper": "letter"}),
    "packet-en": ("packet", stands.packet, {}),
}


_TAGGED = (
    *("booklet-rich-en", "card-to-point-to", "handout-en", "handout-fillable-en", "handout-rich-large-en", "packet-en"),
    *("handout-logo-in-pixels-ar", "leaflet-strip-en", "pocket-card-folded-whole-ar", "pocket-card-turned"),
    *("poster-bare-ar", "poster-whole-en", "sheet-site-en", "sheet-strip-ar"),
)
"""Layouts of which the objects are kept as well: tags, descriptions, languages, links, fields."""


@pytest.mark.parametrize("name", sorted(_PAPERS))
def test_on_paper_everything_stands_where_it_stood(name: str, golden: Golden) -> None:
    """Words, lines, boxes and pictures of each layout: where they are, how large, in which colour, in which order.

    Of some also what they are made of, what is asked for in them, and what a reader hears (of a document that no selection cut to its layout).
    """
    form, make, options = _PAPERS[name]
    document = FORMATS[form].fit(make(), Options(**options))
    data = FORMATS[form].write(document, Options(**options))
    golden(Path("places") / f"{name}.txt", stands.on_paper(data))
    if name in _TAGGED:
        golden(Path("bones") / f"{name}.txt", bones.of_pdf(data))
        asked = outline_text(FORMATS[form].expected(document, Options(**options)))
        golden(Path("heard") / f"{name}.txt", f"asked for\n{asked}\nheard\n{outline_text(FORMATS[form].read(data))}")


_ROWS: dict[str, tuple[Callable[[], Document], dict[str, Any]]] = {
    "handout-en": (sample, {}),
    "handout-large-ar": (lambda: sample("ar"), {"edition": "large-print", "paper": "letter"}),
    "handout-rich-en": (lambda: stands.rich(3), {}),
    "handout-rich-fillable-en": (lambda: stands.rich(3), {"edition": "large-print", "fillable": True}),
    "handout-tables-en": (stands.tabled, {}),
    "sheet-en": (lambda: stands.sheet("en"), {}),
    "sheet-large-ar": (lambda: stands.with_strip("ar"), {"edition": "large-print"}),
}


@pytest.mark.parametrize("name", sorted(_ROWS))
def test_pages_may_end_where_they_might(name: str, golden: Golden) -> None:
    """Rows in each way in which a part may be set: height, air above, price of a page's end before them, box, and what comes again."""
    make, given = _ROWS[name]
    document, options = make(), Options(**given)
    if name.startswith("sheet"):
        parts = leaves._parts(document, options, leaves._Set(document, options, shared=False), keep_faces=True)
    else:
        parts = [part for section in document.sections for part in lay_out_section(document, section, options).parts]
    golden(Path("rows") / f"{name}.txt", stands.in_rows(parts))


_DECKS: dict[str, tuple[Callable[[], Document], Callable[[], bytes]]] = {
    "en": (lambda: sample("en"), bytes),
    "ar": (lambda: sample("ar"), bytes),
    "full-en": (lambda: stands.crowded(sample("en"), 6), bytes),
    "rich-en": (lambda: stands.rich(3), bytes),
    "session-en": (stands.session, bytes),
    "parts-en": (stands.chosen, bytes),
    "logo-in-colours-ar": (lambda: stands.with_logo(stands.logo_in_colours()), bytes),
    "logo-in-pixels-ar": (lambda: stands.with_logo(stands.logo_in_pixels()), BRANDS["plain"]),
    **{name: (functools.partial(sample, "en"), BRANDS[name]) for name in ("plain", "full_picture", "right_to_left")},
}


_BUILT = ("ar", "en", "full_picture", "logo-in-colours-ar", "logo-in-pixels-ar", "rich-en", "right_to_left", "session-en")
"""Decks of which the elements are kept as well: names, descriptions, languages, links, relations."""


@pytest.mark.parametrize("name", sorted(_DECKS))
def test_on_slides_everything_stands_where_it_stood(name: str, golden: Golden) -> None:
    """Shapes, sizes, colours and charts of a deck, on our layouts and on those of agencies."""
    make, template = _DECKS[name]
    data = FORMATS["deck"].write(make(), Options(template=template()))
    golden(Path("places") / f"deck-{name.replace('_', '-')}.txt", stands.on_slides(data))
    if name in _BUILT:
        golden(Path("bones") / f"deck-{name.replace('_', '-')}.txt", bones.of_deck(data))


_TOO_LONG: dict[str, tuple[str, Callable[[], Document], dict[str, Any]]] = {
    "sheet": ("sheet", lambda: stands.crowded(stands.sheet("en"), 60), {}),
    "sheet in large print": ("sheet", lambda: stands.crowded(stands.sheet("ar"), 60), {"edition": "large-print"}),
    "leaflet": ("leaflet", lambda: stands.crowded(stands.leaflet("en"), 60), {}),
    "pocket card": ("pocket-card", lambda: stands.crowded(stands.card("en"), 20), {}),
    "folded pocket card": ("pocket-card", lambda: stands.crowded(stands.card("ar"), 20), {"edition": "folded"}),
    "pocket card in two languages": (
        "pocket-card",
        lambda: stands.turned(lambda tag: stands.crowded(stands.card(tag), 20)),
        {"edition": "folded"},
    ),
    "poster": ("poster", lambda: stands.crowded(stands.poster("en"), 20), {}),
}


def test_what_does_not_fit_is_told_with_its_lines(golden: Golden) -> None:
    """By how many lines a layout is too long, and which blocks could go."""
    told = []
    for name, (form, make, options) in _TOO_LONG.items():
        with pytest.raises(KitError) as caught:
            FORMATS[form].write(make(), Options(**options))
        told.append(f"{name}: {caught.value}\n")
    golden(Path("places") / "too-long.txt", "".join(told))


def test_each_text_is_found_where_it_stands(golden: Golden) -> None:
    """By the id of a text, the lines it takes: page, and box from the page's upper left corner."""
    told = []
    for name, make in (("handout", sample), ("handout", stands.rich)):
        places = FORMATS[name].places
        assert places
        told += [f"{name} {text}: {_boxes(found)}\n" for text, found in places(make(), Options()).items()]
    golden(Path("places") / "texts.txt", "".join(told))


def _boxes(found: Any) -> str:
    return "; ".join(f"{page} " + " ".join(f"{side:.1f}" for side in box) for page, box in found)


_DRAWN = {"en": lambda: sample("en"), "ar": lambda: sample("ar"), "rich": lambda: stands.rich(3)}


@pytest.mark.parametrize("name", sorted(_DRAWN))
def test_slides_are_drawn_as_they_were_drawn(name: str, golden: Golden) -> None:
    """Each slide as the desk shows it without an office program, a shape or a line of words a line."""
    draw = FORMATS["deck"].draw
    assert draw
    slides = (f"slide {number}\n{picture.decode()}\n" for number, picture in enumerate(draw(_DRAWN[name](), Options()), start=1))
    golden(Path("drawn") / f"{name}.svg.txt", "".join(slides).replace("><", ">\n<"))


@pytest.mark.parametrize("name", sorted(_DRAWN))
def test_a_page_is_written_as_it_was_written(name: str, golden: Golden) -> None:
    """The elements of the page; its styles, which go with what it holds, in a file of their own."""
    page = FORMATS["page"].write(_DRAWN[name](), Options()).decode()
    bare = re.sub(r"<(style|script)\b.*?</\1>", r"<\1>", page, flags=re.DOTALL)
    golden(Path("pages") / f"{name}.txt", bare.replace("><", ">\n<"))
    styles = "".join(found[0] for found in re.finditer(r"<(style|script)\b.*?</\1>", page, flags=re.DOTALL))
    golden(Path("pages") / f"{name}.css.txt", styles.replace("}", "}\n"))


def test_what_is_declared_is_what_was_declared(golden: Golden) -> None:
    """What each format is and takes, and what each field of a block holds."""
    lines = [
        f"{form.name} {field.name}: {_said(getattr(form, field.name))}" for form in FORMATS.values() for field in fields(form)
    ]
    for kind in get_args(Block):
        for field in fields(kind):
            default = "-" if field.default is MISSING else repr(field.default)
            told = " ".join(f"{key} {value}" for key, value in field.metadata.items())
            lines.append(f"{kind.__name__} {field.name} = {default} {told}".rstrip())
    golden(Path("declared.txt"), "".join(f"{line}\n" for line in lines))


def _said(value: object) -> str:
    return "a function" if callable(value) else f"{value}"


def test_a_deck_is_packed_as_it_was_packed(golden: Golden) -> None:
    """The parts of a deck in order: name, date, how they are packed and for whom."""
    with zipfile.ZipFile(io.BytesIO(FORMATS["deck"].write(sample(), Options()))) as deck:
        parts = [
            f"{part.filename} {part.date_time} {part.compress_type} {part.flag_bits:x} {part.extract_version} {part.create_version} "
            f"{part.create_system} {part.external_attr} {part.extra!r} {part.comment!r}\n"
            for part in deck.infolist()
        ]
    golden(Path("deck-parts.txt"), "".join(parts))
