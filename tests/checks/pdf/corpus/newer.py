"""Failure conditions of PDF/UA-2 (ISO 14289-2, 5 and 8; ISO/TS 32005, table 5): each in a file of PDF 2.0."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.checks.pdf.corpus import Pair, body2, cell, figure, head, item, items, one, p, pair, put, row, table, tree
from tests.checks.pdf.corpus.files import annotate, attach, field, layers, root
from tests.checks.pdf.faults import every, metadata
from tests.handmade import Node

Pdf = pikepdf.Pdf


_FORMULA_BOX = Dictionary(O=Name.Layout, BBox=Array([100, 400, 150, 500]))


def leaf(tag: str) -> Node:
    """An element of this kind with a little in it, as it may stand anywhere."""
    match tag:
        case "Sect" | "Art" | "Document" | "DocumentFragment" | "Index" | "Aside" | "BlockQuote":
            return (tag, {}, [p("a")])
        case "L":
            return items(item("a"))
        case "Table":
            return table(row(head()), row(cell("TD", "x")))
        case "LI":
            return item("a")
        case "TR":
            return row(cell("TD", "x"))
        case "TOC":
            return ("TOC", {}, [("TOCI", {"Ref": Array([])}, [p("a")])])
        case "Figure":
            return figure(Alt=String("A box."))
        case "Formula":
            return ("Formula", {"Alt": String("x"), "A": _FORMULA_BOX}, ["x"])
        case _:
            return (tag, {}, ["a"])


_IN_A_PARAGRAPH = frozenset(["Span", "Em", "Strong", "Quote", "Code", "Sub", "Reference", "BibEntry", "FENote", "Lbl"])


def holding(tag: str, kid: str) -> Node:
    """An element that holds another, where the first may stand."""
    inner = leaf(kid)
    if tag in _IN_A_PARAGRAPH:
        return ("P", {}, ["See ", (tag, {}, [inner])])
    match tag:
        case "LBody":
            return items(("LI", {}, [("Lbl", {}, ["-"]), ("LBody", {}, [inner])]))
        case "LI":
            return items(("LI", {}, [("LBody", {}, ["a"]), inner]))
        case "L":
            return items(item("a"), inner)
        case "TD":
            return table(row(head()), row(("TD", {}, [inner])))
        case "TH":
            return table(row(("TH", {"A": Dictionary(O=Name.Table, Scope=Name.Column)}, [inner])), row(cell("TD", "x")))
        case "TR":
            return table(row(head()), row(inner))
        case "Table":
            return table(row(head()), inner)
        case "TBody" | "THead" | "TFoot":
            return table(row(head()), (tag, {}, [row(cell("TD", "x")), inner]))
        case "TOC":
            return ("TOC", {}, [("TOCI", {"Ref": Array([])}, [p("a")]), inner])
        case "TOCI":
            return ("TOC", {}, [("TOCI", {"Ref": Array([])}, [inner])])
        case "Caption":
            return ("Figure", figure(Alt=String("A box."))[1], [inner if kid == "Caption" else ("Caption", {}, [inner])])
        case "Figure" | "Formula":
            return (tag, leaf(tag)[1], [inner])
        case _:
            return (tag, {}, [inner])


_NESTING = (
    ("P", "P", "Span"),
    ("P", "Sect", "Em"),
    ("P", "H2", "Strong"),
    ("P", "Caption", "Quote"),
    ("P", "BlockQuote", "Table"),
    ("Span", "P", "Em"),
    ("Span", "L", "Strong"),
    ("Em", "P", "Span"),
    ("Strong", "P", "Span"),
    ("Quote", "P", "Em"),
    ("Code", "H2", "Span"),
    ("Sub", "P", "Span"),
    ("BibEntry", "H2", "Span"),
    ("FENote", "H2", "P"),
    ("Lbl", "P", "Span"),
    ("Reference", "Index", "Span"),
    ("LBody", "Title", "P"),
    ("LBody", "Lbl", "H2"),
    ("LI", "P", "LBody"),
    ("L", "P", "L"),
    ("L", "Table", "LI"),
    ("TD", "Aside", "P"),
    ("TD", "Title", "L"),
    ("TH", "BlockQuote", "P"),
    ("TR", "P", "TD"),
    ("Table", "P", "TR"),
    ("TBody", "P", "TR"),
    ("TOC", "P", "TOC"),
    ("TOCI", "L", "P"),
    ("H2", "P", "Span"),
    ("H2", "Table", "Em"),
    ("Title", "H2", "P"),
    ("Sect", "Span", "P"),
    ("Sect", "LI", "L"),
    ("Sect", "TR", "Table"),
    ("Art", "Art", "P"),
    ("Art", "Em", "P"),
    ("Aside", "Aside", "P"),
    ("BlockQuote", "Title", "P"),
    ("BlockQuote", "Span", "P"),
    ("Caption", "Title", "P"),
    ("Caption", "TOC", "P"),
    ("Figure", "Title", "P"),
    ("Formula", "Sect", "P"),
    ("Index", "Aside", "P"),
    ("DocumentFragment", "Span", "P"),
)


def _nested(parent: str, bad: str, good: str) -> Pair:
    kinds = [("Hn" if name == "H2" else name) for name in (parent, bad)]
    return tree(
        f"{bad} in {parent}",
        "pdf-misplaced",
        "table 5",
        holding(parent, bad),
        holding(parent, good),
        part="2",
        vera=f"Table 5. {kinds[0]}-{kinds[1]}-1",
    )


NESTING = (
    *(_nested(*names) for names in _NESTING),
    Pair(
        name="text in a section",
        found="pdf-misplaced",
        clause="table 5",
        bad=lambda: body2(("Sect", {}, ["a"])),
        good=lambda: body2(("Sect", {}, [p("a")])),
        part="2",
        vera="Table 5. Sect-content-1",
    ),
    Pair(
        name="no Document at the root",
        found="pdf-document",
        clause="table 5",
        bad=lambda: body2(p(), after=put("Document", "/S", Name.Sect)),
        good=lambda: body2(p()),
        part="2",
        vera="Table 5. StructTreeRoot-Document-1",
    ),
)


def p_ruby(*parts: str) -> Node:
    """A paragraph with small words over others."""
    return ("P", {}, ["See ", ("Ruby", {}, [(part, {}, ["a"]) for part in parts])])


def p_warichu(*parts: str) -> Node:
    """A paragraph with words in two small lines."""
    return ("P", {}, ["See ", ("Warichu", {}, [(part, {}, ["a"]) for part in parts])])


def _notes(*, there: bool, back: bool, kind: str = "Footnote") -> Any:
    def plant(file: Pdf) -> None:
        note, cites = one(file, "FENote"), one(file, "Reference")
        note.A = Dictionary(O=Name.FENote, NoteType=Name("/" + kind))
        if there:
            cites.Ref = Array([note])
        if back:
            note.Ref = Array([cites])

    node: Node = ("P", {}, [("Reference", {}, ["1"]), ("FENote", {}, ["below"])])
    return lambda: body2(node, after=plant)


def _ref(*, there: bool) -> Any:
    def plant(file: Pdf) -> None:
        if there:
            one(file, "TOCI").Ref = Array([one(file, "H1")])

    return lambda: body2(("TOC", {}, [("TOCI", {}, [p("Title")])]), after=plant)


def _two_goals(file: Pdf) -> None:
    link = every(file, "Link")[0]
    action = Dictionary(S=Name.URI, URI=String("https://example.com/other"))
    annotate("Link", None, Contents=String("a"), A=action)(file)
    other = file.pages[0].obj.Annots[-1]
    link.K.append(Dictionary(Type=Name.OBJR, Obj=other, Pg=file.pages[0].obj))
    other.StructParent = 7
    file.Root.StructTreeRoot.ParentTree.Nums.append(7)
    file.Root.StructTreeRoot.ParentTree.Nums.append(link)


def _goto(*, inside: bool) -> Any:
    def plant(file: Pdf) -> None:
        goal = one(file, "H1") if inside else file.pages[0].obj
        file.pages[0].obj.Annots[0].A = Dictionary(S=Name.GoTo, D=Array([file.pages[0].obj, Name.Fit]))
        if inside:
            file.pages[0].obj.Annots[0].A.SD = Array([goal, Name.Fit])

    return plant


def _bookmark(*, inside: bool) -> Any:
    def plant(file: Pdf) -> None:
        goal = one(file, "H1") if inside else file.pages[0].obj
        made = file.make_indirect(Dictionary(Title=String("A small sheet"), Dest=Array([goal, Name.Fit])))
        file.Root.Outlines = file.make_indirect(Dictionary(Type=Name.Outlines, First=made, Last=made, Count=1))
        made.Parent = file.Root.Outlines

    return plant


def _two(name: str, found: str, clause: str, bad: Any, good: Any = None, vera: str = "", **more: Any) -> Pair:
    return pair(name, found, clause, bad, good, part="2", vera=vera, **more)


_SAID = String("a")


def _rich(words: str) -> String:
    return String(f'<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>{words}</p></body>')


RULES = (
    _two("no revision", "pdf-ua-identifier", "5", lambda f: metadata(f, "<pdfuaid:rev.*</pdfuaid:rev>", ""), vera="5-5"),
    _two("another revision", "pdf-ua-identifier", "5", lambda f: metadata(f, ">2024<", ">2014<"), vera="5-5"),
    _two("another prefix", "pdf-ua-identifier", "5", lambda f: metadata(f, "pdfuaid", "ua"), vera="5-3"),
    _two("no language on the file", "pdf-no-lang-part", "8.4.4", root("/Lang", None), vera="8.4.4-1"),
    _two("a language that is no tag", "pdf-bad-lang", "7.2", root("/Lang", lambda _: String("en_US")), vera="8.4.4-2"),
    _two(
        "a heading without a level",
        "pdf-heading-kinds",
        "8.2.5.12",
        put("H1", "/S", Name.H),
        vera="8.2.5.12-1",
        also=("pdf-tag-differs",),
    ),
    Pair(
        name="a note of the old kind",
        found="pdf-note",
        clause="8.2.5.14",
        bad=lambda: body2(("P", {}, [("Note", {}, ["a"])])),
        good=lambda: body2(("P", {}, [("FENote", {}, ["a"])])),
        part="2",
        vera="8.2.5.14-1",
    ),
    Pair(
        name="a note that does not point back",
        found="pdf-note",
        clause="8.2.5.14",
        bad=_notes(there=True, back=False),
        good=_notes(there=True, back=True),
        part="2",
        vera="8.2.5.14-2",
    ),
    Pair(
        name="a note that points to what does not cite it",
        found="pdf-note",
        clause="8.2.5.14",
        bad=_notes(there=False, back=True),
        good=_notes(there=True, back=True),
        part="2",
        vera="8.2.5.14-3",
    ),
    Pair(
        name="a note of an unknown kind",
        found="pdf-note",
        clause="8.2.5.14",
        bad=_notes(there=True, back=True, kind="Aside"),
        good=_notes(there=True, back=True, kind="Endnote"),
        part="2",
        vera="8.2.5.14-4",
    ),
    Pair(
        name="contents that name no goal",
        found="pdf-contents-ref",
        clause="8.2.5.8",
        bad=_ref(there=False),
        good=_ref(there=True),
        part="2",
        vera="8.2.5.8-1",
    ),
    tree(
        "labels without a numbering",
        "pdf-list-numbering",
        "8.2.5.25",
        ("L", {}, [item("a")]),
        items(item("a")),
        part="2",
        vera="8.2.5.25-1",
    ),
    tree("a ruby without its base", "pdf-misplaced", "8.2.5.23", p_ruby("RT"), p_ruby("RB", "RT"), part="2", vera="8.2.5.23-1"),
    tree(
        "a warichu without its ends",
        "pdf-misplaced",
        "8.2.5.24",
        p_warichu("WT"),
        p_warichu("WP", "WT", "WP"),
        part="2",
        vera="8.2.5.24-1",
    ),
    tree(
        "cells over each other",
        "pdf-table-overlap",
        "8.2.5.26",
        table(
            row(head("A"), cell("TH", "B", Scope=Name.Column, RowSpan=2), head("C")),
            row(cell("TD", "c", ColSpan=2), cell("TD", "d")),
        ),
        table(row(head("A"), cell("TH", "B", Scope=Name.Column, RowSpan=2), head("C")), row(cell("TD", "c"), cell("TD", "d"))),
        part="2",
        vera="8.2.5.26-1",
    ),
    tree(
        "a caption in the middle",
        "pdf-caption",
        "8.2.5.27",
        ("Sect", {}, [p("a"), ("Caption", {}, ["b"]), p("c")]),
        ("Sect", {}, [("Caption", {}, ["b"]), p("a"), p("c")]),
        part="2",
        vera="8.2.5.27-1",
    ),
    tree(
        "a picture without words",
        "pdf-no-alt",
        "8.2.5.28.2",
        figure(),
        figure(Alt=String("A box.")),
        part="2",
        vera="8.2.5.28.2-1",
    ),
    tree(
        "private-use words for a picture",
        "pdf-private-use",
        "8.4.3",
        figure(Alt=String("A \ue000 box.")),
        figure(Alt=String("A box.")),
        part="2",
        vera="8.4.3-3",
    ),
    _two("links to two places in one tag", "pdf-link-targets", "8.2.5.20", _two_goals),
    _two("a link to a page only", "pdf-destination", "8.8", _goto(inside=False), _goto(inside=True), vera="8.8-2"),
    _two("a bookmark to a page only", "pdf-destination", "8.8", _bookmark(inside=False), _bookmark(inside=True), vera="8.8-1"),
    _two(
        "an unseen link",
        "pdf-annotation-kind",
        "8.9.2.2",
        lambda f: f.pages[0].obj.Annots[0].__setitem__("/F", 1),
        vera="8.9.2.2-1",
    ),
    _two(
        "a link that is not viewed",
        "pdf-annotation-kind",
        "8.9.2.2",
        lambda f: f.pages[0].obj.Annots[0].__setitem__("/F", 32),
        lambda f: f.pages[0].obj.Annots[0].__setitem__("/F", 32 + 256),
        vera="8.9.2.2-2",
    ),
    _two(
        "a highlight in a paragraph",
        "pdf-annotation-tag",
        "7.18",
        annotate("Highlight", "P", Contents=_SAID),
        annotate("Highlight", "Annot", Contents=_SAID),
        vera="8.9.2.3-1",
    ),
    _two(
        "rich words that differ",
        "pdf-annotation-differs",
        "8.9.2.3",
        annotate("Text", "Annot", Contents=_SAID, RC=_rich("b")),
        annotate("Text", "Annot", Contents=_SAID, RC=_rich("a")),
        vera="8.9.2.3-2",
    ),
    _two(
        "a drawing by hand without words",
        "pdf-annotation-contents",
        "8.9.2.4.8",
        annotate("Ink", "Annot"),
        annotate("Ink", "Annot", Contents=_SAID),
        vera="8.9.2.4.8-1",
    ),
    _two(
        "a stamp without sense",
        "pdf-annotation-contents",
        "8.9.2.4.7",
        annotate("Stamp", "Annot"),
        annotate("Stamp", "Annot", Contents=_SAID),
        vera="8.9.2.4.7-1",
    ),
    _two(
        "a pop-up as content",
        "pdf-annotation-kind",
        "8.9.2.4",
        annotate("Popup", "Annot"),
        annotate("Popup", None),
        vera="8.9.2.4.9-1",
    ),
    _two(
        "a sound",
        "pdf-annotation-kind",
        "8.9.2.4",
        annotate("Sound", "Annot", Contents=_SAID),
        annotate("Text", "Annot", Contents=_SAID),
        vera="8.9.2.4.11-1",
    ),
    _two(
        "a film of the old kind",
        "pdf-annotation-kind",
        "8.9.2.4",
        annotate("Movie", "Annot", Contents=_SAID),
        annotate("Text", "Annot", Contents=_SAID),
        vera="8.9.2.4.11-2",
    ),
    _two(
        "a trap network",
        "pdf-annotation-kind",
        "8.9.2.4",
        annotate("TrapNet", "Annot", Contents=_SAID),
        annotate("Text", "Annot", Contents=_SAID),
        vera="8.9.2.4.15-1",
    ),
    _two(
        "a printer's mark as content",
        "pdf-annotation-kind",
        "8.9.2.4",
        annotate("PrinterMark", "Annot", Contents=_SAID),
        annotate("PrinterMark", None, Contents=_SAID),
        vera="8.9.2.4.14-1",
    ),
    _two(
        "a screen without words",
        "pdf-annotation-contents",
        "8.9.2.4.12",
        annotate("Screen", "Annot"),
        annotate("Screen", "Annot", Contents=_SAID),
        vera="8.9.2.4.12-1",
    ),
    _two(
        "a model in 3D without words",
        "pdf-annotation-contents",
        "8.9.2.4.19",
        annotate("3D", "Annot"),
        annotate("3D", "Annot", Contents=_SAID),
        vera="8.9.2.4.19-1",
    ),
    _two(
        "two descriptions that differ",
        "pdf-annotation-differs",
        "8.9.4.2",
        annotate("Text", "Annot", Contents=_SAID, Alt=String("b")),
        annotate("Text", "Annot", Contents=_SAID, Alt=_SAID),
        vera="8.9.4.2-1",
    ),
    _two(
        "a field without label or words",
        "pdf-annotation-contents",
        "8.10.2.3",
        field(TU=_SAID),
        field(Contents=_SAID),
        vera="8.10.2.3-1",
    ),
    _two(
        "a field with rich words that differ",
        "pdf-annotation-differs",
        "8.10.3.3",
        field(Contents=_SAID, V=_SAID, RV=_rich("b")),
        field(Contents=_SAID, V=_SAID, RV=_rich("a")),
        vera="8.10.3.3-1",
    ),
    _two(
        "a form of the outdated kind",
        "pdf-xfa-dynamic",
        "8.10.1",
        root("/AcroForm", lambda f: Dictionary(XFA=f.make_stream(b"<a/>"), Fields=Array([]))),
        vera="8.10.1-3",
    ),
    _two(
        "sets of layers without a name", "pdf-layer-name", "8.7", layers(name=None), layers(), also=("pdf-layers",), vera="8.7-1"
    ),
    _two(
        "layers that switch themselves", "pdf-layer-auto", "8.7", layers(auto=True), layers(), also=("pdf-layers",), vera="8.7-2"
    ),
    _two(
        "an attached file without a description",
        "pdf-attachment-name",
        "8.14.1",
        attach(F="a.txt", UF="a.txt"),
        attach(F="a.txt", UF="a.txt", Desc="Words", AFRelationship="Data"),
        vera="8.14.1-1",
    ),
    _two(
        "a description of a listed file, not of one that only the document names",
        "pdf-attachment-name",
        "8.14.1",
        attach(F="a.txt", UF="a.txt", AFRelationship="Data"),
        attach(listed=False, F="a.txt", UF="a.txt", AFRelationship="Data"),
        vera="8.14.1-1",
    ),
    _two(
        "a standard tag of PDF 1.7 with another meaning",
        "pdf-role-map",
        "8.2.4",
        lambda f: f.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.H1)),
        lambda f: f.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Title=Name.P, FENote=Name.Note)),
    ),
    tree(
        "a head in the middle that does not say what it heads",
        "pdf-scope",
        "8.2.5.26",
        table(row(head("Day"), head("Sign")), row(cell("TD", "x"), cell("TH", "y"))),
        table(row(cell("TH", "Day"), cell("TH", "Sign")), row(cell("TH", "x"), cell("TD", "y"))),
        part="2",
    ),
    tree(
        "a formula without words",
        "pdf-no-alt",
        "8.2.5.29",
        ("Formula", {"A": _FORMULA_BOX}, ["x"]),
        ("Formula", {"A": _FORMULA_BOX, "AF": Array([Dictionary(Type=Name.Filespec, UF=String("x.mml"))])}, ["x"]),
        part="2",
    ),
    tree("a level left out", "pdf-heading-skipped", "8.2.5.12", ("H3", {}, ["a"]), ("H2", {}, ["a"]), part="2"),
    _two(
        "the tab key has no way",
        "pdf-tabs",
        "8.9.3.3",
        lambda f: f.pages[0].obj.__setitem__("/Tabs", Name.R),
        lambda f: f.pages[0].obj.__setitem__("/Tabs", Name.A),
        vera="8.9.3.3-1",
    ),
)

PAIRS: tuple[Pair, ...] = (*NESTING, *RULES)
