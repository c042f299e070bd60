"""What is folded or cut, before veraPDF: in every language, both kinds of card and both papers, in one batch for each part of the standard."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kit.document import Options
from kit.formats import FORMATS
from tests.formats.print.test_leaflets import leaflet
from tests.formats.print.test_pocket import card
from tests.offered import WHOLE
from tests.validators import verapdf


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
