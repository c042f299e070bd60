"""What is folded or cut, before other programs: veraPDF in one batch for each part of the standard, pdfium and poppler for its words."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kit.document import Options
from kit.formats import FORMATS
from kit.locale import runs_right_to_left
from tests.extraction import find, need_poppler, pdfium, poppler, words
from tests.formats.print.test_leaflets import leaflet
from tests.formats.print.test_leaflets import made as made_leaflet
from tests.formats.print.test_pocket import card
from tests.formats.print.test_pocket import made as made_card
from tests.offered import WHOLE
from tests.validators import verapdf


@pytest.mark.parametrize("tag", WHOLE)
def test_every_word_is_found_again(tag: str) -> None:
    """Chrome's engine and Poppler find 99 of 100 words of a leaflet and of a card, in Arabic 97; digits are left to the round trip."""
    need_poppler()
    least = 0.97 if runs_right_to_left(tag) else 0.99
    for form, document, data in (
        ("leaflet", leaflet(tag, full=True), made_leaflet(tag, "a4")),
        ("pocket-card", card(tag, full=True), made_card(tag, "standard", "letter")),
    ):
        wanted = words([item.text for item in FORMATS[form].expected(document, Options()).items])
        wanted = [word for word in wanted if any(map(str.isalpha, word))]
        for program in (pdfium, poppler):
            found = find(wanted, program(data))
            assert found.share >= least, (form, found.missed)


@pytest.mark.slow
@pytest.mark.parametrize(("part", "flavours"), [(1, ("ua1",)), (2, ("ua2", "wt1a"))])
def test_verapdf_finds_nothing(part: int, flavours: tuple[str, ...], tmp_path: Path) -> None:
    """Flat cards and leaflets on A4 and Letter, folded cards on Letter; A4 with region and clinic."""
    paths = []
    for tag, (form, edition, paper) in itertools.product(
        WHOLE,
        (
            ("pocket-card", "standard", "a4"),
            ("pocket-card", "folded", "letter"),
            ("leaflet", "standard", "a4"),
            ("leaflet", "standard", "letter"),
        ),
    ):
        document = (card if form == "pocket-card" else leaflet)(tag, full=paper == "a4")
        options = Options(edition=edition, paper=paper, pdfua=part)  # type: ignore[arg-type]  # names and numbers of the tables above
        paths.append(tmp_path / f"{form}-{tag}-{edition}-{paper}.pdf")
        paths[-1].write_bytes(FORMATS[form].write(document, options))
    for flavour in flavours:
        assert {path.name: found for path, found in verapdf(paths, flavour).items() if found} == {}
