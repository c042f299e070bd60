"""Write the README's pictures into docs/pictures: both sides of a sheet, a pocket card and two slides, in English, small.

Sheet and card are drawn by pdfium; slides by LibreOffice (`soffice`), which must be installed. Left out on purpose: any word that
the kit itself does not print.

    python3 -m tools.readme_pictures
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from kit import build
from kit.formats import FORMATS

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDE, GAP, COLOURS = 420, 12, 16
SLIDES = (0, 12)
"""Which slides of the session of 20 minutes are shown; the last one where it has fewer."""


def main() -> None:
    """Write the three pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    _save("sheet", [_page(_made("sheet", sheet="overdose"), side) for side in (0, 1)])
    card = _page(_made("pocket-card", sheet="overdose"), 0, WIDE * 2)
    across, down = card.width // 2, card.height // 4
    _save("card", [card.crop((int(across * 0.17), int(down * 0.4), int(across * 1.02), int(down * 1.2)))])
    _save("slides", _slides(_made("deck", session=20)))


def _made(form: str, *, sheet: str = "", session: int = 0) -> bytes:
    """A file in English with the numbers of the United States."""
    request = build.Request(root=ROOT, out=ROOT / "output", locales=("en",), formats=(form,), today=datetime.now(tz=UTC).date())
    request = replace(request, editions=("standard",), region="US", paper="letter", partial=True)
    request = replace(request, sheets=(sheet,) if sheet else (), sessions=(session,) if session else ())
    job = build.plan(request)[0]
    return FORMATS[form].write(FORMATS[form].fit(build.ready(job), job.options), job.options)


def _page(data: bytes, number: int, wide: int = WIDE) -> Image.Image:
    page = pdfium.PdfDocument(data)[number]
    return page.render(scale=wide / page.get_width()).to_pil()


def _slides(deck: bytes) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "deck.pptx")
        path.write_bytes(deck)
        subprocess.run(  # noqa: S603 - a file of our own
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)],  # noqa: S607 - wherever it is installed
            check=True,
            capture_output=True,
        )
        data = path.with_suffix(".pdf").read_bytes()
    last = len(pdfium.PdfDocument(data)) - 1
    return [_page(data, min(number, last)) for number in SLIDES]


def _save(name: str, pictures: Sequence[Image.Image]) -> None:
    """The pictures beside each other, in few colours."""
    wide = sum(picture.width + GAP for picture in pictures) + GAP
    whole = Image.new("RGB", (wide, max(picture.height for picture in pictures) + 2 * GAP), "#d5dbe0")
    at = GAP
    for picture in pictures:
        whole.paste(picture, (at, GAP))
        at += picture.width + GAP
    out = io.BytesIO()
    whole.quantize(COLOURS).save(out, "PNG", optimize=True)
    (PICTURES / f"{name}.png").write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
