"""Which checks a finished file must pass before it is published: the same round trip for every format, then its own rules."""

from __future__ import annotations

from kit.checks.outline import expected, presence, roundtrip
from kit.document import Document, Options
from kit.errors import Finding
from kit.outline import Outline


def run(document: Document, format_name: str, options: Options, data: bytes, outline: Outline) -> tuple[Finding, ...]:
    """All findings on a file made from `document`; one of severity "error" withholds it.

    `data` are the file's bytes and `outline` what the format's reader heard in them.
    """
    wanted = expected.deck(document) if format_name == "deck" else expected.body(document, format_name)
    return (
        *roundtrip.compare(wanted, outline),
        *presence.check(document, outline, format_name),
        *(finding for finding in audit(format_name, data, options) if finding.severity != "info"),
    )


def audit(format_name: str, data: bytes, options: Options | None = None) -> tuple[Finding, ...]:
    """The format's own rules on any file, ours or not; sizes and margins of an edition are judged only if one is given."""
    match format_name:
        case "handout":
            from kit.checks import pdf

            profile = None if options is None else options.profile if options.edition == "large-print" else "standard"
            return pdf.check(data, profile=profile)
        case "deck":
            from kit.checks import deck

            return deck.check(data)
        case "page":
            from kit.checks import page as html

            return html.check(data)
        case _:
            raise ValueError(format_name)
