"""How to mend what a check finds, in the programs that people make files with.

A deck is mended in PowerPoint and a page by who writes it, as their checks' advice says; a PDF is mended where it came from.
Left out on purpose: menus of programs' older versions.
"""

from __future__ import annotations

from collections.abc import Mapping

from kit.checks.record import AnyCheck

PROGRAMS = ("in Word", "in PowerPoint", "in InDesign", "as a developer")

_AT_THE_SOURCE = "Mend it in the file the PDF was made from, and export it again with tags."

_PDF: Mapping[str, tuple[str, str, str, str]] = {
    "pdf-tagging": (
        "Save As, PDF, Options: “Document structure tags for accessibility”. Never print to PDF.",
        "Save As, PDF, Options: “Document structure tags for accessibility”.",
        "Export to PDF with “Create Tagged PDF”; put every frame into the Articles panel.",
        "Put all content into marked-content sequences with MCIDs; mark the rest /Artifact.",
    ),
    "pdf-tree": (
        _AT_THE_SOURCE,
        _AT_THE_SOURCE,
        "Export anew with “Create Tagged PDF”.",
        "Let each MCID have one owner, and ParentTree and StructParents lead back to it.",
    ),
    "pdf-headings": (
        "Use the styles Heading 1, Heading 2, ..., without leaving one out.",
        "Give each slide its title.",
        "Map paragraph styles to H1, H2, ... under Export Tagging.",
        "Write H1 to H6 with no level left out.",
    ),
    "pdf-lists": (
        "Use the bullet and number buttons, not typed dashes.",
        "Use the bullet and number buttons, not typed dashes.",
        "Use Bullets and Numbering in the paragraph style.",
        "Write L > LI > Lbl, LBody.",
    ),
    "pdf-tables": (
        "Table Design: Header Row; Table Properties, Row: “Repeat as header row”. No merged or empty cells.",
        "Table Design: Header Row and First Column.",
        "Table, Convert Rows, To Header.",
        "Write TH with /Scope, and rows of equal length.",
    ),
    "pdf-pictures": (
        "Right click, View Alt Text: describe it, or tick “Mark as decorative”.",
        "Right click, View Alt Text: describe it, or tick “Mark as decorative”.",
        "Object, Object Export Options: Alt Text, or Tagged PDF: Artifact.",
        "Give each Figure /Alt, or mark the picture /Artifact.",
    ),
    "pdf-links": (
        "Insert links with Insert, Link; give them words that name their goal.",
        "Insert links with Insert, Link; give them words and a ScreenTip.",
        "Make them hyperlinks in the Hyperlinks panel before exporting.",
        "Tag each annotation with an OBJR in a Link or Form, with /Contents or /TU; set /Tabs /S.",
    ),
    "pdf-characters": (
        "File, Options, Save: “Embed fonts in the file”; then save as PDF.",
        "File, Options, Save: “Embed fonts in the file”; then save as PDF.",
        "Use fonts that may be embedded; export as PDF/X-4 or “Press Quality”.",
        "Embed each font program and write a ToUnicode CMap.",
    ),
    "pdf-languages": (
        "Select the text; Review, Language, Set Proofing Language.",
        "Select the text; Review, Language, Set Proofing Language.",
        "Set the language in the character or paragraph style.",
        "Set /Lang in the catalogue and on elements in other languages.",
    ),
    "pdf-file": (
        "File, Info: Title. Save As PDF, Options: “Create bookmarks using headings”.",
        "File, Info: Title. Save As PDF with tags.",
        "File, File Info: Document Title; export with “Display: Document Title” and bookmarks.",
        "Write dc:title and pdfuaid:part into XMP, and /DisplayDocTitle true.",
    ),
    "pdf-contrast": (
        "Home, Font Color: choose Black, Text 1 or another dark colour.",
        "Home, Font Color: choose a dark colour on a light ground.",
        "Darken the swatch until the ratio is at least 4.5:1.",
        "Compute contrast by WCAG 2.2, 1.4.3, and darken until it is 4.5:1.",
    ),
}


def steps(check: AnyCheck) -> tuple[tuple[str, str], ...]:
    """(where or as whom, what to do there) for a check: the PDF's source programs where they are known, else the check's own advice."""
    if check.id in _PDF:
        return tuple(zip(PROGRAMS, _PDF[check.id], strict=True))
    return (("", check.advice),)
