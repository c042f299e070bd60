"""Failure conditions of the file as a whole and of its annotations (ISO 14289-1, 5, 6, 7.1, 7.2, 7.10 to 7.20)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.checks.pdf.corpus import Pair, Plant, body, opened, p, pair, saved, sheet, tree
from tests.checks.pdf.faults import code, every, metadata
from tests.handmade import build

Pdf = pikepdf.Pdf


def root(key: str, make: Callable[[Pdf], Any] | None) -> Plant:
    """A change of one entry of the catalogue; None removes it."""

    def plant(file: Pdf) -> None:
        if make is None:
            del file.Root[key]
        else:
            file.Root[key] = make(file)

    return plant


def _identifier(old: str, new: str) -> Plant:
    return lambda file: metadata(file, old, new)


def _link(key: str, value: Any) -> Plant:
    def plant(file: Pdf) -> None:
        (found,) = file.pages[0].obj.Annots
        if value is None:
            del found[key]
        else:
            found[key] = value(file) if callable(value) else value

    return plant


def annotate(kind: str, tag: str | None, **keys: Any) -> Plant:
    """A second annotation on the page, in an element of its own, or in none."""

    def plant(file: Pdf) -> None:
        page = file.pages[0].obj
        made = {key: value(file) if callable(value) else value for key, value in keys.items()}
        found = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([300, 100, 340, 120]), F=4))
        for key, value in made.items():
            if key not in ("Alt", "Lang"):
                found["/" + key] = value
        page.Annots.append(found)
        if tag is None:
            return
        document = every(file, "Document")[0]
        element = file.make_indirect(Dictionary(S=Name("/" + tag), P=document, Pg=page))
        element.K = Array([Dictionary(Type=Name.OBJR, Obj=found, Pg=page)])
        if "/NS" in document:
            element.NS = document.NS
        for key in {"Alt", "Lang"} & set(made):
            element["/" + key] = made[key]
        document.K.append(element)
        file.Root.StructTreeRoot.ParentTree.Nums.append(7)
        file.Root.StructTreeRoot.ParentTree.Nums.append(element)
        found.StructParent = 7

    return plant


def field(tag: str | None = "Form", **keys: Any) -> Plant:
    """A form field with an appearance."""

    def plant(file: Pdf) -> None:
        drawing = file.make_stream(b"0 0 40 20 re S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 40, 20])
        annotate("Widget", tag, FT=Name.Tx, T=String("a"), AP=Dictionary(N=drawing), **keys)(file)
        file.Root.AcroForm = Dictionary(Fields=Array([file.pages[0].obj.Annots[-1]]))

    return plant


def _kid_of(**keys: Any) -> Plant:
    """A form field whose only widget is its kid."""

    def plant(file: Pdf) -> None:
        field()(file)
        widget = file.pages[0].obj.Annots[-1]
        del widget["/T"], widget["/FT"]
        widget.Parent = file.make_indirect(Dictionary(FT=Name.Tx, T=String("b"), Kids=Array([widget]), **keys))
        file.Root.AcroForm.Fields = Array([widget.Parent])

    return plant


def _two_in_a_form(file: Pdf) -> None:
    field(TU=String("Name"))(file)
    form = every(file, "Form")[0]
    form.K.append(file.make_indirect(Dictionary(S=Name.Span, P=form)))


def layers(*, name: str | None = "All", auto: bool = False, other: str | None = "Print") -> Plant:
    """Layers with a set of their own and another."""

    def plant(file: Pdf) -> None:
        layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        sets = [Dictionary(Order=Array([layer])) for _ in range(2)]
        for one, said in zip(sets, (name, other), strict=True):
            if said is not None:
                one.Name = String(said)
        if auto:
            sets[0].AS = Array([Dictionary(Event=Name.View, OCGs=Array([layer]), Category=Array([Name.View]))])
        file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=sets[0], Configs=Array(sets[1:]))

    return plant


def attach(*, listed: bool = True, **keys: str) -> Plant:
    """An attached file whose specification has these entries; in the list of files, or named by the document alone (/AF)."""

    def plant(file: Pdf) -> None:
        stream = file.make_stream(b"hello", Type=Name.EmbeddedFile)
        found = Dictionary(Type=Name.Filespec, EF=Dictionary(F=stream))
        for key, value in keys.items():
            found["/" + key] = Name("/" + value) if key == "AFRelationship" else String(value)
        if not listed:
            file.Root.AF = Array([file.make_indirect(found)])
            return
        tree_ = Dictionary(Names=Array([String("a"), file.make_indirect(found)]))
        file.Root.Names = Dictionary(EmbeddedFiles=tree_)

    return plant


def _silent(plant: Plant) -> Callable[[], bytes]:
    """A file without a language of its own, but on each part, with something else that has none."""

    def make() -> bytes:
        nodes = [("H1", {"Lang": String("en")}, ["Title"]), ("P", {"Lang": String("en")}, ["Words"])]
        file = opened(build(("Document", {}, nodes)))
        del file.Root["/Lang"]
        metadata(file, "x-default", "en")
        plant(file)
        return saved(file)

    return make


def _without(name: str, plant: Plant, good: Plant, condition: str, *, vera: str) -> Pair:
    return Pair(name=name, found="pdf-no-lang-part", clause=condition, bad=_silent(plant), good=_silent(good), vera=vera)


def _bookmark(file: Pdf) -> None:
    item = file.make_indirect(Dictionary(Title=String("Title"), Dest=Array([file.pages[0].obj, Name.Fit])))
    file.Root.Outlines = file.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = file.Root.Outlines


def _to_help(tag: str | None) -> Plant:
    """A second link, in an element of its own, or in none."""
    action = Dictionary(S=Name.URI, URI=String("https://example.org"))
    return annotate("Link", tag, Contents=String("Help"), Alt=String("Help"), A=action)


def _first_link(file: Pdf) -> None:
    """A tagged link in a file without annotations."""
    file.pages[0].obj.Annots = Array([])
    file.pages[0].obj.Tabs = Name.S
    _to_help("Link")(file)


def _with_lang(plant: Plant) -> Plant:
    def both(file: Pdf) -> None:
        plant(file)
        file.Root.Lang = String("en")

    return both


def _form(*, ref: bool = False, times: int = 1, mcid: bool = False) -> Plant:
    """A drawing that is shown some times, perhaps with tagged content, or in place of another file's page."""

    def plant(file: Pdf) -> None:
        page = file.pages[0].obj
        inner = b"/Figure <</MCID 0>> BDC 0 0 9 9 re f EMC" if mcid else b"0 0 9 9 re f"
        form = file.make_stream(inner, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        if ref:
            form.Ref = Dictionary(F=String("other.pdf"), Page=0)
        page.Resources.XObject = Dictionary(X1=form)
        drawn = "/X1 Do " * times
        if mcid:
            form.StructParents = 7
            element = every(file, "Figure")[0]
            element.K.append(Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0))
            file.Root.StructTreeRoot.ParentTree.Nums.append(7)
            file.Root.StructTreeRoot.ParentTree.Nums.append(Array([element]))
            code(file, r"\Z", drawn)
        else:
            code(file, r"\Z", f"/Artifact BMC {drawn} EMC")

    return plant


