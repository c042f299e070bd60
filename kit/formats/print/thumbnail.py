"""The first side of a finished file as a small picture, for lists of files. The same bytes give the same picture.

Left out on purpose: pictures to read from; at this size a person tells one sheet from another.
"""

from __future__ import annotations

import io

import pypdfium2

_LONGEST = 256  # pixels of the longer side: twice as many as a list shows, for screens with fine dots
_QUALITY, _EFFORT = 60, 2  # of WebP: some 6 kB a side


def thumbnail(data: bytes) -> bytes:
    """The first page as WebP."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        image = page.render(scale=_LONGEST / max(page.get_size())).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=_EFFORT)
    return out.getvalue()
