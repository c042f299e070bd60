"""The metadata stream of a tagged PDF: XMP (ISO 16684-1) with the PDF/UA identification and, for part 2, the WTPDF declarations.

Left out on purpose: anything that changes from run to run, such as the hour, the machine or the user.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from kit.pdf.structure import Part

PRODUCER = "health-kit"

Duplex = Literal["", "Simplex", "DuplexFlipLongEdge", "DuplexFlipShortEdge"]
"""How a printer turns the paper (ISO 32000-1, 12.2), "" where it may do as it likes."""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfuaid:part>{part}</pdfuaid:part>{revision}
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li><rdf:li xml:lang="{lang}">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>{declarations}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_DECLARATIONS = (
    '<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag>'
    + "".join(
        '<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#'
        f"{name}1.0</pdfd:conformsTo></rdf:li>"
        for name in ("accessibility", "reuse")
    )
    + "</rdf:Bag></pdfd:declarations></rdf:Description>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says of itself: title, one line on its state, language (BCP 47) and ISO 8601 date.

    `duplex` tells a printer how to turn the paper (ViewerPreferences, ISO 32000-1, 12.2), or "" where it may do as it likes.
    """

    title: str
    subject: str
    lang: str
    date: str
    duplex: Duplex = ""


def xmp(metadata: Metadata, part: Part) -> bytes:
    """The XMP packet, UTF-8. ISO 14289-1, clause 5; ISO 14289-2, clause 5 (with its revision)."""
    return _PACKET.format(
        part=part,
        revision="<pdfuaid:rev>2024</pdfuaid:rev>" if part == 2 else "",
        title=escape(metadata.title, quote=False),
        subject=escape(metadata.subject, quote=False),
        lang=escape(metadata.lang, quote=False),
        date=metadata.date,
        producer=PRODUCER,
        declarations=_DECLARATIONS if part == 2 else "",
    ).encode("utf-8")
