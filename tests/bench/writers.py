"""The writers compared. Each gets the document and gives PDF bytes; what it keeps between documents is its best setting.

The libraries come from the tests' own environment; one that is not installed is left out of the table.
"""

from __future__ import annotations

import functools
import html
import io
import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from kit.art import Art, path_data
from kit.document import Document, Options
from kit.text.faces import stack
from tests.bench.workload import Piece, pieces

Write = Callable[[Document], bytes]
_LATIN = re.compile(r"[A-Za-z]")


def kit() -> Write:
    """The kit's own tagged handout (PDF/UA-1)."""
    from kit.formats.print.writer import write

    options = Options()
    return lambda document: write(document, options)


def typst() -> Write:
    """Typst with the ua-1 standard and one compiler kept, so that its own caches work."""
    import typst as engine

    compiler: list[engine.Compiler] = []

    def write(document: Document) -> bytes:
        source = _typst_source(document).encode()
        if not compiler:
            folders = sorted(
                {str(face.path.parent) for bold in (False, True) for face in stack(document.locale.script, bold=bold)[:2]}
            )
            compiler.append(engine.Compiler(font_paths=folders, ignore_system_fonts=True))
        return bytes(compiler[0].compile(source, format="pdf", pdf_standards="ua-1"))

    return write


def weasyprint() -> Write:
    """WeasyPrint with the pdf/ua-1 variant, font configuration and image cache kept."""
    logging.disable(logging.WARNING)
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, cache = FontConfiguration(), {}

    def write(document: Document) -> bytes:
        page = HTML(string=_html_source(document))
        return bytes(page.write_pdf(pdf_variant="pdf/ua-1", font_config=fonts, cache=cache))

    return write


