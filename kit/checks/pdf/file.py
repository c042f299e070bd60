"""What a PDF says of itself, and what may not be in it: metadata, viewer settings, protection, scripts, private traces.

Left out on purpose: fonts and text (`pdf_text`), tags (`pdf_tags`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from kit.checks.finding import error, quote, warning
from kit.errors import Finding
from kit.outline import normal
from kit.tagged.source import PdfSource
from kit.tagged.values import array, data_of, dictionary, entries, entry, number, text

_PRIVATE = re.compile(
    r"(?:^|[\s(\"'=])(?:/(?:home|Users|root|tmp|var|opt|usr|mnt|srv|work)/[^\s<\"']+|[A-Za-z]:\\[^\s<\"']+|\\\\[\w.-]+\\)"
    r"|file:/+|\blocalhost\b|\b[\w-]+\.(?:local|lan|internal|intranet)\b"
    # Addresses of a house's own network (RFC 1918, 3927); any other four numbers may be a version.
    r"|(?<![\d.])(?:10|127|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?![\d.])",
)
_LONG = 4
_READ_ALOUD = 512
"""Bit 10 of a file's permissions (ISO 32000-1, table 22)."""


def check(source: PdfSource) -> Iterator[Finding]:
    """Findings on the file as a whole."""
    root = source.pdf.Root
    yield from _declared(root)
    yield from _metadata(source, root)
    yield from _navigation(source, root)
    yield from _forbidden(source, root)
    yield from _private(source)


def _declared(root: pikepdf.Object) -> Iterator[Finding]:
    info = dictionary(root, "/MarkInfo")
    if entry(info, "/Marked") is not True:
        message = "The file does not declare that it is tagged (/MarkInfo): many screen readers then ignore the tags."
        yield error("pdf-mark-info", "file", message, "ISO 14289-1 6.2; ISO 14289-2 8.2.1; ISO 32000-1 14.7.1")
    if entry(info, "/Suspects") is True:
        message = "The file says of its own tags that they may be wrong (/Suspects)."
        yield error("pdf-suspects", "file", message, "ISO 14289-1 7.1; Matterhorn 01-007")
    if entry(dictionary(root, "/ViewerPreferences"), "/DisplayDocTitle") is not True:
        message = "The window will show the file's name, not its title (/DisplayDocTitle)."
        yield error("pdf-display-title", "file", message, "ISO 14289-1 7.1; Matterhorn 07-001, 07-002")


