"""The same specimens by Typst, WeasyPrint and us, read by the same programs and judged by the same checks, side by side.

The other two come from the tests' own environment; without them the comparison is left out.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.checks import pdf as verifier
from kit.document import Options
from kit.formats.print import reader, writer
from kit.locale import find
from kit.text.faces import Face, stack
from tests.extraction import letters, need_poppler, pdfium, poppler, words
from tests.sample import sample
from tests.specimens import SPECIMENS, document
from tests.validators import need_module, verapdf


def test_latin_names_and_phones_on_arabic_pages_are_copied_in_order() -> None:
    """Pdfium gives them as they are read, not back to front word by word."""
    data = writer.write(sample("ar"), Options())
    copied = letters(pdfium(data))
    latin = [item.text for item in reader.read(data).items if item.text.isascii() and len(item.text) > 1]
    assert "+1 202-555-0143" in latin
    assert [text for text in latin if letters(text) not in copied] == []


def _faces(tag: str) -> list[Face]:
    """The face of the language's script, and the Latin one for what it lacks."""
    return [stack(find(tag).script, bold=False)[0], stack("Latn", bold=False)[0]]


def _by_us(tag: str) -> bytes:
    return writer.write(document(tag), Options())


def _by_typst(tag: str) -> bytes:
    import typst

    families = [f"Noto Sans {face.family.removeprefix('NotoSans')}".strip() for face in _faces(tag)]
    names = ", ".join(f'"{family}"' for family in families)
    direction = ", dir: rtl" if find(tag).rtl else ""
    words = SPECIMENS[tag].replace('"', '\\"')
    source = (
        f'#set document(title: "Specimen")\n#set text(font: ({names}), size: 14pt, lang: "{tag.split("-")[0]}"{direction})\n'
        f'= #"{words.split()[0]}"\n#"{words}"\n'
    )
    compiler = typst.Compiler(font_paths=[str(face.path.parent) for face in _faces(tag)], ignore_system_fonts=True)
    return bytes(compiler.compile(source.encode(), format="pdf", pdf_standards="ua-1"))


def _by_weasyprint(tag: str) -> bytes:
    from weasyprint import HTML

    fonts = "".join(f"@font-face{{font-family:'{face.family}';src:url('{face.path.as_uri()}')}}" for face in _faces(tag))
    families = ",".join(f"'{face.family}'" for face in _faces(tag))
    direction = "rtl" if find(tag).rtl else "ltr"
    words = html.escape(SPECIMENS[tag])
    page = (
        f"<!DOCTYPE html><html lang='{tag}' dir='{direction}'><meta charset='utf-8'><title>Specimen</title><style>{fonts}"
        f"body{{font:14pt/1.4 {families}}}</style><body><h1>{words.split()[0]}</h1><p>{words}</p>"
    )
    return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


_MAKERS: dict[str, Callable[[str], bytes]] = {"kit": _by_us, "Typst": _by_typst, "WeasyPrint": _by_weasyprint}


@pytest.mark.slow
@pytest.mark.validator
def test_we_lose_the_fewest_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Prints the table: of each specimen's words, how many pdfium and Poppler find, and how many errors our checks find."""
    need_module("typst")
    need_module("weasyprint")
    need_poppler()
    rows, sums = [], dict.fromkeys(_MAKERS, 0)
    for tag in SPECIMENS:
        wanted = words([SPECIMENS[tag]])
        row = [f"{tag:8} {len(wanted):5}"]
        for name, make in _MAKERS.items():
            data = make(tag)
            (tmp_path / f"{name}-{tag}.pdf").write_bytes(data)
            found = [sum(letters(word) in letters(text) for word in wanted) for text in (pdfium(data), poppler(data))]
            sums[name] += sum(found)
            row.append(f"{found[0]:4} {found[1]:4} {sum(one.severity == 'error' for one in verifier.check(data)):4}")
        rows.append(" | ".join(row))
    failed = {name: sum(map(bool, verapdf(sorted(tmp_path.glob(f"{name}-*.pdf")), "ua1").values())) for name in _MAKERS}
    head = f"Found by pdfium, by Poppler; errors\n{'':8} words | " + " | ".join(f"{name:14}" for name in _MAKERS)
    with capsys.disabled():
        sys.stdout.write("\n".join(("", head, *rows, f"found {sums}; files that fail veraPDF ua1 {failed}", "")))
    assert sums["kit"] == max(sums.values())
    assert failed["kit"] == 0