def reportlab() -> Write:
    """Plain reportlab (Platypus): untagged, no shaping, no bidi; wrong in Arabic and Hindi, and here for its speed only."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table

    def write(document: Document) -> bytes:
        regular, bold = _static_fonts(document.locale.script)
        body = ParagraphStyle(
            "p", fontName=regular, fontSize=14, leading=19.6, wordWrap=None if document.locale.spaced else "CJK"
        )
        heading = ParagraphStyle("h", parent=body, fontName=bold, fontSize=18, leading=24)
        story: list[object] = []
        for piece in pieces(document):
            match piece.kind:
                case "title" | "heading":
                    story.append(Paragraph(html.escape(piece.text), heading))
                case "paragraph":
                    story.append(Paragraph(html.escape(piece.text), body))
                case "list":
                    story.append(ListFlowable([ListItem(Paragraph(html.escape(row[0]), body)) for row in piece.rows], start="-"))
                case "table":
                    story.append(Table([[Paragraph(html.escape(cell), body) for cell in row] for row in piece.rows]))
                case "picture":
                    assert piece.art
                    story.append(_drawing(piece.art))
        out = io.BytesIO()
        SimpleDocTemplate(out, title=document.title.text, lang=document.locale.tag, invariant=1).build(story)
        return out.getvalue()

    return write


WRITERS: dict[str, Callable[[], Write]] = {"typst": typst, "kit": kit, "weasyprint": weasyprint, "reportlab": reportlab}


@functools.cache
def _static_fonts(script: str) -> tuple[str, str]:
    """Regular and bold for reportlab, which draws only the default weight of a variable font."""
    from fontTools.ttLib import TTFont as Font
    from fontTools.varLib.instancer import instantiateVariableFont
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(tempfile.gettempdir()) / "kit-bench-fonts"
    folder.mkdir(exist_ok=True)
    names = []
    for weight in (400, 700):
        face = stack(script, bold=weight > 400)[0]
        file = folder / f"{face.key}.ttf"
        if not file.exists():
            font = Font(face.path)
            axes = {axis.axisTag: weight if axis.axisTag == "wght" else axis.defaultValue for axis in font["fvar"].axes}
            instantiateVariableFont(font, axes).save(file)
        pdfmetrics.registerFont(TTFont(face.key, str(file)))
        names.append(face.key)
    return names[0], names[1]


def _drawing(art: Art) -> object:
    from reportlab.graphics.shapes import Drawing
    from reportlab.graphics.shapes import Path as Shape

    drawing, size = Drawing(80, 80), 80 / art.height
    shape = Shape(fillMode=0, strokeColor=None)
    for path in art.paths:
        for letter, values in path.commands:
            points = [80 - value * size if index % 2 else value * size for index, value in enumerate(values)]
            {"M": shape.moveTo, "L": shape.lineTo, "C": shape.curveTo, "Z": shape.closePath}[letter](*points)
    drawing.add(shape)
    return drawing


def _svg(art: Art) -> str:
    paths = "".join(f'<path d="{path_data(path.commands)}" fill-rule="evenodd"/>' for path in art.paths)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {art.width:g} {art.height:g}">{paths}</svg>'


def _typst_source(document: Document) -> str:
    locale, family = document.locale, _family(document)
    direction = ", dir: rtl" if locale.rtl else ""
    head = (
        f"#set document(title: {_quoted(document.title.text)})\n"
        '#set page(paper: "a4", margin: 20mm, footer: context counter(page).display())\n'
        f'#set text(font: ("{family}", "Noto Sans"), size: 14pt, lang: "{locale.tag.split("-")[0]}"{direction})\n'
    )
    return head + "".join(map(_typst_piece, pieces(document)))


def _typst_piece(piece: Piece) -> str:
    match piece.kind:
        case "title":
            return f"= #{_quoted(piece.text)}\n"
        case "heading":
            return f"== #{_quoted(piece.text)}\n"
        case "paragraph":
            return f"#{_quoted(piece.text)}\n\n"
        case "list":
            return "\n".join(f"- #{_quoted(row[0])}" for row in piece.rows) + "\n\n"
        case "table":
            head, *body = [", ".join(f"[#{_quoted(cell)}]" for cell in row) for row in piece.rows]
            return f"#table(columns: {len(piece.rows[0])}, table.header({head}), {', '.join(body)})\n\n"
        case "picture":
            assert piece.art
            return f'#image(bytes({_quoted(_svg(piece.art))}), format: "svg", width: 80pt, alt: {_quoted(piece.text)})\n\n'


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _family(document: Document) -> str:
    name = stack(document.locale.script, bold=False)[0].family.removeprefix("NotoSans")
    return f"Noto Sans {name}".strip()


def _html_source(document: Document) -> str:
    locale, families = document.locale, stack(document.locale.script, bold=False)[:2]
    faces = "".join(
        f"@font-face{{font-family:'{face.family}';src:url('{face.path.as_uri()}');font-weight:100 900}}" for face in families
    )
    stacked = ",".join(f"'{face.family}'" for face in families)
    style = (
        f"{faces}@page{{size:A4;margin:20mm;@bottom-right{{content:counter(page)}}}}"
        f"body{{font:14pt/1.4 {stacked}}}svg{{width:80pt;height:80pt}}td,th{{border:.5pt solid;text-align:start}}"
    )
    head = f"<meta charset=utf-8><title>{html.escape(document.title.text)}</title><style>{style}</style>"
    direction = "rtl" if locale.rtl else "ltr"
    body = "".join(_html_piece(piece) for piece in pieces(document))
    return f'<!DOCTYPE html><html lang="{locale.tag}" dir="{direction}"><head>{head}</head><body>{body}</body></html>'


def _html_piece(piece: Piece) -> str:
    text = html.escape(piece.text)
    match piece.kind:
        case "title":
            return f"<h1>{text}</h1>"
        case "heading":
            return f"<h2>{text}</h2>"
        case "paragraph":
            return f"<p>{text}</p>"
        case "list":
            return f"<ul>{''.join(f'<li>{html.escape(row[0])}</li>' for row in piece.rows)}</ul>"
        case "table":
            head, *body = piece.rows
            cells = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
            rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in body)
            return f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"
        case "picture":
            assert piece.art
            label = f'<svg role="img" aria-label="{text}" '
            return f"<p>{_svg(piece.art).replace('<svg ', label, 1)}</p>"
