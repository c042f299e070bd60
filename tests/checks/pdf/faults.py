"""Faults planted into a good handout with pikepdf: each changes one thing that a check must notice.

`FAULTS` is the table: what is broken, which findings must tell it, and whether veraPDF's PDF/UA-1 profile tells it too.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kit.document import Options
from kit.errors import Finding
from kit.formats import FORMATS
from kit.formats.print import reader, writer
from kit.pdf.objects import Objects
from tests.sample import sample

Pdf = pikepdf.Pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`found` are the ids that must be among the findings; `verapdf` says that veraPDF (ua1) fails the file too."""

    name: str
    plant: Callable[[Pdf], Any]
    found: tuple[str, ...]
    verapdf: bool = False
    locale: str = "en"
    edition: str = "standard"
    save: dict[str, Any] = field(default_factory=dict)


def options(edition: str) -> Options:
    """The options of an edition, with the APH profile for large print."""
    return Options(edition="large-print" if edition == "large-print" else "standard", profile="aph")


@functools.cache
def good(locale: str, edition: str) -> bytes:
    """Our writer's handout of the sample document: the clean file that faults are planted into."""
    return writer.write(sample(locale), options(edition))


def planted_in_place(fault: Fault, clean: bytes) -> bytes:
    """A clean file with one fault, written as our writer writes: the objects keep their numbers, and most of them their bytes."""
    file = pikepdf.open(io.BytesIO(clean))
    for page in file.pages:
        page.obj.Contents.write(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)))
    fault.plant(file)
    objects = Objects()
    for number in range(objects.reserve(len(file.objects)), len(file.objects) + 1):
        found = file.get_object((number, 0))
        if isinstance(found, pikepdf.Stream):
            entries = {key: value for key, value in found.stream_dict.items() if key != "/Length"}
            objects.put_stream(number, found.read_raw_bytes(), Dictionary(entries).unparse()[2:-2], compress=False)
        elif isinstance(found, pikepdf.Object):
            objects.put(number, found.unparse(resolved=True))
        else:
            objects.put(number, b"null")
    root, info = file.Root.objgen[0], file.trailer.Info.objgen[0]
    return objects.file(root=root, info=info, version="1.7")


def planted(fault: Fault, clean: bytes = b"") -> bytes:
    """A clean file, the sample's if none is given, with one fault."""
    file = pikepdf.open(io.BytesIO(clean or good(fault.locale, fault.edition)))
    for page in file.pages:  # drawing instructions in one form, however the writer spaces them
        page.obj.Contents = file.make_stream(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)))
    fault.plant(file)
    out = io.BytesIO()
    file.save(out, static_id=True, **fault.save) if not fault.save else file.save(out, **fault.save)
    return out.getvalue()


def judge(data: bytes, locale: str, edition: str) -> tuple[Finding, ...]:
    """All that the round trip, the presence checks and the verifier find."""
    document = sample(locale)
    outline = reader.read(data)
    return FORMATS["handout"].judge(document, options(edition), data, outline)


# --- Ways to reach the parts of a file -------------------------------------------------------------------------------


