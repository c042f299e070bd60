"""Faults planted into a good deck by changing its parts: each changes one thing that a rule must notice.

`FAULTS` is the table: what is broken, which findings must tell it, and in which language the deck is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.decks import CHART, CORE, DECK, MASTER, THEME, Parts, edit, good, related, slide

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`found` are the ids of all findings on the deck with this fault, its own first."""

    name: str
    plant: Callable[[Parts], object]
    found: tuple[str, ...]
    locale: str = "en"


def planted(fault: Fault, clean: bytes = b"") -> bytes:
    """A clean deck, the sample's if none is given, with one fault."""
    parts = Parts(clean or good(fault.locale))
    fault.plant(parts)
    return parts.pack()


def relate(part: str, kind: str, target: str, *, make: bool = True) -> Callable[[Parts], object]:
    """A fault that lets a part point to another."""

    def plant(parts: Parts) -> None:
        relation = f'<Relationship Id="rId90" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
        parts.change(related(part), "</Relationships>", relation)
        if make:
            parts["ppt/" + target.removeprefix("../")] = b"<x/>"

    return plant


def _fault(name: str, plant: Callable[[Parts], object], *found: str, locale: str = "en") -> Fault:
    return Fault(name=name, plant=plant, found=found, locale=locale)


_SHAPE = r"<p:sp>(?:(?!</p:sp>).)*?{}.*?</p:sp>"
_TITLE = _SHAPE.format('type="title"')
_FOOT = _SHAPE.format('type="ftr"')
_BODY = _SHAPE.format('type="body"')
_GUID = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_BOX = (
    '<p:sp><p:nvSpPr><p:cNvPr id="90" name="Box"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="1000000" y="5500000"/>'
    '<a:ext cx="900000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>{}</p:sp>'
)
_FREE = _BOX.format('<p:txBody><a:bodyPr wrap="none"/><a:p><a:r><a:rPr lang="en-US"/><a:t>x</a:t></a:r></a:p></p:txBody>')
_EMPTY = (
    '<p:sp><p:nvSpPr><p:cNvPr id="91" name="Empty"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="77"/></p:nvPr></p:nvSpPr>'
    "<p:spPr/><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>"
)
_LONG = "A very long description of a very simple thing. " * 6
_BEFORE_FOOT = (
    r'(<p:sp><p:nvSpPr><p:cNvPr id="\d+" name="[^"]*"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="ftr")'
)


def _swap(part: str, one: str, other: str) -> Callable[[Parts], object]:
    """Let what the first pattern finds stand behind what the second finds."""

    def plant(parts: Parts) -> None:
        moved = parts.cut(part, one)
        parts.change(part, f"({other})", lambda hit: hit.group() + moved)  # type: ignore[arg-type]

    return plant


def _heavy(parts: Parts) -> None:
    parts["ppt/media/noise.bin"] = random.Random(1).randbytes(400_000)


def _traces_in_workbook(parts: Parts) -> None:
    name = next(name for name in parts if name.endswith(".xlsx"))
    book = Parts(parts[name])
    book["xl/comment.xml"] = b"<x>/home/ana/kit</x>"
    parts[name] = book.pack()


def _late(parts: Parts) -> None:
    parts.stamps[CORE] = (2026, 11, 22, 9, 30, 0)


def _without_notes(parts: Parts) -> None:
    parts.change("ppt/notesSlides/notesSlide4.xml", r"<a:t>[^<]*", "<a:t>", count=0)


def _without_facts(parts: Parts) -> None:
    parts.change("ppt/notesSlides/notesSlide9.xml", "A line that rises[^<]*", "Look at the picture.")


_LINK = r"<a:r><a:rPr[^>]*><a:hlinkClick[^>]*/></a:rPr><a:t>[^<]*</a:t></a:r>"

