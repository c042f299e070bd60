"""A deck that somebody edited: what they changed, and the deck anew on the present words with their edits kept.

Shared by `kit deck` and the desk. Left out on purpose: how edits are found and carried, which the deck's own modules know.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from kit import content
from kit.build.documents import locales_of, ready
from kit.build.job import Job
from kit.document import ClinicCard, Document, Options
from kit.document.selections import select_parts, select_session, session_of, whole
from kit.errors import KitError
from kit.formats.deck import FORMAT as DECK
from kit.formats.deck.edits import DeckChange
from kit.formats.deck.kept import Origin
from kit.formats.deck.renew import compare as compare_deck
from kit.formats.deck.renew import language_of, likeliest, origin_of
from kit.formats.deck.renew import renew as renew_deck


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where a deck came from, for what it no longer says itself: clinic's file, topic and language ("" for that of its properties).

    `session` is the length in minutes of the session that a new deck is for, or 0 for the whole topic.
    """

    root: Path
    today: datetime.date
    clinic: Path | None = None
    topic: str = "heroin-withdrawal"
    locale: str = ""
    session: int = 0


def compare(data: bytes, origins: Origins) -> tuple[DeckChange, ...]:
    """What a person changed in a deck of ours, which safety facts that touches, and what the kit changed since."""
    return tuple(compare_deck(data, _document(data, origins)))


def renew(data: bytes, origins: Origins) -> tuple[bytes, tuple[DeckChange, ...]]:
    """The deck on the present words, with every edit kept, and what was done."""
    new, changes = renew_deck(data, _document(data, origins))
    return new, tuple(changes)


def branded(template: bytes, origins: Origins) -> tuple[bytes, tuple[str, ...]]:
    """The topic of `origins` as a deck on an agency's template; and in words which layout serves what, and what is hard to read."""
    from kit.formats.deck.writer import branded as on_template

    return on_template(_document(None, origins), template)


def _document(data: bytes | None, origins: Origins) -> Document:
    """The Document that the deck was made from, in its present words; where it no longer says so, the one that it is most like."""
    made = origin_of(data) if data else None
    job = Job(
        root=origins.root,
        topic=made.topic if made else origins.topic,
        locale=made.locale if made else origins.locale or _language(data, origins.root),
        format=DECK.name,
        edition="",
        region=made.region if made else "",
        clinic=_clinic(made, origins),
        options=Options(),
        today=origins.today,
        out=origins.root / "output",
        release=False,
    )
    document = ready(job)
    if made and made.kind == "session":
        return select_session(document, session_of(document, int(made.name)))
    if made and made.kind == "parts":
        return select_parts(document, made.name.split("-"))
    if data and made is None:
        return likeliest(data, [whole(document), *(select_session(document, session) for session in document.sessions)])
    if origins.session and not data:
        return select_session(document, session_of(document, origins.session))
    return whole(document)


def _language(data: bytes | None, root: Path) -> str:
    """The language that a deck names, if there is such a one; else English."""
    said = language_of(data) if data else ""
    return said if said in locales_of(root) else "en"


def _clinic(made: Origin | None, origins: Origins) -> ClinicCard | None:
    if origins.clinic:
        return content.clinic(origins.clinic)
    if made is None or not made.clinic:
        return None
    for path in sorted((origins.root / "content" / "clinics").glob("*.toml")):
        card = content.clinic(path)
        if card.id == made.clinic:
            return card
    raise KitError(f"the deck was made for the clinic '{made.clinic}', whose file was not found", "Name it with --clinic FILE.")


__all__ = ["DeckChange", "Origins", "branded", "compare", "renew"]
