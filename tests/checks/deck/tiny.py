"""The smallest sound presentation, written as strings: a master, a layout, a theme, and the slides that a test gives it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F2A44",
    "lt2": "EEEEEE",
    "accent1": "1F4E79",
    "accent2": "7F3F00",
    "accent3": "375623",
    "accent4": "5B2C6F",
    "accent5": "7B241C",
    "accent6": "0B5345",
    "hlink": "0B4F9E",
    "folHlink": "5B2C6F",
}
STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def box(x: int, y: int, wide: int = 4_000_000, high: int = 600_000) -> str:
    """A place on the slide, in EMU."""
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def run(words: str, *, lang: str = "en-US", size: int = 2400, inner: str = "", bare: bool = False) -> str:
    """A run of text."""
    told = "" if bare else f' lang="{lang}"'
    return f'<a:r><a:rPr{told} sz="{size}">{inner}</a:rPr><a:t>{words}</a:t></a:r>'


def solid(color: str) -> str:
    """A fill of one colour: six digits, or a theme's name with changes such as accent1 lumMod=40000."""
    name, *changes = color.split()
    inner = "".join(f'<a:{change.split("=")[0]} val="{change.split("=")[1]}"/>' for change in changes)
    kind = "srgbClr" if len(name) == 6 and all(c in "0123456789ABCDEF" for c in name) else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{name}">{inner}</a:{kind}></a:solidFill>'


GRADIENT = (
    '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="FFFFFF"/></a:gs><a:gs pos="100000"><a:srgbClr val="202020"/></a:gs></a:gsLst>'
    '<a:lin ang="0"/></a:gradFill>'
)


def title(words: str = "What helps", number: int = 2) -> str:
    """The slide's title."""
    text = f"<a:p>{run(words, size=3200)}</a:p>" if words else "<a:p/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Title {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>'
    )


