"""The page as a browser gets it: one file, readable by anyone, safe with any words, the same every time."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from kit import colour
from kit.art import Art, parse_path, path_data
from kit.art import Path as Outlined
from kit.checks import page as checks
from kit.checks.outline import expected
from kit.document import ClinicCard, Document, ListItem, Meta, Options, Paragraph, Steps, Text, Timeline, map_texts
from kit.formats.page import chart, reader, theme, writer
from kit.locale import find, isolate
from tests.sample import sample
from tests.specimens import SPECIMENS


def html(document: Document) -> str:
    """The document's page as text."""
    return writer.write(document, Options()).decode()


def with_blocks(document: Document, *blocks: object) -> Document:
    """The document with these blocks in place of those of its first section."""
    section = dataclasses.replace(document.sections[0], blocks=blocks)  # type: ignore[arg-type]
    return dataclasses.replace(document, sections=(section,))


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("full", [True, False])
def test_page_reads_back_to_what_the_document_asks_for(tag: str, full: bool) -> None:
    """Every text is heard once, in order, in its language, with or without a clinic and a region's numbers."""
    document = sample(tag, region=full, clinic=full)
    found = reader.read(writer.write(document, Options()))
    wanted = expected.body(document, "page")
    assert (found.title, found.lang, found.items) == (wanted.title, wanted.lang, wanted.items)


def test_untranslated_words_keep_their_language() -> None:
    """English words left in an Arabic page are marked as English and keep their direction."""
    document = sample("ar")

    def forget(text: Text) -> Text:
        return dataclasses.replace(text, text=text.source, lang="en", state="missing")

    mixed = map_texts(document, forget)
    data = writer.write(mixed, Options())
    assert reader.read(data).items == expected.body(mixed, "page").items
    assert '<p lang="en"><bdi>Your body needs time.</bdi></p>' in data.decode()
    assert checks.check(data) == ()


def test_same_document_gives_the_same_bytes() -> None:
    """What was written before leaves no trace."""
    first = writer.write(sample("en"), Options())
    writer.write(sample("ar"), Options(paper="letter"))
    assert writer.write(sample("en"), Options()) == first


def test_page_asks_for_nothing_outside_itself() -> None:
    """No script, no style sheet, font or picture from elsewhere; only links that a reader may follow."""
    text = html(sample("en"))
    assert not re.search(r"<(script|link|iframe|object|embed|form)\b|@import|url\(", text)
    assert set(re.findall(r'(?:src|href|action|data|poster)="([a-z]+):', text)) == {"tel", "https"}


def test_words_are_escaped() -> None:
    """Markup and braces in a clinic's or a content's words are shown, never obeyed."""
    evil = '<b>Clinic</b> {{ 7*7 }} "& </style><script>alert(1)</script>'
    document = sample("en")
    text = html(
        dataclasses.replace(
            document,
            clinic=ClinicCard(id="x", name=evil),
            code=evil,
            title=dataclasses.replace(document.title, text=evil),
        )
    )
    assert "<script" not in text
    assert "<b>" not in text
    assert "{{ 7*7 }}" in text
    assert text.count("</style>") == 1


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("\u2066+1 202-555-0143\u2069", "+12025550143"),
        ("911", "911"),
        ("0808 808 5000", "08088085000"),
        ("text HOME to 741741", ""),
        ("", ""),
    ],
)
def test_only_plain_numbers_can_be_dialled(value: str, number: str) -> None:
    """A number becomes a link without its spaces and isolates; a sentence with a number in it does not."""
    assert writer.dialled(value) == number


def test_numbers_not_known_leave_a_line_to_write_on() -> None:
    """Without a region each help line has a field, named by its label."""
    text = html(sample("en", region=False))
    assert text.count('<input type="tel"') == 2
    assert 'aria-labelledby="help--1"' in text


def test_time_runs_in_reading_direction() -> None:
    """The first day is at the left in English and at the right in Arabic."""
    first = {}
    for tag in ("en", "ar"):
        points = re.search(r'<polyline class="line" points="([0-9.]+),', html(sample(tag)))
        assert points
        first[tag] = float(points[1])
    assert first["en"] < 60 < 300 < first["ar"]


