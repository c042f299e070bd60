"""kit.formats.deck.writer: the file itself, part by part."""

from __future__ import annotations

import dataclasses
import getpass
import posixpath
import re
import socket
import zipfile

import pytest

from kit.checks.outline import expected, roundtrip
from kit.document import Options
from kit.formats.deck.reader import read
from kit.formats.deck.writer import write
from tests.formats.deck.conftest import NS, Deck, deck
from tests.sample import sample

_LANG = "//a:r/a:rPr/@lang | //a:fld/a:rPr/@lang"


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("known", [True, False])
def test_round_trip(tag: str, known: bool) -> None:
    """What a reader hears in the file is what the document asks of a deck."""
    document = sample(tag, region=known, clinic=known)
    assert roundtrip.compare(expected.deck(document), read(write(document, Options()))) == ()


def test_same_input_same_bytes(english: Deck) -> None:
    """The bytes do not depend on what was written before."""
    write(sample("ar"), Options())
    assert write(sample("en"), Options()) == english.data


def test_each_slide_has_a_prefix_for_relations(either: Deck) -> None:
    """A link or picture that somebody adds is then written with it, whatever library does it and whatever others that knows."""
    assert {root.nsmap.get("r") for root in either.find("ppt/slides/slide", "/p:sld")} == {NS["r"]}


def test_stamps_are_the_contents_date(either: Deck) -> None:
    """Every member, the chart's workbook's too, carries the document's date."""
    book = Deck(either.zip.read("ppt/embeddings/workbook9.xlsx"))
    stamps = {info.date_time for archive in (either.zip, book.zip) for info in archive.infolist()}
    assert stamps == {(2026, 11, 22, 0, 0, 0)}


def test_nothing_of_this_machine(either: Deck) -> None:
    """No user, host or folder name gets into any part."""
    everything = b"".join(either.zip.read(name) for name in either.zip.namelist())
    for word in (getpass.getuser(), socket.gethostname(), "/home", "/tmp"):
        assert not re.search(rb"\b" + re.escape(word.encode()) + rb"\b", everything)


def test_decks_are_small(either: Deck) -> None:
    """The sample's sixteen slides take less than 70 kB."""
    assert len(either.data) < 70_000


def test_parts_are_well_formed_and_relations_resolve(either: Deck) -> None:
    """Each relation inside the package points to a part, each r:id used is declared, each part has a content type."""
    names = set(either.zip.namelist())
    types = either.zip.read("[Content_Types].xml").decode()
    for name in names - {"[Content_Types].xml"}:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in either.xml(name):
                if relation.get("TargetMode") != "External":
                    assert posixpath.normpath(posixpath.join(folder, relation.get("Target"))) in names
        else:
            assert f'PartName="/{name}"' in types or name.endswith((".png", ".xlsx"))
        if name.startswith("ppt/slides/slide"):
            used = set(either.xml(name).xpath("//@r:id | //@r:embed", namespaces=NS))
            declared = {relation.get("Id") for relation in either.xml(name.replace("slides/", "slides/_rels/") + ".rels")}
            assert used <= declared


def test_shape_ids_and_names_are_unique(either: Deck) -> None:
    """On each slide no two shapes share an id or a name, and names are in the deck's own words."""
    for name in either.names("ppt/slides/"):
        shapes = either.xml(name).xpath("//p:cNvPr", namespaces=NS)
        assert len({shape.get("id") for shape in shapes}) == len(shapes)
        assert len({shape.get("name") for shape in shapes}) == len(shapes)


def test_title_first_furniture_last(either: Deck) -> None:
    """The shape tree is the reading order: one title with text first; number, foot and slide number last."""
    for name in either.names("ppt/slides/"):
        kinds = [ph.get("type") for ph in either.xml(name).xpath("//p:spTree/*//p:ph", namespaces=NS)]
        assert kinds[0] in ("title", "ctrTitle")
        assert kinds[-2:] == ["ftr", "sldNum"]
        assert "dt" not in kinds[:-3]
        assert sum(kind in ("title", "ctrTitle") for kind in kinds) == 1


