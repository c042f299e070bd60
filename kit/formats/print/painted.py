"""A page of a finished PDF as a picture: to look at, or small, for lists of files. The same bytes give the same picture.

Left out on purpose: where pictures are kept (`build/pictures`, `desk/pictures`).
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2

from kit.errors import KitError

_LONGEST = 256  # pixels of a thumbnail's longer side: twice as many as a list shows, for screens with fine dots
_INCH = 72  # points


def thumbnail(data: bytes) -> bytes:
    """The first page as WebP of some 6 kB, in which a person tells one sheet from another."""
    return _webp(data, 1, lambda size: _LONGEST / max(size), quality=60, effort=2)


def page(data: bytes, number: int, dots: int) -> bytes:
    """One page (from 1) as WebP at so many dots an inch. KitError if there is no such page."""
    return _webp(data, number, lambda _: dots / _INCH, quality=80, effort=0)


def _webp(data: bytes, number: int, scale: Callable[[tuple[float, float]], float], *, quality: int, effort: int) -> bytes:
    """A page as WebP; its scale, in pixels a point, is asked for with its size in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            raise KitError(f"there is no page {number}", f"The file has {len(document)}.")
        found = document[number - 1]
        image = found.render(scale=scale(found.get_size())).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=effort)
    return out.getvalue()