def kids(element: pikepdf.Object) -> list[Any]:
    """An element's kids as a list, whether written as one or as an array."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, Array) else [found]


def elements(file: Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element in reading order."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    for root in kids(file.Root.StructTreeRoot):
        yield from walk(root)


def every(file: Pdf, *tags: str) -> list[pikepdf.Object]:
    """All elements with one of these tags."""
    found = [element for element in elements(file) if str(element.S).lstrip("/") in tags]
    assert found, f"the clean file has no {tags}"
    return found


def first(file: Pdf, tag: str) -> pikepdf.Object:
    """The first element with this tag."""
    return every(file, tag)[0]


def code(file: Pdf, pattern: str, change: str | Callable[[re.Match[str]], str], *, count: int = 1) -> None:
    """Change the drawing instructions of the first page that matches; the clean file must have a match."""
    for page in file.pages:
        old = page.obj.Contents.read_bytes().decode("latin-1")
        new, times = re.subn(pattern, change, old, count=count, flags=re.DOTALL)
        if times:
            page.obj.Contents = file.make_stream(new.encode("latin-1"))
            return
    raise AssertionError(f"no page has {pattern}")


def fonts(file: Pdf) -> list[pikepdf.Object]:
    """The font resources of all pages, each once."""
    found = {font.objgen: font for page in file.pages for font in page.resources.Font.values()}
    return list(found.values())


def unicode_map(file: Pdf, change: Callable[[str], str]) -> None:
    """Change the ToUnicode map of the body font."""
    font = max(fonts(file), key=lambda found: len(found.ToUnicode.read_bytes()))
    old = font.ToUnicode.read_bytes().decode("latin-1")
    new = change(old)
    assert new != old
    font.ToUnicode = file.make_stream(new.encode("latin-1"))


def annotations(file: Pdf) -> list[pikepdf.Object]:
    """All annotations."""
    return [found for page in file.pages for found in page.obj.get("/Annots", [])]


def metadata(file: Pdf, pattern: str, change: str) -> None:
    """Change the XMP packet as text."""
    old = file.Root.Metadata.read_bytes().decode()
    new = re.sub(pattern, change, old, flags=re.DOTALL)
    assert new != old
    stream = file.make_stream(new.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    file.Root.Metadata = stream


def _delete(*paths: str) -> Callable[[Pdf], None]:
    """Remove keys of the catalogue."""

    def plant(file: Pdf) -> None:
        for path in paths:
            del file.Root[path]

    return plant


def _on(tag: str, key: str, value: Any) -> Callable[[Pdf], None]:
    """Set a key of the first element with a tag; None removes it."""

    def plant(file: Pdf) -> None:
        element = next(found for found in every(file, tag) if value is not None or key in found)
        if value is None:
            del element[key]
        else:
            element[key] = value

    return plant


def _rename(old: tuple[str, ...], new: str, *, at: int | None = None) -> Callable[[Pdf], None]:
    def plant(file: Pdf) -> None:
        found = every(file, *old)
        for element in found if at is None else found[at : at + 1]:
            element.S = Name("/" + new)

    return plant


def _code(pattern: str, change: str | Callable[[re.Match[str]], str], *, count: int = 1) -> Callable[[Pdf], None]:
    return lambda file: code(file, pattern, change, count=count)


# --- Faults that take more than a line -------------------------------------------------------------------------------


def _scramble_parents(file: Pdf) -> None:
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    rows = [at for at in range(1, len(numbers), 2) if isinstance(numbers[at], Array)]
    numbers[rows[0]] = Array(list(numbers[rows[0]])[::-1])


def _swap_order(file: Pdf) -> None:
    root = next(elements(file))
    found = kids(root)
    paragraphs = [at for at, kid in enumerate(found) if kid.S == Name.P]
    one, two = paragraphs[0], paragraphs[1]
    found[one], found[two] = found[two], found[one]
    root.K = Array(found)


def _untag(file: Pdf) -> None:
    code(file, r"/P << /MCID \d+ >> BDC", "/Span << >> BDC")


def _decorate(file: Pdf) -> None:
    """A paragraph turned into decoration, and taken out of the tree as a careless tool would."""
    element = next(found for found in every(file, "P") if isinstance(kids(found)[0], int))
    number = kids(element)[0]
    code(file, rf"/P << /MCID {number} >> BDC", "/Artifact << /Type /Layout >> BDC")
    parent = element.P
    parent.K = Array([kid for kid in kids(parent) if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)])


def _split_list(file: Pdf) -> None:
    whole = next(found for found in every(file, "L") if len(kids(found)) > 1 and "/Lbl" in repr(kids(kids(found)[0])[0].S))
    items = kids(whole)
    rest = file.make_indirect(Dictionary(S=Name.L, P=whole.P, A=whole.A, K=Array(items[1:])))
    for item in items[1:]:
        item.P = rest
    whole.K = Array(items[:1])
    parent = whole.P
    around = kids(parent)
    at = next(index for index, kid in enumerate(around) if isinstance(kid, Dictionary) and kid.objgen == whole.objgen)
    parent.K = Array([*around[: at + 1], rest, *around[at + 1 :]])


def _lose_item(file: Pdf) -> None:
    parent = next(found for found in every(file, "L") if len(kids(found)) > 1)
    parent.K = Array(kids(parent)[1:])


def _add_item(file: Pdf) -> None:
    """An element that reads the first paragraph a second time."""
    root = next(elements(file))
    twin = next(found for found in every(file, "P") if isinstance(kids(found)[0], int))
    again = file.make_indirect(Dictionary(S=Name.P, P=root, Pg=twin.Pg, K=kids(twin)[0]))
    root.K = Array([*kids(root), again])


def _unembed(file: Pdf) -> None:
    del fonts(file)[0].DescendantFonts[0].FontDescriptor["/FontFile2"]


def _missing_glyph(file: Pdf) -> None:
    below = max(fonts(file), key=lambda found: len(found.ToUnicode.read_bytes())).DescendantFonts[0]
    if below.CIDToGIDMap == Name.Identity:
        code(file, r"\[<[0-9A-F]{4}", "[<0000")
        return
    table = bytearray(below.CIDToGIDMap.read_bytes())
    table[2:] = bytes(len(table) - 2)
    below.CIDToGIDMap = file.make_stream(bytes(table))


def _mix_glyphs(file: Pdf) -> None:
    """Each code draws its neighbour's letter: it reads well and prints nonsense."""
    for font in fonts(file):
        below = font.DescendantFonts[0]
        if below.CIDToGIDMap == Name.Identity:
            size = 2 * (len(font.ToUnicode.read_bytes()) // 8)
            below.CIDToGIDMap = file.make_stream(b"".join((code ^ 1).to_bytes(2) for code in range(size // 2)))
        else:
            table = below.CIDToGIDMap.read_bytes()
            below.CIDToGIDMap = file.make_stream(table[:2] + table[4:] + table[2:4])


def _redirect(file: Pdf) -> None:
    next(found for found in annotations(file) if "/URI" in found.A).A.URI = String("https://evil.example.net")


def _misdirect(file: Pdf) -> None:
    inner = next(found for found in annotations(file) if "/URI" not in found.A)
    inner.A.D = Array([file.pages[-1].obj, Name.Fit])


def _move_link(file: Pdf) -> None:
    annotations(file)[0].Rect = Array([0, 0, 20, 20])


def _misplace_bookmark(file: Pdf) -> None:
    file.Root.Outlines.First.A.D = Array([file.pages[-1].obj, Name.Fit])


def _uneven_table(file: Pdf) -> None:
    row = next(found for found in every(file, "TR") if kids(found)[-1].S == Name.TD)
    row.K = Array(kids(row)[:-1])


def _empty_element(file: Pdf) -> None:
    root = next(elements(file))
    root.K = Array([*kids(root), file.make_indirect(Dictionary(S=Name.P, P=root))])


def _absent_content(file: Pdf) -> None:
    element = next(found for found in every(file, "P") if isinstance(kids(found)[0], int))
    element.K = Array([*kids(element), 999])


def _circle(file: Pdf) -> None:
    root = next(elements(file))
    section = first(file, "Sect")
    section.K = Array([*kids(section), root])


def _two_owners(file: Pdf) -> None:
    """One MCID used by two pieces of one page."""
    code(file, r"/P << /MCID (\d+) >> BDC(.*?)/P << /MCID \d+ >> BDC", r"/P << /MCID \1 >> BDC\2/P << /MCID \1 >> BDC")


def _unlink(file: Pdf) -> None:
    for found in annotations(file):
        del found["/StructParent"]


def _wrong_link_tag(file: Pdf) -> None:
    for link in every(file, "Link"):
        link.S = Name.Span


def _no_contents(file: Pdf) -> None:
    for found in annotations(file):
        del found["/Contents"]


def _no_tabs(file: Pdf) -> None:
    for page in file.pages:
        del page.obj["/Tabs"]


def _two_titles(file: Pdf) -> None:
    file.docinfo["/Title"] = "Something else"


def _no_status(file: Pdf) -> None:
    """The feet of all pages without their words."""
    foot = r"(/Artifact << /[^>]*/Footer[^>]* >> BDC)(.*?)(\nEMC\nEMC\n|ET\nEMC)"
    for page in file.pages:
        old = page.obj.Contents.read_bytes().decode("latin-1")
        new = re.sub(foot, _blank_feet, old, flags=re.DOTALL)
        page.obj.Contents = file.make_stream(new.encode("latin-1"))


def _blank_feet(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\[[^\]]*\] TJ", "[ ] TJ", match[2]) + match[3]


def _private(file: Pdf) -> None:
    file.docinfo["/Source"] = "C:\\Users\\ann\\Desktop\\sheet.yaml"


def _table_cut(file: Pdf) -> None:
    """A table cut in two, its head repeated as if a page break had made a second table."""
    table = first(file, "Table")
    parent = table.P
    around = kids(parent)
    head = kids(table)[0]
    twin = file.make_indirect(Dictionary(S=Name.Table, P=parent, A=table.A))
    body = kids(table)[1]
    rows = kids(body)
    again = file.make_indirect(Dictionary(S=Name.TR, P=twin))
    again.K = Array(
        [file.make_indirect(Dictionary(S=Name.TH, P=again, A=cell.A, Pg=cell.Pg, K=cell.K)) for cell in kids(kids(head)[0])]
    )
    for row in rows[1:]:
        row.P = twin
    twin.K = Array([again, *rows[1:]])
    body.K = Array(rows[:1])
    at = next(index for index, kid in enumerate(around) if kid.objgen == table.objgen)
    parent.K = Array([*around[: at + 1], twin, *around[at + 1 :]])


def _relabel(file: Pdf, old: str, new: str) -> None:
    found = [element for element in elements(file) if str(element.get("/Lang", "")) == old and str(element.S) == "/Span"]
    assert found
    for element in found:
        element.Lang = String(new)


def _without_language(file: Pdf) -> None:
    for element in elements(file):
        if "/Lang" in element and str(element.S) == "/Span":
            del element["/Lang"]


def _script(file: Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))


def _layers(file: Pdf) -> None:
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name=String("all"), Order=Array([group])))


_PARAGRAPH = r"(/P << /MCID \d+ >> BDC)((?:(?!EMC).)*)(EMC)"
_NO_SCREEN_READER = {
    "encryption": pikepdf.Encryption(
        owner="secret", user="", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False)
    )
}