def _clip(**keys: Any) -> Plant:
    """A film on the page."""

    def made(file: Pdf) -> Dictionary:
        clip = Dictionary(
            Type=Name.MediaClip, S=Name.MCD, D=Dictionary(Type=Name.Filespec, F=String("a.mp4"), UF=String("a.mp4"))
        )
        for key, value in keys.items():
            clip["/" + key] = value
        rendition = file.make_indirect(Dictionary(Type=Name.Rendition, S=Name.MR, C=clip))
        return Dictionary(S=Name.Rendition, OP=0, R=rendition)

    return annotate("Screen", "Annot", Contents=String("A film"), A=made)


_ALT = Array([String(""), String("How to breathe")])
_XFA = "<xdp><config><acrobat><acrobat7><dynamicRender>{}</dynamicRender></acrobat7></acrobat></config></xdp>"


def _xfa(value: str) -> Plant:
    return lambda file: root("/AcroForm", lambda f: Dictionary(XFA=f.make_stream(_XFA.format(value).encode()), Fields=Array([])))(
        file
    )


def _locked(*, open_: bool) -> Callable[[], bytes]:
    """A file that nobody may print; with bit 10 of its permissions (reading aloud), or without, which no library writes."""

    def make() -> bytes:
        allowed = pikepdf.Permissions(print_highres=False)
        with warnings.catch_warnings(action="ignore"):  # R=5 is outdated; veraPDF fails to open one in fifty of those of R=6
            data = saved(opened(sheet()), encryption=pikepdf.Encryption(owner="a", user="", R=5, allow=allowed))
        (given,) = re.findall(rb"/P (-\d+)", data)
        taken = str(int(given) & ~512).encode()
        assert len(taken) == len(given)
        return data if open_ else data.replace(b"/P " + given, b"/P " + taken)

    return make


