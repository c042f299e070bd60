"""The script that a format's files are set in: that of the language, or another where its locale.toml asks for it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from kit import build
from kit.build import documents
from kit.document import Document
from kit.errors import KitError


def _script(root: Path, today: datetime.date, tag: str, form: str) -> str:
    request = build.Request(root=root, out=Path("output"), locales=(tag,), formats=(form,), today=today, partial=True)
    return build.ready(build.plan(request)[0]).locale.script


def test_urdu_is_in_naskh_where_lines_of_nastaliq_have_no_room(root: Path, today: datetime.date) -> None:
    """Cards, leaflet and posters; sheets and their packet stay in Nastaliq."""
    forms = ("pocket-card", "leaflet", "poster", "sheet", "packet")
    assert [_script(root, today, "ur", form) for form in forms] == ["Arab", "Arab", "Arab", "Aran", "Aran"]


def test_a_language_that_asks_for_nothing_keeps_its_script(root: Path, today: datetime.date) -> None:
    """Persian is Arabic script everywhere."""
    assert {_script(root, today, "fa", form) for form in ("poster", "sheet")} == {"Arab"}


def test_a_script_for_no_format_is_refused(root: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, and what it may say."""
    real = documents.translated

    def changed(*arguments: object) -> Document:
        document: Document = real(*arguments)
        return dataclasses.replace(document, locale=dataclasses.replace(document.locale, scripts=(("postcard", "Arab"),)))

    monkeypatch.setattr(documents, "translated", changed)
    documents.forget()
    with pytest.raises(KitError, match=r"locales.fa.locale\.toml: unknown format 'postcard'\n.*pocket-card"):
        _script(root, today, "fa", "sheet")
    documents.forget()
