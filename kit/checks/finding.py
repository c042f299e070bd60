"""How checks word what they found: an error, a warning or a remark with a place, and texts quoted short."""

from __future__ import annotations

from kit.errors import Finding
from kit.outline import normal

_LONGEST = 80


def error(name: str, where: str, message: str, clause: str) -> Finding:
    """A fault that keeps a file from being published."""
    return Finding(id=name, severity="error", where=where, message=message, clause=clause)


def warning(name: str, where: str, message: str, clause: str) -> Finding:
    """Something that is probably wrong, or that only a person can judge."""
    return Finding(id=name, severity="warning", where=where, message=message, clause=clause)


def quote(text: str) -> str:
    """The text in quotation marks, normal and cut to 80 characters."""
    words = normal(text)
    return f"“{words[:_LONGEST]}…”" if len(words) > _LONGEST + 1 else f"“{words}”"
