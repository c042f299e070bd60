"""What is printed, as tagged PDF: one row for each layout, all on one writer and one reader.

A new layout is a function that writes it, what a reader must hear of it (`checks.outline.expected`), and a row in `LAYOUTS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kit.budget import Budget
from kit.document import HANDOUT, Document, Options
from kit.errors import Finding
from kit.formats.record import Box, Format, Labels, Rules
from kit.outline import Outline


def _write(document: Document, options: Options) -> bytes:
    from kit.formats.print.writer import write

    return write(document, options)


def _fit_sheet(document: Document, options: Options) -> Document:
    from kit.formats.print.leaves import fit_sheet
    from kit.formats.print.turned import fit_turned

    return fit_turned(document, options) if document.bound else fit_sheet(document, options)


def _write_sheet(document: Document, options: Options) -> bytes:
    from kit.formats.print.leaves import lay_out_sheet
    from kit.formats.print.turned import lay_out_turned
    from kit.formats.print.writer import draw

    return draw((lay_out_turned if document.bound else lay_out_sheet)(document, options), document)


def _fit_packet(document: Document, options: Options) -> Document:
    from kit.formats.print.packet import fit_packet

    return fit_packet(document, options)


def _write_packet(document: Document, options: Options) -> bytes:
    from kit.formats.print.packet import lay_out_packet
    from kit.formats.print.writer import draw

    return draw(lay_out_packet(document, options), document)


def _expected_packet(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.packet(document)


def _write_booklet(document: Document, options: Options) -> bytes:
    from kit.formats.print.booklet import lay_out_booklet
    from kit.formats.print.writer import draw

    return draw(lay_out_booklet(document, options), document)


def _write_poster(document: Document, options: Options) -> bytes:
    from kit.formats.print.placards import lay_out_poster
    from kit.formats.print.writer import draw

    return draw(lay_out_poster(document, options), document)


def _fit_pocket_card(document: Document, options: Options) -> Document:
    from kit.formats.print.pocket import fit_pocket_card

    return fit_pocket_card(document, options)


def _write_pocket_card(document: Document, options: Options) -> bytes:
    from kit.formats.print.pocket import lay_out_pocket_card
    from kit.formats.print.writer import draw

    return draw(lay_out_pocket_card(document, options), document)


def _expected_pocket_card(document: Document, options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.pocket(document, folded=options.edition == "folded")


def _fit_leaflet(document: Document, options: Options) -> Document:
    from kit.formats.print.leaflets import fit_leaflet

    return fit_leaflet(document, options)


def _write_leaflet(document: Document, options: Options) -> bytes:
    from kit.formats.print.leaflets import lay_out_leaflet
    from kit.formats.print.writer import draw

    return draw(lay_out_leaflet(document, options), document)


def _expected_leaflet(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.leaflet(document)


def _expected_poster(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.placard(document)


def _expected_sheet(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.leaf(document)


def _read(data: bytes) -> Outline:
    from kit.formats.print.reader import read

    return read(data)


def _expected(document: Document, _options: Options) -> Outline:
    from kit.checks.outline import expected

    return expected.body(document, HANDOUT)


_Places = Mapping[str, Sequence[tuple[int, Box]]]


def _places(document: Document, options: Options) -> _Places:
    from kit.formats.print.pages import lay_out
    from kit.formats.print.places import places

    return places(lay_out(document, options))


def _places_sheet(document: Document, options: Options) -> _Places:
    from kit.formats.print.leaves import lay_out_sheet
    from kit.formats.print.places import places

    return places(lay_out_sheet(document, options))


def _places_leaflet(document: Document, options: Options) -> _Places:
    from kit.formats.print.leaflets import lay_out_leaflet
    from kit.formats.print.places import places

    return places(lay_out_leaflet(document, options))


def _places_pocket_card(document: Document, options: Options) -> _Places:
    from kit.formats.print.places import places
    from kit.formats.print.pocket import lay_out_pocket_card

    return places(lay_out_pocket_card(document, options))


def _places_poster(document: Document, options: Options) -> _Places:
    from kit.formats.print.placards import lay_out_poster
    from kit.formats.print.places import places

    return places(lay_out_poster(document, options))


def _fragment(document: Document, options: Options, text: str) -> str:
    """The page a text begins on, as PDF viewers take it (RFC 8118, section 3)."""
    found = _places(document, options).get(text)
    return f"page={found[0][0]}" if found else ""


def _picture(data: bytes) -> bytes:
    from kit.formats.print.painted import thumbnail

    return thumbnail(data)


def _rules() -> Rules:
    from kit.checks import pdf

    def audit(data: bytes, profile: str, ours: bool, budget: Budget | None = None) -> tuple[Finding, ...]:
        return pdf.check(data, profile=profile or None, strangers=not ours, budget=budget)

    return Rules(checks=pdf.CHECKS, audit=audit)


_PAPER = Format(
    name="",
    surface="handout",
    suffix="pdf",
    media="application/pdf",
    endings=(".pdf",),
    papers=("a4", "letter"),
    unit="page",
    foot=True,
    labels=Labels(names={}, use="", count="index.pages", counted="index.page_count"),
    write=_write,
    read=_read,
    expected=_expected,
    rules=_rules,
    picture=_picture,
)
"""What layouts have in common; each row says its name and how it differs."""

LAYOUTS = (
    replace(
        _PAPER,
        name="handout",
        called=("pdf", "print"),
        editions=("standard", "large-print"),
        fillable=True,
        proof=True,
        takes=("topic", "parts"),
        kinds={"card": "card"},
        labels=replace(
            _PAPER.labels,
            names={"standard": "index.handout", "large-print": "index.handout_large"},
            use="index.handout_use",
        ),
        places=_places,
        fragment=_fragment,
    ),
    replace(
        _PAPER,
        name="sheet",
        scanned=True,
        editions=("standard", "large-print"),
        fillable=True,
        takes=("sheet",),
        turned=("standard", "large-print"),
        tier="strip",
        measures="sheet",
        labels=replace(
            _PAPER.labels,
            names={"standard": "index.sheet", "large-print": "index.sheet_large"},
            use="index.sheet_use",
        ),
        fit=_fit_sheet,
        write=_write_sheet,
        expected=_expected_sheet,
        places=_places_sheet,
    ),
    replace(
        _PAPER,
        name="leaflet",
        takes=("sheet",),
        tier="strip",
        measures="leaflet",
        asked=True,
        labels=replace(_PAPER.labels, names={"": "index.leaflet"}, use="index.leaflet_use"),
        fit=_fit_leaflet,
        tries=_fit_leaflet,
        write=_write_leaflet,
        expected=_expected_leaflet,
        places=_places_leaflet,
    ),
    replace(
        _PAPER,
        name="pocket-card",
        called=("card",),
        editions=("standard", "folded"),
        turned=("folded",),
        takes=("sheet",),
        tier="card",
        measures="pocket-card",
        asked=True,
        labels=replace(
            _PAPER.labels,
            names={"standard": "index.card", "folded": "index.card_folded"},
            use="index.card_use",
            uses={"folded": "index.card_folded_use"},
        ),
        fit=_fit_pocket_card,
        tries=_fit_pocket_card,
        write=_write_pocket_card,
        expected=_expected_pocket_card,
        places=_places_pocket_card,
    ),
    replace(
        _PAPER,
        name="packet",
        scanned=True,
        editions=("standard", "large-print"),
        takes=("packet",),
        gathers="sheet",
        tier="strip",
        measures="sheet",
        asked=True,
        labels=replace(
            _PAPER.labels,
            names={"standard": "index.packet", "large-print": "index.packet_large"},
            use="index.packet_use",
        ),
        fit=_fit_packet,
        write=_write_packet,
        expected=_expected_packet,
    ),
    replace(
        _PAPER,
        name="booklet",
        fillable=True,
        takes=("topic", "parts"),
        measures="booklet",
        asked=True,
        labels=replace(_PAPER.labels, names={"": "index.booklet"}, use="index.booklet_use"),
        write=_write_booklet,
    ),
    replace(
        _PAPER,
        name="poster",
        papers=("a4", "letter", "a3", "tabloid"),
        takes=("sheet",),
        tier="card",
        measures="poster",
        asked=True,
        labels=replace(_PAPER.labels, names={"": "index.poster"}, use="index.poster_use"),
        write=_write_poster,
        expected=_expected_poster,
        places=_places_poster,
    ),
)
