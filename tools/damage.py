"""Bytes damaged by chance, for whoever throws bad files at a reader: a few changes anywhere, or in one part of a package.

The same bytes and dice always give the same damage. Left out on purpose: what is bad for one kind of file only (`hostile_inputs`).
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Change = Callable[[bytearray, random.Random], None]
Parts = dict[str, bytes]

_NUMBERS = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e400", b"null", b"[]", b"<<>>", b"(", b"/#ff", b"true")
_NUMBER = re.compile(rb"(?<![\w.])\d{1,6}(?![\w.])")


def changed(data: bytes, dice: random.Random, times: int) -> bytes:
    """The bytes after so many changes."""
    out = bytearray(data)
    for _ in range(times):
        dice.choice(_CHANGES)(out, dice)
    return bytes(out)


def repacked(data: bytes, dice: random.Random, change: Callable[[Parts, str], None]) -> bytes:
    """A package whose parts were changed: `change` is given all of them and the name of one. What is no package stays as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        return data
    if not parts:
        return data
    change(parts, dice.choice(list(parts)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, inner in parts.items():
            package.writestr(zipfile.ZipInfo(name), inner)
    return out.getvalue()


def _place(data: bytearray, dice: random.Random, most: int = 200) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.randint(1, most))


def _flip(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def _drop(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice)
    del data[start:end]


def _double(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice, 2000)
    data[end:end] = data[start:end] * dice.randint(1, 20)


def _noise(data: bytearray, dice: random.Random) -> None:
    start, _ = _place(data, dice)
    data[start:start] = dice.randbytes(dice.randint(1, 40))


def _cut(data: bytearray, dice: random.Random) -> None:
    if dice.random() < 0.1:
        del data[dice.randrange(len(data) + 1) :]


def _number(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data) + 1)
    found = _NUMBER.search(data, start)
    if found:
        data[found.start() : found.end()] = dice.choice(_NUMBERS)


def _swap(data: bytearray, dice: random.Random) -> None:
    start, end = _place(data, dice, 60)
    other = dice.randrange(len(data) + 1)
    data[start:end] = data[other : other + end - start]


_CHANGES: tuple[Change, ...] = (_flip, _flip, _drop, _double, _noise, _cut, _number, _number, _number, _swap)
