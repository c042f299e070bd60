"""Shared by the translation tests: a small English document and a helper that writes PO files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.document import Bullets, Callout, Contacts, Document, ListItem, Meta, Notes, Section, Text
from kit.locale import SOURCE, find

Put = Callable[..., Path]

HEAD = """msgid ""
msgstr ""
"Language: {tag}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plural}\\n"

"""


def english(ident: str, words: str, *, safety: bool = False, note: str = "", verbatim: bool = False) -> Text:
    """A text as the loader gives it."""
    return Text(id=ident, source=words, text=words, lang="en", safety=safety, note=note, verbatim=verbatim)


def small(*, wait: str = "Wait 6 to 12 hours.", call: str = "Call {emergency_number} **now**.") -> Document:
    """A document of two texts that may be reworded, one verbatim text and one label; the call is a safety text."""
    label = english("labels/contents", "What is in this sheet")
    section = Section(
        id="what",
        number=1,
        title=english("small/what.title", "What to do"),
        key=english("small/what.key", "You can get help."),
        notes=Notes(say=(english("small/what.say", "Say it slowly."),)),
        blocks=(
            Bullets(meta=Meta(id="what.list"), items=(ListItem(text=english("small/what.list.wait", wait)),)),
            Callout(
                meta=Meta(id="what.call", safety=("emergency",)),
                level="emergency",
                lead=english("small/what.call.lead", call, safety=True, note="Say 'call' as to a friend."),
            ),
            Bullets(
                meta=Meta(id="what.sources"),
                items=(ListItem(text=english("small/source.who", "WHO 2009", verbatim=True)),),
            ),
        ),
    )
    closing = Section(
        id="about",
        number=0,
        title=english("small/about.title", "About this sheet"),
        key=english("small/about.key", "Ask a nurse."),
        blocks=(),
        notes=Notes(),
    )
    return Document(
        topic="small",
        version="1.0",
        date="2026-11-22",
        locale=SOURCE,
        title=english("small/title", "Feeling unwell"),
        audience=english("small/audience", "For you"),
        main_message=english("small/main_message", "It passes."),
        help=Contacts(meta=Meta(id="help"), kinds=("emergency",)),
        sections=(section,),
        closing=closing,
        sessions=(),
        labels=(label,),
    )


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a PO file with a right header (or the given text alone, with `head=False`) and give its path."""

    def write(body: str, *, tag: str = "es", head: bool = True, name: str = "small.po") -> Path:
        start = HEAD.format(tag=tag, plural=find(tag).plural) if head else ""
        path = tmp_path / "locales" / tag / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(start + body, encoding="utf-8", newline="\n")
        return path

    return write