def test_pictures_are_drawn_and_mirrored() -> None:
    """A pictogram is inline SVG that is not heard, mirrored only where it asks for it and text runs right to left."""
    outline = (Outlined(commands=parse_path("M0 0L48 0L48 48Z")),)
    art = Art(id="hand", width=48, height=48, paths=outline, mirror=True)
    for tag, mirrored in (("en", 0), ("ar", 1)):
        document = sample(tag)
        item = ListItem(text=document.title, art="hand")
        document = dataclasses.replace(with_blocks(document, Steps(meta=Meta(id="s"), items=(item,), strip=True)), arts=(art,))
        text = html(document)
        assert text.count(f'd="{path_data(outline[0].commands)}"') == 1
        assert text.count("scale(-1 1)") == mirrored


def test_logo_is_inside_the_file() -> None:
    """A PNG logo travels as a data address and says nothing, as the clinic's name stands beside it."""
    document = sample("en")
    assert document.clinic
    text = html(dataclasses.replace(document, clinic=dataclasses.replace(document.clinic, logo=b"\x89PNG\r\n")))
    assert '<img class="logo" alt="" src="data:image/png;base64,iVBORw0K">' in text


def test_bold_runs_are_strong_whatever_their_language() -> None:
    """One bold run over two languages is one `strong`, with the foreign words marked inside it."""
    text = Text(id="x", source="", text="**خذ naloxone معك** الآن", lang="ar")
    assert writer.words(text) == '<strong>خذ <span lang="en">naloxone</span> معك</strong> الآن'


def test_paper_and_foot_of_the_printed_page() -> None:
    """Code, version, date and status stand at the foot of each printed page, on the paper asked for."""
    text = writer.write(sample("en"), Options(paper="letter")).decode()
    assert "@page{size:letter;margin:19mm;" in text
    foot = re.search(r'@bottom-left\{content:"([^"]*)"', text)
    assert foot
    assert re.sub("[\u2066\u2068\u2069]", "", foot[1]) == "Sheet SA-1.0 · Version 1.0, 22 November 2026 · Draft"


def test_foot_can_not_leave_its_style_sheet() -> None:
    """Quotes, backslashes and tags in the foot are written as CSS escapes."""
    assert theme.quote('a"\\</style>\n') == '"a\\22 \\5c \\3c /style\\3e \\a "'


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_contrasts(tokens: dict[str, str]) -> None:
    """Each text colour reaches 7:1 on each ground, each line 3:1, in light and in dark."""
    assert [pair for pair in theme.contrasts(tokens) if pair[2] < pair[3]] == []


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21:1; a grey known to be just at 4.5:1 is."""
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colour.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_every_script_has_fonts_and_line_height() -> None:
    """No locale falls back to fonts that lack its script without our saying so, nor to a line height below its faces'."""
    for locale in (find(tag) for tag in SPECIMENS):
        assert "sans-serif" in theme.fonts(locale.script)
        assert locale.script in ("Latn", "Grek", "Cyrl") or theme.fonts(locale.script).startswith('"Noto Sans ')
        assert 1.6 <= theme.leading(locale.script) <= 2.3


def test_long_labels_of_the_axis_do_not_touch() -> None:
    """Marks whose labels would meet are written on rows of their own."""
    document = sample("en")
    timeline = next(block for block in document.sections[0].blocks if isinstance(block, Timeline))
    long = tuple((float(day), dataclasses.replace(document.title, text=f"Day {day} and night {day}")) for day in range(1, 6))
    series = tuple(dataclasses.replace(one, values=(1.0, 2.0, 3.0, 4.0, 5.0)) for one in timeline.series)
    drawn = chart.layout(dataclasses.replace(timeline, points=long, series=series), rtl=False)
    rows: dict[float, list[float]] = {}
    for tick in drawn.ticks:
        rows.setdefault(tick.label_y, []).append(tick.label_x)
    assert len(rows) > 1
    assert all(later - earlier > 100 for places in rows.values() for earlier, later in itertools.pairwise(places))
    assert drawn.height > max(rows)


def test_paragraph_alone_needs_no_title() -> None:
    """A block without a title makes no empty heading."""
    document = with_blocks(sample("en"), Paragraph(meta=Meta(id="p"), text=sample("en").title))
    assert "<h3></h3>" not in html(document)


def test_phone_numbers_are_never_parted() -> None:
    """A phone number stands in an element that no line end parts; other isolated words, such as a street, do not."""
    number, street = isolate("+1 202-555-0143"), isolate("Harbor Street")
    said = f"Call {number} at {street}."
    block = Paragraph(meta=Meta(id="p"), text=Text(id="t", source=said, text=said, lang="en"))
    page = html(with_blocks(sample("en"), block))
    assert f'<p>Call <span class="whole">{number}</span> at {street}.</p>' in page
    assert ".whole{white-space:nowrap}" in page