def text(
    words: str,
    *,
    number: int = 4,
    place: str = "",
    fill: str = "<a:noFill/>",
    paragraph: str = "",
    body: str = '<a:bodyPr wrap="square"/>',
    style: str = "",
) -> str:
    """A text box; `words` is a run, or plain words, `style` the colours of its fill and its words by the theme."""
    inner = words if words.startswith("<") else run(words)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Box {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{place or box(1_000_000, 2_000_000)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>{style}<p:txBody>{body}'
        f"<a:lstStyle/><a:p>{paragraph}{inner}</a:p></p:txBody></p:sp>"
    )


def picture(describe: str = ' descr="A cup of tea"', *, number: int = 5, place: str = "") -> str:
    """A picture."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Picture {number}"{describe}</p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{place or box(6_000_000, 3_000_000, 2_000_000, 2_000_000)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    ).replace(f"{describe}</p:nvPicPr>", f"{describe}/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>", 1)


def themed(fill: str, ink: str, *, at: int = 1) -> str:
    """A shape's style: which of the theme's fills it takes (0 for none), in what colour, and the colour of its words."""
    return (
        f'<p:style><a:lnRef idx="0"><a:schemeClr val="{fill}"/></a:lnRef><a:fillRef idx="{at}"><a:schemeClr val="{fill}"/></a:fillRef>'
        f'<a:effectRef idx="0"><a:schemeClr val="{fill}"/></a:effectRef><a:fontRef idx="minor"><a:schemeClr val="{ink}"/></a:fontRef>'
        "</p:style>"
    )


def group(inner: str, place: str, number: int = 9) -> str:
    """A group of shapes, marked as decoration in its name only."""
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="Group {number}" descr="Bars"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{place}</p:grpSpPr>{inner}</p:grpSp>"
    )


def drawing(fill: str, *, describe: str = ' descr="A bar"', number: int = 6, place: str = "", attributes: str = "") -> str:
    """A rectangle without words."""
    return (
        f'<p:sp{attributes}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"{describe}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{place or box(6_000_000, 1_500_000, 500_000, 500_000)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr></p:sp>'
    )


def table(
    rows: Sequence[Sequence[str]],
    *,
    flags: str = 'firstRow="1"',
    style: str = "",
    describe: str = ' descr="Times"',
    cell: str = "<a:tcPr/>",
    span: str = "",
) -> str:
    """A table of words; cells may be runs."""
    wide = 6_000_000 // len(rows[0])
    grid = "".join(f'<a:gridCol w="{wide}"/>' for _ in rows[0])
    lines = []
    for at, row in enumerate(rows):
        cells = "".join(
            f"<a:tc{span if (at, column) == (1, 0) else ''}><a:txBody><a:bodyPr/><a:lstStyle/><a:p>"
            f"{words if not words or words.startswith('<') else run(words)}</a:p></a:txBody>{cell}</a:tc>"
            for column, words in enumerate(row)
        )
        lines.append(f'<a:tr h="600000">{cells}</a:tr>')
    name = f"<a:tableStyleId>{style}</a:tableStyleId>" if style else ""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="7" name="Table 7"{describe}/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="1000000" y="2000000"/><a:ext cx="6000000" cy="1200000"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr {flags}>{name}</a:tblPr><a:tblGrid>{grid}</a:tblGrid>{''.join(lines)}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def table_style(head: str, ground: str, ink: str = "lt1") -> str:
    """A part of table styles: one, whose head row has this ink and whose rows have this ground."""

    def part(name: str, fill: str, color: str) -> str:
        return (
            f'<a:{name}><a:tcTxStyle><a:schemeClr val="{color}"/></a:tcTxStyle><a:tcStyle><a:tcBdr/><a:fill>{solid(fill)}</a:fill>'
            f"</a:tcStyle></a:{name}>"
        )

    inner = part("wholeTbl", ground, "dk1") + part("firstRow", head, ink)
    return f'{_HEADER}<a:tblStyleLst {_NS} def="{STYLE}"><a:tblStyle styleId="{STYLE}" styleName="One">{inner}</a:tblStyle></a:tblStyleLst>'


@dataclass(kw_only=True)
class Deck:
    """What a tiny deck is made of; a slide is its shapes, or shapes with what stands around them."""

    slides: Sequence[str] = field(default_factory=lambda: [title()])
    colors: Mapping[str, str] = field(default_factory=dict)
    core: str = "<dc:title>Tea and rest</dc:title><dc:language>en-US</dc:language>"
    around: tuple[str, str] = ("", "")
    ground: str = ""
    presentation: str = ""
    rtl: bool = False
    links: Mapping[str, str] = field(default_factory=dict)
    styles: str = ""
    also: Sequence[tuple[str, bytes]] = ()
    root_relations: str = ""
    related: str = ""
    master_align: str = ""
    master_shapes: str = ""

    def pack(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in (*self.parts().items(), *self.also):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
        return out.getvalue()

    def parts(self) -> dict[str, str | bytes]:
        """The parts by their names."""
        count = range(1, len(self.slides) + 1)
        listed = "".join(f'<p:sldId id="{255 + at}" r:id="rId{10 + at}"/>' for at in count)
        rtl = ' rtl="1"' if self.rtl else ""
        slides_ = [(f"rId{10 + at}", "slide", f"slides/slide{at}.xml") for at in count]
        styled = [("rId3", "tableStyles", "tableStyles.xml")] if self.styles else []
        out: dict[str, str | bytes] = {
            "[Content_Types].xml": self.types(),
            "_rels/.rels": _relations(
                [("rId1", "officeDocument", "ppt/presentation.xml")],
                '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
                f'Target="docProps/core.xml"/>{self.root_relations}',
            ),
            "docProps/core.xml": f'{_HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{self.core}</cp:coreProperties>',
            "ppt/presentation.xml": f"{_HEADER}<p:presentation {_NS}{rtl}>"
            f'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst>'
            f'<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>{self.presentation}</p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations(
                [
                    ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
                    ("rId2", "theme", "theme/theme1.xml"),
                    *styled,
                    *slides_,
                ]
            ),
            "ppt/slideMasters/slideMaster1.xml": _master(self.rtl, self.master_shapes),
            "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
                [("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("rId2", "theme", "../theme/theme1.xml")]
            ),
            "ppt/slideLayouts/slideLayout1.xml": _layout(),
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relations(
                [("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]
            ),
            "ppt/theme/theme1.xml": _theme({**COLORS, **self.colors}),
            "ppt/media/image1.png": PNG,
        }
        if self.styles:
            out["ppt/tableStyles.xml"] = self.styles
        outer = "".join(
            f'<Relationship Id="{key}" Type="{_REL}/hyperlink" Target="{goal}" TargetMode="External"/>'
            for key, goal in self.links.items()
        )
        for at, shapes in zip(count, self.slides, strict=True):
            attributes, after = self.around if at == 1 else ("", "")
            ground = self.ground if at == 1 else ""
            out[f"ppt/slides/slide{at}.xml"] = (
                f"{_HEADER}<p:sld {_NS}{attributes}><p:cSld>{ground}<p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>"
                f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>{after}</p:sld>"
            )
            out[f"ppt/slides/_rels/slide{at}.xml.rels"] = _relations(
                [("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("rId2", "image", "../media/image1.png")],
                outer + (self.related if at == 1 else ""),
            )
        return out

    def types(self) -> str:
        """The content types of the parts."""
        base = "application/vnd.openxmlformats-officedocument"
        known = {
            "/ppt/presentation.xml": f"{base}.presentationml.presentation.main+xml",
            "/ppt/slideMasters/slideMaster1.xml": f"{base}.presentationml.slideMaster+xml",
            "/ppt/slideLayouts/slideLayout1.xml": f"{base}.presentationml.slideLayout+xml",
            "/ppt/theme/theme1.xml": f"{base}.theme+xml",
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        }
        if self.styles:
            known["/ppt/tableStyles.xml"] = f"{base}.presentationml.tableStyles+xml"
        for at in range(1, len(self.slides) + 1):
            known[f"/ppt/slides/slide{at}.xml"] = f"{base}.presentationml.slide+xml"
        parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items())
        return (
            f'{_HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{parts}</Types>'
        )


def _relations(rows: Sequence[tuple[str, str, str]], more: str = "") -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{goal}"/>' for key, kind, goal in rows)
    return f'{_HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}{more}</Relationships>'


def _placeholder(kind: str, number: int, place: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


_TITLE_PLACE = box(600_000, 400_000, 11_000_000, 1_000_000)


def _level(size: int, rtl: bool) -> str:
    side = ' algn="r" rtl="1"' if rtl else ""
    ink = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    return f'<a:lvl1pPr{side}><a:defRPr lang="{"ar" if rtl else "en-US"}" sz="{size}">{ink}</a:defRPr></a:lvl1pPr>'


def _master(rtl: bool, painted: str = "") -> str:
    styles = "".join(
        f"<p:{name}Style>{_level(size, rtl)}</p:{name}Style>" for name, size in (("title", 3200), ("body", 2400), ("other", 2400))
    )
    return (
        f'{_HEADER}<p:sldMaster {_NS}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>{_TREE}'
        f'{painted}{_placeholder("title", 2, _TITLE_PLACE)}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" '
        'accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" '
        'hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
        f"<p:txStyles>{styles}</p:txStyles></p:sldMaster>"
    )


def _layout() -> str:
    return (
        f'{_HEADER}<p:sldLayout {_NS} type="titleOnly"><p:cSld name="Title only"><p:spTree>{_TREE}'
        f"{_placeholder('title', 2, '')}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _theme(colors: Mapping[str, str]) -> str:
    scheme = "".join(f'<a:{name}><a:srgbClr val="{code}"/></a:{name}>' for name, code in colors.items())
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface="Arial"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEADER}<a:theme {_NS.split(" xmlns:r")[0]} name="Plain"><a:themeElements><a:clrScheme name="Plain">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Plain"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Plain"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