def test_all_text_is_in_placeholders(either: Deck) -> None:
    """No free text boxes: outline view and screen readers find everything."""
    assert not either.find("ppt/slides/", "//p:sp[not(p:nvSpPr/p:nvPr/p:ph)][.//a:t]")
    assert not either.find("ppt/slides/", "//p:sp[p:nvSpPr/p:nvPr/p:ph][not(.//a:t)]")


def test_pictures_are_described_or_decorative(either: Deck) -> None:
    """Everything that is not text has alternative text, or the flag that PowerPoint knows as decorative, never both."""
    found = either.find("ppt/slides/", "//p:pic | //p:graphicFrame | //p:grpSp | //p:sp[not(p:nvSpPr/p:nvPr/p:ph)]")
    assert found
    for shape in found:
        props = shape.xpath("./*/p:cNvPr", namespaces=NS)[0]
        flag = props.xpath('.//*[local-name()="decorative"]/@val')
        uri = props.xpath(".//a:ext/@uri", namespaces=NS)
        assert bool(props.get("descr")) != bool(flag)
        assert uri in ([], ["{C183D7F6-B498-43B3-948B-1728B52AA6E4}"])


@pytest.mark.parametrize(("tag", "office"), [("en", "en-US"), ("ar", "ar-EG")])
def test_every_run_has_a_language(tag: str, office: str) -> None:
    """Runs and fields on slides, notes and the chart carry the deck's language with a region, or English where it is English."""
    made = deck(sample(tag))
    for start in ("ppt/slides/", "ppt/notesSlides/", "ppt/charts/"):
        runs = made.find(start, "//a:r | //a:fld")
        found = made.find(start, _LANG)
        assert len(found) == len(runs) > 0
        assert set(found) <= {office, "en-US"}
        assert office in found
    assert made.find("ppt/charts/", "//c:lang/@val") == [office]
    assert made.find("docProps/core", "//dc:language/text()") == [tag]


def test_arabic_is_mirrored_everywhere(arabic: Deck) -> None:
    """Presentation, masters, each paragraph with words, the table and the chart's time axis run right to left."""
    assert arabic.xml("ppt/presentation.xml").get("rtl") == "1"
    for start in ("ppt/slides/", "ppt/notesSlides/"):
        assert all(p.get("rtl") == "1" for p in arabic.find(start, "//a:p[a:r or a:fld]/a:pPr"))
        assert not arabic.find(start, "//a:p[a:r or a:fld][not(a:pPr)]")
    for level in arabic.find("ppt/slideMasters/", "//p:txStyles/*/*") + arabic.find("ppt/notesMasters/", "//p:notesStyle/*"):
        assert (level.get("rtl"), level.get("algn")) == ("1", "r")
    assert arabic.find("ppt/slides/", "//a:tblPr/@rtl") == ["1"]
    assert arabic.find("ppt/charts/", "//c:valAx[1]/c:scaling/c:orientation/@val") == ["maxMin"]
    assert all(p.get("rtl") == "1" for p in arabic.find("ppt/charts/", "//a:p/a:pPr"))
    assert set(arabic.find("ppt/slideLayouts/", "//a:bodyPr/@rtlCol")) == {"1"}


def test_english_is_not_mirrored(english: Deck) -> None:
    """A left-to-right deck carries no mark of the other direction."""
    assert not english.find("ppt/", "//@rtl")
    assert set(english.find("ppt/slideLayouts/", "//a:bodyPr/@rtlCol")) == {"0"}
    assert english.find("ppt/charts/", "//c:valAx[1]/c:scaling/c:orientation/@val") == ["minMax"]


def test_boxes_are_mirrored(english: Deck, arabic: Deck) -> None:
    """Each box of the Arabic template and slides stands where the English one stands in a mirror; its size is the same."""
    width = 12192000
    for start in ("ppt/slideMasters/", "ppt/slideLayouts/"):
        here = english.find(start, "//p:sp/p:spPr/a:xfrm")
        there = arabic.find(start, "//p:sp/p:spPr/a:xfrm")
        assert len(here) == len(there) > 0
        for left, right in zip(here, there, strict=True):
            assert int(right[0].get("x")) == width - int(left[0].get("x")) - int(left[1].get("cx"))
            assert dict(left[1].attrib) == dict(right[1].attrib)


