"""Whatever is done to a file, the verifier and the reader answer: with findings, or with a plain refusal, never with a crash."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.checks import pdf
from kit.errors import KitError
from kit.formats.print.reader import read
from tests import handmade

_WRONG: tuple[Callable[[], Any], ...] = (
    lambda: Name.Foo,
    lambda: String("x"),
    lambda: String(b"\xff\x92\xc6".decode("latin-1")),
    lambda: 7,
    lambda: -3,
    lambda: True,
    lambda: 1e9,
    lambda: Array([]),
    lambda: Array([1, 2, 3]),
    lambda: Array([Name.X, String("y")]),
    lambda: Dictionary(),
)


def _keys(container: Any) -> list[Any]:
    return list(range(len(container))) if isinstance(container, Array) else sorted(container.keys())


def _damaged(seed: int) -> bytes:
    """The hand-made sheet with one to four values replaced by values of another kind, or taken out."""
    luck = random.Random(seed)
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    for _ in range(luck.choice((1, 1, 2, 4))):
        place = luck.choice([found for found in file.objects if isinstance(found, Dictionary | Array | pikepdf.Stream)])
        for _ in range(luck.randint(0, 3)):
            below = [key for key in _keys(place) if isinstance(place[key], Dictionary | Array)]
            place = place[luck.choice(below)] if below else place
        if keys := _keys(place):
            with contextlib.suppress(ValueError, KeyError, NotImplementedError):  # pikepdf itself refuses some
                place[luck.choice(keys)] = luck.choice(_WRONG)()
    out = io.BytesIO()
    try:
        file.save(out, static_id=True)
    except pikepdf.PdfError:  # pikepdf won't write metadata of a wrong kind
        return b""
    return out.getvalue()


@pytest.mark.parametrize("start", range(0, 150, 25))
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_file_is_answered(start: int) -> None:
    """Values of a wrong kind anywhere in the file give findings or a KitError."""
    for seed in range(start, start + 25):
        data = _damaged(seed)
        with contextlib.suppress(KitError):
            pdf.check(data, profile="standard")
            read(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.filterwarnings("ignore")
def test_a_truncated_file_is_answered(share: float) -> None:
    """A file that was cut short gives findings or a KitError."""
    data = handmade.sheet()
    with contextlib.suppress(KitError):
        pdf.check(data[: int(len(data) * share)])
