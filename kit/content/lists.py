"""A list of clinics as a table: CSV as any spreadsheet writes it, or an Excel workbook (.xlsx).

Encoding, delimiter and head line are found out, or asked for where they can't be told. Each row comes with its own faults, so
that one bad row does not stop the others. Left out on purpose: what a clinic's fields may hold (`cards`).
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.errors import ContentError, Fault, KitError
from kit.files import read_data

MAX_BYTES = 50_000_000
MAX_UNPACKED = 500_000_000
MAX_ROWS = 100_000
OLD_ENCODING = "cp1252"

_SAVE = "Save it in the spreadsheet program as Excel workbook (.xlsx) or as CSV UTF-8."
_HEADS = {
    "clinic": "name",
    "clinic_name": "name",
    "telephone": "phone",
    "phone_number": "phone",
    "tel": "phone",
    "ext": "phone_extension",
    "extension": "phone_extension",
    "street": "address",
    "opening_hours": "hours",
    "website": "web",
    "web_site": "web",
    "url": "web",
    "colour": "accent",
    "color": "accent",
    "language": "languages",
}
"""Other names of columns that people write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a table: its number in the file (from 1) and its filled cells by field, or what is wrong with it."""

    line: int
    values: dict[str, str]
    fault: Fault | None = None


class EncodingError(KitError):
    """The bytes are not UTF-8, and nothing else is certain; read as the Western European encoding of old Windows they say `sample`."""

    def __init__(self, name: str, sample: str) -> None:
        super().__init__(
            f"{name}: the file is not UTF-8; read as {OLD_ENCODING} (old Windows) it says: {sample}",
            f"If that is right, read it as {OLD_ENCODING} (--encoding {OLD_ENCODING}). If not: {_SAVE}",
        )
        self.sample = sample


def read(path: Path, encoding: str = "") -> Iterator[ListRow]:
    """The rows of a file, one by one. KitError if it can't be read as a table; EncodingError if its encoding must be asked for."""
    return rows(read_data(path, most=MAX_BYTES), path.as_posix(), encoding)


def table(data: bytes, name: str, encoding: str = "", most: int = MAX_ROWS) -> tuple[ListRow, ...]:
    """The rows of a file's bytes; see `read`."""
    return tuple(rows(data, name, encoding, most))


def rows(data: bytes, name: str, encoding: str = "", most: int = MAX_ROWS) -> Iterator[ListRow]:
    """The rows of a file's bytes, one by one; see `read`."""
    if len(data) > MAX_BYTES:
        raise KitError(f"{name}: the list is larger than {MAX_BYTES // 1_000_000} MB", "Split it into smaller lists.")
    lines = _workbook(data, name) if data.startswith(b"PK\x03\x04") else _csv(_text(data, name, encoding), name)
    filled = ((number, tidy) for number, cells in lines if any(tidy := [_tidy(cell) for cell in cells]))
    head = next(filled, None)
    if head is None:
        raise KitError(f"{name}: there is no clinic in the file", "Its first line names the columns: name, phone, address ...")
    heads = _heads(head[1], name, head[0])
    for count, (number, cells) in enumerate(filled, start=1):
        if count > most:
            raise KitError(f"{name}: the list has more than {most} rows", "Split it into smaller lists.")
        yield _row(number, cells, heads, name)


def _tidy(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.replace("\u00a0", " ")).strip()


def _text(data: bytes, name: str, encoding: str) -> str:
    """The bytes as text: UTF-8 or UTF-16, with or without a mark; else as `encoding`, which must be asked for."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = "utf-16"
    elif b"\0" in data[:200]:
        found = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    else:
        found = "utf-8-sig"
    try:
        return data.decode(found)
    except UnicodeDecodeError:
        if encoding and encoding.lower() not in (OLD_ENCODING, "windows-1252"):
            raise KitError(f"{name}: the encoding '{encoding}' is not one we read", f"Use {OLD_ENCODING}. {_SAVE}") from None
        text = data.decode(OLD_ENCODING, "replace")
        if encoding:
            return text
        odd = next((line for line in text.splitlines() if not line.isascii()), "")
        raise EncodingError(name, odd[:80]) from None


def _csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV as (line number, cells). The delimiter is the one that the head line has most of."""
    if "\0" in text:
        raise KitError(f"{name}: this is not a list", _SAVE)
    head = next((line for line in io.StringIO(text) if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in found:
            yield before + 1, cells
            before = found.line_num
    except csv.Error as error:
        fault = Fault(file=name, line=before + 1, column=1, what=f"broken CSV: {error}", advice=_SAVE)
        raise ContentError((fault,)) from None


def _workbook(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a workbook's first sheet; sizes are looked at before anything is unpacked."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise KitError(f"{name}: the workbook is too large inside", "Copy the list alone into a new workbook.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found: Iterable[Sequence[object]] = book.worksheets[0].iter_rows(max_row=MAX_ROWS * 2, max_col=60, values_only=True)
        yield from ((number, [_cell(value) for value in cells]) for number, cells in enumerate(found, start=1))
    except KitError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl and zipfile raise many kinds for a broken file; all mean the same
        raise KitError(f"{name}: the workbook can't be read ({type(error).__name__})", _SAVE) from None


def _cell(value: object) -> str:
    """A cell as people see it: a whole number without `.0`, a day as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def _heads(cells: Sequence[str], name: str, line: int) -> list[str]:
    """The head line as names of fields: lower case, words joined by underscores, common other names as ours."""
    heads = [re.sub(r"[^a-z0-9]+", "_", cell.casefold()).strip("_") for cell in cells]
    heads = [_HEADS.get(head, head) for head in heads]
    twice = next((head for at, head in enumerate(heads) if head and head in heads[:at]), "")
    if twice:
        what = f"two columns are called `{twice}`"
        raise ContentError((Fault(file=name, line=line, column=1, what=what, advice="Give each its own name: phone, phone2."),))
    if "name" not in heads:
        what = f"there is no column `name`; found: {', '.join(head for head in heads if head)[:200]}"
        advice = "The first line names the columns: name, phone, address, hours, web."
        raise ContentError((Fault(file=name, line=line, column=1, what=what, advice=advice),))
    return heads


def _row(number: int, cells: Sequence[str], heads: Sequence[str], name: str) -> ListRow:
    nameless = [cell for cell, head in zip(cells, heads, strict=False) if cell and not head]
    if nameless or any(cells[len(heads) :]) or len(cells) < len(heads):
        advice = 'Put a text that holds the separating sign in quotes: "1 Main Street, Springfield".'
        fault = Fault(file=name, line=number, column=1, what="the line has more or fewer cells than the head line", advice=advice)
        return ListRow(line=number, values={}, fault=fault)
    return ListRow(line=number, values={head: cell for head, cell in zip(heads, cells, strict=False) if head and cell})