def test_codes_are_moved_but_not_turned(english: Deck, arabic: Deck) -> None:
    """The QR code stands at the other side, its modules as they are: a mirrored code can't be scanned."""
    path = "//p:sp[p:nvSpPr/p:cNvPr[@descr]]//a:pathLst"
    assert [dict(p[0].attrib) for p in english.find("ppt/slides/slide2", path)] == [
        dict(p[0].attrib) for p in arabic.find("ppt/slides/slide2", path)
    ]
    assert not arabic.find("ppt/slides/slide2", "//a:xfrm/@flipH")


def test_lines_are_turned_round_and_nothing_else(english: Deck, arabic: Deck) -> None:
    """Where text runs right to left, the lines of a diagram and of branching ways turn with it; pictures of content do not."""
    assert not english.find("ppt/slides/", "//a:xfrm/@flipH")
    turned = arabic.find("ppt/slides/", "//p:sp[p:spPr/a:xfrm/@flipH]")
    assert len(turned) == 2
    assert not any(shape.find("p:nvSpPr/p:cNvPr", NS).get("descr") for shape in turned)


def test_nothing_is_smaller_than_the_floor(either: Deck) -> None:
    """No size on slides, layouts, master or chart is below 18 points; the body's first level is 28."""
    for start in ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/charts/"):
        assert min(map(int, either.find(start, "//@sz[number(.) = number(.)]"))) >= 1800
    assert either.find("ppt/slideMasters/", "//p:bodyStyle/a:lvl1pPr/a:defRPr/@sz") == ["2800"]
    assert not either.find("ppt/", "//@fontScale | //a:spAutoFit")


def test_table_has_heads_and_explicit_fills(either: Deck) -> None:
    """Header row and first column are flagged, every cell has words and its own fill, none is merged."""
    table = either.find("ppt/slides/", "//a:tbl")[0]
    props = table.find("a:tblPr", NS)
    assert (props.get("firstRow"), props.get("firstCol")) == ("1", "1")
    for cell in table.iter(f"{{{NS['a']}}}tc"):
        assert "".join(cell.itertext()).strip()
        assert cell.find("a:tcPr/a:solidFill", NS) is not None
    assert not table.xpath("//a:tc[@gridSpan or @rowSpan or @hMerge or @vMerge]", namespaces=NS)


def test_at_most_eight_layouts_all_used_and_named(either: Deck) -> None:
    """A deck carries only layouts its slides use, at most eight, with different names."""
    layouts = either.names("ppt/slideLayouts/slideLayout")
    used = {
        posixpath.basename(relation.get("Target"))
        for name in either.zip.namelist()
        if name.startswith("ppt/slides/_rels/")
        for relation in either.xml(name)
        if relation.get("Type").endswith("/slideLayout")
    }
    assert {posixpath.basename(name) for name in layouts} == used
    assert len(layouts) <= 8
    names = either.find("ppt/slideLayouts/slideLayout", "//p:cSld/@name")
    assert len(set(names)) == len(layouts)


def test_layout_names_are_in_the_decks_language(arabic: Deck) -> None:
    """Who edits the deck sees layout names, prompts and shape names in their own language."""
    assert "عنوان ونص" in arabic.find("ppt/slideLayouts/slideLayout", "//p:cSld/@name")
    for name in arabic.find("ppt/slides/", "//p:cNvPr[@id!='1']/@name"):
        assert re.match("(العنوان|النص|صورة|جدول)", name)


def test_sections_cover_all_slides(either: Deck) -> None:
    """Named sections hold every slide once, in order; their ids are upper-case GUIDs."""
    presentation = either.xml("ppt/presentation.xml")
    listed = presentation.xpath("//p:sldIdLst/p:sldId/@id", namespaces=NS)
    assert presentation.xpath("//p14:section/p14:sldIdLst/p14:sldId/@id", namespaces=NS) == listed
    names = presentation.xpath("//p14:section/@name", namespaces=NS)
    assert len(set(names)) == len(names) == 3
    assert all(re.fullmatch(r"\{[0-9A-F-]{36}\}", guid) for guid in presentation.xpath("//p14:section/@id", namespaces=NS))


