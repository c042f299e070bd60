"""A table from right to left as every program shows it: with its mark, and for LibreOffice in the order in which its columns are seen.

LibreOffice does not know the mark (`a:tblPr@rtl`; 21.1.3.13) and puts the first column left. Markup Compatibility (ISO/IEC 29500-3,
9.3) lets a file hold both: programs that ask for a namespace they know, as PowerPoint does, find none in the choice and take the
fallback, the marked table in its logical order; LibreOffice goes by the prefix alone, knows "v", and takes the choice. Left out on
purpose: what stands in the cells (`sheet`).
"""

from __future__ import annotations

import copy

from lxml import etree

from kit.formats.deck.elements import Node, name

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_AS_SEEN = "urn:health-kit:deck:columns-as-seen"
ASKED = "v"
"""A namespace that no program knows, under a prefix that LibreOffice takes for one it knows."""


def both_ways(frame: Node) -> None:
    """Put both forms of the table in this graphic frame in its place, under the same ids."""
    seen = copy.deepcopy(frame)
    for row in [*seen.iter(name("a:tblGrid")), *seen.iter(name("a:tr"))]:
        for cell in list(row):
            row.insert(0, cell)
    for flags in seen.iter(name("a:tblPr")):
        del flags.attrib["rtl"]
        flags.set("lastCol", flags.attrib.pop("firstCol"))
    either = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC})
    above = frame.getparent()
    assert above is not None
    above.replace(frame, either)
    etree.SubElement(either, f"{{{_MC}}}Choice", Requires=ASKED, nsmap={ASKED: _AS_SEEN}).append(seen)
    etree.SubElement(either, f"{{{_MC}}}Fallback").append(frame)
