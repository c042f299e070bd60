"""Our verifier for any PDF, ours or another's: findings with the clause, the page and a sentence that a non-expert understands.

It complements veraPDF: it also follows the parent tree, the meaning of characters, replacement texts, scripts against
languages, contrast and print sizes. `RESIDUE` is what no program can judge. See also kit/pdf/PDF_UA.md.
"""

from __future__ import annotations

from kit.checks.pdf import file as pdf_file
from kit.checks.pdf import links as pdf_links
from kit.checks.pdf import print as pdf_print
from kit.checks.pdf import structure as pdf_structure
from kit.checks.pdf import tags as pdf_tags
from kit.checks.pdf import text as pdf_text
from kit.checks.pdf import white as pdf_white
from kit.checks.pdf.print import PROFILES
from kit.errors import Finding, KitError
from kit.tagged.source import read

__all__ = ["PROFILES", "check"]


def check(data: bytes, *, floor: float | None = None, profile: str | None = None) -> tuple[Finding, ...]:
    """All findings on a PDF, each once, errors first.

    `floor` is the least type size in points; `profile` one of `PROFILES`, whose sizes, margins, lines, contrast and tints are
    then enforced too. KitError where the bytes are no PDF or the profile is unknown.
    """
    if profile is not None and profile not in PROFILES:
        raise KitError(f"unknown print profile '{profile}'", f"Known are: {', '.join(PROFILES)}.")
    source = read(data)
    found = [
        *pdf_file.check(source),
        *pdf_structure.check(source),
        *pdf_tags.check(source),
        *pdf_links.check(source),
        *pdf_text.check(source),
        *pdf_print.check(source, PROFILES[profile] if profile else None, floor),
        *(pdf_white.check(source) if profile else ()),
    ]
    rank = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: rank[finding.severity]))