def _metadata(source: PdfSource, root: pikepdf.Object) -> Iterator[Finding]:
    stream = entry(root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        message = "The file has no metadata (XMP): neither its title nor its standard can be told."
        yield error("pdf-xmp", "file properties", message, "ISO 14289-1 7.1; Matterhorn 06-001")
        return
    title = normal(source.xmp("dc:title"))
    part = source.xmp("pdfuaid:part")
    if part not in ("1", "2"):
        message = "The file does not say that it follows PDF/UA (pdfuaid:part)."
        yield error("pdf-ua-identifier", "file properties", message, "ISO 14289-1 5; Matterhorn 06-002")
    known = normal(text(source.information, "/Title"))
    if not title:
        message = "The file has no title in its metadata (dc:title)."
        yield error("pdf-title", "file properties", message, "ISO 14289-1 7.1; Matterhorn 06-003")
    elif re.fullmatch(r"(untitled.*|.*\.(docx?|pdf|html?|typ|odt)|microsoft word.*)", title, re.IGNORECASE):
        message = f"The title in the metadata, {quote(title)}, does not name what the file is about."
        yield warning("pdf-title-poor", "file properties", message, "ISO 14289-1 7.1; Matterhorn 06-004")
    elif known and known != title:
        message = f"The file carries two titles: {quote(title)} and {quote(known)}."
        yield warning("pdf-two-titles", "file properties", message, "ISO 32000-2 14.3.3")


def _navigation(source: PdfSource, root: pikepdf.Object) -> Iterator[Finding]:
    headings = sum(element.role.startswith("H") for element in source.tree.walk()) if source.tree else 0
    if len(source.pages) >= _LONG and headings > 1 and not entry(dictionary(root, "/Outlines"), "/First"):
        message = f"The file has {len(source.pages)} pages and no bookmarks to jump by."
        yield warning("pdf-bookmarks", "file", message, "WCAG 2.2 SC 2.4.5; WCAG technique PDF2")
    if len(source.pages) > 1 and "/PageLabels" not in root:
        message = "The pages have no labels: the viewer's page numbers may differ from the printed ones."
        yield warning("pdf-page-labels", "file", message, "ISO 14289-1 7.17 (recommendation); WCAG technique PDF17")


def _forbidden(source: PdfSource, root: pikepdf.Object) -> Iterator[Finding]:
    if source.pdf.is_encrypted and not (number(dictionary(source.pdf.trailer, "/Encrypt"), "/P") or 0) & _READ_ALOUD:
        message = "The file's protection keeps screen readers out (permission bit 10)."
        yield error("pdf-locked", "file", message, "ISO 14289-1 7.16; Matterhorn 26-002")
    if _has_script(source):
        message = "The file holds JavaScript. A sheet to read needs none, and some viewers warn or refuse."
        yield error("pdf-script", "file", message, "ISO 14289-1 7.19; Matterhorn 29")
    yield from _xfa(source, entry(dictionary(root, "/AcroForm"), "/XFA"))
    if entry(dictionary(root, "/Names"), "/EmbeddedFiles") is not None:
        message = "The file carries other files inside it; readers of a handout don't expect that."
        yield warning("pdf-attachments", "file", message, "ISO 14289-1 7.11; Matterhorn 21-001")
    if "/OCProperties" in root:
        message = "The file has layers that can be switched off: a person must check that no text is hidden."
        yield warning("pdf-layers", "file", message, "ISO 14289-1 7.10; Matterhorn 20")


def _xfa(source: PdfSource, found: object) -> Iterator[Finding]:
    """PDF/UA-1 forbids only forms that are laid out when they are opened; PDF/UA-2 forbids all of the kind."""
    if found is None:
        return
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    data = b"".join(data_of(part, source.budget) for part in parts if isinstance(part, pikepdf.Stream))
    if source.xmp("pdfuaid:part") == "2" or re.search(rb"<(?:\w+:)?dynamicRender>\s*required\s*<", data):
        message = "The file is a form that only some programs can lay out (XFA): others show a page that says so."
        yield error("pdf-xfa-dynamic", "file", message, "ISO 14289-1 7.15; Matterhorn 25-001; ISO 14289-2 8.10.1")
    else:
        message = "The file holds an XFA form, which most viewers and screen readers can't show."
        yield error("pdf-xfa", "file", message, "ISO 14289-1 7.15")


def _has_script(source: PdfSource) -> bool:
    root = source.pdf.Root
    if entry(dictionary(root, "/Names"), "/JavaScript") is not None:
        return True
    holders: list[object] = [root, *(page.source for page in source.pages)]
    holders += [found for page in source.pages for found in array(page.source, "/Annots")]
    holders += array(dictionary(root, "/AcroForm"), "/Fields")
    return any(_scripted(holder) for holder in holders if isinstance(holder, pikepdf.Dictionary))


def _scripted(holder: pikepdf.Dictionary) -> bool:
    actions = [entry(holder, "/OpenAction"), entry(holder, "/A"), *(found for _, found in entries(dictionary(holder, "/AA")))]
    return any(text(action, "/S") == "JavaScript" for action in actions)


def _private(source: PdfSource) -> Iterator[Finding]:
    """Traces of the computer the file was made on: folders, host names and addresses, in places that nobody looks at."""
    places = {f"document information {key}": text(source.information, key) for key, _ in entries(source.information)}
    stream = entry(source.pdf.Root, "/Metadata")
    if isinstance(stream, pikepdf.Stream):
        places["XMP metadata"] = re.sub(r"<[^<>]*>", " ", data_of(stream, source.budget).decode("utf-8", "replace"))
    for page in source.pages:
        for found in array(page.source, "/Annots"):
            if uri := text(dictionary(found, "/A"), "/URI"):
                places[f"link on page {page.number}"] = uri
    for where, words in places.items():
        if trace := _PRIVATE.search(words):
            message = f"The {where} holds a trace of the computer that made the file: {quote(trace.group())}."
            yield error("pdf-private", where, message, "kit: no private data in a published file")
