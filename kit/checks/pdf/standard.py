"""What a PDF says of the standard that it follows: part, revision and prefix in XMP, the version in its header (clauses 5 and 6).

`part` tells the other rules by which part of ISO 14289 to judge. Left out on purpose: amendments and corrigenda by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from kit.budget import Budget, SpentError
from kit.checks.finding import error
from kit.errors import Finding
from kit.tagged.source import PdfSource
from kit.tagged.values import data_of, entry, text

_SPACE = "http://www.aiim.org/pdfua/ns/id/"
_PREFIX = re.compile(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']" + re.escape(_SPACE) + r"[\"']")
_MOST = 1_000_000
_PLACE = "file properties"
TEXT_OF = {"1": "ISO 14289-1", "2": "ISO 14289-2"}
"""The standard of each part."""


def part(source: PdfSource) -> str:
    """The part of ISO 14289 by which a file is judged: the one it names, and 1 where it names none."""
    said = source.xmp("pdfuaid:part")
    return said if said in TEXT_OF else "1"


def check(source: PdfSource, number: str) -> Iterator[Finding]:
    """Findings on how the file names its standard; `number` is the part by which it is judged."""
    stream = entry(source.pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return
    standard = TEXT_OF[number]
    if text(stream, "/Type") != "Metadata" or text(stream, "/Subtype") != "XML":
        message = "The metadata stream does not say that it is metadata in XML (/Type, /Subtype): programs may not find it."
        yield error("pdf-xmp", _PLACE, message, f"{standard} {'7.1' if number == '1' else '8.11.1'}; Matterhorn 06-001")
    try:
        raw = data_of(stream, Budget(bytes=_MOST)).decode("utf-8", "replace")
    except SpentError:
        return
    for prefix in dict.fromkeys(_PREFIX.findall(raw)):
        if prefix != "pdfuaid":
            message = f"The metadata write the PDF/UA identifier with the prefix “{prefix}”; it must be pdfuaid."
            yield error("pdf-ua-identifier", _PLACE, message, f"{standard} 5; Matterhorn 06-002")
    if not source.xmp("pdfuaid:part"):
        return
    if number == "2" and source.xmp("pdfuaid:rev") != "2024":
        message = "The file says that it follows PDF/UA-2, but not of which year (pdfuaid:rev must be 2024)."
        yield error("pdf-ua-identifier", _PLACE, message, "ISO 14289-2 5")
    yield from _version(source, number)


def _version(source: PdfSource, number: str) -> Iterator[Finding]:
    """PDF/UA-1 is for PDF 1.x, PDF/UA-2 for PDF 2.0; a reader of the one may not know the other's tags."""
    version = source.pdf.pdf_version
    if version.startswith("1.") != (number == "1"):
        message = f"The file is PDF {version}, but says that it follows PDF/UA-{number}."
        yield error("pdf-version", "file", message, f"ISO 14289-{number} 6.1")
