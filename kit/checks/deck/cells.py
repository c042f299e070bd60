"""The colours that a table's style gives its cells (ISO/IEC 29500-1, 20.1.4.2), where the deck carries the style.

PowerPoint writes the styles that a deck uses into ppt/tableStyles.xml. Left out on purpose: styles that are not in the file, and
those of corners and columns other than the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.checks.deck.mixing import mixed
from kit.checks.deck.xml import A, Element
from kit.opc import Package


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A cell's styles, the nearest first: elements such as firstRow, band1H and wholeTbl."""

    parts: tuple[Element, ...] = ()

    def ground(self, colors: Mapping[str, str]) -> str:
        """The colour behind the cell's words; "" where it is not known."""
        found = next((fill for part in self.parts if (fill := part.find(f"{A}tcStyle/{A}fill")) is not None and len(fill)), None)
        inner = found[0] if found is not None else None
        return mixed(inner[0], colors)[:6] if inner is not None and inner.tag == f"{A}solidFill" and len(inner) else ""

    def ink(self, colors: Mapping[str, str]) -> str:
        """The colour of the cell's words; "" where it is not known."""
        for part in self.parts:
            text = part.find(f"{A}tcTxStyle")
            inks = [mixed(one, colors) for one in text if str(one.tag).endswith("Clr")] if text is not None else []
            if inks:
                return inks[0]
        return ""


def table_styles(package: Package) -> dict[str, Element]:
    """The table styles in the deck, by their ids."""
    part = package.target(package.presentation, "tableStyles")
    return {one.get("styleId", ""): one for one in package.xml(part).iter(f"{A}tblStyle")} if part in package.names else {}


def styled(shape: Element, styles: Mapping[str, Element]) -> Iterator[tuple[Element, TableStyle]]:
    """Each cell of a table with the styles that hold for it."""
    for table in shape.iter(f"{A}tbl"):
        flags = table.find(f"{A}tblPr")
        style = styles.get((flags.findtext(f"{A}tableStyleId") or "").strip()) if flags is not None else None
        rows = list(table.iterfind(f"{A}tr"))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row.iterfind(f"{A}tc")):
                yield (
                    cell,
                    TableStyle(_of(style, flags, at, len(rows), column) if style is not None and flags is not None else ()),
                )


def _of(style: Element, flags: Element, row: int, rows: int, column: int) -> tuple[Element, ...]:
    def on(name: str) -> bool:
        return flags.get(name) in ("1", "true")

    names = ["firstRow"] if on("firstRow") and row == 0 else []
    names += ["lastRow"] if on("lastRow") and row == rows - 1 else []
    names += ["firstCol"] if on("firstCol") and column == 0 else []
    names += [f"band{2 - (row + (not on('firstRow'))) % 2}H"] if on("bandRow") and not names else []
    found = (style.find(f"{A}{name}") for name in (*names, "wholeTbl"))
    return tuple(one for one in found if one is not None)
