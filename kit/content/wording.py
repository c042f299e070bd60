"""The markup of a text: `**bold**` and `{placeable}`, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kit.content.characters import refused
from kit.content.positions import Steps, YamlFile

KNOWN = (
    "emergency_number",
    "crisis_line",
    "drug_line",
    "clinic_name",
    "clinic_phone",
    "version",
    "date",
    "code",
    "status",
    "region",
    "facts",
    "copied",
    "language",
    "law",
)
"""The placeables that personalization fills; a label may have others, which it names."""

_PLACEABLE = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>?|&[a-z]+;|&#")


def check(source: YamlFile, way: Steps, text: str, *, also: Collection[str] = ()) -> None:
    """Note what is wrong with a text's characters and markup, each at its own place where it can be found."""
    for what, advice, find in _faults(text, (*KNOWN, *also)):
        source.fault(way, what, advice, find=find)


def _faults(text: str, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for _, name in refused(text):
        if name.startswith("U+000A"):
            yield "a line break inside a text", "Write >- instead of | or >, or make two texts of it.", ""
        else:
            yield f"a character that can't be seen: {name}", "Delete it.", ""
    if text.count("**") % 2:
        yield "`**` is opened and not closed", "Bold is written **like this**, with both ends in the same text.", "**"
    elif any(not bold.strip() for bold in text.split("**")[1::2]):
        yield "`**` holds nothing", "Delete it, or put the bold words inside.", "**"
    for name in _PLACEABLE.findall(text):
        if name not in known:
            yield f"unknown placeable {{{name}}}", f"Known are: {', '.join(sorted(known))}.", f"{{{name}}}"
    rest = _PLACEABLE.sub("", text)
    for brace in "{}":
        if brace in rest:
            yield f"a single {brace}", "Braces are for placeables such as {emergency_number} only.", brace
    if found := _TAG.search(text):
        yield f"HTML in a text: {found.group()}", "Write plain words. The only markup is **bold**.", found.group()
