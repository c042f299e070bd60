"""What slides of a template are painted with: its master's ground, which need not be the theme's first colour.

Left out on purpose: what lies on the ground (`layouts`), and which colours are then readable (`opening`).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.slide import SlideMaster

from kit.checks.deck.mixing import mixed
from kit.formats.deck.elements import Node, add, name

_FIRST = 1001
"""The number of the first ground in a theme's list (ISO/IEC 29500-1, 19.3.1.3)."""


def flat(master: SlideMaster) -> tuple[Node, ...]:
    """What names the one colour of a master's ground: the colour, or the theme's style and the colour that is given to it.

    None where the ground is a picture, a pattern or shades.
    """
    ground = master._element.find(f"{name('p:cSld')}/{name('p:bg')}")
    if ground is None:
        return (etree.Element(name("a:schemeClr"), val="bg1"),)
    given = ground.find(f"{name('p:bgRef')}/*")
    if given is None:
        return tuple(ground.iterfind(f"{name('p:bgPr')}/{name('a:solidFill')}/*"))
    styles = etree.fromstring(master.part.part_related_by(RT.THEME).blob).find(f".//{name('a:bgFillStyleLst')}")
    number = given.getparent().get("idx", "")
    at = int(number) - _FIRST if number.isdigit() else -1
    if styles is None or not 0 <= at < len(styles) or styles[at].tag != name("a:solidFill") or not len(styles[at]):
        return ()
    return styles[at][0], given


def ground(master: SlideMaster, known: Mapping[str, str]) -> str:
    """The colour of a master's ground as RRGGBB, by the theme's colours; "" where it has not one that is known."""
    color = ""
    for node in reversed(flat(master)):
        color = mixed(node, {**known, "phClr": color})
    return color if len(color) == 6 else ""


def paint(master: SlideMaster) -> None:
    """Let a master's ground be the theme's first colour."""
    space = master._element.find(name("p:cSld"))
    for old in space.findall(name("p:bg")):
        space.remove(old)
    made = etree.Element(name("p:bg"))
    inner = add(made, "p:bgPr")
    add(add(inner, "a:solidFill"), "a:schemeClr", {"val": "bg1"})
    add(inner, "a:effectLst")
    space.insert(0, made)
