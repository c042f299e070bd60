"""Who vouches for the English source: a clinician, block by block, until a day they name.

content/<topic>/review.toml is append-only: `[[signature]]` tables, written by `kit content sign` from what a person states
about themselves, for a topic or for one sheet of it. A signature names the digest of each block it covers (`pieces`), of the labels
and of each text outside a block, so changing a word cancels it for that block alone. Names of sources are not part of it. Left out
on purpose: proof of identity. A name here is a claim that the repository's history dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Literal

from kit.art import Art
from kit.digest import Value, digest
from kit.document import Document, Meta, Text, parts, texts
from kit.errors import ContentError, Fault
from kit.files import read_toml
from kit.locale import Locale

SourceState = Literal["draft", "clinically_reviewed", "retired"]

BESIDE = ("labels/index.", "labels/receipt.", "labels/changes.")
"""Labels of the pages that stand beside the files: the download page, the receipt, what has changed."""

LONGEST = dt.timedelta(days=3 * 366)
"""No signature holds longer: health information is read again every three years at the latest (PIF TICK criteria)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One statement: who (name), role, credentials and conflicts of interest in their own words, on which hash, until when.

    `state` "retired" takes the topic out of use instead; its `note` says why. Dates are ISO 8601. `pieces` are the names and
    digests of what was signed, as `kit.review.signing` writes them.
    """

    state: SourceState
    who: str
    role: str
    credentials: str
    conflicts: str
    hash: str
    date: str
    until: str
    note: str = ""
    pieces: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReview:
    """What the signatures amount to today: the state, the signature that decides it, and the reason in words."""

    state: SourceState
    reason: str
    signature: Signature | None = None


def source_hash(document: Document, shown: Document | None = None) -> str:
    """A digest (hex) of the English of every text of a topic, with its place, and of the numbers of its charts and drawings.

    With `shown`, a selection of it, that of the pieces that the selection shows.
    """
    return digest(*sorted(pieces(document, shown).items())).hex()


def pieces(document: Document, shown: Document | None = None) -> dict[str, str]:
    """What can be signed of a topic: each block, the labels, each text outside a block; by name, with 12 hex digits each.

    With `shown`, a selection of it, only what that shows. A block of which it shows a part is signed whole.
    """
    found: dict[str, list[Value]] = {}
    for piece, value in _walk(document, ""):
        found.setdefault(piece, []).append(value)
    if shown is not None:
        owner = _owners(document)
        names = {owner.get(text.id, text.id) for text in texts(shown) if text.id and not text.verbatim}
        found = {piece: parts for piece, parts in found.items() if piece in names}
    return {piece: digest(*parts).hex()[:12] for piece, parts in found.items()}


def _owners(document: Document) -> dict[str, str]:
    """The piece that each text belongs to, by the text's id."""
    return {value[0]: piece for piece, value in _walk(document, "") if value and isinstance(value[0], str)}


def _walk(value: object, piece: str) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Every text with its piece, and the numbers of charts and drawings with theirs, in document order."""
    if isinstance(value, Text):
        if value.id and not value.verbatim and not value.id.startswith(BESIDE):
            yield piece or ("labels" if value.id.startswith("labels/") else value.id), (value.id, value.source, value.one)
    elif isinstance(value, tuple):
        for part in value:
            yield from _walk(part, piece)
    elif is_dataclass(value) and not isinstance(value, Locale | Art):
        meta = getattr(value, "meta", None)
        if not piece and isinstance(meta, Meta):
            piece = meta.id
            if bound := parts.numbers(value):
                yield piece, bound
        for part in fields(value):
            yield from _walk(getattr(value, part.name), piece)


def source(content: Path, document: Document, today: dt.date | None = None, *, shown: Document | None = None) -> SourceReview:
    """The state of a topic's English, from content/<topic>/review.toml: signed where a signature holds for every piece of it.

    `shown` is a selection of the document (a sheet, a session): then its pieces alone must be signed. `today` decides whether
    a signature has run out; None takes the clock's (UTC). A topic that was retired stays so until somebody signs it anew.
    ContentError if the file is broken.
    """
    today = today or dt.datetime.now(dt.UTC).date()
    found = signatures(content / document.topic / "review.toml")
    if not found:
        return SourceReview(state="draft", reason="no clinician has signed the English text")
    last = found[-1]
    if last.state == "retired":
        return SourceReview(state="retired", reason=f"{last.who} retired it on {last.date}: {last.note}", signature=last)
    wanted = pieces(document, shown)
    held = _held(found, today)
    open_ = [piece for piece, said in wanted.items() if (piece, said) not in held]
    if not open_:
        return SourceReview(
            state="clinically_reviewed", reason=f"{last.who} signed it on {last.date}, until {last.until}", signature=last
        )
    once = _held(found, dt.date.min)
    if all((piece, wanted[piece]) in once for piece in open_):
        return SourceReview(state="draft", reason=f"the signature of {last.who} ended on {last.until}", signature=last)
    shortened = ", ".join(open_[:5]) + (" ..." if len(open_) > 5 else "")
    signed_before = any(piece == name for piece in open_ for name, _ in once)
    changed = f"the English text has changed since {last.who} signed it on {last.date}: {shortened}"
    reason = changed if signed_before or shown is None else f"no clinician has signed: {shortened}"
    return SourceReview(state="draft", reason=reason, signature=last)


def _held(found: Sequence[Signature], today: dt.date) -> set[tuple[str, str]]:
    """The pieces, with their digests, for which a signature holds on a day; a retirement ends all before it."""
    held: set[tuple[str, str]] = set()
    for signature in found:
        if signature.state == "retired":
            held.clear()
        elif signature.until >= today.isoformat():
            held |= {(name, said) for pair in signature.pieces.split() for name, _, said in (pair.rpartition("="),)}
    return held


def signatures(path: Path) -> tuple[Signature, ...]:
    """The statements of a review.toml, in their order; none where there is no file. ContentError if it is broken."""
    advice = "Only 'python3 run.py content sign' writes this file; restore it from the repository's history."

    def fault(what: str) -> ContentError:
        return ContentError((Fault(file=str(path), what=what, advice=advice),))

    if not path.exists():
        return ()
    data = read_toml(path, advice)
    names = {part.name for part in fields(Signature)}
    rows = data.get("signature", [])
    if set(data) - {"signature"} or not isinstance(rows, list):
        raise fault("something other than [[signature]]")
    for row in rows:
        if not isinstance(row, dict) or set(row) != names or not all(isinstance(value, str) for value in row.values()):
            raise fault(f"a signature without exactly these texts: {', '.join(sorted(names))}")
        if row["state"] not in ("clinically_reviewed", "retired"):
            raise fault(f"the state '{row['state']}' is neither clinically_reviewed nor retired")
    return tuple(Signature(**row) for row in rows)