FILE = (
    pair("no identifier", "pdf-ua-identifier", "5", _identifier("<pdfuaid:part.*</pdfuaid:part>", ""), vera="5-1"),
    pair("an identifier of part 3", "pdf-ua-identifier", "5", _identifier(">1</pdfuaid", ">3</pdfuaid"), vera="5-2"),
    pair("an identifier with another prefix", "pdf-ua-identifier", "5", _identifier("pdfuaid", "ua"), vera="5-3"),
    pair("a file of PDF 2.0", "pdf-version", "6.1", lambda file: None, force_version="2.0", vera="6.1-1"),
    pair("not marked as tagged", "pdf-mark-info", "6.2", root("/MarkInfo", None), vera="6.2-1"),
    pair("marked as untagged", "pdf-mark-info", "6.2", root("/MarkInfo", lambda _: Dictionary(Marked=False)), vera="6.2-1"),
    pair(
        "tags under suspicion",
        "pdf-suspects",
        "7.1",
        root("/MarkInfo", lambda _: Dictionary(Marked=True, Suspects=True)),
        root("/MarkInfo", lambda _: Dictionary(Marked=True, Suspects=False)),
        vera="7.1-4",
    ),
    pair("no metadata", "pdf-xmp", "7.1", root("/Metadata", None), vera="7.1-8"),
    Pair(
        name="metadata that are no metadata",
        found="pdf-xmp",
        clause="7.1",
        bad=lambda: sheet().replace(b"/Subtype /XML", b"/Subtype /TXT"),
        good=sheet,
        vera="7.1-8",
    ),
    pair("no title", "pdf-title", "7.1", _identifier("<dc:title.*</dc:title>", ""), vera="7.1-9"),
    pair("a title that is a file name", "pdf-title-poor", "06-004", _identifier("A small sheet", "sheet.docx")),
    pair("the window shows the file name", "pdf-display-title", "7.1", root("/ViewerPreferences", None), vera="7.1-10"),
    pair(
        "the title is not to be shown",
        "pdf-display-title",
        "7.1",
        root("/ViewerPreferences", lambda _: Dictionary(DisplayDocTitle=False)),
        vera="7.1-10",
    ),
    pair("no tags at all", "pdf-no-structure", "7.1", root("/StructTreeRoot", None), vera="7.1-11"),
    pair(
        "words outside all tags",
        "pdf-untagged",
        "7.1",
        lambda file: code(file, r"/H2 <</MCID \d+>> BDC(.*?)EMC", r"\1"),
        vera="7.1-3",
    ),
    pair(
        "a drawing outside all tags",
        "pdf-untagged",
        "7.1",
        lambda file: code(file, r"\Z", " 10 10 5 5 re f"),
        lambda file: code(file, r"\Z", " /Artifact BMC 10 10 5 5 re f EMC"),
        vera="7.1-3",
    ),
    pair(
        "decoration in content",
        "pdf-artifact-in-content",
        "7.1",
        lambda file: code(file, r"(/H2 <</MCID \d+>> BDC)", r"\1 /Artifact BMC EMC"),
        lambda file: code(file, r"(/H2 <</MCID \d+>> BDC)", r"/Artifact BMC EMC \1"),
        vera="7.1-1",
    ),
    pair(
        "content in decoration",
        "pdf-content-in-artifact",
        "7.1",
        lambda file: code(file, r"(/H2 <</MCID \d+>> BDC.*?EMC)", r"/Artifact BMC \1 EMC"),
        lambda file: code(file, r"(/H2 <</MCID \d+>> BDC.*?EMC)", r"\1 /Artifact BMC EMC"),
        vera="7.1-2",
    ),
    pair("content that is never closed", "pdf-nesting", "14.6.1", lambda file: code(file, r"EMC\s*\Z", ""), vera="7.1-3"),
    pair("one number for two pieces", "pdf-mcid-twice", "14.7.4.2", lambda file: code(file, "MCID 2>>", "MCID 1>>")),
    pair("content that no element has", "pdf-orphan", "7.1", lambda file: code(file, "MCID 2>>", "MCID 99>>"), vera="7.1-3"),
    pair(
        "an element whose content is gone",
        "pdf-missing-content",
        "14.7.4.2",
        lambda file: code(file, r"/H2 <</MCID \d+>> BDC.*?EMC", ""),
    ),
    pair(
        "the parent tree is gone",
        "pdf-parent-tree",
        "14.7.4.4",
        lambda file: file.Root.StructTreeRoot.__setitem__("/ParentTree", Dictionary(Nums=Array([]))),
        vera="7.1-3",
    ),
    pair(
        "a script runs at the start",
        "pdf-script",
        "7.19",
        root("/OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("app.alert('a')"))),
    ),
    Pair(
        name="screen readers are locked out",
        found="pdf-locked",
        clause="7.16",
        bad=_locked(open_=False),
        good=_locked(open_=True),
        vera="7.16-1",
    ),
    pair("a form laid out at opening", "pdf-xfa-dynamic", "7.15", _xfa("required")),
    pair("a form of the outdated kind", "pdf-xfa", "7.15", _xfa("forbidden")),
)

LANGUAGE = (
    Pair(
        name="words in no language",
        found="pdf-no-lang",
        clause="7.2",
        bad=lambda: body(p(), after=root("/Lang", None)),
        good=lambda: body(p()),
        vera="7.2-34",
    ),
    pair("a language that is no tag", "pdf-bad-lang", "7.2", root("/Lang", lambda _: String("English_US!")), vera="7.2-29"),
    tree("a part's language is no tag", "pdf-bad-lang", "7.2", p(Lang=String("en_US")), p(Lang=String("en-US")), vera="7.2-29"),
    tree(
        "a part's language is empty of sense", "pdf-bad-lang", "7.2", p(Lang=String("zz-")), p(Lang=String("es")), vera="7.2-29"
    ),
    tree("words of another script", "pdf-wrong-lang", "7.2", p("אבגדה"), p("אבגדה", Lang=String("he"))),
    _without("bookmarks in no language", _bookmark, _with_lang(_bookmark), "11-003", vera="7.2-2"),
    _without(
        "a title in no language",
        lambda f: metadata(f, 'xml:lang="en"', 'xml:lang="x-default"'),
        _with_lang(lambda f: metadata(f, 'xml:lang="en"', 'xml:lang="x-default"')),
        "11-006",
        vera="7.2-33",
    ),
    _without("a link's description in no language", _first_link, _with_lang(_first_link), "11-004", vera="7.2-24"),
)

_PARTS = "/P <</MCID 1>> BDC"

NAVIGATION = (
    pair(
        "a link without a tag",
        "pdf-annotation-untagged",
        "7.18",
        _to_help(None),
        _to_help("Link"),
        vera="7.18.5-1",
    ),
    pair(
        "a link in a paragraph",
        "pdf-annotation-tag",
        "7.18",
        _to_help("P"),
        _to_help("Link"),
        vera="7.18.5-1",
    ),
    pair("a link without a description", "pdf-annotation-contents", "7.18.5", _link("/Contents", None), vera="7.18.5-2"),
    pair(
        "a link that is not tied to its element",
        "pdf-annotation-parent",
        "14.7.4.4",
        _link("/StructParent", None),
        vera="7.18.5-1",
    ),
    pair(
        "a note without a tag",
        "pdf-annotation-untagged",
        "7.18.1",
        annotate("Text", None, Contents=String("a")),
        annotate("Text", "Annot", Contents=String("a")),
        vera="7.18.1-1",
    ),
    pair(
        "a note in a paragraph",
        "pdf-annotation-tag",
        "7.18",
        annotate("Text", "P", Contents=String("a")),
        annotate("Text", "Annot", Contents=String("a")),
        vera="7.18.1-1",
    ),
    pair(
        "a highlight without words",
        "pdf-annotation-contents",
        "7.18",
        annotate("Highlight", "Annot"),
        annotate("Highlight", "Annot", Contents=String("a")),
        vera="7.18.1-2",
    ),
    pair(
        "a square without words",
        "pdf-annotation-contents",
        "7.18",
        annotate("Square", "Annot"),
        annotate("Square", "Annot", Alt=String("a")),
        vera="7.18.1-2",
    ),
    pair("a field without a name", "pdf-field-name", "7.18.1", field(), field(TU=String("Your name")), vera="7.18.1-3"),
    pair(
        "a field without a name, its own or its parent's",
        "pdf-field-name",
        "7.18.1",
        _kid_of(),
        _kid_of(TU=String("Name")),
        vera="7.18.1-3",
    ),
    pair(
        "a field without a tag",
        "pdf-annotation-untagged",
        "7.18.4",
        field(None, TU=String("a")),
        field(TU=String("a")),
        vera="7.18.4-1",
    ),
    pair(
        "a field in a paragraph", "pdf-annotation-tag", "7.18", field("P", TU=String("a")), field(TU=String("a")), vera="7.18.4-1"
    ),
    pair("two things in one form tag", "pdf-form-tag", "7.18.4", _two_in_a_form, field(TU=String("Name")), vera="7.18.4-2"),
    pair("a trap network", "pdf-annotation-kind", "7.18.2", annotate("TrapNet", "Annot", Contents=String("a")), vera="7.18.2-1"),
    pair(
        "a printer's mark as content",
        "pdf-annotation-kind",
        "7.18.8",
        annotate("PrinterMark", "Annot", Contents=String("a")),
        annotate("PrinterMark", None, Contents=String("a")),
        vera="7.18.8-1",
    ),
    pair(
        "the tab key goes its own way",
        "pdf-tabs",
        "7.18.3",
        lambda file: file.pages[0].obj.__setitem__("/Tabs", Name.R),
        vera="7.18.3-1",
    ),
    pair("the tab key has no way", "pdf-tabs", "7.18.3", lambda file: file.pages[0].obj.__delitem__("/Tabs"), vera="7.18.3-1"),
    pair(
        "a film of no type", "pdf-media", "7.18.6.2", _clip(Alt=_ALT), _clip(Alt=_ALT, CT=String("video/mp4")), vera="7.18.6.2-1"
    ),
    pair(
        "a film without words",
        "pdf-media",
        "7.18.6.2",
        _clip(CT=String("video/mp4")),
        _clip(Alt=_ALT, CT=String("video/mp4")),
        vera="7.18.6.2-2",
    ),
    pair("layers without a name", "pdf-layer-name", "7.10", layers(name=None), layers(), also=("pdf-layers",), vera="7.10-1"),
    pair("layers with an empty name", "pdf-layer-name", "7.10", layers(name=""), layers(), also=("pdf-layers",), vera="7.10-1"),
    pair(
        "another set of layers without a name",
        "pdf-layer-name",
        "7.10",
        layers(other=None),
        layers(),
        also=("pdf-layers",),
        vera="7.10-1",
    ),
    pair(
        "layers that switch themselves",
        "pdf-layer-auto",
        "7.10",
        layers(auto=True),
        layers(),
        also=("pdf-layers",),
        vera="7.10-2",
    ),
    pair(
        "an attached file without a plain name",
        "pdf-attachment-name",
        "7.11",
        attach(UF="a.txt"),
        attach(F="a.txt", UF="a.txt"),
        vera="7.11-1",
    ),
    pair(
        "an attached file without a Unicode name",
        "pdf-attachment-name",
        "7.11",
        attach(F="a.txt"),
        attach(F="a.txt", UF="a.txt"),
        vera="7.11-1",
    ),
    pair(
        "an attached file with an empty name",
        "pdf-attachment-name",
        "7.11",
        attach(F="", UF="a.txt"),
        attach(F="a.txt", UF="a.txt"),
        vera="7.11-1",
    ),
    pair("a page of another file", "pdf-form-object", "7.20", _form(ref=True), _form(), vera="7.20-1"),
    pair(
        "tagged content in a drawing shown twice",
        "pdf-form-object",
        "7.20",
        _form(mcid=True, times=2),
        _form(mcid=True),
        vera="7.20-2",
    ),
    pair(
        "a link that leads nowhere",
        "pdf-dead-link",
        "7.18.5",
        _link("/A", lambda f: Dictionary(S=Name.GoTo, D=Array([f.make_indirect(Dictionary(Type=Name.Page)), Name.Fit]))),
        _link("/A", lambda f: Dictionary(S=Name.GoTo, D=Array([f.pages[0].obj, Name.Fit]))),
    ),
    pair(
        "a link to another address than it says",
        "pdf-link-differs",
        "7.18.5",
        _link("/A", Dictionary(S=Name.URI, URI=String("https://example.com/"))),
    ),
)

PAIRS: tuple[Pair, ...] = (*FILE, *LANGUAGE, *NAVIGATION)