def test_sessions_are_custom_shows(english: Deck) -> None:
    """A session plan is a custom show of the opening, its parts and the closing."""
    presentation = english.xml("ppt/presentation.xml")
    assert presentation.xpath("//p:custShow/@name", namespaces=NS) == ["20-minute session"]
    assert len(presentation.xpath("//p:custShow//p:sld", namespaces=NS)) == len(english.names("ppt/slides/slide"))


def test_status_is_on_every_slide_and_in_the_properties(either: Deck) -> None:
    """The review status stands at the foot of each slide and among the file's keywords."""
    word = {"en": "Draft", "ar": "مسودة"}[either.find("docProps/core", "//dc:language/text()")[0]]
    feet = either.find("ppt/slides/", '//p:sp[p:nvSpPr/p:nvPr/p:ph/@type="ftr"]')
    assert len(feet) == len(either.names("ppt/slides/slide"))
    assert all(word in "".join(foot.itertext()) for foot in feet)
    assert word in either.find("docProps/core", "//cp:keywords/text()")[0]


def test_properties_are_those_of_the_document(either: Deck) -> None:
    """Title, subject and creator are set; the dates are the content's."""
    core = "".join(either.xml("docProps/core.xml").itertext())
    assert either.find("docProps/core", "//dc:title/text()")
    assert either.find("docProps/core", "//dc:subject/text()")
    assert "Harbor Clinic" in core
    assert core.count("2026-11-22T00:00:00Z") == 2


def test_without_a_clinic_the_creator_is_the_kit() -> None:
    """A deck for no clinic names the kit as its maker, in the deck's language."""
    made = deck(sample("ar", clinic=False))
    assert made.find("docProps/core", "//dc:creator/text()") == ["حقيبة التثقيف الصحي"]


def test_nothing_moves_or_hides(either: Deck) -> None:
    """No transitions, animation, media, hidden slides or protection."""
    for name in [*either.names("ppt/slides/"), "ppt/presentation.xml"]:
        assert not either.xml(name).xpath("//p:transition | //p:timing | //p:modifyVerifier | //*[@show='0']", namespaces=NS)


def test_links_are_one_run_with_a_tip(either: Deck) -> None:
    """A link is one run of one language, names a service, and says its address as a tip."""
    found = either.find("ppt/slides/", "//a:p[.//a:hlinkClick]")
    assert [len(paragraph.findall("a:r", NS)) for paragraph in found] == [1]
    assert found[0].find(".//a:hlinkClick", NS).get("tooltip") == "988lifeline.org"


def test_english_in_arabic_is_isolated_and_tagged(arabic: Deck) -> None:
    """A service's English name in the Arabic deck is tagged English and kept in order by an isolate (UAX 9)."""
    runs = arabic.find("ppt/slides/", "//a:r[contains(a:t, '988 Lifeline')]")
    assert [(run[0].get("lang"), run[0].get("altLang")) for run in runs] == [("en-US", "ar-EG")]
    assert runs[0][1].text == "\u2066988 Lifeline\u200e\u2069"


def test_markup_in_a_clinics_name_is_text() -> None:
    """Angle brackets, quotes and ampersands in a name are words, not XML."""
    document = sample()
    assert document.clinic is not None
    clinic = dataclasses.replace(document.clinic, name='A <b> & "C"')
    made = deck(dataclasses.replace(document, clinic=clinic))
    assert 'A <b> & "C"' in "".join(made.xml("ppt/slides/slide1.xml").itertext())
    assert made.find("docProps/core", "//dc:creator/text()") == ['A <b> & "C"']


def test_the_zip_is_sound(either: Deck) -> None:
    """Python's own zip reader finds no fault, and the content types come first."""
    assert either.zip.testzip() is None
    assert either.zip.namelist()[0] == "[Content_Types].xml"
    assert {info.compress_type for info in either.zip.infolist()} <= {zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED}