_BESIDE = Dictionary(O=Name.Layout, BBox=Array([50, 50, 5000, 90]))

FAULTS = (
    # Pictures
    Fault(name="no alternative text", plant=_on("Figure", "/Alt", None), found=("pdf-no-alt", "roundtrip-alt"), verapdf=True),
    Fault(name="alternative text 'image'", plant=_on("Figure", "/Alt", String("Image 3")), found=("pdf-bad-alt",)),
    Fault(name="file name as alternative text", plant=_on("Figure", "/Alt", String("chart-final.PNG")), found=("pdf-bad-alt",)),
    Fault(
        name="another picture's text", plant=_on("Figure", "/Alt", String("A map of the town centre.")), found=("roundtrip-alt",)
    ),
    Fault(name="a bounding box beside the page", plant=_on("Figure", "/A", _BESIDE), found=("pdf-figure-box",)),
    Fault(name="no bounding box", plant=_on("Figure", "/A", None), found=("pdf-figure-box",)),
    # Structure and content
    Fault(name="untagged text", plant=_untag, found=("pdf-untagged", "roundtrip-lost"), verapdf=True),
    Fault(name="text made decoration", plant=_decorate, found=("roundtrip-lost",)),
    Fault(name="parent tree scrambled", plant=_scramble_parents, found=("pdf-parent-tree",)),
    Fault(name="content number used twice", plant=_two_owners, found=("pdf-mcid-twice",)),
    Fault(name="element points to absent content", plant=_absent_content, found=("pdf-missing-content",)),
    Fault(
        name="decoration inside content",
        plant=_code(r"(/P << /MCID \d+ >> BDC)", r"\1 /Artifact BMC 9 9 1 1 re f EMC"),
        found=("pdf-artifact-in-content",),
        verapdf=True,
    ),
    Fault(
        name="content inside decoration",
        plant=_code(r"/P( << /MCID \d+ >> BDC.*?EMC\n)(/P)", r"/Artifact BMC /P\1 EMC \2"),
        found=("pdf-content-in-artifact",),
        verapdf=True,
    ),
    Fault(
        name="content inside content",
        plant=_code(r"(/P << /MCID \d+ >> BDC)", r"\1 /P <</MCID 998>> BDC 9 9 1 1 re f EMC"),
        found=("pdf-nesting", "pdf-orphan"),
    ),
    Fault(name="marked content never closed", plant=_code(r"EMC\s*\Z", ""), found=("pdf-nesting",), verapdf=True),
    Fault(name="tree runs in a circle", plant=_circle, found=("pdf-tree",)),
    Fault(name="reading order swapped", plant=_swap_order, found=("roundtrip-order",)),
    Fault(name="item lost from the tree", plant=_lose_item, found=("pdf-orphan", "roundtrip-lost")),
    Fault(name="text read out twice", plant=_add_item, found=("pdf-owned-twice", "roundtrip-added")),
    Fault(name="empty element", plant=_empty_element, found=("pdf-empty",)),
    Fault(name="unknown tag", plant=_rename(("Sect",), "Chapter"), found=("pdf-unknown-tag",), verapdf=True),
    # Headings, lists, tables
    Fault(
        name="all headings made paragraphs", plant=_rename(("H1", "H2", "H3"), "P"), found=("pdf-no-headings", "roundtrip-role")
    ),
    Fault(name="heading level skipped", plant=_rename(("H2",), "H4", at=0), found=("pdf-heading-skipped",), verapdf=True),
    Fault(name="first heading not of level 1", plant=_rename(("H1",), "H2"), found=("pdf-first-heading",), verapdf=True),
    Fault(name="heading of a wrong level", plant=_rename(("H3",), "H2", at=0), found=("roundtrip-level",)),
    Fault(name="list split in two", plant=_split_list, found=("pdf-split",)),
    Fault(name="list item without a body", plant=_rename(("LBody",), "P", at=2), found=("pdf-list-body",), verapdf=True),
    Fault(
        name="list says no numbering",
        plant=lambda file: [found.__delitem__("/A") for found in every(file, "L")],
        found=("pdf-list-numbering",),
    ),
    Fault(
        name="heads without scope",
        plant=lambda file: [found.__delitem__("/A") for found in every(file, "TH")],
        found=("pdf-scope",),
        verapdf=True,
    ),
    Fault(name="heads made cells", plant=_rename(("TH",), "TD"), found=("pdf-table-heads", "roundtrip-role")),
    Fault(name="a cell short", plant=_uneven_table, found=("pdf-table-shape",), verapdf=True),
    Fault(name="table cut in two", plant=_table_cut, found=("pdf-split",)),
    Fault(name="table summary lost", plant=_on("Table", "/A", None), found=("roundtrip-alt",)),
    # Links
    Fault(name="links without description", plant=_no_contents, found=("pdf-annotation-contents",), verapdf=True),
    Fault(name="links not tied to the tree", plant=_unlink, found=("pdf-annotation-parent",), verapdf=True),
    Fault(name="links in the wrong tag", plant=_wrong_link_tag, found=("pdf-annotation-tag", "roundtrip-role"), verapdf=True),
    Fault(name="link to another site than printed", plant=_redirect, found=("pdf-link-differs",)),
    Fault(name="contents lead to a wrong page", plant=_misdirect, found=("pdf-link-differs", "pdf-contents-page")),
    Fault(name="link area beside its words", plant=_move_link, found=("pdf-link-place",)),
    Fault(name="bookmark leads to a wrong page", plant=_misplace_bookmark, found=("pdf-bookmark-differs",)),
    Fault(name="no tab order", plant=_no_tabs, found=("pdf-tabs",), verapdf=True),
    # Characters and language
    Fault(
        name="private-use characters",
        plant=lambda file: unicode_map(file, lambda text: re.sub(r"(<[0-9A-F]{4}>\s*)<0065", r"\1<E001", text, count=1)),
        found=("pdf-odd-unicode", "roundtrip-words"),
    ),
    Fault(
        name="another letter than shown",
        plant=lambda file: unicode_map(file, lambda text: re.sub(r"(<[0-9A-F]{4}>\s*)<0061", r"\1<007A", text, count=1)),
        found=("roundtrip-words",),
    ),
    Fault(
        name="no character meanings",
        plant=lambda file: [font.__delitem__("/ToUnicode") for font in fonts(file)],
        found=("pdf-no-unicode", "roundtrip-lost"),
        verapdf=True,
    ),
    Fault(name="font not embedded", plant=_unembed, found=("pdf-font-not-embedded",), verapdf=True),
    Fault(name="glyphs mixed up", plant=_mix_glyphs, found=("pdf-glyph-width",), verapdf=True),
    Fault(name="missing glyph", plant=_missing_glyph, found=("pdf-missing-glyph",), verapdf=True),
    Fault(
        name="replacement text lies",
        plant=_on("H1", "/ActualText", String("كل شيء بخير")),
        found=("pdf-actual-text",),
        locale="ar",
    ),
    Fault(
        name="word stored back to front",
        plant=_code(r"/ReversedChars BMC(.*?)EMC", r"\1"),
        found=("pdf-actual-text", "roundtrip-words"),
        locale="ar",
    ),
    Fault(
        name="wrong language of the file",
        plant=lambda file: (
            file.Root.__setitem__("/Lang", String("fr")),
            next(elements(file)).__setitem__("/Lang", String("fr")),
        ),
        found=("roundtrip-lang", "roundtrip-item-lang"),
    ),
    Fault(
        name="Arabic lines that don't say which way they run",
        plant=lambda file: next(elements(file)).__delitem__("/A"),
        found=("pdf-writing-mode",),
        locale="ar",
    ),
    Fault(
        name="English lines said to run from right to left",
        plant=lambda file: next(elements(file)).__setitem__("/A", Dictionary(O=Name.Layout, WritingMode=Name.RlTb)),
        found=("pdf-writing-mode",),
    ),
    Fault(
        name="Arabic marked as English",
        plant=lambda file: (
            file.Root.__setitem__("/Lang", String("en")),
            next(elements(file)).__setitem__("/Lang", String("en")),
        ),
        found=("pdf-wrong-lang", "roundtrip-lang"),
        locale="ar",
    ),
    Fault(
        name="no language",
        plant=lambda file: (file.Root.__delitem__("/Lang"), next(elements(file)).__delitem__("/Lang")),
        found=("pdf-no-lang",),
        verapdf=True,
    ),
    Fault(
        name="language that is no tag",
        plant=_on("P", "/Lang", String("english_US")),
        found=("pdf-bad-lang",),
        verapdf=True,
    ),
    Fault(
        name="wrong foreign language",
        plant=lambda file: _relabel(file, "en", "fr"),
        found=("roundtrip-foreign",),
        locale="ar",
    ),
    Fault(name="foreign words not marked", plant=_without_language, found=("pdf-wrong-lang", "roundtrip-foreign"), locale="ar"),
    # The file
    Fault(name="not declared as tagged", plant=_delete("/MarkInfo"), found=("pdf-mark-info",), verapdf=True),
    Fault(name="no structure tree", plant=_delete("/StructTreeRoot"), found=("pdf-no-structure",), verapdf=True),
    Fault(name="file name as window title", plant=_delete("/ViewerPreferences"), found=("pdf-display-title",), verapdf=True),
    Fault(name="no metadata", plant=_delete("/Metadata"), found=("pdf-xmp",), verapdf=True),
    Fault(
        name="no PDF/UA identifier",
        plant=lambda file: metadata(file, r"<pdfuaid:part>.*?</pdfuaid:part>", ""),
        found=("pdf-ua-identifier",),
        verapdf=True,
    ),
    Fault(
        name="no title",
        plant=lambda file: metadata(file, r"<dc:title>.*?</dc:title>", ""),
        found=("pdf-title",),
        verapdf=True,
    ),
    Fault(name="another title in the properties", plant=_two_titles, found=("pdf-two-titles",)),
    Fault(name="no page labels", plant=_delete("/PageLabels"), found=("pdf-page-labels",)),
    Fault(name="script", plant=_script, found=("pdf-script",)),
    Fault(name="layers", plant=_layers, found=("pdf-layers",)),
    Fault(
        name="locked against screen readers", plant=lambda _: None, found=("pdf-locked",), verapdf=True, save=_NO_SCREEN_READER
    ),
    Fault(name="trace of the maker's computer", plant=_private, found=("pdf-private",)),
    # Print
    Fault(
        name="17 points in large print",
        plant=_code(r" 18 Tf", " 17 Tf"),
        found=("pdf-small-type",),
        edition="large-print",
    ),
    Fault(name="faint text", plant=_code(r"(\[[^\]]*\] TJ)", r"0.6 g \1"), found=("pdf-contrast",)),
    Fault(
        name="dark tint under text",
        plant=_code(r"(/Background[^>]*>> BDC.*?)(\nf\n)", r"\1 .78 .78 .78 rg\2"),
        found=("pdf-tint",),
    ),
    Fault(
        name="text in the margin",
        plant=_code(_PARAGRAPH, r"\1 q 1 0 0 1 -40 0 cm \2 Q \3"),
        found=("pdf-margin",),
    ),
    Fault(name="text off the page", plant=_code(_PARAGRAPH, r"\1 q 1 0 0 1 500 0 cm \2 Q \3"), found=("pdf-off-page",)),
    Fault(name="foot without status", plant=_no_status, found=("status-on-page", "foot")),
)
