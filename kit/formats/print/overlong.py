"""What is said of a text that its paper has no room for: which one, in which language, and by about how many lines.

Left out on purpose: what could go, which each layout knows of its own.
"""

from __future__ import annotations

from kit.document import Document


def overlong(what: str, document: Document, lines: int) -> str:
    """That the text of this `what` ("poster") is too long by so many lines; one at least."""
    name = document.selection.name if document.selection else document.topic
    count = "1 line" if lines <= 1 else f"{lines} lines"
    return f"the {what} '{name}' is about {count} too long in {document.locale.name}"