FAULTS: tuple[Fault, ...] = (
    # The file
    _fault("no title", edit(CORE, "<dc:title>[^<]*", "<dc:title>"), "deck-title-property"),
    _fault("PowerPoint's own title", edit(CORE, "<dc:title>[^<]*", "<dc:title>PowerPoint Presentation"), "deck-title-property"),
    _fault("no language", edit(CORE, "<dc:language>.*?</dc:language>", ""), "deck-language-property"),
    _fault("no author", edit(CORE, "<dc:creator>[^<]*", "<dc:creator>"), "deck-properties"),
    _fault("no sections", edit(DECK, "<p14:sectionLst.*?</p14:sectionLst>", ""), "deck-sections"),
    _fault(
        "a section without a name",
        edit(DECK, 'section name="1 What it is"', 'section name="Untitled Section"'),
        "deck-section-name",
    ),
    _fault("two sections of one name", edit(DECK, 'name="1 What it is" id', 'name="Feeling unwell" id'), "deck-section-name"),
    _fault("a slide in no section", edit(DECK, '<p14:sldId id="258"/>', ""), "deck-section-slides"),
    _fault("a lower-case GUID", edit(DECK, r'(section name="[^"]*" id=")\{7A36B582', r"\1{7a36b582"), "deck-section-id"),
    _fault("a relation to nothing", relate(slide(5), "image", "../media/gone.png", make=False), "deck-relation"),
    _fault("an id without a relation", edit(slide(2), 'hlinkClick r:id="rId[0-9]+"', 'hlinkClick r:id="rId77"'), "deck-relation"),
    _fault("a password", edit(DECK, "<p:sldSz", '<p:modifyVerifier algorithmName="SHA-512"/><p:sldSz'), "deck-locked"),
    _fault("a slide that moves on", edit(slide(3), "</p:sld>", '<p:transition advTm="3000"/></p:sld>'), "deck-advance"),
    _fault(
        "a master that moves", edit(MASTER, "<p:txStyles>", "<p:transition><p:fade/></p:transition><p:txStyles>"), "deck-motion"
    ),
    _fault("a hidden slide", edit(slide(3), "<p:sld ", '<p:sld show="0" '), "deck-hidden"),
    _fault("a video", relate(slide(3), "video", "../media/film.mp4"), "deck-media"),
    _fault("a comment", relate(slide(3), "comments", "../comments/comment1.xml"), "deck-comments"),
    _fault("4:3", edit(DECK, 'cx="12192000" cy="6858000"', 'cx="12192000" cy="9144000"'), "deck-ratio"),
    _fault(
        "two layouts of one name",
        edit("ppt/slideLayouts/slideLayout3.xml", '<p:cSld name="[^"]*"', '<p:cSld name="First slide"'),
        "deck-layouts",
    ),
    _fault("parts of another hour", _late, "deck-stamps"),
    _fault("a folder of the maker's", edit(CORE, "<cp:keywords>", "<cp:keywords>/home/ana/kit "), "deck-private"),
    _fault("a folder in the workbook", _traces_in_workbook, "deck-private"),
    _fault("a heavy file", _heavy, "deck-weight"),
    _fault(
        "an animation",
        edit(
            slide(3),
            "</p:sld>",
            "<p:timing><p:tnLst><p:par><p:cTn><p:childTnLst><p:set/></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing></p:sld>",
        ),
        "deck-motion",
    ),
    # Slides
    _fault("no title on a slide", lambda parts: parts.cut(slide(5), _TITLE), "deck-title"),
    _fault("the title read second", _swap(slide(5), _TITLE, _BODY), "deck-title-first", "deck-layout-order"),
    _fault("two slides of one title", edit(slide(5), "<a:t>What you may feel", "<a:t>What to do"), "deck-title-unique"),
    _fault("two shapes of one id", edit(slide(5), 'cNvPr id="3"', 'cNvPr id="2"'), "deck-ids"),
    _fault("two shapes of one name", edit(slide(5), 'name="Text: [^"]*"', 'name="Title: What you may feel"'), "deck-names"),
    _fault("words after the foot", _swap(slide(5), _BODY, _FOOT), "deck-order", "deck-layout-order"),
    _fault("a free text box", edit(slide(5), _BEFORE_FOOT, _FREE + r"\1"), "deck-free-text"),
    _fault("an empty placeholder", edit(slide(5), _BEFORE_FOOT, _EMPTY + r"\1"), "deck-empty-placeholder"),
    _fault(
        "another order than the layout's",
        _swap(slide(2), _SHAPE.format('idx="11"'), _SHAPE.format('idx="12"')),
        "deck-layout-order",
    ),
    _fault("a picture without words", edit(slide(2), ' descr="QR[^"]*"', ""), "deck-alt"),
    _fault("a chart without words", edit(slide(9), ' descr="A line[^"]*"', ""), "deck-alt"),
    _fault("words on decoration", edit(slide(8), r'(<p:cNvPr id="4" name="[^"]*")', r'\1 descr="A bar"'), "deck-alt"),
    _fault(
        "a mark that PowerPoint ignores", edit(slide(8), re.escape(_GUID), "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"), "deck-alt"
    ),
    _fault("a file name as words", edit(slide(2), 'descr="QR[^"]*"', 'descr="qr-code.png"'), "deck-alt-words"),
    _fault("a name as words", edit(slide(2), 'descr="QR[^"]*"', 'descr="Picture 6"'), "deck-alt-words"),
    _fault("too many words", edit(slide(2), 'descr="QR[^"]*"', f'descr="{_LONG}"'), "deck-alt-long"),
    _fault("a table without a head", edit(slide(7), 'firstRow="1"', 'firstRow="0"'), "deck-table-header"),
    _fault("merged cells", edit(slide(7), "<a:tc>", '<a:tc gridSpan="2">'), "deck-table-merged"),
    _fault("an empty cell", edit(slide(7), "<a:t>Yawning", "<a:t>"), "deck-table-empty"),
    _fault("a chart without data", edit(related(CHART), "<Relationship .*?/>", ""), "deck-chart-data", "deck-relation"),
    _fault(
        "an axis without a name", edit(CHART, "(<c:valAx>(?:(?!</c:valAx>).)*?)<c:title>.*?</c:title>", r"\1"), "deck-chart-axes"
    ),
    _fault(
        "lines without names", edit(CHART, '<c:legend>.*?</c:legend>|<c:showSerName val="1"/>', "", count=0), "deck-chart-legend"
    ),
    _fault(
        "lines that differ by colour",
        lambda p: (
            p.change(CHART, 'prstDash val="dash"', 'prstDash val="solid"'),
            p.change(CHART, 'symbol val="diamond"', 'symbol val="circle"'),
        ),
        "deck-chart-colour",
    ),
    _fault("a chart of another language", edit(CHART, '<c:lang val="en-US"/>', '<c:lang val="de-DE"/>'), "deck-chart-lang"),
    _fault("no notes", _without_notes, "deck-notes"),
    _fault("a chart that notes don't tell", _without_facts, "deck-notes-facts"),
    _fault(
        "notes longer than their page",
        edit("ppt/notesSlides/notesSlide5.xml", "<a:t>Say it slowly.", "<a:t>" + "Say it slowly. " * 200),
        "deck-notes-fit",
    ),
    # Links
    _fault("a link cut in two", lambda p: p.change(slide(2), f"({_LINK})", r"\1\1"), "deck-link-runs"),
    _fault("a link that says here", edit(slide(2), r"(hlinkClick[^>]*/></a:rPr><a:t>)[^<]*", r"\1here"), "deck-link-words"),
    _fault(
        "an address as a link",
        edit(slide(2), r"(hlinkClick[^>]*/></a:rPr><a:t>)[^<]*", r"\1https://988lifeline.org"),
        "deck-link-words",
    ),
    _fault("a link that is not safe", edit(related(slide(2)), 'Target="https:', 'Target="http:'), "deck-link-target"),
    _fault("a link without a tip", edit(slide(2), ' tooltip="[^"]*"', ""), "deck-link-tooltip"),
    _fault(
        "an address that paper loses",
        edit(related(slide(2)), "https://988lifeline.org", "https://example.org"),
        "deck-link-address",
    ),
    _fault(
        "a link of two directions", edit(slide(2), r"(hlinkClick[^>]*/></a:rPr><a:t>)", r"\1خط "), "deck-link-mixed", locale="ar"
    ),
    _fault(
        "a number before words from the right",
        edit(slide(2), r"(hlinkClick[^>]*/></a:rPr><a:t>)[^<]*", r"\g<1>4 خط"),
        "deck-link-mixed",
        locale="ar",
    ),
    # Language and direction
    _fault("a run without language", edit(slide(5), '(<a:p>.*?<a:rPr) lang="en-US"', r"\1"), "deck-lang"),
    _fault("notes without language", edit("ppt/notesSlides/notesSlide4.xml", '(<a:r><a:rPr) lang="en-US"', r"\1"), "deck-lang"),
    _fault("a run of another language", edit(slide(5), '(<a:r><a:rPr) lang="en-US"', r'\1 lang="de-DE"'), "deck-lang-other"),
    _fault("a tag that is none", edit(slide(5), '(<a:r><a:rPr) lang="en-US"', r'\1 lang="English"'), "deck-lang-other"),
    _fault(
        "new text in another language",
        edit(MASTER, '(<p:bodyStyle>.*?<a:defRPr) lang="en-US"', r'\1 lang="de-DE"'),
        "deck-lang-default",
    ),
    _fault("a deck not marked", edit(DECK, ' rtl="1" saveSubsetFonts', " saveSubsetFonts"), "deck-rtl-deck", locale="ar"),
    _fault("a paragraph the wrong way", edit(slide(5), '(<a:pPr[^>]*) rtl="1"', r"\1"), "deck-rtl-paragraph", locale="ar"),
    _fault(
        "notes the wrong way",
        edit("ppt/notesSlides/notesSlide4.xml", '(<a:pPr[^>]*) rtl="1"', r"\1"),
        "deck-rtl-paragraph",
        locale="ar",
    ),
    _fault("English the wrong way", edit(slide(5), "<a:p><a:r>", '<a:p><a:pPr rtl="1"/><a:r>'), "deck-rtl-paragraph"),
    _fault("a table the wrong way", edit(slide(7), '(<a:tblPr[^>]*) rtl="1"', r"\1"), "deck-rtl-table", locale="ar"),
    _fault(
        "time the wrong way", edit(CHART, 'orientation val="maxMin"', 'orientation val="minMax"'), "deck-rtl-chart", locale="ar"
    ),
    _fault(
        "a master the wrong way", edit(MASTER, '(<p:titleStyle><a:lvl1pPr[^>]*) rtl="1"', r"\1"), "deck-rtl-master", locale="ar"
    ),
    # Type
    _fault("small words", edit(slide(5), '(<a:r><a:rPr lang="en-US")', r'\1 sz="1400"'), "deck-size"),
    _fault("a small template", edit("ppt/slideLayouts/slideLayout3.xml", 'sz="[0-9]{4}"', 'sz="1200"'), "deck-size"),
    _fault("small words in a chart", edit(CHART, 'sz="1800"', 'sz="1000"'), "deck-size"),
    _fault("a small body", edit(MASTER, '(<p:bodyStyle><a:lvl1pPr.*?) sz="2800"', r'\1 sz="2000"'), "deck-body-size"),
    _fault(
        "shrunk words", edit(slide(5), "<a:bodyPr/>", '<a:bodyPr><a:normAutofit fontScale="70000"/></a:bodyPr>'), "deck-shrunk"
    ),
    _fault("a box that grows", edit("ppt/slideLayouts/slideLayout3.xml", "<a:normAutofit/>", "<a:spAutoFit/>"), "deck-shrunk"),
    _fault(
        "no font for the script", edit(THEME, '<a:cs typeface="[^"]*"', '<a:cs typeface=""', count=2), "deck-fonts", locale="ar"
    ),
    _fault(
        "few scripts",
        edit(THEME, r'(<a:minorFont>.*?)(<a:font script="[^"]*" typeface="[^"]*"/>){20}', r"\1"),
        "deck-font-scripts",
    ),
    _fault("a rare font", edit(THEME, '(<a:minorFont><a:latin typeface=")[^"]*', r"\1Fira Sans"), "deck-font-rare"),
    _fault(
        "a rare font on a slide",
        edit(slide(5), '(<a:rPr lang="en-US")/>', r'\1><a:latin typeface="Comic Neue"/></a:rPr>'),
        "deck-font-rare",
    ),
    # Colour
    _fault(
        "pale text in the theme",
        edit(THEME, r'(<a:dk2><a:srgbClr val=")[^"]*', r"\g<1>7A8A99"),
        "deck-contrast-text",
        "deck-contrast-large",
    ),
    _fault("a pale accent", edit(THEME, r'(<a:accent4><a:srgbClr val=")[^"]*', r"\g<1>AACCEE"), "deck-contrast-theme"),
    _fault(
        "pale words",
        edit(slide(5), '(<a:rPr lang="en-US")/>', r'\1><a:solidFill><a:srgbClr val="AAAAAA"/></a:solidFill></a:rPr>'),
        "deck-contrast-run",
    ),
    _fault(
        "dark words on a dark box",
        edit(
            slide(5),
            r'(type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr>.*?</a:xfrm>)',
            r'\1<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>',
        ),
        "deck-contrast-run",
    ),
    _fault(
        "dark words on a dark slide",
        edit(slide(5), "<p:cSld>", '<p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="202020"/></a:solidFill></p:bgPr></p:bg>'),
        "deck-contrast-run",
        "deck-contrast-none",
    ),
    _fault(
        "pale words in a table",
        edit(slide(7), r'(<a:rPr [^>]*sz="[0-9]{4}")/>', r'\1><a:solidFill><a:srgbClr val="999999"/></a:solidFill></a:rPr>'),
        "deck-contrast-cell",
    ),
    _fault(
        "a pale line in a chart",
        edit(CHART, r'(<a:ln w="38100"[^>]*><a:solidFill>)<a:schemeClr val="[^"]*"/>', r'\1<a:srgbClr val="CCDDEE"/>'),
        "deck-contrast-graphic",
    ),
    _fault(
        "a drawing of a fixed colour",
        edit(slide(2), r'(</a:custGeom><a:solidFill>)<a:schemeClr val="[^"]*"/>', r'\1<a:srgbClr val="101010"/>'),
        "deck-fixed-colour",
    ),
    # Room
    _fault(
        "too many words",
        edit(slide(5), "Aches in the back and legs", "Aches in the back and legs. " * 40),
        "deck-overflow",
        "deck-overlap",
    ),
    _fault(
        "too large words",
        edit(slide(5), '<a:rPr lang="en-US"(?: sz="[0-9]+")?', '<a:rPr lang="en-US" sz="19900"', count=0),
        "deck-overflow",
        "deck-wide-word",
        "deck-overlap",
    ),
    _fault(
        "a long word",
        edit(slide(5), "Aches in the back and legs", "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 2),
        "deck-wide-word",
    ),
    _fault("a table that grows", edit(slide(7), "Yawning", "Yawning and yawning. " * 40), "deck-overflow", "deck-overlap"),
    _fault("a word too long for its column", edit(slide(7), "Yawning", "Yawningyawningyawning" * 4), "deck-wide-word"),
    _fault(
        "a box off the slide",
        edit(slide(5), r'(type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=")\d+', r"\g<1>9000000"),
        "deck-off-slide",
    ),
    _fault(
        "words over words",
        edit(slide(8), r'(type="body" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="\d+" y=")\d+', r"\g<1>400000"),
        "deck-overlap",
    ),
)
