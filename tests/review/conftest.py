"""Shared by the review tests: a small Spanish document whose texts a person translated, and a folder with two people."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit.document import Bullets, Contacts, Document, ListItem, Meta, Notes, Section, State, Text, map_texts
from kit.locale import SOURCE, find

PEOPLE = """
[[person]]
handle = "ana"
name = "Ana Pérez"
qualification = "certified medical interpreter"
credit = true

[[person]]
handle = "luz"
name = "Luz Gómez"
qualification = "physician, native speaker"
clinician = true

[[person]]
handle = "tom"
name = "Tom Ruiz"
qualification = "translator"
translator = true
"""


def english(ident: str, words: str, *, safety: bool = False) -> Text:
    """A text as the loader gives it."""
    return Text(id=ident, source=words, text=words, lang="en", safety=safety)


def document() -> Document:
    """The English document: six topic texts, one of them safety, one verbatim; and the labels of the notices."""
    section = Section(
        id="what",
        number=1,
        title=english("t/what.title", "What"),
        key=english("t/what.key", "Call 911.", safety=True),
        notes=Notes(),
        blocks=(
            Bullets(
                meta=Meta(id="sources"),
                items=(
                    ListItem(text=Text(id="source/who", source="WHO", text="WHO", lang="en", verbatim=True)),
                ),
            ),
        ),
    )  # fmt: skip
    closing = Section(
        id="c", number=0, title=english("t/c.title", "End"), key=english("t/c.key", "Ask."), notes=Notes(), blocks=()
    )
    names = ("notice.not_reviewed", "notice.machine", "notice.stale", "notice.untranslated")
    return Document(
        topic="t",
        version="1.0",
        date="2026-11-22",
        locale=SOURCE,
        title=english("t/title", "Title"),
        audience=english("t/audience", "All"),
        main_message=english("t/main-message", "It passes."),
        help=Contacts(meta=Meta(id="help"), kinds=()),
        sections=(section,),
        closing=closing,
        sessions=(),
        labels=tuple(english(f"labels/{name}", name) for name in names),
    )


def spanish(states: dict[str, State] | None = None) -> Document:
    """The document in Spanish, every text a person's translation but those whose state is given."""

    def change(text: Text) -> Text:
        if text.verbatim:
            return text
        state = (states or {}).get(text.id, "human")
        return dataclasses.replace(text, text=f"«{text.source}»", lang="es", state=state)

    return dataclasses.replace(map_texts(document(), change), locale=find("es"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """locales/es with people.toml and no sign-off yet."""
    path = tmp_path / "locales" / "es"
    path.mkdir(parents=True)
    (path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    return path
